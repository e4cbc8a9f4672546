"""Where the text of a Python file is, and what its words are.

In the packaged program there are no .py files beside the compiled ones: those of ``core`` are
shipped as data, in ``source/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path, PurePath

from core.paths import resources_dir

_LARGEST = 2_000_000  # bytes; no source of ours comes near
_LONGEST_COLOURED = 200_000  # characters: about a tenth of a second


class Word(StrEnum):
    """What a stretch of a line is."""

    PLAIN = "plain"
    KEYWORD = "keyword"
    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one kind."""

    text: str
    word: Word


def find_source(file: str) -> str | None:
    """The text of a source file, None where it is not here or is not text.

    A tape may come from anywhere, so only files that are Python sources of this computer are
    opened: no device, no pipe, no network share.
    """
    if not file.endswith(".py") or file.startswith(("<", "//", "\\\\")):
        return None
    for path in _places(file):
        try:
            if path.is_file() and path.stat().st_size <= _LARGEST:
                return path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue
    return None


def _places(file: str) -> Iterator[Path]:
    path = PurePath(file)
    if path.is_absolute():
        yield Path(path)
    parts = path.parts
    for place, part in enumerate(parts):
        if part in ("core", "desktop", "resources"):
            root = resources_dir().parent
            yield root.joinpath("source", *parts[place:])
            yield root.joinpath(*parts[place:])


@lru_cache(maxsize=32)
def words_of(source: str) -> tuple[tuple[Run, ...], ...]:
    """The lines of a Python source, each in stretches of one kind. Never fails: what is no Python
    is plain, and so is a text too long to be coloured while somebody waits."""
    if len(source) > _LONGEST_COLOURED:
        return tuple((Run(line.expandtabs(4), Word.PLAIN),) for line in source.split("\n"))
    from pygments.lexers.python import PythonLexer  # late: only who looks at code pays for it
    from pygments.token import Comment, Keyword, Number, Operator, String

    def word(kind: object) -> Word:
        if kind in String:
            return Word.STRING
        if kind in Keyword or kind is Operator.Word:
            return Word.KEYWORD
        if kind in Number:
            return Word.NUMBER
        return Word.COMMENT if kind in Comment else Word.PLAIN

    lines: list[list[Run]] = [[]]
    for kind, text in PythonLexer(stripnl=False, ensurenl=False).get_tokens(source):
        what = word(kind)
        for place, part in enumerate(text.split("\n")):
            if place:
                lines.append([])
            if part:
                lines[-1].append(Run(part.expandtabs(4), what))
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return tuple(tuple(line) for line in lines)
