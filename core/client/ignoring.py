"""People whom we do not want to hear: masks like ``nick!user@host``, with ``*`` and ``?``.

Nothing of them is shown that is said to us or in our channels; who is there is still true.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.client.context import Context
from core.irc.message import Message, parse_source
from core.irc.names import mask_matches

MOST_MASKS = 1000
_LONGEST_MASK = 200
_MOST_KNOWN = 5_000  # people of whom it is known whether a mask fits them
_SILENCED = frozenset({"PRIVMSG", "NOTICE", "TAGMSG", "INVITE"})


def complete_mask(text: str) -> str:
    """``anna`` → ``anna!*@*``, ``*@host`` → ``*!*@host``; "" for what is no mask."""
    left, at, host = text.partition("@")
    nick, bang, user = left.partition("!")
    if at and not bang:
        nick, user = "*", left
    usable = text.isprintable() and not set(text) & {" ", ","} and len(text) <= _LONGEST_MASK
    return f"{nick or '*'}!{user or '*'}@{host or '*'}" if usable and text else ""


class Ignoring:
    """The masks, and whom they fit."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.masks: tuple[str, ...] = ()
        """Whom we ignore, in the order in which they were added."""
        self._known: dict[str, bool] = {}

    def set(self, masks: Iterable[str]) -> None:
        """Ignore these, and nobody else; what is no mask is left out."""
        found = dict.fromkeys(filter(None, map(complete_mask, masks)))
        self.masks = tuple(found)[:MOST_MASKS]
        self.refold()

    def refold(self) -> None:
        """The server compares names in another way, or the masks changed."""
        self._known.clear()

    def hides(self, message: Message) -> bool:
        """Whether a message is of somebody whom we ignore, and no change of who is where."""
        if not self.masks or message.command not in _SILENCED or not message.source:
            return False
        known = self._known.get(message.source)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[message.source] = self._fits(message.source)
        return known

    def _fits(self, source: str) -> bool:
        nick, user, host = parse_source(source)
        if self._context.is_me(nick):
            return False
        fold = self._context.fold
        who = fold(f"{nick}!{user}@{host}")
        return any(mask_matches(fold(mask), who) for mask in self.masks)
