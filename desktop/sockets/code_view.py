"""The Python file of the chosen call, with everybody's place in it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.net.trace import RECEIVING_CALLS, ActorSnapshot, ActorState, CallEvent
from desktop.sockets import event_words
from desktop.sockets.code_area import CodeView, Mark, MarkKind
from desktop.sockets.code_source import find_source
from desktop.sockets.pane import Pane, PaneLabel, ScaledIcon, short_name
from desktop.sockets.pane_counts import counts
from desktop.sockets.program_words import program_word

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed
    from desktop.sockets.scale import Scale
    from desktop.sockets.selection import Selection

translate = QCoreApplication.translate

_LOOK_BACK = 400
_SOURCES_KEPT = 24


class CodePane(Pane):
    """The file, its name, and marks: raised, parked, in the kernel, returned.

    ``give_source`` shows a text in place of a file (a lesson's program).
    """

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(feed, selection, scale, parent)
        self._icon = ScaledIcon("file-code", scale)
        self.name = PaneLabel(scale, "bodyStrong")
        self.state = PaneLabel(scale, "small", "muted")
        self.view = CodeView(scale)
        self.missing = PaneLabel(scale, "body", "muted", wrap=True)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._given: dict[str, str] = {}
        self._read: dict[str, str | None] = {}
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self._icon)
        self._head.addWidget(self.name, 1)
        self._head.addWidget(self.state)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.missing, 1)
        self.view.mark_clicked.connect(self._mark_clicked)
        self.restyle()
        self.retranslate()

    def give_source(self, file: str, text: str) -> None:
        """Show this text wherever the calls say ``file``."""
        self._given[file] = text
        self.refresh_soon()

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(translate("CodeView", "Python source"))
        self.refresh()

    def restyle(self) -> None:
        """Sizes in force."""
        edge = self.scale.px(14)
        self._head.setContentsMargins(edge, self.scale.px(10), edge, 0)
        self._column.setContentsMargins(0, 0, 0, self.scale.px(8))
        self._column.setSpacing(self.scale.px(8))
        self.missing.setContentsMargins(edge, 0, edge, 0)

    # --- what is shown ------------------------------------------------------------------------

    def refresh(self) -> None:
        """The file of the chosen call, or of the latest."""
        file, line = self._place()
        if not file:
            self._show_missing(
                "",
                translate("CodeView", "Choose a call to see the line of Python that made it."),
            )
            return
        name = PurePath(file).name
        text = self._source(file)
        if text is None:
            sentence = translate(
                "CodeView",
                "The source of %1 is not on this computer, so only the place is known: line %2.",
            )
            self._show_missing(name, sentence.replace("%1", name).replace("%2", str(line)))
            return
        self.missing.hide()
        self._icon.show()
        self.view.show()
        self.view.set_source(text)
        self.name.setText(name)
        self.name.setToolTip(file)
        marks = self._marks(file)
        self.view.set_marks(marks, line)
        self.state.setText(self._state_words(marks, line))

    def _show_missing(self, name: str, sentence: str) -> None:
        self.name.setText(name)
        self.state.setText("")
        self._icon.setVisible(bool(name))
        self.view.hide()
        self.missing.setText(sentence)
        self.missing.show()

    def _source(self, file: str) -> str | None:
        if file in self._given:
            return self._given[file]
        if file not in self._read:
            if len(self._read) >= _SOURCES_KEPT:
                self._read.clear()
            self._read[file] = find_source(file)
        return self._read[file]

    def _place(self) -> tuple[str, int]:
        """The file and line that are asked for."""
        event = self.chosen_event()
        if event is not None and event.file:
            return event.file, event.line
        actors = self.feed.actors()
        chosen = [a for a in actors if a.info.number == self.selection.actor and a.pending]
        for actor in chosen + [a for a in actors if a.state is ActorState.PARKED]:
            if actor.pending is not None and actor.pending.file:
                return actor.pending.file, actor.pending.line
        last = next((e for e in self._latest() if e.file), None)
        return (last.file, last.line) if last is not None else ("", 0)

    def _latest(self) -> list[CallEvent]:
        """The last call of each actor, newest first."""
        events, position = self.feed.tape.events, self.feed.position
        stop = len(events) if position is None else self.feed.tape.index(position + 1)
        found: dict[int, CallEvent] = {}
        for place in range(stop - 1, max(-1, stop - 1 - _LOOK_BACK), -1):
            found.setdefault(events[place].actor, events[place])
        return list(found.values())

    def _marks(self, file: str) -> list[Mark]:
        """Who is where in the file; several at one line with one state are told together."""
        found: dict[tuple[int, MarkKind], list[tuple[str, int, int]]] = {}

        def add(line: int, kind: MarkKind, text: str, send: int = 0, event: int = 0) -> None:
            found.setdefault((line, kind), []).append((text, send, event))

        chosen = self.chosen_event()
        if chosen is not None and chosen.file == file:
            kind = MarkKind.RETURNED if chosen.error is None else MarkKind.RAISED
            add(chosen.line, kind, self._result(chosen), self._send(chosen), chosen.number)
        waiting = set()
        for actor in self.feed.actors():
            call = actor.pending
            if call is None or call.file != file:
                continue
            waiting.add(actor.info.number)
            if actor.state is ActorState.PARKED:
                add(call.line, MarkKind.PARKED, self._whose(actor))
            elif actor.state is ActorState.IN_KERNEL:
                add(call.line, MarkKind.KERNEL, self._whose(actor))
        for event in self._latest():
            if event.error is not None and event.file == file and event is not chosen:
                add(event.line, MarkKind.RAISED, self._who(event.actor), event=event.number)
        marks = []
        order = list(MarkKind)  # of several at one line, the most telling first
        for (line, kind), items in sorted(
            found.items(), key=lambda item: (item[0][0], order.index(item[0][1]))
        ):
            text, send, number = items[0]
            if len(items) > 1 and kind is not MarkKind.RETURNED:
                text = counts().threads(len(items))
            marks.append(Mark(line, kind, text, send, number))
        return marks

    def _result(self, event: CallEvent) -> str:
        if event.error is not None:
            return event_words.result_text(event)
        if event.call in RECEIVING_CALLS and event.size:
            size = event_words.short_size(event.size)
            return translate("CodeView", "returned %1").replace("%1", size)
        result = event_words.result_text(event)
        return translate("CodeView", "returned %1").replace("%1", result)

    def _send(self, event: CallEvent) -> int:
        number = self.feed.flows.send_number(event.number)
        if number is not None:
            return number
        pieces = self.feed.flows.pieces(event.number)
        return pieces[0].send if len(pieces) == 1 else 0

    def _who(self, number: int) -> str:
        actor = next((a for a in self.feed.actors() if a.info.number == number), None)
        return self._whose(actor) if actor is not None else program_word(self.feed.name_of(number))

    def _whose(self, actor: ActorSnapshot) -> str:
        """For whom an actor works: the peer of its socket; of others their own name."""
        call = actor.pending
        peer = self.feed.flows.peer(call.socket) if call is not None else None
        info = self.socket_of(peer)
        if actor.info.subject and info is not None:
            return translate("CodeView", "for %1").replace("%1", short_name(info))
        if call is not None and call.call == "accept":
            return call.call
        return program_word(actor.info.name)

    def _state_words(self, marks: list[Mark], line: int) -> str:
        here = next((m for m in marks if m.line == line), marks[0] if marks else None)
        if here is None:
            return translate("CodeView", "line %1").replace("%1", str(line)) if line else ""
        words = {
            MarkKind.RAISED: translate("CodeView", "line %1 raised"),
            MarkKind.PARKED: translate("CodeView", "line %1 is parked"),
            MarkKind.KERNEL: translate("CodeView", "line %1 in the kernel"),
        }
        text = words.get(here.kind, translate("CodeView", "line %1 returned"))
        return text.replace("%1", str(here.line))

    def _mark_clicked(self, mark: Mark) -> None:
        event = self.event_of(mark.event) if mark.event else None
        if event is not None:
            self.selection.set_event(
                event.number,
                send=self.feed.flows.send_number(event.number),
                socket=event.socket,
                actor=event.actor,
            )
