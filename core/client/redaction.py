"""Messages that are taken back: REDACT.

Source: IRCv3 message-redaction.
"""

from __future__ import annotations

from core.client.buffers import Buffers
from core.client.context import Context, Handler
from core.client.feature_events import MessageRedacted
from core.irc import capabilities as cap
from core.irc.formatting import strip_formatting
from core.irc.message import Message


class Redaction:
    """Takes messages back, and hears of those that were."""

    def __init__(self, context: Context, buffers: Buffers) -> None:
        self._context = context
        self._buffers = buffers

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {"REDACT": self._on_redact}

    def redact(self, target: str, msgid: str, reason: str) -> bool:
        """Ask the server to delete a message; False where that cannot be written."""
        context = self._context
        if not context.send("REDACT", target, msgid, *([reason] if reason else [])):
            return False
        if not context.has(cap.ECHO_MESSAGE):  # nobody will tell us
            buffer = self._buffers.shown(target)
            when = context.now()
            context.emit(MessageRedacted(buffer, msgid, context.nick, when, reason, own=True))
        return True

    def _on_redact(self, message: Message) -> None:
        context = self._context
        nick, target, msgid = message.from_.nick, message.param(0), message.param(1)
        buffer = self._buffers.of_message(nick, target)
        if msgid and buffer:
            reason = strip_formatting(message.param(2))
            when, own = context.time_of(message), context.is_me(nick)
            context.emit(MessageRedacted(buffer, msgid, nick, when, reason, own))
