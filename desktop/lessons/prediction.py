"""What the learner predicts: big rows to choose from, or a line to type a number or a text in.

A wrong prediction is neutral, never red: the row keeps "your answer", and the real run puts "so it
happened" on the row that it decided for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.lab.lesson_text import Block, Span, plain
from desktop.lessons.step_text import BlocksView, SpanLabel
from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.widgets import Field, paint_focus

Kind = Literal["choice", "number", "text"]
LONGEST = 120


class _Mark(QWidget):
    """ "your answer" or "so it happened": an icon and a word at the end of a row."""

    def __init__(self, icon: str, color: str, scale: Scale, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._color, self._scale = icon, color, scale
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_word(self, text: str) -> None:
        self._text = text
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self._scale.metrics(self._role)
        side = self._scale.px(16)
        width = side + self._scale.px(6) + metrics.horizontalAdvance(self._text) + 1
        return QSize(round(width), max(side, round(metrics.height())))

    @property
    def _role(self) -> str:
        return "bodyStrong" if self._color == "accentInk" else "body"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self._scale.px(16)
        pixmap = theme().pixmap(self._icon, self._color, side, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - side) // 2, pixmap)
        painter.setFont(self._scale.font(self._role))
        painter.setPen(theme().color(self._color))
        box = self.rect().adjusted(side + self._scale.px(6), 0, 0, 0)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text
        )


class OptionRow(QAbstractButton):
    """One answer to choose. ``number`` is its key, 0 for a row that cannot be chosen."""

    def __init__(
        self, number: int, spans: Sequence[Span], scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.number = number
        self._scale = scale
        self._real = False
        self._locked = False
        self.setCheckable(True)
        self.setText(plain(spans))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._label = SpanLabel(scale, "bodyMedium", parent=self)
        self._label.set_spans(spans)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._own = _Mark("user", "text", scale, self)
        self._so = _Mark("circle-check", "accentInk", scale, self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._marks = QVBoxLayout()
        self._marks.setSpacing(scale.px(2))
        self._marks.addWidget(self._own, 0, Qt.AlignmentFlag.AlignRight)
        self._marks.addWidget(self._so, 0, Qt.AlignmentFlag.AlignRight)
        self._row.addWidget(self._label, 1)
        self._row.addLayout(self._marks)
        scale.changed.connect(self._restyle)
        theme().changed.connect(self.update)
        self._restyle()
        self.retranslate()

    def _restyle(self) -> None:
        px = self._scale.px
        self._row.setContentsMargins(px(40), px(10), px(12), px(10))
        self._row.setSpacing(px(8))
        self.setMinimumHeight(px(44))
        self.updateGeometry()

    def retranslate(self) -> None:
        """Set every text anew."""
        self._own.set_word(self.tr("your answer"))
        self._so.set_word(self.tr("so it happened"))
        self._tell()

    def _tell(self) -> None:
        words = [self.text()]
        if self._locked and self.isChecked():
            words.append(self.tr("your answer"))
        if self._real:
            words.append(self.tr("so it happened"))
        self.setAccessibleName(", ".join(words))

    def set_marks(self, *, locked: bool, real: bool) -> None:
        """``locked``: the answer is given for good; ``real``: the run came out so."""
        self._locked, self._real = locked, real
        self._own.setVisible(locked and self.isChecked())
        self._so.setVisible(real)
        self._tell()
        self._fit()
        self.updateGeometry()
        self.update()

    def _fit(self) -> None:
        """The marks stand beside the words, or below them where that is too narrow."""
        marks = [mark for mark in (self._own, self._so) if not mark.isHidden()]
        font = "mono" if self._label.is_code() else "bodyMedium"
        longest = max(self.text().split() or [""], key=len) if font != "mono" else self.text()
        words = self._scale.metrics(font).horizontalAdvance(longest) * 1.1
        wanted = self._scale.px(64) + words + max((m.sizeHint().width() for m in marks), default=0)
        beside = not marks or wanted <= self.width()
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)

    @property
    def is_real(self) -> bool:
        """Whether the run came out so."""
        return self._real

    def sizeHint(self) -> QSize:
        """As high as the words need."""
        width = max(self.width(), 120)
        height = self._row.heightForWidth(width) if self._row.hasHeightForWidth() else 0
        return QSize(200, max(height, self._row.sizeHint().height(), self._scale.px(44)))

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words need at this width."""
        return max(self._row.totalHeightForWidth(width), self._scale.px(44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words wrap anew."""
        super().resizeEvent(event)
        self._fit()
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        super().enterEvent(event)
        self.update()

    def nextCheckState(self) -> None:
        """A press chooses, and never takes the choice back."""
        if self.number and not self._locked:
            self.setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, border, and the radio mark with its key in it."""
        look, px = theme(), self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        chosen = self.isChecked()
        width = self._scale.pen(2 if self._real or chosen else 1)
        border = "accent" if self._real else "text" if chosen else "edge"
        ground = "accentSoft" if self._real else "surface"
        color = look.color(ground)
        if self.underMouse() and not self._locked:
            color = look.over("hover", ground)
        painter.setPen(QPen(look.color(border), width))
        painter.setBrush(color)
        inset = width / 2
        radius = look.radius_control
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
        side = px(18)
        ring = QRectF(px(12), (box.height() - side) / 2, side, side)
        painter.setPen(QPen(look.color("text" if chosen else "muted"), self._scale.pen(1.25)))
        painter.setBrush(look.color("text") if chosen else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        if self.number:
            painter.setFont(self._scale.font("badge"))
            painter.setPen(look.color("surface" if chosen else "muted"))
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self.number))
        if self.hasFocus() and not (self._real or chosen):
            paint_focus(painter, box, radius)
        elif self.hasFocus():
            paint_focus(painter, box.adjusted(3, 3, -3, -3), radius - 1)


class Prediction(QWidget):
    """A question and its answers. Signals: ``answered(text)``: the number of an option from 1, or
    what was typed; told at each choice, and on Enter in a field."""

    answered = Signal(str)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._kind: Kind = "choice"
        self._locked = False
        self._result: str | None = None
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
        """Ask; an answer that was given before is kept where the question is only retold."""
        same = kind == self._kind and len(options) == len([r for r in self.rows if r.number])
        answer, result = (self.answer(), self._result) if same else ("", None)
        locked = self._locked and same
        self._kind = kind
        self.question.set_spans(question)
        self.text.set_blocks(text)
        self._clear_rows()
        for number, spans in enumerate(options, start=1):
            self._add_row(number, spans)
        self.field.setVisible(kind != "choice")
        self.field.set_accessible(plain(question))
        self.field.set_text("" if kind == "choice" else answer)
        self._locked, self._result = False, None
        self.set_answer(answer)
        if locked:
            self.show_result(result, answer=answer)

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
        self._locked, self._result = True, real
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
        self._locked, self._result = False, None
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
