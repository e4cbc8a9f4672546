"""The hands and eyes of a person at our windows: typing, pressing, and reading what is shown."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from core.client.events import (
    Delivery,
    MessageReceived,
    ServerText,
    TopicChanged,
)
from core.client.session import SessionOptions
from core.server.events import LogEntry, LogKind
from core.threads.client_threads import ClientOptions
from core.threads.server_threads import ServerStarted
from desktop.client.client_window import ClientWindow
from desktop.client.message_rows import LocalLine, NewsRow, Row
from desktop.context import AppContext
from desktop.server.controller import RunState
from desktop.server.log_model import line
from desktop.server.server_window import ServerWindow
from desktop.widgets.fields import Field
from tests.desktop.typing import type_text

PATIENCE_MS = 30_000


class ClientHands:
    """At a client window. Conversations are named as in the window; "" is the server's own."""

    def __init__(self, window: ClientWindow) -> None:
        self.window = window

    @property
    def input(self) -> QPlainTextEdit:
        found = self.window.page.composer.findChild(QPlainTextEdit)
        assert isinstance(found, QPlainTextEdit)
        return found

    def show(self, conversation: str) -> None:
        self.window.show_conversation(conversation)
        assert self.window.conversations.active == conversation

    def type(self, text: str, conversation: str | None = None) -> None:
        """Type a line (a text or a /command) and press Return."""
        if conversation is not None:
            self.show(conversation)
        type_text(self.input, text + "\n")
        assert self.input.toPlainText() == "", f"{text!r} was not sent"

    def rows(self, conversation: str) -> list[Row]:
        found = self.window.conversations.get(conversation)
        if found is None:
            return []
        model = found.transcript
        return [model.row(number) for number in range(model.first, model.end)]

    def messages(self, conversation: str) -> list[tuple[str, str]]:
        """Who said what, in the order it is shown."""
        rows = self.rows(conversation)
        return [(row.nick, row.text) for row in rows if isinstance(row, MessageReceived)]

    def texts(self, conversation: str) -> list[str]:
        """What is shown besides: news, topics, words of the server and of the window."""
        found: list[str] = []
        for row in self.rows(conversation):
            if isinstance(row, NewsRow):
                found += [f"{n.kind} {n.nick} {n.other} {n.text}" for n in row.items]
            elif isinstance(row, (ServerText, LocalLine)):
                found.append(row.text)
            elif isinstance(row, TopicChanged):
                found.append(row.topic)
        return found

    def members(self, channel: str) -> dict[str, str]:
        """Nicknames with their modes."""
        found = self.window.conversations.get(channel)
        return {member.nick: member.modes for member in found.members} if found else {}

    def topic(self, channel: str) -> str:
        found = self.window.conversations.get(channel)
        return found.topic if found else ""

    @property
    def nick(self) -> str:
        return self.window.conversations.nick

    @property
    def online(self) -> bool:
        """In the window's opinion the server has let us in, and it shows the conversations."""
        return self.window.conversations.link.online and self.window.page.isVisible()

    def unsettled(self, conversation: str) -> list[str]:
        """Own messages that the window does not yet show as arrived."""
        return [
            row.text
            for row in self.rows(conversation)
            if isinstance(row, MessageReceived) and row.own and row.delivery is not Delivery.STORED
        ]


class ServerHands:
    """At a server window."""

    def __init__(self, window: ServerWindow) -> None:
        self.window = window

    def fill_in(self, field: Field, text: str) -> None:
        """Type into a field of the form, instead of what stands there."""
        field.edit.selectAll()
        type_text(field.edit, text)

    def start(self, port: int, greeting: str) -> None:
        """Fill in the form and press "Start"."""
        form = self.window.start_page.form
        self.fill_in(form.port, str(port))
        self.fill_in(form.greeting, greeting)
        self.window.start_page.start.click()

    def stop(self) -> None:
        """Press "Stop"."""
        self.window.header.stop.click()

    @property
    def address(self) -> ServerStarted | None:
        """Where it runs, None while it does not."""
        controller = self.window.controller
        return controller.started if controller.state is RunState.RUNNING else None

    def log(self) -> list[LogEntry]:
        """What the live log holds."""
        return self.window.controller.log.entries()

    def faults(self) -> list[str]:
        """What the log tells of faults of ours: there must be none."""
        return [line(entry) for entry in self.log() if entry.kind is LogKind.INTERNAL]

    def log_lines(self) -> list[str]:
        """The live log as it reads."""
        return [line(entry) for entry in self.log()]


def until(qtbot: QtBot, condition: Callable[[], object], what: Callable[[], object]) -> None:
    """Let the windows live until ``condition`` holds; ``what`` tells how it stands if it never
    does."""
    try:
        qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)
    except AssertionError:
        raise
    except Exception:
        pytest.fail(f"waited in vain; there is {what()}", pytrace=True)


@contextlib.contextmanager
def client_window(
    qtbot: QtBot, folder: Path, port: int, nick: str, *channels: str, host: str = "127.0.0.1"
) -> Iterator[ClientHands]:
    """A real client window that joins; closed, and its threads ended, when the block is left."""
    context = AppContext.for_tests(folder)
    wanted = tuple((channel, "") for channel in channels)
    window = ClientWindow(context, ClientOptions(host, port, SessionOptions(nick, channels=wanted)))
    window.show()
    try:
        yield ClientHands(window)
    finally:
        context.quitting = True  # do not ask about anything
        window.close()
        until(qtbot, lambda: not context.winding_down(), context.winding_down)
        window.deleteLater()
        context.deleteLater()
        QApplication.processEvents()


@contextlib.contextmanager
def server_window(qtbot: QtBot, folder: Path) -> Iterator[ServerHands]:
    """A real server window; its server is stopped when the block is left."""
    context = AppContext.for_tests(folder)
    window = ServerWindow(context)
    window.show()
    hands = ServerHands(window)
    try:
        yield hands
        assert hands.faults() == []
    finally:
        context.quitting = True
        window.close()
        until(qtbot, lambda: not context.winding_down(), context.winding_down)
        window.deleteLater()
        context.deleteLater()
        QApplication.processEvents()
