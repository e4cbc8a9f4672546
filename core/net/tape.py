"""The tape: the calls that were seen, in the order of cause, bounded in number and in bytes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from pathlib import Path

from core.net.trace import ActorInfo, ActorSnapshot, ActorState, CallEvent, SocketInfo

LIMIT_EVENTS = 20_000
LIMIT_BYTES = 16 * 1024 * 1024
_CROWD = 2000
_number = attrgetter("number")
_began = attrgetter("began")


class TapeErrorCode(StrEnum):
    """Why a tape could not be opened or saved."""

    NOT_A_TAPE = "not_a_tape"
    NEWER = "newer"  # ``version`` says which
    CUT_SHORT = "cut_short"  # ``good`` calls are there, in ``tape``
    DAMAGED = "damaged"  # at ``line``; what stands before it is in ``tape``
    TOO_BIG = "too_big"
    FILE = "file"  # the system's own words are in ``detail``


@dataclass(unsafe_hash=True)  # not frozen: Python writes the traceback into an exception
class TapeError(Exception):
    """A tape that could not be opened whole, or not saved.

    Attributes:
        code: why.
        path: the file.
        line: where, from 1; 0 where it is the whole file.
        good: how many calls could be read, of ``expected``.
        version: that the file says it is of, for NEWER.
        detail: what is wrong, in English, for a person who mends the file.
        tape: what could be read of it (CUT_SHORT, DAMAGED), else None.
    """

    code: TapeErrorCode
    path: str = ""
    line: int = 0
    good: int = 0
    expected: int = 0
    version: str = ""
    detail: str = ""
    tape: Tape | None = None


class Tape:
    """Calls by number, with the actors and sockets that they speak of. Not for several threads.

    ``limit_events`` and ``limit_bytes`` (of what the calls carried) bound it: those that returned
    first are forgotten first.

    Attributes:
        forgotten: how many calls were forgotten.
        gaps: {number: count}: calls that were never put on the tape, right before that number.
    """

    def __init__(self, limit_events: int = LIMIT_EVENTS, limit_bytes: int = LIMIT_BYTES) -> None:
        self.limit_events = max(1, limit_events)
        self.limit_bytes = limit_bytes
        self.forgotten = 0
        self.gaps: dict[int, int] = {}
        self._events: list[CallEvent] = []
        self._arrived: deque[CallEvent] = deque()
        self._bytes = 0
        self._snapshots: dict[int, ActorSnapshot] = {}
        self._sockets: dict[int, SocketInfo] = {}
        self._latest = 0.0
        self._crowd = _CROWD
        # Forgetting one by one would move the whole list each time.
        self._slack = self.limit_events // 8 if self.limit_events >= 1000 else 0

    # --- events -------------------------------------------------------------------------------

    @property
    def events(self) -> Sequence[CallEvent]:
        """The calls by number. A view: do not change it."""
        return self._events

    def __len__(self) -> int:
        return len(self._events)

    @property
    def bytes(self) -> int:
        """How many bytes of payload lie on the tape."""
        return self._bytes

    @property
    def latest(self) -> float:
        """When the last call on the tape returned, seconds."""
        return self._latest

    def add(self, events: Iterable[CallEvent]) -> list[int]:
        """Put calls on the tape; returns the numbers of those that were forgotten for them."""
        kept = self._events
        last = kept[-1].number if kept else 0
        for event in events:
            number = event.number
            if number > last:
                kept.append(event)
                last = number
            else:
                insort(kept, event, key=_number)
            self._arrived.append(event)
            self._bytes += len(event.data)
            self._latest = max(self._latest, event.ended)
        if len(kept) > self.limit_events or self._bytes > self.limit_bytes:
            return self._forget()
        return []

    def _forget(self) -> list[int]:
        gone: list[int] = []
        arrived = self._arrived
        few = self.limit_events - self._slack
        while arrived and (len(arrived) > few or self._bytes > self.limit_bytes):
            event = arrived.popleft()
            self._bytes -= len(event.data)
            gone.append(event.number)
        numbers = set(gone)
        self._events = [event for event in self._events if event.number not in numbers]
        self.forgotten += len(gone)
        first = self._events[0].number if self._events else 0
        self.gaps = {number: count for number, count in self.gaps.items() if number >= first}
        self._forget_tables()
        return gone

    def event(self, number: int) -> CallEvent | None:
        """The call of this number, None if it is not on the tape."""
        index = bisect_left(self._events, number, key=_number)
        if index < len(self._events) and self._events[index].number == number:
            return self._events[index]
        return None

    def index(self, number: int) -> int:
        """How many calls on the tape have a lower number: where this one is, or would be."""
        return bisect_left(self._events, number, key=_number)

    def at(self, time: float) -> int:
        """The index of the call that was the latest to begin at a time; -1 before the first."""
        return bisect_right(self._events, time, key=_began) - 1

    def moment(self, number: int) -> float:
        """The time just before the call after this one began: what position ``number`` shows.

        Calls that began by then and returned later are in the kernel at that position.
        """
        index = bisect_right(self._events, number, key=_number)
        if index >= len(self._events):
            return self._latest
        before = self._events[index - 1].began if index else 0.0
        return max(self._events[index].began, before, 0.0)

    # --- who and what -------------------------------------------------------------------------

    def note(self, actors: Iterable[ActorSnapshot], sockets: Iterable[SocketInfo]) -> None:
        """Know the actors and sockets as they are now."""
        for actor in actors:
            self._snapshots[actor.info.number] = actor
        for sock in sockets:
            self._sockets[sock.number] = sock

    @property
    def actors(self) -> dict[int, ActorInfo]:
        """The actors by number."""
        return {number: snapshot.info for number, snapshot in self._snapshots.items()}

    def actor(self, number: int) -> ActorInfo | None:
        """One actor, None if it is not known (any more)."""
        snapshot = self._snapshots.get(number)
        return snapshot.info if snapshot is not None else None

    @property
    def snapshots(self) -> tuple[ActorSnapshot, ...]:
        """The actors as they were when they were last seen, by number."""
        return tuple(self._snapshots[number] for number in sorted(self._snapshots))

    @property
    def sockets(self) -> dict[int, SocketInfo]:
        """The sockets by number."""
        return self._sockets

    def trim(self) -> bool:
        """Forget sockets and actors that are gone and that no call names, once there are many of
        them: in a flood few calls are put on the tape, but sockets come and go. True if so."""
        if len(self._sockets) + len(self._snapshots) <= self._crowd:
            return False
        self._forget_tables()
        self._crowd = max(_CROWD, 2 * (len(self._sockets) + len(self._snapshots)))
        return True

    def _forget_tables(self) -> None:
        actors = {event.actor for event in self._events}
        self._snapshots = {
            number: snapshot
            for number, snapshot in self._snapshots.items()
            if number in actors or snapshot.state is not ActorState.FINISHED
        }
        named = {event.socket for event in self._events} | {event.made for event in self._events}
        self._sockets = {
            number: info
            for number, info in self._sockets.items()
            if number in named or not info.closed
        }

    def copy(self) -> Tape:
        """The same calls, actors and sockets, for another thread to save."""
        copy = Tape(self.limit_events, self.limit_bytes)
        copy.forgotten, copy.gaps = self.forgotten, dict(self.gaps)
        copy._events, copy._arrived = list(self._events), deque(self._arrived)
        copy._bytes, copy._latest = self._bytes, self._latest
        copy._snapshots, copy._sockets = dict(self._snapshots), dict(self._sockets)
        return copy

    # --- files --------------------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Write a file, whole or not at all. Raises TapeError FILE."""
        from core.net.tape_file import save

        save(self, Path(path))

    @staticmethod
    def load(path: str | Path) -> Tape:
        """Read a file. Raises TapeError; of CUT_SHORT and DAMAGED ones its ``tape`` is usable."""
        from core.net.tape_file import load

        return load(Path(path))
