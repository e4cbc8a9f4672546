"""Messages of several lines: one batch on the wire, one message to people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.client.events import Delivery, MessageKind, MessageReceived, MessageUpdated
from core.client.multiline import (
    MOST_LETTERS,
    MOST_LINES,
    MOST_OPEN,
    batch_lines,
    fits,
    split_batches,
)
from core.client.session import SessionOptions
from core.client.splitting import clean_text
from tests.core.client.dialogue import Dialogue
from tests.core.client.feature_dialogues import BESEDKA, FOREIGN, enter, offering, register, send

# --- out ------------------------------------------------------------------------------------------


def test_several_lines_are_one_batch_and_one_row() -> None:
    dialogue = offering(BESEDKA)
    dialogue.act(dialogue.session.say("#chan", "\n def f():\r\n\r\n  pass\n\n", reply_to="id7"))
    row = dialogue.one(MessageReceived)
    assert (row.text, row.delivery) == (" def f():\n\n  pass", Delivery.SENT)
    key = row.key
    dialogue.play(
        f"""
        <- @+draft/reply=id7;label={key};+besedka.app/nonce=n1 BATCH +{key} draft/multiline #chan
        <- @batch={key} PRIVMSG #chan : def f():
        <- @batch={key} PRIVMSG #chan :
        <- @batch={key} PRIVMSG #chan :  pass
        <- BATCH -{key}
        -> @label={key};msgid=5;time=2026-01-01T00:00:00Z :anna!u@h BATCH +7 draft/multiline #chan
        -> @batch=7 :anna!u@h PRIVMSG #chan : def f():
        -> @batch=7 :anna!u@h PRIVMSG #chan :
        -> @batch=7 :anna!u@h PRIVMSG #chan :  pass
        """
    )
    assert not dialogue.take(MessageUpdated)
    dialogue.play("-> :srv BATCH -7")
    expected = MessageUpdated("#chan", key, Delivery.STORED, 1767225600.0, "5")
    assert dialogue.one(MessageUpdated) == expected
    assert not dialogue.take(MessageReceived)


def test_a_line_that_is_too_long_is_continued() -> None:
    dialogue = offering("batch echo-message draft/multiline=max-bytes=4000,max-lines=20")
    text = "word " * 150 + "end"
    dialogue.act(dialogue.session.say("#chan", text, MessageKind.NOTICE))
    assert dialogue.one(MessageReceived).text == text
    lines = dialogue.written()
    assert lines[0] == "BATCH +m1 draft/multiline #chan"
    assert lines[1].startswith("@batch=m1 NOTICE #chan :word word")
    assert lines[2].startswith("@batch=m1;draft/multiline-concat NOTICE #chan :word")
    assert lines[-1] == "BATCH -m1"
    assert "".join(line.partition(" :")[2] for line in lines[1:-1]) == text


def test_a_text_that_is_too_long_for_one_batch_is_several() -> None:
    dialogue = offering(BESEDKA)  # four lines, 100 bytes
    dialogue.act(dialogue.session.say("#chan", "1\n2\n3\n4\n5\n6"))
    assert [row.text for row in dialogue.take(MessageReceived)] == ["1\n2\n3\n4", "5\n6"]
    dialogue.act(dialogue.session.say("#chan", "x" * 60 + "\n" + "y" * 60))
    assert [row.text for row in dialogue.take(MessageReceived)] == ["x" * 60, "y" * 60]


def test_one_short_line_is_no_batch() -> None:
    dialogue = offering(BESEDKA)
    dialogue.act(dialogue.session.say("#chan", "hello\n"))
    assert dialogue.written() == ["@label=m1;+besedka.app/nonce=n1 PRIVMSG #chan hello"]


def test_without_batches_line_by_line() -> None:
    dialogue = offering(FOREIGN)
    dialogue.act(dialogue.session.say("#chan", "one\n\ntwo"))
    assert dialogue.written() == ["PRIVMSG #chan one", "PRIVMSG #chan two"]
    assert [row.text for row in dialogue.take(MessageReceived)] == ["one", "two"]


def test_actions_are_lines_everywhere() -> None:
    dialogue = offering(BESEDKA)
    dialogue.act(dialogue.session.say("#chan", "waves\nsmiles", MessageKind.ACTION))
    assert [row.text for row in dialogue.take(MessageReceived)] == ["waves", "smiles"]


def test_a_batch_that_is_refused_has_failed() -> None:
    dialogue = offering(BESEDKA)
    dialogue.act(dialogue.session.say("#chan", "one\ntwo"))
    key = dialogue.one(MessageReceived).key
    send(dialogue, f"@label={key} :srv FAIL BATCH MULTILINE_MAX_LINES 1 :Too many lines")
    updated = dialogue.one(MessageUpdated)
    assert (updated.key, updated.delivery) == (key, Delivery.FAILED)
    assert updated.error == "Too many lines"


def test_a_batch_whose_echo_did_not_come_is_sent_again() -> None:
    dialogue = offering(BESEDKA)
    dialogue.act(dialogue.session.say("#chan", "one\ntwo"))
    key = dialogue.one(MessageReceived).key
    first = dialogue.written()
    dialogue.lose()
    assert dialogue.one(MessageUpdated).delivery is Delivery.WAITING
    dialogue.connect()
    register(dialogue, BESEDKA)
    assert come_in(dialogue) == first
    send(
        dialogue,
        f"@label={key};msgid=5;+besedka.app/nonce=n1 :anna!u@h BATCH +7 draft/multiline #chan",
        "@batch=7 :anna!u@h PRIVMSG #chan one",
        "@batch=7 :anna!u@h PRIVMSG #chan two",
        ":srv BATCH -7",
    )
    assert [u.delivery for u in dialogue.take(MessageUpdated)] == [
        Delivery.SENT,
        Delivery.STORED,
    ]
    assert not dialogue.take(MessageReceived)


def test_a_batch_that_was_played_back_is_not_sent_again() -> None:
    dialogue = offering(BESEDKA)
    dialogue.act(dialogue.session.say("clara", "one\ntwo"))
    key = dialogue.one(MessageReceived).key
    dialogue.lose()
    dialogue.connect()
    send(
        dialogue,
        ":srv CAP * LS :batch message-tags",
        ":srv CAP anna ACK :batch message-tags",
        ":srv 001 anna :Welcome",
        ":srv BATCH +h chathistory clara",
        "@batch=h;msgid=5 :anna!u@h BATCH +7 draft/multiline clara",
        "@batch=7 :anna!u@h PRIVMSG clara one",
        "@batch=7 :anna!u@h PRIVMSG clara two",
        ":srv BATCH -7",
        ":srv BATCH -h",
    )
    updated = dialogue.take(MessageUpdated)[-1]
    assert (updated.key, updated.delivery, updated.msgid) == (key, Delivery.STORED, "5")
    assert not dialogue.take(MessageReceived)


def come_in(dialogue: Dialogue) -> list[str]:
    """We are in the channel again: what is written to it now."""
    lines = send(dialogue, ":anna!u@h JOIN #chan")
    return [line for line in lines if "BATCH" in line or "PRIVMSG" in line]


def test_what_waited_goes_line_by_line_if_the_server_has_unlearnt_it() -> None:
    """One row shows it: it is stored with its first line, and failed if any line did."""
    dialogue = offering(BESEDKA)
    dialogue.lose()
    dialogue.act(dialogue.session.say("#chan", "one\n\ntwo\nthree", reply_to="id7"))
    dialogue.act(dialogue.session.say("#chan", "four"))
    first, second = dialogue.take(MessageReceived)
    assert first.text == "one\n\ntwo\nthree"
    dialogue.connect()
    register(dialogue, FOREIGN)
    assert come_in(dialogue) == [
        "@+draft/reply=id7 PRIVMSG #chan one",
        "PRIVMSG #chan two",
        "PRIVMSG #chan three",
        "PRIVMSG #chan four",
    ]
    assert [u.key for u in dialogue.take(MessageUpdated)] == [first.key, second.key]
    send(
        dialogue,
        "@msgid=1 :anna!u@h PRIVMSG #chan one",
        "@msgid=2 :anna!u@h PRIVMSG #chan two",
        ":srv 404 anna #chan :Cannot send",
        "@msgid=4 :anna!u@h PRIVMSG #chan four",
    )
    assert [(u.key, u.delivery, u.msgid) for u in dialogue.take(MessageUpdated)] == [
        (first.key, Delivery.STORED, "1"),
        (first.key, Delivery.FAILED, ""),
        (second.key, Delivery.STORED, "4"),
    ]
    assert not dialogue.take(MessageReceived)


def test_what_was_written_before_the_first_connection_goes_out_as_the_server_has_it() -> None:
    for capabilities, written in (
        (BESEDKA, ["", "one", "two", "3", "4", "", "", "", "5", "six", ""]),
        (FOREIGN, ["one", "two", "3", "4", "5", "six"]),
    ):
        dialogue = Dialogue(SessionOptions("anna"))
        text = "one\ntwo\n3\n4\n\n5\nsix"
        dialogue.act(dialogue.session.say("clara", text, reply_to="id7"))
        row = dialogue.one(MessageReceived)
        assert (row.text, row.reply_to) == (text, "id7")
        dialogue.connect()
        send(dialogue, f":srv CAP * LS :{capabilities}")
        lines = send(
            dialogue,
            f":srv CAP anna ACK :{' '.join(w.partition('=')[0] for w in capabilities.split())}",
            ":srv 001 anna :Welcome",
            ":srv 376 anna :End",
        )
        said = [line for line in lines if "PRIVMSG" in line or "BATCH" in line]
        assert "+draft/reply=id7" in said[0]
        assert [line for line in said[1:] if "+draft/reply" in line] == []
        texts = [line.partition("PRIVMSG clara")[2].strip(" :") for line in said]
        assert texts == written
        assert dialogue.one(MessageUpdated).key == row.key


# --- in -------------------------------------------------------------------------------------------


def test_a_batch_of_somebody_is_one_message() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> @msgid=5;+draft/reply=id7;account=b :boris!b@h BATCH +7 draft/multiline #chan
        -> @batch=7 :boris!b@h PRIVMSG #chan :  first
        -> :clara!c@h PRIVMSG #chan between
        -> @batch=7;draft/multiline-concat :boris!b@h PRIVMSG #chan : goes on
        -> @batch=7 :boris!b@h PRIVMSG #chan :
        -> @batch=7 :boris!b@h PRIVMSG #chan :third, anna
        -> :srv BATCH -7
        """
    )
    between, row = dialogue.take(MessageReceived)
    assert between.text == "between"
    assert row.text == "  first goes on\n\nthird, anna"
    assert (row.msgid, row.reply_to, row.account, row.nick) == ("5", "id7", "b", "boris")
    assert row.highlight


