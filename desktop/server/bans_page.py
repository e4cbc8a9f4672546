"""Who is not let in at all: the list, to add to and to take from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from core.server.bans import BanInfo, BanKind, add_ban, list_bans, remove_ban
from core.server.events import PersonInfo
from core.server.server import Server
from desktop.server.ban_dialog import BanDialog, BanWish
from desktop.server.ban_words import by_text, kind_text, shown, until_text
from desktop.server.controller import ServerController
from desktop.server.list_page import ListPage
from desktop.server.people_model import person_name
from desktop.server.questions import Confirm, Words
from desktop.server.rows_card import RowsCard
from desktop.server.rows_model import Column
from desktop.theme import theme

translate = QCoreApplication.translate

_FAR = float("inf")


class BansPage(ListPage):
    """Attributes: ``list``."""

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.list: RowsCard[BanInfo] = RowsCard(
            _columns(), lambda ban: ban.key, self._fill_menu, "ban"
        )
        self.list.add.clicked.connect(self._ask_new)
        self.list.view.delete_wanted.connect(
            lambda row: self._ask_remove(self.list.filter.row_at(row))
        )
        self.column.addWidget(self.list)
        self.retranslate()

    def look(self) -> None:
        """Ask the server for its bans."""
        self.controller.ask_quietly(list_bans, self._show)

    def _show(self, bans: tuple[BanInfo, ...]) -> None:
        self.list.set_rows(bans)

    def _ask_new(self) -> None:
        self._open(BanDialog(self.window()))

    def ask_ban(self, person: PersonInfo) -> None:
        """Ban somebody who is connected, by what is known of them."""
        known = {
            BanKind.ADDRESS: person.host,
            BanKind.ACCOUNT: person.account,
            BanKind.MASK: person.nick,
        }
        self._open(BanDialog(self.window(), person_name(person), known))

    def _open(self, dialog: BanDialog) -> None:
        dialog.answered.connect(self._ban)
        dialog.open()

    def _ban(self, wish: BanWish) -> None:
        self.controller.ask(partial(_add, wish), lambda _ban: self.look())

    def _ask_remove(self, ban: BanInfo) -> None:
        dialog = Confirm("ban", self.window(), partial(_remove_words, shown(ban)))
        dialog.confirmed.connect(lambda: self._remove(ban))
        dialog.open()

    def _remove(self, ban: BanInfo) -> None:
        self.controller.ask(
            lambda server: remove_ban(server, ban.kind, ban.what), lambda _done: self.look()
        )

    def _fill_menu(self, menu: QMenu, ban: BanInfo) -> None:
        lift = menu.addAction(theme().icon("undo-2"), translate("Bans", "Lift the ban…"))
        lift.triggered.connect(lambda: self._ask_remove(ban))

    def retranslate(self) -> None:
        """Set every text."""
        self.list.set_texts(
            translate("Bans", "Bans"),
            translate("Bans", "Find a ban"),
            translate("Bans", "Ban…"),
            (
                translate("Bans", "Nobody is banned"),
                translate(
                    "Bans",
                    "An address, an account or a name can be kept out, for a while or for ever. "
                    "The menu of a person has it too.",
                ),
            ),
        )


def _add(wish: BanWish, server: Server) -> BanInfo:
    server.touch()
    return add_ban(server, wish.kind, wish.what, wish.reason, seconds=wish.seconds)


def _remove_words(what: str) -> Words:
    return Words(
        translate("Bans", "Lift the ban of %1?").replace("%1", what),
        translate("Bans", "They may connect again at once."),
        translate("Bans", "Leave banned"),
        translate("Bans", "Lift the ban"),
    )


def _columns() -> list[Column[BanInfo]]:
    return [
        Column(lambda: translate("Bans", "Who"), shown, width=190, font="bodyMedium"),
        Column(
            lambda: translate("Bans", "What"),
            lambda ban: kind_text(ban.kind),
            width=140,
            from_width=480,
        ),
        Column(lambda: translate("Bans", "Reason"), lambda ban: ban.reason),
        Column(lambda: translate("Bans", "By"), by_text, width=120, from_width=640),
        Column(
            lambda: translate("Bans", "Until"),
            until_text,
            width=164,
            from_width=400,
            sort=lambda ban: ban.until or _FAR,
        ),
    ]
