from __future__ import annotations

import ipaddress

import pytest

from core.net.addresses import ServerAddress, display_address, local_addresses, parse_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.168.1.5", ServerAddress("192.168.1.5")),
        ("  192.168.1.5:7000 ", ServerAddress("192.168.1.5", 7000)),
        ("192.168.1.5 7000", ServerAddress("192.168.1.5", 7000)),
        ("school.local", ServerAddress("school.local")),
        ("школа.рф:6668", ServerAddress("школа.рф", 6668)),
        ("my_pc", ServerAddress("my_pc")),
        ("::1", ServerAddress("::1")),
        ("[::1]", ServerAddress("::1")),
        ("[fe80::1%eth0]:7000", ServerAddress("fe80::1%eth0", 7000)),
        ("host/#room", ServerAddress("host", channel="#room")),
        ("host:1#room", ServerAddress("host", 1, "#room")),
        ("irc://host", ServerAddress("host")),
        ("IRC://host:7000/", ServerAddress("host", 7000)),
        ("irc://anna@host/#room", ServerAddress("host", channel="#room")),
        ("irc://host/room?key=a%20b", None),
        ("irc://host/room?key=%D1%8F", ServerAddress("host", channel="#room", key="я")),
        ("irc://host/%23%D0%BA", ServerAddress("host", channel="#к")),
        ("irc://host/100%", ServerAddress("host", channel="#100%")),
        ("irc://host/room,needkey", ServerAddress("host", channel="#room")),
        ("irc://host/anna,isnick", ServerAddress("host")),
        ("irc://[fe80::1%25eth0]:7/", ServerAddress("fe80::1%eth0", 7)),
        ("irc://[::1]:7/#a", ServerAddress("::1", 7, "#a")),
        ("ircs://host/#a", ServerAddress("host", 6697, "#a", tls=True)),
    ],
)
def test_reads_what_people_type(text: str, expected: ServerAddress | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match=r"^bad_channel$"):
            parse_address(text)
    else:
        assert parse_address(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("http://host", "bad_scheme"),
        ("://host", "bad_scheme"),
        ("irc://", "bad_host"),
        (":6667", "bad_host"),
        ("a b c", "bad_host"),
        ("irc://[fe80::1%25a\nb]/", "bad_host"),
        ("[fe80::1%\u202e]", "bad_host"),
        (f"[fe80::1%{'e' * 5000}]", "bad_host"),
        ("irc://-option", "bad_host"),
        ("irc://a:99999999999999999999/", "bad_port"),
        ("irc://a/#b%0D%0AQUIT", "bad_channel"),
        ("irc://a/#b?key=x%0aQUIT", "bad_channel"),
        ("irc://a/#b%C2%85c", "bad_channel"),
        ("256.1.1.1", "bad_host"),
        ("1.2.3", "bad_host"),
        ("12", "bad_host"),
        ("a..b", "bad_host"),
        ("-a", "bad_host"),
        ("a:b:c", "bad_host"),
        ("[::1", "bad_host"),
        ("[host]:1", "bad_host"),
        ("[::1]x", "bad_host"),
        ("x" * 64, "bad_host"),
        (".".join(["abc"] * 70), "bad_host"),
        ("имя с пробелом", "bad_host"),
        ("host:", "bad_port"),
        ("host:0", "bad_port"),
        ("host:65536", "bad_port"),
        ("host:-1", "bad_port"),
        ("host:٣", "bad_port"),
        ("host:6667x", "bad_port"),
        ("host:" + "9" * 5000, "bad_port"),
        ("[::1]:", "bad_port"),
        ("irc://host/#", "bad_channel"),
        ("irc://host/#a%00", "bad_channel"),
    ],
)
def test_says_what_is_wrong(text: str, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        parse_address(text)


def test_shows_ipv6_in_brackets() -> None:
    assert display_address("10.0.0.1", 6667) == "10.0.0.1:6667"
    assert str(ServerAddress("::1", 7)) == "[::1]:7"
    assert parse_address(str(ServerAddress("::1", 7))) == ServerAddress("::1", 7)


def test_local_addresses_are_of_use_to_others() -> None:
    found = local_addresses()
    assert len(set(found)) == len(found)
    for address in found:
        ip = ipaddress.ip_address(address)
        assert not ip.is_loopback
        assert not ip.is_unspecified


def test_best_address_is_first(monkeypatch: pytest.MonkeyPatch) -> None:
    interfaces = [
        ("169.254.3.4", "eth1"),
        ("172.17.0.1", "docker0"),
        ("fd00::5", "eth0"),
        ("8.8.4.4", "eth2"),
        ("192.168.7.2", "eth3"),
        ("10.0.0.9", "eth0"),
    ]
    monkeypatch.setattr("core.net.addresses._interface_addresses", lambda: interfaces)
    monkeypatch.setattr("core.net.addresses._routed_address", lambda: "10.0.0.9")
    assert local_addresses() == (
        "10.0.0.9", "192.168.7.2", "8.8.4.4", "fd00::5", "172.17.0.1", "169.254.3.4",
    )  # fmt: skip
    monkeypatch.setattr("core.net.addresses._routed_address", lambda: "")
    assert local_addresses()[0] == "192.168.7.2"
