"""Words of a text as the search compares them: in any case, by their beginnings.

Scripts that put no spaces between words (Chinese, Japanese, Thai …) have no beginnings that could
be seen: of these every two letters that follow each other are a word, so that any part is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from core.irc.formatting import strip_formatting

# Letters, and marks that belong to them, as Unicode's "Script" and "Script_Extensions" tell.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e"  # Thai
    "\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"  # Lao
    "\u1000-\u103f\u1050-\u108f"  # Burmese
    "\u1780-\u17d3\u17d7"  # Khmer
    "\u3005-\u3007\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Han
    "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # Kana
)
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")
_SPACED_WORD = re.compile(r"[^\W_]+")
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")


def search_words(text: str) -> list[str]:
    """The words of a text, folded: case, width, composition and formatting codes do not count, "ё"
    is "е"."""
    runs = _runs(text)
    if text.isascii():
        return runs
    return [word for run in runs for word in (_pairs(run) if is_unspaced(run) else (run,))]


def text_has(text: str, wanted: list[str]) -> bool:
    """Whether each of the folded words begins a word of the text.

    A single letter must be a word of its own: as a beginning it would find nearly everything.
    """
    words = search_words(text)
    return all(
        word in words if is_whole(word) else any(w.startswith(word) for w in words)
        for word in wanted
    )


def wanted_words(words: Iterable[str]) -> list[str] | None:
    """What a search looks for: the folded words, each once; None where one has no letter and no
    digit."""
    wanted: dict[str, None] = {}
    for word in words:
        runs = _runs(word)
        if not runs:
            return None
        for run in runs:
            # The last letter alone is a word of the text, not of what is looked for.
            wanted |= dict.fromkeys(
                _pairs(run)[: max(1, len(run) - 1)] if is_unspaced(run) else (run,)
            )
    return list(wanted)


def is_unspaced(word: str) -> bool:
    """Whether a word has letters of a script that puts no spaces between words."""
    return _HAS_UNSPACED.search(word) is not None


def is_whole(word: str) -> bool:
    """Whether only a whole word of a text is meant, not the beginning of one."""
    return len(word) == 1 and not is_unspaced(word)


def _runs(text: str) -> list[str]:
    # A colour is no part of the word after it; a message may have several lines.
    text = strip_formatting(text.replace("\n", " "))
    if text.isascii():
        return _SPACED_WORD.findall(text.lower())
    text = unicodedata.normalize("NFKC", text)
    return _WORD.findall(text.casefold().replace("ё", "е"))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]
