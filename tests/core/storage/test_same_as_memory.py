"""Both stores of each kind give the same answers, whatever is asked of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.server.accounts import Account, MemoryAccounts, ScramKeys
from core.server.history import HistoryStore, MemoryHistory, Point, Search, Which
from core.server.stores import MemoryValues
from core.storage import event_search
from core.storage.server_storage import HistoryLimits, ServerStorage
from tests.core.storage.events import event

TARGETS = ("#a", "#б", "a:anna\0n:boris", "a:anna\0n:veta", "#empty")
WORDS = ("Привет", "мир", "ёлка", "Елка", "straße", "STRASSE", "hello,", "(hello)", "a", "x-y")
texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
targets = st.sampled_from(TARGETS)
numbers = st.integers(0, 40)
limits = st.integers(1, 12)


def points(some: int) -> st.SearchStrategy[list[Point]]:
    by_id = numbers.map(lambda n: Point(msgid=f"id-{n}"))
    by_time = st.floats(-2, 42).map(lambda n: Point(time=1_700_000_000.0 + n))
    return st.lists(by_id | by_time, min_size=some, max_size=some)


def queries() -> st.SearchStrategy[tuple[Any, ...]]:
    def of(which: Which, some: int) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.tuples(
            st.just("query"), targets, st.just(which), points(some), limits, st.booleans()
        )

    return st.one_of(
        of(Which.LATEST, 0),
        of(Which.LATEST, 1),
        of(Which.BEFORE, 1),
        of(Which.AFTER, 1),
        of(Which.AROUND, 1),
        of(Which.BETWEEN, 2),
    )


times = st.sampled_from((0.0,) * 3) | st.floats(-2, 42).map(lambda n: 1_700_000_000.0 + n)
searches = st.builds(
    Search,
    words=st.lists(st.sampled_from((*WORDS, "при", "ЁЛ", "hel", "st", "!", "y")), max_size=2).map(
        tuple
    ),
    targets=st.none() | st.frozensets(targets, max_size=3),
    nick=st.sampled_from(("", "", "", "anna", "BORIS", "[x]^")),
    account=st.sampled_from(("", "", "", "Anna")),
    after=times,
    before=times,
    limit=limits,
)
appended = st.tuples(
    st.just("append"),
    targets.filter(lambda target: target != "#empty"),
    texts,
    st.sampled_from(("PRIVMSG", "PRIVMSG", "NOTICE", "JOIN", "TOPIC")),
    st.sampled_from(("anna!a@h", "Boris!b@h", "[X]^!x@h")),
    st.sampled_from(("", "anna")),
)
steps = st.one_of(
    appended,
    appended,
    appended,
    queries().map(tuple),  # one case among the others, not six
    st.tuples(st.just("find"), targets, numbers),
    st.tuples(st.just("redact"), targets, numbers),
    st.tuples(st.just("replace"), targets, numbers, texts),
    st.tuples(st.just("rename"), targets, targets),
    st.tuples(st.just("forget"), targets),
    st.tuples(st.just("search"), searches),
    st.tuples(
        st.just("targets"), st.lists(targets, unique=True), times, times.map(lambda t: t or 9e9)
    ),
    st.tuples(st.just("private_keys"), st.sampled_from(("a:anna", "n:boris", "n:nobody"))),
    st.just(("flush",)),
    st.just(("maintain",)),
    st.just(("restart",)),
)


def perform(store: HistoryStore, number: int, step: tuple[Any, ...]) -> Any:
    match step:
        case ("append", target, text, command, source, account):
            params = (target, text) if command != "JOIN" else (target,)
            store.append(
                event(
                    number, target, command=command, source=source, account=account, params=params
                )
            )
        case ("query", *rest):
            return store.query(*rest)
        case ("find", target, n):
            return store.find(target, f"id-{n}")
        case ("redact", target, n):
            return store.redact(target, f"id-{n}")
        case ("replace", target, n, text):
            if (old := store.find(target, f"id-{n}")) is not None:
                store.replace(old._replace(params=(target, text), edited=1.5))
        case ("rename", old, new):
            store.rename(old, new)
        case ("forget", target):
            return store.forget(target)
        case ("search", wanted):
            return store.search(wanted)
        case ("targets", keys, after, before):
            return store.targets(keys, after, before, 3)
        case ("private_keys", identity):
            keys = store.private_keys(identity)
            return sorted(key for key in keys if store.query(key, Which.LATEST, [], 1, False))
    return None


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(st.lists(appended, min_size=10, max_size=20), st.lists(steps, min_size=10, max_size=40))
def test_history(first: list[tuple[Any, ...]], then: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        storage = ServerStorage.open(Path(folder))
        memory = MemoryHistory()
        try:
            for number, step in enumerate(first + then):
                match step:
                    case ("flush",):
                        assert storage.flush() is None
                    case ("maintain",):
                        storage.maintain(HistoryLimits())
                    case ("restart",):
                        storage.close()
                        storage = ServerStorage.open(Path(folder))
                        assert storage.notes == ()
                    case _:
                        expected = perform(memory, number, step)
                        assert perform(storage.stores.history, number, step) == expected
        finally:
            storage.close()


names = st.sampled_from(("anna", "борис", "c"))
accounts = st.builds(
    lambda name, keys, nicks, verified, seen: Account(
        name.upper(),
        name,
        5.0,
        keys,
        ("ab",) if verified else (),
        nicks,
        "",
        verified,
        "",
        "",
        seen,
    ),
    names,
    st.none() | st.just(ScramKeys(b"\0salt", 4096, b"stored\xff", b"server")),
    st.lists(st.sampled_from(("x", "ю")), max_size=2).map(tuple),
    st.booleans(),
    st.floats(0, 1e10),
)
changes = st.lists(st.tuples(st.just("put"), accounts) | st.tuples(st.just("remove"), names))


def restarted(folder: str, change: Callable[[ServerStorage], None]) -> ServerStorage:
    storage = ServerStorage.open(Path(folder))
    change(storage)
    storage.close()
    return ServerStorage.open(Path(folder))


@settings(max_examples=30)
@given(changes)
def test_accounts(changes: list[tuple[str, Any]]) -> None:
    memory = MemoryAccounts()

    def change(storage: ServerStorage) -> None:
        for what, value in changes:
            getattr(memory, what)(value)
            getattr(storage.stores.accounts, what)(value)
            assert {a.folded: a for a in memory.all()} == {
                a.folded: a for a in storage.stores.accounts.all()
            }

    with tempfile.TemporaryDirectory() as folder:
        storage = restarted(folder, change)
        assert {a.folded: a for a in storage.stores.accounts.all()} == {
            a.folded: a for a in memory.all()
        }
        storage.close()


spaces = st.sampled_from(("bans", "read", "я"))
values = st.lists(st.tuples(spaces, names, st.none() | st.text(st.characters(codec="utf-8"))))


@settings(max_examples=30)
@given(values)
def test_values(puts: list[tuple[str, str, str | None]]) -> None:
    memory = MemoryValues()

    def change(storage: ServerStorage) -> None:
        for put in puts:
            memory.put(*put)
            storage.stores.values.put(*put)
            assert storage.stores.values.get(*put[:2]) == memory.get(*put[:2])

    with tempfile.TemporaryDirectory() as folder:
        storage = restarted(folder, change)
        for space in ("bans", "read", "я", "none"):
            assert storage.stores.values.items(space) == memory.items(space)
        storage.close()


def test_the_search_looks_at_few_that_are_not_indexed() -> None:
    assert event_search.NOT_INDEXED >= 1000  # more than come between two rounds of housekeeping
