"""MODE of channels and people."""

from __future__ import annotations

import pytest

from core.irc.message import parse
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from tests.core.server.dialogue import Dialogue

ANNA = ":anna!~anna@10.0.0.1"


@pytest.fixture
def talk() -> Dialogue:
    """Anna (operator) and Boris in #x."""
    talk = Dialogue()
    talk.join("anna", "boris", channel="#x")
    return talk


def test_asking(talk: Dialogue) -> None:
    talk.join("vera")
    talk("""
        anna -> MODE #x
        anna <- :besedka.local 324 anna #x +nt
        anna <- :besedka.local 329 anna #x 1800000000
        anna -> MODE #x +kl key 5
        anna <- :anna!~anna@10.0.0.1 MODE #x +kl key 5
        boris <- :anna!~anna@10.0.0.1 MODE #x +kl key 5
        boris -> MODE #x
        boris <- :besedka.local 324 boris #x +ntkl key 5
        boris <- *329*
        vera -> MODE #x
        vera <- :besedka.local 324 vera #x +ntkl * 5
        vera <- *329*
        anna -> MODE #nowhere
        anna <- :besedka.local 403 anna #nowhere :*
        anna -> MODE
        anna <- :besedka.local 461 anna MODE :*
    """)


def test_changes_are_told_to_all_and_logged(talk: Dialogue) -> None:
    talk(f"""
        anna -> MODE #x +mi-t+o boris
        anna <- {ANNA} MODE #x +mi-t+o boris
        boris <- {ANNA} MODE #x +mi-t+o boris
        boris -> MODE #x -o anna
        anna <- :boris!~boris@10.0.0.1 MODE #x -o anna
        boris <- :boris!~boris@10.0.0.1 MODE #x -o anna
        anna -> MODE #x -m
        anna <- :besedka.local 482 anna #x :*
        boris -> MODE #x +mi
        boris -> MODE #x +o boris
        boris -> NAMES #x
        boris <- :besedka.local 353 boris = #x :anna @boris
        boris <- *366*
    """)
    talk.nothing_more()
    assert [e.args for e in talk.entries if e.kind is LogKind.MODE] == [
        ("#x", "+mi-t+o boris"),
        ("#x", "-o anna"),
    ]


def test_errors(talk: Dialogue) -> None:
    talk.join("vera")
    talk("""
        boris -> MODE #x +m
        boris <- :besedka.local 482 boris #x :*
        vera -> MODE #x +m
        vera <- :besedka.local 442 vera #x :*
        anna -> MODE #x +Z
        anna <- :besedka.local 472 anna Z :*
        anna -> MODE #x +o
        anna <- :besedka.local 461 anna MODE :*
        anna -> MODE #x +o nobody
        anna <- :besedka.local 401 anna nobody :*
        anna -> MODE #x +v vera
        anna <- :besedka.local 441 anna vera #x :*
        anna -> MODE #x +k
        anna <- :besedka.local 461 anna MODE :*
        anna -> MODE #x +k :
        anna <- :besedka.local 696 anna #x k * :*
        anna -> MODE #x +k :with space
        anna <- :besedka.local 696 anna #x k * :*
        anna -> MODE #x +l
        anna <- :besedka.local 461 anna MODE :*
        anna -> MODE #x +l many
        anna <- :besedka.local 696 anna #x l many :*
        anna -> MODE #x +l -5
        anna <- :besedka.local 696 anna #x l -5 :*
        anna -> MODE #x +l 0
        anna <- :besedka.local 696 anna #x l 0 :*
        anna -> MODE #x +b :a b
        anna <- :besedka.local 696 anna #x b * :*
        anna -> MODE #x -kl
    """)
    talk.nothing_more()


def test_lists(talk: Dialogue) -> None:
    talk(f"""
        anna -> MODE #x +b bad
        anna <- {ANNA} MODE #x +b bad!*@*
        boris <- {ANNA} MODE #x +b bad!*@*
        anna -> MODE #x +b BAD!*@*
        anna -> MODE #x +b *@10.9.*
        anna <- {ANNA} MODE #x +b *!*@10.9.*
        boris <- *
        boris -> MODE #x b
        boris <- :besedka.local 367 boris #x bad!*@* anna!~anna@10.0.0.1 1800000000
        boris <- :besedka.local 367 boris #x *!*@10.9.* anna!~anna@10.0.0.1 1800000000
        boris <- :besedka.local 368 boris #x :*
        boris -> MODE #x +e
        boris <- :besedka.local 482 boris #x :*
        anna -> MODE #x +eI
        anna <- :besedka.local 349 anna #x :*
        anna <- :besedka.local 347 anna #x :*
        anna -> MODE #x -b Bad
        anna <- {ANNA} MODE #x -b bad!*@*
        boris <- *
        anna -> MODE #x -b unknown
    """)
    talk.nothing_more()


def test_a_list_has_an_end() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(masks_per_list=2, modes=4)))
    talk.join("anna", channel="#x")
    talk("anna -> MODE #x +bbb a b c")
    assert [parse(line).command for line in talk.lines("anna")] == ["478", "MODE"]
    talk.send("anna", "MODE #x -bb+bbbb a b 1 2 3 4")
    assert "MODE #x -bb+bb a!*@* b!*@* 1!*@* 2!*@*" in talk.lines("anna")[-1]


def test_a_ban_of_a_mask_full_of_stars_is_quick(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +b " + "*a" * 70 + "b!*@*")
    talk.join("a" * 29)
    talk.send("a" * 29, "JOIN #x")
    assert parse(talk.lines("a" * 29)[0]).command == "JOIN"


def test_people(talk: Dialogue) -> None:
    talk("""
        anna -> MODE anna
        anna <- :besedka.local 221 anna +
        anna -> MODE anna +iw-o
        anna <- :anna!~anna@10.0.0.1 MODE anna :+iw
        anna -> MODE Anna
        anna <- :besedka.local 221 anna +iw
        anna -> MODE anna +o
        anna -> MODE anna +iZ
        anna <- :besedka.local 501 anna :*
        anna -> MODE boris
        anna <- :besedka.local 502 anna :*
        anna -> MODE boris +i
        anna <- :besedka.local 502 anna :*
        anna -> MODE nobody
        anna <- :besedka.local 401 anna nobody :*
        anna -> MODE anna -iw
        anna <- :anna!~anna@10.0.0.1 MODE anna :-iw
    """)
    talk.nothing_more()


def test_many_long_masks_are_told_in_several_lines(talk: Dialogue) -> None:
    masks = [f"{letter * 78}@h" for letter in "абв"]
    talk.send("anna", "MODE #x +bbb " + " ".join(masks))
    told = [parse(line) for line in talk.lines("boris")]
    assert len(told) == 2
    assert [mask for m in told for mask in m.params[2:]] == [f"*!{mask}" for mask in masks]
