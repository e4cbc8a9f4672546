"""The live view of the lab's own sockets, in a window beside the lab."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.threads.lab_threads import Lab
from core.threads.trace_feed import TraceFeed
from desktop.sockets.sockets_window import SocketsWindow

translate = QCoreApplication.translate


class LabLiveView(QObject):
    """Follows the lab's lens while its window is open.

    Attributes: ``window``, None while it is closed.
    """

    def __init__(self, lab: Lab, parent: QObject) -> None:
        super().__init__(parent)
        self._lab = lab
        self._feed: TraceFeed | None = None
        self.window: SocketsWindow | None = None

    def open(self) -> None:
        """Show it, or bring it to the front."""
        if self.window is None:
            if self._feed is None:
                self._feed = TraceFeed(self._lab.lens, parent=self)
            self.window = SocketsWindow(self._feed, translate("Lab", "Socket lab"))
            self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.window.closed.connect(self._closed)
            self._feed.start()
            self.window.show()
            return
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def _closed(self) -> None:
        """Nobody looks any more: nobody is held either."""
        self.window = None
        if self._feed is not None:
            self._feed.stop()
        if not self._lab.is_stopped:
            self._lab.lens.gate.run()

    def end(self) -> None:
        """The lab ends: away with the window."""
        window = self.window
        if window is not None:
            window.close()
        if self._feed is not None:
            self._feed.stop()
