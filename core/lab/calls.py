"""The calls of the lab: what each takes, and which of them make no sense now, and why.

Sources: the man pages of each call (bind(2), listen(2), accept(2), connect(2), send(2), recv(2),
shutdown(2), getpeername(2)); the errno are those that Linux 6 gives (net/ipv4/af_inet.c,
net/unix/af_unix.c), compared with the real calls by a test.
"""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.lab.session_types import LabSocket


class Kind(StrEnum):
    """Which reader of :mod:`core.lab.values` an argument is for."""

    HOST = "host"  # read_host; not for AF_UNIX
    PORT = "port"  # read_port; not for AF_UNIX
    PATH = "path"  # read_path; for AF_UNIX only
    DATA = "data"  # read_payload
    SIZE = "size"  # read_size
    FLAGS = "flags"  # read_flags
    BACKLOG = "backlog"  # read_backlog
    HOW = "how"  # one of SHUTDOWN_WAYS
    OPTION = "option"  # one of values.options()
    OPTION_VALUE = "option_value"  # read_option_value
    TIMEOUT = "timeout"  # read_timeout


SHUTDOWN_WAYS = ("SHUT_RD", "SHUT_WR", "SHUT_RDWR")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call: the keyword of ``Lab.call``, and what stands there at first."""

    name: str
    kind: Kind
    default: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class CallSpec:
    """A call. ``of_module``: a function of ``socket`` that needs no socket (number 0).

    ``address``: it takes one, a path for AF_UNIX, host and port for the others.
    """

    name: str
    arguments: tuple[Argument, ...] = ()
    address: bool = False
    of_module: bool = False


class Why(StrEnum):
    """Why a call makes no sense now."""

    CLOSED = "closed"  # the socket is closed
    CLOSED_TWICE = "closed_twice"  # close again: nothing happens
    BOUND = "bound"  # it has an address already
    CONNECTED = "connected"  # it is connected already
    LISTENING = "listening"  # it only listens: data goes to what accept returns
    NOT_LISTENING = "not_listening"  # accept without listen
    NOT_CONNECTED = "not_connected"
    NO_DESTINATION = "no_destination"  # datagrams: connect first, or use sendto
    NO_ADDRESS = "no_address"  # nobody can send to it: bind first; it would wait for ever
    UNBOUND = "unbound"  # listen of AF_UNIX without a path
    DATAGRAMS = "datagrams"  # datagrams have no listen and no accept
    SHUT_READ = "shut_read"  # shutdown(SHUT_RD) was called: recv gives b'' at once
    SHUT_WRITE = "shut_write"  # shutdown(SHUT_WR) was called
    SHUT_LISTENER = "shut_listener"  # a listener that was shut down
    STREAM_HAS_PEER = "stream_has_peer"  # sendto on a stream: send is enough


@dataclass(frozen=True, slots=True)
class Senseless:
    """Why a call makes no sense, and what the system would answer: ``error`` is the errno's name
    as Linux gives it ("ENOTCONN"; "ENOTSUP" is EOPNOTSUPP), ``code`` its number. "" and 0 where it
    raises nothing: it would wait for ever or until its timeout, or do nothing."""

    why: Why
    error: str = ""
    code: int = 0


_FLAGS = Argument("flags", Kind.FLAGS, optional=True)
_DATA = Argument("data", Kind.DATA)
_SIZE = Argument("size", Kind.SIZE, "1024")
_PLACE = (Argument("host", Kind.HOST), Argument("port", Kind.PORT))
_FILE = (Argument("path", Kind.PATH),)

CALLS: dict[str, CallSpec] = {
    spec.name: spec
    for spec in (
        CallSpec("bind", address=True),
        CallSpec("listen", (Argument("backlog", Kind.BACKLOG, "5", optional=True),)),
        CallSpec("accept"),
        CallSpec("connect", address=True),
        CallSpec("send", (_DATA, _FLAGS)),
        CallSpec("sendall", (_DATA, _FLAGS)),
        CallSpec("recv", (_SIZE, _FLAGS)),
        CallSpec("sendto", (_DATA,), address=True),
        CallSpec("recvfrom", (_SIZE, _FLAGS)),
        CallSpec("shutdown", (Argument("how", Kind.HOW, "SHUT_WR"),)),
        CallSpec("close"),
        CallSpec(
            "setsockopt",
            (
                Argument("option", Kind.OPTION, "SO_REUSEADDR"),
                Argument("value", Kind.OPTION_VALUE, "1"),
            ),
        ),
        CallSpec("getsockopt", (Argument("option", Kind.OPTION, "SO_RCVBUF"),)),
        CallSpec("getsockname"),
        CallSpec("getpeername"),
        CallSpec("settimeout", (Argument("seconds", Kind.TIMEOUT, "2"),)),
        CallSpec("gethostname", of_module=True),
        CallSpec("getaddrinfo", _PLACE, of_module=True),
    )
}
"""Every call of the lab that is pressed on a socket (``socket`` and ``socketpair`` make one)."""


def arguments_of(name: str, sock: LabSocket | None = None) -> tuple[Argument, ...]:
    """The arguments of a call on that socket: a path for AF_UNIX, host and port for the others.

    KeyError for a name that is not in :data:`CALLS`.
    """
    spec = CALLS[name]
    if not spec.address:
        return spec.arguments
    unix = sock is not None and sock.family_name == "AF_UNIX"
    return spec.arguments + (_FILE if unix else _PLACE)


_STREAM_NEW = ("connect", "bind", "listen", "accept")
_STREAM_LISTENER = ("accept", "listen", "shutdown", "close")
_STREAM_CONNECTED = ("send", "sendall", "recv", "shutdown", "close")
_DATAGRAMS = ("sendto", "recvfrom", "bind", "connect", "close")
_DATAGRAMS_CONNECTED = ("send", "recv", "sendto", "recvfrom", "close")


def offered(sock: LabSocket) -> tuple[str, ...]:
    """The calls for that socket, the likely next ones first, those without sense last."""
    first: tuple[str, ...]
    if not sock.is_stream:
        first = _DATAGRAMS_CONNECTED if sock.connected else _DATAGRAMS
    elif sock.listening:
        first = _STREAM_LISTENER
    elif sock.connected:
        first = _STREAM_CONNECTED
    elif sock.local is not None and sock.role == "server":
        first = ("listen", "accept", "close")
    else:
        first = _STREAM_NEW
    order = dict.fromkeys((*first, *CALLS))
    return tuple(sorted(order, key=lambda name: senseless(sock, name) is not None))


def senseless(sock: LabSocket, name: str) -> Senseless | None:
    """Why that call makes no sense in the socket's present state, or None."""
    if name not in CALLS or CALLS[name].of_module:
        return None
    if sock.closed:
        if name == "close":
            return Senseless(Why.CLOSED_TWICE)
        return _no(Why.CLOSED, errno.EBADF)
    found = _stream(sock, name) if sock.is_stream else _datagrams(sock, name)
    if found is not None and found.code and _waits_first(sock, name):
        return Senseless(found.why)  # with a timeout Python waits before it makes the call
    return found


