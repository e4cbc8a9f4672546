"""From the text of a message to what can be shown safely: formatting codes, code, links, and every
character that could freeze, hide or reorder something made harmless.

Positions in a ``Body`` are UTF-16 code units, as Qt counts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field

from core.irc.formatting import PLAIN, Style, parse_formatting

# Code points of a message that are shown; the rest is cut and said to be.
MAX_SHOWN = 4_000
# Raw code points that are looked at, formatting codes included.
MAX_RAW = 16_000
# A word longer than this is broken anywhere: looking for a good place is quadratic in Qt.
LONG_WORD = 1_000
# Combining marks, and zero-width characters, that may follow each other.
MAX_MARKS = 4
# Lines that a message may have.
MAX_LINES = 200

# Stands for a control or override character; JetBrains Mono has it and the control pictures.
REPLACEMENT = "\ufffd"
LINE = "\u2028"
PAD = "\u00a0"

# Text that cannot do any harm: most messages, recognised without a look at each character.
_CALM = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0590\u05be\u05d0-\u05f4\u0620-\u064a"
    "\u0660-\u066f\u0671-\u06d5\u1e00-\u1fff\u2010-\u2027\u2030-\u205f\u20a0-\u20bf\u2100-\u23ff\u2422-\u27ff\u2801-\u2bff"
    "\u3000-\u3029\u3030-\u3098\u309b-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9f"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001faff]*"
)
# Controls that are no formatting codes are shown as their pictures (U+2400 and following).
_FORMATTING = frozenset("\x02\x03\x04\x0f\x11\x16\x1d\x1e\x1f")
_VISIBLE: dict[int, int | str] = {c: 0x2400 + c for c in range(0x20) if chr(c) not in _FORMATTING}
_VISIBLE |= {0x09: " ", 0x0A: LINE, 0x7F: 0x2421}
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_OVERRIDES = frozenset("\u202d\u202e")
_EMBEDDINGS = frozenset("\u202a\u202b")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_MAX_NESTING = 16


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a text. ``url`` is complete, with its scheme."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Body:
    """A message ready for layout.

    ``text`` is drawn; ``plain`` has the same length and is copied and searched: it has the
    backticks that ``text`` shows as a frame. ``codes`` and ``marks`` (stand-ins for control
    characters) are drawn in the fixed-width font, ``codes`` in a frame.
    """

    text: str
    plain: str
    styles: tuple[tuple[int, int, Style], ...] = ()
    links: tuple[Link, ...] = ()
    codes: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    names: tuple[tuple[int, int, str], ...] = ()  # nicknames to colour
    mentions: tuple[tuple[int, int], ...] = ()  # where we are named
    break_anywhere: bool = False
    truncated: bool = False


# --- UTF-16 -------------------------------------------------------------------------------------


def utf16_length(text: str) -> int:
    """The length of ``text`` as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, start: int, end: int) -> str:
    """``text[start:end]`` in UTF-16 positions; half a surrogate pair becomes U+FFFD."""
    if not text or max(text) <= "\uffff":
        return text[start:end]
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * start : 2 * end].decode("utf-16-le", "replace")


class _Positions:
    """Turns positions in a str into UTF-16 positions."""

    def __init__(self, text: str) -> None:
        self._wide = (
            []
            if not text or max(text) <= "\uffff"
            else [i for i, c in enumerate(text) if c > "\uffff"]
        )

    def __call__(self, index: int) -> int:
        if not self._wide:
            return index
        return index + bisect_left(self._wide, index)


# --- making characters harmless -----------------------------------------------------------------


@dataclass(slots=True)
class _Safe:
    """``text`` made harmless; ``places[i]`` is where the raw position ``i`` went."""

    text: str
    places: list[int] | None = None
    marks: list[int] = field(default_factory=list)


def _make_safe(raw: str) -> _Safe:
    if _CALM.fullmatch(raw):
        return _Safe(raw)
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
    return _Safe("".join(out), places, marks)


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


def isolated(name: str) -> str:
    """A name safe to stand in a sentence: made harmless, and isolated when it has letters that run
    from right to left."""
    safe = _make_safe(name[:200].translate(_VISIBLE)).text.replace(LINE, " ")
    if safe.isascii() or not any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in safe):
        return safe
    return f"\u2068{safe}\u2069"


# --- links --------------------------------------------------------------------------------------

