"""Reactions to messages.

Source: IRCv3 react (the client-only tags ``+draft/react`` and ``+draft/unreact`` of a TAGMSG, whose
``+draft/reply`` is the id of the message).
"""

from __future__ import annotations

import re

from core.client.context import Context
from core.client.feature_events import ReactionReceived
from core.irc import capabilities as cap
from core.irc.formatting import strip_formatting
from core.irc.message import Message

LONGEST_ID = 300
"""Characters of a message id; a line has no room for a longer one."""
LONGEST_REACTION = 64
"""Characters of a reaction: the longest emoji has 10 code points, words are allowed."""
# Control characters and those that turn the direction of writing; joiners belong to emoji.
_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean_reaction(text: str) -> str:
    """A reaction without formatting and spaces around it; "" if it is none, or too long."""
    clean = " ".join(strip_formatting(text).split())
    return "" if len(clean) > LONGEST_REACTION or _HOSTILE.search(clean) else clean


def reply_to(message: Message) -> str:
    """The id of the message that this one answers, or reacts to; "" for none."""
    tags = message.tags
    found = tags.get(cap.REPLY_TAG) or tags.get("+reply") or ""
    return found if len(found) <= LONGEST_ID and " " not in found else ""


class Reactions:
    """Hears of reactions, live and in what a server plays back."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def on_tags(self, message: Message, buffer: str) -> None:
        """A TAGMSG in a conversation."""
        msgid = reply_to(message)
        nick = message.from_.nick
        if not msgid or not buffer:
            return
        for tag, removed in ((cap.REACT_TAG, False), (cap.UNREACT_TAG, True)):
            reaction = clean_reaction(message.tags.get(tag, ""))
            if reaction:
                self._context.emit(
                    ReactionReceived(
                        buffer,
                        msgid,
                        nick,
                        reaction,
                        self._context.time_of(message),
                        removed,
                        self._context.is_me(nick),
                    )
                )
