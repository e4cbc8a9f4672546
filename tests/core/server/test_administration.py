"""What the window does to channels and people, in the server's name."""

from __future__ import annotations

import pytest

from core.server import administration as admin
from core.server.events import LogKind
from tests.core.server.dialogue import Dialogue


@pytest.fixture
def talk() -> Dialogue:
    talk = Dialogue()
    talk.join("anna", "boris", "vera", channel="#x")
    return talk


def test_topic(talk: Dialogue) -> None:
    assert admin.set_topic(talk.server, "#X", "Сети\r\nQUIT")
    talk.collect()
    for name in ("anna", "boris", "vera"):
        talk(f"{name} <- :besedka.local TOPIC #x :Сети QUIT")
    assert not admin.set_topic(talk.server, "#x", "Сети QUIT")
    assert not admin.set_topic(talk.server, "#nowhere", "x")
    talk("anna -> TOPIC #x")
    talk("anna <- :besedka.local 332 anna #x :Сети QUIT")
    talk("anna <- :besedka.local 333 anna #x besedka.local *")
    assert admin.set_topic(talk.server, "#x", "")
    talk.collect()
    talk("boris <- :besedka.local TOPIC #x :")
    assert talk.kinds() == [LogKind.TOPIC, LogKind.TOPIC]


def test_moderated_and_back(talk: Dialogue) -> None:
    talk("boris -> PRIVMSG #x :before")
    talk.forget()
    assert admin.set_flag(talk.server, "#x", "m", True)
    talk.collect()
    talk("boris <- :besedka.local MODE #x +m")
    talk("boris -> PRIVMSG #x :muted")
    talk("boris <- :besedka.local 404 boris #x :*")
    assert admin.set_status(talk.server, "#x", "boris", "v", True)
    talk.collect()
    talk("boris <- :besedka.local MODE #x +v boris")
    talk("boris -> PRIVMSG #x :heard")
    assert talk.lines("anna")[-1].endswith("PRIVMSG #x :heard")
    assert admin.set_status(talk.server, "#x", "boris", "v", False)
    assert admin.set_flag(talk.server, "#x", "m", False)
    assert not admin.set_flag(talk.server, "#x", "m", False)
    talk.collect()
    talk.forget()
    talk("vera -> PRIVMSG #x :free")
    assert talk.lines("anna")[-1].endswith("PRIVMSG #x :free")
    assert not admin.set_flag(talk.server, "#x", "z", True)


def test_lock_password_and_limit(talk: Dialogue) -> None:
    talk.join("late")
    assert admin.set_flag(talk.server, "#x", "i", True)
    talk("late -> JOIN #x")
    talk("late <- :besedka.local 473 late #x :*")
    admin.set_flag(talk.server, "#x", "i", False)
    assert admin.set_key(talk.server, "#x", "тайна")
    talk("late -> JOIN #x wrong")
    talk("late <- :besedka.local 475 late #x :*")
    for bad in ("a b", "a,b", ":x", "y" * 33):
        assert not admin.set_key(talk.server, "#x", bad)
    assert admin.set_key(talk.server, "#x", "")
    assert admin.set_limit(talk.server, "#x", 3)
    talk("late -> JOIN #x")
    talk("late <- :besedka.local 471 late #x :*")
    assert admin.set_limit(talk.server, "#x", 0)
    assert not admin.set_limit(talk.server, "#x", -1)
    talk("late -> JOIN #x")
    talk("late <- :late!~late@10.0.0.1 JOIN *#x")
    told = [line.split(" ", 1)[1] for line in talk.lines("vera") if " MODE " in line]
    assert told == [
        *("MODE #x +i", "MODE #x -i", "MODE #x +k тайна", "MODE #x -k *", "MODE #x +l 3"),
        "MODE #x -l",
    ]


def test_bans_of_a_channel(talk: Dialogue) -> None:
    assert admin.add_channel_ban(talk.server, "#x", "late")
    assert not admin.add_channel_ban(talk.server, "#x", "LATE!*@*")
    assert not admin.add_channel_ban(talk.server, "#x", "a b")
    talk.join("late")
    talk("late -> JOIN #x")
    talk("late <- :besedka.local 474 late #x :*")
    assert admin.remove_channel_ban(talk.server, "#x", "late!*@*")
    assert not admin.remove_channel_ban(talk.server, "#x", "late!*@*")
    talk("late -> JOIN #x")
    talk("late <- :late!~late@10.0.0.1 JOIN *#x")


def test_remove_somebody_and_close_the_channel(talk: Dialogue) -> None:
    boris = talk.conns["boris"]
    assert admin.remove_person(talk.server, "#x", boris, "шумит")
    assert not admin.remove_person(talk.server, "#x", boris, "шумит")
    talk.collect()
    talk("boris <- :besedka.local KICK #x boris :шумит")
    talk("anna <- :besedka.local KICK #x boris :шумит")
    assert admin.close_channel(talk.server, "#x", "") == 2
    assert admin.close_channel(talk.server, "#x", "") == 0
    talk.collect()
    talk("anna <- :besedka.local KICK #x anna :besedka.local")
    assert talk.server.channels == {}
    assert talk.kinds() == [LogKind.KICKED] * 3


def test_operators(talk: Dialogue) -> None:
    anna = talk.conns["anna"]
    assert admin.set_operator(talk.server, anna, True)
    assert not admin.set_operator(talk.server, anna, True)
    talk.collect()
    talk("""
        anna <- :besedka.local 381 anna :*
        anna <- :besedka.local MODE anna :+o
        anna -> KILL vera :bye
        vera <- :anna!~anna@10.0.0.1 KILL vera :bye
    """)
    talk.forget()
    assert admin.set_operator(talk.server, anna, False)
    talk.collect()
    talk("""
        anna <- :besedka.local MODE anna :-o
        anna -> KILL boris :bye
        anna <- :besedka.local 481 anna :*
    """)
    talk.connect("silent")
    assert not admin.set_operator(talk.server, talk.conns["silent"], True)
    assert not admin.set_operator(talk.server, 999, True)
