"""Formatting codes inside a text: bold, colour and the rest, as spans; or stripped.

Source: "IRC Formatting" on modern.ircdocs.horse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_CODES = re.compile(
    "\x02|\x1d|\x1f|\x1e|\x11|\x16|\x0f"
    "|\x03(?:(?P<fore>[0-9]{1,2})(?:,(?P<back>[0-9]{1,2}))?)?"
    "|\x04(?:(?P<hexfore>[0-9A-Fa-f]{6})(?:,(?P<hexback>[0-9A-Fa-f]{6}))?)?"
)
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
_TOGGLES = {
    "\x02": "bold",
    "\x1d": "italic",
    "\x1f": "underline",
    "\x1e": "strike",
    "\x11": "monospace",
    "\x16": "reverse",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a span looks. Colours: an index of mIRC's palette (0 to 98), ``#rrggbb``, or None."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    monospace: bool = False
    reverse: bool = False
    foreground: int | str | None = None
    background: int | str | None = None


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one style; never empty."""

    text: str
    style: Style = PLAIN


def strip_formatting(text: str) -> str:
    """``text`` without formatting codes and other control characters (a tab stays)."""
    if not _CONTROLS.search(text):
        return text
    return _CONTROLS.sub("", _CODES.sub("", text))


def parse_formatting(text: str) -> tuple[Span, ...]:
    """``text`` in spans of one style each; other control characters are dropped."""
    if not _CONTROLS.search(text):
        return (Span(text),) if text else ()
    spans: list[Span] = []
    style = PLAIN
    at = 0
    for code in _CODES.finditer(text):
        _append(spans, text[at : code.start()], style)
        at = code.end()
        style = _after(style, code)
    _append(spans, text[at:], style)
    return tuple(spans)


def _append(spans: list[Span], piece: str, style: Style) -> None:
    piece = _CONTROLS.sub("", piece)
    if not piece:
        return
    if spans and spans[-1].style == style:
        piece = spans.pop().text + piece
    spans.append(Span(piece, style))


def _after(style: Style, code: re.Match[str]) -> Style:
    mark = code.group()[0]
    if mark == "\x0f":
        return PLAIN
    if mark in _TOGGLES:
        name = _TOGGLES[mark]
        return replace(style, **{name: not getattr(style, name)})
    if mark == "\x03":
        fore, back = code.group("fore"), code.group("back")
        if fore is None:
            return replace(style, foreground=None, background=None)
        style = replace(style, foreground=_index(fore))
        return style if back is None else replace(style, background=_index(back))
    fore, back = code.group("hexfore"), code.group("hexback")
    if fore is None:
        return replace(style, foreground=None, background=None)
    style = replace(style, foreground="#" + fore.lower())
    return style if back is None else replace(style, background="#" + back.lower())


def _index(digits: str) -> int | None:
    """A colour of the palette; 99 means the default colour."""
    number = int(digits)
    return None if number == 99 else number
