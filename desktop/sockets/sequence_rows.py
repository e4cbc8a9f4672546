"""The rows of the sequence view: what stands below what, in order of cause.

A call has a row where it begins. The return of a call that waited has a row of its own when
something happened in between: then what woke it stands between the two. Only numbers and times
here: no widget, no pixel.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from core.net.trace import (
    ASKING_CALLS,
    BEFORE,
    BLOCKING_CALLS,
    SENDING_CALLS,
    ActorSnapshot,
    ActorState,
    CallEvent,
    PendingCall,
)

FLOOD_PER_S = 300
"""More calls than this in a second are a flood: most of them are not drawn."""
FLOOD_KEEPS = 40
"""How many of the newest calls are drawn in a flood."""
UNFOLDED = 1_000
"""How many calls of a folded stretch are drawn when it is opened."""
_RECEIVE_SPLITS_S = 0.0003
_CONNECT_SPLITS_S = 0.001
_SEND_SPLITS_S = 0.02
_CAUSES = SENDING_CALLS | {"connect", "connect_ex", "close", "shutdown"}


class Kind(IntEnum):
    """What a row is."""

    BEGIN = 0  # a call: the whole of it, or its beginning
    END = 1  # the return of a call that waited
    GAP = 2  # calls that are not drawn


Key = tuple[float, int, int]
"""A row: when (seconds of the lens), the event's number, and its Kind."""


@dataclass(slots=True)
class Gap:
    """A stretch of calls that are not drawn. ``unseen``: how many nobody recorded."""

    key: Key
    numbers: list[int] = field(default_factory=list)
    unseen: int = 0
    last: float = 0.0

    @property
    def count(self) -> int:
        """How many calls it stands for."""
        return len(self.numbers) + self.unseen


@dataclass(frozen=True, slots=True)
class Open:
    """A call that has not returned."""

    actor: int
    since: float
    call: PendingCall


