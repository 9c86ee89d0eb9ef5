"""Replaces ${PORT} and ${WEB_CONCURRENCY} in its arguments, and becomes the program that they name."""

import os
import sys

LIMITS = {"PORT": 65535, "WEB_CONCURRENCY": 1024}


def fail(message):
    sys.stderr.write("terrarium-start: " + message + "\n")
    sys.exit(2)


def value(reference):
    name, separator, default = reference.partition(":-")
    text = os.environ.get(name) or default
    if not text and not separator:
        fail(name + " is not set")
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= LIMITS[name]):
        fail("%s must be a number from 1 to %d, not `%s`" % (name, LIMITS[name], text))
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


def limit_cpus():
    """Tells Python how many CPUs the container may use: it would count those of the machine."""
    if "PYTHON_CPU_COUNT" in os.environ:
        return
    try:
        with open("/sys/fs/cgroup/cpu.max") as file:
            quota, period = file.read().split()
        if quota != "max":
            os.environ["PYTHON_CPU_COUNT"] = str(max(1, -(-int(quota) // int(period))))
    except (OSError, ValueError):
        pass


def main():
    argv = [expanded(argument) for argument in sys.argv[1:]]
    if not argv:
        fail("no program is named")
    limit_cpus()
    try:
        os.execvp(argv[0], argv)
    except OSError as error:
        fail("could not start `%s`: %s" % (argv[0], error.strerror))


main()
