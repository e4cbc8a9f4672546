"""Who may say what: the modes C M T U c of channels, masks that mute, +R and +T of people."""

from __future__ import annotations

import pytest

from core.server.config import ServerConfig
from core.server.limits import Limits
from tests.core.server.dialogue import Dialogue

BORIS = ":boris!~boris@10.0.0.1"


@pytest.fixture
def talk() -> Dialogue:
    """Anna (operator), Boris and Vera in #x; Vera's account is vera_v."""
    talk = Dialogue()
    talk.join("anna", "boris", "vera", channel="#x")
    talk.server.nicks["vera"].account = "Vera_V"
    talk.forget()
    return talk


def say(talk: Dialogue, who: str, line: str) -> list[str]:
    """What the operator of the channel and the sender get."""
    talk.forget()
    talk.send(who, line)
    return talk.lines("anna") + talk.lines(who)


def test_no_ctcp(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +C")
    assert say(talk, "boris", "PRIVMSG #x :\1ACTION waves\1") == [
        f"{BORIS} PRIVMSG #x :\1ACTION waves\1"
    ]
    assert " 404 boris #x :" in say(talk, "boris", "PRIVMSG #x :\1PING 1\1")[0]
    assert say(talk, "boris", "NOTICE #x :\1PING 1\1") == []
    assert say(talk, "boris", "PRIVMSG #x :plain") == [f"{BORIS} PRIVMSG #x :plain"]


def test_no_notices(talk: Dialogue) -> None:
    talk.send("boris", "NOTICE #x :before", "PRIVMSG #x :before")
    talk.send("anna", "MODE #x +T")
    assert say(talk, "boris", "NOTICE #x :psst") == []
    assert say(talk, "boris", "PRIVMSG #x :aloud") == [f"{BORIS} PRIVMSG #x :aloud"]


def test_formatting_is_taken_out(talk: Dialogue) -> None:
    talk.send("boris", "PRIVMSG #x :before")
    talk.send("anna", "MODE #x +c")
    assert say(talk, "boris", "PRIVMSG #x :\2bold\2 \x034,1red") == [
        f"{BORIS} PRIVMSG #x :bold red"
    ]
    assert say(talk, "boris", "PRIVMSG #x :\1ACTION \2waves\1") == [
        f"{BORIS} PRIVMSG #x :\1ACTION waves\1"
    ]
    assert " 404 boris #x :" in say(talk, "boris", "PRIVMSG #x :\2\2")[0]
    talk.send("anna", "MODE #x -c")
    assert say(talk, "boris", "PRIVMSG #x :\2b") == [f"{BORIS} PRIVMSG #x :\2b"]


def test_only_with_an_account(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +M")
    assert " 404 boris #x :" in say(talk, "boris", "PRIVMSG #x :a")[0]
    assert "PRIVMSG" in say(talk, "vera", "PRIVMSG #x :a")[0]
    talk.send("anna", "MODE #x +v boris")
    assert "PRIVMSG" in say(talk, "boris", "PRIVMSG #x :a")[0]


def test_only_operators_hear_the_others(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +U")
    assert say(talk, "boris", "PRIVMSG #x :answer") == [f"{BORIS} PRIVMSG #x :answer"]
    assert talk.lines("vera") == []
    talk.send("anna", "PRIVMSG #x :to all")
    assert len(talk.lines("vera")) == 1
    talk.send("anna", "MODE #x +v boris")
    talk.forget()
    talk.send("boris", "PRIVMSG #x :to all")
    assert talk.lines("vera") == [f"{BORIS} PRIVMSG #x :to all"]


def test_what_only_operators_hear_is_echoed(talk: Dialogue) -> None:
    talk.join("gleb", caps="echo-message", channel="#x")
    talk.send("anna", "MODE #x +U")
    talk.forget()
    talk("gleb -> PRIVMSG #x :hi")
    talk("gleb <- :gleb!~gleb@10.0.0.1 PRIVMSG #x :hi\nanna <- *PRIVMSG #x :hi")
    talk.nothing_more()


# -- masks ---------------------------------------------------------------------------------------


def test_a_mask_that_mutes(talk: Dialogue) -> None:
    talk.send("boris", "PRIVMSG #x :before")
    talk.send("anna", "MODE #x +b m:BORIS!*@*")
    talk("boris <- *MODE #x +b m:BORIS!*@*")
    assert " 404 boris #x :" in say(talk, "boris", "PRIVMSG #x :a")[0]
    talk.send("boris", "PART #x", "JOIN #x")
    assert talk.conns["boris"] in talk.server.channels["#x"].members, "it does not keep out"
    talk.send("anna", "MODE #x +v boris")
    assert "PRIVMSG" in say(talk, "boris", "PRIVMSG #x :a")[0]
    talk.send("anna", "MODE #x -v+e boris boris")
    assert "PRIVMSG" in say(talk, "boris", "PRIVMSG #x :a")[0]
    talk.send("anna", "MODE #x -e boris")
    assert " 404 " in say(talk, "boris", "PRIVMSG #x :a")[0]
    talk.send("anna", "MODE #x -b ~m:boris")
    assert "PRIVMSG" in say(talk, "boris", "PRIVMSG #x :a")[0]


def test_a_mask_of_an_account(talk: Dialogue) -> None:
    talk.join("vera_v")
    talk.send("vera", "PART #x")
    talk("anna -> MODE #x +b ~a:vera_V\nanna <- *PART #x\nanna <- *MODE #x +b a:vera_V")
    talk.forget()
    talk("vera -> JOIN #x\nvera <- :besedka.local 474 vera #x :*")
    talk.send("vera_v", "JOIN #x")
    assert talk.conns["vera_v"] in talk.server.channels["#x"].members, "accounts, not nicknames"
    talk.send("anna", "MODE #x -b+be a:VERA_v *!*@* a:vera*")
    talk.forget()
    talk("vera -> JOIN #x\nvera <- *JOIN #x")


def test_only_accounts_by_ban_and_exception(talk: Dialogue) -> None:
    talk.join("gleb")
    talk.send("anna", "MODE #x +iI a:*")
    talk.send("vera", "PART #x")
    talk.forget()
    talk("gleb -> JOIN #x\ngleb <- :besedka.local 473 gleb #x :*")
    talk("vera -> JOIN #x\nvera <- *JOIN #x")


def test_an_account_can_be_muted(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +b m:a:vera_v")
    assert " 404 vera #x :" in say(talk, "vera", "PRIVMSG #x :a")[0]
    assert "PRIVMSG" in say(talk, "boris", "PRIVMSG #x :a")[0]


# -- people --------------------------------------------------------------------------------------


def test_a_person_who_reads_accounts_only(talk: Dialogue) -> None:
    talk.send("boris", "PRIVMSG anna :before")
    talk("anna <- *before\nanna -> MODE anna +R\nanna <- :anna!~anna@10.0.0.1 MODE anna :+R")
    talk("boris -> PRIVMSG anna :hi\nboris <- :besedka.local 477 boris anna :*")
    talk("boris -> NOTICE anna :hi")
    talk("vera -> PRIVMSG anna :hi\nanna <- *PRIVMSG anna :hi")
    talk.nothing_more("anna", "boris")
    talk("anna -> ACCEPT boris")
    talk("boris -> PRIVMSG anna :hi\nanna <- *PRIVMSG anna :hi")
    talk("anna -> ACCEPT -boris")
    talk("boris -> PRIVMSG anna :hi\nboris <- *477*")
    talk("anna -> PRIVMSG boris :you may\nboris <- *you may")
    talk("boris -> PRIVMSG anna :thanks\nanna <- *thanks")
    talk("anna -> MODE anna -R\nanna <- *")
    talk.nothing_more()
    assert not talk.server.nicks["anna"].guarded


def test_accept(talk: Dialogue) -> None:
    talk("""
        anna -> ACCEPT boris,vera
        anna -> ACCEPT *
        anna <- :besedka.local 281 anna :boris
        anna <- :besedka.local 281 anna :vera
        anna <- :besedka.local 282 anna :*
        anna -> ACCEPT boris
        anna <- :besedka.local 457 anna boris :*
        anna -> ACCEPT -vera,-vera
        anna -> ACCEPT -vera
        anna <- :besedka.local 458 anna vera :*
        anna -> ACCEPT nobody
        anna <- :besedka.local 401 anna nobody :*
        anna -> ACCEPT -
        anna <- :besedka.local 401 anna * :*
    """)
    talk.hang_up("boris")
    talk.forget()
    talk("anna -> ACCEPT\nanna <- :besedka.local 282 anna :*")


def test_the_accept_list_has_an_end(talk: Dialogue) -> None:
    talk.server.set_config(ServerConfig(limits=Limits(accepted=1)))
    talk.forget()
    talk("anna -> ACCEPT boris,vera\nanna <- :besedka.local 456 anna :*")


def test_a_person_without_ctcp(talk: Dialogue) -> None:
    talk("anna -> MODE anna +T\nanna <- *MODE anna :+T")
    talk("boris -> PRIVMSG anna :\1VERSION\1\nboris <- :besedka.local 531 boris anna :*")
    talk("boris -> PRIVMSG anna :\1ACTION waves\1\nanna <- *ACTION waves*")
    talk("boris -> NOTICE anna :\1VERSION x\1")
    talk("boris -> PRIVMSG anna :plain\nanna <- *plain")
    talk.nothing_more()
