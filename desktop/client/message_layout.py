"""One row laid out for a width: where its text, labels, pictures and lines stand.

All positions are pixels from the row's top left corner. Made by ``message_builder``, drawn by
``message_paint``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPixmap, QStaticText, QTextLayout, QTextLine

from desktop.client.message_rows import Row
from desktop.client.message_text import Block, Body, Link


@dataclass(slots=True)
class Label:
    """A short text at its upper left corner; ``x`` below 0 counts from the view's right edge."""

    x: float
    y: float
    text: QStaticText
    role: str
    color: QColor


@dataclass(slots=True)
class Picture:
    """An icon or an avatar at its upper left corner."""

    x: float
    y: float
    pixmap: QPixmap


@dataclass(slots=True)
class Hit:
    """A place that can be clicked: ``kind`` is "nick", "resend", "unfold", "quote" (value: the
    msgid), "chip" (the reaction), "add" (a reaction), "code" (which block is copied), "picture"
    and "file" (the address)."""

    rect: QRectF
    kind: str
    value: str


@dataclass(slots=True)
class CodeBox:
    """The ground of a code block, from the text's origin; ``numbers``: where each of its lines
    begins."""

    rect: QRectF
    block: Block
    numbers: list[float] = field(default_factory=list)


@dataclass(slots=True)
class TextBlock:
    """A text broken into lines. ``natural`` is the width of its longest line, ``last`` where its
    last one ends; ``boxes`` and ``bars`` (of quotes) are counted from its origin. ``widths``: the
    least and the most pixels in which it is broken like that."""

    layout: QTextLayout
    height: float
    natural: float
    last: float
    widths: tuple[float, float]
    boxes: list[CodeBox] = field(default_factory=list)
    bars: list[QRectF] = field(default_factory=list)
    pending: bool = False  # the colours of its code are not known yet


@dataclass(slots=True)
class Chip:
    """A reaction under a message: its emoji, how many gave it, whether we did."""

    rect: QRectF
    text: Label
    count: Label | None
    own: bool


@dataclass(slots=True)
class Card:
    """A file, a picture behind a click, or the picture itself."""

    rect: QRectF
    labels: list[Label]
    icon: str
    url: str
    image: QImage | None = None
    button: str = ""  # the icon at its right end


