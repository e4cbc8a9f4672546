"""The application: what all windows share, and what happens when something goes wrong in a slot."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QSize, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog

from core import __version__
from core.paths import resources_dir
from core.settings import Settings
from desktop.context import AppContext
from desktop.garbage import GuiGarbage
from desktop.i18n import Translator
from desktop.theme import Mode, Theme, set_theme, zoom
from desktop.widgets.accessible_role import rename_scroll_bars
from desktop.windows import Windows

_ICON_SIZES = (16, 32, 48, 64, 128)


class App(QApplication):
    """Owns the theme, the language, the settings and the windows.

    Attributes: ``context``, which every window is given; ``windows``, which opens them.
    """

    def __init__(self, argv: Sequence[str], settings: Settings | None = None) -> None:
        # The style is named here because QApplication.setStyle returns a QStyle, and making that
        # Python type costs 11 ms.
        settings = settings or Settings.load()
        before = zoom.begin(settings.preferences.number("view.font_size"))
        super().__init__([*argv[:1], "-style", "Fusion"])
        zoom.begun(before)
        self.setApplicationName("besedka")
        self.setApplicationVersion(__version__)
        self.setDesktopFileName("besedka")
        self._garbage = GuiGarbage(self)
        self.settings = settings
        self.translator = Translator(self)
        self.translator.set_language(self.settings.language)
        self._set_name()
        self.translator.changed.connect(self._set_name)
        look = Theme(self, mode=cast("Mode", self.settings.theme))
        set_theme(look, self, style=False)
        self.setWindowIcon(program_icon())
        self.context = AppContext(self.settings, look, self.translator, self)
        self.windows = Windows(self, self.context)
        self._fault: QDialog | None = None
        self.commitDataRequest.connect(self._session_ends)
        sys.excepthook = self._report

    def _set_name(self) -> None:
        """Window systems add it to the titles that do not end with it."""
        self.setApplicationDisplayName(QCoreApplication.translate("App", "Besedka"))
        for window in self.allWindows():
            window.setTitle(window.title())  # with the other name behind it
        rename_scroll_bars()

    def event(self, event: QEvent) -> bool:
        """macOS hands links over in this way."""
        if event.type() == QEvent.Type.FileOpen:
            from PySide6.QtGui import QFileOpenEvent  # late: making that type takes its time

            link = cast("QFileOpenEvent", event).url().toString()
            QTimer.singleShot(0, self.windows, lambda: self.windows.ask_link(link))
            return True
        return super().event(event)

    def _session_ends(self) -> None:
        self.context.quitting = True

    def end(self) -> None:
        """Close every window and quit, without a question."""
        self.windows.end()

    def _report(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """A fault of ours in a slot: written to stderr, said in a window, never a silent death."""
        import traceback  # late: not needed before the first fault

        if sys.stderr is not None:
            sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
            sys.stderr.flush()
        # A painter that outlives the drawing it belonged to makes Qt abort.
        traceback.clear_frames(trace)
        if issubclass(kind, KeyboardInterrupt):
            self.end()
            return
        if self._fault is not None or self.closingDown():  # one window about it is enough
            return
        try:
            from desktop.fault_dialog import FaultDialog

            self._fault = FaultDialog(f"{kind.__name__}: {error}", self.activeWindow())
            self._fault.finished.connect(self._reported)
            self._fault.destroyed.connect(self._reported)
            self._fault.open()
        except Exception:  # a fault in telling about a fault: stderr has both
            traceback.print_exc()

    def _reported(self) -> None:
        self._fault = None


def program_icon() -> QIcon:
    """The gazebo, in the sizes that title bars and task bars ask for."""
    icon = QIcon()
    folder = resources_dir() / "icons"
    for size in _ICON_SIZES:
        icon.addFile(str(folder / f"besedka-{size}.png"), QSize(size, size))
    return icon
