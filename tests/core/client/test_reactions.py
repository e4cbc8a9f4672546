"""Replies and reactions, in and out."""

from __future__ import annotations

import pytest

from core.client.events import MessageReceived, MessageUpdated
from core.client.feature_events import ReactionReceived
from core.client.reactions import LONGEST_REACTION
from core.client.session import SessionOptions
from core.irc.capabilities import ECHO_MESSAGE
from tests.core.client.dialogue import Dialogue
from tests.core.client.feature_dialogues import BESEDKA, FOREIGN, enter, offering, register, said


def test_a_reply_has_the_id_of_what_it_answers() -> None:
    dialogue = offering(BESEDKA)
    dialogue.act(dialogue.session.say("#chan", "yes", reply_to="id7"))
    row = dialogue.one(MessageReceived)
    assert (row.reply_to, row.text) == ("id7", "yes")
    dialogue.play(f"<- @+draft/reply=id7;label={row.key};+besedka.app/nonce=n1 PRIVMSG #chan yes")


def test_only_the_first_of_several_messages_is_the_reply() -> None:
    dialogue = offering(FOREIGN)
    dialogue.act(dialogue.session.say("#chan", "one\ntwo", reply_to="id7"))
    assert [row.reply_to for row in dialogue.take(MessageReceived)] == ["id7", ""]
    assert dialogue.written() == ["@+draft/reply=id7 PRIVMSG #chan one", "PRIVMSG #chan two"]


def test_a_reply_where_no_tags_are_passed_on_is_a_message() -> None:
    dialogue = offering(FOREIGN, isupport="CLIENTTAGDENY=*")
    dialogue.act(dialogue.session.say("#chan", "yes", reply_to="id7"))
    assert dialogue.one(MessageReceived).reply_to == ""
    assert dialogue.written() == ["PRIVMSG #chan yes"]


def test_a_reply_that_waited_is_sent_as_one() -> None:
    dialogue = offering(BESEDKA)
    dialogue.lose()
    dialogue.act(dialogue.session.say("#chan", "yes", reply_to="id7"))
    row = dialogue.one(MessageReceived)
    assert row.reply_to == "id7"
    dialogue.connect()
    register(dialogue, BESEDKA)
    dialogue.written()
    dialogue.feed(b":anna!u@h JOIN #chan\r\n")
    line = f"@+draft/reply=id7;label={row.key};+besedka.app/nonce=n1 PRIVMSG #chan yes"
    assert line in dialogue.written()


