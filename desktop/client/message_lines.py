"""Breaks the text of a message into lines: plain ones, and those of code, quotes and lists."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from desktop.client.message_layout import CodeBox, TextBlock, x_of
from desktop.client.message_text import LINE, Block, Body, is_wide, utf16_slice

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")

# What never breaks within: letters that words with spaces between them are made of, and figures.
_WHOLE = re.compile('[«„“"(]?[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]+')
# Pixels that a line may be wider than its text says: what sticks out of its last letter.
_BEARING = 3.0

# Pixels: inside of a code block above and below, beside its text, between it and other lines.
CODE_ABOVE, CODE_BESIDE, CODE_GAP = 10.0, 14.0, 6.0
# The indent of a quote, and of each level of a list.
QUOTE, LEVEL = 12.0, 18.0


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How lines of text stand: ``height`` of a line, the baseline ``ascent`` below its top."""

    height: float
    ascent: float


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """How lines that stand apart do. ``gutter``: for the numbers of lines of code; ``button``: what
    its first line leaves free; ``tab``: pixels between tab stops; ``advance``: how wide a text
    is."""

    code: LineStyle
    gutter: float
    button: float
    tab: float
    advance: Callable[[str], float]


def lay_out(
    body: Body,
    font: QFont,
    formats: list[QTextLayout.FormatRange],
    width: float,
    *,
    line: LineStyle,
    blocks: BlockStyle | None = None,
) -> TextBlock:
    """Break a body into lines of ``line.height`` (more where a line needs more). A text from right
    to left is set flush right in the width that its longest line needs. ``blocks``: for a body that
    has some."""
    layout = QTextLayout(body.text, font)
    option = QTextOption()
    wrap = QTextOption.WrapMode
    option.setWrapMode(
        wrap.WrapAnywhere if body.break_anywhere else wrap.WrapAtWordBoundaryOrAnywhere
    )
    right_to_left = runs_right_to_left(body.text)
    direction = Qt.LayoutDirection
    option.setTextDirection(direction.RightToLeft if right_to_left else direction.LeftToRight)
    if blocks is not None:
        option.setTabStopDistance(blocks.tab)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    if formats:
        layout.setFormats(formats)
    if body.blocks and blocks is not None:
        return _Breaker(layout, body, width, line, blocks).run()
    block = _break_lines(layout, width, line, body)
    if not body.text:
        block.height = 0.0
    if right_to_left:
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        widths = block.widths
        block = _break_lines(layout, math.ceil(block.natural) + 1, line, body)
        block.last = block.natural  # every line ends at the right
        block.widths = widths
    return block


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _place(line: QTextLine, x: float, y: float, style: LineStyle) -> float:
    """Put a line at ``y``; the y of the next one."""
    height = line.height()
    if height <= style.height:
        shift = min(max(round(style.ascent - line.ascent()), 0), style.height - height)
        line.setPosition(QPointF(x, y + shift))
        return y + style.height
    line.setPosition(QPointF(x, y))
    return y + math.ceil(height)


def _set_width(line: QTextLine, width: float, body: Body) -> None:
    """Fill a line. Code goes to the next one at a space rather than after a hyphen: "-l" is one."""
    line.setLineWidth(width)
    start, end = line.textStart(), line.textStart() + line.textLength()
    if not any(a < end < b for a, b in body.codes):
        return
    shown = utf16_slice(body.text, start, end)
    fits = shown.rstrip("-").rfind(" ") + 1
    if not shown.endswith("-") or fits < 2:
        return
    line.setNumColumns(fits, width)
    if line.textLength() != fits:  # Qt counts columns, not code units
        line.setLineWidth(width)


def _break_lines(layout: QTextLayout, width: float, style: LineStyle, body: Body) -> TextBlock:
    y = natural = last = 0.0
    most = math.inf
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        _set_width(line, width, body)
        y = _place(line, 0.0, y, style)
        if line.lineNumber() and most > width:
            most = min(most, last + _least_more(line, body.text))
        last = line.naturalTextWidth()
        natural = max(natural, last)
    layout.endLayout()
    widths = (min(width, natural + _BEARING), max(width, most))
    if body.break_anywhere or any("-" in body.text[a:b] for a, b in body.codes):
        widths = (width, width)
    return TextBlock(layout, max(y, style.height), natural, last, widths)


