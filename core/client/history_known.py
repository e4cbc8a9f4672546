"""What we have of each conversation: its newest message, so that only what came since is asked for.

Source: IRCv3 chathistory, server-time.
"""

from __future__ import annotations

import math

from core.client.context import Context
from core.client.events import Event, MessageReceived, MessageUpdated, News

Line = tuple[float, str]
"""Unix time and id of a message; 0.0 and "" for none."""


class NewestKnown:
    """Notes what is told, by the server's clock."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[str, Line] = dict(context.options.known)
        self._had = dict(self._known)
        """The same when we connected, or came into the channel."""

    def of(self, buffer: str) -> Line:
        """When the last thing was said that is known of a conversation, and its id."""
        return self._find(self._known, buffer)

    def newest(self) -> float:
        """The Unix time of the newest thing that is known of any conversation; 0.0 for none."""
        return max((time for time, _ in self._known.values()), default=0.0)

    def note(self, event: Event) -> None:
        """Something is told."""
        if isinstance(event, MessageReceived):
            if event.buffer and (event.msgid or "time" in event.tags):
                self.has(event.buffer, event.time, event.msgid)
        elif isinstance(event, MessageUpdated):
            if event.msgid:
                self.has(event.buffer, event.time, event.msgid)
        elif isinstance(event, News) and event.buffer in self._known:
            time, msgid = self._known[event.buffer]
            self._known[event.buffer] = (max(time, event.time), msgid)

    def has(self, buffer: str, time: float, msgid: str) -> None:
        """So much is known of a conversation."""
        if time >= self.of(buffer)[0]:
            self._known[buffer] = (time, msgid)

    def renamed(self, old: str, new: str) -> None:
        """A conversation has another name."""
        if old in self._known:
            self._known[new] = self._known.pop(old)

    # --- what comes unasked ---------------------------------------------------------------------

    def connected(self) -> None:
        """A new connection: what a bouncer plays back there may be known."""
        self._had = dict(self._known)

    def coming_in(self, buffer: str) -> None:
        """We come into a channel: what is played back there may be known."""
        self._had[buffer] = self.of(buffer)

    def is_old(self, event: MessageReceived) -> bool:
        """Whether a server or a bouncer plays back, unasked, what is known already."""
        time, msgid = self._find(self._had, event.buffer)
        if event.time.is_integer():
            # InspIRCd plays back in whole seconds, rounded down, what it told in milliseconds.
            return event.time < math.floor(time) or (event.msgid != "" and event.msgid == msgid)
        return event.time < time or (event.time == time and event.msgid in ("", msgid))

    def _find(self, known: dict[str, Line], buffer: str) -> Line:
        found = known.get(buffer)
        if found is None:
            folded = self._context.fold(buffer)
            names = (name for name in known if self._context.fold(name) == folded)
            found = known.get(next(names, ""), (0.0, ""))
        return found
