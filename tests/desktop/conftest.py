"""What the tests of the windows share without asking for it."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

import pytest
from PySide6.QtCore import QCoreApplication

from desktop.i18n import Translator


@pytest.fixture(autouse=True)
def english_first() -> None:
    """Begin in English: the translator lives as long as the application, with what is chosen.

    English has its texts in the program, so an own translator does not hide another's Russian.
    """
    app = QCoreApplication.instance()
    if app is not None:
        for translator in app.findChildren(Translator):
            translator.set_language("en")


@pytest.fixture(autouse=True)
def a_fault_while_drawing_fails_its_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """As ``desktop.app`` does: a painter in the frame of a kept fault would end the whole run."""
    keep = sys.excepthook

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        keep(kind, error, trace)
        traceback.clear_frames(trace)

    monkeypatch.setattr(sys, "excepthook", told)
