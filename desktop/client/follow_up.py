"""What a window does about events besides showing them: sentences, questions, memory, attention."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from core.client import events
from core.client.events import BufferKind, NewsKind
from core.net.addresses import display_address, parse_address
from desktop.client.conversation import SERVER, Changes
from desktop.client.message_rows import Words
from desktop.client.name_texts import address_sentence
from desktop.client.server_texts import join_sentence, nick_rejected_sentence

if TYPE_CHECKING:
    from core.net.addresses import ServerAddress
    from desktop.client.client_window import ClientWindow

translate = QCoreApplication.translate

LINES_AT_ONCE = 500
# Commands that open a conversation, which is then shown.
_OPENERS = frozenset({"join", "query"})
_SERVICES = {"ns": "NickServ", "cs": "ChanServ"}
# Commands whose answer may be a card about somebody.
_CARDS = frozenset({"whois", "w", "raw", "quote"})


def _alone_sentence(address: str, channel: str) -> str:
    sentence = translate(
        "FollowUp", "Only you are here so far. Tell the others the address %1 and the name %2."
    )
    return sentence.replace("%1", address).replace("%2", channel)


def _back_sentence() -> str:
    return translate("FollowUp", "Connected again")


def _lost_sentence(at: str, final: bool) -> str:
    if final:
        return translate("FollowUp", "Connection closed at %1.").replace("%1", at)
    return translate(
        "FollowUp", "Connection lost at %1. What you write now is kept and sent in order."
    ).replace("%1", at)


class FollowUp(QObject):
    """The window's hand for what its widgets do not do by themselves.

    Attributes: ``nowhere``, we are in no channel and none is being joined.
    """

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self.nowhere = False
        self._pending: set[str] = set()  # channels that are joined at the start, folded
        self._rejected: events.NickRejected | None = None  # before we were let in
        self._fresh: set[str] = set()  # channels whose people are not known yet
        self._asked_list = False
        self._led = ""  # the channel that was shown without anybody's asking
        self._may_close = False
        self._was_lost = False
        self._keys_asked: set[str] = set()
        self._changed = False  # what the recent servers tell of this one
        self._lines: deque[Callable[[], None]] = deque()  # still to be written
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._write_lines)
        self._invited: events.News | None = None

    # --- what the person types ----------------------------------------------------------------

    def expect(self, line: str) -> None:
        """A command was typed: what it opens will be shown."""
        if not line.startswith("/") or line.startswith("//"):
            return
        command, _, rest = line[1:].partition(" ")
        words = rest.split()
        self._asked_list = self._asked_list or command.lower() == "list"
        if command.lower() in _CARDS:
            self._window.acts.cards_asked += 1
        if service := _SERVICES.get(command.lower()):
            words = [service]
        elif command.lower() not in _OPENERS or not words:
            return
        acts, conversations = self._window.acts, self._window.conversations
        for name in words[0].split(","):
            there = conversations.find(name) or conversations.find("#" + name)
            if there is not None:
                self._window.show_conversation(there.name)
            elif name:
                acts.want(name)
                acts.want("#" + name)

    # --- what the session tells ---------------------------------------------------------------

    def take(self, changes: Changes) -> None:
        """See to a batch's events."""
        for name in changes.opened:
            self._opened(name)
        for event in changes.other:
            self._event(event)
        for name in changes.members & self._fresh:
            self._first_members(name)
        if self._changed:
            self._remember()
        if self._invited is not None:
            self._offer(self._invited)
        if changes.arrived:
            self._window.context.notifications.incoming(self._window, changes.arrived)
        failed = any(type(event) is events.JoinFailed for event in changes.other)
        if changes.structure or changes.link or failed:
            self._update_nowhere()

    def _opened(self, name: str) -> None:
        window = self._window
        conversation = window.conversations.get(name)
        self._pending.discard(name.casefold())
        if conversation is None:
            return
        if conversation.kind is BufferKind.CHANNEL:
            self._fresh.add(name)
            if window.page.notices.invited.channel == name:
                window.page.notices.invited.hide()
        wanted = window.acts.takes(name)
        # The first channel, until the one comes that was in sight when the program was ended.
        first = conversation.kind is BufferKind.CHANNEL and (
            (window.conversations.active == SERVER and not self._led)
            or (window.conversations.active == self._led and window.keeper.was_in_sight(name))
        )
        if first:
            self._led = name
        if wanted or first:
            window.show_conversation(name)

    def _first_members(self, name: str) -> None:
        """A channel with nobody else in it says how others find it."""
        self._fresh.discard(name)
        conversation = self._window.conversations.get(name)
        if conversation is None or len(conversation.members) != 1:
            return
        words = partial(_alone_sentence, self._address_for_others(), name)
        conversation.transcript.append_line(words, time.time(), "info", "accent")

    def _address_for_others(self) -> str:
        """Where others reach this server: our own one is not at 127.0.0.1 for them."""
        options, own = self._window.chat.options, self._window.context.server
        local = options.host.casefold() in ("localhost", "::1") or options.host.startswith("127.")
        if own is not None and own.addresses and local and own.port == options.port:
            return display_address(own.addresses[0], own.port)
        return display_address(options.host, options.port)

    def _update_nowhere(self) -> None:
        self.nowhere = not self._window.conversations.has_channels and not self._pending

    def _event(self, event: events.Event) -> None:
        window = self._window
        match event:
            case events.Registered():
                self._registered(event)
            case events.Disconnected():
                self._disconnected(event)
            case events.NickRejected():
                self._nick_rejected(event)
            case events.OwnNickChanged():
                window.page.notices.nick.hide()
                if event.forced:
                    window.page.notices.nick.show_rejected(event.old, "taken_away", event.new)
                elif window.conversations.link.online and not self._has_identity():
                    window.context.settings.nick = event.new
                    window.context.save_soon()
            case events.IsupportChanged():
                self._changed = True
            case events.JoinFailed():
                self._join_failed(event)
            case events.ListReceived():
                self._listed(event)
            case events.WhoisReceived():
                if window.acts.cards_asked:  # a server cannot put dialogs in one's way
                    window.acts.cards_asked -= 1
                    window.finding.show_card(event)
            case events.News(kind=NewsKind.INVITED, own=True):
                self._invited = event  # the last one of many
            case events.News(kind=NewsKind.JOINED, own=True):
                self._changed = True
            case events.News(kind=NewsKind.KICKED | NewsKind.LEFT, own=True):
                self._changed = True
                window.alert()

    def _offer(self, event: events.News) -> None:
        self._invited = None
        if event.text not in self._window.conversations:
            self._window.page.notices.invited.offer(event.text, event.other)
            self._window.alert()

    def _registered(self, event: events.Registered) -> None:
        window = self._window
        chat = window.chat
        rejected, self._rejected = self._rejected, None
        self._was_lost = False
        if event.resumed:
            self._line(_back_sentence, "plug", "accent")
        else:
            joined = {c.name.casefold() for c in window.conversations.channels}
            asked = {name.casefold() for name, _ in chat.options.session.channels}
            self._pending = asked - joined
        if rejected is not None:
            window.page.notices.nick.show_rejected(rejected.nick, rejected.code, event.nick)
        elif not event.resumed and not self._has_identity():
            window.context.settings.nick = event.nick
        self._changed = True

    def _has_identity(self) -> bool:
        """The person has a nickname of its own for this server: the launcher's stays."""
        options = self._window.chat.options
        return self._window.context.identity_at(options.host, options.port) is not None

    def _disconnected(self, event: events.Disconnected) -> None:
        window = self._window
        self._rejected = None
        if not window.conversations.link.ever_registered or self._was_lost:
            return
        self._was_lost = True
        words = partial(_lost_sentence, time.strftime("%H:%M:%S"), event.final)
        self._line(words, "unplug", "warn")

    def _line(self, words: Words, icon: str, tone: str) -> None:
        """A line in every conversation that the connection is about."""
        now = time.time()
        for conversation in self._window.conversations.order:
            write = conversation.transcript.append_line
            self._lines.append(partial(write, words, now, icon, tone))
        self._write_lines()

    def _write_lines(self) -> None:
        """Those of very many conversations are written a few at a time."""
        for _ in range(min(LINES_AT_ONCE, len(self._lines))):
            self._lines.popleft()()
        if self._lines:
            self._soon.start()

    def _nick_rejected(self, event: events.NickRejected) -> None:
        window = self._window
        if not event.offered:
            window.say(partial(nick_rejected_sentence, event.nick, event.code), True)
        elif self._rejected is None:  # the first refused one is what the person wanted
            self._rejected = event

    def _join_failed(self, event: events.JoinFailed) -> None:
        window = self._window
        folded = event.channel.casefold()
        self._pending.discard(folded)
        wanted = window.acts.takes(event.channel)
        conversation = window.conversations.find(event.channel)
        sent_on = event.other if wanted or conversation is window.conversations.shown else ""
        now = time.time()
        if conversation is not None:
            conversation.left = True
        shown = conversation or window.conversations.shown
        words = partial(join_sentence, event)
        shown.transcript.append_line(words, now, "circle-alert", "danger")
        if event.code == "475":
            again = folded in self._keys_asked
            self._keys_asked.add(folded)
            window.acts.ask_key(event, wrong=again)
        there = window.conversations.find(sent_on) if sent_on else None
        if there is not None:
            window.show_conversation(there.name)  # it was opened before this was told
        elif sent_on:
            window.acts.want(sent_on)

    def _listed(self, event: events.ListReceived) -> None:
        window = self._window
        asked, self._asked_list = self._asked_list, False
        if window.acts.on_list(event) or not asked:
            return
        window.acts.ask_join(event)

    def _remember(self) -> None:
        """Put this server at the head of the recent ones: once for all that was told together."""
        self._changed = False
        window = self._window
        options = window.chat.options
        channels = tuple(c.name for c in window.conversations.channels)
        window.context.remember_server(
            options.host, options.port, window.chat.network_name, channels, options.tls
        )

    # --- what the person asks for -------------------------------------------------------------

    def open_link(self, address: str) -> None:
        """Open a web address outside, a chat address in a window of ours."""
        if address.lower().startswith(("irc://", "ircs://")):
            if address_sentence(address):
                self._window.say(partial(address_sentence, address), True)
            else:
                self._ask_join(parse_address(address))
        elif address.lower().startswith(("http://", "https://")):
            from desktop.client.message_dialogs import open_address

            open_address(address, self._window)

    def _ask_join(self, address: ServerAddress) -> None:
        """A link in a message says one thing and may lead to another: it is shown first."""
        from desktop.irc_links import same_place
        from desktop.link_dialog import LinkDialog

        window = self._window
        here = same_place(address, window.chat.options.host, window.chat.options.port)
        dialog = LinkDialog(address, here=here, parent=window)
        dialog.join.connect(partial(self._open_chat, address, here))
        dialog.open()

    def _open_chat(self, address: ServerAddress, here: bool) -> None:
        if not here:
            self._window.context.link_wanted.emit(address)
        elif address.channel:
            self._window.acts.join(address.channel, address.key)

    def may_close(self, waiting: int) -> bool:
        """Whether the window may close although messages wait; if not, it asks."""
        if self._may_close:
            return True
        from desktop.client.dialogs import CloseDialog

        dialog = CloseDialog(waiting, self._window)
        dialog.accepted.connect(self._close_now)
        dialog.open()
        return False

    def _close_now(self) -> None:
        self._may_close = True
        self._window.close()
