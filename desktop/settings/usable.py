"""Which choices work on this computer; of one that does not, a sentence says why."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication

from desktop.context import AppContext

translate = QCoreApplication.translate


def shown(key: str) -> bool:
    """Whether the choice has a row here: not where what it needs is not part of this program."""
    if key == "program.irc_links":
        from desktop import irc_links

        return irc_links.can_switch()
    if key == "write.spelling":
        from desktop.client.composer_spelling import available

        return available()
    return True


def sentence(context: AppContext, key: str) -> str:
    """Why a choice does nothing here and now; "" where it works."""
    if key in ("program.tray", "program.close_to_tray"):
        from desktop.tray import tray_available

        if not tray_available():
            return translate("Settings", "This desktop has no tray.")
        if key == "program.close_to_tray" and not context.preferences.flag("program.tray"):
            return translate("Settings", "Only with the icon in the tray.")
    elif key == "notify.sound":
        from desktop.sounds import player

        if player() is None:
            return translate(
                "Settings",
                "No program that plays sounds was found (pw-play, paplay, aplay): only the "
                "desktop's own beep is tried.",
            )
    elif key == "view.font_size" and not context.zoom.at_once:
        return ""  # said by the row itself: it can be chosen all the same
    elif key == "program.autostart" and sys.platform not in ("linux", "win32", "darwin"):
        return translate("Settings", "Not known how on this system.")
    return ""


def disabled(context: AppContext, key: str) -> bool:
    """Whether the choice cannot be made here."""
    if key.startswith("network.proxy_"):
        return context.preferences.text("network.proxy") == "none"
    return key != "notify.sound" and bool(sentence(context, key))
