"""Channels of many thousands: what changes there all the time is not told with every change."""

from __future__ import annotations

from itertools import count

import pytest

from core.client.buffers import MANY_MEMBERS, MEMBERS_A_SECOND
from core.client.events import MembersChanged
from core.client.session import ClientSession, SessionOptions
from core.irc.casemapping import fold

COUNT = 2 * MANY_MEMBERS


def crowded(now: list[float]) -> ClientSession:
    """In a channel of :data:`COUNT` people, everything told."""
    session = ClientSession(SessionOptions("anna"), lambda: now[0], lambda: "nonce")
    session.connected()
    say(session, ":srv 001 anna :hi", ":srv 422 anna :no motd", ":anna!a@h JOIN #big")
    for start in range(0, COUNT, 50):
        names = " ".join(f"p{number}" for number in range(start, start + 50))
        say(session, f":srv 353 anna = #big :{names}")
    now[0] += 10.0
    session.tick()
    told(session)
    now[0] += 10.0
    return session


def say(session: ClientSession, *lines: str) -> None:
    session.receive([line.encode() for line in lines])


def told(session: ClientSession) -> list[MembersChanged]:
    return [event for event in session.take_events() if isinstance(event, MembersChanged)]


def test_a_flood_of_changes_tells_few_lists() -> None:
    now = [1000.0]
    session = crowded(now)
    lists = 0
    for number in range(COUNT):
        say(
            session,
            f":p{number}!u@h QUIT :netsplit" if number % 2 else f":p{number}!u@h NICK q{number}",
        )
        lists += len(told(session))
        now[0] += 0.0001
    assert lists <= 1 + COUNT * 0.0001 * MEMBERS_A_SECOND / MANY_MEMBERS


def test_the_last_change_is_told_in_the_end() -> None:
    now = [1000.0]
    session = crowded(now)
    say(session, ":p1!u@h QUIT :bye")
    assert len(told(session)) == 1
    say(session, ":p2!u@h QUIT :bye")
    assert told(session) == []
    due = session.next_deadline()
    assert due is not None
    assert due <= now[0] + COUNT / MEMBERS_A_SECOND
    assert session.has_news_for_later
    now[0] = due
    session.tick()
    (last,) = told(session)
    assert "p2" not in {member.nick for member in last.members}
    assert not session.has_news_for_later


def test_a_clock_that_is_set_back_holds_nothing_back() -> None:
    now = [1000.0]
    session = crowded(now)
    say(session, ":p1!u@h QUIT :bye")
    told(session)
    now[0] -= 500.0
    say(session, ":p2!u@h QUIT :bye")
    assert len(told(session)) == 1


def test_a_small_channel_is_told_at_once() -> None:
    moments = count(1000.0, 0.001)  # as a real clock: never twice the same
    session = ClientSession(SessionOptions("anna"), lambda: next(moments), lambda: "nonce")
    session.connected()
    say(session, ":srv 001 anna :hi", ":srv 422 anna :no motd", ":anna!a@h JOIN #lab")
    told(session)
    for number in range(20):
        say(session, f":p{number}!u@h JOIN #lab")
        assert len(told(session)) == 1


def test_thousands_of_channels_cost_no_look_at_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server may put us into as many channels as it likes: each costs the same."""
    session = ClientSession(SessionOptions("anna"), lambda: 1000.0, lambda: "nonce")
    session.connected()
    caps = "message-tags server-time batch draft/chathistory"
    say(session, f"CAP * LS :{caps}", f"CAP anna ACK :{caps}", ":srv 001 anna :hi")
    say(session, ":srv 005 anna CHATHISTORY=100 :are supported", ":srv 422 anna :no motd")
    folded = 0

    def counting(name: str, mapping: str) -> str:
        nonlocal folded
        folded += 1
        return fold(name, mapping)

    monkeypatch.setattr("core.client.context.fold", counting)
    costs = []
    for number in range(600):
        folded = 0
        stamp = "time=2026-11-22T12:00:00.000Z"
        say(session, f"@{stamp} :anna!a@h JOIN #c{number}")
        say(session, f"@{stamp};msgid=m{number} :eve!e@h PRIVMSG #C{number} :hello")
        costs.append(folded)
        session.take_output()
        session.take_events()
    assert max(costs[500:]) <= max(costs[:50]) + 10
