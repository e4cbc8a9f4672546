"""What we write, and the proof that it arrived."""

from __future__ import annotations

from core.client.events import (
    Delivery,
    JoinFailed,
    MessageReceived,
    MessageUpdated,
    News,
    NewsKind,
    ServerText,
)
from core.client.session import SessionOptions
from tests.core.client.dialogue import IRCV3, Dialogue, enter, let_in, modern, plain

# --- out, with echoes -----------------------------------------------------------------------------


def test_a_message_is_stored_when_its_echo_comes() -> None:
    dialogue = modern("#chan")
    assert dialogue.run("привет", "#chan").error_code is None
    sent = dialogue.one(MessageReceived)
    assert (sent.own, sent.nick, sent.text) == (True, "anna", "привет")
    assert sent.delivery is Delivery.SENT
    dialogue.play(
        f"""
        <- @label={sent.key};+besedka.app/nonce=n1 PRIVMSG #chan привет
        -> @label={sent.key};msgid=7;time=2026-01-01T00:00:00Z :anna!u@h PRIVMSG #chan привет
        """
    )
    updated = dialogue.one(MessageUpdated)
    assert (updated.key, updated.delivery, updated.msgid) == (sent.key, Delivery.STORED, "7")
    assert updated.time == 1767225600.0
    assert not dialogue.take(MessageReceived)


def test_an_echo_within_a_labelled_batch() -> None:
    dialogue = modern()
    dialogue.run("/msg boris hi")
    dialogue.play(
        """
        <- @label=m1;+besedka.app/nonce=n1 PRIVMSG boris hi
        -> @label=m1 :srv BATCH +1 labeled-response
        -> @batch=1 :anna!u@h PRIVMSG boris :hi
        -> @batch=1 :srv 301 anna boris :at lunch
        -> :srv BATCH -1
        """
    )
    assert dialogue.one(MessageUpdated).delivery is Delivery.STORED
    news = dialogue.one(News)
    assert (news.buffer, news.kind, news.text) == ("boris", NewsKind.AWAY, "at lunch")
    dialogue.play("-> :srv 301 anna boris :at lunch")
    assert not dialogue.take(News)


def test_echoes_without_labels_come_in_order() -> None:
    dialogue = modern("#chan", "echo-message")
    dialogue.run("one", "#chan")
    dialogue.run("one", "#chan")
    dialogue.run("/me waves", "#chan")
    keys = [m.key for m in dialogue.take(MessageReceived)]
    dialogue.play(
        """
        <- PRIVMSG #chan one
        <- PRIVMSG #chan one
        <- PRIVMSG #chan :\x01ACTION waves\x01
        -> :anna!u@h PRIVMSG #chan :one
        -> :anna!u@h PRIVMSG #chan :\x01ACTION waves\x01
        -> :anna!u@h PRIVMSG #chan :one
        -> :anna!u@h PRIVMSG #chan :from my other client
        """
    )
    assert [u.key for u in dialogue.take(MessageUpdated)] == [keys[0], keys[2], keys[1]]
    other = dialogue.one(MessageReceived)
    assert (other.own, other.delivery, other.buffer) == (True, Delivery.STORED, "#chan")


def test_a_refused_message_has_failed() -> None:
    for capabilities, line in (
        (IRCV3, "@label=m1;+besedka.app/nonce=n1 PRIVMSG #chan hi"),
        ("echo-message", "PRIVMSG #chan hi"),
        ("server-time", "PRIVMSG #chan hi"),
    ):
        dialogue = modern("#chan", capabilities)
        dialogue.run("hi", "#chan")
        label = "@label=m1 " if line.startswith("@") else ""
        dialogue.play(
            f"""
            <- {line}
            -> {label}:srv 404 anna #chan :Cannot send to channel
            """
        )
        updated = dialogue.one(MessageUpdated)
        assert (updated.delivery, updated.error) == (Delivery.FAILED, "Cannot send to channel")
        assert not dialogue.take(ServerText)
        dialogue.play("-> :srv 404 anna #chan :Cannot send to channel")
        shown = dialogue.one(ServerText)
        assert (shown.buffer, shown.error) == ("#chan", True)


def test_standard_replies_refuse_too() -> None:
    dialogue = modern("#chan")
    dialogue.run("hi", "#chan")
    dialogue.play(
        """
        <- @label=m1;+besedka.app/nonce=n1 PRIVMSG #chan hi
        -> @label=m1 :srv FAIL PRIVMSG INVALID_UTF8 :Not UTF-8
        -> :srv WARN * TIRED #chan :The server is tired
        """
    )
    assert dialogue.one(MessageUpdated).error == "Not UTF-8"
    shown = dialogue.one(ServerText)
    assert (shown.code, shown.buffer, shown.error) == ("WARN", "#chan", False)


