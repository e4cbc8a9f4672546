"""Runs the saved programs with plain Python, each in a process of its own.

``server.py`` is started first; the others when it has a socket that is bound (asked of /proc on
Linux, elsewhere after a moment), so that nobody is refused. Output comes line by line. A process
that is left behind would hold its port: each is killed with the window.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

_POLL_MS = 50
_PATIENCE_S = 3.0
_BLIND_S = 0.8
"""How long the first program is given where the system does not tell what it does."""
_KILL_MS = 2000
_LINES = 2000
"""Lines that are passed on from one program; one that babbles is stopped then."""
_TCP_LISTEN, _UDP_BOUND = "0A", "07"


def find_python() -> str:
    """A Python that runs programs, or ""; a packaged program is none itself."""
    if not getattr(sys, "frozen", False) and sys.executable:
        return sys.executable
    for name in ("python3", "python", "py"):
        found = shutil.which(name)
        if found:
            return found
    return ""


def has_bound_socket(process: int) -> bool | None:
    """Whether a process has a socket that listens, or a bound datagram socket; None: not told.

    Source: proc(5): /proc/PID/fd, /proc/net/tcp (state 0A), /proc/net/udp (07), /proc/net/unix
    (flag 00010000 is SO_ACCEPTCON).
    """
    place = Path(f"/proc/{process}")
    if not place.is_dir():
        return None
    inodes = set()
    try:
        for entry in (place / "fd").iterdir():
            with contextlib.suppress(OSError):
                target = str(entry.readlink())
                if target.startswith("socket:["):
                    inodes.add(target[8:-1])
    except OSError:
        return None
    for name, state in (("tcp", _TCP_LISTEN), ("tcp6", _TCP_LISTEN), ("udp", _UDP_BOUND),
                        ("udp6", _UDP_BOUND)):  # fmt: skip
        for line in _lines(place / "net" / name):
            parts = line.split()
            if len(parts) > 9 and parts[3] == state and parts[9] in inodes:
                return True
    for line in _lines(place / "net" / "unix"):
        parts = line.split()
        if len(parts) > 7 and parts[6] in inodes and (parts[3] == "00010000" or parts[4] == "0002"):
            return True
    return False


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()[1:]
    except OSError:
        return []


class _Program:
    """One process and what is left of its last line."""

    def __init__(self, name: str, process: QProcess) -> None:
        self.name, self.process = name, process
        self.rest = b""
        self.lines = 0


class ProgramRunner(QObject):
    """Signals: ``said(name, line)``, ``ended(name, exit code)`` (negative: killed),
    ``failed(name)``: it could not be started; ``changed()``: something runs or no longer does.
    """

    said = Signal(str, str)
    ended = Signal(str, int)
    failed = Signal(str)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._programs: dict[str, _Program] = {}
        self._waiting: list[str] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._began = 0.0
        self._python = ""
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._look)

    @property
    def is_running(self) -> bool:
        """Whether a program runs, or waits for its turn."""
        return bool(self._programs or self._waiting)

    @property
    def running(self) -> list[str]:
        """The programs that run now."""
        return list(self._programs)

    def run(self, programs: dict[str, str], python: str) -> None:
        """Start them in order. Raises OSError where the files cannot be written."""
        self.stop()
        self._python = python
        self._folder = tempfile.TemporaryDirectory(prefix="besedka-lab-")
        place = Path(self._folder.name)
        for name, text in programs.items():
            (place / name).write_text(text, encoding="utf-8", newline="\n")
        names = list(programs)
        self._waiting = names[1:]
        self._began = time.monotonic()
        self._start(names[0])
        if self._waiting:
            self._poll.start()
        self.changed.emit()

    def _start(self, name: str) -> None:
        assert self._folder is not None
        process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.setProcessEnvironment(_environment())
        process.setWorkingDirectory(self._folder.name)
        program = self._programs[name] = _Program(name, process)
        process.readyRead.connect(lambda: self._read(program))
        process.finished.connect(lambda code, how: self._finished(program, code, how))
        process.errorOccurred.connect(lambda error: self._error(program, error))
        process.start(self._python, ["-u", name])
        process.closeWriteChannel()

    # --- whose turn it is ---------------------------------------------------------------------

    def _look(self) -> None:
        """Start the next as soon as the first one can be reached."""
        if not self._waiting:
            self._poll.stop()
            return
        waited = time.monotonic() - self._began
        ready: bool | None = True
        for program in self._programs.values():
            ready = has_bound_socket(program.process.processId())
            break
        if ready is None:
            ready = waited > _BLIND_S
        if not ready and waited < _PATIENCE_S:
            return
        name = self._waiting.pop(0)
        self._start(name)
        if not self._waiting:
            self._poll.stop()
        self.changed.emit()

    # --- what they say ------------------------------------------------------------------------

    def _read(self, program: _Program) -> None:
        data = program.rest + bytes(program.process.readAll().data())
        *lines, program.rest = data.split(b"\n")
        for line in lines:
            self._say(program, line)

    def _say(self, program: _Program, line: bytes) -> None:
        program.lines += 1
        if program.lines <= _LINES:
            self.said.emit(program.name, line.rstrip(b"\r").decode("utf-8", "replace")[:2000])
        elif program.lines == _LINES + 1:
            program.process.kill()

    def _finished(self, program: _Program, code: int, how: QProcess.ExitStatus) -> None:
        self._read(program)
        if program.rest:
            self._say(program, program.rest)
            program.rest = b""
        killed = how == QProcess.ExitStatus.CrashExit
        self._gone(program)
        self.ended.emit(program.name, -1 if killed else code)
        self.changed.emit()

    def _error(self, program: _Program, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._waiting.clear()
            self._gone(program)
            self.failed.emit(program.name)
            self.changed.emit()

    def _gone(self, program: _Program) -> None:
        self._programs.pop(program.name, None)
        program.process.deleteLater()
        if not self.is_running:
            self._tidy()

    def _tidy(self) -> None:
        self._poll.stop()
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.cleanup()
            self._folder = None

    # --- the end ------------------------------------------------------------------------------

    def stop(self) -> None:
        """Kill what runs, and wait until it is gone: a moment, as nothing can refuse it."""
        self._waiting.clear()
        programs = list(self._programs.values())
        for program in programs:
            program.process.kill()
        for program in programs:
            program.process.waitForFinished(_KILL_MS)
        self._programs.clear()
        self._tidy()
        self.changed.emit()


def _environment() -> QProcessEnvironment:
    """Ours, without what a packaged program put in for itself."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONUNBUFFERED", "1")
    environment.insert("PYTHONIOENCODING", "utf-8")
    environment.insert("PYTHONDONTWRITEBYTECODE", "1")
    for name in ("PYTHONHOME", "PYTHONPATH"):
        environment.remove(name)
    if getattr(sys, "frozen", False):
        for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
            before = environment.value(f"{name}_ORIG")
            if before:
                environment.insert(name, before)
            else:
                environment.remove(name)
    return environment
