"""Modules of the standard library that make sockets, as copies that make the program's sockets.

``socketserver`` or ``http.client`` as they are would call the real ``socket``: their calls would
not be seen, and could not be stopped. A copy of such a module, with the program's own ``import``,
uses what the program uses.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from core.net.traced_socket import inner

_COPIED = {
    "ftplib", "http.client", "http.server", "imaplib", "poplib", "selectors", "smtplib",
    "socketserver", "urllib.request",
}  # fmt: skip
_OUT_OF_SIGHT = {"asyncio", "multiprocessing", "subprocess", "_socket", "_thread"}
_HIDES = "a lesson cannot see and stop what {} does; use socket and threading"


class Library:
    """The copies of one program. ``built_ins`` are its own; modules are copied when asked for."""

    def __init__(self, built_ins: dict[str, Any]) -> None:
        self._built_ins = built_ins
        self._copies: dict[str, ModuleType] = {}

    def find(self, name: str, whole: bool) -> ModuleType | None:
        """A copy of a module, None where the real one will do.

        ``whole``: of "http.server" the module itself, not the package "http" with it in it. Raises
        ImportError for what no lesson can show.
        """
        top = name.partition(".")[0]
        if top in _OUT_OF_SIGHT:
            raise ImportError(_HIDES.format(name), name=name)
        if name not in _COPIED:
            return None
        copy = self._copy(name)
        if whole or name == top:
            return copy
        package = self._copies.setdefault(top, Over(importlib.import_module(top)))
        setattr(package, name.rpartition(".")[2], copy)
        return package

    def _copy(self, name: str) -> ModuleType:
        if name in self._copies:
            return self._copies[name]
        spec = importlib.util.find_spec(name)
        if spec is None:  # a package of the program may have been made without it
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        loader: Any = spec.loader
        code = loader.get_code(name) if hasattr(loader, "get_code") else None
        if code is None:
            raise ImportError(_HIDES.format(name), name=name)
        copy = ModuleType(name)
        vars(copy).update(__package__=name.rpartition(".")[0], __builtins__=self._built_ins)
        self._copies[name] = copy
        inner(code.co_filename)  # the line that is shown is the program's
        exec(code, vars(copy))
        if name == "selectors":  # the others wait where they cannot be woken
            for selector in ("EpollSelector", "PollSelector", "KqueueSelector", "DevpollSelector"):
                vars(copy).pop(selector, None)
            vars(copy)["DefaultSelector"] = vars(copy)["SelectSelector"]
        return copy


class Over(ModuleType):
    """A module over another one: what it has not is the other's."""

    def __init__(self, below: ModuleType, **over: Any) -> None:
        super().__init__(below.__name__)
        self._below = below
        vars(self).update(over)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._below, name)


def importer(
    modules: dict[str, ModuleType], library: Library, check: Callable[[], None]
) -> Callable[..., Any]:
    """``__import__`` of a program, and of the modules that are copied for it."""
    real = __import__

    def import_(
        name: str, space: Any = None, local: Any = None, wanted: Any = (), level: int = 0
    ) -> Any:
        check()
        if level == 0:
            if name in modules:
                return modules[name]
            found = library.find(name, bool(wanted))
            if found is not None:
                return found
            if wanted and name in sys.modules:  # "from http import client", "from urllib import …"
                for part in wanted:
                    if (copy := library.find(f"{name}.{part}", True)) is not None:
                        return Over(sys.modules[name], **{part: copy})
        return real(name, space, local, wanted, level)

    return import_
