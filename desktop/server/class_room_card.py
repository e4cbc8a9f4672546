"""The class as it sits: the desks of a channel, the same people as a list, and who teaches."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.server.events import ServerSnapshot
from desktop.server import class_words
from desktop.server.class_acts import ClassActs
from desktop.server.class_board import Blackboard, Legend
from desktop.server.class_desks import DesksView
from desktop.server.class_model import Pupil, Room, fullest
from desktop.server.combo import ComboBox
from desktop.server.controller import ServerController
from desktop.server.counts import counts
from desktop.server.rows_model import Column, RowsFilter, RowsModel
from desktop.server.rows_view import RowsView
from desktop.widgets import Card, ElidedLabel, EmptyState, Segment, label

translate = QCoreApplication.translate


def _columns() -> tuple[Column[Pupil], ...]:
    return (
        Column(
            lambda: translate("ClassPage", "Name"),
            lambda pupil: pupil.nick,
            font="bodyMedium",
            avatar=True,
        ),
        Column(
            lambda: translate("ClassPage", "Seat"),
            class_words.seat_name,
            width=130,
            from_width=460,
            ink="muted",
            sort=lambda pupil: pupil.seat,
        ),
        Column(
            lambda: translate("ClassPage", "State"),
            class_words.state,
            width=230,
            dot=_dot,
            sort=lambda pupil: (pupil.hand or 10_000, class_words.state(pupil).casefold()),
        ),
    )


def _dot(pupil: Pupil) -> str:
    if pupil.lost or pupil.away:
        return "warn" if pupil.lost else "finished"
    return "running"


class RoomCard(Card):
    """Signals: ``chat_wanted()``; ``channel_changed()``: another channel is the class.

    Attributes: ``desks``, ``list``, ``views`` (which of the two), ``board``, ``choice``, ``empty``.
    """

    chat_wanted = Signal()
    channel_changed = Signal()

    def __init__(
        self, controller: ServerController, acts: ClassActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._rooms: dict[str, Room] = {}
        self._least_rows = 2
        self._chosen = ""  # by the person; "" follows the fullest
        self.channel = ""
        self.desks = DesksView(acts)
        self.desks.moved.connect(self._move)
        acts.forget_wanted.connect(self._forget)
        self.people = RowsModel(_columns(), lambda pupil: pupil.key, self)
        self.list = RowsView(RowsFilter(self.people, self), acts.fill_menu)
        self.list.activated.connect(lambda _index: self.list.show_menu_at_row())
        self._title = ElidedLabel("bodyStrong")
        self.choice = ComboBox()
        self.choice.setFixedHeight(32)
        self.choice.activated.connect(self._choose)
        self._count = label("small", "muted", tabular=True, wrap=True)
        self.views = Segment((("desks", ""), ("list", "")))
        self.views.set_current("desks")
        self.views.changed.connect(self._show_view)
        self.board = Blackboard(acts)
        self.legend = Legend()
        self.empty = EmptyState("graduation-cap")
        self._chat = self.empty.add_action("secondary", "messages-square")
        self._chat.clicked.connect(self.chat_wanted)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 0)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self.choice)
        head.addWidget(self._count, 1)
        head.addWidget(self.views)
        desks = QWidget()
        inner = QVBoxLayout(desks)
        inner.setContentsMargins(8, 0, 8, 0)
        inner.setSpacing(10)
        board = QHBoxLayout()
        board.setContentsMargins(8, 0, 8, 0)
        board.addWidget(self.board)
        inner.addLayout(board)
        inner.addWidget(self.desks, 1)
        legend = QHBoxLayout()
        legend.setContentsMargins(8, 0, 8, 0)
        legend.addWidget(self.legend)
        inner.addSpacing(-6)  # a row of seats has its own gap at its foot
        inner.addLayout(legend)
        self._seated = desks
        self._stack = QStackedWidget()
        for page in (desks, self.list, self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def set_rows(self, least: int) -> None:
        """So many rows of desks are in sight without scrolling, where there are as many."""
        self._least_rows = least
        self.desks.show_rows(least)

    # --- what is shown ------------------------------------------------------------------------

    @property
    def room(self) -> Room:
        """The class that is shown."""
        return self._rooms.setdefault(self.channel, Room())

    def follow(self, snapshot: ServerSnapshot) -> None:
        """After each snapshot, whether the page is shown or not: seats are given as people come."""
        names = [channel.name for channel in snapshot.channels]
        if self._chosen not in names:
            self._chosen = ""
        channel = self._chosen or fullest(snapshot.channels, self.channel)
        for gone in [name for name in self._rooms if name not in names]:
            del self._rooms[gone]
        changed, self.channel = channel != self.channel, channel
        self._show_choice(sorted(names, key=str.casefold))
        if channel:
            self.room.update(snapshot, channel, self._controller.leavers.__contains__)
        if self.isVisible():
            self._show_room()
        if changed:
            self.channel_changed.emit()

    def _show_choice(self, names: list[str]) -> None:
        several = len(names) > 1
        self._title.setVisible(not several)
        self._title.setText(self.channel)
        self.choice.setVisible(several)
        if several and names != [self.choice.itemText(n) for n in range(self.choice.count())]:
            self.choice.clear()
            self.choice.addItems(names)
        if several:
            self.choice.setCurrentText(self.channel)

    def _choose(self, _row: int) -> None:
        self._chosen = self.choice.currentText()
        snapshot = self._controller.snapshot
        if snapshot is not None:
            self.follow(snapshot)

    def _show_room(self) -> None:
        room = self.room
        people = [*room.teachers, *room.pupils]
        if self.views.current == "desks":
            self.desks.seats.set_room(room)
            self.desks.show_rows(self._least_rows)
        else:
            self.people.set_rows(people)
        self.board.show_teachers(room.teachers)
        here = sum(not pupil.lost for pupil in people)
        free = room.seats - len(room.pupils)
        count = counts().people(here)
        if self.views.current == "desks":
            count += f", {counts().free_seats(free)}"
        self._count.setText(count if people else "")
        page: QWidget = self.empty
        if people:
            page = self._seated if self.views.current == "desks" else self.list
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
        self.views.setVisible(bool(people))

    def _show_view(self, _which: str) -> None:
        self._show_room()

    def _move(self, seat: int, to: int) -> None:
        if self.room.move(seat, to):
            self._show_room()

    def _forget(self, key: str) -> None:
        self.room.forget(key)
        self._show_room()

    def retranslate(self) -> None:
        """Set every text."""
        self.views.setAccessibleName(translate("ClassPage", "How the class is shown"))
        for key, text, about in (
            ("desks", translate("ClassPage", "Desks"), translate("ClassPage", "As they sit")),
            ("list", translate("ClassPage", "List"), translate("ClassPage", "As a list")),
        ):
            self.views.set_option(key, text, f"{text}: {about}")
        self.choice.setAccessibleName(translate("ClassPage", "Channel of the class"))
        hint = translate("ClassPage", "Ctrl and an arrow key, or the mouse: sit elsewhere")
        self.desks.setAccessibleName(translate("ClassPage", "Desks"))
        self.desks.setAccessibleDescription(hint)
        self.list.setAccessibleName(translate("ClassPage", "People of the class"))
        self.people.retranslate()
        self.desks.seats.tell_all()
        self.board.retranslate()
        self.legend.retranslate()
        self.empty.set_texts(
            translate("ClassPage", "Nobody is in a channel yet"),
            translate(
                "ClassPage", "When pupils join a channel, they sit here in the order they come."
            ),
        )
        self._chat.setText(translate("ClassPage", "Open chat"))
        self._show_room()
