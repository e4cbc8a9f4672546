"""The header over the messages: name, topic, how many people, what else can be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.client.counts import counts
from desktop.client.topic_line import TopicLine
from desktop.sockets import chat_words
from desktop.theme import set_ground, theme
from desktop.theme.roles import ButtonRole
from desktop.widgets.basics import ElidedLabel, StatusDot
from desktop.widgets.buttons import Button, IconButton

HEIGHT, NARROW_HEIGHT = 56, 52
_WORDS_FROM = 500
"""The width from which buttons have words: below it the channel's name needs their room."""


class Header(QWidget):
    """Name and topic at the left, buttons at the right.

    Signals: ``topic_edited(text)``, ``members_toggled(bool)`` by the person,
    ``menu_requested(QPoint)``, ``left()`` (editing ended), ``sockets_requested()``.
    """

    topic_edited = Signal(str)
    members_toggled = Signal(bool)
    search_requested = Signal()
    sockets_requested = Signal()
    menu_requested = Signal(QPoint)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self._count = 0
        self._members_open = False
        self._narrow = self._tight = False
        self._sockets_open = False
        self.title = ElidedLabel("title")
        self.topic = TopicLine(self)
        self.dot = StatusDot("running", 8)
        self.dot.setVisible(False)
        self.members = Button("users", "flat")
        self.members.setFont(theme().font("body", tabular=True))
        self.hand = Button("hand", "flat")
        self.hand.setCheckable(True)
        self.hand.hide()
        self.search = IconButton("search")
        self.sockets = Button("ethernet-port", "secondary")
        self.more = IconButton("ellipsis")
        second = QHBoxLayout()
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(8)
        second.addWidget(self.dot)
        second.addWidget(self.topic, 1)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self.title)
        words.addLayout(second)
        words.addStretch()
        self._row = QHBoxLayout(self)
        self._row.setSpacing(4)
        self._row.addLayout(words, 1)
        self._row.addSpacing(12)
        for button in (self.members, self.hand, self.search, self.sockets, self.more):
            self._row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.topic.edited.connect(self.topic_edited)
        self.topic.finished.connect(self.left)
        self.members.clicked.connect(lambda: self.members_toggled.emit(not self._members_open))
        self.search.clicked.connect(self.search_requested)
        self.sockets.clicked.connect(self._sockets_clicked)
        self.more.clicked.connect(
            lambda: self.menu_requested.emit(
                self.more.mapToGlobal(QPoint(0, self.more.height() + 4))
            )
        )
        theme().changed.connect(self.update)
        self.set_narrow(False)
        self.retranslate()

    def _sockets_clicked(self) -> None:
        self.sockets_requested.emit()

    def set_sockets_open(self, is_open: bool) -> None:
        """Whether the live view is open."""
        self._sockets_open = is_open
        self._restyle_buttons()

    def _restyle_buttons(self) -> None:
        """Where there is little room they are icons without a frame."""
        usual: ButtonRole = "flat" if self._tight else "secondary"
        self.sockets.set_role("tonal" if self._sockets_open else usual)
        for button in (self.members, self.sockets):
            button.set_padding(8 if self._tight else 14)

    def set_narrow(self, narrow: bool) -> None:
        """52 px with the status dot in the second line, or 56."""
        self.setFixedHeight(NARROW_HEIGHT if narrow else HEIGHT)
        self._row.setContentsMargins(16 if narrow else 20, 0, 8 if narrow else 12, 0)
        self.dot.setVisible(narrow)
        self._narrow = narrow
        self._fit(self.width())

    def _fit(self, width: int) -> None:
        self._tight = self._narrow or width < _WORDS_FROM
        self._restyle_buttons()
        self._name_sockets()
        self._name_hand()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name and the topic go before the buttons' words."""
        super().resizeEvent(event)
        if self._tight != (self._narrow or self.width() < _WORDS_FROM):
            self._fit(self.width())

    def set_hand(self, shown: bool, up: bool) -> None:
        """Whether there is a hand to raise, and whether it is up."""
        self.hand.setVisible(shown)
        self.hand.setChecked(up)
        self._name_hand()

    def _name_hand(self) -> None:
        """A quiet icon until it is up, then in words where there is room for them."""
        up = self.hand.isChecked()
        word = self.tr("Hand raised") if up else self.tr("Raise a hand")
        act = self.tr("Lower the hand") if up else self.tr("Ask the teacher for the floor")
        self.hand.setText(word if up and not self._tight else "")
        self.hand.set_padding(14 if up and not self._tight else 8)
        self.hand.set_role("tonal" if up else "flat")
        self.hand.setAccessibleName(word)
        self.hand.setToolTip(f"{act} (Ctrl+Shift+H)")
        self.hand.updateGeometry()

    def set_members(self, count: int | None) -> None:
        """How many people there are; None where there is no such list."""
        self.members.setVisible(count is not None)
        self._count = count or 0
        self.members.setText(str(self._count))
        self.members.updateGeometry()
        self._name_members()

    def set_members_open(self, is_open: bool) -> None:
        """Whether the list of people is in sight."""
        self._members_open = is_open
        self._name_members()

    def _name_members(self) -> None:
        people = counts().people(self._count)
        act = self.tr("hide the list") if self._members_open else self.tr("show the list")
        self.members.setAccessibleName(f"{people}, {act}")
        self.members.setToolTip(f"{people}, {act}")

    def _name_sockets(self) -> None:
        """Where there is little room the icon stands alone."""
        word = chat_words.sockets_word()
        self.sockets.setText("" if self._tight else word)
        self.sockets.setAccessibleName(word)
        self.sockets.setToolTip(chat_words.sockets_tip())
        self.sockets.updateGeometry()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self._name_sockets()
        self._name_hand()
        self.search.set_name(self.tr("Search in this conversation"))
        self.more.set_name(self.tr("More"))
        self._name_members()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its buttons let it be."""
        return QSize(220, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line under it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().color("line"))
