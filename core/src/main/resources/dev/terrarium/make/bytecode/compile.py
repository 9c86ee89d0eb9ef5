"""Compiles the sources of one package. Usage: compile.py IN OUT

IN holds (length, path, length, source) for each file, OUT gets (status, length, bytes) in the same order; lengths are
four bytes, big-endian. Status 0: bytecode with an unchecked hash; status 1: why there is none.

Bytecode depends on what the process compiled before. So each chunk of 200 files gets a fresh child, forked from a parent
that compiled nothing; how many children run at once does not matter.
"""

import _imp
import gc
import os
import signal
import sys
from importlib import _bootstrap_external as external

CHUNK = 200


def read(file):
    with open(file, "rb") as stream:
        return stream.read()


def framed(data):
    files = []
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        path = data[at + 4 : at + 4 + size].decode("utf-8")
        at += 4 + size
        size = int.from_bytes(data[at : at + 4], "big")
        files.append((path, at + 4, at + 4 + size))
        at += 4 + size
    return files


def bytecode(path, source):
    code = compile(source, path, "exec", dont_inherit=True, optimize=0)
    key = _imp.source_hash(int.from_bytes(external.MAGIC_NUMBER, "little"), source)
    return bytes(external._code_to_hash_pyc(code, key, False))


def compiled(path, source):
    try:
        return b"\0", bytecode(path, source)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError) as error:
        reason = getattr(error, "msg", str(error))
        return refused(type(error).__name__ + (": " + reason if reason else ""))


def refused(reason):
    return b"\1", reason.partition("\n")[0][:200].encode("utf-8", "replace")


def write(target, results):
    with open(target, "wb") as out:
        for status, result in results:
            out.write(status + len(result).to_bytes(4, "big") + result)


def fork(target, data, files):
    child = os.fork()
    if child == 0:
        code = 1
        try:
            write(target, (compiled(path, data[start:end]) for path, start, end in files))
            code = 0
        finally:
            os._exit(code)
    return child


def crashed(status):
    """Whether the compiler itself fell over a source; any other failure is the machine's and ends the whole run."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS):
        return True
    if status != 0:
        sys.exit("a child ended with status %d" % status)
    return False


def one_by_one(target, data, files):
    parts = []
    for number, file in enumerate(files):
        part = "%s.%d" % (target, number)
        if crashed(os.waitpid(fork(part, data, [file]), 0)[1]):
            write(part, [refused("the compiler crashed")])
        parts.append(part)
    join(target, parts)


def join(target, parts):
    with open(target, "wb") as out:
        for part in parts:
            out.write(read(part))
            os.unlink(part)


def main(source, target):
    data = read(source)
    files = framed(data)
    chunks = [files[at : at + CHUNK] for at in range(0, len(files), CHUNK)]
    parts = ["part-%d" % number for number in range(len(chunks))]
    at_once = len(os.sched_getaffinity(0))
    gc.collect()
    gc.freeze()
    running = {}
    again = []
    for number in range(len(chunks) + at_once):
        if running and (number >= len(chunks) or len(running) >= at_once):
            child, status = os.waitpid(-1, 0)
            if crashed(status):
                again.append(running[child])
            del running[child]
        if number < len(chunks):
            running[fork(parts[number], data, chunks[number])] = number
    for number in sorted(again):
        one_by_one(parts[number], data, chunks[number])
    join(target, parts)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
