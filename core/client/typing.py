"""Who is writing something just now.

Source: IRCv3 typing (the client-only tag ``+typing`` of a TAGMSG).
"""

from __future__ import annotations

from core.client.context import Context
from core.client.feature_events import TypingChanged, TypingState
from core.client.outgoing import Outgoing
from core.irc.capabilities import TYPING_TAG
from core.irc.message import Message

ACTIVE_SECONDS = 6.0
PAUSED_SECONDS = 30.0
"""How long we believe that somebody is writing, or has paused."""
SEND_INTERVAL = 3.0
"""Seconds between two of our own notes that we are still writing."""
MOST_WRITERS = 500
"""People of whom we know that they write; more at once is a fault of the peer."""
_STATES = {state.value: state for state in TypingState}
_SECONDS = {TypingState.ACTIVE: ACTIVE_SECONDS, TypingState.PAUSED: PAUSED_SECONDS}


class Typing:
    """Tells others that we write, in moderation, and the window who of them does."""

    def __init__(self, context: Context, outgoing: Outgoing) -> None:
        self._context = context
        self._outgoing = outgoing
        self._writers: dict[tuple[str, str], TypingChanged] = {}
        """Folded (conversation, nickname) → what was told last."""
        self._until: dict[tuple[str, str], float] = {}
        self._told: dict[str, tuple[TypingState, float]] = {}
        """Folded conversation → what we told of ourselves, and when."""

    def reset(self) -> None:
        """A new connection: nobody knows of us, and we of nobody."""
        for key in list(self._writers):
            self._end(key)
        self._told.clear()

    # --- out ------------------------------------------------------------------------------------

    def tell(self, target: str, state: TypingState) -> bool:
        """Tell others what we are doing, unless they know; False where it cannot be written."""
        context = self._context
        folded, now = context.fold(target), context.now()
        last, when = self._told.get(folded, (TypingState.DONE, float("-inf")))
        if state is last and (state is not TypingState.ACTIVE or now - when < SEND_INTERVAL):
            return True
        if state is not TypingState.DONE and not self._outgoing.has_room:
            return True  # a message is more important
        if not context.send("TAGMSG", target, tags={TYPING_TAG: state.value}):
            return False
        self._outgoing.charge()
        if state is TypingState.DONE:
            del self._told[folded]
        else:
            self._told[folded] = (state, now)
        return True

    def said(self, target: str) -> None:
        """We wrote a message: that ends our writing for everybody who reads it."""
        self._told.pop(self._context.fold(target), None)

    # --- in -------------------------------------------------------------------------------------

    def on_tags(self, message: Message, buffer: str) -> None:
        """A TAGMSG in a conversation."""
        state = _STATES.get(message.tags.get(TYPING_TAG, ""))
        nick = message.from_.nick
        if state is None or not buffer or self._context.is_me(nick):
            return
        key = self._key(buffer, nick)
        known = self._writers.get(key)
        if state is TypingState.DONE:
            self._end(key)
            return
        if known is None and len(self._writers) >= MOST_WRITERS:
            return
        self._until[key] = self._context.now() + _SECONDS[state]
        if known is None or known.state is not state:
            self._writers[key] = TypingChanged(buffer, nick, state)
            self._context.emit(self._writers[key])

    def heard(self, buffer: str, nick: str) -> None:
        """A message of somebody came."""
        if self._writers:
            self._end(self._key(buffer, nick))

    def gone(self, nick: str, buffer: str = "") -> None:
        """Somebody left a channel, or ("") everything, or is called something else now."""
        if not self._writers:
            return
        folded, where = self._context.fold(nick), self._context.fold(buffer)
        for key in list(self._writers):
            if key[1] == folded and where in ("", key[0]):
                self._end(key)

    def closed(self, buffer: str) -> None:
        """A conversation is gone, or has another name."""
        where = self._context.fold(buffer)
        self._told.pop(where, None)
        for key in list(self._writers):
            if key[0] == where:
                self._end(key)

    def _key(self, buffer: str, nick: str) -> tuple[str, str]:
        return self._context.fold(buffer), self._context.fold(nick)

    def _end(self, key: tuple[str, str]) -> None:
        known = self._writers.pop(key, None)
        self._until.pop(key, None)
        if known is not None:
            self._context.emit(TypingChanged(known.buffer, known.nick, TypingState.DONE))

    # --- time -----------------------------------------------------------------------------------

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        return min(self._until.values(), default=None)

    def tick(self) -> None:
        """Believe no longer what was not repeated."""
        now = self._context.now()
        for key in [key for key, until in self._until.items() if now >= until]:
            self._end(key)
