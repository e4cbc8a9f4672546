"""A scale for one picture that would not fit: on a projector it is as large as its room allows."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont

from desktop.sockets.scale import FACTOR, SMALLEST, Scale
from desktop.theme import theme


class RoomScale(Scale):
    """Follows ``parent_scale``; on a projector its factor shrinks with the room, down to 1, and no
    letter below 17 pixels. ``natural`` is the width of the picture on a normal screen, and
    ``natural_height`` its height where that counts too."""

    def __init__(
        self,
        parent_scale: Scale,
        natural: int,
        natural_height: int = 0,
        parent: QObject | None = None,
    ) -> None:
        self._room_factor = FACTOR
        self._natural, self._natural_height = natural, natural_height
        super().__init__(parent_scale.projector, parent)
        self._followed = parent_scale
        parent_scale.changed.connect(self._follow)

    def _follow(self) -> None:
        self.set_projector(self._followed.projector)

    @property
    def whole(self) -> Scale:
        """The scale that is followed."""
        return self._followed

    def set_room(self, width: int, height: int = 0) -> None:
        """How wide and high the picture can be, in pixels."""
        factor = width / self._natural
        if self._natural_height:
            factor = min(factor, height / self._natural_height)
        factor = min(FACTOR, max(1.0, factor))
        if abs(factor - self._room_factor) > 0.01:
            self._room_factor = factor
            self._fonts.clear()
            self._metrics.clear()
            if self.projector:
                self.changed.emit()

    @property
    def factor(self) -> float:
        """1.0, or what fits on a projector."""
        return self._room_factor if self.projector else 1.0

    def font(self, role: str, *, tabular: bool = False) -> QFont:
        """The theme's font of a role; on a projector not below 17 pixels."""
        if not self.projector:
            return super().font(role, tabular=tabular)
        key = (role, tabular)
        found = self._fonts.get(key)
        if found is None:
            found = theme().font(role, tabular=tabular)
            size = max(SMALLEST, round(found.pixelSize() * self._room_factor))
            found.setPixelSize(size)
            self._fonts[key] = found
        return QFont(found)
