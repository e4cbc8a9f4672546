"""The calls of the lab: what each takes, and which of them make no sense now, and why.

Sources: the man pages of each call (bind(2), listen(2), accept(2), connect(2), send(2), recv(2),
shutdown(2), getpeername(2)), and net/ipv4/af_inet.c, net/unix/af_unix.c of Linux for the errno.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.lab.session import LabSocket


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
    """A call. ``of_module``: a function of ``socket`` that needs no socket (number 0)."""

    name: str
    arguments: tuple[Argument, ...] = ()
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
    SHUT_WRITE = "shut_write"  # shutdown(SHUT_WR) was called
    SHUT_LISTENER = "shut_listener"  # a listener that was shut down
    STREAM_HAS_PEER = (
        "stream_has_peer"  # sendto on a stream: send is enough, the address is ignored
    )


@dataclass(frozen=True, slots=True)
class Senseless:
    """Why a call makes no sense, and what the system would answer: ``error`` is the errno's name
    as measured on Linux, "" where it raises nothing (it would wait for ever, or do nothing)."""

    why: Why
    error: str = ""


CALLS: dict[str, CallSpec] = {}
"""Every call of the lab, in the order in which a window offers them."""


def arguments_of(name: str, sock: LabSocket | None) -> tuple[Argument, ...]:
    """The arguments of a call on that socket: a path for AF_UNIX, host and port for the others."""
    raise NotImplementedError


def offered(sock: LabSocket) -> tuple[str, ...]:
    """The calls for that socket, the likely next ones first."""
    raise NotImplementedError


def senseless(sock: LabSocket, name: str) -> Senseless | None:
    """Why that call makes no sense in the socket's present state, or None."""
    raise NotImplementedError