def test_batches_in_the_history() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> :srv BATCH +h chathistory #chan
        -> @batch=h;msgid=5;time=2026-01-01T00:00:00Z :boris!b@h BATCH +7 draft/multiline #chan
        -> @batch=7 :boris!b@h PRIVMSG #chan one
        -> @batch=7 :boris!b@h PRIVMSG #chan two
        -> @batch=h :srv BATCH -7
        -> :srv BATCH -h
        """
    )
    row = dialogue.one(MessageReceived)
    assert (row.text, row.history, row.time) == ("one\ntwo", True, 1767225600.0)


@pytest.mark.parametrize(
    "lines",
    [
        [":b!b@h BATCH +7 draft/multiline #chan", ":srv BATCH -7"],  # nothing in it
        [":b!b@h BATCH +7 draft/multiline", "@batch=7 :b!b@h PRIVMSG", ":srv BATCH -7"],
        [":b!b@h BATCH +7 draft/multiline #chan", "@batch=7 :b!b@h PRIVMSG #chan lost"],
        [":srv BATCH -7", ":srv BATCH -", ":srv BATCH", ":srv BATCH +"],
    ],
)
def test_batches_that_are_none(lines: list[str]) -> None:
    dialogue = offering(BESEDKA)
    send(dialogue, *lines)
    assert not dialogue.take(MessageReceived)


def test_a_batch_that_was_not_ended_ends_with_its_connection() -> None:
    dialogue = offering(BESEDKA)
    send(
        dialogue,
        ":boris!b@h BATCH +7 draft/multiline #chan",
        "@batch=7 :boris!b@h PRIVMSG #chan one",
    )
    dialogue.lose()
    dialogue.connect()
    register(dialogue, BESEDKA)
    enter(dialogue)
    send(dialogue, "@batch=7 :boris!b@h PRIVMSG #chan two", ":srv BATCH -7")
    assert dialogue.one(MessageReceived).text == "two"


def test_what_is_kept_of_endless_batches_is_bounded() -> None:
    dialogue = offering(BESEDKA)
    for number in range(MOST_OPEN + 5):
        send(
            dialogue,
            f":boris!b@h BATCH +b{number} draft/multiline #chan",
            f"@batch=b{number} :boris!b@h PRIVMSG #chan one",
        )
    send(dialogue, *[f":srv BATCH -b{number}" for number in range(MOST_OPEN + 5)])
    assert len(dialogue.take(MessageReceived)) == MOST_OPEN
    send(dialogue, ":boris!b@h BATCH +c draft/multiline #chan")
    send(dialogue, *["@batch=c :boris!b@h PRIVMSG #chan :"] * (MOST_LINES + 500))
    send(dialogue, *[f"@batch=c :boris!b@h PRIVMSG #chan :{'x' * 4000}"] * 100)
    send(dialogue, ":srv BATCH -c")
    text = dialogue.one(MessageReceived).text
    assert text.endswith("…")
    assert len(text) <= MOST_LETTERS + MOST_LINES


# --- splitting ------------------------------------------------------------------------------------

TEXTS = st.text(st.sampled_from("ab я😀\n\u0301 "), max_size=200)


@given(TEXTS, st.integers(16, 60), st.integers(0, 5), st.integers(60, 200))
def test_any_text_in_batches(text: str, room: int, most_lines: int, most_bytes: int) -> None:
    text = clean_text(text)
    parts = list(split_batches(text, room, most_lines, most_bytes))
    for part in parts:
        lines = batch_lines(part, room)
        assert all(len(line.encode()) <= room for line, _ in lines)
        joined = "".join(line if more else "\n" + line for line, more in lines)
        assert joined.removeprefix("\n") == part
        assert fits(lines, most_lines, most_bytes)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    if fits(batch_lines(text, room), most_lines, most_bytes):
        assert parts == [text]
