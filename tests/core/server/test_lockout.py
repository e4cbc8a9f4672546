"""Wrong passwords: who guesses waits longer and longer, and others do not."""

from __future__ import annotations

import base64

import pytest
from argon2 import PasswordHasher

from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from tests.core.server.dialogue import Dialogue


@pytest.fixture
def talk() -> Dialogue:
    """A server with the account anna, made from another address; mallory guesses."""
    talk = Dialogue(ServerConfig(opers={"root": "toor"}))
    talk.connect("home", host="10.0.0.7")
    talk.send("home", "NICK anna", "USER a 0 * :a", "REGISTER * * sesame", "QUIT")
    talk.connect("mallory", host="10.0.0.66")
    talk.send("mallory", "NICK mallory", "USER m 0 * :M")
    talk.forget()
    return talk


def guess(talk: Dialogue, who: str, times: int, line: str = "IDENTIFY anna wrong") -> list[str]:
    """The answers to so many attempts."""
    for _ in range(times):
        talk.send(who, line)
    return talk.lines(who)


def test_some_are_free_then_each_doubles_the_wait(talk: Dialogue) -> None:
    assert all("is wrong" in line for line in guess(talk, "mallory", 5))
    (line,) = guess(talk, "mallory", 1)
    assert line.endswith("Too many wrong passwords: try again in 3 s")
    talk.now += 3
    assert "is wrong" in guess(talk, "mallory", 1)[0]
    assert guess(talk, "mallory", 1)[0].endswith("try again in 5 s")
    talk.now += 5
    guess(talk, "mallory", 1)
    assert guess(talk, "mallory", 1, "IDENTIFY anna sesame")[0].endswith("try again in 9 s")
    kinds = talk.kinds()
    assert kinds.count(LogKind.WRONG_PASSWORD) == 7
    assert kinds.count(LogKind.LOCKED_OUT) == 3


def test_the_wait_has_an_end_and_is_forgotten(talk: Dialogue) -> None:
    for _ in range(20):
        guess(talk, "mallory", 1)
        talk.now += 301
    assert "is wrong" in guess(talk, "mallory", 1)[0]
    talk.now += 2000
    assert all("is wrong" in line for line in guess(talk, "mallory", 5))


def test_the_guesses_of_others_do_not_keep_the_owner_out(talk: Dialogue) -> None:
    guess(talk, "mallory", 8)
    talk.connect("home", "new", host="10.0.0.7")
    talk.send("home", "NICK x", "USER x 0 * :X", "IDENTIFY anna sesame")
    assert "try again in" in talk.lines("home")[-1], "never here since the start of the server"
    talk.now += 10
    talk.send("home", "IDENTIFY anna sesame")
    assert " 900 " in talk.lines("home")[0]
    guess(talk, "mallory", 8)
    talk.send("home", "LOGOUT")
    talk.forget()
    talk.send("home", "IDENTIFY anna sesame")
    assert " 900 " in talk.lines("home")[0]
    talk.send("mallory", "IDENTIFY anna sesame")
    assert "try again in" in talk.lines("mallory")[0]


def test_a_slip_is_forgotten_with_the_right_password(talk: Dialogue) -> None:
    guess(talk, "mallory", 4)
    talk.send("mallory", "IDENTIFY anna sesame", "LOGOUT")
    talk.forget()
    assert all("is wrong" in line for line in guess(talk, "mallory", 5))


def test_the_same_lock_for_every_way_in(talk: Dialogue) -> None:
    guess(talk, "mallory", 6)
    secret = base64.b64encode(b"\0anna\0sesame").decode()
    talk("mallory -> AUTHENTICATE PLAIN\nmallory <- AUTHENTICATE +")
    talk.send("mallory", f"AUTHENTICATE {secret}")
    talk("mallory <- :besedka.local 904 mallory :Too many wrong passwords: try again in * s")
    talk("mallory -> AUTHENTICATE SCRAM-SHA-256\nmallory <- AUTHENTICATE +")
    first = base64.b64encode(b"n,,n=anna,r=abc").decode()
    talk.send("mallory", f"AUTHENTICATE {first}")
    talk("mallory <- :besedka.local 904 mallory :Too many wrong passwords: try again in * s")


def test_an_address_that_guesses_at_everything_waits_too() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(wrong_passwords_per_address=10)))
    talk.connect("mallory", "other", host="10.0.0.66")
    for name in ("mallory", "other"):
        talk.send(name, f"NICK {name}", f"USER {name} 0 * :M")
    talk.forget()
    for number in range(10):
        talk.send("mallory", f"IDENTIFY name{number} guess")
    talk.forget()
    talk.send("other", "IDENTIFY somebody guess")
    assert "try again in 3 s" in talk.lines("other")[0]
    talk.connect("far", host="10.0.0.67")
    talk.send("far", "LOGIN somebody guess")
    assert "is wrong" in talk.lines("far")[0]


