"""What an error of a socket call means, and what to do about it, in a sentence or two.

Sources: the ERRORS sections of connect(2), bind(2), send(2), recv(2), accept(2), socket(2), ip(7),
tcp(7), udp(7), unix(7), getaddrinfo(3); the texts of CPython's Modules/socketmodule.c.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from core.net.trace import RECEIVING_CALLS, SENDING_CALLS, CallError, CallEvent, PendingCall
from desktop.sockets.error_kind_words import error_name, kind_words
from desktop.sockets.error_rare_words import rare_words
from desktop.sockets.event_words import address_text

translate = QCoreApplication.translate


def lesson_for(error: CallError) -> int | None:
    """The number of the lesson (1 to 16) that shows this error on real sockets, or None."""
    name = error_name(error)
    match error.kind:
        case "TypeError" if "bytes-like" in error.text:
            return 11  # bytes and text
        case "UnicodeDecodeError" | "UnicodeEncodeError":
            return 11
        case "TimeoutError" if not name:
            return 7  # blocking and timeouts
        case "gaierror" | "herror" | "UnicodeError":
            return 10  # names, addresses, ports
        case "OSError" if "path too long" in error.text:
            return 9  # Unix domain sockets
        case "OSError" if "not found" in error.text and not name:
            return 10
        case "OverflowError" | "TypeError":
            return 1  # what a socket is: addresses and ports
    match name:
        case "EADDRINUSE":
            return 12  # closing, TIME_WAIT, SO_REUSEADDR
        case "EAGAIN" | "EWOULDBLOCK" | "EINPROGRESS":
            return 7
        case "EMSGSIZE" | "EDESTADDRREQ":
            return 8  # UDP
        case "ENOENT" | "ENOTDIR" | "ENAMETOOLONG":
            return 9  # Unix domain sockets
        case "EADDRNOTAVAIL" | "EAFNOSUPPORT":
            return 10
        case "EACCES" if error.kind == "PermissionError":
            return 13
        case "":
            return None
        case _:
            return 13  # errors and what they mean


def explain(error: CallError, event: CallEvent | PendingCall | None = None) -> str:
    """What happened and what to do, in the window's language; never empty.

    ``event`` is the call that raised it: some errors mean another thing for another call.
    """
    call = event.call if event is not None else ""
    address = _address(event)
    return (
        kind_words(error, call)
        or _connection(error_name(error), call, address)
        or _order(error_name(error), call)
        or rare_words(error_name(error), call, address)
        or _unknown(error)
    )


def _unknown(error: CallError) -> str:
    text = translate("ErrorWords", "The system refused the call. Its own words: %1.")
    return text.replace("%1", (error.text or error.name or error.kind).rstrip("."))


def _address(event: CallEvent | PendingCall | None) -> Any:
    if event is None:
        return None
    given = getattr(event, "address", None)
    if given is None and event.call in ("bind", "connect", "connect_ex", "sendto"):
        given = event.arguments[-1] if event.arguments else None
    return given


def _where(address: Any) -> str:
    return address_text(address) or translate("ErrorWords", "that address")


# --- a connection that does not come about, or breaks -----------------------------------------


def _connection(name: str, call: str, address: Any) -> str:
    match name:
        case "ECONNREFUSED":
            if call in SENDING_CALLS or call in RECEIVING_CALLS:
                return translate(
                    "ErrorWords",
                    "Nobody listens where this socket sends, and the other computer has said so. "
                    "With UDP such news comes only with the next call. Start the receiver first.",
                )
            return translate(
                "ErrorWords",
                "Nobody listens at %1, so the refusal came at once. Start the server first (bind, "
                "then listen), and check address and port.",
            ).replace("%1", _where(address))
        case "ECONNRESET":
            return translate(
                "ErrorWords",
                "The other side broke the connection off: it closed with unread bytes in its "
                "queue, or it crashed. Nothing more can be read or written here; close the socket.",
            )
        case "ECONNABORTED":
            return translate(
                "ErrorWords",
                "The connection was given up before it could be used: the other side had left "
                "again. Go on with the next one.",
            )
        case "EPIPE" | "ESHUTDOWN":
            return translate(
                "ErrorWords",
                "Nobody can read this: the socket is not connected (yet, or any more), the other "
                "side has gone, or this side has said shutdown. After the other side has gone, the "
                "first send often still succeeds. Connect a new socket.",
            )
        case "ETIMEDOUT":
            return translate(
                "ErrorWords",
                "The other computer does not answer: it is off, the cable is out, or a firewall "
                "swallows the packets. A closed port would have refused at once.",
            )
        case "EADDRINUSE":
            return _in_use(address)
        case "EADDRNOTAVAIL":
            if call == "bind":
                return translate(
                    "ErrorWords",
                    "%1 is no address of this computer, and only its own can be taken. Use '' for "
                    "all of its addresses, or 127.0.0.1.",
                ).replace("%1", _where(address))
            return translate(
                "ErrorWords",
                "There is no way to %1 from here: the port may be 0, or no address of this "
                "computer fits. Check address and port.",
            ).replace("%1", _where(address))
        case _:
            return ""


def _in_use(address: Any) -> str:
    if isinstance(address, (str, bytes)):
        return translate(
            "ErrorWords",
            "The file %1 is there already, perhaps from the last run. Delete it with os.unlink, "
            "or choose another path.",
        ).replace("%1", address_text(address))
    return translate(
        "ErrorWords",
        "%1 is taken: another program has it, or connections of a server that has just stopped "
        "are in TIME_WAIT. Choose another port, or set SO_REUSEADDR before bind.",
    ).replace("%1", address_text(address) or translate("ErrorWords", "The address"))


# --- calls in the wrong order -----------------------------------------------------------------


def _order(name: str, call: str) -> str:
    match name:
        case "ENOTCONN":
            if call == "getpeername":
                return translate(
                    "ErrorWords",
                    "This socket has no peer: it is not connected, or no longer. Call connect "
                    "first.",
                )
            return translate(
                "ErrorWords",
                "This socket is not connected. A client calls connect first; a server talks "
                "through the new socket that accept returned, not through the one that listens.",
            )
        case "EISCONN":
            return translate(
                "ErrorWords",
                "This socket is connected already, and it can be connected only once. Use it with "
                "send, or make a new socket.",
            )
        case "EALREADY":
            return translate(
                "ErrorWords",
                "An earlier connect on this socket is still under way. Wait until it has ended.",
            )
        case "EINPROGRESS":
            return translate(
                "ErrorWords",
                "connect has begun, but this socket does not wait for the answer (its timeout is "
                "0). Wait until it can be written to, or allow it to wait with settimeout.",
            )
        case "EAGAIN" | "EWOULDBLOCK":
            return _would_block(call)
        case "EINVAL":
            return _invalid(call)
        case "EDESTADDRREQ":
            return translate(
                "ErrorWords",
                "A datagram needs to know where to go. Use sendto(data, address), or connect "
                "first and then send.",
            )
        case "EBADF":
            return translate(
                "ErrorWords",
                "This socket is closed, so its number means nothing any more. Make a new socket.",
            )
        case "EOPNOTSUPP" | "ENOTSUP":
            return _not_supported(call)
        case _:
            return ""


def _would_block(call: str) -> str:
    if call == "accept":
        return translate(
            "ErrorWords",
            "Nobody waits to be accepted, and this socket does not wait either (its timeout is "
            "0). Try again later, or allow it to wait with settimeout.",
        )
    if call in ("connect", "connect_ex"):
        return translate(
            "ErrorWords",
            "The connection cannot be made at once: the server's backlog is full. Try again later.",
        )
    if call in SENDING_CALLS:
        return translate(
            "ErrorWords",
            "The send queue is full, because the other side does not read, and this socket does "
            "not wait (its timeout is 0). Try again later, or allow it to wait with settimeout.",
        )
    return translate(
        "ErrorWords",
        "There is nothing to read yet, and this socket does not wait (its timeout is 0). Try again "
        "later, or allow it to wait with settimeout.",
    )


def _invalid(call: str) -> str:
    match call:
        case "accept":
            return translate(
                "ErrorWords",
                "This socket does not listen, or no longer. Call bind and listen first, then "
                "accept.",
            )
        case "bind":
            return translate(
                "ErrorWords",
                "This socket has an address already, or the address does not fit. A socket can be "
                "bound only once: make a new one.",
            )
        case "listen":
            return translate(
                "ErrorWords",
                "A socket that is connected cannot listen. Make a new socket, then bind and "
                "listen.",
            )
        case "setsockopt" | "getsockopt":
            return translate(
                "ErrorWords",
                "This option does not take that value, or not in this state. Check level, option "
                "and value.",
            )
        case "connect" | "connect_ex":
            return translate(
                "ErrorWords",
                "There is no connection from this socket to that address: the two do not fit "
                "together. Bind to '' instead of 127.0.0.1, or make a new socket.",
            )
        case _:
            return translate(
                "ErrorWords",
                "The call does not fit the socket's present state or one of its arguments is not "
                "allowed. Check the order of the calls.",
            )


def _not_supported(call: str) -> str:
    if call in ("listen", "accept"):
        return translate(
            "ErrorWords",
            "A datagram socket has no connections, so there is nothing to listen for or to "
            "accept. Just bind it and call recvfrom, or make a SOCK_STREAM socket.",
        )
    return translate(
        "ErrorWords",
        "This type of socket does not know this call. Check domain and type, or choose another "
        "call.",
    )
