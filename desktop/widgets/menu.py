"""A menu in the program's own look: round corners, the keys at the right in a quieter colour."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QStyleOptionMenuItem, QWidget

from desktop.theme import theme
from desktop.theme.tokens import RADIUS_MENU

_RIGHT = 14  # from the keys to the menu's side


class PopupMenu(QMenu):
    """A QMenu that looks like the other things that float."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._masked = not corners_can_be_clear()
        if not self._masked:
            self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        # The shadow that some systems add is a rectangle.
        frameless = Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        self.setWindowFlags(self.windowFlags() | frameless)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners off where they cannot be clear."""
        super().resizeEvent(event)
        if self._masked:
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), RADIUS_MENU, RADIUS_MENU)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        """The keys are left to :meth:`paintEvent`; Qt keeps room for them all the same."""
        super().initStyleOption(option, action)
        option.text = option.text.partition("\t")[0]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The menu, and the keys of its entries."""
        super().paintEvent(event)
        look = theme()
        painter = QPainter(self)
        painter.setFont(look.font("small"))
        at_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for action in self.actions():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            if keys and action.isVisible():
                painter.setPen(look.color("muted" if action.isEnabled() else "disabled"))
                box = self.actionGeometry(action)
                box.setRight(self.width() - _RIGHT)
                painter.drawText(box, at_right, keys)


@cache
def corners_can_be_clear() -> bool:
    """Whether what lies under a window is seen where it paints nothing. On X11 somebody has to put
    the windows together for that (the EWMH's ``_NET_WM_CM_Sn``); elsewhere the system does."""
    return QGuiApplication.platformName() != "xcb" or _x11_is_composited()


def _x11_is_composited() -> bool:
    import ctypes

    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    for name in ("XDefaultScreen", "XInternAtom", "XGetSelectionOwner", "XCloseDisplay"):
        getattr(x11, name).restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return False
    try:
        manager = f"_NET_WM_CM_S{x11.XDefaultScreen(display)}".encode()
        atom = ctypes.c_ulong(x11.XInternAtom(display, manager, 0))
        return bool(x11.XGetSelectionOwner(display, atom))
    finally:
        x11.XCloseDisplay(display)
