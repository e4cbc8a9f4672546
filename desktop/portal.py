"""Notifications through the desktop's portal over D-Bus, for desktops without a tray.

Source: org.freedesktop.portal.Notification (the XDG Desktop Portal's documentation).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

    from desktop.notifications import Notice

SERVICE = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Notification"


def find_portal(parent: QObject) -> Portal | None:
    """The portal, where this session has one."""
    if sys.platform in ("win32", "darwin"):
        return None
    try:
        from PySide6.QtDBus import QDBusConnection
    except ImportError:
        return None
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    asked = bus.interface()
    known = asked.isServiceRegistered(SERVICE).value() or SERVICE in (
        asked.activatableServiceNames().value() or ()
    )
    return Portal(bus, parent) if known else None


class Portal(QObject):
    """Shows notifications. Signals: ``clicked(name)``."""

    clicked = Signal(str)

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        slot: Any = SLOT("invoked(QString,QString,QVariantList)")  # the stubs ask for bytes
        bus.connect(SERVICE, PATH, INTERFACE, "ActionInvoked", self, slot)

    def show_notice(self, notice: Notice) -> None:
        """Show it; one of the same name takes its place."""
        from PySide6.QtDBus import QDBusMessage

        message = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "AddNotification")
        content = {
            "title": notice.title,
            "body": notice.text,
            "default-action": "app.show",
            "priority": "normal",
        }
        message.setArguments([notice.name, content])
        self._bus.send(message)

    @Slot(str, str, "QVariantList")
    def invoked(self, name: str, _action: str, _parameters: list[object]) -> None:
        """The person clicked a notification."""
        self.clicked.emit(name)
