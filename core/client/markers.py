"""How far a conversation has been read: by us on another device, by the person we write to.

Sources: IRCv3 read-marker (MARKREAD); the client-only tag ``+besedka.app/read`` of a TAGMSG between
two people has the id of the newest message that its sender has seen.
"""

from __future__ import annotations

from core.client.buffers import Buffers, Channel
from core.client.context import Context, Handler
from core.client.feature_events import ReadByOther, ReadMarkerMoved
from core.client.features import may_send_tag
from core.client.outgoing import Outgoing
from core.client.reactions import LONGEST_ID
from core.irc import capabilities as cap
from core.irc.message import Message
from core.irc.server_time import format_time, parse_time

_STAMP = "timestamp="
_MOST_EARLY = 500  # markers of conversations that are not open


class Markers:
    """Sets our own markers, and hears of those of others."""

    def __init__(self, context: Context, buffers: Buffers, outgoing: Outgoing) -> None:
        self._context = context
        self._buffers = buffers
        self._outgoing = outgoing
        self.reset()

    def reset(self) -> None:
        """Forget the last connection."""
        self._at: dict[str, float] = {}
        """Folded conversation → what the server knows of us."""
        self._early: dict[str, float] = {}
        """The same of conversations that are not open."""
        self._seen: dict[str, str] = {}
        """Folded conversation → the id that we told its person."""

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {"MARKREAD": self._on_markread}

    # --- out ------------------------------------------------------------------------------------

    def mark(self, buffer: str, time: float, msgid: str) -> None:
        """Tell the server, and with ``msgid`` the person we write to, how far we have read."""
        context = self._context
        found = self._buffers.find(buffer)
        if found is None:
            return
        folded = context.fold(found.name)
        if context.has(cap.READ_MARKER) and time > self._at.get(folded, 0.0):
            try:
                stamp = format_time(time)
            except (ValueError, OverflowError):
                stamp = ""
            if stamp and context.send("MARKREAD", found.name, _STAMP + stamp):
                self._at[folded] = time
        if not 0 < len(msgid) <= LONGEST_ID or isinstance(found, Channel):
            return
        if self._seen.get(folded) == msgid or not may_send_tag(context, cap.READ_TAG):
            return
        if context.send("TAGMSG", found.name, tags={cap.READ_TAG: msgid}):
            self._outgoing.charge()
            self._seen[folded] = msgid

    def opened(self, name: str) -> None:
        """A conversation is there: how far was it read?"""
        when = self._early.pop(self._context.fold(name), None)
        if when is not None:
            self._context.emit(ReadMarkerMoved(name, when))

    # --- in -------------------------------------------------------------------------------------

    def _on_markread(self, message: Message) -> None:
        stamp = message.param(1)
        when = parse_time(stamp.removeprefix(_STAMP)) if stamp.startswith(_STAMP) else None
        if when is None:
            return  # "*": nothing was read
        name = message.param(0)
        folded = self._context.fold(name)
        buffer = self._buffers.shown(name)
        if not buffer:
            if len(self._early) < _MOST_EARLY:
                self._early[folded] = when
            return
        if when > self._at.get(folded, 0.0):  # else it is the echo of our own
            self._at[folded] = when
            self._context.emit(ReadMarkerMoved(buffer, when))

    def on_tags(self, message: Message, buffer: str) -> None:
        """A TAGMSG in a conversation."""
        msgid = message.tags.get(cap.READ_TAG, "")
        nick = message.from_.nick
        private = buffer and self._buffers.channel(buffer) is None
        if private and 0 < len(msgid) <= LONGEST_ID and not self._context.is_me(nick):
            when = self._context.time_of(message)
            self._context.emit(ReadByOther(buffer, nick, msgid, when))
