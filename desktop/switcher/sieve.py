"""Leaves out at once what a query cannot fit, so that a key is answered quickly among thousands of
names: only what passes is compared letter by letter (``matching``). Pure functions."""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.switcher.matching import LONGEST
from desktop.switcher.scripts import folded, other_layout, sounds


@lru_cache(maxsize=65_536)
def _comparable(text: str) -> str:
    """A text as it is compared, in its own script and by its sound."""
    plain, sound = folded(text)[0], sounds(text)
    return plain if plain == sound else f"{plain}\n{sound}"


@lru_cache(maxsize=65_536)
def _all(title: str, others: tuple[str, ...]) -> str:
    return _comparable("\n".join((title, *others)))


class Sieve:
    """What may fit ``query``: everything that ``match`` accepts passes, and little else."""

    def __init__(self, query: str) -> None:
        query = query[:LONGEST].strip()
        self._words = [tuple(_variants(word)) for word in query.split()]
        letters = (each.replace(" ", "") for each in _variants(query))
        # Letters that stand apart are looked for in one line, which is one name.
        apart = (".*?".join(map(re.escape, each)) for each in letters if each)
        self._apart = re.compile("|".join(apart))

    @staticmethod
    def prepare(title: str, others: tuple[str, ...]) -> None:
        """Have it ready how these are compared."""
        _all(title, others)

    def passes(self, title: str, others: tuple[str, ...] = (), *, scattered: bool = False) -> bool:
        """Whether something may fit that has a title, and other words that find it; with
        ``scattered`` the letters may stand apart in the title."""
        text = _all(title, others)
        for variants in self._words:
            if not any(each in text for each in variants):
                break
        else:
            return True
        return scattered and self._apart.search(_comparable(title)) is not None


def _variants(word: str) -> set[str]:
    """A word in its own script, by its sound, and both with the keys of the other layout."""
    swapped = other_layout(word)
    return {each for text in (word, swapped) for each in (folded(text)[0], sounds(text)) if text}
