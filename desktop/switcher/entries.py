"""What the switcher can offer, and which of it fits what was typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from desktop.switcher.matching import INSIDE, SCATTERED, Match, match
from desktop.switcher.sieve import Sieve
from desktop.widgets.paint import Faces, Presence

MOST_ROWS = 8
NEVER = 1_000_000
_FEW = 2_000  # up to so many of a kind, letters that stand apart are tried too


class Section(IntEnum):
    """The headings, in their order."""

    CHANNELS = 0
    PEOPLE = 1
    COMMANDS = 2
    MESSAGES = 3


# What stands before the letters: only that section. The second one is the same key in Russian.
PREFIXES = {
    "#": Section.CHANNELS,
    "№": Section.CHANNELS,
    "@": Section.PEOPLE,
    '"': Section.PEOPLE,
    ">": Section.COMMANDS,
}


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """Something to go to, or to do.

    ``title`` is what is matched first, then ``words`` (other names of it, not shown), then
    ``detail``, the muted line beside the title, where it ``finds``. ``act`` does it; ``elsewhere``
    does it in a new window (Ctrl+Enter), None where that makes no sense. ``rank``: what is
    nearer to the person comes first among equals, less is nearer; then ``recent``: how many other
    places one has been at since.
    """

    section: Section
    title: str
    act: Callable[[], object]
    icon: str = ""
    person: str = ""  # whose avatar stands instead of an icon
    faces: Faces | None = None  # where the person's picture is, if there is one
    presence: Presence | None = None
    detail: str = ""
    finds: bool = False
    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()  # "Ctrl+K"
    note: str = ""  # at the right: "Write"
    unread: int = 0
    mentions: int = 0
    draft: bool = False
    muted: bool = False
    current: bool = False  # it is in sight already
    rank: int = 0
    recent: int = NEVER
    elsewhere: Callable[[], object] | None = None


class Found(NamedTuple):
    """An entry that fits: where its title and its detail do."""

    entry: Entry
    score: int
    title: tuple[int, ...] = ()
    detail: tuple[int, ...] = ()


class Choice(NamedTuple):
    """What is offered for a query: the rows in their order, and how many would fit."""

    rows: tuple[Found, ...]
    total: int


def split_prefix(query: str) -> tuple[Section | None, str]:
    """ "#бор" → (CHANNELS, "бор"); (None, query) where no section is asked for."""
    section = PREFIXES.get(query[:1])
    return (section, query[1:].strip()) if section is not None else (None, query.strip())


def choose(query: str, entries: Sequence[Entry], most: int = MOST_ROWS) -> Choice:
    """The ``most`` entries that fit best, in sections; without letters the nearest ones."""
    wanted, letters = split_prefix(query)
    if wanted is not None:
        entries = [entry for entry in entries if entry.section is wanted]
    if not letters:
        return _nearest(entries, most, wanted)
    sizes = Counter(entry.section for entry in entries)
    sieve = Sieve(letters)
    found: list[Found] = []
    for entry in entries:
        if entry.section is Section.MESSAGES:
            continue
        scattered = sizes[entry.section] <= _FEW
        if not sieve.passes(entry.title, _others(entry), scattered=scattered):
            continue
        fits = _fit(letters, entry, scattered=scattered)
        if fits is not None:
            found.append(fits)
    last = [Found(entry, 0) for entry in entries if entry.section is Section.MESSAGES]
    found.sort(key=_order)
    shown = _share(found, max(0, most - len(last)))
    return Choice((*_grouped(shown), *last), len(found) + len(last))


def prepare(entry: Entry) -> None:
    """What the first letter would have to do for an entry, done before."""
    Sieve.prepare(entry.title, _others(entry))


def _others(entry: Entry) -> tuple[str, ...]:
    return (entry.detail, *entry.words) if entry.finds else entry.words


def _order(found: Found) -> tuple[int, int, int, str]:
    entry = found.entry
    return found.score, entry.rank, entry.recent, entry.title


def _nearest(entries: Sequence[Entry], most: int, wanted: Section | None) -> Choice:
    """What one would want without a word: not what is in sight, and commands only if asked."""
    near = [
        entry
        for entry in entries
        if entry.section is wanted
        or (wanted is None and entry.section <= Section.PEOPLE and not entry.current)
    ]
    near.sort(key=lambda entry: (entry.rank, entry.recent, entry.title.casefold()))
    shown = near[:most]
    rows = sorted(shown, key=lambda entry: entry.section)  # stable: the rank's order stays
    return Choice(tuple(Found(entry, 0) for entry in rows), len(near))


def _share(found: list[Found], most: int) -> list[Found]:
    """The best, but of each section that fits at least one, and of none more than leaves room."""
    best: list[Found] = []
    for section in Section:
        best += [f for f in found if f.entry.section is section][:1]
    for each in found:
        if len(best) >= most:
            break
        if each not in best:
            best.append(each)
    return sorted(best[:most], key=_order)


def _grouped(found: Iterable[Found]) -> list[Found]:
    """By sections: in their own order, but one that fits by its beginning goes before the others,
    and one with nothing but scattered letters behind them."""
    rows = list(found)
    place: dict[Section, int] = {}
    for each in rows:
        tier = each.score // 1000
        bucket = 0 if tier < INSIDE else 1 if tier < SCATTERED else 2
        section = each.entry.section
        place[section] = min(place.get(section, 9), bucket)
    return sorted(rows, key=lambda f: (place[f.entry.section], f.entry.section, *_order(f)))


def _fit(letters: str, entry: Entry, *, scattered: bool) -> Found | None:
    titled = match(letters, entry.title, scattered=scattered)
    if titled is not None and titled.tier < SCATTERED:
        return Found(entry, titled.score, titled.letters)
    if entry.finds and entry.detail:
        beside = match(letters, entry.detail, scattered=False)
        if beside is not None:
            return Found(entry, max(beside.score, INSIDE * 1000) + 500, (), beside.letters)
    if named := _other_name(letters, entry):
        return Found(entry, max(named.score, INSIDE * 1000) + 300)
    return Found(entry, titled.score, titled.letters) if titled is not None else None


def _other_name(letters: str, entry: Entry) -> Match | None:
    fits = [match(letters, word, scattered=False) for word in entry.words]
    return min((each for each in fits if each is not None), default=None)
