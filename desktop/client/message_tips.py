"""What tool tips in a message view say."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.client.events import MessageReceived, Reaction
from desktop.client.counts import counts
from desktop.client.message_layout import Hit
from desktop.client.message_rows import Row
from desktop.client.message_text import isolated
from desktop.client.message_words import full_time_text

translate = QCoreApplication.translate

# Names in a tip before the rest is counted.
NAMES = 10


def reaction_names(reaction: Reaction, most: int = NAMES) -> str:
    """Who gave a reaction: ``most`` names, and how many more."""
    names = [isolated(nick) for nick in reaction.nicks[:most]]
    if (rest := len(reaction.nicks) - most) > 0:
        names.append(counts().more_names(rest))
    return ", ".join(names)


def reaction_words(reaction: Reaction) -> str:
    """A reaction, and who gave it."""
    return f"{isolated(reaction.text)}  {reaction_names(reaction)}"


def hit_words(hit: Hit, row: Row) -> str:
    """What a click there does, or who is behind it; "" where that is plain."""
    if hit.kind == "chip" and isinstance(row, MessageReceived):
        found = next((r for r in row.reactions if r.text == hit.value), None)
        return reaction_words(found) if found is not None else ""
    if hit.kind == "add":
        return translate("MessageDeeds", "Add a reaction")
    if hit.kind == "quote":
        return translate("MessageDeeds", "Go to the message that it answers")
    if hit.kind == "code":
        return translate("MessageDeeds", "Copy the code")
    if hit.kind in ("picture", "file"):
        return hit.value
    return full_time_text(row.time) if hit.kind == "nick" else ""
