"""Which names are allowed: nicknames, channels, server names; and masks over ``nick!user@host``.

Sources: the Modern IRC document ("Clients", "Channels", "Wildcard expressions"), RFC 8265 section
3.3 (letters of any script in a nickname), RFC 1123 section 2.1 (host names).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.irc.casemapping import precis_username

NICK_LENGTH = 30  # code points
CHANNEL_LENGTH = 64

_NICK_ANYWHERE = frozenset(" ,*?!@.")
_NICK_START = frozenset("#&:$%+~")
# Not drawn, or drawn as something else: controls, format characters (zero width, direction),
# surrogates, private use, unassigned, and every kind of space.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Mc", "Me"})
_LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)\Z")


def nickname_fault(nick: str, max_length: int = NICK_LENGTH) -> str | None:
    """Why ``nick`` is no nickname, or None if it is one.

    Codes: "empty", "too_long" (more than ``max_length`` code points), "bad_start", "bad_character".
    """
    if not nick:
        return "empty"
    if len(nick) > max_length:
        return "too_long"
    if nick[0] in _NICK_START or unicodedata.category(nick[0]) in _MARKS:
        return "bad_start"
    for letter in nick:
        if letter in _NICK_ANYWHERE or unicodedata.category(letter) in _INVISIBLE:
            return "bad_character"
    # The profile refuses symbols, look-alike compatibility letters and mixed directions.
    if not nick.isascii() and precis_username(nick) is None:
        return "bad_character"
    return None


def channel_fault(name: str, max_length: int = CHANNEL_LENGTH, chantypes: str = "#") -> str | None:
    """Why ``name`` is no channel's name, or None if it is one; the codes are those of nicknames.

    Any visible character may be in it but the comma, which separates channels.
    """
    if not name or not name.lstrip(chantypes):
        return "empty" if not name or name[0] in chantypes else "bad_start"
    if name[0] not in chantypes:
        return "bad_start"
    if len(name) > max_length:
        return "too_long"
    for letter in name:
        if letter in " ," or unicodedata.category(letter) in _INVISIBLE:
            return "bad_character"
    return None


def is_hostname(text: str) -> bool:
    """Whether ``text`` is a host name with at least one dot (a server must be named like that)."""
    labels = text.split(".")
    return len(text) <= 253 and len(labels) > 1 and all(_LABEL.match(label) for label in labels)


@lru_cache(maxsize=1024)
def _mask_pattern(mask: str) -> re.Pattern[str]:
    parts: list[str] = []
    for letter in re.sub(r"\*+", "*", mask):
        parts.append({"*": ".*", "?": "."}.get(letter, re.escape(letter)))
    return re.compile("".join(parts), re.DOTALL)


def mask_matches(mask: str, text: str) -> bool:
    """Whether ``text`` fits ``mask``, where ``*`` stands for anything and ``?`` for one character.

    Case counts: fold both before. A mask with many stars is matched in the time of the product of
    both lengths, never worse.
    """
    if mask.count("*") <= 2:
        return _mask_pattern(mask).fullmatch(text) is not None
    return _match_stars(mask, text)


def _match_stars(mask: str, text: str) -> bool:
    """The greedy matching with one point of return, which cannot explode as a regex can."""
    at = in_mask = 0
    star = star_at = -1
    while at < len(text):
        if in_mask < len(mask) and mask[in_mask] == "*":
            star, star_at = in_mask, at
            in_mask += 1
        elif in_mask < len(mask) and mask[in_mask] in ("?", text[at]):
            in_mask += 1
            at += 1
        elif star >= 0:
            in_mask = star + 1
            star_at += 1
            at = star_at
        else:
            return False
    return not mask[in_mask:].strip("*")
