"""What is looked for in messages: words, who, when, of which kind; and whether a message fits.

Typed words may name the person and the time too: ``from:boris``, ``after:2026-11-01``,
``before:01.12.2026`` (in Russian «от:», «после:», «до:»); what stands in quotes is looked for as
it stands. Pure functions, no Qt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.client.events import MessageKind, MessageReceived
from core.irc.formatting import strip_formatting

MOST_TEXT = 20_000  # characters of one message that are looked at
MOST_TYPED, MOST_WORDS = 1_000, 30  # characters, and words, of what is looked for


class Kind(StrEnum):
    """What a message holds."""

    ANY = ""
    LINK = "link"
    PICTURE = "picture"
    FILE = "file"
    CODE = "code"
    MENTION = "mention"


class Period(StrEnum):
    """How far back."""

    ANY = ""
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Query:
    """``after`` and ``before`` are Unix times, 0.0 for no bound; ``words`` must all be there."""

    words: tuple[str, ...] = ()
    nick: str = ""
    after: float = 0.0
    before: float = 0.0
    kind: Kind = Kind.ANY

    @property
    def anything(self) -> bool:
        """Whether something is asked for at all."""
        return bool(self.words or self.nick or self.after or self.before or self.kind)

    @property
    def text(self) -> str:
        """The words, as a server or a store is asked for them."""
        return worded(self.words)


# A letter with the accents that follow it.
_LETTER = re.compile(r"(?s).[\u0300-\u036f]*")
_TYPED = re.compile(r'"([^"]+)"|«([^»]+)»|“([^”]+)”|(\S+)')
_OPERATOR = re.compile(r"^(from|от|after|после|before|до):(\S+)$", re.IGNORECASE)
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")


def folded(text: str) -> str:
    """A text as the search compares it: case, width and composition do not count, "ё" is "е"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.casefold().replace("ё", "е")


def parse_query(text: str) -> Query:
    """What a person typed; an operator that makes no sense is a word like others."""
    query = Query()
    words: list[str] = []
    for typed in _TYPED.finditer(text[:MOST_TYPED]):
        if (phrase := folded(" ".join((typed[1] or typed[2] or typed[3] or "").split()))) != "":
            words.append(phrase)
            continue
        word = typed[4] or ""
        if not word.strip('"«»“”'):
            continue  # a phrase that is only begun
        found = _OPERATOR.match(word)
        changed = _operator(query, found[1].lower(), found[2]) if found else None
        if changed is None:
            words.append(folded(word.strip('"«»“”')))
        else:
            query = changed
    return replace(query, words=tuple(dict.fromkeys(filter(None, words)))[:MOST_WORDS])


def _operator(query: Query, name: str, value: str) -> Query | None:
    if name in ("from", "от"):
        return replace(query, nick=value)
    moment = parse_day(value)
    if moment is None:
        return None
    if name in ("after", "после"):
        return replace(query, after=moment)
    return replace(query, before=moment)


def parse_day(text: str) -> float | None:
    """The beginning of a day ("2026-11-01", "1.11.2026") in local time; None where it is none."""
    for form in _DATES:
        try:
            return datetime.strptime(text, form).astimezone().timestamp()
        except (ValueError, OverflowError, OSError):
            continue
    return None