def test_nobody_of_that_name() -> None:
    dialogue = plain()
    dialogue.run("/msg nobody hello")
    dialogue.play("<- PRIVMSG nobody hello\n -> :srv 401 anna nobody :No such nick")
    assert dialogue.one(MessageUpdated).delivery is Delivery.FAILED


# --- out, through losses --------------------------------------------------------------------------


def test_what_is_written_without_a_connection_waits() -> None:
    dialogue = Dialogue(SessionOptions("anna", channels=(("#chan", ""),)))
    dialogue.run("first", "#chan")
    dialogue.run("/msg boris second")
    assert [m.delivery for m in dialogue.take(MessageReceived)] == [Delivery.WAITING] * 2
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 001 anna :Welcome
        -> :srv 376 anna :End
        <- JOIN #chan
        <- PRIVMSG boris second
        -> :anna!u@h JOIN #chan
        <- PRIVMSG #chan first
        """
    )
    assert [u.delivery for u in dialogue.take(MessageUpdated)] == [Delivery.SENT] * 2


def test_what_waits_for_a_channel_that_refuses_us_has_failed() -> None:
    dialogue = plain(channel="#chan")
    dialogue.lose()
    dialogue.run("hello", "#chan")
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 001 anna :Welcome
        -> :srv 376 anna :End
        <- JOIN #chan
        -> :srv 474 anna #chan :Cannot join channel (+b)
        """
    )
    assert dialogue.one(JoinFailed) == JoinFailed("#chan", "474", "Cannot join channel (+b)")
    updated = dialogue.one(MessageUpdated)
    assert (updated.delivery, updated.error) == (Delivery.FAILED, "Cannot join channel (+b)")


def test_what_has_no_echo_yet_is_sent_again_with_the_same_nonce() -> None:
    dialogue = modern("#chan")
    for text in ("one", "two", "three"):
        dialogue.run(text, "#chan")
    dialogue.play(
        """
        <- @label=m1;+besedka.app/nonce=n1 PRIVMSG #chan one
        <- @label=m2;+besedka.app/nonce=n2 PRIVMSG #chan two
        <- @label=m3;+besedka.app/nonce=n3 PRIVMSG #chan three
        -> @label=m1 :anna!u@h PRIVMSG #chan one
        """
    )
    dialogue.lose()
    dialogue.run("four", "#chan")
    dialogue.events.clear()
    dialogue.connect()
    let_in(dialogue, then="<- JOIN #chan")
    dialogue.play(
        """
        -> :anna!u@h JOIN #chan * :Anna
        <- @label=m2;+besedka.app/nonce=n2 PRIVMSG #chan two
        <- @label=m3;+besedka.app/nonce=n3 PRIVMSG #chan three
        <- @label=m4;+besedka.app/nonce=n4 PRIVMSG #chan four
        -> @label=m2 :anna!u@h PRIVMSG #chan two
        -> :anna!u@h PRIVMSG #chan :what another client of ours says
        -> @+besedka.app/nonce=n3 :anna!u@h PRIVMSG #chan three
        """
    )
    stored = [u.key for u in dialogue.take(MessageUpdated) if u.delivery is Delivery.STORED]
    assert stored == ["m2", "m3"]


def test_without_nonces_nobody_can_know_whether_it_arrived() -> None:
    dialogue = modern("#chan", "echo-message")
    dialogue.run("hi", "#chan")
    dialogue.play("<- PRIVMSG #chan hi")
    dialogue.lose()
    assert dialogue.one(MessageUpdated).delivery is Delivery.FAILED


def test_a_server_that_lost_the_nonce_capability() -> None:
    dialogue = modern("#chan")
    dialogue.run("hi", "#chan")
    dialogue.play("<- @label=m1;+besedka.app/nonce=n1 PRIVMSG #chan hi")
    dialogue.lose()
    assert dialogue.one(MessageUpdated).delivery is Delivery.WAITING
    dialogue.connect()
    let_in(dialogue, capabilities="echo-message", then="<- JOIN #chan")
    enter(dialogue, "#chan")
    assert dialogue.one(MessageUpdated).delivery is Delivery.FAILED


def test_without_echoes_a_later_ping_is_the_proof() -> None:
    dialogue = plain(channel="#chan")
    dialogue.run("one", "#chan")
    assert dialogue.one(MessageReceived).delivery is Delivery.SENT
    dialogue.wait(0)
    dialogue.run("two", "#chan")
    dialogue.play(
        """
        <- PRIVMSG #chan one
        <- PING besedka-1
        <- PRIVMSG #chan two
        -> :srv PONG srv besedka-1
        """
    )
    dialogue.lose()
    failed = dialogue.one(MessageUpdated)
    assert (failed.key, failed.delivery) == ("m2", Delivery.FAILED)


