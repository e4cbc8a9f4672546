"""A window with a composer at its foot, and what it sent; and messages to answer."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.client.events import Delivery, MessageKind, MessageReceived
from core.client.feature_events import TypingState
from desktop.client.composer import Composer, Submission


class ComposerWindow(QWidget):
    """Attributes: ``sent``, what was submitted; ``states``, what others were told of typing."""

    def __init__(self) -> None:
        super().__init__()
        self.composer = Composer()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addStretch(1)
        box.addWidget(self.composer)
        self.sent: list[Submission] = []
        self.states: list[TypingState] = []
        self.composer.submitted.connect(self.sent.append)
        self.composer.typing.connect(self.states.append)
        self.resize(700, 600)

    @property
    def text(self) -> QWidget:
        return self.composer.input


def show_composer(qtbot: QtBot) -> ComposerWindow:
    """The window on the screen, the keyboard in the text."""
    made = ComposerWindow()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.composer.focus_input()
    qtbot.waitUntil(made.text.hasFocus, timeout=30_000)
    return made


def message(text: str, msgid: str = "m1", nick: str = "anna", own: bool = False) -> MessageReceived:
    """Something that was said in #lab."""
    return MessageReceived(
        buffer="#lab",
        kind=MessageKind.TEXT,
        nick=nick,
        text=text,
        time=1_700_000_000.0,
        key=msgid,
        msgid=msgid,
        own=own,
        delivery=Delivery.STORED if own else None,
    )
