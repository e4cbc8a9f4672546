"""Folding of nicknames and channel names: when are two names the same?

Sources: RFC 1459 section 2.2, the Modern IRC document ("CASEMAPPING parameter"), RFC 8265 section
3.3 (UsernameCaseMapped) as servers announce it with ``CASEMAPPING=rfc8265`` (or ``rfc7613``).
"""

from __future__ import annotations

import string
import unicodedata
from functools import lru_cache

DEFAULT = "rfc1459"  # what a server means that sends no CASEMAPPING
OURS = "rfc8265"  # what the Besedka server announces

_ASCII = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_RFC1459 = str.maketrans(string.ascii_uppercase + "[]\\^", string.ascii_lowercase + "{}|~")
_STRICT = str.maketrans(string.ascii_uppercase + "[]\\", string.ascii_lowercase + "{}|")
_TABLES = {
    "ascii": _ASCII,
    "rfc1459": _RFC1459,
    "rfc1459-strict": _STRICT,
    "strict-rfc1459": _STRICT,
}
_PRECIS = frozenset({"rfc8265", "rfc7613", "rfc3454", "precis"})


def fold(text: str, mapping: str = OURS) -> str:
    """The form of a name by which it is compared; never raises.

    ``mapping`` is the value of ISUPPORT's CASEMAPPING in lower case; an unknown one is taken as
    "ascii". Folding what is folded already changes nothing.
    """
    if mapping in _PRECIS:
        return text.lower() if text.isascii() else _fold_precis(text)
    return text.translate(_TABLES.get(mapping, _ASCII))


@lru_cache(maxsize=8192)
def _fold_precis(text: str) -> str:
    # The "#" is no part of the identifier: with it the bidi rule would refuse a Hebrew channel.
    name = text.lstrip("#&")
    marks = text[: len(text) - len(name)]
    return marks + (precis_username(name) or _compatible_fold(name))


@lru_cache(maxsize=8192)
def precis_username(name: str) -> str | None:
    """``name`` by the UsernameCaseMapped profile of RFC 8265, None where the profile refuses it."""
    from precis_i18n import get_profile

    try:
        return str(get_profile("UsernameCaseMapped").enforce(name))
    except UnicodeError:
        return None


def _compatible_fold(text: str) -> str:
    """NFKC with case folding, until it is stable (Unicode 5.18, "Normalization and case")."""
    for _ in range(4):
        folded = unicodedata.normalize("NFKC", text.casefold())
        if folded == text:
            break
        text = folded
    return text
