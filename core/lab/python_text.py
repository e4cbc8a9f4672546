"""A session of the lab as Python: programs that do the same again, one call after the other.

What listened, and what it accepted, makes ``server.py``; what connected makes ``client.py``.
Datagram sockets that are bound and receive first are servers. The ends of a socketpair are one
program, as are sockets of which nobody knows yet what they will be.

What raised stays as a comment. A call that has not returned is the last line: it waits there
again. Where several have not, all but the last wait in threads, as they do in the lab.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.lab.program_lines import Lines, Phrases
from core.lab.program_ports import Answers, chosen_ports
from core.lab.session import RECEIVERS, LabCall, LabSocket, Role

__all__ = ["Phrases", "PythonFile", "programs"]

_SERVER, _CLIENT, _PAIR, _UNDECIDED = "server.py", "client.py", "pair.py", "session.py"
_DATA_CALLS = ("send", "sendall", "sendto", "recv", "recvfrom")


@dataclass(frozen=True, slots=True)
class PythonFile:
    """A program. ``sockets`` are the names of those in it; ``lines`` says in which line (from 1)
    of ``text`` each call of the session stands, and ``waiting`` which calls have not returned."""

    name: str
    text: str
    sockets: tuple[str, ...]
    lines: dict[int, int]
    waiting: frozenset[int] = frozenset()


def programs(
    sockets: Sequence[LabSocket], calls: Sequence[LabCall], phrases: Phrases | None = None
) -> tuple[PythonFile, ...]:
    """The session as programs, server first; empty while there is no socket and no call."""
    places = _places(sockets, calls)
    ports = chosen_ports(sockets, calls)
    answers = Answers(calls)
    numbered = {sock.number: sock for sock in sockets}
    files = []
    for name in (_SERVER, _CLIENT, _PAIR, _UNDECIDED):
        mine = [call for call in calls if places[call.number] == name]
        if not mine:
            continue
        lines = Lines(numbered, ports, answers, phrases or Phrases())
        last = _last_returns(mine)
        for call in sorted(mine, key=lambda call: _order(call, last)):
            lines.add(call)
        text, where = lines.finish()
        made = {number for call in mine for number in (call.socket, *call.made) if number}
        names = tuple(sock.name for sock in sockets if sock.number in made)
        waiting = frozenset(call.number for call in mine if not call.over)
        files.append(PythonFile(name, text, names, where, waiting))
    return tuple(files)


def _order(call: LabCall, last: dict[int, int]) -> tuple[bool, int, bool]:
    """A socket is closed once nothing is in the kernel with it any more, and so does the program:
    what returned after ``close`` was pressed stands before it."""
    waits = not call.over and call.name in RECEIVERS
    closes = call.name == "close" and call.error is None
    order = max(call.order, last.get(call.socket, 0)) if closes else call.order
    return waits, order, closes


def _last_returns(calls: Sequence[LabCall]) -> dict[int, int]:
    """Socket number → the place of the last call that returned something on it."""
    found: dict[int, int] = {}
    for call in calls:
        if call.over and call.error is None and call.name != "close":
            found[call.socket] = max(call.order, found.get(call.socket, 0))
    return found


def _places(sockets: Sequence[LabSocket], calls: Sequence[LabCall]) -> dict[int, str]:
    """In which file each call stands."""
    sides = {sock.number: _side(sock, calls) for sock in sockets}
    for sock in sockets:  # what is accepted belongs to its listener
        if sock.role is Role.ACCEPTED:
            sides[sock.number] = _SERVER
    known = set(sides.values())
    rest = next((name for name in (_CLIENT, _SERVER) if name in known), _UNDECIDED)
    sides = {number: rest if side == _UNDECIDED else side for number, side in sides.items()}
    places: dict[int, str] = {}
    here = next((sides[call.socket] for call in calls if call.socket), rest)
    for call in calls:
        here = sides[call.socket] if call.socket else here  # of the module: with its neighbour
        places[call.number] = here
    return places


def _side(sock: LabSocket, calls: Sequence[LabCall]) -> str:
    if sock.role is Role.PAIR:
        return _PAIR
    mine = [call for call in calls if call.socket == sock.number]
    bound = any(call.name == "bind" and call.error is None and call.over for call in mine)
    connects = any(call.name == "connect" for call in mine)
    if sock.is_stream:
        if sock.backlog is not None:
            return _SERVER
        if connects:
            return _CLIENT
        return _SERVER if bound else _UNDECIDED
    first = next((call.name for call in mine if call.name in _DATA_CALLS), "")
    if bound:
        return _CLIENT if first.startswith("send") else _SERVER
    return _CLIENT if first or connects else _UNDECIDED
