"""Limits that an honest class never meets, and that slow a flood down."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from core.irc.decoder import LineDecoder
from core.server.admission import refuse
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.history import Search, StoredEvent
from core.server.limits import Limits
from core.server.log_condenser import ENTRIES, WARNINGS, WINDOW
from core.server.server import Server
from tests.core.server.dialogue import Dialogue


def a_class(count: int = 30, config: ServerConfig | None = None) -> Dialogue:
    """People behind one address, in one channel."""
    talk = Dialogue(config)
    for number in range(count):
        talk.join(f"p{number}", channel="#class", caps="message-tags echo-message batch")
    talk.wait(1)
    talk.forget()
    return talk


def waiting(server: Server) -> list[str]:
    """Who has used up a store. (A moment to let others come between is nothing.)"""
    return [user.nick for user in server.users.values() if "lines since" in user.buckets]


# -- how much somebody asks for ------------------------------------------------------------------


def test_pastes_of_a_whole_class_pass_at_once() -> None:
    talk = a_class()
    paste = [f"PRIVMSG #class :line {n} {'x' * 100}" for n in range(50)]
    for number in range(30):
        talk.send(f"p{number}", *paste)
    assert waiting(talk.server) == []
    assert len(talk.lines("p0")) == 30 * 50


def test_a_client_that_comes_back_to_many_channels_does_not_wait() -> None:
    talk = Dialogue()
    talk.join("anna")
    lines = [f"{verb} #c{n}" for n in range(30) for verb in ("JOIN", "MODE", "WHO")]
    talk.send("anna", *lines)
    talk.wait(0.3)
    assert waiting(talk.server) == []
    assert sum(" 315 " in line for line in talk.lines("anna")) == 30


def test_a_storm_of_names_is_slowed_down_and_nothing_is_lost() -> None:
    talk = Dialogue()
    talk.join("anna", "boris", channel="#x")
    talk.send("anna", *[f"NICK anna{n}" for n in range(300)], "PRIVMSG #x :at the end")
    talk.wait(0.5)
    heard = talk.lines("boris")
    assert 20 < len(heard) < 100
    assert waiting(talk.server) == [f"anna{len(heard) - 1}"]
    assert [e.kind for e in talk.entries].count(LogKind.THROTTLED) == 1
    talk.wait(60)
    heard += talk.lines("boris")
    assert [line.rpartition(":")[2] for line in heard[:-1]] == [f"anna{n}" for n in range(300)]
    assert heard[-1].endswith("PRIVMSG #x :at the end")
    assert talk.server.throttle.pauses == {}
    assert talk.server.users[talk.conns["anna"]].held_bytes == 0
    assert [e.kind for e in talk.entries].count(LogKind.THROTTLED) == 1


def test_who_goes_on_is_put_out_with_a_reason() -> None:
    talk = Dialogue()
    talk.join("anna")
    for _ in range(30):
        talk.send("anna", *["WHO *"] * 100)
        if talk.closed:
            break
    assert talk.lines("anna")[-1].startswith("ERROR :")
    assert "(flood)" in talk.closed["anna"] or "flood" in talk.closed["anna"]
    assert talk.server.throttle.waiting[0][1] not in talk.server.users
    talk.wait(10)
    assert talk.server.throttle.waiting == []


def test_who_asks_for_too_much_for_minutes_is_put_out() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(throttle_patience=30)))
    talk.join("anna", "boris")
    for _ in range(1300):
        talk.send("anna", *["TOPIC #x"] * 3)
        talk.send("boris", "TOPIC #x", "TOPIC #x")
        talk.wait(0.07)
    assert set(talk.closed) == {"anna"}
    assert "(flood)" in talk.closed["anna"] or "flood" in talk.lines("anna")[-1]


def test_who_rests_may_go_on() -> None:
    talk = Dialogue()
    talk.join("anna")
    for _ in range(5):
        talk.send("anna", *["TOPIC #x"] * 600)
        talk.wait(60)
    assert talk.closed == {}
    assert [e.kind for e in talk.entries].count(LogKind.THROTTLED) == 5
    assert talk.server.throttle.pauses == {}


def test_what_is_held_is_bounded_in_bytes() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(held_bytes=10_000)))
    talk.join("anna")
    talk.send("anna", *["WHO *"] * 200)
    talk.send("anna", *["PRIVMSG anna :" + "x" * 400] * 20)
    assert not talk.closed
    talk.send("anna", *["PRIVMSG anna :" + "x" * 400] * 20)
    assert "anna" in talk.closed


def test_others_go_on_while_one_waits() -> None:
    talk = a_class(5)
    talk.send("p0", *["LIST"] * 500)
    talk.wait(1)
    assert waiting(talk.server) == ["p0"]
    talk.forget()
    talk.send("p1", "NAMES #class", "PRIVMSG #class :hello")
    assert len(talk.lines("p1")) == 3
    assert talk.lines("p0") == talk.lines("p2")


def test_an_address_has_a_store_of_its_own() -> None:
    limits = Limits(address_tokens=300, address_tokens_per_second=10)
    talk = a_class(3, ServerConfig(limits=limits))
    for name in ("p0", "p1", "p2"):
        talk.send(name, *["TOPIC #class"] * 120)
    talk.wait(0.5)
    assert "p2" in waiting(talk.server)
    talk.connect("far", host="10.0.0.2")
    talk.send("far", "NICK far", "USER f 0 * :f", *["LIST"] * 5)
    assert "far" not in waiting(talk.server)


def test_a_flood_of_plain_messages_is_weighed() -> None:
    talk = a_class(3)
    paste = [b"PRIVMSG #class :" + b"x" * 400] * 50
    talk.server.receive(talk.conns["p0"], paste, 420 * 50)
    assert talk.server.throttle.pauses == {}
    for _ in range(10):
        talk.server.receive(talk.conns["p0"], paste, 420 * 50)
    assert set(talk.server.throttle.pauses) == {talk.conns["p0"]}
    assert not talk.closed
    talk.wait(30)
    assert talk.server.throttle.pauses == {}
    assert len(talk.lines("p1")) == 11 * 50


@pytest.mark.parametrize("flood_control", [True, False])
def test_a_line_without_an_end_ends_the_connection(flood_control: bool) -> None:
    talk = Dialogue(ServerConfig(flood_control=flood_control))
    talk.join("anna")
    decoder = LineDecoder(max_tags=4096, longest=talk.server.config.limits.longest_line)
    for _ in range(20):  # long, but they end
        talk.send("anna", *decoder.feed(b"x" * 8000 + b"\r\n"))
    talk.send("anna", *decoder.feed(b"x" * 8000), *decoder.feed(b"x" * 8000))
    assert len(talk.server.users) == 1
    talk.send("anna", *decoder.feed(b"x" * 8000))
    assert talk.lines("anna")[-1].endswith("(Your line has no end (RecvQ exceeded))")


def test_a_line_longer_than_any_mistake_ends_the_connection_too() -> None:
    talk = Dialogue()
    talk.join("anna", "boris")
    talk.feed("anna", b"PRIVMSG boris :" + b"a" * 5000 + b"\r\nPING 1\r\n")
    assert [line.split()[1] for line in talk.lines("anna")] == ["417", "PONG"]
    talk.feed("anna", b"PRIVMSG boris :" + b"a" * 20000 + b"\r\nPING 2\r\n")
    assert "anna" in talk.closed


def test_the_machine_of_the_server_has_no_store_of_an_address() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(address_tokens=1, connections_per_address=1)))
    talk.connect("a", "b", host="127.0.0.1")
    talk.send("a", "NICK a", "USER a 0 * :a", *["TOPIC #x"] * 20)
    assert waiting(talk.server) == []
    assert talk.closed == {}


def test_flood_control_off_lifts_all_of_it() -> None:
    limits = Limits(connections_per_address=1, unregistered_per_address=1, connects=1)
    talk = Dialogue(ServerConfig(flood_control=False, limits=limits))
    talk.join(*[f"p{n}" for n in range(10)])
    talk.send("p0", *["WHO *"] * 1000, *[f"NICK n{n}" for n in range(1000)])
    assert waiting(talk.server) == []
    assert talk.closed == {}


def test_operators_do_not_wait() -> None:
    talk = Dialogue(ServerConfig(opers={"root": "secret"}))
    talk.join("root")
    talk.send("root", "OPER root secret", *["WHO *"] * 1000)
    assert waiting(talk.server) == []


def test_limits_change_while_the_server_runs() -> None:
    talk = Dialogue()
    talk.join("anna")
    talk.server.set_config(replace(talk.server.config, limits=Limits(tokens=10)))
    talk.send("anna", *["TOPIC #x"] * 20)
    assert waiting(talk.server) == ["anna"]
    talk.server.set_config(replace(talk.server.config, flood_control=False))
    talk.wait(1)
    assert talk.server.throttle.pauses == {}


def test_what_is_known_of_addresses_is_bounded() -> None:
    talk = Dialogue()
    for number in range(10_000):
        conn = number + 1
        talk.server.connect(conn, f"10.{number >> 8}.{number & 255}.1", 1)
        talk.server.receive(conn, [b"NICK a"])
        talk.server.end_of_stream(conn, b"", "")
    server = talk.server
    assert 0 < len(server.throttle._addresses) <= 4096
    assert 0 < len(server.admission._connects) <= 4096
    assert server.admission.connections == Counter()
    assert server.admission.strangers == Counter()
    assert len(server.timeouts._heap) <= 10_000
    talk.wait(120)
    assert server.timeouts._heap == []


# -- connections ---------------------------------------------------------------------------------


def test_connections_of_one_address() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(connections_per_address=3)))
    talk.join("a", "b", "c")
    talk.connect("d")
    talk.connect("e", host="10.0.0.2")
    talk.collect()
    talk("d <- ERROR :Closing link: 10.0.0.1 (Too many connections from your address)")
    assert set(talk.closed) == {"d"}
    talk.hang_up("a")
    talk.connect("again")
    assert "again" not in talk.closed


def test_those_without_a_name_are_fewer() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(unregistered_per_address=3)))
    talk.join(*[f"p{n}" for n in range(10)])
    talk.connect("a", "b", "c", "d")
    talk.collect()
    assert "do not say who they are" in talk.lines("d")[-1]
    talk.send("a", "NICK a", "USER a 0 * :a")
    talk.connect("e")
    talk.hang_up("b")
    talk.connect("f")
    talk.collect()
    assert set(talk.closed) == {"d"}


def test_those_without_a_name_in_all() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(unregistered=3)))
    for number in range(5):
        talk.connect(f"s{number}", host=f"10.0.0.{number}")
    talk.collect()
    assert set(talk.closed) == {"s3", "s4"}
    assert [e.args for e in talk.entries if e.kind is LogKind.DROPPED] == [("unregistered",)] * 2


def test_connections_in_a_short_time() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(connects=5, connects_per_second=2.0)))
    names = [f"s{n}" for n in range(7)]
    for name in names:
        talk.connect(name)
        talk.collect()
        if name not in talk.closed:
            talk.hang_up(name)
    assert set(talk.closed) == {"s5", "s6"}
    talk.wait(1)
    talk.connect("x", "y", "z")
    talk.collect()
    assert set(talk.closed) - {"s5", "s6"} == {"z"}


def test_a_storm_of_those_who_are_turned_away_costs_little() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(connections_per_address=1)))
    talk.join("a")
    answers = [refuse(talk.server, "10.0.0.1", 1) for _ in range(100)]
    said = b"ERROR :Closing link: 10.0.0.1 (Too many connections from your address)\r\n"
    assert answers == [b""] * 20 + [said] * 80
    assert refuse(talk.server, "10.0.0.2", 1) == b""
    talk.wait(5)
    assert [refuse(talk.server, "::ffff:10.0.0.1", 1) for _ in range(8)][4:] == [b"", *[said] * 3]


# -- the log -------------------------------------------------------------------------------------


def test_thousands_that_are_turned_away_are_a_few_entries() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(connections_per_address=1)))
    talk.join("a")
    for number in range(5000):
        talk.server.connect(1000 + number, "10.0.0.1", number)
    talk.server.outbox.take()
    talk.collect()
    dropped = [e for e in talk.entries if e.kind is LogKind.DROPPED]
    assert len(dropped) == WARNINGS
    talk.wait(WINDOW + 1)
    told = [e for e in talk.entries if e.kind is LogKind.REPEATED]
    assert [(e.who, e.args) for e in told] == [
        ("10.0.0.1", ("dropped", 5000 - WARNINGS, "address"))
    ]
    talk.entries.clear()
    talk.wait(WINDOW * 2)
    assert LogKind.REPEATED not in talk.kinds()


def test_bad_lines_in_a_loop_are_a_few_entries() -> None:
    talk = Dialogue(ServerConfig(flood_control=False))
    talk.join("anna", "boris")
    talk.send("anna", *[b"\xff"] * 500, *[b"\0"] * 100)
    assert [e.kind for e in talk.entries].count(LogKind.BAD_INPUT) == 2 * WARNINGS
    talk.wait(WINDOW)
    told = {e.args for e in talk.entries if e.kind is LogKind.REPEATED}
    assert told == {("bad_input", 480, "utf8"), ("bad_input", 80, "nul")}


def test_names_in_a_loop_are_counted() -> None:
    talk = Dialogue(ServerConfig(flood_control=False))
    talk.join("anna")
    talk.send("anna", *[f"NICK n{n}" for n in range(ENTRIES + 70)])
    talk.wait(WINDOW)
    kinds = Counter(e.kind for e in talk.entries)
    assert kinds[LogKind.NICK] == ENTRIES
    assert [e.args for e in talk.entries if e.kind is LogKind.REPEATED] == [("nick", 70, "")]


def test_what_takes_the_server_long_costs_more(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Dialogue()
    talk.join("anna", "boris", channel="#x")

    def search(wanted: Search) -> list[StoredEvent]:
        talk.now += 0.2
        return []

    monkeypatch.setattr(talk.server.stores.history, "search", search)
    talk.send("anna", "SEARCH word")
    limits = talk.server.config.limits
    spent = talk.server.nicks["anna"].buckets["lines"] - talk.server.now
    assert spent * limits.tokens_per_second > 90