def _waits_first(sock: LabSocket, name: str) -> bool:
    """Whether Python polls until the timeout, as a socket in this state is never ready."""
    if not sock.timeout:
        return False
    if name == "accept":
        return not sock.is_stream or sock.connected
    if name in ("send", "sendall", "recv", "recvfrom", "sendto"):
        return sock.is_stream and sock.listening and not sock.shut_read
    return False


def _no(why: Why, code: int) -> Senseless:
    return Senseless(why, errno.errorcode.get(code, ""), code)


def _stream(sock: LabSocket, name: str) -> Senseless | None:
    unix = sock.family_name == "AF_UNIX"
    shut_listener = sock.backlog is not None and not sock.listening
    match name:
        case "bind":
            return _no(Why.BOUND, errno.EINVAL) if sock.local else None
        case "listen":
            if sock.connected:
                return _no(Why.CONNECTED, errno.EINVAL)
            return _no(Why.UNBOUND, errno.EINVAL) if unix and not sock.local else None
        case "accept":
            if sock.listening:
                return None
            why = Why.SHUT_LISTENER if shut_listener else Why.NOT_LISTENING
            return _no(Why.CONNECTED if sock.connected else why, errno.EINVAL)
        case "connect":
            if sock.connected:
                return _no(Why.CONNECTED, errno.EISCONN)
            if sock.listening or (unix and shut_listener):
                return _no(Why.LISTENING, errno.EINVAL if unix else errno.EISCONN)
        case "send" | "sendall" | "sendto":
            return _stream_send(sock, name, unix)
        case "recv" | "recvfrom":
            if sock.connected:
                return Senseless(Why.SHUT_READ) if sock.shut_read else None
            why = Why.LISTENING if sock.listening else Why.NOT_CONNECTED
            return _no(why, errno.EINVAL if unix else errno.ENOTCONN)
        case "shutdown":
            if not (sock.connected or sock.listening or unix):
                return _no(Why.NOT_CONNECTED, errno.ENOTCONN)
        case "getpeername":
            if not sock.connected:
                why = Why.LISTENING if sock.listening else Why.NOT_CONNECTED
                return _no(why, errno.ENOTCONN)
    return None


def _stream_send(sock: LabSocket, name: str, unix: bool) -> Senseless | None:
    if name == "sendto" and unix:
        if sock.connected:
            return _no(Why.STREAM_HAS_PEER, errno.EISCONN)
        return _no(Why.NOT_CONNECTED, errno.EOPNOTSUPP)
    if not sock.connected:
        why = Why.LISTENING if sock.listening else Why.NOT_CONNECTED
        return _no(why, errno.ENOTCONN if unix else errno.EPIPE)
    if sock.shut_write:
        return _no(Why.SHUT_WRITE, errno.EPIPE)
    return Senseless(Why.STREAM_HAS_PEER) if name == "sendto" else None


def _datagrams(sock: LabSocket, name: str) -> Senseless | None:
    unix = sock.family_name == "AF_UNIX"
    match name:
        case "bind":
            return _no(Why.BOUND, errno.EINVAL) if sock.local else None
        case "listen" | "accept":
            return _no(Why.DATAGRAMS, errno.EOPNOTSUPP)
        case "send" | "sendall" | "sendto":
            if sock.shut_write:
                return _no(Why.SHUT_WRITE, errno.EPIPE)
            if not sock.connected and name != "sendto":
                return _no(Why.NO_DESTINATION, errno.ENOTCONN if unix else errno.EDESTADDRREQ)
        case "recv" | "recvfrom":
            if sock.shut_read:
                return Senseless(Why.SHUT_READ)
            if not sock.local and sock.role != "pair":
                return Senseless(Why.NO_ADDRESS)
        case "shutdown":
            if not sock.connected and not unix:
                return _no(Why.NOT_CONNECTED, errno.ENOTCONN)
        case "getpeername":
            if not sock.connected:
                return _no(Why.NOT_CONNECTED, errno.ENOTCONN)
    return None


SHUT_NUMBERS = {name: int(getattr(socket, name)) for name in SHUTDOWN_WAYS}
"""SHUT_RD … as numbers."""
