"""Calls one hook of a build back-end, as PEP 517 describes them. Usage: hook.py REQUEST ANSWER"""

import sys

# The directory of this file is not a place to import from: the sources stand beside it.
del sys.path[0]

import importlib
import json
import os


def back_end(request):
    paths = [os.path.join(os.getcwd(), path) for path in request["backend-path"]]
    sys.path[:0] = paths
    module, _, attributes = request["backend"].partition(":")
    found = importlib.import_module(module)
    if paths and not any(found.__file__.startswith(path + os.sep) for path in paths):
        sys.exit("the back-end %s is not in its backend-path" % module)
    for attribute in filter(None, attributes.split(".")):
        found = getattr(found, attribute)
    return found


def call(hook, backend):
    if hook == "get_requires_for_build_wheel":
        function = getattr(backend, hook, None)
        return list(function({})) if function else []
    return backend.build_wheel("/build/dist", {}, None)


def main(source, target):
    with open(source, encoding="utf-8") as file:
        request = json.load(file)
    target = os.path.abspath(target)
    os.makedirs("dist", exist_ok=True)
    os.makedirs("home", exist_ok=True)
    os.chdir("src")
    answer = call(request["hook"], back_end(request))
    with open(target, "w", encoding="utf-8") as file:
        json.dump(answer, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
