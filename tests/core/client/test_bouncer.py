"""A bouncer (znc) and a session: what it says of its own connection, and what it tells twice."""

from __future__ import annotations

import pytest

from core.client.events import Delivery, MessageReceived, MessageUpdated, OwnNickChanged, ServerText
from core.client.feature_events import BouncerChanged
from core.client.session import SessionOptions
from tests.core.client.dialogue import Dialogue

OFFERED = "batch echo-message server-time znc.in/self-message"
STATUS = ":*status!znc@znc.in PRIVMSG anna :"
DAY = "2026-11-23T10:00:"


def behind(nick: str = "anna", server: str = "irc.example") -> Dialogue:
    """Let in by a bouncer, and in a channel."""
    dialogue = Dialogue(SessionOptions(nick))
    dialogue.connect()
    dialogue.feed(f":irc.znc.in CAP * LS :{OFFERED}\r\n".encode())
    dialogue.feed(f":irc.znc.in CAP * ACK :{OFFERED}\r\n".encode())
    dialogue.feed(
        f":{server} 001 {nick} :Welcome\r\n:{server} 422 {nick} :none\r\n"
        f"@time={DAY}05.000Z :{nick}!u@h JOIN #a\r\n".encode()
    )
    dialogue.written()
    dialogue.events.clear()
    return dialogue


def feed(dialogue: Dialogue, *lines: str) -> None:
    dialogue.feed("".join(f"{line}\r\n" for line in lines).encode())


def changes(dialogue: Dialogue) -> list[BouncerChanged]:
    return [event for event in dialogue.events if isinstance(event, BouncerChanged)]


def texts(dialogue: Dialogue) -> list[str]:
    return [event.text for event in dialogue.events if isinstance(event, MessageReceived)]


@pytest.mark.parametrize(
    "words",
    [
        "Disconnected from IRC. Reconnecting...",
        "Disconnected from IRC (Connection reset by peer). Reconnecting...",
        "Cannot connect to IRC (No route to host). Retrying...",
        "Connection Refused.  Reconnecting...",
        "You are currently disconnected from IRC. Use 'connect' to reconnect.",
        "Отключён от IRC. Переподключаюсь...",
        "Не могу подключиться к IRC (нет). Пытаюсь ещё раз...",
    ],
)
def test_it_says_that_it_is_on_no_server(words: str) -> None:
    dialogue = behind()
    feed(dialogue, STATUS + words)
    assert changes(dialogue) == [BouncerChanged(there=False)]
    assert [e.text for e in dialogue.events if isinstance(e, ServerText)] == [words]
    dialogue.run("one", "#a")
    dialogue.run("/msg boris two", "#a")
    assert dialogue.written() == []
    dialogue.run("/msg *status connect", "#a")
    assert dialogue.written() == ["PRIVMSG *status connect"]
    feed(dialogue, ":other.example 001 anna :Welcome")
    assert changes(dialogue)[1:] == [BouncerChanged(True, "other.example")]
    assert dialogue.written() == ["PRIVMSG boris two"]
    feed(dialogue, f"@time={DAY}09.000Z :anna!u@h JOIN #a")
    assert "PRIVMSG #a one" in dialogue.written()


@pytest.mark.parametrize(
    "words",
    [
        "Your message to #a got lost, you are not connected to IRC!",
        "Вы не подключены к IRC, ваше сообщение к #a утеряно!",
        "Deine Nachricht an #a wurde verloren, du bist nicht mit dem IRC verbunden!",
    ],
)
def test_what_it_lost_waits_again(words: str) -> None:
    dialogue = behind()
    dialogue.run("one", "#a")
    dialogue.run("two", "#a")
    feed(dialogue, STATUS + words, STATUS + words)
    updates = [event for event in dialogue.events if isinstance(event, MessageUpdated)]
    assert [update.delivery for update in updates] == [Delivery.WAITING] * 2
    assert changes(dialogue) == [BouncerChanged(there=False)]
    dialogue.written()
    feed(dialogue, ":irc.example 001 anna :Welcome", f"@time={DAY}09.000Z :anna!u@h JOIN #a")
    assert [line for line in dialogue.written() if "PRIVMSG" in line] == [
        "PRIVMSG #a one",
        "PRIVMSG #a two",
    ]


