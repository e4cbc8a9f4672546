"""Runs a lesson's program in threads of its own, before a gate, so that it can always be stopped.

The program is plain Python. It gets a ``socket`` whose calls are seen, and its threads are actors
(:mod:`core.lab.runner_modules`); what it prints is kept. It runs as ``python server.py`` would: it
ends when its main thread and all threads that are no daemons have ended, and then its sockets are
closed.

Stopping never hangs: threads before the gate get GateStopped, those in the kernel are woken by
shutting their sockets down, those that compute get an exception between two instructions.
"""

from __future__ import annotations

import ctypes
import logging
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from core.lab.runner_modules import is_relative, program_builtins, program_modules
from core.lab.runner_sockets import ProgramSockets
from core.lab.runner_threading import has_ended, note_end
from core.lab.runner_values import Failure, Output
from core.net.gate import GateStopped
from core.net.lens import Lens
from core.net.trace import ActorState, Part, Side

_log = logging.getLogger(__name__)
_MOST_THREADS = 200
_LONGEST_PRINT = 10_000
_PATIENCE_S = 0.1
"""How long a stopped thread may take to come by a call before it is interrupted."""
_GIVE_UP_S = 10.0


class Program:
    """One running program. Made and driven by :class:`core.lab.runner.LessonRun`.

    ``folders``: where its files are looked for, the first one is where it writes. ``on_output`` is
    called in the program's threads.
    """

    def __init__(
        self,
        lens: Lens,
        name: str,
        file: str,
        source: str,
        folders: tuple[Path, ...],
        on_output: Callable[[Output], None],
    ) -> None:
        self.name = name
        self.file = file
        self.failures: dict[str, Failure] = {}
        """By the name of the thread that it ended: "server", "server.1"."""
        self.numbers: dict[str, int] = {}
        """The actors' numbers in the lens, by name."""
        self.sleeping: set[str] = set()
        """The names of those in time.sleep."""
        self._lens = lens
        self._source = source
        self._folders = folders
        self._on_output = on_output
        self._sockets = ProgramSockets(lens, name)
        self._threads: list[threading.Thread] = []
        self._lasting: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._typed: deque[str] = deque()
        self._line_came = threading.Condition()
        self._local = threading.local()
        self._actors: dict[int, int] = {}
        self._count = 0

    # --- for the runner -----------------------------------------------------------------------

    def start(self) -> None:
        """Start it; returns when its main thread is an actor. Raises RuntimeError where the system
        gives no thread."""
        main = threading.Thread(target=lambda: None, name=f"lesson-{self.name}", daemon=True)
        self._launch(main, self.name, self._main)

    def types(self, line: str) -> None:
        """Give a line to ``input()``."""
        with self._line_came:
            self._typed.append(line + "\n")
            self._line_came.notify_all()

    def has_ended(self) -> bool:
        """Whether all its threads are gone."""
        return not any(thread.is_alive() for thread in self._all())

    def tidy(self) -> None:
        """Let go of what is kept only for threads that are in the kernel; called now and then."""
        self._sockets.tidy()

    def ask_to_stop(self, politely: bool = False) -> None:
        """The first half of :meth:`stop`: does not wait."""
        self._stopping.set()
        self._lens.gate.stop(tuple(self.numbers.values()))
        self._sockets.wake(politely)

    def stop(self, politely: bool = False) -> bool:
        """End it and close its sockets. False where a thread would not end (it is left alone).

        ``politely``: connections end as those of a killed process; else they are cut, so that they
        leave nothing behind that keeps their port from being used again (TIME_WAIT).
        """
        began = time.monotonic()
        self.ask_to_stop(politely)
        while alive := [thread for thread in self._all() if thread.is_alive()]:
            threading.Thread.join(alive[0], 0.002)  # not the program's own join
            waited = time.monotonic() - began
            self.ask_to_stop(politely or waited > _PATIENCE_S / 2)  # new sockets, new threads
            if waited > _PATIENCE_S and all(map(self._asks_for_names, alive)):
                break  # nothing wakes getaddrinfo(3); they end by themselves, at their next call
            if waited > _GIVE_UP_S:
                _log.error("%s: %d threads would not end", self.name, len(alive))
                return False
            if waited > _PATIENCE_S:
                for thread in alive:
                    _interrupt(thread)
        self._sockets.close_all(cut=not politely)
        self._sockets.tidy()
        return True

    def _asks_for_names(self, thread: threading.Thread) -> bool:
        """Whether a thread waits for the system to look a name up."""
        number = self._actors.get(thread.ident or 0)
        return any(
            actor.info.number == number
            and actor.state is ActorState.IN_KERNEL
            and actor.pending is not None
            and actor.pending.socket == 0
            for actor in self._lens.actors()
        )

    def _all(self) -> list[threading.Thread]:
        with self._lock:
            return list(self._threads)

    # --- threads ------------------------------------------------------------------------------

    def adopt(self, thread: threading.Thread) -> None:
        """Start a thread that the program made."""
        with self._lock:
            if thread in self._threads:
                raise RuntimeError("threads can only be started once")
            self._count += 1
            name = f"{self.name}.{self._count}"
        if self._count > _MOST_THREADS:
            raise RuntimeError("can't start new thread")
        if not thread.daemon:
            self._lasting.append(thread)
            thread.daemon = True  # so that nothing can keep our own process from ending
        self._launch(thread, name, thread.run)

    def _launch(self, thread: threading.Thread, name: str, run: Callable[[], None]) -> None:
        enrolled = threading.Event()
        thread.__dict__["run"] = lambda: self._in_thread(name, run, enrolled)
        with self._lock:
            self._threads.append(thread)
        try:
            threading.Thread.start(thread)
        except RuntimeError:
            with self._lock:
                self._threads.remove(thread)
            raise
        enrolled.wait()

    def _in_thread(self, name: str, run: Callable[[], None], enrolled: threading.Event) -> None:
        """A thread of the program, from its start to its end; nothing leaves it."""
        ident = threading.get_ident()
        try:
            with self._lens.actor(Side.PROGRAM, name, Part.MAIN) as number:
                self._sockets.threads.add(ident)
                self._local.name = name
                self.numbers[name] = number
                self._actors[ident] = number
                enrolled.set()
                try:
                    run()
                except (GateStopped, SystemExit):
                    pass
                except BaseException as error:
                    if not self._stopping.is_set():  # else it comes of being stopped
                        self.failures[name] = self._failure(error)
                finally:
                    if name == self.name:
                        self._end_of_process()
                    note_end()
        except BaseException:  # an interruption that came late
            if not self._stopping.is_set():
                _log.exception("a lesson's thread failed")
        finally:
            self._sockets.threads.discard(ident)
            enrolled.set()

    def _main(self) -> None:
        code: CodeType = compile(self._source, self.file, "exec", dont_inherit=True, optimize=0)
        modules = program_modules(self, self._sockets.module, self.file)
        space: dict[str, Any] = {
            "__name__": "__main__",
            "__file__": str(self._folders[-1] / self.file),
            "__builtins__": program_builtins(self, modules),
        }
        self._local.space = space
        exec(code, space)

    def _end_of_process(self) -> None:
        """As the end of a process: wait for the threads, then close the sockets."""
        for thread in self._lasting:  # it may grow meanwhile
            with suppress(GateStopped):
                self._wait_for(thread)
        with self._lock:
            others = [
                t for t in self._threads if t.is_alive() and t is not threading.current_thread()
            ]
        if others and not self._stopping.is_set():  # daemons: the process would end under them
            self._stopping.set()
            own = self.numbers[self.name]
            self._lens.gate.stop([n for n in self.numbers.values() if n != own])
            self._sockets.wake()
        self._sockets.close_all()

    def _wait_for(self, thread: threading.Thread) -> None:
        with self.waiting(lambda: has_ended(thread)):
            while thread.is_alive() and not self._stopping.is_set():
                threading.Thread.join(thread, 0.02)

    def _failure(self, error: BaseException) -> Failure:
        """What an exception says, with the lines of the program only."""
        lines = self._source.splitlines()
        told = ["Traceback (most recent call last):"]
        line = getattr(error, "lineno", 0) if isinstance(error, SyntaxError) else 0
        for frame, at in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename != self.file:
                continue
            line = at
            told.append(f'  File "{self.file}", line {at}, in {frame.f_code.co_name}')
            if 0 < at <= len(lines):
                told.append(f"    {lines[at - 1].strip()}")
        last = traceback.format_exception_only(error)[-1].strip()
        told.append(last)
        return Failure(type(error).__name__, last, self.file, line or 0, "\n".join(told))

    # --- what its modules call ----------------------------------------------------------------

    def check(self) -> None:
        """Raise GateStopped where the program is to end."""
        if self._stopping.is_set():
            raise GateStopped

    @contextmanager
    def waiting(self, ready: Callable[[], bool]) -> Iterator[None]:
        """The calling thread waits inside the program, until ``ready``."""
        self.check()
        with self._lens.waiting(ready):
            yield
        self.check()

    def pause(self, seconds: float) -> None:
        """Sleep. Raises GateStopped."""
        end = time.monotonic() + seconds
        name = getattr(self._local, "name", self.name)
        self.sleeping.add(name)
        try:
            with self.waiting(lambda: time.monotonic() >= end):
                self._stopping.wait(min(seconds, threading.TIMEOUT_MAX))
        finally:
            self.sleeping.discard(name)

    def printed(self, text: str, frame: FrameType | None) -> None:
        """Something was printed."""
        self.check()
        while frame is not None and frame.f_code.co_filename != self.file:
            frame = frame.f_back
        name = getattr(self._local, "name", self.name)
        line = frame.f_lineno if frame is not None else 0
        self._on_output(Output(name, text[:_LONGEST_PRINT], self.file, line, 0))

    def read_line(self) -> str:
        """The next line that the lesson types. Raises GateStopped."""
        # It is taken only when this thread counts as running again: whoever looks meanwhile must
        # see either the line or the running thread.
        with self.waiting(lambda: bool(self._typed)), self._line_came:
            while not self._typed and not self._stopping.is_set():
                self._line_came.wait(0.02)
        return self._typed.popleft()

    def find_file(self, name: Any) -> Any:
        """The file in the run's or the lesson's folder, if it is there."""
        if is_relative(name):
            for folder in self._folders:
                if (folder / name).exists():
                    return folder / name
        return name

    def place_file(self, name: Any) -> Any:
        """A file of the run's folder."""
        return self._folders[0] / name if is_relative(name) else name


def _interrupt(thread: threading.Thread) -> None:
    """Raise GateStopped in a thread that computes, between two of its instructions."""
    if thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(GateStopped)
        )
