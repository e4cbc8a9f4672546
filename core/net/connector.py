"""From a host and a port to a connected socket, in the calling thread; another may cancel it.

The name is looked up in a thread of its own, because getaddrinfo(3) cannot be interrupted: when
we are cancelled that thread is left to finish alone. The addresses are tried one after the other,
each with a head start over the next, and the first that answers wins (RFC 8305, "Happy Eyeballs").
The sockets of an attempt are non-blocking and waited for together with a wake-up socket: unlike
``shutdown`` on a connecting socket that ends the wait on every system.
"""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import socket
import struct
import threading
from collections.abc import Sequence
from time import monotonic

from core.net.errors import NetError, NetErrorCode, net_error
from core.net.socket_maker import SocketMaker
from core.net.trace import Side
from core.net.traced_socket import LensSocket

ATTEMPT_DELAY = 0.25
"""Seconds between the starts of two attempts (RFC 8305 section 5)."""

KEEPALIVE_IDLE = 20
KEEPALIVE_INTERVAL = 5
KEEPALIVE_COUNT = 4
USER_TIMEOUT_MS = 30_000
"""How long sent bytes may stay unacknowledged (RFC 5482, tcp(7)): longer than a cable that is put
back after ten seconds needs, with the pause of TCP's own next attempt; shorter than patience."""

# (family, address as connect(2) wants it)
_Place = tuple[int, tuple[str, int] | tuple[str, int, int, int]]

_IN_PROGRESS = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN, errno.EINTR}
if os.name == "nt":
    _IN_PROGRESS.add(10035)  # WSAEWOULDBLOCK

# What these mean for connect(2), where they mean something else for bind(2).
_CONNECT_CODES = {
    errno.EACCES: NetErrorCode.HOST_UNREACHABLE,  # a firewall here, or a broadcast address
    errno.EPERM: NetErrorCode.HOST_UNREACHABLE,
    errno.EADDRNOTAVAIL: NetErrorCode.NETWORK_UNREACHABLE,  # no address of ours leads there
    errno.EAFNOSUPPORT: NetErrorCode.NETWORK_UNREACHABLE,
    errno.EINVAL: NetErrorCode.BAD_ADDRESS,  # fe80::… without its interface
}

# Of several addresses that failed, the most telling reason is reported.
_TELLING = (
    NetErrorCode.REFUSED,
    NetErrorCode.RESET,
    NetErrorCode.TIMED_OUT,
    NetErrorCode.HOST_UNREACHABLE,
    NetErrorCode.NETWORK_UNREACHABLE,
)


class Connector:
    """One attempt to reach ``host`` and ``port``; used once.

    ``timeout`` is in seconds, for the whole of it, but for the time in which a watcher holds the
    sockets that ``maker`` makes. :meth:`connect` blocks; :meth:`cancel` may be
    called from any thread at any time and makes it raise at once.
    """

    def __init__(
        self, host: str, port: int, timeout: float = 15.0, maker: SocketMaker | None = None
    ) -> None:
        self.host = host
        self.port = port
        self._timeout = timeout
        self._maker = maker or SocketMaker(Side.CLIENT, "")
        self._condition = threading.Condition()
        self._cancelled = False
        self._wake: socket.socket | None = None
        self._held = 0.0

    def cancel(self) -> None:
        """Make :meth:`connect` raise NetError CANCELLED, now or when it is called."""
        with self._condition:
            self._cancelled = True
            self._condition.notify_all()
            if self._wake is not None:
                with contextlib.suppress(OSError):
                    self._wake.send(b"!")

    def connect(self) -> LensSocket:
        """The connected socket, blocking and tuned (:func:`tune`). Raises NetError."""
        deadline = monotonic() + self._timeout
        self._held_since_last()
        self._check()
        places = _interleave(self._resolve(deadline))
        sock = self._race(places, deadline)
        try:
            self._check()
            sock.setblocking(True)
            tune(sock)
        except OSError as error:
            sock.close()
            raise net_error(error, self.host, self.port) from error
        except NetError:
            sock.close()
            raise
        return sock

    def _held_since_last(self) -> float:
        """Seconds for which a watcher has held the sockets since this was asked last."""
        lens = self._maker.lens
        held = lens.gate.held_s if lens is not None else 0.0
        since, self._held = max(0.0, held - self._held), held
        return since

    def _error(self, code: NetErrorCode, detail: str = "") -> NetError:
        return NetError(code, self.host, self.port, detail)

    def _check(self) -> None:
        if self._cancelled:
            raise self._error(NetErrorCode.CANCELLED)

    def _resolve(self, deadline: float) -> list[_Place]:
        host, port = self.host.strip(), self.port
        if not host or "\0" in host or not 0 < port < 65536:
            raise self._error(NetErrorCode.BAD_ADDRESS, f"{host!r} port {port}")
        with contextlib.suppress(OSError, UnicodeError):
            return _look_up(host, port, socket.AI_NUMERICHOST)
        answer: list[list[_Place] | NetError] = []

        def work() -> None:
            result: list[_Place] | NetError
            try:
                result = _look_up(host, port)
            except (OSError, UnicodeError) as error:
                result = net_error(error, self.host, self.port)
            with self._condition:
                answer.append(result)
                self._condition.notify_all()

        with self._condition:
            self._check()
            threading.Thread(target=work, name="resolve", daemon=True).start()
            self._condition.wait_for(
                lambda: bool(answer) or self._cancelled, max(0.0, deadline - monotonic())
            )
            self._check()
        if not answer:
            raise self._error(NetErrorCode.NAME_NOT_FOUND, "the name service does not answer")
        places = answer[0]
        if isinstance(places, NetError):
            raise places
        if not places:
            raise self._error(NetErrorCode.NAME_NOT_FOUND, "the name has no address")
        return places

    def _race(self, places: Sequence[_Place], deadline: float) -> LensSocket:
        """The first socket of ``places`` that connects; the others are closed."""
        waiting = list(places)
        faults: list[NetError] = []
        winner: LensSocket | None = None
        selector = selectors.DefaultSelector()
        ear, mouth = socket.socketpair()
        try:
            selector.register(ear, selectors.EVENT_READ)
            with self._condition:
                self._wake = mouth
            next_start = monotonic()
            while True:
                self._check()
                now = monotonic()
                running = len(selector.get_map()) - 1
                if waiting and (now >= next_start or not running):
                    self._start(waiting.pop(0), selector, faults)
                    next_start = now + ATTEMPT_DELAY
                    deadline += self._held_since_last()
                    continue
                if not running:
                    raise _most_telling(faults)
                if now >= deadline:
                    raise self._error(NetErrorCode.TIMED_OUT)
                until = min(deadline, next_start) if waiting else deadline
                for key, _ in selector.select(until - now):
                    sock = key.fileobj
                    if not isinstance(sock, LensSocket):
                        continue
                    selector.unregister(sock)
                    code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                    if not code and _is_own_echo(sock):
                        code = errno.ECONNREFUSED
                    if not code:
                        winner = sock
                        return sock
                    sock.close()
                    faults.append(_connect_error(code, self.host, self.port))
        finally:
            with self._condition:
                self._wake = None
            for key in list(selector.get_map().values()):
                if isinstance(key.fileobj, socket.socket) and key.fileobj is not winner:
                    key.fileobj.close()
            selector.close()
            mouth.close()

    def _start(
        self, place: _Place, selector: selectors.BaseSelector, faults: list[NetError]
    ) -> None:
        """Begin to connect to one address."""
        family, address = place
        try:
            sock = self._maker.open(family, socket.SOCK_STREAM)
        except OSError as error:
            faults.append(_connect_error(error.errno or 0, self.host, self.port))
            return
        sock.setblocking(False)
        try:
            code = sock.connect_ex(address)
        except (OSError, OverflowError) as error:
            sock.close()
            faults.append(net_error(error, self.host, self.port))
            return
        if code in _IN_PROGRESS:
            selector.register(sock, selectors.EVENT_WRITE)
        else:
            sock.close()
            faults.append(_connect_error(code, self.host, self.port))


