"""One client of the demonstration: its messages, and a field to write for it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.client.events import Delivery, MessageReceived, MessageUpdated
from core.net.trace import ActorState, Part, Side
from core.threads.trace_feed import TraceFeed
from desktop.demo.bubble import Bubble
from desktop.demo.counts import counts
from desktop.demo.state_pill import StatePill
from desktop.sockets.bubble_link import Wanted, find_call
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from desktop.theme import set_ground, theme
from desktop.widgets import Avatar, Card, IconButton

translate = QCoreApplication.translate
_KEPT = 60


class _Waiting(QFrame):
    """Bytes that have come and that the client has not taken: no message yet."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._title = PaneLabel(scale, "smallStrong")
        self._text = PaneLabel(scale, "small", "muted")
        for text in (self._title, self._text):
            text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        self.hide()

    def show_bytes(self, nick: str, count: int, labels: str) -> None:
        """So many bytes of these sends lie in the kernel; 0: none."""
        self.setVisible(count > 0)
        if count:
            self._title.setText(f"{counts().bytes_came(count)}  {labels}")
            text = translate(
                "Demo",
                "They lie in the kernel: %1 has not called recv yet, so there is nothing in the "
                "window.",
            )
            self._text.setText(text.replace("%1", nick))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed frame in the colour of what is parked."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme().color("parked"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 10, 10)


class ChatPane(Card):
    """The chat of ``nick``.

    Signals: ``written(nick, text)``; ``chosen(event)``: a bubble was pressed, the number of the
    call that carried it.
    """

    written = Signal(str, str)
    chosen = Signal(int)

    def __init__(self, nick: str, feed: TraceFeed, selection: Selection, scale: Scale) -> None:
        super().__init__()
        self.nick = nick
        self.feed, self.selection, self.scale = feed, selection, scale
        self.bubbles: dict[str, Bubble] = {}
        self._avatar = Avatar(24)
        self._avatar.set_person(nick)
        self._name = PaneLabel(scale, "bodyStrong")
        self._name.setText(nick)
        self.channel = PaneLabel(scale, "body", "muted")
        self.pill = StatePill(scale)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(4)
        self._waiting = _Waiting(scale)
        self.input = QLineEdit()
        self.input.setMinimumHeight(32)
        self.input.returnPressed.connect(self._write)
        self.send = IconButton("send", "")
        self.send.clicked.connect(self._write)
        self._lay_out()
        feed.changed.connect(self._follow)
        selection.changed.connect(self._light)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        for widget in (self._avatar, self._name, self.channel):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.pill)
        inner = QWidget()
        set_ground(inner, "surface")
        self._column.addStretch(1)
        self._column.addWidget(self._waiting)
        inner.setLayout(self._column)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        self._area.verticalScrollBar().rangeChanged.connect(self._to_bottom)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.setSpacing(8)
        foot.addWidget(self.input, 1)
        foot.addWidget(self.send)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)

    def _to_bottom(self, _least: int, most: int) -> None:
        self._area.verticalScrollBar().setValue(most)

    # --- messages -----------------------------------------------------------------------------

    def take(self, event: MessageReceived | MessageUpdated) -> None:
        """Show a message, or how far one has come."""
        if isinstance(event, MessageUpdated):
            bubble = self.bubbles.get(event.key)
            if bubble is not None and event.delivery is Delivery.STORED:
                bubble.set_stored()
            return
        bubble = Bubble(event, self.scale)
        bubble.clicked.connect(lambda: self._press(bubble))
        self.bubbles[event.key] = bubble
        self._column.insertWidget(self._column.count() - 1, bubble)
        if len(self.bubbles) > _KEPT:
            key = next(iter(self.bubbles))
            self.bubbles.pop(key).deleteLater()
        QTimer.singleShot(0, self, self._find_calls)

    def _press(self, bubble: Bubble) -> None:
        self._find_calls()
        if bubble.event_number is not None:
            self.chosen.emit(bubble.event_number)

    def _write(self) -> None:
        text = self.input.text().strip()
        if text:
            self.input.clear()
            self.written.emit(self.nick, text)

    # --- what the sockets say -----------------------------------------------------------------

    def _follow(self, _change: object = None) -> None:
        self._find_calls()
        self._show_state()
        self._show_waiting()

    def _find_calls(self) -> None:
        flows = self.feed.flows
        for bubble in self.bubbles.values():
            if bubble.number:
                continue
            message = bubble.message
            wanted = Wanted(message.text, self.nick, message.own, message.time, message.msgid)
            found = find_call(self.feed, wanted).event
            if found is None:
                continue
            number = flows.send_number(found)
            if number is None:
                pieces = [piece for piece in flows.pieces(found) if piece.send]
                number = pieces[-1].send if pieces else None
            if number is not None:
                bubble.set_call(found, number)

    def _light(self) -> None:
        chosen = self.selection.send
        for bubble in self.bubbles.values():
            lit = chosen is not None and bubble.number == chosen
            bubble.set_light(lit=lit, faded=chosen is not None and not lit)

    def _show_state(self) -> None:
        mine = [
            actor
            for actor in self.feed.actors()
            if actor.info.side is Side.CLIENT
            and actor.info.name == self.nick
            and actor.info.part in (Part.READER, Part.WRITER)
            and actor.state is not ActorState.FINISHED
        ]
        # The writer waits most of the time; it is the more telling one where it is held.
        mine.sort(key=lambda actor: (actor.state is not ActorState.PARKED, actor.info.part))
        self.pill.show_state(mine[0].state if mine else None)

    def _show_waiting(self) -> None:
        from desktop.sockets.colours import send_label

        count, labels = 0, []
        parked = any(
            actor.state is ActorState.PARKED
            and actor.info.name == self.nick
            and actor.info.part is Part.READER
            for actor in self.feed.actors()
        )
        if parked:
            for info in self.feed.sockets():
                if info.side is Side.CLIENT and info.name == self.nick and not info.closed:
                    for block in self.feed.flows.queue(info.number, self.feed.past_time):
                        count += block.count
                        labels.append(send_label(block.send))
        self._waiting.show_bytes(self.nick, count, " ".join(labels))

    # --- language -----------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(translate("Demo", "Chat of %1").replace("%1", self.nick))
        self.input.setPlaceholderText(translate("Demo", "Message"))
        self.input.setAccessibleName(translate("Demo", "Write for %1").replace("%1", self.nick))
        self.send.set_name(translate("Demo", "Send"))
        for bubble in self.bubbles.values():
            bubble.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