def test_a_strange_server_is_not_flooded() -> None:
    dialogue = plain(channel="#chan")
    dialogue.now += 60  # what joining cost is over
    dialogue.run("\n".join(f"line {n}" for n in range(11)), "#chan")
    written = [m.delivery for m in dialogue.take(MessageReceived)]
    assert written == [Delivery.SENT] * 8 + [Delivery.WAITING] * 3
    dialogue.play("\n".join(f"<- PRIVMSG #chan :line {n}" for n in range(8)))
    dialogue.wait(0)
    dialogue.play("<- PING besedka-1\n -> :srv PONG srv besedka-1")
    dialogue.wait(1.9)
    dialogue.play("")
    dialogue.wait(0.1)
    dialogue.play("<- PRIVMSG #chan :line 8")
    dialogue.now += 2
    dialogue.run("the last", "#chan")
    dialogue.wait(4)
    dialogue.play("<- PRIVMSG #chan :line 9\n<- PRIVMSG #chan :line 10\n<- PRIVMSG #chan :the last")
    assert [u.delivery for u in dialogue.take(MessageUpdated)] == [Delivery.SENT] * 4
    modern_dialogue = modern("#chan")
    modern_dialogue.run("\n".join(f"line {n}" for n in range(50)), "#chan")
    assert {m.delivery for m in modern_dialogue.take(MessageReceived)} == {Delivery.SENT}


def test_what_was_written_before_quit_has_arrived() -> None:
    dialogue = plain(channel="#chan")
    dialogue.run("bye", "#chan")
    dialogue.run("/quit")
    dialogue.play("<- PRIVMSG #chan bye\n<- QUIT\n -> ERROR :Closing link")
    dialogue.lose()
    assert not dialogue.take(MessageUpdated)


def test_a_message_to_the_operators_is_shown_in_their_channel() -> None:
    dialogue = modern("#chan")
    dialogue.run("/msg @#chan psst")
    dialogue.play(
        """
        <- @label=m1;+besedka.app/nonce=n1 PRIVMSG @#chan psst
        -> @label=m1 :anna!u@h PRIVMSG @#chan :psst
        """
    )
    sent = dialogue.one(MessageReceived)
    assert (sent.buffer, sent.target) == ("#chan", "@#chan")
    assert dialogue.one(MessageUpdated).buffer == "#chan"


def test_what_was_played_back_is_not_shown_twice() -> None:
    dialogue = modern("#a")
    dialogue.play("-> @msgid=m1;time=2026-01-01T00:00:00.000Z :boris!b@h PRIVMSG #a :hello")
    dialogue.play(
        """
        -> BATCH +h chathistory #a
        -> @batch=h;msgid=m0 :boris!b@h PRIVMSG #a :anna: before we came
        -> @batch=h;msgid=m1 :boris!b@h PRIVMSG #a :hello
        -> @batch=h;msgid=m2 :boris!b@h PRIVMSG #a :hello
        -> BATCH -h
        """
    )
    heard = dialogue.take(MessageReceived)
    assert [(event.msgid, event.text) for event in heard] == [
        ("m1", "hello"),
        ("m0", "anna: before we came"),
        ("m2", "hello"),
    ]
    assert not any(event.highlight for event in heard)


def test_an_own_message_that_arrived_before_the_cut_is_known_when_it_is_played_back() -> None:
    dialogue = modern("#chan")
    dialogue.run("hello", "#chan")
    dialogue.play("<- @label=m1;+besedka.app/nonce=n1 PRIVMSG #chan hello")
    dialogue.lose()
    dialogue.connect()
    let_in(dialogue, then="<- JOIN #chan")
    dialogue.events.clear()
    dialogue.play(
        """
        -> :anna!u@h JOIN #chan * :Anna
        <- @label=m1;+besedka.app/nonce=n1 PRIVMSG #chan hello
        -> BATCH +h chathistory #chan
        -> @batch=h;msgid=x1 :anna!u@h PRIVMSG #chan :hello
        -> BATCH -h
        -> @label=m1;msgid=x1;+besedka.app/nonce=n1 :anna!u@h PRIVMSG #chan :hello
        """
    )
    stored = [u for u in dialogue.take(MessageUpdated) if u.delivery is Delivery.STORED]
    assert [(u.key, u.msgid) for u in stored] == [("m1", "x1")]
    assert not dialogue.take(MessageReceived)
