"""What a person can do with messages beyond writing them: react, edit, delete, tell how far they
have been read.
"""

from __future__ import annotations

from core.client.actions import DONE, NOT_CONNECTED, CommandResult
from core.client.buffers import Buffers
from core.client.context import Context
from core.client.events import MessageKind
from core.client.feature_events import Features, TypingState
from core.client.features import OfferedFeatures
from core.client.markers import Markers
from core.client.messages import Messages
from core.client.reactions import LONGEST_ID, clean_reaction
from core.client.redaction import Redaction
from core.client.typing import Typing
from core.irc import capabilities as cap

WAITS = CommandResult(action="waits")


class MessageActions:
    """The part of ``ClientSession`` for that. No method raises for what it is given.

    Where the server does not offer a thing nothing is sent, and the result is "not_offered" (args:
    the field of ``Features``).
    """

    _context: Context
    _buffers: Buffers
    _messages: Messages
    _offered: OfferedFeatures
    _redaction: Redaction
    _typing: Typing
    _markers: Markers

    @property
    def features(self) -> Features:
        """What the server offers; without a connection what it offered last."""
        return self._offered.current

    def react(self, buffer: str, msgid: str, reaction: str, remove: bool = False) -> CommandResult:
        """React to a message with an emoji or a short text, or take that back.

        ``ReactionReceived`` follows, once the server has it where it sends echoes.
        """
        if fault := self._fault(buffer, msgid, "reactions"):
            return fault
        clean = clean_reaction(reaction)
        if not clean:
            return CommandResult("bad_argument", (reaction,))
        tag = cap.UNREACT_TAG if remove else cap.REACT_TAG
        if not self._messages.send_tags(buffer, {cap.REPLY_TAG: msgid, tag: clean}):
            return CommandResult("not_offered", ("reactions",))
        if not self._context.has(cap.ECHO_MESSAGE):
            self._messages.reacted(buffer, msgid, clean, removed=remove)
        return DONE

    def edit(
        self, buffer: str, msgid: str, text: str, kind: MessageKind = MessageKind.TEXT
    ) -> CommandResult:
        """Replace the text of an own message of this ``kind``: ``MessageEdited`` follows, once the
        server has it; a ``ServerText`` "EDIT" (params: id, text) where it refuses.

        The action "waits" says that there is no connection: it is sent when there is one.
        """
        if not self.features.edits:
            return CommandResult("not_offered", ("edits",))
        if not _is_id(msgid):
            return CommandResult("bad_argument", (msgid,))
        if self._buffers.find(buffer) is None:
            return CommandResult("no_conversation")
        if not text.strip():
            return CommandResult("bad_argument", (text,))
        sent = self._messages.edit(buffer, msgid, text, kind)
        if sent is None:
            return CommandResult("too_long")
        return DONE if sent or self._context.registered else WAITS

    def redact(self, buffer: str, msgid: str, reason: str = "") -> CommandResult:
        """Delete a message: ``MessageRedacted`` follows, or a ``ServerText`` with the refusal."""
        if fault := self._fault(buffer, msgid, "redaction"):
            return fault
        if self._redaction.redact(buffer, msgid, reason):
            return DONE
        return CommandResult("bad_argument", (msgid,))

    def set_typing(self, buffer: str, state: TypingState) -> CommandResult:
        """Tell a conversation whether we are writing. To be called with every change of the text:
        what is sent is kept few (IRCv3 typing). A message that is sent ends it by itself."""
        if fault := self._fault(buffer, None, "typing"):
            return fault
        self._typing.tell(buffer, state)
        return DONE

    def mark_read(self, buffer: str, time: float, msgid: str = "") -> CommandResult:
        """We have read a conversation up to the Unix time ``time``, told to our other devices; with
        ``msgid``, the id of the newest message, also to the person of a private conversation."""
        if fault := self._fault(buffer, None, ""):
            return fault
        self._markers.mark(buffer, time, msgid)
        return DONE

    def _fault(self, buffer: str, msgid: str | None, feature: str) -> CommandResult | None:
        if not self._context.registered:
            return NOT_CONNECTED
        if feature and not getattr(self.features, feature):
            return CommandResult("not_offered", (feature,))
        if self._buffers.find(buffer) is None:
            return CommandResult("no_conversation")
        if msgid is not None and not _is_id(msgid):
            return CommandResult("bad_argument", (msgid,))
        return None


def _is_id(msgid: str) -> bool:
    """Whether a text can be the id of a message on the wire."""
    usable = msgid.isprintable() and " " not in msgid and msgid[:1] not in ("", ":")
    return usable and len(msgid) <= LONGEST_ID
