"""Masks of ban, exception and invitation lists: ``nick!user@host`` with ``*`` and ``?``."""

from __future__ import annotations

from collections.abc import Mapping

from core.irc.casemapping import fold
from core.irc.names import mask_matches
from core.server.state import ListEntry, User


def complete_mask(text: str) -> str:
    """``anna`` → ``anna!*@*``, ``*@host`` → ``*!*@host`` (Modern IRC, "Ban channel mode")."""
    left, at, host = text.partition("@")
    nick, bang, name = left.partition("!")
    if at and not bang:
        nick, name = "*", left
    return f"{nick or '*'}!{name or '*'}@{host or '*'}"


def fold_mask(mask: str) -> str:
    """A mask as it is compared; only the nickname may have other letters than ASCII folded."""
    nick, bang, rest = mask.partition("!")
    return (nick.lower() if "*" in nick or "?" in nick else fold(nick)) + bang + rest.lower()


def fits_any(entries: Mapping[str, ListEntry], user: User) -> bool:
    """Whether somebody fits one of the masks; the keys are folded masks."""
    if not entries:
        return False
    who = f"{user.folded}!{user.username.lower()}@{user.host.lower()}"
    return any(mask_matches(mask, who) for mask in entries)
