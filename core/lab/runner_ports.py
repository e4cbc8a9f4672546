"""Ports for the programs of lessons: the one in the program if it is free, else the next one."""

from __future__ import annotations

import itertools
import os
import socket
import threading

from core.lab.runner_values import RunError, RunErrorCode

_SEARCH = 1000
_HIGHEST = 65535
_FREE_RUNS_FROM = 20_000
_FREE_RUNS = 10_000
"""Below the ports that a system gives by itself (32768 and up on Linux, 49152 elsewhere)."""

_lock = threading.Lock()
_taken: set[int] = set()
_next = itertools.count(os.getpid() * 37).__next__


def take_near(wanted: int) -> int:
    """The port itself, the next one that is free, or any; ours until :func:`give_back`.

    A port stays taken for a minute after a server has closed first (TIME_WAIT), so that many runs
    in a row need many. Raises RunError where there is none.
    """
    with _lock:
        for port in range(wanted, min(wanted + _SEARCH, _HIGHEST) + 1):
            if port not in _taken and is_free(port):
                _taken.add(port)
                return port
    return take_any()


def take_any() -> int:
    """A free port out of the way, for a run that nobody sees."""
    with _lock:
        for _ in range(_SEARCH):
            port = _FREE_RUNS_FROM + _next() % _FREE_RUNS
            if port not in _taken and is_free(port):
                _taken.add(port)
                return port
    raise RunError(RunErrorCode.NO_PORT, "")


def give_back(port: int) -> None:
    """Others may have the port."""
    with _lock:
        _taken.discard(port)


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
