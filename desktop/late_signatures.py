"""PySide's signature modules are loaded when something asks for a signature, not at every start.

PySide keeps a dozen Python modules as text inside a library: they word the TypeErrors of wrong
calls, and know ``__signature__``. Whenever it is imported it unpacks, compiles and runs all of
them, a quarter of our start, although a program without faults never needs them. :func:`install`,
called before the first import of PySide, puts that off until the first such question. Of all that
they do at once only the handling of ``from __feature__ import …`` is lost, which nobody uses here.

PySide compiles the text of its bootstrap with ``builtins.compile``; that is where we step in. A
PySide that does otherwise is left as it is, and so is one that the environment gives options to.
"""

from __future__ import annotations

import builtins
import os
import sys
import threading
from collections.abc import Callable
from types import CodeType, ModuleType
from typing import Any

_BOOTSTRAP = "signature_bootstrap"
_MAPPING = "shibokensupport.signature.mapping"
# What PySide does without these; the second it sets itself, for the programs that it starts.
_DEFAULTS = {"SBK_EMBED": "", "PYSIDE6_OPTION_PYTHON_ENUM": "True"}
_OURS = "from desktop.late_signatures import bootstrap"


class _Loader:
    """Stands for ``shibokensupport.signature.loader``, of which PySide takes functions.

    A function that PySide only calls to answer a question loads the real ones first; so does asking
    for a name that is unknown here.
    """

    def __init__(self, compile_bootstrap: Callable[[], CodeType]) -> None:
        self._compile_bootstrap = compile_bootstrap
        self._lock = threading.RLock()  # the first wrong call may happen in any thread
        self._real: Any = None
        self._mapping = ModuleType(_MAPPING)
        self._mapping.update_mapping = self._update_mapping  # type: ignore[attr-defined]
        sys.modules[_MAPPING] = self._mapping

    def _update_mapping(self) -> None:
        """Before it words an error, PySide calls this function and takes names from its module.

        It does so with the module that it saw first, so ours receives what the real one has.
        """
        try:
            real = self._load().mapping
        except (Exception, SystemExit):  # it prints why; were it raised, PySide would call abort()
            return
        real.update_mapping()
        names = {name: value for name, value in vars(real).items() if name != "update_mapping"}
        vars(self._mapping).update(names)

    def _load(self) -> Any:
        with self._lock:
            if self._real is None:
                # Its library has put what it needs into the module that we were compiled for.
                helper = sys.modules[_BOOTSTRAP]
                exec(self._compile_bootstrap(), helper.__dict__)
                self._real = helper.bootstrap()
            return self._real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._load(), name)

    def pyside_type_init(self, *args: Any) -> Any:
        """Read the signatures of a type."""
        return self._load().pyside_type_init(*args)

    def create_signature(self, *args: Any) -> Any:
        """Make ``__signature__``."""
        return self._load().create_signature(*args)

    def seterror_argument(self, args: Any, name: str, info: Any) -> Any:
        """Word a TypeError."""
        try:
            return self._load().seterror_argument(args, name, info)
        except (Exception, SystemExit):  # as above
            return TypeError, f"{name}: called with wrong arguments"

    def make_helptext(self, *args: Any) -> Any:
        """Make ``__doc__``."""
        return self._load().make_helptext(*args)

    def finish_import(self, _module: object) -> None:
        """Nothing: it is for functions that PySide has deprecated, and there are none now."""

    def feature_import(self, *_args: object, **_named: object) -> None:
        """Not called: ``post_init`` leaves the import statement alone."""

    def feature_imported(self, *_args: object, **_named: object) -> None:
        """Not called either."""

    def post_init(self) -> None:
        """Nothing: the real one would look at every module that is imported from then on."""


_installed = False
_loader: _Loader | None = None


def bootstrap() -> object:
    """What PySide calls instead of its own bootstrap."""
    assert _loader is not None, "install() comes first"
    return _loader


def install() -> None:
    """Put the loading off. Nothing happens the second time, or where PySide is imported already."""
    global _installed  # noqa: PLW0603  there is one PySide in a process
    if _installed or "shiboken6" in sys.modules:
        return
    if any(os.environ.get(name, usual) != usual for name, usual in _DEFAULTS.items()):
        return
    _installed = True
    original = builtins.compile

    def look(source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
        if filename != f"{_BOOTSTRAP}.py":
            return original(source, filename, mode, *rest, **named)
        global _loader  # noqa: PLW0603
        builtins.compile = original
        _loader = _Loader(lambda: original(source, filename, "exec", dont_inherit=True))
        return original(_OURS, filename, mode, dont_inherit=True)

    builtins.compile = look
