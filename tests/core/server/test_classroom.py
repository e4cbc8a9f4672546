"""The class: switches for everybody, raised hands, the floor."""

from __future__ import annotations

import pytest

from core.server import classroom
from core.server.config import ServerConfig
from core.server.events import LogKind
from tests.core.server.dialogue import Dialogue

CAP = "besedka.app/classroom"


@pytest.fixture
def talk() -> Dialogue:
    """A teacher and two pupils in a channel; boris has a program that knows nothing of classes."""
    talk = Dialogue(ServerConfig(opers={"t": "pw"}))
    talk.join("teacher", caps=CAP, channel="#class")
    talk.join("anna", caps=CAP, channel="#class")
    talk.join("boris", channel="#class")
    talk("teacher -> OPER t pw")
    talk.forget()
    return talk


def test_only_the_teacher_writes(talk: Dialogue) -> None:
    talk("boris -> PRIVMSG #class :before")  # boris is known to be allowed to speak
    talk.forget()
    talk("teacher -> CLASS MUTED ON")
    talk("teacher <- :besedka.local CLASS :muted teacher")
    talk("anna <- :besedka.local CLASS :muted")
    talk("boris <- :besedka.local NOTICE boris :From now on only the teacher writes*")
    talk("""
        boris -> PRIVMSG #class :psst
        boris <- :besedka.local 404 boris #class :Only the teacher writes now*
        anna -> PRIVMSG #class :psst
        anna <- :besedka.local 404 anna #class :Only the teacher writes now*
        teacher -> PRIVMSG #class :Listen
        anna <- :teacher!* PRIVMSG #class :Listen
        boris <- :teacher!* PRIVMSG #class :Listen
    """)
    talk.nothing_more()
    talk("teacher -> CLASS MUTED OFF")
    talk.forget()
    talk("boris -> PRIVMSG #class :after")
    talk("anna <- :boris!* PRIVMSG #class :after")


def test_a_notice_and_a_channel_of_ones_own_are_silent_too(talk: Dialogue) -> None:
    talk("anna -> JOIN #own")
    talk("boris -> JOIN #own")
    talk("teacher -> CLASS MUTED ON")
    talk.forget()
    talk("anna -> NOTICE #class :psst")
    talk("anna -> PRIVMSG #own :psst")
    talk("anna <- * 404 anna #own :*")
    talk.nothing_more()


def test_nobody_writes_to_single_people(talk: Dialogue) -> None:
    talk("anna -> PRIVMSG boris :before")
    talk("teacher -> CLASS PRIVATE ON")
    talk.forget()
    talk("""
        anna -> PRIVMSG boris :psst
        anna <- * 531 anna boris :Nobody writes to single people now*
        anna -> PRIVMSG teacher :May I go out?
        teacher <- :anna!* PRIVMSG teacher :May I go out?
        teacher -> PRIVMSG anna :Yes
        anna <- :teacher!* PRIVMSG anna :Yes
        anna -> PRIVMSG #class :aloud
    """)
    talk("boris <- :anna!* PRIVMSG #class :aloud")
    talk.forget()
    talk("teacher -> CLASS PRIVATE OFF")
    talk.forget()
    talk("anna -> PRIVMSG boris :psst")
    talk("boris <- :anna!* PRIVMSG boris :psst")


def test_a_closed_room_takes_back_who_was_here(talk: Dialogue) -> None:
    talk("teacher -> CLASS LOCKED ON")
    talk.forget()
    talk.connect("eva")
    talk.send("eva", "NICK eva", "USER eva 0 * :Eva")
    talk("eva <- ERROR :Closing link: * (The room is closed*")
    assert "eva" in talk.closed
    talk.hang_up("boris")
    talk.forget()
    talk.connect("boris")
    talk.send("boris", "NICK boris", "USER boris 0 * :Boris")
    talk("boris <- * 001 boris *")
    talk("teacher -> CLASS LOCKED OFF")
    talk.join("eva")
    assert talk.server.find_nick("eva")


def test_somebody_else_with_the_name_of_one_who_was_here_stays_out(talk: Dialogue) -> None:
    talk("teacher -> CLASS LOCKED ON")
    talk.hang_up("boris")
    talk.connect("boris", host="10.0.0.66")
    talk.send("boris", "NICK boris", "USER boris 0 * :Boris")
    assert "boris" in talk.closed


def test_hands_are_raised_in_order_and_lowered(talk: Dialogue) -> None:
    talk("boris -> HAND UP")
    talk("boris <- * NOTICE boris :Your hand is up")
    talk("teacher <- :boris!* HAND UP")
    talk("boris -> HAND UP")
    talk.nothing_more()
    talk.wait(5)
    talk("anna -> HAND UP")
    talk("anna <- :anna!* HAND UP")
    talk("teacher <- :anna!* HAND UP")
    hands = talk.server.snapshot().classroom.hands
    assert [conn for conn, _ in hands] == [talk.conns["boris"], talk.conns["anna"]]
    assert hands[1][1] - hands[0][1] == pytest.approx(5)
    talk("teacher -> HAND LIST")
    talk("teacher <- :boris!* HAND UP")
    talk("teacher <- :anna!* HAND UP")
    talk("teacher -> HAND DOWN boris")
    talk("boris <- * NOTICE boris :Your hand is down")
    talk("teacher <- :boris!* HAND DOWN")
    talk("teacher -> HAND DOWN *")
    talk("anna <- :anna!* HAND DOWN")
    assert not talk.server.snapshot().classroom.hands


def test_a_hand_goes_with_its_person(talk: Dialogue) -> None:
    talk("boris -> HAND UP")
    talk.forget()
    talk("boris -> QUIT")
    lines = talk.lines("teacher")
    assert any(line.endswith("HAND DOWN") for line in lines)
    assert not talk.server.classroom.hands


