"""What the operating system itself says of a socket: its TCP state, its queues, its options.

Looking changes nothing: no byte is taken, no pending error is cleared (``SO_ERROR`` is not asked),
nothing waits. It is not seen by the trace either, as the C methods are used directly.

Sources: Linux tcp(7) and ``struct tcp_info`` in linux/tcp.h, socket(7), ip(7), ipv6(7), unix(7);
FIONREAD, SIOCOUTQ and SIOCOUTQNSD in linux/sockios.h; macOS: netinet/tcp.h, sys/socket.h. Windows
lets Python ask for neither the state nor the queues.
"""

from __future__ import annotations

import _socket
import array
import contextlib
import socket
import struct
import sys
from dataclasses import dataclass, replace
from typing import Any

MEASURED = "measured"
INFERRED = "inferred"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Platform:
    """What a system can tell; tests take things away.

    ``kind`` is "linux", "macos", "windows" or "other": how it is asked.
    """

    has_tcp_info: bool
    has_queue_sizes: bool
    has_af_unix: bool
    kind: str = "linux"


def _real() -> Platform:
    unix = hasattr(socket, "AF_UNIX")
    if sys.platform.startswith("linux"):
        return Platform(True, True, unix, "linux")
    if sys.platform == "darwin":
        return Platform(True, True, unix, "macos")
    if sys.platform == "win32":
        return Platform(False, False, unix, "windows")
    return Platform(False, True, unix, "other")


REAL = _real()
"""The system that we run on."""


@dataclass(frozen=True, slots=True)
class KernelTruth:
    """What the kernel said of one socket at one moment; None and "" stand for "it does not tell".

    Attributes:
        state: TCP's, as in :data:`core.net.tcp_states.STATES`; "" where there is none (UDP,
            AF_UNIX) or it cannot be asked.
        source: "measured"; "inferred" where this system does not tell the state of a TCP socket
            (then what :mod:`core.net.tcp_states` concludes may be put into ``state``); "none"
            where nothing can be asked: a closed socket, a silent system.
        recv_queue: bytes that ``recv`` would find. Of datagrams: those of the next one.
        send_queue: bytes written and not yet acknowledged by the other computer.
        unsent: the part of them that was not even sent yet.
        accept_queue, backlog: of a listener: connections that wait for ``accept``, and how many
            may.
        recv_buffer, send_buffer: SO_RCVBUF and SO_SNDBUF, bytes (Linux counts its own overhead).
        options: names as in the socket module and their values, in a fixed order.
        rtt_ms: measured round-trip time, milliseconds.
        retransmits: segments sent again, in all.
        queue_memory: memory that lies in the receive queue, overhead included: 0 means that it is
            empty, also of datagrams.
        listening: whether it is a listener (SO_ACCEPTCONN), None if unknown.
    """

    state: str = ""
    source: str = NONE
    recv_queue: int | None = None
    send_queue: int | None = None
    unsent: int | None = None
    accept_queue: int | None = None
    backlog: int | None = None
    recv_buffer: int | None = None
    send_buffer: int | None = None
    options: tuple[tuple[str, int | str], ...] = ()
    rtt_ms: float | None = None
    retransmits: int | None = None
    queue_memory: int | None = None
    listening: bool | None = None


NOTHING = KernelTruth()
"""Of a closed socket."""

LINUX_STATES = {
    1: "ESTABLISHED",
    2: "SYN_SENT",
    3: "SYN_RECEIVED",
    4: "FIN_WAIT_1",
    5: "FIN_WAIT_2",
    6: "TIME_WAIT",
    7: "CLOSED",
    8: "CLOSE_WAIT",
    9: "LAST_ACK",
    10: "LISTEN",
    11: "CLOSING",
    12: "SYN_RECEIVED",  # TCP_NEW_SYN_RECV
}
BSD_STATES = (
    "CLOSED", "LISTEN", "SYN_SENT", "SYN_RECEIVED", "ESTABLISHED", "CLOSE_WAIT",
    "FIN_WAIT_1", "CLOSING", "LAST_ACK", "FIN_WAIT_2", "TIME_WAIT",
)  # fmt: skip

