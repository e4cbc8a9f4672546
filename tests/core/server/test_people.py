"""WHO, WHOIS, WHOWAS, ISON, USERHOST, SETNAME, MONITOR."""

from __future__ import annotations

from core.irc.message import parse
from core.server.config import ServerConfig
from core.server.limits import Limits
from tests.core.server.dialogue import Dialogue


def codes(talk: Dialogue, who: str, line: str) -> list[str]:
    talk.send(who, line)
    return [parse(got).command for got in talk.lines(who)]


# -- WHO -----------------------------------------------------------------------------------------


def test_who(talk: Dialogue) -> None:
    talk("boris -> AWAY :tea\nboris <- *")
    talk("""
        vera -> WHO #X
        vera <- :besedka.local 352 vera #x ~anna 10.0.0.1 besedka.local anna H@ :0 Anna
        vera <- :besedka.local 352 vera #x ~boris 10.0.0.1 besedka.local boris G :0 Boris
        vera <- :besedka.local 315 vera #X :*
        anna -> WHO boris
        anna <- :besedka.local 352 anna #x ~boris 10.0.0.1 besedka.local boris G :0 Boris
        anna <- *315*
        vera -> WHO bor*
        vera <- :besedka.local 352 vera * ~boris 10.0.0.1 besedka.local boris G :0 Boris
        vera <- *315 vera bor* :*
        vera -> WHO #nowhere
        vera <- *315*
        vera -> WHO nobody
        vera <- *315*
    """)
    assert codes(talk, "vera", "WHO") == ["352", "352", "352", "315"]
    assert codes(talk, "vera", "WHO * o") == ["315"]
    talk("boris -> MODE boris +i\nanna -> MODE #x +s")
    talk.forget()
    assert codes(talk, "vera", "WHO *") == ["352", "352", "315"], "Boris is invisible"
    assert codes(talk, "vera", "WHO #x") == ["315"]
    assert codes(talk, "anna", "WHO #x") == ["352", "352", "315"]


def test_whox(talk: Dialogue) -> None:
    talk.wait(7)
    talk("""
        vera -> WHO anna %tcuihsnfdlaor,42
        vera <- :besedka.local 354 vera 42 * ~anna 255.255.255.255 10.0.0.1 *
        vera <- *315*
        vera -> WHO anna %nfl
        vera <- :besedka.local 354 vera anna H 7
        vera <- *315*
        boris -> WHO #x %cnf
        boris <- :besedka.local 354 boris #x anna H@
        boris <- :besedka.local 354 boris #x boris H
        boris <- *315*
        anna -> WHO anna %i
        anna <- :besedka.local 354 anna 10.0.0.1
        anna <- *315*
    """)


# -- WHOIS and the like --------------------------------------------------------------------------


def test_whois(talk: Dialogue) -> None:
    talk("boris -> AWAY :tea\nboris <- *")
    talk.wait(5)
    talk("""
        anna -> WHOIS BORIS
        anna <- :besedka.local 311 anna boris ~boris 10.0.0.1 * :Boris
        anna <- :besedka.local 319 anna boris :#x
        anna <- :besedka.local 312 anna boris besedka.local :Chat on the local network
        anna <- :besedka.local 301 anna boris :tea
        anna <- :besedka.local 317 anna boris 5 1800000000 :*
        anna <- :besedka.local 318 anna boris :*
        anna -> WHOIS nobody
        anna <- :besedka.local 401 anna nobody :*
        anna <- :besedka.local 318 anna nobody :*
        anna -> WHOIS
        anna <- :besedka.local 431 anna :*
    """)
    assert codes(talk, "anna", "WHOIS anna") == [
        "311", "319", "312", "338", "378", "379", "317", "318"
    ]  # fmt: skip
    assert codes(talk, "anna", "WHOIS boris boris")[0] == "311"
    assert codes(talk, "vera", "WHOIS anna,boris").count("311") == 2
    talk("anna -> MODE #x +s")
    talk.forget()
    assert "319" not in codes(talk, "vera", "WHOIS anna")


def test_whois_of_somebody_in_many_channels(talk: Dialogue) -> None:
    for number in range(60):
        talk.send("vera", f"JOIN #канал-{number}")
    talk.forget()
    talk.send("vera", "WHOIS vera")
    channels = [w for line in talk.lines("vera") if " 319 " in line for w in line.split(":@")[1:]]
    joined = " ".join(channels)
    assert joined.count("#канал-") == 60


