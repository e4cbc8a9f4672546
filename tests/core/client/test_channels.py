"""Channels: coming, going, people, topics, modes."""

from __future__ import annotations

from core.client.events import (
    BufferClosed,
    BufferKind,
    BufferOpened,
    ChannelModesChanged,
    JoinFailed,
    Member,
    MembersChanged,
    MessageReceived,
    News,
    NewsKind,
    ServerText,
    TopicChanged,
)
from tests.core.client.dialogue import Dialogue, enter, let_in, modern, plain


def shown(dialogue: Dialogue, channel: str = "#chan") -> list[str]:
    """The members as "modes:nick"."""
    return [f"{m.modes}:{m.nick}" for m in dialogue.session.members(channel)]


def test_joining() -> None:
    dialogue = plain()
    dialogue.run("/join #chan")
    dialogue.play(
        """
        <- JOIN #chan
        -> :anna!u@h JOIN :#Chan
        -> :srv 332 anna #chan :the topic
        -> :srv 333 anna #chan boris!b@h 1700000000
        -> :srv 353 anna = #chan :@boris +clara
        -> :srv 353 anna = #chan :anna
        -> :srv 366 anna #chan :End
        <- WHO #Chan
        """
    )
    assert dialogue.one(BufferOpened) == BufferOpened("#Chan", BufferKind.CHANNEL)
    news = dialogue.one(News)
    assert (news.kind, news.own, news.nick) == (NewsKind.JOINED, True, "anna")
    members = dialogue.one(MembersChanged)
    assert members.buffer == "#Chan"
    assert shown(dialogue) == ["o:boris", "v:clara", ":anna"]
    assert dialogue.take(TopicChanged)[-1] == TopicChanged(
        "#Chan", "the topic", "boris", 1700000000.0
    )
    assert dialogue.session.topic("#CHAN") == "the topic"


def test_others_come_and_go() -> None:
    dialogue = modern("#chan")
    dialogue.play(
        """
        -> :clara!c@h JOIN #chan acc :Clara C
        -> :dora!d@h JOIN #chan * :Dora
        -> :boris!b@h PART #chan :bye
        -> :clara!c@h QUIT :gone
        """
    )
    assert [(n.kind, n.nick, n.text) for n in dialogue.take(News)] == [
        (NewsKind.JOINED, "clara", ""),
        (NewsKind.JOINED, "dora", ""),
        (NewsKind.LEFT, "boris", "bye"),
        (NewsKind.QUIT, "clara", "gone"),
    ]
    assert dialogue.one(MembersChanged).members == (
        Member("anna", "", False, "u", "h"),
        Member("dora", "", False, "d", "h"),
    )


def test_a_crowd_is_told_once_for_each_batch_of_lines() -> None:
    dialogue = modern("#chan")
    dialogue.play("\n".join(f"-> :p{n}!u@h JOIN #chan" for n in range(500)))
    assert len(dialogue.one(MembersChanged).members) == 502


def test_leaving_closes_the_conversation() -> None:
    dialogue = modern("#chan")
    dialogue.run("/part", "#chan")
    dialogue.play("<- PART #chan\n -> :anna!u@h PART #chan")
    assert dialogue.one(BufferClosed) == BufferClosed("#chan")
    assert not dialogue.take(MembersChanged)
    assert dialogue.session.buffers == ()
    dialogue.play("-> :boris!b@h PART #chan")
    dialogue.run("/join #chan")
    dialogue.play("<- JOIN #chan\n -> :anna!u@h JOIN #chan")
    assert dialogue.one(BufferOpened)


