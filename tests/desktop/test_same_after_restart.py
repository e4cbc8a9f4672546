"""What is shown after a restart is what was shown before, whatever happened to it; and the search
finds what is shown, nothing that was edited away or deleted."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.client.events import (
    ChannelModesChanged,
    Delivery,
    Event,
    MessageKind,
    MessageReceived,
    MessageUpdated,
    News,
    NewsKind,
    TopicChanged,
)
from core.client.feature_events import (
    HistoryGap,
    MessageEdited,
    MessageRedacted,
    ReactionReceived,
)
from desktop.client import message_model
from desktop.client.message_content import one_line, row_body
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import LocalLine, Row
from tests.desktop.test_conversation_source import NOON, stored_in

WORDS = ("альфа", "бета", "Gamma", "世界", "ёж")
NICKS = ("boris", "Анна", "\u202eevil", "a" * 300)
HOSTILE = ("", "\0", "\ud800", "\x02bold\x02", "a\nb", "```\nx\n```", "👍" * 50, "\u0301" * 40)
TEXT = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(HOSTILE),
    st.text(max_size=20),
)
NUMBER = st.integers(0, 10_000)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("said"), NUMBER, TEXT),
        st.tuples(st.just("own"), NUMBER, TEXT),
        st.tuples(st.just("older"), NUMBER, TEXT),
        st.tuples(st.just("stored"), NUMBER, st.just("")),
        st.tuples(st.just("failed"), NUMBER, st.just("")),
        st.tuples(st.just("edited"), NUMBER, TEXT),
        st.tuples(st.just("deleted"), NUMBER, TEXT),
        st.tuples(st.just("reacted"), NUMBER, TEXT),
        st.tuples(st.just("unreacted"), NUMBER, TEXT),
        st.tuples(st.just("news"), NUMBER, TEXT),
        st.tuples(st.just("topic"), NUMBER, TEXT),
        st.tuples(st.just("modes"), NUMBER, st.just("+o boris")),
        st.tuples(st.just("gap"), NUMBER, st.just("")),
        st.tuples(st.just("line"), NUMBER, TEXT),
    ),
    max_size=30,
)


class Talk:
    """What happens in a conversation, made from numbers."""

    def __init__(self, model: ConversationModel) -> None:
        self.model = model
        self.time = NOON
        self.older = NOON - 1000.0
        self.ids: list[tuple[str, str]] = []  # msgid and who said it
        self.waiting: list[str] = []

    def said(self, number: int, text: str, *, own: bool, time: float) -> MessageReceived:
        nick = "me" if own else NICKS[number % len(NICKS)]
        key = f"k{time}"
        msgid = "" if own or number % 5 == 0 else f"id{time}"
        if msgid:
            self.ids.append((msgid, nick))
        if own:
            self.waiting.append(key)
        return MessageReceived(
            "#lab",
            list(MessageKind)[number % len(MessageKind)],
            nick,
            text,
            time,
            key,
            msgid,
            own,
            highlight=number % 7 == 0,
            delivery=Delivery.WAITING if own else None,
            account="account" if number % 3 == 0 else "",
            target="@#lab" if number % 11 == 0 else "#lab",
            tags={"+draft/react": text} if number % 13 == 0 else {},
            reply_to=self.ids[number % len(self.ids)][0] if self.ids and number % 2 else "",
        )

    def step(self, name: str, number: int, text: str) -> None:
        self.time += 1.0
        if name == "older":
            self.older -= 10.0  # within two seconds it would be the same message
            row = self.said(number, text, own=False, time=self.older)
            assert self.model.prepend([replace(row, history=True)]) == 1
        elif name == "line":
            self.model.append_line(text, self.time)
        elif (event := self.event(name, number, text)) is not None:
            self.model.append_batch([event])

    def event(self, name: str, number: int, text: str) -> Event | None:
        time, nick = self.time, NICKS[number % len(NICKS)]
        msgid, who = self.ids[number % len(self.ids)] if self.ids else ("", "")
        match name:
            case "said" | "own":
                return self.said(number, text, own=name == "own", time=time)
            case "stored" if self.waiting:
                key = self.waiting.pop()
                self.ids.append((f"id{key}", "me"))
                return MessageUpdated("#lab", key, Delivery.STORED, time, f"id{key}")
            case "failed" if self.waiting:
                return MessageUpdated("#lab", self.waiting.pop(), Delivery.FAILED, error="No")
            case "edited":
                return MessageEdited("#lab", msgid, who, text, time, own=who == "me")
            case "deleted":
                return MessageRedacted("#lab", msgid, nick, time, reason=text)
            case "reacted" | "unreacted":
                gone = name == "unreacted"
                return ReactionReceived("#lab", msgid, nick, text or "👍", time, removed=gone)
            case "news":
                kind = list(NewsKind)[number % len(NewsKind)]
                return News("#lab", kind, nick, time, other="other", text=text)
            case "topic":
                return TopicChanged("#lab", text, nick, time, changed=True)
            case "modes":
                return ChannelModesChanged("#lab", text, nick, time, "+nt")
            case "gap":
                return HistoryGap("#lab", time)
        return None


def shown(model: ConversationModel) -> list[tuple[object, ...]]:
    """Everything that a person sees of the rows that last."""
    rows = [model.row(number) for number in range(model.first, model.end)]
    return [looks(row) for row in rows if not isinstance(row, LocalLine)]


def looks(row: Row) -> tuple[object, ...]:
    words = row_body(row, "me").text
    if not isinstance(row, MessageReceived):
        return type(row).__name__, row.time, words, one_line(row)
    kept = {name: value for name, value in row.tags.items() if name != "time"}
    delivery = Delivery.FAILED if row.delivery is Delivery.WAITING else row.delivery
    found = (words, row.nick, row.time, row.kind, row.own, row.highlight, delivery, row.account)
    more = (row.msgid, row.target or row.buffer, row.reply_to, row.edited, row.redacted)
    reactions = [(each.text, each.nicks, each.own) for each in row.reactions]
    return (*found, *more, row.redaction, reactions, sorted(kept))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_nothing_is_otherwise(qapp: object, steps: list[tuple[str, int, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as name:
        patch.setattr(message_model, "MAX_ROWS_WITH_SOURCE", 8)
        patch.setattr(message_model, "TRIM", 4)
        with stored_in(Path(name)) as (rows, store):
            talk = Talk(ConversationModel(rows))
            for half, step in enumerate(steps):
                talk.step(*step)
                if half == len(steps) // 2:
                    assert store.flush(20)  # what comes later changes what is indexed
            before = shown(talk.model)
            assert store.flush(20)
            texts = [row.text for _, row in messages(talk.model)]
        with stored_in(Path(name)) as (rows, store):
            model = ConversationModel(rows)
            assert shown(model) == before
            assert store.flush(20)
            assert [row.text for _, row in messages(model)] == [safe(text) for text in texts]
            for word in WORDS:
                hits = {model.number_of(hit.place) for hit in store.search(word, limit=1000)}
                wanted = word.casefold().replace("ё", "е")
                assert hits == {n for n, row in messages(model) if wanted in folded(row.text)}


def messages(model: ConversationModel) -> list[tuple[int, MessageReceived]]:
    rows = ((number, model.row(number)) for number in range(model.first, model.end))
    return [(number, row) for number, row in rows if isinstance(row, MessageReceived)]


def folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def safe(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in text)
