"""Whom we do not want to hear; and what programs ask each other."""

from __future__ import annotations

import pytest

from core.client.actions import CommandResult
from core.client.events import MembersChanged, MessageReceived, News, ServerText
from core.client.feature_events import (
    IgnoredChanged,
    ReactionReceived,
    TypingChanged,
)
from core.client.ignoring import MOST_MASKS, complete_mask
from tests.core.client.dialogue import plain
from tests.core.client.feature_dialogues import BESEDKA, offering, send


@pytest.mark.parametrize(
    ("typed", "mask"),
    [
        ("boris", "boris!*@*"),
        ("*@spam.example", "*!*@spam.example"),
        ("bo*!b@h", "bo*!b@h"),
        ("b@h", "*!b@h"),
        ("", ""),
        ("a b", ""),
        ("a\nb", ""),
        ("x" * 300, ""),
    ],
)
def test_masks(typed: str, mask: str) -> None:
    assert complete_mask(typed) == mask


def test_who_is_ignored_is_not_heard() -> None:
    dialogue = offering(BESEDKA)
    assert dialogue.run("/ignore BORIS", "#chan").error_code is None
    assert dialogue.one(IgnoredChanged).masks == ("BORIS!*@*",)
    send(
        dialogue,
        ":boris!b@h PRIVMSG #chan :hello, anna",
        ":boris!b@h PRIVMSG anna hello",
        ":boris!b@h NOTICE anna hello",
        ":boris!b@h PRIVMSG anna :\x01VERSION\x01",
        "@+typing=active :boris!b@h TAGMSG #chan",
        "@+draft/reply=1;+draft/react=👍 :boris!b@h TAGMSG #chan",
        ":boris!b@h INVITE anna #other",
        ":boris!b@h BATCH +7 draft/multiline #chan",
        "@batch=7 :boris!b@h PRIVMSG #chan one",
        ":srv BATCH -7",
    )
    for kind in (MessageReceived, TypingChanged, ReactionReceived, ServerText, News):
        assert not dialogue.take(kind)
    assert "boris" not in dialogue.session.buffers
    send(dialogue, ":boris!b@h PART #chan")
    assert dialogue.one(News).nick == "boris"  # who is there stays true
    assert dialogue.take(MembersChanged)
    send(dialogue, ":clara!c@h PRIVMSG #chan hello")
    assert dialogue.one(MessageReceived).nick == "clara"


def test_and_heard_again() -> None:
    dialogue = offering(BESEDKA)
    dialogue.run("/ignore boris")
    dialogue.run("/ignore *@spam.example")
    assert dialogue.run("/ignore") == CommandResult(
        args=("boris!*@*", "*!*@spam.example"), action="ignored"
    )
    assert dialogue.run("/unignore Boris").error_code is None
    assert dialogue.take(IgnoredChanged)[-1].masks == ("*!*@spam.example",)
    send(dialogue, ":boris!b@h PRIVMSG #chan hello", ":x!y@spam.example PRIVMSG #chan hello")
    assert dialogue.one(MessageReceived).nick == "boris"
    assert dialogue.run("/unignore boris") == CommandResult("not_ignored", ("boris",))
    assert dialogue.run("/ignore a,b").error_code == "bad_argument"
    assert not dialogue.take(IgnoredChanged)


def test_we_never_ignore_ourselves() -> None:
    dialogue = offering(BESEDKA)
    dialogue.run("/ignore *")
    send(dialogue, ":anna!u@h PRIVMSG #chan :from my other device", ":b!b@h PRIVMSG #chan hello")
    assert dialogue.one(MessageReceived).nick == "anna"


def test_the_list_that_was_kept() -> None:
    dialogue = offering(BESEDKA)
    dialogue.session.set_ignored(["boris!*@*", "", "a b", *(f"p{n}" for n in range(2000))])
    assert len(dialogue.session.ignored) == MOST_MASKS
    send(dialogue, ":boris!b@h PRIVMSG #chan hello", ":p7!b@h PRIVMSG #chan hello")
    assert not dialogue.take(MessageReceived)
    assert not dialogue.take(IgnoredChanged)


# --- questions between programs -------------------------------------------------------------------


def test_a_ping_tells_how_long_it_took() -> None:
    dialogue = plain(channel="#chan")
    dialogue.run("/ping boris", "#chan")
    (line,) = dialogue.written()
    assert line == "PRIVMSG boris :\x01PING besedka-1000.000\x01"
    dialogue.now += 0.25
    send(dialogue, ":boris!b@h NOTICE anna :\x01PING besedka-1000.000\x01")
    told = dialogue.one(ServerText)
    assert (told.code, told.buffer) == ("CTCP_PING", "#chan")
    assert told.params == ("boris", "0.25")
    for nonsense in ("besedka-", "besedka-nan", "besedka-1e9", "besedka--5", "x" * 400, ""):
        send(dialogue, f":boris!b@h NOTICE anna :\x01PING {nonsense}\x01")
        assert dialogue.one(ServerText).code == "CTCP"


def test_other_questions() -> None:
    dialogue = plain(channel="#chan")
    for typed, written in (
        ("/ctcp boris version", "PRIVMSG boris \x01VERSION\x01"),
        ("/ctcp #chan time now", "PRIVMSG #chan :\x01TIME now\x01"),
        ("/ping", None),
        ("/ping clara", "PRIVMSG clara :\x01PING besedka-1000.000\x01"),
    ):
        result = dialogue.run(typed, "#chan")
        assert (result.error_code is None) == (written is not None)
        assert dialogue.written() == ([written] if written else [])
    assert dialogue.run("/ctcp a,b VERSION").error_code == "bad_argument"
    assert dialogue.run("/ctcp boris é").error_code == "bad_argument"
    assert dialogue.session.ask_program("boris", "PI\x01NG\r\n").error_code == "bad_argument"
