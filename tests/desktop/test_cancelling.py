"""Whatever a connection that is being made waits for: it is cancelled at once, by the button, by
Escape, and by closing the window, and nothing comes of it afterwards."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.net import connector
from desktop.client.link import Phase
from desktop.context import AppContext
from tests.desktop.client_fixtures import Client, OpenClient, context, open_client
from tests.desktop.typing import press_key

__all__ = ["context", "open_client"]

WHERE = ("dns", "connect", "tls", "proxy")


class Hanging:
    """Makes what a connection waits for hang, until the test is over."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, context: AppContext) -> None:
        self._monkeypatch = monkeypatch
        self._context = context
        self.reached = threading.Event()
        self._over = threading.Event()
        self.ends = contextlib.ExitStack()
        self.ends.callback(self._let_go)
        self._lookups: list[threading.Thread] = []

    def open(self, open_client: OpenClient, where: str) -> Client:
        """A window whose connection hangs there."""
        if where == "dns":
            self._monkeypatch.setattr(connector, "_look_up", self._look_up)
            return open_client(6667, host="chat.example")
        listener = self.ends.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = listener.getsockname()[1]
        if where == "connect":
            for _ in range(3):  # the queue is full: nobody's connection is made any more
                filler = self.ends.enter_context(socket.socket())
                filler.setblocking(False)
                filler.connect_ex(("127.0.0.1", port))
            self.reached.set()
            return open_client(port)
        threading.Thread(target=self._take, args=(listener,), name="taking").start()
        if where == "proxy":
            self._context.set_preference("network.proxy_host", "127.0.0.1")
            self._context.set_preference("network.proxy_port", port)
            self._context.set_preference("network.proxy", "socks5")
            return open_client(6667, host="chat.example")
        return open_client(port, tls=True)

    def _look_up(self, host: str, port: int, flags: int = 0) -> list[object]:
        if flags:
            raise OSError("no number")
        self._lookups.append(threading.current_thread())
        self.reached.set()
        self._over.wait()
        raise OSError("too late")

    def _take(self, listener: socket.socket) -> None:
        """Take one connection, hear its first bytes, and answer nothing."""
        with contextlib.suppress(OSError):
            connection, _ = listener.accept()
            with connection:
                connection.recv(1)
                self.reached.set()
                self._over.wait()

    def _let_go(self) -> None:
        self._over.set()
        for thread in self._lookups:
            thread.join()


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch, context: AppContext) -> Iterator[Hanging]:
    made = Hanging(monkeypatch, context)
    with made.ends:
        yield made


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("how", ["button", "escape"])
def test_cancelled(hanging: Hanging, open_client: OpenClient, where: str, how: str) -> None:
    anna = hanging.open(open_client, where)
    anna.until(hanging.reached.is_set)
    page = anna.window.link_page
    anna.until(page.cancel.isVisible)
    if how == "button":
        page.cancel.click()
    else:
        anna.activate()
        anna.until(page.cancel.hasFocus)
        press_key(QApplication.focusWidget() or page, Qt.Key.Key_Escape)
    anna.until(lambda: not anna.window.chat.connection.is_running)
    anna.until(lambda: page.title.text() == "Connecting was cancelled.")
    assert anna.window.conversations.link.phase is Phase.ENDED
    assert page.retry.isVisible()
    assert not page.cancel.isVisible()


@pytest.mark.parametrize("where", WHERE)
def test_the_window_is_closed(hanging: Hanging, open_client: OpenClient, where: str) -> None:
    anna = hanging.open(open_client, where)
    anna.until(hanging.reached.is_set)
    connection, running = anna.window.chat.connection, anna.window.context
    assert anna.window.close()
    assert not anna.window.isVisible()
    anna.until(lambda: not connection.is_running)
    assert all(part.stop_and_wait(30.0) for part in running.winding_down())
