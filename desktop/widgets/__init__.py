"""The parts that windows are made of. Each takes its colours from the theme, and follows it.

A part's module is imported when the part is first asked for, so the first window does not wait for
what only later ones need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from desktop.theme.roles import set_ground, set_role, set_text

if TYPE_CHECKING:
    from desktop.widgets.banner import Banner
    from desktop.widgets.basics import (
        Avatar,
        Badge,
        Card,
        Divider,
        ElidedLabel,
        Icon,
        StatusDot,
        label,
    )
    from desktop.widgets.buttons import Button, IconButton, Segment
    from desktop.widgets.fields import CopyField, Field, SearchField
    from desktop.widgets.paint import initial, paint_avatar, paint_focus, paint_presence
    from desktop.widgets.panels import Dialog, EmptyState, Popup
    from desktop.widgets.qr_code import QrCode
    from desktop.widgets.switch import Switch

_PARTS = {
    "banner": "Banner",
    "basics": "Avatar Badge Card Divider ElidedLabel Icon StatusDot label",
    "buttons": "Button IconButton Segment",
    "fields": "CopyField Field SearchField",
    "paint": "initial paint_avatar paint_focus paint_presence",
    "panels": "Dialog EmptyState Popup",
    "qr_code": "QrCode",
    "switch": "Switch",
}
_MODULES = {name: module for module, names in _PARTS.items() for name in names.split()}

__all__ = [
    "Avatar",
    "Badge",
    "Banner",
    "Button",
    "Card",
    "CopyField",
    "Dialog",
    "Divider",
    "ElidedLabel",
    "EmptyState",
    "Field",
    "Icon",
    "IconButton",
    "Popup",
    "QrCode",
    "SearchField",
    "Segment",
    "StatusDot",
    "Switch",
    "initial",
    "label",
    "paint_avatar",
    "paint_focus",
    "paint_presence",
    "set_ground",
    "set_role",
    "set_text",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(name)
    part: object = getattr(import_module(f"desktop.widgets.{_MODULES[name]}"), name)
    globals()[name] = part
    return part
