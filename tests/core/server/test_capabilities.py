"""CAP with values, and news of it when the settings change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.irc.capabilities import parse_capabilities
from core.server.config import ServerConfig
from tests.core.server.dialogue import Dialogue


@pytest.fixture
def talk() -> Dialogue:
    return Dialogue()


def listed(talk: Dialogue, name: str, version: str = "302") -> dict[str, str]:
    """What CAP LS tells."""
    talk.send(name, f"CAP LS {version}".strip())
    found: dict[str, str] = {}
    for line in talk.lines(name):
        found.update(parse_capabilities(line.partition(" :")[2]))
    return found


def test_sts_names_the_port_in_plain_text_and_only_the_time_over_tls() -> None:
    talk = Dialogue(ServerConfig(sts_port=6697, sts_seconds=600))
    talk.connect("plain", "secure", "old")
    talk.server.users[talk.conns["secure"]].secure = True
    assert listed(talk, "plain")["sts"] == "duration=600,port=6697"
    assert listed(talk, "secure")["sts"] == "duration=600"
    assert "sts" not in listed(talk, "old", ""), "without values it means nothing"


def test_sts_can_only_be_read() -> None:
    talk = Dialogue(ServerConfig(sts_port=6697))
    talk.connect("a")
    talk("""
        a -> CAP REQ :sts
        a <- :besedka.local CAP * NAK :sts
        a -> CAP LIST
        a <- :besedka.local CAP * LIST :
    """)


def test_without_a_port_there_is_no_sts(talk: Dialogue) -> None:
    talk.connect("a")
    assert "sts" not in listed(talk, "a")


def test_a_change_of_the_settings_is_told_to_those_who_want_to_know(talk: Dialogue) -> None:
    talk.join("anna", "old")
    talk.send("anna", "CAP LS 302")
    talk.forget()
    talk.server.set_config(replace(talk.server.config, sts_port=6697, sts_seconds=600))
    talk.collect()
    talk("anna <- :besedka.local CAP anna NEW :sts=duration=600,port=6697")
    talk.server.set_config(replace(talk.server.config, sts_seconds=0))
    talk.collect()
    talk("anna <- :besedka.local CAP anna NEW :sts=duration=0,port=6697")
    talk.server.set_config(replace(talk.server.config, sts_port=0))
    talk.collect()
    talk.nothing_more()


def test_clients_of_old_get_one_line_the_best_known_first(talk: Dialogue) -> None:
    talk.connect("a")
    talk.send("a", "CAP LS", "NICK " + "ы" * 30, "USER a 0 * :a")
    (line,) = talk.lines("a")
    words = line.partition(" LS :")[2].split()
    assert {"server-time", "sasl", "multi-prefix"} <= set(words)
    assert "=" not in line


def test_long_lists_fit_on_the_wire_with_a_long_name(talk: Dialogue) -> None:
    talk.connect("a")
    talk.send("a", "NICK " + "ы" * 30)
    talk.send("a", "CAP LS 302")
    lines = talk.lines("a")
    assert lines[-1].split(" ")[4] != "*" or len(lines) == 1
    assert all(" LS * :" in line for line in lines[:-1])
