"""The clock that the engines hand to the pure server and sessions, and the server's message ids."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from itertools import count

_STEP_S = 2.0


class WallClock:
    """Seconds since the epoch that never go backwards.

    Built on the monotonic clock, so that timeouts are right whoever sets the system's clock;
    :meth:`correct` follows it forwards when it is more than two seconds ahead (the machine slept).
    """

    def __init__(self) -> None:
        self._offset = time.time() - time.monotonic()

    def __call__(self) -> float:
        """The time now."""
        return time.monotonic() + self._offset

    def correct(self) -> None:
        """Catch up with the system's clock if that is far ahead."""
        offset = time.time() - time.monotonic()
        if offset - self._offset > _STEP_S:
            self._offset = offset


def message_id_source() -> Callable[[], str]:
    """Gives ids that no other run of any server gives: a random part and a counter.

    A counter costs a small part of a UUID, and ids are made for every message (so without a
    function of Python's). It has leading zeros, so that an index of ids only grows at its end.
    """
    form = os.urandom(6).hex() + "-%08x"
    return map(form.__mod__, count(1)).__next__
