"""Is the server still there? And when to try again."""

from __future__ import annotations

from core.client.events import Disconnected, LagMeasured
from core.client.reconnect import ReconnectPolicy
from tests.core.client.dialogue import Dialogue, plain


def test_pings_are_answered() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> PING :before 001
        <- PONG :before 001
        -> PING srv
        <- PONG srv
        -> PING
        <- PONG :
        """
    )


def test_a_silent_server_is_asked() -> None:
    dialogue = plain()
    dialogue.wait(14.9)
    dialogue.play("")
    dialogue.wait(0.1)
    dialogue.play("<- PING besedka-1")
    dialogue.now += 0.25
    dialogue.play("-> :srv PONG srv :besedka-1")
    assert dialogue.one(LagMeasured).seconds == 0.25
    dialogue.wait(15)
    dialogue.play("<- PING besedka-2\n -> :srv PONG srv :something else")
    assert not dialogue.take(LagMeasured)


def test_a_server_that_speaks_is_not_asked() -> None:
    dialogue = plain()
    for _ in range(10):
        dialogue.wait(10)
        dialogue.play("-> :srv NOTICE anna :still here")


def test_a_dead_server_is_given_up() -> None:
    dialogue = plain()
    dialogue.wait(15)
    dialogue.play("<- PING besedka-1")
    dialogue.wait(14.9)
    assert not dialogue.take(Disconnected)
    dialogue.wait(0.1)
    assert dialogue.one(Disconnected) == Disconnected("ping_timeout")
    assert dialogue.session.next_deadline() is None
    dialogue.lose()
    assert not dialogue.take(Disconnected)


def test_any_line_is_a_sign_of_life() -> None:
    dialogue = plain()
    dialogue.wait(15)
    dialogue.play("<- PING besedka-1")
    dialogue.wait(14)
    dialogue.play("-> :boris!b@h PRIVMSG anna :the server is only slow")
    dialogue.wait(14)
    assert not dialogue.take(Disconnected)


def test_waits_grow_and_begin_again() -> None:
    policy = ReconnectPolicy()
    assert [policy.failed() for _ in range(8)] == [1, 2, 4, 8, 15, 30, 30, 30]
    assert policy.attempt == 8
    policy.succeeded()
    assert policy.failed() == 1


def test_time_in_which_the_sockets_were_held_is_no_silence() -> None:
    dialogue = plain()
    dialogue.wait(15)
    dialogue.play("<- PING besedka-1")
    for _ in range(6):  # a teacher explains for an hour
        dialogue.session.hold_time(600)
        dialogue.wait(600)
    assert not dialogue.take(Disconnected)
    dialogue.wait(15)
    assert dialogue.one(Disconnected) == Disconnected("ping_timeout")
