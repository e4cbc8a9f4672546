"""Shows the menus of a client window (``menus`` makes them) where they were asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor, QKeySequence

from core.client.events import BufferKind
from desktop.client import menus
from desktop.sockets import chat_words

if TYPE_CHECKING:
    from desktop.client.client_shell import ClientShell
    from desktop.client.client_window import ClientWindow


def _unread_name(page: ClientWindow) -> str:
    """A server's name, with what is unread there."""
    unread = page.conversations.unread
    name = page.chat.network_name
    return f"{name} ({unread})" if unread else name


class ClientMenus(QObject):
    """The menus of one window; places are in global coordinates."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window

    def _keys(self, action: str) -> str:
        return self._window.context.shortcuts.first(action)

    def keys_changed(self, action: str) -> None:
        """The field that opens the switcher shows its keys."""
        if action == "switcher":
            keys = self._window.context.shortcuts.keys(action)
            native = QKeySequence.SequenceFormat.NativeText
            text = QKeySequence(keys[0]).toString(native) if keys else ""
            self._window.page.sidebar.go.set_keys(text)

    def server_menu(self) -> menus.Menu:
        """The menu of the server's name."""
        window = self._window
        menu = menus.server_menu(window, window.conversations, window.acts, self._keys)
        menu.addSeparator()
        everywhere = self.tr("Search in all conversations…")
        search = window.finding.search_everywhere
        menu.entry("search", everywhere, search, self._keys("find_everywhere"))
        window.several.add_entry(menu)
        window.on_connecting.add_entry(menu)
        read = self.tr("Mark everything as read")
        menu.entry("check-check", read, window.arrange.mark_all_read, self._keys("mark_all_read"))
        if window.security.secured is not None:
            encryption = self.tr("Encryption and key…")
            menu.entry("lock", encryption, window.security.show_details)
        menu.addSeparator()
        tip = chat_words.sockets_window_word()
        sockets = window.sockets.host.toggle
        menu.entry("ethernet-port", chat_words.sockets_word(), sockets, self._keys("sockets"))
        menu.entry("external-link", tip, window.context.open_sockets_window)
        words = self.tr("Lines of the connection")
        menu.entry("scroll-text", words, window.finding.open_lines, self._keys("lines"))
        if window.shell is not None:
            self._add_servers(menu, window.shell)
        return menu

    def _add_servers(self, menu: menus.Menu, shell: ClientShell) -> None:
        """The other servers of the window, one more, and leaving this one."""
        window = self._window
        menu.addSeparator()
        if len(shell.pages) > 1:
            for number, page in enumerate(shell.pages):
                if page is not window:
                    shown = shell.key_words(number)
                    menu.entry("server", _unread_name(page), partial(shell.show_page, page), shown)
            at, end = shell.pages.index(window), len(shell.pages) - 1
            up = partial(shell.move_server, at, at - 1)
            menu.entry("arrow-up", self.tr("Move this server up"), up, enabled=at > 0)
            down = partial(shell.move_server, at, at + 1)
            menu.entry("arrow-down", self.tr("Move this server down"), down, enabled=at < end)
        another = self.tr("Another server…")
        menu.entry("plus", another, shell.ask_server, self._keys("another_server"))
        if len(shell.pages) > 1:
            menu.entry("x", self.tr("Close this server"), window.close)
        # It is not there where the program went on where it was left.
        menu.entry("house", self.tr("Start window"), window.context.open_launcher)

    def show_server_menu(self, at: QPoint) -> None:
        """What can be done with the server."""
        self.server_menu().popup(at)

    def own_menu(self) -> menus.Menu:
        """The menu of the own nickname."""
        window = self._window
        menu = menus.own_menu(
            window,
            window.conversations,
            window.acts,
            window.context.open_settings,
            window.own_picture.add_entries,
            self._keys,
        )
        window.accounts.add_entries(menu)
        return menu

    def show_own_menu(self, at: QPoint) -> None:
        """What one can do with oneself."""
        self.own_menu().popup(at)

    def show_shown_menu(self, at: QPoint) -> None:
        """What can be done with the conversation that is shown."""
        self.show_conversation_menu(self._window.conversations.active, at)

    def show_conversation_menu(self, name: str, at: QPoint) -> None:
        """What can be done with a conversation."""
        menu = self.conversation_menu(name)
        if menu is not None:
            menu.popup(at)

    def conversation_menu(self, name: str) -> menus.Menu | None:
        """The menu of a conversation; None where there is none of that name."""
        window = self._window
        conversation = window.conversations.get(name)
        if conversation is None:
            return None
        shown = name == window.conversations.active
        topic = window.page.header.topic.begin if shown else None
        classroom = window.classroom
        lead = partial(classroom.open_class, name) if classroom.leads(name) else None
        return menus.conversation_menu(
            window,
            conversation,
            window.conversations,
            window.acts,
            topic,
            lead,
            partial(window.arrange.add_entries, conversation),
            partial(window.finding.channel_settings, name),
            window.watched.add_entry,
            self._keys,
        )

    def show_nick_menu(self, nick: str) -> None:
        """What can be done with the person whose name was clicked."""
        self.show_member_menu(nick, QCursor.pos())

    def show_member_menu(self, nick: str, at: QPoint) -> None:
        """What can be done with a person, in the channel that is shown where it is one."""
        window = self._window
        shown = window.conversations.shown
        channel = shown if shown.kind is BufferKind.CHANNEL else None
        menu = menus.member_menu(
            window,
            nick,
            channel,
            conversations=window.conversations,
            acts=window.acts,
            mention=self.mention,
            watch=window.watched.add_entry,
        )
        menu.popup(at)

    def mention(self, nick: str) -> None:
        """Put somebody's name into what is being written."""
        composer = self._window.page.composer
        composer.insert_mention(nick)
        composer.focus_input()
