"""Real clients for the tests of the server window: sockets that talk to its server."""

from __future__ import annotations

import codecs
import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.server.controller import RunState
from desktop.server.server_window import ServerWindow
from tests.desktop.server_fixtures import WAIT_MS, close_window
from tests.ports import free_port


class Peer:
    """A program at the other end: a plain socket and a thread that reads it to the end."""

    def __init__(self, port: int) -> None:
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.text = ""
        self.ended = False
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")()  # a letter may come in two pieces
        with contextlib.suppress(OSError):
            while data := self.sock.recv(65536):
                self.text += decoder.decode(data)
        self.ended = True

    @property
    def place(self) -> str:
        """Our end, as the server sees it."""
        host, port = self.sock.getsockname()
        return f"{host}:{port}"

    def say(self, *lines: str) -> None:
        self.sock.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def register(self, nick: str, *channels: str) -> None:
        self.say(f"NICK {nick}", f"USER {nick} 0 * :{nick}", *(f"JOIN {c}" for c in channels))

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self.sock.close()


Connect = Callable[[], Peer]


@pytest.fixture
def window(qtbot: QtBot, context: AppContext) -> Iterator[ServerWindow]:
    made = ServerWindow(context)
    made.show()
    yield made
    close_window(qtbot, made)


@pytest.fixture
def connect(window: ServerWindow) -> Iterator[Connect]:
    peers: list[Peer] = []

    def open_one() -> Peer:
        started = window.controller.started
        assert started is not None
        peers.append(Peer(started.port))
        return peers[-1]

    yield open_one
    for peer in peers:
        peer.close()


def start(qtbot: QtBot, window: ServerWindow, port: int = 0) -> int:
    form = window.start_page.form
    form.network.setCurrentIndex(form.network.findData("127.0.0.1"))
    form.port.edit.setText(str(port or free_port()))
    window.start_page.submit()
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING, timeout=WAIT_MS)
    assert window.controller.started is not None
    return window.controller.started.port


def wait_for_text(qtbot: QtBot, peer: Peer, pattern: str) -> None:
    qtbot.waitUntil(lambda: re.search(pattern, peer.text) is not None, timeout=WAIT_MS)


def wait_for_people(qtbot: QtBot, window: ServerWindow, *nicks: str) -> None:
    view = window.overview.people.view

    def there() -> bool:
        rows = range(view.people.rowCount())
        return sorted(view.people.person_at(row).nick for row in rows) == sorted(nicks)

    qtbot.waitUntil(there, timeout=WAIT_MS)
