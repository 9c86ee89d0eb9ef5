"""What Poetry's own installer would install from a lock, for targets that are not this machine."""

import sys
from pathlib import Path

from cleo.io.null_io import NullIO
from poetry.factory import Factory
from poetry.installation.installer import Installer
from poetry.repositories.installed_repository import InstalledRepository
from poetry.utils.env import MockEnv

project = Factory().create_poetry(Path(sys.argv[1]))
for target in sys.argv[3:]:
    version, machine = target.split("/")
    numbers = tuple(map(int, version.split(".")))
    minor = ".".join(version.split(".")[:2])
    markers = dict(
        implementation_name="cpython", implementation_version=version, os_name="posix", platform_machine=machine,
        platform_release="", platform_system="Linux", platform_version="", python_full_version=version,
        platform_python_implementation="CPython", python_version=minor, sys_platform="linux",
        version_info=(*numbers, "final", 0), interpreter_name="cp", interpreter_version=minor.replace(".", ""),
    )
    env = MockEnv(numbers, platform="linux", platform_machine=machine, os_name="posix", marker_env=markers)
    installer = Installer(
        NullIO(), env, project.package, project.locker, project.pool, project.config, installed=InstalledRepository()
    )
    installer.only_groups(sys.argv[2].split(","))
    chosen = []

    def remember(operations):
        chosen.extend(
            f"{it.package.name}=={it.package.version}"
            for it in operations
            if it.job_type == "install" and not it.skipped
        )
        return 0

    installer._execute = remember
    installer.run()
    print("=", target, *sorted(chosen))
