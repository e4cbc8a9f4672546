"""Who has the floor, and the queue of raised hands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.server.events import PersonInfo, ServerSnapshot
from desktop.server import words
from desktop.server.class_acts import ClassActs
from desktop.server.counts import counts
from desktop.theme import set_ground
from desktop.widgets import Avatar, Button, Card, Divider, ElidedLabel, Icon, label

translate = QCoreApplication.translate

ROW = 40
MOST = 40
"""Hands that are shown; the rest is counted."""
_VISIBLE = 6


class HandRow(QWidget):
    """A place in the queue, or who has the floor. Attributes: ``nick``, ``act``."""

    def __init__(self, acts: ClassActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._conn, self._floor = 0, False
        self.nick = ""
        self._number = label("small", "muted", tabular=True)
        self._number.setFixedWidth(16)
        self._mic = Icon("mic", "accent", 16)
        self._avatar = Avatar(24)
        self._avatar.set_ground("surface")
        self._name = ElidedLabel("body")
        self._time = label("small", "muted", tabular=True)
        self.act = Button(None, "secondary", 28)
        self.act.clicked.connect(self._clicked)
        self._line = Divider(parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._number)
        row.addWidget(self._mic)
        row.addWidget(self._avatar)
        row.addWidget(self._name, 1)
        row.addWidget(self._time)
        row.addWidget(self.act)
        self.setFixedHeight(ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line at its top."""
        super().resizeEvent(event)
        self._line.setGeometry(0, 0, self.width(), 1)

    def _clicked(self) -> None:
        self._acts.give_floor(self._conn, not self._floor)

    def show_person(
        self, person: PersonInfo, number: int, waited: float, *, first: bool = False
    ) -> None:
        """``number`` 0: has the floor. ``first``: there is a line over it already."""
        self._conn, self._floor, self.nick = person.conn, not number, person.nick
        self._number.setVisible(bool(number))
        self._mic.setVisible(not number)
        self._line.setVisible(not first)
        self._number.setText(words.number(number))
        self._avatar.set_person(person.nick)
        self._name.setText(person.nick)
        self._time.setText(words.duration(waited) if number else "")
        self.act.setText(
            translate("ClassPage", "Give the floor")
            if number
            else translate("ClassPage", "Take the floor back")
        )
        self.act.setAccessibleName(f"{self.act.text()}: {person.nick}")
        self.act.updateGeometry()


class HandsCard(Card):
    """Attributes: ``rows`` that are shown, ``lower_all``."""

    def __init__(self, acts: ClassActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._title = label("bodyStrong")
        self._count = label("body", "muted", tabular=True)
        self.lower_all = Button(None, "link", 28)
        self.lower_all.clicked.connect(acts.lower_all)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 10, 6)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        head.addWidget(self.lower_all)
        self._all: list[HandRow] = []
        self._list = QWidget()
        set_ground(self._list, "surface")
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setProperty("bare", True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_ground(self._scroll.viewport(), "surface")
        self._scroll.setWidget(self._list)
        self._none = label("small", "muted", wrap=True)
        self._none.setContentsMargins(16, 10, 16, 10)
        self._more = label("small", "muted")
        self._more.setContentsMargins(16, 6, 16, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Divider())
        column.addWidget(self._none)
        column.addWidget(self._scroll)
        column.addWidget(self._more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.retranslate()
        self.show_snapshot(None)

    @property
    def rows(self) -> list[HandRow]:
        """Those that are shown: first who has the floor, then the queue."""
        return [row for row in self._all if not row.isHidden()]

    def show_snapshot(self, snapshot: ServerSnapshot | None) -> None:
        """The floor and the hands as they are now."""
        shown: list[tuple[PersonInfo, int, float]] = []
        hands = 0
        if snapshot is not None:
            people = {person.conn: person for person in snapshot.people}
            room = snapshot.classroom
            hands = len(room.hands)
            shown = [(people[conn], 0, 0.0) for conn in room.floor if conn in people]
            shown += [
                (people[conn], number, snapshot.time - at)
                for number, (conn, at) in enumerate(room.hands, 1)
                if conn in people
            ]
        while len(self._all) < min(len(shown), MOST):
            row = HandRow(self._acts)
            self._column.insertWidget(len(self._all), row)
            self._all.append(row)
        for place, row in enumerate(self._all):
            row.setVisible(place < len(shown))
            if place < len(shown):
                row.show_person(*shown[place], first=not place)
        left = len(shown) - MOST
        self._more.setVisible(left > 0)
        if left > 0:
            self._more.setText(counts().more_hands(left))
        self._count.setText(words.number(hands) if hands else "")
        self.lower_all.setVisible(bool(hands))
        self._none.setVisible(not shown)
        self._scroll.setVisible(bool(shown))
        self._scroll.setFixedHeight(ROW * min(_VISIBLE, max(1, min(len(shown), MOST))))

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("ClassPage", "Raised hands"))
        self.lower_all.setText(translate("ClassPage", "Lower all"))
        self._none.setText(translate("ClassPage", "Nobody has raised a hand."))
