"""Imports every module at the top of site-packages, each in a process of its own; prints what fails, then how many there are."""

import importlib
import os
import sys

site = next(path for path in sys.path if path.endswith("site-packages"))
names = set()
for entry in os.listdir(site):
    stem = entry.split(".")[0]
    module = entry.endswith((".py", ".so")) or os.path.isdir(os.path.join(site, entry))
    if module and stem.isidentifier() and stem != "__pycache__" and not entry.endswith((".dist-info", ".libs")):
        names.add(stem)
for name in sorted(names):
    child = os.fork()
    if child == 0:
        try:
            importlib.import_module(name)
            os._exit(0)
        except BaseException as error:
            print(name, type(error).__name__, error, flush=True)
            os._exit(1)
    os.waitpid(child, 0)
print(len(names), "modules")
