"""What a screen reader calls a widget that we draw ourselves."""

from __future__ import annotations

import ctypes

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget


def set_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Give ``widget`` a role, unless it has it; Qt calls what is not its own a filler.

    Name and description stay those of the widget. Signals that are connected to it later may undo
    it (PySide gives the widget another meta-object, and Qt goes by that): ask when it is shown.
    """
    before = QAccessible.queryAccessibleInterface(widget)
    if before is not None and before.role() is role:
        return
    interface = QAccessibleWidget(widget, role)
    QAccessible.registerAccessibleInterface(interface)
    # Qt deletes it with the widget. PySide does not know that, so its own reference is never given
    # back: it would delete the interface a second time.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(interface))