def test_whowas(talk: Dialogue) -> None:
    talk("vera -> NICK vika\nvera -> NICK olga\nvera -> NICK vera2")
    talk.hang_up("boris")
    talk.forget()
    talk("""
        anna -> WHOWAS VERA
        anna <- :besedka.local 314 anna vera ~vera 10.0.0.1 * :Vera
        anna <- :besedka.local 312 anna vera besedka.local :left 2027-01-15 08:00:00 UTC
        anna <- :besedka.local 369 anna VERA :*
        anna -> WHOWAS boris 1
        anna <- :besedka.local 314 anna boris ~boris 10.0.0.1 * :Boris
        anna <- *312*
        anna <- *369*
        anna -> WHOWAS anna
        anna <- :besedka.local 406 anna anna :*
        anna <- *369*
        anna -> WHOWAS
        anna <- :besedka.local 431 anna :*
    """)


def test_ison_and_userhost(talk: Dialogue) -> None:
    talk("boris -> AWAY :x\nboris <- *")
    talk("""
        anna -> ISON BORIS nobody vera
        anna <- :besedka.local 303 anna :boris vera
        anna -> ISON :nobody at all
        anna <- :besedka.local 303 anna :
        anna -> ISON
        anna <- :besedka.local 461 anna ISON :*
        anna -> USERHOST boris vera nobody
        anna <- :besedka.local 302 anna :boris=-~boris@10.0.0.1 vera=+~vera@10.0.0.1
    """)


def test_ison_of_many_in_several_lines() -> None:
    talk = Dialogue()
    people = [f"учитель{letter}" * 2 for letter in "абвгдежзиклмн"]
    talk.join(*people)
    talk.send(people[0], "ISON " + " ".join(people))
    lines = talk.lines(people[0])
    assert len(lines) == 2
    assert " ".join(parse(line).params[1] for line in lines).split() == people


def test_setname(talk: Dialogue) -> None:
    talk.join("gleb", caps="setname", channel="#x")
    talk.join("dima", caps="setname", channel="#x")
    talk.forget()
    talk("""
        gleb -> SETNAME :Глеб Г.
        gleb <- :gleb!~gleb@10.0.0.1 SETNAME :Глеб Г.
        dima <- :gleb!~gleb@10.0.0.1 SETNAME :Глеб Г.
        gleb -> SETNAME :
        gleb <- :besedka.local FAIL SETNAME INVALID_REALNAME :*
    """)
    talk.send("gleb", f"SETNAME :{'x' * 200}")
    talk("gleb <- *FAIL SETNAME INVALID_REALNAME*")
    talk("anna -> SETNAME :A\nanna -> WHOIS anna\nanna <- *311 anna anna ~anna 10.0.0.1 * :A")
    talk("gleb <- *SETNAME :A\ndima <- *SETNAME :A")
    talk.nothing_more("gleb", "dima", "boris")


# -- MONITOR -------------------------------------------------------------------------------------


def test_monitor(talk: Dialogue) -> None:
    talk("""
        anna -> MONITOR + Vera,gleb
        anna <- :besedka.local 730 anna :vera!~vera@10.0.0.1
        anna <- :besedka.local 731 anna :gleb
        anna -> MONITOR + vera
        vera -> NICK VERA
        vera <- *
        vera -> NICK olga
        vera <- *
        anna <- :besedka.local 731 anna :VERA
        vera -> NICK gleb
        vera <- *
        anna <- :besedka.local 730 anna :gleb!~vera@10.0.0.1
        anna -> MONITOR L
        anna <- :besedka.local 732 anna :Vera,gleb
        anna <- :besedka.local 733 anna :*
        anna -> MONITOR S
        anna <- :besedka.local 730 anna :gleb!~vera@10.0.0.1
        anna <- :besedka.local 731 anna :Vera
        anna -> MONITOR - GLEB
        vera -> QUIT
        vera <- *
        anna -> MONITOR + a!b
        anna <- :besedka.local 432 anna a!b :*
        anna -> MONITOR +
        anna <- :besedka.local 461 anna MONITOR :*
        anna -> MONITOR ?
        anna <- :besedka.local 400 anna MONITOR :*
    """)
    talk.connect("v2")
    talk.send("v2", "NICK vera", "USER v 0 * :v")
    talk("anna <- :besedka.local 730 anna :vera!~v@10.0.0.1")
    talk("anna -> MONITOR C")
    talk.hang_up("v2")
    talk.nothing_more("anna", "boris")
    assert talk.server.watchers == {}


def test_a_monitor_list_has_an_end_and_goes_with_its_owner() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(monitored=2)))
    talk.join("anna")
    talk("""
        anna -> MONITOR + a,b,c,d
        anna <- :besedka.local 734 anna 2 c,d :*
        anna <- :besedka.local 731 anna :a,b
    """)
    talk.hang_up("anna")
    assert talk.server.watchers == {}
