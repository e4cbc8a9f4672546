"""The messages as an assistive program finds them: items of a list, each with all its words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from core.client.events import (
    Delivery,
    MessageKind,
    MessageReceived,
    News,
    NewsKind,
    Reaction,
)
from core.client.feature_events import GapFilled, HistoryGap
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


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """An assistive program is there."""
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("upwards", [True, False])
def test_an_item_stays_with_its_message(
    view: MessageView, model: ConversationModel, qtbot: QtBot, upwards: bool
) -> None:
    """Whatever comes in above it: a gap is filled, and closed; earlier messages are found."""
    model.append_batch([message("boris", f"old {n}", n) for n in range(3)])
    model.append_batch([HistoryGap("#room", NOON + 3)])
    model.append_batch([message("boris", f"new {n}", n) for n in range(20, 23)])
    placed(view, qtbot, 7)
    held = dict(zip(said(view), items(view), strict=True))
    of_gap = next(words for words in held if "missing" in words)
    view.set_current(0)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus, timeout=TIMEOUT)

    def check(*gone: str) -> None:
        for words, item in held.items():
            if words in gone:
                continue
            assert item.isValid()
            # What stands above it may be said with it, a date or where the unread begins.
            assert item.text(QAccessible.Text.Name).endswith(words[-5:]), words
        assert seen(view).focusChild().text(QAccessible.Text.Name).endswith("old 0")

    (gap,) = model.gaps.all()
    asked = ((NOON + 2, ""), (NOON + 20, ""))
    first = tuple(message("boris", f"missed {n}", n) for n in ((18, 19) if upwards else (3, 4)))
    model.gaps.fill(gap, GapFilled("#room", first, *asked, upwards=upwards))
    placed(view, qtbot, 9)
    check(of_gap)
    model.prepend([message("boris", "the oldest", -9)])
    placed(view, qtbot, 10)
    check(of_gap)
    held = dict(zip(said(view), items(view), strict=True))
    (of_gap,) = (words for words in held if "missing" in words)
    (gap,) = model.gaps.all()
    last = (message("boris", "missed 9", 9),)
    model.gaps.fill(gap, GapFilled("#room", last, *asked, upwards=upwards, closed=True))
    placed(view, qtbot, 10)
    check(of_gap)
    assert said(view)[0].endswith("the oldest")
    texts = [words.rpartition(": ")[2] for words in said(view)]
    assert texts.count("missed 9") == 1


@pytest.mark.usefixtures("heard")
def test_the_gap_that_is_chosen_is_closed(
    view: MessageView, model: ConversationModel, qtbot: QtBot
) -> None:
    """The focus goes to a message beside it."""
    model.append_batch([message("boris", "before")])
    model.append_batch([HistoryGap("#room", NOON + 3)])
    model.append_batch([message("boris", "after", 20)])
    placed(view, qtbot, 3)
    gap_item = items(view)[1]
    view.set_current(1)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus, timeout=TIMEOUT)
    (gap,) = model.gaps.all()
    asked = ((NOON, ""), (NOON + 20, ""))
    model.gaps.fill(gap, GapFilled("#room", (), *asked, upwards=True, closed=True))
    placed(view, qtbot, 2)
    assert gap_item not in items(view)
    focus = seen(view).focusChild()
    assert focus.text(QAccessible.Text.Name) == view.words_of(view.current() or 0)
    assert focus.state().focused


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
