"""JOIN, PART, TOPIC, NAMES, LIST, KICK, INVITE, QUIT."""

from __future__ import annotations

import pytest

from core.irc.message import parse
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from tests.core.server.dialogue import Dialogue

ANNA = ":anna!~anna@10.0.0.1"
BORIS = ":boris!~boris@10.0.0.1"


@pytest.fixture
def talk() -> Dialogue:
    """Anna and Boris in #x, both plain."""
    talk = Dialogue()
    talk.join("anna", "boris", channel="#x")
    return talk


def codes(lines: list[str]) -> list[str]:
    return [parse(line).command for line in lines]


# -- JOIN and PART -------------------------------------------------------------------------------


def test_the_first_in_a_channel_is_its_operator(talk: Dialogue) -> None:
    talk.join("vera")
    talk("""
        vera -> JOIN #Класс
        vera <- :vera!~vera@10.0.0.1 JOIN #Класс
        vera <- :besedka.local 353 vera = #Класс :@vera
        vera <- :besedka.local 366 vera #Класс :*
        anna -> TOPIC #x :тема дня
        anna <- *
        boris <- *
        vera -> JOIN #X
        vera <- :vera!~vera@10.0.0.1 JOIN #x
        vera <- :besedka.local 332 vera #x :тема дня
        vera <- :besedka.local 333 vera #x anna!~anna@10.0.0.1 1800000000
        vera <- :besedka.local 353 vera = #x :@anna boris vera
        vera <- :besedka.local 366 vera #x :*
        anna <- :vera!~vera@10.0.0.1 JOIN #x
        boris <- :vera!~vera@10.0.0.1 JOIN #x
        vera -> JOIN #x
        vera -> JOIN #КЛАСС
    """)
    talk.nothing_more()
    assert [e.args for e in talk.entries if e.kind is LogKind.JOINED] == [("#Класс", 1), ("#x", 3)]


def test_several_channels_with_keys_and_all_left_at_once(talk: Dialogue) -> None:
    talk("anna -> MODE #x +k secret")
    talk.join("vera")
    talk.send("vera", "JOIN #a,#x,#b none,secret")
    assert [p.params[0] for line in talk.lines("vera") if (p := parse(line)).command == "JOIN"] == [
        "#a",
        "#x",
        "#b",
    ]
    talk.forget()
    talk.send("vera", "JOIN 0")
    assert codes(talk.lines("vera")) == ["PART"] * 3
    assert codes(talk.lines("anna")) == ["PART"]
    assert {c.name for c in talk.server.snapshot().channels} == {"#x"}


@pytest.mark.parametrize("name", ["x", "#", "&x", "#a\u200bb", "#" + "x" * 64, "anna"])
def test_bad_names_of_channels(talk: Dialogue, name: str) -> None:
    talk.send("anna", f"JOIN {name}")
    assert codes(talk.lines("anna")) == ["403"]
    talk.send("anna", "JOIN")
    assert codes(talk.lines("anna")) == ["461"]


def test_doors(talk: Dialogue) -> None:
    talk.join("vera")
    talk("anna -> MODE #x +k key")
    talk("vera -> JOIN #x\nvera <- :besedka.local 475 vera #x :*")
    talk("vera -> JOIN #x wrong\nvera <- :besedka.local 475 vera #x :*")
    talk("anna -> MODE #x -k+l any 2")
    talk("vera -> JOIN #x\nvera <- :besedka.local 471 vera #x :*")
    talk("anna -> MODE #x -l+i")
    talk("vera -> JOIN #x\nvera <- :besedka.local 473 vera #x :*")
    talk("anna -> MODE #x -i+b vera")
    talk("vera -> JOIN #x\nvera <- :besedka.local 474 vera #x :*")
    talk("anna -> MODE #x +e vera")
    talk("vera -> JOIN #x\nvera <- :vera!~vera@10.0.0.1 JOIN #x")
    talk("vera -> PART #x")
    talk("anna -> MODE #x +iI v?ra!*@*")
    talk.forget()
    talk("vera -> JOIN #x\nvera <- :vera!~vera@10.0.0.1 JOIN #x")


