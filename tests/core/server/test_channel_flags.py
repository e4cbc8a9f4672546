"""Modes of channels that say who comes in and who sees whom: R z K g N u f; and KNOCK."""

from __future__ import annotations

import pytest

from tests.core.server.dialogue import Dialogue

VERA = ":vera!~vera@10.0.0.1"


@pytest.fixture
def talk() -> Dialogue:
    """Anna (operator) and Boris in #x, Vera outside."""
    talk = Dialogue()
    talk.join("anna", "boris", channel="#x")
    talk.join("vera")
    talk.forget()
    return talk


def test_only_with_an_account(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +R")
    talk("vera -> JOIN #x\nvera <- :besedka.local 477 vera #x :*")
    talk.server.nicks["vera"].account = "vera"
    talk("vera -> JOIN #x\nvera <- *JOIN #x")


def test_only_over_tls(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +z")
    talk("vera -> JOIN #x\nvera <- :besedka.local 489 vera #x :*")
    talk.server.nicks["vera"].secure = True
    talk("vera -> JOIN #x\nvera <- *JOIN #x")


def test_an_invitation_opens_these_doors_too(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +Rz", "INVITE vera #x")
    talk.forget()
    talk("vera -> JOIN #x\nvera <- *JOIN #x")


def test_nobody_changes_the_nickname(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +N")
    talk.forget()
    talk("boris -> NICK bob\nboris <- :besedka.local 447 boris bob :*")
    talk("anna -> NICK ann\nanna <- *NICK :ann")
    talk.send("anna", "MODE #x +v boris")
    talk.forget()
    talk("boris -> NICK bob\nboris <- *NICK :bob")


def test_everybody_may_invite(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +i")
    talk.forget()
    talk("boris -> INVITE vera #x\nboris <- :besedka.local 482 boris #x :*")
    talk.send("anna", "MODE #x +g")
    talk.forget()
    talk("boris -> INVITE vera #x\nboris <- :besedka.local 341 boris vera #x")
    talk("vera <- *INVITE vera #x")


# -- +f ------------------------------------------------------------------------------------------


def test_forwarding(talk: Dialogue) -> None:
    talk.join("gleb", channel="#y")
    talk.send("anna", "JOIN #z")
    talk.forget()
    talk("""
        anna -> MODE #x +f #nowhere
        anna <- :besedka.local 696 anna #x f #nowhere :*
        anna -> MODE #x +f #x
        anna <- :besedka.local 696 anna #x f #x :*
        anna -> MODE #x +f
        anna <- :besedka.local 461 anna MODE :*
        anna -> MODE #x +f #y
        anna <- :besedka.local 482 anna #y :*
        anna -> MODE #x +if #Z
        anna <- *MODE #x +if #z
        anna -> MODE #x +f #z
        anna -> MODE #x
        anna <- :besedka.local 324 anna #x +intf #z
        anna <- *329*
        vera -> JOIN #x
        vera <- :besedka.local 473 vera #x :*
        vera <- :besedka.local 470 vera #x #z :*
        vera <- :vera!~vera@10.0.0.1 JOIN #z
        vera <- *353*
        vera <- *366*
        anna <- *JOIN #z
        vera -> JOIN #x
        vera <- :besedka.local 473 vera #x :*
        anna -> MODE #x -f
        anna <- *MODE #x -f
        anna -> MODE #x -f
        boris <- *
        boris <- *
    """)
    talk.nothing_more()


def test_forwarding_in_a_circle_ends(talk: Dialogue) -> None:
    talk.send("anna", "JOIN #z", "MODE #x +if #z", "MODE #z +if #x")
    talk.forget()
    talk.send("vera", "JOIN #x")
    assert [line.split()[1] for line in talk.lines("vera")] == ["473", "470", "473"]


# -- +u ------------------------------------------------------------------------------------------


def test_plain_members_see_only_those_with_a_status(talk: Dialogue) -> None:
    talk.join("gleb", channel="#x")
    talk.send("anna", "MODE #x +u")
    talk.forget()
    talk("""
        vera -> JOIN #x
        vera <- :vera!~vera@10.0.0.1 JOIN #x
        vera <- :besedka.local 353 vera = #x :@anna
        vera <- :besedka.local 366 vera #x :*
        anna <- :vera!~vera@10.0.0.1 JOIN #x
        vera -> WHO #x
        vera <- *352 vera #x * anna H@ *
        vera <- *352 vera #x * vera H *
        vera <- *315*
        anna -> NAMES #x
        anna <- :besedka.local 353 anna = #x :@anna boris gleb vera
        anna <- *366*
        vera -> PRIVMSG #x :hello
        anna <- *hello
        boris <- *hello
        gleb <- *hello
        vera -> NICK verochka
        vera <- *NICK :verochka
        anna <- *NICK :verochka
        boris -> WHOIS verochka
        boris <- *311*
        boris <- *312*
        boris <- *317*
        boris <- *318*
        vera -> PART #x
        vera <- *PART #x
        anna <- *PART #x
        gleb -> QUIT :bye
        gleb <- ERROR*
        anna <- *QUIT :Quit: bye
        anna -> MODE #x +v boris
        anna <- *MODE*
        boris <- *MODE*
        vera -> JOIN #x
        vera <- *JOIN #x
        vera <- :besedka.local 353 verochka = #x :@anna +boris
        vera <- *366*
        anna <- *JOIN #x
        boris <- *JOIN #x
        anna -> KICK #x verochka
        anna <- *KICK #x verochka :anna
        boris <- *KICK*
        vera <- *KICK*
    """)
    talk.nothing_more()


def test_who_quits_with_one_hidden_and_one_open_channel(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +u")
    talk.send("vera", "JOIN #x,#y")
    talk.join("gleb", channel="#y")
    talk.forget()
    talk.hang_up("vera")
    talk("anna <- *QUIT*\ngleb <- *QUIT*")
    talk.nothing_more()


# -- KNOCK ---------------------------------------------------------------------------------------


def test_knock(talk: Dialogue) -> None:
    talk("""
        vera -> KNOCK #nowhere
        vera <- :besedka.local 403 vera #nowhere :*
        boris -> KNOCK #x
        boris <- :besedka.local 714 boris #x :*
        vera -> KNOCK #x
        vera <- :besedka.local 713 vera #x :*
        vera -> KNOCK
        vera <- :besedka.local 461 vera KNOCK :*
        anna -> MODE #x +i
        anna <- *
        boris <- *
        vera -> KNOCK #x :впусти
        anna <- :besedka.local 710 anna #x vera!~vera@10.0.0.1 :has asked to be let in: впусти
        vera <- :besedka.local 711 vera #x :*
        vera -> KNOCK #x
        vera <- :besedka.local 712 vera #x :*
    """)
    talk.nothing_more()
    talk.wait(60)
    talk.forget()
    talk("vera -> KNOCK #x\nvera <- :besedka.local 711 vera #x :*\nanna <- *710*")
    talk.send("anna", "MODE #x +K")
    talk.wait(60)
    talk.forget()
    talk("vera -> KNOCK #x\nvera <- :besedka.local 480 vera #x :*")
    talk.send("anna", "MODE #x -K+b vera")
    talk("vera -> KNOCK #x\nvera <- :besedka.local 480 vera #x :*")
    talk.send("anna", "MODE #x -b+s vera")
    talk("vera -> KNOCK #x\nvera <- :besedka.local 403 vera #x :*")


def test_a_full_channel_can_be_knocked_at(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +l 2")
    talk("vera -> KNOCK #x\nvera <- :besedka.local 711 vera #x :*")


# -- NAMES ---------------------------------------------------------------------------------------


def test_names_of_several_channels_have_one_end(talk: Dialogue) -> None:
    talk.send("anna", "JOIN #y")
    talk.forget()
    talk("""
        anna -> NAMES #X,#nowhere,#y
        anna <- :besedka.local 353 anna = #x :@anna boris
        anna <- :besedka.local 353 anna = #y :@anna
        anna <- :besedka.local 366 anna #x,#nowhere,#y :*
    """)


# -- limits --------------------------------------------------------------------------------------


def test_an_invitation_by_a_plain_member_opens_no_locked_door(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +k word")
    talk.forget()
    talk("boris -> INVITE vera #x\nboris <- *341*\nvera <- *INVITE vera #x")
    talk("vera -> JOIN #x\nvera <- :besedka.local 475 vera #x :*")
    talk("vera -> INVITE\nvera <- *337*")
    talk("anna -> INVITE vera #x\nanna <- *341*\nvera <- *INVITE vera #x")
    talk("vera -> INVITE\nvera <- :besedka.local 336 vera #x\nvera <- *337*")
    talk("vera -> JOIN #x\nvera <- *JOIN #x")


def test_what_is_too_much_at_once_is_said(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +bbbbbbbb 1 2 3 4 5 6 7 8")
    talk("anna <- :besedka.local 407 anna #x :*\nanna <- *MODE #x +bbbbbb *")
    channels = ",".join(["#x"] * 11)
    talk.send("anna", f"KICK {channels} {','.join(['nobody'] * 11)}")
    talk("anna <- :besedka.local 407 anna #x :*")
    assert {line.split()[1] for line in talk.lines("anna")} == {"441"}
