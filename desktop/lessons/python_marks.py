"""Which pieces of a line of Python have which colour: keywords, texts, numbers, comments."""

from __future__ import annotations

import builtins
import io
import keyword
import tokenize
from functools import lru_cache
from typing import NamedTuple

_BUILTINS = frozenset(name for name in vars(builtins) if name.islower())
_F_PARTS = frozenset(
    getattr(tokenize, name)
    for name in ("FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")
    if hasattr(tokenize, name)
)


class Piece(NamedTuple):
    """A piece of a line; ``token`` is a theme's colour, "" for the text's own."""

    text: str
    token: str


@lru_cache(maxsize=64)
def colour_lines(source: str) -> tuple[tuple[Piece, ...], ...]:
    """The lines of a program, each in its pieces. A program that is no Python has no colours."""
    lines = source.split("\n")
    spans: dict[int, list[tuple[int, int, str]]] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            colour = _colour(token)
            if not colour:
                continue
            (first, start), (last, end) = token.start, token.end
            for row in range(first, last + 1):
                begin = start if row == first else 0
                stop = end if row == last else len(lines[row - 1])
                spans.setdefault(row, []).append((begin, stop, colour))
    except (tokenize.TokenError, SyntaxError, IndexError):
        pass
    return tuple(_pieces(line, spans.get(row, [])) for row, line in enumerate(lines, start=1))


def _colour(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        if keyword.iskeyword(token.string):
            return "kernel"
        return "client" if token.string in _BUILTINS else ""
    if token.type == tokenize.STRING or token.type in _F_PARTS:
        return "accent"
    if token.type == tokenize.COMMENT:
        return "muted"
    return ""


def _pieces(line: str, spans: list[tuple[int, int, str]]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = 0
    for start, end, colour in spans:
        if start > at:
            found.append(Piece(line[at:start], ""))
        if end > max(start, at):
            found.append(Piece(line[max(start, at) : end], colour))
        at = max(at, end)
    if at < len(line):
        found.append(Piece(line[at:], ""))
    return tuple(found)
