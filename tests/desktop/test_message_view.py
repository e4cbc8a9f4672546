"""The message view: what it shows, where it stands, what is selected and copied, what is opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.client.events import (
    ChannelModesChanged,
    Delivery,
    MessageKind,
    MessageReceived,
    MessageUpdated,
    News,
    NewsKind,
    ServerText,
    TopicChanged,
)
from desktop.client.message_layout import RowLayout
from desktop.client.message_menu import make_message_menu
from desktop.client.message_model import ConversationModel
from desktop.client.message_options import Layout, ViewOptions
from desktop.client.message_pictures import PictureState
from desktop.client.message_view import MessageView
from desktop.theme import theme
from tests.desktop.typing import press_key

NOON = datetime(2026, 11, 20, 12, 0).timestamp()
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NO_KEYS = Qt.KeyboardModifier.NoModifier


def message(
    nick: str, text: str = "hello", at: float = 0.0, kind: MessageKind = MessageKind.TEXT
) -> MessageReceived:
    return MessageReceived("#room", kind, nick, text, NOON + at, f"{nick}{at}{text}")


def own(text: str, key: str, delivery: Delivery = Delivery.STORED) -> MessageReceived:
    return MessageReceived(
        "#room", MessageKind.TEXT, "anna", text, NOON, key, own=True, delivery=delivery
    )


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def model(qapp: object) -> ConversationModel:
    made = ConversationModel()
    made.set_own_nick("anna")
    return made


@pytest.fixture
def view(qtbot: QtBot, model: ConversationModel) -> MessageView:
    made = MessageView()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.set_model(model)
    made.show()
    return made


def settle(view: MessageView) -> None:
    """Let the view lay out and paint what was asked for."""
    QApplication.processEvents()
    view.grab()


def rows(view: MessageView) -> list[tuple[float, RowLayout]]:
    settle(view)
    return view._scroller.placed


def fill(model: ConversationModel, count: int = 200) -> None:
    model.append_batch([message("boris", f"message number {n}", at=n * 400) for n in range(count)])


def place_of(view: MessageView, number: int, position: int) -> QPoint:
    """Where a character of a row stands in the view."""
    for y, row in rows(view):
        if row.number == number:
            line = row.text.lineForTextPosition(position)
            return QPoint(
                round(row.origin.x() + row.column(position)),
                round(y + row.origin.y() + line.y() + line.height() / 2),
            )
    raise AssertionError(f"row {number} is not in sight")


def mouse(
    view: MessageView, kind: QEvent.Type, at: QPoint, keys: Qt.KeyboardModifier = NO_KEYS
) -> None:
    button = Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    port = view.viewport()
    event = QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), button, held, keys)
    QApplication.sendEvent(port, event)


def click(view: MessageView, at: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    mouse(view, QEvent.Type.MouseButtonPress, at, keys)
    mouse(view, QEvent.Type.MouseButtonRelease, at, keys)


def drag(view: MessageView, start: QPoint, end: QPoint) -> None:
    mouse(view, QEvent.Type.MouseButtonPress, start)
    mouse(view, QEvent.Type.MouseMove, end)
    mouse(view, QEvent.Type.MouseButtonRelease, end)


def wheel(view: MessageView, steps: int) -> None:
    at = QPointF(100, 100)
    event = QWheelEvent(
        at,
        QPointF(view.mapToGlobal(QPoint(100, 100))),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


# --- what is shown --------------------------------------------------------------------------------


def test_an_empty_view_says_so(view: MessageView) -> None:
    view.set_empty_text("Nothing yet", "Write the first message")
    before = view.grab().toImage()
    view.set_empty_text("", "")
    assert view.grab().toImage() != before


def test_all_kinds_of_rows_are_drawn(view: MessageView, model: ConversationModel) -> None:
    model.append_batch(
        [
            News("#room", NewsKind.JOINED, "a", NOON),
            News("#room", NewsKind.KICKED, "b", NOON, other="c", text="because"),
            message("boris", "\x02bold\x02 \x0304,01red\x03 \x16reverse\x16 `code` http://a.b"),
            message("boris", "waves", kind=MessageKind.ACTION),
            message("robot", "notice", kind=MessageKind.NOTICE),
            own("waiting", "k1", Delivery.WAITING),
            own("failed", "k2", Delivery.WAITING),
            own("sent", "k3", Delivery.SENT),
            own("stored", "k4"),
            TopicChanged("#room", "topic", "a", NOON, changed=True),
            ChannelModesChanged("#room", "+o b", "a", NOON),
            ServerText("", "372", "- welcome", NOON),
            MessageUpdated("#room", "k2", Delivery.FAILED, error="no"),
        ]
    )
    model.append_line("lost", NOON, "unplug", "warn")
    view.resize(600, 1200)
    for layout in ("bubbles", "compact"):
        view.set_layout(layout)
        for mode in ("dark", "light"):
            theme().set_mode(mode)
            assert len(rows(view)) == len(model)


def test_one_name_over_a_group(view: MessageView, model: ConversationModel) -> None:
    model.append_batch(
        [message("boris", "one"), message("boris", "two", 60), message("chloe", "three", 61)]
    )
    first, second, third = (row for _, row in rows(view))
    assert [any(hit.kind == "nick" for hit in row.hits) for row in (first, second, third)] == [
        True,
        False,
        True,
    ]
    assert [label.text.text() for label in second.hover] == ["12:01"]
    assert second.height < first.height


def test_dates_stand_between_days(view: MessageView, model: ConversationModel) -> None:
    model.append_batch([message("a"), message("a", at=60), message("a", at=86_400)])
    days = [row.day[1].text() if row.day else None for _, row in rows(view)]
    assert days == ["Friday, 20 November", None, "Saturday, 21 November"]


def test_dates_follow_the_language(view: MessageView, model: ConversationModel) -> None:
    model.append_batch([message("a")])
    QLocale.setDefault(QLocale(QLocale.Language.Russian))
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    (_, row) = rows(view)[0]
    assert row.day is not None
    assert row.day[1].text() == "Пятница, 20 ноября"


def test_the_new_line(view: MessageView, model: ConversationModel) -> None:
    model.attended = True
    model.append_batch([message("boris", "old")])
    model.attended = False
    model.append_batch([message("boris", "new", 1), message("boris", "newer", 2)])
    assert [row.marker is not None for _, row in rows(view)] == [False, True, False]
    model.mark_read()
    model.leave()
    assert [row.marker is not None for _, row in rows(view)] == [False, False, False]


def test_condensed_news_unfold(view: MessageView, model: ConversationModel) -> None:
    names = ("farida", "george", "igor", "lena", "olya")
    model.append_batch([News("#room", NewsKind.JOINED, nick, NOON) for nick in names])
    model.append_batch([News("#room", NewsKind.LEFT, "dmitry", NOON + 1)])
    (y, row) = rows(view)[0]
    assert row.body.text.startswith("farida, george and")
    assert "lena" not in row.body.text
    assert "dmitry" in row.body.text
    hit = next(hit for hit in row.hits if hit.kind == "unfold")
    click(view, QPoint(90, round(y + hit.rect.center().y())))
    (_, row) = rows(view)[0]
    assert row.text.lineCount() == 7
    assert all(nick in row.body.text for nick in (*names, "dmitry"))


def test_delivery_is_shown(view: MessageView, model: ConversationModel, qtbot: QtBot) -> None:
    model.append_batch([own("hello", "k", Delivery.WAITING)])
    (_, row) = rows(view)[0]
    assert row.bubble_kind == "waiting"
    model.update(MessageUpdated("#room", "k", Delivery.STORED))
    (_, row) = rows(view)[0]
    assert row.bubble_kind == "own"
    model.append_batch([own("second", "k2", Delivery.WAITING)])
    model.update(MessageUpdated("#room", "k2", Delivery.FAILED, error="Cannot send"))
    (y, row) = rows(view)[-1]
    assert row.bubble_kind == "failed"
    assert "Cannot send" in [label.text.text() for label in row.labels]
    hit = next(hit for hit in row.hits if hit.kind == "resend")
    with qtbot.waitSignal(view.resend_requested) as signal:
        click(view, QPoint(round(hit.rect.center().x()), round(y + hit.rect.center().y())))
    assert signal.args == ["k2"]
    model.take_failed_line("k2")
    (_, row) = rows(view)[-1]
    assert "Sent again below" in [label.text.text() for label in row.labels]
    assert not any(hit.kind == "resend" for hit in row.hits)


def test_code_breaks_at_spaces_not_after_hyphens(
    view: MessageView, model: ConversationModel, qtbot: QtBot
) -> None:
    words = "--tcp --listening --numeric --processes -l"
    model.append_batch([message("mira", f"{'a ' * more}`ss {words}`") for more in range(60)])
    broken = 0
    for _, row in rows(view):
        for number in range(row.text.lineCount() - 1):
            line = row.text.lineAt(number)
            shown = row.body.text[line.textStart() : line.textStart() + line.textLength()]
            assert not shown.endswith("-")
            broken += 1
    assert broken > 5
    model.append_batch([message("mira", "`" + "long-" * 60 + "`")])  # there is no space
    assert rows(view)[-1][1].text.lineCount() > 2


def test_text_from_right_to_left_is_set_flush_right(
    view: MessageView, model: ConversationModel
) -> None:
    model.append_batch([message("mira", "שלום עולם\nשלום"), message("b", "hello\nhi")])
    (_, hebrew), (_, english) = rows(view)
    lines = [hebrew.text.lineAt(n).naturalTextRect() for n in range(2)]
    assert lines[1].left() > lines[0].left() + 5
    assert abs(lines[1].right() - lines[0].right()) < 2
    assert english.text.lineAt(1).naturalTextRect().left() == 0


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    st.text(
        alphabet=st.one_of(
            st.characters(),
            st.characters(categories=["Mn", "Cf", "Cc", "So"]),
            st.sampled_from("\u202e\u2066\u200b\x03\x04`אب😀"),
        ),
        max_size=200,
    ),
    st.text(min_size=1, max_size=20),
)
def test_any_text_is_drawn(
    view: MessageView, model: ConversationModel, text: str, nick: str
) -> None:
    model.append_batch(
        [
            message(nick, text),
            message(nick, text, kind=MessageKind.ACTION),
            own(text, "k"),
            News("#room", NewsKind.KICKED, nick, NOON, other=nick, text=text),
            TopicChanged("#room", text, nick, NOON, changed=True),
            ChannelModesChanged("#room", text, nick, NOON),
            ServerText("#room", "999", text, NOON),
        ]
    )
    assert rows(view)
    view.select_all()
    assert view.selected_text()
    model.clear()


@pytest.mark.parametrize(
    "text",
    [
        "e" + "\u0301" * 10_000,
        "x" * 1_000_000,
        "слово " * 170_000,
        "\u202e" * 5000,
        "\u200b" * 5000,
        "\0" * 5000,
        "`" * 5000,
        "\n" * 5000,
        "http://" + "a" * 5000,
        "😀" * 5000,
        "\u2067א" * 2000,
        "ﷺ" * 3000,
        "\x0304" * 3000 + "x",
    ],
    ids=lambda text: repr(text[:8]),
)
@pytest.mark.parametrize("layout", ["bubbles", "compact"])
def test_hostile_messages_are_drawn(
    view: MessageView, model: ConversationModel, text: str, layout: str
) -> None:
    view.set_layout(layout)  # type: ignore[arg-type]
    model.append_batch([message("boris", text), own(text, "k"), message("chloe", "after")])
    (_, last) = rows(view)[-1]
    assert last.body.text == "after"
    assert all(row.height < 12_000 for _, row in rows(view))


# --- where it stands ------------------------------------------------------------------------------


def top_of(view: MessageView) -> tuple[int, int]:
    y, row = rows(view)[0]
    return row.number, round(y)


def test_it_stays_at_the_bottom(view: MessageView, model: ConversationModel) -> None:
    fill(model)
    assert rows(view)[-1][1].number == 199
    assert view.at_bottom()
    model.append_batch([message("chloe", "newest")])
    assert rows(view)[-1][1].number == 200
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_few_rows_stand_at_the_bottom_and_need_no_bar(
    view: MessageView, model: ConversationModel
) -> None:
    model.append_batch([message("a")])
    y, row = rows(view)[0]
    assert round(y + row.height) == view.viewport().height() - 12
    assert view.verticalScrollBar().maximum() == 0
    wheel(view, 3)
    assert view.at_bottom()


def test_it_does_not_move_when_rows_come_below(
    view: MessageView, model: ConversationModel, qtbot: QtBot
) -> None:
    fill(model)
    settle(view)
    with qtbot.waitSignal(view.at_bottom_changed) as signal:
        wheel(view, 10)
    assert signal.args == [False]
    before = top_of(view)
    model.append_batch([message("chloe", f"new {n}", 90_000 + n) for n in range(50)])
    assert top_of(view) == before
    assert view.new_below() == 50
    assert view._jump.isVisible()
    assert view._jump.count == 50
    with qtbot.waitSignal(view.at_bottom_changed) as signal:
        view._jump.click()
    assert signal.args == [True]
    assert rows(view)[-1][1].number == 249
    assert view.new_below() == 0
    assert not view._jump.isVisible()


def test_it_does_not_move_when_a_row_above_or_below_changes(
    view: MessageView, model: ConversationModel
) -> None:
    model.append_batch([News("#room", NewsKind.JOINED, f"n{n}", NOON) for n in range(9)])
    model.append_batch([own("waits", "k", Delivery.WAITING)])
    fill(model)
    settle(view)
    view.jump_to_row(100)
    before = top_of(view)
    model.toggle_news(0)
    model.update(MessageUpdated("#room", "k", Delivery.FAILED, error="x"))
    assert top_of(view) == before


def test_an_own_message_leads_to_the_bottom(view: MessageView, model: ConversationModel) -> None:
    fill(model)
    settle(view)
    wheel(view, 20)
    model.append_batch([own("mine", "k", Delivery.WAITING)])
    assert rows(view)[-1][1].number == model.end - 1
    assert view.at_bottom()


def test_old_rows_going_do_not_move_it(
    view: MessageView, model: ConversationModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(model, 300)
    settle(view)
    view.jump_to_row(250)
    before = top_of(view)
    monkeypatch.setattr("desktop.client.message_model.MAX_ROWS", 200)
    monkeypatch.setattr("desktop.client.message_model.TRIM", 10)
    model.append_batch([message("chloe", "one more", 200_000)])
    assert model.first == 101
    assert top_of(view) == before


def test_it_survives_the_row_in_sight_going(
    view: MessageView, model: ConversationModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(model, 300)
    settle(view)
    view.jump_to_row(20)
    monkeypatch.setattr("desktop.client.message_model.MAX_ROWS", 200)
    monkeypatch.setattr("desktop.client.message_model.TRIM", 10)
    model.append_batch([message("chloe", "one more", 200_000)])
    assert top_of(view) == (101, 0)


def test_resizing_keeps_the_topmost_row(view: MessageView, model: ConversationModel) -> None:
    model.append_batch(
        [message("boris", "some words that wrap " * (n % 9 + 1), n * 400) for n in range(200)]
    )
    settle(view)
    view.jump_to_row(100)
    number, _ = top_of(view)
    for width in (300, 900, 450, 600):
        view.resize(width, 400)
        assert top_of(view)[0] == number
    view.jump_to_bottom()
    view.resize(320, 300)
    assert rows(view)[-1][1].number == 199


def test_a_popup_covers_nothing(view: MessageView, model: ConversationModel) -> None:
    fill(model)
    settle(view)
    view.set_bottom_margin(150)
    y, row = rows(view)[-1]
    assert row.number == 199
    assert y + row.height <= view.viewport().height() - 150
    view.set_bottom_margin(0)
    y, row = rows(view)[-1]
    assert round(y + row.height) == view.viewport().height() - 12


def test_position_of_each_conversation(view: MessageView, model: ConversationModel) -> None:
    fill(model)
    settle(view)
    view.jump_to_row(50)
    before, position = top_of(view), view.save_position()
    other = ConversationModel()
    other.append_batch([message("a")])
    view.set_model(other)
    assert view.at_bottom()
    assert len(rows(view)) == 1
    view.set_model(model)
    view.restore_position(position)
    assert top_of(view) == before
    view.set_model(None)
    assert rows(view) == []


def test_to_the_new_line(view: MessageView, model: ConversationModel) -> None:
    model.attended = True
    fill(model)
    model.attended = False
    model.append_batch([message("chloe", f"new {n}", 90_000 + 400 * n) for n in range(60)])
    settle(view)
    view.jump_to_marker()
    (y, row) = next(pair for pair in rows(view) if pair[1].number == 200)
    assert row.marker is not None
    assert 0 <= y < view.viewport().height() / 2


def test_the_bar_leads_everywhere(view: MessageView, model: ConversationModel) -> None:
    fill(model, 1000)
    settle(view)
    bar = view.verticalScrollBar()
    bar.setValue(0)
    assert top_of(view) == (0, 0)
    assert not view.at_bottom()
    bar.setValue(bar.maximum() // 2)
    assert 400 < top_of(view)[0] < 600
    bar.setValue(bar.maximum())
    assert view.at_bottom()
    bar.triggerAction(bar.SliderAction.SliderPageStepSub)
    assert not view.at_bottom()
    bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
    assert view.at_bottom()


def test_wheel_and_back_is_the_same_place(view: MessageView, model: ConversationModel) -> None:
    fill(model)
    settle(view)
    view.jump_to_row(100)
    before = top_of(view)
    wheel(view, 7)
    assert top_of(view) != before
    wheel(view, -7)
    assert top_of(view) == before


def test_keys_scroll(view: MessageView, model: ConversationModel) -> None:
    fill(model)
    settle(view)
    view.setFocus()
    press_key(view, Qt.Key.Key_Home)
    assert top_of(view) == (0, 0)
    press_key(view, Qt.Key.Key_PageDown)
    first = top_of(view)[0]
    assert first > 3
    press_key(view, Qt.Key.Key_PageUp)
    assert top_of(view) == (0, 0)
    press_key(view, Qt.Key.Key_End)
    assert view.at_bottom()


# --- selection and copying ------------------------------------------------------------------------


def test_copy_within_a_message(view: MessageView, model: ConversationModel) -> None:
    model.append_batch([message("boris", "hello `big` world")])
    drag(view, place_of(view, 0, 6), place_of(view, 0, 11))
    assert view.selected_text() == "`big`"
    press_key(view, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "`big`"


def test_copy_across_messages(view: MessageView, model: ConversationModel) -> None:
    model.append_batch(
        [
            message("boris", "one two"),
            message("boris", "second 😀", 60),
            message("chloe", "waves", 120, MessageKind.ACTION),
            News("#room", NewsKind.JOINED, "dmitry", NOON + 180),
            own("три четыре", "k"),
        ]
    )
    drag(view, place_of(view, 0, 4), place_of(view, 4, 3))
    assert view.copy_selection()
    assert clipboard() == (
        "[12:00] boris: two\n"
        "[12:01] boris: second 😀\n"
        "[12:02] * chloe waves\n"
        "[12:03] dmitry joined\n"
        "[12:00] anna: три"
    )


def test_the_end_that_only_touches_a_row_is_not_copied(
    view: MessageView, model: ConversationModel
) -> None:
    model.append_batch([message("a", "one"), message("b", "two"), message("c", "three")])
    drag(view, place_of(view, 2, 0), place_of(view, 0, 0))
    assert view.selected_text() == "[12:00] a: one\n[12:00] b: two"


def test_words_and_whole_messages_by_clicking(view: MessageView, model: ConversationModel) -> None:
    model.append_batch([message("a", "first second third")])
    at = place_of(view, 0, 8)
    click(view, at)
    mouse(view, QEvent.Type.MouseButtonDblClick, at)
    assert view.selected_text() == "second"
    mouse(view, QEvent.Type.MouseButtonRelease, at)
    click(view, at)
    assert view.selected_text() == "first second third"


def test_shift_click_extends(view: MessageView, model: ConversationModel) -> None:
    model.append_batch([message("a", "first second third")])
    drag(view, place_of(view, 0, 0), place_of(view, 0, 5))
    click(view, place_of(view, 0, 12), SHIFT)
    assert view.selected_text() == "first second"


def test_selecting_by_keyboard(view: MessageView, model: ConversationModel) -> None:
    model.append_batch([message("a", "ab😀d"), message("b", "next")])
    settle(view)
    view.setFocus()
    view.set_current(0)
    for _ in range(3):
        press_key(view, Qt.Key.Key_Right, SHIFT)
    assert view.selected_text() == "ab😀"
    press_key(view, Qt.Key.Key_End, SHIFT)
    assert view.selected_text() == "ab😀d"
    press_key(view, Qt.Key.Key_Down, SHIFT)
    assert view.selected_text() == "[12:00] a: ab😀d\n[12:00] b: next"
    press_key(view, Qt.Key.Key_Home, SHIFT | CONTROL)
    assert view.selected_text() == ""
    press_key(view, Qt.Key.Key_Escape)
    assert not view.has_selection()


def test_copy_everything(view: MessageView, model: ConversationModel, qtbot: QtBot) -> None:
    model.append_batch([message("a", f"line {n}", n) for n in range(3000)])
    settle(view)
    press_key(view, Qt.Key.Key_A, CONTROL)
    QGuiApplication.clipboard().clear()
    press_key(view, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: clipboard().count("\n") == 2999, timeout=10_000)
    lines = clipboard().split("\n")
    assert lines[0] == "[12:00] a: line 0"
    assert lines[-1].endswith(" a: line 2999")


def test_the_chosen_row_is_copied_and_described(
    view: MessageView, model: ConversationModel
) -> None:
    model.append_batch([message("a", "one"), message("b", "two", 60)])
    settle(view)
    view.setFocus()
    press_key(view, Qt.Key.Key_Up)
    press_key(view, Qt.Key.Key_Up)
    assert view.current() == 0
    assert view.accessibleDescription().endswith("; [12:00] a: one")  # after the date above it
    assert view.accessibleName() == "Messages"
    press_key(view, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "[12:00] a: one"


def test_a_selection_stays_when_rows_come(view: MessageView, model: ConversationModel) -> None:
    model.append_batch([message("a", "keep this")])
    drag(view, place_of(view, 0, 0), place_of(view, 0, 4))
    fill(model)
    settle(view)
    assert view.selected_text() == "keep"


def test_nothing_selected_is_not_copied(view: MessageView, model: ConversationModel) -> None:
    model.append_batch([message("a", "one")])
    settle(view)
    assert not view.copy_selection()


# --- opening --------------------------------------------------------------------------------------


def test_a_link_is_opened_by_a_click_but_not_by_dragging(
    view: MessageView, model: ConversationModel, qtbot: QtBot
) -> None:
    model.append_batch([message("a", "see https://example.org/x now")])
    at = place_of(view, 0, 10)
    with qtbot.waitSignal(view.link_activated) as signal:
        click(view, at)
    assert signal.args == ["https://example.org/x"]
    mouse(view, QEvent.Type.MouseMove, at)
    with qtbot.assertNotEmitted(view.link_activated):
        drag(view, at, place_of(view, 0, 2))
        click(view, place_of(view, 0, 1))


def test_links_by_keyboard(view: MessageView, model: ConversationModel, qtbot: QtBot) -> None:
    model.append_batch([message("a", "http://one.org and http://two.org"), message("b", "none")])
    settle(view)
    view.setFocus()
    view.set_current(0)
    press_key(view, Qt.Key.Key_Right)
    press_key(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.link_activated) as signal:
        press_key(view, Qt.Key.Key_Return)
    assert signal.args == ["http://two.org"]
    press_key(view, Qt.Key.Key_Left)
    with qtbot.waitSignal(view.link_activated) as signal:
        press_key(view, Qt.Key.Key_Return)
    assert signal.args == ["http://one.org"]


def test_a_name_is_clicked(view: MessageView, model: ConversationModel, qtbot: QtBot) -> None:
    model.append_batch([message("boris", "one")])
    (y, row) = rows(view)[0]
    for hit in row.hits:
        with qtbot.waitSignal(view.nick_activated) as signal:
            click(view, QPoint(round(hit.rect.center().x()), round(y + hit.rect.center().y())))
        assert signal.args == ["boris"]


def test_the_cursor_tells_what_can_be_done(view: MessageView, model: ConversationModel) -> None:
    model.append_batch([message("a", "text http://a.b")])
    port = view.viewport()
    for place, shape in (
        (place_of(view, 0, 1), Qt.CursorShape.IBeamCursor),
        (place_of(view, 0, 9), Qt.CursorShape.PointingHandCursor),
        (QPoint(300, 5), Qt.CursorShape.ArrowCursor),
    ):
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(port.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            NO_KEYS,
        )
        QApplication.sendEvent(port, event)
        assert port.cursor().shape() == shape


def menu_of(view: MessageView, model: ConversationModel, number: int) -> QMenu:
    row = view._scroller.layout(number)
    return make_message_menu(view, model, row, row.body.links[0] if row.body.links else None)


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_the_menu_of_a_message(view: MessageView, model: ConversationModel, qtbot: QtBot) -> None:
    model.append_batch([message("boris", "see http://a.b"), own("x", "k", Delivery.WAITING)])
    model.update(MessageUpdated("#room", "k", Delivery.FAILED))
    settle(view)
    menu = menu_of(view, model, 0)
    choose(menu, "Copy the text")
    assert clipboard() == "see http://a.b"
    choose(menu, "Copy with name and time")
    assert clipboard() == "[12:00] boris: see http://a.b"
    choose(menu, "Copy the address")
    assert clipboard() == "http://a.b"
    with qtbot.waitSignal(view.link_activated):
        choose(menu, "Open the address")
    with qtbot.waitSignal(view.mention_requested) as signal:
        choose(menu, "Mention boris")
    assert signal.args == ["boris"]
    menu = menu_of(view, model, 1)
    assert "Mention anna" not in [action.text() for action in menu.actions()]
    with qtbot.waitSignal(view.resend_requested) as signal:
        choose(menu, "Send again")
    assert signal.args == ["k"]
    choose(menu, "Select all")
    assert view.has_selection()


def test_the_menu_key_opens_the_menu_of_the_chosen_row(
    view: MessageView, model: ConversationModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    monkeypatch.setattr(
        "desktop.client.message_control.show_message_menu",
        lambda _view, _model, row, _target, _place: shown.append(row.number),
    )
    model.append_batch([message("boris", "hello"), message("chloe", "hi")])
    settle(view)
    view.set_current(0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(view.viewport(), event)
    at = place_of(view, 1, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    assert shown == [0, 1]


def test_search_is_marked(view: MessageView, model: ConversationModel) -> None:
    model.append_batch([message("boris", "one two three")])
    settle(view)
    before = view.grab().toImage()
    view.set_highlighted_text("TWO")
    assert view.grab().toImage() != before
    view.set_highlighted_text("")
    assert view.grab().toImage() == before


def test_new_messages_are_told_to_screen_readers(
    view: MessageView, model: ConversationModel, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[str] = []
    monkeypatch.setattr("desktop.client.message_view.QAccessible.isActive", lambda: True)
    monkeypatch.setattr(view, "announce", told.append)
    model.append_batch([message("boris", "hello"), own("mine", "k")])
    assert told == ["[12:00] boris: hello"]
    told.clear()
    # What comes while that is said is told in one sentence, whatever the number of batches.
    for batch in range(5):
        model.append_batch([message("boris", f"{n}", batch * 10 + n) for n in range(10)])
    assert not told
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told == ["50 new messages"]


def test_theme_and_language_change_live(view: MessageView, model: ConversationModel) -> None:
    theme().set_mode("light")
    model.append_batch([message("boris", "hello"), News("#room", NewsKind.JOINED, "a", NOON)])
    light = rows(view) and view.grab().toImage()
    theme().set_mode("dark")
    settle(view)
    assert view.grab().toImage() != light
    theme().set_mode("light")
    settle(view)
    assert view.grab().toImage() == light


def test_what_is_not_kept_is_said(
    view: MessageView, model: ConversationModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.client.message_model.MAX_ROWS", 100)
    monkeypatch.setattr("desktop.client.message_model.TRIM", 10)
    fill(model, 115)
    settle(view)
    press_key(view, Qt.Key.Key_Home)
    (_, row) = rows(view)[0]
    assert row.number == model.first == 15
    assert "What came before is not kept" in [label.text.text() for label in row.labels]


def test_a_found_row_is_shown_and_marked(view: MessageView, model: ConversationModel) -> None:
    fill(model)
    settle(view)
    (number,) = model.search("number 42")
    view.jump_to_row(number)
    assert view.current() == 42
    assert 42 in [row.number for _, row in rows(view)]
    plain = view.grab().toImage()
    view.set_highlighted_text("number 42")
    assert view.grab().toImage() != plain


def test_dragging_beyond_the_edge_scrolls(
    view: MessageView, model: ConversationModel, qtbot: QtBot
) -> None:
    fill(model)
    start = place_of(view, 199, 3)
    mouse(view, QEvent.Type.MouseButtonPress, start)
    mouse(view, QEvent.Type.MouseMove, QPoint(start.x(), -60))
    qtbot.waitUntil(lambda: view._scroller.save().number < 180, timeout=10_000)
    mouse(view, QEvent.Type.MouseButtonRelease, QPoint(start.x(), -60))
    assert "message number 185" in view.selected_text()


def test_a_long_nick_does_not_push_the_time_away(
    view: MessageView, model: ConversationModel
) -> None:
    model.append_batch([message("n" * 300, "hello"), message("ж" * 40, "hi", 1)])
    for layout in ("bubbles", "compact"):
        view.set_layout(layout)
        for _, row in rows(view):
            assert all(label.x + label.text.size().width() < 600 for label in row.labels)
            assert all(label.x >= 0 for label in row.labels)


@pytest.mark.parametrize("width", [60, 160, 320])
def test_it_can_be_very_narrow(view: MessageView, model: ConversationModel, width: int) -> None:
    view.setMinimumSize(10, 10)
    model.append_batch(
        [message("boris", "some words and https://example.org/long/address"), own("mine", "k")]
    )
    view.resize(width, 300)
    for layout in ("bubbles", "compact"):
        view.set_layout(layout)
        assert rows(view)


@pytest.mark.parametrize("layout", ["bubbles", "compact"])
def test_the_message_of_the_day_is_one_block_among_the_servers_lines(
    view: MessageView, model: ConversationModel, layout: Layout
) -> None:
    lines = [("001", "welcome"), ("MOTD", "  /\\"), ("MOTD", " /__\\"), ("251", "one user")]
    model.append_batch([ServerText("", code, text, NOON) for code, text in lines])
    view.set_layout(layout)
    placed = [row for _, row in rows(view)]
    assert [row.top for row in placed[1:]] == [8.0, 0.0, 8.0]
    assert [len(row.pictures) for row in placed] == [1, 1, 0, 1]


def test_what_closes_a_compact_message_stands_beside_the_code_that_ends_it(
    view: MessageView, model: ConversationModel
) -> None:
    model.append_batch([own("so:\n```py\nprint(1)\nprint(2)\n```", "k")])
    view.set_layout("compact")
    [(_, row)] = rows(view)
    [(button, _)] = row.buttons
    mark = row.pictures[-1]
    assert mark.x > button.right()
    assert mark.x + 14 <= view.viewport().width() - 12
    assert row.origin.y() < mark.y < row.origin.y() + row.text_height - 14


class WidePicture(QObject):
    """A source with one picture for every address."""

    changed = Signal(str)
    image = QImage(416, 204, QImage.Format.Format_RGB32)

    def state(self, _url: str) -> PictureState:
        return PictureState(image=self.image)

    def ask(self, _url: str) -> None:
        raise AssertionError("nothing is to be fetched")


def test_the_scroll_bar_comes_to_rest_at_every_height(
    view: MessageView, model: ConversationModel
) -> None:
    # A picture is lower beside the bar than without it, so that all fits only while there is one.
    pictures = WidePicture(view)
    view.set_pictures(pictures)
    model.append_batch([message("chloe", at=at) for at in range(4)])
    model.append_batch([message("boris", "https://example.org/board.png", 5)])
    at_rest = set[bool]()
    for height in range(260, 420, 2):
        view.resize(380, height)
        seen = []
        for _ in range(6):
            settle(view)
            seen.append(view.viewport().width())
        assert len(set(seen[-3:])) == 1, height
        at_rest.add(view.verticalScrollBar().isVisible())
    assert at_rest == {True, False}


def test_a_wide_view_keeps_its_rows_while_it_is_resized(
    view: MessageView, model: ConversationModel
) -> None:
    """A text is never wider than one can read: more room moves nothing but the right edge."""
    model.append_batch([message("boris", "hello " * 40), message("boris", "waves", 60)])
    view.set_options(ViewOptions(layout="bubbles", avatars=False))

    def picture() -> QImage:
        settle(view)
        view._hovered = 1  # its time stands at the right edge
        return view.viewport().grab().toImage()

    view.resize(1000, 400)
    picture()
    layouts = [row for _, row in rows(view)]
    view.resize(1100, 400)
    kept = picture()
    assert [row for _, row in rows(view)][1] is layouts[1]
    view.renew_look()  # all is laid out anew
    assert picture() == kept
    view.resize(500, 400)
    assert rows(view)[0][1].height > layouts[0].height
