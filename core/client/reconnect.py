"""When to try again after a connection was lost or not made."""

from __future__ import annotations

_DELAYS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)


class ReconnectPolicy:
    """Waits of 1, 2, 4, 8, 15, then always 30 seconds; from the start again after a success."""

    def __init__(self) -> None:
        self.attempt = 0
        """How many attempts have failed since the last success."""

    def failed(self) -> float:
        """Count a failure or a loss; the seconds to wait before the next attempt."""
        delay = _DELAYS[min(self.attempt, len(_DELAYS) - 1)]
        self.attempt += 1
        return delay

    def succeeded(self) -> None:
        """The server let us in."""
        self.attempt = 0
