"""Whether two pictures of a window show the same, small differences in how letters are drawn aside.

Pictures are compared at a quarter of their size, in cells of 4×4 of those pixels. Letters without
hinting change a cell by 8 of 255 at most; a row that is one pixel further changes some by 20, a
part that is missing by 25 and more.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage

PART = 4  # a stored picture is so many times smaller
CELL = 4
MOST = 14.0
"""Mean difference of a cell, of 255, up to which it shows the same."""


def small(picture: QImage) -> QImage:
    """A quarter of the width and of the height."""
    size = QSize(picture.width() // PART, picture.height() // PART)
    return picture.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB888)


def _rows(picture: QImage) -> list[bytes]:
    data, line = bytes(picture.constBits()), picture.bytesPerLine()
    return [data[y * line : y * line + picture.width() * 3] for y in range(picture.height())]


def different_cells(expected: QImage, found: QImage) -> list[QRect]:
    """Where two small pictures differ, in their pixels; everything where their sizes differ."""
    if expected.size() != found.size():
        return [found.rect()]
    kind = QImage.Format.Format_RGB888
    one, other = _rows(expected.convertToFormat(kind)), _rows(found.convertToFormat(kind))
    cells = []
    for top in range(0, expected.height(), CELL):
        bottom = min(top + CELL, expected.height())
        for left in range(0, expected.width(), CELL):
            right = min(left + CELL, expected.width())
            total = 0
            for y in range(top, bottom):
                a, b = one[y][left * 3 : right * 3], other[y][left * 3 : right * 3]
                if a != b:
                    total += sum(abs(p - q) for p, q in zip(a, b, strict=True))
            if total / ((right - left) * (bottom - top) * 3) > MOST:
                cells.append(QRect(left, top, right - left, bottom - top))
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