def test_who_has_the_floor_may_write(talk: Dialogue) -> None:
    talk("teacher -> CLASS MUTED ON")
    talk("anna -> HAND UP")
    talk.forget()
    talk("teacher -> FLOOR anna")
    talk("anna <- :anna!* HAND DOWN")
    talk("anna <- :besedka.local FLOOR anna ON")
    talk("anna -> PRIVMSG #class :The answer is 42")
    talk("boris <- :anna!* PRIVMSG #class :The answer is 42")
    talk.forget()
    talk("teacher -> FLOOR anna OFF")
    talk("anna <- :besedka.local FLOOR anna OFF")
    talk("anna -> PRIVMSG #class :and")
    talk("anna <- * 404 anna #class :*")


@pytest.mark.parametrize(
    "line", ["CLASS MUTED ON", "FLOOR boris", "HAND DOWN boris", "HAND DOWN *", "HAND LIST"]
)
def test_a_pupil_is_no_teacher(talk: Dialogue, line: str) -> None:
    talk(f"anna -> {line}")
    talk(f"anna <- * FAIL {line.split(maxsplit=1)[0]} NO_PRIVILEGES :Only the teacher can do that")
    talk.nothing_more()
    assert not talk.server.classroom.on


@pytest.mark.parametrize(
    "line", ["CLASS LOUD ON", "CLASS MUTED PERHAPS", "CLASS MUTED", "HAND SIDEWAYS", "FLOOR anna 2"]
)
def test_nonsense_is_answered(talk: Dialogue, line: str) -> None:
    talk(f"teacher -> {line}")
    talk(f"teacher <- * FAIL {line.split(maxsplit=1)[0]} INVALID_PARAMS *")
    talk.nothing_more()


def test_nobody_of_that_name(talk: Dialogue) -> None:
    talk("teacher -> FLOOR nobody")
    talk("teacher <- * 401 teacher nobody :*")
    talk("teacher -> HAND DOWN nobody")
    talk("teacher <- * 401 teacher nobody :*")


def test_what_is_on_can_be_asked_and_is_told_at_the_door(talk: Dialogue) -> None:
    talk("anna -> CLASS")
    talk("anna <- :besedka.local CLASS :")
    talk("teacher -> CLASS MUTED ON")
    talk("teacher -> CLASS PRIVATE ON")
    talk.forget()
    talk("anna -> CLASS")
    talk("anna <- :besedka.local CLASS :muted private")
    talk.connect("eva")
    talk.send("eva", f"CAP REQ :{CAP}", "CAP END", "NICK eva", "USER eva 0 * :Eva")
    assert ":besedka.local CLASS :muted private" in talk.lines("eva")


def test_the_window_names_a_teacher(talk: Dialogue) -> None:
    anna = talk.server.find_nick("anna")
    assert anna is not None
    classroom.name_teacher(talk.server, anna)
    classroom.switch(talk.server, "muted", True)
    talk.collect()
    talk("anna <- :besedka.local CLASS :teacher")
    talk("anna <- :besedka.local CLASS :muted teacher")
    talk.forget()
    talk("anna -> PRIVMSG #class :I teach")
    talk("boris <- :anna!* PRIVMSG #class :I teach")
    assert talk.server.snapshot().classroom.teachers == (talk.conns["teacher"], talk.conns["anna"])
    classroom.name_teacher(talk.server, anna, on=False)
    talk.collect()
    talk("anna <- :besedka.local CLASS :muted")
    talk("anna -> PRIVMSG #class :no longer")
    talk("anna <- * 404 anna #class :*")


def test_a_teacher_stays_one_under_another_name_and_who_takes_the_old_one_does_not(
    talk: Dialogue,
) -> None:
    anna = talk.server.find_nick("anna")
    assert anna is not None
    classroom.name_teacher(talk.server, anna)
    talk("anna -> NICK maria")
    assert classroom.is_teacher(talk.server, anna)
    talk.join("anna2")
    talk("anna2 -> NICK anna")
    other = talk.server.find_nick("anna")
    assert other is not None and other.host == anna.host
    assert not classroom.is_teacher(talk.server, other)
    classroom.name_teacher(talk.server, anna, on=False)
    assert not classroom.is_teacher(talk.server, anna)


def test_who_registers_an_account_meanwhile_stays_who_they_were(talk: Dialogue) -> None:
    anna = talk.server.find_nick("anna")
    assert anna is not None
    classroom.name_teacher(talk.server, anna)
    talk("teacher -> CLASS LOCKED ON")
    talk("anna -> REGISTER * * :open sesame")
    assert anna.account == "anna"
    assert classroom.is_teacher(talk.server, anna)
    assert classroom.may_enter(talk.server, anna)
    classroom.name_teacher(talk.server, anna, on=False)
    assert not classroom.is_teacher(talk.server, anna)
    assert classroom.may_enter(talk.server, anna)


def test_the_log_tells_who_switched_what(talk: Dialogue) -> None:
    talk("teacher -> CLASS LOCKED ON")
    talk("anna -> HAND UP")
    assert talk.kinds() == [LogKind.CLASS, LogKind.HAND]


def test_a_teacher_who_gives_up_the_right_is_bound_like_all(talk: Dialogue) -> None:
    talk("teacher -> CLASS MUTED ON")
    talk("teacher -> PRIVMSG #class :one")
    talk.forget()
    talk("teacher -> MODE teacher -o")
    talk("teacher <- * MODE teacher *")
    talk("teacher <- :besedka.local CLASS :muted")
    talk("teacher -> PRIVMSG #class :two")
    talk("teacher <- * 404 teacher #class :*")
