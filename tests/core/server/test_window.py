"""What the window and the engine ask of the server, its log, and bytes without sense."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.irc.decoder import LineDecoder
from core.server.commands.table import TABLE
from core.server.events import LogEntry, LogKind, LogLevel
from core.server.log_text import log_text
from tests.core.server.dialogue import Dialogue


@pytest.fixture
def talk() -> Dialogue:
    talk = Dialogue()
    talk.join("anna", "boris", channel="#x")
    return talk


def test_kick_by_the_window(talk: Dialogue) -> None:
    talk.server.kick(talk.conns["boris"], "шумит\r\nQUIT")
    talk.collect()
    talk("""
        boris <- ERROR :Closing link: 10.0.0.1 (Kicked: шумит QUIT)
        anna <- :boris!~boris@10.0.0.1 QUIT :Kicked: шумит QUIT
    """)
    talk.nothing_more()
    assert [(e.kind, e.who, e.args) for e in talk.entries] == [
        (LogKind.DROPPED, "boris", ("kicked",))
    ]
    talk.server.kick(talk.conns["boris"], "again")
    talk.server.kick(999, "nobody")
    talk.connect("silent")
    talk.server.kick(talk.conns["silent"], "")
    talk.collect()
    assert "silent" in talk.closed


def test_announce_and_notice(talk: Dialogue) -> None:
    talk.connect("stranger")
    talk.server.announce("Перемена!\nДо 11:20")
    talk.collect()
    for name in ("anna", "boris"):
        talk(f"""
            {name} <- :besedka.local NOTICE {name} :Перемена!
            {name} <- :besedka.local NOTICE {name} :До 11:20
        """)
    talk.server.notice(talk.conns["anna"], "слово " * 200)
    talk.server.notice(talk.conns["stranger"], "not yet")
    talk.collect()
    lines = talk.lines("anna")
    assert sum(line.count("слово") for line in lines) == 200
    talk.nothing_more()
    assert LogKind.ANNOUNCED in talk.kinds()


def test_a_client_that_does_not_read_is_dropped_with_a_reason(talk: Dialogue) -> None:
    talk.server.sendq_exceeded(talk.conns["anna"])
    talk.collect()
    talk("anna <- ERROR :*SendQ exceeded*\nboris <- :anna!~anna@10.0.0.1 QUIT :*SendQ exceeded*")
    assert talk.entries[-1].args == ("sendq",)


def test_shutdown(talk: Dialogue) -> None:
    talk.connect("silent")
    talk.server.shutdown("The server stops\n")
    talk.collect()
    talk("anna <- ERROR :Closing link: The server stops\nboris <- ERROR *")
    talk.nothing_more()
    assert set(talk.closed) == {"anna", "boris", "silent"}
    assert talk.server.next_deadline() is None
    assert talk.server.snapshot().people == ()


def test_snapshot(talk: Dialogue) -> None:
    talk.connect("silent")
    talk.send("anna", "TOPIC #x :тема", "AWAY :tea", "PRIVMSG #x :hi")
    snapshot = talk.server.snapshot()
    anna, boris, silent = snapshot.people
    assert (anna.nick, anna.user, anna.realname, anna.away) == ("anna", "~anna", "Anna", "tea")
    assert anna.channels == ("#x",)
    assert (boris.nick, boris.registered, boris.away) == ("boris", True, None)
    assert (silent.nick, silent.registered, silent.host) == ("", False, "10.0.0.1")
    (channel,) = snapshot.channels
    assert (channel.name, channel.topic, channel.modes) == ("#x", "тема", "+nt")
    assert channel.members == ("@anna", "boris")
    assert (snapshot.messages, snapshot.most_people, snapshot.total_people) == (1, 2, 3)
    talk.hang_up("anna")
    assert talk.server.snapshot().most_people == 2


@pytest.mark.parametrize("kind", list(LogKind))
def test_every_entry_has_a_sentence(kind: LogKind) -> None:
    for args in ((), ("a",), ("a", 2), ("a", "b\nc", "d")):
        for entry in (
            LogEntry(0.0, kind, 3, "anna", args, LogLevel.INFO),
            LogEntry(0.0, kind, 0, "", args, LogLevel.INFO),
        ):
            text = log_text(entry)
            assert text
            assert "\n" not in text


def test_some_sentences() -> None:
    def told(kind: LogKind, *args: str | int) -> str:
        return log_text(LogEntry(0.0, kind, 1, "anna", args))

    assert told(LogKind.CONNECTED, "10.0.0.1", 4000) == "10.0.0.1 port 4000 has connected"
    assert told(LogKind.JOINED, "#x", 1) == "anna joins #x (1 person there now)"
    assert told(LogKind.MESSAGE, "#x", 3) == "anna writes to #x (3 people)"
    assert told(LogKind.KICKED, "#x", "boris", "flood") == "anna is put out of #x by boris: flood"
    assert told(LogKind.DROPPED, "sendq") == "anna does not read what is sent to it: disconnected"
    assert told(LogKind.AWAY, "") == "anna is back"


# -- any bytes -----------------------------------------------------------------------------------

words = st.one_of(
    st.sampled_from([
        "#x", "#y", "#X,#y", "anna", "boris", "nobody", "0", "*", "@#x", "+", "L", "C", "+o",
        "-o+v", "+b", "+kl",
        "+beI", "-k", ":", ":a b", ":Привет", "302", "LS", "REQ", "END", "LIST", "%tnf,1", ">1",
        "C<5", ":multi-prefix", ":message-tags server-time", ":labeled-response batch echo-message",
    ]),
    st.text(max_size=12),
)  # fmt: skip
tags = st.sampled_from(["", "", "@label=a ", "@+a=b;label=c ", "@;=; ", "@+besedka.app/nonce=n "])
lines = st.builds(
    lambda tag, command, rest: " ".join([tag + command, *rest]).encode(),
    tags,
    st.sampled_from([*TABLE, "NONSENSE"]),
    st.lists(words, max_size=5),
)
steps = st.lists(
    st.tuples(st.sampled_from(["anna", "boris", "new"]), st.one_of(lines, st.binary(max_size=40))),
    max_size=30,
)


@settings(max_examples=300)
@given(steps)
def test_nothing_that_a_client_sends_is_a_fault_of_ours(script: list[tuple[str, bytes]]) -> None:
    talk = Dialogue()
    talk.join("anna", "boris", channel="#x")
    talk.connect("new")
    for name, data in script:
        talk.server.receive(talk.conns[name], LineDecoder().feed(data + b"\r\n"))
        talk.collect()
    faults = [entry for entry in talk.entries if entry.kind is LogKind.INTERNAL]
    assert not faults
    _check(talk)
    for name in talk.conns:
        talk.hang_up(name)
    assert not talk.server.users
    assert not talk.server.nicks
    assert not talk.server.channels
    assert not talk.server.watchers
    assert not talk.server.hot.routes


def _check(talk: Dialogue) -> None:
    """What must be true of the state after anything."""
    server = talk.server
    for folded, channel in server.channels.items():
        assert channel.members
        assert channel.folded == folded
        assert channel.speakers <= set(channel.members)
        assert set(channel.audience.group_of) == set(channel.members)
        for member in channel.members.values():
            assert member.user.channels[folded] is channel
            assert server.nicks[member.user.folded] is member.user
    for user in server.users.values():
        for folded in user.channels:
            assert user.conn in server.channels[folded].members
    assert server.registered_count == len(server.nicks)
