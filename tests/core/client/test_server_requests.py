"""Presence, metadata, the lists of a channel, and its other name, in dialogues."""

from __future__ import annotations

from core.client.events import BufferRenamed, News, NewsKind, ServerText
from core.client.feature_events import (
    ChannelListReceived,
    MetadataChanged,
    PresenceChanged,
)
from tests.core.client.dialogue import Dialogue, modern
from tests.core.client.feature_dialogues import offering

METADATA = "message-tags batch draft/metadata-3"


def test_the_people_we_write_to_are_watched() -> None:
    dialogue = offering("message-tags", isupport="MONITOR=2")
    dialogue.run("/query boris")
    assert dialogue.written() == ["MONITOR + boris"]
    dialogue.play("-> :srv 730 anna boris!b@h\n-> :srv 731 anna clara\n-> :srv 730 anna eve!e@h")
    dialogue.play("-> :srv 730 anna boris!b@h")  # said again: nothing new
    assert dialogue.take(PresenceChanged) == [
        PresenceChanged("boris", online=True),
        PresenceChanged("clara", online=False),
    ]
    dialogue.run("/query dora")  # no more than the server takes: the newest
    assert dialogue.written() == ["MONITOR - clara", "MONITOR + dora"]
    dialogue.run("/close", "dora")
    assert dialogue.written() == ["MONITOR - dora", "MONITOR + clara"]


def test_a_server_that_watches_fewer_than_it_said() -> None:
    dialogue = offering("message-tags", isupport="MONITOR=10")
    dialogue.run("/query boris")
    dialogue.written()
    dialogue.play("-> :srv 734 anna 1 boris :Monitor list is full")
    assert not dialogue.take(ServerText)
    dialogue.run("/query dora")
    assert dialogue.written() == ["MONITOR - clara", "MONITOR + dora"]


def test_without_monitor_nobody_is_watched() -> None:
    dialogue = modern()
    dialogue.run("/query boris")
    assert dialogue.written() == []


def test_what_people_tell_about_themselves() -> None:
    dialogue = offering(METADATA)
    dialogue.play(
        """
        -> :boris!b@h METADATA boris avatar * :https://host.example/b.png
        -> :srv 761 anna clara display-name * :Клара
        -> :srv 766 anna clara status :key not set
        -> :srv 761 anna clara display-name * :Клара
        -> :boris!b@h METADATA boris avatar *
        -> :srv 770 anna avatar
        """
    )
    assert dialogue.take(MetadataChanged) == [
        MetadataChanged("boris", "avatar", "https://host.example/b.png"),
        MetadataChanged("clara", "display-name", "Клара"),
        MetadataChanged("clara", "display-name", "Клара"),  # it may be another person by now
        MetadataChanged("boris", "avatar", ""),
    ]
    assert not dialogue.take(ServerText)
    dialogue.play("-> :srv 774 anna #chan 5")
    dialogue.wait(5.0)
    assert dialogue.written() == ["METADATA #chan SYNC"]


def test_what_we_tell_about_ourselves_is_told_again_after_a_reconnect() -> None:
    dialogue = offering(METADATA)
    assert dialogue.act(dialogue.session.set_metadata("*", "status", "на уроке")).error_code is None
    assert dialogue.written() == ["METADATA * SET status :на уроке"]
    dialogue.lose()
    dialogue.connect()
    dialogue.written()
    dialogue.feed(f":srv CAP * LS :{METADATA}\r\n:srv CAP anna ACK :{METADATA}\r\n".encode())
    dialogue.feed(b":srv 001 anna :Hi\r\n:srv 376 anna :End\r\n")
    assert "METADATA * SET status :на уроке" in dialogue.written()
    dialogue.act(dialogue.session.set_metadata("anna", "status", ""))
    assert dialogue.written() == ["METADATA * SET status"]


def test_a_list_of_bans() -> None:
    dialogue = modern("#chan")
    assert dialogue.act(dialogue.session.request_list("#Chan", "b")).error_code is None
    dialogue.play(
        """
        <- MODE #Chan +b
        -> :srv 367 anna #chan bad!*@* boris!b@h 1767225601
        -> :srv 367 anna #chan *!*@10.0.0.1
        -> :srv 368 anna #chan :End of list
        """
    )
    assert dialogue.one(ChannelListReceived) == ChannelListReceived(
        "#Chan", "b", (("bad!*@*", "boris", 1767225601.0), ("*!*@10.0.0.1", "", 0.0))
    )
    assert not dialogue.take(ServerText)
    # What a person asked for by hand is shown.
    dialogue.run("/mode #chan +b", "#chan")
    dialogue.play(
        """
        <- MODE #chan +b
        -> :srv 367 anna #chan bad!*@* boris 1767225601
        -> :srv 368 anna #chan :End of list
        """
    )
    assert "bad!*@*" in dialogue.one(ServerText).text


def test_lists_that_are_refused_or_never_come() -> None:
    dialogue = modern("#chan")
    assert dialogue.session.request_list("#chan", "q").error_code == "not_offered"
    dialogue.act(dialogue.session.request_list("#chan", "I"))
    dialogue.play("<- MODE #chan +I\n-> :srv 482 anna #chan :You are no operator")
    assert dialogue.one(ChannelListReceived).failed == "You are no operator"
    dialogue.act(dialogue.session.request_list("#chan", "e"))
    dialogue.play("<- MODE #chan +e")
    dialogue.wait(15.0)
    assert dialogue.one(ChannelListReceived).failed == "no_answer"


def renamed(dialogue: Dialogue, new: str) -> None:
    dialogue.play(f"-> :boris!b@h RENAME #chan {new} :a better name")


def test_a_channel_gets_another_name() -> None:
    dialogue = offering("message-tags draft/channel-rename")
    renamed(dialogue, "#new")
    assert dialogue.one(BufferRenamed) == BufferRenamed("#chan", "#new")
    news = dialogue.one(News)
    assert (news.buffer, news.kind, news.nick, news.other, news.text) == (
        "#new",
        NewsKind.RENAMED,
        "boris",
        "#chan",
        "a better name",
    )
    assert [member.nick for member in dialogue.session.members("#NEW")]
    assert dialogue.session.members("#chan") == ()
    dialogue.act(dialogue.session.rename_channel("#new", "#newer", "why not"))
    dialogue.play("<- RENAME #new #newer :why not")
    renamed(dialogue, "nonsense")
    assert not dialogue.take(BufferRenamed)
