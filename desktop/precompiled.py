"""What PySide compiles from source at every start, compiled once when the program is packaged.

PySide keeps a dozen of its Python modules as text inside a library, and compiles them whenever it
is imported: 30 ms of a start. ``build.spec`` calls :func:`record`, the packaged program calls
:func:`recall` first of all. A text that is not among the recorded is compiled as ever.
"""

from __future__ import annotations

import builtins
import marshal
import subprocess
import sys
import zlib
from pathlib import Path
from types import CodeType
from typing import Any

FILE = "pyside.code"
_PREFIXES = ("shibokensupport/", "signature_bootstrap")
_RECORD = """
import sys
from pathlib import Path
from desktop.precompiled import _record_here
_record_here(Path(sys.argv[1]))
"""


def record(path: Path, root: Path) -> None:
    """Write the file, in a fresh interpreter that imports PySide with ``root`` on its path.

    Raises CalledProcessError where that fails.
    """
    subprocess.run([sys.executable, "-c", _RECORD, str(path.absolute())], cwd=root, check=True)


def _key(source: object, filename: object) -> tuple[str, int] | None:
    if isinstance(source, bytes) and isinstance(filename, str) and filename.startswith(_PREFIXES):
        return filename, zlib.crc32(source)
    return None


def _record_here(path: Path) -> None:
    compiled: dict[tuple[str, int], CodeType] = {}
    original = builtins.compile

    def compile_and_keep(source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
        code = original(source, filename, mode, *rest, **named, dont_inherit=True)
        key = _key(source, filename)
        if key is not None and mode == "exec":
            compiled[key] = code
        return code

    builtins.compile = compile_and_keep
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = original
    path.write_bytes(marshal.dumps(compiled))


def recall(path: Path) -> bool:
    """Hand PySide its compiled modules, until each was asked for once. False without the file."""
    try:
        compiled: dict[tuple[str, int], CodeType] = marshal.loads(path.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return False
    if not isinstance(compiled, dict) or not compiled:
        return False
    original = builtins.compile

    def look_up(source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
        key = _key(source, filename)
        code = compiled.pop(key, None) if key is not None else None
        if not compiled:
            builtins.compile = original
        return code or original(source, filename, mode, *rest, **named)

    builtins.compile = look_up
    return True