_FIONREAD = {"linux": 0x541B}.get(REAL.kind, 0x4004667F)
_SIOCOUTQ = 0x5411  # linux/sockios.h; SIOCOUTQ of TCP: not acknowledged
_SIOCOUTQNSD = 0x894B  # not sent
_SO_MEMINFO = 55  # linux: nine u32, the first is the memory of the receive queue
_TCP_INFO = 11
_TCP_INFO_BYTES = 104
_MAC_SO_NWRITE = 0x1024
_MAC_TCP_CONNECTION_INFO = 0x106
_MAC_INFO_BYTES = 48

_COMMON_OPTIONS = (
    "SO_REUSEADDR", "SO_REUSEPORT", "SO_EXCLUSIVEADDRUSE", "SO_KEEPALIVE", "SO_BROADCAST",
    "SO_DONTROUTE", "SO_OOBINLINE",
)  # fmt: skip


def look(sock: socket.socket, platform: Platform = REAL) -> KernelTruth:
    """Ask the kernel. Never raises, never waits, takes nothing; works from any thread.

    A socket that is closed meanwhile, by any thread, gives :data:`NOTHING`.
    """
    try:
        fd = _fileno(sock)
        if fd < 0:
            return NOTHING
        truth = _look(sock, fd, platform)
        # Closed while we asked: its number may have become another file's already.
        return truth if _fileno(sock) == fd else NOTHING
    except (OSError, ValueError, TypeError, AttributeError, struct.error):
        return NOTHING


def _fileno(sock: socket.socket) -> int:
    return int(_socket.socket.fileno(sock))


def _look(sock: socket.socket, fd: int, platform: Platform) -> KernelTruth:
    family, kind = int(sock.family), int(sock.type)
    stream = kind == socket.SOCK_STREAM
    tcp = stream and family in (socket.AF_INET, socket.AF_INET6)
    truth = KernelTruth(
        recv_buffer=_option(sock, socket.SOL_SOCKET, socket.SO_RCVBUF),
        send_buffer=_option(sock, socket.SOL_SOCKET, socket.SO_SNDBUF),
        options=_options(sock, family, tcp, kind == socket.SOCK_DGRAM),
        listening=_listening(sock),
    )
    if not platform.has_af_unix and family == getattr(socket, "AF_UNIX", None):
        return truth
    told = False
    if tcp and platform.has_tcp_info:
        truth, told = _tcp(sock, truth, platform)
    if platform.has_queue_sizes and not (truth.listening or truth.state == "LISTEN"):
        truth = _queues(sock, fd, truth, tcp, platform)
    if told or (not tcp and truth.recv_queue is not None):
        return replace(truth, source=MEASURED)
    if tcp and platform.kind != "windows":
        return replace(truth, source=INFERRED)
    return replace(truth, source=MEASURED if truth.recv_queue is not None else NONE)


def _tcp(sock: socket.socket, truth: KernelTruth, platform: Platform) -> tuple[KernelTruth, bool]:
    """With TCP's own facts, and whether there were any."""
    try:
        if platform.kind == "macos":
            raw = _raw(sock, socket.IPPROTO_TCP, _MAC_TCP_CONNECTION_INFO, _MAC_INFO_BYTES)
            state = BSD_STATES[raw[0]]
            rtt = struct.unpack_from("=I", raw, 44)[0]
            return replace(truth, state=state, rtt_ms=float(rtt) or None), True
        raw = _raw(sock, socket.IPPROTO_TCP, _TCP_INFO, _TCP_INFO_BYTES)
        state = LINUX_STATES[raw[0]]
        unacked, sacked = struct.unpack_from("=II", raw, 24)
        (rtt,) = struct.unpack_from("=I", raw, 68)
        (retransmits,) = struct.unpack_from("=I", raw, 100)
    except (OSError, KeyError, IndexError, struct.error):
        return truth, False
    if state == "LISTEN":
        return replace(
            truth, state=state, listening=True, accept_queue=int(unacked), backlog=int(sacked)
        ), True
    return replace(
        truth, state=state, rtt_ms=rtt / 1000 if rtt else None, retransmits=int(retransmits)
    ), True


