"""The menus of the client window. An entry is there only when it can be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from core.client.events import BufferKind
from desktop.client.acts import Acts
from desktop.client.conversation import Conversation
from desktop.client.conversations import Conversations
from desktop.shortcuts import usual_key
from desktop.theme import theme
from desktop.widgets.menu import PopupMenu

translate = QCoreApplication.translate
_LEADS = frozenset("qao")
_HELPS = frozenset("h")

Keys = Callable[[str], str]
"""Gives the keys of an action of the shortcuts, as they are now."""


class Menu(PopupMenu):
    """A menu that goes when it is closed; entries with icons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.aboutToHide.connect(self.deleteLater)

    def entry(
        self, icon: str, text: str, act: Callable[[], Any], shortcut: str = "", enabled: bool = True
    ) -> None:
        """An entry that does ``act``."""
        action = self.addAction(theme().icon(icon, "muted"), text)
        action.setProperty("iconName", icon)  # the switcher draws it in its own colours
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: act())


def conversation_menu(
    parent: QWidget,
    conversation: Conversation[Any],
    conversations: Conversations[Any],
    acts: Acts,
    edit_topic: Callable[[], None] | None = None,
    open_class: Callable[[], None] | None = None,
    arrange: Callable[[Menu], None] | None = None,
    settings: Callable[[], None] | None = None,
    watch: Callable[[str, Menu], None] | None = None,
    keys: Keys = usual_key,
) -> Menu:
    """What can be done with a conversation; ``edit_topic`` where it is the one in sight,
    ``open_class`` where this person may lead a class in it; ``arrange`` adds the entries that
    stand before leaving it; ``settings`` shows those of the channel; ``watch`` adds whether one is
    told when somebody comes."""
    menu = Menu(parent)
    name = conversation.name
    online = conversations.link.reaches
    if conversation.kind is BufferKind.CHANNEL:
        if edit_topic is not None:
            text = translate("Menus", "Change the topic…")
            menu.entry("pencil", text, edit_topic, keys("topic"), enabled=online)
        menu.entry(
            "user-plus",
            translate("Menus", "Invite somebody…"),
            lambda: acts.ask_invite(name),
            enabled=online,
        )
        menu.entry("copy", translate("Menus", "Copy the name"), lambda: acts.copy(name))
        if open_class is not None:
            menu.entry("graduation-cap", translate("Menus", "Class…"), open_class, enabled=online)
        if settings is not None:
            words = translate("Menus", "Channel settings…")
            menu.entry("sliders-horizontal", words, settings, keys("channel_settings"))
        if arrange is not None:
            arrange(menu)
        menu.addSeparator()
        leave = translate("Menus", "Leave the channel")
        menu.entry("log-out", leave, lambda: acts.leave(name), keys("leave"))
    elif conversation.kind is BufferKind.QUERY:
        about = translate("Menus", "Who is this?")
        menu.entry("user-round", about, lambda: acts.whois(name), enabled=online)
        menu.entry("copy", translate("Menus", "Copy the nickname"), lambda: acts.copy(name))
        _ignore_entry(menu, name, acts)
        if watch is not None:
            watch(name, menu)
        if arrange is not None:
            arrange(menu)
        menu.addSeparator()
        close = translate("Menus", "Close the conversation")
        menu.entry("x", close, lambda: acts.leave(name), keys("leave"))
    else:
        _connection_entries(menu, conversations, acts)
        if arrange is not None:
            arrange(menu)
    return menu


def _ignore_entry(menu: Menu, nick: str, acts: Acts) -> None:
    if acts.ignores(nick):
        menu.entry("ear", translate("Menus", "Ignore no longer"), lambda: acts.ignore(nick, False))
    else:
        menu.entry("user-x", translate("Menus", "Ignore"), lambda: acts.ignore(nick, True))


