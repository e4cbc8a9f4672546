"""Listening sockets: binding with a search for a free port, and accepting that survives faults.

Sources: bind(2), listen(2), accept(2), ip(7), ipv6(7); SO_EXCLUSIVEADDRUSE: Winsock documentation.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import os
import socket
import sys
from collections.abc import Iterator

from core.net.errors import NetError, NetErrorCode, net_error
from core.net.files import files_left
from core.net.socket_maker import SocketMaker
from core.net.trace import Side
from core.net.traced_socket import LensSocket

BACKLOG = 1024
SEARCH_PORTS = 20
"""How many ports after a taken one are tried."""
_HIGHEST_PORT = 65535
_ATTEMPTS_FOR_ANY_PORT = 20
# A family of addresses that this machine has not: the listener of the other one is enough.
_FAMILY_MISSING = {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT}
# accept(2): faults of the connection that was to be accepted; the next one may be good.
_FAULT_OF_PEER = {
    getattr(errno, name)
    for name in (
        "ECONNABORTED", "EINTR", "EPROTO", "ENETDOWN", "ENOPROTOOPT", "EHOSTDOWN", "ENONET",
        "EHOSTUNREACH", "EOPNOTSUPP", "ENETUNREACH", "EPERM", "EAGAIN", "ETIMEDOUT",
    )
    if hasattr(errno, name)
}  # fmt: skip
_OUT_OF_RESOURCES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

Place = tuple[socket.AddressFamily, str]


def open_listeners(
    host: str, port: int, search: bool, maker: SocketMaker | None = None
) -> tuple[list[LensSocket], int]:
    """Listening sockets for ``host`` ("" for every address, IPv4 and IPv6), and their port.

    ``maker`` makes them, and what they accept. ``port`` 0 takes any free one. With ``search`` the
    next 20 ports are tried where the port is taken. Raises NetError: PORT_IN_USE, PORT_FORBIDDEN,
    ADDRESS_NOT_LOCAL, BAD_ADDRESS, OTHER.
    """
    places = _places(host)
    maker = maker or SocketMaker(Side.SERVER, "server")
    for attempt in _ports(port, search):
        try:
            return _bind_all(places, attempt, maker)
        except OSError as error:
            fault = net_error(error, host, attempt)
            if error.errno == errno.EINVAL:  # a link-local address without its interface
                fault.code = NetErrorCode.BAD_ADDRESS
            if fault.code is not NetErrorCode.PORT_IN_USE:
                raise fault from error
    raise NetError(NetErrorCode.PORT_IN_USE, host, port, os.strerror(errno.EADDRINUSE))


def _ports(port: int, search: bool) -> Iterator[int]:
    if port == 0:
        yield from [0] * _ATTEMPTS_FOR_ANY_PORT  # the one free for IPv4 may be taken for IPv6
        return
    if not 0 < port <= _HIGHEST_PORT:
        raise NetError(NetErrorCode.BAD_ADDRESS, "", port, "ports are 1 to 65535")
    yield port
    if search:
        yield from range(port + 1, min(port + SEARCH_PORTS, _HIGHEST_PORT) + 1)


def _places(host: str) -> list[Place]:
    if not host:
        places: list[Place] = [(socket.AF_INET, "0.0.0.0")]
        if socket.has_ipv6:
            places.append((socket.AF_INET6, "::"))
        return places
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        fault = net_error(error, host)
        if fault.code is NetErrorCode.NAME_NOT_FOUND:
            fault.code = NetErrorCode.ADDRESS_NOT_LOCAL
        raise fault from error
    places = list(
        dict.fromkeys(
            (family, str(address[0]))
            for family, *_, address in answers
            if family in (socket.AF_INET, socket.AF_INET6)
        )
    )
    if all(_is_for_many(address) for _, address in places):
        raise NetError(NetErrorCode.ADDRESS_NOT_LOCAL, host, detail="an address of many computers")
    return places


def _is_for_many(address: str) -> bool:
    """A multicast or broadcast address: it can be listened on, but nobody can connect to it."""
    ip = ipaddress.ip_address(address)
    return ip.is_multicast or address == "255.255.255.255"


def _bind_all(places: list[Place], port: int, maker: SocketMaker) -> tuple[list[LensSocket], int]:
    """One listener per place, all with the same port. Raises OSError, having closed them."""
    listeners: list[LensSocket] = []
    missing: OSError | None = None
    try:
        for family, address in places:
            try:
                listener = _bind(family, address, port, maker)
            except OSError as error:
                if error.errno in _FAMILY_MISSING and len(places) > 1:
                    missing = error
                    continue
                raise
            listeners.append(listener)
            port = int(listener.getsockname()[1])
        if not listeners:
            raise missing or OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))
    except OSError:
        for listener in listeners:
            listener.close()
        raise
    return listeners, port


def _bind(family: socket.AddressFamily, address: str, port: int, maker: SocketMaker) -> LensSocket:
    listener = maker.open(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Windows' option of this name lets a second server steal the port; elsewhere it
            # only lets us start again while old connections are in TIME_WAIT.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen(BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener


class OutOfFilesError(Exception):
    """A connection was turned away, as the process or the system has no file descriptors left."""


class Accepting:
    """Accepts from one listener; a spare file descriptor lets it go on where there are none.

    Without it a waiting connection that cannot be accepted would make ``accept`` fail at once,
    again and again, at full speed.
    """

    def __init__(self, listener: LensSocket) -> None:
        self._listener = listener
        self._spare = _spare_file()
        self.stopping = False

    def accept(self) -> tuple[LensSocket, str, int] | None:
        """The next connection with the peer's numeric address and port; None after :meth:`stop`.

        Raises OutOfFilesError when one had to be turned away, OSError when the listener is broken.
        """
        while not self.stopping:
            try:
                sock, address = self._listener.accept()
            except OSError as error:
                if self.stopping:
                    break
                if error.errno in _OUT_OF_RESOURCES:
                    self._turn_away()
                    raise OutOfFilesError(str(error)) from error
                if error.errno in _FAULT_OF_PEER:
                    continue
                raise
            if self.stopping:
                sock.close()
                break
            if not files_left():
                sock.close()
                raise OutOfFilesError(os.strerror(errno.EMFILE))
            return sock, str(address[0]).partition("%")[0], int(address[1])
        return None

    def stop(self) -> None:
        """Make the blocked ``accept`` of another thread return None. Idempotent."""
        if self.stopping:
            return
        self.stopping = True
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            # Off Linux a listener cannot be shut down: a connection to itself wakes it.
            wake_listener(self._listener)

    def close(self) -> None:
        """Close the listener, after the thread in :meth:`accept` has ended."""
        self._listener.close()
        self._give_spare()

    def _turn_away(self) -> None:
        self._give_spare()
        with contextlib.suppress(OSError):
            self._listener.settimeout(0)
            sock, _ = self._listener.accept()
            sock.close()
        with contextlib.suppress(OSError):
            self._listener.settimeout(None)
        self._spare = _spare_file()

    def _give_spare(self) -> None:
        if self._spare is not None:
            os.close(self._spare)
            self._spare = None


def _spare_file() -> int | None:
    try:
        return os.open(os.devnull, os.O_RDONLY)
    except OSError:
        return None


def wake_listener(listener: LensSocket) -> None:
    """Connect to ``listener`` from this machine, so that its blocked ``accept`` returns."""
    with contextlib.suppress(OSError):
        host, port = listener.getsockname()[:2]
        loopback = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
        with listener.maker.open(listener.family, socket.SOCK_STREAM) as probe:
            probe.settimeout(1.0)
            probe.connect((loopback, port))
