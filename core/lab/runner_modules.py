"""What a lesson's program gets for Python's own modules and functions.

Imports, ``print``, ``input`` and ``open`` lead back to the lesson; all else is Python's own.
"""

from __future__ import annotations

import builtins
import io
import select
import sys
import time
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Protocol

from core.lab.runner_library import Library, Over, importer
from core.lab.runner_threading import (
    Waits,
    queue_module,
    threading_module,
    time_module,
)
from core.lab.runner_tls import tls_module

_SLICE_S = 0.02


class Host(Waits, Protocol):
    """The program, as its modules see it."""

    def printed(self, text: str, frame: FrameType | None) -> None:
        """Something was printed in this frame."""

    def read_line(self) -> str:
        """The next line that the lesson types, with its end; "" at the end of input."""

    def find_file(self, name: Any) -> Any:
        """Where a file that the program reads is."""

    def place_file(self, name: Any) -> Any:
        """Where a file that the program writes goes."""


class _Stream(io.TextIOBase):
    """``sys.stdout`` and ``sys.stderr`` of the program."""

    encoding = "utf-8"

    def __init__(self, host: Host) -> None:
        self._host = host

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._host.printed(text, sys._getframe(1))
        return len(text)


class _Typed(io.TextIOBase):
    """``sys.stdin`` of the program."""

    encoding = "utf-8"

    def __init__(self, host: Host) -> None:
        self._host = host

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
        return self._host.read_line()

    def read(self, size: int | None = -1) -> str:
        return "".join(self)


def program_modules(host: Host, sockets: ModuleType, program: str) -> dict[str, ModuleType]:
    """The modules that are stood in for, by name."""

    def leave(code: Any = None) -> None:
        raise SystemExit(code)

    system = Over(
        sys,
        stdout=_Stream(host), stderr=_Stream(host), stdin=_Typed(host),
        argv=[program], exit=leave,
    )  # fmt: skip
    import os

    return {
        "socket": sockets,
        "threading": threading_module(host),
        "queue": queue_module(host),
        "time": time_module(host),
        "ssl": tls_module(host.find_file),
        "sys": system,
        "os": Over(os, _exit=leave),  # it would end the whole program
        "select": Over(select, select=_Select(host)),
    }


def program_builtins(host: Host, modules: dict[str, ModuleType]) -> dict[str, Any]:
    """The built-in functions of the program."""
    real_open = builtins.open

    def print_(
        *values: Any, sep: str | None = None, end: str | None = None, file: Any = None,
        flush: bool = False,
    ) -> None:  # fmt: skip
        if file is not None and not isinstance(file, _Stream):
            print(*values, sep=sep, end=end, file=file, flush=flush)
            return
        text = (" " if sep is None else sep).join(map(str, values))
        host.printed(text + ("\n" if end is None else end), sys._getframe(1))

    def input_(prompt: object = "") -> str:
        if prompt != "":
            host.printed(str(prompt), sys._getframe(1))
        line = host.read_line()
        if not line:
            raise EOFError("EOF when reading a line")
        return line.removesuffix("\n")

    def open_(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        writes = any(mark in mode for mark in "wax+")
        place = host.place_file(file) if writes else host.find_file(file)
        return real_open(place, mode, *rest, **named)

    def leave(code: Any = None) -> None:
        raise SystemExit(code)

    found = dict(vars(builtins))
    found.update(
        print=print_, input=input_, open=open_, exit=leave, quit=leave,
    )  # fmt: skip
    found["__import__"] = importer(modules, Library(found), host.check)
    return found


class _Select:
    """``select.select`` in which a thread is seen to wait, and can be stopped. No function, so that
    a class that keeps it (``selectors.SelectSelector``) does not make a method of it."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def __call__(
        self, reading: Any, writing: Any, special: Any, timeout: float | None = None
    ) -> Any:
        lists = (list(reading), list(writing), list(special))
        end = None if timeout is None else time.monotonic() + timeout
        found = select.select(*lists, 0)
        if any(found) or timeout == 0:
            return found

        def ready() -> bool:
            try:
                return any(select.select(*lists, 0))
            except (OSError, ValueError):
                return True

        with self._host.waiting(ready):
            while True:
                left = _SLICE_S if end is None else min(_SLICE_S, end - time.monotonic())
                found = select.select(*lists, max(0.0, left))
                if any(found) or left <= 0:
                    return found
                self._host.check()


def is_relative(name: Any) -> bool:
    """Whether a file's name is one that the lesson's folder decides."""
    return isinstance(name, str | Path) and not Path(name).is_absolute()
