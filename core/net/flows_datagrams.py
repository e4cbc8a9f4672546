"""Datagrams: which ``sendto`` each ``recvfrom`` took, which are still waiting, which were lost.

A datagram keeps its borders and may reach nobody, one socket or several. Nothing on the wire says
which call wrote it, so a received one is found by its addresses and its bytes, oldest first; on
one computer the order of one sender is kept, so those that it overtook are lost.

Sources: udp(7), ip(7), unix(7), socket(7) (SO_REUSEPORT).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice

from core.net.flows_places import ANY_HOSTS, Place, is_for_many, is_loopback, is_name

_WAITING = 4096
_EARLY = 256
_MOST_RECEIVERS = 64


class Letter:
    """A datagram that was sent, and the places where it may lie."""

    __slots__ = ("data", "event", "number", "one", "size", "slots", "socket", "taken", "time", "to")

    def __init__(
        self, event: int, number: int, socket: int, to: Place, data: bytes, size: int, time: float
    ) -> None:
        self.event = event
        self.number = number
        self.socket = socket
        self.to = to
        self.data = data
        self.size = size
        self.time = time
        self.one = not is_for_many(to[0])
        self.slots: list[tuple[Box, Slot]] = []
        self.taken: list[tuple[int, int, int]] = []
        """(event, socket, bytes) of each that received it."""


class Slot:
    """A letter in one box. ``certain``: it was delivered there, as far as can be known."""

    __slots__ = ("certain", "gone", "letter", "lost")

    def __init__(self, letter: Letter, certain: bool) -> None:
        self.letter = letter
        self.certain = certain
        self.gone: float | None = None
        """When it was taken or lost."""
        self.lost = False


class Early:
    """A receive whose send we have not heard of yet."""

    __slots__ = ("data", "event", "size", "source", "time", "wanted")

    def __init__(
        self, event: int, source: Place | None, data: bytes, size: int, wanted: int, time: float
    ) -> None:
        self.event = event
        self.source = source
        self.data = data
        self.size = size
        self.wanted = wanted
        self.time = time


class Box:
    """What is on its way to one datagram socket."""

    __slots__ = ("bound", "closed_at", "connected", "early", "number", "pair", "slots", "waiting")

    def __init__(self, number: int) -> None:
        self.number = number
        self.bound: Place | None = None
        self.connected: Place | None = None
        self.pair = 0
        self.closed_at: float | None = None
        self.slots: deque[Slot] = deque()
        """All that is remembered, for looking back."""
        self.waiting: list[Slot] = []
        self.early: deque[Early] = deque(maxlen=_EARLY)


class Post:
    """All datagram sockets of a lens."""

    def __init__(self) -> None:
        self.boxes: dict[int, Box] = {}
        self._letters: dict[int, Letter] = {}
        self._homeless: deque[Letter] = deque(maxlen=_EARLY)
        self._found: dict[int, tuple[Letter | None, int]] = {}
        self._local_hosts: set[str] = set()

    # --- sockets ------------------------------------------------------------------------------

    def note(
        self, number: int, bound: Place | None, connected: Place | None, pair: int, closed: bool,
        now: float,
    ) -> None:  # fmt: skip
        """Know a socket, or know better about it."""
        box = self.boxes.get(number)
        if box is None:
            box = self.boxes[number] = Box(number)
        box.connected = connected
        box.pair = pair
        if bound is not None and bound != box.bound:
            self._settle(box, bound)
        if closed and box.closed_at is None:
            self.close(number, now)

    def _settle(self, box: Box, bound: Place) -> None:
        """A socket has an address now: what was sent there may have been meant for it."""
        box.bound = bound
        if bound[0] not in ANY_HOSTS:
            self._local_hosts.add(bound[0])
        for letter in list(self._homeless):
            if self._reaches(letter, box):
                self._homeless.remove(letter)
                self._deliver(letter)

    def close(self, number: int, now: float) -> None:
        """The socket is closed: what it had not read is lost."""
        box = self.boxes.get(number)
        if box is None:
            return
        box.closed_at = now
        self._lose(box.waiting, now)
        box.waiting = []

    def emptied(self, number: int, asked: float) -> bool:
        """The kernel said that nothing waits there: what was sent before it was asked is lost.

        True where something was thought to wait.
        """
        box = self.boxes.get(number)
        gone = [slot for slot in box.waiting if slot.letter.time < asked] if box else []
        if box is None or not gone:
            return False
        self._lose(gone, asked)
        box.waiting = [slot for slot in box.waiting if slot.gone is None]
        return True

    def _lose(self, slots: list[Slot], now: float) -> None:
        for slot in slots:
            slot.gone = now
            slot.lost = True

    # --- sending ------------------------------------------------------------------------------

    def sent(self, letter: Letter) -> None:
        """A datagram was sent."""
        self._letters[letter.event] = letter
        self._deliver(letter)

    def _deliver(self, letter: Letter) -> None:
        found = (box for box in self.boxes.values() if self._reaches(letter, box))
        boxes = list(islice(found, _MOST_RECEIVERS))
        if not boxes:
            self._homeless.append(letter)
            return
        certain = len(boxes) == 1 or not letter.one
        for box in boxes:
            if box.closed_at is not None and box.closed_at <= letter.time:
                continue
            slot = Slot(letter, certain and self._is_here(letter.to))
            box.slots.append(slot)
            letter.slots.append((box, slot))
            early = self._early(box, letter)
            if early is not None:
                box.early.remove(early)
                self._take(box, slot, early)
            else:
                box.waiting.append(slot)
                if len(box.waiting) > _WAITING:
                    self._lose([box.waiting.pop(0)], letter.time)

    def _reaches(self, letter: Letter, box: Box) -> bool:
        """Whether a letter may be for a box."""
        if letter.to[0] == "pair":
            return bool(box.number == letter.to[1])
        bound = box.bound
        if bound is None or bound[1] != letter.to[1]:
            return False
        host, to = bound[0], letter.to[0]
        if host == "unix" or to == "unix":
            return bound == letter.to
        if not (host == to or host in ANY_HOSTS or to in ANY_HOSTS or is_name(to)):
            return False
        if box.connected is None or not letter.one:
            return True
        sender = self._place_of(letter.socket)
        return sender is None or _agree(sender, box.connected)

    def _is_here(self, to: Place) -> bool:
        """Whether what is sent to this address certainly stays on this computer."""
        host = to[0]
        return (
            host in ("unix", "pair")
            or is_loopback(host)
            or is_for_many(host)
            or host in self._local_hosts
        )

    def _place_of(self, number: int) -> Place | None:
        box = self.boxes.get(number)
        return box.bound if box is not None else None

    # --- receiving ----------------------------------------------------------------------------

    def received(self, number: int, early: Early) -> None:
        """A datagram was received; :meth:`piece` tells whose it is, once that is known."""
        box = self.boxes.get(number)
        if box is None:
            box = self.boxes[number] = Box(number)
        slot = self._slot(box, early)
        if slot is None:
            self._found[early.event] = (None, early.size)
            box.early.append(early)
        else:
            self._take(box, slot, early)

    def peeked(self, number: int, early: Early) -> None:
        """A datagram was looked at (MSG_PEEK) and stays."""
        box = self.boxes.get(number)
        slot = self._slot(box, early) if box is not None else None
        self._found[early.event] = (slot.letter if slot is not None else None, early.size)

    def _slot(self, box: Box, early: Early) -> Slot | None:
        return next((slot for slot in box.waiting if self._fits(slot.letter, early)), None)

    def _early(self, box: Box, letter: Letter) -> Early | None:
        return next((early for early in box.early if self._fits(letter, early)), None)

    def _fits(self, letter: Letter, early: Early) -> bool:
        if early.size > letter.size or (early.size < letter.size and early.size < early.wanted):
            return False
        sender = self._place_of(letter.socket)
        source = early.source
        if source is not None and sender is not None and not _agree(sender, source):
            return False
        both = min(len(early.data), len(letter.data))
        return early.data[:both] == letter.data[:both]

    def _take(self, box: Box, slot: Slot, early: Early) -> None:
        letter = slot.letter
        slot.gone = early.time
        letter.taken.append((early.event, box.number, early.size))
        self._found[early.event] = (letter, early.size)
        self._leave(box, slot, early.time)
        if letter.one:  # nobody else gets it
            for other, copy in letter.slots:
                if copy is not slot and copy.gone is None:
                    copy.gone = early.time
                    if copy in other.waiting:
                        other.waiting.remove(copy)
        sender = self.boxes.get(letter.socket)
        if sender is not None and sender.bound is None and early.source is not None:
            self._settle(sender, early.source)  # the kernel gave it an address when it sent

    def _leave(self, box: Box, slot: Slot, now: float) -> None:
        """A datagram was taken out: those of the same sender that it overtook were dropped."""
        waiting = box.waiting
        if waiting and waiting[0] is slot:
            del waiting[0]
            return
        if slot not in waiting:
            return
        place = waiting.index(slot)
        sender = slot.letter.socket
        self._lose([s for s in waiting[:place] if s.letter.socket == sender], now)
        box.waiting = [other for other in waiting if other.gone is None]

    # --- asking -------------------------------------------------------------------------------

    def letter(self, event: int) -> Letter | None:
        """The datagram that a sending call made."""
        return self._letters.get(event)

    def found(self, event: int) -> tuple[Letter | None, int] | None:
        """The datagram that a receiving call took (None: not known), and how many bytes."""
        return self._found.get(event)

    def queue(self, number: int, time: float | None) -> Iterator[Letter]:
        """What waited in a socket at a time (None: now), first to be read first."""
        box = self.boxes.get(number)
        if box is None:
            return
        slots = box.waiting if time is None else box.slots
        for slot in slots:
            if not slot.certain:
                continue
            if time is None or (
                slot.letter.time <= time and (slot.gone is None or slot.gone > time)
            ):
                yield slot.letter

    def waits(self, letter: Letter) -> bool:
        """Whether the datagram still lies in a queue."""
        return any(slot.certain and slot.gone is None for _, slot in letter.slots)

    def forget(self, events: set[int]) -> None:
        """Forget calls that left the tape."""
        for event in events:
            self._letters.pop(event, None)
            self._found.pop(event, None)
        for number, box in list(self.boxes.items()):
            while box.slots and box.slots[0].letter.event in events:
                slot = box.slots.popleft()
                if slot.gone is None and slot in box.waiting:
                    box.waiting.remove(slot)
            if box.closed_at is not None and not box.slots:
                del self.boxes[number]


def _agree(one: Place, other: Place) -> bool:
    """Whether two addresses may be of one socket."""
    return one[1] == other[1] and (
        one[0] == other[0] or one[0] in ANY_HOSTS or other[0] in ANY_HOSTS or is_name(one[0])
    )
