"""The class: what a teacher switches for everybody, and raised hands.

Three switches that stand above all modes of channels: only teachers write, nobody writes to a
single person (but to and by a teacher), nobody new comes in. A pupil raises a hand, the teacher
gives the floor. Teachers are the operators of the server, and those whom the window names.

Clients with the capability ``besedka.app/classroom`` are told in lines that a program reads::

    :server CLASS :muted private locked        what is on now (nothing: " :")
    :server CLASS :muted teacher               the same for a teacher, whom it does not bind
    :anna!~anna@host HAND UP                   to the teachers and to anna herself
    :server FLOOR anna ON                      anna may write although the others may not

The others get the same as a NOTICE in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.server.capabilities import CLASSROOM
from core.server.events import ClassInfo, LogKind
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_WORDS = {
    ("muted", True): "From now on only the teacher writes. Raise a hand with HAND UP",
    ("muted", False): "Everybody may write again",
    ("private", True): "From now on nobody writes to single people, only to channels",
    ("private", False): "Writing to single people is possible again",
    ("locked", True): "The room is closed: nobody new comes in",
    ("locked", False): "The room is open again",
}
SWITCHES = ("muted", "private", "locked")
MUTED = "Only the teacher writes now: raise a hand with HAND UP"
PRIVATE = "Nobody writes to single people now, only to channels and to the teacher"
LOCKED = "The room is closed: the teacher lets nobody new in"


class Classroom:
    """The state of the class. Change it with the functions of this module."""

    def __init__(self) -> None:
        self.on: set[str] = set()
        self.hands: dict[int, float] = {}
        self.floor: set[int] = set()
        self.named: set[str] = set()
        """Teachers whom the window named, by :func:`identity`."""
        self.known: set[str] = set()
        """Who was here while the room was closed, and may come back."""


def identity(user: User) -> str:
    """Who somebody is: the account, or the nickname at that address."""
    if user.account:
        return f"account {user.account.casefold()}"
    return f"nick {user.folded} {user.host}"


def identities(user: User) -> set[str]:
    """All by which somebody may be recognised: who logs in later is still the same person."""
    return {identity(user), f"nick {user.folded} {user.host}"}


def is_teacher(server: Server, user: User) -> bool:
    """Whether the switches do not bind somebody."""
    return bool(user.oper) or not server.classroom.named.isdisjoint(identities(user))


def teachers(server: Server) -> Iterable[User]:
    """The teachers who are here."""
    return [user for user in server.nicks.values() if is_teacher(server, user)]


def info(server: Server) -> ClassInfo:
    """For the window."""
    room = server.classroom
    return ClassInfo(
        muted="muted" in room.on,
        private="private" in room.on,
        locked="locked" in room.on,
        hands=tuple(room.hands.items()),
        floor=tuple(sorted(room.floor)),
        teachers=tuple(user.conn for user in teachers(server)),
    )


# -- switches --------------------------------------------------------------------------------------


def switch(server: Server, name: str, on: bool, by: User | None = None) -> bool:
    """Turn one of SWITCHES on or off; False where it is so already."""
    room = server.classroom
    if on == (name in room.on):
        return False
    server.touch()
    (room.on.add if on else room.on.discard)(name)
    if name == "muted":
        room.floor.clear()
        _ask_everybody_again(server)
    elif name == "private":
        server.hot.persons_closed = on
    elif on:
        room.known = {each for user in server.nicks.values() for each in identities(user)}
    for user in server.nicks.values():
        if user.caps & CLASSROOM:
            greet(server, user)
        else:
            _notice(server, user, _WORDS[name, on])
    server.note(LogKind.CLASS, by, name, "on" if on else "off")
    return True


def greet(server: Server, user: User) -> None:
    """Tell a client of ours what is on, and whether its person is a teacher."""
    if user.caps & CLASSROOM:
        answer(server, user)


def answer(server: Server, user: User) -> None:
    """The same to any client, which has asked for it."""
    names = [name for name in SWITCHES if name in server.classroom.on]
    if is_teacher(server, user):
        names.append("teacher")
    server.wire.server(user, f"CLASS :{' '.join(names)}")


def name_teacher(server: Server, user: User, on: bool = True) -> None:
    """Make somebody a teacher, or take that back; kept while the server runs."""
    named = server.classroom.named
    if on != named.isdisjoint(identities(user)):
        return
    server.touch()
    if on:
        named.add(identity(user))
    else:
        named.difference_update(identities(user))
    greet(server, user)
    server.note(LogKind.CLASS, None, "teacher", user.nick, "on" if on else "off")


def renamed(server: Server, user: User, before: set[str]) -> None:
    """Somebody has another name or host; ``before``: what :func:`identities` was."""
    room, now = server.classroom, identities(user)
    if not room.named.isdisjoint(before) and room.named.isdisjoint(now):
        room.named -= before  # who takes the old name is no teacher
        room.named.add(identity(user))
    if "locked" in room.on:
        room.known |= now


def _ask_everybody_again(server: Server) -> None:
    """No message goes the short way before it was asked whether its sender may speak."""
    for channel in server.channels.values():
        channel.speakers.clear()


# -- what the switches forbid ----------------------------------------------------------------------


def is_muted(server: Server) -> bool:
    """Whether each message to a channel must be looked at."""
    return "muted" in server.classroom.on


def why_mute(server: Server, user: User) -> str:
    """Why somebody must not write to a channel now; "" if they may."""
    room = server.classroom
    if "muted" not in room.on or user.conn in room.floor or is_teacher(server, user):
        return ""
    return MUTED


def why_not_to(server: Server, user: User, person: User) -> str:
    """Why somebody must not write to this person now; "" if they may."""
    if "private" not in server.classroom.on or user is person:
        return ""
    return "" if is_teacher(server, user) or is_teacher(server, person) else PRIVATE


def may_enter(server: Server, user: User) -> bool:
    """Whether somebody who registers may come in; those who were here may come back."""
    room = server.classroom
    return "locked" not in room.on or not (room.known | room.named).isdisjoint(identities(user))


# -- hands -----------------------------------------------------------------------------------------


def raise_hand(server: Server, user: User) -> bool:
    """False where it is up already."""
    room = server.classroom
    if user.conn in room.hands:
        return False
    room.hands[user.conn] = server.now
    _tell_hand(server, user, True)
    return True


def lower_hand(server: Server, user: User) -> bool:
    """False where it is down already."""
    if server.classroom.hands.pop(user.conn, None) is None:
        return False
    _tell_hand(server, user, False)
    return True


def lower_all(server: Server) -> int:
    """Lower all hands; how many there were."""
    raised = [server.users[conn] for conn in server.classroom.hands if conn in server.users]
    for user in raised:
        lower_hand(server, user)
    return len(raised)


def give_floor(server: Server, user: User, on: bool = True, by: User | None = None) -> bool:
    """Let somebody write although the others may not (their hand is lowered), or take it back."""
    room = server.classroom
    if on:
        lower_hand(server, user)
    if on == (user.conn in room.floor):
        return False
    (room.floor.add if on else room.floor.discard)(user.conn)
    told = {user.conn: user} | {teacher.conn: teacher for teacher in teachers(server)}
    state = "ON" if on else "OFF"
    for person in told.values():
        if person.caps & CLASSROOM:
            server.wire.server(person, f"FLOOR {user.nick} {state}")
        elif person is user:
            _notice(server, user, "You have the floor" if on else "You no longer have the floor")
    server.note(LogKind.CLASS, by, "floor", user.nick, state.lower())
    return True


def gone(server: Server, user: User) -> None:
    """Somebody left the server."""
    room = server.classroom
    room.floor.discard(user.conn)
    if room.hands.pop(user.conn, None) is not None:
        _tell_hand(server, user, False)


def came(server: Server, user: User) -> None:
    """Somebody is registered now."""
    if "locked" in server.classroom.on:
        server.classroom.known |= identities(user)
    if server.classroom.on or is_teacher(server, user):
        greet(server, user)


def _tell_hand(server: Server, user: User, up: bool) -> None:
    body = user.prefix + (b"HAND UP" if up else b"HAND DOWN")
    told = {teacher.conn: teacher for teacher in teachers(server)}
    if not user.closed:
        told[user.conn] = user
    for person in told.values():
        if person.caps & CLASSROOM:
            server.wire.line(person, body)
        elif person is user:
            _notice(server, user, "Your hand is up" if up else "Your hand is down")
        elif up:
            _notice(server, person, f"{user.nick} raises a hand")
    server.note(LogKind.HAND, user, "up" if up else "down")


def _notice(server: Server, user: User, text: str) -> None:
    server.wire.server(user, f"NOTICE {user.nick} :{text}")
