"""Ports for the programs of lessons: the one in the program if it is free, else the next one."""

from __future__ import annotations

import itertools
import os
import socket
import sys
import threading

from core.lab.runner_values import RunError, RunErrorCode

_SEARCH = 1000
_HIGHEST = 65535
_FREE_RUNS_FROM = 20_000
_FREE_RUNS = 10_000
"""Below the ports that a system gives by itself (32768 and up on Linux, 49152 elsewhere)."""

_lock = threading.Lock()
_taken: dict[int, socket.socket | None] = {}
"""Our ports, each with what tells other processes of ours that it is taken."""
_next = itertools.count(os.getpid() * 37).__next__


def take_near(wanted: int) -> int:
    """The port itself, the next one that is free, or any; ours until :func:`give_back`.

    A port stays taken for a minute after a server has closed first (TIME_WAIT), so that many runs
    in a row need many. Raises RunError where there is none.
    """
    with _lock:
        for port in range(wanted, min(wanted + _SEARCH, _HIGHEST) + 1):
            if _take(port):
                return port
    return take_any()


def take_any() -> int:
    """A free port out of the way, for a run that nobody sees."""
    with _lock:
        for _ in range(_SEARCH):
            port = _FREE_RUNS_FROM + _next() % _FREE_RUNS
            if _take(port):
                return port
    raise RunError(RunErrorCode.NO_PORT, "")


def give_back(port: int) -> None:
    """Others may have the port."""
    with _lock:
        sign = _taken.pop(port, None)
    if sign is not None:
        sign.close()


def _take(port: int) -> bool:
    """Take a port if it is free and nobody of us has it, not even in another process: between our
    looking and the program's ``bind`` another lesson could look too."""
    if port in _taken:
        return False
    sign: socket.socket | None = None
    if sys.platform == "linux":  # an abstract name (unix(7)) goes with the process that has it
        try:
            sign = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        except OSError:
            return False  # no more files: the program would get none either
        try:
            sign.bind(f"\0besedka-lesson-port-{port}")
        except OSError:
            sign.close()
            return False
    if not is_free(port):
        if sign is not None:
            sign.close()
        return False
    _taken[port] = sign
    return True


def is_free(port: int) -> bool:
    """Whether a program could bind this port now, TCP and UDP, on every address."""
    places = [(socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_DGRAM)]
    if socket.has_ipv6:
        places.append((socket.AF_INET6, socket.SOCK_STREAM))
    for family, kind in places:
        try:
            sock = socket.socket(family, kind)
        except OSError:
            continue  # the system has no such sockets
        with sock:
            try:
                if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
                if family == socket.AF_INET6:
                    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                sock.bind(("", port))
            except OSError:
                if family == socket.AF_INET:
                    return False
    return True
