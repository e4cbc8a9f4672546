"""The parts that windows are made of. Each takes its colours from the theme, and follows it."""

from __future__ import annotations

from desktop.theme.roles import set_ground, set_role, set_text
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
from desktop.widgets.buttons import Button, IconButton, Segment, Switch
from desktop.widgets.fields import CopyField, Field, SearchField
from desktop.widgets.paint import initial, paint_avatar, paint_focus, paint_presence
from desktop.widgets.panels import Banner, Dialog, EmptyState, Popup
from desktop.widgets.qr_code import QrCode

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
