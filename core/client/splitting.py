"""Cutting what a person wrote into pieces that fit an IRC line.

Sources: RFC 1459 section 2.3 (512 bytes), UAX #29 for what must stay together.
"""

from __future__ import annotations

import re
import unicodedata

_LINES = re.compile("\r\n|\r|\n")
_JOINER = "\u200d"
_SEARCH = 40  # code points to go back for a place between two characters


COUNTED_EXACTLY = 64 * 1024


def _text_only(text: str) -> str:
    """Without what ends a line, or makes a question to programs (CTCP) of a message."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole.replace("\0", "").replace("\x01", "")


def split_lines(text: str) -> list[str]:
    """The lines of ``text`` that are not empty, without NUL, \\x01 and lone surrogates."""
    clean = _text_only(text)
    return [line for line in _LINES.split(clean) if line.strip()]


def split_text(text: str, room: int) -> list[str]:
    """One line in pieces of at most ``room`` bytes of UTF-8 (but one code point at least).

    A piece ends at a space where there is one (the space is dropped), else between two whole
    characters as a person sees them: accents, joined emoji and flags stay together.
    """
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = _fitting(text, start, room)
        if end < len(text):
            end = _good_end(text, start, end)
        piece = text[start:end]
        start = end
        if start < len(text) and text[start] == " ":
            start += 1
        if piece.strip(" ") or not pieces:
            pieces.append(piece)
    return pieces


def count_messages(text: str, room: int) -> int:
    """How many messages of ``room`` bytes a text is, line by line; of more than
    :data:`COUNTED_EXACTLY` bytes about how many, as counting letters would take seconds."""
    size = len(text.encode("utf-8", "replace"))
    if size > COUNTED_EXACTLY:
        return text.count("\n") + size // max(1, room) + 1
    return sum(len(split_text(line, room)) for line in split_lines(text))


def clean_text(text: str) -> str:
    """``text`` with plain line breaks; without NUL, \\x01, lone surrogates, and without blank lines
    at its ends."""
    clean = _text_only(text)
    lines = _LINES.split(clean)
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)


def split_exactly(text: str, room: int) -> list[str]:
    """One line in pieces as :func:`split_text` makes them, which together are the whole line."""
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = _fitting(text, start, room)
        if end < len(text):
            space = text.rfind(" ", start, end)
            end = space + 1 if space > start else _good_end(text, start, end)
        pieces.append(text[start:end])
        start = end
    return pieces or [""]


def cut_text(text: str, room: int) -> str:
    """As much of the beginning of ``text`` as fits in ``room`` bytes, in whole code points."""
    return text.encode("utf-8", "replace")[: max(room, 0)].decode("utf-8", "ignore")


def _fitting(text: str, start: int, room: int) -> int:
    """The index behind the last code point that fits, one at least."""
    used = 0
    for index in range(start, len(text)):
        used += _size(text[index])
        if used > room and index > start:
            return index
    return len(text)


def _size(letter: str) -> int:
    code = ord(letter)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


def _good_end(text: str, start: int, end: int) -> int:
    space = text.rfind(" ", start + 1, end + 1)
    if space > start:
        return space
    for index in range(end, max(start, end - _SEARCH), -1):
        if not _together(text, start, index):
            return index
    return end


def _together(text: str, start: int, index: int) -> bool:
    """Whether the code points before and at ``index`` are one character to the eye."""
    before, after = text[index - 1], text[index]
    if _JOINER in (before, after):
        return True
    if unicodedata.category(after) in ("Mn", "Me", "Mc") or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    if _is_flag_letter(before) and _is_flag_letter(after):
        run = 1
        while index - 1 - run >= start and _is_flag_letter(text[index - 1 - run]):
            run += 1
        return run % 2 == 1
    return False


def _is_flag_letter(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
