"""How a widget chooses its place in the one style sheet: dynamic properties.

A style sheet is matched when a widget is polished, so a property that is set later needs a new
polish; these functions do it.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

ButtonRole = Literal[
    "primary", "secondary", "tonal", "danger", "flat", "icon", "chip", "nav", "link", "card"
]
Ground = Literal["paper", "surface", "sunken", "accentSoft", "none"]


def repolish(widget: QWidget) -> None:
    """Match the style sheet anew after a dynamic property changed.

    A widget that was never shown is matched when it is; to unpolish it before that would make the
    style sheet forget the widget's own font.
    """
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        repolish(widget)


def set_role(widget: QAbstractButton, role: ButtonRole) -> None:
    """What a QPushButton or QToolButton is for, and so what it looks like."""
    set_property(widget, "role", role)


def set_ground(widget: QWidget, ground: Ground) -> None:
    """Fill a panel with one of the grounds."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, ground != "none")
    set_property(widget, "ground", ground)


def set_text(widget: QLabel, color: str) -> None:
    """The colour of a label: "text", "muted", "accent", "danger", "warn", "finished"."""
    set_property(widget, "ink", color)
