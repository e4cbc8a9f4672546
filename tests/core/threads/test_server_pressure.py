"""When senders wait for receivers. The clock is handed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.net.socket_maker import SocketMaker
from core.net.trace import Side
from core.threads.server_connection import Connection
from core.threads.server_pressure import HOLD_S, WINDOW_S, Pressure

SENDQ = 4000


@pytest.fixture
def slow() -> Iterator[Connection]:
    ours, theirs = SocketMaker(Side.SERVER, "server").pair()
    with ours, theirs:
        connection = Connection(1, ours, "127.0.0.1", 1)
        connection.waiting = SENDQ // 2
        yield connection


def test_nobody_waits_while_nobody_is_late(slow: Connection) -> None:
    pressure = Pressure(SENDQ)
    assert not pressure
    slow.waiting = 10
    pressure.fell_behind(slow, 0.0)
    assert pressure
    assert not pressure.lagging(0.1)


def test_senders_wait_for_one_who_reads(slow: Connection) -> None:
    pressure = Pressure(SENDQ)
    pressure.fell_behind(slow, 0.0)
    now = 0.1
    held = []
    for _ in range(20):
        now += WINDOW_S * 0.6
        slow.progress += 1
        held.append(pressure.lagging(now))
    assert held.count(False) >= 2  # in between everybody may bring one more piece
    assert held.count(True) > held.count(False)
    slow.waiting = 0
    assert not pressure.lagging(now)


def test_hold_ends_for_one_piece(slow: Connection) -> None:
    pressure = Pressure(SENDQ)
    pressure.fell_behind(slow, 0.0)
    assert pressure.lagging(0.0)
    assert pressure.lagging(HOLD_S * 0.9)
    slow.progress += 1
    assert not pressure.lagging(HOLD_S * 1.1)
    assert pressure.lagging(HOLD_S * 1.2)


def test_nobody_waits_for_one_who_does_not_read(slow: Connection) -> None:
    pressure = Pressure(SENDQ)
    pressure.fell_behind(slow, 0.0)
    assert not pressure.lagging(WINDOW_S * 1.1)
    assert not pressure.lagging(WINDOW_S * 9)
    slow.progress += 1  # it reads again
    assert pressure.lagging(WINDOW_S * 11)


def test_nobody_waits_for_one_who_is_leaving(slow: Connection) -> None:
    pressure = Pressure(SENDQ)
    pressure.fell_behind(slow, 0.0)
    slow.closing = True
    assert not pressure.lagging(0.1)
    slow.closing = False
    pressure.caught_up(slow)
    assert not pressure
