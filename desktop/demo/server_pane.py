"""The server of the demonstration: its threads, and what each does now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.net.trace import ActorSnapshot, ActorState, Part, Side
from core.threads.trace_feed import TraceFeed
from desktop.demo.counts import counts
from desktop.demo.state_pill import StatePill
from desktop.sockets.pane import PaneLabel, ScaledIcon
from desktop.sockets.scale import Scale
from desktop.widgets import Card, Divider

translate = QCoreApplication.translate

_ICONS = {
    Part.ACCEPT: "plug",
    Part.READER: "arrow-down-to-line",
    Part.DISPATCH: "megaphone",
    Part.WRITER: "arrow-up",
}
_CALLS = {
    Part.ACCEPT: "accept()",
    Part.READER: "recv()",
    Part.DISPATCH: "send()",
    Part.WRITER: "send()",
}


class _Row(QWidget):
    """One thread."""

    def __init__(self, part: Part, scale: Scale) -> None:
        super().__init__()
        self.part = part
        self._name = PaneLabel(scale, "body")
        self._call = PaneLabel(scale, "monoSmall", "muted")
        self._call.setText(_CALLS[part])
        self.pill = StatePill(scale)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(8)
        row.addWidget(ScaledIcon(_ICONS[part], scale))
        row.addWidget(self._name)
        row.addWidget(self._call)
        row.addStretch(1)
        row.addWidget(self.pill)

    def show_thread(self, name: str, state: ActorState) -> None:
        """Whose thread it is, and what it does."""
        self._name.setText(name)
        self.pill.show_state(state)


class ServerPane(Card):
    """A row for each thread of the server that makes socket calls.

    ``names`` gives the nicknames by the number of the connection.
    """

    def __init__(self, feed: TraceFeed, scale: Scale, names: Callable[[], dict[int, str]]) -> None:
        super().__init__()
        self.feed = feed
        self._ask_names = names
        self._names: dict[int, str] = {}
        self._scale = scale
        self._rows: dict[int, _Row] = {}
        self._title = PaneLabel(scale, "bodyStrong")
        self._where = PaneLabel(scale, "monoSmall", "muted")
        self._count = PaneLabel(scale, "small", "muted")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(ScaledIcon("server", scale, "server"))
        head.addWidget(self._title)
        head.addWidget(self._where)
        head.addStretch(1)
        head.addWidget(self._count)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 6)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(Divider())
        feed.changed.connect(self.refresh)
        self.retranslate()

    def show_address(self, text: str) -> None:
        """Where it listens."""
        self._where.setText(text)

    def refresh(self, _change: object = None) -> None:
        """Show the threads as they are now."""
        living = [
            actor
            for actor in self.feed.actors()
            if actor.info.side is Side.SERVER
            and actor.info.part in _ICONS
            and actor.state is not ActorState.FINISHED
        ]
        order = list(_ICONS)
        living.sort(key=lambda a: (order.index(a.info.part), a.info.subject))
        served = [actor.info.subject for actor in living if actor.info.subject]
        if not all(self._names.get(number) for number in served):
            self._names = self._ask_names()
        for number in set(self._rows) - {actor.info.number for actor in living}:
            self._rows.pop(number).deleteLater()
        for place, actor in enumerate(living):
            row = self._rows.get(actor.info.number)
            if row is None:
                row = self._rows[actor.info.number] = _Row(actor.info.part, self._scale)
                self._column.insertWidget(2 + place, row)
            row.show_thread(self._name(actor), actor.state)
        self._count.setText(counts().threads(len(living)))

    def _name(self, actor: ActorSnapshot) -> str:
        part, subject = actor.info.part, actor.info.subject
        match part:
            case Part.ACCEPT:
                return translate("Demo", "accepting")
            case Part.DISPATCH:
                return translate("Demo", "sending to all")
            case Part.READER:
                text = translate("Demo", "reading %1")
            case _:
                text = translate("Demo", "writing to %1")
        return text.replace("%1", self._names.get(subject, str(subject)))

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("Demo", "server"))
        self.setAccessibleName(translate("Demo", "Threads of the server"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