def test_leaving_a_channel_while_disconnected() -> None:
    dialogue = modern("#chan")
    dialogue.lose()
    assert shown(dialogue) == ["o:boris", ":anna"]
    dialogue.run("/part #chan")
    assert dialogue.one(BufferClosed) == BufferClosed("#chan")
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 001 anna :hi
        -> :srv 376 anna :End
        """
    )


def test_being_kicked_keeps_the_conversation_but_not_the_wish() -> None:
    dialogue = modern("#chan")
    dialogue.play("-> :boris!b@h KICK #chan anna :enough")
    news = dialogue.one(News)
    assert (news.kind, news.nick, news.other) == (NewsKind.KICKED, "anna", "boris")
    assert (news.text, news.own) == ("enough", True)
    assert dialogue.one(MembersChanged).members == ()
    assert not dialogue.take(BufferClosed)
    assert dialogue.run("/topic x", "#chan").error_code == "not_in_channel"
    dialogue.run("hello?", "#chan")
    dialogue.play(
        f"""
        <- @label={dialogue.one(MessageReceived).key};+besedka.app/nonce=n1 PRIVMSG #chan hello?
        """
    )
    dialogue.run("/close", "#chan")
    assert dialogue.one(BufferClosed) == BufferClosed("#chan")


def test_others_are_kicked() -> None:
    dialogue = modern("#chan")
    dialogue.play("-> :clara!c@h JOIN #chan\n -> :boris!b@h KICK #chan clara")
    assert [n.kind for n in dialogue.take(News)] == [NewsKind.JOINED, NewsKind.KICKED]
    assert shown(dialogue) == ["o:boris", ":anna"]


def test_nicknames_change() -> None:
    dialogue = modern("#chan")
    dialogue.play("-> :boris!b@h NICK борис\n -> :anna!u@h NICK Anna")
    assert shown(dialogue) == ["o:борис", ":Anna"]
    assert [(n.nick, n.other, n.own) for n in dialogue.take(News)] == [
        ("boris", "борис", False),
        ("anna", "Anna", True),
    ]
    assert dialogue.session.nick == "Anna"


def test_prefix_modes_follow_isupport() -> None:
    dialogue = modern("#chan", "multi-prefix")
    dialogue.play(
        """
        -> :srv 005 anna PREFIX=(qaohv)~&@%+ CHANMODES=beI,k,lf,imnt :are supported
        -> :boris!b@h MODE #chan +vho-o+q anna anna anna boris boris
        -> :boris!b@h MODE #chan +b *!*@spam
        -> :boris!b@h MODE #chan +lkt-n 10 secret
        """
    )
    assert shown(dialogue) == ["q:boris", "ohv:anna"]
    changes = dialogue.take(ChannelModesChanged)
    assert changes[0].text == "+vho-o+q anna anna anna boris boris"
    assert changes[-1].setter == "boris"
    assert changes[-1].current == "+klt secret 10"
    dialogue.play("-> :boris!b@h MODE #chan -kl *")
    assert dialogue.one(ChannelModesChanged).current == "+t"


def test_without_multi_prefix_the_lower_modes_are_remembered() -> None:
    dialogue = plain(channel="#chan")
    dialogue.play(
        """
        -> :boris!b@h MODE #chan +v boris
        -> :srv 353 anna = #chan :@boris anna clara
        """
    )
    assert shown(dialogue) == ["ov:boris", ":anna", ":clara"]


def test_who_is_away() -> None:
    dialogue = modern()
    dialogue.run("/join #chan")
    dialogue.play(
        """
        <- JOIN #chan
        -> :anna!u@h JOIN #chan
        -> :srv 353 anna = #chan :@boris!b@h anna!u@h
        -> :srv 366 anna #chan :End
        <- WHO #chan
        -> :srv 352 anna #chan b host srv boris G@ :0 Boris
        -> :srv 352 anna #chan u h srv anna H :0 Anna
        -> :srv 315 anna #chan :End
        -> :clara!c@h JOIN #chan
        -> :clara!c@h AWAY :lunch
        """
    )
    assert {m.nick: m.away for m in dialogue.session.members("#chan")} == {
        "anna": False,
        "boris": True,
        "clara": True,
    }
    dialogue.play("-> :srv 306 anna :You are away")
    assert [m.nick for m in dialogue.session.members("#chan") if not m.away] == []
    dialogue.play("-> :srv 305 anna :You are back")
    dialogue.play("-> :boris!b@h AWAY\n -> :clara!c@h CHGHOST cc new.host")
    members = {m.nick: m for m in dialogue.session.members("#chan")}
    assert not members["boris"].away
    assert (members["clara"].user, members["clara"].host) == ("cc", "new.host")
    assert not [t for t in dialogue.take(ServerText) if t.code in ("352", "315")]


def test_without_away_notify_small_channels_are_asked_again() -> None:
    dialogue = plain(channel="#chan")
    for number in range(7):
        dialogue.wait(15)
        dialogue.play(f"<- PING besedka-{number + 1}\n -> :srv PONG srv besedka-{number + 1}")
    dialogue.wait(15)
    dialogue.play("<- WHO #chan\n <- PING besedka-8")


def test_big_channels_are_not_asked() -> None:
    dialogue = plain()
    dialogue.run("/join #chan")
    names = " ".join(f"p{n}" for n in range(60))
    dialogue.play(
        f"""
        <- JOIN #chan
        -> :anna!u@h JOIN #chan
        -> :srv 353 anna = #chan :{names}
        -> :srv 366 anna #chan :End
        """
    )


def test_topics() -> None:
    dialogue = modern("#chan")
    dialogue.play("-> @time=2026-01-01T00:00:00Z :boris!b@h TOPIC #chan :новая тема")
    assert dialogue.one(TopicChanged) == TopicChanged(
        "#chan", "новая тема", "boris", 1767225600.0, changed=True
    )
    dialogue.run("/topic", "#chan")
    dialogue.play("<- TOPIC #chan\n -> :srv 332 anna #chan :новая тема")
    assert dialogue.one(ServerText).text == "новая тема"
    dialogue.run("/topic #chan", "boris")
    dialogue.play("<- TOPIC #chan\n -> :srv 331 anna #chan :No topic is set")
    assert dialogue.one(ServerText).code == "331"
    assert dialogue.one(TopicChanged).topic == ""


def test_a_channel_refuses_us() -> None:
    for numeric in ("403", "405", "471", "473", "474", "475", "476", "477"):
        dialogue = plain()
        dialogue.run("/join #chan")
        dialogue.play(f"<- JOIN #chan\n -> :srv {numeric} anna #chan :No")
        assert dialogue.one(JoinFailed) == JoinFailed("#chan", numeric, "No")
        assert not dialogue.take(ServerText)


def test_a_channel_sends_us_elsewhere() -> None:
    dialogue = plain()
    dialogue.run("/join #chan")
    dialogue.play(
        """
        <- JOIN #chan
        -> :srv 470 anna #chan ##chan :Forwarding to another channel
        -> :anna!u@h JOIN ##chan
        """
    )
    assert dialogue.one(JoinFailed).code == "470"
    assert list(dialogue.session.buffers) == ["##chan"]
    dialogue.lose()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 001 anna :hi
        -> :srv 376 anna :End
        <- JOIN ##chan
        """
    )


