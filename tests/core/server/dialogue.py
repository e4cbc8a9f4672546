"""A server without sockets, driven as a dialogue.

::

    talk = Dialogue()
    talk.join("anna", "boris")            # connected and registered, the burst thrown away
    talk("anna -> JOIN #x")
    talk("anna <- :anna!~anna@10.0.0.1 JOIN #x")
    talk.nothing_more()

``who -> line`` sends a line. ``who <- pattern`` takes the next line that this client got; ``*`` in
the pattern stands for anything (fnmatch, with brackets taken literally). ``msgid=$x`` remembers a
message id when it is seen first; from then on ``$x`` stands for it in what is sent and expected.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import deque

from core.irc.decoder import LineDecoder, Overlong
from core.server.config import ServerConfig
from core.server.events import LogEntry, LogKind
from core.server.server import Server
from core.server.stores import Stores

START = 1_800_000_000.0
_NAMED_ID = re.compile(r"\$[a-z]+\d*")


class Dialogue:
    """Clients with names, and what each has not looked at yet."""

    def __init__(self, config: ServerConfig | None = None, stores: Stores | None = None) -> None:
        self.now = START
        numbers, secrets = itertools.count(1), itertools.count(1)
        self.server = Server(
            config or ServerConfig(),
            lambda: self.now,
            lambda: f"id{next(numbers)}",
            stores,
            lambda size: hashlib.shake_128(b"%d" % next(secrets)).digest(size),
        )
        self.hold_jobs = False  # leave them in ``server.jobs`` until :meth:`do_jobs`
        self.conns: dict[str, int] = {}
        self.inbox: dict[str, deque[str]] = {}
        self.closed: dict[str, str] = {}
        self.entries: list[LogEntry] = []
        self.ids: dict[str, str] = {}
        self._names: dict[int, str] = {}

    def connect(self, *names: str, host: str = "10.0.0.1") -> None:
        """Connections that have said nothing yet."""
        for name in names:
            conn = len(self._names) + 1
            self._names[conn] = name
            self.conns[name] = conn
            self.inbox[name] = deque()
            self.closed.pop(name, None)
            self.server.connect(conn, host, 40000 + conn)

    def join(self, *names: str, caps: str = "", channel: str = "") -> None:
        """Registered people; what they were greeted with is thrown away."""
        for name in names:
            self.connect(name)
            if caps:
                self.send(name, f"CAP REQ :{caps}", "CAP END")
            self.send(name, f"NICK {name}", f"USER {name} 0 * :{name.title()}")
            if channel:
                self.send(name, f"JOIN {channel}")
        self.forget()

    def send(self, name: str, *lines: str | bytes | Overlong) -> None:
        """Lines as one ``recv`` would bring them."""
        raw = [line.encode() if isinstance(line, str) else line for line in lines]
        self.server.receive(self.conns[name], raw)
        self._deliver()

    def feed(self, name: str, data: bytes) -> None:
        """Bytes as they come from the network."""
        self.send(name, *LineDecoder(max_tags=4096).feed(data))

    def wait(self, seconds: float) -> None:
        """Let time pass, with every tick that is due on the way."""
        end = self.now + seconds
        while True:
            due = self.server.next_deadline()
            if due is None or due > end:
                break
            self.now = max(self.now, due)
            self.server.tick()
            after = self.server.next_deadline()
            assert after is None or after > self.now, "the clock stands still"
        self.now = end
        self._deliver()

    def hang_up(self, name: str, tail: bytes = b"", reason: str = "Connection closed") -> None:
        """The peer is gone."""
        self.server.end_of_stream(self.conns[name], tail, reason)
        self._deliver()

    def collect(self) -> None:
        """Take what was written by a direct call of the server."""
        self._deliver()

    def forget(self) -> None:
        """Throw away everything that has not been looked at, and the log."""
        self._deliver()
        for lines in self.inbox.values():
            lines.clear()
        self.entries.clear()

    def lines(self, name: str) -> list[str]:
        """Everything that this client has got; it is looked at then."""
        lines = list(self.inbox[name])
        self.inbox[name].clear()
        return lines

    def kinds(self) -> list[LogKind]:
        """The kinds of the entries in the log since the last look."""
        kinds = [entry.kind for entry in self.entries]
        self.entries.clear()
        return kinds

    def __call__(self, script: str) -> None:
        """Play some lines of dialogue."""
        for step in script.strip().splitlines():
            words = step.strip().split(" ", 2)
            if len(words) == 3 and words[1] == "->":
                self.send(words[0], self._with_ids(words[2]))
            elif len(words) == 3 and words[1] == "<-":
                self.expect(words[0], words[2])
            else:
                raise AssertionError(f"not a step of a dialogue: {step!r}")

    def expect(self, name: str, pattern: str) -> str:
        """The next line of a client must fit; returns it."""
        assert self.inbox[name], f"{name} got nothing, expected {pattern!r}"
        line = self.inbox[name].popleft()
        pattern = self._with_ids(pattern)
        if (new := re.search(r"msgid=(\$[a-z]+\d*)", pattern)) is not None:
            seen = re.search(r"msgid=([^ ;]+)", line)
            assert seen is not None, f"{name} got {line!r} without an id"
            self.ids[new[1]] = seen[1]
            pattern = self._with_ids(pattern)
        regex = ".*".join(re.escape(part) for part in pattern.split("*"))
        assert re.fullmatch(regex, line), f"{name} got {line!r}, expected {pattern!r}"
        return line

    def _with_ids(self, text: str) -> str:
        return _NAMED_ID.sub(lambda found: self.ids.get(found[0], found[0]), text)

    def do_jobs(self) -> None:
        """What the engine does with long work."""
        while self.server.jobs:
            job = self.server.jobs.pop(0)
            try:
                result, fault = job.work(), None
            except Exception as error:
                result, fault = None, error
            self.server.job_done(job, result, fault)

    def nothing_more(self, *names: str) -> None:
        """Nobody (or nobody of these) has a line that was not expected."""
        for name in names or tuple(self.inbox):
            assert not self.inbox[name], f"{name} also got {list(self.inbox[name])}"

    def _deliver(self) -> None:
        if not self.hold_jobs:
            self.do_jobs()
        delivery = self.server.outbox.take()
        for conn, data in delivery.merged():
            assert data.endswith(b"\r\n"), data
            name = self._names[conn]
            assert name not in self.closed, f"{name} is closed and still gets {data!r}"
            for line in data.decode().split("\r\n")[:-1]:
                body = line.split(" ", 1)[1] if line.startswith("@") else line
                assert len(body.encode()) <= 510, f"too long for the wire: {body!r}"
                self.inbox[name].append(line)
        for conn, reason in delivery.closes.items():
            self.closed[self._names[conn]] = reason
        self.entries += self.server.take_log()
