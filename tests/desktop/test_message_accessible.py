"""The messages as an assistive program finds them: items of a list, each with all its words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from core.client.events import Delivery, MessageKind, MessageReceived, News, NewsKind, Reaction
from desktop.client import message_choices
from desktop.client.message_model import ConversationModel
from desktop.client.message_view import MessageView
from desktop.widgets import accessible_role
from tests.desktop.client_fixtures import TIMEOUT, delete_now

NOON = 1_700_000_000.0


def message(nick: str, text: str, second: float = 0.0, **more: object) -> MessageReceived:
    return MessageReceived(
        "#room",
        MessageKind.TEXT,
        nick,
        text,
        NOON + second,
        key=f"{nick}{second}",
        msgid=f"{nick}{second}",
        **more,  # type: ignore[arg-type]  # whatever a test says of it
    )


def named() -> ConversationModel:
    made = ConversationModel()
    made.set_own_nick("anna")
    return made


@pytest.fixture
def model(qapp: object) -> ConversationModel:
    return named()


@pytest.fixture
def view(model: ConversationModel, qtbot: QtBot) -> Iterator[MessageView]:
    made = MessageView()
    made.resize(QSize(700, 500))
    made.set_model(model)
    made.show()
    qtbot.waitUntil(made.isVisible, timeout=TIMEOUT)
    yield made
    made.close()
    delete_now(made)


def seen(view: MessageView) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    return found


def items(view: MessageView) -> list[QAccessibleInterface]:
    list_ = seen(view)
    children = [list_.child(index) for index in range(list_.childCount())]
    return [each for each in children if each.role() is QAccessible.Role.ListItem]


def said(view: MessageView) -> list[str]:
    return [item.text(QAccessible.Text.Name) for item in items(view)]


def placed(view: MessageView, qtbot: QtBot, rows: int) -> None:
    qtbot.waitUntil(lambda: len(view.rows_in_sight()) == rows, timeout=TIMEOUT)


def test_each_message_is_an_item_that_is_said_whole(
    view: MessageView, model: ConversationModel, qtbot: QtBot
) -> None:
    model.append_batch(
        [
            message("boris", "first"),
            message("chloe", "an answer", 1, reply_to="boris0.0", edited=NOON),
            message("boris", "```python\nlisten(5)\n```", 2),
            message("anna", "mine", 3, own=True, delivery=Delivery.FAILED),
            message("chloe", "anna, look", 4, reactions=(Reaction("👍", ("anna", "boris"), True),)),
            message("chloe", "gone", 5, redacted="chloe"),
            News("#room", NewsKind.JOINED, "dora", NOON + 6),
        ]
    )
    placed(view, qtbot, 7)
    words = said(view)
    assert "2023" in words[0]
    assert "boris: first" in words[0]
    assert "in answer to boris: first; edited" in words[1]
    assert "listen(5)" in words[2]
    assert words[2].endswith("; with code")
    assert words[3].endswith("mine; not sent")
    assert "you are named" in words[4]
    assert "reactions: 👍 2 (yours too)" in words[4]
    assert words[5].endswith("chloe: Message deleted")
    assert "dora" in words[6]


def test_the_unread_line_is_said(view: MessageView, model: ConversationModel, qtbot: QtBot) -> None:
    model.attended = True
    model.append_batch([message("boris", "read")])
    model.attended = False
    model.append_batch([message("boris", "new", 1)])
    placed(view, qtbot, 2)
    assert said(view)[1].startswith("New messages from here; ")


def test_the_chosen_message_has_the_focus(
    view: MessageView, model: ConversationModel, qtbot: QtBot
) -> None:
    model.append_batch([message("boris", str(n), n) for n in range(300)])
    qtbot.waitUntil(lambda: bool(view.rows_in_sight()), timeout=TIMEOUT)
    in_sight = view.rows_in_sight()
    assert 3 < len(in_sight) < 100, "only what is in sight is told of"
    actions = items(view)[0].actionInterface()
    assert actions.actionNames()[0] == "SetFocus"
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow, timeout=TIMEOUT)
    actions.doAction("SetFocus")
    assert view.current() == in_sight[0]
    focus = seen(view).focusChild()
    assert focus.text(QAccessible.Text.Name) == view.words_of(in_sight[0])
    assert focus.state().focused
    assert focus.state().selected
    view.jump_to_bottom()
    view.set_current(5)
    assert [number for number in view.rows_in_sight() if number == 5] == []
    assert said(view)[0] == view.words_of(5), "the chosen one is told of wherever it is"
    assert items(view)[0].state().offscreen


def test_items_are_where_they_are_seen(
    view: MessageView, model: ConversationModel, qtbot: QtBot
) -> None:
    model.append_batch([message("boris", "one"), message("chloe", "two", 1)])
    placed(view, qtbot, 2)
    for index, item in enumerate(items(view)):
        center: QPoint = item.rect().center()
        found = seen(view).childAt(center.x(), center.y())
        assert found.text(QAccessible.Text.Name) == item.text(QAccessible.Text.Name)
        assert seen(view).indexOfChild(item) == index


def test_items_go_with_their_conversation(
    view: MessageView, model: ConversationModel, qtbot: QtBot
) -> None:
    model.append_batch([message("boris", "one")])
    placed(view, qtbot, 1)
    (item,) = items(view)
    other = named()
    other.append_batch([message("chloe", "elsewhere")])
    view.set_model(other)
    assert not item.isValid()
    placed(view, qtbot, 1)
    assert said(view)[0].endswith("chloe: elsewhere")
    view.set_model(None)
    assert said(view) == []


def test_nobody_who_listens_costs_nothing(
    view: MessageView, model: ConversationModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an assistive program no word is put together, whatever comes."""

    def never(*_: object) -> str:
        raise AssertionError("words for nobody")

    monkeypatch.setattr(message_choices, "spoken", never)
    monkeypatch.setattr(accessible_role, "_interface", never)
    model.append_batch([message("boris", str(n), n) for n in range(2_000)])
    assert view._interface() is None
