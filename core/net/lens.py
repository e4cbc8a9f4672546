"""A lens: what is seen of a set of sockets while somebody looks.

The threads that make calls write raw tuples, as cheaply as Python allows; whoever looks makes
:class:`CallEvent` of them (:meth:`Lens.drain`). Nothing here costs anything while no socket is
watched: then the sockets are plain ones (:mod:`core.net.traced_socket`).
"""

from __future__ import annotations

import itertools
import socket
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from time import perf_counter
from types import CodeType
from typing import Any, cast

from core.net.gate import Actor, Gate
from core.net.lens_calls import (
    Counting,
    Pending,
    Raw,
    Skipped,
    ThreadNames,
    Waiting,
    call_error,
    event_of,
    pending_of,
)
from core.net.trace import (
    ASKING_CALLS,
    BEFORE,
    RECEIVING_CALLS,
    SENDING_CALLS,
    ActorInfo,
    ActorSnapshot,
    ActorState,
    CallEvent,
    Part,
    Side,
    SocketInfo,
)

CHAT_SILENT = ASKING_CALLS | {"socket", "socketpair", "shutdown", "close", "dup", "detach"}
"""Calls of the chat that are recorded but never held: some are made under a lock that the window
wants, and a window must never wait for a person's permit."""
EVENTS_KEPT = 20_000
_FINISHED_KEPT = 200


@dataclass(slots=True)
class _Watched:
    """A socket and what was known of it last."""

    sock: weakref.ref[socket.socket]
    info: SocketInfo


