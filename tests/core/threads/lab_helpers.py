"""What the tests of the lab share: a lab, its calls waited for, and what the process holds."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from core.lab.session import CallState, LabCall, LabSocket
from core.net.trace import CallError
from core.threads.lab_threads import Lab

PATIENCE = 20.0


def _ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as sock:
            sock.bind(("::1", 0))
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not _ipv6(), reason="no IPv6 here")
needs_unix = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no AF_UNIX here")


def can_make(family: str) -> bool:
    """Whether sockets of that family work here."""
    return hasattr(socket, family) and (family != "AF_INET6" or _ipv6())


def wait_until(done: Callable[[], bool], what: str = "") -> None:
    """Let Qt work until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        QCoreApplication.processEvents()
        assert time.monotonic() < deadline, what or "waited in vain"
        time.sleep(0.001)


class Hand:
    """A person at the lab: makes sockets, presses calls, and waits for what comes of them."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab

    def make(self, family: str = "AF_INET", kind: str = "SOCK_STREAM", proto: int = 0) -> int:
        sock = self.lab.create(family, kind, proto)
        assert isinstance(sock, LabSocket), sock
        return sock.number

    def press(self, number: int, name: str, **arguments: Any) -> int:
        return self.lab.call(number, name, **arguments)

    def result(self, call: int) -> LabCall:
        """The call when it is over."""
        wait_until(lambda: self.state(call).over, f"call {self.state(call)} did not return")
        return self.state(call)

    def do(self, number: int, name: str, **arguments: Any) -> LabCall:
        return self.result(self.press(number, name, **arguments))

    def ok(self, number: int, name: str, **arguments: Any) -> LabCall:
        call = self.do(number, name, **arguments)
        assert call.error is None, call
        return call

    def raises(self, number: int, name: str, **arguments: Any) -> CallError:
        call = self.do(number, name, **arguments)
        assert call.state is CallState.RAISED and call.error is not None, call
        return call.error

    def state(self, call: int) -> LabCall:
        return self.lab.calls()[call - 1]

    def blocked(self, call: int) -> None:
        """Wait until the call is really asleep in the kernel."""
        wait_until(lambda: self.state(call).actor != 0 and self.lab.lens.gate.wait_stable(5))
        assert self.state(call).state is CallState.IN_KERNEL

    def port(self, number: int) -> int:
        return int(self.lab.socket(number).local[1])

    def listener(self, family: str = "AF_INET", host: str = "127.0.0.1", backlog: int = 5) -> int:
        number = self.make(family)
        self.ok(number, "bind", host=host, port=0)
        self.ok(number, "listen", backlog=backlog)
        return number

    def connected(self) -> tuple[int, int, int]:
        """A listener, a client, and what accept made."""
        server, client = self.listener(), self.make()
        self.ok(client, "connect", host="127.0.0.1", port=self.port(server))
        return server, client, self.ok(server, "accept").made[0]


def threads_and_files() -> tuple[int, int]:
    """How many threads and descriptors this process has."""
    tasks = Path("/proc/self/task")
    if not tasks.is_dir():
        return threading.active_count(), 0
    return len(list(tasks.iterdir())), len(list(Path("/proc/self/fd").iterdir()))
