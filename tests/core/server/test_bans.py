"""Bans of the whole server: who is kept out, for how long, and what is said about it."""

from __future__ import annotations

import json

import pytest

from core.server import bans
from core.server.bans import BanError, BanKind
from core.server.commands.bans import seconds_of
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.stores import MemoryValues, Stores
from tests.core.server.dialogue import START, Dialogue

CONFIG = ServerConfig(opers={"root": "secret"})


@pytest.fixture
def talk() -> Dialogue:
    talk = Dialogue(CONFIG)
    talk.connect("oper", host="10.0.9.9")
    talk.send("oper", "NICK oper", "USER oper 0 * :o", "OPER root secret", "JOIN #x")
    talk.connect("anna", host="10.0.0.7")
    talk.send("anna", "NICK anna", "USER anna 0 * :a", "JOIN #x")
    talk.forget()
    return talk


def codes(talk: Dialogue, name: str) -> list[str]:
    return [line.split(" ")[1] for line in talk.lines(name)]


def test_an_address_is_put_out_and_kept_out(talk: Dialogue) -> None:
    talk("""
        oper -> DLINE 10.0.0.7 noise all day
        anna <- :besedka.local 465 anna :You are banned from this server: noise all day
        anna <- ERROR :Closing link: 10.0.0.7 (Banned: noise all day)
        oper <- :anna!~anna@10.0.0.7 QUIT :Banned: noise all day
        oper <- :besedka.local NOTICE oper :Banned without an end: 10.0.0.7
    """)
    talk.connect("again", host="10.0.0.7")
    talk.connect("mapped", host="::ffff:10.0.0.7")
    talk.connect("other", host="10.0.0.8")
    talk.collect()
    said = "ERROR :Closing link: 10.0.0.7 (You are banned from this server: noise all day)"
    talk(f"again <- {said}")
    talk(f"mapped <- {said}")
    talk.nothing_more()
    assert "other" not in talk.closed
    assert talk.kinds().count(LogKind.BANNED) == 1
    talk("""
        oper -> UNDLINE 10.0.0.7
        oper <- :besedka.local NOTICE oper :The ban is lifted: 10.0.0.7
        oper -> UNDLINE 10.0.0.7
        oper <- :besedka.local FAIL UNDLINE NO_SUCH_BAN 10.0.0.7 :There is no such ban
    """)
    talk.connect("back", host="10.0.0.7")
    assert "back" not in talk.closed


@pytest.mark.parametrize(
    ("what", "inside", "outside"),
    [
        ("10.0.0.0/24", "10.0.0.255", "10.0.1.0"),
        ("10.0.0.99/24", "10.0.0.1", "10.0.9.1"),
        ("10.0.0.0/31", "10.0.0.1", "10.0.0.2"),
        ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"),
        ("fe80::1", "fe80::1%eth0", "fe80::2%eth0"),
        ("0::ffff:10.0.0.7", "10.0.0.7", "10.0.0.8"),
    ],
)
def test_networks_of_both_versions(talk: Dialogue, what: str, inside: str, outside: str) -> None:
    talk.send("oper", f"DLINE {what}")
    talk.connect("in", host=inside)
    talk.connect("out", host=outside)
    talk.collect()
    assert "in" in talk.closed
    assert "out" not in talk.closed


def test_a_ban_ends_with_its_time(talk: Dialogue) -> None:
    talk("oper -> DLINE 1h30m 10.0.0.7 calm down")
    said = talk.lines("anna")[0]
    assert said.endswith("You are banned from this server until 2027-01-15 09:30 UTC: calm down")
    assert talk.lines("oper")[-1].endswith(":Banned for 90 minutes: 10.0.0.7")
    talk.wait(5399)
    talk.connect("soon", host="10.0.0.7")
    talk.collect()
    assert "soon" in talk.closed
    talk.wait(2)
    talk.connect("later", host="10.0.0.7")
    talk.collect()
    assert "later" not in talk.closed
    assert bans.list_bans(talk.server) == ()
    assert talk.server.stores.values.items("bans") == {}


def test_a_mask_counts_at_registration_and_for_a_new_nickname(talk: Dialogue) -> None:
    talk("oper -> KLINE bad*!*@10.0.0.* rude name")
    talk.forget()
    talk.connect("x", host="10.0.0.8")
    talk.send("x", "NICK badger", "USER x 0 * :x")
    talk("""
        x <- :besedka.local 465 badger :You are banned from this server: rude name
        x <- ERROR :Closing link: 10.0.0.8 (You are banned from this server: rude name)
    """)
    talk.send("anna", "NICK Badly")
    talk("anna <- :besedka.local 432 anna Badly :You are banned from this server: rude name")
    talk.send("oper", "NICK badly")  # from another network
    assert talk.server.find_nick("badly")
    talk("anna <- :oper!~oper@10.0.9.9 NICK :badly")
    talk.nothing_more("anna", "x")


def test_an_account(talk: Dialogue) -> None:
    talk.server.users[talk.conns["anna"]].account = "Анна"
    talk.send("oper", "KLINE a:анна")
    assert "anna" in talk.closed
    (ban,) = bans.list_bans(talk.server)
    assert (ban.kind, ban.what) == (BanKind.ACCOUNT, "анна")
    talk.join("boris")
    boris = talk.server.users[talk.conns["boris"]]
    boris.account = "АННА"
    assert bans.check(talk.server, boris)
    talk.send("oper", "UNKLINE a:Анна")
    assert bans.list_bans(talk.server) == ()


