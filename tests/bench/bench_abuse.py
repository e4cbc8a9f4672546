"""Abuse from one address: ``python -m tests.bench.bench_abuse [ATTACK …] [--seconds 8]``.

A real ``besedka serve`` with a data folder and flood control. Ten people from other addresses talk
in one channel, five messages a second each, and measure how long each message takes to each of
them, while an attack (tests/bench/abuse_attacks.py, a process of its own) goes on. One row for each
attack: the delivery times, the memory of the server before, at most and afterwards, and what its
log had to say. "idle" is the same without an attack: compare with it, machines are noisy.

Fails where a message is lost, or the 99th percentile is over 100 ms.
"""

from __future__ import annotations

import argparse
import json
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from core.net.files import raise_file_limit
from tests.bench.abuse_attacks import ATTACKS
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
LATE_LIMIT_MS = 100.0
PEOPLE = 10
PERIOD_S = 0.2
_PATIENCE_S = 60.0


@dataclass(eq=False)
class Person:
    """Somebody who talks, and notes when what the others said arrives."""

    number: int
    sock: socket.socket
    tail: bytes = b""
    due: float = 0.0
    said: int = 0
    heard: dict[int, int] = field(default_factory=dict)


class Lesson:
    """The people, on one selector."""

    def __init__(self, port: int) -> None:
        self.selector = selectors.DefaultSelector()
        self.late: list[float] = []
        self.faults: list[str] = []
        self.people = [self.enter(number, port) for number in range(PEOPLE)]
        for person in self.people:
            person.sock.setblocking(False)
            self.selector.register(person.sock, selectors.EVENT_READ, person)

    def enter(self, number: int, port: int) -> Person:
        sock = socket.create_connection(
            ("127.0.0.1", port), timeout=_PATIENCE_S, source_address=(f"127.0.1.{number + 1}", 0)
        )
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.sendall(b"NICK good%d\r\nUSER g 0 * :g\r\nJOIN #lesson\r\n" % number)
        data = b""
        while b" 366 " not in data:
            piece = sock.recv(65536)
            assert piece, data[-200:]
            data += piece
        return Person(number, sock, due=time.monotonic() + PERIOD_S * number / PEOPLE)

    def talk(self, seconds: float) -> None:
        """Talk for a while, then wait until everything has arrived."""
        self.late.clear()
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            for person in self.people:
                if person.due <= now:
                    person.due += PERIOD_S
                    person.said += 1
                    text = b"PRIVMSG #lesson :%d %.6f\r\n" % (person.said, time.monotonic())
                    person.sock.sendall(text)
            self.listen(max(0.0, min(p.due for p in self.people) - time.monotonic()))
        end = time.monotonic() + _PATIENCE_S
        while self.missing() and time.monotonic() < end:
            self.listen(0.05)
        if self.missing():
            self.faults.append(f"{self.missing()} messages did not arrive")

    def missing(self) -> int:
        return sum(
            other.said - person.heard.get(other.number, 0)
            for person in self.people
            for other in self.people
            if other is not person
        )

    def listen(self, timeout: float) -> None:
        for key, _ in self.selector.select(timeout):
            person: Person = key.data
            data = person.sock.recv(1 << 18)
            now = time.monotonic()
            if not data:
                raise SystemExit(f"good{person.number} was put out: {person.tail[-200:]!r}")
            lines = (person.tail + data).split(b"\n")
            person.tail = lines.pop()
            for line in lines:
                if line.startswith(b":good") and b" PRIVMSG #lesson :" in line:
                    self.note(person, line, now)
                elif line.startswith(b"PING"):
                    person.sock.sendall(b"PONG" + line[4:] + b"\n")

    def note(self, person: Person, line: bytes, now: float) -> None:
        speaker = int(line[5 : line.index(b"!")])
        number, sent = line.rstrip().rpartition(b":")[2].split()
        if int(number) != person.heard.get(speaker, 0) + 1:
            self.faults.append(f"good{person.number} heard {number!r} of good{speaker} out of turn")
        person.heard[speaker] = int(number)
        self.late.append((now - float(sent)) * 1000)


class Memory(threading.Thread):
    """Watches how much the server has."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.most = 0.0
        self.threads = 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.1):
            self.most = max(self.most, resident(self.process))
            self.threads = max(self.threads, self.process.num_threads())


def resident(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("attacks", nargs="*", metavar="ATTACK", help=", ".join(ATTACKS))
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--log", action="store_true", help="print what the log said")
    options = parser.parse_args()
    raise_file_limit()
    print(
        f"{'attack':11} {'p50':>6} {'p99':>7} {'most':>7} ms   MB before/most/after  threads  log"
    )
    good = True
    for name in options.attacks or list(ATTACKS):
        good = siege(name, options.seconds, options.log) and good
    return 0 if good else 1


def siege(name: str, seconds: float, show_log: bool) -> bool:
    """One attack on a server of its own."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        words = [sys.executable, "-m", "desktop", "serve", "--port", str(port), "--no-discovery",
                 "--oper", "root:secret", "--data-dir", str(Path(folder) / "data")]  # fmt: skip
        with log.open("wb") as output:
            server = subprocess.Popen(words, cwd=ROOT, stdout=output, stderr=output)
        try:
            wait_for(port)
            return measure(name, seconds, port, psutil.Process(server.pid), log, show_log)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def measure(
    name: str, seconds: float, port: int, process: psutil.Process, log: Path, show_log: bool
) -> bool:
    lesson = Lesson(port)
    lesson.talk(1.0)
    before, known = resident(process), len(log.read_bytes().splitlines())
    memory = Memory(process)
    memory.start()
    attack = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.abuse_attacks", name, "--port", str(port),
         "--seconds", str(seconds)],
        cwd=ROOT, stdout=subprocess.PIPE,
    )  # fmt: skip
    lesson.talk(seconds + 1)
    late = sorted(lesson.late)
    said = json.loads(attack.communicate()[0])
    lesson.talk(2.0)
    memory.over.set()
    memory.join()
    lines = log.read_text().splitlines()[known:]
    p99 = late[int(len(late) * 0.99)]
    print(
        f"{name:11} {late[len(late) // 2]:6.1f} {p99:7.1f} {late[-1]:7.1f}     "
        f"{before:6.0f} {memory.most:6.0f} {resident(process):6.0f} {memory.threads:8} "
        f"{len(lines):6} lines; {said} {lesson.faults or ''}",
        flush=True,
    )
    if show_log:
        print(*[f"    {line}" for line in lines[-15:]], sep="\n")
    return not lesson.faults and p99 <= LATE_LIMIT_MS


def wait_for(port: int) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("the server never listened")


if __name__ == "__main__":
    sys.exit(main())
