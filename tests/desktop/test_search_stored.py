"""The search in what only the store has: counted as it is marked, filtered, and gone to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.client.search_bar import SearchBar
from desktop.client.search_query import Kind
from desktop.context import AppContext
from tests.desktop.client_fixtures import Client, OpenClient, Server, context, open_client, server
from tests.desktop.test_kept_history import close
from tests.desktop.test_search import found, opened, said
from tests.desktop.test_search_marks import marks
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server"]

CONTROL = Qt.KeyboardModifier.ControlModifier
TEXTS = (
    "порт занят, а сокет нет",
    "Сокет: порт занят",
    "готово 👍",
    "你好世界，今天好",
    "see https://example.org/a.png",
    "c -> d",
    "anna: ёж",
)


def kept(
    open_client: OpenClient, context: AppContext, server: Server, password: str = ""
) -> Client:
    """A window whose messages are all on disk, none in memory; their server gave them no ids."""
    client = open_client(server.port, password=password)
    client.until(lambda: client.members("#lab"))
    rows = [said(text, time=1000.0 + n) for n, text in enumerate(TEXTS)]
    rows[-1] = replace(rows[-1], highlight=True)
    client.window.conversations["#lab"].transcript.append_batch(rows)
    close(client, context)
    client = open_client(server.port, password=password)
    client.until(lambda: client.members("#lab"))
    client.window.show_conversation("#lab")
    client.activate()
    assert client.window.conversations["#lab"].transcript.has_older()
    return client


def _counts(bar: SearchBar, count: str) -> bool:
    return bar.count.text() == count


def sees(client: Client) -> str:
    """The message that the person was led to."""
    number = client.page.view.current()
    model = client.window.conversations.shown.transcript
    row = None if number is None else model.row_or_none(number)
    return str(getattr(row, "text", ""))


def test_ctrl_f_counts_what_it_marks(
    server: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = kept(open_client, context, server)
    QTest.keyClick(anna.input, Qt.Key.Key_F, CONTROL)
    bar = anna.page.search
    for typed, count, marked in (
        ("порт занят", "1 of 2", ["порт занят"] * 2),
        ("сокет порт", "Nothing found", []),
        ("сокет: порт", "1 of 1", ["Сокет: порт"]),
        ("👍", "1 of 1", ["👍"]),
        ("世界", "1 of 1", ["世界"]),
        ("->", "1 of 1", ["->"]),
        ("еж", "1 of 1", ["ёж"]),
    ):
        bar.field.setText(typed)
        anna.until(partial(_counts, bar, count))
        assert marks(anna) == marked
    bar.end()


@pytest.mark.parametrize("password", ["", "anna/libera:secret"])
def test_filters_and_the_way_there(
    server: Server, open_client: OpenClient, context: AppContext, password: str
) -> None:
    """Also where a bouncer's account tells the networks of one address apart."""
    anna = kept(open_client, context, server, password)
    panel = opened(anna)
    panel.choose(kind=Kind.PICTURE)
    anna.until(lambda: found(panel) == [TEXTS[4]])
    panel.choose(kind=Kind.MENTION)
    anna.until(lambda: found(panel) == [TEXTS[6]])
    panel.choose(kind=Kind.ANY)
    type_text(panel.field, "世界 from:boris")
    anna.until(lambda: found(panel) == [TEXTS[3]])
    panel.field.setText("👍")
    anna.until(lambda: found(panel) == [TEXTS[2]])
    anna.window.acts.leave("#lab")
    anna.until(lambda: "#lab" not in anna.window.conversations)
    panel.field.setText("занят сокет")
    anna.until(lambda: found(panel) == [TEXTS[1], TEXTS[0]])
    press_key(panel.field, Qt.Key.Key_Down)
    press_key(panel.list, Qt.Key.Key_Return)
    anna.until(lambda: anna.window.conversations.active == "#lab")
    anna.until(lambda: sees(anna) == TEXTS[1])
    assert set(marks(anna)) == {"сокет", "Сокет", "занят"}


def test_both_searches_at_once(
    server: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = kept(open_client, context, server)
    QTest.keyClick(anna.input, Qt.Key.Key_F, CONTROL)
    bar = anna.page.search
    panel = opened(anna)
    panel.field.setText("сокет")
    panel._ask()
    bar.field.setText("👍")
    bar._search()
    anna.until(lambda: bar.count.text() == "1 of 1")
    anna.until(lambda: found(panel) == [TEXTS[1], TEXTS[0]])
    anna.until(lambda: panel._state == "done")
    bar.end()
