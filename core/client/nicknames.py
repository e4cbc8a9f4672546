"""Which nickname to offer when a server refused one.

Sources: RFC 1459 section 2.3.1 (what the strictest servers take: nine of letters, digits and
``-[]\\`^{}``), the Modern IRC document (432, 433, 436, 437).
"""

from __future__ import annotations

import re
import unicodedata

TRIES = 20
_STRICT_LENGTH = 9
_ILLEGAL = re.compile(r"[^A-Za-z0-9_\-\[\]\\`^{}|]")
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєіїў",
        [
            *("a", "b", "v", "g", "d", "e", "yo", "zh", "z", "i", "y", "k", "l", "m", "n", "o"),
            *("p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e"),
            *("yu", "ya", "g", "ye", "i", "yi", "u"),
        ],
        strict=True,
    )
)


def latin_name(name: str) -> str:
    """``name`` in letters that every server takes: «Учитель» → "Uchitel"; "" if none are left."""
    letters: list[str] = []
    for letter in name:
        latin = _LATIN.get(letter.lower())
        if latin is None:
            letters.append(letter)
        else:
            letters.append(latin.capitalize() if letter != letter.lower() else latin)
    plain = unicodedata.normalize("NFKD", "".join(letters))
    return _ILLEGAL.sub("", plain).lstrip("0123456789-")


class NickOffers:
    """The nicknames to try one after the other, beginning with the wanted one."""

    def __init__(self, wanted: str) -> None:
        self._base = wanted
        self._longest = 0  # 0: not known
        self._tried = {wanted}
        self._count = 0

    def next(self, rejected: str, code: str) -> str:
        """What to try after ``rejected``, or "" when it is time to give up.

        ``code`` is that of ``NickRejected``: "erroneous" and "empty" lead to plainer names, the
        others to the same name with an ending. ``rejected`` as the server wrote it: it may have cut
        the name to its own length.
        """
        if 0 < len(rejected) < len(self._base):
            self._longest = len(rejected)
        self._tried.add(rejected)
        if code in ("erroneous", "empty"):
            self._base = self._plainer()
        while len(self._tried) < TRIES:
            offer = self._variant(self._count)
            self._count += 1
            if offer not in self._tried:
                self._tried.add(offer)
                return offer
        return ""

    def _plainer(self) -> str:
        self._count = 0
        latin = latin_name(self._base)
        if latin and latin not in self._tried:
            return latin
        self._longest = self._longest or _STRICT_LENGTH
        latin = latin[: self._longest]
        return latin if latin and latin not in self._tried else "guest"

    def _variant(self, number: int) -> str:
        ending = "" if number == 0 else "_" if number == 1 else str(number)
        room = self._longest - len(ending) if self._longest else len(self._base)
        return self._base[: max(room, 1)] + ending
