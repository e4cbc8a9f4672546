"""Ports that the system chose, and that another program of the session was given by hand.

A program that ran ``bind(('', 0))`` would have another port the next time, and the other program,
which has the old one written into it, would not find it: so it gets the port that it had.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.lab.session import LabCall, LabSocket

_NAMES_OF_LOOPBACK = {"localhost": ("127.0.0.1", "::1")}


def chosen_ports(sockets: Sequence[LabSocket], calls: Sequence[LabCall]) -> dict[int, int]:
    """Socket number → the port that the system gave it and that others were told to go to."""
    answers = Answers(calls)
    wanted: dict[int, set[int]] = {}  # port → numbers of the sockets that go there
    for call in calls:
        port = call.argument("port")
        goes = call.socket and call.error is None and call.name in ("connect", "sendto")
        if goes and isinstance(port, int) and answers.to(call) is None:
            wanted.setdefault(port, set()).add(call.socket)
    typed = {
        call.socket
        for call in calls
        if call.name == "bind" and call.error is None and call.argument("port") != 0
    }
    found: dict[int, int] = {}
    for sock in sockets:
        local = sock.local
        if not isinstance(local, tuple) or sock.role == "accepted":
            continue
        others = wanted.get(local[1], set()) - {sock.number}
        if others and sock.number not in typed:
            found[sock.number] = local[1]
    return found


class Answers:
    """Finds the ``recvfrom`` of the same socket whose sender a call goes to: then the program uses
    the address that it got, as the sender's port is another one each time."""

    def __init__(self, calls: Sequence[LabCall]) -> None:
        self._senders: dict[tuple[int, object], list[LabCall]] = {}
        for call in calls:
            if call.name == "recvfrom" and call.error is None and isinstance(call.value, tuple):
                sender = call.value[1]
                place = sender[:2] if isinstance(sender, tuple) else sender
                if place:
                    self._senders.setdefault((call.socket, place), []).append(call)

    def to(self, call: LabCall) -> LabCall | None:
        """The last one before this call."""
        path = call.argument("path")
        if path is not None:
            places: tuple[object, ...] = (path,)
        else:
            host, port = call.argument("host"), call.argument("port")
            hosts = _NAMES_OF_LOOPBACK.get(str(host), (host,))
            places = tuple((each, port) for each in hosts)
        for place in places:
            for earlier in reversed(self._senders.get((call.socket, place), [])):
                if earlier.order < call.order:
                    return earlier
        return None
