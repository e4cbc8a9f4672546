"""Ready starting points: the calls that lead there, one by one, each with a word about it.

A step is taken by the person ("Next step"), so that each can be looked at before the next.
"""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.lab.values import Option, OptionKind, System
from desktop.lab.wanted import default_path

translate = QCoreApplication.translate

MAKE = "socket"
_TRIED = 200


@dataclass(frozen=True)
class Step:
    """One call. ``role`` names the socket in this recipe ("server"); ``words`` say what happens.

    ``call`` :data:`MAKE` makes the socket (``arguments``: family, kind). ``waits``: it stays in
    the kernel until a later step. ``made``: the role of the socket that accept returns. ``fails``:
    it is to raise an error.
    """

    role: str
    call: str
    words: str
    arguments: dict[str, Any] = field(default_factory=dict)
    waits: bool = False
    made: str = ""
    fails: bool = False


@dataclass(frozen=True)
class Recipe:
    """A starting point."""

    key: str
    title: str
    steps: tuple[Step, ...]


def recipes(system: System, tcp_port: int = 12345, udp_port: int = 5005) -> list[Recipe]:
    """All that can be shown on this system, in the window's language."""
    made = [_first(tcp_port), _udp(udp_port)]
    if system.has_unix:
        made.append(_unix())
    made.append(_refused(tcp_port))
    return made


def free_port(first: int, kind: int = socket.SOCK_STREAM) -> int:
    """``first``, or the next port from there that nothing on this computer has."""
    for port in range(first, min(first + _TRIED, 65536)):
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, kind) as tried:
            tried.bind(("", port))
            return port
    return first


_REUSE = Option("SOL_SOCKET", "SO_REUSEADDR", OptionKind.FLAG)


def _with_port(text: str, port: int) -> str:
    return text.replace("%1", str(port))


def _make(role: str, words: str, family: str = "AF_INET", kind: str = "SOCK_STREAM") -> Step:
    return Step(role, MAKE, words, {"family": family, "kind": kind})


def _first(port: int) -> Recipe:
    place = {"host": "127.0.0.1", "port": port}
    thanks = translate("Recipes", "Thank you for connecting")
    return Recipe(
        "first",
        translate("Recipes", "First server and client"),
        (
            _make(
                "server", translate("Recipes", "A socket for the server. It can do nothing yet.")
            ),
            Step(
                "server",
                "setsockopt",
                translate("Recipes", "So that the port is free at once when it starts again."),
                {"option": _REUSE, "value": 1},
            ),
            Step(
                "server",
                "bind",
                _with_port(
                    translate("Recipes", "It takes port %1 on every interface of this computer."),
                    port,
                ),
                {"host": "", "port": port},
            ),
            Step(
                "server",
                "listen",
                translate("Recipes", "From now on the system takes connections, up to 5 in a row."),
                {"backlog": 5},
            ),
            Step(
                "server",
                "accept",
                translate("Recipes", "Nobody is there: accept stays in the kernel and waits."),
                waits=True,
                made="guest",
            ),
            _make("client", translate("Recipes", "A second socket, for the client.")),
            Step(
                "client",
                "connect",
                translate("Recipes", "It connects, and the waiting accept returns a new socket."),
                place,
            ),
            Step(
                "guest",
                "sendall",
                translate("Recipes", "The server says thank you, through the new socket."),
                {"data": thanks.encode()},
            ),
            Step(
                "client",
                "recv",
                translate("Recipes", "The client takes what has come, 1024 bytes at most."),
                {"size": 1024},
            ),
            Step("guest", "close", translate("Recipes", "The server ends this connection.")),
            Step(
                "client",
                "recv",
                translate("Recipes", "The client reads the end: b'' means that nothing comes."),
                {"size": 1024},
            ),
            Step("client", "close", translate("Recipes", "The client closes too.")),
        ),
    )


def _udp(port: int) -> Recipe:
    place = {"host": "127.0.0.1", "port": port}
    words = (translate("Recipes", "one"), translate("Recipes", "two"))
    return Recipe(
        "udp",
        translate("Recipes", "UDP: datagrams"),
        (
            _make(
                "taker",
                translate("Recipes", "A socket for datagrams: no connection, no stream."),
                kind="SOCK_DGRAM",
            ),
            Step(
                "taker",
                "bind",
                _with_port(
                    translate("Recipes", "It takes port %1, so that others can send to it."), port
                ),
                {"host": "", "port": port},
            ),
            _make("giver", translate("Recipes", "Another one, to send."), kind="SOCK_DGRAM"),
            Step(
                "giver",
                "sendto",
                translate("Recipes", "Nobody listened, nobody accepted: it is sent all the same."),
                {"data": words[0].encode(), **place},
            ),
            Step(
                "giver",
                "sendto",
                translate("Recipes", "A second message, before the first was read."),
                {"data": words[1].encode(), **place},
            ),
            Step(
                "taker",
                "recvfrom",
                translate("Recipes", "One recvfrom takes one message: boundaries stay."),
                {"size": 1024},
            ),
            Step(
                "taker",
                "recvfrom",
                translate("Recipes", "The second message comes by itself too."),
                {"size": 1024},
            ),
        ),
    )


def _unix() -> Recipe:
    path = {"path": default_path()}
    return Recipe(
        "unix",
        translate("Recipes", "UNIX sockets: a file"),
        (
            _make(
                "server",
                translate("Recipes", "A socket that lives in a file: only on this computer."),
                family="AF_UNIX",
            ),
            Step("server", "bind", translate("Recipes", "bind makes the file."), path),
            Step(
                "server", "listen", translate("Recipes", "It listens, as TCP does."), {"backlog": 5}
            ),
            _make(
                "client",
                translate("Recipes", "A client in the same domain."),
                family="AF_UNIX",
            ),
            Step(
                "client",
                "connect",
                translate("Recipes", "It connects to the path instead of host and port."),
                path,
            ),
            Step(
                "server",
                "accept",
                translate("Recipes", "It was connected before accept: now the server has it too."),
                made="guest",
            ),
            Step(
                "client",
                "sendall",
                translate("Recipes", "Bytes go through the kernel, not through a network."),
                {"data": translate("Recipes", "Hello").encode()},
            ),
            Step("guest", "recv", translate("Recipes", "The server reads them."), {"size": 1024}),
        ),
    )


def _refused(port: int) -> Recipe:
    place = {"host": "127.0.0.1", "port": port}
    return Recipe(
        "refused",
        translate("Recipes", "Refused connection"),
        (
            _make("client", translate("Recipes", "A client, before there is any server.")),
            Step(
                "client",
                "connect",
                translate("Recipes", "Nobody listens at this port: refused, and at once."),
                place,
                fails=True,
            ),
            _make("server", translate("Recipes", "Now a server.")),
            Step(
                "server",
                "bind",
                translate("Recipes", "It has the port, but it does not listen yet."),
                {"host": "127.0.0.1", "port": port},
            ),
            Step(
                "client",
                "connect",
                translate("Recipes", "To have the port is not enough: refused again."),
                place,
                fails=True,
            ),
            Step("server", "listen", translate("Recipes", "Now it listens."), {"backlog": 5}),
            Step(
                "client",
                "connect",
                translate("Recipes", "And now the same line succeeds."),
                place,
            ),
        ),
    )
