"""The search in what a client keeps: any script, any signs, any length, filters over all of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.storage import client_search, client_writer
from core.storage.client_schema import INDEX, NAME
from core.storage.client_search import Found, Wanted
from desktop.client.search_store import StoreSearch
from tests.core.threads.test_client_store import NOON, message, opened

TEXTS = (
    "你好世界，今天好",
    "日本語のテストです",
    "สวัสดีครับทุกคน",
    "a b c",
    'Ёж "quoted" *star* -x y:z 100% \0nul',
    "готово 👍",
    "socket",
    "the \x0304red\x03 and the b\x02o\x02ld one\nof two lines",
)


def texts(folder: Path, *queries: str, indexed: bool = True) -> list[list[str]]:
    """What is found for each of the queries."""
    with opened(folder) as made:
        lab = made.lab()
        if lab.end == 0:
            lab.append([message(n, text) for n, text in enumerate(TEXTS)])
        assert made.store.flush(indexed=indexed)
        return [[hit.row.text for hit in made.store.search(query)] for query in queries]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("世界", 0),
        ("世", 0),
        ("好世界", 0),
        ("今天 你好", 0),
        ("テスト", 1),
        ("本語", 1),
        ("日本語のテストです", 1),
        ("วัสดี", 2),
        ("ครับ", 2),
        ("ทุก", 2),
        ("еж", 4),
        ('"quoted"', 4),
        ("*star*", 4),
        ("-x", 4),
        ("y:z", 4),
        ("100%", 4),
        ("\0nul", 4),
        ("b", 3),
        ("sock", 6),
        ("red", 7),
        ("bold", 7),
        ("one of", 7),
        ("lines", 7),
    ],
)
def test_words_of_any_script_and_with_any_sign(
    tmp_path: Path, qapp: object, query: str, number: int
) -> None:
    assert texts(tmp_path, query) == [[TEXTS[number]]]
    assert texts(tmp_path, query) == [[TEXTS[number]]]  # after a restart


def test_what_is_not_there(tmp_path: Path, qapp: object) -> None:
    wanted = ("界世", "世天", "語本", "ocket", "NOT", "a AND z", "NEAR(a z)", "\ue0001", "nothing*")
    assert texts(tmp_path, *wanted) == [[]] * len(wanted)


def test_a_file_of_the_version_before_is_indexed_anew(tmp_path: Path, qapp: object) -> None:
    """It had no words of scripts without spaces."""
    assert texts(tmp_path, "世界") == [[TEXTS[0]]]
    connection = sqlite3.connect(tmp_path / NAME)
    connection.execute("DROP TABLE words")
    for statement in INDEX:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    assert texts(tmp_path, "世界", "sock") == [[TEXTS[0]], [TEXTS[6]]]


@pytest.mark.parametrize("indexed", [False, True])
def test_filters_look_at_everything_that_is_kept(
    tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch, indexed: bool
) -> None:
    """What is filtered away does not count among the rows that a search looks at."""
    monkeypatch.setattr(client_search, "NOT_INDEXED", 10)
    monkeypatch.setattr(client_search, "CANDIDATES", 10)
    if not indexed:
        monkeypatch.setattr(client_writer, "index_some", lambda *_: False)
    with opened(tmp_path) as made:
        lab = made.lab()
        rows = [message(n, f"слово {n}") for n in range(200)]
        rows[3] = message(3, "see HTTPS://example.org/a_b.png", nick="chloe")
        rows[4] = message(4, "слово 100% 👍")
        rows[5] = message(5, "слово anna", highlight=True)
        lab.append(rows)
        assert made.store.flush()
        search = made.store.search

        def places(words: str, **more: Any) -> list[int]:
            return [hit.place for hit in search(words, **more)]

        assert places("", before=NOON + 2) == [1, 0]
        assert places("", after=NOON + 50, before=NOON + 52) == [51, 50]
        assert places("слово", before=NOON + 2) == [1, 0]
        assert places("", nick="chloe") == [3]
        assert places("", parts=(("://", "www."),)) == [3]
        assert places("", parts=(("a_b",),)) == [3]
        assert places("", parts=(("a%b",),)) == []
        assert places("", parts=(("👍",), ("%",))) == [4]
        assert places("слово", parts=(("👍",),)) == [4]
        assert places("", highlight=True) == [5]
        assert places("слово", highlight=True, before=NOON + 6) == [5]


def test_each_who_asks_is_answered(tmp_path: Path, qapp: object, qtbot: QtBot) -> None:
    with opened(tmp_path) as made:
        lab = made.lab()
        lab.append([message(n, text) for n, text in enumerate(TEXTS)])
        assert made.store.flush()
        told: list[tuple[str, list[str]]] = []
        one, two = StoreSearch(made.store), StoreSearch(made.store)

        def tell(name: str, found: Sequence[Found]) -> None:
            told.append((name, [hit.row.text for hit in found]))

        for asker, name in ((one, "one"), (two, "two")):
            for word in ("nothing", "nothing at all", "sock"):
                asker.ask(Wanted(word), partial(tell, name))
        qtbot.waitUntil(lambda: len(told) == 2, timeout=30_000)
        assert sorted(told) == [("one", ["socket"]), ("two", ["socket"])]


def test_a_very_long_search(tmp_path: Path, qapp: object) -> None:
    wanted = (
        "a " * 50_000,
        " ".join(f"w{n}" for n in range(20_000)),
        "x" * 100_000,
        "世" * 100_000,
    )
    assert texts(tmp_path, *wanted) == [["a b c"], [], [], []]
    with opened(tmp_path) as made:
        made.lab()
        for hostile in ("x" * 100_000, "!" * 100_000, "\ud800", "\0", "%_\\"):
            assert made.store.search("", nick=hostile) == []
            assert made.store.search("", conversation=hostile) == []
            made.store.search("", parts=((hostile,),))
        assert not made.told
