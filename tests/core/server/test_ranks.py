"""The status modes of members: founder, admin, operator, half-operator, voice."""

from __future__ import annotations

import pytest

from core.server.channel_modes import STATUSES
from core.server.state import Membership
from tests.core.server.dialogue import Dialogue

NAMES = {"q": "fedor", "a": "alla", "o": "oleg", "h": "harry", "v": "vera", "": "petr"}


@pytest.fixture
def talk() -> Dialogue:
    """One person of each rank in #x."""
    talk = Dialogue()
    talk.join(*NAMES.values(), channel="#x")
    channel = talk.server.channels["#x"]
    for letter, nick in NAMES.items():
        channel.members[talk.conns[nick]].modes = letter
    channel.names_changed()
    talk.forget()
    return talk


def test_how_they_are_shown(talk: Dialogue) -> None:
    talk("""
        petr -> NAMES #x
        petr <- :besedka.local 353 petr = #x :~fedor &alla @oleg %harry +vera petr
        petr <- *366*
        petr -> WHOIS fedor
        petr <- *311*
        petr <- :besedka.local 319 petr fedor :~#x
    """)
    talk.forget()
    talk.send("petr", "WHO alla %f")
    talk("petr <- :besedka.local 354 petr H&\npetr <- *315*")
    member = talk.server.channels["#x"].members[talk.conns["fedor"]]
    member.modes = "qov"
    talk.server.channels["#x"].names_changed()
    talk.send("petr", "CAP REQ :multi-prefix")
    talk.forget()
    talk("petr -> NAMES #x\npetr <- *353 petr = #x :~@+fedor &alla @oleg*")


@pytest.mark.parametrize(
    ("who", "may_give"),
    [("q", "qaohv"), ("a", "ohv"), ("o", "ohv"), ("h", "v"), ("v", ""), ("", "")],
)
def test_who_may_make_whom_what(talk: Dialogue, who: str, may_give: str) -> None:
    channel = talk.server.channels["#x"]
    petr = channel.members[talk.conns["petr"]]
    for letter in STATUSES:
        petr.modes = ""
        talk.send(NAMES[who], f"MODE #x +{letter} petr")
        assert petr.modes == (letter if letter in may_give else ""), letter
    talk.forget()
    if not may_give:
        return
    talk.send(NAMES[who], "MODE #x +q petr")
    code = "MODE" if "q" in may_give else "482"
    assert code in talk.lines(NAMES[who])[0]


def test_nobody_touches_who_stands_higher(talk: Dialogue) -> None:
    talk("oleg -> MODE #x -a alla\noleg <- :besedka.local 482 oleg #x :*")
    talk("harry -> MODE #x +v oleg\nharry <- :besedka.local 482 harry #x :*")
    talk("alla -> MODE #x -q fedor\nalla <- :besedka.local 482 alla #x :*")
    talk("alla -> MODE #x -o oleg\nalla <- *MODE #x -o oleg")


def test_everybody_may_step_down(talk: Dialogue) -> None:
    for letter in "qaohv":
        nick = NAMES[letter]
        talk.forget()
        talk.send(nick, f"MODE #x -{letter} {nick}")
        # A voice is no right to change modes.
        assert ("482" in talk.lines(nick)[0]) == (letter == "v")


@pytest.mark.parametrize(
    ("who", "cannot"),
    [("q", ""), ("a", "q"), ("o", "qa"), ("h", "qaoh"), ("v", "qaohv"), ("", "qaohv")],
)
def test_who_may_put_out_whom(talk: Dialogue, who: str, cannot: str) -> None:
    channel = talk.server.channels["#x"]
    for letter, nick in NAMES.items():
        if letter == who or (letter == "" and who in ("", "v")):
            continue
        talk.send(NAMES[who], f"KICK #x {nick}")
        assert (talk.conns[nick] in channel.members) == (letter != "" and letter in cannot), nick


def test_what_a_half_operator_may(talk: Dialogue) -> None:
    talk("""
        harry -> TOPIC #x :new
        harry <- *TOPIC #x :new
        harry -> MODE #x +imb bad
        harry <- *MODE #x +imb bad!*@*
        harry -> MODE #x +e
        harry <- *349*
        petr -> MODE #x +e
        petr <- *TOPIC*
        petr <- *MODE*
        petr <- :besedka.local 482 petr #x :*
        vera -> TOPIC #x :no
        vera <- *TOPIC*
        vera <- *MODE*
        vera <- :besedka.local 482 vera #x :*
    """)
    talk.join("gleb")
    talk("harry -> INVITE gleb #x\nharry <- :besedka.local 341 harry gleb #x")


def test_messages_to_those_of_a_status(talk: Dialogue) -> None:
    heard = {
        "~#x": "fedor",
        "&#x": "fedor alla",
        "@#x": "fedor alla oleg",
        "%#x": "fedor alla oleg harry",
        "+#x": "fedor alla oleg harry vera",
        "@+#x": "fedor alla oleg harry vera",
    }
    for target, names in heard.items():
        talk.send("petr", f"PRIVMSG {target} :help")
        line = f":petr!~petr@10.0.0.1 PRIVMSG {target} :help"
        got = {nick: talk.lines(nick) for nick in NAMES.values()}
        assert got == {nick: [line] if nick in names.split() else [] for nick in got}, target


def test_a_membership_counts_its_modes() -> None:
    talk = Dialogue()
    talk.join("anna")
    member = Membership(talk.server.nicks["anna"])
    assert (member.rank, member.prefix, member.op, member.voice) == (0, "", False, False)
    assert member.set_status("v", True)
    assert not member.set_status("v", True)
    assert member.set_status("a", True)
    assert (member.modes, member.prefixes, member.prefix) == ("av", "&+", "&")
    assert member.op
    assert member.set_status("a", False)
    assert (member.modes, member.op, member.voice) == ("v", False, True)