def test_lists(talk: Dialogue) -> None:
    talk.send("oper", "DLINE 2h 10.1.0.0/16 noise", "KLINE spam*", "KLINE a:vera for ever")
    talk.forget()
    talk("""
        oper -> DLINE
        oper <- :besedka.local NOTICE oper :10.1.0.0/16 (by oper; 120 minutes left; noise)
        oper <- :besedka.local NOTICE oper :End of the list of bans
        oper -> KLINE LIST
    """)
    lines = talk.lines("oper")
    assert any("a:vera (by oper; without an end; for ever)" in line for line in lines)
    assert any("spam*!*@* (by oper; without an end)" in line for line in lines)
    assert len(lines) == 3


def test_statistics(talk: Dialogue) -> None:
    talk.send("oper", "DLINE 2h 10.1.0.0/16 noise", "KLINE a:vera")
    talk.forget()
    talk.send("oper", "STATS k")
    lines = talk.lines("oper")
    assert [line.split(" ")[1] for line in lines] == ["216", "216", "219"]
    assert any("10.1.0.0/16" in line for line in lines)


def test_a_banned_account_cannot_log_in() -> None:
    talk = Dialogue(CONFIG)
    talk.join("anna")
    talk.send("anna", "REGISTER * * passw0rd")
    talk.send("anna", "LOGOUT")
    talk.forget()
    bans.add_ban(talk.server, BanKind.ACCOUNT, "Anna", "told twice")
    assert not talk.closed
    talk.send("anna", "LOGIN anna passw0rd")
    assert any(" 465 " in line for line in talk.lines("anna"))
    assert "anna" in talk.closed


def test_who_may_not(talk: Dialogue) -> None:
    talk.send("anna", "DLINE 10.0.9.9", "KLINE x", "UNKLINE x", "UNDLINE 10.0.9.9")
    assert codes(talk, "anna") == ["481"] * 4
    assert bans.list_bans(talk.server) == ()


def test_what_cannot_be(talk: Dialogue) -> None:
    talk.send("oper", "DLINE anna", "DLINE 10.0.0.0/99", "DLINE 1h", "KLINE a:", "KLINE :a b",
              "KLINE " + "x" * 300, "UNDLINE nobody", "UNKLINE", "DLINE :",
              "DLINE MYSELF")  # fmt: skip
    lines = talk.lines("oper")
    assert [line.split(" ")[1] for line in lines] == ["FAIL"] * 7 + ["461"] + ["FAIL"] * 2
    assert bans.list_bans(talk.server) == ()


def test_nobody_bans_himself_by_mistake(talk: Dialogue) -> None:
    talk.send("oper", "DLINE 10.0.0.0/8", "KLINE *", "KLINE op*")
    assert codes(talk, "oper") == ["FAIL"] * 3
    assert talk.closed == {}
    talk.send("oper", "KLINE MYSELF op* I must sleep")
    assert "oper" in talk.closed


def test_bans_outlive_the_server() -> None:
    values = MemoryValues()
    talk = Dialogue(CONFIG, Stores(values=values))
    bans.add_ban(talk.server, BanKind.NETWORK, "10.0.0.0/24", "шум", seconds=3600)
    bans.add_ban(talk.server, BanKind.MASK, "Bad")
    bans.add_ban(talk.server, BanKind.ACCOUNT, "vera", by="oper")
    later = Dialogue(CONFIG, Stores(values=values))
    assert bans.list_bans(later.server) == bans.list_bans(talk.server)
    later.connect("x", host="10.0.0.200")
    later.collect()
    assert "x" in later.closed


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind": "fruit"}', json.dumps({"kind": "mask"})])
def test_what_is_broken_in_the_store_is_forgotten(text: str) -> None:
    values = MemoryValues()
    values.put("bans", "mask:x", text)
    talk = Dialogue(CONFIG, Stores(values=values))
    assert bans.list_bans(talk.server) == ()
    assert values.items("bans") == {}


def test_by_the_window(talk: Dialogue) -> None:
    ban = bans.add_ban(talk.server, BanKind.ADDRESS, " 10.0.0.7 ", "a\r\nQUIT\0 b", seconds=60)
    talk.collect()
    assert "anna" in talk.closed
    assert (ban.reason, ban.by, ban.until) == ("a QUIT b", "", START + 60)
    bans.add_ban(talk.server, BanKind.ADDRESS, "10.0.0.7", "longer")
    assert [b.reason for b in bans.list_bans(talk.server)] == ["longer"]
    assert bans.remove_ban(talk.server, BanKind.ADDRESS, "10.0.0.7")
    assert not bans.remove_ban(talk.server, BanKind.ADDRESS, "10.0.0.7")
    for kind, what, code in (
        (BanKind.ADDRESS, "10.0.0.0/24", "not_an_address"),
        (BanKind.ADDRESS, "x", "not_an_address"),
        (BanKind.NETWORK, "x", "not_a_network"),
        (BanKind.MASK, "a b", "bad_mask"),
        (BanKind.ACCOUNT, "", "empty"),
    ):
        with pytest.raises(BanError) as caught:
            bans.add_ban(talk.server, kind, what)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30m", 1800), ("1h30m", 5400), ("2d", 172800), ("1y1w", 366 * 86400 + 6 * 86400),
     ("10", None), ("m", None), ("", None), ("1h ", None), ("9999999s", None)],
)  # fmt: skip
def test_times(text: str, seconds: int | None) -> None:
    assert seconds_of(text) == seconds
