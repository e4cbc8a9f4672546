"""What a socket call did, as one sentence: for screen readers, tooltips and lists of results.

Also the call as Python writes it ("recv(65536)"), and addresses and sizes as the panes write them.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QLocale

from core.net.trace import (
    RECEIVING_CALLS,
    SENDING_CALLS,
    ActorSnapshot,
    ActorState,
    CallEvent,
    PendingCall,
)
from desktop.sockets.colours import send_label
from desktop.sockets.pane_counts import counts

translate = QCoreApplication.translate

_TEXT_LIMIT = 60


class Piece(Protocol):
    """Bytes of one send: ``core.net.flows.Piece``."""

    @property
    def send(self) -> int:
        """№ of the send."""

    @property
    def count(self) -> int:
        """How many bytes of it."""


# --- numbers, sizes, addresses ----------------------------------------------------------------


def number(value: int) -> str:
    """A number with the language's grouping: "65,536", in Russian "65 536"."""
    return QLocale().toString(value)


def short_size(count: int) -> str:
    """Bytes for a block: "56 B"; always in whole bytes, because they are counted here."""
    return translate("EventWords", "%1 B").replace("%1", number(count))


def room(count: int) -> str:
    """The size of a queue: "128 KiB" where that is exact enough, else in bytes."""
    if count >= 1024:
        value = count / 1024
        text = QLocale().toString(value, "f", 0 if value >= 10 or count % 1024 == 0 else 1)
        return translate("EventWords", "%1 KiB").replace("%1", text)
    return short_size(count)


def seconds(value: float, decimals: int = 1) -> str:
    """A time: "3.2 s", in Russian "3,2 с"."""
    text = QLocale().toString(max(0.0, value), "f", decimals)
    return translate("EventWords", "%1 s").replace("%1", text)


def address_text(address: Any) -> str:
    """An address as people write it: "127.0.0.1:80", "[::1]:80", a path, "@name" (abstract).

    "" for a socket without one.
    """
    if isinstance(address, bytes):
        if address.startswith(b"\0"):
            return "@" + address[1:].decode("utf-8", "replace")
        return address.decode("utf-8", "replace")
    if isinstance(address, str):
        return "@" + address[1:] if address.startswith("\0") else address
    if isinstance(address, (tuple, list)) and len(address) >= 2:
        host, port = address[0], address[1]
        if isinstance(host, str) and ":" in host:
            return f"[{host}]:{port}"
        return f"{host}:{port}"
    return "" if address is None else str(address)


# --- Python text ------------------------------------------------------------------------------


@cache
def _names(prefix: str) -> dict[int, str]:
    # SO_REUSEADDR before any alias of the same number: the shortest name is the plain one.
    found: dict[int, str] = {}
    for name in sorted(vars(socket), key=lambda text: (-len(text), text)):
        value = getattr(socket, name)
        if name.startswith(prefix) and isinstance(value, int):
            found[int(value)] = name
    return found


_LEVELS = {
    socket.SOL_SOCKET: ("SOL_SOCKET", "SO_"),
    socket.IPPROTO_TCP: ("IPPROTO_TCP", "TCP_"),
    socket.IPPROTO_IP: ("IPPROTO_IP", "IP_"),
    socket.IPPROTO_IPV6: ("IPPROTO_IPV6", "IPV6_"),
}


def _arguments(call: str, arguments: tuple[Any, ...]) -> list[str]:
    values = [_value(item) for item in arguments]
    first = arguments[0] if arguments else None
    if call in ("setsockopt", "getsockopt") and isinstance(first, int) and len(arguments) > 1:
        level, prefix = _LEVELS.get(first, (values[0], ""))
        values[0] = level
        if prefix and isinstance(arguments[1], int):
            values[1] = _names(prefix).get(arguments[1], values[1])
    elif call == "shutdown" and isinstance(first, int):
        values[0] = {0: "SHUT_RD", 1: "SHUT_WR", 2: "SHUT_RDWR"}.get(first, values[0])
    elif call in ("socket", "socketpair"):
        for place, prefix in ((0, "AF_"), (1, "SOCK_")):
            if place < len(arguments) and isinstance(arguments[place], int):
                values[place] = _names(prefix).get(int(arguments[place]), values[place])
    return values


def _value(item: Any) -> str:
    if isinstance(item, bytes) and len(item) > _TEXT_LIMIT:
        return repr(item[:_TEXT_LIMIT]) + "…"
    return repr(item)


def call_text(event: CallEvent | PendingCall) -> str:
    """The call as Python writes it: "recv(1024)", "send(data)", "bind(('', 12345))"."""
    values = _arguments(event.call, event.arguments)
    if event.call in SENDING_CALLS:
        values.insert(0, "data")
    return f"{event.call}({', '.join(values)})"


def result_text(event: CallEvent) -> str:
    """What came back, as Python writes it: "35", "None", "b''", an address, an error's name."""
    if event.error is not None:
        return event.error.name or event.error.kind
    if event.call in RECEIVING_CALLS:
        return str(event.size) if event.size or not event.wanted else "b''"
    return _value(event.result)


def literal(data: bytes, whole: int | None = None) -> str:
    """Bytes as a Python literal, which may stand in a program; "…" after it where cut short."""
    text = repr(data)
    return text + "…" if whole is not None and whole > len(data) else text


# --- sentences --------------------------------------------------------------------------------


