"""A model with and without a store against a simple list: any order of what can happen."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.client.events import MessageKind, MessageReceived
from core.client.feature_events import HistoryGap, MessageEdited, MessageRedacted, ReactionReceived
from core.threads.client_store import ClientStore
from desktop.client import message_model
from desktop.client.conversation_source import ConversationSource
from desktop.client.message_content import one_line, row_icon
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import LocalLine

NOON = 1_700_000_000.0


def message(number: int) -> MessageReceived:
    return MessageReceived(
        "#lab",
        MessageKind.TEXT,
        "boris",
        f"text {number}",
        NOON + number,
        f"kept-{number}",
        msgid=f"id{number}",
        history=False,
    )


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.integers(1, 30)),
        st.tuples(st.just("prepend"), st.integers(1, 30)),
        st.tuples(st.just("line"), st.integers(1, 3)),
        st.tuples(st.just("again"), st.integers(0, 10_000)),
        st.tuples(st.just("edit"), st.integers(0, 10_000)),
        st.tuples(st.just("redact"), st.integers(0, 10_000)),
        st.tuples(st.just("react"), st.integers(0, 10_000)),
        st.tuples(st.just("flush"), st.just(0)),
    ),
    max_size=25,
)


@contextmanager
def source(kept: bool) -> Iterator[tuple[ConversationSource | None, ClientStore | None]]:
    if not kept:
        yield None, None
        return
    with tempfile.TemporaryDirectory() as folder, stored_in(Path(folder)) as (rows, store):
        yield rows, store


@contextmanager
def stored_in(folder: Path) -> Iterator[tuple[ConversationSource, ClientStore]]:
    store = ClientStore(folder)
    network = store.network("localhost", 6667, "anna")
    conversation = network.conversation("#lab") if network is not None else None
    assert network is not None and conversation is not None
    try:
        yield ConversationSource(conversation), store
    finally:
        ending = network.close()
        assert ending is not None and ending.stop_and_wait(20)


class Simple:
    """What the rows should be: texts, and "|" for a line of the window."""

    def __init__(self) -> None:
        self.rows: list[MessageReceived | None] = []
        self.newest, self.oldest = 1000, 1000

    def messages(self) -> list[int]:
        return [place for place, row in enumerate(self.rows) if row is not None]


def apply(model: ConversationModel, simple: Simple, name: str, value: int) -> None:
    known = simple.messages()
    if name == "append":
        rows = [message(simple.newest + each) for each in range(value)]
        simple.newest += value
        model.append_batch(rows)
        simple.rows += rows
    elif name == "prepend":
        rows = [message(simple.oldest - value + each) for each in range(value)]
        simple.oldest -= value
        assert model.prepend(rows) == value
        simple.rows[:0] = rows
    elif name == "line":
        for _ in range(value):
            model.append_line("a sentence of the window", NOON)
            simple.rows.append(None)
    elif known:
        place = known[value % len(known)]
        row = simple.rows[place]
        assert row is not None
        change(model, simple, name, place, row)


def change(
    model: ConversationModel, simple: Simple, name: str, place: int, row: MessageReceived
) -> None:
    if name == "again":
        number = int(row.msgid[2:])
        model.append_batch([replace(message(number), history=True)])
    elif name == "edit":
        model.append_batch([MessageEdited("#lab", row.msgid, "boris", "new", row.edited + 1)])
        if not row.redacted:
            simple.rows[place] = replace(row, text="new", edited=row.edited + 1)
    elif name == "redact":
        model.append_batch([MessageRedacted("#lab", row.msgid, "op", NOON)])
        if not row.redacted:
            simple.rows[place] = replace(row, text="", redacted="op", reactions=())
    elif name == "react" and not row.redacted and not row.reactions:
        event = ReactionReceived("#lab", row.msgid, "anna", "👍", NOON, own=True)
        model.append_batch([event])
        found = model.find(row.msgid)
        assert found is not None
        changed = model.row(found)
        assert isinstance(changed, MessageReceived) and changed.reactions
        simple.rows[place] = replace(row, reactions=changed.reactions)


def shown(model: ConversationModel) -> list[MessageReceived | None]:
    rows = [model.row(number) for number in range(model.first, model.end)]
    assert all(isinstance(row, (MessageReceived, LocalLine)) for row in rows)
    return [replace(row, key="") if isinstance(row, MessageReceived) else None for row in rows]


@pytest.mark.parametrize("kept", [False, True])
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(actions=ACTIONS)
def test_the_model_is_a_simple_list(
    qapp: object, kept: bool, actions: list[tuple[str, int]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # Memory holds so few that most is read from the store.
        patch.setattr(message_model, "MAX_ROWS_WITH_SOURCE", 10)
        patch.setattr(message_model, "TRIM", 5)
        with source(kept) as (rows, store):
            model, simple = ConversationModel(rows), Simple()
            for name, value in actions:
                if name == "flush":
                    assert store is None or store.flush(20)
                else:
                    apply(model, simple, name, value)
            expected = [None if row is None else replace(row, key="") for row in simple.rows]
            assert shown(model) == expected
            for place, row in enumerate(simple.rows):
                if row is not None:
                    number = model.find(row.msgid)
                    assert number == model.first + place
                    if rows is not None:
                        assert rows.number(rows.place(number)) == number


def test_where_messages_are_missing_it_is_said_after_a_restart_too(
    qapp: object, tmp_path: Path
) -> None:
    with stored_in(tmp_path) as (rows, store):
        model = ConversationModel(rows)
        gap = HistoryGap("#lab", NOON + 1)
        model.append_batch([message(1), gap, message(2)])
        model.append_line("a sentence of the window", NOON)
        assert store.flush(20)
    with stored_in(tmp_path) as (rows, _):
        model = ConversationModel(rows)
        texts = [one_line(model.row(number)) for number in range(model.first, model.end)]
        assert texts == ["text 1", "Messages are missing here.", "text 2"]
        assert row_icon(model.row(model.first + 1)) == ("triangle-alert", "warn")
