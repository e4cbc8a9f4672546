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
    wanted: dict[int, set[int]] = {}  # port → numbers of the sockets that go there
    for call in calls:
        port = call.argument("port")
        goes = call.socket and call.error is None and call.name in ("connect", "sendto")
        if goes and isinstance(port, int) and answered(call, calls) is None:
            wanted.setdefault(port, set()).add(call.socket)
    found: dict[int, int] = {}
    for sock in sockets:
        local = sock.local
        if not isinstance(local, tuple) or sock.role == "accepted":
            continue
        typed = any(
            call.socket == sock.number
            and call.name == "bind"
            and call.error is None
            and call.argument("port") != 0
            for call in calls
        )
        if not typed and wanted.get(local[1], set()) - {sock.number}:
            found[sock.number] = local[1]
    return found


def answered(call: LabCall, calls: Sequence[LabCall]) -> LabCall | None:
    """The ``recvfrom`` of the same socket whose sender this call goes to: then the program uses
    the address that it got, as the sender's port is another one each time."""
    place = call.argument("path")
    if place is None:
        place = (call.argument("host"), call.argument("port"))
    found = None
    for other in calls:
        if other.socket != call.socket or other.name != "recvfrom" or other.order > call.order:
            continue
        if other.error is None and isinstance(other.value, tuple) and _same(other.value[1], place):
            found = other
    return found


def _same(address: object, place: object) -> bool:
    """Whether a typed place is an address that recvfrom gave."""
    if isinstance(address, tuple) and isinstance(place, tuple):
        hosts = _NAMES_OF_LOOPBACK.get(str(place[0]), (place[0],))
        return address[0] in hosts and address[1] == place[1]
    return bool(address) and address == place
