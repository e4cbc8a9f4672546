"""Bytes as people read them: which belong to one letter, which cannot be shown. No Qt.

Source: RFC 3629 (UTF-8): the first byte of a letter tells how many follow; these are 0x80 to 0xBF.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TAIL = "·"
"""Stands under the second and later bytes of a letter."""
SPACE = "␣"
_CONTROLS = {0: "\\0", 7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r"}


class ByteKind(StrEnum):
    """What a byte is in the text."""

    PLAIN = "plain"  # a letter of one byte
    SPACE = "space"
    LEAD = "lead"  # the first byte of a letter of several
    TAIL = "tail"  # a later byte of it
    CONTROL = "control"  # a line ending, a tab …
    HALF = "half"  # of a letter whose other bytes are not here
    BAD = "bad"  # no UTF-8 at all


@dataclass(frozen=True, slots=True)
class Glyph:
    """What stands in the text column for one byte."""

    text: str
    kind: ByteKind


def _length(lead: int) -> int:
    """How many bytes a letter has that begins with this one; 0 where none does."""
    if lead < 0x80:
        return 1
    if 0xC2 <= lead <= 0xDF:
        return 2
    if 0xE0 <= lead <= 0xEF:
        return 3
    return 4 if 0xF0 <= lead <= 0xF4 else 0


def _is_tail(byte: int) -> bool:
    return 0x80 <= byte <= 0xBF


def glyphs(data: bytes) -> list[Glyph]:
    """One for each byte."""
    found: list[Glyph] = []
    place = 0
    while place < min(3, len(data)) and _is_tail(data[place]):
        found.append(Glyph(TAIL, ByteKind.HALF))  # the letter began in an earlier recv
        place += 1
    while place < len(data):
        byte = data[place]
        if byte < 0x80:
            found.append(_ascii(byte))
            place += 1
            continue
        size = _length(byte)
        part = data[place : place + size]
        if size and len(part) < size and all(_is_tail(b) for b in part[1:]):
            found.append(Glyph("?", ByteKind.HALF))
            found += [Glyph(TAIL, ByteKind.HALF)] * (len(part) - 1)
            break
        try:
            letter = part.decode("utf-8") if size else ""
        except UnicodeDecodeError:
            letter = ""
        if not letter:
            found.append(Glyph("?", ByteKind.BAD))
            place += 1
            continue
        found.append(Glyph(letter if letter.isprintable() else "?", ByteKind.LEAD))
        found += [Glyph(TAIL, ByteKind.TAIL)] * (size - 1)
        place += size
    return found


def _ascii(byte: int) -> Glyph:
    if byte == 0x20:
        return Glyph(SPACE, ByteKind.SPACE)
    if byte in _CONTROLS:
        return Glyph(_CONTROLS[byte], ByteKind.CONTROL)
    if byte < 0x20 or byte == 0x7F:
        return Glyph("?", ByteKind.BAD)
    return Glyph(chr(byte), ByteKind.PLAIN)


def letter_span(kinds: list[Glyph], place: int) -> tuple[int, int]:
    """The bytes of the letter in which the byte ``place`` lies: from, to (not included)."""
    start = place
    while start > 0 and kinds[start].text == TAIL and kinds[start].kind is not ByteKind.PLAIN:
        start -= 1
    end = place + 1
    while end < len(kinds) and kinds[end].text == TAIL and kinds[end].kind is kinds[start].kind:
        end += 1
    if kinds[start].kind is ByteKind.LEAD:
        while end < len(kinds) and kinds[end].kind is ByteKind.TAIL:
            end += 1
    return start, end


def characters(found: list[Glyph]) -> int:
    """How many characters there are; line endings and halves do not count."""
    counted = (ByteKind.PLAIN, ByteKind.SPACE, ByteKind.LEAD)
    return sum(glyph.kind in counted for glyph in found)


def begins_cut(found: list[Glyph]) -> bool:
    """Whether the first byte is the rest of a letter."""
    return bool(found) and found[0].kind is ByteKind.HALF and found[0].text == TAIL


def ends_cut(found: list[Glyph]) -> bool:
    """Whether the last bytes are the beginning of a letter."""
    place = len(found) - 1
    while place >= 0 and found[place].kind is ByteKind.HALF and found[place].text == TAIL:
        place -= 1
    return place >= 0 and found[place].kind is ByteKind.HALF


def text_of(data: bytes) -> str:
    """The bytes as text; what is no UTF-8 becomes U+FFFD."""
    return data.decode("utf-8", "replace")
