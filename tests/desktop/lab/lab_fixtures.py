"""What the tests of the lab stand on: the real window, its buttons, real sockets on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from core.lab.session import CallState, LabCall, LabSocket
from core.lab.values import PayloadKind
from desktop.context import AppContext
from desktop.lab.call_area import CallArea
from desktop.lab.call_fields import DataField
from desktop.lab.call_forms import CallForm
from desktop.lab.lab_window import LabWindow
from tests.desktop.typing import type_text
from tests.ports import free_port

WAIT_MS = 30_000


@pytest.fixture
def context(qapp: QApplication, tmp_path: Path) -> Iterator[AppContext]:
    made = AppContext.for_tests(tmp_path, "en")
    made.set_theme("light")
    yield made
    made.save()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(qtbot: QtBot, context: AppContext) -> Iterator[LabWindow]:
    made = LabWindow(context)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=WAIT_MS)
    yield made
    close(made)


def close(window: LabWindow) -> None:
    """Close it and delete it in this thread."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def click(button: QAbstractButton) -> None:
    """Press a button that can be pressed and seen."""
    assert button.isEnabled()
    assert not button.isHidden()
    button.click()


def create(window: LabWindow, kind: str = "SOCK_STREAM", family: str = "AF_INET") -> LabSocket:
    """Make a socket by the panel at the left."""
    before = {sock.number for sock in window.lab.sockets()}
    panel = window.body.new_socket
    panel.domain.row(family).click()
    panel.kind.row(kind).click()
    click(panel.create_button)
    return next(sock for sock in window.lab.sockets() if sock.number not in before)


def area(window: LabWindow, number: int) -> CallArea:
    """The row of calls of a socket."""
    found = window.body.cards.area_of(number)
    assert found is not None
    return found


def press(window: LabWindow, number: int, call: str) -> None:
    """Press the button of a call; behind "more" where it does not stand in the row."""
    calls = area(window, number)
    if calls.buttons[call].isHidden():
        calls.more.click()
    click(calls.buttons[call])


def form_of(window: LabWindow, number: int) -> CallForm:
    """The form that is open at a socket."""
    form = area(window, number).form
    assert form is not None
    return form


def fill(form: CallForm, **texts: str) -> None:
    """Type into the fields of a form, by keyboard."""
    for name, text in texts.items():
        field = form.field(name)
        widget = field.first()
        if name in ("option", "how"):
            field.set_value(text)
            continue
        widget.setFocus()
        widget.selectAll()  # type: ignore[attr-defined]
        if text:
            type_text(widget, text)
        else:
            field.set_value("")


def write_as(form: CallForm, kind: PayloadKind) -> None:
    """How the data is written."""
    field = form.field("data")
    assert isinstance(field, DataField)
    field.choose(kind)


def last(window: LabWindow) -> LabCall:
    """The call that was pressed last."""
    return window.lab.calls()[-1]


def over(qtbot: QtBot, window: LabWindow, number: int) -> LabCall:
    """Wait until a call has returned or raised."""
    qtbot.waitUntil(lambda: call_of(window, number).over, timeout=WAIT_MS)
    return call_of(window, number)


def in_kernel(qtbot: QtBot, window: LabWindow, number: int) -> LabCall:
    """Wait until a call is in the kernel: really blocked, not only about to be."""

    def has_a_thread() -> bool:  # a call that was only pressed has none yet
        call = call_of(window, number)
        return call.state is CallState.IN_KERNEL and call.actor != 0

    qtbot.waitUntil(has_a_thread, timeout=WAIT_MS)
    assert window.lab.lens.gate.wait_stable(WAIT_MS / 1000)
    return call_of(window, number)


def call_of(window: LabWindow, number: int) -> LabCall:
    """A call by its number."""
    return next(call for call in window.lab.calls() if call.number == number)


def make(qtbot: QtBot, window: LabWindow, number: int, call: str, **texts: str) -> LabCall:
    """Press a call, fill its form, send it with its button; wait for what comes of it."""
    form = area(window, number).form
    if form is None or form.call != call:  # the form of send stays open
        press(window, number, call)
        form = area(window, number).form
    if form is not None:
        fill(form, **texts)
        click(form.go)
    return over(qtbot, window, last(window).number)


def anyway(qtbot: QtBot, window: LabWindow, number: int, call: str, **texts: str) -> LabCall:
    """Press a call that makes no sense now, and call it all the same."""
    press(window, number, call)
    reason = area(window, number).reason
    click(reason.anyway)
    form = area(window, number).form
    if form is not None:
        fill(form, **texts)
        click(form.go)
    return over(qtbot, window, last(window).number)


def answered(qtbot: QtBot, window: LabWindow, number: int) -> str:
    """What the list says of a call."""
    rows = window.body.results.rows
    qtbot.waitUntil(lambda: number in rows and rows[number].call.over, timeout=WAIT_MS)
    return rows[number].text()


def listener(qtbot: QtBot, window: LabWindow) -> tuple[LabSocket, int]:
    """A socket that listens on loopback, and its port."""
    port = free_port()
    made = create(window)
    make(qtbot, window, made.number, "bind", host="127.0.0.1", port=str(port))
    make(qtbot, window, made.number, "listen", backlog="5")
    return window.lab.socket(made.number), port


__all__ = [
    "WAIT_MS", "answered", "anyway", "area", "call_of", "click", "close", "context", "create",
    "fill", "form_of", "in_kernel", "last", "listener", "make", "over", "press", "window",
    "write_as",
]  # fmt: skip
