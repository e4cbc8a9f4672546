"""What a hostile program does to a server: ``python -m tests.bench.abuse_attacks NAME --port N``.

A process of its own with one selector. Each attack opens connections from one address and sends as
fast as the server takes it, comes back when it is put out, and at the end prints one JSON object:
what was sent, how many connections were made, and the reasons that the server gave.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import selectors
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

ADDRESS = "127.0.0.2"  # the machine's own 127.0.0.1 has no limits of an address
CHUNK = 64 * 1024
_ERROR = re.compile(rb"ERROR :([^\r]*)")
_HELLO = (
    b"CAP REQ :message-tags batch labeled-response draft/multiline draft/chathistory sasl\r\n"
    b"CAP REQ :message-tags batch labeled-response\r\nCAP REQ draft/multiline\r\n"
    b"CAP REQ draft/chathistory\r\nCAP REQ sasl\r\nCAP END\r\n"
)

Lines = Callable[[int], Iterator[bytes]]


@dataclass(frozen=True)
class Attack:
    """``lines`` are sent again and again; ``pause`` seconds lie between two pieces of ``piece``."""

    connections: int
    lines: Lines
    registers: bool = True
    piece: int = CHUNK
    pause: float = 0.0


def _forever(*lines: str) -> Lines:
    data = "".join(line + "\r\n" for line in lines).encode()
    many = data * max(1, CHUNK // len(data))
    return lambda number: itertools.repeat(many)


def _counting(pattern: str) -> Lines:
    def lines(number: int) -> Iterator[bytes]:
        for start in itertools.count(0, 200):
            yield "".join(
                pattern.format(n=n, me=number) + "\r\n" for n in range(start, start + 200)
            ).encode()

    return lines


def _nested(number: int) -> Iterator[bytes]:
    for start in itertools.count(0, 100):
        yield "".join(
            f"@batch=b{n} BATCH +b{n + 1} draft/multiline #lesson\r\n"
            f"@batch=b{n + 1} PRIVMSG #lesson :x\r\n"
            for n in range(start, start + 100)
        ).encode()


def _passwords(number: int) -> Iterator[bytes]:
    login = b"AUTHENTICATE PLAIN\r\nAUTHENTICATE AGFubmEAd3Jvbmc=\r\nOPER root wrong\r\n"
    return itertools.repeat(login * 50)


_TAGS = "+a=" + "x" * 4000
_HUGE = "+a=" + "x" * 8000

ATTACKS: dict[str, Attack] = {
    "idle": Attack(0, _forever("PING x")),
    "silent": Attack(5000, lambda number: iter(()), registers=False),
    "slow": Attack(500, _forever("NICK slow"), registers=False, piece=1, pause=0.2),
    "slow-in": Attack(200, _forever("PRIVMSG #none :slow"), piece=1, pause=0.2),
    "endless": Attack(1, lambda number: itertools.repeat(b"x" * CHUNK)),
    "endless-10": Attack(10, lambda number: itertools.repeat(b"x" * CHUNK)),
    "joins": Attack(1, _counting("JOIN #j{n}")),
    "joins-50": Attack(50, _counting("JOIN #j{me}-{n}")),
    "join-part": Attack(10, _forever("JOIN #lesson", "PART #lesson")),
    "nicks": Attack(10, _counting("NICK evil{me}n{n}")),
    "modes": Attack(10, _forever("JOIN #modes{me}", "MODE #modes{me} +v-v x x", "MODE #lesson +b")),
    "tags": Attack(10, _forever(f"@{_TAGS} TAGMSG #lesson", f"@{_TAGS} PRIVMSG #lesson :x")),
    "huge-tags": Attack(10, _forever(f"@{_HUGE} TAGMSG #lesson")),
    "batches": Attack(10, _nested),
    "history": Attack(10, _forever("CHATHISTORY LATEST #lesson * 100")),
    "searches": Attack(10, _forever("WHO *", "LIST", "WHO *a*b*c*", "NAMES #lesson")),
    "passwords": Attack(10, _passwords, registers=False),
    "messages": Attack(10, _forever("PRIVMSG #lesson :" + "x" * 60)),
    "connects": Attack(100, _forever("QUIT")),
}


@dataclass(eq=False)
class Attacker:
    """One connection."""

    number: int
    sock: socket.socket
    source: Iterator[bytes]
    out: memoryview = field(default_factory=lambda: memoryview(b""))
    tail: bytes = b""
    due: float = 0.0
    watched: int = 0


class Siege:
    """All connections of one attack."""

    def __init__(self, attack: Attack, port: int) -> None:
        self.attack = attack
        self.port = port
        self.selector = selectors.DefaultSelector()
        self.numbers = itertools.count()
        self.live: set[Attacker] = set()
        self.reasons: Counter[str] = Counter()
        self.sent = self.got = self.connects = 0

    def run(self, seconds: float) -> dict[str, object]:
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            for _ in range(50):
                if len(self.live) < self.attack.connections and self.connects < 20_000:
                    self.connect()
            for key, events in self.selector.select(0.01):
                attacker: Attacker = key.data
                if events & selectors.EVENT_READ:
                    self.read(attacker)
                if events & selectors.EVENT_WRITE and attacker in self.live:
                    self.write(attacker, now)
            if self.attack.pause:
                for attacker in self.live:
                    if attacker.due <= now:
                        self.watch(attacker, selectors.EVENT_READ | selectors.EVENT_WRITE)
        return {
            "sent_mb": round(self.sent / 1e6, 1),
            "got_mb": round(self.got / 1e6, 1),
            "connects": self.connects,
            "alive": len(self.live),
            "reasons": dict(self.reasons.most_common(4)),
        }

    def connect(self) -> None:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((ADDRESS, 0))
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", self.port))
        except OSError as error:
            self.reasons[str(error)] += 1
            sock.close()
            return
        self.connects += 1
        number = next(self.numbers)
        attacker = Attacker(number, sock, self.attack.lines(number))
        if self.attack.registers:
            hello = _HELLO + b"NICK evil%d\r\nUSER e 0 * :e\r\nJOIN #lesson\r\n" % number
            attacker.out = memoryview(hello)
        self.live.add(attacker)
        attacker.watched = selectors.EVENT_READ | selectors.EVENT_WRITE
        self.selector.register(sock, attacker.watched, attacker)

    def watch(self, attacker: Attacker, events: int) -> None:
        if events != attacker.watched:
            attacker.watched = events
            self.selector.modify(attacker.sock, events, attacker)

    def read(self, attacker: Attacker) -> None:
        try:
            data = attacker.sock.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            self.close(attacker, error.strerror or str(error))
            return
        self.got += len(data)
        if data:
            attacker.tail = (attacker.tail + data)[-600:]
            return
        found = _ERROR.findall(attacker.tail)
        self.close(attacker, found[-1].decode() if found else "closed without a word")

    def write(self, attacker: Attacker, now: float) -> None:
        if not attacker.out:
            piece = next(attacker.source, None)
            if piece is None:
                self.watch(attacker, selectors.EVENT_READ)
                return
            attacker.out = memoryview(piece)
        try:
            count = attacker.sock.send(attacker.out[: self.attack.piece])
        except BlockingIOError:
            return
        except OSError:
            self.watch(attacker, selectors.EVENT_READ)  # it may say why
            return
        self.sent += count
        attacker.out = attacker.out[count:]
        if self.attack.pause:
            attacker.due = now + self.attack.pause
            self.watch(attacker, selectors.EVENT_READ)

    def close(self, attacker: Attacker, reason: str) -> None:
        self.reasons[reason.rpartition("(")[2].rstrip(")") or reason] += 1
        self.live.discard(attacker)
        self.selector.unregister(attacker.sock)
        attacker.sock.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=ATTACKS)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=8.0)
    options = parser.parse_args()
    report = Siege(ATTACKS[options.name], options.port).run(options.seconds)
    json.dump(report, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