def sentence(
    event: CallEvent, who: str, send: int | None = None, pieces: Sequence[Piece] = ()
) -> str:
    """What ``who`` did with this call and what came of it, without a full stop.

    ``send`` is the № of a send; ``pieces`` are the sends whose bytes a recv took.
    """
    text = _plain(event, send, pieces) if event.error is None else _failed(event)
    return text.replace("%w", who)


def _failed(event: CallEvent) -> str:
    assert event.error is not None
    error = event.error
    what = f"{error.kind} ({error.name})" if error.name else error.kind
    text = translate("EventWords", "%w: %1 raised %2")
    return text.replace("%1", call_text(event)).replace("%2", what)


def _plain(event: CallEvent, send: int | None, pieces: Sequence[Piece]) -> str:
    call, address = event.call, address_text(event.address)
    if call in SENDING_CALLS:
        return _sent(event, send, address)
    if call in RECEIVING_CALLS:
        return _received(event, pieces, address)
    text = ""
    match call:
        case "socket" | "socketpair":
            text = translate("EventWords", "%w makes a socket: %1")
            return text.replace("%1", call_text(event))
        case "accept":
            text = translate("EventWords", "%w accepts the connection from %1")
        case "connect" | "connect_ex" if event.result in (None, 0):
            text = translate("EventWords", "%w is connected to %1")
        case "bind":
            text = translate("EventWords", "%w takes the address %1")
        case "listen":
            text = translate("EventWords", "%w listens: connections may come now")
        case "close":
            text = translate("EventWords", "%w closes the socket")
        case "detach":
            text = translate("EventWords", "%w gives the descriptor away: nothing is closed")
        case "shutdown":
            return _shut(event)
        case "settimeout" | "setblocking":
            return _timeout(event)
        case "getsockname":
            text = translate("EventWords", "%w asks for the socket's own address: %1")
            address = address_text(event.result)
        case "getpeername":
            text = translate("EventWords", "%w asks for the peer's address: %1")
            address = address_text(event.result)
        case _:
            text = translate("EventWords", "%w: %1 returned %2")
            return text.replace("%1", call_text(event)).replace("%2", result_text(event))
    return text.replace("%1", address or "?")


def _shut(event: CallEvent) -> str:
    how = event.arguments[0] if event.arguments else None
    if how == socket.SHUT_WR:
        return translate("EventWords", "%w will send no more, but still reads")
    if how == socket.SHUT_RD:
        return translate("EventWords", "%w will read no more, but may still send")
    return translate("EventWords", "%w ends both directions of the connection")


def _timeout(event: CallEvent) -> str:
    value = event.arguments[0] if event.arguments else None
    if event.call == "setblocking":
        value = None if value else 0
    if value is None:
        return translate("EventWords", "%w lets calls on this socket wait for ever")
    if value == 0:
        return translate("EventWords", "%w lets no call on this socket wait")
    if not isinstance(value, (int, float)):
        text = translate("EventWords", "%w: %1 returned %2")
        return text.replace("%1", call_text(event)).replace("%2", result_text(event))
    text = translate("EventWords", "%w lets calls on this socket wait %1 at most")
    return text.replace("%1", seconds(float(value)))


def _sent(event: CallEvent, send: int | None, address: str) -> str:
    if 0 <= event.size < event.wanted:
        text = translate("EventWords", "%w sends only %1 of %2")
        text = text.replace("%2", counts().bytes_(event.wanted))
        text = text.replace("%1", number(event.size))
    elif address:
        text = translate("EventWords", "%w sends %1 to %2")
        text = text.replace("%2", address).replace("%1", counts().bytes_(event.size))
    else:
        text = translate("EventWords", "%w sends %1").replace("%1", counts().bytes_(event.size))
    if send:
        text += translate("EventWords", " as %1").replace("%1", send_label(send))
    return text


def _received(event: CallEvent, pieces: Sequence[Piece], address: str) -> str:
    if event.size == 0 and event.wanted != 0:
        if address:
            return translate("EventWords", "%w takes an empty datagram")
        return translate("EventWords", "%w reads the end: the other side sends no more")
    took = counts().bytes_(event.size)
    known = list(dict.fromkeys(piece.send for piece in pieces if piece.send > 0))
    if known:
        text = translate("EventWords", "%w takes %1 of %2").replace("%1", took)
        text = text.replace("%2", ", ".join(send_label(item) for item in known))
    else:
        text = translate("EventWords", "%w takes %1").replace("%1", took)
    if address and event.call in ("recvfrom", "recvfrom_into", "recvmsg"):
        text += translate("EventWords", ", from %1").replace("%1", address)
    return text


def actor_sentence(actor: ActorSnapshot, who: str) -> str:
    """What an actor is doing now: "boris stands before recv(65536)"."""
    call = call_text(actor.pending) if actor.pending is not None else ""
    match actor.state:
        case ActorState.PARKED:
            text = translate("EventWords", "%w is parked before %1")
        case ActorState.IN_KERNEL:
            text = translate("EventWords", "%w is in the kernel: %1 has not returned")
        case ActorState.WAITING:
            text = translate("EventWords", "%w waits inside the program, not in a socket")
        case ActorState.FINISHED:
            text = translate("EventWords", "%w has finished")
        case _:
            text = translate("EventWords", "%w is running")
    return text.replace("%w", who).replace("%1", call)
