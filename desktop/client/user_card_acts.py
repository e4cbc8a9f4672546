"""What a card about somebody offers besides writing: ignoring, roles in the channel in sight, and
the server's own words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from core.client.events import BufferKind, WhoisReceived
from desktop.client import channel_words
from desktop.client.whois_card import WhoisCard

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

translate = QCoreApplication.translate

# What answers WHOIS: RFC 2812 section 5.1, and what servers have added.
_WHOIS = (
    *("276", "301", "307", "310", "311", "312", "313", "317", "318", "319", "320", "330", "335"),
    *("338", "344", "378", "379", "569", "616", "671", "672", "690"),
)


def make_card(window: ClientWindow, event: WhoisReceived) -> WhoisCard:
    """The card about somebody whom WHOIS told of."""
    nick = event.nick
    conversations = window.conversations
    common = [c.name for c in conversations.channels if c.member(nick) is not None]
    own = nick.casefold() == conversations.nick.casefold()
    fill = partial(_fill, window, nick, own)
    told = {key: window.people_told.words(nick, key) for key in ("pronouns", "status", "homepage")}
    told["display-name"] = window.people_told.name(nick)
    raw = _raw(window, nick)
    card = WhoisCard(event, window, fill_menu=fill, raw=raw, common=common, told=told, own=own)
    card.avatar.set_faces(window.avatars)
    window.avatars.changed.connect(card.avatar.paint_again)
    card.write_requested.connect(window.acts.write)
    card.mention_requested.connect(window.menus.mention)
    return card


def _raw(window: ClientWindow, nick: str) -> list[str]:
    """The lines in which the server answered."""
    found: list[str] = []
    for _time, direction, line in window.chat.connection.recent_lines():
        words = line.split(" ")
        if words and words[0].startswith("@"):
            words = words[1:]
        if direction != "in" or len(words) < 4 or words[1] not in _WHOIS:
            continue
        if words[3].casefold() == nick.casefold():
            text = " ".join(words[1:])
            if text not in found:
                found.append(text)
    return found


def _fill(window: ClientWindow, nick: str, own: bool, menu: QMenu) -> None:
    acts = window.acts
    copy = menu.addAction(translate("UserCard", "Copy the nickname"))
    copy.triggered.connect(lambda _on=False: acts.copy(nick))
    if not own:
        ignored = acts.ignores(nick)
        ignore = menu.addAction(translate("UserCard", "Ignore"))
        ignore.setCheckable(True)
        ignore.setChecked(ignored)
        ignore.triggered.connect(lambda _on=False: acts.ignore(nick, not ignored))
    _roles(window, nick, menu)


def _roles(window: ClientWindow, nick: str, menu: QMenu) -> None:
    """The roles in the channel in sight: those that one may give can be turned."""
    conversations = window.conversations
    shown = conversations.shown
    member = shown.member(nick) if shown.kind is BufferKind.CHANNEL else None
    if member is None:
        return
    isupport = window.chat.connection.isupport
    mine = conversations.own_modes(shown.name)
    menu.addSeparator()
    heading = translate("UserCard", "In %1").replace("%1", shown.name)
    menu.addAction(heading).setEnabled(False)
    for letter in channel_words.roles(isupport):
        action = menu.addAction(channel_words.role_words(letter))
        action.setCheckable(True)
        held = letter in member.modes
        action.setChecked(held)
        may = channel_words.may_give(mine, letter, isupport) and conversations.link.online
        action.setEnabled(may)
        change = f"{'-' if held else '+'}{letter}"
        give = partial(window.acts.mode, shown.name, change, nick)
        action.triggered.connect(lambda _on=False, give=give: give())