_LINK = re.compile(
    r"(?<![\w@/:.\-])(?:(?:https?|irc)://|www\.(?=[^\s.]))"
    '[^\\s<>"`{}|\\\\^\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u180e\u2000-\u200f\u2028-\u202f'
    "\u205f-\u206f\u2400-\u2421\u3000\ufeff\ufff0-\uffff]+",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'\"…»”’*_~。，、！？"
_PAIRS = {")": "(", "]": "[", "」": "「", "）": "（"}
_HOST = re.compile(r"[^/?#@:\[\]]*\w[^/?#@:\[\]]*(?::\d{1,5})?(?=[/?#]|$)|\[[0-9A-Fa-f:.]+\]")


def find_links(text: str) -> list[tuple[int, int, str]]:
    """Addresses in ``text``: (start, end, complete address). Only http, https and irc, and names
    that begin with "www."; punctuation and unpaired brackets at the end are no part of them. An
    address with a user name before the host is none: it looks like another host."""
    found: list[tuple[int, int, str]] = []
    if "://" not in text and "www." not in text.lower():
        return found
    for match in _LINK.finditer(text):
        url = _trimmed(match.group())
        scheme, separator, rest = url.partition("://")
        if not separator:
            complete, rest = f"https://{url}", url
        else:
            complete = f"{scheme.lower()}://{rest}"
        if _HOST.match(rest) and "@" not in re.split("[/?#]", rest, maxsplit=1)[0]:
            found.append((match.start(), match.start() + len(url), complete))
    return found


def _trimmed(url: str) -> str:
    end = len(url)
    balance = {close: url.count(opening) - url.count(close) for close, opening in _PAIRS.items()}
    while end:
        last = url[end - 1]
        if last in _PAIRS and balance[last] < 0:
            balance[last] += 1
        elif last not in _TRAILING:
            break
        end -= 1
    return url[:end]


# --- inline code --------------------------------------------------------------------------------

_TICKS = re.compile("`+")


def find_code(text: str) -> list[tuple[int, int, int]]:
    """Inline code: (start, end, number of backticks on each side), backticks included."""
    if "`" not in text:
        return []
    runs = [(m.start(), m.end()) for m in _TICKS.finditer(text)]
    following: dict[int, int] = {}  # length of a run: index of its next one
    partner: list[int | None] = [None] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        partner[index] = following.get(length)
        following[length] = index
    found: list[tuple[int, int, int]] = []
    index = 0
    while index < len(runs):
        other = partner[index]
        start, end = runs[index]
        if other is not None and end - start <= 3:
            inside = text[end : runs[other][0]]
            if inside.strip() and LINE not in inside:
                found.append((start, runs[other][1], end - start))
                index = other
        index += 1
    return found


# --- a whole message ----------------------------------------------------------------------------


def make_body(raw: str, own_nick: str = "", prefix: str = "") -> Body:
    """The body of a message. ``prefix`` is a name to put before it ("anna" in "anna waves");
    ``own_nick`` is marked where it is named."""
    truncated = len(raw) > MAX_RAW
    styles: list[tuple[int, int, Style]] = []
    if truncated:
        raw = raw[:MAX_RAW]
    if _CONTROL.search(raw):
        raw = raw.translate(_VISIBLE)
    chunks: list[str] = []
    length = 0
    for span in parse_formatting(raw):
        if span.style != PLAIN:
            styles.append((length, length + len(span.text), span.style))
        chunks.append(span.text)
        length += len(span.text)
    joined = "".join(chunks)
    if len(joined) > MAX_SHOWN:
        joined, truncated = joined[:MAX_SHOWN], True
    safe = _make_safe(joined)
    text, marks = safe.text, safe.marks
    if (places := safe.places) is not None:
        last = len(places) - 1
        styles = [(places[min(a, last)], places[min(b, last)], s) for a, b, s in styles]
    if text.count(LINE) >= MAX_LINES:
        text, truncated = LINE.join(text.split(LINE, MAX_LINES)[:MAX_LINES]), True
    codes = find_code(text)
    plain = text
    if codes:
        letters = list(text)
        for start, end, ticks in codes:
            letters[start : start + ticks] = letters[end - ticks : end] = PAD * ticks
        text = "".join(letters)
    links = find_links(text)
    if codes:
        links = [k for k in links if not any(a < k[1] and k[0] < b for a, b, _ in codes)]
    mentions = _mentions(text, own_nick)
    names: tuple[tuple[int, int, str], ...] = ()
    shift = 0
    if prefix:
        shown = isolated(prefix)
        text, plain, shift = f"{shown} {text}", f"{shown} {plain}", len(shown) + 1
        names = ((0, utf16_length(shown), prefix),)
    if truncated:
        text, plain = text + "…", plain + "…"
    at = _Positions(text)
    size = len(text)

    def place(index: int) -> int:
        return at(min(index + shift, size))

    return Body(
        text=text,
        plain=plain,
        styles=tuple((place(a), place(b), s) for a, b, s in styles if a < b and a + shift < size),
        links=tuple(Link(place(a), place(b), url) for a, b, url in links),
        codes=tuple((place(a), place(b)) for a, b, _ in codes),
        marks=tuple((place(i), place(i + 1)) for i in marks if i + shift < size),
        names=names,
        mentions=tuple((place(a), place(b)) for a, b in mentions),
        break_anywhere=_has_long_word(text),
        truncated=truncated,
    )


def _has_long_word(text: str) -> bool:
    return len(text) > LONG_WORD and any(len(word) > LONG_WORD for word in text.split())


def _mentions(text: str, nick: str) -> list[tuple[int, int]]:
    if not nick or nick.casefold() not in text.casefold():
        return []
    pattern = rf"(?<![\w-])@?{re.escape(nick)}(?![\w-])"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)][:50]
