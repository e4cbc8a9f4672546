"""The lab: sockets made by hand, whose calls are made in threads of their own.

Each call runs in a QThread, so that ``close`` can be pressed while a ``recv`` of the same socket
is blocked. :meth:`Lab.stop` ends them all, also those that nothing else would ever wake.
"""

from __future__ import annotations

import _socket
import contextlib
import logging
import socket
import stat
import struct
import time
from collections import deque
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from core.lab.arguments import as_values
from core.lab.calls import CALLS, Senseless, senseless
from core.lab.performing import LookUp, Performer, born_of, on_line
from core.lab.python_text import Phrases, PythonFile, programs
from core.lab.session import CallState, LabCall, LabSocket, Outcome, Role, Session
from core.lab.value_types import LINGER_FORMAT
from core.lab.values import THIS_SYSTEM, System
from core.net.kernel import NOTHING, KernelTruth, look
from core.net.lens import Lens
from core.net.lens_calls import call_error
from core.net.socket_maker import SocketMaker
from core.net.trace import ActorState, CallError, Part, Side
from core.net.traced_socket import LensSocket
from core.threads.lab_calls import CallThread, Held, interrupt, poke, shut_down, spare_port

_log = logging.getLogger(__name__)
_C = _socket.socket

_NO_LINGER = struct.pack(LINGER_FORMAT, 0, 0)
_SILENT = frozenset({"socket", "socketpair"})
"""Made in the window's thread, which must never wait for a permit."""
_LOOK_MS = 60
"""How often the states of calls that are not over are looked at."""
_STOP_SECONDS = 10.0
_PATIENCE = 0.25
"""Seconds after which a call that shutdown did not wake is poked and interrupted."""

_stuck: set[CallThread] = set()
"""Threads that nothing woke: a QThread must not be deleted while it runs."""


