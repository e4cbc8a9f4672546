"""Sentences of the log about the class: the teacher's switches, raised hands, the floor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

PLAIN: dict[str, Callable[[], str]] = {
    "hand_up": lambda: translate("LogText", "Hand raised"),
    "hand_down": lambda: translate("LogText", "Hand lowered"),
    "class_muted_on": lambda: translate("LogText", "Class: from now on only the teacher writes"),
    "class_muted_off": lambda: translate("LogText", "Class: everybody may write again"),
    "class_private_on": lambda: translate("LogText", "Class: no private messages from now on"),
    "class_private_off": lambda: translate("LogText", "Class: private messages are allowed again"),
    "class_locked_on": lambda: translate("LogText", "Class: the room is closed"),
    "class_locked_off": lambda: translate("LogText", "Class: the room is open again"),
    "class_floor_on": lambda: translate("LogText", "Class: %1 has the floor"),
    "class_floor_off": lambda: translate("LogText", "Class: %1 no longer has the floor"),
    "class_teacher_on": lambda: translate("LogText", "Class: %1 is a teacher"),
    "class_teacher_off": lambda: translate("LogText", "Class: %1 is no longer a teacher"),
    "class_other": lambda: translate("LogText", "Class: changed"),
    "dropped_locked": lambda: translate("LogText", "Turned away: the room is closed"),
}
