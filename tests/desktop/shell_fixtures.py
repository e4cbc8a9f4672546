"""A window with several servers in it, each a real server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.client.session import SessionOptions
from core.server.config import ServerConfig
from core.threads.client_threads import ClientOptions
from desktop.client.client_shell import ClientShell
from desktop.client.client_window import ClientWindow
from desktop.context import AppContext
from tests.desktop.client_fixtures import Client, Server, delete_now

OpenServer = Callable[[str], Server]


def options(port: int, nick: str = "anna", *channels: str) -> ClientOptions:
    session = SessionOptions(nick, channels=tuple((name, "") for name in channels))
    return ClientOptions("127.0.0.1", port, session)


class Shell:
    """A shell, and what a person at it does and sees."""

    def __init__(self, shell: ClientShell, qtbot: QtBot) -> None:
        self.shell = shell
        self._qtbot = qtbot

    def client(self, number: int) -> Client:
        return Client(self.shell.pages[number], self._qtbot)

    @property
    def shown(self) -> ClientWindow:
        return self.shell.page

    def join(self, server: Server, *channels: str) -> Client:
        """Add a server, and wait until we are in its channels."""
        self.shell.add(options(server.port, "anna", *channels))
        client = self.client(len(self.shell.pages) - 1)
        client.until(lambda: all(client.members(name) for name in channels))
        return client

    def activate(self) -> None:
        self.shell.activateWindow()
        self._qtbot.waitUntil(self.shell.isActiveWindow, timeout=30_000)


@pytest.fixture
def open_server(qtbot: QtBot) -> Iterator[OpenServer]:
    running: list[Server] = []

    def start(network: str) -> Server:
        server = Server(qtbot, ServerConfig(network=network))
        running.append(server)
        server.start()
        return server

    yield start
    for server in running:
        assert server.engine.stop_and_wait(5.0)
        delete_now(server.engine)


@pytest.fixture
def open_shell(context: AppContext, qtbot: QtBot) -> Iterator[Callable[..., Shell]]:
    shells: list[ClientShell] = []

    def make(server: Server, *channels: str) -> Shell:
        shell = ClientShell(context, options(server.port, "anna", *channels))
        shells.append(shell)
        shell.resize(1240, 800)
        shell.show()
        made = Shell(shell, qtbot)
        client = made.client(0)
        client.until(lambda: all(client.members(name) for name in channels))
        return made

    yield make
    context.quitting = True
    for shell in shells:
        shell.close()
    for connection in context.winding_down():
        assert connection.stop_and_wait(5.0)
    context.winding_down()
    delete_now(*shells)