def _least_more(line: QTextLine, text: str) -> float:
    """How many pixels the line before this one lacked, at least, to take the first word of it."""
    start = line.textStart()
    if is_wide(text, start):
        return 0.0
    if text[start - 1] == LINE:
        return math.inf
    found = _WHOLE.match(text, start)
    if found is None or not text[start - 1].isspace():  # a word that was broken lacks less
        return 0.0
    end = min(found.end(), start + line.textLength())
    return abs(x_of(line, end) - x_of(line, start)) - 1.0


class _Breaker:
    """Breaks a text that has blocks."""

    def __init__(
        self, layout: QTextLayout, body: Body, width: float, line: LineStyle, blocks: BlockStyle
    ) -> None:
        self._layout = layout
        self._body = body
        self._width = width
        self._line = line
        self._blocks = blocks
        self._y = 0.0
        self._done = TextBlock(layout, 0.0, 0.0, 0.0, (width, width))
        # Where lines begin, as Qt counts: only those are numbered.
        self._starts = {0}
        at = 0
        for piece in body.text.split(LINE):
            self._starts.add(at)
            at += len(piece) + sum(char > "\uffff" for char in piece) + 1

    def run(self) -> TextBlock:
        """Break it."""
        waiting = list(self._body.blocks)
        current: Block | None = None
        self._layout.beginLayout()
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            start = line.textStart()
            if current is not None and start > current.end:
                self._leave(current)
                current = None
            if current is None and waiting and waiting[0].start <= start <= waiting[0].end:
                current = waiting.pop(0)
                self._enter(current)
            elif waiting and waiting[0].end < start:
                waiting.pop(0)  # it is empty
            if current is None:
                self._put(line, 0.0)
            elif current.kind == "code":
                self._put_code(line, start)
            elif current.kind == "quote":
                self._put(line, QUOTE)
                self._done.bars[-1].setBottom(self._y - 1)
            else:
                indent = current.level * LEVEL
                if start > current.start:
                    marker = utf16_slice(
                        self._body.text, current.start, current.start + current.marker
                    )
                    indent += self._blocks.advance(marker)
                self._put(line, indent)
        self._layout.endLayout()
        if current is not None:
            self._leave(current)
            if current.kind == "code":
                self._y -= CODE_GAP
        self._done.height = max(self._y, self._line.height)
        return self._done

    def _enter(self, block: Block) -> None:
        if block.kind == "code":
            top = self._y + (CODE_GAP if self._y else 0.0)
            self._done.boxes.append(CodeBox(QRectF(0, top, self._width, 0), block))
            self._y = top + CODE_ABOVE
        elif block.kind == "quote":
            self._done.bars.append(QRectF(0, self._y + 1, 2, 0))

    def _leave(self, block: Block) -> None:
        if block.kind == "code":
            self._y += CODE_ABOVE
            self._done.boxes[-1].rect.setBottom(self._y)
            self._y += CODE_GAP
            self._done.last = math.inf  # nothing fits beside it

    def _put(self, line: QTextLine, x: float) -> None:
        _set_width(line, max(40.0, self._width - x), self._body)
        self._y = _place(line, x, self._y, self._line)
        self._done.last = x + line.naturalTextWidth()
        self._done.natural = max(self._done.natural, self._done.last)

    def _put_code(self, line: QTextLine, start: int) -> None:
        box, blocks = self._done.boxes[-1], self._blocks
        x = CODE_BESIDE + blocks.gutter
        taken = x + CODE_BESIDE + (0.0 if box.numbers else blocks.button)
        line.setLineWidth(max(60.0, self._width - taken))
        if start in self._starts:
            box.numbers.append(self._y)
        self._y = _place(line, x, self._y, blocks.code)
        self._done.natural = self._width
