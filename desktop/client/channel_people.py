"""The second page of a channel's settings: people with their roles, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from core.client.events import Member
from core.irc.isupport import Isupport
from desktop.client import channel_words
from desktop.client.channel_rows import RowsList, TwoParts
from desktop.switcher.matching import match
from desktop.widgets.buttons import Button
from desktop.widgets.fields import SearchField
from desktop.widgets.menu import PopupMenu


class PeoplePage(QWidget):
    """Signals: ``role_wanted(nick, letter, on)``, ``removal_wanted(nick)``, ``ban_wanted(nick)``,
    ``card_wanted(nick)``."""

    role_wanted = Signal(str, str, bool)
    removal_wanted = Signal(str)
    ban_wanted = Signal(str)
    card_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members: dict[str, Member] = {}
        self._own = self._nick = ""
        self._isupport: Isupport | None = None
        self._online = False
        self.search = SearchField()
        self.list = RowsList()
        self.role = Button("star", "secondary")
        self.card = Button("user-round", "secondary")
        self.remove = Button("user-minus", "secondary")
        self.ban = Button("ban", "danger")
        buttons = QGridLayout()
        buttons.setSpacing(8)
        for number, button in enumerate((self.role, self.card, self.remove, self.ban)):
            buttons.addWidget(button, number // 2, number % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.list.activated.connect(lambda _index: self._role_menu())
        self.role.clicked.connect(self._role_menu)
        self.card.clicked.connect(lambda: self.card_wanted.emit(self.list.current_key()))
        self.remove.clicked.connect(lambda: self.removal_wanted.emit(self.list.current_key()))
        self.ban.clicked.connect(lambda: self.ban_wanted.emit(self.list.current_key()))
        self._retranslate()

    def show_people(
        self, members: Sequence[Member], nick: str, own: str, isupport: Isupport, online: bool
    ) -> None:
        """Who is there; ``own``: what we may do."""
        self._members = {member.nick: member for member in members}
        self._nick, self._own, self._isupport, self._online = nick, own, isupport, online
        self._filter()

    def _filter(self) -> None:
        wanted = self.search.text().strip()
        rows = [
            TwoParts(member.nick, member.nick, self._role(member), person=True)
            for member in self._members.values()
            if not wanted or match(wanted, member.nick, scattered=False) is not None
        ]
        self.list.show_rows(rows)
        self._enable()

    @staticmethod
    def _role(member: Member) -> str:
        return channel_words.role_words(member.modes[:1])

    def _may(self, letter: str) -> bool:
        known = self._isupport
        return (
            self._online and known is not None and channel_words.may_give(self._own, letter, known)
        )

    def _enable(self) -> None:
        nick = self.list.current_key()
        known = self._isupport
        leads = self._online and known is not None and channel_words.leads(self._own, known)
        other = bool(nick) and nick != self._nick
        self.role.setEnabled(
            bool(nick)
            and known is not None
            and any(self._may(letter) for letter in channel_words.roles(known))
        )
        self.card.setEnabled(bool(nick) and self._online)
        self.remove.setEnabled(other and leads)
        self.ban.setEnabled(other and leads)

    def roles_menu(self) -> QMenu | None:
        """The roles of the current person, with those that may be given or taken."""
        member = self._members.get(self.list.current_key())
        if member is None or self._isupport is None:
            return None
        menu = PopupMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for letter in channel_words.roles(self._isupport):
            action = menu.addAction(channel_words.role_words(letter))
            action.setCheckable(True)
            held = letter in member.modes
            action.setChecked(held)
            # One may always step down.
            own = held and member.nick == self._nick and self._online
            action.setEnabled(self._may(letter) or own)
            give = partial(self.role_wanted.emit, member.nick, letter, not held)
            action.triggered.connect(lambda _on=False, give=give: give())
        return menu

    def _role_menu(self) -> None:
        menu = self.roles_menu()
        if menu is not None and self.role.isEnabled():
            menu.popup(self.role.mapToGlobal(self.role.rect().bottomLeft()))

    def _retranslate(self) -> None:
        self.search.set_name(self.tr("Find somebody"))
        self.list.setAccessibleName(self.tr("People in the channel and their roles"))
        self.role.setText(self.tr("Role…"))
        self.card.setText(self.tr("Who is this?"))
        self.remove.setText(self.tr("Remove…"))
        self.ban.setText(self.tr("Keep out"))
        self._filter()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