def test_too_many_channels_and_too_many_targets() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(channels_per_user=3, targets=5)))
    talk.join("anna")
    talk.send("anna", "JOIN #1,#2,#3,#4")
    assert codes(talk.lines("anna"))[-1] == "405"
    talk.send("anna", "PART #1,#2,#3,#4,#5,#6")
    assert codes(talk.lines("anna")) == ["407", "PART", "PART", "PART", "403", "403"]


def test_part(talk: Dialogue) -> None:
    talk.join("vera")
    talk(f"""
        boris -> PART #x :до завтра
        boris <- {BORIS} PART #x :до завтра
        anna <- {BORIS} PART #x :до завтра
        boris -> PART #x
        boris <- :besedka.local 442 boris #x :*
        vera -> PART #nowhere
        vera <- :besedka.local 403 vera #nowhere :*
        anna -> PART #X
        anna <- {ANNA} PART #x
        anna -> PART #x
        anna <- :besedka.local 403 anna #x :*
        vera -> JOIN #x
        vera <- *JOIN #x
        vera <- :besedka.local 353 vera = #x :@vera
    """)
    assert [e.args for e in talk.entries if e.kind is LogKind.PARTED] == [
        ("#x", "до завтра"),
        ("#x", ""),
    ]


def test_quit_is_told_once_to_each(talk: Dialogue) -> None:
    talk.join("vera")
    talk.send("anna", "JOIN #y")
    talk.send("boris", "JOIN #y")
    talk.send("vera", "JOIN #y")
    talk.forget()
    talk(f"""
        anna -> QUIT :пока
        anna <- ERROR :Closing link: 10.0.0.1 (Quit: пока)
        boris <- {ANNA} QUIT :Quit: пока
        vera <- {ANNA} QUIT :Quit: пока
    """)
    talk.nothing_more()
    assert talk.closed == {"anna": "Quit: пока"}
    talk("boris -> NAMES #x\nboris <- :besedka.local 353 boris = #x :boris\nboris <- *366*")
    talk.send("boris", "QUIT", "PRIVMSG vera :too late")
    talk("vera <- :boris!* QUIT :Quit")
    talk.nothing_more("vera")
    assert "#x" not in talk.server.channels


def test_what_comes_with_quit_in_one_piece_is_ordered(talk: Dialogue) -> None:
    talk.send("anna", "PRIVMSG #x :1", "PRIVMSG #x :2", "QUIT")
    talk("boris <- *:1\nboris <- *:2\nboris <- *QUIT*")
    talk.nothing_more("boris")


# -- NAMES ---------------------------------------------------------------------------------------


def test_names_of_many_people_in_many_lines() -> None:
    talk = Dialogue()
    people = [f"pupil{n:03}" for n in range(120)]
    talk.join(*people, channel="#x")
    talk.wait(1)
    talk.forget()
    talk.send(people[-1], "NAMES #x")
    lines = [parse(line) for line in talk.lines(people[-1])]
    names = [name for line in lines[:-1] for name in line.params[3].split()]
    assert names == ["@pupil000", *people[1:]]
    assert len(lines) > 3
    talk.send(people[5], "PART #x")
    talk.send(people[6], "NICK other")
    talk.forget()
    talk.send(people[0], "NAMES #x")
    names = [n for line in talk.lines(people[0])[:-1] for n in parse(line).params[3].split()]
    assert names == ["@pupil000", *people[1:5], "other", *people[7:]]


def test_names_by_capability(talk: Dialogue) -> None:
    talk("anna -> MODE #x +v anna")
    talk.join("vera", caps="multi-prefix userhost-in-names", channel="#x")
    talk.join("gleb", caps="multi-prefix")
    talk.forget()
    talk.send("vera", "NAMES #x")
    assert talk.lines("vera")[0].endswith(
        ":@+anna!~anna@10.0.0.1 boris!~boris@10.0.0.1 vera!~vera@10.0.0.1"
    )
    talk("gleb -> NAMES #x\ngleb <- :besedka.local 353 gleb = #x :@+anna boris vera\ngleb <- *366*")
    talk("boris -> NAMES #x\nboris <- :besedka.local 353 boris = #x :@anna boris vera")


