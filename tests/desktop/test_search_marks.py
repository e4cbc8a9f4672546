"""What the search finds is marked in the text, as it is found: case, width and "ё" do not count."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.client import message_paint
from desktop.client.message_paint import RowState
from tests.desktop.client_fixtures import Client, context, open_client, server
from tests.desktop.test_search import anna, found, opened, said, tell
from tests.desktop.typing import press_key, type_text

__all__ = ["anna", "context", "open_client", "server"]

CONTROL = Qt.KeyboardModifier.ControlModifier


def marks(client: Client) -> list[str]:
    """The parts of the rows in sight that are marked."""
    view = client.page.view
    view.grab()
    texts: list[str] = []
    for _, row in view._scroller.placed:
        state = RowState(needles=view._needles)
        raw = row.body.text.encode("utf-16-le")
        for mark in message_paint._selections(row, view._builder.look, state):
            part = raw[2 * mark.start : 2 * (mark.start + mark.length)]
            texts.append(part.decode("utf-16-le"))
    return texts


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("ежик", "😀 Ёжик в тумане", ["Ёжик"]),
        ("ЁЖИК", "ежик, еще ежик", ["ежик", "ежик"]),
        ("strasse", "die Straße 5", ["Straße"]),
        ("чаи\u0306", "пьём ЧАЙ", ["ЧАЙ"]),
        ("чай", "пьём ЧАИ\u0306 и", ["ЧАИ\u0306"]),
        ("(a|b)*", "re (A|b)* re", ["(A|b)*"]),
        ("世界", "你好世界", ["世界"]),
        ("👍", "yes 👍 no", ["👍"]),
        ("one two", "ONE\ntwo three", ["ONE\u2028two"]),
    ],
)
def test_what_is_counted_is_marked(anna: Client, typed: str, text: str, marked: list[str]) -> None:
    tell(anna, "#lab", said("nothing", time=1.0), said(text, time=2.0))
    QTest.keyClick(anna.input, Qt.Key.Key_F, CONTROL)
    bar = anna.page.search
    type_text(bar.field, typed)
    anna.until(lambda: bar.count.text() == "1 of 1")
    assert marks(anna) == marked


def test_all_words_are_marked_where_one_goes(anna: Client) -> None:
    tell(anna, "#lab", said("порт 80, Ёж и сокет", time=1.0))
    panel = opened(anna)
    type_text(panel.field, "сокет еж")
    anna.until(lambda: len(found(panel)) == 1)
    press_key(panel.field, Qt.Key.Key_Down)
    press_key(panel.list, Qt.Key.Key_Return)
    assert sorted(marks(anna)) == ["Ёж", "сокет"]
    anna.page.search.end()
