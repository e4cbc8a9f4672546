"""The size of everything: one factor for every window, so that text, icons and gaps keep their
proportions.

At the start it is Qt's own ``QT_SCALE_FACTOR``. While windows are open Qt has no public way to
change it; the two functions with which Qt itself follows a change of the screen's scale are
exported, though, and are called here. Where a Qt does not have them, the size chosen holds from the
next start on (``Zoom.at_once``).

Source: qhighdpiscaling.cpp and qwindowsysteminterface.cpp of Qt 6.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QGuiApplication, QScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

NORMAL = 14
"""The size of text, in pixels, at which everything is 100 %."""
_VARIABLE = "QT_SCALE_FACTOR"
_started = NORMAL
_LIBRARY = {"win32": "Qt6Gui.dll", "darwin": None}
_SET_FACTOR = (
    "?setScreenFactor@QHighDpiScaling@@SAXPEAVQScreen@@N@Z"
    if sys.platform == "win32"
    else "_ZN15QHighDpiScaling15setScreenFactorEP7QScreend"
)
_TELL_WINDOW = (
    "??$handleWindowDevicePixelRatioChanged@USynchronousDelivery@QWindowSystemInterface@@"
    "@QWindowSystemInterface@@SAXPEAVQWindow@@@Z"
    if sys.platform == "win32"
    else "_ZN22QWindowSystemInterface35handleWindowDevicePixelRatioChanged"
    "INS_19SynchronousDeliveryEEEvP7QWindow"
)


def begin(size: int) -> str | None:
    """Set the environment for a QApplication that is about to be made with text of ``size``.

    Returns what was there, for :func:`begun`.
    """
    global _started  # noqa: PLW0603  one QApplication in a process
    _started = size
    before = os.environ.get(_VARIABLE)
    if size != NORMAL:
        try:
            own = float(before or 1)
        except ValueError:
            own = 1.0
        os.environ[_VARIABLE] = f"{own * size / NORMAL:.4f}"
    return before


def begun(before: str | None) -> None:
    """The QApplication is there: programs that we start are not to inherit the factor."""
    if before is None:
        os.environ.pop(_VARIABLE, None)
    else:
        os.environ[_VARIABLE] = before


def started() -> int:
    """The size of text with which this program was started, in pixels."""
    return _started


class Zoom(QObject):
    """Signals: ``changed()`` when every window has another device pixel ratio.

    Attributes: ``size``, the text's size in force, in pixels.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.size = _started
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._screen_added)

    @property
    def at_once(self) -> bool:
        """Whether :meth:`set_size` is seen before the next start."""
        return self._functions is not None

    @cached_property
    def _functions(self) -> tuple[Callable[[int, float], None], Callable[[int], None]] | None:
        import ctypes

        try:
            library = ctypes.CDLL(_LIBRARY.get(sys.platform, "libQt6Gui.so.6"))
            set_factor, tell = library[_SET_FACTOR], library[_TELL_WINDOW]
        except (OSError, AttributeError):
            return None
        set_factor.argtypes, set_factor.restype = [ctypes.c_void_p, ctypes.c_double], None
        tell.argtypes, tell.restype = [ctypes.c_void_p], None
        return set_factor, tell

    def set_size(self, size: int) -> bool:
        """Show everything in the size of text of ``size`` pixels; False if only from the next start
        on."""
        if size == self.size:
            return True
        functions = self._functions
        if functions is None:
            return False
        self.size = size
        for screen in QGuiApplication.screens():
            self._set_factor(screen)
        for window in QGuiApplication.allWindows():
            functions[1](_pointer(window))
        self._keep_on_screen()
        self.changed.emit()
        return True

    def _screen_added(self, screen: QScreen) -> None:
        if self.size != _started:
            self._set_factor(screen)

    def _set_factor(self, screen: QScreen) -> None:
        if self._functions is not None:
            self._functions[0](_pointer(screen), self.size / _started)

    def _keep_on_screen(self) -> None:
        """A window that has become larger than its screen shrinks to it."""
        for window in _top_windows():
            room = window.screen().availableGeometry().size()
            fitting = window.size().boundedTo(QSize(room.width(), room.height()))
            if fitting != window.size() and not window.isMaximized() and not window.isFullScreen():
                window.resize(fitting)


def _top_windows() -> Iterator[Any]:
    from PySide6.QtWidgets import QApplication

    return (w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow())


def _pointer(thing: QObject) -> int:
    """The address of Qt's own object behind a Python one."""
    import shiboken6

    return int(shiboken6.getCppPointer(thing)[0])
