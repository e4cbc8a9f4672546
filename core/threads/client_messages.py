"""The part of ``ClientConnection`` for what can be done with messages beyond writing them; see
``core.client.message_actions``, whose methods these are, for what each means and answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.client.events import MessageKind
from core.client.feature_events import Features, TypingState
from core.client.session import CommandResult
from core.threads.client_link import ClientLink


class MessageActionsOfConnection:
    """Passes each of them on to the session, under its lock."""

    _link: ClientLink

    @property
    def features(self) -> Features:
        """What the server offers; without a connection what it offered last."""
        return self._link.session.features

    def react(self, buffer: str, msgid: str, reaction: str, remove: bool = False) -> CommandResult:
        """React to a message with an emoji or a short text, or take that back."""
        return self._link.use(lambda session: session.react(buffer, msgid, reaction, remove))

    def edit(
        self, buffer: str, msgid: str, text: str, kind: MessageKind = MessageKind.TEXT
    ) -> CommandResult:
        """Replace the text of an own message; the action "waits" says: once there is a
        connection."""
        return self._link.use(lambda session: session.edit(buffer, msgid, text, kind))

    def redact(self, buffer: str, msgid: str, reason: str = "") -> CommandResult:
        """Delete a message."""
        return self._link.use(lambda session: session.redact(buffer, msgid, reason))

    def set_typing(self, buffer: str, state: TypingState) -> CommandResult:
        """Tell a conversation whether we are writing; may be called with every key."""
        return self._link.use(lambda session: session.set_typing(buffer, state))

    @property
    def ignored(self) -> tuple[str, ...]:
        """The masks of those whom we do not want to hear."""
        return self._link.session.ignored

    @property
    def watched(self) -> tuple[str, ...]:
        """Of whom the person is told when they come and go."""
        return self._link.session.watched

    def set_watched(self, nicks: Sequence[str]) -> None:
        """Be told of these people and of nobody else; at once, and at every connection."""
        self._link.use(lambda session: session.set_watched(nicks))

    def is_online(self, nick: str) -> bool | None:
        """Whether somebody who is watched is there; None where it is not known."""
        return self._link.session.is_online(nick)

    def watch_person(self, nick: str, on: bool = True) -> CommandResult:
        """Be told when somebody comes and goes; WatchedChanged answers."""
        return self._link.use(lambda session: session.watch(nick, on))

    def set_ignored(self, masks: Sequence[str]) -> None:
        """Ignore these masks and nobody else: what was kept from an earlier start."""
        self._link.use(lambda session: session.set_ignored(masks))

    def ignore(self, mask: str, on: bool = True) -> CommandResult:
        """Hear nothing of a nickname or mask any more, or again; IgnoredChanged follows."""
        return self._link.use(lambda session: session.ignore(mask, on))

    def mark_read(self, buffer: str, time: float, msgid: str = "") -> CommandResult:
        """We have read a conversation up to ``time``; with ``msgid`` its person hears of it."""
        return self._link.use(lambda session: session.mark_read(buffer, time, msgid))