def test_another_client_has_taken_it_off_its_server() -> None:
    """The bouncer answers that client alone; it offers us less from then on."""
    dialogue = behind()
    feed(dialogue, ":irc.znc.in CAP anna DEL :sasl")
    assert changes(dialogue) == []
    feed(dialogue, ":irc.znc.in CAP anna DEL :account-notify away-notify extended-join")
    assert changes(dialogue) == [BouncerChanged(there=False)]


def test_nobody_else_can_say_so() -> None:
    dialogue = behind()
    dialogue.run("one", "#a")
    feed(
        dialogue,
        ":status!znc@znc.in PRIVMSG anna :Disconnected from IRC. Reconnecting...",
        ":boris!u@h PRIVMSG #a :Your message to #a got lost, you are not connected to IRC!",
        STATUS + "Ask on IRC for #help!",
    )
    assert changes(dialogue) == []


def test_it_is_connected_to_while_it_is_on_no_server() -> None:
    dialogue = behind(server="irc.znc.in")
    dialogue.run("/msg boris one", "")
    assert dialogue.written() == []
    feed(dialogue, ":irc.example 001 anna_ :Welcome")
    assert dialogue.written() == ["PRIVMSG boris one"]
    assert OwnNickChanged("anna", "anna_") in dialogue.events


def test_what_a_server_plays_back_to_the_bouncer_is_told_once() -> None:
    """It hands that on as if it were new; two equal messages of one moment are two."""
    dialogue = behind()
    old = f"@time={DAY}06.500Z :boris!u@h PRIVMSG #a :hello"
    feed(dialogue, old, old)
    feed(dialogue, f"@time={DAY}07.000Z :anna!u@h PRIVMSG #a :mine")
    feed(dialogue, STATUS + "Disconnected from IRC. Reconnecting...")
    feed(
        dialogue,
        ":irc.example 001 anna :Welcome",
        f"@time={DAY}09.000Z :anna!u@h JOIN #a",
        old,
        f"@time={DAY}07.000Z :anna!u@h PRIVMSG #a :mine",
        f"@time={DAY}08.000Z :boris!u@h PRIVMSG #a :missed",
        f"@time={DAY}10.000Z :boris!u@h PRIVMSG #a :new",
    )
    assert texts(dialogue) == ["hello", "hello", "mine", "missed", "new"]


def test_what_names_us_counts_when_it_is_played_back() -> None:
    dialogue = behind()
    feed(
        dialogue,
        ":znc.in BATCH +x znc.in/playback #a",
        f"@batch=x;time={DAY}06.000Z :boris!u@h PRIVMSG #a :anna: where are you?",
        f"@batch=x;time={DAY}06.500Z :boris!u@h PRIVMSG #a :never mind",
        ":znc.in BATCH -x",
    )
    rows = [event for event in dialogue.events if isinstance(event, MessageReceived)]
    assert [(row.history, row.highlight) for row in rows] == [(True, True), (True, False)]


def test_answers_that_another_client_asked_for_are_not_shown() -> None:
    """A bouncer hands an answer to WHO to all its clients."""
    dialogue = behind()
    answer = (
        ":irc.example 352 anna #b u h irc.example boris H :0 Boris",
        ":irc.example 315 anna #b :End of WHO",
    )
    feed(dialogue, *answer)
    assert not [event for event in dialogue.events if isinstance(event, ServerText)]
    for line in ("/who #b", "/raw WHO #b"):
        dialogue.run(line, "#a")
        feed(dialogue, *answer)
        shown = [event for event in dialogue.events if isinstance(event, ServerText)]
        assert len(shown) == 2
        dialogue.events.clear()
