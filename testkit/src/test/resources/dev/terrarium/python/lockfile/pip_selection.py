"""Which lines of a requirements file without includes pip's own markers let count, for targets that are not this machine."""

import sys

from pip._internal.req.constructors import install_req_from_line
from pip._internal.req.req_file import preprocess

lines = [line.split(" --hash")[0] for _, line in preprocess(open(sys.argv[1]).read()) if not line.startswith("-")]
for target in sys.argv[2:]:
    version, machine = target.split("/")
    environment = dict(
        implementation_name="cpython", implementation_version=version, os_name="posix", platform_machine=machine,
        platform_release="", platform_system="Linux", platform_version="", python_full_version=version,
        platform_python_implementation="CPython", python_version=".".join(version.split(".")[:2]),
        sys_platform="linux", extra="",
    )
    chosen = []
    for line in lines:
        asked = install_req_from_line(line)
        if asked.markers is None or asked.markers.evaluate(environment):
            chosen.append(f"{asked.req.name}{asked.req.specifier}")
    print("=", target, *sorted(chosen))
