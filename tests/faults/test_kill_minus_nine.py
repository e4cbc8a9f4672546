"""A few rounds of ``kill -9``; a hundred are run by ``python -m tests.faults.kill_minus_nine``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.kill_minus_nine import rounds


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_what_was_seen_is_stored_when_the_server_is_killed(tmp_path: Path) -> None:
    assert rounds(tmp_path, 3, clients=3) > 0
