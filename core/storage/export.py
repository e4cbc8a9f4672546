"""A conversation as a file that one can read, print or process: text, HTML or JSON.

It reads a slice at a time through a connection of its own, so that any size can be exported while
the server runs, and the file appears under its name only when it is complete.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.server.history import MESSAGES, StoredEvent
from core.storage.errors import StorageError, code_of
from core.storage.export_html import html_pieces
from core.storage.export_json import json_pieces
from core.storage.export_text import text_pieces
from core.storage.export_words import ExportWords
from core.storage.server_storage import ServerStorage

_CHARACTERS = 64 * 1024
_TOLD_EVERY = 500


class ExportKind(StrEnum):
    """The kinds of files; the value is the ending of the name."""

    TEXT = "txt"
    HTML = "html"
    JSON = "json"


_PIECES: dict[
    ExportKind, Callable[[Iterable[StoredEvent], str, ExportWords, float], Iterator[str]]
] = {
    ExportKind.TEXT: text_pieces,
    ExportKind.HTML: html_pieces,
    ExportKind.JSON: json_pieces,
}


def pieces_of(
    events: Iterable[StoredEvent], kind: ExportKind, title: str, words: ExportWords, now: float
) -> Iterator[str]:
    """The file in pieces, as they are asked for; ``now`` is a Unix time."""
    return _PIECES[kind](events, title, words, now)


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export has written."""

    path: Path
    events: int
    bytes: int


def export(
    storage: ServerStorage,
    key: str,
    path: Path,
    kind: ExportKind,
    words: ExportWords,
    *,
    title: str = "",
    after: float = 0.0,
    before: float = 0.0,
    messages_only: bool = False,
    progress: Callable[[int], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Exported | None:
    """Write a conversation into a file, in any thread that may wait; None where it was cancelled.

    Args:
        storage: of the running server.
        key: of the conversation.
        path: of the file; one that is there is replaced in the end.
        kind: text, HTML or JSON.
        words: the phrases of the language that it is for.
        title: what the conversation is called; by default, its key.
        after: only what was said after this time (seconds since 1970), if not 0.
        before: only what was said before this time, if not 0.
        messages_only: without joins, topics and the like.
        progress: called now and then with the number of events so far.
        cancelled: asked now and then.

    Raises:
        StorageError: disk_full, read_only, damaged, failed; then there is no new file.
    """
    with contextlib.closing(storage.events(key, after, before)) as events:
        chosen = (e for e in events if not messages_only or e.command in MESSAGES)
        return write_events(
            chosen, path, kind, words, title=title or key, progress=progress, cancelled=cancelled
        )


def write_events(
    events: Iterable[StoredEvent],
    path: Path,
    kind: ExportKind,
    words: ExportWords,
    *,
    title: str,
    progress: Callable[[int], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Exported | None:
    """The same for events that somebody has, oldest first."""
    counted = _Counted(events, progress, cancelled)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        try:
            with fresh.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
                for block in _blocks(pieces_of(counted, kind, title, words, time.time())):
                    file.write(block)
                    if counted.stopped:
                        return None
                file.flush()
                os.fsync(file.fileno())
                size = file.tell()
            fresh.replace(path)
        finally:
            with contextlib.suppress(OSError):
                fresh.unlink()
    except (OSError, sqlite3.Error) as error:
        raise StorageError(code_of(error), path, str(error)) from error
    progress(counted.number)
    return Exported(path, counted.number, size)


class _Counted:
    """Counts, tells of it, and ends early where it is told to."""

    def __init__(
        self,
        events: Iterable[StoredEvent],
        progress: Callable[[int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._events = events
        self._progress = progress
        self._cancelled = cancelled
        self.number = 0
        self.stopped = False

    def __iter__(self) -> Iterator[StoredEvent]:
        for event in self._events:
            if self.number % _TOLD_EVERY == 0:
                self._progress(self.number)
                if self._cancelled():
                    self.stopped = True
                    return
            yield event
            self.number += 1


def _blocks(pieces: Iterable[str]) -> Iterator[str]:
    """Few large pieces instead of many small ones."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size > _CHARACTERS:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)
