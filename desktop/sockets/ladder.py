"""The ladder: from what a person wrote down to the line of Python that sent it, and back up."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.net.trace import CallEvent
from desktop.sockets import event_words
from desktop.sockets.ladder_rung import RungButton
from desktop.sockets.ladder_steps import Hop, IrcLine, best_line, hops_of, lines_of, record_of
from desktop.sockets.pane import Pane, PaneLabel, scroll_area, short_name
from desktop.sockets.scaled_segment import ScaledSegment
from desktop.sockets.selection import Rung

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed
    from desktop.sockets.scale import Scale
    from desktop.sockets.selection import Selection

translate = QCoreApplication.translate

_ORDER = (Rung.BUBBLE, Rung.LINE, Rung.RECORD, Rung.BYTES, Rung.CALL, Rung.CODE)


class Ladder(Pane):
    """The steps of the chosen call, both of the message's hops.

    Signals: ``rung(name)``: the person went to a step ("bubble", "line", "record", "bytes",
    "call", "code").
    """

    rung = Signal(str)

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(feed, selection, scale, parent)
        self._title = PaneLabel(scale, "bodyStrong")
        self.switch = ScaledSegment(scale)
        self.empty = PaneLabel(scale, "small", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.steps = {rung: RungButton(rung, scale, self) for rung in _ORDER}
        self._hops: tuple[Hop, ...] = ()
        self._event: CallEvent | None = None
        self._lines: tuple[IrcLine, ...] = ()
        self._line = 0
        self._has_record = False
        self._shown_event = 0
        self._seen: tuple[int, Rung, int] = (0, Rung.CALL, 0)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addStretch()
        self._head.addWidget(self.switch)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.empty, 1)
        self._inside = QWidget()
        self._sides = QHBoxLayout(self._inside)
        self._rungs = (QVBoxLayout(), QVBoxLayout())
        for column in self._rungs:
            self._sides.addLayout(column)
        self._sides.setStretch(0, 1)
        self._places: tuple[int, tuple[Rung, ...]] = (0, ())
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._area = scroll_area(self._inside)
        self._column.addWidget(self._area, 1)
        for button in self.steps.values():
            button.key.connect(self._key)
            button.clicked.connect(lambda _=False, rung=button.rung: self.go(rung))
        self.switch.chosen.connect(self._hop_chosen)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("Ladder", "Layers"))
        self.empty.setText(
            translate(
                "Ladder",
                "Choose a call that carries bytes, or a message in the chat: its way down to the "
                "line of Python appears here.",
            )
        )
        self.switch.setAccessibleName(translate("Ladder", "Which hop of the message"))
        self._name_steps()
        self.refresh()

    def _name_steps(self) -> None:
        titles = {
            Rung.BUBBLE: translate("Ladder", "Bubble"),
            Rung.LINE: translate("Ladder", "IRC line"),
            Rung.RECORD: translate("Ladder", "TLS record"),
            Rung.BYTES: translate("Ladder", "Bytes"),
            Rung.CALL: translate("Ladder", "Call"),
            Rung.CODE: translate("Ladder", "Code"),
        }
        metrics = self.scale.metrics("small")
        width = max(metrics.horizontalAdvance(title) for title in titles.values())
        for rung, title in titles.items():
            self.steps[rung].set_title(title, width)

    def restyle(self) -> None:
        """Sizes in force."""
        edge = self.scale.px(14)
        self._column.setContentsMargins(edge, self.scale.px(10), edge, self.scale.px(10))
        self._column.setSpacing(self.scale.px(8))
        self._fit()
        if self._title.text():
            self._name_steps()
        for button in self.steps.values():
            button.updateGeometry()
            button.update()

    # --- what is shown ------------------------------------------------------------------------

    def refresh(self) -> None:
        """The steps of the chosen call."""
        event = self.chosen_event()
        if event is not None and not event.size:
            event = None
        number = 0 if event is None else event.number
        if number != self._shown_event:
            self._shown_event = number
            self._line = best_line(lines_of(event.data)) if event is not None else 0
        self._event = event
        self.empty.setVisible(event is None)
        self._area.setVisible(event is not None)
        if event is None:
            self._hops = ()
            self.switch.hide()
            return
        self._lines = lines_of(event.data)
        line = self._lines[min(self._line, len(self._lines) - 1)] if self._lines else None
        self._hops = hops_of(self.feed, event, line)
        self._show_hops(event)
        self._show_steps(event, line)

    def _show_hops(self, event: CallEvent) -> None:
        sends = {piece.send_event for piece in self.feed.flows.pieces(event.number)}
        here = event.number
        texts = [self._hop_text(hop) for hop in self._hops]
        at = next(
            (i for i, hop in enumerate(self._hops) if hop.event == here or hop.event in sends), 0
        )
        self.switch.setVisible(len(texts) > 1)
        self.switch.set_options(texts, at)

    def _hop_text(self, hop: Hop) -> str:
        ends = []
        for number in (hop.source, hop.target):
            info = self.socket_of(number)
            ends.append(translate("Ladder", "another program") if info is None
                        else self._end_name(number))  # fmt: skip
        return f"{ends[0]} → {ends[1]}"

    def _end_name(self, number: int) -> str:
        info = self.socket_of(number)
        return "" if info is None else short_name(info)

    def _show_steps(self, event: CallEvent, line: IrcLine | None) -> None:
        number = self.feed.flows.send_number(event.number)
        if number is None:
            pieces = self.feed.flows.pieces(event.number)
            number = next((piece.send for piece in pieces if piece.send), 0)
        record = record_of(event.data)
        sealed = translate("Ladder", "encrypted: cannot be read here")
        said = line.said if line is not None else None
        absent = sealed if record else translate("Ladder", "not a person's words")
        self.steps[Rung.BUBBLE].show_step(
            absent if said is None else said, color=number or 0, absent=said is None
        )
        absent = sealed if record else translate("Ladder", "no whole IRC line")
        self.steps[Rung.LINE].show_step(
            absent if line is None else _folded(line),
            note="" if line is None else self._parts(line),
            color=number,
            right=self._line_place(),
            absent=line is None,
        )
        if record is not None:
            size = event_words.short_size(record.size)
            self.steps[Rung.RECORD].show_step(record.kind, right=size, color=number)
        self.steps[Rung.BYTES].show_step(
            _short_hex(event.data, event.size), right=event_words.short_size(event.size),
            color=number,
        )  # fmt: skip
        icon = "arrow-down" if event.call.startswith("recv") else "arrow-up"
        call = f"{event_words.call_text(event)} → {event_words.result_text(event)}"
        self.steps[Rung.CALL].show_step(call, color=number, icon=icon)
        place = f"{PurePath(event.file).name}:{event.line}" if event.file else ""
        unknown = translate("Ladder", "not known")
        self.steps[Rung.CODE].show_step(place or unknown, color=number)
        for rung, button in self.steps.items():
            button.current = rung is self.selection.rung
            button.update()
        self._has_record = record is not None
        self._fit()
        self._show_current()

    def _show_current(self) -> None:
        """Scroll to the step on which the person stands, when it is another than before."""
        seen = (self._shown_event, self.selection.rung, self._area.height())
        if seen != self._seen:
            self._seen = seen
            self._inside.adjustSize()
            self._area.ensureWidgetVisible(self.steps[self.selection.rung], 0, self.scale.px(12))

    def _line_place(self) -> str:
        if len(self._lines) < 2:
            return ""
        text = translate("Ladder", "%1 of %2").replace("%1", str(self._line + 1))
        return text.replace("%2", str(len(self._lines)))

    def _parts(self, line: IrcLine) -> str:
        message = line.message
        parts = []
        if message.tags:
            parts.append(translate("Ladder", "tags: %1").replace("%1", ", ".join(message.tags)))
        if message.source:
            parts.append(translate("Ladder", "from %1").replace("%1", message.from_.nick))
        parts.append(translate("Ladder", "command %1").replace("%1", message.command))
        if message.params[:-1] or (message.params and line.said is None):
            target = " ".join(message.params[:-1] if line.said is not None else message.params)
            parts.append(
                (translate("Ladder", "to %1") if line.said is not None
                 else translate("Ladder", "with %1")).replace("%1", target)
            )  # fmt: skip
        if line.said is not None:
            parts.append(translate("Ladder", "text “%1”").replace("%1", line.said))
        return _visible(" · ".join(parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The step on which the person stands stays in view."""
        super().resizeEvent(event)
        self._fit()
        self.refresh_soon()

    def _fit(self) -> None:
        """Closer together where there is little room."""
        low = self.height() < self.scale.px(300)
        for button in self.steps.values():
            button.set_compact(low)
        for column in self._rungs:
            column.setSpacing(self.scale.px(4 if low else 7))
        columns = 2 if low and self.width() > self.scale.px(600) else 1
        self._sides.setSpacing(self.scale.px(8) if columns > 1 else 0)
        self._place(columns)

    def _place(self, columns: int) -> None:
        """One below the other; in a wide and low place down the left, then down the right."""
        shown = tuple(rung for rung in _ORDER if rung is not Rung.RECORD or self._has_record)
        if (columns, shown) == self._places:
            return
        self._places = (columns, shown)
        first = len(shown) // 2 if columns > 1 else len(shown)
        for column, part in zip(self._rungs, (shown[:first], shown[first:]), strict=True):
            while column.count():
                column.takeAt(0)
            for rung in part:
                column.addWidget(self.steps[rung])
            column.addStretch()
        self._sides.setStretch(1, 1 if columns > 1 else 0)
        self.steps[Rung.RECORD].setVisible(self._has_record)

    # --- going ----------------------------------------------------------------------------------

    def go(self, rung: Rung) -> None:
        """To a step: everybody hears of it."""
        self.selection.set_rung(rung)
        for button in self.steps.values():
            button.current = button.rung is rung
            button.update()
        self.steps[rung].setFocus()
        if rung is Rung.BUBBLE and self._event is not None:
            text = self._event.data.decode("utf-8", "replace")
            if self._lines:  # of several lines the one that is shown, with its msgid
                text = self._lines[min(self._line, len(self._lines) - 1)].text
            self.selection.message_wanted.emit(text)
        self.rung.emit(str(rung))

    def _key(self, key: Qt.Key) -> None:
        """Down and Enter: a step down; Up and Backspace: a step up; left and right: another line
        of the same bytes."""
        shown = [rung for rung in _ORDER if not self.steps[rung].isHidden()]
        here = shown.index(self.selection.rung) if self.selection.rung in shown else 0
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(shown[min(here + 1, len(shown) - 1)])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backspace):
            self.go(shown[max(here - 1, 0)])
        elif len(self._lines) > 1:
            step = 1 if key == Qt.Key.Key_Right else -1
            self._line = (self._line + step) % len(self._lines)
            self.refresh()

    def _hop_chosen(self, place: int) -> None:
        hop = self._hops[place]
        event = self.event_of(hop.event)
        if event is not None:
            self.selection.set_event(
                event.number,
                send=self.feed.flows.send_number(event.number),
                socket=event.socket,
                actor=event.actor,
            )


def _folded(line: IrcLine) -> str:
    """The line with its tags and the writer's address folded, so that the words fit."""
    text, chip = line.text, ""
    if text.startswith("@"):
        chip, text = "@… ", text.partition(" ")[2].lstrip(" ")
    if text.startswith(":"):
        source, space, rest = text.partition(" ")
        nick, mark, _ = source.partition("!")
        text = f"{nick}{mark}…{space}{rest}" if mark else text
    return chip + _visible(text)


def _visible(text: str) -> str:
    """Control characters as Python writes them: they would draw nothing."""
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in text)


def _short_hex(data: bytes, size: int) -> str:
    if len(data) <= 8 and size == len(data):
        return data.hex(" ").upper()
    head = data[:3].hex(" ").upper()
    return f"{head} … {data[-3:].hex(' ').upper()}" if size == len(data) else f"{head} …"
