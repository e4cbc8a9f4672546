"""What the history in SQLite does beyond what every store does."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from core.server.history import Point, Search, Which, private_key
from core.storage import event_search, housekeeping, retention, word_index
from core.storage.server_storage import HistoryLimits, ServerStorage
from tests.core.storage.events import event

DAY_S = 24 * 3600
NOW = 1_700_000_000.0


def fill(storage: ServerStorage, count: int, target: str = "#a", first: int = 0) -> None:
    for number in range(first, first + count):
        storage.stores.history.append(event(number, target, f"слово{number} общее"))
    assert storage.flush() is None


def ids(storage: ServerStorage, target: str = "#a") -> list[str]:
    page = storage.stores.history.query(target, Which.LATEST, [], 10**6, False)
    return [e.msgid for e in page]


def maintain(storage: ServerStorage, limits: HistoryLimits | None = None, now: float = 0) -> None:
    while storage.maintain(limits or HistoryLimits(), now):
        pass


def found(storage: ServerStorage, *words: str, limit: int = 10_000) -> list[str]:
    return [e.msgid for e in storage.stores.history.search(Search(words, limit=limit))]


def bytes_of(storage: ServerStorage) -> bytes:
    """All files, as somebody who steals the disk reads them."""
    return b"".join(p.read_bytes() for p in sorted(storage.folder.glob("server.db*")))


class TestTexts:
    def test_half_a_surrogate_pair_never_reaches_the_file(self, storage: ServerStorage) -> None:
        history = storage.stores.history
        history.append(event(1, text="fine"))
        history.append(event(2, text="bad \ud800 text", source="n\udfff!a@h"))
        history.append(event(3, "#\ud801", text="channel"))
        storage.stores.values.put("sp\ud800", "n", "v\udc00")
        assert storage.flush() is None
        assert ids(storage) == ["id-1", "id-2"]
        stored = history.find("#a", "id-2")
        assert stored is not None
        assert (stored.text, stored.nick) == ("bad \ufffd text", "n\ufffd")
        assert ids(storage, "#\ud801") == ["id-3"]
        assert history.search(Search(("bad",)))[0].msgid == "id-2"
        assert history.find("#\ud801", "id\ud800") is None
        assert history.search(Search(("\ud800",))) == []

    @pytest.mark.parametrize(
        "params", [(), ("only",), ("#a", ""), ("", ""), ("#a", "b", "c"), ("#a", "\0", "x")]
    )
    def test_parameters_come_back_as_they_were(
        self, storage: ServerStorage, params: tuple[str, ...]
    ) -> None:
        e = event(
            1, params=params, command="MODE", tags="+a=b", bot=True, concat=(1, 12), edited=2.5
        )
        storage.stores.history.append(e)
        assert storage.stores.history.find("#a", "id-1") == e

    def test_the_number_of_an_event_is_never_given_twice(self, storage: ServerStorage) -> None:
        fill(storage, 10)
        maintain(storage)
        assert storage.stores.history.redact("#a", "id-9")
        maintain(storage)
        folder = storage.folder
        storage.close()
        again = ServerStorage.open(folder)
        try:
            again.stores.history.append(event(50, text="последнее"))
            assert found(again, "последнее") == ["id-50"]
            maintain(again)
            assert found(again, "последнее") == ["id-50"]
            assert found(again, "слово9") == []
        finally:
            again.close()


class TestSearch:
    def test_what_is_not_indexed_yet_is_found_too(self, storage: ServerStorage) -> None:
        fill(storage, 300)
        maintain(storage)
        fill(storage, 300, first=300)
        assert found(storage, "общее") == [f"id-{n}" for n in reversed(range(600))]
        assert found(storage, "СЛОВО30") == [
            *(f"id-{n}" for n in range(309, 299, -1)),
            "id-30",
        ]

    def test_only_so_many_that_are_not_indexed_are_looked_at(
        self, storage: ServerStorage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(event_search, "NOT_INDEXED", 100)
        fill(storage, 300)
        assert found(storage, "общее") == [f"id-{n}" for n in reversed(range(200, 300))]
        maintain(storage)
        assert len(found(storage, "общее")) == 300

    def test_words_with_signs_of_the_query_language(self, storage: ServerStorage) -> None:
        history = storage.stores.history
        history.append(event(1, text='say "hello" AND (goodbye) NEAR* -x ^y :z'))
        maintain(storage)
        for word in ('"hello"', "AND", "near*", "(goodbye)", "hello NEAR", "^y", "-x", "z:"):
            assert found(storage, word) == ["id-1"], word
        for word in ("OR", '"', "*", "col:hello1", "NOT"):
            assert found(storage, word) == [], word

    def test_a_renamed_channel_is_found_under_its_new_name(self, storage: ServerStorage) -> None:
        history = storage.stores.history
        fill(storage, 50)
        fill(storage, 50, "#b", first=50)
        maintain(storage)
        history.rename("#a", "#b")

        def within(target: str) -> int:
            return len(history.search(Search(("общее",), frozenset({target}), limit=1000)))

        assert (within("#a"), within("#b")) == (0, 100)
        history.rename("#b", "#c")
        maintain(storage)
        assert (within("#b"), within("#c")) == (0, 100)


class TestRemoval:
    def test_what_is_redacted_is_nowhere_on_the_disk(
        self, storage: ServerStorage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill(storage, 500)
        secret = event(1000, text="тайнопись hunter2x пароль")
        storage.stores.history.append(secret)
        fill(storage, 500, first=1001)
        maintain(storage)
        assert "тайнопись".encode() in bytes_of(storage)
        assert storage.stores.history.redact("#a", secret.msgid)
        maintain(storage)
        left = bytes_of(storage)
        assert b"id-1100" in left
        for piece in ("тайнопись", "hunter2x", "айнопис"):
            assert piece.encode() not in left
        assert found(storage, "тайнопись") == []

    def test_the_old_text_of_an_edit_too(self, storage: ServerStorage) -> None:
        fill(storage, 100)
        old = event(1000, text="черновик")
        storage.stores.history.append(old)
        maintain(storage)
        storage.stores.history.replace(old._replace(params=("#a", "чистовик"), edited=NOW))
        maintain(storage)
        assert "черновик".encode() not in bytes_of(storage)
        assert found(storage, "чистовик") == ["id-1000"]
        assert found(storage, "черновик") == []

    def test_a_conversation_that_is_forgotten_goes_in_slices(self, storage: ServerStorage) -> None:
        history = storage.stores.history
        fill(storage, 3000)
        fill(storage, 100, "#b", first=5000)
        maintain(storage)
        assert history.forget("#a") == 3000
        history.append(event(9000, text="общее новое"))
        assert ids(storage) == ["id-9000"]
        assert len(found(storage, "общее")) == 101  # at once, though the rows are still there
        maintain(storage)
        assert ids(storage) == ["id-9000"]
        assert len(found(storage, "общее")) == 101
        assert "слово2999".encode() not in bytes_of(storage)
        assert "слово5000".encode() in bytes_of(storage)


class TestLimits:
    def test_messages_of_a_conversation(self, storage: ServerStorage) -> None:
        fill(storage, 1200)
        fill(storage, 30, "#b", first=2000)
        maintain(storage, HistoryLimits(messages=100))
        assert ids(storage) == [f"id-{n}" for n in range(1100, 1200)]
        assert len(ids(storage, "#b")) == 30
        assert len(found(storage, "общее")) == 130
        fill(storage, 5, first=3000)
        maintain(storage, HistoryLimits(messages=100))
        assert len(ids(storage)) == 100

    def test_a_storm_of_joins_does_not_push_out_what_was_said(self, storage: ServerStorage) -> None:
        for number in range(900):
            command = "PRIVMSG" if number < 20 else "JOIN"
            storage.stores.history.append(event(number, command=command))
        maintain(storage, HistoryLimits(messages=50))
        left = ids(storage)
        assert left[:20] == [f"id-{n}" for n in range(20)]
        assert left[20:] == [f"id-{n}" for n in range(850, 900)]

    def test_joins_older_than_all_that_was_said_go(self, storage: ServerStorage) -> None:
        for number in range(900):
            command = "PRIVMSG" if number >= 20 else "JOIN"
            storage.stores.history.append(event(number, command=command))
        maintain(storage, HistoryLimits(messages=50))
        assert ids(storage) == [f"id-{n}" for n in range(850, 900)]

    def test_days(self, storage: ServerStorage) -> None:
        for number in range(1000):
            e = event(number, "#a" if number % 2 else "#b", time=NOW - (1000 - number) * 3600)
            storage.stores.history.append(e)
        maintain(storage, HistoryLimits(days=10), NOW)
        kept = [f"id-{n}" for n in range(760, 1000)]
        assert sorted(ids(storage) + ids(storage, "#b")) == kept
        maintain(storage, HistoryLimits(days=10), 0.0)  # a clock that is not known
        assert len(ids(storage)) == 120

    def test_bytes_of_the_file(
        self, storage: ServerStorage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(retention, "_FREE_PAGES", 10)
        for number in range(6000):
            storage.stores.history.append(event(number, text="длинное слово " * 20))
        maintain(storage)
        size = storage.path.stat().st_size
        assert size > 3_000_000
        maintain(storage, HistoryLimits(bytes=1_500_000))
        assert storage.path.stat().st_size <= 1_500_000
        left = ids(storage)
        assert len(left) > 1000
        assert left == [f"id-{n}" for n in range(6000 - len(left), 6000)]
        assert len(found(storage, "длинное")) == len(left)

    def test_no_limits(self, storage: ServerStorage) -> None:
        fill(storage, 2000)
        maintain(storage, HistoryLimits(), NOW + 1e9)
        assert len(ids(storage)) == 2000


class TestFigures:
    def test_conversations_with_the_latest_first(
        self, storage: ServerStorage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(housekeeping, "_FIGURES_EVERY_S", 0.0)
        fill(storage, 20, "#Комната")
        fill(storage, 30, "a:anna\0n:boris", first=100)
        storage.stores.history.append(event(50, "#joined", command="JOIN"))
        limits = HistoryLimits(messages=1000)
        maintain(storage, limits)
        figures = storage.figures()
        assert figures.events == 51
        assert figures.limits == limits
        assert figures.not_indexed == 0
        assert figures.file_bytes == storage.path.stat().st_size
        private, joined, room = figures.conversations
        assert (private.key, private.name, private.private) == (
            "a:anna\0n:boris",
            "anna · boris",
            True,
        )
        assert (private.events, private.oldest, private.newest) == (30, NOW + 100, NOW + 129)
        assert (joined.name, joined.events) == ("#joined", 1)
        assert (room.name, room.private, room.events) == ("#Комната", False, 20)
        assert 0 < room.bytes < private.bytes < figures.file_bytes
        assert storage.stores.history.forget("#Комната") == 20
        maintain(storage)
        assert [c.name for c in storage.figures().conversations] == ["anna · boris", "#joined"]


class TestThreads:
    def test_appending_flushing_asking_and_housekeeping_at_once(
        self, storage: ServerStorage
    ) -> None:
        over = threading.Event()
        faults: list[BaseException] = []
        most = 5000

        def beside(work: object) -> threading.Thread:
            def run() -> None:
                try:
                    while not over.is_set():
                        work()  # type: ignore[operator]
                except BaseException as error:
                    faults.append(error)

            thread = threading.Thread(target=run)
            thread.start()
            return thread

        threads = [
            beside(storage.flush),
            beside(lambda: storage.maintain(HistoryLimits(messages=3000))),
            beside(storage.figures),
        ]
        history = storage.stores.history
        for number in range(most):
            history.append(event(number, text=f"слово{number}"))
            storage.stores.values.put("read", str(number % 50), str(number))
            if number % 100 == 99:
                page = history.query("#a", Which.BEFORE, [Point(f"id-{number}")], 50, True)
                assert [e.msgid for e in page] == [f"id-{n}" for n in range(number - 50, number)]
                assert found(storage, f"слово{number}") == [f"id-{number}"]
                assert history.redact("#a", f"id-{number}")
        over.set()
        for thread in threads:
            thread.join()
        assert faults == []
        maintain(storage, HistoryLimits(messages=1000))
        expected = [n for n in range(most) if n % 100 != 99][-1000:]
        assert ids(storage) == [f"id-{n}" for n in expected]
        folder = storage.folder
        storage.close()
        again = ServerStorage.open(folder)
        assert ids(again) == [f"id-{n}" for n in expected]
        assert again.stores.values.items("read") == {str(n % 50): str(n) for n in range(4950, 5000)}
        again.close()

    def test_a_round_of_housekeeping_ends_soon_when_it_is_told(
        self, storage: ServerStorage
    ) -> None:
        fill(storage, 3000)
        storage.stop_maintenance()
        assert storage.maintain() is False
        assert storage.flush() is None


def test_the_index_is_as_it_would_be_made_anew(storage: ServerStorage) -> None:
    """Words of rows that changed or went must not stay behind in it."""
    history = storage.stores.history
    fill(storage, 400)
    maintain(storage)
    for number in range(0, 400, 3):
        history.redact("#a", f"id-{number}")
    for number in range(1, 400, 3):
        stored = history.find("#a", f"id-{number}")
        assert stored is not None
        history.replace(stored._replace(params=("#a", f"иное{number}")))
    history.rename("#a", "#b")
    maintain(storage, HistoryLimits(messages=150))
    connection = sqlite3.connect(storage.path)
    rows = connection.execute("SELECT count(*) FROM words WHERE words MATCH 'иное* OR слово*'")
    events = connection.execute("SELECT count(*) FROM events")
    assert rows.fetchone() == events.fetchone() == (150,)
    connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    connection.close()


def test_an_empty_folder_is_small(tmp_path: Path) -> None:
    storage = ServerStorage.open(tmp_path)
    storage.maintain()
    storage.close()
    assert sum(p.stat().st_size for p in tmp_path.iterdir()) < 128 * 1024


@pytest.mark.parametrize("maintained", [False, True])
@pytest.mark.parametrize(("old", "new"), [(5, 300), (300, 5)])
def test_of_two_conversations_that_become_one_the_shorter_is_moved(
    storage: ServerStorage, old: int, new: int, maintained: bool
) -> None:
    fill(storage, new, "#new")
    fill(storage, old, "#old", first=new)
    if maintained:
        maintain(storage)
    before = storage.saving.connection.total_changes
    storage.stores.history.rename("#old", "#new")
    assert ids(storage, "#new") == [f"id-{n}" for n in range(old + new)]
    assert storage.saving.connection.total_changes - before < 100
    assert ids(storage, "#old") == []
    maintain(storage)
    names = storage.saving.connection.execute("SELECT name FROM conversations").fetchall()
    hits = storage.stores.history.search(Search(("общее",), frozenset({"#new"}), limit=1000))
    assert (names, len(hits)) == ([("#new",)], old + new)
    fill(storage, 1, "#old", first=old + new)
    assert ids(storage, "#old") == [f"id-{old + new}"]


def test_a_search_without_words_does_not_look_at_what_others_said(storage: ServerStorage) -> None:
    fill(storage, 1, "#a")
    fill(storage, 1, "#b", first=1)
    fill(storage, 20_000, "#loud", first=2)
    maintain(storage)
    steps: list[None] = []
    storage.saving.connection.set_progress_handler(lambda: steps.append(None), 100)
    hits = storage.stores.history.search(Search(targets=frozenset({"#a", "#b"})))
    storage.saving.connection.set_progress_handler(None, 0)
    assert [e.msgid for e in hits] == ["id-1", "id-0"]
    assert len(steps) < 100


def test_an_event_that_goes_while_its_words_are_made_is_not_indexed(
    storage: ServerStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(storage, 3)
    real = word_index.next_entries
    redacted: list[bool] = []

    def next_entries(connection: sqlite3.Connection, most: int) -> word_index.Entries:
        entries = real(connection, most)
        if not redacted:
            redacted.append(storage.stores.history.redact("#a", "id-1"))
            assert storage.flush() is None
        return entries

    monkeypatch.setattr(word_index, "next_entries", next_entries)
    maintain(storage)
    assert redacted == [True]
    rows = storage.saving.connection.execute("SELECT rowid FROM words WHERE words MATCH 'общее'")
    assert len(rows.fetchall()) == 2


def test_the_index_waits_while_much_is_written_up_to_what_a_search_looks_at(
    storage: ServerStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "_RUN_S", 60.0)
    monkeypatch.setattr(housekeeping, "_FLOOD_PER_S", 0)
    monkeypatch.setattr(housekeeping, "NOT_INDEXED", 100)
    fill(storage, 10)
    maintain(storage)
    connection = storage.saving.connection
    assert word_index.left(connection) == 0
    fill(storage, 20, first=10)
    assert storage.maintain() is True
    assert word_index.left(connection) == 20
    assert found(storage, "слово15") == ["id-15"]
    fill(storage, 200, first=30)
    assert storage.maintain() is True
    assert word_index.left(connection) <= 100
    maintain(storage)
    assert word_index.left(connection) == 0


def test_who_has_many_private_conversations_searches_the_newest(storage: ServerStorage) -> None:
    history = storage.stores.history
    for number in range(300):
        history.append(event(number, private_key("a:mallory", f"n:x{number}")))
    assert storage.flush() is None
    keys = history.private_keys("a:mallory", 100)
    assert sorted(keys) == sorted(private_key("a:mallory", f"n:x{n}") for n in range(200, 300))
    assert len(history.private_keys("a:mallory")) == 300
    hits = history.search(Search(targets=frozenset(keys), before=1_700_000_000.0 + 290, limit=5))
    assert [e.msgid for e in hits] == [f"id-{n}" for n in range(289, 284, -1)]
