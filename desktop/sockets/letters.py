"""The queue in letters, of the direction that is chosen: for lessons and the live view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.net.trace import RECEIVING_CALLS, SENDING_CALLS, CallEvent
from desktop.sockets import event_words
from desktop.sockets.colours import send_label
from desktop.sockets.letters_picture import Letters, Picture
from desktop.sockets.letters_view import LettersView
from desktop.sockets.pane import Pane, short_name
from desktop.sockets.tank_model import Way, WayKind, busiest, read_way, way_of, ways

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed
    from desktop.sockets.scale import Scale
    from desktop.sockets.selection import Selection

translate = QCoreApplication.translate

_LOOK_BACK = 400


class LettersPane(Pane):
    """The picture of one direction, for lessons: of the chosen recv, or of what waits now."""

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(feed, selection, scale, parent)
        self.view = LettersView(scale)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.view)
        self.view.send_clicked.connect(self._send_clicked)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(translate("Letters", "The queue in letters"))
        self.refresh()
        self.view.update()

    def restyle(self) -> None:
        """Sizes in force."""
        edge = self.scale.px(9)
        self._column.setContentsMargins(edge, self.scale.px(12), edge, self.scale.px(12))
        self.view.updateGeometry()
        self.view.update()

    def _send_clicked(self, number: int) -> None:
        self.selection.set_send(number or None)

    def refresh(self) -> None:
        """The moment that is chosen."""
        found = [way for way in ways(self.feed) if way.kind is not WayKind.LISTENER]
        event = self.chosen_event()
        way = None
        number = self.selection.socket
        if event is not None and number in (None, event.socket):
            way = way_of(self.feed, event.socket, event.call, found)
        elif number is not None:
            event = None
            way = way_of(self.feed, number, "", found)
        way = way or busiest(self.feed, found)
        picture = Picture() if way is None else self._picture(way, event)
        self.view.show_picture(picture, self.selection.send or 0)
        self.view.setAccessibleDescription(self._spoken(picture))

    def _picture(self, way: Way, event: CallEvent | None) -> Picture:
        taken = self._taken(way, event)
        chosen = event is not None and taken is event
        queue: tuple[Letters, ...]
        if taken is not None and (chosen or not self._waiting(way)):
            queue = self._took(taken)
        else:
            queue = self._waiting(way)
        ends = [self.socket_of(way.source), self.socket_of(way.target)]
        writer, reader = (
            translate("Letters", "another program") if info is None else short_name(info)
            for info in ends
        )
        before = taken is not None and queue == self._took(taken) and bool(queue)
        return Picture(
            reader=reader,
            writer=writer,
            taken=None if taken is None else self._took(taken),
            call="" if taken is None else event_words.call_text(taken),
            queue=queue,
            before=before,
            sends=self._sends(queue),
            stream=way.kind is WayKind.STREAM,
        )

    def _taken(self, way: Way, event: CallEvent | None) -> CallEvent | None:
        """The recv in question: the chosen one, or the latest on that socket."""
        if event is not None and event.call in RECEIVING_CALLS and event.socket == way.target:
            return event
        events, position = self.feed.tape.events, self.feed.position
        stop = len(events) if position is None else self.feed.tape.index(position + 1)
        for place in range(stop - 1, max(-1, stop - 1 - _LOOK_BACK), -1):
            one = events[place]
            if one.socket == way.target and one.call in RECEIVING_CALLS and one.error is None:
                return one
        return None

    def _took(self, event: CallEvent) -> tuple[Letters, ...]:
        return tuple(
            Letters(piece.send, event.data[piece.start : piece.start + piece.count], piece.count)
            for piece in self.feed.flows.pieces(event.number)
        )

    def _waiting(self, way: Way) -> tuple[Letters, ...]:
        _send, receive = read_way(self.feed, way)
        found = []
        for portion in receive.portions:
            event = self.event_of(portion.event)
            data = b"" if event is None else event.data
            part = data[portion.offset : portion.offset + portion.count]
            found.append(Letters(portion.send, part, portion.count))
        return tuple(found)

    def _sends(self, queue: tuple[Letters, ...]) -> tuple[tuple[int, str, int], ...]:
        wanted = {part.send for part in queue if part.send}
        found = []
        for event in self.feed.tape.events[-_LOOK_BACK:]:
            if event.call not in SENDING_CALLS or not event.size:
                continue
            number = self.feed.flows.send_number(event.number)
            if number in wanted and number is not None:
                text = f"{event.call}({event_words.literal(event.data[:24], event.size)})"
                found.append((number, text, event.size))
        return tuple(found)

    def _spoken(self, picture: Picture) -> str:
        parts = []
        if picture.queue:
            blocks = ", ".join(
                f"{send_label(part.send)} {event_words.literal(part.data)}"
                for part in picture.queue
            )
            parts.append(f"{self.view.queue_words()}: {blocks}")
        if picture.taken is not None:
            data = b"".join(part.data for part in picture.taken)
            parts.append(f"{self.view.reader_words()}: {picture.call} → "
                         f"{event_words.literal(data)}")  # fmt: skip
        return ". ".join(parts)
