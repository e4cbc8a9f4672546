"""What is being written, and what came of it: plain records between the composer and its window."""

from __future__ import annotations

from dataclasses import dataclass

from core.irc.formatting import strip_formatting


@dataclass(frozen=True, slots=True)
class Reference:
    """The message that a draft answers, or (``edits``) changes."""

    msgid: str
    nick: str
    text: str
    edits: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """What was sent off: a text of one or several lines, or a command. ``reply_to`` and ``edit_of``
    are message ids, "" for none."""

    text: str
    reply_to: str = ""
    edit_of: str = ""


def plain(text: str) -> str:
    """``text`` without IRC's codes for bold and colours, its lines as they are."""
    return "\n".join(strip_formatting(line) for line in text.split("\n"))
