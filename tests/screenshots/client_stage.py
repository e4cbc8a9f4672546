"""The stage on which the client's windows are photographed: the real program without a connection,
its clock standing still."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from core.client.events import Event
from tests.screenshots import client_talk as talk
from tests.screenshots.patience import until

if TYPE_CHECKING:
    from desktop.app import App
    from desktop.client.client_window import ClientWindow

_REST = 2  # pictures that must be like the one before
_TRIES = 200
_PAUSE_MS = 120
_NEVER_S = 1e9
CHOSEN: dict[str, object] = {
    "history.keep": False,
    "notify.sound": False,
    "notify.private": False,
    "notify.mention": False,
    "program.tray": False,
    "view.clock": "24",
    "view.contrast": "normal",
    "view.motion": "reduced",
}
"""What is chosen in the settings on every picture."""


class Stage:
    """Opens windows of the program without a connection, and photographs them."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.context = app.context
        self._open: list[QWidget] = []

    # --- the program --------------------------------------------------------------------------

    def client(
        self, *batches: Sequence[Event], size: tuple[int, int] = (1240, 800)
    ) -> ClientWindow:
        """A client window that those batches of events came to, one after the other."""
        from core.client.session import SessionOptions
        from core.threads.client_link import ClientOptions
        from desktop.client.client_shell import ClientShell

        session = SessionOptions(talk.OWN)
        shell = ClientShell(self.context, ClientOptions(talk.HOST, talk.PORT, session))
        self.show(shell, size)
        window = shell.page
        for second, total in enumerate(talk.TRAFFIC):
            window.page.status.sample(total, second * 190, 1.0)
        for batch in batches:
            self.tell(window, batch)
        return window

    def show(self, widget: QWidget, size: tuple[int, int]) -> QWidget:
        """Show a window in a size, as the one that the person is at."""
        self._open.append(widget)
        widget.resize(*size)
        widget.show()
        widget.activateWindow()
        until(widget.isActiveWindow)
        widget.resize(*size)
        return widget

    def tell(self, window: ClientWindow, batch: Sequence[Event]) -> None:
        """Events come in."""
        window.chat.connection.feed.push(batch)
        window.chat.drain()
        self.app.processEvents()

    def go(self, window: ClientWindow, name: str) -> None:
        """Show a conversation."""
        window.show_conversation(name)
        self.app.processEvents()

    def leave(self, window: ClientWindow) -> None:
        """Look elsewhere for what comes next: it is new then."""
        window.conversations.set_attended(False)

    # --- pictures -----------------------------------------------------------------------------

    def photograph(self, widget: QWidget) -> QImage:
        """The window with what floats over it, once nothing changes any longer. Raises TimeoutError
        where it does."""
        last, alike = QImage(), 0
        for _ in range(_TRIES):
            self.app.processEvents()
            picture = self._grab(widget)
            alike = alike + 1 if picture == last else 0
            if alike >= _REST:
                return picture
            last = picture
            QTest.qWait(_PAUSE_MS)
        raise TimeoutError("the window does not come to rest")

    def _grab(self, widget: QWidget) -> QImage:
        picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        floating = [
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, QMenu) and each.isVisible()
        ]
        if floating:
            painter = QPainter(picture)
            for each in floating:
                at = each.mapToGlobal(QPoint()) - widget.mapToGlobal(QPoint())
                painter.drawPixmap(at, each.grab())
            painter.end()
        return picture

    def clear(self) -> None:
        """Close everything, and choose as at a first start."""
        from core.preferences import PREFERENCES

        for widget in self._open:
            widget.close()
            widget.deleteLater()
        self._open.clear()
        self.app.processEvents()
        self.context.settings.recent = ()
        for each in PREFERENCES:
            self.context.set_preference(each.key, CHOSEN.get(each.key, each.default))
        self.app.processEvents()


@contextmanager
def stand_still() -> Iterator[None]:
    """The clock stands, and no window connects."""
    strftime, now = time.strftime, time.gmtime(talk.NOW)
    from core.threads.client_messages import MessageActionsOfConnection
    from desktop.client import client_window, message_code
    from desktop.client.chat import Chat
    from desktop.client.link import Link
    from desktop.launcher.footer import OwnAddresses

    with ExitStack() as stack:
        for change in (
            patch("time.time", lambda: talk.NOW),
            patch("time.strftime", lambda words, at=now: strftime(words, at)),
            patch.object(client_window, "_SAMPLE_S", _NEVER_S),
            patch.object(message_code, "BUDGET_S", _NEVER_S),  # code is coloured in one go
            patch.object(Link, "seconds_left", lambda _link, _now: 4),
            patch.object(Chat, "open"),
            patch.object(OwnAddresses, "look"),
            patch.object(MessageActionsOfConnection, "features", talk.FEATURES),
        ):
            stack.enter_context(change)
        yield
