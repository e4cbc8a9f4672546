"""Back-pressure: nobody sends faster than the others read, and nobody is dropped for our haste.

Two limits hold senders back, each by letting their readers wait, which fills the kernel's buffers
and so reaches the sending program:

* what came in and is not dispatched yet (``budget`` bytes for everybody together), so that a cycle
  stays small;
* clients that read, but not fast enough. While one of them has much waiting, those who send a lot
  wait, up to HOLD_S; who sends little never does. A client that does not read at all holds nobody
  back: it is dropped when its queue passes the limit.
"""

from __future__ import annotations

from core.threads.server_connection import Connection

HOLD_S = 1.0
"""Senders are held back so long at most, before they may bring another piece."""
WINDOW_S = 1.0
"""A client that has taken something in so long a time does read."""
POLL_S = 0.005


class Pressure:
    """Who is behind, and whether senders have to wait for them. Dispatcher's thread only."""

    def __init__(self, sendq: int) -> None:
        self._mark = sendq // 4
        self._behind: dict[Connection, None] = {}
        self._since: float | None = None

    def __bool__(self) -> bool:
        return bool(self._behind)

    def fell_behind(self, connection: Connection, now: float) -> None:
        """The kernel did not take all that was for this client."""
        if connection not in self._behind:
            self._behind[connection] = None
            connection.reads = True
            connection.judged_at = now
            connection.judged_progress = connection.progress

    def caught_up(self, connection: Connection) -> None:
        """Nothing waits for the client any more, or it is gone."""
        self._behind.pop(connection, None)

    def lagging(self, now: float) -> bool:
        """Whether those who send much have to wait; ``now`` is monotonic."""
        if not any(self._is_late(connection, now) for connection in self._behind):
            self._since = None
            return False
        if self._since is None:
            self._since = now
        elif now - self._since > HOLD_S:
            self._since = now  # one more piece from everybody, then wait again
            return False
        return True

    def _is_late(self, connection: Connection, now: float) -> bool:
        if now - connection.judged_at > WINDOW_S:
            connection.reads = connection.progress != connection.judged_progress
            connection.judged_progress = connection.progress
            connection.judged_at = now
        return connection.reads and connection.waiting > self._mark and not connection.closing
