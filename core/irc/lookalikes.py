"""Which names look the same, though their letters are others.

Two names look alike when their skeletons are equal: each letter is replaced by the simplest one
that is drawn like it (``а`` of Cyrillic by ``a`` of Latin, ``1`` by ``l``).

Sources: Unicode Technical Standard 39, section 4 ("Confusable detection") and 5.1 ("Mixed-script
detection"); its table comes with the library confusable-homoglyphs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

# What is drawn alike among the letters of ASCII. A capital stands for its small letter otherwise,
# since the case of a name does not count.
_ASCII = str.maketrans({"I": "l", "1": "l", "|": "l", "0": "o"})
_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
_LEFT_TO_RIGHT_MARK = "\u200e"  # stands around letters of right-to-left scripts in the table


class StrayLetter(NamedTuple):
    """A letter of another alphabet inside a word: ``alphabet`` and ``others`` as "Latin"."""

    letter: str
    alphabet: str
    others: str


def skeleton(name: str) -> str:
    """The form of ``name`` that it shares with every name that looks like it.

    The name is taken as it is written: "Ivan" looks like "lvan", "ivan" does not.
    """
    return _drawn(name) if name.isascii() else _skeleton(name)


@lru_cache(maxsize=4096)
def _skeleton(name: str) -> str:
    table = _table()
    letters = unicodedata.normalize("NFD", name)
    shown = "".join([table.get(letter, letter) for letter in letters])
    return unicodedata.normalize("NFD", _drawn(shown))


def _drawn(text: str) -> str:
    return text.translate(_ASCII).lower().replace("rn", "m")


def prepare() -> None:
    """Read the table of look-alikes now (it takes some 50 ms), not with the first name."""
    _table()


@cache
def _table() -> Mapping[str, str]:
    """Letter → what it is drawn like.

    The library's table is a graph: each letter knows its prototype, each prototype all its letters.
    Read with the library's own function, since its module would keep nine megabytes of it.
    """
    from confusable_homoglyphs.utils import load

    found: dict[str, str] = {}
    graph: Mapping[str, list[dict[str, str]]] = load("confusables.json")
    for letter, neighbours in graph.items():
        if len(letter) != 1 or len(neighbours) != 1 or letter.isascii():
            continue  # a prototype, or what _ASCII knows better
        other = neighbours[0]["c"]
        # Two letters that have only each other: the first in Unicode's order is the simple one.
        if len(graph.get(other, ())) == 1 and len(other) == 1 and letter < other:
            continue
        found[letter] = other.replace(_LEFT_TO_RIGHT_MARK, "")
    for _ in range(2):  # a prototype of several letters may have one in it that has a prototype
        for letter, drawn in found.items():
            found[letter] = "".join([found.get(part, part) for part in drawn])
    return found


def stray_letter(name: str) -> StrayLetter | None:
    """The first letter that stands in a word of letters of another alphabet, None if all is well.

    Alphabets with letters that are drawn alike are told apart (Latin, Cyrillic, Greek …). A word
    ends where something other than a letter stands: "Аня_PC" has two words. Of a word with two
    alphabets the letters of the rarer one are the strays.
    """
    if name.isascii():
        return None
    word: list[tuple[str, str]] = []
    for letter in name + " ":
        if letter.isalpha() or unicodedata.combining(letter):
            alphabet = unicodedata.name(letter, "").partition(" ")[0]
            if alphabet in _ALPHABETS:
                word.append((letter, alphabet))
            continue
        stray = _stray_in(word)
        if stray is not None:
            return stray
        word.clear()
    return None


def _stray_in(word: list[tuple[str, str]]) -> StrayLetter | None:
    counts: dict[str, int] = {}
    for _, alphabet in word:
        counts[alphabet] = counts.get(alphabet, 0) + 1
    if len(counts) < 2:
        return None
    most = max(counts, key=lambda alphabet: counts[alphabet])
    letter, alphabet = next(pair for pair in word if pair[1] != most)
    return StrayLetter(letter, alphabet.title(), most.title())
