"""The same word in another script, and typed with the wrong keyboard layout.

Latin and Cyrillic are brought to one skeleton, so that «бор» finds "boris" and "boris" «борис»:
Cyrillic by what it sounds like (close to BGN/PCGN), Latin by the spellings that people use for it
(w is v, y and j are i, kh is h, sch is sh). Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_CYRILLIC = {
    **dict(zip("абвгдеёзийклмнопрстуфхыэіїєґў", "abvgdeeziiklmnoprstufhieiiegu", strict=True)),
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ъ": "",
    "ь": "",
    "ю": "iu",
    "я": "ia",
}
# Longest first: what Latin spellings come to.
_LATIN = (
    ("shch", "sh"),
    ("sch", "sh"),
    ("kh", "h"),
    ("ck", "k"),
    ("ch", "ch"),
    ("c", "k"),
    ("q", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("y", "i"),
    ("j", "i"),
)

_KEYS_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_KEYS_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_CYRILLIC = dict(zip(_KEYS_LATIN, _KEYS_CYRILLIC, strict=True))
_TO_LATIN = dict(zip(_KEYS_CYRILLIC, _KEYS_LATIN, strict=True))

Folded = tuple[str, Sequence[int]]
"""A text made comparable, and for each of its characters the index in the text it came from."""


@lru_cache(maxsize=65_536)
def folded(text: str) -> Folded:
    """The text without letter case, ё as е."""
    plain = text.casefold()
    if len(plain) == len(text):  # no letter became two
        return plain.replace("ё", "е"), range(len(text))
    out: list[str] = []
    places: list[int] = []
    for index, letter in enumerate(text):
        for each in letter.casefold():
            out.append("е" if each == "ё" else each)
            places.append(index)
    return "".join(out), tuple(places)


_SPELLED = re.compile("|".join(spelling for spelling, _ in _LATIN))
_COMES_TO = dict(_LATIN)
_SOUNDS = str.maketrans(_CYRILLIC)


@lru_cache(maxsize=65_536)
def sounds(text: str) -> str:
    """The letters of ``skeleton``, made quickly."""
    return _SPELLED.sub(_comes_to, folded(text)[0]).translate(_SOUNDS)


def _comes_to(spelled: re.Match[str]) -> str:
    return _COMES_TO[spelled[0]]


@lru_cache(maxsize=65_536)
def skeleton(text: str) -> Folded:
    """What the text sounds like in plain Latin letters."""
    plain, origin = folded(text)
    out: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(plain):
        length, sound = 1, _CYRILLIC.get(plain[at])
        if sound is None:
            sound = plain[at]
            for spelling, comes_to in _LATIN:
                if plain.startswith(spelling, at):
                    length, sound = len(spelling), comes_to
                    break
        for each in sound:
            out.append(each)
            places.append(origin[at])
        at += length
    return "".join(out), tuple(places)


@lru_cache(maxsize=256)
def other_layout(text: str) -> str:
    """What the same keys write in the other layout (ЙЦУКЕН and QWERTY); "" where they write the
    same."""
    lower = text.casefold()
    cyrillic = any(letter in _TO_LATIN for letter in lower)
    table = _TO_LATIN if cyrillic else _TO_CYRILLIC
    swapped = "".join(table.get(letter, letter) for letter in lower)
    return swapped if swapped != lower else ""