def _queues(
    sock: socket.socket, fd: int, truth: KernelTruth, tcp: bool, platform: Platform
) -> KernelTruth:
    recv_queue = _ioctl(fd, _FIONREAD)
    if platform.kind == "linux":
        memory = None
        with contextlib.suppress(OSError, struct.error):
            memory = int(
                struct.unpack_from("=I", _raw(sock, socket.SOL_SOCKET, _SO_MEMINFO, 36))[0]
            )
        if not tcp:  # of others SIOCOUTQ counts memory, not bytes
            if sock.family not in (socket.AF_INET, socket.AF_INET6):
                memory = None  # AF_UNIX counts it at the sender
            return replace(truth, recv_queue=recv_queue, queue_memory=memory)
        return replace(
            truth,
            recv_queue=recv_queue,
            send_queue=_ioctl(fd, _SIOCOUTQ),
            unsent=_ioctl(fd, _SIOCOUTQNSD),
            queue_memory=memory,
        )
    if platform.kind == "macos" and tcp:
        return replace(
            truth,
            recv_queue=recv_queue,
            send_queue=_option(sock, socket.SOL_SOCKET, _MAC_SO_NWRITE),
        )
    return replace(truth, recv_queue=recv_queue)


def _ioctl(fd: int, request: int) -> int | None:
    try:
        import fcntl

        answer = array.array("i", [0])
        fcntl.ioctl(fd, request, answer, True)
    except (ImportError, OSError):
        return None
    return answer[0]


def _raw(sock: socket.socket, level: int, name: int, size: int) -> bytes:
    answer: Any = _socket.socket.getsockopt(sock, level, name, size)
    return bytes(answer)


def _option(sock: socket.socket, level: int, name: int) -> int | None:
    try:
        return int(_socket.socket.getsockopt(sock, level, name))
    except OSError:
        return None


def _listening(sock: socket.socket) -> bool | None:
    name = getattr(socket, "SO_ACCEPTCONN", None)
    value = None if name is None else _option(sock, socket.SOL_SOCKET, name)
    return None if value is None else bool(value)


def _options(
    sock: socket.socket, family: int, tcp: bool, datagrams: bool
) -> tuple[tuple[str, int | str], ...]:
    found: list[tuple[str, int | str]] = []

    def ask(level: int, name: str) -> None:
        number = getattr(socket, name, None)
        if number is None:
            return
        value = _option(sock, level, number)
        if value is not None:
            flag = sys.platform != "linux" and name not in _NUMBERS and value
            found.append((name, 1 if flag else value))

    for name in _COMMON_OPTIONS:
        ask(socket.SOL_SOCKET, name)
    with contextlib.suppress(OSError, struct.error):
        raw = _raw(sock, socket.SOL_SOCKET, socket.SO_LINGER, 8)
        on, seconds = struct.unpack_from("=ii" if len(raw) >= 8 else "=HH", raw)
        found.append(("SO_LINGER", f"{seconds} s" if on else 0))
    if tcp:
        ask(socket.IPPROTO_TCP, "TCP_NODELAY")
        ask(socket.IPPROTO_TCP, "TCP_USER_TIMEOUT")
    if family == socket.AF_INET6:
        ask(socket.IPPROTO_IPV6, "IPV6_V6ONLY")
    if datagrams and family == socket.AF_INET:
        ask(socket.IPPROTO_IP, "IP_MULTICAST_TTL")
        ask(socket.IPPROTO_IP, "IP_MULTICAST_LOOP")
    if datagrams and family == socket.AF_INET6:
        ask(socket.IPPROTO_IPV6, "IPV6_MULTICAST_HOPS")
        ask(socket.IPPROTO_IPV6, "IPV6_MULTICAST_LOOP")
    with contextlib.suppress(OSError, ValueError):
        timeout = _socket.socket.gettimeout(sock)
        if timeout is not None:  # Python's own, not the kernel's
            found.append(("timeout", f"{timeout:g} s"))
    return tuple(found)


_NUMBERS = frozenset(
    {"TCP_USER_TIMEOUT", "IP_MULTICAST_TTL", "IPV6_MULTICAST_HOPS"}
)  # values, not switches (BSD answers a switch with its bit)
