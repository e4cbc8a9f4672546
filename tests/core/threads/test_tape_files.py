"""Tapes are saved and opened beside the window's thread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.net.tape import Tape, TapeError, TapeErrorCode
from core.threads.tape_files import TapeFiles
from tests.core.net.trace_helpers import connection

PATIENCE_MS = 30_000


@pytest.fixture
def files(qapp: object) -> Iterator[TapeFiles]:
    files = TapeFiles()
    yield files
    assert files.stop()


def a_tape() -> Tape:
    script, infos = connection()
    script.send(1, b"hello")
    tape = Tape()
    tape.note([], infos)
    tape.add(script.events)
    return tape


def told(qtbot: QtBot, signal: Any, order: Any, *arguments: Any) -> list[Any]:
    with qtbot.waitSignal(signal, timeout=PATIENCE_MS) as caught:
        order(*arguments)
    return list(caught.args)


def test_saved_and_opened(qtbot: QtBot, files: TapeFiles, tmp_path: Path) -> None:
    tape, path = a_tape(), tmp_path / "tape"
    before = list(tape.events)
    with qtbot.waitSignal(files.saved, timeout=PATIENCE_MS) as caught:
        files.save(tape, path)
        assert files.is_busy
        tape.add(connection()[0].events[:1])  # what comes meanwhile is not on it
    assert caught.args == [str(path)]
    assert not files.is_busy
    opened, where = told(qtbot, files.opened, files.open, path)
    assert where == str(path)
    assert list(opened.events) == before
    assert opened.sockets == tape.sockets


def test_what_cannot_be_saved_or_opened(qtbot: QtBot, files: TapeFiles, tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "tape"
    (error,) = told(qtbot, files.not_saved, files.save, a_tape(), missing)
    assert error.code is TapeErrorCode.FILE
    error, where = told(qtbot, files.not_opened, files.open, missing)
    assert (error.code, where) == (TapeErrorCode.FILE, str(missing))
    path = tmp_path / "cut"
    a_tape().save(path)
    path.write_bytes(path.read_bytes()[:-5])
    error, _ = told(qtbot, files.not_opened, files.open, path)
    assert isinstance(error, TapeError)
    assert error.code is TapeErrorCode.CUT_SHORT
    assert error.tape is not None
    assert len(error.tape) == 2


def test_a_fault_of_ours_is_told_too(
    qtbot: QtBot, files: TapeFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_path: object) -> Tape:
        raise MemoryError("no memory")

    monkeypatch.setattr(Tape, "load", broken)
    error, _ = told(qtbot, files.not_opened, files.open, tmp_path / "tape")
    assert (error.code, error.detail) == (TapeErrorCode.FILE, "no memory")


def test_stopping_waits_for_the_disk(files: TapeFiles, tmp_path: Path) -> None:
    files.save(a_tape(), tmp_path / "tape")
    assert files.stop()
    assert not files.is_busy
    assert len(Tape.load(tmp_path / "tape")) == 3
