"""What the fuzzer has found, and what it starts from: played again, the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.conversation import run

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


@pytest.mark.parametrize("script", CORPUS, ids=lambda path: path.name)
def test_script(script: Path) -> None:
    run(script.read_bytes())


@pytest.mark.parametrize("script", CORPUS, ids=lambda path: path.name)
def test_script_with_lines_left_out(script: Path) -> None:
    lines = script.read_bytes().split(b"\n")
    for place in range(len(lines)):
        run(b"!\n" + b"\n".join(lines[:place] + lines[place + 1 :]))
