from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from core.threads.event_feed import EventFeed


def test_everything_arrives_in_order_from_many_threads(qtbot: QtBot) -> None:
    feed: EventFeed[tuple[int, int]] = EventFeed(limit=10**6)
    got: list[tuple[int, int]] = []
    turns = 0

    def drain() -> None:
        nonlocal turns
        turns += 1
        got.extend(feed.take(500))

    feed.ready.connect(drain)

    def produce(who: int) -> None:
        for number in range(5000):
            feed.push([(who, number)])

    threads = [threading.Thread(target=produce, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(got) == 20_000, timeout=30_000)
    for thread in threads:
        thread.join()
    for who in range(4):
        assert [number for sender, number in got if sender == who] == list(range(5000))
    assert turns < 2000  # not a signal per event
    assert len(feed) == feed.dropped == 0


def test_ready_is_never_told_from_inside_push_or_take(qtbot: QtBot) -> None:
    feed: EventFeed[int] = EventFeed()
    told: list[int] = []
    feed.ready.connect(lambda: told.append(len(feed)))
    feed.push(range(10))
    assert told == []
    qtbot.waitUntil(lambda: told == [10], timeout=10_000)
    assert feed.take(4) == [0, 1, 2, 3]
    assert told == [10]
    qtbot.waitUntil(lambda: told == [10, 6], timeout=10_000)  # told again for what is left
    assert feed.take() == [4, 5, 6, 7, 8, 9]
    feed.push([])
    qtbot.wait(50)
    assert told == [10, 6]


def test_oldest_are_forgotten_and_counted() -> None:
    feed: EventFeed[int] = EventFeed(limit=5, notify=lambda: None)
    feed.push(range(4))
    feed.push(range(4, 12))
    assert feed.dropped == 7
    assert feed.take() == [7, 8, 9, 10, 11]


def test_lossless_feed_holds_its_producer_back() -> None:
    feed: EventFeed[int] = EventFeed(limit=4, lossless=True, notify=lambda: None)
    feed.push(range(10))
    assert feed.dropped == 0
    assert not feed.wait_for_room(timeout_s=0.01)
    waited: list[bool] = []
    thread = threading.Thread(target=lambda: waited.append(feed.wait_for_room()))
    thread.start()
    assert feed.take(9) == list(range(9))
    thread.join(10)
    assert waited == [True]


def test_closing_frees_a_producer() -> None:
    feed: EventFeed[int] = EventFeed(limit=1, lossless=True, notify=lambda: None)
    feed.push([1, 2])
    waited: list[bool] = []
    thread = threading.Thread(target=lambda: waited.append(feed.wait_for_room()))
    thread.start()
    feed.close()
    thread.join(10)
    assert waited == [True]


def test_notify_is_called_once_until_somebody_takes() -> None:
    told: list[None] = []
    feed: EventFeed[int] = EventFeed(notify=lambda: told.append(None))
    feed.push([1])
    feed.push([2])
    assert len(told) == 1
    assert feed.take() == [1, 2]
    feed.push([3])
    assert len(told) == 2


@pytest.mark.parametrize("how", ["list", "tuple", "generator"])
def test_push_takes_any_iterable(how: str) -> None:
    feed: EventFeed[int] = EventFeed(notify=lambda: None)
    feed.push({"list": [1, 2], "tuple": (1, 2), "generator": (n for n in (1, 2))}[how])
    assert feed.take() == [1, 2]
