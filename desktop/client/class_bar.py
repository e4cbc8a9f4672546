"""The class on our own server: what the teacher switched, one's own hand, and the floor.

Nothing of it is shown where the server has no such class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from core.client import events
from core.client.events import BufferKind
from core.irc.capabilities import CLASSROOM
from desktop.client.counts import counts
from desktop.widgets.basics import Icon, label
from desktop.widgets.buttons import Button

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation import Changes

_NAMES = 3


class ClassBar(QWidget):
    """One quiet line above where one writes. Signals: ``hand_clicked()``."""

    hand_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("mic-off", "muted", 16)
        self._text = label("small", "muted", wrap=True)
        self.hand = Button("hand", "secondary", 28)
        self.hand.clicked.connect(self.hand_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 20, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.hand)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def text(self) -> str:
        """What it says, "" while it is hidden."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, text: str, icon: str, color: str, act: str = "") -> None:
        """Show a sentence, and the hand's button where ``act`` says what it does; "" hides all."""
        self._text.setText(text)
        self._icon.set_icon(icon, color)
        self.hand.setText(act)
        self.hand.setVisible(bool(act))
        self.hand.updateGeometry()
        self.setVisible(bool(text))


class ClassState(QObject):
    """Follows one client window, and keeps its header and the line above the composer right.

    Attributes: ``muted``, ``private``, ``locked``: what is switched; ``teacher``: that does not
    bind us; ``hand``, ``floor``: our own; ``hands``: whose are up, as far as a teacher is told.
    """

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._forget()
        window.chat.changed.connect(self._follow)
        window.page.class_bar.hand_clicked.connect(self.toggle_hand)
        window.page.header.hand.clicked.connect(self.toggle_hand)
        window.page.narrow_changed.connect(lambda _narrow: self.show_state())

    def _forget(self) -> None:
        self.muted = self.private = self.locked = self.teacher = False
        self.hand = self.floor = False
        self.hands: list[str] = []

    @property
    def available(self) -> bool:
        """Whether the server knows of a class, and we are connected."""
        conversations = self._window.conversations
        return conversations.link.online and CLASSROOM in conversations.capabilities

    def toggle_hand(self) -> None:
        """Raise the hand, or take it down; what the server says of it is shown."""
        if self.available:
            self._window.chat.connection.raise_hand(not self.hand)
        self.show_state()

    def _follow(self, changes: Changes) -> None:
        for event in changes.other:
            match event:
                case events.Registered() | events.Disconnected():
                    self._forget()
                case events.ClassSwitched():
                    if event.muted != self.muted:
                        self.floor = False
                    self.muted, self.private = event.muted, event.private
                    self.locked, self.teacher = event.locked, event.teacher
                case events.HandChanged(own=True):
                    self.hand = event.up
                case events.HandChanged():
                    self._other_hand(event)
                case events.FloorChanged(own=True):
                    self._own_floor(event.on)
        self.show_state()

    def _other_hand(self, event: events.HandChanged) -> None:
        if event.up and event.nick not in self.hands:
            self.hands.append(event.nick)
        elif not event.up and event.nick in self.hands:
            self.hands.remove(event.nick)

    def _own_floor(self, on: bool) -> None:
        if on and not self.floor:
            self._window.alert()
        self.floor = on

    def show_state(self) -> None:
        """Bring the header and the line up to date."""
        page = self._window.page
        page.header.set_hand(self.available and not self.teacher, self.hand)
        own = [self._window.conversations.nick] if self.hand else []
        page.members.set_hands([*self.hands, *own] if self.available else [])
        words = self._words() if self.available else ("", "info", "muted", "")
        page.class_bar.say(*words)

    def _words(self) -> tuple[str, str, str, str]:
        """The sentence, its icon and colour, and what the button does."""
        kind = self._window.conversations.shown.kind
        if self.teacher:
            return self._teacher_words(kind)
        if self.floor and kind is BufferKind.CHANNEL:
            return (
                self.tr("You have the floor: everybody reads what you write."),
                "mic",
                "accent",
                "",
            )
        if self.muted and kind is BufferKind.CHANNEL:
            if self.hand:
                text = self.tr("Only the teacher writes. Your hand is up.")
                return text, "hand", "accent", self.tr("Lower the hand")
            text = self.tr("Only the teacher writes. Raise a hand to ask for the floor.")
            return text, "mic-off", "muted", self.tr("Raise a hand")
        if self.private and kind is BufferKind.QUERY:
            text = self.tr("No private messages now: only the teacher can be written to.")
            return text, "message-square-off", "muted", ""
        if self.locked and kind is BufferKind.SERVER:
            text = self.tr("The room is closed: nobody new comes in. You may leave and come back.")
            return text, "door-closed", "muted", ""
        return "", "info", "muted", ""

    def _teacher_words(self, kind: BufferKind) -> tuple[str, str, str, str]:
        if self.hands:
            text = self.tr("Raised hands: %1").replace("%1", ", ".join(self.hands[:_NAMES]))
            more = len(self.hands) - _NAMES
            text = f"{text}, {counts().more_names(more)}" if more > 0 else text
            return text, "hand", "accent", ""
        if self.muted and kind is BufferKind.CHANNEL:
            return self.tr("Only you write: the others read."), "mic-off", "muted", ""
        return "", "info", "muted", ""
