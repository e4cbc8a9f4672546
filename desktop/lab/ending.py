"""Closes the lab's own sockets by real calls, so that their ports are free for the programs."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from core.lab.session import LabCall, LabSocket, Role
from desktop.lab.desk import Desk

_TURN = {Role.CLIENT: 0, Role.PAIR: 0, Role.DATAGRAMS: 1, Role.ACCEPTED: 2, Role.SERVER: 3}
_PATIENCE_S = 3.0
_POLL_MS = 50


def holds_an_address(sock: LabSocket) -> bool:
    """Whether a program could not bind to the same address while this socket is open."""
    if sock.closed and not sock.busy:
        return False
    return sock.role in (Role.SERVER, Role.DATAGRAMS) and sock.local is not None


class Ending(QObject):
    """Clients first, so that no port is left in TIME_WAIT; what is in the kernel is woken.

    Signals: ``done()``: every socket is closed, or the patience is over.
    """

    done = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._awaited = 0
        self._steps: deque[tuple[int, str]] = deque()
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._look)
        desk.lab.call_finished.connect(self._finished)

    def begin(self) -> None:
        """Close them all."""
        order = sorted(self._desk.lab.sockets(), key=lambda sock: _TURN.get(sock.role, 1))
        for sock in order:
            if sock.closed:
                continue
            if sock.busy or sock.role in (Role.CLIENT, Role.ACCEPTED):
                self._steps.append((sock.number, "shutdown"))
            self._steps.append((sock.number, "close"))
        self._since = time.monotonic()
        self._timer.start()
        self._next()

    def _next(self) -> None:
        if not self._steps:
            self._look()
            return
        number, name = self._steps.popleft()
        if name == "shutdown":
            if not self._desk.lab.socket(number).busy:
                self._next()
                return
            self._awaited = self._desk.call(number, name, {"how": "SHUT_RDWR"})
        else:
            self._awaited = self._desk.call(number, name)

    def _finished(self, call: LabCall) -> None:
        if call.number == self._awaited:
            self._awaited = 0
            self._next()

    def _look(self) -> None:
        """Over as soon as nothing is in the kernel any more."""
        if not self._timer.isActive():
            return
        quiet = not self._steps and all(
            sock.closed and not sock.busy for sock in self._desk.lab.sockets()
        )
        if quiet or time.monotonic() - self._since > _PATIENCE_S:
            self._timer.stop()
            self.done.emit()
