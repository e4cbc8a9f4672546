"""Nicknames that are refused, changed, lost and taken back."""

from __future__ import annotations

from core.client.events import (
    Disconnected,
    NickRejected,
    OwnNickChanged,
    Registered,
)
from core.client.session import SessionOptions
from tests.core.client.dialogue import Dialogue, plain


def test_a_taken_nickname() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 433 * anna :Nickname is already in use
        <- NICK anna_
        -> :srv 433 * anna_ :Nickname is already in use
        <- NICK anna2
        -> :srv 001 anna2 :Welcome
        """
    )
    assert dialogue.take(NickRejected) == [
        NickRejected("anna", "in_use", "anna_"),
        NickRejected("anna_", "in_use", "anna2"),
    ]
    assert dialogue.session.nick == "anna2"


def test_alternatives_of_the_person_come_first() -> None:
    dialogue = Dialogue(SessionOptions("anna", nick_alternatives=("anja",)))
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 437 * anna :Temporarily unavailable
        <- NICK anja
        -> :srv 436 * anja :Collision
        <- NICK anna_
        """
    )
    assert [event.code for event in dialogue.take(NickRejected)] == ["unavailable", "in_use"]


def test_a_server_that_takes_only_nine_latin_letters() -> None:
    dialogue = Dialogue(SessionOptions("Воспитательница"))
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK Воспитательница
        <- USER Vospitatel 0 * Воспитательница
        -> :srv 432 * Воспитательница :Erroneous nickname
        <- NICK Vospitatelnitsa
        -> :srv 432 * Vospitatelnitsa :Nickname too long, max. 9 characters
        <- NICK Vospitate
        -> :srv 433 * Vospitate :in use
        <- NICK Vospitat_
        -> :srv 001 Vospitat_ :Welcome
        """
    )
    assert dialogue.session.nick == "Vospitat_"


def test_a_server_that_cuts_the_nickname() -> None:
    dialogue = Dialogue(SessionOptions("annabellee"))
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK annabellee
        <- USER annabellee 0 * annabellee
        -> :srv 433 * annabelle :in use
        <- NICK annabell_
        -> :srv 001 annabell_ :Welcome
        """
    )


def test_no_nickname_is_accepted() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    for _ in range(100):
        dialogue.feed(b":srv 432 * x :No nickname at all\r\n")
        if dialogue.take(Disconnected):
            break
    else:
        raise AssertionError("the session never gives up")
    rejected = dialogue.take(NickRejected)
    assert len({event.offered for event in rejected}) == len(rejected) <= 25
    assert rejected[-1].offered == ""


def test_the_server_gives_us_another_name() -> None:
    dialogue = Dialogue(SessionOptions("annabellee"))
    dialogue.connect()
    dialogue.feed(b":srv 001 annabelle :Welcome\r\n:annabelle!u@h NICK guest7\r\n")
    assert dialogue.one(Registered).nick == "annabelle"
    assert dialogue.one(OwnNickChanged) == OwnNickChanged("annabelle", "guest7", forced=True)


def test_a_nickname_refused_later_is_the_persons_turn() -> None:
    dialogue = plain()
    dialogue.run("/nick boris")
    dialogue.play(
        """
        <- NICK boris
        -> :srv 433 anna boris :Nickname is already in use
        """
    )
    assert dialogue.one(NickRejected) == NickRejected("boris", "in_use", "")
    assert dialogue.session.nick == "anna"


def test_the_wanted_nickname_is_taken_back_after_a_reconnect() -> None:
    dialogue = plain(channel="#chan")
    dialogue.lose()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 433 * anna :in use
        <- NICK anna_
        -> :srv 001 anna_ :Welcome
        -> :srv 376 anna_ :End
        <- JOIN #chan
        -> :anna_!u@h JOIN #chan
        -> :srv 353 anna_ = #chan :anna anna_
        -> :anna!u@h QUIT :Ping timeout
        <- NICK anna
        -> :anna_!u@h NICK anna
        """
    )
    dialogue.take(NickRejected)
    dialogue.wait(14)
    assert dialogue.session.nick == "anna"
    assert not dialogue.take(NickRejected)


def test_the_wanted_nickname_is_asked_for_again_in_silence() -> None:
    dialogue = plain()
    dialogue.lose()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 433 * anna :in use
        <- NICK anna_
        -> :srv 001 anna_ :Welcome
        -> :srv 376 anna_ :End
        """
    )
    dialogue.take(NickRejected)
    dialogue.wait(10)
    dialogue.play(
        """
        <- NICK anna
        -> :srv 433 anna_ anna :in use
        """
    )
    assert not dialogue.take(NickRejected)


def test_a_chosen_nickname_is_kept_over_a_reconnect() -> None:
    dialogue = plain()
    dialogue.run("/nick nina")
    dialogue.play("<- NICK nina\n -> :anna!u@h NICK nina")
    dialogue.lose()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK nina
        <- USER anna 0 * anna
        """
    )
