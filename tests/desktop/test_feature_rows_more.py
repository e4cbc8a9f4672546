"""Rows of the README's table: what calls, the time, the lines of the connection."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.client.lines_window import LinesWindow, fresh_lines
from desktop.client.message_words import time_text
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    delete_now,
    open_client,
    server,
)
from tests.desktop.test_client_ignoring import choose, pair
from tests.desktop.test_notifications import FakeTray, elsewhere, shown
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server", "shown"]


@pytest.mark.feature("Words of one's own that call")
@pytest.mark.feature("The task bar shows that one is called")
def test_a_word_of_ones_own_calls(
    server: Server,
    open_client: OpenClient,
    shown: FakeTray,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alerted: list[QWidget] = []
    monkeypatch.setattr(QApplication, "alert", alerted.append)
    anna, boris = pair(open_client, server)
    anna.window.context.set_preference("notify.words", ("tea",))
    elsewhere(qtbot)
    boris.write("no steam here")
    boris.write("the Tea is ready")
    anna.until(lambda: shown.notices)
    assert [notice.text for notice in shown.notices] == ["the Tea is ready"]
    assert alerted == [anna.window]


def lines_of(client: Client) -> LinesWindow:
    (found,) = (each for each in client.window.findChildren(LinesWindow) if each.isVisible())
    assert isinstance(found, LinesWindow)
    return found


def texts(window: LinesWindow) -> list[str]:
    model = window.view.lines
    return [model.line_at(row)[2] for row in range(model.rowCount())]


@pytest.mark.feature("The lines of the connection as they come and go")
@pytest.mark.feature("Any line sent by hand")
def test_the_lines(server: Server, open_client: OpenClient, context: AppContext) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    choose(anna.window.menus.server_menu(), "Lines of the connection")
    lines = lines_of(anna)
    assert "JOIN #lab" in texts(lines)
    anna.write("/raw LUSERS")
    anna.until(lambda: "LUSERS" in texts(lines))
    type_text(lines.search, "lusers")
    assert texts(lines) == ["LUSERS"]
    lines.copy.click()
    assert QGuiApplication.clipboard().text().endswith(">> LUSERS")
    lines.hold.click()
    anna.write("/raw LUSERS *")
    anna.until(lambda: any("LUSERS *" in line[2] for line in anna_lines(anna)))
    lines.take()
    assert texts(lines) == ["LUSERS"]
    lines.hold.click()
    assert texts(lines) == ["LUSERS", "LUSERS *"]
    type_text(lines.search, "zzz")
    assert lines.empty.isVisible()
    assert lines.empty.texts()[0] == "No line has these words"
    lines.search.clear()
    assert lines.view.isVisible()
    context.set_language("ru")
    anna.until(lambda: lines.hold.text() == "Придержать")
    press_key(lines, Qt.Key.Key_Escape)
    assert not lines.isVisible()
    delete_now()


def anna_lines(client: Client) -> tuple[tuple[float, str, str], ...]:
    return client.window.chat.connection.recent_lines()


def test_the_lines_that_came_since() -> None:
    known = [(float(n), "in", "x") for n in range(3)]
    later = (*known[1:], (3.0, "in", "x"))
    assert fresh_lines(known, later) == [(3.0, "in", "x")]
    assert fresh_lines(known, tuple(known)) == []
    assert fresh_lines([], later) == list(later)
    assert fresh_lines(known, ((9.0, "out", "y"),)) == [(9.0, "out", "y")]


@pytest.mark.feature("Time in 12 or 24 hours")
def test_the_clock(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    anna.window.context.set_preference("view.clock", "24")
    assert time_text(1.0e9).count(":") == 1
    assert "M" not in time_text(1.0e9)
    anna.window.context.set_preference("view.clock", "12")
    assert time_text(1.0e9)[-2:] in ("AM", "PM")
