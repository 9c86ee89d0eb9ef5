"""What PDM's own repository of a lock would install, for targets that are not this machine."""

import sys

from pdm.core import Core
from pdm.models.markers import EnvSpec

project = Core().create_project(sys.argv[1])
for target in sys.argv[3:]:
    version, machine = target.split("/")
    spec = EnvSpec.from_spec(f"=={version}", f"manylinux_2_41_{machine}", "cpython")
    repository = project.get_locked_repository(spec)
    chosen = {
        f"{it.candidate.req.key}=={it.candidate.version}"
        for it in repository.evaluate_candidates(sys.argv[2].split(","))
    }
    print("=", target, *sorted(chosen))
