"""The people of whom one wants to be told when they come and go."""

from __future__ import annotations

from core.client.events import ServerText
from core.client.feature_events import PresenceChanged, WatchedChanged
from tests.core.client.dialogue import Dialogue, plain
from tests.core.client.feature_dialogues import offering


def watching() -> Dialogue:
    """On a server without MONITOR, waiting for boris."""
    dialogue = plain()
    dialogue.wait(1)
    assert dialogue.run("/watch boris").error_code is None
    assert dialogue.one(WatchedChanged).nicks == ("boris",)
    dialogue.wait(1)
    assert dialogue.written() == ["ISON boris"]
    return dialogue


def test_with_monitor_the_server_tells() -> None:
    dialogue = offering("message-tags", isupport="MONITOR=2")
    dialogue.run("/query vera")
    dialogue.run("/watch boris")
    dialogue.run("/query gena")
    # No more than the server takes: whom one waits for stays.
    said = ["MONITOR + vera", "MONITOR + boris", "MONITOR - vera", "MONITOR + gena"]
    assert [line for line in dialogue.written() if "clara" not in line] == said
    dialogue.play("-> :srv 730 anna boris!b@h")
    assert dialogue.one(PresenceChanged) == PresenceChanged("boris", online=True)
    assert dialogue.session.is_online("BORIS") is True
    dialogue.run("/unwatch Boris")
    assert len(dialogue.take(WatchedChanged)) == 2
    dialogue.wait(200)
    assert "ISON boris" not in dialogue.written()


def test_without_it_the_server_is_asked_once_a_minute() -> None:
    dialogue = watching()
    dialogue.play("-> :srv 303 anna :")
    assert dialogue.one(PresenceChanged) == PresenceChanged("boris", online=False)
    for _ in range(6):
        assert dialogue.written() == []
        dialogue.wait(10)
        dialogue.feed(b":srv NOTICE anna :still here\r\n")
    assert dialogue.written() == ["ISON boris"]
    dialogue.take(ServerText)
    dialogue.play("-> :srv 303 anna :Boris ")
    assert dialogue.one(PresenceChanged) == PresenceChanged("boris", online=True)
    assert not dialogue.take(ServerText)


def test_a_question_of_the_persons_own_is_answered_to_him() -> None:
    dialogue = watching()
    dialogue.play("-> :srv 303 anna :vera")
    assert dialogue.one(ServerText).text == "vera"
    dialogue.play("-> :srv 303 anna :boris")
    assert dialogue.one(PresenceChanged).online
    dialogue.play("-> :srv 303 anna :boris")
    assert dialogue.one(ServerText).text == "boris"


def test_what_cannot_be_watched() -> None:
    dialogue = plain()
    assert dialogue.run("/watch #chan").error_code == "bad_nickname"
    assert dialogue.run("/unwatch boris").error_code == "not_watched"
    for number in range(100):
        dialogue.run(f"/watch a{number}")
    assert dialogue.run("/watch boris").error_code == "too_many"
    assert dialogue.run("/notify").args[:2] == ("a0", "a1")
    dialogue.session.set_watched(["boris", "", "a b", "BORIS"])
    assert dialogue.session.watched == ("BORIS",)
