"""Ports that a test gives to a program, or at which nothing may listen."""

from __future__ import annotations

import os
import random
import socket
from itertools import count

_FIRST = 10_000
_PER_WORKER = 1_300
_WORKERS = 16

_next = count(random.randrange(_PER_WORKER)).__next__


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has, and that nobody gets before the test binds it.

    It lies below those that a system gives by itself (32768 and up on Linux, 49152 elsewhere): no
    test that binds port 0 takes it meanwhile, and no connection leaves from it. Each worker of
    xdist has ports of its own.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _WORKERS
    while True:
        port = _FIRST + worker * _PER_WORKER + _next() % _PER_WORKER
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue
