"""The class: HAND, FLOOR and CLASS, commands of ours (see :mod:`core.server.classroom`).

::

    HAND UP                      raise your hand
    HAND DOWN [nick|*]           lower it; a teacher lowers that of somebody, or all
    HAND LIST                    for a teacher: whose hands are up, in order
    FLOOR nick [ON|OFF]          for a teacher: who may write although the others may not
    CLASS [MUTED|PRIVATE|LOCKED ON|OFF]     for a teacher: the switches; alone: what is on
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.message import Message
from core.server import classroom
from core.server.commands import Command
from core.server.commands.targets import known_person
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server


def _is_teacher(server: Server, user: User, command: str) -> bool:
    if classroom.is_teacher(server, user):
        return True
    server.wire.fail(user, command, "NO_PRIVILEGES", "Only the teacher can do that")
    return False


def _hand(server: Server, user: User, message: Message) -> None:
    verb, whose = message.params[0].upper(), message.param(1)
    if verb == "UP":
        classroom.raise_hand(server, user)
    elif verb == "DOWN" and not whose:
        classroom.lower_hand(server, user)
    elif verb == "DOWN" and whose == "*":
        if _is_teacher(server, user, "HAND"):
            classroom.lower_all(server)
    elif verb == "DOWN":
        person = known_person(server, user, whose)
        if person is user or (person is not None and _is_teacher(server, user, "HAND")):
            classroom.lower_hand(server, person)
    elif verb == "LIST":
        if _is_teacher(server, user, "HAND"):
            for conn in server.classroom.hands:
                server.wire.line(user, server.users[conn].prefix + b"HAND UP")
    else:
        text = "HAND takes UP, DOWN or LIST"
        server.wire.fail(user, "HAND", "INVALID_PARAMS", text, message.params[0][:30])


def _floor(server: Server, user: User, message: Message) -> None:
    state = message.param(1).upper() or "ON"
    if state not in ("ON", "OFF"):
        server.wire.fail(user, "FLOOR", "INVALID_PARAMS", "FLOOR takes ON or OFF", state[:30])
    elif _is_teacher(server, user, "FLOOR"):
        person = known_person(server, user, message.params[0])
        if person is not None:
            classroom.give_floor(server, person, state == "ON", user)


def _class(server: Server, user: User, message: Message) -> None:
    name, state = message.param(0).lower(), message.param(1).upper()
    if not name:
        classroom.answer(server, user)
    elif name not in classroom.SWITCHES or state not in ("ON", "OFF"):
        text = "CLASS takes MUTED, PRIVATE or LOCKED, and ON or OFF"
        server.wire.fail(user, "CLASS", "INVALID_PARAMS", text, message.params[0][:30])
    elif _is_teacher(server, user, "CLASS"):
        classroom.switch(server, name, state == "ON", user)


COMMANDS = (
    Command("HAND", 1, False, _hand),
    Command("FLOOR", 1, False, _floor),
    Command("CLASS", 0, False, _class),
)
