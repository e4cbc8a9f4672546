"""HexChat's list of networks, as real programs of several ages wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.hexchat_import import ImportFault, find_file, read_file, read_text
from core.identities import (
    Identity,
    SavedServer,
    identity_as_json,
    identity_from_json,
    server_as_json,
    server_from_json,
)

HEXCHAT = """v=2.16.1

N=Libera.Chat
L=6
P=s3cret
I=anna
i=anna_
U=annak
R=Anna K
E=UTF-8 (Unicode)
F=29
D=1
J=#python
J=#secret,key
S=irc.libera.chat/6667
S=irc.eu.libera.chat/+6697

N=Школа
E=CP1251
F=2
D=0
S=192.168.1.20
J=#класс

N=Old
F=4
J=#a,#b one,two
S=old.example/6667

N=Door
L=7
P=word
F=0
I=boris
S=[fe80::1]/6668

N=Nowhere
F=2
"""


def test_a_list_of_today() -> None:
    found = read_text(HEXCHAT)
    assert found.skipped == 1
    assert found.servers == (
        SavedServer(
            "Libera.Chat",
            "irc.eu.libera.chat",
            6697,
            tls=True,
            identity="Libera.Chat",
            channels=(("#python", ""), ("#secret", "key")),
        ),
        SavedServer("Школа", "192.168.1.20", 6667, channels=(("#класс", ""),), encoding="cp1251"),
        SavedServer("Old", "old.example", 6697, tls=True, channels=(("#a", "one"), ("#b", "two"))),
        SavedServer("Door", "fe80::1", 6668, identity="Door", password="word"),
    )
    assert found.identities == (
        Identity("Libera.Chat", "anna", ("anna_",), "annak", "Anna K", "annak", "s3cret"),
        Identity("Door", "boris"),
    )


def test_the_same_person_on_two_networks_is_one_identity() -> None:
    text = "N=A\nF=0\nI=anna\nS=a.example\n\nN=B\nF=0\nI=anna\nS=b.example\n"
    found = read_text(text)
    assert [each.name for each in found.identities] == ["A"]
    assert [each.identity for each in found.servers] == ["A", "A"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_odd_encodings(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "servlist.conf"
    file.write_bytes("N=Школа\r\nS=a.example/6667\r\nJ=#класс\r\n".encode(encoding))
    (server,) = read_file(file).servers
    assert server.name == "Школа"
    assert server.channels == (("#класс", ""),)


@pytest.mark.parametrize("text", ["", "hello", "S=no.network\n", "N=Only a name\n", "N=x\nS=/6667"])
def test_a_file_without_servers(text: str) -> None:
    with pytest.raises(ImportFault) as told:
        read_text(text)
    assert told.value.code == "empty"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ImportFault) as told:
        read_file(tmp_path)
    assert told.value.code == "unreadable"
    big = tmp_path / "big"
    with big.open("wb") as stream:
        stream.truncate(5 * 1024 * 1024)
    with pytest.raises(ImportFault) as told:
        read_file(big)
    assert told.value.code == "too_large"


def test_wrong_ports_and_channels_are_passed_over() -> None:
    text = "N=x\nS=a.example/99999\nS=b.example/abc\nS=c.example/7000\nJ=lobby\nJ=#a b\nF=x\nD=9\n"
    (server,) = read_text(text).servers
    assert (server.host, server.port, server.channels) == ("c.example", 7000, (("#a", "b"),))


@given(st.text(alphabet="NSJIiURPELFDB=/+#,\n 09aя\x00", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_text(text)
    except ImportFault:
        return
    for server in found.servers:
        assert server_from_json(server_as_json(server)).host == server.host
        assert 0 < server.port < 65536


def test_where_it_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert find_file() is None
    file = tmp_path / "hexchat" / "servlist.conf"
    file.parent.mkdir()
    file.write_text(HEXCHAT, encoding="utf-8")
    assert find_file() == file


def test_identities_and_servers_are_what_was_kept() -> None:
    found = read_text(HEXCHAT)
    for identity in found.identities:
        assert identity_from_json(identity_as_json(identity)) == identity
    for server in found.servers:
        assert server_from_json(server_as_json(server)) == server


@pytest.mark.parametrize(
    "data", [None, [], {"name": "x"}, {"name": "x", "nick": 3}, {"name": "x", "nick": "\ud83d"}]
)
def test_no_identity(data: object) -> None:
    with pytest.raises(ValueError, match=r"identity|text|surrogates"):
        identity_from_json(data)