class Lens:
    """One watched world: its calls, its actors, its sockets, and the gate before the calls.

    ``silent`` are calls that are recorded but never held. May be used from any thread.
    """

    def __init__(self, silent: frozenset[str] = CHAT_SILENT, limit: int = EVENTS_KEPT) -> None:
        self.silent = silent
        self.gate = Gate(self._records, self.now, self.socket_object)
        self._zero = perf_counter()
        self._events: deque[Raw] = deque(maxlen=limit)
        self.record = self._events.append
        """Put a raw tuple on the tape."""
        self.room = sys.maxsize
        """How many more calls there is room for on the tape before the next :meth:`refill`."""
        self.next_number = itertools.count(1).__next__
        """The place of the next call in the order of cause."""
        self.known: dict[int, Actor] = {}
        """The actors by the idents of their threads."""
        self._actors: dict[int, Actor] = {}
        self._actor_numbers = itertools.count(1)
        self._sockets: dict[int, _Watched] = {}
        self._socket_numbers = itertools.count(1)
        self._released: set[int] = set()
        self._lock = threading.Lock()
        self._taken = 0
        self._highest = 0
        self._drain_lock = threading.Lock()

    def now(self) -> float:
        """Seconds since the lens was made."""
        return perf_counter() - self._zero

    def close(self) -> None:
        """Hold nobody any more, and forget the sockets."""
        self.gate.open()
        with self._lock:
            self._sockets.clear()

    # --- for whoever looks --------------------------------------------------------------------

    def drain(self, limit: int = 100_000) -> list[CallEvent]:
        """The calls that have returned since the last time, oldest first, at most ``limit``."""
        events: list[CallEvent] = []
        with self._drain_lock:
            take = self._events.popleft
            try:
                while len(events) < limit:
                    events.append(event_of(take(), self._zero, self._descriptor))
            except IndexError:
                pass
            self._taken += len(events)
            for event in events:
                self._highest = max(self._highest, event.number)
        return events

    def skip(self, keep: int) -> Skipped:
        """Drop all but the newest ``keep`` calls that wait; says what the others carried.

        With them go the calls for which there was no room (:meth:`refill`).
        """
        sent: dict[int, int] = {}
        received: dict[int, int] = {}
        calls = self._passed(sent, received)
        dropped = 0
        with self._drain_lock:
            while len(self._events) > keep:
                try:
                    raw = self._events.popleft()
                except IndexError:
                    break
                dropped += 1
                pending, outcome = raw[0], raw[2]
                if len(raw) == 3:
                    table, size = (
                        (sent, outcome) if type(outcome) is int else (received, len(outcome))
                    )
                else:
                    table, size = (sent if pending[3] in SENDING_CALLS else received), raw[4]
                if size:
                    table[pending[2]] = table.get(pending[2], 0) + size
                self._highest = max(self._highest, pending[0])
            self._taken += dropped
        return Skipped(calls + dropped, sent, received)

    def _passed(self, sent: dict[int, int], received: dict[int, int]) -> int:
        """Take over what the sockets have only counted."""
        calls = 0
        with self._lock:
            found = [watched.sock() for watched in self._sockets.values()]
        for each in found:
            if getattr(each, "passed", 0):
                sock = cast("Counting", each)
                # A count between reading and subtracting stays for the next time.
                many, came, went = sock.passed, sock.passed_in, sock.passed_out
                sock.passed -= many
                sock.passed_in -= came
                sock.passed_out -= went
                calls += many
                if came:
                    received[sock.number] = came
                if went:
                    sent[sock.number] = went
        return calls

    def refill(self, room: int | None) -> None:
        """Put so many of the usual calls on the tape until this is said again; None: all of them.

        The others are only counted, so that a flood is hardly slower for being watched. Calls that
        are held are never left out.
        """
        self.room = sys.maxsize if room is None else room

    @property
    def has_passed(self) -> bool:
        """Whether calls were only counted since the last :meth:`skip`."""
        return self.room < 0

    @property
    def waiting_events(self) -> int:
        """How many calls wait to be drained."""
        return len(self._events)

    @property
    def lost(self) -> int:
        """About how many calls were forgotten before anybody drained them."""
        on_the_way = sum(actor.pending is not None for actor in self._records())
        return max(0, self._highest - self._taken - on_the_way - len(self._events))

    def actors(self) -> tuple[ActorSnapshot, ...]:
        """Everybody who makes or made calls, in the order of appearance."""
        found = []
        for actor in self._records():
            pending, state, since = actor.pending, actor.own_state, actor.own_since
            call = None
            if pending is not None:
                call = pending_of(pending, self._descriptor)
                if state is not ActorState.PARKED:
                    state = ActorState.IN_KERNEL
                    since = pending[7] - self._zero if pending[7] else since
            found.append(ActorSnapshot(actor.info, state, since, call))
        return tuple(found)

    def sockets(self) -> tuple[SocketInfo, ...]:
        """The sockets that are or were watched, with what is known of them now."""
        with self._lock:
            found = list(self._sockets.items())
        for number, watched in found:
            if not watched.info.closed:
                sock = watched.sock()
                if sock is None or sock.fileno() < 0:
                    self.change(number, closed=True)
        with self._lock:
            return tuple(watched.info for watched in self._sockets.values())

    def socket_object(self, number: int) -> socket.socket | None:
        """The socket itself while it is open, to ask the kernel about it."""
        with self._lock:
            watched = self._sockets.get(number)
        sock = watched.sock() if watched is not None else None
        return sock if sock is not None and sock.fileno() >= 0 else None

    def rename(self, actor: int, name: str) -> None:
        """Call the owner of an actor by another name."""
        record = self._actors.get(actor)
        if record is not None and record.info.name != name:
            old = record.info
            record.info = ActorInfo(old.number, old.side, name, old.part, old.subject)

    def rename_thread(self, thread: int, name: str) -> None:
        """Call the owner of a thread (its ident) by another name."""
        actor = self.known.get(thread)
        if actor is not None:
            self.rename(actor.info.number, name)

    # --- actors -------------------------------------------------------------------------------

    @contextmanager
    def actor(self, side: Side, name: str, part: Part, subject: int = 0) -> Iterator[int]:
        """Name the calling thread until the block ends. Yields the actor's number."""
        actor = self._enrol(side, name, part, subject)
        try:
            yield actor.info.number
        finally:
            self.leave()

    def waiting(self, ready: Callable[[], bool] | None = None) -> AbstractContextManager[object]:
        """The calling thread waits inside the program, not in a socket call.

        ``ready`` tells, to any thread, whether what it waits for is there already: then it counts
        as running. A thread that is no actor yet stays none.
        """
        actor = self.known.get(threading.get_ident())
        return nullcontext() if actor is None else Waiting(actor, self._zero, ready)

    def leave(self) -> None:
        """The calling thread makes no more calls."""
        actor = self.known.pop(threading.get_ident(), None)
        if actor is not None:
            actor.pending = None
            actor.turn(ActorState.FINISHED, self.now())
            self.gate.moved()
            self._forget_old()

    def dismiss(self, threads: Iterable[int]) -> None:
        """These threads (idents) are not watched any more: nobody holds them, they have ended."""
        actors = [self.known.pop(thread, None) for thread in list(threads)]
        found = [actor for actor in actors if actor is not None]
        self.gate.free({actor.info.number for actor in found})
        for actor in found:
            actor.turn(ActorState.FINISHED, self.now())
        self.gate.moved()

    def let_go(self, names: ThreadNames) -> None:
        """Never hold the threads of an owner again, those to come included."""
        with self._lock:
            self._released.add(id(names))
            known = list(self.known.items())  # threads leave meanwhile
        mine = [actor for thread, actor in known if names.part_of(thread) is not None]
        self.gate.free({actor.info.number for actor in mine})

    def hold_again(self, names: ThreadNames) -> None:
        """Take :meth:`let_go` back for the threads that an owner starts from now on."""
        with self._lock:
            self._released.discard(id(names))

    def _appear(self, names: ThreadNames) -> Actor:
        """The calling thread as an actor. One that nobody knows (a window's) is never held."""
        known = names.part_of(threading.get_ident())
        actor = self._enrol(names.side, names.name, *(known or (Part.OTHER, 0)))
        actor.free = known is None or id(names) in self._released
        if known is None:
            actor.own_state = ActorState.WAITING  # what it does between calls is not our business
        return actor

    def _enrol(self, side: Side, name: str, part: Part, subject: int) -> Actor:
        with self._lock:
            number = next(self._actor_numbers)
            actor = Actor(ActorInfo(number, side, name, part, subject), self.now())
            self._actors[number] = actor
            self.known[threading.get_ident()] = actor
        return actor

    def _records(self) -> list[Actor]:
        return list(self._actors.values())

    def _forget_old(self) -> None:
        with self._lock:
            finished = [a for a in self._actors.values() if a.own_state is ActorState.FINISHED]
            for actor in finished[:-_FINISHED_KEPT]:
                del self._actors[actor.info.number]

    # --- sockets ------------------------------------------------------------------------------

    def new_socket_number(self) -> int:
        """The serial number of the next socket."""
        return next(self._socket_numbers)

    def adopt(self, sock: socket.socket, names: ThreadNames, number: int = 0, **known: Any) -> int:
        """Begin to know a socket; returns its serial number. ``known``: fields of SocketInfo."""
        number = number or self.new_socket_number()
        info = SocketInfo(
            number=number,
            fd=sock.fileno(),
            family=int(sock.family),
            type=int(sock.type),
            proto=sock.proto,
            side=names.side,
            name=names.name,
            **known,
        )
        with self._lock:
            self._sockets[number] = _Watched(weakref.ref(sock), info)
            self._forget_sockets()
        return number

    def change(self, number: int, **known: Any) -> SocketInfo | None:
        """Know better about a socket; what is known then, None where it was forgotten."""
        with self._lock:
            watched = self._sockets.get(number)
            if watched is None:
                return None
            watched.info = replace(watched.info, **known)
            return watched.info

    def _forget_sockets(self) -> None:
        closed = [n for n, watched in self._sockets.items() if watched.info.closed]
        for number in closed[:-_FINISHED_KEPT]:
            del self._sockets[number]

    # --- calls: used by TracedSocket ----------------------------------------------------------

    def begin(
        self,
        names: ThreadNames,
        sock: socket.socket | None,
        number: int,
        call: str,
        arguments: tuple[Any, ...] = (),
        data: bytes = b"",
        size: int = 0,
        where: tuple[CodeType | None, int] = (None, 0),
        quietly: bool = False,
    ) -> Pending:
        """A call of the calling thread is about to be made: wait for the gate, then it is made.

        ``number`` is the socket's. ``quietly``: never held. Raises GateStopped.
        """
        actor = self.known.get(threading.get_ident()) or self._appear(names)
        fd = sock.fileno() if sock is not None else -1
        if self.gate.holding and not actor.free and not quietly and call not in self.silent:
            actor.pending = (0, actor, number, call, arguments, data, size, 0.0, *where, fd)
            try:
                self.gate.hold(actor)
            finally:
                actor.pending = None
        pending = (
            self.next_number(), actor, number, call, arguments, data, size, perf_counter(),
            *where, fd,
        )  # fmt: skip
        actor.pending = pending
        return pending

    def end(
        self,
        pending: Pending,
        result: Any = None,
        data: bytes = b"",
        size: int = 0,
        address: Any = None,
        made: int = 0,
        error: BaseException | None = None,
        by_python: bool = False,
    ) -> None:
        """A call has returned or raised."""
        ended = perf_counter()
        told = call_error(error) if error is not None else None
        self.record((pending, ended, result, data, size, address, made, told, by_python))
        pending[1].pending = None
        if size and self.gate.holding and pending[3] in RECEIVING_CALLS:
            self.gate.delivered()

    def late(
        self,
        names: ThreadNames,
        socket_number: int,
        fd: int,
        call: str,
        arguments: tuple[Any, ...],
        data: bytes,
        error: BaseException | None = None,
        address: Any = None,
        made: int = 0,
    ) -> None:
        """A call has returned that was in the kernel already when watching began."""
        actor = self.known.get(threading.get_ident()) or self._appear(names)
        now = perf_counter()
        began = BEFORE + self._zero
        pending = (
            self.next_number(), actor, socket_number, call, arguments, b"", len(data), began, None,
            0, fd,
        )  # fmt: skip
        told = call_error(error) if error is not None else None
        result: Any = len(data) if call in RECEIVING_CALLS else address
        result = None if told else result
        self.record((pending, now, result, data, len(data), address, made, told, False))

    def _descriptor(self, number: int) -> int:
        watched = self._sockets.get(number)
        return watched.info.fd if watched is not None else -1
