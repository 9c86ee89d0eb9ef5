"""Prints what two environments differ in, a line each: how, and the path. Run under the image's interpreter."""

import hashlib
import os
import sys

# What every installer writes about itself: its name, what was asked for, and RECORD, which lists these.
OWN = ("INSTALLER", "REQUESTED", "direct_url.json")


def launcher(data):
    """Of the programs that installers write for entry points, what they start; other files as they are."""
    lines = data.decode("latin-1").splitlines()
    starts = [line for line in lines if line.startswith("from ") and " import " in line]
    if len(lines) < 10 and "import sys" in lines and len(starts) == 1 and any("sys.exit(" in line for line in lines):
        return (lines[0] + starts[0]).encode()
    return data


def record(data):
    """The files and their hashes, without those that installers write."""
    rows = []
    for row in data.decode().splitlines():
        path = row.split(",")[0]
        if not path.endswith(OWN) and not path.startswith("../../../bin/") and "__pycache__" not in path:
            rows.append(row)
    return "\n".join(sorted(rows)).encode()


def tree(root):
    found = {}
    for directory, directories, files in os.walk(root):
        directories[:] = [name for name in directories if name != "__pycache__"]
        for name in files:
            path = os.path.join(directory, name)
            shown = os.path.relpath(path, root)
            inside = os.path.basename(directory).endswith(".dist-info")
            if inside and name in OWN:
                continue
            with open(path, "rb") as file:
                data = file.read()
            if inside and name == "RECORD":
                data = record(data)
            elif shown.startswith("bin/"):
                data = launcher(data)
            found[shown] = (hashlib.sha256(data).hexdigest(), os.access(path, os.X_OK))
    return found


ours, theirs = tree(sys.argv[1]), tree(sys.argv[2])
for path in sorted(set(ours) | set(theirs)):
    if path not in theirs:
        print("only ours", path, sep="\t")
    elif path not in ours:
        print("only pip's", path, sep="\t")
    elif ours[path][0] != theirs[path][0]:
        print("other bytes", path, sep="\t")
    elif ours[path] != theirs[path]:
        print("other mode", path, sep="\t")
