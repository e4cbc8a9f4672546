"""Words of a text as the search compares them: in any case, by their beginnings."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def search_words(text: str) -> list[str]:
    """The words of a text, folded: case, width and composition do not count, "ё" is "е"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _WORD.findall(text.casefold().replace("ё", "е"))


def text_has(text: str, wanted: list[str]) -> bool:
    """Whether each of the folded words begins a word of the text.

    A single letter must be a word of its own: as a beginning it would find nearly everything.
    """
    words = search_words(text)
    return all(
        word in words if len(word) == 1 else any(w.startswith(word) for w in words)
        for word in wanted
    )


def wanted_words(words: tuple[str, ...]) -> list[str] | None:
    """What a search looks for: the folded words; None where one has no letter and no digit."""
    wanted: list[str] = []
    for word in words:
        parts = search_words(word)
        if not parts:
            return None
        wanted += parts
    return wanted
