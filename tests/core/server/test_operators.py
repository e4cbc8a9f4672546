"""Operators of the server: OPER, KILL, WALLOPS, SAMODE, SAJOIN, REHASH, DIE; and the log."""

from __future__ import annotations

from core.irc.message import parse
from core.server.config import ServerConfig
from core.server.events import LogKind
from tests.core.server.dialogue import Dialogue


def test_operators(talk: Dialogue) -> None:
    talk("""
        anna -> OPER root wrong
        anna <- :besedka.local 464 anna :*
        anna -> OPER nobody пароль
        anna <- :besedka.local 464 anna :*
        anna -> OPER root
        anna <- :besedka.local 461 anna OPER :*
        anna -> KILL boris :x
        anna <- :besedka.local 481 anna :*
        anna -> WALLOPS :x
        anna <- :besedka.local 481 anna :*
        anna -> OPER root пароль
        anna <- :besedka.local 381 anna :*
        anna <- :anna!~anna@10.0.0.1 MODE anna :+os
        vera -> WHO anna
        vera <- *352* anna H* :0 Anna
        vera <- *315*
        vera -> MODE vera +w
        vera <- *
        anna -> WALLOPS :всем
        vera <- :anna!~anna@10.0.0.1 WALLOPS :всем
        anna -> KILL nobody :x
        anna <- :besedka.local 401 anna nobody :*
        anna -> KILL boris :хватит
        boris <- :anna!~anna@10.0.0.1 KILL boris :хватит
        boris <- ERROR :Closing link: 10.0.0.1 (Killed (anna (хватит)))
        anna <- :boris!~boris@10.0.0.1 QUIT :Killed (anna (хватит))
        anna -> MODE anna -o
        anna <- :anna!~anna@10.0.0.1 MODE anna :-os
        anna -> KILL vera :x
        anna <- :besedka.local 481 anna :*
    """)
    talk.nothing_more()
    assert talk.closed["boris"].startswith("Killed")
    assert LogKind.OPER in [e.kind for e in talk.entries]


def test_an_operator_can_kill_itself(talk: Dialogue) -> None:
    talk.send("anna", "OPER root пароль", "KILL anna :bye", "PRIVMSG boris :too late")
    talk("boris <- *QUIT*")
    talk.nothing_more("boris")
    assert "anna" in talk.closed


def test_a_labelled_kill_is_answered(talk: Dialogue) -> None:
    talk.join("gleb", caps="labeled-response batch message-tags", channel="#x")
    talk.send("gleb", "OPER root пароль")
    talk.forget()
    talk("gleb -> @label=k KILL boris :x")
    talk("gleb <- @msgid=$q :boris!~boris@10.0.0.1 QUIT :Killed (gleb (x))")
    talk("gleb <- @label=k :besedka.local ACK")
    talk.nothing_more("gleb")


def test_what_operators_do_is_logged_and_told_to_the_others(talk: Dialogue) -> None:
    talk.send("anna", "OPER root пароль")
    talk.send("vera", "OPER root пароль")
    talk("anna <- *381*\nanna <- *MODE*\nanna <- :besedka.local NOTICE anna :*** vera (root): OPER")
    talk.forget()
    talk("""
        anna -> KILL boris :хватит
        anna <- *QUIT*
        vera <- :besedka.local NOTICE vera :*** anna (root): KILL boris!~boris@10.0.0.1 хватит
        vera -> MODE vera -s
        vera <- :vera!~vera@10.0.0.1 MODE vera :-s
        anna -> REHASH
        anna <- :besedka.local 382 anna besedka.local :*
        boris <- *
        boris <- ERROR*
    """)
    talk.nothing_more()
    acts = [entry.args for entry in talk.entries if entry.kind is LogKind.OPERATOR]
    assert acts == [("KILL", "boris!~boris@10.0.0.1 хватит"), ("REHASH", "")]
    assert talk.server.requests == ["rehash"]


def test_nobody_becomes_an_operator_by_mode(talk: Dialogue) -> None:
    talk("""
        anna -> MODE anna +os
        anna -> MODE anna
        anna <- :besedka.local 221 anna +
    """)
    talk.nothing_more()


def test_the_server_cannot_be_killed(talk: Dialogue) -> None:
    talk.send("anna", "OPER root пароль")
    talk.forget()
    talk("anna -> KILL besedka.local :x\nanna <- :besedka.local 483 anna :*")


def test_stopping_needs_the_owners_leave(talk: Dialogue) -> None:
    talk("vera -> DIE\nvera <- :besedka.local 481 vera :*")
    talk.send("anna", "OPER root пароль")
    talk.forget()
    talk("anna -> DIE\nanna <- :besedka.local 723 anna DIE :*")
    talk("anna -> RESTART\nanna <- :besedka.local 723 anna RESTART :*")
    assert talk.server.requests == []
    talk.server.set_config(ServerConfig(opers={"root": "пароль"}, opers_may_stop=True))
    talk.forget()
    talk.send("anna", "RESTART", "DIE")
    assert talk.server.requests == ["restart", "die"]


def test_samode_and_sajoin(talk: Dialogue) -> None:
    talk.join("gleb")
    talk("boris -> SAMODE #x +i\nboris <- :besedka.local 481 boris :*")
    talk("boris -> SAJOIN #x\nboris <- :besedka.local 481 boris :*")
    talk.send("vera", "OPER root пароль")
    talk.send("anna", "MODE #x +i")
    talk.forget()
    talk("""
        vera -> SAMODE #x +qb boris *!*@bad
        anna <- :vera!~vera@10.0.0.1 MODE #x +qb boris *!*@bad
        boris <- *MODE #x +qb*
        vera -> SAMODE #nowhere +i
        vera <- :besedka.local 403 vera #nowhere :*
        vera -> SAJOIN #nowhere
        vera <- :besedka.local 403 vera #nowhere :*
        vera -> SAJOIN nobody #x
        vera <- :besedka.local 401 vera nobody :*
        vera -> SAJOIN boris #x
        vera <- :besedka.local 443 vera boris #x :*
        vera -> SAJOIN gleb #x
        anna <- :gleb!~gleb@10.0.0.1 JOIN #x
        boris <- *JOIN #x
        gleb <- *JOIN #x
        gleb <- *353*
        gleb <- *366*
        vera -> SAJOIN #x
        anna <- :vera!~vera@10.0.0.1 JOIN #x
    """)


def test_an_operator_sees_secret_channels(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +sk word", "MODE anna +i")
    talk.send("vera", "OPER root пароль")
    talk.forget()
    talk("""
        vera -> LIST
        vera <- *321*
        vera <- :besedka.local 322 vera #x 2 :
        vera <- *323*
        vera -> NAMES #x
        vera <- :besedka.local 353 vera @ #x :@anna boris
        vera <- *366*
        vera -> MODE #x
        vera <- :besedka.local 324 vera #x +nstk word
        vera <- *329*
        vera -> MODE anna
        vera <- :besedka.local 221 vera +i
        vera -> MODE anna -i
        vera <- :besedka.local 502 vera :*
    """)
    talk.send("vera", "WHO an*")
    assert [parse(line).command for line in talk.lines("vera")] == ["352", "315"]


def test_who_is_operator_no_more_hears_nothing_more(talk: Dialogue) -> None:
    talk.send("vera", "OPER root пароль")
    talk.send("anna", "OPER root пароль")
    talk.send("vera", "MODE vera -o")
    talk.forget()
    talk.send("anna", "REHASH")
    assert talk.lines("vera") == []
