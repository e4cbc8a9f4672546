"""Waiting for what is to be seen on a picture."""

from __future__ import annotations

import time
from collections.abc import Callable

_PATIENCE_S = 120.0


def until(true: Callable[[], object]) -> None:
    """Let everything go on until something is true. Raises TimeoutError."""
    from PySide6.QtTest import QTest

    end = time.monotonic() + _PATIENCE_S
    while not true():
        QTest.qWait(20)
        if time.monotonic() > end:
            raise TimeoutError