def test_the_machine_of_the_server_is_no_address_that_waits() -> None:
    talk = Dialogue(ServerConfig(flood_control=False))
    talk.connect("local", host="127.0.0.1")
    talk.send("local", "NICK local", "USER l 0 * :L")
    talk.forget()
    for number in range(60):
        talk.send("local", f"IDENTIFY name{number} guess")
    assert all("is wrong" in line for line in talk.lines("local"))


def test_operators(talk: Dialogue) -> None:
    answers = guess(talk, "mallory", 6, "OPER root wrong")
    assert answers[0] == ":besedka.local 464 mallory :The name or the password is wrong"
    assert answers[5].startswith(":besedka.local 464 mallory :Too many wrong passwords: try again")
    assert guess(talk, "mallory", 1, "OPER root toor") == answers[5:]
    talk.now += 5
    assert " 381 " in guess(talk, "mallory", 1, "OPER root toor")[0]


def test_the_password_of_an_operator_as_argon2id() -> None:
    hashed = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash("toor")
    talk = Dialogue(ServerConfig(opers={"root": hashed, "broken": "$argon2id$nonsense"}))
    talk.join("anna")
    talk.hold_jobs = True
    talk.send("anna", "OPER root toor", "PING x")
    talk.nothing_more()
    talk.hold_jobs = False
    talk.collect()
    lines = talk.lines("anna")
    assert " 381 " in lines[0]
    assert lines[-1] == ":besedka.local PONG besedka.local :x"
    talk.join("boris")
    for line in (f"OPER root {hashed}", "OPER root wrong", "OPER broken x"):
        talk(f"boris -> {line}\nboris <- :besedka.local 464 boris :*")


def test_the_password_of_the_server() -> None:
    talk = Dialogue(
        ServerConfig(password="door", limits=Limits(wrong_passwords_per_address=3, connects=100))
    )
    for number in range(5):
        talk.connect(f"m{number}", host="10.0.0.66")
        talk.send(f"m{number}", "PASS wrong", f"NICK m{number}", "USER m 0 * :M")
        (refusal, error) = talk.lines(f"m{number}")
        assert " 464 " in refusal
        assert error.startswith("ERROR")
        assert ("try again in" in refusal) == (number >= 3)
    talk.connect("good", host="10.0.0.7")
    talk.send("good", "PASS door", "NICK good", "USER g 0 * :G")
    assert " 001 " in talk.lines("good")[0]


def test_one_account_is_worked_on_a_few_times_at_once(talk: Dialogue) -> None:
    names = [f"c{number}" for number in range(6)]
    for name in names:
        talk.connect(name, host=f"10.0.1.{len(name)}")
    talk.forget()
    talk.hold_jobs = True
    for name in names:
        talk.send(name, "LOGIN anna guess")
    assert len(talk.server.jobs) == 4
    assert "try again in a moment" in talk.lines("c5")[0]
    talk.hang_up("c0")
    talk.send("c5", "LOGIN anna guess")
    assert len(talk.server.jobs) == 5, "who has gone is not counted"
    talk.do_jobs()


def test_the_memory_of_guesses_is_bounded() -> None:
    talk = Dialogue(ServerConfig(flood_control=False))
    talk.join("mallory")
    lockout = talk.server.lockout
    user = talk.server.nicks["mallory"]
    for number in range(10_000):
        lockout.wrong(talk.server, user, f"account name{number}")
        lockout.right(user, f"account name{number}")
        lockout.begin(talk.server, user, f"account name{number}")
    assert len(lockout._wrong) <= 4096
    assert len(lockout._good) <= 4096
    assert len(lockout._working) <= 4097


def test_early_registration_tells_nobody_the_password_of_the_server() -> None:
    config = ServerConfig(register_before_connect=True, password="door")
    talk = Dialogue(config)
    free = config.limits.wrong_passwords_per_address
    for number in range(free + 1):
        talk.connect(f"m{number}", host="10.0.0.66")
        talk.send(f"m{number}", f"PASS guess{number}", "REGISTER mallory * sesame")
    talk.connect("last", host="10.0.0.66")
    talk.send("last", "PASS door", "REGISTER mallory * sesame")
    (line,) = talk.lines("last")
    assert "FAIL REGISTER TEMPORARILY_UNAVAILABLE mallory :Too many wrong passwords" in line
