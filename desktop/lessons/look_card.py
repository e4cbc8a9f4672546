"""What a step points at: one view of the live view at a time, in a card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.lessons.room_scale import RoomScale
from desktop.sockets.scale import Scale
from desktop.sockets.scaled_segment import ScaledSegment
from desktop.sockets.selection import Selection
from desktop.widgets import Card

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed

translate = QCoreApplication.translate

_LETTERS_WIDTH = 680
_STATES_SIZE = (720, 540)
LEAST_HEIGHTS = {"states": 398, "queues": 235}
"""Pixels on a normal screen that a view needs: half of the map of TCP's states tells nothing, and
bytes do not lie in a tank that is a line."""


def _states(feed: TraceFeed, selection: Selection, scale: Scale) -> QWidget:
    from desktop.sockets.tcp_diagram import TcpPane

    room = RoomScale(scale, *_STATES_SIZE)
    pane = TcpPane(feed, selection, room)
    room.setParent(pane)
    return pane


def _table(feed: TraceFeed, selection: Selection, scale: Scale) -> QWidget:
    from desktop.sockets.socket_table import SocketTable

    return SocketTable(feed, selection, scale)


def _sequence(feed: TraceFeed, selection: Selection, scale: Scale) -> QWidget:
    from desktop.sockets.sequence_view import SequenceView

    return SequenceView(feed, selection, scale)


def _bytes(feed: TraceFeed, selection: Selection, scale: Scale) -> QWidget:
    from desktop.sockets.hex_view import HexPane

    return HexPane(feed, selection, scale)


def _queues(feed: TraceFeed, selection: Selection, scale: Scale) -> QWidget:
    from desktop.sockets.tanks import TanksPane

    return TanksPane(feed, selection, scale)


def _letters(feed: TraceFeed, selection: Selection, scale: Scale) -> QWidget:
    from desktop.sockets.letters import LettersPane

    room = RoomScale(scale, _LETTERS_WIDTH)
    pane = LettersPane(feed, selection, room)
    room.setParent(pane)
    return pane


_MAKERS: dict[str, Callable[[TraceFeed, Selection, Scale], QWidget]] = {
    "sequence": _sequence,
    "queues": _queues,
    "letters": _letters,
    "bytes": _bytes,
    "states": _states,
    "table": _table,
}


def look_word(look: str) -> str:
    """A view's name over the choice."""
    match look:
        case "sequence":
            return translate("LookCard", "Sequence")
        case "queues":
            return translate("LookCard", "Queues")
        case "letters":
            return translate("LookCard", "Bytes as letters")
        case "states":
            return translate("LookCard", "TCP states")
        case "bytes":
            return translate("LookCard", "Bytes")
        case "table":
            return translate("LookCard", "Sockets")
        case _:
            return look


def _centred(view: QWidget) -> QWidget:
    """A view that is no higher than it needs, in the middle of its room."""
    policy = view.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Maximum)
    view.setSizePolicy(policy)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    column.addWidget(view, 20)
    column.addStretch(1)
    return page


class LookCard(Card):
    """Views of one feed. Attributes: ``current``, the name of the one that is shown, or "".

    Signals: ``step_requested(actor)``: the number of an actor whose Step button was pressed;
    ``chosen()``: the person chose another view.
    """

    step_requested = Signal(int)
    chosen = Signal()

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._feed: TraceFeed | None = None
        self._selection: Selection | None = None
        self._looks: tuple[str, ...] = ()
        self._made: dict[str, QWidget] = {}
        self._pages: dict[str, QWidget] = {}
        self.current = ""
        self.choice = ScaledSegment(scale)
        self.choice.chosen.connect(self._choose)
        self._head = QHBoxLayout()
        self._head.addWidget(self.choice)
        self._head.addStretch()
        self.stack = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.stack, 1)
        scale.changed.connect(self._restyle)
        self._restyle()

    def set_feed(self, feed: TraceFeed | None, selection: Selection) -> None:
        """Look at another run, or at none."""
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._made.clear()
        self._pages.clear()
        self._feed, self._selection = feed, selection
        self._show(self.current)

    def set_looks(self, looks: Sequence[str]) -> None:
        """What the step shows, the first one first."""
        self._looks = tuple(looks)
        self._show(self._looks[0] if self._looks else "")

    @property
    def view(self) -> QWidget | None:
        """The view that is shown."""
        return self._made.get(self.current)

    def _choose(self, place: int) -> None:
        self._show(self._looks[place])
        self.chosen.emit()

    def _show(self, look: str) -> None:
        self.current = look
        self.choice.setVisible(len(self._looks) > 1)
        if look in self._looks:
            words = [look_word(each) for each in self._looks]
            self.choice.set_options(words, self._looks.index(look))
        if not look or self._feed is None or self._selection is None:
            return
        if look not in self._made:
            made = _MAKERS[look](self._feed, self._selection, self._scale)
            self._made[look] = made
            step_wanted = getattr(made, "step_wanted", None)
            if step_wanted is not None:
                step_wanted.connect(self.step_requested)
            self._pages[look] = _centred(made) if look == "letters" else made
            self.stack.addWidget(self._pages[look])
        self._give_room()
        self.stack.setCurrentWidget(self._pages[look])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room for the letters."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        for made in self._made.values():
            scale = getattr(made, "scale", None)
            if isinstance(scale, RoomScale):
                edge = self._scale.px(16)
                above = self.choice.sizeHint().height() if self.choice.isVisible() else 0
                scale.set_room(self.width() - edge, self.height() - edge - above)

    def _restyle(self) -> None:
        px = self._scale.px
        self._column.setContentsMargins(px(8), px(6), px(8), px(6))
        self._column.setSpacing(px(4))

    def changeEvent(self, event: QEvent) -> None:
        """The names over the views are words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show(self.current)
