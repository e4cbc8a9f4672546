"""Mode strings: ``+ov-k anna boris secret`` as a list of changes, and back.

Source: the Modern IRC document, "MODE message" and "CHANMODES Parameter".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.irc.isupport import Isupport


class ModeChange(NamedTuple):
    """One mode set (``sign`` "+") or taken away ("-"); ``arg`` is None where there is none."""

    sign: str
    letter: str
    arg: str | None = None


def parse_modes(params: Sequence[str], isupport: Isupport) -> list[ModeChange]:
    """The changes of a channel MODE; ``params`` is everything after the channel.

    Which letters take a parameter is told by ``isupport`` (PREFIX, CHANMODES). A missing parameter
    is None (for a list mode that asks for the list); a letter of no class takes none.
    """
    if not params:
        return []
    lists, always, when_set, _ = isupport.chanmodes
    takes = lists + always + isupport.prefix_modes
    args = iter(params[1:])
    changes: list[ModeChange] = []
    sign = "+"
    for letter in params[0]:
        if letter in "+-":
            sign = letter
        elif letter in takes or (sign == "+" and letter in when_set):
            changes.append(ModeChange(sign, letter, next(args, None)))
        else:
            changes.append(ModeChange(sign, letter))
    return changes


def parse_user_modes(text: str) -> list[ModeChange]:
    """The changes of a user MODE (``+iw-o``); none of them has a parameter."""
    changes: list[ModeChange] = []
    sign = "+"
    for letter in text:
        if letter in "+-":
            sign = letter
        else:
            changes.append(ModeChange(sign, letter))
    return changes


def format_modes(changes: Iterable[ModeChange]) -> tuple[str, ...]:
    """The parameters of a MODE after its target: the letters, then their parameters."""
    text: list[str] = []
    args: list[str] = []
    sign = ""
    for change in changes:
        if change.sign != sign:
            sign = change.sign
            text.append(sign)
        text.append(change.letter)
        if change.arg is not None:
            args.append(change.arg)
    return ("".join(text), *args) if text else ()
