"""The sizes of the live view, the lab and the lessons: normal, or for a projector.

On a projector everything is 22/14 as large, and no letter is smaller than 17 pixels, so that it can
be read from the back of a room.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontMetricsF

from desktop.theme import theme

FACTOR = 22 / 14
"""How much larger things are on a projector."""
SMALLEST = 17
"""Pixels of the smallest letters on a projector."""


class Scale(QObject):
    """Sizes that every pane asks for; one object for a whole view.

    Attributes: ``projector``, whether the large sizes are in force.
    Signals: ``changed()``: ask for everything anew.
    """

    changed = Signal()

    def __init__(self, projector: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.projector = projector
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._metrics: dict[tuple[str, bool], QFontMetricsF] = {}

    @property
    def whole(self) -> Scale:
        """The scale of the whole view, for a window of its own; another one only where a picture
        is made smaller to fit its place."""
        return self

    def set_projector(self, on: bool) -> None:
        """Large or normal sizes."""
        if on != self.projector:
            self.projector = on
            self._fonts.clear()
            self._metrics.clear()
            self.changed.emit()

    @property
    def factor(self) -> float:
        """1.0, or 22/14 on a projector."""
        return FACTOR if self.projector else 1.0

    def px(self, size: float) -> int:
        """A length of the normal design (pixels) in the sizes in force, in whole pixels."""
        return round(size * self.factor)

    def pen(self, width: float = 1.0) -> float:
        """The width of a line; on a projector no line is thinner than 2 pixels."""
        return max(2.0, round(width * FACTOR)) if self.projector else width

    def font(self, role: str, *, tabular: bool = False) -> QFont:
        """The theme's font of a role ("small", "mono", "bodyStrong" …) in the sizes in force."""
        key = (role, tabular)
        found = self._fonts.get(key)
        if found is None:
            found = theme().font(role, tabular=tabular)
            if self.projector:
                found.setPixelSize(max(SMALLEST, round(found.pixelSize() * FACTOR)))
            self._fonts[key] = found
        return QFont(found)

    def metrics(self, role: str, *, tabular: bool = False) -> QFontMetricsF:
        """Measures of :meth:`font`, kept."""
        key = (role, tabular)
        found = self._metrics.get(key)
        if found is None:
            found = self._metrics[key] = QFontMetricsF(self.font(role, tabular=tabular))
        return found
