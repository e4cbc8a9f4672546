"""The kernel's queues of one direction of a connection, as tanks with coloured blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.net.trace import RECEIVING_CALLS, SENDING_CALLS
from desktop.server.combo import ComboBox
from desktop.sockets import tank_words
from desktop.sockets.pane import Pane, PaneLabel
from desktop.sockets.tank_model import (
    Tank,
    Way,
    busiest,
    last_send,
    read_way,
    reader_of,
    way_of,
    ways,
)
from desktop.sockets.tank_paint import TankView
from desktop.theme import theme

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed
    from desktop.sockets.scale import Scale
    from desktop.sockets.selection import Selection

translate = QCoreApplication.translate


class SayBox(QWidget):
    """A sentence in a sunken box, with an icon before it."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._icon, self._color = "info", "muted"
        self.label = PaneLabel(scale, "small", wrap=True, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)
        scale.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """As high as the sentence is at this width."""
        pad, left = self._scale.px(8), self._scale.px(32)
        room = max(20, self.width() - left - pad)
        height = self.label.heightForWidth(room)
        self.label.setGeometry(left, pad, room, height)
        if height + 2 * pad != self.height():
            self.setFixedHeight(height + 2 * pad)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        self.fit()

    def say(self, text: str, icon: str, color: str) -> None:
        """Another sentence."""
        self._icon, self._color = icon, color
        self.label.setText(text)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and icon."""
        look, scale = theme(), self._scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), scale.px(6), scale.px(6))
        size = scale.px(16)
        pixmap = look.pixmap(self._icon, self._color, size, self.devicePixelRatioF())
        painter.drawPixmap(scale.px(9), (self.height() - size) // 2, pixmap)


class TanksPane(Pane):
    """Heading, a chooser of directions, the tanks, and what the next call will bring."""

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(feed, selection, scale, parent)
        self._title = PaneLabel(scale, "bodyStrong")
        self._which = PaneLabel(scale, "body", "muted")
        self.chooser: QComboBox = ComboBox()
        self.tanks = TankView(scale)
        self.sentence = SayBox(scale)
        self.empty = PaneLabel(scale, "small", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._ways: list[Way] = []
        self._offered: list[Way] = []
        self._way: Way | None = None
        self._asked: Way | None = None
        self._followed: tuple[int | None, int | None] = (None, None)
        self._ended: dict[int, float] = {}
        self.started_over()
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._which, 1)
        self._head.addWidget(self.chooser, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.tanks, 1)
        self._column.setStretchFactor(self.empty, 1)
        self._column.addWidget(self.sentence)
        self.chooser.activated.connect(self._way_chosen)
        self.tanks.send_clicked.connect(self._send_clicked)
        self.chooser.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.chooser.setMinimumContentsLength(12)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("Tanks", "Kernel queues"))
        self.chooser.setAccessibleName(translate("Tanks", "Which direction"))
        self.tanks.setAccessibleName(translate("Tanks", "Kernel queues"))
        self.empty.setText(
            translate(
                "Tanks",
                "No connection yet. As soon as two sockets are joined, the bytes that wait between "
                "them lie here.",
            )
        )
        self.refresh()

    def restyle(self) -> None:
        """Sizes in force."""
        edge = self.scale.px(14)
        self._column.setContentsMargins(edge, self.scale.px(10), edge, self.scale.px(10))
        self._column.setSpacing(self.scale.px(8))
        self._head.setSpacing(self.scale.px(8))
        self.chooser.setFont(self.scale.font("small"))
        self.chooser.setFixedHeight(self.scale.px(28))
        self.tanks.restyle()

    def started_over(self) -> None:
        """Another tape."""
        self._ended = {}
        self._asked = self._way = None
        for event in self.feed.tape.events:
            self._learn(event.number)

    def told(self, change: object) -> None:
        """Which sockets have read the end."""
        for number in getattr(change, "events", ()):
            self._learn(number)

    def _learn(self, number: int) -> None:
        event = self.event_of(number)
        if event is None or event.call not in RECEIVING_CALLS or event.error is not None:
            return
        if not event.size and event.wanted:
            self._ended[event.socket] = event.ended

    # --- which direction ----------------------------------------------------------------------

    def _choose_way(self) -> Way | None:
        chosen = (self.selection.event, self.selection.socket)
        if chosen != self._followed:
            self._followed = chosen
            event, number = self.chosen_event(), self.selection.socket
            if event is not None and number not in (None, event.socket):
                event = None  # another socket was chosen since
            if event is not None and event.call in SENDING_CALLS | RECEIVING_CALLS:
                self._asked = way_of(self.feed, event.socket, event.call, self._ways)
            elif number is not None:
                self._asked = way_of(self.feed, number, "", self._ways)
        if self._asked in self._ways:
            return self._asked
        return busiest(self.feed, self._ways)

    def _way_chosen(self, place: int) -> None:
        self._asked = self._offered[place]
        self.refresh()

    def _send_clicked(self, number: int) -> None:
        self.selection.set_send(number or None)

    # --- what is shown ------------------------------------------------------------------------

    def refresh(self) -> None:
        """The queues as they are now."""
        self._ways = ways(self.feed)
        self._way = way = self._choose_way()
        for part in (self.tanks, self.sentence):
            part.setVisible(way is not None)
        self.empty.setVisible(way is None)
        self.chooser.setVisible(len(self._ways) > 1)
        self._which.setVisible(len(self._ways) < 2)
        if way is None:
            self._which.setText("")
            return
        self._fill_chooser(way)
        send, receive = read_way(self.feed, way)
        tanks = [receive] if send is None else [send, receive]
        texts = [tank_words.receive_texts(receive, way.kind)]
        ghost = 0
        if send is not None:
            texts.insert(0, tank_words.send_texts(send))
            ghost = last_send(self.feed, way.source)
        self.tanks.show_tanks(way, way.kind, tanks, texts, ghost, self.selection.send or 0)
        reader = reader_of(self.feed, way.target)
        text, icon = tank_words.next_words(way, receive, reader, ended=self._has_ended(receive))
        self.sentence.say(text, icon, {"pause": "parked", "hourglass": "kernel"}.get(icon, "muted"))
        self._which.setText(tank_words.short_way(self.feed, way))
        self.tanks.setAccessibleDescription(tank_words.spoken(texts, tanks, text))

    def _has_ended(self, tank: Tank) -> bool:
        if tank.info is None:
            return False
        when, now = self._ended.get(tank.info.number), self.feed.past_time
        return when is not None and (now is None or when <= now)

    def _fill_chooser(self, way: Way) -> None:
        names = [tank_words.way_name(self.feed, one) for one in self._ways]
        here = [self.chooser.itemText(place) for place in range(self.chooser.count())]
        if names != here and not self.chooser.view().isVisible():  # not under the person's hand
            self.chooser.clear()
            self.chooser.addItems(names)
            self._offered = list(self._ways)
        place = self._offered.index(way) if way in self._offered else -1
        if self.chooser.currentIndex() != place and not self.chooser.view().isVisible():
            self.chooser.setCurrentIndex(place)
        self.chooser.setToolTip(self.chooser.currentText())
