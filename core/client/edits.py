"""Messages whose author replaced their text (``besedka.app/edit``).

A message with the client-only tag ``+besedka.app/edit=MSGID`` takes the place of an earlier one. It
counts only where the server has this capability: then the server knows that it is the same author.
In the history a message has its last text, and the tag ``besedka.app/edited`` says since when.
"""

from __future__ import annotations

from core.client.context import Context
from core.irc.capabilities import EDIT, EDIT_TAG, EDITED_TAG
from core.irc.message import Message
from core.irc.server_time import parse_time


def edited_id(context: Context, message: Message) -> str:
    """The id of the message that this one takes the place of; "" for none."""
    return message.tags.get(EDIT_TAG, "") if context.has(EDIT) else ""


def edited_at(context: Context, message: Message) -> float:
    """When the text of a message from the history was last replaced; 0.0 for never."""
    if EDITED_TAG not in message.tags or not context.has(EDIT):
        return 0.0
    return parse_time(message.tags[EDITED_TAG]) or 0.0
