"""The lab: sockets made by hand, whose calls are made in threads of their own.

Each call runs in a QThread, so that ``close`` can be pressed while a ``recv`` of the same socket
is blocked. :meth:`Lab.stop` ends them all, also those that nothing else would ever wake.
"""

from __future__ import annotations

import socket
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.lab.calls import Senseless
from core.lab.python_text import Phrases, PythonFile
from core.lab.session import LabCall, LabSocket
from core.lab.values import THIS_SYSTEM, System
from core.net.trace import CallError


class Lab(QObject):
    """A lab. To be used from the thread that it lives in (a window's); nothing here blocks.

    Signals:
        changed(): a socket or the state of a call changed.
        call_started(LabCall), call_finished(LabCall): the latter for what raised as well.
    """

    changed = Signal()
    call_started = Signal(object)
    call_finished = Signal(object)

    def __init__(self, system: System = THIS_SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.system = system
        # self.lens: Lens – the lab's own; for TraceFeed(lab.lens) and SocketsPanel

    def create(self, family: str, kind: str, proto: int = 0) -> LabSocket | CallError:
        """Make a socket: ("AF_INET", "SOCK_STREAM", 0). What the system refuses is in the
        session as a call "socket" that raised, and returned here."""
        raise NotImplementedError

    def create_pair(
        self, family: str, kind: str, proto: int = 0
    ) -> tuple[LabSocket, LabSocket] | CallError:
        """``socketpair``: two that are connected to each other (AF_UNIX where there is one)."""
        raise NotImplementedError

    def call(self, number: int, name: str, **arguments: Any) -> int:
        """Begin a call on socket ``number`` (0 for gethostname and getaddrinfo); its number.

        Arguments are Values from the readers of core.lab.values (keywords as in
        ``calls.arguments_of``), or plain Python: host="127.0.0.1", port=12345, data=b"…".
        Everything that goes wrong, also wrong arguments, comes as a call that raised.
        """
        raise NotImplementedError

    def sockets(self) -> tuple[LabSocket, ...]:
        """All of them, closed ones too, in order; accepted ones stand after their listener."""
        raise NotImplementedError

    def socket(self, number: int) -> LabSocket:
        """One of them as it is now. KeyError for a number that is not in the session."""
        raise NotImplementedError

    def calls(self) -> tuple[LabCall, ...]:
        """All calls, in the order in which they were pressed."""
        raise NotImplementedError

    def possible(self, number: int, name: str) -> Senseless | None:
        """Why the call makes no sense now (it may be made anyway), or None."""
        raise NotImplementedError

    def socket_object(self, number: int) -> socket.socket | None:
        """The real one while it is open: for core.net.kernel.look."""
        raise NotImplementedError

    def programs(self, phrases: Phrases | None = None) -> tuple[PythonFile, ...]:
        """The session as Python, as it is now."""
        raise NotImplementedError

    def save(self, phrases: Phrases | None = None) -> dict[str, str]:
        """File names and texts."""
        raise NotImplementedError

    def forget(self, number: int) -> bool:
        """Take a socket that is closed and idle out of the window's list (its calls stay)."""
        raise NotImplementedError

    def stop(self) -> None:
        """End everything: wake what is blocked, close all, join the threads. For good."""
        raise NotImplementedError
