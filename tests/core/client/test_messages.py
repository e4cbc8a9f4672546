"""What people write to each other, as it comes in; and the shapes of texts."""

from __future__ import annotations

from core.client.events import (
    BufferClosed,
    BufferKind,
    BufferOpened,
    BufferRenamed,
    Delivery,
    MessageKind,
    MessageReceived,
    MessageUpdated,
    News,
    ServerText,
)
from tests.core.client.dialogue import modern

# --- in -------------------------------------------------------------------------------------------


def test_a_message_in_a_channel() -> None:
    dialogue = modern("#chan")
    dialogue.play(
        "-> @time=2026-01-01T00:00:00.500Z;msgid=abc;account=bo;+x=y :boris!b@h PRIVMSG #CHAN :hi"
    )
    message = dialogue.one(MessageReceived)
    assert (message.buffer, message.nick, message.text) == ("#chan", "boris", "hi")
    assert message.time == 1767225600.5
    assert (message.msgid, message.account, message.tags["+x"]) == ("abc", "bo", "y")
    assert message.kind is MessageKind.TEXT
    assert not message.own
    assert message.delivery is None


def test_a_time_that_makes_no_sense_is_now() -> None:
    dialogue = modern("#chan")
    for stamp in ("yesterday", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00", ""):
        dialogue.play(f"-> @time={stamp} :boris!b@h PRIVMSG #chan :hi")
        assert dialogue.one(MessageReceived).time == dialogue.now


def test_what_names_us_is_highlighted() -> None:
    dialogue = modern("#chan")
    for text, named in {
        "anna: hello": True,
        "hello, ANNA!": True,
        "joanna and anna2 are here": False,
        "anna-maria": False,
        "the ёanna": False,
    }.items():
        dialogue.play(f"-> :boris!b@h PRIVMSG #chan :{text}")
        assert dialogue.one(MessageReceived).highlight is named, text


def test_a_private_message_opens_a_conversation() -> None:
    dialogue = modern()
    dialogue.play(
        """
        -> :Борис!b@h PRIVMSG anna :привет
        -> :БОРИС!b@h PRIVMSG anna :снова
        """
    )
    assert dialogue.one(BufferOpened) == BufferOpened("Борис", BufferKind.QUERY)
    assert [m.buffer for m in dialogue.take(MessageReceived)] == ["Борис", "Борис"]


def test_a_notice_opens_no_conversation() -> None:
    dialogue = modern()
    dialogue.play("-> :NickServ!s@services NOTICE anna :this name is registered")
    message = dialogue.one(MessageReceived)
    assert (message.buffer, message.kind) == ("", MessageKind.NOTICE)
    assert not dialogue.take(BufferOpened)
    dialogue.run("/query boris")
    dialogue.play("-> :boris!b@h NOTICE anna :psst")
    assert dialogue.one(MessageReceived).buffer == "boris"


def test_words_of_the_server() -> None:
    dialogue = modern("#chan")
    dialogue.play(
        """
        -> :srv NOTICE anna :going down
        -> :irc.example.com PRIVMSG anna :no conversation with a server
        -> :srv NOTICE #chan :to the channel
        """
    )
    told = dialogue.take(ServerText)
    assert [(t.buffer, t.code) for t in told] == [
        ("", "NOTICE"),
        ("", "NOTICE"),
        ("#chan", "NOTICE"),
    ]
    assert not dialogue.take(BufferOpened)


def test_statusmsg_and_actions() -> None:
    dialogue = modern("#chan")
    dialogue.play(
        """
        -> :boris!b@h PRIVMSG @#chan :only for us
        -> :boris!b@h PRIVMSG #chan :\x01ACTION waves\x01
        """
    )
    first, second = dialogue.take(MessageReceived)
    assert (first.buffer, first.target) == ("#chan", "@#chan")
    assert (second.kind, second.text) == (MessageKind.ACTION, "waves")


def test_ctcp_is_answered_but_not_without_end() -> None:
    dialogue = modern()
    dialogue.play(
        """
        -> :boris!b@h PRIVMSG anna :\x01PING 123 45\x01
        <- NOTICE boris :\x01PING 123 45\x01
        -> :boris!b@h PRIVMSG anna :\x01TIME
        <- NOTICE boris :\x01TIME 1970-01-01T00:16:40+00:00\x01
        -> :boris!b@h PRIVMSG anna :\x01clientinfo\x01
        <- NOTICE boris :\x01CLIENTINFO ACTION CLIENTINFO PING TIME VERSION\x01
        -> :boris!b@h PRIVMSG anna :\x01VERSION\x01
        -> :boris!b@h PRIVMSG anna :\x01DCC SEND x\x01
        -> :boris!b@h NOTICE anna :\x01VERSION irssi\x01
        """
    )
    told = dialogue.take(ServerText)
    assert len(told) == 6
    assert {t.code for t in told} == {"CTCP"}
    assert told[-1].text == "boris: VERSION irssi"
    assert not dialogue.take(BufferOpened)
    dialogue.now += 10
    dialogue.feed(b":boris!b@h PRIVMSG anna :\x01VERSION\x01\r\n")
    dialogue.play("<- NOTICE boris :\x01VERSION Besedka 0.1.0\x01")


def test_history_is_shown_but_changes_nothing() -> None:
    dialogue = modern("#chan")
    dialogue.play(
        """
        -> :srv BATCH +h chathistory #chan
        -> @batch=h;time=2020-01-01T00:00:00Z :old!o@h PRIVMSG #chan :long ago
        -> @batch=h;time=2020-01-01T00:00:00Z :old!o@h PRIVMSG #chan :\x01VERSION\x01
        -> @batch=h;time=2020-01-01T00:00:01Z :boris!b@h QUIT :then
        -> @batch=h;time=2020-01-01T00:00:01Z :anna!b@h PRIVMSG #chan :mine
        -> :srv BATCH -h
        """
    )
    first, second = dialogue.take(MessageReceived)
    assert (first.text, first.time) == ("long ago", 1577836800.0)
    assert second.own
    assert len(dialogue.session.members("#chan")) == 2


# --- shapes ---------------------------------------------------------------------------------------


def test_a_long_text_is_split_where_others_would_lose_its_end() -> None:
    dialogue = modern("#chan", "server-time")
    dialogue.run("слово " * 200, "#chan")
    pieces = dialogue.take(MessageReceived)
    assert len(pieces) > 4
    assert "".join(p.text for p in pieces).replace(" ", "") == "слово" * 200
    for piece in pieces:
        relayed = f":anna!u@h PRIVMSG #chan :{piece.text}\r\n".encode()
        assert len(relayed) <= 512
        assert not piece.text.startswith("лово")


def test_several_lines_are_several_messages() -> None:
    dialogue = modern("#chan", "server-time")
    dialogue.run("one\r\n\r\n two\0\n//three", "#chan")
    dialogue.play(
        """
        <- PRIVMSG #chan one
        <- PRIVMSG #chan : two
        <- PRIVMSG #chan //three
        """
    )


def test_a_conversation_follows_its_persons_name() -> None:
    dialogue = modern("#chan")
    dialogue.run("/query boris")
    dialogue.play("-> :boris!b@h NICK борис")
    assert dialogue.one(BufferRenamed) == BufferRenamed("boris", "борис")
    assert [n.buffer for n in dialogue.take(News)] == ["#chan", "борис"]
    dialogue.run("/query clara")
    dialogue.run("/query dora")
    dialogue.play("-> :clara!c@h NICK dora")
    assert not dialogue.take(BufferRenamed)
    assert set(dialogue.session.buffers) == {"#chan", "борис", "clara", "dora"}
    dialogue.run("/close", "clara")
    assert dialogue.one(BufferClosed) == BufferClosed("clara")


def test_talking_to_oneself() -> None:
    dialogue = modern()
    dialogue.run("/msg anna note")
    dialogue.play(
        """
        <- @label=m1;+besedka.app/nonce=n1 PRIVMSG anna note
        -> @label=m1 :anna!u@h PRIVMSG anna :note
        -> :anna!u@h PRIVMSG anna :note
        """
    )
    assert dialogue.one(MessageUpdated).delivery is Delivery.STORED
    assert [m.buffer for m in dialogue.take(MessageReceived)] == ["anna", "anna"]


def test_the_echo_of_our_ctcp_answer_is_no_news() -> None:
    dialogue = modern()
    dialogue.play(
        """
        -> :boris!b@h PRIVMSG anna :\x01PING 1\x01
        <- NOTICE boris :\x01PING 1\x01
        -> :anna!u@h NOTICE boris :\x01PING 1\x01
        """
    )
    assert dialogue.one(ServerText).params == ("boris", "PING", "1")
    assert not dialogue.take(MessageReceived)
