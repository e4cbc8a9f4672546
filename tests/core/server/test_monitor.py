"""MONITOR: names in any script and case, changes of names, long lists, labels."""

from __future__ import annotations

import pytest

from core.server.config import ServerConfig
from core.server.limits import Limits
from tests.core.server.dialogue import Dialogue

SERVER = ":besedka.local"


def test_letters_of_any_script_are_folded() -> None:
    talk = Dialogue()
    talk.join("x")
    talk.send("x", "MONITOR + АННА,ΣΟΦΊΑ")
    talk.forget()
    talk.connect("Анна", "σοφία")
    talk.send("Анна", "NICK Анна", "USER a 0 * :a")
    talk(f"x <- {SERVER} 730 x :Анна!~a@10.0.0.1")
    talk.send("σοφία", "NICK σοφία", "USER s 0 * :s")
    talk(f"x <- {SERVER} 730 x :σοφία!~s@10.0.0.1")
    talk.send("Анна", "NICK анНа")
    talk.nothing_more("x")
    talk.send("Анна", "NICK Олеся")
    talk(f"x <- {SERVER} 731 x :анНа")


def test_who_swaps_names_is_told_in_order() -> None:
    talk = Dialogue()
    talk.join("x", "a", "b")
    talk.send("x", "MONITOR + a,b,c")
    talk.forget()
    talk.send("a", "NICK c")
    talk.send("b", "NICK a")
    talk(f"""
        x <- {SERVER} 731 x :a
        x <- {SERVER} 730 x :c!~a@10.0.0.1
        x <- {SERVER} 731 x :b
        x <- {SERVER} 730 x :a!~b@10.0.0.1
    """)
    talk.nothing_more("x")


def test_a_list_as_long_as_it_may_be_is_shown_whole() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(monitored=100)))
    talk.join("x")
    nicks = [f"{'я' * 25}{number}" for number in range(100)]
    for start in range(0, 100, 8):
        talk.send("x", "MONITOR + " + ",".join(nicks[start : start + 8]))
    talk.forget()
    talk.send("x", "MONITOR L")
    *lists, end = talk.lines("x")
    assert end.startswith(f"{SERVER} 733 ")
    shown = [nick for line in lists for nick in line.rpartition(":")[2].split(",")]
    assert shown == nicks
    talk.send("x", "MONITOR S")
    offline = [nick for line in talk.lines("x") for nick in line.rpartition(":")[2].split(",")]
    assert offline == nicks
    talk.send("x", "MONITOR + one,more")
    talk(f"x <- {SERVER} 734 x 100 one,more :*")
    talk.hang_up("x")
    assert talk.server.watchers == {}


@pytest.mark.parametrize("nick", ["*!*@127.0.0.1", "#chan", "a!x", "x" * 31])
def test_what_is_no_nickname_is_not_monitored(nick: str) -> None:
    talk = Dialogue()
    talk.join("x")
    talk.send("x", f"MONITOR + {nick},good")
    talk.expect("x", f"{SERVER} 432 x * :*")
    talk.expect("x", f"{SERVER} 731 x :good")
    assert list(talk.server.watchers) == ["good"]


def test_before_registration_and_with_labels() -> None:
    talk = Dialogue()
    talk.connect("new")
    talk(f"""
        new -> MONITOR + x
        new <- {SERVER} 451 * :*
    """)
    talk.join("x", caps="labeled-response batch")
    talk(f"""
        x -> @label=1 MONITOR + x
        x <- @label=1 {SERVER} 730 x :x!~x@10.0.0.1
        x -> @label=2 MONITOR - x
        x <- @label=2 {SERVER} ACK
        x -> @label=3 MONITOR L
        x <- @label=3 {SERVER} 733 x :*
        x -> @label=4 MONITOR ?
        x <- @label=4 {SERVER} 400 x MONITOR :*
    """)


def test_extended_monitor_follows_the_name_not_the_person() -> None:
    talk = Dialogue()
    talk.join("far", caps="extended-monitor away-notify")
    talk.join("anna", "boris")
    talk.send("far", "MONITOR + anna")
    talk.send("anna", "NICK olga")
    talk.forget()
    talk.send("anna", "AWAY :x")
    talk.nothing_more("far")
    talk.send("boris", "NICK anna")
    talk.forget()
    talk.send("boris", "AWAY :y")
    talk("far <- :anna!~boris@10.0.0.1 AWAY :y")
