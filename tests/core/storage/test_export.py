from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.server.history import StoredEvent
from core.storage.errors import StorageCode, StorageError
from core.storage.export import ExportKind, export, write_events
from core.storage.export_words import ExportWords
from core.storage.server_storage import ServerStorage
from tests.core.storage.events import event

WORDS = ExportWords(language="ru", edited="изменено", joined="{nick} здесь")
NOON = 1_700_000_000.0 // 86400 * 86400 + 12 * 3600


@pytest.fixture(autouse=True)
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone cannot be chosen here")
    monkeypatch.setenv("TZ", "MSK-3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def exported(tmp_path: Path, kind: ExportKind, *events: StoredEvent) -> str:
    path = tmp_path / f"chat.{kind}"
    done = write_events(events, path, kind, WORDS, title="#комната")
    assert done is not None
    assert done.events == len(events)
    assert done.bytes == path.stat().st_size
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    return path.read_text("utf-8")


def said(text: str, **more: Any) -> StoredEvent:
    return event(1, text=text, **({"time": NOON} | more))


class TestText:
    def test_days_and_times_are_local_and_name_the_zone(self, tmp_path: Path) -> None:
        text = exported(
            tmp_path, ExportKind.TEXT, said("утро"), said("ночь", time=NOON + 9.5 * 3600)
        )
        assert text.startswith("#комната\nExported 20")
        assert "\n\n=== 2023-11-14 (+0300) ===\n15:00:00  <anna> утро\n" in text
        assert text.endswith("\n=== 2023-11-15 (+0300) ===\n00:30:00  <anna> ночь\n")

    def test_kinds_of_messages(self, tmp_path: Path) -> None:
        text = exported(
            tmp_path,
            ExportKind.TEXT,
            said("\x02bold\x02 plain"),
            said("\x01ACTION машет\x01"),
            said("note", command="NOTICE"),
            said("new", edited=NOON + 5),
            said("one\ntwo\nthree", concat=(2,)),
        )
        lines = [line[10:] for line in text.split("\n")[4:-1]]
        assert lines == [
            "<anna> bold plain",
            "* anna машет",
            "-anna- note",
            "<anna> new (изменено)",
            "<anna> one",
            "twothree",
        ]

    def test_what_else_happens(self, tmp_path: Path) -> None:
        def did(command: str, *params: str) -> StoredEvent:
            return said("", command=command, params=params)

        text = exported(
            tmp_path,
            ExportKind.TEXT,
            did("JOIN", "#a", "*", "Anna A"),
            did("PART", "#a", "bye"),
            did("PART", "#a"),
            did("QUIT", "gone"),
            did("KICK", "#a", "boris", "noise"),
            did("NICK", "anya"),
            did("TOPIC", "#a", "news {nick}"),
            did("MODE", "#a", "+o", "boris"),
            did("RENAME", "#a", "#b", "reason"),
            did("TAGMSG", "#a"),
            did("REDACT", "#a", "id", "oops"),
            did("JOIN"),
        )
        lines = [line[10:] for line in text.split("\n")[4:-1]]
        assert lines == [
            "* anna здесь",
            "* anna left (bye)",
            "* anna left",
            "* anna left (gone)",
            "* anna removed boris (noise)",
            "* anna is now anya",
            "* anna set the topic: news {nick}",
            "* anna set +o boris",
            "* the channel is now #b",
            "* anna здесь",
        ]


class _Checker(HTMLParser):
    """Elements are closed in order, and there are no others than ours."""

    ALONE = ("meta",)
    KNOWN = frozenset(
        [
            *("html", "head", "meta", "title", "style", "body", "header", "main", "h1", "h2"),
            *("p", "div", "time", "b", "i", "u", "s", "code", "a", "span"),
        ]
    )

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.KNOWN
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "href":
                assert value is not None and re.match("https?://", value)
        if tag not in self.ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def checked(html: str) -> str:
    checker = _Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    return checker.text


class TestHtml:
    def test_a_page(self, tmp_path: Path) -> None:
        html = exported(
            tmp_path,
            ExportKind.HTML,
            said("\x02bold\x02 and https://example.org/?a=1&b=2. <script>alert(1)</script>"),
            said("new", edited=NOON + 5, source="<b>!x@y"),
        )
        text = checked(html)
        assert "<script>alert(1)</script>" in text
        assert '<html lang="ru">' in html
        assert "<b>bold</b> and " in html
        assert '<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">' in html
        assert "</a>. &lt;script&gt;" in html
        assert '<time datetime="2023-11-14T15:00:00.000+03:00"' in html
        assert "&lt;b&gt;</b> new <span" in html and "(изменено)" in html
        assert "prefers-color-scheme: dark" in html

    @settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(), st.text(st.characters(codec="utf-8", exclude_characters="\n")))
    def test_nothing_that_is_written_becomes_an_element(
        self, tmp_path: Path, text: str, nick: str
    ) -> None:
        html = exported(tmp_path, ExportKind.HTML, said(text, source=f"{nick}!a@h"))
        checked(html)


