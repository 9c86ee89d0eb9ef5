"""Becomes a container's first process, and watches it from a child: where it listens, what it answers, how it ends."""

import json
import os
import select
import signal
import socket
import sys
import time

REPORT = 3
LISTENS = "0A"
LOOPBACK = ("00000000000000000000000001000000", "0000000000000000FFFF00000100007F")
TICK = 0.02
MEMORY_EVERY = 0.1
# as a statement does it, so that traces show the project's own lines and none of importlib
IMPORT = "import os, sys; sys.path.insert(0, os.getcwd()); __import__(sys.argv[1])"


def tell(**members):
    os.write(REPORT, (json.dumps(members) + "\n").encode())


def since(begin):
    return int((time.monotonic() - begin) * 1000)


def import_entry(python, module):
    """Imports the module in a process of its own, whose trace is the container's last words when that fails."""
    begin = time.monotonic()
    tell(event="import")
    child = os.fork()
    if child == 0:
        os.set_inheritable(REPORT, False)
        os.execv(python, [python, "-c", IMPORT, module])
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status != 0:
        sys.exit(status if status > 0 else 128 - status)
    tell(event="imported", ms=since(begin))


def pss(pid):
    """Memory of a process in bytes, shared pages divided among those that share them."""
    try:
        with open("/proc/%s/smaps_rollup" % pid) as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return 0


def others():
    return [name for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]


def listening():
    """Ports that somebody listens on, each with whether it can be reached from outside."""
    found = {}
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table) as file:
                rows = [line.split() for line in file][1:]
        except OSError:
            continue
        for row in rows:
            if row[3] == LISTENS:
                address, port = row[1].rsplit(":", 1)
                inside = address in LOOPBACK or len(address) == 8 and address.endswith("7F")
                port = int(port, 16)
                found[port] = found.get(port, False) or not inside
    return found


class Question:
    """A request for `/` that is asked until somebody answers; nothing here waits."""

    def __init__(self, port):
        self.port = port
        self.connection = None
        self.accepted = False

    def answer(self):
        """Nothing yet, or the first bytes of an answer."""
        try:
            if self.connection is None:
                self.connection = self.connect()
                self.accepted = True
                self.connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            if select.select([self.connection], [], [], 0)[0]:
                answer = self.connection.recv(64)
                if answer:
                    return answer
                self.forget()
        except OSError:
            self.forget()
        return b""

    def connect(self):
        for address in ("127.0.0.1", "::1"):
            try:
                return socket.create_connection((address, self.port), 1)
            except OSError:
                continue
        raise OSError("nobody accepts")

    def forget(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


class Watch:
    def __init__(self, settings, begin):
        self.expected = settings["port"]
        self.start = settings["start"] / 1000
        self.settle = settings["settle"] / 1000
        self.begin = begin
        self.peak = 0
        self.sampled = 0.0
        self.told = None
        self.question = None

    def sample(self):
        now = time.monotonic()
        if now - self.sampled >= MEMORY_EVERY:
            self.sampled = now
            memory = sum(map(pss, others()))
            if memory > self.peak:
                self.peak = memory
                tell(event="memory", bytes=memory)

    def look(self):
        """Tells who listens when that changes, and asks the port that counts."""
        found = listening()
        if found != self.told:
            self.told = found
            ports = [{"port": port, "outside": outside} for port, outside in sorted(found.items())[:64]]
            tell(event="listening", ms=since(self.begin), ports=ports)
        if self.question is None:
            outside = [port for port, reachable in sorted(found.items()) if reachable]
            wanted = [port for port in outside if self.expected in (0, port)]
            if wanted:
                self.question = Question(wanted[0])
        return self.question.answer() if self.question is not None else b""

    def over(self):
        limit = self.settle if self.expected == 0 and self.question is None else self.start
        return time.monotonic() - self.begin > limit

    def run(self):
        while not self.over():
            answer = self.look()
            self.sample()
            if answer:
                words = answer.split(b" ", 2)
                http = words[0].startswith(b"HTTP/1.") and len(words) > 1 and words[1].isdigit()
                status = int(words[1][:3]) if http else 0
                tell(event="answer", ms=since(self.begin), port=self.question.port, status=status)
                break
            time.sleep(TICK)
        if self.question is not None and self.question.accepted:
            tell(event="accepted", port=self.question.port)
        self.sampled = 0.0
        self.sample()


def stop(first, number):
    """Asks process 1 to end. It ends everything with it, this watch too, whose last words say how long that took."""
    begin = time.monotonic()
    tell(event="stop", ms=0)
    os.kill(first, number)
    alone = 0
    while alone < 50:
        time.sleep(TICK)
        tell(event="stop", ms=since(begin))
        # one that waits for all of its children would wait for this one
        alone = alone + 1 if others() == [str(first)] else 0


def main():
    settings = json.loads(sys.argv[1])
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if settings["module"]:
        import_entry(settings["python"], settings["module"])
    begin = time.monotonic()
    tell(event="start")
    first = os.getpid()
    if os.fork() == 0:
        os.setsid()
        null = os.open("/dev/null", os.O_RDWR)
        os.dup2(null, 1)
        os.dup2(null, 2)
        Watch(settings, begin).run()
        stop(first, settings["signal"])
        os._exit(0)
    os.set_inheritable(REPORT, False)
    try:
        os.execvp(sys.argv[2], sys.argv[2:])
    except OSError as error:
        sys.stderr.write("%s: %s\n" % (sys.argv[2], error.strerror))
        sys.exit(127)


main()