def start_of(period: Period, now: float) -> float:
    """When a period that ends now began, as a Unix time; 0.0 for any time."""
    days = {Period.TODAY: 0, Period.WEEK: 7, Period.MONTH: 30, Period.YEAR: 365}.get(period)
    if days is None:
        return 0.0
    today = datetime.fromtimestamp(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return (today - timedelta(days=days)).timestamp()


# --- what a store is asked -----------------------------------------------------------------------


def worded(words: Iterable[str]) -> str:
    """The words, as a server or a store is asked for them: they know nothing of a sign alone, such
    as an emoji."""
    return " ".join(word for word in words if any(map(str.isalnum, word)))


def parts_of(words: Iterable[str], kind: Kind = Kind.ANY) -> tuple[tuple[str, ...], ...]:
    """Of each of these one stands in a message that is looked for (``Wanted.parts``): so the store
    need not hand over those that are none."""
    found = [_PARTS[kind]] if kind in _PARTS else []
    for word in words:
        signs = not any(map(str.isalnum, word))
        if signs or (word.isascii() and not word.isalnum()):
            found.append((word, word.replace("...", "…")) if "..." in word else (word,))
    return tuple(found)


def looked_at_again(words: Iterable[str]) -> tuple[str, ...]:
    """Those of the words that a store and a server do not know as we do: with signs, phrases, and
    of scripts without spaces."""
    from core.server.search_words import is_unspaced  # late: no window begins with a search

    return tuple(word for word in words if not word.isalnum() or is_unspaced(word))


_PARTS = {
    Kind.LINK: ("://", "www."),
    Kind.PICTURE: ("://",),
    Kind.FILE: ("://",),
    Kind.CODE: ("`", "\x11"),
}

# --- what a message holds ---------------------------------------------------------------------

_LINK = re.compile(r"(?:https?|ircs?|ftp)://\S|\bwww\.\w", re.IGNORECASE)
_PICTURE = re.compile(
    r"https?://\S+\.(?:png|jpe?g|gif|webp|avif|bmp|svg)(?:[?#]\S*)?(?=$|[\s)>\],])", re.I
)
_FILE = re.compile(
    r"https?://\S+/[^\s/?#]+\.(?!html?\b|php\b|aspx?\b|png\b|jpe?g\b|gif\b|webp\b|avif\b|bmp\b|svg\b)"
    r"[a-z0-9]{1,8}(?:[?#]\S*)?(?=$|[\s)>\],])",
    re.IGNORECASE,
)
_CODE = re.compile(r"```|`[^`\s][^`]*`|\x11")


def holds(row: MessageReceived, kind: Kind) -> bool:
    """Whether a message is of that kind."""
    text = row.text[:MOST_TEXT]
    match kind:
        case Kind.LINK:
            return _LINK.search(text) is not None
        case Kind.PICTURE:
            return _PICTURE.search(text) is not None
        case Kind.FILE:
            return _FILE.search(text) is not None
        case Kind.CODE:
            return _CODE.search(text) is not None
        case Kind.MENTION:
            return row.highlight
    return True


def plain(row: MessageReceived) -> str:
    """The words of a message in one line, without formatting codes."""
    return plain_text(row.text)


def plain_text(text: str) -> str:
    """The same of any text."""
    return strip_formatting(text[:MOST_TEXT].replace("\n", " "))


def fits(row: object, query: Query) -> bool:
    """Whether a row is a message that is looked for."""
    if not isinstance(row, MessageReceived) or row.redacted:
        return False
    if query.nick and row.nick.casefold() != query.nick.casefold():
        return False
    if (query.after and row.time < query.after) or (query.before and row.time >= query.before):
        return False
    if query.kind and not holds(row, query.kind):
        return False
    if query.words:
        text = folded(plain(row))
        return all(word in text for word in query.words)
    return row.kind is not MessageKind.NOTICE or bool(query.nick or query.kind)


def _folded_letters(text: str) -> tuple[str, list[int]]:
    """A text folded, and where each of its letters (and its end) stands in the text."""
    letters = folded(text)
    if len(letters) == len(text):
        return letters, list(range(len(text) + 1))
    found: list[str] = []
    starts: list[int] = []
    for part in _LETTER.finditer(text):
        letter = folded(part[0])
        found.append(letter)
        starts += [part.start()] * len(letter)
    return "".join(found), [*starts, len(text)]


def marked(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand in a text, as (start, length), in order and without overlaps."""
    letters, starts = _folded_letters(text)
    places: list[tuple[int, int]] = []
    for word in filter(None, words):
        for at in re.finditer(re.escape(folded(word)), letters):
            start = starts[at.start()]
            if length := starts[at.end()] - start:
                places.append((start, length))
    found: list[tuple[int, int]] = []
    for start, length in sorted(places):
        if not found or start >= found[-1][0] + found[-1][1]:
            found.append((start, length))
    return found