def test_replies_that_come() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> @msgid=8;+draft/reply=id7 :boris!b@h PRIVMSG #chan yes
        -> @msgid=9;+reply=id7 :boris!b@h PRIVMSG #chan no
        -> @msgid=10;+draft/reply :boris!b@h PRIVMSG #chan what
        """
    )
    assert [row.reply_to for row in dialogue.take(MessageReceived)] == ["id7", "id7", ""]


def test_a_reply_to_our_own_message_names_us() -> None:
    dialogue = offering(BESEDKA)
    said(dialogue, "who comes?", "id1")
    dialogue.play(
        """
        -> @msgid=2;+draft/reply=id1 :boris!b@h PRIVMSG #chan me
        -> @msgid=3;+draft/reply=2 :clara!c@h PRIVMSG #chan :and me
        """
    )
    assert [row.highlight for row in dialogue.take(MessageReceived)] == [True, False]


# --- reactions ------------------------------------------------------------------------------------


def test_a_reaction_goes_out_and_is_told_by_its_echo() -> None:
    dialogue = offering(BESEDKA)
    session = dialogue.session
    assert dialogue.act(session.react("#chan", "id7", "👍")).error_code is None
    dialogue.play("<- @+draft/reply=id7;+draft/react=👍 TAGMSG #chan")
    assert not dialogue.take(ReactionReceived)
    dialogue.play(
        "-> @+draft/reply=id7;+draft/react=👍;time=2026-01-01T00:00:00.000Z :anna!u@h TAGMSG #chan"
    )
    expected = ReactionReceived("#chan", "id7", "anna", "👍", 1767225600.0, own=True)
    assert dialogue.one(ReactionReceived) == expected
    dialogue.act(session.react("#chan", "id7", "👍", remove=True))
    dialogue.play("<- @+draft/reply=id7;+draft/unreact=👍 TAGMSG #chan")


def test_a_reaction_on_a_server_without_echoes_is_told_at_once() -> None:
    dialogue = offering(FOREIGN.replace(ECHO_MESSAGE, ""))
    dialogue.act(dialogue.session.react("clara", "id7", "ok"))
    dialogue.play("<- @+draft/reply=id7;+draft/react=ok TAGMSG clara")
    event = dialogue.one(ReactionReceived)
    assert (event.buffer, event.reaction, event.own) == ("clara", "ok", True)


def test_reactions_of_others() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> @+draft/reply=id7;+draft/react=❤️ :boris!b@h TAGMSG #CHAN
        -> @+draft/reply=id7;+draft/unreact=❤️ :boris!b@h TAGMSG #chan
        -> @+draft/reply=id7;+draft/react=👨\u200d👩\u200d👧 :boris!b@h TAGMSG #chan
        -> @+reply=id8;+draft/react=не\\sто :clara!c@h TAGMSG anna
        """
    )
    told = dialogue.take(ReactionReceived)
    assert [(e.buffer, e.msgid, e.nick, e.reaction, e.removed) for e in told] == [
        ("#chan", "id7", "boris", "❤️", False),
        ("#chan", "id7", "boris", "❤️", True),
        ("#chan", "id7", "boris", "👨\u200d👩\u200d👧", False),
        ("clara", "id8", "clara", "не то", False),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "@+draft/react=👍 :boris!b@h TAGMSG #chan",  # to what?
        "@+draft/react=👍;+draft/reply= :boris!b@h TAGMSG #chan",
        "@+draft/react=;+draft/reply=id7 :boris!b@h TAGMSG #chan",
        "@+draft/react=👍;+draft/reply=id7 :boris!b@h TAGMSG #other",
        "@+draft/react=👍;+draft/reply=id7 :stranger!b@h TAGMSG anna",
        "@+draft/react=👍;+draft/reply=id7 :boris!b@h TAGMSG somebody",
        "@+draft/react=👍;+draft/reply=id7 TAGMSG #chan",
        "@+draft/react=👍;+draft/reply=id7 :boris!b@h TAGMSG",
        f"@+draft/react={'x' * (LONGEST_REACTION + 1)};+draft/reply=id7 :boris!b@h TAGMSG #chan",
        f"@+draft/react=👍;+draft/reply={'x' * 400} :boris!b@h TAGMSG #chan",
        "@+draft/react=a\u202eb;+draft/reply=id7 :boris!b@h TAGMSG #chan",
        "@+draft/react=\x02\\n\x07;+draft/reply=id7 :boris!b@h TAGMSG #chan",
    ],
)
def test_reactions_that_are_none(line: str) -> None:
    dialogue = offering(BESEDKA)
    dialogue.feed(line.encode() + b"\r\n")
    assert dialogue.events == []


@pytest.mark.parametrize("msgid", ["", "a b", ":a", "a\nb", "x" * 400])
def test_ids_that_cannot_be_written(msgid: str) -> None:
    dialogue = offering(BESEDKA)
    for act in (
        dialogue.session.react("#chan", msgid, "👍"),
        dialogue.session.redact("#chan", msgid),
        dialogue.session.edit("#chan", msgid, "text"),
    ):
        assert dialogue.act(act).error_code == "bad_argument"
    assert dialogue.written() == []


def test_what_cannot_be_a_reaction_is_not_sent() -> None:
    dialogue = offering(BESEDKA)
    for text in ("", "  ", "\x02\x02", "x" * (LONGEST_REACTION + 1)):
        result = dialogue.act(dialogue.session.react("#chan", "id7", text))
        assert result.error_code == "bad_argument"
    assert dialogue.act(dialogue.session.react("#x", "id7", "👍")).error_code == "no_conversation"
    dialogue.lose()
    assert dialogue.act(dialogue.session.react("#chan", "id7", "👍")).error_code == "not_connected"


def test_a_reaction_from_the_history() -> None:
    dialogue = Dialogue(SessionOptions("anna"))
    dialogue.connect()
    register(dialogue, BESEDKA)
    dialogue.run("/join #chan")
    enter(dialogue)
    dialogue.events.clear()
    dialogue.play(
        """
        -> :srv BATCH +h chathistory #chan
        -> @batch=h;msgid=1 :boris!b@h PRIVMSG #chan hello
        -> @batch=h;msgid=2;+draft/react=👍;+draft/reply=1 :clara!c@h TAGMSG #chan
        -> @batch=h;+typing=active :clara!c@h TAGMSG #chan
        -> @batch=h;+besedka.app/class=x :boris!b@h TAGMSG #chan
        -> :srv BATCH -h
        """
    )
    assert dialogue.one(MessageReceived).history
    assert dialogue.one(ReactionReceived).reaction == "👍"
    assert dialogue.take(MessageUpdated) == []
    assert dialogue.events == []
