"""CTCP: requests inside a PRIVMSG, answers inside a NOTICE.

Source: the "Client-to-Client Protocol (CTCP)" draft on modern.ircdocs.horse.
"""

from __future__ import annotations

from typing import NamedTuple

DELIMITER = "\x01"


class Ctcp(NamedTuple):
    """A CTCP message: its command in upper case, and the rest of its text."""

    command: str
    text: str = ""


def parse_ctcp(body: str) -> Ctcp | None:
    """The CTCP message that a PRIVMSG or NOTICE holds, None where it is plain text.

    The closing delimiter may be missing, as some clients leave it out.
    """
    if not body.startswith(DELIMITER):
        return None
    inner = body[1:]
    if inner.endswith(DELIMITER):
        inner = inner[:-1]
    command, _, text = inner.partition(" ")
    return Ctcp(command.upper(), text) if command else None


def format_ctcp(command: str, text: str = "") -> str:
    """The body of a PRIVMSG (a request) or NOTICE (an answer)."""
    return f"{DELIMITER}{command} {text}{DELIMITER}" if text else f"{DELIMITER}{command}{DELIMITER}"
