"""What ends an HTTP exchange that would not end by itself: cancelled, too slow, or without end.

``http.client`` reads for as long as something comes: a byte every few seconds, one interim answer
after the other, chunks of a byte. And a socket that was shut down still gives what its host sends.
So every read of an answer asks here first.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from http.client import HTTPResponse

GRACE_S = 30.0
"""Seconds in which an answer may be as slow as it likes, within the socket's own timeout."""
LEAST_PACE = 256
"""Bytes a second that come at least on the average, after that."""
MOST_HEAD = 1 << 20
"""Bytes of an answer before its body, the interim answers (1xx) among them."""


class CancelledError(OSError):
    """The exchange was cancelled."""


class TooSlowError(OSError):
    """The answer comes in drops, or takes longer than is borne."""


class EndlessError(OSError):
    """More comes than was allowed."""


class Watch:
    """What one exchange may take; ``clock`` is monotonic, in seconds. Attributes: ``cancelled``, to
    be set from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.cancelled = False
        self._clock = clock
        self._since = clock()
        self._seconds = float("inf")
        self._took = 0
        self._most = MOST_HEAD

    def begin(self, seconds: float = float("inf")) -> None:
        """A request goes out: its whole answer may take so long."""
        self._since, self._seconds = self._clock(), seconds
        self._took, self._most = 0, MOST_HEAD

    def body(self, most: int) -> None:
        """The body begins, of which at most ``most`` bytes are wanted: what chunks cost besides is
        allowed, but no more."""
        self._most = self._took + most + most // 4 + MOST_HEAD

    def check(self) -> None:
        """Raises CancelledError, TooSlowError or EndlessError."""
        if self.cancelled:
            raise CancelledError
        if self._took > self._most:
            raise EndlessError
        elapsed = self._clock() - self._since
        if elapsed > self._seconds or (
            elapsed > GRACE_S and self._took < (elapsed - GRACE_S) * LEAST_PACE
        ):
            raise TooSlowError

    def took(self, count: int) -> None:
        """So many bytes were read."""
        self._took += count


class _Watched(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase, watch: Watch) -> None:
        self._raw, self._watch = raw, watch

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._watch.check()
        count = self._raw.readinto(buffer)
        self._watch.took(count or 0)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def answers(watch: Watch) -> type[HTTPResponse]:
    """The class of answers whose every read is watched, for ``HTTPConnection.response_class``."""
    from http.client import HTTPResponse

    class Answer(HTTPResponse):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.fp = io.BufferedReader(_Watched(self.fp.detach(), watch))

    return Answer