def test_what_outsiders_see(talk: Dialogue) -> None:
    talk.join("vera")
    talk("boris -> MODE boris +i\nboris <- *MODE boris :+i")
    talk("vera -> NAMES #x\nvera <- :besedka.local 353 vera = #x :@anna\nvera <- *366 vera #x*")
    talk("anna -> MODE #x +s")
    talk.forget()
    talk("""
        vera -> NAMES #x
        vera <- :besedka.local 366 vera #x :*
        vera -> NAMES
        vera <- :besedka.local 366 vera *
        vera -> TOPIC #x
        vera <- :besedka.local 403 vera #x :*
        vera -> MODE #x
        vera <- :besedka.local 403 vera #x :*
        anna -> NAMES #x
        anna <- :besedka.local 353 anna @ #x :@anna boris
        anna <- *366*
    """)
    talk("anna -> MODE #x -s+p")
    talk.forget()
    talk("anna -> NAMES #x\nanna <- :besedka.local 353 anna * #x :@anna boris")


# -- TOPIC and LIST ------------------------------------------------------------------------------


def test_topic(talk: Dialogue) -> None:
    talk.join("vera")
    talk(f"""
        anna -> TOPIC #x
        anna <- :besedka.local 331 anna #x :*
        boris -> TOPIC #x :mine
        boris <- :besedka.local 482 boris #x :*
        vera -> TOPIC #x :mine
        vera <- :besedka.local 442 vera #x :*
        anna -> MODE #x -t
        anna <- *
        boris <- *
        boris -> TOPIC #x :наша тема
        boris <- {BORIS} TOPIC #x :наша тема
        anna <- {BORIS} TOPIC #x :наша тема
        vera -> TOPIC #x
        vera <- :besedka.local 332 vera #x :наша тема
        vera <- :besedka.local 333 vera #x boris!~boris@10.0.0.1 *
        anna -> TOPIC #x :
        anna <- {ANNA} TOPIC #x :
        boris <- {ANNA} TOPIC #x :
        anna -> TOPIC #x
        anna <- :besedka.local 331 anna #x :*
        anna -> TOPIC
        anna <- :besedka.local 461 anna TOPIC :*
        anna -> TOPIC #nowhere :x
        anna <- :besedka.local 403 anna #nowhere :*
    """)
    talk.nothing_more()


def test_list(talk: Dialogue) -> None:
    talk.join("vera")
    talk.send("anna", "JOIN #secret", "MODE #secret +s", "TOPIC #x :about x")
    talk.wait(30)
    talk.send("anna", "JOIN #new")
    talk.forget()

    def listed(who: str, condition: str = "") -> list[str]:
        talk.send(who, f"LIST {condition}".strip())
        lines = [parse(line) for line in talk.lines(who)]
        assert lines[0].command == "321"
        assert lines[-1].command == "323"
        return [f"{m.params[1]} {m.params[2]} {m.params[3]}" for m in lines[1:-1]]

    assert listed("vera") == ["#x 2 about x", "#new 1 "]
    assert listed("anna") == ["#x 2 about x", "#secret 1 ", "#new 1 "]
    assert listed("vera", "#X") == ["#x 2 about x"]
    assert listed("vera", "#n*,#z") == ["#new 1 "]
    assert listed("vera", "!#n*") == ["#x 2 about x"]
    assert listed("vera", ">1") == ["#x 2 about x"]
    assert listed("vera", "<2") == ["#new 1 "]
    assert listed("vera", "C<1") == ["#x 2 about x", "#new 1 "]
    assert listed("vera", "T<1") == ["#x 2 about x"]
    assert listed("vera", "T>1") == []
    talk.wait(60)
    talk.forget()
    assert listed("vera", "C>1") == ["#x 2 about x"]
    assert listed("vera", ">1,<2") == []
    assert listed("vera", ">nonsense") == ["#x 2 about x", "#new 1 "]


# -- KICK and INVITE -----------------------------------------------------------------------------