class Lab(QObject):
    """A lab. To be used from the thread that it lives in (a window's); nothing here blocks.

    Attributes:
        lens: the lab's own, for the live view: its actors are side LAB, named as the sockets are.
        system: what may be made here; tests take things away.

    Signals:
        changed(): a socket or the state of a call changed.
        call_started(LabCall), call_finished(LabCall): the latter for what raised as well. What
            makes a socket (``socket``, ``socketpair``) comes as call_finished alone.
    """

    changed = Signal()
    call_started = Signal(object)
    call_finished = Signal(object)
    _woken = Signal()

    def __init__(
        self,
        system: System = THIS_SYSTEM,
        parent: QObject | None = None,
        look_up: LookUp = socket.getaddrinfo,
    ) -> None:
        super().__init__(parent)
        self.system = system
        self.lens = Lens(silent=_SILENT)
        self._session = Session()
        self._performer = Performer(self.lens, look_up)
        self._objects: dict[int, LensSocket] = {}
        self._makers: dict[int, SocketMaker] = {0: SocketMaker(Side.LAB, "socket", self.lens)}
        self._threads: dict[int, CallThread] = {}
        self._over: deque[CallThread] = deque()
        self._held: dict[int, Held] = {}
        self._forgotten: set[int] = set()
        self._files: dict[Path, tuple[int, int]] = {}  # device and inode
        self._stopped = False
        self._woken.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    # --- making sockets -----------------------------------------------------------------------

    def create(self, family: str, kind: str, proto: int = 0) -> LabSocket | CallError:
        """Make a socket: ("AF_INET", "SOCK_STREAM", 0). What the system refuses is in the
        session as a call "socket" that raised, and returned here."""
        made = self._make("socket", (family, kind, proto))
        return made if isinstance(made, CallError) else made[0]

    def create_pair(
        self, family: str, kind: str, proto: int = 0
    ) -> tuple[LabSocket, LabSocket] | CallError:
        """``socketpair``: two that are connected to each other."""
        made = self._make("socketpair", (family, kind, proto))
        return made if isinstance(made, CallError) else (made[0], made[1])

    def _make(self, name: str, kinds: tuple[str, str, int]) -> tuple[LabSocket, ...] | CallError:
        began = time.time()
        names = self._session.next_names(2 if name == "socketpair" else 1)
        makers = [SocketMaker(Side.LAB, each, self.lens) for each in names]
        found: tuple[LensSocket, ...] = ()
        error: CallError | None = None
        try:
            if self._stopped:
                raise OSError(0, "the lab has ended")
            if kinds[0] == "AF_UNIX" and not self.system.has_unix:
                raise AttributeError("module 'socket' has no attribute 'AF_UNIX'")
            family, kind = getattr(socket, kinds[0]), getattr(socket, kinds[1])
            with self.lens.actor(Side.LAB, names[0], Part.MAIN):
                line = len(self._session.calls()) + 1
                ask = makers[0].pair if name == "socketpair" else makers[0].open
                made = on_line(line, partial(ask, family, kind, kinds[2]))
                found = made if isinstance(made, tuple) else (made,)
                for sock, maker in zip(found[1:], makers[1:], strict=True):
                    self._call_it(sock, maker)
        except Exception as raised:
            error = call_error(raised)
        born = tuple(born_of(sock) for sock in found)
        call = self._session.made(
            name, kinds, began, Outcome(error=error, ended=time.time(), born=born)
        )
        for number, sock, maker in zip(call.made, found, makers, strict=False):
            self._objects[number] = sock
            self._makers[number] = maker
        self.call_finished.emit(call)
        self.changed.emit()
        return error or tuple(self._session.socket(number) for number in call.made)

    def _call_it(self, sock: LensSocket, maker: SocketMaker) -> None:
        """A socket that another one's maker made is this one's."""
        sock.maker = maker
        self.lens.change(sock.number, name=maker.name)

    # --- calls --------------------------------------------------------------------------------

    def call(self, number: int, name: str, **arguments: Any) -> int:
        """Begin a call on socket ``number`` (0 for gethostname and getaddrinfo); its number.

        Arguments are Values from the readers of core.lab.values (keywords as in
        ``calls.arguments_of``), or plain Python: host="127.0.0.1", port=12345, data=b"…".
        Everything that goes wrong, also wrong arguments, comes as a call that raised.
        KeyError for a socket that is not in the session.
        """
        if name in CALLS and CALLS[name].of_module:
            number = 0
        sock = self._objects[number] if number else None
        values = as_values(arguments)
        busy = bool(number and self._session.socket(number).busy)
        call = self._session.pressed(number, name, values.items(), time.time())
        if name == "close" and sock is not None:
            if self._session.socket(number).role is Role.ACCEPTED:
                spare_port(sock)
            if busy:
                self._hold(number, sock)
        thread = CallThread(
            call.number,
            self._session.socket(number).name if number else "",
            Part.OTHER if busy else Part.MAIN,
            self._performer,
            self._makers[number],
            sock,
            name,
            values,
            self._woken.emit,
            self._thread_over,
        )
        self._threads[call.number] = thread
        self.call_started.emit(call)
        self.changed.emit()
        if self._stopped or not thread.launch():
            words = "the lab has ended" if self._stopped else "the system gives no more threads"
            error = CallError("RuntimeError", 0, "", words)
            thread.outcome = Outcome(error=error, ended=time.time())
            self._thread_over(thread)
        else:
            self._timer.start()
        return call.number

    def _hold(self, number: int, sock: LensSocket) -> None:
        """``close`` is about to take the only descriptor of a socket that a call is blocked on."""
        if number not in self._held and sock.fileno() >= 0:
            with contextlib.suppress(OSError):
                self._held[number] = Held(sock)

    def _thread_over(self, thread: CallThread) -> None:
        """Called in the thread of a call, as the last thing it does."""
        self._over.append(thread)
        self._woken.emit()

    @Slot()
    def _take(self) -> None:
        """Calls have begun or are over: tell what came of them."""
        while self._over and not self._stopped:
            thread = self._over.popleft()
            thread.join()
            del self._threads[thread.number]
            outcome = thread.outcome
            if outcome is None:
                continue
            if not outcome.ended:  # it broke outside of the call
                outcome = Outcome(error=outcome.error, ended=time.time())
            self._session.set_state(thread.number, CallState.IN_KERNEL, thread.actor)
            call = self._session.finished(thread.number, outcome)
            if thread.accepted is not None:
                self._add_accepted(call.made[0], thread.accepted)
            if call.name == "bind" and call.error is None:
                self._remember_file(call)
            self._release(call.socket)
            self.call_finished.emit(call)
            self.changed.emit()
        if self._threads and not self._stopped:
            self._look()
        else:
            self._timer.stop()

    def _add_accepted(self, number: int, sock: LensSocket) -> None:
        maker = SocketMaker(Side.LAB, self._session.socket(number).name, self.lens)
        self._call_it(sock, maker)
        self._objects[number] = sock
        self._makers[number] = maker

    def _release(self, number: int) -> None:
        """Give the second descriptor of a closed socket back once no call is blocked on it."""
        if number in self._held and not self._session.socket(number).busy:
            self._held.pop(number).close()

    def _look(self) -> None:
        """Where the calls are that are not over."""
        parked = frozenset(
            actor.info.number for actor in self.lens.actors() if actor.state is ActorState.PARKED
        )
        news = [
            self._session.set_state(thread.number, thread.state(parked), thread.actor)
            for thread in self._threads.values()
            if thread.actor
        ]
        if any(news):
            self.changed.emit()

    # --- looking ------------------------------------------------------------------------------

    def sockets(self) -> tuple[LabSocket, ...]:
        """All of them, closed ones too, in order; accepted ones stand after their listener."""
        return tuple(s for s in self._session.sockets() if s.number not in self._forgotten)

    def socket(self, number: int) -> LabSocket:
        """One of them as it is now. KeyError for a number that is not in the session."""
        return self._session.socket(number)

    def calls(self) -> tuple[LabCall, ...]:
        """All calls, in the order in which they were pressed."""
        return self._session.calls()

    def possible(self, number: int, name: str) -> Senseless | None:
        """Why the call makes no sense now (it may be made anyway), or None."""
        return senseless(self._session.socket(number), name) if number else None

    def socket_object(self, number: int) -> LensSocket | None:
        """The real one while it is open: for core.net.kernel.look."""
        sock = self._objects.get(number)
        return sock if sock is not None and sock.fileno() >= 0 else None

    def truth(self, number: int) -> KernelTruth:
        """What the kernel says of a socket: also of a closed one that a call still waits on."""
        held = self._held.get(number)
        sock: Any = self.socket_object(number) or (held.sock if held is not None else None)
        return look(sock) if sock is not None else NOTHING

    def programs(self, phrases: Phrases | None = None) -> tuple[PythonFile, ...]:
        """The session as Python, as it is now."""
        return programs(self._session.sockets(), self._session.calls(), phrases)

    def save(self, phrases: Phrases | None = None) -> dict[str, str]:
        """File names and texts."""
        return {file.name: file.text for file in self.programs(phrases)}

    def journal(self) -> str:
        """What was pressed, a call in each line: the text of the file JOURNAL, from which the live
        view sees the calls come."""
        return "".join(f"{call.python}\n" for call in self._session.calls())

    def forget(self, number: int) -> bool:
        """Take a socket that is closed and idle out of :meth:`sockets`; its calls stay."""
        sock = self._session.socket(number)
        if not sock.closed or sock.busy:
            return False
        self._forgotten.add(number)
        self.changed.emit()
        return True

    # --- the end ------------------------------------------------------------------------------

    @property
    def is_stopped(self) -> bool:
        """Whether :meth:`stop` was called."""
        return self._stopped

    def stop(self) -> None:
        """End everything: wake what is blocked, close all, join the threads. For good."""
        if self._stopped:
            return
        self._stopped = True
        self._timer.stop()
        self.lens.gate.stop()  # what is held never gets into the kernel
        self._performer.ending.end()
        for sock in self._objects.values():
            spare_port(sock)
        self._end_threads()
        for thread in (*self._over, *self._threads.values()):
            if thread.accepted is not None:
                _close(thread.accepted)
        self._over.clear()
        self._threads.clear()
        for sock in self._objects.values():
            _close(sock)
        for held in self._held.values():
            held.close()
        self._held.clear()
        self.lens.close()
        self._remove_files()

    def _end_threads(self) -> None:
        began = time.monotonic()
        running = list(self._threads.values())
        while running and time.monotonic() - began < _STOP_SECONDS:
            late = time.monotonic() - began > _PATIENCE
            for sock in (*self._objects.values(), *(held.sock for held in self._held.values())):
                shut_down(sock)
                if late:
                    poke(sock)
            if late:
                interrupt([thread.ident for thread in running if thread.ident])
            for thread in running:
                thread.join(0.02)
            running = [thread for thread in running if not thread.isFinished()]
        for thread in running:
            _log.error("a call of the lab could not be ended: %s", thread.objectName())
            _stuck.add(thread)

    # --- files of AF_UNIX sockets -------------------------------------------------------------

    def _remember_file(self, call: LabCall) -> None:
        """``bind`` made a file, which ``close`` leaves behind: it goes when the lab ends."""
        path = call.argument("path")
        if isinstance(path, str) and path and not path.startswith("\0"):
            with contextlib.suppress(OSError, ValueError):
                file = Path(path).absolute()
                found = file.lstat()
                self._files[file] = (found.st_dev, found.st_ino)

    def _remove_files(self) -> None:
        for path, identity in self._files.items():
            with contextlib.suppress(OSError):
                found = path.lstat()
                if stat.S_ISSOCK(found.st_mode) and (found.st_dev, found.st_ino) == identity:
                    path.unlink()


def _close(sock: socket.socket) -> None:
    """Close unseen by the trace, and never held. Not lingering either: with SO_LINGER close(2)
    waits until the other side has taken everything (socket(7))."""
    with contextlib.suppress(OSError):
        _C.setsockopt(sock, socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    with contextlib.suppress(OSError):
        _C.close(sock)
