"""Asking the kernel about the sockets of a lens, often enough to see and seldom enough to be cheap.

Much happens to a socket without a call of ours: a connection waits to be accepted, bytes come, the
other side closes, a ``sendall`` that has not returned fills both queues.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.net.flows import Flows
from core.net.kernel import NOTHING, KernelTruth, Platform, look
from core.net.lens import Lens
from core.net.tcp_states import StateTracker
from core.net.trace import SENDING_CALLS, ActorSnapshot, ActorState

LOOK_S = 0.25
_AT_ONCE = 24
_FRESH_S = 0.04
_LONG_S = 0.05


class Truths:
    """What the kernel said lately. For the feed's thread."""

    def __init__(self, lens: Lens, platform: Platform, flows: Flows, states: StateTracker) -> None:
        self._lens = lens
        self._platform = platform
        self._flows = flows
        self._states = states
        self._known: dict[int, tuple[float, KernelTruth]] = {}
        self._next = 0
        self._sending: list[tuple[int, int | None]] = []
        self.settling = False
        """Something that was said changes what the flows tell, once they are told of it."""

    def ask(self, number: int, newest: float) -> KernelTruth:
        """What the kernel says of a socket; kept for 40 ms, unless a call returned since.

        ``newest`` is when the last call that is known returned.
        """
        asked = self._lens.now()
        known = self._known.get(number)
        if known is not None and known[0] > max(asked - _FRESH_S, newest):
            return known[1]
        sock = self._lens.socket_object(number)
        if sock is None:
            self._known.pop(number, None)
            return NOTHING
        truth = look(sock, self._platform)
        self._known[number] = (asked, truth)
        self._states.feed_truth(number, truth, asked)
        if truth.queue_memory == 0 and truth.recv_queue == 0:
            self.settling |= self._flows.emptied(number, asked)
        return truth

    def look_at(self, numbers: Iterable[int], newest: float) -> bool:
        """Ask about some sockets, not too many at once. Whether one was different before."""
        different = False
        for number in list(dict.fromkeys(numbers))[:_AT_ONCE]:
            old = self._known.get(number)
            truth = self.ask(number, newest)
            different = different or (old is not None and not _alike(old[1], truth))
        return different

    def look_around(self, living: Sequence[int], newest: float) -> bool:
        """Ask about the sockets in turn. Whether one was different before."""
        if not living:
            return False
        first = self._next % len(living)
        self._next = first + _AT_ONCE
        return self.look_at([*living[first:], *living[:first]], newest)

    def watch_sends(self, actors: Iterable[ActorSnapshot], newest: float) -> bool:
        """Tell the flows of the sends that have been in the kernel for a while.

        Whether that changes what there is to see.
        """
        now = self._lens.now()
        calls = [
            actor.pending
            for actor in actors
            if actor.state is ActorState.IN_KERNEL
            and actor.pending is not None
            and actor.pending.call in SENDING_CALLS
            and now - actor.since > _LONG_S
        ]
        if not calls and not self._sending:
            return False
        before = self._sending
        measured = [self._on_the_way(call.socket, newest) for call in calls]
        self._sending = [(c.number, count) for c, count in zip(calls, measured, strict=True)]
        self._flows.begun(zip(calls, measured, strict=True))
        return before != self._sending

    def _on_the_way(self, number: int, newest: float) -> int | None:
        """Bytes between a socket and its peer, in both queues; None if nobody knows."""
        peer = self._flows.peer(number)
        if peer is None:
            return None
        written = self.ask(number, newest).send_queue
        unread = self.ask(peer, newest).recv_queue
        return None if written is None or unread is None else written + unread


def _alike(one: KernelTruth, other: KernelTruth) -> bool:
    """Whether nobody needs to know the difference (times vary all the time)."""
    return replace(one, rtt_ms=None) == replace(other, rtt_ms=None)
