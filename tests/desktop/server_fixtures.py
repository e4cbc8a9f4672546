"""What the tests of the server window stand on: a context, an engine that obeys, and the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.server.controller import RunState
from desktop.server.server_window import ServerWindow
from tests.desktop.fake_server_engine import FakeServerEngine

WAIT_MS = 30_000


def delete_now(*objects: QObject) -> None:
    """Delete Qt objects in this thread, before Python's collector does it in a thread of ours."""
    for each in objects:
        each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def close_window(qtbot: QtBot, window: ServerWindow) -> None:
    """Close it whatever it would ask, and wait until its engine has ended."""
    context = window.context
    context.quitting = True
    window.close()
    qtbot.waitUntil(lambda: not context.winding_down(), timeout=WAIT_MS)
    context.quitting = False
    delete_now(window)


@pytest.fixture
def context(qapp: QApplication, tmp_path: Path) -> Iterator[AppContext]:
    made = AppContext.for_tests(tmp_path, "en")
    made.set_theme("light")
    yield made
    made.save()
    delete_now(made)


@pytest.fixture
def engine() -> FakeServerEngine:
    return FakeServerEngine()


@pytest.fixture
def window(qtbot: QtBot, context: AppContext, engine: FakeServerEngine) -> Iterator[ServerWindow]:
    made = ServerWindow(context, engine)
    made.resize(1120, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made
    close_window(qtbot, made)


def start(qtbot: QtBot, window: ServerWindow, name: str = "Room 214") -> None:
    """Start the server by the form."""
    window.start_page.form.name.set_text(name)
    window.start_page.submit()
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING, timeout=WAIT_MS)


def asked(engine: FakeServerEngine, what: str) -> list[tuple[object, ...]]:
    """The arguments of every call of a method."""
    return [args for method, args in engine.asked if method == what]


def click(button: QAbstractButton) -> None:
    """Press a button that can be pressed."""
    assert button.isEnabled()
    button.click()
