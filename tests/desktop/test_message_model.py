"""The rows of a conversation: numbers that stay, condensed news, unread, delivery, search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from core.client.events import (
    ChannelModesChanged,
    Connecting,
    Delivery,
    Event,
    MessageKind,
    MessageReceived,
    MessageUpdated,
    News,
    NewsKind,
    ServerText,
    TopicChanged,
)
from desktop.client import message_model
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import LocalLine, NewsRow, Row, continues_group, local_day

NOON = datetime(2026, 11, 20, 12, 0).timestamp()


def message(nick: str, text: str = "hello", at: float = 0.0, **more: object) -> MessageReceived:
    return MessageReceived(
        "#room",
        MessageKind.TEXT,
        nick,
        text,
        NOON + at,
        f"{nick}{at}{text}",
        **more,  # type: ignore[arg-type]
    )


def own(text: str, key: str, delivery: Delivery = Delivery.WAITING) -> MessageReceived:
    return MessageReceived(
        "#room", MessageKind.TEXT, "anna", text, NOON, key, own=True, delivery=delivery
    )


def news(kind: NewsKind, nick: str, at: float = 0.0, **more: object) -> News:
    return News("#room", kind, nick, NOON + at, **more)  # type: ignore[arg-type]


@pytest.fixture
def model(qapp: object) -> ConversationModel:
    return ConversationModel()


def test_rows_have_numbers_and_are_announced(model: ConversationModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.appended) as signal:
        model.append_batch([message("anna"), message("boris")])
    assert signal.args == [0, 2]
    assert (model.first, model.end, len(model)) == (0, 2, 2)
    row = model.row(1)
    assert isinstance(row, MessageReceived)
    assert row.nick == "boris"
    with pytest.raises(IndexError):
        model.row(2)
    with pytest.raises(IndexError):
        model.row(-1)


def test_what_is_no_row_is_ignored(model: ConversationModel) -> None:
    events: list[Event] = [
        Connecting("host", 1, 1),
        TopicChanged("#room", "told on joining"),
        MessageUpdated("#room", "unknown", Delivery.STORED),
    ]
    model.append_batch(events)
    assert len(model) == 0


def test_rows_that_nobody_said(model: ConversationModel) -> None:
    model.append_batch(
        [
            TopicChanged("#room", "new", "anna", NOON, changed=True),
            ChannelModesChanged("#room", "+o boris", "anna", NOON),
            ServerText("#room", "401", "No such nick", NOON, error=True),
        ]
    )
    model.append_line("Connection lost", NOON, "unplug", "warn")
    assert [type(model.row(n)) for n in range(4)] == [
        TopicChanged,
        ChannelModesChanged,
        ServerText,
        LocalLine,
    ]


def test_news_share_a_row_until_something_is_said(model: ConversationModel, qtbot: QtBot) -> None:
    model.append_batch([news(NewsKind.JOINED, "a"), news(NewsKind.JOINED, "b")])
    with qtbot.waitSignal(model.changed) as signal:
        model.append_batch([news(NewsKind.LEFT, "a")])
    assert signal.args == [0]
    model.append_batch([message("c"), news(NewsKind.QUIT, "b")])
    assert len(model) == 3
    first, last = model.row(0), model.row(2)
    assert isinstance(first, NewsRow)
    assert isinstance(last, NewsRow)
    assert [item.nick for item in first.items] == ["a", "b", "a"]
    assert [item.nick for item in last.items] == ["b"]


def test_own_news_and_another_day_stand_alone(model: ConversationModel) -> None:
    model.append_batch(
        [
            news(NewsKind.JOINED, "anna", own=True),
            news(NewsKind.JOINED, "b"),
            news(NewsKind.JOINED, "c", 86_400),
        ]
    )
    assert len(model) == 3
    assert local_day(model.row(0).time) == local_day(model.row(1).time) != local_day(NOON + 86_400)


def test_a_crowd_of_news_is_cut_into_rows(model: ConversationModel) -> None:
    model.append_batch([news(NewsKind.JOINED, f"n{i}") for i in range(450)])
    rows = [model.row(n) for n in range(model.first, model.end)]
    assert all(isinstance(row, NewsRow) for row in rows)
    assert sum(len(row.items) for row in rows if isinstance(row, NewsRow)) == 450
    assert len(rows) == 3


def test_unfolding(model: ConversationModel) -> None:
    model.append_batch([news(NewsKind.JOINED, "a"), news(NewsKind.JOINED, "b"), message("c")])
    model.toggle_news(0)
    row = model.row(0)
    assert isinstance(row, NewsRow)
    assert row.unfolded
    model.toggle_news(0)
    model.toggle_news(1)  # a message: nothing
    row = model.row(0)
    assert isinstance(row, NewsRow)
    assert not row.unfolded


def test_unread_counts_and_the_new_line(model: ConversationModel, qtbot: QtBot) -> None:
    model.attended = True
    model.append_batch([message("boris", "seen")])
    assert (model.unread, model.marker) == (0, None)
    model.attended = False
    with qtbot.waitSignal(model.unread_changed):
        model.append_batch(
            [
                news(NewsKind.JOINED, "x"),
                message("boris", "one"),
                message("boris", "anna!", highlight=True),
            ]
        )
    assert (model.unread, model.highlights, model.marker) == (2, 1, 2)
    model.mark_read()
    assert (model.unread, model.highlights, model.marker) == (0, 0, 2)
    model.leave()
    assert model.marker is None


def test_the_new_line_stays_while_there_is_something_unread(model: ConversationModel) -> None:
    model.append_batch([message("boris"), message("boris", "two")])
    model.leave()
    assert (model.unread, model.marker) == (2, 0)


def test_who_writes_has_read(model: ConversationModel) -> None:
    model.append_batch([message("boris"), own("answer", "k")])
    assert (model.unread, model.marker) == (0, None)


def test_delivery(model: ConversationModel, qtbot: QtBot) -> None:
    model.append_batch([own("one", "k1"), own("two", "k2")])
    with qtbot.waitSignal(model.changed) as signal:
        model.update(MessageUpdated("#room", "k1", Delivery.STORED, NOON + 5, "id1"))
    assert signal.args == [0]
    first = model.row(0)
    assert isinstance(first, MessageReceived)
    assert (first.delivery, first.time, first.msgid) == (Delivery.STORED, NOON + 5, "id1")
    model.append_batch([MessageUpdated("#room", "k2", Delivery.FAILED, error="No")])
    second = model.row(1)
    assert isinstance(second, MessageReceived)
    assert second.delivery is Delivery.FAILED
    assert second.time == NOON
    assert model.error("k2") == "No"
    assert model.error("k1") == ""


def test_sent_can_still_become_stored(model: ConversationModel) -> None:
    model.append_batch([own("one", "k")])
    for delivery in (Delivery.SENT, Delivery.STORED):
        model.update(MessageUpdated("#room", "k", delivery))
    row = model.row(0)
    assert isinstance(row, MessageReceived)
    assert row.delivery is Delivery.STORED


@pytest.mark.parametrize(
    ("kind", "text", "line"),
    [
        (MessageKind.TEXT, "again", "again"),
        (MessageKind.TEXT, "/etc/passwd", "//etc/passwd"),
        (MessageKind.ACTION, "waves", "/me waves"),
        (MessageKind.NOTICE, "hear", "/notice #room hear"),
    ],
)
def test_a_failed_message_is_taken_to_be_sent_again(
    model: ConversationModel, kind: MessageKind, text: str, line: str
) -> None:
    waiting = Delivery.WAITING
    model.append_batch(
        [MessageReceived("#room", kind, "anna", text, NOON, "k", own=True, delivery=waiting)]
    )
    assert model.take_failed_line("k") == ""  # it has not failed
    model.update(MessageUpdated("#room", "k", Delivery.FAILED, error="No"))
    assert model.take_failed_line("k") == line
    assert model.was_sent_again("k")
    assert model.take_failed_line("k") == ""  # once is enough
    assert model.take_failed_line("unknown") == ""


def test_search(model: ConversationModel) -> None:
    model.append_batch(
        [message("a", "Первый СОКЕТ"), message("b", "nothing"), message("c", "со\x02кет\x02 два")]
    )
    assert model.search("сокет") == [2, 0]
    assert model.search("сокет", limit=1) == [2]
    assert model.search("") == []
    assert model.search("nowhere") == []


def test_groups() -> None:
    first = message("anna")
    assert continues_group(first, message("anna", at=299))
    assert not continues_group(first, message("anna", at=300))
    assert not continues_group(first, message("boris", at=1))
    assert not continues_group(None, first)
    notice = MessageReceived("#room", MessageKind.NOTICE, "anna", "x", NOON, "n")
    assert not continues_group(first, notice)


def test_hostile_times() -> None:
    for when in (-1e300, 1e300, float("nan"), float("inf"), -5.0):
        assert local_day(when).year >= 1969


def test_old_rows_go_and_the_rest_keep_their_numbers(
    model: ConversationModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_model, "MAX_ROWS", 100)
    monkeypatch.setattr(message_model, "TRIM", 20)
    with qtbot.waitSignal(model.first_changed) as signal:
        for number in range(125):
            model.append_batch([message("a", f"text {number}", at=number)])
    assert signal.args == [20]
    assert (model.first, model.end, model.dropped) == (20, 125, 20)
    row = model.row(60)
    assert isinstance(row, MessageReceived)
    assert row.text == "text 60"


class Store:
    """A source that keeps what it is given."""

    def __init__(self, count: int) -> None:
        self.rows: list[Row] = [message("old", f"old {n}", at=n - count) for n in range(count)]
        self.start = -count
        self.reads = 0

    def first(self) -> int:
        return self.start

    def end(self) -> int:
        return self.start + len(self.rows)

    def read(self, number: int, limit: int) -> Sequence[Row]:
        self.reads += 1
        return self.rows[number - self.start : number - self.start + limit]

    def append(self, rows: Sequence[Row]) -> None:
        self.rows.extend(rows)

    def prepend(self, rows: Sequence[Row]) -> None:
        self.rows[:0] = rows
        self.start -= len(rows)

    def put(self, number: int, row: Row) -> None:
        self.rows[number - self.start] = row

    def gaps(self) -> list[int]:
        return []

    def can_fill(self, number: int) -> bool:
        return False

    def fill(self, number: int, rows: Sequence[Row], *, upwards: bool) -> None:
        raise NotImplementedError

    def close_gap(self, number: int) -> None:
        raise NotImplementedError

    def number(self, place: int) -> int:
        return place

    def place(self, number: int) -> int:
        return number

    def find(self, msgid: str) -> int | None:
        for number, row in enumerate(self.rows, self.start):
            if isinstance(row, MessageReceived) and row.msgid == msgid:
                return number
        return None


def text_of(model: ConversationModel, number: int) -> str:
    row = model.row(number)
    assert isinstance(row, MessageReceived)
    return row.text


def test_older_rows_come_from_the_source(qapp: object) -> None:
    store = Store(1000)
    model = ConversationModel(store)
    model.append_batch([message("a", "new")])
    assert (model.first, model.end) == (-1000, 1)
    for number in range(-1000, 0):
        assert text_of(model, number) == f"old {number + 1000}"
    assert store.reads < 40  # pages, not rows
    assert text_of(model, 0) == "new"
    with pytest.raises(IndexError):
        model.row(-1001)


def test_a_message_is_looked_up_alone(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(1000)
    store.rows[7] = message("old", "asked", at=-993, msgid="m7")
    model = ConversationModel(store)
    model.append_batch([message("a", "new", msgid="m1000")])
    asked: list[int] = []
    read = store.read

    def reading(number: int, limit: int) -> Sequence[Row]:
        asked.append(limit)
        return read(number, limit)

    monkeypatch.setattr(store, "read", reading)
    for _ in range(2):
        found = model.look_up("m7")
        assert found is not None and found == (-993, store.rows[7])
    assert asked == [1, 1]
    assert model.row(-994) is store.rows[6]
    found = model.look_up("m7")
    assert found is not None and found[1] is model.row(-993), "from the page that is here now"
    assert len(asked) == 3
    assert model.look_up("m1000") == (0, model.row(0))
    assert model.look_up("nowhere") is None
    assert model.message("nowhere") is None
    model.clear()
    assert model.look_up("m7") is None


def test_rows_move_to_the_source(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message_model, "MAX_ROWS_WITH_SOURCE", 50)
    monkeypatch.setattr(message_model, "TRIM", 10)
    model = ConversationModel(Store(30))
    for number in range(200):
        model.append_batch([message("a", f"text {number}", at=number)])
    assert (model.first, model.end, model.dropped) == (-30, 200, 0)
    assert [text_of(model, n) for n in range(200)] == [f"text {n}" for n in range(200)]


def test_clear(model: ConversationModel) -> None:
    model.append_batch([message("a"), message("b")])
    model.clear()
    assert len(model) == 0
    assert (model.unread, model.marker) == (0, None)
    model.append_batch([message("c")])
    assert text_of(model, model.end - 1) == "hello"
