"""Who sits where in the class: the people of a channel, their seats, raised hands and marks.

Seats are numbered from the blackboard: 0 is the first at the left. A seat belongs to a nickname for
as long as the window is open, so that who comes back sits where they sat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from core.server.events import ChannelInfo, PersonInfo, ServerSnapshot

LEAST_SEATS = 30
KEEP_S = 300.0
"""How long the seat of somebody whose connection broke off is kept for them."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """Somebody in the class.

    Attributes:
        key: the nickname in the form in which it is compared.
        person: the connection; None where it broke off.
        hand: the number in the queue of raised hands, 0 for none; ``since`` is when it went up.
        floor: may write although the others may not.
        seat: -1 for a teacher, who stands at the blackboard.
    """

    key: str
    nick: str
    person: PersonInfo | None
    hand: int = 0
    since: float = 0.0
    floor: bool = False
    teacher: bool = False
    seat: int = -1

    @property
    def conn(self) -> int:
        """The connection's number, 0 where it broke off."""
        return self.person.conn if self.person is not None else 0

    @property
    def lost(self) -> bool:
        """Whether the connection broke off."""
        return self.person is None

    @property
    def away(self) -> bool:
        """Whether they said that they are not at the screen."""
        return self.person is not None and self.person.away is not None


def fullest(channels: Iterable[ChannelInfo], now: str) -> str:
    """The channel with the most people, ``now`` where that is among them; "" without any."""
    best = max(
        channels, key=lambda channel: (len(channel.members), channel.name == now), default=None
    )
    return best.name if best is not None else ""


class Room:
    """One channel as a class. Attributes: ``pupils`` in the order of their seats, ``teachers``."""

    def __init__(self) -> None:
        self.pupils: tuple[Pupil, ...] = ()
        self.teachers: tuple[Pupil, ...] = ()
        self._seats: dict[str, int] = {}  # also of those who have gone
        self._keys: dict[int, str] = {}  # of the connections that were here last
        self._lost: dict[str, tuple[str, int, float]] = {}  # nickname, connection, since

    def update(
        self, snapshot: ServerSnapshot, channel: str, has_left: Callable[[int], bool]
    ) -> None:
        """Follow the server; ``has_left``: a connection that is gone was ended on purpose."""
        here = {
            _key(person): person
            for person in snapshot.people
            if person.registered and channel in person.channels
        }
        connected = {person.conn for person in snapshot.people}
        self._follow_names(here)
        self._note_losses(here, connected, snapshot.time)
        for key, (_, conn, since) in list(self._lost.items()):
            if key in here or has_left(conn) or snapshot.time - since > KEEP_S:
                del self._lost[key]
        self._keys = {person.conn: key for key, person in here.items()}
        self._seat_all(here, set(snapshot.classroom.teachers))
        self._build(here, snapshot)

    def _follow_names(self, here: dict[str, PersonInfo]) -> None:
        """Whoever has another name keeps the seat."""
        for key, person in here.items():
            old = self._keys.get(person.conn, key)
            if old != key and old not in here and old in self._seats:
                self._seats.pop(key, None)
                self._seats[key] = self._seats.pop(old)

    def _note_losses(self, here: dict[str, PersonInfo], connected: set[int], now: float) -> None:
        names = {pupil.key: pupil.nick for pupil in self.pupils}
        for conn, key in self._keys.items():
            if key not in here and conn not in connected and key in names:
                self._lost.setdefault(key, (names[key], conn, now))

    def _seat_all(self, here: dict[str, PersonInfo], teachers: set[int]) -> None:
        shown = [
            *(key for key, person in here.items() if person.conn not in teachers),
            *self._lost,
        ]
        taken: set[int] = set()
        homeless = []
        for key in shown:
            seat = self._seats.get(key, -1)
            if seat < 0 or seat in taken:
                homeless.append(key)
            else:
                taken.add(seat)
        free = 0
        for key in homeless:
            while free in taken:
                free += 1
            self._seats[key] = free
            taken.add(free)

    def _build(self, here: dict[str, PersonInfo], snapshot: ServerSnapshot) -> None:
        room = snapshot.classroom
        hands = {conn: (number, at) for number, (conn, at) in enumerate(room.hands, 1)}
        pupils: list[Pupil] = []
        teachers: list[Pupil] = []
        for key, person in here.items():
            hand, since = hands.get(person.conn, (0, 0.0))
            teacher = person.conn in room.teachers
            pupil = Pupil(
                key,
                person.nick,
                person,
                hand,
                since,
                person.conn in room.floor,
                teacher,
                -1 if teacher else self._seats[key],
            )
            (teachers if teacher else pupils).append(pupil)
        for key, (nick, _, _) in self._lost.items():
            pupils.append(Pupil(key, nick, None, seat=self._seats[key]))
        self.pupils = tuple(sorted(pupils, key=lambda pupil: pupil.seat))
        self.teachers = tuple(teachers)

    @property
    def seats(self) -> int:
        """How many there are: thirty, or as many as are needed to have a free row at the end."""
        last = self.pupils[-1].seat if self.pupils else -1
        return max(LEAST_SEATS, (last // 6 + 1) * 6)

    def at(self, seat: int) -> Pupil | None:
        """Who sits there."""
        return next((pupil for pupil in self.pupils if pupil.seat == seat), None)

    def move(self, seat: int, to: int) -> bool:
        """Let somebody sit elsewhere; who sits there changes places. False for an empty seat."""
        mover, other = self.at(seat), self.at(to)
        if mover is None or seat == to or to < 0:
            return False
        self._seats[mover.key] = to
        for key, number in list(self._seats.items()):
            if number == to and key != mover.key:
                self._seats[key] = seat if other is not None and key == other.key else -1
        self.pupils = tuple(
            sorted((_at(pupil, self._seats[pupil.key]) for pupil in self.pupils), key=_seat)
        )
        return True

    def forget(self, key: str) -> None:
        """The seat of somebody whose connection broke off is free."""
        self._lost.pop(key, None)
        self.pupils = tuple(p for p in self.pupils if p.key != key or not p.lost)


def _key(person: PersonInfo) -> str:
    return person.nick.casefold()


def _seat(pupil: Pupil) -> int:
    return pupil.seat


def _at(pupil: Pupil, seat: int) -> Pupil:
    return pupil if pupil.seat == seat else replace(pupil, seat=seat)