def test_kick(talk: Dialogue) -> None:
    talk.join("vera", channel="#x")
    talk.join("gleb")
    talk.forget()
    talk(f"""
        boris -> KICK #x anna
        boris <- :besedka.local 482 boris #x :*
        gleb -> KICK #x anna
        gleb <- :besedka.local 442 gleb #x :*
        anna -> KICK #x gleb
        anna <- :besedka.local 441 anna gleb #x :*
        anna -> KICK #x nobody
        anna <- :besedka.local 441 anna nobody #x :*
        anna -> KICK #nowhere boris
        anna <- :besedka.local 403 anna #nowhere :*
        anna -> KICK #x
        anna <- :besedka.local 461 anna KICK :*
        anna -> KICK #x BORIS,vera :тише
        anna <- {ANNA} KICK #x boris :тише
        boris <- {ANNA} KICK #x boris :тише
        vera <- {ANNA} KICK #x boris :тише
        anna <- {ANNA} KICK #x vera :тише
        vera <- {ANNA} KICK #x vera :тише
        boris -> JOIN #x
        boris <- {BORIS} JOIN #x
    """)
    kicked = [(e.who, e.args) for e in talk.entries if e.kind is LogKind.KICKED]
    assert kicked == [("boris", ("#x", "anna", "тише")), ("vera", ("#x", "anna", "тише"))]


def test_kick_without_a_reason_and_in_pairs(talk: Dialogue) -> None:
    talk.send("anna", "JOIN #y")
    talk.send("boris", "JOIN #y")
    talk.forget()
    talk.send("anna", "KICK #x,#y boris,boris")
    talk(f"boris <- {ANNA} KICK #x boris :anna\nboris <- {ANNA} KICK #y boris :anna")
    talk.send("anna", "KICK #x anna :oneself")
    assert "#x" not in talk.server.channels


def test_invite(talk: Dialogue) -> None:
    talk.join("vera", "gleb")
    talk("""
        anna -> MODE #x +i
        anna <- *
        boris <- *
        vera -> INVITE gleb #x
        vera <- :besedka.local 442 vera #x :*
        boris -> INVITE vera #x
        boris <- :besedka.local 482 boris #x :*
        anna -> INVITE nobody #x
        anna <- :besedka.local 401 anna nobody :*
        anna -> INVITE vera #nowhere
        anna <- :besedka.local 403 anna #nowhere :*
        anna -> INVITE boris #x
        anna <- :besedka.local 443 anna boris #x :*
        anna -> INVITE vera
        anna <- :besedka.local 461 anna INVITE :*
        anna -> INVITE vera #x
        anna <- :besedka.local 341 anna vera #x
        vera <- :anna!~anna@10.0.0.1 INVITE vera #x
        vera -> INVITE
        vera <- :besedka.local 336 vera #x
        vera <- :besedka.local 337 vera :*
        gleb -> JOIN #x
        gleb <- :besedka.local 473 gleb #x :*
        vera -> JOIN #x
        vera <- :vera!~vera@10.0.0.1 JOIN #x
    """)
    talk.forget()
    talk("vera -> PART #x\nvera <- *PART #x")
    talk("vera -> JOIN #x\nvera <- :besedka.local 473 vera #x :*")


def test_an_invitation_opens_every_door_and_ends_with_the_connection(talk: Dialogue) -> None:
    talk.join("vera")
    talk("anna -> MODE #x +klb key 1 *!*@*")
    talk("anna -> INVITE vera #x")
    talk.forget()
    talk("vera -> JOIN #x\nvera <- :vera!~vera@10.0.0.1 JOIN #x")
    talk.join("gleb")
    talk("anna -> INVITE gleb #x")
    talk.hang_up("gleb")
    assert not talk.server.channels["#x"].invited


def test_invite_notify_and_away(talk: Dialogue) -> None:
    talk.join("watcher", caps="invite-notify", channel="#x")
    talk.join("vera")
    talk("vera -> AWAY :tea")
    talk.forget()
    talk("""
        anna -> INVITE vera #x
        anna <- :besedka.local 341 anna vera #x
        anna <- :besedka.local 301 anna vera :tea
        vera <- :anna!~anna@10.0.0.1 INVITE vera #x
        watcher <- :anna!~anna@10.0.0.1 INVITE vera #x
    """)
    talk.nothing_more()


def test_a_long_topic_is_cut_the_same_for_all(talk: Dialogue) -> None:
    talk.send("anna", f"TOPIC #x :{'ж' * 240}")
    told = parse(talk.lines("boris")[0]).params[1]
    assert told == "ж" * 195
    talk.send("boris", "TOPIC #x")
    assert parse(talk.lines("boris")[0]).params[2] == told
