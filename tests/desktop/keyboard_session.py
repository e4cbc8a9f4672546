"""A person at the real program, without a mouse: its windows, and what stands in the chat."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.client.events import MessageReceived
from desktop.client.client_shell import ClientShell
from desktop.context import AppContext
from desktop.widgets.panels import Dialog
from tests.desktop.accessible import named
from tests.desktop.client_fixtures import Client
from tests.desktop.keyboard import Person

D = TypeVar("D", bound=Dialog)
W = TypeVar("W", bound=QWidget)


def shown(kind: type[W]) -> W | None:
    """The window of that kind that can be seen."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, kind) and window.isVisible():
            return window
    return None


class Session:
    """A person at the program."""

    def __init__(self, context: AppContext, qtbot: QtBot, port: int) -> None:
        self.context = context
        self.person = Person(qtbot)
        self.qtbot = qtbot
        self.port = port

    def window(self, kind: type[W]) -> W:
        """Go to the window of that kind, once there is one."""
        self.person.until(lambda: shown(kind))
        found = shown(kind)
        assert found is not None
        self.person.go_to(found)
        return found

    @property
    def client(self) -> Client:
        """The server that is shown in the client's window."""
        shell = shown(ClientShell)
        assert shell is not None
        return Client(shell.page, self.qtbot)

    @property
    def active(self) -> str:
        """The conversation that is shown."""
        return self.client.window.conversations.active

    def pane_name(self) -> str:
        """What has the keyboard is called so."""
        return named(self.person.focus)

    def pane(self, name: str) -> None:
        """Go round the parts of the window until the keyboard is at what is called so."""
        for _ in range(8):
            if named(self.person.focus).startswith(name):
                return
            self.person.press("Ctrl+F6")
        raise AssertionError(f"Ctrl+F6 does not come to {name}")

    def to_composer(self) -> None:
        """Go to where one writes."""
        self.pane("Message")
        if named(self.person.focus) == "Messages":
            self.person.press("Ctrl+F6")
            self.pane("Message")

    def choose_message(self, text: str) -> None:
        """Go through the messages to the one with ``text``."""
        self.pane("Messages")
        for step in ("Up", "Down"):
            for _ in range(40):
                if text in self.current_text():
                    return
                self.person.press(step)
        raise AssertionError(f"the arrows do not come to {text}")

    def current_text(self) -> str:
        """The chosen message's."""
        view = self.client.page.view
        number, model = view.current(), view.model()
        if number is None or model is None or not model.first <= number < model.end:
            return ""
        return str(getattr(model.row(number), "text", ""))

    def last(self) -> MessageReceived:
        """The newest message."""
        found = self.row("")
        assert found is not None
        return found

    def row(self, text: str) -> MessageReceived | None:
        """The newest message with ``text`` in the conversation that is shown."""
        model = self.client.window.conversations.shown.transcript
        for number in range(model.end - 1, model.first - 1, -1):
            row = model.row(number)
            if isinstance(row, MessageReceived) and text in row.text and row.msgid:
                return row
        return None

    def dialog(self, kind: type[D]) -> D:
        """The dialog that was opened."""
        window = self.client.window.window()
        self.person.until(lambda: window.findChildren(kind))
        found = window.findChildren(kind)[-1]
        self.person.until(lambda: QApplication.activeWindow() is found)
        return found

    def back_from(self, dialog: QWidget) -> None:
        """Wait until a dialog is closed, and its window has the keyboard again."""
        window = self.client.window.window()
        self.person.until(lambda: QApplication.activeWindow() is not dialog)
        self.person.go_to(window)

    def say(self, text: str) -> MessageReceived:
        """Write a line where the keyboard is, and wait until the server has it."""
        self.person.type(text)
        self.person.press("Return")
        self.person.until(lambda: self.row(text))
        row = self.row(text)
        assert row is not None
        return row

    def now(self, row: MessageReceived) -> MessageReceived:
        """A message as it is by now."""
        found = self.client.window.conversations.shown.transcript.message(row.msgid)
        assert found is not None
        return found
