"""How far a conversation has been read, by ourselves elsewhere and by the other."""

from __future__ import annotations

import math

import pytest

from core.client.events import BufferOpened
from core.client.feature_events import ReadByOther, ReadMarkerMoved
from tests.core.client.dialogue import Dialogue
from tests.core.client.feature_dialogues import BESEDKA, FOREIGN, offering, register, send


def mark(dialogue: Dialogue, buffer: str, time: float, msgid: str = "") -> list[str]:
    assert dialogue.act(dialogue.session.mark_read(buffer, time, msgid)).error_code is None
    return dialogue.written()


def test_what_we_read_is_told_once() -> None:
    dialogue = offering(BESEDKA)
    line = "MARKREAD #chan timestamp=1970-01-01T00:16:40.500Z"
    assert mark(dialogue, "#CHAN", 1000.5) == [line]
    dialogue.play("-> :srv MARKREAD #chan timestamp=1970-01-01T00:16:40.500Z")
    assert not dialogue.take(ReadMarkerMoved)
    assert mark(dialogue, "#chan", 1000.5) == []
    assert mark(dialogue, "#chan", 999.0) == []
    assert len(mark(dialogue, "#chan", 1001.0)) == 1


def test_what_we_read_on_another_device() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> :srv MARKREAD #chan *
        -> :srv MARKREAD #CHAN timestamp=1970-01-01T00:16:40.000Z
        -> :srv MARKREAD #chan timestamp=1970-01-01T00:16:39.000Z
        """
    )
    assert dialogue.one(ReadMarkerMoved) == ReadMarkerMoved("#chan", 1000.0)
    assert mark(dialogue, "#chan", 1000.0) == []


def test_a_marker_that_comes_before_its_conversation_waits_for_it() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play("-> :srv MARKREAD boris timestamp=1970-01-01T00:16:40.000Z")
    assert not dialogue.take(ReadMarkerMoved)
    dialogue.play("-> :boris!b@h PRIVMSG anna hello")
    kinds = [type(event) for event in dialogue.events]
    assert kinds.index(BufferOpened) < kinds.index(ReadMarkerMoved)
    assert dialogue.one(ReadMarkerMoved) == ReadMarkerMoved("boris", 1000.0)


def test_after_a_reconnect_it_is_told_again() -> None:
    dialogue = offering(BESEDKA)
    assert mark(dialogue, "clara", 1000.0)
    dialogue.lose()
    assert dialogue.session.mark_read("clara", 1001.0).error_code == "not_connected"
    dialogue.connect()
    register(dialogue, BESEDKA)
    assert len(mark(dialogue, "clara", 1000.0)) == 1


@pytest.mark.parametrize("time", [math.nan, math.inf, -math.inf, -5.0, 0.0, 1e300, 1e12])
def test_times_that_are_none(time: float) -> None:
    dialogue = offering(BESEDKA)
    assert mark(dialogue, "#chan", time) == []


def test_somebody_is_told_that_we_have_read_if_we_want_that() -> None:
    dialogue = offering(BESEDKA)
    stamp = "MARKREAD clara timestamp=1970-01-01T00:16:40.000Z"
    assert mark(dialogue, "clara", 1000.0, "id1") == [
        stamp,
        "@+besedka.app/read=id1 TAGMSG clara",
    ]
    assert mark(dialogue, "clara", 1000.0, "id1") == []
    assert len(mark(dialogue, "#chan", 1000.0, "id1")) == 1  # channels hear nothing of that


def test_a_server_that_offers_neither() -> None:
    dialogue = offering("batch")
    assert mark(dialogue, "clara", 1000.0, "id1") == []
    dialogue = offering(FOREIGN, isupport="CLIENTTAGDENY=besedka.app/read")
    assert mark(dialogue, "clara", 1000.0, "id1") == []


def test_who_we_write_to_has_read_it() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> @+besedka.app/read=id1;time=2026-01-01T00:00:00Z :clara!c@h TAGMSG anna
        -> @+besedka.app/read=id1 :boris!b@h TAGMSG #chan
        -> @+besedka.app/read=id1 :stranger!b@h TAGMSG anna
        -> @+besedka.app/read :clara!c@h TAGMSG anna
        -> @+besedka.app/read=id1 :anna!u@h TAGMSG clara
        """
    )
    assert dialogue.one(ReadByOther) == ReadByOther("clara", "clara", "id1", 1767225600.0)
    assert dialogue.events == []


def test_nonsense_is_no_marker() -> None:
    dialogue = offering(BESEDKA)
    send(
        dialogue,
        ":srv MARKREAD",
        ":srv MARKREAD #chan",
        ":srv MARKREAD #chan timestamp=",
        ":srv MARKREAD #chan timestamp=9999-99-99T00:00:00.000Z",
        ":srv MARKREAD #chan 2026-01-01T00:00:00.000Z",
        *[f":srv MARKREAD p{n} timestamp=2026-01-01T00:00:00.000Z" for n in range(1000)],
    )
    assert dialogue.events == []
