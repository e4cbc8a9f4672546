"""One input of the fuzzer: what several clients do to a server, as bytes that can be read.

Each line begins with who acts: ``0`` … ``5`` says the rest of the line (0 to 3 are registered and
in #x, with different capabilities, 3 over TLS; 4 is an operator; 5 has said nothing yet). ``+``
lets a new client connect (they are 6 and up, ``6`` means the newest), ``-0`` hangs up, ``~5`` lets
five seconds pass, ``=0`` gives the rest of the line to the decoder without a line's end.
"""

from __future__ import annotations

import hashlib
import itertools

from core.irc.decoder import LineDecoder
from core.server.capabilities import OFFERED
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from core.server.server import Server
from core.server.transport import secured
from tests.fuzz.invariants import check

START = 1_800_000_000.0
_CAPS = ("", "message-tags server-time batch labeled-response echo-message", "*", "away-notify")
_MOST_OUTPUT = 32 * 1024 * 1024
_LONGEST_WAIT = 100_000


class Fault(Exception):  # noqa: N818 - it is what the fuzzer looks for
    """The server did what it must never do."""


class Conversation:
    """A server, its clients, and what they do."""

    def __init__(self, flood_control: bool = True) -> None:
        self.now = START
        numbers, secrets = itertools.count(1), itertools.count(1)
        config = ServerConfig(
            opers={"root": "secret"}, flood_control=flood_control, limits=Limits(whowas=20)
        )
        self.server = Server(
            config,
            lambda: self.now,
            lambda: f"id{next(numbers)}",
            None,
            lambda size: hashlib.shake_128(b"%d" % next(secrets)).digest(size),
        )
        self.decoders: dict[int, LineDecoder] = {}
        self.closed: set[int] = set()
        self.written = 0
        for number in range(4):
            self.connect()
            if number == 3:
                secured(self.server, number + 1, "ab" * 32, "TLSv1.3")
            caps = _CAPS[number]
            if caps == "*":
                for cap in OFFERED:
                    self.feed(number, b"CAP REQ %b\r\n" % cap.encode())
            elif caps:
                self.feed(number, f"CAP REQ :{caps}\r\n".encode())
            self.feed(number, b"CAP END\r\nNICK n%d\r\nUSER u 0 * :r\r\nJOIN #x\r\n" % number)
        self.connect()
        self.feed(4, b"NICK n4\r\nUSER u 0 * :r\r\nOPER root secret\r\n")
        self.connect()

    def play(self, script: bytes) -> None:
        """Everything that a script says, each step checked. Raises Fault."""
        for line in script.split(b"\n"):
            self.step(line)
            self.settle()

    def step(self, line: bytes) -> None:
        what, rest = line[:1], line[1:]
        if what == b"+":
            self.connect()
        elif what == b"-":
            self.hang_up(self.number(rest[:1]))
        elif what == b"~":
            self.wait(rest)
        elif what == b"=":
            self.feed(self.number(rest[:1]), rest[1:])
        else:
            self.feed(self.number(what), rest + b"\r\n")

    def number(self, digit: bytes) -> int:
        number = int(digit) if digit.isdigit() else 0
        return min(number, len(self.decoders) - 1) if number < 6 else len(self.decoders) - 1

    def connect(self) -> None:
        number = len(self.decoders)
        if number < 200:
            self.decoders[number] = LineDecoder(max_tags=4096, longest=16 * 1024)
            self.server.connect(number + 1, "10.0.0.1", 4000 + number)

    def feed(self, number: int, data: bytes) -> None:
        lines = self.decoders[number].feed(data)
        if number + 1 not in self.closed:
            self.server.receive(number + 1, lines, len(data))

    def hang_up(self, number: int) -> None:
        self.settle()
        self.closed.add(number + 1)
        self.server.end_of_stream(number + 1, self.decoders[number].tail, "Connection closed")

    def wait(self, seconds: bytes) -> None:
        wanted = int(seconds[:6]) if seconds[:6].isdigit() else 1
        end = self.now + min(wanted, _LONGEST_WAIT)
        for _ in range(300):
            due = self.server.next_deadline()
            if due is None or due > end:
                break
            self.now = max(self.now, due)
            self.server.tick()
            after = self.server.next_deadline()
            if after is not None and after <= self.now:
                raise Fault("the clock stands still")
            self.settle()
        self.now = end
        self.server.tick()

    def settle(self) -> None:
        """Do the jobs, take what was written, and check everything."""
        server = self.server
        while server.jobs:
            job = server.jobs.pop(0)
            try:
                result, fault = job.work(), None
            except Exception as error:
                result, fault = None, error
            server.job_done(job, result, fault)
        delivery = server.outbox.take()
        for conn, data in delivery.merged():
            if conn in self.closed:
                raise Fault(f"{conn} is closed and still gets {data[:100]!r}")
            if not data.endswith(b"\r\n"):
                raise Fault(f"half a line: {data[-100:]!r}")
            data.decode()
            if data.startswith(b"HTTP/1.1 "):
                continue  # for a browser
            for line in data[:-2].split(b"\r\n"):
                body = line.partition(b" ")[2] if line.startswith(b"@") else line
                if len(body) > 510 or len(line) - len(body) > 8192:
                    raise Fault(f"too long for the wire: {line!r}")
                if b"\n" in line or b"\r" in line or b"\0" in line or not body:
                    raise Fault(f"not one line: {line!r}")
            self.written += len(data)
        if self.written > _MOST_OUTPUT:
            raise Fault("a few lines made megabytes of answers")
        self.closed |= set(delivery.closes)
        for entry in server.take_log():
            if entry.kind is LogKind.INTERNAL:
                raise Fault(f"a handler raised: {entry.args}")
        check(server)

    def end(self) -> None:
        """Everybody goes: nothing may be left of them."""
        for number in self.decoders:
            if number + 1 not in self.closed:
                self.hang_up(number)
        self.settle()
        self.wait(b"1000")
        self.settle()
        server = self.server
        left = {
            "users": server.users,
            "nicks": server.nicks,
            "channels": server.channels,
            "watchers": server.watchers,
            "routes": server.hot.routes,
            "held": server.throttle.waiting,
            "timeouts": server.timeouts._heap,
            "connections": server.admission.connections,
            "lookalikes of people": server.lookalikes._people,
            "lookalikes of channels": server.lookalikes._channels,
            "jobs": server.jobs,
        }
        for name, what in left.items():
            if what:
                raise Fault(f"{name} are left: {what!r:.200}")


def run(script: bytes) -> None:
    """One input from the beginning to the end. Raises what it finds."""
    conversation = Conversation(flood_control=not script.startswith(b"!"))
    conversation.play(script)
    conversation.end()
