"""Python source with marks at the lines where somebody is: lessons and the lab use it too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from desktop.sockets.code_source import Run, Word, words_of
from desktop.sockets.pane_paint import badge_width, paint_badge
from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import paint_focus
from desktop.widgets.accessible_role import set_role


class MarkKind(StrEnum):
    """What somebody does at a line."""

    RETURNED = "returned"
    RAISED = "raised"
    PARKED = "parked"
    KERNEL = "kernel"
    NOTE = "note"  # a remark in muted letters, the line itself stays plain


_LOOKS = {
    MarkKind.RETURNED: ("corner-down-left", "running"),
    MarkKind.RAISED: ("circle-x", "danger"),
    MarkKind.PARKED: ("pause", "parked"),
    MarkKind.KERNEL: ("hourglass", "kernel"),
    MarkKind.NOTE: ("", "muted"),
}
_WORDS = {
    Word.PLAIN: "text",
    Word.KEYWORD: "kernel",
    Word.STRING: "running",
    Word.NUMBER: "server",
    Word.COMMENT: "muted",
}


@dataclass(frozen=True)
class Mark:
    """Somebody is at a line (from 1): ``text`` in words, perhaps the № of a send, and the number
    of the event it stands for (0: none)."""

    line: int
    kind: MarkKind
    text: str
    send: int = 0
    event: int = 0


class CodeView(QAbstractScrollArea):
    """Numbered lines in colours, with marks. Up and Down go through the lines, Ctrl+C copies.

    Signals: ``mark_clicked(mark)``: the person clicked a marked line, or pressed Enter there.
    """

    mark_clicked = Signal(object)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._source = ""
        self._lines: tuple[tuple[Run, ...], ...] = ()
        self._marks: dict[int, list[Mark]] = {}
        self._main = self._asked_main = 0
        self.cursor_line = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        set_role(self, QAccessible.Role.Document)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)
        self.setCornerWidget(QWidget())
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        scale.changed.connect(self.restyle)
        theme().changed.connect(self.viewport().update)

    # --- content ------------------------------------------------------------------------------

    def set_source(self, source: str) -> None:
        """Show a Python text."""
        if source != self._source:
            self._source = source
            self._lines = words_of(source) if source else ()
            self.cursor_line = self._main = self._asked_main = 0
            self.verticalScrollBar().setValue(0)
            self.restyle()

    @property
    def source(self) -> str:
        """The text that is shown."""
        return self._source

    def set_marks(self, marks: Sequence[Mark], main: int = 0) -> None:
        """Who is where; the line ``main`` (0: the first mark's) is brought into view when it is
        another than before."""
        found: dict[int, list[Mark]] = {}
        for mark in marks:
            found.setdefault(mark.line, []).append(mark)
        if found == self._marks and main == self._asked_main:
            return
        self._marks, self._asked_main = found, main
        wanted = main or next((mark.line for mark in marks if mark.kind is not MarkKind.NOTE), 0)
        if wanted != self._main:
            self._main = wanted
            if wanted:
                self.cursor_line = wanted
                self.show_line(wanted)
        self.viewport().update()
        self._describe()

    def marks(self) -> tuple[Mark, ...]:
        """All marks, by line."""
        return tuple(mark for line in sorted(self._marks) for mark in self._marks[line])

    def _describe(self) -> None:
        """Say the line with the cursor, and who is there."""
        line = self.cursor_line
        if not 1 <= line <= len(self._lines):
            self.setAccessibleDescription("")
            return
        text = "".join(run.text for run in self._lines[line - 1]).strip()
        notes = ", ".join(mark.text for mark in self._marks.get(line, ()))
        self.setAccessibleDescription(f"{line}: {text}" + (f" ({notes})" if notes else ""))

    # --- measures -----------------------------------------------------------------------------

    @property
    def _row(self) -> int:
        return round(self._scale.metrics("mono").height() + self._scale.px(5))

    @property
    def _gutter(self) -> float:
        digits = max(2, len(str(len(self._lines))))
        width = self._scale.metrics("monoSmall").horizontalAdvance("0" * digits)
        return width + self._scale.px(14) + self._scale.px(10)

    def restyle(self) -> None:
        """Sizes in force."""
        widest = max((sum(len(run.text) for run in line) for line in self._lines), default=0)
        across = self._gutter + widest * self._scale.metrics("mono").horizontalAdvance("0")
        bar = self.verticalScrollBar()
        bar.setSingleStep(self._row)
        bar.setPageStep(self.viewport().height())
        over = max(0, len(self._lines) * self._row - self.viewport().height())
        bar.setRange(0, math.ceil(over / self._row) * self._row)  # whole lines, also at the end
        side = self.horizontalScrollBar()
        side.setPageStep(self.viewport().width())
        side.setSingleStep(self._scale.px(20))
        side.setRange(0, max(0, round(across) + self._scale.px(8) - self.viewport().width()))
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Eight lines, or all of them where there are fewer."""
        rows = min(max(3, len(self._lines)), 14)
        return QSize(self._scale.px(300), rows * self._row)

    def minimumSizeHint(self) -> QSize:
        """Three lines."""
        return QSize(self._scale.px(160), 3 * self._row)

    def show_line(self, line: int) -> None:
        """Bring a line into view, with some lines around it."""
        top, bar = (line - 1) * self._row, self.verticalScrollBar()
        height = self.viewport().height()
        self._show_across(line)
        if top < bar.value() + self._row or top + 2 * self._row > bar.value() + height:
            bar.setValue((top - height // 2) // self._row * self._row)

    def _show_across(self, line: int) -> None:
        """Scroll the indentation away where a line and its marks do not fit side by side."""
        if not 1 <= line <= len(self._lines):
            return
        text = "".join(run.text for run in self._lines[line - 1])
        wide = self._scale.metrics("mono").horizontalAdvance("0")
        marks = sum(self._mark_width(mark) + self._scale.px(12) for mark in self._marks_at(line))
        room = self.viewport().width() - self._gutter - marks
        indent = len(text) - len(text.lstrip())
        over = max(0.0, len(text) * wide - room)
        steps = min(math.ceil(over / wide), max(0, indent - 1))  # whole letters, of indentation
        self.horizontalScrollBar().setValue(round(steps * wide))

    def _marks_at(self, line: int) -> list[Mark]:
        return self._marks.get(line, [])

    def _mark_width(self, mark: Mark) -> float:
        width = self._scale.metrics("captionMedium").horizontalAdvance(mark.text)
        if _LOOKS[mark.kind][0]:
            width += self._scale.px(13) + self._scale.px(4)
        if mark.send:
            width += badge_width(mark.send, self._scale) + self._scale.px(6)
        return width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other ranges; the marked line stays in view."""
        super().resizeEvent(event)
        self.restyle()
        if self._main:
            self.show_line(self._main)

    # --- drawing ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines that can be seen."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self.verticalScrollBar().value()
        first = top // self._row
        last = (top + self.viewport().height()) // self._row + 1
        for place in range(first, min(last, len(self._lines))):
            self._paint_line(painter, place + 1, place * self._row - top)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.viewport().rect()), 4)

    def _paint_line(self, painter: QPainter, line: int, top: int) -> None:
        look, scale = theme(), self._scale
        marks = self._marks_at(line)
        shown = [mark for mark in marks if mark.kind is not MarkKind.NOTE]
        box = QRectF(0, top, self.viewport().width(), self._row)
        if shown:
            color = look.color(_LOOKS[shown[0].kind][1])
            painter.fillRect(box, mix(color, look.color("surface"), 0.16))
            painter.fillRect(QRectF(0, top, scale.px(4), self._row), color)
        elif line == self.cursor_line and self.hasFocus():
            painter.fillRect(box, look.over("hover", "surface"))
        number_width = self._gutter - scale.px(10)
        painter.setFont(scale.font("monoSmall"))
        painter.setPen(look.color("text" if shown else "muted"))
        painter.drawText(QRectF(0, top, number_width, self._row),
                         Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                         str(line))  # fmt: skip
        painter.setFont(scale.font("mono"))
        left = self._gutter - self.horizontalScrollBar().value()
        painter.save()
        painter.setClipRect(QRectF(self._gutter, top, box.width(), self._row))
        wide = scale.metrics("mono").horizontalAdvance("0")
        for run in self._lines[line - 1]:
            painter.setPen(self._ink(run.word))
            painter.drawText(QRectF(left, top, len(run.text) * wide + 40, self._row),
                             Qt.AlignmentFlag.AlignVCenter, run.text)  # fmt: skip
            left += scale.metrics("mono").horizontalAdvance(run.text)
        painter.restore()
        self._paint_marks(painter, box, marks, left + scale.px(12))

    def _ink(self, word: Word) -> QColor:
        look = theme()
        name = _WORDS[word]
        return look.color(name) if name in ("text", "muted") else look.ink(look.color(name))

    def _paint_marks(
        self, painter: QPainter, box: QRectF, marks: list[Mark], code_end: float
    ) -> None:
        """From the right end inwards; a ground of the line's colour covers code that is longer."""
        look, scale = theme(), self._scale
        right = box.right() - scale.px(8)
        middle = box.center().y()
        role = "captionMedium"
        for mark in marks:
            icon, token = _LOOKS[mark.kind]
            color = look.color(token)
            size = scale.px(13)
            width = self._mark_width(mark)
            left = right - width
            ground = look.color("surface")
            if mark.kind is not MarkKind.NOTE:
                ground = mix(color, ground, 0.16)
            if left < code_end:
                cover = QRectF(left - scale.px(6), box.top(), width + scale.px(14), box.height())
                painter.fillRect(cover, ground)
            x = left
            if icon:
                pixmap = look.pixmap(icon, token, size, self.devicePixelRatioF())
                painter.drawPixmap(round(x), round(middle - size / 2), pixmap)
                x += size + scale.px(4)
            painter.setFont(scale.font(role))
            painter.setPen(look.color("muted") if token == "muted" else look.ink(color))
            painter.drawText(QRectF(x, box.top(), width + 4, box.height()),
                             Qt.AlignmentFlag.AlignVCenter, mark.text)  # fmt: skip
            x += scale.metrics(role).horizontalAdvance(mark.text) + scale.px(6)
            if mark.send:
                paint_badge(painter, x, middle, mark.send, scale)
            right = left - scale.px(12)

    # --- keys and clicks ------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor into a line; a marked one is chosen."""
        row = round(event.position().y()) + self.verticalScrollBar().value()
        line = row // self._row + 1
        if 1 <= line <= len(self._lines):
            self.cursor_line = line
            self._describe()
            self._click()
        self.viewport().update()

    def _click(self) -> None:
        found = self._marks.get(self.cursor_line)
        if found:
            self.mark_clicked.emit(found[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lines, pages, ends; Enter chooses the mark of a line; Ctrl+C copies the line."""
        key = Qt.Key(event.key())
        page = max(1, self.viewport().height() // self._row - 1)
        steps = {
            Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page, Qt.Key.Key_Home: -len(self._lines),
            Qt.Key.Key_End: len(self._lines),
        }  # fmt: skip
        if key in steps and self._lines:
            line = max(1, self.cursor_line) + steps[key]
            self.cursor_line = min(max(1, line), len(self._lines))
            self.show_line(self.cursor_line)
            self._describe()
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._click()
        elif event.matches(QKeySequence.StandardKey.Copy) and self.cursor_line:
            runs = self._lines[self.cursor_line - 1]
            QGuiApplication.clipboard().setText("".join(run.text for run in runs))
        else:
            super().keyPressEvent(event)