class TestJson:
    def test_an_object_for_each_event(self, tmp_path: Path) -> None:
        text = exported(
            tmp_path,
            ExportKind.JSON,
            said("привет", tags="+draft/reply=id\\:0", account="Анна", bot=True),
            said("\x01ACTION waves\x01", edited=NOON + 1.25),
            said("", command="JOIN", params=("#a",)),
        )
        whole = json.loads(text)
        assert (whole["format"], whole["version"]) == ("besedka-history", 1)
        assert whole["conversation"] == "#комната"
        assert len(text.splitlines()) == 5  # one line an event
        first, second, third = whole["events"]
        assert first == {
            "id": "id-1",
            "time": "2023-11-14T12:00:00.000Z",
            "command": "PRIVMSG",
            "nick": "anna",
            "source": "anna!a@host",
            "params": ["#a", "привет"],
            "account": "Анна",
            "text": "привет",
            "tags": {"+draft/reply": "id;0"},
            "bot": True,
        }
        assert (second["text"], second["action"]) == ("waves", True)
        assert second["edited"] == "2023-11-14T12:00:01.250Z"
        assert "text" not in third

    def test_nothing(self, tmp_path: Path) -> None:
        assert json.loads(exported(tmp_path, ExportKind.JSON))["events"] == []


class TestExport:
    def test_all_of_a_conversation_and_nothing_else(
        self, storage: ServerStorage, tmp_path: Path
    ) -> None:
        history = storage.stores.history
        for number in range(3000):
            command = "JOIN" if number % 7 == 0 else "PRIVMSG"
            history.append(event(number, "#a" if number % 3 else "#b", command=command))
        history.redact("#a", "id-4")
        told: list[int] = []
        path = tmp_path / "a.json"
        done = export(storage, "#a", path, ExportKind.JSON, WORDS, progress=told.append)
        assert done is not None
        ids = [e["id"] for e in json.loads(path.read_text("utf-8"))["events"]]
        assert ids == [f"id-{n}" for n in range(3000) if n % 3 and n != 4]
        assert told == [0, 500, 1000, 1500, len(ids)]
        export(
            storage,
            "#a",
            path,
            ExportKind.JSON,
            WORDS,
            title="Урок",
            after=1_700_000_099.0,
            before=1_700_000_110.0,
            messages_only=True,
        )
        whole = json.loads(path.read_text("utf-8"))
        assert whole["conversation"] == "Урок"
        assert [e["id"] for e in whole["events"]] == [
            f"id-{n}" for n in range(100, 110) if n % 3 and n % 7
        ]

    def test_cancelled(self, storage: ServerStorage, tmp_path: Path) -> None:
        for number in range(2000):
            storage.stores.history.append(event(number))
        path = tmp_path / "a.txt"
        path.write_text("before")
        asked = iter((False, False, True))
        done = export(storage, "#a", path, ExportKind.TEXT, WORDS, cancelled=lambda: next(asked))
        assert done is None
        assert path.read_text() == "before"
        assert not list(tmp_path.glob(".*"))

    def test_a_place_where_nothing_may_be_written(
        self, storage: ServerStorage, tmp_path: Path
    ) -> None:
        with pytest.raises(StorageError) as caught:
            export(storage, "#a", tmp_path / "no" / "a.txt", ExportKind.TEXT, WORDS)
        assert caught.value.code is StorageCode.FAILED

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
    def test_a_full_disk(
        self, storage: ServerStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(5000):
            storage.stores.history.append(event(number))
        monkeypatch.setattr(os, "getpid", lambda: 1)
        (tmp_path / ".a.txt.1.new").symlink_to("/dev/full")
        with pytest.raises(StorageError) as caught:
            export(storage, "#a", tmp_path / "a.txt", ExportKind.TEXT, WORDS)
        assert caught.value.code is StorageCode.DISK_FULL
        assert not (tmp_path / "a.txt").exists()
