"""The search in what a client keeps: any script, any signs, any length, filters over all of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from core.storage.client_schema import INDEX, NAME
from tests.core.threads.test_client_store import message, opened

TEXTS = (
    "你好世界，今天好",
    "日本語のテストです",
    "สวัสดีครับทุกคน",
    "a b c",
    'Ёж "quoted" *star* -x y:z 100% \0nul',
    "готово 👍",
    "socket",
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
