"""Who may not join a channel: its list of bans, to add to and to take from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from core.server import administration
from core.server.events import ChannelBan
from desktop.server import words
from desktop.server.controller import ServerController
from desktop.server.dialogs import ServerDialog
from desktop.server.rows_card import RowsCard
from desktop.server.rows_model import Column
from desktop.theme import theme
from desktop.widgets import Button, Field, label

translate = QCoreApplication.translate

_HEIGHT = 260


class ChannelBansDialog(ServerDialog):
    """Changes act at once. It follows the channel as long as it is open."""

    def __init__(self, controller: ServerController, channel: str, parent: QWidget) -> None:
        super().__init__("ban", parent)
        self._controller = controller
        self._channel = channel
        self._help = label("body", "muted", wrap=True)
        self.field = Field()
        self.add = Button("plus", "secondary", 36)
        self.add.clicked.connect(self._add)
        self.field.submitted.connect(self._add)
        self.field.changed.connect(lambda _text: self.field.set_error(""))
        self.list: RowsCard[ChannelBan] = RowsCard(_columns(), _mask, self._fill_menu, "ban")
        self.list.setMinimumHeight(_HEIGHT)
        self.list.view.delete_wanted.connect(lambda row: self._remove(self.list.filter.row_at(row)))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.add)
        self.body.addWidget(self._help)
        self.body.addLayout(line)
        self.body.addWidget(self.list, 1)
        self.done_button = self.add_button("primary", default=False)
        self.done_button.clicked.connect(self.accept)
        self.setMinimumWidth(min(560, max(320, parent.window().width() - 32)))
        controller.refreshed.connect(self._refresh)
        controller.state_changed.connect(self._refresh)
        self.retranslate()
        self._refresh()
        self.field.setFocus()

    def _refresh(self) -> None:
        channel = self._controller.channels.find(self._channel)
        if channel is None:
            self.reject()  # it is gone, and its bans with it
            return
        self.list.set_rows(channel.bans)

    def _add(self) -> None:
        mask = self.field.text().strip()
        if not mask:
            return
        if " " in mask:
            self.field.set_error(translate("ChannelBans", "There must be no space in it."))
            return
        self._controller.ask(
            partial(administration.add_channel_ban, name=self._channel, mask=mask), self._added
        )

    def _added(self, done: bool) -> None:
        if done:
            self.field.set_text("")
        else:
            self.field.set_error(translate("ChannelBans", "It is in the list already."))

    def _remove(self, ban: ChannelBan) -> None:
        self._controller.ask(
            partial(administration.remove_channel_ban, name=self._channel, mask=ban.mask)
        )

    def _fill_menu(self, menu: QMenu, ban: ChannelBan) -> None:
        remove = menu.addAction(
            theme().icon("trash-2", "danger"), translate("ChannelBans", "Remove the ban")
        )
        remove.triggered.connect(lambda: self._remove(ban))

    def retranslate(self) -> None:
        """Set every text."""
        self.set_title(translate("ChannelBans", "Who may not join %1").replace("%1", self._channel))
        self._help.setText(
            translate(
                "ChannelBans",
                "A nickname, or a pattern such as *!*@192.168.1.34 (a * stands for anything). "
                "Whoever is inside is not put out, but may not write.",
            )
        )
        self.field.set_accessible(translate("ChannelBans", "Nickname or pattern"))
        self.field.set_placeholder(translate("ChannelBans", "Nickname or pattern"))
        self.add.setText(translate("ChannelBans", "Ban"))
        self.done_button.setText(translate("ChannelBans", "Close"))
        self.list.set_texts(
            translate("ChannelBans", "Bans"),
            translate("ChannelBans", "Find"),
            "",
            (translate("ChannelBans", "Nobody is banned here"), ""),
        )


def _mask(ban: ChannelBan) -> str:
    return ban.mask


def _columns() -> list[Column[ChannelBan]]:
    return [
        Column(lambda: translate("ChannelBans", "Who"), _mask, font="mono"),
        Column(
            lambda: translate("ChannelBans", "Set by"),
            lambda ban: ban.by.partition("!")[0],
            width=130,
            from_width=380,
        ),
        Column(
            lambda: translate("ChannelBans", "Since"),
            lambda ban: words.date_time(ban.at),
            width=120,
            from_width=300,
            sort=lambda ban: ban.at,
        ),
    ]
