"""Data folders of another version, of another program, in use, damaged, and read-only."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.server.history import Search, Which
from core.storage import database
from core.storage.errors import NoteKind, StorageCode, StorageError, note_sentence, sentence
from core.storage.server_storage import ServerStorage
from tests.core.storage.events import event
from tests.core.storage.old_files import filled, foreign, newer, spoil, version_1

ROOT = Path(__file__).parents[2]


@contextmanager
def opened(folder: Path) -> Iterator[ServerStorage]:
    storage = ServerStorage.open(folder)
    try:
        yield storage
    finally:
        storage.close()


def refused(folder: Path) -> StorageError:
    with pytest.raises(StorageError) as caught:
        ServerStorage.open(folder).close()
    assert str(folder) in sentence(caught.value)
    return caught.value


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "server.lock"}


def works(storage: ServerStorage) -> bool:
    """Whether something can be stored and is found."""
    new = event(900_000, "#new", "новое")
    storage.stores.history.append(new)
    return storage.flush() is None and storage.stores.history.find("#new", new.msgid) == new


class TestVersions:
    def test_an_older_one_is_migrated_after_a_copy_was_made(self, tmp_path: Path) -> None:
        before = version_1(tmp_path, 3000)
        old = before.read_bytes()
        with opened(tmp_path) as storage:
            (note,) = storage.notes
            assert note.kind is NoteKind.MIGRATED
            assert note.path == tmp_path / "server.db.version-1-1"
            assert str(note.path) in note_sentence(note)
            history = storage.stores.history
            for number in (0, 1, 2, 2999):
                target = ("#комната", "#room", "a:anna\0n:boris")[number % 3]
                expected = event(number, target, f"слово {number}")
                assert history.find(target, f"id-{number}") == expected
            page = history.query("#комната", Which.LATEST, [], 2000, True)
            assert [e.msgid for e in page] == [f"id-{n}" for n in range(0, 3000, 3)]
            assert [e.msgid for e in history.search(Search(("слово", "2998")))] == ["id-2998"]
            while storage.maintain():
                pass
            assert [e.msgid for e in history.search(Search(("слово", "299")))] == [
                *(f"id-{n}" for n in range(2999, 2989, -1)),
                "id-299",
            ]
            assert history.private_keys("n:boris") == ["a:anna\0n:boris"]
            assert works(storage)
        with opened(tmp_path) as storage:
            assert storage.notes == ()
        assert (tmp_path / "server.db.version-1-1").stat().st_size >= len(old) // 2

    def test_a_migration_that_is_killed_begins_anew(self, tmp_path: Path) -> None:
        version_1(tmp_path, 2000)
        program = (
            "import sys, os\n"
            "from pathlib import Path\n"
            "from core.storage import migrations\n"
            "from core.storage.server_storage import ServerStorage\n"
            "made = migrations.to_row\n"
            "left = [1500]\n"
            "def to_row(event):\n"
            "    left[0] -= 1\n"
            "    if not left[0]: os._exit(9)\n"
            "    return made(event)\n"
            "migrations.to_row = to_row\n"
            "ServerStorage.open(Path(sys.argv[1]))\n"
        )
        ended = subprocess.run([sys.executable, "-c", program, tmp_path], cwd=ROOT, check=False)
        assert ended.returncode == 9
        with opened(tmp_path) as storage:
            assert [note.kind for note in storage.notes] == [NoteKind.MIGRATED]
            page = storage.stores.history.query("#room", Which.LATEST, [], 5000, True)
            assert len(page) == 667

    def test_a_newer_one_is_refused_and_not_touched(self, tmp_path: Path) -> None:
        newer(tmp_path)
        before = contents(tmp_path)
        error = refused(tmp_path)
        assert error.code is StorageCode.NEWER
        assert "newer version" in sentence(error)
        assert contents(tmp_path) == before

    def test_one_of_another_program_is_refused_and_not_touched(self, tmp_path: Path) -> None:
        foreign(tmp_path)
        before = contents(tmp_path)
        assert refused(tmp_path).code is StorageCode.FOREIGN
        assert contents(tmp_path) == before


class TestDamage:
    def aside(self, folder: Path, count: int = 1) -> str:
        """Open: the file is set aside, a new one works. What was rescued."""
        with opened(folder) as storage:
            first, *rest = storage.notes
            assert first.kind is NoteKind.SET_ASIDE
            assert first.path == folder / f"server.db.damaged-{count}"
            assert first.path.exists()
            assert str(first.path) in note_sentence(first)
            assert works(storage)
            rescued = [note.detail for note in rest if note.kind is NoteKind.RESCUED]
        with opened(folder) as storage:
            assert storage.notes == ()
            assert storage.stores.history.find("#new", "id-900000") is not None
        return "".join(rescued)

    def test_garbage(self, tmp_path: Path) -> None:
        (tmp_path / "server.db").write_bytes(os.urandom(50_000))
        assert self.aside(tmp_path) == ""
        (tmp_path / "server.db").write_bytes(b"oops")
        for end in ("-wal", "-shm"):
            (tmp_path / f"server.db{end}").unlink(missing_ok=True)
        self.aside(tmp_path, 2)

    def test_a_header_and_nothing_behind_it(self, tmp_path: Path) -> None:
        path = filled(tmp_path)
        os.truncate(path, 3000)
        self.aside(tmp_path)

    def test_a_truncated_file_gives_back_what_is_left(self, tmp_path: Path) -> None:
        path = filled(tmp_path)
        os.truncate(path, path.stat().st_size // 8192 * 4096)
        assert "1 accounts" in self.aside(tmp_path)

    def test_a_page_of_zeros(self, tmp_path: Path) -> None:
        path = filled(tmp_path)
        spoil(path, 60 * 4096, bytes(4096))
        rescued = self.aside(tmp_path)
        assert "1 accounts" in rescued and "events" in rescued
        with opened(tmp_path) as storage:
            (account,) = storage.stores.accounts.all()
            assert account.name == "Анна"
            assert storage.stores.values.items("bans") == {"*!*@bad": "{}"}
            page = storage.stores.history.query("#room", Which.LATEST, [], 5000, True)
            assert len(page) > 1900
            assert page == sorted(page, key=lambda e: e.time)

    @pytest.mark.parametrize("page", range(2, 40, 3))
    def test_a_flipped_bit_never_stops_the_server(self, tmp_path: Path, page: int) -> None:
        path = filled(tmp_path, 400)
        data = bytearray(path.read_bytes())
        data[page * 4096 % len(data) + 3] ^= 0x10  # the number of cells, where it is a page of one
        path.write_bytes(data)
        with opened(tmp_path) as storage:
            assert works(storage)
            assert all(n.kind in (NoteKind.SET_ASIDE, NoteKind.RESCUED) for n in storage.notes)
            storage.stores.history.search(Search(("слово",)))

    def test_damage_found_at_work_is_told_and_set_aside_at_the_next_start(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        unchecked = dataclasses.replace(database.SERVER_FILE, checked_bytes=0)
        monkeypatch.setattr(database, "SERVER_FILE", unchecked)
        monkeypatch.setattr("core.storage.housekeeping.CHECKED_BYTES", 0)
        path = filled(tmp_path)
        spoil(path, 60 * 4096, bytes(4096))
        with opened(tmp_path) as storage:
            assert storage.notes == ()
            storage.maintain()
            trouble = storage.flush()
            assert trouble is not None and trouble.code is StorageCode.DAMAGED
            storage.stores.history.append(event(1, "#later"))
            storage.stores.history.query("#room", Which.LATEST, [], 5000, True)  # no exception
        assert "events" in self.aside(tmp_path)

    def test_a_text_that_is_no_utf8_any_more(self, tmp_path: Path) -> None:
        path = filled(tmp_path, 50)
        data = path.read_bytes()
        place = data.index("слово 17".encode())
        spoil(path, place, b"\xff")
        with opened(tmp_path) as storage:
            history = storage.stores.history
            page = history.query("#room", Which.LATEST, [], 100, True)
            assert len(page) == 50
            assert page[17].text.startswith("\ufffd\ufffdлово 17")
            assert works(storage)

    def test_a_missing_table(self, tmp_path: Path) -> None:
        path = filled(tmp_path, 10)
        connection = database.connect(path)
        connection.execute("DROP TABLE settings")
        connection.close()
        assert "1 accounts, 10 events" in self.aside(tmp_path)


class TestFolder:
    def test_two_servers_do_not_share_one(self, tmp_path: Path) -> None:
        with opened(tmp_path) as storage:
            error = refused(tmp_path)
            assert error.code is StorageCode.IN_USE
            assert works(storage)
        with opened(tmp_path) as storage:  # it is free again
            assert works(storage)

    @pytest.mark.skipif(sys.platform == "win32", reason="no permissions of this kind")
    def test_only_its_owner_may_read_it(self, tmp_path: Path) -> None:
        version_1(tmp_path)
        (tmp_path / "server.db").chmod(0o600)
        with opened(tmp_path), opened(tmp_path / "new"):
            for path in tmp_path.rglob("server.db*"):
                assert path.stat().st_mode & 0o077 == 0, path

    def test_a_folder_is_made(self, tmp_path: Path) -> None:
        with opened(tmp_path / "new" / "данные") as storage:
            assert works(storage)

    def test_a_file_in_the_place_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("a file")
        assert refused(tmp_path / "data").code is StorageCode.FAILED

    @pytest.mark.skipif(sys.platform == "win32", reason="no permissions of this kind")
    @pytest.mark.skipif(
        hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere"
    )
    def test_a_folder_without_permission(self, tmp_path: Path) -> None:
        filled(tmp_path, 10)
        tmp_path.chmod(0o500)
        try:
            assert refused(tmp_path).code is StorageCode.READ_ONLY
        finally:
            tmp_path.chmod(0o700)
