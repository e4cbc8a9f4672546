"""What the learner predicts: big rows to choose from, or a line to type a number or a text in.

A wrong prediction is neutral, never red: the row keeps "your answer", and the real run puts "so it
happened" on the row that it decided for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.lab.lesson_text import Block, Span, plain
from desktop.lessons.option_row import OptionRow
from desktop.lessons.step_text import BlocksView, SpanLabel
from desktop.sockets.scale import Scale
from desktop.widgets import Field

Kind = Literal["choice", "number", "text"]
LONGEST = 120


class Prediction(QWidget):
    """A question and its answers. Signals: ``answered(text)``: the number of an option from 1, or
    what was typed; told at each choice, and on Enter in a field."""

    answered = Signal(str)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._kind: Kind = "choice"
        self._locked = False
        self.question = SpanLabel(scale, "title")
        self.text = BlocksView(scale)
        self.rows: list[OptionRow] = []
        self.field = Field()
        self.field.submitted.connect(self._submitted)
        self.field.changed.connect(self._typed)
        self.field.edit.setMaxLength(LONGEST)
        self._rows = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.px(10))
        column.addWidget(self.question)
        column.addWidget(self.text)
        column.addLayout(self._rows)
        column.addWidget(self.field)
        scale.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    # --- the question -------------------------------------------------------------------------

    def ask(
        self,
        kind: Kind,
        question: Sequence[Span],
        text: Sequence[Block] = (),
        options: Sequence[Sequence[Span]] = (),
    ) -> None:
        """Ask anew: nothing is answered yet, and answers are taken."""
        self._kind = kind
        self.question.set_spans(question)
        self.text.set_blocks(text)
        self._clear_rows()
        for number, spans in enumerate(options, start=1):
            self._add_row(number, spans)
        self.field.setVisible(kind != "choice")
        self.field.set_accessible(plain(question))
        self.field.set_text("")
        self.field.set_error("")
        self._locked = False

    def _add_row(self, number: int, spans: Sequence[Span]) -> OptionRow:
        row = OptionRow(number, spans, self._scale, self)
        row.clicked.connect(lambda _checked=False: self.choose(row.number))
        self.rows.append(row)
        self._rows.addWidget(row)
        row.show()
        return row

    def _clear_rows(self) -> None:
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows.clear()

    # --- the answer ---------------------------------------------------------------------------

    @property
    def is_locked(self) -> bool:
        """Whether the run has decided, or the answer is no longer taken."""
        return self._locked

    def answer(self) -> str:
        """The number of the chosen option, or what was typed; "" for none."""
        if self._kind == "choice":
            return next((str(row.number) for row in self.rows if row.isChecked()), "")
        return self.field.text().strip()

    def choose(self, number: int) -> bool:
        """Choose an option by its key; False where there is none, or where it is too late."""
        if self._locked or self._kind != "choice" or not 1 <= number <= len(self.rows):
            return False
        self.set_answer(str(number))
        self.answered.emit(str(number))
        return True

    def set_answer(self, answer: str) -> None:
        """Put an answer in, without a signal."""
        if self._kind != "choice":
            self.field.set_text(answer)
        for row in self.rows:
            row.setChecked(bool(row.number) and str(row.number) == answer)
            row.update()

    def _typed(self, _text: str) -> None:
        self.field.set_error("")

    def _submitted(self) -> None:
        if self._locked:
            return
        fault = self.fault()
        self.field.set_error(fault)
        if not fault and self.answer():
            self.answered.emit(self.answer())

    def fault(self) -> str:
        """What is wrong with what was typed, in words; "" where nothing is, or nothing is typed."""
        text = self.answer()
        if self._kind == "number" and text and parse_number(text) is None:
            return self.tr("This is no number. Write it in figures, for example 11.")
        return ""

    # --- the run decided ----------------------------------------------------------------------

    def lock(self) -> None:
        """No more answers are taken."""
        self.show_result(None)

    def show_result(self, real: str | None, *, answer: str | None = None) -> None:
        """Mark what really happened: the number of an option, or another value in words.

        None: nothing is known of it; ``answer``: what the learner had said, where it is known
        better than from the rows.
        """
        own = self.answer() if answer is None else answer
        self._locked = True
        if self._kind != "choice":
            self._clear_rows()
            if own:
                self._add_row(0, (Span(own, "code"),)).setChecked(True)
        number = int(real) if self._kind == "choice" and real and real.isdecimal() else 0
        found = 1 <= number <= len(self.rows)
        if real is not None and not found:
            same = [r for r in self.rows if self._kind != "choice" and _same(r.text(), real)]
            row = same[0] if same else self._add_row(0, (Span(real, "code"),))
            number = self.rows.index(row) + 1
        for place, row in enumerate(self.rows, start=1):
            row.set_marks(locked=True, real=real is not None and place == number)
        self.field.setVisible(False)

    def unlock(self) -> None:
        """Take answers again; the one that was given stays."""
        if not self._locked:
            return
        own = self.answer() if self._kind == "choice" else ""
        self._locked = False
        for row in [row for row in self.rows if not row.number]:
            self.rows.remove(row)
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.set_answer(own)
        for row in self.rows:
            row.set_marks(locked=False, real=False)
        self.field.setVisible(self._kind != "choice")

    def minimumSizeHint(self) -> QSize:
        """How high it really is, its width decides."""
        return QSize(0, 0)

    def focus_first(self) -> None:
        """Put the keyboard where the answer is given."""
        if self._kind != "choice":
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from row to row."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        at = next((n for n, row in enumerate(self.rows) if row.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        self.rows[(at + step) % len(self.rows)].setFocus(Qt.FocusReason.TabFocusReason)

    # --- look and language ----------------------------------------------------------------------

    def _restyle(self) -> None:
        self._rows.setSpacing(self._scale.px(8))
        self.field.edit.setFont(self._scale.font("mono"))
        self.field.edit.setFixedHeight(self._scale.px(40))
        self.field.setFixedHeight(self._scale.px(40))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.field.set_placeholder(self.tr("Your answer, then Enter"))
        for row in self.rows:
            row.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def parse_number(text: str) -> float | None:
    """A number as people write it: "1 024", "0,5"; None where it is none."""
    bare = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    try:
        number = float(bare.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None  # NaN is less than nothing


def _same(first: str, second: str) -> bool:
    a, b = parse_number(first), parse_number(second)
    if a is not None and b is not None:
        return a == b
    return first.strip().casefold() == second.strip().casefold()
