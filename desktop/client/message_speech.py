"""What a screen reader says of a row: everything that is seen of it, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.client.events import Delivery, MessageReceived
from desktop.client.message_extras import Quote
from desktop.client.message_rows import Row
from desktop.client.message_selection import line_text
from desktop.client.message_text import Body, isolated

translate = QCoreApplication.translate

# Characters of a row that are said: nobody listens to a megabyte.
MAX_SAID = 2_000


def spoken(row: Row, body: Body, quote: Quote | None = None, seen: bool = False) -> str:
    """A row that is shown as ``body`` in words; ``quote`` is what it answers, ``seen``: the other
    person has read it."""
    parts = [line_text(row, body)[:MAX_SAID]]
    if not isinstance(row, MessageReceived) or row.redacted:
        return parts[0]
    if quote is not None and quote.number is not None:
        words = translate("MessageView", "in answer to %1: %2")
        parts.append(words.replace("%1", isolated(quote.nick)).replace("%2", quote.words))
    if row.edited:
        parts.append(translate("MessageView", "edited"))
    if row.delivery is Delivery.WAITING:
        parts.append(translate("MessageView", "waiting"))
    elif row.delivery is Delivery.FAILED:
        parts.append(translate("MessageView", "not sent"))
    elif seen:
        parts.append(translate("MessageView", "read"))
    if row.reactions:
        said = ", ".join(f"{isolated(r.text)} {len(r.nicks)}" for r in row.reactions[:20])
        parts.append(translate("MessageView", "reactions: %1").replace("%1", said))
    return "; ".join(parts)
