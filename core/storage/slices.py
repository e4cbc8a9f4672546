"""How much of the housekeeping is done at once, so that nobody waits long for the file."""

from __future__ import annotations

from time import perf_counter
from types import TracebackType

_LONGEST_S = 0.004
_FEWEST, _MOST = 10, 500


class SliceSize:
    """Events of one slice: fewer after one that took long, more after a quick one.

    ``with size:`` stands around the work on a slice.
    """

    def __init__(self) -> None:
        self.events = 100
        self._started = 0.0

    def __enter__(self) -> None:
        self._started = perf_counter()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        took = perf_counter() - self._started
        if took > _LONGEST_S:
            self.events = max(_FEWEST, self.events // 2)
        elif took < _LONGEST_S / 2:
            self.events = min(_MOST, self.events + self.events // 4)
