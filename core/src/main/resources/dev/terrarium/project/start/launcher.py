"""Becomes the program that its arguments name, or the one that the image has under that name.

Replaces ${PORT}, ${WEB_CONCURRENCY} and ${FORWARDED_ALLOW_IPS} in the arguments, sets variables that stand before the
program as NAME=value, and tells the program what share of the machine the container has. With --init it stays the first
process, passes signals on and waits for orphans; with --health it only says whether the port answers.
"""

import os
import sys

LIMITS = {"PORT": 65535, "WEB_CONCURRENCY": 1024, "FORWARDED_ALLOW_IPS": None}
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_MAX_THREADS", "POLARS_MAX_THREADS")
CGROUPS = "/sys/fs/cgroup"
MEMBERSHIP = "/proc/self/cgroup"
WORKER = 256 << 20  # bytes of the memory limit that a further worker must find


def fail(message):
    sys.stderr.write("terrarium-start: " + message + "\n")
    sys.exit(2)


def value(reference):
    name, separator, default = reference.partition(":-")
    text = os.environ.get(name) or default
    if not text and not separator:
        fail(name + " is not set")
    limit = LIMITS[name]
    if limit is None:
        return text
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= limit):
        fail("%s must be a number from 1 to %d, not `%s`" % (name, limit, text))
    return text


def expanded(argument):
    start = 0
    while (start := argument.find("${", start)) >= 0:
        end = argument.find("}", start)
        reference = argument[start + 2 : end]
        if end < 0 or reference.partition(":-")[0] not in LIMITS:
            start += 2
            continue
        text = value(reference)
        argument = argument[:start] + text + argument[end + 1 :]
        start += len(text)
    return argument


def numbers(path):
    """The numbers in a file, where `max` is None; nothing when it cannot be read."""
    try:
        with open(path) as file:
            return [None if word == "max" else int(word) for word in file.read().split()]
    except (OSError, ValueError):
        return []


def control_groups():
    """Directories that may limit this process, by controller: version 2 under the empty name, version 1 under its own."""
    try:
        with open(MEMBERSHIP) as file:
            lines = file.read().splitlines()
    except OSError:
        lines = []
    for line in lines or ["0::/"]:
        _, controllers, path = (line + "::").split(":")[:3]
        for controller in controllers.split(","):
            # a container sees its own group at the root or, in the host's namespace, further down
            at = os.path.normpath("/" + path.strip("/"))
            while True:
                yield controller, CGROUPS + (controller and "/" + controller) + at.rstrip("/")
                if at == "/":
                    break
                at = os.path.dirname(at)


def limits():
    """CPUs as a fraction and bytes of memory, each None where there is no limit."""
    cpus, memory = [], []
    for controller, directory in control_groups():
        if controller in ("", "cpu"):
            found = (
                numbers(directory + "/cpu.max")
                if not controller
                else numbers(directory + "/cpu.cfs_quota_us") + numbers(directory + "/cpu.cfs_period_us")
            )
            if len(found) == 2 and found[0] and found[0] > 0 and found[1]:
                cpus.append(found[0] / found[1])
        if controller in ("", "memory"):
            found = numbers(directory + ("/memory.max" if not controller else "/memory.limit_in_bytes"))
            if len(found) == 1 and found[0] and 0 < found[0] < 1 << 60:
                memory.append(found[0])
    return min(cpus, default=None), min(memory, default=None)


def learn(argv):
    """Tells the program the container's share of the machine: it would count the machine's CPUs.

    Without a quota nothing is said about workers: how many CPUs the machine has is no reason to use them all.
    """
    cpus, memory = limits()
    if not cpus:
        return
    count = max(1, min(-int(-cpus // 1), len(os.sched_getaffinity(0))))
    os.environ.setdefault("PYTHON_CPU_COUNT", str(count))
    workers = 1
    if any("${WEB_CONCURRENCY" in argument for argument in argv):
        fitting = max(1, memory // WORKER) if memory else count
        if not os.environ.get("WEB_CONCURRENCY"):
            os.environ["WEB_CONCURRENCY"] = str(min(count, fitting))
        text = os.environ["WEB_CONCURRENCY"]
        workers = int(text) if text.isdigit() and len(text) < 6 else 1
    for name in THREADS:
        os.environ.setdefault(name, str(max(1, count // max(1, workers))))


def named(argv):
    """The image's own command of that name, and whether it wants an init."""
    if "/" in argv[0]:
        return argv, False
    import json

    try:
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../commands.json")) as file:
            command = json.load(file).get(argv[0])
    except OSError:
        command = None
    return (command["command"] + argv[1:], command["init"]) if command else (argv, False)


def become(argv):
    try:
        os.execvp(argv[0], argv)
    except OSError as error:
        fail("could not start `%s`: %s" % (argv[0], error.strerror))


def supervise(argv):
    """Stays the first process: passes on every signal, waits for whoever is left behind, ends as the program ends."""
    import signal

    passed = set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP, signal.SIGTTIN, signal.SIGTTOU}
    passed -= {signal.SIGFPE, signal.SIGILL, signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGTRAP, signal.SIGSYS}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, passed)
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        take_terminal(signal)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        become(argv)
    while True:
        number = signal.sigwait(passed)
        if number != signal.SIGCHLD:
            try:
                os.kill(child, number)
            except ProcessLookupError:
                pass
            continue
        for pid, status in buried():
            if pid == child:
                code = os.waitstatus_to_exitcode(status)
                sys.exit(code if code >= 0 else 128 - code)


def take_terminal(signal):
    """So that Ctrl-C reaches the program once, and not through its init as well."""
    if os.isatty(0):
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        try:
            os.tcsetpgrp(0, os.getpgrp())
        except OSError:
            pass
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)


def buried():
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        yield pid, status


def health(port, path=None):
    """Ends with 0 when the port answers, or when a GET of the path does with a status below 400."""
    import socket

    try:
        with socket.create_connection(("127.0.0.1", int(port)), timeout=3) as connection:
            if path is None:
                return 0
            request = "GET %s HTTP/1.0\r\nHost: localhost\r\nUser-Agent: terrarium-health\r\n\r\n" % path
            connection.sendall(request.encode())
            status = connection.recv(64).split(b" ")
    except OSError as error:
        sys.stderr.write("terrarium-start: port %s does not answer: %s\n" % (port, error))
        return 1
    if status[0].startswith(b"HTTP/") and len(status) > 1 and status[1].isdigit() and int(status[1]) < 400:
        return 0
    sys.stderr.write("terrarium-start: GET %s was answered with %s\n" % (path, b" ".join(status[1:2]).decode("ascii", "replace")))
    return 1


def main():
    argv = sys.argv[1:]
    if argv[:1] == ["--health"]:
        sys.exit(health(*[expanded(argument) for argument in argv[1:]]))
    init = argv[:1] == ["--init"]
    argv = argv[1:] if init else argv
    if not argv:
        fail("no program is named")
    argv, wants_init = named(argv)
    learn(argv)
    argv = [expanded(argument) for argument in argv]
    while len(argv) > 1 and argv[0].partition("=")[0].isidentifier() and "=" in argv[0]:
        name, _, text = argv.pop(0).partition("=")
        os.environ.setdefault(name, text)
    (supervise if (init or wants_init) and os.getpid() == 1 else become)(argv)


main()
