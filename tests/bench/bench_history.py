"""How fast history is stored, paged through and searched.

    python -m tests.bench.bench_history [--events 1000000] [--folder DIR]

To be read with what was measured of the prototype: 3 µs an event stored, 0.1 ms a page of 100,
0.1 ms the first page of a search, 200 bytes an event on the disk. "At work" is the time of the
processor alone, which a machine with other work to do does not make longer.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from core.server.history import Point, Search, StoredEvent, Which
from core.storage.server_storage import HistoryLimits, ServerStorage

_CHANNELS = 30
_SYLLABLES = [
    "ка",
    "по",
    "ра",
    "ми",
    "то",
    "не",
    "ста",
    "ла",
    "во",
    "ри",
    "гу",
    "де",
    "ше",
    "пло",
    "чи",
]


class Chat:
    """Messages of the usual length, from words of which few are frequent and many are rare."""

    def __init__(self) -> None:
        self._random = random.Random(1)
        self._words = [
            "".join(self._random.choice(_SYLLABLES) for _ in range(self._random.randint(1, 4)))
            for _ in range(20_000)
        ]
        self._weights = [1 / (n + 1) for n in range(len(self._words))]
        self._next = 0
        self._drawn: list[str] = []

    def events(self, count: int) -> list[StoredEvent]:
        """The next ones."""
        return [self._event() for _ in range(count)]

    def _event(self) -> StoredEvent:
        if len(self._drawn) < 8:
            self._drawn = self._random.choices(self._words, self._weights, k=80_000)
        self._next += 1
        number = self._next
        words = [self._drawn.pop() for _ in range(7)]
        channel = f"#room{number * 7919 % _CHANNELS}"
        return StoredEvent(
            f"0a1b2c3d4e5f-{number:x}",
            1_700_000_000.0 + number / 10,
            channel,
            "PRIVMSG" if number % 10 else "JOIN",
            f"nick{number * 31 % 100}!user@192.168.1.20",
            "",
            (channel, " ".join(words)),
        )


def _timed(work: Callable[[], Any], times: int = 200) -> str:
    took, worked = [], []
    for _ in range(times):
        start, started = time.perf_counter(), time.thread_time()
        work()
        took.append((time.perf_counter() - start) * 1000)
        worked.append((time.thread_time() - started) * 1000)
    took.sort()
    return (
        f"{statistics.median(took):.3f} ms, 99 of 100 below {took[int(len(took) * 0.99)]:.3f} ms "
        f"(at work {statistics.median(worked):.3f} ms)"
    )


def fill(storage: ServerStorage, chat: Chat, count: int) -> float:
    """Append events and flush, 500 at a time; seconds of this thread's work."""
    spent = 0.0
    append = storage.stores.history.append
    for done in range(0, count, 500):
        events = chat.events(500)
        start = time.thread_time()
        for event in events:
            append(event)
        assert storage.flush() is None
        spent += time.thread_time() - start
        if done % 50_000 == 0:
            storage.saving.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        measure(options.folder or Path(scratch), options.events)


def measure(folder: Path, count: int) -> None:
    """Fill a folder, and tell the figures."""
    storage = ServerStorage.open(folder)
    chat = Chat()
    took = fill(storage, chat, count)
    print(f"stored: {count / took:,.0f} events/s, {took / count * 1e6:.2f} µs each")

    one = iter(chat.events(10_000))

    def single() -> None:
        storage.stores.history.append(next(one))
        storage.flush()

    print("one event and a flush:", _timed(single, 2000))
    start = time.perf_counter()
    while storage.maintain(HistoryLimits()):
        pass
    took = time.perf_counter() - start
    print(f"indexed: {count / took:,.0f} events/s (with its pauses)")
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"on the disk: {size / count:.0f} bytes an event, {size / 1e6:.0f} MB in all")
    pages(storage, count)
    searches(storage)
    while_busy(storage, chat)
    storage.close()
    start = time.perf_counter()
    storage = ServerStorage.open(folder)
    print(f"opened in {(time.perf_counter() - start) * 1000:.0f} ms")
    start = time.perf_counter()
    storage.maintain(HistoryLimits())
    print(f"first housekeeping (figures, check) {(time.perf_counter() - start) * 1000:.0f} ms")
    storage.close()


def pages(storage: ServerStorage, count: int) -> None:
    """Pages of 100 from anywhere."""
    query = storage.stores.history.query
    rng = random.Random(2)

    def number() -> int:
        return rng.randrange(1, count)

    def room(n: int) -> str:
        return f"#room{n * 7919 % _CHANNELS}"

    def by_id(which: Which, messages: bool) -> Callable[[], Any]:
        def work() -> None:
            n = number()
            query(room(n), which, [Point(f"0a1b2c3d4e5f-{n:x}")], 100, messages)

        return work

    def by_time() -> None:
        n = number()
        query(room(n), Which.BEFORE, [Point(time=1_700_000_000.0 + n / 10)], 100, True)

    print("latest 100:", _timed(lambda: query(room(number()), Which.LATEST, [], 100, True)))
    print("100 before an id:", _timed(by_id(Which.BEFORE, True)))
    print("100 around an id:", _timed(by_id(Which.AROUND, True)))
    print("100 before an id, all events:", _timed(by_id(Which.BEFORE, False)))
    print("100 before a time:", _timed(by_time))
    keys = [f"#room{n}" for n in range(_CHANNELS)]
    targets = storage.stores.history.targets
    print(f"targets of {_CHANNELS}:", _timed(lambda: targets(keys, 0, 9e9, 50)))


def searches(storage: ServerStorage) -> None:
    """The first 50 hits."""
    search = storage.stores.history.search
    room = frozenset({"#room3"})
    every = frozenset(f"#room{n}" for n in range(20))
    for name, wanted in {
        "a frequent word": Search(("ка",)),
        "two frequent words": Search(("ка", "по")),
        "three letters, as a beginning": Search(("ста",)),
        "long word, as a beginning": Search(("стала",)),
        "a frequent word in a room": Search(("ка",), room),
        "a frequent word in 20 rooms": Search(("ка",), every),
        "a rare word": Search(("шечипло",)),
        "two rare words": Search(("шечипло", "гудери")),
        "a nickname": Search(nick="nick7"),
        "a nickname and a word": Search(("рами",), nick="nick7"),
        "the newest of a room": Search((), room),
        "none": Search(("qqqq",)),
        "before a time": Search(("ка",), before=1_700_010_000.0),
    }.items():
        took = _timed(partial(search, wanted), 30)
        print(f"search, {name}: {len(search(wanted))} hits, {took}")


def while_busy(storage: ServerStorage, chat: Chat) -> None:
    """How long a flush of 10 takes while the housekeeping indexes and removes."""
    stop = threading.Event()

    def housekeeping() -> None:
        while not stop.is_set():
            storage.maintain(HistoryLimits(messages=1000))

    thread = threading.Thread(target=housekeeping)
    thread.start()
    batches = iter([chat.events(10) for _ in range(1000)])

    def work() -> None:
        for event in next(batches):
            storage.stores.history.append(event)
        storage.flush()
        time.sleep(0.001)

    print("ten events, a flush and 1 ms sleep beside housekeeping:", _timed(work, 1000))
    stop.set()
    thread.join()


if __name__ == "__main__":
    main()
