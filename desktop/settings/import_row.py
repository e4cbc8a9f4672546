"""Other programs' servers: HexChat's list is read, and its servers are kept among ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from core.identities import SavedServer, free_name
from desktop.context import AppContext
from desktop.settings.rows import Row
from desktop.theme import set_text
from desktop.widgets import Button

if TYPE_CHECKING:
    from core.hexchat_import import Imported

translate = QCoreApplication.translate


def take_over(context: AppContext, found: Imported) -> int:
    """Keep what was found; servers that are kept already stay as they are. How many are new."""
    settings = context.settings
    names: dict[str, str] = {}
    for identity in found.identities:
        known = settings.identity(identity.name)
        if known == identity:
            names[identity.name] = identity.name
            continue
        kept = replace(identity, name=free_name(identity.name, settings.identities))
        settings.put_identity(kept)
        names[identity.name] = kept.name
    places = {(server.host.casefold(), server.port) for server in settings.saved}
    fresh: list[SavedServer] = []
    for server in found.servers:
        place = (server.host.casefold(), server.port)
        if place not in places:
            places.add(place)
            fresh.append(replace(server, identity=names.get(server.identity, "")))
    if fresh:
        settings.saved = (*settings.saved, *fresh)
        context.save_soon()
        context.recent_changed.emit()
    return len(fresh)


class ImportRow(Row):
    """A button: HexChat's own file where it is found, else the person chooses one."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._told = ""
        self._number = 0
        self.button = Button("download", "secondary")
        self.button.setObjectName("setting:import")
        super().__init__(
            self.button,
            lambda: translate("Settings", "Servers of HexChat"),
            self._about,
            wide=True,
        )
        self.button.clicked.connect(self._begin)

    def _file(self) -> Path | None:
        from core.hexchat_import import find_file

        return find_file()

    def _begin(self) -> None:
        file = self._file()
        if file is not None:
            self.read(file)
            return
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, translate("Settings", "HexChat's servlist.conf"))
        dialog.setNameFilters(["servlist*.conf", "*"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read(self, path: Path) -> None:
        """Read a file, and say what came of it."""
        from core.hexchat_import import ImportFault, read_file

        try:
            found = read_file(path)
        except ImportFault as fault:
            self._told = fault.code
        else:
            self._number = take_over(self._context, found)
            self._told = "done" if self._number else "nothing_new"
        set_text(self.help, "muted" if self._told in ("done", "nothing_new") else "danger")
        self.retranslate()

    def _about(self) -> str:
        match self._told:
            case "done":
                number = QLocale().toString(self._number)
                words = translate(
                    "Settings", "Servers taken over: %1. They are in the start window."
                )
                return words.replace("%1", number)
            case "nothing_new":
                return translate("Settings", "All of its servers are here already.")
            case "empty":
                return translate("Settings", "There is no server in that file.")
            case "too_large":
                return translate("Settings", "That file is far too large for a list of servers.")
            case "unreadable":
                return translate("Settings", "The file could not be read.")
            case _:
                return translate(
                    "Settings",
                    "Takes over networks, nicknames and channels from its servlist.conf.",
                )

    def retranslate(self) -> None:
        """Words of the language in force."""
        super().retranslate()
        there = self._file() is not None
        self.button.setText(
            translate("Settings", "Take over")
            if there
            else translate("Settings", "Choose the file…")
        )