@dataclass(slots=True)
class RowLayout:
    """A row laid out. ``key`` tells what it was laid out for: with another one it is stale, and so
    it is where a text may not be as wide as any from the least to the most of ``widths``."""

    number: int
    row: Row
    key: tuple[object, ...]
    body: Body
    text: QTextLayout
    widths: tuple[float, float] = (0.0, math.inf)
    origin: QPointF = field(default_factory=QPointF)
    text_height: float = 0.0
    height: float = 0.0
    top: float = 0.0  # where the row itself begins, below date, "New" line and gap
    ground: str = "paper"  # what lies under the text: a token's name
    bubble: QRectF | None = None
    bubble_kind: str = ""  # "own", "waiting" or "failed"
    band: bool = False  # the whole row is marked, as it names us
    bar: tuple[float, float, float, QColor] | None = None  # x, top, bottom of a bar at the left
    day: tuple[float, QStaticText] | None = None  # top of the date, and its text
    marker: tuple[float, QStaticText] | None = None  # top of the "New" line, and its word
    margins: tuple[float, float] = (20.0, 20.0)  # of lines across the view: left, right
    labels: list[Label] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    hover: list[Label] = field(default_factory=list)  # shown only while the mouse is here
    boxes: list[CodeBox] = field(default_factory=list)
    bars: list[QRectF] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    buttons: list[tuple[QRectF, list[Label]]] = field(default_factory=list)  # to copy code
    quote_bar: tuple[QRectF, QColor] | None = None
    add_chip: QRectF | None = None  # the chip that adds a reaction
    natural: float = 0.0  # how wide text and what closes it are
    pending: bool = False  # the colours of its code are not known yet
    hidden: bool = False  # nothing of it is shown but the date above it
    tone: str = "text"  # the token of the text's colour

    def position_at(self, point: QPointF) -> int:
        """The UTF-16 position in the body nearest to a point."""
        y = point.y() - self.origin.y()
        if y < 0 or self.text.lineCount() == 0:
            return 0
        if y >= self.text_height:
            return self.length
        return self._line_position(self._line_at(y), point.x() - self.origin.x())

    def _line_at(self, y: float) -> int:
        for index in range(self.text.lineCount() - 1):
            if y < self.text.lineAt(index + 1).y():
                return index
        return self.text.lineCount() - 1

    def _line_position(self, index: int, x: float) -> int:
        line = self.text.lineAt(index)
        at = line.xToCursor(x)
        return int(at[0] if isinstance(at, tuple) else at)

    def link_at(self, point: QPointF) -> Link | None:
        """The address under a point."""
        if not self.body.links:
            return None
        inner = point - self.origin
        if not 0 <= inner.y() < self.text_height:
            return None
        line = self.text.lineAt(self._line_at(inner.y()))
        if not line.naturalTextRect().adjusted(0, -2, 0, 2).contains(inner):
            return None
        for link in self.body.links:
            left, right = max(link.start, line.textStart()), link.end
            right = min(right, line.textStart() + line.textLength())
            if left >= right:
                continue
            ends = sorted((x_of(line, left), x_of(line, right)))
            if ends[0] <= inner.x() < ends[1]:
                return link
        return None

    def hit_at(self, point: QPointF) -> Hit | None:
        """What can be clicked under a point, besides addresses."""
        return next((hit for hit in self.hits if hit.rect.contains(point)), None)

    def over_text(self, point: QPointF) -> bool:
        """Whether a point is over the body's lines."""
        inner = point - self.origin
        return 0 <= inner.y() < self.text_height and inner.x() >= 0

    def vertical_move(self, position: int, step: int) -> int | None:
        """The position one line down (1) or up (-1), or None when that is in another row."""
        line = self.text.lineForTextPosition(position)
        index = line.lineNumber() + step if line.isValid() else -1
        if not 0 <= index < self.text.lineCount():
            return None
        return self._line_position(index, x_of(line, position))

    def column(self, position: int) -> float:
        """The x of a position, to keep it from row to row."""
        line = self.text.lineForTextPosition(position)
        return x_of(line, position) if line.isValid() else 0.0

    def position_in_line(self, last: bool, x: float) -> int:
        """The position at ``x`` in the first or the last line."""
        if self.text.lineCount() == 0:
            return 0
        return self._line_position(self.text.lineCount() - 1 if last else 0, x)

    @property
    def length(self) -> int:
        """The length of the body in UTF-16 code units."""
        if self.text.lineCount() == 0:
            return 0
        line = self.text.lineAt(self.text.lineCount() - 1)
        return line.textStart() + line.textLength()

    def ranges(self, start: int, end: int) -> list[QRectF]:
        """The rectangles that a piece of the body covers, one a line, 18 high around the baseline
        (for pieces that run in one direction)."""
        found: list[QRectF] = []
        for index in range(self.text.lineCount()):
            line = self.text.lineAt(index)
            left = max(start, line.textStart())
            right = min(end, line.textStart() + line.textLength())
            if left < right:
                a, b = sorted((x_of(line, left), x_of(line, right)))
                baseline = round(line.y() + line.ascent())
                found.append(QRectF(a, baseline - 13, b - a, 18))
        return found


def x_of(line: QTextLine, position: int) -> float:
    """Where a position stands in a line, in pixels."""
    # It answers with (x, position), although its stub does not say so.
    at: object = line.cursorToX(position)
    return float(at[0] if isinstance(at, tuple) else at)  # type: ignore[arg-type]