class Rows:
    """The rows, sorted; kept up to date call by call.

    Attributes:
        keys: the rows from the top.
        calls: the events that are drawn, by number.
        open_calls: calls that have not returned, by number.
        gaps: folded stretches, by the number in their key.
        dirty: the first row that changed since somebody set it to ``len(keys)``.
        show_all: also calls that only ask or set something, and those Python makes by itself.
    """

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.calls: dict[int, CallEvent] = {}
        self.open_calls: dict[int, Open] = {}
        self.gaps: dict[int, Gap] = {}
        self.dirty = 0
        self.show_all = False
        self._split: set[int] = set()
        self._by_actor: dict[int, list[int]] = {}
        self._hidden: frozenset[int] = frozenset()
        self._rush: list[int] = []  # drawn calls of the flood that goes on
        self._arrived: deque[tuple[float, int]] = deque()
        self._gap: Gap | None = None
        self._next_gap = -1

    def clear(self) -> None:
        """Forget everything."""
        self.keys.clear()
        self.calls.clear()
        self.open_calls.clear()
        self.gaps.clear()
        self._split.clear()
        self._by_actor.clear()
        self._rush.clear()
        self._arrived.clear()
        self._gap = None
        self.dirty = 0

    def hide_actors(self, actors: Collection[int]) -> bool:
        """Whose calls are not drawn; True if that changed (then fill the rows anew)."""
        hidden = frozenset(actors)
        changed = hidden != self._hidden
        self._hidden = hidden
        return changed

    # --- filling ------------------------------------------------------------------------------

    def wants(self, event: CallEvent) -> bool:
        """Whether a call is drawn at all."""
        if event.actor in self._hidden:
            return False
        return self.show_all or not (event.by_python or event.call in ASKING_CALLS)

    def fill(self, events: Iterable[CallEvent], gaps: Mapping[int, int]) -> None:
        """Draw all of these (a tape that was opened), instead of what was there. ``gaps``: how
        many calls before these numbers are not on the tape."""
        self.clear()
        for event in events:
            if self.wants(event):
                self._add(event)
            if event.number in gaps:
                gap = Gap((max(0.0, event.began), self._next_gap, Kind.GAP))
                gap.unseen = gaps[event.number]
                self._next_gap -= 1
                self.gaps[gap.key[1]] = gap
                self._insert(gap.key)

    def add(self, events: Sequence[CallEvent], now: float, unseen: int = 0) -> None:
        """Draw new calls; in a flood only the newest ones. ``now`` in seconds of any clock;
        ``unseen`` calls before them were not recorded."""
        wanted = [event for event in events if self.wants(event)]
        self._arrived.append((now, len(wanted) + unseen))
        while self._arrived and self._arrived[0][0] < now - 1.0:
            self._arrived.popleft()
        if unseen or sum(count for _, count in self._arrived) > FLOOD_PER_S:
            wanted = self._condense(wanted, unseen)
        elif len(self._arrived) == 1:
            self._rush.clear()
            self._gap = None
        for event in wanted:
            self._add(event)
            self._rush.append(event.number)

    def _add(self, event: CallEvent) -> None:
        number = event.number
        waiting = self.open_calls.pop(number, None)
        if waiting is not None:
            self._remove((waiting.since, number, Kind.BEGIN))
        elif number in self.calls:
            return
        self.calls[number] = event
        insort(self._by_actor.setdefault(event.actor, []), number)
        begin = (0.0 if event.began == BEFORE else event.began, number, Kind.BEGIN)
        at = self._insert(begin)
        end = (event.ended, number, Kind.END)
        if event.began == BEFORE:
            self._split.add(number)
            self._insert(end)
        elif at + 1 < len(self.keys) and self.keys[at + 1] < end:
            between = self.keys[at + 1 : bisect_left(self.keys, end)]
            if any(self._splits(event, key) for key in between):
                self._split.add(number)
                self._insert(end)

    def _splits(self, event: CallEvent, between: Key) -> bool:
        """Whether the return has its own row because ``between`` happened meanwhile."""
        took = event.ended - event.began
        if event.call not in BLOCKING_CALLS:
            return False
        if event.call in SENDING_CALLS:
            return took >= _SEND_SPLITS_S
        if event.call == "connect":
            return took >= _CONNECT_SPLITS_S
        if took >= _RECEIVE_SPLITS_S:
            return True
        cause = self.calls.get(between[1])
        return cause is not None and between[2] == Kind.BEGIN and cause.call in _CAUSES

    def _insert(self, key: Key) -> int:
        at = bisect_left(self.keys, key)
        self.keys.insert(at, key)
        self.dirty = min(self.dirty, at)
        if at > 0:
            before = self.keys[at - 1]
            event = self.calls.get(before[1])
            if (
                before[2] == Kind.BEGIN
                and event is not None
                and before[1] not in self._split
                and event.ended > key[0]
                and key[1] != before[1]
                and self._splits(event, key)
            ):
                self._split.add(before[1])
                self._insert((event.ended, before[1], Kind.END))
        return at

    def _remove(self, key: Key) -> None:
        at = bisect_left(self.keys, key)
        if at < len(self.keys) and self.keys[at] == key:
            del self.keys[at]
            self.dirty = min(self.dirty, at)

    def set_actors(self, actors: Iterable[ActorSnapshot]) -> None:
        """What every actor does now: calls that have not returned get a row."""
        found: dict[int, Open] = {}
        for actor in actors:
            call = actor.pending
            if call is None or actor.state is not ActorState.IN_KERNEL or call.number in self.calls:
                continue
            if actor.info.number in self._hidden or (
                call.call in ASKING_CALLS and not self.show_all
            ):
                continue
            found[call.number] = Open(actor.info.number, actor.since, call)
        for number, old in list(self.open_calls.items()):
            if number not in found:
                del self.open_calls[number]
                self._remove((old.since, number, Kind.BEGIN))
        for number, new in found.items():
            if number not in self.open_calls:
                self.open_calls[number] = new
                self._insert((new.since, number, Kind.BEGIN))

    def forget_before(self, oldest: int) -> None:
        """The tape begins with this event now."""
        gone = {number for number in self.calls if number < oldest}
        if not gone:
            return
        self._drop(gone)
        for gap in list(self.gaps.values()):
            gap.numbers = [number for number in gap.numbers if number >= oldest]

    def _drop(self, gone: set[int]) -> None:
        for number in gone:
            event = self.calls.pop(number, None)
            if event is not None:
                mine = self._by_actor.get(event.actor, [])
                at = bisect_left(mine, number)
                if at < len(mine) and mine[at] == number:
                    del mine[at]
        self._split -= gone
        self.keys = [key for key in self.keys if key[1] not in gone]
        self.dirty = 0

    # --- floods -------------------------------------------------------------------------------

    def _condense(self, events: list[CallEvent], unseen: int) -> list[CallEvent]:
        """Fold what is too much; returns the events that are to be drawn."""
        kept = events[-FLOOD_KEEPS:]
        folded = events[: len(events) - len(kept)]
        room = FLOOD_KEEPS - len(kept)
        old = self._rush[: len(self._rush) - room] if room else self._rush
        self._rush = self._rush[len(old) :]
        numbers = list(old) + [event.number for event in folded]
        if not numbers and not unseen:
            return kept
        begin = min(
            [self.calls[n].began for n in old if n in self.calls]
            + [event.began for event in folded if event.began != BEFORE]
            + [self.keys[-1][0] if self.keys else 0.0]
        )
        gap = self._gap
        if gap is None:
            gap = Gap((max(0.0, begin), self._next_gap, Kind.GAP))
            self._next_gap -= 1
            self.gaps[gap.key[1]] = gap
            self._insert(gap.key)
            self._gap = gap
        self._drop(set(old))
        gap.numbers.extend(numbers)
        gap.unseen += unseen
        gap.last = max([gap.last, *(event.ended for event in folded)])
        return kept

    def open_gap(self, number: int, event_of: Callable[[int], CallEvent | None]) -> None:
        """Draw the newest calls of a folded stretch, as far as the tape has them."""
        gap = self.gaps.get(number)
        if gap is None:
            return
        shown = sorted(gap.numbers)[-UNFOLDED:]
        known = [event for event in map(event_of, shown) if event is not None]
        gap.numbers = sorted(gap.numbers)[:-UNFOLDED]
        gap.unseen += len(shown) - len(known)
        if not gap.count:
            self._remove(gap.key)
            del self.gaps[number]
        if self._gap is gap:
            self._gap = None
            self._rush.clear()
        for event in known:
            self._add(event)

    # --- looking ------------------------------------------------------------------------------

    def is_split(self, number: int) -> bool:
        """Whether the call has two rows (or will have: it has not returned)."""
        return number in self._split or number in self.open_calls

    def begin_key(self, number: int) -> Key | None:
        """The row in which a call begins."""
        event = self.calls.get(number)
        if event is not None:
            return (0.0 if event.began == BEFORE else event.began, number, Kind.BEGIN)
        waiting = self.open_calls.get(number)
        return (waiting.since, number, Kind.BEGIN) if waiting is not None else None

    def end_key(self, number: int) -> Key | None:
        """The row in which a call returns: the same as its begin where nothing came between."""
        event = self.calls.get(number)
        if event is None:
            return None
        if number in self._split:
            return (event.ended, number, Kind.END)
        return self.begin_key(number)

    def index(self, key: Key | None) -> int:
        """The row's place from the top, -1 where it is not drawn."""
        if key is None:
            return -1
        at = bisect_left(self.keys, key)
        return at if at < len(self.keys) and self.keys[at] == key else -1

    def actor_of(self, number: int) -> int:
        """Who makes a drawn call, 0 where it is not drawn."""
        event = self.calls.get(number)
        if event is not None:
            return event.actor
        waiting = self.open_calls.get(number)
        return waiting.actor if waiting is not None else 0

    def calls_of(self, actor: int) -> Sequence[int]:
        """The numbers of an actor's drawn calls, in order."""
        return self._by_actor.get(actor, [])

    def actors(self) -> list[int]:
        """Whose calls are drawn."""
        return [actor for actor, numbers in self._by_actor.items() if numbers]

    def cut(self, moment: float, position: int) -> int:
        """How many rows from the top had happened at a moment, just before the call after
        ``position`` began (``Tape.moment``)."""
        return bisect_left(self.keys, (moment, position + 1, Kind.BEGIN))
