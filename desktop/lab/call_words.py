"""The words of the lab for calls: why one makes no sense now, and what the system answered."""

from __future__ import annotations

import socket
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from core.lab.calls import Kind, Senseless, Why
from core.lab.session import CallState, LabCall, LabSocket
from core.net.trace import PendingCall
from desktop.lab.counts import counts
from desktop.sockets.error_words import explain, lesson_for
from desktop.sockets.event_words import seconds

translate = QCoreApplication.translate

_TEXT_LIMIT = 160
_CODE_LIMIT = 90
_TEXT_BYTES = 4 * _TEXT_LIMIT


class Answer(NamedTuple):
    """What came of a call: ``code`` as Python writes it, ``words`` that say what it means.

    ``text`` is what the bytes that came say, where they are a text.
    """

    code: str
    words: str
    failed: bool = False
    lesson: int | None = None
    text: str = ""


# --- why not ----------------------------------------------------------------------------------


def why_words(senseless: Senseless, sock: LabSocket, name: str, accepted: str = "") -> str:
    """Why a call makes no sense; ``accepted`` names a socket that accept returned, or ""."""
    text = {
        Why.CLOSED: translate("LabCalls", "%1 will not work: %2 is closed."),
        Why.CLOSED_TWICE: translate("LabCalls", "%2 is closed already."),
        Why.BOUND: translate("LabCalls", "%1 will not work: %2 has an address already."),
        Why.CONNECTED: translate("LabCalls", "%1 will not work: %2 is connected already."),
        Why.LISTENING: translate(
            "LabCalls", "%1 will not work: %2 only listens, data goes through what accept returns."
        ),
        Why.NOT_LISTENING: translate("LabCalls", "%1 will not work: %2 does not listen yet."),
        Why.NOT_CONNECTED: translate("LabCalls", "%1 will not work: %2 is not connected."),
        Why.NO_DESTINATION: translate(
            "LabCalls", "%1 will not work: where to? Use sendto, or connect first."
        ),
        Why.NO_ADDRESS: translate(
            "LabCalls", "%1 would wait in vain: %2 has no address, nobody can send to it."
        ),
        Why.UNBOUND: translate("LabCalls", "%1 will not work: %2 has no path yet, bind first."),
        Why.DATAGRAMS: translate(
            "LabCalls", "%1 will not work: datagrams have no connections to wait for."
        ),
        Why.SHUT_READ: translate("LabCalls", "%1 brings nothing: %2 said it reads no more."),
        Why.SHUT_WRITE: translate("LabCalls", "%1 will not work: %2 said it sends no more."),
        Why.SHUT_LISTENER: translate("LabCalls", "%1 will not work: %2 was shut down."),
        Why.STREAM_HAS_PEER: translate(
            "LabCalls", "%1 needs no address here: %2 is a stream, use send."
        ),
    }[senseless.why]
    if senseless.why is Why.LISTENING and accepted:
        text = translate(
            "LabCalls", "%1 will not work: %2 only listens, data goes through %3."
        ).replace("%3", accepted)
    return text.replace("%1", name).replace("%2", sock.name)


def answer_ahead(senseless: Senseless) -> str:
    """What the system would say to the call that makes no sense."""
    if senseless.error:
        code = f"[Errno {senseless.code}] {senseless.error}"
        return translate("LabCalls", "The system will answer: %1").replace("%1", code)
    match senseless.why:
        case Why.CLOSED_TWICE:
            return translate("LabCalls", "Nothing will happen: Python lets you.")
        case Why.SHUT_READ:
            return translate("LabCalls", "The answer will be b'' at once.")
        case Why.STREAM_HAS_PEER:
            return translate("LabCalls", "The system will ignore the address.")
        case _:
            return translate("LabCalls", "It will stay in the kernel until something wakes it.")


# --- what came of it --------------------------------------------------------------------------


def answer(call: LabCall, before_accept: bool = False) -> Answer:
    """What the system answered; for a call that has not returned, that it has not.

    ``before_accept``: a connect that came before the accept that will take it.
    """
    if call.error is not None:
        return _raised(call)
    if call.state is not CallState.RETURNED:
        return Answer("", running_words(call))
    words = _returned(call, before_accept)
    text = _text_of(call.data) if call.name in ("recv", "recvfrom") else ""
    if text:
        sender = f" {call.value[1]!r}" if call.name == "recvfrom" and _is_pair(call.value) else ""
        return Answer("", f"{words}{sender}:", text=text)
    return Answer(_short(call.result or "None", _CODE_LIMIT), words)


def running_words(call: LabCall) -> str:
    """Where a call that has not returned is."""
    match call.state:
        case CallState.PARKED:
            return translate("LabCalls", "parked before the call")
        case CallState.LOOKING_UP:
            return translate("LabCalls", "looking the name up")
        case _:
            return translate("LabCalls", "has not returned, in the kernel")


def _raised(call: LabCall) -> Answer:
    error = call.error
    assert error is not None
    kind = error.kind
    if error.kind == "gaierror":
        kind = "socket.gaierror"
    code = f"{kind} [Errno {error.code}]" if error.code else kind
    words = explain(error, as_pending(call))
    took = call.ended - call.began
    if error.name == "ECONNREFUSED" and 0 < took < 1:
        words = f"{words} {_took(took)}"
    return Answer(code, words, failed=True, lesson=lesson_for(error))