def test_the_key_is_kept_and_follows_its_changes() -> None:
    dialogue = plain()
    dialogue.run("/join #chan old")
    dialogue.play(
        """
        <- JOIN #chan old
        -> :anna!u@h JOIN #chan
        -> :boris!b@h MODE #chan +k new
        """
    )
    dialogue.lose()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 001 anna :hi
        -> :srv 376 anna :End
        <- JOIN #chan new
        """
    )


def test_invitations() -> None:
    dialogue = modern("#chan")
    dialogue.play(
        """
        -> :boris!b@h INVITE anna #other
        -> :boris!b@h INVITE clara #chan
        """
    )
    to_us, to_clara = dialogue.take(News)
    assert (to_us.buffer, to_us.other, to_us.text, to_us.own) == ("", "boris", "#other", True)
    assert (to_clara.buffer, to_clara.nick, to_clara.own) == ("#chan", "clara", False)
    dialogue.run("/invite dora", "#chan")
    dialogue.play("<- INVITE dora #chan\n -> :srv 341 anna dora #chan")
    news = dialogue.one(News)
    assert (news.nick, news.other, news.buffer) == ("dora", "anna", "#chan")


def test_a_netsplit_and_its_end() -> None:
    dialogue = modern("#chan")
    dialogue.play(
        """
        -> :srv BATCH +1 netsplit a.example b.example
        -> @batch=1 :boris!b@h QUIT :a.example b.example
        -> :srv BATCH -1
        -> :srv BATCH +2 netjoin a.example b.example
        -> @batch=2 :boris!b@h JOIN #chan
        -> :srv BATCH -2
        """
    )
    assert [n.kind for n in dialogue.take(News)] == [NewsKind.QUIT, NewsKind.JOINED]
    assert dialogue.one(MembersChanged)


def test_another_casemapping_is_told_late() -> None:
    dialogue = plain(channel="#Chan[1]")
    dialogue.run("/query Boris~")
    dialogue.play(
        """
        -> :srv 353 anna = #chan{1} :Dora^
        -> :srv 005 anna CASEMAPPING=ascii :are supported
        -> :dora~!d@h PART #chan[1]
        -> :DORA^!d@h PART #CHAN[1]
        -> :boris^!b@h PRIVMSG anna :somebody else
        """
    )
    assert shown(dialogue, "#chan[1]") == ["o:boris", "v:clara", ":anna"]
    assert dialogue.session.buffers == ("#Chan[1]", "Boris~", "boris^")


def test_of_two_conversations_that_become_one_the_first_stays() -> None:
    dialogue = plain()
    dialogue.play("-> :srv 005 anna CASEMAPPING=ascii :are supported")
    dialogue.run("/query boris[")
    dialogue.run("/query boris{")
    assert len(dialogue.session.buffers) == 2
    dialogue.play("-> :srv 005 anna CASEMAPPING=rfc1459 :are supported")
    assert list(dialogue.session.buffers) == ["boris["]
    assert dialogue.one(BufferClosed) == BufferClosed("boris{")


def test_names_are_shown_when_a_person_asks() -> None:
    dialogue = plain(channel="#chan")
    dialogue.run("/names", "#chan")
    dialogue.play(
        """
        <- NAMES #chan
        -> :srv 353 anna = #chan :@boris!b@h anna clara
        -> :srv 366 anna #chan :End
        """
    )
    told = dialogue.one(ServerText)
    assert (told.buffer, told.text) == ("#chan", "@boris anna clara")


def test_a_topic_that_was_taken_away_meanwhile() -> None:
    dialogue = modern("#chan")
    dialogue.play("-> :boris!b@h TOPIC #chan :old")
    dialogue.lose()
    assert dialogue.session.topic("#chan") == "old"
    dialogue.events.clear()
    dialogue.connect()
    let_in(dialogue, then="<- JOIN #chan")
    enter(dialogue, "#chan")
    assert dialogue.one(TopicChanged) == TopicChanged("#chan", "")
    assert dialogue.session.topic("#chan") == ""


def test_what_was_said_before_we_came_is_told_before_our_coming() -> None:
    dialogue = modern()
    dialogue.run("/join #a")
    dialogue.run("/join #b")
    dialogue.play("<- JOIN #a\n <- JOIN #b")
    lines = [
        ":anna!u@h JOIN #a * :Anna",
        ":anna!u@h JOIN #b * :Anna",
        ":srv BATCH +h chathistory #a",
        "@batch=h;msgid=1 :boris!b@h PRIVMSG #a :one",
        "@batch=h;msgid=2 :boris!b@h PRIVMSG #a :two",
        ":srv BATCH -h",
        ":srv BATCH +g chathistory #b",
        "@batch=g;msgid=3 :boris!b@h PRIVMSG #b :three",
        ":srv BATCH -g",
        "@msgid=4 :boris!b@h PRIVMSG #a :four",
    ]
    dialogue.session.receive([line.encode() for line in lines])
    told = [
        (event.buffer, event.text if isinstance(event, MessageReceived) else "joined")
        for event in dialogue.session.take_events()
        if isinstance(event, MessageReceived | News)
    ]
    assert [text for buffer, text in told if buffer == "#a"] == ["one", "two", "joined", "four"]
    assert [text for buffer, text in told if buffer == "#b"] == ["three", "joined"]