def _connection_entries(menu: Menu, conversations: Conversations[Any], acts: Acts) -> None:
    link = conversations.link
    if link.online:
        menu.entry("log-out", translate("Menus", "Disconnect"), acts.disconnect_now)
    else:
        menu.entry("refresh-cw", translate("Menus", "Connect now"), acts.retry)
    menu.entry("server", translate("Menus", "Other address…"), acts.ask_address)


def server_menu(
    parent: QWidget, conversations: Conversations[Any], acts: Acts, keys: Keys = usual_key
) -> Menu:
    """The menu of the server's name."""
    menu = Menu(parent)
    online = conversations.link.online
    join = translate("Menus", "Join a channel…")
    menu.entry("hash", join, acts.ask_join, keys("join"), enabled=online)
    write = translate("Menus", "Write to somebody…")
    menu.entry("message-circle", write, acts.ask_write, keys("write"))
    menu.addSeparator()
    _connection_entries(menu, conversations, acts)
    return menu


def own_menu(
    parent: QWidget,
    conversations: Conversations[Any],
    acts: Acts,
    settings: Callable[[], None] | None = None,
    picture: Callable[[Menu], None] | None = None,
    keys: Keys = usual_key,
) -> Menu:
    """The menu of the own nickname; ``settings`` opens them; ``picture`` adds the entries of the
    own picture."""
    menu = Menu(parent)
    online = conversations.link.online
    menu.entry("pencil", translate("Menus", "Change your nickname…"), acts.ask_nick)
    if conversations.away:
        menu.entry("check", translate("Menus", "I am back"), acts.back, enabled=online)
    else:
        away = translate("Menus", "Mark yourself as away…")
        menu.entry("clock", away, acts.ask_away, enabled=online)
    if picture is not None:
        picture(menu)
    if settings is not None:
        menu.addSeparator()
        menu.entry("settings", translate("Menus", "Settings…"), settings, keys("settings"))
    return menu


def member_menu(
    parent: QWidget,
    nick: str,
    channel: Conversation[Any] | None,
    *,
    conversations: Conversations[Any],
    acts: Acts,
    mention: Callable[[str], None],
    watch: Callable[[str, Menu], None] | None = None,
) -> Menu:
    """What can be done with a person, in ``channel`` where it is one; ``watch`` as above."""
    menu = Menu(parent)
    online = conversations.link.reaches
    own = nick.casefold() == conversations.nick.casefold()
    if not own:
        write = translate("Menus", "Write in private")
        menu.entry("message-circle", write, lambda: acts.write(nick))
        menu.entry("at-sign", translate("Menus", "Mention"), lambda: mention(nick))
    about = translate("Menus", "Who is this?")
    menu.entry("user-round", about, lambda: acts.whois(nick), enabled=online)
    menu.entry("copy", translate("Menus", "Copy the nickname"), lambda: acts.copy(nick))
    if not own:
        _ignore_entry(menu, nick, acts)
        if watch is not None:
            watch(nick, menu)
    member = channel.member(nick) if channel is not None else None
    if channel is None or member is None or not online:
        return menu
    mine = set(conversations.own_modes(channel.name))
    if mine & (_LEADS | _HELPS):
        menu.addSeparator()
        give = partial(acts.mode, channel.name)
        _rank_entries(menu, nick, set(member.modes), give, leads=bool(mine & _LEADS))
        if not own:
            kick = translate("Menus", "Remove from the channel…")
            menu.entry("user-minus", kick, lambda: acts.ask_kick(channel.name, nick))
    return menu


def _rank_entries(
    menu: Menu, nick: str, modes: set[str], give: Callable[[str, str], None], *, leads: bool
) -> None:
    if leads and "o" in modes:
        words = translate("Menus", "Let lead no longer")
        menu.entry("star", words, lambda: give("-o", nick))
    elif leads:
        words = translate("Menus", "Let lead the channel")
        menu.entry("star", words, lambda: give("+o", nick))
    if "v" in modes:
        words = translate("Menus", "Take the voice back")
        menu.entry("mic-off", words, lambda: give("-v", nick))
    else:
        words = translate("Menus", "Give a voice")
        menu.entry("megaphone", words, lambda: give("+v", nick))
