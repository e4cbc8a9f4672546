"""Who went on purpose, and whose connection broke off: the log tells."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from core.server.events import LogEntry, LogKind

_KEPT = 1000
_BROKEN = frozenset(
    {
        "Connection closed",  # the program ended, or the computer went to sleep, without a QUIT
        "Connection reset by peer",
        "Connection timed out",
        "No route to host",
        "Network is unreachable",
    }
)
_PUT_OUT = frozenset({"kicked", "banned"})


class Leavers:
    """The connections that were ended on purpose last."""

    def __init__(self) -> None:
        self._conns: deque[int] = deque(maxlen=_KEPT)

    def note(self, entries: Iterable[LogEntry]) -> None:
        """More lines of the log have come."""
        for entry in entries:
            reason = entry.args[0] if entry.args else ""
            said = entry.kind is LogKind.DISCONNECTED and reason not in _BROKEN
            if said or (entry.kind is LogKind.DROPPED and reason in _PUT_OUT):
                self._conns.append(entry.conn)

    def __contains__(self, conn: int) -> bool:
        return conn in self._conns
