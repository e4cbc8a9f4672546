"""Edits and deletions: ours and those of others."""

from __future__ import annotations

from core.client.events import MessageKind, MessageReceived, MessageUpdated, ServerText
from core.client.feature_events import MessageEdited, MessageRedacted
from tests.core.client.dialogue import Dialogue
from tests.core.client.feature_dialogues import BESEDKA, FOREIGN, offering, register, said, send


def edit(dialogue: Dialogue, text: str, buffer: str = "#chan", msgid: str = "id1") -> str:
    """We edit a message; what is written."""
    result = dialogue.act(dialogue.session.edit(buffer, msgid, text))
    assert result.error_code is None
    lines = dialogue.written()
    return lines[0] if lines else result.action


# --- edits ----------------------------------------------------------------------------------------


def test_an_edit_is_told_when_the_server_has_it() -> None:
    dialogue = offering(BESEDKA)
    said(dialogue, "helo", "id1")
    assert edit(dialogue, "hello") == (
        "@+besedka.app/edit=id1;label=m2;+besedka.app/nonce=n2 PRIVMSG #chan hello"
    )
    assert dialogue.events == []
    echo = "@label=m2;msgid=9;time=2026-01-01T00:00:00Z;+besedka.app/edit=id1"
    dialogue.play(f"-> {echo} :anna!u@h PRIVMSG #chan hello")
    expected = MessageEdited("#chan", "id1", "anna", "hello", 1767225600.0, own=True)
    assert dialogue.one(MessageEdited) == expected
    assert dialogue.events == []


def test_an_edit_of_several_lines_and_of_an_action() -> None:
    dialogue = offering(BESEDKA)
    assert edit(dialogue, "one\ntwo\n", "clara").endswith("BATCH +m1 draft/multiline clara")
    send(
        dialogue,
        "@label=m1;+besedka.app/edit=id1 :anna!u@h BATCH +7 draft/multiline clara",
        "@batch=7 :anna!u@h PRIVMSG clara one",
        "@batch=7 :anna!u@h PRIVMSG clara two",
        ":srv BATCH -7",
    )
    told = dialogue.one(MessageEdited)
    assert (told.buffer, told.text) == ("clara", "one\ntwo")
    result = dialogue.act(dialogue.session.edit("#chan", "id1", "smiles", MessageKind.ACTION))
    assert result.error_code is None
    (line,) = dialogue.written()
    assert line.endswith("PRIVMSG #chan :\x01ACTION smiles\x01")
    tags = "@label=m2;+besedka.app/edit=id1"
    dialogue.play(f"-> {tags} :anna!u@h PRIVMSG #chan :\x01ACTION smiles\x01")
    assert dialogue.one(MessageEdited).text == "smiles"


def test_an_edit_that_is_refused_leaves_the_text_and_says_so() -> None:
    dialogue = offering(BESEDKA)
    edit(dialogue, "hello")
    dialogue.play("-> @label=m1 :srv FAIL EDIT EDIT_FORBIDDEN #chan id1 :Only its author can")
    told = dialogue.one(ServerText)
    assert (told.buffer, told.code, told.error) == ("#chan", "EDIT", True)
    assert (told.text, told.params) == ("Only its author can", ("id1", "hello"))
    assert dialogue.events == []


def test_an_edit_waits_for_a_connection() -> None:
    dialogue = offering(BESEDKA)
    dialogue.lose()
    dialogue.events.clear()
    assert edit(dialogue, "hello", "clara") == "waits"
    dialogue.connect()
    dialogue.written()
    register(dialogue, BESEDKA)
    dialogue.take(MessageEdited)
    line = "@label=m1;msgid=9;+besedka.app/edit=id1 :anna!u@h PRIVMSG clara hello"
    dialogue.play(f"-> {line}")
    assert dialogue.one(MessageEdited).text == "hello"
    assert not dialogue.take(MessageUpdated)


def test_an_edit_whose_echo_did_not_come_is_sent_again() -> None:
    dialogue = offering(BESEDKA)
    first = edit(dialogue, "hello", "clara")
    dialogue.lose()
    dialogue.connect()
    dialogue.written()
    dialogue.feed(
        f":srv CAP * LS :{BESEDKA}\r\n:srv CAP anna ACK :{BESEDKA}\r\n"
        ":srv 001 anna :Welcome\r\n:srv 376 anna :End\r\n".encode()
    )
    assert first in dialogue.written()
    assert not dialogue.take(MessageUpdated)


def test_an_edit_that_waited_for_a_server_that_knows_none_any_more() -> None:
    dialogue = offering(BESEDKA)
    dialogue.lose()
    edit(dialogue, "hello", "clara")
    dialogue.connect()
    register(dialogue, FOREIGN)
    told = [event for event in dialogue.take(ServerText) if event.error]
    assert [(event.code, event.buffer) for event in told] == [("EDIT", "clara")]
    assert not dialogue.take(MessageEdited)


