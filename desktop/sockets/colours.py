"""The colour of a ``send``: bytes keep it on their whole way, so it can be followed.

The order leaves out two of the eight hues (one equals ``danger``) and keeps neighbours apart by
ΔE 47 or more, also for people who do not tell red from green.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from desktop.theme import theme
from desktop.theme.colors import mix

ORDER = (0, 1, 3, 6, 4, 2)
"""Which of the theme's ``bytes`` hues the sends 1, 2, 3 … have; after six they come again."""


def send_color(number: int) -> QColor:
    """The colour of send № ``number`` (from 1); 0, a send that nobody saw, is grey."""
    if number < 1:
        return theme().color("muted")
    return theme().color(f"bytes{ORDER[(number - 1) % len(ORDER)]}")


def send_ink(number: int) -> QColor:
    """The colour of send № ``number``, readable as text on ``surface``."""
    return theme().color("muted") if number < 1 else theme().ink(send_color(number))


def send_tint(number: int, share: float = 0.14, ground: str = "surface") -> QColor:
    """The ground of bytes of that send: ``share`` (0 to 1) of its colour on ``ground``."""
    return mix(send_color(number), theme().color(ground), share)


def on_send() -> QColor:
    """The text on a filled block in any send's colour."""
    return theme().color("accentText")


def send_label(number: int) -> str:
    """What stands in the badge: "#7", in Russian "№7"; "?" for a send that nobody saw."""
    if number < 1:
        return "?"
    return QCoreApplication.translate("SendNumber", "#%1").replace("%1", str(number))
