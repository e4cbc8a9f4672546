"""Every character that could freeze, hide or reorder a text, made harmless."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

# Combining marks, and zero-width characters, that may follow each other.
MAX_MARKS = 4
# Stands for a control or override character; JetBrains Mono has it and the control pictures.
REPLACEMENT = "\ufffd"
LINE = "\u2028"
PAD = "\u00a0"

# Text that cannot do any harm: most messages, recognised without a look at each character.
_CALM = re.compile(
    "[\t\u2028 -~\u00a0-\u00ac"
    "\u00ae-\u02ff\u0370-\u0482\u048a-\u0590\u05be\u05d0-\u05f4\u060c\u061b\u061f-\u064a"
    "\u0660-\u066f\u0671-\u06d5\u1e00-\u1fff\u2010-\u2027\u2030-\u205f\u20a0-\u20bf\u2100-\u23ff\u2422-\u27ff\u2801-\u2bff"
    "\u3000-\u3029\u3030-\u3098\u309b-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9f"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001faff]*"
)
# Controls that are no formatting codes are shown as their pictures (U+2400 and following).
_FORMATTING = frozenset("\x02\x03\x04\x0f\x11\x16\x1d\x1e\x1f")
VISIBLE: dict[int, int | str] = {c: 0x2400 + c for c in range(0x20) if chr(c) not in _FORMATTING}
VISIBLE |= {0x09: "\t", 0x0A: LINE, 0x7F: 0x2421}
CONTROL = re.compile("[\x00-\x1f\x7f]")
_OVERRIDES = frozenset("\u202d\u202e")
_EMBEDDINGS = frozenset("\u202a\u202b")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_MAX_NESTING = 16


@dataclass(slots=True)
class Safe:
    """``text`` made harmless; ``places[i]`` is where the raw position ``i`` went."""

    text: str
    places: list[int] | None = None
    marks: list[int] = field(default_factory=list)


def make_safe(raw: str) -> Safe:
    """``raw`` without what could do harm. Marks are where a stand-in says that something was."""
    if _CALM.fullmatch(raw):
        return Safe(raw)
    out: list[str] = []
    places: list[int] = []
    marks: list[int] = []
    closers: list[str] = []
    combining = invisible = 0
    visible = False
    for char in raw:
        places.append(len(out))
        shown, is_mark = _one(char)
        category = unicodedata.category(shown) if shown else ""
        if category in ("Mn", "Me", "Mc"):
            combining += 1
            if combining > MAX_MARKS:
                continue
        elif category == "Cf":
            invisible += 1
            if invisible > MAX_MARKS or not _nest(char, closers):
                continue
        elif shown:
            combining = invisible = 0
            visible = visible or not (shown.isspace() or shown in _BLANK_LETTERS)
        if is_mark:
            marks.append(len(out))
        out.append(shown)
    places.append(len(out))
    if not visible and any(unicodedata.category(char) == "Cf" for char in out):
        # Nothing but invisible characters: say that they are there.
        marks = [i for i, char in enumerate(out) if unicodedata.category(char) == "Cf"]
        for i in marks:
            out[i] = REPLACEMENT
    out.extend(reversed(closers))
    return Safe("".join(out), places, marks)


def _one(char: str) -> tuple[str, bool]:
    """What stands for ``char``, and whether it is a stand-in."""
    code = ord(char)
    if char == "\u2029":
        return LINE, False
    if 0x2400 <= code <= 0x2421:
        return char, True
    if (
        0x80 <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or char in _OVERRIDES
        or char == "\ufffc"
        or code & 0xFFFE == 0xFFFE
        or 0xFFF0 <= code < 0xFFFC
        or 0x206A <= code < 0x2070
    ):
        return REPLACEMENT, True
    return char, False


def _nest(char: str, closers: list[str]) -> bool:
    """Keep embeddings and isolates in pairs; False for what has no partner."""
    if char in _EMBEDDINGS or char in _ISOLATES:
        if len(closers) >= _MAX_NESTING:
            return False
        closers.append(_POP if char in _EMBEDDINGS else _POP_ISOLATE)
    elif char in (_POP, _POP_ISOLATE):
        if not closers or closers[-1] != char:
            return False
        closers.pop()
    return True


def isolated(name: str, longest: int = 200) -> str:
    """A name safe to stand in a sentence: made harmless, and isolated when it has letters that run
    from right to left. Characters after the first ``longest`` are left out."""
    safe = make_safe(name[:longest].translate(VISIBLE)).text.replace(LINE, " ").replace("\t", " ")
    if safe.isascii() or not any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in safe):
        return safe
    return f"\u2068{safe}\u2069"


def in_sentence(name: str, longest: int = 80) -> str:
    """A name, or what was typed for one, in a sentence of ours: harmless, with "…" for the rest of
    what is longer than names are."""
    return isolated(name, longest) + ("…" if len(name) > longest else "")
