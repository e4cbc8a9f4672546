"""PySide's own modules, compiled when the program is packaged."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.precompiled import recall, record

ROOT = Path(__file__).resolve().parents[2]
COUNT = """
import builtins, sys
from pathlib import Path
real, compiled = builtins.compile, []
def count(source, filename, *rest, **named):
    compiled.append(filename)
    return real(source, filename, *rest, **named)
builtins.compile = count
if len(sys.argv) > 1:
    from desktop.precompiled import recall
    assert recall(Path(sys.argv[1]))
from PySide6 import QtCore
try:
    QtCore.QObject().setObjectName(1, 2)
except TypeError as error:
    assert "setObjectName" in str(error)
print(sum(str(name).startswith("shibokensupport/") for name in compiled))
assert builtins.compile is count, "the hook is gone when everything was handed out"
"""


def compiled_by_pyside(*arguments: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", COUNT, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout)


def test_nothing_is_compiled_twice(tmp_path: Path) -> None:
    if compiled_by_pyside() == 0:
        pytest.skip("this PySide has its modules as files")
    file = tmp_path / "pyside.code"
    record(file, ROOT)
    assert compiled_by_pyside(str(file)) == 0


@pytest.mark.parametrize("content", [None, b"", b"nonsense", b"N"])
def test_without_a_good_file_all_is_as_ever(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "pyside.code"
    if content is not None:
        file.write_bytes(content)
    before = builtins.compile
    assert recall(file) is False
    assert builtins.compile is before
