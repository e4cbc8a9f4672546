"""Acknowledged means stored, also when the server is killed: ``kill -9`` in a storm of messages.

    python -m tests.faults.kill_minus_nine [--rounds 100] [--clients 5] [--folder DIR]

In each round a real server runs on the same folder, several clients write labelled messages as fast
as they are echoed, and at a random moment the server is killed. After the next start the history
is asked for: everything that any client saw must be in it, once, in the order in which it was seen.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from core.irc.message import Message, parse

ROOT = Path(__file__).parents[2]
CHANNEL = "#шторм"
PATIENCE_S = 120.0
_CAPS = "batch echo-message labeled-response message-tags server-time draft/chathistory"
_IN_FLIGHT = 64
_PAGE = 100


class Server:
    """``besedka serve`` on a folder, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        options = ["--host", "127.0.0.1", "--port", "0", "--no-flood-control", "--no-discovery"]
        options += ["--data-dir", str(folder), "--history", "100000000"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "desktop", "serve", *options],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stderr is not None
        self.log = ""
        for line in self.process.stderr:
            self.log += line
            if (found := re.search(r"Listening.*?:(\d+)[ .]", line)) is not None:
                self.port = int(found[1])
                return
        self.end(signal.SIGKILL)
        raise AssertionError(f"it never listened: {self.log}")

    def end(self, number: int) -> None:
        """Kill or stop it, and wait until it is gone."""
        self.process.send_signal(number)
        assert self.process.stderr is not None
        if not self.process.stderr.closed:
            self.log += self.process.stderr.read()
            self.process.stderr.close()
        self.process.wait(timeout=PATIENCE_S)


@contextmanager
def running(folder: Path, end: int) -> Iterator[Server]:
    server = Server(folder)
    try:
        yield server
    finally:
        server.end(end)


@dataclass
class Talker:
    """A client. ``seen`` are the ids of all messages that it got, its own as echoes."""

    port: int
    nick: str
    seen: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    echoed: int = 0
    sent: int = 0
    labels: set[str] = field(default_factory=set)
    _rest: bytes = b""
    _heard: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.sock = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)
        self.say(f"CAP REQ :{_CAPS}", f"NICK {self.nick}", "USER u 0 * :u", "CAP END")
        self.wait_for("001")
        self.say(f"JOIN {CHANNEL}")
        self.wait_for("366")

    def say(self, *lines: str) -> None:
        self.sock.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def wait_for(self, command: str) -> Message:
        while True:
            for message in self.receive():
                if message.command == command:
                    return message

    def write_more(self) -> None:
        """Messages with labels until enough are under way."""
        lines = []
        while self.sent - self.echoed < _IN_FLIGHT:
            self.sent += 1
            label = f"{self.nick}-{self.sent}"
            self.labels.add(label)
            lines.append(f"@label={label} PRIVMSG {CHANNEL} :слово {label} " + "x" * 40)
        if lines:
            self.say(*lines)

    def receive(self) -> Iterable[Message]:
        """What came; raises ConnectionError at the end of the connection."""
        data = self.sock.recv(1 << 18)
        if not data:
            raise ConnectionResetError
        *lines, self._rest = (self._rest + data).split(b"\r\n")
        return [self._read(line) for line in lines if line]

    def _read(self, line: bytes) -> Message:
        message = parse(line)
        if message.command == "PRIVMSG":
            self.seen.append(message.tags["msgid"])
            self.texts[message.tags["msgid"]] = message.params[-1]
            if message.from_.nick == self.nick:
                self.labels.remove(message.tags["label"])  # answered once, and asked for
        return message

    def hear(self) -> None:
        """Take what came, and count the echoes in it; it is read later, or we were too slow."""
        data = self.sock.recv(1 << 18)
        if not data:
            raise ConnectionResetError
        start = max(0, len(self._heard) - len(b"label=") + 1)
        self._heard += data
        self.echoed += self._heard.count(b"label=", start)

    def drain(self) -> None:
        """Read everything; what the server had sent before it was killed was seen, too."""
        with suppress(OSError):
            while True:
                self.hear()
        self.sock.close()
        for line in bytes(self._rest + self._heard).split(b"\r\n")[:-1]:
            self._read(line)


def storm(server: Server, clients: int, seconds: float) -> list[Talker]:
    """Everybody writes until the server is killed."""
    talkers = [Talker(server.port, f"t{number}") for number in range(clients)]
    killer = threading.Timer(seconds, server.process.kill)
    killer.start()
    with selectors.DefaultSelector() as selector, suppress(ConnectionError):
        for talker in talkers:
            selector.register(talker.sock, selectors.EVENT_READ, talker)
            talker.write_more()
        while True:
            for key, _ in selector.select(timeout=PATIENCE_S):
                key.data.hear()
                key.data.write_more()
    killer.join()
    server.end(signal.SIGKILL)
    for talker in talkers:
        talker.drain()
    return talkers


def history_after(server: Server, start: str) -> tuple[list[str], dict[str, str]]:
    """All ids and texts behind a message (from the beginning: "*"), by CHATHISTORY."""
    reader = Talker(server.port, "reader")
    ids: list[str] = []
    texts: dict[str, str] = {}
    point = f"msgid={start}" if start else "timestamp=1971-01-01T00:00:00.000Z"
    while True:
        reader.say(f"CHATHISTORY AFTER {CHANNEL} {point} {_PAGE}", "PING end")
        page: list[Message] = []
        over = False
        while not over:
            for message in reader.receive():
                assert message.command != "FAIL", message
                if message.command == "PRIVMSG":
                    page.append(message)
                over |= message.command == "PONG"
        if not page:
            reader.sock.close()
            return ids, texts
        ids += [message.tags["msgid"] for message in page]
        texts.update((message.tags["msgid"], message.params[-1]) for message in page)
        point = f"msgid={ids[-1]}"


def check(talkers: list[Talker], ids: list[str], texts: dict[str, str]) -> None:
    """Everything seen is there, once, in the order in which it was seen."""
    assert len(ids) == len(set(ids)), "something is in the history twice"
    place = {msgid: number for number, msgid in enumerate(ids)}
    for talker in talkers:
        missing = [msgid for msgid in talker.seen if msgid not in place]
        assert not missing, f"{talker.nick} saw {len(missing)} that are not in the history"
        places = [place[msgid] for msgid in talker.seen]
        assert places == sorted(places), f"{talker.nick} saw another order"
        for msgid, text in talker.texts.items():
            assert texts[msgid] == text


def rounds(folder: Path, count: int, clients: int, tell: bool = False) -> int:
    """Kill so often; the number of messages that were seen in all."""
    last = ""
    total = 0
    for number in range(count):
        server = Server(folder)
        try:
            talkers = storm(server, clients, random.uniform(0.02, 1.0))
        finally:
            if server.process.poll() is None:
                server.end(signal.SIGKILL)
        with running(folder, random.choice((signal.SIGKILL, signal.SIGTERM))) as again:
            ids, texts = history_after(again, last)
            check(talkers, ids, texts)
        for text in ("damaged", "Traceback", "set aside"):
            assert text not in again.log, again.log
        seen = set().union(*(talker.seen for talker in talkers))
        total += len(seen)
        last = ids[-1] if ids else last
        if tell:
            unseen = len(ids) - len(seen)
            print(f"{number + 1}: {len(seen)} seen, all stored; {unseen} stored and not seen")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--clients", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        total = rounds(folder, options.rounds, options.clients, tell=True)
        print(f"killed {options.rounds} times, {total} messages seen, all in the history once")


if __name__ == "__main__":
    main()
