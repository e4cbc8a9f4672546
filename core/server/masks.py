"""Masks of ban, exception and invitation lists: ``nick!user@host`` with ``*`` and ``?``.

Two forms more are known (ISUPPORT EXTBAN; IRCv3 account-extban): ``a:anna`` fits who is logged in
to the account, and ``m:mask`` in a list of bans takes only the word from those whom the mask fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.names import mask_matches

if TYPE_CHECKING:
    from core.server.state import Channel, ListEntry, User

ACCOUNT = "a:"
MUTE = "m:"
_KIND = re.compile(r"~?([am]):", re.ASCII)


def complete_mask(text: str) -> str:
    """``anna`` → ``anna!*@*``, ``*@host`` → ``*!*@host`` (Modern IRC, "Ban channel mode").

    ``a:`` and ``m:`` stay in front; that they may have a ``~`` is known from other servers.
    """
    kind = _KIND.match(text)
    if kind and kind[1] == "m":
        return MUTE + complete_mask(text[kind.end() :].removeprefix(MUTE))
    if kind:
        return ACCOUNT + (text[kind.end() :] or "*")
    left, at, host = text.partition("@")
    nick, bang, name = left.partition("!")
    if at and not bang:
        nick, name = "*", left
    return f"{nick or '*'}!{name or '*'}@{host or '*'}"


def fold_mask(mask: str) -> str:
    """A mask as it is compared; only nicknames and accounts may have more than ASCII folded."""
    if mask.startswith(MUTE):
        return MUTE + fold_mask(mask.removeprefix(MUTE))
    if mask.startswith(ACCOUNT):
        return ACCOUNT + _fold_name(mask.removeprefix(ACCOUNT))
    nick, bang, rest = mask.partition("!")
    return _fold_name(nick) + bang + rest.lower()


def fits_any(entries: Iterable[str] | Mapping[str, ListEntry], user: User) -> bool:
    """Whether somebody fits one of the folded masks; those that mute are not looked at."""
    return bool(entries) and _fits(entries, user, muting=False)


def is_banned(channel: Channel, user: User, muting: bool = False) -> bool:
    """Whether somebody is banned from a channel, or with ``muting`` from speaking in it."""
    bans = channel.lists["b"]
    if not bans or not _fits(bans, user, muting):
        return False
    exceptions = channel.lists["e"]
    return not exceptions or not _fits(exceptions, user, muting)


def _fits(masks: Iterable[str], user: User, muting: bool) -> bool:
    who = f"{user.folded}!{user.username.lower()}@{user.host.lower()}"
    account = fold(user.account) if user.account else ""
    for mask in masks:
        if mask.startswith(MUTE) and not muting:
            continue
        text = mask.removeprefix(MUTE)
        name = account if text.startswith(ACCOUNT) else who
        if name and mask_matches(text.removeprefix(ACCOUNT), name):
            return True
    return False


def _fold_name(name: str) -> str:
    return name.lower() if "*" in name or "?" in name else fold(name)
