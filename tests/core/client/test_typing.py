"""Who is writing: told in moderation, believed for a while."""

from __future__ import annotations

from core.client.feature_events import TypingChanged, TypingState
from core.client.typing import ACTIVE_SECONDS, MOST_WRITERS, PAUSED_SECONDS, SEND_INTERVAL
from tests.core.client.dialogue import Dialogue
from tests.core.client.feature_dialogues import BESEDKA, FOREIGN, offering

ACTIVE, PAUSED, DONE = TypingState


def states(dialogue: Dialogue) -> list[tuple[str, str, TypingState]]:
    return [(e.buffer, e.nick, e.state) for e in dialogue.take(TypingChanged)]


def type_(dialogue: Dialogue, state: TypingState, buffer: str = "#chan") -> list[str]:
    assert dialogue.act(dialogue.session.set_typing(buffer, state)).error_code is None
    return dialogue.written()


# --- ours -----------------------------------------------------------------------------------------


def test_writing_is_told_every_few_seconds() -> None:
    dialogue = offering(BESEDKA)
    assert type_(dialogue, ACTIVE) == ["@+typing=active TAGMSG #chan"]
    for _ in range(20):
        dialogue.now += SEND_INTERVAL / 30
        assert type_(dialogue, ACTIVE) == []
    dialogue.now += SEND_INTERVAL
    assert type_(dialogue, ACTIVE) == ["@+typing=active TAGMSG #chan"]
    assert type_(dialogue, PAUSED) == ["@+typing=paused TAGMSG #chan"]
    assert type_(dialogue, PAUSED) == []
    assert type_(dialogue, ACTIVE) == ["@+typing=active TAGMSG #chan"]
    assert type_(dialogue, DONE) == ["@+typing=done TAGMSG #chan"]
    assert type_(dialogue, DONE) == []


def test_conversations_do_not_share_it() -> None:
    dialogue = offering(BESEDKA)
    assert type_(dialogue, ACTIVE) == ["@+typing=active TAGMSG #chan"]
    assert type_(dialogue, ACTIVE, "clara") == ["@+typing=active TAGMSG clara"]


def test_a_message_ends_it_without_a_word() -> None:
    dialogue = offering(BESEDKA)
    type_(dialogue, ACTIVE)
    dialogue.run("hello", "#chan")
    dialogue.written()
    assert type_(dialogue, DONE) == []
    assert type_(dialogue, ACTIVE) == ["@+typing=active TAGMSG #chan"]


def test_a_strange_server_is_not_flooded_by_it() -> None:
    dialogue = offering(FOREIGN)
    for number in range(5):
        dialogue.run(f"message {number}", "#chan")
    assert len(dialogue.written()) == 5
    assert type_(dialogue, ACTIVE) == []  # a message that comes now is more important
    dialogue.run("and more", "#chan")
    assert dialogue.written() == ["PRIVMSG #chan :and more"]


# --- theirs ---------------------------------------------------------------------------------------


def test_somebody_writes_and_stops() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play("-> @+typing=active :boris!b@h TAGMSG #chan")
    assert states(dialogue) == [("#chan", "boris", ACTIVE)]
    dialogue.wait(ACTIVE_SECONDS - 1)
    dialogue.play("-> @+typing=active :boris!b@h TAGMSG #chan")
    assert states(dialogue) == []
    dialogue.wait(ACTIVE_SECONDS - 1)
    assert states(dialogue) == []
    dialogue.wait(1)
    assert states(dialogue) == [("#chan", "boris", DONE)]


def test_somebody_pauses() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> @+typing=active :clara!c@h TAGMSG anna
        -> @+typing=paused :clara!c@h TAGMSG anna
        """
    )
    assert states(dialogue) == [("clara", "clara", ACTIVE), ("clara", "clara", PAUSED)]
    dialogue.wait(PAUSED_SECONDS - 1)
    assert states(dialogue) == []
    dialogue.wait(1)
    assert states(dialogue) == [("clara", "clara", DONE)]


def test_done_and_a_message_end_it() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> @+typing=active :boris!b@h TAGMSG #chan
        -> @+typing=done :boris!b@h TAGMSG #chan
        -> @+typing=active :boris!b@h TAGMSG #chan
        -> @msgid=1 :boris!b@h PRIVMSG #chan hello
        -> @+typing=done :boris!b@h TAGMSG #chan
        """
    )
    assert [state for _, _, state in states(dialogue)] == [ACTIVE, DONE, ACTIVE, DONE]


def test_who_leaves_writes_no_longer() -> None:
    for line in (
        ":boris!b@h PART #chan",
        ":boris!b@h QUIT :bye",
        ":boris!b@h NICK boris2",
        ":clara!b@h KICK #chan boris",
    ):
        dialogue = offering(BESEDKA)
        dialogue.play(
            f"""
            -> @+typing=active :boris!b@h TAGMSG #chan
            -> @+typing=active :clara!b@h TAGMSG #chan
            -> {line}
            """
        )
        assert states(dialogue)[2:] == [("#chan", "boris", DONE)]


def test_a_lost_connection_and_a_closed_conversation_end_it() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play("-> @+typing=active :clara!c@h TAGMSG anna")
    dialogue.run("/close", "clara")
    assert states(dialogue)[-1] == ("clara", "clara", DONE)
    dialogue.play("-> @+typing=active :boris!b@h TAGMSG #chan")
    dialogue.lose()
    assert states(dialogue)[-1] == ("#chan", "boris", DONE)


def test_a_conversation_that_gets_another_name() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> @+typing=active :clara!c@h TAGMSG anna
        -> :clara!c@h NICK claire
        -> @+typing=active :claire!c@h TAGMSG anna
        """
    )
    assert states(dialogue) == [
        ("clara", "clara", ACTIVE),
        ("clara", "clara", DONE),
        ("claire", "claire", ACTIVE),
    ]


def test_what_is_no_writing() -> None:
    dialogue = offering(BESEDKA)
    dialogue.play(
        """
        -> @+typing=fast :boris!b@h TAGMSG #chan
        -> @+typing :boris!b@h TAGMSG #chan
        -> @+typing=active :anna!u@h TAGMSG #chan
        -> @+typing=active :boris!b@h TAGMSG #other
        -> @+typing=active :stranger!b@h TAGMSG anna
        -> @+typing=done :boris!b@h TAGMSG #chan
        -> @+typing=active TAGMSG #chan
        """
    )
    assert dialogue.events == []


def test_crowds_of_writers_are_kept_within_bounds() -> None:
    dialogue = offering(BESEDKA)
    lines = [f"@+typing=active :p{n}!u@h TAGMSG #chan\r\n" for n in range(MOST_WRITERS + 100)]
    dialogue.feed("".join(lines).encode())
    assert len(dialogue.take(TypingChanged)) == MOST_WRITERS
    dialogue.wait(ACTIVE_SECONDS)
    assert len(dialogue.take(TypingChanged)) == MOST_WRITERS
