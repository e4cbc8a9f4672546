"""Lucide's icons in the theme's colours.

The files draw with ``currentColor``; it is replaced before they are rendered, and so is the width
of the stroke, which is 2 in the files and 1.75 here.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from core.paths import resources_dir

STROKE = "1.75"
_DISABLED_OPACITY = 0.4

_pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}
_icons: dict[tuple[str, int, int], QIcon] = {}


@cache
def _source(name: str) -> str:
    text = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')


def render(name: str, color: QColor, size: int, ratio: float) -> QPixmap:
    """The icon ``name`` at ``size`` pixels and a device pixel ratio of ``ratio``; cached.

    Raises FileNotFoundError where there is no such icon.
    """
    key = (name, color.rgba(), size, ratio)
    if (found := _pixmaps.get(key)) is not None:
        return found
    from PySide6.QtSvg import QSvgRenderer  # late: 4 ms that a run without icons does not pay

    data = _source(name).replace("currentColor", color.name())
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(color.alphaF())
    QSvgRenderer(QByteArray(data.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    _pixmaps[key] = pixmap
    return pixmap


def _faded(pixmap: QPixmap) -> QPixmap:
    result = QPixmap(pixmap.size())
    result.setDevicePixelRatio(pixmap.devicePixelRatio())
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setOpacity(_DISABLED_OPACITY)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return result


def make_icon(name: str, color: QColor, size: int) -> QIcon:
    """A QIcon with the pixmap for the densest screen, faded where it is disabled."""
    key = (name, color.rgba(), size)
    if (found := _icons.get(key)) is not None:
        return found
    icon = QIcon()
    # The densest screen's ratio; Qt scales it down for the others. (The application's own is not
    # told anew when the zoom changes.)
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    pixmap = render(name, color, size, ratio)
    icon.addPixmap(pixmap)
    icon.addPixmap(_faded(pixmap), QIcon.Mode.Disabled)
    _icons[key] = icon
    return icon


def forget() -> None:
    """Drop what was rendered: after a change of theme, the old colours are not wanted again."""
    _pixmaps.clear()
    _icons.clear()
