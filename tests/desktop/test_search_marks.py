"""What the search finds is marked in the text, as it is found: case, width and "ё" do not count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.client.events import Event
from core.client.feature_events import MessageEdited, MessageRedacted
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


def test_what_comes_and_changes_while_one_searches(anna: Client) -> None:
    """The person stays where she is; only the count follows."""
    rows = [said(f"сокет {n}", time=float(n), msgid=f"m{n}") for n in range(3)]
    tell(anna, "#lab", *rows, said("порт", time=9.0, msgid="m9"))
    QTest.keyClick(anna.input, Qt.Key.Key_F, CONTROL)
    bar = anna.page.search
    type_text(bar.field, "сокет")
    anna.until(lambda: bar.count.text() == "1 of 3")
    press_key(bar.field, Qt.Key.Key_Return)
    at = anna.page.view.current()
    tell(anna, "#lab", said("ещё сокет", time=10.0), said("лес", time=11.0))
    assert bar.count.text() == "3 of 4"
    assert anna.page.view.current() == at
    follow(anna, MessageEdited("#lab", "m9", "boris", "сокет, не порт", 12.0))
    assert bar.count.text() == "4 of 5"
    follow(anna, MessageEdited("#lab", "m0", "boris", "лес", 13.0))
    assert bar.count.text() == "4 of 4"
    follow(anna, MessageRedacted("#lab", "m1", "boris", 14.0))
    assert bar.count.text() == "3 of 3"
    model = anna.window.conversations.shown.transcript
    older = [said(f"сокет {n}", time=-5.0 + n, history=True) for n in range(2)]
    assert model.prepend([replace(row, buffer="#lab") for row in older]) == 2
    anna.until(lambda: bar.count.text() == "3 of 5")
    press_key(bar.field, Qt.Key.Key_Escape)
    press_key(bar.field, Qt.Key.Key_Escape)
    tell(anna, "#lab", said("сокет", time=20.0))
    assert bar.isHidden()


def test_nothing_was_found_until_it_was_said(anna: Client) -> None:
    QTest.keyClick(anna.input, Qt.Key.Key_F, CONTROL)
    bar = anna.page.search
    type_text(bar.field, "сокет")
    anna.until(lambda: bar.count.text() == "Nothing found")
    tell(anna, "#lab", said("сокет", time=1.0), said("сокет", time=2.0))
    assert bar.count.text() == "0 of 2"
    press_key(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 2"


def follow(client: Client, event: Event) -> None:
    client.window.follow(client.window.chat.follow([event]))
