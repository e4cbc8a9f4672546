"""What the parts of the lab's window share: the lab itself, its clock, and what is proposed."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from core.lab.calls import CALLS, offered
from core.lab.session import CallState, LabCall, LabSocket
from core.net.kernel import NOTHING, REAL, KernelTruth, Platform, look
from core.net.trace import CallError
from core.threads.lab_threads import Lab
from desktop.context import AppContext
from desktop.lab.call_forms import Target
from desktop.lab.program_runner import ProgramRunner
from desktop.lab.wanted import Wanted, default_path
from desktop.sockets.event_words import address_text
from desktop.sockets.scale import Scale

translate = QCoreApplication.translate

RARE = (
    "setsockopt", "getsockopt", "settimeout", "getsockname", "getpeername", "gethostname",
    "getaddrinfo",
)  # fmt: skip
"""Calls that ask or set something; they stand behind "more"."""
_TICK_MS = 100
_LOOK_EVERY = 3  # ticks between two looks at the kernel's queues
_HERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}


class Desk(QObject):
    """The lab with a clock.

    ``platform`` is what the system can tell of sockets; tests take things away.

    Attributes: ``lab``, ``context``, ``scale``; ``runner`` of the saved programs; ``sockets`` of
    the lab as they are now.
    Signals: ``changed()``: a socket or a call changed; ``ticked()``: seconds and queues are to be
    shown anew; ``lesson_wanted(number)``; ``sight_wanted(widget)``: it is to be scrolled to.
    """

    changed = Signal()
    ticked = Signal()
    lesson_wanted = Signal(int)
    sight_wanted = Signal(object)

    def __init__(
        self,
        lab: Lab,
        context: AppContext,
        scale: Scale,
        parent: QObject,
        platform: Platform = REAL,
    ) -> None:
        super().__init__(parent)
        self._platform = platform
        self.lab, self.context, self.scale = lab, context, scale
        self.runner = ProgramRunner(self)
        self.sockets: tuple[LabSocket, ...] = ()
        self._pending: dict[int, list[LabCall]] = {}
        self._proposed: dict[int, Wanted] = {}
        self._truths: dict[int, KernelTruth] = {}
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        lab.changed.connect(self._changed)
        self._read()

    def start(self) -> None:
        """Let the clock run: the window is seen."""
        self._timer.start()

    def stop(self) -> None:
        """Nobody looks."""
        self._timer.stop()

    # --- doing --------------------------------------------------------------------------------

    def create(self, wanted: Wanted) -> LabSocket | None:
        """Make a socket; None where the system refuses (it is among the answers then)."""
        made = self.lab.create(wanted.family, wanted.kind, wanted.proto)
        if isinstance(made, CallError):
            return None
        self._proposed[made.number] = wanted
        return made

    def create_pair(self, wanted: Wanted) -> LabSocket | None:
        """Make two that are connected; None where the system refuses."""
        made = self.lab.create_pair(wanted.family, wanted.kind, wanted.proto)
        return None if isinstance(made, CallError) else made[0]

    def call(self, number: int, name: str, arguments: dict[str, Any] | None = None) -> int:
        """Begin a call; its number."""
        whose = 0 if CALLS[name].of_module else number
        return self.lab.call(whose, name, **(arguments or {}))

    # --- asking -------------------------------------------------------------------------------

    def pending(self, number: int) -> list[LabCall]:
        """The calls of a socket that have not returned, the oldest first."""
        return self._pending.get(number, [])

    def truth(self, sock: LabSocket) -> KernelTruth:
        """What the kernel said of a socket a moment ago."""
        return self._truths.get(sock.number, NOTHING)

    def accepted_of(self, number: int) -> str:
        """The name of an open socket that this listener accepted, the latest; "" for none."""
        names = [each.name for each in self.sockets if each.parent == number and not each.closed]
        return names[-1] if names else ""

    def before_accept(self, call: LabCall) -> bool:
        """Whether a connect to a listener of the lab came before the accept that takes it."""
        if call.name != "connect" or call.error is not None or not call.over:
            return False
        peer = self.lab.socket(call.socket).peer
        listener = next(
            (each for each in self.sockets if each.listening and _meets(each.local, peer)),
            None,
        )
        if listener is None:
            return False
        calls = self.lab.calls()
        accepts = sum(
            1
            for each in calls
            if each.socket == listener.number and each.name == "accept" and each.began < call.ended
        )
        connects = sum(
            1
            for each in calls
            if each.name == "connect"
            and each.over
            and each.error is None
            and each.ended <= call.ended
            and _meets(listener.local, self.lab.socket(each.socket).peer)
        )
        return accepts < connects

    def defaults(self, sock: LabSocket, call: str) -> dict[str, str]:
        """What stands in the form of a call at first."""
        if call not in ("bind", "connect", "sendto"):
            return {}
        if call != "bind":
            for target in self.targets(sock, call):
                return {"host": target.host, "port": target.port, "path": target.path}
        proposed = self._proposed.get(sock.number)
        if proposed is None:
            return {"host": "", "port": "12345", "path": default_path()}
        host = proposed.host
        if call != "bind":
            six = sock.family_name == "AF_INET6"
            host = _HERE.get(host, host) if host or not six else "::1"
        return {"host": host, "port": proposed.port, "path": proposed.path}

    def targets(self, sock: LabSocket, call: str) -> list[Target]:
        """Where a socket could connect or send to: the lab's own, and our chat server."""
        if call not in ("connect", "sendto"):
            return []
        found = [
            target
            for other in self.sockets
            if other.number != sock.number and (target := _target(sock, other)) is not None
        ]
        server = self.context.server
        if server is not None and sock.type == socket.SOCK_STREAM:
            hosts: Iterable[str] = (server.host, *server.addresses, "127.0.0.1")
            host = next((_HERE.get(host, host) for host in hosts if _fits(sock, host)), "")
            if host:
                label = translate("Lab", "our chat server")
                found.append(Target(label, host, str(server.port)))
        return found

    def offered(self, sock: LabSocket, first: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The calls for a socket: the likely next ones, those without sense, the rare ones.

        Those in ``first`` come before all others, where they make sense.
        """
        names = [name for name in offered(sock) if name not in RARE]
        sensible = [name for name in first if self.lab.possible(sock.number, name) is None]
        rare = [name for name in RARE if name in CALLS]
        return tuple(dict.fromkeys((*sensible, *names, *rare)))

    def _read(self) -> None:
        """What many parts ask for, once for each change."""
        self.sockets = self.lab.sockets()
        self._pending = {}
        for call in self.lab.calls():
            if not call.over and call.socket:
                self._pending.setdefault(call.socket, []).append(call)

    # --- the clock ----------------------------------------------------------------------------

    def _changed(self) -> None:
        self._read()
        self._look()
        self.changed.emit()

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % _LOOK_EVERY == 0:
            self._look()
        self.ticked.emit()

    def _look(self) -> None:
        found: dict[int, KernelTruth] = {}
        for sock in self.sockets:
            if self._platform is REAL:
                found[sock.number] = self.lab.truth(sock.number)
            elif (real := self.lab.socket_object(sock.number)) is not None:
                found[sock.number] = look(real, self._platform)
        self._truths = found


def pending_token(pending: list[LabCall]) -> str:
    """The colour of calls that are not over: parked where the gate holds the oldest."""
    parked = bool(pending) and pending[0].state is CallState.PARKED
    return "parked" if parked else "kernel"


def _meets(local: Any, peer: Any) -> bool:
    """Whether an address that somebody connected to may be the listener's."""
    if isinstance(local, tuple) and isinstance(peer, tuple):
        return bool(local[1] == peer[1])
    return bool(local) and local == peer


def _fits(sock: LabSocket, host: str) -> bool:
    six = ":" in host
    return six == (sock.family_name == "AF_INET6")


def _target(sock: LabSocket, other: LabSocket) -> Target | None:
    if other.closed or other.local is None or other.parent:
        return None
    if (other.family, other.type) != (sock.family, sock.type):
        return None
    stream = sock.type == socket.SOCK_STREAM
    if stream and not other.listening:
        return None
    if sock.family_name == "AF_UNIX":
        path = address_text(other.local)
        return Target(other.name, "", "", path) if path else None
    if not isinstance(other.local, tuple) or not other.local[1]:
        return None
    host = str(other.local[0])
    return Target(other.name, _HERE.get(host, host), str(other.local[1]))
