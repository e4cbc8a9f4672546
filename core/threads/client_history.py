"""The part of ``ClientConnection`` that asks servers for more than RFC 1459 has; see
``core.client.server_requests``, whose methods these are, for what each means and answers.
"""

from __future__ import annotations

from core.client.session import CommandResult
from core.threads.client_link import ClientLink


class ServerRequestsOfConnection:
    """Passes each request on to the session, under its lock."""

    _link: ClientLink

    @property
    def account(self) -> str:
        """The account that we are logged in to, "" for none."""
        return self._link.session.account

    def look_at(self, buffer: str) -> None:
        """A conversation is shown."""
        self._link.use(lambda session: session.look_at(buffer))

    def request_older(
        self,
        buffer: str,
        time: float,
        msgid: str = "",
        limit: int = 100,
        *,
        urgent: bool = True,
    ) -> bool:
        """Ask for what was said before a message; one ``HistoryReceived`` answers if True."""
        return self._link.use(
            lambda session: session.request_older(buffer, time, msgid, limit, urgent=urgent)
        )

    def request_between(
        self,
        buffer: str,
        since: tuple[float, str],
        until: tuple[float, str],
        limit: int = 100,
        *,
        upwards: bool,
    ) -> bool:
        """Ask for what is missing between two messages; one ``GapFilled`` answers if True."""
        return self._link.use(
            lambda session: session.request_between(buffer, since, until, limit, upwards=upwards)
        )

    def search(
        self, words: str, buffer: str = "", nick: str = "", after: float = 0.0, before: float = 0.0
    ) -> int:
        """Search on the server; one ``FoundOnServer`` with this number answers, 0 if none does."""
        return self._link.use(lambda session: session.search(words, buffer, nick, after, before))

    def register_account(self, password: str, email: str = "") -> CommandResult:
        """Make an account of our nickname, and log in to it."""
        return self._link.use(lambda session: session.register_account(password, email))

    def log_in(self, account: str, password: str) -> CommandResult:
        """Log in to an account now."""
        return self._link.use(lambda session: session.log_in(account, password))

    def set_metadata(self, target: str, key: str, value: str) -> CommandResult:
        """Tell something about ourselves ("*") or a channel; "" takes it back."""
        return self._link.use(lambda session: session.set_metadata(target, key, value))

    def request_list(self, channel: str, mode: str) -> CommandResult:
        """Ask for a list mode of a channel; ``ChannelListReceived`` answers."""
        return self._link.use(lambda session: session.request_list(channel, mode))

    def request_modes(self, channel: str) -> CommandResult:
        """Ask for the flags of a channel; ``ChannelModesKnown`` answers."""
        return self._link.use(lambda session: session.request_modes(channel))

    def rename_channel(self, channel: str, new: str, reason: str = "") -> CommandResult:
        """Give a channel another name."""
        return self._link.use(lambda session: session.rename_channel(channel, new, reason))