def test_edits_that_cannot_be() -> None:
    dialogue = offering(BESEDKA)
    session = dialogue.session
    assert session.edit("#chan", "id1", " \n ").error_code == "bad_argument"
    assert session.edit("#other", "id1", "text").error_code == "no_conversation"
    assert session.edit("#chan", "id1", "1\n2\n3\n4\n5").error_code == "too_long"
    assert session.edit("#chan", "id1", "x\ny", MessageKind.ACTION).error_code == "too_long"
    dialogue.act(session.edit("#chan", "", "text"))
    assert dialogue.written() == []


def test_edits_of_others() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> @msgid=9;+besedka.app/edit=id1 :boris!b@h PRIVMSG #chan :hello, anna
        -> @msgid=10;+besedka.app/edit=id2 :clara!c@h PRIVMSG anna :\x01ACTION waves\x01
        -> @msgid=11;+besedka.app/edit=id3 :stranger!c@h PRIVMSG anna :who?
        -> @msgid=12;+besedka.app/edit=id4 :anna!u@h PRIVMSG #chan :from my other device
        """
    )
    told = dialogue.take(MessageEdited)
    assert [(e.buffer, e.msgid, e.nick, e.text, e.own) for e in told] == [
        ("#chan", "id1", "boris", "hello, anna", False),
        ("clara", "id2", "clara", "waves", False),
        ("#chan", "id4", "anna", "from my other device", True),
    ]
    assert dialogue.events == []


def test_on_a_server_that_does_not_know_edits_nobody_can_edit() -> None:
    """It would pass the tag on from anybody: the text is shown as what it is, a message."""
    dialogue = offering(FOREIGN)
    dialogue.play(
        "-> @msgid=9;+besedka.app/edit=id1;besedka.app/edited=2026-01-01T00:00:00Z"
        " :boris!b@h PRIVMSG #chan :I never said that"
    )
    row = dialogue.one(MessageReceived)
    assert (row.text, row.edited) == ("I never said that", 0.0)
    assert not dialogue.take(MessageEdited)


def test_a_message_of_the_history_says_when_it_was_edited() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> :srv BATCH +h chathistory #chan
        -> @batch=h;msgid=1;besedka.app/edited=2026-01-01T00:00:00.500Z :b!b@h PRIVMSG #chan one
        -> @batch=h;msgid=2;besedka.app/edited=nonsense :b!b@h PRIVMSG #chan two
        -> :srv BATCH -h
        """
    )
    assert [row.edited for row in dialogue.take(MessageReceived)] == [1767225600.5, 0.0]


# --- deletions ------------------------------------------------------------------------------------


def test_a_message_is_deleted() -> None:
    dialogue = offering(BESEDKA)
    result = dialogue.act(dialogue.session.redact("#chan", "id1", "a slip"))
    assert result.error_code is None
    dialogue.play("<- REDACT #chan id1 :a slip")
    assert dialogue.events == []
    dialogue.play("-> @time=2026-01-01T00:00:00Z :anna!u@h REDACT #chan id1 :a slip")
    expected = MessageRedacted("#chan", "id1", "anna", 1767225600.0, "a slip", own=True)
    assert dialogue.one(MessageRedacted) == expected


def test_without_echoes_our_deletion_is_told_at_once() -> None:
    dialogue = offering("draft/message-redaction")
    dialogue.act(dialogue.session.redact("clara", "id1"))
    assert dialogue.written() == ["REDACT clara id1"]
    told = dialogue.one(MessageRedacted)
    assert (told.buffer, told.msgid, told.own) == ("clara", "id1", True)


def test_a_deletion_that_is_refused() -> None:
    dialogue = offering(BESEDKA)
    dialogue.act(dialogue.session.redact("#chan", "id1"))
    send(dialogue, ":srv FAIL REDACT REDACT_FORBIDDEN #chan id1 :Only the author can")
    told = dialogue.one(ServerText)
    assert (told.buffer, told.error, told.text) == ("#chan", True, "Only the author can")


def test_deletions_by_others() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> :boris!b@h REDACT #chan id1 :\x02rude\x02
        -> :clara!c@h REDACT anna id2
        -> :stranger!c@h REDACT anna id3
        -> :boris!b@h REDACT #other id4
        -> :boris!b@h REDACT #chan
        -> :boris!b@h REDACT
        """
    )
    told = dialogue.take(MessageRedacted)
    assert [(e.buffer, e.msgid, e.nick, e.reason, e.own) for e in told] == [
        ("#chan", "id1", "boris", "rude", False),
        ("clara", "id2", "clara", "", False),
    ]
    assert dialogue.events == []