def _took(took: float) -> str:
    micro = round(took * 1e6)
    text = (
        counts().microseconds(micro) if micro < 2000 else counts().milliseconds(-(-micro // 1000))
    )
    return translate("LabCalls", "It came %1.").replace("%1", text)


def as_pending(call: LabCall) -> PendingCall:
    """The call as the live view's words want it: its address is its last argument."""
    given = dict(call.arguments)
    values = tuple(value.value for value in given.values())
    if "path" in given:
        values = (given["path"].value,)
    elif "host" in given and "port" in given:
        values = ((given["host"].value, given["port"].value),)
    return PendingCall(call.number, call.name, values, 0, -1, b"", 0, "", 0)


def _returned(call: LabCall, before_accept: bool) -> str:
    size = len(call.data)
    match call.name:
        case "listen":
            return translate("LabCalls", "the accept queue is open")
        case "bind":
            return translate("LabCalls", "the address is its own now")
        case "connect":
            if before_accept:
                return translate("LabCalls", "connected even before accept")
            return translate("LabCalls", "connected")
        case "sendall":
            return counts().given(size)
        case "send" | "sendto":
            wanted = _wanted(call)
            if wanted > size:
                return counts().given_part(wanted).replace("%1", str(size))
            return counts().given(size)
        case "recv":
            return _received(call)
        case "recvfrom":
            return counts().bytes_(size)
        case "shutdown":
            return _shut(call)
        case "close":
            return translate("LabCalls", "the descriptor is given back")
        case "settimeout":
            return _timeout(call)
        case "getsockname":
            return translate("LabCalls", "its own address")
        case "getpeername":
            return translate("LabCalls", "the address of the other end")
        case "gethostname":
            return translate("LabCalls", "what this computer calls itself")
        case "getaddrinfo":
            found = call.value
            return counts().addresses(len(found)) if isinstance(found, (list, tuple)) else ""
        case "setsockopt":
            return translate("LabCalls", "set")
        case _:
            return ""


def _shut(call: LabCall) -> str:
    match call.argument("how"):
        case socket.SHUT_WR:
            return translate("LabCalls", "the other side will read b'' at the end")
        case socket.SHUT_RD:
            return translate("LabCalls", "its recv finds the end from now on")
        case _:
            return translate("LabCalls", "both directions are over, what waited is woken")


def _wanted(call: LabCall) -> int:
    data = dict(call.arguments).get("data")
    return len(data.value) if data is not None and isinstance(data.value, bytes) else 0


def _received(call: LabCall) -> str:
    if call.data:
        return counts().bytes_(len(call.data))
    size = dict(call.arguments).get("size")
    if size is not None and size.value == 0:
        return translate("LabCalls", "nothing was asked for")
    return translate("LabCalls", "the end: the other side sends no more")


def _text_of(data: bytes) -> str:
    """The bytes as a text where they are one, else ""; of many bytes the beginning."""
    begun = data[:_TEXT_BYTES]
    try:
        text = begun.decode()
    except UnicodeDecodeError as error:
        if len(data) <= _TEXT_BYTES or error.start < _TEXT_BYTES - 3:
            return ""
        text = begun[: error.start].decode()  # a letter is cut by us, not by recv
    shown = text.replace("\r", "").strip("\n").replace("\n", " ⏎ ")
    if not shown.isprintable() or shown == "":
        return ""
    return _short(shown)


def _timeout(call: LabCall) -> str:
    given = dict(call.arguments)
    value = next(iter(given.values())).value if given else None
    if value is None:
        return translate("LabCalls", "its calls wait as long as it takes")
    if value == 0:
        return translate("LabCalls", "its calls never wait")
    return translate("LabCalls", "its calls wait %1 at most").replace("%1", seconds(float(value)))


def _is_pair(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2


def _short(text: str, limit: int = _TEXT_LIMIT) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


# --- arguments --------------------------------------------------------------------------------


def argument_label(kind: Kind, call: str) -> str:
    """What is typed in a field of a form."""
    match kind:
        case Kind.HOST:
            return translate("LabCalls", "host")
        case Kind.PORT:
            return translate("LabCalls", "port")
        case Kind.PATH:
            return translate("LabCalls", "path")
        case Kind.DATA:
            return translate("LabCalls", "data")
        case Kind.SIZE:
            return translate("LabCalls", "bytes at most")
        case Kind.FLAGS:
            return translate("LabCalls", "flags")
        case Kind.BACKLOG:
            return translate("LabCalls", "backlog")
        case Kind.HOW:
            return translate("LabCalls", "direction")
        case Kind.OPTION:
            return translate("LabCalls", "option")
        case Kind.OPTION_VALUE:
            return translate("LabCalls", "value")
        case Kind.TIMEOUT:
            return translate("LabCalls", "seconds")
    return call


def how_note(how: str) -> str:
    """What a direction of shutdown ends."""
    return {
        "SHUT_RD": translate("LabCalls", "read no more"),
        "SHUT_WR": translate("LabCalls", "send no more"),
        "SHUT_RDWR": translate("LabCalls", "neither"),
    }.get(how, "")
