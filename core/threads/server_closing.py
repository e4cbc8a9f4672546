"""How connections end: what is queued is sent, the end is said, and only then the socket closes.

``close`` with unread input makes the kernel send a reset, which destroys words of ours that the
peer has not read yet. So: send the rest, ``shutdown(SHUT_WR)``, read on until the peer closes its
side, close. Each step has a limit of time, past which both directions are shut.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from core.net.sending import shut, shut_write
from core.threads.server_connection import Connection, Writer

FLUSH_S = 5.0
"""A closed connection has so long to take what was queued for it before."""
LINGER_S = 1.0
"""… and after that so long to close its side."""
STOP_FLUSH_S = 0.5
STOP_LINGER_S = 0.2
"""The same when the whole server stops, which takes less than a second."""


class Closer:
    """The connections that are on their way out. Used by the dispatcher's thread alone."""

    def __init__(self, gone: Callable[[Connection], None]) -> None:
        self._gone = gone
        self._leaving: dict[Connection, None] = {}
        self._writers: set[Writer] = set()
        self._flush_s = FLUSH_S
        self._linger_s = LINGER_S

    def __len__(self) -> int:
        return len(self._leaving) + len(self._writers)

    def hasten(self) -> None:
        """The server stops: short limits, also for those that are leaving already."""
        self._flush_s = STOP_FLUSH_S
        self._linger_s = STOP_LINGER_S
        latest = monotonic() + STOP_FLUSH_S
        for connection in self._leaving:
            connection.deadline = min(connection.deadline, latest)

    def close(self, connection: Connection) -> None:
        """Close after what is queued has been sent. Idempotent."""
        if connection.closing:
            return
        connection.closing = True
        connection.deadline = monotonic() + self._flush_s
        self._leaving[connection] = None
        if not connection.behind:
            self._flushed(connection)

    def writer_started(self, writer: Writer) -> None:
        """Keep the thread until it has ended."""
        self._writers.add(writer)

    def writer_ended(self, connection: Connection, writer: Writer) -> None:
        """Join a writer; the connection may have waited for it."""
        writer.join()
        self._writers.discard(writer)
        if connection.writer is writer:
            connection.writer = None
            if connection.closing and not connection.behind:
                self._flushed(connection)

    def reader_ended(self, connection: Connection) -> None:
        """Join the reader; the stream is over, so the connection is closed."""
        if connection.reader is not None:
            connection.reader.join()
        connection.reader_done = True
        self.close(connection)
        self._finish(connection)

    def hold_time(self, seconds: float) -> None:
        """So long the sockets were held by a watcher: nobody is late for that."""
        for connection in self._leaving:
            connection.deadline += seconds

    def next_deadline(self) -> float | None:
        """When :meth:`hurry` is to be called, in the monotonic clock."""
        return min((c.deadline for c in self._leaving), default=None)

    def hurry(self) -> None:
        """Shut the connections that have used up their time."""
        now = monotonic()
        for connection in [c for c in self._leaving if c.deadline <= now]:
            connection.flushed = True
            connection.forget()
            shut(connection.sock)  # its reader and its writer wake up and end
            connection.deadline = float("inf")
            self._finish(connection)

    def _flushed(self, connection: Connection) -> None:
        if not connection.flushed:
            connection.flushed = True
            connection.deadline = monotonic() + self._linger_s
            connection.say_goodbye()
            shut_write(connection.sock)
        self._finish(connection)

    def _finish(self, connection: Connection) -> None:
        """Close the socket once nobody uses it any more."""
        unused = connection.reader_done and connection.flushed and connection.writer is None
        if unused and connection in self._leaving:
            del self._leaving[connection]
            connection.sock.close()
            self._gone(connection)
