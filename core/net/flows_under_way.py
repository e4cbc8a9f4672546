"""Sends that are in the kernel: part of their bytes may be read before they return."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from core.net.flows_streams import End, Entry
from core.net.trace import PendingCall

_REMEMBERED = 256


class UnderWay:
    """Sends that have not returned, and the № that they will keep.

    ``entries`` are all calls that are known, by event; ``count`` gives the next №.
    """

    def __init__(self, entries: dict[int, Entry], count: Callable[[], int]) -> None:
        self._entries = entries
        self._count = count
        self._ends: set[End] = set()
        self._numbers: dict[int, int] = {}

    def tell(self, calls: Iterable[tuple[PendingCall, End, int | None]]) -> None:
        """All sends that are in the kernel now, with the bytes that the two queues hold."""
        here: set[End] = set()
        for call, end, measured in calls:
            known = self._entries.get(call.number)
            if known is not None and known is not end.out.begun:
                continue  # it has returned meanwhile
            if known is None:
                if end.out.begun is not None:
                    continue  # another thread's: which of them comes first, nobody knows
                number = self._numbers.pop(call.number, 0) or self._count()
                known = Entry(end, call.number, number, 0, call.size, math.inf, call.data)
                known.open = True
                known.start = end.out.total
                known.stop = known.start + call.size
                self._entries[call.number] = end.out.begun = known
            here.add(end)
            if end.peer is not None:
                end.peer.measured = measured
        for end in self._ends - here:
            self._over(end)
        self._ends = here

    def _over(self, end: End) -> None:
        """The send has returned, or was lost sight of."""
        entry = end.out.begun
        if entry is not None:
            del self._entries[entry.event]
            end.out.begun = None
            self._numbers[entry.event] = entry.number
            if len(self._numbers) > _REMEMBERED:
                del self._numbers[next(iter(self._numbers))]
        if end.peer is not None:
            end.peer.measured = None

    def returned(self, end: End, event: int) -> int:
        """A send has returned: its №."""
        if end.out.begun is not None and end.out.begun.event <= event:
            self._over(end)
            self._ends.discard(end)
        return (self._numbers.pop(event, 0) if self._numbers else 0) or self._count()