def tune(sock: socket.socket) -> None:
    """Small writes go out at once, and a peer that is gone is noticed (tcp(7)).

    Only what the system offers is set.
    """
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (
        ("TCP_KEEPIDLE", KEEPALIVE_IDLE),
        ("TCP_KEEPINTVL", KEEPALIVE_INTERVAL),
        ("TCP_KEEPCNT", KEEPALIVE_COUNT),
        ("TCP_USER_TIMEOUT", USER_TIMEOUT_MS),
    ):
        if (option := getattr(socket, name, None)) is not None:
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.IPPROTO_TCP, option, value)


def limit_send(sock: socket.socket, seconds: float) -> None:
    """Let a blocked ``send`` raise (BlockingIOError, TimeoutError) after ``seconds``, so that its
    thread can see whether it should go on. ``recv`` stays blocked where the system has both times
    apart (SO_SNDTIMEO, socket(7)); on Windows it raises TimeoutError too.
    """
    if os.name == "posix":
        whole = int(seconds)
        timeval = struct.pack("@ll", whole, int((seconds - whole) * 1_000_000))
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, timeval)
    else:
        sock.settimeout(seconds)


def _look_up(host: str, port: int, flags: int = 0) -> list[_Place]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    places: list[_Place] = []
    for family, _, _, _, address in found:
        place = (int(family), address)
        if family in (socket.AF_INET, socket.AF_INET6) and place not in places:
            places.append(place)  # type: ignore[arg-type]
    return places


def _interleave(places: Sequence[_Place]) -> list[_Place]:
    """The families in turn, beginning with the one the system put first (RFC 8305 section 4)."""
    if not places:
        return []
    first = [place for place in places if place[0] == places[0][0]]
    second = [place for place in places if place[0] != places[0][0]]
    mixed: list[_Place] = []
    for index in range(max(len(first), len(second))):
        mixed += first[index : index + 1] + second[index : index + 1]
    return mixed


def _connect_error(code: int, host: str, port: int) -> NetError:
    fault = net_error(OSError(code, os.strerror(code)), host, port)
    fault.code = _CONNECT_CODES.get(code, fault.code)
    return fault


def _is_own_echo(sock: socket.socket) -> bool:
    """Whether the system connected the socket to itself: no listener there, and by chance the
    local port became the one that we looked for (RFC 9293 section 3.5, simultaneous open)."""
    try:
        return bool(sock.getsockname() == sock.getpeername())
    except OSError:
        return False


def _most_telling(faults: Sequence[NetError]) -> NetError:
    for code in _TELLING:
        for fault in faults:
            if fault.code is code:
                return fault
    return faults[0]
