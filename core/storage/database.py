"""A SQLite file: opened, checked, brought up to date, or set aside when it is damaged."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from core.storage import migrations
from core.storage.errors import NoteKind, StorageCode, StorageError, StorageNote, code_of
from core.storage.file_kind import FileKind
from core.storage.rescue import rescue
from core.storage.schema import APPLICATION_ID, TABLES, VERSION

NAME = "server.db"
CHECKED_BYTES = 128 * 1024 * 1024
"""A file up to this size is checked as a whole when it is opened (about 0.2 s for 100 MB); a larger
one by the housekeeping, and set aside at the next start."""
_BUSY_S = 0.25  # nobody else writes, but somebody may look into the file with another program
_CACHE_KIB = 16 * 1024
SERVER_FILE = FileKind(
    NAME,
    APPLICATION_ID,
    VERSION,
    TABLES,
    migrations.SERVER_STEPS,
    rescue,
    CHECKED_BYTES,
    _CACHE_KIB,
)


def connect(
    path: Path,
    read_only: bool = False,
    look: Callable[[sqlite3.Connection], object] = lambda _: None,
    cache_kib: int = _CACHE_KIB,
) -> sqlite3.Connection:
    """A connection with our settings, for any thread; ``look`` comes before anything is written.

    Raises:
        sqlite3.Error: SQLite cannot.
    """
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_S
    )
    try:
        look(connection)
        for pragma in (
            "PRAGMA auto_vacuum = INCREMENTAL",  # counts before the first table is made
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = NORMAL",
            "PRAGMA wal_autocheckpoint = 0",
            "PRAGMA secure_delete = ON",
            "PRAGMA cache_spill = OFF",
            "PRAGMA foreign_keys = ON",
            "PRAGMA trusted_schema = OFF",
            f"PRAGMA cache_size = -{cache_kib}",
        ):
            if not read_only or "cache_size" in pragma or "trusted" in pragma:
                connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def open_database(folder: Path, kind: FileKind) -> tuple[sqlite3.Connection, list[StorageNote]]:
    """The connection to the folder's file, whatever state that was in, and what was done to it.

    Raises:
        StorageError: newer, foreign, read_only, disk_full, in_use, failed. Nothing was changed.
    """
    path = folder / kind.name
    notes: list[StorageNote] = []
    try:
        try:
            return _open(path, kind, notes), notes
        except _DamagedError as damaged:
            aside = set_aside(path)
            notes.append(StorageNote(NoteKind.SET_ASIDE, aside, str(damaged)))
            connection = _open(path, kind, notes)
            if taken := kind.rescue(aside, connection):
                notes.append(StorageNote(NoteKind.RESCUED, aside, taken))
            return connection, notes
    except _DamagedError as error:  # even the new one: the disk itself is bad
        raise StorageError(StorageCode.DAMAGED, path, str(error)) from error
    except (sqlite3.Error, OSError) as error:
        raise StorageError(code_of(error), path, str(error)) from error


def mark_damaged(path: Path, what: str) -> None:
    """Have the file set aside at the next start."""
    with contextlib.suppress(OSError):
        _mark(path).write_text(what, encoding="utf-8")


def set_aside(path: Path) -> Path:
    """Rename a file and its two companions out of the way; where the file is now.

    Raises:
        OSError: the system does not let us.
    """
    target = numbered(path, "damaged")
    path.rename(target)
    for end in ("-wal", "-shm"):
        companion = path.with_name(path.name + end)
        with contextlib.suppress(FileNotFoundError):
            companion.rename(target.with_name(target.name + end))
    with contextlib.suppress(FileNotFoundError):
        _mark(path).unlink()
    return target


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.name}.damaged")


def numbered(path: Path, word: str) -> Path:
    """A name that is free: ``server.db.damaged-1``, -2 …"""
    number = 1
    while (target := path.with_name(f"{path.name}.{word}-{number}")).exists():
        number += 1
    return target


def damage_in(connection: sqlite3.Connection) -> str:
    """What is wrong with the file, "" if nothing; reads all of it (2 s a gigabyte)."""
    try:
        found = connection.execute("PRAGMA quick_check(3)").fetchall()
    except sqlite3.DatabaseError as error:
        if code_of(error) is StorageCode.DAMAGED:
            return str(error)
        raise
    rows = [str(row[0]) for row in found]
    return "" if rows == ["ok"] else "; ".join(rows)


class _DamagedError(Exception):
    """The file is no good; the words of SQLite."""


def _open(path: Path, kind: FileKind, notes: list[StorageNote]) -> sqlite3.Connection:
    """Raises _DamagedError, StorageError, sqlite3.Error, OSError."""
    marked = _mark(path)
    if marked.exists() and path.exists():
        raise _DamagedError(marked.read_text(encoding="utf-8", errors="replace")[:500])
    _look_at_header(path, kind)
    path.touch(mode=0o600)  # private messages and the keys of passwords; SQLite's log has the same
    try:
        connection = connect(
            path,
            look=lambda connection: _whose(connection, path, kind),
            cache_kib=kind.cache_kib,
        )
        try:
            _prepare(connection, path, kind, notes)
        except BaseException:
            connection.close()
            raise
    except sqlite3.DatabaseError as error:
        if code_of(error) is StorageCode.DAMAGED:
            raise _DamagedError(str(error)) from error
        raise
    return connection


def _look_at_header(path: Path, kind: FileKind) -> None:
    """Before SQLite opens the file, since that may already write into it."""
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        header = file.read(100)
        if not header:
            return
        if not header.startswith(b"SQLite format 3\0") or len(header) < 100:
            raise _DamagedError("it is no database")
        version = int.from_bytes(header[60:64], "big")
        ours = int.from_bytes(header[68:72], "big") == kind.application_id
        if not ours and not path.with_name(path.name + "-wal").exists():
            empty = int.from_bytes(header[28:32], "big") <= 1  # ended before its tables were made
            if not empty:
                raise StorageError(StorageCode.FOREIGN, path)
        if ours and version > kind.version:
            detail = f"version {version}, ours is {kind.version}"
            raise StorageError(StorageCode.NEWER, path, detail)


def _whose(connection: sqlite3.Connection, path: Path, kind: FileKind) -> None:
    """The same by what the log of SQLite has, which may be newer than the header."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        if _pragma(connection, "application_id") != kind.application_id:
            raise StorageError(StorageCode.FOREIGN, path)
        if (version := _pragma(connection, "user_version")) > kind.version:
            detail = f"version {version}, ours is {kind.version}"
            raise StorageError(StorageCode.NEWER, path, detail)


def _prepare(
    connection: sqlite3.Connection, path: Path, kind: FileKind, notes: list[StorageNote]
) -> None:
    version = _pragma(connection, "user_version")
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version == 0 and not tables:
        migrations.create(connection, kind)
        return
    if path.stat().st_size <= kind.checked_bytes and (damage := damage_in(connection)):
        raise _DamagedError(damage)
    if version < kind.version:
        copy = numbered(path, f"version-{version}")
        migrations.back_up(connection, copy)
        migrations.migrate(connection, kind, version)
        notes.append(StorageNote(NoteKind.MIGRATED, copy, f"{version} to {kind.version}"))
    missing = migrations.missing_tables(connection, kind)
    if missing:
        raise _DamagedError(f"without table {', '.join(missing)}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
