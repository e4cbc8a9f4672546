"""Whether two pictures of a window show the same, small differences in how letters are drawn aside.

Pictures are kept at half their size in 256 of their colours, and compared in cells of 4×4
of those pixels. Where both are of one colour, a colour that is off by ``FLAT`` is seen; where there
are letters, a row that stands 2 px further or another letter.
"""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage

PART = 2  # a stored picture is so many times smaller
CELL = 4
COLORS = 256
_TINT = 0xE0E0E0
MOST = 36.0
"""Mean difference of a cell in one of the three colours, of 255, up to which it shows the same."""
TINT = 18.0
"""The same for how much redder or bluer than green a cell is."""
FLAT = 4
"""The same for a cell that is of one colour in both."""


def _shrunk(picture: QImage) -> QImage:
    size = QSize(picture.width() // PART, picture.height() // PART)
    return picture.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB32)


def small(picture: QImage) -> QImage:
    """Half of the width and of the height, in 256 of its colours."""
    shrunk = _shrunk(picture)
    counts = Counter(memoryview(shrunk.constBits()).cast("I").tolist())
    ranked = sorted(counts, key=lambda color: (-counts[color], color))
    alike = dict[int, int]()  # of every tint the most frequent one: red stays red where it is rare
    for color in ranked:
        alike.setdefault(color & _TINT, color)
    table = list(dict.fromkeys((*ranked[: COLORS // 2], *alike.values(), *ranked)))[:COLORS]
    kind = QImage.Format.Format_Indexed8
    nearest = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return shrunk.convertToFormat(kind, table, nearest)


def _rows(picture: QImage) -> list[bytes]:
    picture = picture.convertToFormat(QImage.Format.Format_RGB888)
    data, line = bytes(picture.constBits()), picture.bytesPerLine()
    return [data[y * line : y * line + picture.width() * 3] for y in range(picture.height())]


def _differ(one: bytes, other: bytes) -> bool:
    """Whether two cells show something else."""
    if one == other:
        return False
    pixels = len(one) // 3
    if one == one[:3] * pixels and other == other[:3] * pixels:
        return max(abs(a - b) for a, b in zip(one[:3], other[:3], strict=True)) > FLAT
    apart = [abs(a - b) for a, b in zip(one, other, strict=True)]
    if max(sum(apart[color::3]) for color in range(3)) / pixels > MOST:
        return True
    red, green, blue = (sum(one[color::3]) - sum(other[color::3]) for color in range(3))
    return max(abs(red - green), abs(blue - green)) / pixels > TINT


def different_cells(expected: QImage, picture: QImage) -> list[QRect]:
    """Where a stored picture and one of now (in full size) differ, in pixels of the stored one;
    everywhere where their sizes differ."""
    found = small(picture)
    if expected.size() != found.size():
        return [found.rect()]
    one, other = _rows(expected), _rows(found)
    if one == other:
        return []
    exact = _rows(_shrunk(picture))  # a colour that is rare may be another one of the 256 now
    cells = []
    for top in range(0, expected.height(), CELL):
        rows = slice(top, top + CELL)
        if one[rows] == other[rows]:
            continue
        for left in range(0, expected.width(), CELL):
            part = slice(left * 3, (left + CELL) * 3)
            cell, now, full = (
                b"".join(line[part] for line in lines[rows]) for lines in (one, other, exact)
            )
            if _differ(cell, now) and _differ(cell, full):
                width = min(CELL, expected.width() - left)
                cells.append(QRect(left, top, width, min(CELL, expected.height() - top)))
    return cells


def marked(found: QImage, cells: list[QRect]) -> QImage:
    """The new picture with red frames around what differs."""
    from PySide6.QtGui import QPainter

    shown = found.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    painter.setPen(QColor("#FF0000"))
    for cell in cells:
        painter.drawRect(QRect(cell.topLeft() * PART, cell.size() * PART).adjusted(0, 0, -1, -1))
    painter.end()
    return shown
