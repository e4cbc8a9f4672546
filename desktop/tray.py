"""The icon in the tray: whether there is something new, the way back to the windows, and quiet.

A chat window that is closed can go there instead (``program.close_to_tray``) and listens on.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from desktop.context import AppContext
from desktop.theme import theme
from desktop.widgets.menu import PopupMenu

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.notifications import Notice

translate = QCoreApplication.translate

_SIZES = (16, 22, 24, 32, 48, 64)


def tray_available() -> bool:
    """Whether this desktop shows icons of programs in a tray."""
    return QSystemTrayIcon.isSystemTrayAvailable()


def without_markup(text: str) -> str:
    """A notification's text in which nothing is markup: some desktops draw bold and load links and
    pictures there (Desktop Notifications Specification, "body-markup"), others show the text as it
    is, so that escaping it would be seen."""
    return text.replace("<", "\u2039").replace(">", "\u203a").replace("&", "\uff06")


class Tray(QObject):
    """The icon and its menu. Attributes: ``menu``; ``hidden``, the windows that went there.

    Signals: ``quit_wanted()``; ``message_clicked()``, a notification that it showed was clicked.
    """

    quit_wanted = Signal()
    message_clicked = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._calls = False
        self.hidden: list[QWidget] = []
        self.menu = PopupMenu()
        self._show_action = self.menu.addAction("")
        self._show_action.triggered.connect(self.show_windows)
        self._launcher_action = self.menu.addAction("")
        self._launcher_action.triggered.connect(context.open_launcher)
        self.menu.addSeparator()
        self.quiet_action: QAction = self.menu.addAction("")
        self.quiet_action.setCheckable(True)
        self.quiet_action.triggered.connect(
            lambda on: context.set_preference("notify.quiet", bool(on))
        )
        self._settings_action = self.menu.addAction("")
        self._settings_action.triggered.connect(partial(context.open_settings, ""))
        self.menu.addSeparator()
        self._quit_action = self.menu.addAction("")
        self._quit_action.triggered.connect(self.quit_wanted)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.message_clicked)
        context.preference_changed.connect(self.refresh)
        context.translator.changed.connect(self.refresh)
        theme().changed.connect(self.refresh)
        self.refresh()
        if tray_available():
            self.icon.show()

    @property
    def keeps_closed(self) -> bool:
        """Whether a chat window that is closed comes here."""
        return self._context.preferences.flag("program.close_to_tray")

    @property
    def shows_notices(self) -> bool:
        """Whether notifications can be shown here."""
        return self.icon.isVisible() and QSystemTrayIcon.supportsMessages() and tray_available()

    def show_notice(self, notice: Notice) -> None:
        """Show a notification beside the icon."""
        self.icon.showMessage(notice.title, without_markup(notice.text), self.icon.icon())

    def set_calls(self, calls: bool) -> None:
        """Whether something that calls the person is unread: the icon has a dot then."""
        if calls != self._calls:
            self._calls = calls
            self.refresh()

    def take(self, window: QWidget) -> None:
        """Hide a window that was closed; it comes back by the menu or a click."""
        if window not in self.hidden:
            self.hidden.append(window)
        window.hide()

    def forget(self, window: QObject) -> None:
        """A window is gone, or was shown by somebody else."""
        self.hidden = [kept for kept in self.hidden if kept is not window]

    def show_windows(self) -> None:
        """Bring every window to the front: those that are here first, else those on the screen."""
        from PySide6.QtWidgets import QApplication

        there = [w for w in QApplication.topLevelWidgets() if w.isVisible() and _is_main(w)]
        back, self.hidden = self.hidden, []
        for window in [*there, *back]:
            if window.isMinimized():
                window.showNormal()
            window.show()
            window.raise_()
            window.activateWindow()
        if not there and not back:
            self._context.open_launcher()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        how = QSystemTrayIcon.ActivationReason
        if reason in (how.Trigger, how.DoubleClick, how.MiddleClick):
            self.show_windows()

    def refresh(self, _what: str = "") -> None:
        """Icon, words and marks as they are now."""
        quiet = self._context.preferences.flag("notify.quiet")
        self.quiet_action.setChecked(quiet)
        self._show_action.setText(translate("Tray", "Show the windows"))
        self._launcher_action.setText(translate("Tray", "Start window"))
        self.quiet_action.setText(translate("Tray", "Do not disturb"))
        self._settings_action.setText(translate("Tray", "Settings…"))
        self._quit_action.setText(translate("Tray", "Quit Besedka"))
        name = translate("Tray", "Besedka")
        if quiet:
            state = translate("Tray", "do not disturb")
        else:
            state = translate("Tray", "something new for you") if self._calls else ""
        self.icon.setToolTip(f"{name}: {state}" if state else name)
        self.icon.setIcon(tray_icon(calls=self._calls, quiet=quiet))

    def close(self) -> None:
        """Take the icon away; windows that went there come back."""
        self.icon.hide()
        for window in self.hidden:
            window.show()
        self.hidden = []
        self.menu.deleteLater()
        self.deleteLater()


class ClosesToTray(QObject):
    """Sits on a chat window: closing hides it where the person chose that."""

    def __init__(self, window: QWidget, context: AppContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only the wish to close is looked at."""
        if event.type() == QEvent.Type.Close and watched is self._window:
            tray = self._context.tray
            if tray is not None and tray.keeps_closed and not self._context.quitting:
                event.ignore()
                tray.take(self._window)
                return True
        return False


def _is_main(window: QWidget) -> bool:
    return window.windowType() == Qt.WindowType.Window


def tray_icon(*, calls: bool, quiet: bool) -> QIcon:
    """The gazebo; with a dot where something calls, with a bar where nothing may."""
    from desktop.app import program_icon

    plain = program_icon()
    if not calls and not quiet:
        return plain
    look = theme()
    icon = QIcon()
    for size in _SIZES:
        pixmap = QPixmap(plain.pixmap(size, size, QIcon.Mode.Normal, QIcon.State.Off))
        if pixmap.width() != size:
            pixmap = pixmap.scaled(
                size,
                size,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        pixmap.setDevicePixelRatio(1.0)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = size * 0.46
        box = QRectF(size - side, size - side if quiet else 0, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("surface"))
        painter.drawEllipse(box)
        inner = box.adjusted(side * 0.12, side * 0.12, -side * 0.12, -side * 0.12)
        painter.setBrush(look.color("warn" if quiet else "danger"))
        painter.drawEllipse(inner)
        if quiet:
            painter.setBrush(look.color("surface"))
            bar = QRectF(0, 0, inner.width() * 0.56, max(1.0, inner.height() * 0.2))
            bar.moveCenter(inner.center())
            painter.drawRect(bar)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
