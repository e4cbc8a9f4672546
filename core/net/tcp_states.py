"""TCP's eleven states: which of them a socket is in and has been in, and how it came there.

Where the kernel can be asked, its answer counts ("measured"). Where it cannot (after ``close``,
off Linux, on a saved tape) the state follows from the calls of the two ends ("inferred").

Source: RFC 9293 §3.3.2 (figure 5); close with unread bytes: RFC 2525 §2.17; shutdown(2), close(2).
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.net.kernel import INFERRED, MEASURED, NONE, KernelTruth
from core.net.tcp_transitions import (
    BY_CALL,
    BY_SEGMENT,
    CLOSE_WAIT,
    CLOSED,
    CLOSING,
    ESTABLISHED,
    FIN_WAIT_1,
    FIN_WAIT_2,
    LAST_ACK,
    LISTEN,
    STATES,
    SYN_RECEIVED,
    SYN_SENT,
    TIME_WAIT,
    TRANSITIONS,
    way,
)
from core.net.trace import RECEIVING_CALLS, SENDING_CALLS, CallEvent, SocketInfo

__all__ = ["BY_CALL", "BY_SEGMENT", "STATES", "TRANSITIONS", "StateTracker", "Step"]

TIME_WAIT_S = 60.0
"""How long Linux stays in TIME_WAIT (TCP_TIMEWAIT_LEN)."""
_SYNCHRONISED = frozenset({ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, FIN_WAIT_2})
_HAS_OUR_FIN = frozenset({CLOSE_WAIT, LAST_ACK, CLOSED})
_RESET = frozenset({"ECONNRESET", "EPIPE", "ECONNABORTED"})
_BIRTHS = frozenset({"socket", "socketpair", "bind", "listen", "connect", "connect_ex"})
_MOST_STEPS = 64


@dataclass(frozen=True, slots=True)
class Step:
    """A change of state: when (seconds of the lens), why, and whether it was measured."""

    time: float
    old: str
    new: str
    cause: str
    source: str


class _Record:
    """What is known of one socket."""

    __slots__ = (
        "closed", "info", "linger_zero", "number", "peer", "source", "state", "steps",
    )  # fmt: skip

    def __init__(self, number: int) -> None:
        self.number = number
        self.state = CLOSED
        self.source = INFERRED
        self.steps: list[Step] = []
        self.peer = 0
        self.closed = False
        self.linger_zero = False
        self.info: SocketInfo | None = None
        """As it was when we first heard of it, until it is clear how its life began."""


class StateTracker:
    """Follows the states of all TCP sockets of a lens. Not for several threads.

    ``unread`` tells how many bytes a socket had not read when it was closed (a close with unread
    bytes sends RST instead of FIN): :meth:`core.net.flows.Flows.thrown_away`.
    """

    def __init__(self, unread: Callable[[int], int] = lambda _number: 0) -> None:
        self._unread = unread
        self._records: dict[int, _Record] = {}
        self._families: dict[int, bool] = {}
        self._measured_unread: dict[int, int] = {}
        self._talks_to_closed: set[int] = set()
        self._connecting: set[int] = set()
        """Those that ``connect`` left in the middle: it was not to wait."""

    # --- told ---------------------------------------------------------------------------------

    def note(
        self, sockets: Iterable[SocketInfo], connections: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Know the sockets, and which of them are the two ends of one connection."""
        for info in sockets:
            tcp = info.type == socket.SOCK_STREAM and info.family in (
                socket.AF_INET,
                socket.AF_INET6,
            )
            self._families[info.number] = tcp
            if not tcp:
                continue
            record = self._records.get(info.number)
            if record is None:
                self._record(info.number).info = info
            elif record.info is not None:
                # Told for the second time, and its birth is on no tape: it is older than that.
                record.info = info
                self._begin(record)
        for one, other in connections:
            first, second = self._records.get(one), self._records.get(other)
            if first is not None and second is not None and first.peer != other:
                first.peer, second.peer = other, one
                self._meet(first)
                self._meet(second)

    def _begin(self, record: _Record, time: float = 0.0) -> None:
        """Come into the state in which watching found the socket."""
        info, record.info = record.info, None
        if info is None or record.steps:
            return
        if info.listening:
            self._go(record, LISTEN, time, "listen()")
        elif info.peer is not None and not info.closed:
            if info.listener:
                record.state = LISTEN
            self._walk(record, ESTABLISHED, time, INFERRED)

    def feed(self, event: CallEvent) -> None:
        """Learn of a call that has returned."""
        call = event.call
        if event.size and (call in SENDING_CALLS or call in RECEIVING_CALLS):
            if event.socket in self._connecting:
                self._connected(self._record(event.socket), event.ended)
            if event.socket in self._talks_to_closed and call in SENDING_CALLS:
                self._sent_in_vain(event)
            return
        if not self._families.get(event.socket, False) and not (call == "accept" and event.made):
            return
        handler = _HANDLERS.get(call)
        if handler is not None:
            handler(self, self._record(event.socket), event)

    def feed_truth(self, number: int, truth: KernelTruth, time: float = 0.0) -> None:
        """Learn what the kernel said of a socket."""
        if truth.source != MEASURED or truth.state not in STATES:
            return
        self._measured_unread[number] = truth.recv_queue or 0
        record = self._record(number)
        if record.closed:
            return
        self._begin(record, time)
        if record.state != truth.state and not self._take_back(record, truth.state):
            self._walk(record, truth.state, time, MEASURED)
        record.source = MEASURED

    def _take_back(self, record: _Record, measured: str) -> bool:
        """What was concluded too early (an acknowledgement may be late) has not happened yet."""
        steps = record.steps
        for index in range(len(steps) - 1, -1, -1):
            if steps[index].source != INFERRED:
                return False
            if steps[index].old == measured and steps[index].cause == "ACK came":
                del steps[index:]
                record.state = measured
                return True
        return False

    # --- asked --------------------------------------------------------------------------------

    def state(self, number: int, time: float | None = None) -> tuple[str, str, tuple[str, ...]]:
        """(state, "measured" or "inferred" or "none", the states it has been in, in order).

        At a time, or None for the last known. A socket that has no TCP states gives "", "none".
        """
        record = self._records.get(number)
        if record is None:
            return "", NONE, ()
        steps = self.steps(number, time)
        visited = [CLOSED] if not steps else [steps[0].old]
        for step in steps:
            if step.new not in visited:
                visited.append(step.new)
        if time is None:
            return record.state, record.source, tuple(visited)
        if not steps:
            return CLOSED, INFERRED, tuple(visited)
        return steps[-1].new, steps[-1].source, tuple(visited)

    def steps(self, number: int, time: float | None = None) -> tuple[Step, ...]:
        """The changes of state of a socket up to a time, oldest first (the last 64)."""
        record = self._records.get(number)
        if record is None:
            return ()
        return tuple(step for step in record.steps if time is None or step.time <= time)

    def pass_time(self, now: float) -> None:
        """TIME_WAIT ends of itself."""
        for record in self._records.values():
            if record.state == TIME_WAIT and now - record.steps[-1].time >= TIME_WAIT_S:
                self._go(record, CLOSED, record.steps[-1].time + TIME_WAIT_S, "2 MSL passed")

    def forget(self, numbers: Iterable[int]) -> None:
        """Forget sockets that left the tape."""
        for number in numbers:
            self._records.pop(number, None)
            self._families.pop(number, None)
            self._measured_unread.pop(number, None)
            self._talks_to_closed.discard(number)
            self._connecting.discard(number)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The sockets that are known."""
        return tuple(self._families)

    # --- calls --------------------------------------------------------------------------------

    def _record(self, number: int) -> _Record:
        record = self._records.get(number)
        if record is None:
            record = self._records[number] = _Record(number)
        return record

    def _go(
        self, record: _Record, new: str, time: float, cause: str, source: str = INFERRED
    ) -> None:
        if record.state == new:
            return
        record.steps.append(Step(time, record.state, new, cause, source))
        del record.steps[:-_MOST_STEPS]
        record.state = new
        record.source = source

    def _walk(self, record: _Record, new: str, time: float, source: str) -> None:
        """Come into a state by the shortest way that TCP allows."""
        for old, following, cause in way(record.state, new):
            del old
            self._go(record, following, time, cause, source)

    def _listen(self, record: _Record, event: CallEvent) -> None:
        if event.error is None and record.state == CLOSED:
            self._go(record, LISTEN, event.ended, "listen()")

    def _connect(self, record: _Record, event: CallEvent) -> None:
        error = event.error
        failed = error.name if error is not None else ""
        if event.call == "connect_ex" and isinstance(event.result, int) and event.result:
            failed = errno.errorcode.get(event.result, "?")
            error = None
        if record.state not in (CLOSED, SYN_SENT):
            return
        if error is not None and not (error.code or error.kind == "TimeoutError"):
            return  # Python refused it before the system was asked
        if failed in ("EINVAL", "EADDRNOTAVAIL", "EAFNOSUPPORT", "EISCONN", "ENETUNREACH"):
            return
        self._go(record, SYN_SENT, max(event.began, 0.0), "connect()")
        if not failed and error is None:
            self._go(record, ESTABLISHED, event.ended, "SYN+ACK came")
        elif failed in ("ECONNREFUSED", "ECONNRESET", "ECONNABORTED"):
            self._go(record, CLOSED, event.ended, "RST came")
        elif failed in ("ETIMEDOUT", "EHOSTUNREACH"):
            self._go(record, CLOSED, event.ended, "timeout")
        else:  # EINPROGRESS, or Python's own timeout: the kernel goes on trying
            self._connecting.add(record.number)

    def _connected(self, record: _Record, time: float) -> None:
        self._connecting.discard(record.number)
        if record.state == SYN_SENT:
            self._go(record, ESTABLISHED, time, "SYN+ACK came")

    def _ask_option(self, record: _Record, event: CallEvent) -> None:
        """``getsockopt(SOL_SOCKET, SO_ERROR)`` tells how a connect ended that was not to wait."""
        wanted = (socket.SOL_SOCKET, socket.SO_ERROR)
        if record.state != SYN_SENT or event.arguments[:2] != wanted or not event.result:
            return
        refused = event.result in (errno.ECONNREFUSED, errno.ECONNRESET)
        self._connecting.discard(record.number)
        self._go(record, CLOSED, event.ended, "RST came" if refused else "timeout")

    def _accept(self, record: _Record, event: CallEvent) -> None:
        if not event.made or not self._families.get(event.made, False):
            return
        made = self._record(event.made)
        made.info = None
        if not made.steps:
            made.state = LISTEN
            self._go(made, SYN_RECEIVED, event.ended, "SYN came")
            self._go(made, ESTABLISHED, event.ended, "ACK came")
            self._meet(made)

    def _meet(self, record: _Record) -> None:
        """The peer may have said goodbye before this socket was known."""
        peer = self._peer(record)
        if peer is None or not record.steps:
            return
        if peer.state == SYN_SENT:
            self._connected(peer, record.steps[-1].time)
        if peer.state in (FIN_WAIT_1, FIN_WAIT_2):
            self._fin_came(record, max(record.steps[-1].time, peer.steps[-1].time))

    def _shutdown(self, record: _Record, event: CallEvent) -> None:
        how = event.arguments[0] if event.arguments else None
        if event.error is None and how in (socket.SHUT_WR, socket.SHUT_RDWR):
            self._send_fin(record, event.ended, "shutdown()")
            if record.state == LISTEN:
                self._go(record, CLOSED, event.ended, "close()")

    def _close(self, record: _Record, event: CallEvent) -> None:
        if event.error is not None or event.call == "detach":
            return
        record.closed = True
        if record.peer:
            self._talks_to_closed.add(record.peer)
        if record.state in (LISTEN, SYN_SENT):
            self._go(record, CLOSED, event.ended, "close()")
            return
        unread = self._unread(event.socket)
        if unread == 0 and not record.peer:  # its peer is not seen: what the kernel said last
            unread = self._measured_unread.get(event.socket, 0)
        if record.state in _SYNCHRONISED and (unread > 0 or record.linger_zero):
            if record.state in (ESTABLISHED, CLOSE_WAIT):
                self._go(record, CLOSED, event.ended, "close() sends RST")
            else:
                self._go(record, CLOSED, event.ended, "RST came")
            self._reset_came(self._peer(record), event.ended)
            return
        self._send_fin(record, event.ended, "close()")

    def _sent_in_vain(self, event: CallEvent) -> None:
        """Bytes came to a socket that is closed already: its system answers with RST."""
        self._talks_to_closed.discard(event.socket)
        record = self._records.get(event.socket)
        peer = self._peer(record) if record is not None else None
        if peer is not None and peer.state in (FIN_WAIT_1, FIN_WAIT_2):
            self._go(peer, CLOSED, event.ended, "data came after close(), RST sent")
            self._reset_came(record, event.ended)

    def _send_fin(self, record: _Record, time: float, cause: str) -> None:
        peer = self._peer(record)
        if record.state == ESTABLISHED:
            self._go(record, FIN_WAIT_1, time, cause)
            if peer is not None and peer.closed and peer.state == CLOSED:
                self._go(record, CLOSED, time, "RST came")
                return
            self._fin_came(peer, time)
            self._go(record, FIN_WAIT_2, time, "ACK came")
        elif record.state == CLOSE_WAIT:
            self._go(record, LAST_ACK, time, cause)
            self._fin_came(peer, time)
            self._go(record, CLOSED, time, "ACK came")

    def _fin_came(self, record: _Record | None, time: float) -> None:
        if record is None:
            return
        if record.state == ESTABLISHED:
            self._go(record, CLOSE_WAIT, time, "FIN came")
            return
        peer = self._peer(record)
        if record.state == FIN_WAIT_1 and peer is not None and peer.state in _HAS_OUR_FIN:
            self._go(record, FIN_WAIT_2, time, "ACK came")
        if record.state == FIN_WAIT_2:
            self._go(record, TIME_WAIT, time, "FIN came")
        elif record.state == FIN_WAIT_1:
            self._go(record, CLOSING, time, "FIN came")
            self._go(record, TIME_WAIT, time, "ACK came")

    def _reset_came(self, record: _Record | None, time: float) -> None:
        if record is not None and record.state not in (CLOSED, LISTEN, TIME_WAIT):
            self._go(record, CLOSED, time, "RST came")

    def _peer(self, record: _Record) -> _Record | None:
        return self._records.get(record.peer) if record.peer else None

    def _receive(self, record: _Record, event: CallEvent) -> None:
        if event.error is not None:
            if event.error.name in _RESET:
                self._reset_came(record, event.ended)
            elif event.error.name == "ETIMEDOUT" and record.state in _SYNCHRONISED:
                self._go(record, CLOSED, event.ended, "timeout")
        elif event.wanted and event.call in RECEIVING_CALLS:  # nothing: the other side is done
            self._fin_came(record, event.ended)

    def _set_option(self, record: _Record, event: CallEvent) -> None:
        arguments = event.arguments
        if (
            event.error is None
            and len(arguments) >= 3
            and arguments[:2]
            == (
                socket.SOL_SOCKET,
                socket.SO_LINGER,
            )
        ):
            value = arguments[2]
            record.linger_zero = isinstance(value, bytes) and _lingers_zero(value)


def _lingers_zero(value: bytes) -> bool:
    half = len(value) // 2
    return any(value[:half]) and not any(value[half:])


_Handler = Callable[[StateTracker, _Record, CallEvent], None]
_HANDLERS: dict[str, _Handler] = {
    "listen": StateTracker._listen,
    "connect": StateTracker._connect,
    "connect_ex": StateTracker._connect,
    "accept": StateTracker._accept,
    "shutdown": StateTracker._shutdown,
    "close": StateTracker._close,
    "setsockopt": StateTracker._set_option,
    "getsockopt": StateTracker._ask_option,
    **dict.fromkeys(RECEIVING_CALLS | SENDING_CALLS, StateTracker._receive),
}
