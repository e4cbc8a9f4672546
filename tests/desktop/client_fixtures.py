"""A real server on loopback and real client windows that talk to it."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.client.events import MessageReceived
from core.client.session import SessionOptions
from core.server.config import ServerConfig
from core.threads.client_threads import ClientOptions
from core.threads.server_threads import ListenOptions, ServerEngine
from desktop.client.client_options import proxy_for
from desktop.client.client_window import ClientWindow
from desktop.client.message_rows import LocalLine, NewsRow
from desktop.client.message_words import news_sentence
from desktop.context import AppContext
from tests import ports
from tests.desktop.typing import press_key, type_text

TIMEOUT = 30_000  # ms; nothing waits this long unless it fails

OpenClient = Callable[..., "Client"]


class Server:
    """A server engine that can be stopped and started at the same port."""

    def __init__(self, qtbot: QtBot, config: ServerConfig, data_dir: Path | None = None) -> None:
        self._qtbot = qtbot
        self.config = config
        self.data_dir = data_dir
        self.engine = ServerEngine()
        self.port = ports.free_port()

    def start(self) -> None:
        with self._qtbot.waitSignal(self.engine.started, timeout=TIMEOUT) as told:
            self.engine.start(
                self.config,
                ListenOptions("127.0.0.1", self.port, search_free_port=False),
                self.data_dir,
            )
        self.port = told.args[0].port

    def stop(self) -> None:
        if self.engine.is_running:
            with self._qtbot.waitSignal(self.engine.stopped, timeout=TIMEOUT):
                self.engine.stop()


class Client:
    """A client window, and what a person at it does and sees."""

    def __init__(self, window: ClientWindow, qtbot: QtBot) -> None:
        self.window = window
        self.page = window.page
        self._qtbot = qtbot

    # --- doing --------------------------------------------------------------------------------

    @property
    def input(self) -> QWidget:
        """Where the person writes."""
        self.page.composer.focus_input()
        found = self.page.composer.focusProxy() or self.page.composer.focusWidget()
        assert found is not None
        return found

    def write(self, text: str) -> None:
        """Type a line and press Enter (twice after a command's name alone: the popup takes one)."""
        edit = self.input
        type_text(edit, text)
        press_key(edit, Qt.Key.Key_Escape)
        press_key(edit, Qt.Key.Key_Return)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        target = QApplication.focusWidget() or self.window
        press_key(target, key, modifiers or Qt.KeyboardModifier.NoModifier)

    def activate(self) -> None:
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    # --- seeing -------------------------------------------------------------------------------

    def until(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=TIMEOUT)

    def lines(self, name: str | None = None) -> list[str]:
        """What a conversation (the one in sight) shows, one text a line."""
        conversations = self.window.conversations
        shown = conversations.shown if name is None else conversations[name]
        model = shown.transcript
        found: list[str] = []
        for number in range(model.first, model.end):
            row = model.row(number)
            if isinstance(row, NewsRow):
                found.extend(news_sentence(item).text for item in row.items)
            elif isinstance(row, MessageReceived):
                found.append(f"{row.nick}: {row.text}")
            elif isinstance(row, LocalLine):
                found.append(row.text)
            else:
                found.append(getattr(row, "text", "") or getattr(row, "topic", ""))
        return found

    def sees(self, text: str, name: str | None = None) -> bool:
        conversations = self.window.conversations
        if name is not None and name not in conversations:
            return False
        return any(text in line for line in self.lines(name))

    def sees_last(self, text: str) -> bool:
        """Whether the newest row of the conversation in sight has ``text``."""
        model = self.window.conversations.shown.transcript
        return bool(len(model)) and text in getattr(model.row(model.end - 1), "text", "")

    def online(self) -> bool:
        return self.window.conversations.link.online

    def members(self, channel: str) -> list[str]:
        found = self.window.conversations.get(channel)
        return [member.nick for member in found.members] if found is not None else []


def run_server(
    qtbot: QtBot, config: ServerConfig, data_dir: Path | None = None
) -> Iterator[Server]:
    """A server for the time of one test."""
    running = Server(qtbot, config, data_dir)
    try:
        running.start()
        yield running
    finally:  # a thread that is left when Python ends would end the whole run of tests
        stopped = running.engine.stop_and_wait(TIMEOUT / 1000)
    assert stopped
    delete_now(running.engine)


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[Server]:
    yield from run_server(qtbot, ServerConfig(network="Room 214", motd=("Welcome to the lab",)))


@pytest.fixture
def keeping_server(qtbot: QtBot, tmp_path: Path) -> Iterator[Server]:
    """A server with a data folder: it keeps history, and takes files."""
    yield from run_server(qtbot, ServerConfig(network="Room 214"), tmp_path / "server")


@pytest.fixture
def locked_server(qtbot: QtBot) -> Iterator[Server]:
    yield from run_server(qtbot, ServerConfig(password="тайна"))


def delete_now(*objects: QObject) -> None:
    """Delete Qt objects here: Python's collector might do it in another thread, which is fatal to
    their timers."""
    for each in objects:
        each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot) -> Iterator[AppContext]:
    made = AppContext.for_tests(tmp_path)
    made.set_theme("light")
    yield made
    made.save()
    delete_now(made)


@pytest.fixture
def open_client(context: AppContext, qtbot: QtBot) -> Iterator[OpenClient]:
    windows: list[ClientWindow] = []

    def make(
        port: int,
        nick: str = "anna",
        channels: tuple[str, ...] = ("#lab",),
        *,
        host: str = "127.0.0.1",
        size: tuple[int, int] = (1240, 800),
        password: str = "",
        reconnect: bool = True,
        tls: bool = False,
        account: tuple[str, str] = ("", ""),
    ) -> Client:
        session = SessionOptions(
            nick,
            password=password,
            channels=tuple((name, "") for name in channels),
            account=account[0],
            account_password=account[1],
        )
        options = ClientOptions(
            host,
            port,
            session,
            reconnect=reconnect,
            tls=tls,
            known=context.known_servers,
            proxy=proxy_for(context.preferences, host),
        )
        window = ClientWindow(context, options)
        windows.append(window)
        window.resize(*size)
        window.show()
        return Client(window, qtbot)

    yield make
    context.quitting = True
    for window in windows:
        window.close()
    for connection in context.winding_down():
        assert connection.stop_and_wait(5.0)
    context.winding_down()
    delete_now(*windows)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where connections are taken, and nothing is ever said."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    """A port where nobody listens."""
    return ports.free_port()
