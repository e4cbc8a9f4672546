"""The socket lab: sockets made by hand, their real calls, what the system answers, the Python."""

from __future__ import annotations

import atexit
import contextlib

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QAccessible, QCloseEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.lab.values import THIS_SYSTEM, System
from core.net.kernel import REAL, Platform
from core.threads.lab_threads import Lab
from desktop.context import AppContext
from desktop.lab.desk import Desk
from desktop.lab.lab_body import LabBody
from desktop.lab.live_view import LabLiveView
from desktop.launcher.footer import OwnAddresses
from desktop.sockets.scale import Scale
from desktop.theme import set_ground
from desktop.widgets.accessible_role import set_role

translate = QCoreApplication.translate

SIZE = (1280, 800)
MINIMUM = (640, 480)
# What a program that fails has left running is ended before Python takes everything down: a QThread
# that is alive then aborts the process.
_open_labs: set[Lab] = set()


@atexit.register
def _end_all() -> None:
    for lab in list(_open_labs):
        with contextlib.suppress(RuntimeError):  # Qt deleted it
            lab.stop()


_CARDS = 9  # that have a key of their own


class LabWindow(QWidget):
    """Owns the lab: closing the window ends every call and closes every socket.

    Attributes: ``lab``, ``desk``, ``live`` (the view of its sockets), ``body`` (the parts). "Start
    afresh" makes all of them anew, another size of letters the body alone.
    """

    def __init__(
        self, context: AppContext, system: System = THIS_SYSTEM, platform: Platform = REAL
    ) -> None:
        super().__init__()
        set_role(self, QAccessible.Role.Window)
        self._platform = platform
        self.setObjectName("LabWindow")
        set_ground(self, "paper")
        self.setMinimumSize(*MINIMUM)
        self.context = context
        self.scale = Scale(parent=self)
        self._system = system
        self._closed = False
        self._was_maximized = False
        self._own_addresses: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.lab = self._make_lab()
        self.desk = Desk(self.lab, context, self.scale, self, platform)
        self.desk.lesson_wanted.connect(context.open_lessons)
        self.live = LabLiveView(self.lab, self)
        self.body = self._make_body()
        self._addresses = OwnAddresses(self)
        self._addresses.found.connect(self._addresses_found)
        self.scale.changed.connect(self._rebuild)
        self._keys()
        context.restore_geometry(self, "lab", SIZE)
        self.retranslate()
        self.body.cards.make_first.setFocus()
        QTimer.singleShot(0, self._addresses, self._addresses.look)

    def _keys(self) -> None:
        for number in range(1, _CARDS + 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda at=number - 1: self.body.show_calls(at))
        for keys, slot in (
            ("F11", self.toggle_projector),
            ("F6", self._show_sockets),
            ("Ctrl+N", self._new_socket),
            ("Ctrl+S", self._save),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _make_lab(self) -> Lab:
        lab = Lab(self._system, self)
        _open_labs.add(lab)
        return lab

    def _make_body(self) -> LabBody:
        body = LabBody(self.desk)
        body.new_socket.set_own_addresses(self._own_addresses)
        body.projector_wanted.connect(self.toggle_projector)
        body.clear_wanted.connect(self.start_afresh)
        body.sockets_wanted.connect(self.live.open)
        self._column.addWidget(body)
        return body

    def _stop_lab(self) -> None:
        self.lab.stop()
        _open_labs.discard(self.lab)

    def _rebuild(self) -> None:
        """The same parts in other sizes."""
        old = self._replace_body()
        self.body.go_on_from(old)
        old.deleteLater()

    def _replace_body(self) -> LabBody:
        old = self.body
        old.finish()
        self._column.removeWidget(old)
        old.hide()
        self.body = self._make_body()
        return old

    # --- what it does -------------------------------------------------------------------------

    def toggle_projector(self) -> None:
        """Large sizes on the whole screen, or back."""
        on = not self.scale.projector
        self.scale.set_projector(on)
        if on:
            self._was_maximized = self.isMaximized()
            self.showFullScreen()
        elif self._was_maximized:
            self.showMaximized()
        else:
            self.showNormal()

    def start_afresh(self) -> None:
        """Close every socket, and begin a new session."""
        self.desk.stop()
        self.desk.runner.stop()
        self.live.end()
        self._stop_lab()
        old_lab, old_desk, old_live = self.lab, self.desk, self.live
        self.lab = self._make_lab()
        self.desk = Desk(self.lab, self.context, self.scale, self, self._platform)
        self.desk.lesson_wanted.connect(self.context.open_lessons)
        self.live = LabLiveView(self.lab, self)
        old = self._replace_body()
        self.body.new_socket.put(old.new_socket.wanted())
        self.body.show_tab(old.tabs.current)
        old.deleteLater()
        old_live.deleteLater()
        old_desk.deleteLater()
        old_lab.deleteLater()
        if self.isVisible():
            self.desk.start()

    def _new_socket(self) -> None:
        self.body.show_tab("new")
        self.body.new_socket.focus_first()

    def _show_sockets(self) -> None:
        self.live.open()

    def _save(self) -> None:
        self.body.python.ask_where_to_save()

    def _addresses_found(self, addresses: tuple[str, ...]) -> None:
        self._own_addresses = addresses
        self.body.new_socket.set_own_addresses(addresses)

    # --- the window ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """The clock runs while somebody can see it."""
        super().showEvent(event)
        self.desk.start()
        if not event.spontaneous() and not self.lab.sockets() and not self.body.wide:
            self.body.new_socket.focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it."""
        super().hideEvent(event)
        self.desk.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End every call, close every socket, leave no program running."""
        if not self._closed:
            self._closed = True
            self.context.keep_geometry(self, "lab")
            self.desk.stop()
            self.body.finish()
            self.desk.runner.stop()
            self._addresses.stop()
            self.live.end()
            self._stop_lab()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text anew (the body hears of it itself)."""
        self.setWindowTitle(translate("Lab", "Socket lab · Besedka"))
