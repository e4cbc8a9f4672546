"""What we have of each conversation: its newest message, so that only what came since is asked for.

Source: IRCv3 chathistory, server-time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from core.client.context import Context
from core.client.events import Event, MessageReceived, MessageUpdated, News

Line = tuple[float, str]
"""Unix time and id of a message; 0.0 and "" for none."""


class _Lines:
    """A line of each conversation, found in any letter case without a look at all of them."""

    def __init__(self, context: Context, lines: Mapping[str, Line]) -> None:
        self._context = context
        self.lines = dict(lines)
        self._names: dict[str, str] = {}  # folded name → name
        self._mapping = ""  # the casemapping by which they are folded

    def copy(self) -> _Lines:
        return _Lines(self._context, self.lines)

    def find(self, name: str) -> Line:
        found = self.lines.get(name)
        if found is None:
            found = self.lines.get(self._by_folded().get(self._context.fold(name), ""))
        return found or (0.0, "")

    def put(self, name: str, line: Line) -> None:
        if name not in self.lines:
            self._by_folded().setdefault(self._context.fold(name), name)
        self.lines[name] = line

    def rename(self, old: str, new: str) -> None:
        if old in self.lines:
            line = self.lines.pop(old)
            self._names.pop(self._context.fold(old), None)
            self.put(new, line)

    def _by_folded(self) -> dict[str, str]:
        mapping = self._context.isupport.casemapping
        if mapping != self._mapping:
            self._mapping = mapping
            self._names = {self._context.fold(name): name for name in reversed(self.lines)}
        return self._names


class NewestKnown:
    """Notes what is told, by the server's clock."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known = _Lines(context, context.options.known)
        self._had = self._known.copy()
        """The same when we connected, or came into the channel."""

    def of(self, buffer: str) -> Line:
        """When the last thing was said that is known of a conversation, and its id."""
        return self._known.find(buffer)

    def newest(self) -> float:
        """The Unix time of the newest thing that is known of any conversation; 0.0 for none."""
        return max((time for time, _ in self._known.lines.values()), default=0.0)

    def note(self, event: Event) -> None:
        """Something is told."""
        if isinstance(event, MessageReceived):
            if event.buffer and (event.msgid or "time" in event.tags):
                self.has(event.buffer, event.time, event.msgid)
        elif isinstance(event, MessageUpdated):
            if event.msgid:
                self.has(event.buffer, event.time, event.msgid)
        elif isinstance(event, News) and event.buffer in self._known.lines:
            time, msgid = self._known.lines[event.buffer]
            self._known.put(event.buffer, (max(time, event.time), msgid))

    def has(self, buffer: str, time: float, msgid: str) -> None:
        """So much is known of a conversation."""
        if time >= self.of(buffer)[0]:
            self._known.put(buffer, (time, msgid))

    def renamed(self, old: str, new: str) -> None:
        """A conversation has another name."""
        self._known.rename(old, new)

    # --- what comes unasked ---------------------------------------------------------------------

    def connected(self) -> None:
        """A new connection: what a bouncer plays back there may be known."""
        self._had = self._known.copy()

    def coming_in(self, buffer: str) -> None:
        """We come into a channel: what is played back there may be known."""
        self._had.put(buffer, self.of(buffer))

    def was_known(self, buffer: str) -> bool:
        """Whether anything was known of a conversation when we connected, or came into it."""
        return self._had.find(buffer)[0] > 0.0

    def is_old(self, event: MessageReceived) -> bool:
        """Whether a server or a bouncer plays back, unasked, what is known already."""
        time, msgid = self._had.find(event.buffer)
        if event.time.is_integer():
            # InspIRCd plays back in whole seconds, rounded down, what it told in milliseconds.
            return event.time < math.floor(time) or (event.msgid != "" and event.msgid == msgid)
        return event.time < time or (event.time == time and event.msgid in ("", msgid))
