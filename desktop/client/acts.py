"""What a person can do in a client window besides writing: the questions, and the answers' way
to the connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.client.actions import CommandResult
from core.client.events import BufferKind, JoinFailed, ListReceived
from core.client.ignoring import complete_mask
from core.net.addresses import link_address, parse_address
from desktop.client import dialogs
from desktop.client.chat import Chat
from desktop.client.command_texts import result_sentence
from desktop.client.message_rows import Words
from desktop.client.name_texts import (
    address_sentence,
    nick_sentence,
)

if TYPE_CHECKING:
    from core.irc.isupport import Isupport
    from desktop.client.join_dialog import JoinDialog
    from desktop.widgets.panels import Dialog

translate = QCoreApplication.translate


def _needs_connection() -> str:
    return translate("Acts", "This needs a connection, and there is none now.")


class Acts(QObject):
    """Asks, and does.

    Attributes: ``wanted``, the conversations (folded) that the person asked for: they are shown
    when they open; ``cards_asked``, how many cards about people were asked for. Signals:
    ``show_requested(name)``, for a conversation that is open already.
    """

    show_requested = Signal(str)

    def __init__(self, chat: Chat, window: QWidget, say: Callable[[Words, bool], None]) -> None:
        super().__init__(window)
        self._chat = chat
        self._window = window
        self._say = say  # a sentence in the conversation that is shown; whether it is an error
        self.wanted: set[str] = set()
        self.cards_asked = 0
        self.join_dialog: JoinDialog | None = None

    @property
    def _isupport(self) -> Isupport:
        return self._chat.connection.isupport

    def _open(self, dialog: Dialog) -> None:
        dialog.open()

    def _tell(self, result: CommandResult) -> None:
        if result_sentence(result):
            self._say(partial(result_sentence, result), True)

    def want(self, name: str) -> None:
        """Show the conversation ``name`` as soon as it opens."""
        self.wanted.add(name.casefold())

    def takes(self, name: str) -> bool:
        """Whether ``name`` was wanted; it is no longer then."""
        folded = name.casefold()
        if folded not in self.wanted:
            return False
        self.wanted.discard(folded)
        return True

    def known_nicks(self) -> list[str]:
        """The people that can be seen: members of our channels, and those we write to."""
        conversations = self._chat.conversations
        own = conversations.nick.casefold()
        found: dict[str, str] = {}
        for conversation in conversations.order:
            for member in conversation.members:
                found.setdefault(member.nick.casefold(), member.nick)
            if conversation.kind is BufferKind.QUERY:
                found.setdefault(conversation.name.casefold(), conversation.name)
        return [nick for folded, nick in sorted(found.items()) if folded != own]

    # --- channels -----------------------------------------------------------------------------

    def ask_join(self, known: ListReceived | None = None) -> None:
        """Which channel? ``known``: the server's list, if it is here already."""
        from desktop.client.join_dialog import JoinDialog

        if not self._need_connection():
            return
        dialog = JoinDialog(self._isupport, self._window)
        if known is not None:
            dialog.set_channels(known.channels, known.failed)
        dialog.answered.connect(self.join)
        dialog.list_requested.connect(self._ask_list)
        dialog.destroyed.connect(self._join_dialog_gone)
        self.join_dialog = dialog
        self._open(dialog)

    def _ask_list(self) -> None:
        self._tell(self._chat.connection.list_channels())

    def _join_dialog_gone(self) -> None:
        self.join_dialog = None

    def join(self, name: str, key: str = "") -> None:
        """Join a channel, or show it if we are in it."""
        there = self._chat.conversations.find(name)
        if there is not None and there.members and self._chat.conversations.link.online:
            self.show_requested.emit(there.name)
        self.want(name)
        self._tell(self._chat.connection.join(name, key))

    def on_list(self, event: ListReceived) -> bool:
        """The server's channels came; whether somebody waits for them in a dialog."""
        if self.join_dialog is None:
            return False
        self.join_dialog.set_channels(event.channels, event.failed)
        return True

    def ask_key(self, event: JoinFailed, wrong: bool) -> None:
        """A channel asks for a key."""

        def check(key: str) -> str:
            return "" if key else translate("Acts", "Type the key.")

        dialog = dialogs.KeyDialog(event.channel, check, self._window, wrong=wrong)
        dialog.answered.connect(lambda key: self.join(event.channel, key))
        self._open(dialog)

    def leave(self, name: str) -> None:
        """Leave a channel, or close a private conversation."""
        conversation = self._chat.conversations.get(name)
        if conversation is None or conversation.kind is BufferKind.SERVER:
            return
        self._tell(self._chat.connection.close_buffer(name))

    def set_topic(self, channel: str, topic: str) -> None:
        """Set a channel's topic."""
        if self._need_connection():
            self._tell(self._chat.connection.set_topic(channel, topic))

    def ask_invite(self, channel: str) -> None:
        """Whom to invite?"""
        if not self._need_connection():
            return
        conversation = self._chat.conversations.get(channel)
        there = {m.nick for m in conversation.members} if conversation is not None else set()
        nicks = [nick for nick in self.known_nicks() if nick not in there]
        dialog = dialogs.InviteDialog(channel, nicks, self._check_person, self._window)
        dialog.answered.connect(
            lambda nick: self._tell(self._chat.connection.invite(nick, channel))
        )
        self._open(dialog)

    # --- people -------------------------------------------------------------------------------

    def _check_nick(self, nick: str) -> str:
        return nick_sentence(nick, self._isupport)

    def _check_person(self, nick: str) -> str:
        # ZNC's modules are written to as people are: *status.
        name = nick.removeprefix("*")
        return self._check_nick(name) if name else translate("Acts", "Type a nickname.")

    def ask_write(self) -> None:
        """Whom to write to?"""
        dialog = dialogs.WriteDialog(self.known_nicks(), self._check_person, self._window)
        dialog.answered.connect(self.write)
        self._open(dialog)

    def write(self, nick: str) -> None:
        """Open a private conversation."""
        there = self._chat.conversations.find(nick)
        if there is not None:
            self.show_requested.emit(there.name)
            return
        self.want(nick)
        self._tell(self._chat.connection.query(nick))

    def whois(self, nick: str) -> None:
        """Ask the server who somebody is; the answer is a card (``finding.show_card``)."""
        if self._need_connection():
            self.cards_asked += 1
            self._tell(self._chat.connection.whois(nick))

    def ignores(self, nick: str) -> bool:
        """Whether the person hears nothing of somebody."""
        mask = complete_mask(nick).casefold()
        return mask in (known.casefold() for known in self._chat.connection.ignored)

    def ignore(self, nick: str, on: bool) -> None:
        """Hear nothing of somebody any more, or again."""
        self._tell(self._chat.connection.ignore(nick, on))

    def ask_kick(self, channel: str, nick: str) -> None:
        """Remove somebody, and why?"""
        if not self._need_connection():
            return
        dialog = dialogs.KickDialog(nick, channel, self._window)
        connection = self._chat.connection
        dialog.answered.connect(lambda why: self._tell(connection.kick(channel, nick, why)))
        self._open(dialog)

    def mode(self, channel: str, change: str, nick: str) -> None:
        """Give or take a rank: ``change`` is "+o", "-o", "+v", "-v"."""
        if self._need_connection():
            self._tell(self._chat.connection.mode(channel, f"{change} {nick}"))

    # --- oneself ------------------------------------------------------------------------------

    def ask_nick(self) -> None:
        """Which nickname?"""
        dialog = dialogs.NickDialog(self._chat.conversations.nick, self._check_nick, self._window)
        dialog.answered.connect(self.set_nick)
        self._open(dialog)

    def set_nick(self, nick: str) -> None:
        """Take another nickname."""
        self._tell(self._chat.connection.set_nick(nick))

    def set_away(self, reason: str) -> None:
        """Be away for ``reason``; "" for being back."""
        self._tell(self._chat.connection.away(reason))

    def ask_away(self) -> None:
        """What should others know?"""

        def check(reason: str) -> str:
            return "" if reason else translate("Acts", "Write a word or two for the others.")

        if not self._need_connection():
            return
        dialog = dialogs.AwayDialog(check, self._window)
        dialog.answered.connect(self.set_away)
        self._open(dialog)

    def back(self) -> None:
        """No longer away."""
        self.set_away("")

    # --- the connection -----------------------------------------------------------------------

    def _need_connection(self) -> bool:
        if self._chat.conversations.link.online:
            return True
        self._say(_needs_connection, True)
        return False

    def retry(self) -> None:
        """Try to connect now."""
        link = self._chat.conversations.link
        if self._chat.connection.is_running:
            self._chat.connection.retry_now()
        else:
            if not link.ever_registered:
                link.forget_cause()
            self._chat.open()

    def cancel(self) -> None:
        """Stop trying."""
        self._chat.connection.cancel()

    def disconnect_now(self) -> None:
        """Say goodbye and stay with what was said."""
        self._chat.connection.close()

    def ask_address(self) -> None:
        """Which other server?"""
        options = self._chat.options
        address = link_address(options.host, options.port, options.tls)
        dialog = dialogs.AddressDialog(address, address_sentence, self._window)
        dialog.answered.connect(self._use_address)
        self._open(dialog)

    def _use_address(self, text: str) -> None:
        address = parse_address(text)
        options = self._chat.options
        channels = ((address.channel, address.key),) if address.channel else ()
        session = replace(options.session, channels=channels, password="")
        self._chat.start(
            replace(options, host=address.host, port=address.port, session=session, tls=address.tls)
        )

    def use_nick(self, nick: str) -> None:
        """Begin again under another name."""
        session = replace(self._chat.options.session, nick=nick, channels=self._channels())
        self._chat.start(replace(self._chat.options, session=session))

    def use_password(self, password: str) -> None:
        """Begin again with a password."""
        session = replace(self._chat.options.session, password=password, channels=self._channels())
        self._chat.start(replace(self._chat.options, session=session))

    def _channels(self) -> tuple[tuple[str, str], ...]:
        asked = self._chat.options.session.channels
        names = {name.casefold() for name, _ in asked}
        now = [(c.name, "") for c in self._chat.conversations.channels]
        return (*asked, *(pair for pair in now if pair[0].casefold() not in names))

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
