"""What a screen reader says of a row: everything that is seen of it, in words."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from core.client.events import Delivery, MessageReceived
from desktop.client.message_content import is_read, remarks
from desktop.client.message_extras import Quote
from desktop.client.message_layout import RowLayout
from desktop.client.message_pictures import picture_name
from desktop.client.message_rows import NewsRow, Row
from desktop.client.message_selection import line_text
from desktop.client.message_text import Body, isolated

translate = QCoreApplication.translate

# Characters of a row that are said: nobody listens to a megabyte.
MAX_SAID = 2_000
# Kinds of reactions that are said.
_REACTIONS = 20
_CARDS = {
    "picture": str(QT_TRANSLATE_NOOP("MessageView", "picture %1")),
    "file": str(QT_TRANSLATE_NOOP("MessageView", "file %1")),
}


def spoken(row: Row, body: Body, quote: Quote | None = None, seen: bool = False) -> str:
    """A row that is shown as ``body`` in words; ``quote`` is what it answers, ``seen``: the other
    person has read it."""
    parts = [line_text(row, body)[:MAX_SAID]]
    if not isinstance(row, MessageReceived) or row.redacted:
        return parts[0]
    parts += remarks(row)
    if quote is not None and quote.number is None:
        parts.append(translate("MessageView", "An answer to a message that is not here"))
    elif quote is not None:
        words = translate("MessageView", "in answer to %1: %2")
        parts.append(words.replace("%1", isolated(quote.nick)).replace("%2", quote.words))
    if body.mentions:
        parts.append(translate("MessageView", "you are named"))
    if any(block.kind == "code" for block in body.blocks):
        parts.append(translate("MessageView", "with code"))
    if row.edited:
        parts.append(translate("MessageView", "edited"))
    if row.delivery is Delivery.WAITING:
        parts.append(translate("MessageView", "waiting"))
    elif row.delivery is Delivery.FAILED:
        parts.append(translate("MessageView", "not sent"))
    elif seen:
        parts.append(translate("MessageView", "read"))
    if row.reactions:
        parts.append(translate("MessageView", "reactions: %1").replace("%1", _reactions(row)))
    return "; ".join(parts)


def _reactions(row: MessageReceived) -> str:
    """Which, how many gave each, and which of them are ours."""
    said = []
    ours = translate("MessageView", "yours too")
    for reaction in row.reactions[:_REACTIONS]:
        words = f"{isolated(reaction.text)} {len(reaction.nicks)}"
        said.append(f"{words} ({ours})" if reaction.own else words)
    return ", ".join(said)


def spoken_whole(made: RowLayout, read_until: float, quote: Quote | None = None) -> str:
    """A row as it stands in the view: the date and the "New" line above it, its words, its pictures
    and files. ``read_until``: up to when the other person has read ours."""
    row = made.row
    parts = []
    if made.day is not None:
        parts.append(made.day[1].text())
    if made.marker is not None:
        parts.append(translate("MessageView", "New messages from here"))
    seen = isinstance(row, MessageReceived) and is_read(row, read_until)
    parts.append(spoken(row, made.body, quote, seen))
    for hit in made.hits:
        if hit.kind in _CARDS:
            words = translate("MessageView", _CARDS[hit.kind])
            parts.append(words.replace("%1", picture_name(hit.value)))
        elif hit.kind == "unfold" and isinstance(row, NewsRow):
            folded = translate("MessageView", "Enter shows each")
            parts.append(translate("MessageView", "unfolded") if row.unfolded else folded)
    return "; ".join(parts)
