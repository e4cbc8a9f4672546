"""What a person can ask of a server that offers more than RFC 1459: earlier messages, a search, an
account, what people tell about themselves, the lists of a channel.
"""

from __future__ import annotations

from core.client.actions import DONE, NOT_CONNECTED, CommandResult
from core.client.context import Context


class ServerRequests:
    """The part of ``ClientSession`` that asks such servers. No method raises for what it is given;
    where the server does not offer a thing, nothing is sent."""

    _context: Context

    @property
    def account(self) -> str:
        """The account that we are logged in to, "" for none."""
        return ""

    def request_older(self, buffer: str, time: float, msgid: str = "", limit: int = 100) -> bool:
        """Ask for what was said in ``buffer`` before a message, at most ``limit`` messages of it.

        ``time`` is the Unix time of that message in seconds, ``msgid`` its id where it has one;
        ``time`` 0.0 asks for the newest ones. Answered by one ``HistoryReceived``, also where the
        server refuses or does not answer. False where there is nobody to ask: no connection, or
        the server keeps no history; nothing follows then.
        """
        return False

    def search(
        self, words: str, buffer: str = "", nick: str = "", after: float = 0.0, before: float = 0.0
    ) -> int:
        """Ask the server what was said: ``words`` in ``buffer`` ("" for everywhere), by ``nick``,
        at or after and at or before these Unix times (0.0: any).

        The number of the request, answered by one ``FoundOnServer``; 0 where the server has no
        search (``Features.search``) or there is no connection.
        """
        return 0

    def register_account(self, password: str, email: str = "") -> CommandResult:
        """Make an account of our nickname, and log in: ``AccountChanged``, else ``LoginFailed``.

        "no_accounts" where the server makes none.
        """
        return NOT_CONNECTED

    def log_in(self, account: str, password: str) -> CommandResult:
        """Log in to an account now; it is used again after a reconnect."""
        return NOT_CONNECTED

    def set_metadata(self, target: str, key: str, value: str) -> CommandResult:
        """Tell something about ourselves (``target`` "*") or a channel that we lead: "avatar" (a
        URL), "display-name", "status"…; "" takes it back. "no_metadata" where the server keeps
        none."""
        return NOT_CONNECTED

    def request_list(self, channel: str, mode: str) -> CommandResult:
        """Ask for a list mode of a channel ("b", "e", "I"): ``ChannelListReceived`` answers.

        "no_list" where this server has no such list.
        """
        return NOT_CONNECTED

    def rename_channel(self, channel: str, new: str, reason: str = "") -> CommandResult:
        """Give a channel another name: ``BufferRenamed`` follows. "no_rename" where the server
        cannot do that."""
        return DONE
