"""What a person can ask of a server that offers more than RFC 1459: earlier messages, a search, an
account, what people tell about themselves, the lists of a channel.
"""

from __future__ import annotations

from core.client.accounts import Accounts
from core.client.actions import DONE, NOT_CONNECTED, CommandResult
from core.client.channels import Channels
from core.client.context import Context
from core.client.history import History
from core.client.list_modes import ListModes
from core.client.metadata import Metadata
from core.client.search import Search
from core.irc import capabilities as cap


class ServerRequests:
    """The part of ``ClientSession`` that asks such servers. No method raises for what it is given;
    where the server does not offer a thing, nothing is sent."""

    _context: Context
    _history: History
    _search: Search
    _accounts: Accounts
    _metadata: Metadata
    _lists: ListModes
    _channels: Channels

    @property
    def account(self) -> str:
        """The account that we are logged in to, "" for none."""
        return self._context.account

    def look_at(self, buffer: str) -> None:
        """A conversation is shown: what was missed in it is asked for before all else."""
        self._history.look_at(buffer)

    def request_older(
        self,
        buffer: str,
        time: float,
        msgid: str = "",
        limit: int = 100,
        *,
        urgent: bool = True,
    ) -> bool:
        """Ask for what was said in ``buffer`` before a message, at most ``limit`` messages of it.

        ``time`` is the Unix time of that message in seconds, ``msgid`` its id where it has one;
        ``time`` 0.0 asks for the newest ones. Answered by one ``HistoryReceived``, also where the
        server refuses or does not answer. False where there is nobody to ask: no connection, or
        the server keeps no history; nothing follows then. What is not ``urgent`` may wait.
        """
        return self._history.older(buffer, time, msgid, limit, urgent=urgent)

    def request_between(
        self,
        buffer: str,
        since: tuple[float, str],
        until: tuple[float, str],
        limit: int = 100,
        *,
        upwards: bool,
    ) -> bool:
        """Ask for a page of what is missing in ``buffer`` between two messages (Unix time and id,
        "" for none): the newest of it (``upwards``) or the oldest. Answered by one ``GapFilled``;
        False where there is nobody to ask.
        """
        return self._history.between(buffer, since, until, limit, upwards=upwards)

    def search(
        self, words: str, buffer: str = "", nick: str = "", after: float = 0.0, before: float = 0.0
    ) -> int:
        """Ask the server what was said: ``words`` in ``buffer`` ("" for everywhere), by ``nick``,
        at or after and at or before these Unix times (0.0: any).

        The number of the request, answered by one ``FoundOnServer``; 0 where the server has no
        search (``Features.search``) or there is no connection.
        """
        return self._search.ask(words, buffer, nick, after, before)

    def register_account(self, password: str, email: str = "") -> CommandResult:
        """Make an account of our nickname, and log in: ``AccountChanged``, else ``LoginFailed``.

        "not_offered" where the server makes none.
        """
        context = self._context
        if not context.registered:
            return NOT_CONNECTED
        if cap.ACCOUNT_REGISTRATION not in context.offered:
            return CommandResult("not_offered", ("accounts",))
        done = self._accounts.register(password, email)
        return DONE if done and password else CommandResult("bad_argument", ("",))

    def log_in(self, account: str, password: str) -> CommandResult:
        """Log in to an account now; it is used again after a reconnect."""
        if not account or not password:
            return CommandResult("bad_argument", (account,))
        done = self._accounts.log_in(account, password)
        return DONE if done else CommandResult("bad_argument", (account,))

    def set_metadata(self, target: str, key: str, value: str) -> CommandResult:
        """Tell something about ourselves (``target`` "*") or a channel that we lead: "avatar" (a
        URL), "display-name", "status"…; "" takes it back. "not_offered" where the server keeps
        none."""
        if not self._context.registered:
            return NOT_CONNECTED
        if not self._metadata.offered:
            return CommandResult("not_offered", ("metadata",))
        done = self._metadata.set(target, key, value)
        return DONE if done else CommandResult("bad_argument", (key,))

    def request_list(self, channel: str, mode: str) -> CommandResult:
        """Ask for a list mode of a channel ("b", "e", "I"): ``ChannelListReceived`` answers.

        "not_offered" where this server has no such list.
        """
        if not self._context.registered:
            return NOT_CONNECTED
        if len(mode) != 1 or mode not in self._context.isupport.chanmodes[0]:
            return CommandResult("not_offered", (mode,))
        done = self._lists.ask(channel, mode)
        return DONE if done else CommandResult("bad_argument", (channel,))

    def request_modes(self, channel: str) -> CommandResult:
        """Ask for the flags of a channel that we are in: ``ChannelModesKnown`` answers."""
        if not self._context.registered:
            return NOT_CONNECTED
        done = self._channels.ask_modes(channel)
        return DONE if done else CommandResult("bad_argument", (channel,))

    def rename_channel(self, channel: str, new: str, reason: str = "") -> CommandResult:
        """Give a channel another name: ``BufferRenamed`` follows. "not_offered" where the server
        cannot do that."""
        context = self._context
        if not context.registered:
            return NOT_CONNECTED
        if not context.has(cap.CHANNEL_RENAME):
            return CommandResult("not_offered", ("channel_rename",))
        done = context.send("RENAME", channel, new, *([reason] if reason else []))
        return DONE if done else CommandResult("bad_argument", (new,))
