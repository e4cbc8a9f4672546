"""A Python program to read: coloured, numbered, with the lines that wait marked."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.theme.colors import mix

_PART = re.compile(
    r"(?P<comment>#.*)"
    r"|(?P<text>\b[bfr]{0,2}'(?:[^'\\]|\\.)*'|\b[bfr]{0,2}\"(?:[^\"\\]|\\.)*\""
    r"|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<number>\b\d[\d_.]*\b)"
    r"|(?P<word>\b[A-Za-z_]\w*\b)"
)
_COLORS = {"comment": "muted", "text": "running", "number": "server", "keyword": "kernel"}


class _Colours(QSyntaxHighlighter):
    """Four colours: keywords, texts, numbers, comments."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self._choose()
        theme().changed.connect(self._again)

    def _choose(self) -> None:
        look = theme()
        for part, token in _COLORS.items():
            kind = QTextCharFormat()
            color = look.color(token)
            kind.setForeground(color if part == "comment" else look.ink(color))
            self._formats[part] = kind

    def _again(self) -> None:
        self._choose()
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """One line. The programs of the lab have no text over several lines."""
        for found in _PART.finditer(text):
            part = found.lastgroup or ""
            if part == "word":
                if not keyword.iskeyword(found.group()):
                    continue
                part = "keyword"
            # Qt counts in UTF-16: a letter outside the BMP is two
            start = len(text[: found.start()].encode("utf-16-le")) // 2
            length = len(found.group().encode("utf-16-le")) // 2
            self.setFormat(start, length, self._formats[part])


class _Numbers(QWidget):
    """The margin with the line numbers."""

    def __init__(self, view: CodeText) -> None:
        super().__init__(view)
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_numbers(self, event.rect())


class CodeText(QPlainTextEdit):
    """Read-only; the keyboard may walk in it and copy from it."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._scale = scale
        self._waiting: frozenset[int] = frozenset()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._numbers = _Numbers(self)
        self._colours = _Colours(self.document())
        self.updateRequest.connect(self._moved)
        scale.changed.connect(self._fit)
        theme().changed.connect(self._mark)
        self._fit()

    def _fit(self) -> None:
        self.setFont(self._scale.font("mono"))
        self.document().setDocumentMargin(self._scale.px(4))
        self._place()

    def _place(self) -> None:
        width = self._scale.metrics("monoSmall").horizontalAdvance("000") + self._scale.px(10)
        self.setViewportMargins(round(width), 0, 0, 0)
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), round(width), inside.height()))

    def text(self) -> str:
        """The program."""
        return self.toPlainText()

    def show_program(self, text: str, waiting: Collection[int]) -> None:
        """Show a program; ``waiting`` are the lines (from 1) whose call has not returned."""
        text = text.rstrip("\n")
        if text != self.toPlainText():
            bar = self.verticalScrollBar()
            at_end = bar.value() >= bar.maximum() - 1
            before = bar.value()
            self.setPlainText(text)
            bar.setValue(bar.maximum() if at_end else min(before, bar.maximum()))
        self._waiting = frozenset(waiting)
        self._mark()

    @property
    def waiting(self) -> frozenset[int]:
        """The lines that are marked."""
        return self._waiting

    def _mark(self) -> None:
        look = theme()
        ground = mix(look.color("kernel"), look.color("surface"), 0.14)
        marks = []
        for line in sorted(self._waiting):
            block = self.document().findBlockByNumber(line - 1)
            if not block.isValid():
                continue
            mark = QTextEdit.ExtraSelection()
            kind = QTextCharFormat()
            kind.setBackground(ground)
            kind.setProperty(QTextFormat.Property.FullWidthSelection, True)
            cursor = self.textCursor()
            cursor.setPosition(block.position())
            cursor.clearSelection()
            # PySide's stubs have the fields of this struct as methods of nothing: set by name
            setattr(mark, "cursor", cursor)  # noqa: B010
            setattr(mark, "format", kind)  # noqa: B010
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def _moved(self, _rect: QRect, _dy: int) -> None:
        self._numbers.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The margin is as high as the view; what is written last stays in sight."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 1
        super().resizeEvent(event)
        self._place()
        if at_end:
            bar.setValue(bar.maximum())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text; an hourglass at the right of each line that waits."""
        super().paintEvent(event)
        if not self._waiting:
            return
        side = self._scale.px(14)
        painter = QPainter(self.viewport())
        color = theme().color("kernel")
        pixmap = theme().pixmap("hourglass", color, side, self.devicePixelRatioF())
        for line in self._waiting:
            box = self._line_box(line)
            if box is not None:
                x = self.viewport().width() - side - self._scale.px(8)
                painter.drawPixmap(x, round(box.center().y() - side / 2), pixmap)

    def _line_box(self, line: int) -> QRectF | None:
        block = self.document().findBlockByNumber(line - 1)
        if not block.isValid():
            return None
        return self.blockBoundingGeometry(block).translated(self.contentOffset())

    def paint_numbers(self, margin: QWidget, rect: QRect) -> None:
        """Numbers, and the bar of lines that wait."""
        look, scale = theme(), self._scale
        painter = QPainter(margin)
        painter.fillRect(rect, look.color("surface"))
        painter.setFont(scale.font("monoSmall"))
        block = self.firstVisibleBlock()
        kernel = look.color("kernel")
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > rect.bottom():
                break
            line = block.blockNumber() + 1
            room = QRectF(0, box.top(), margin.width(), self.fontMetrics().lineSpacing())
            if line in self._waiting:
                ground = mix(kernel, look.color("surface"), 0.14)
                painter.fillRect(QRectF(0, box.top(), margin.width(), box.height()), ground)
                painter.fillRect(QRectF(0, box.top(), scale.px(4), box.height()), kernel)
            painter.setPen(look.color("muted"))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room.adjusted(0, 0, -scale.px(4), 0), int(flags), str(line))
            block = block.next()
