"""Real windows on networks of two servers that lose each other: InspIRCd and ngIRCd."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from desktop.client.message_rows import NewsRow
from desktop.client.message_words import condensed
from tests.desktop.client_fixtures import Client, OpenClient, context, open_client
from tests.desktop.conftest import english_first
from tests.interop.programs import ngircd_pair
from tests.interop.servers import inspircd_pair
from tests.interop.windows import ROOM, is_with

__all__ = ["context", "english_first", "open_client"]

CROWD = tuple(f"n{number:02}" for number in range(30))


class Guest:
    """Somebody with the simplest of clients: comes into the room, and answers PING."""

    def __init__(self, port: int, nick: str) -> None:
        self._sock = socket.create_connection(("127.0.0.1", port))
        self._sock.sendall(f"NICK {nick}\r\nUSER {nick} 0 * :{nick}\r\n".encode())
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()

    def _answer(self) -> None:
        with self._sock.makefile("rb") as lines, contextlib.suppress(OSError):
            for line in lines:
                if line.startswith(b"PING"):
                    self._sock.sendall(line.replace(b"PING", b"PONG", 1))
                elif line.split(b" ")[1:2] == [b"001"]:
                    self._sock.sendall(f"JOIN {ROOM}\r\n".encode())

    def leave(self) -> None:
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        self._sock.close()


@contextlib.contextmanager
def crowd(port: int) -> Iterator[None]:
    guests = []
    try:
        for nick in CROWD:
            guests.append(Guest(port, nick))
        yield
    finally:
        for guest in guests:
            guest.leave()


def news(client: Client) -> list[str]:
    """The condensed lines of the room."""
    model = client.window.conversations[ROOM].transcript
    rows = (model.row(number) for number in range(model.first, model.end))
    return [condensed(row.items).text for row in rows if isinstance(row, NewsRow)]


def with_line(client: Client, words: str) -> bool:
    return any(line.startswith(words) for line in news(client))


class Asking:
    """Asks the server for something again and again, until so many people are there: a server that
    has just lost another one may not take it back at once."""

    def __init__(self, client: Client, line: str, people: int) -> None:
        self._client, self._line, self._people = client, line, people
        self._next = 0.0

    def __call__(self) -> bool:
        if time.monotonic() >= self._next and is_with(self._client, 1):
            self._next = time.monotonic() + 2.0
            self._client.window.chat.connection.raw(self._line)
        return is_with(self._client, self._people)


@pytest.mark.parametrize("pair", [inspircd_pair, ngircd_pair])
def test_a_split_and_the_way_back(tmp_path: Path, open_client: OpenClient, pair: object) -> None:
    """Thirty people are gone and come back: a line each time, which says why; the list of people is
    right, and what is said meanwhile stands between."""
    with pair(tmp_path) as (here, there, link):  # type: ignore[operator]
        server = link.split()[1]
        anna = open_client(here, "anna", (ROOM,))
        anna.until(partial(is_with, anna, 1))
        anna.window.show_conversation(ROOM)
        anna.activate()
        anna.write("/oper chief secret")
        anna.until(lambda: any("You are now a" in line for line in anna.lines()))
        connection = anna.window.chat.connection
        with crowd(there):
            anna.until(Asking(anna, link, 31))
            anna.write("все здесь")
            connection.raw(f"SQUIT {server} :test")
            anna.until(partial(is_with, anna, 1))
            lost = "The network's servers lost each other; out of reach for now: "
            anna.until(partial(with_line, anna, lost))
            anna.write("одна")
            anna.until(lambda: anna.sees("anna: одна"))
            anna.until(Asking(anna, link, 31))
            found = "The network is whole again; here once more: "
            anna.until(partial(with_line, anna, found))
            anna.until(lambda: news(anna)[-1].endswith("and 28 more"))
            told = [line for line in news(anna) if "network" in line]
            assert len(told) == 2
            assert told[0].startswith(lost)
            assert told[0].endswith("and 28 more")
            assert anna.members(ROOM) == ["anna", *CROWD]
            assert not anna.window.conversations[ROOM].waiting
