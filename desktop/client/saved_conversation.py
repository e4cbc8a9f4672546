"""Writes the rows of a conversation into a file, between the other work of the window's thread.

The rows are read where the view reads them, a page at a time, so that a million of them takes no
more memory than ten; the file appears under its name only when it is complete.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QObject, QTimer, Signal

from core.client.events import (
    ChannelModesChanged,
    MessageKind,
    MessageReceived,
    News,
    NewsKind,
    TopicChanged,
)
from core.server.history import StoredEvent
from core.storage.errors import code_of
from core.storage.export import ExportKind, pieces_of
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import NewsRow, Row
from desktop.server.history_export import export_words

_SLICE_S = 0.006

_COMMANDS = {
    NewsKind.JOINED: "JOIN",
    NewsKind.LEFT: "PART",
    NewsKind.QUIT: "QUIT",
    NewsKind.KICKED: "KICK",
    NewsKind.NICK: "NICK",
}


def events_of(row: Row, target: str) -> Iterator[StoredEvent]:
    """A row as the server would have kept it; nothing for sentences of the window."""
    if isinstance(row, MessageReceived):
        if row.redacted:
            return
        text = f"\x01ACTION {row.text}\x01" if row.kind is MessageKind.ACTION else row.text
        command = "NOTICE" if row.kind is MessageKind.NOTICE else "PRIVMSG"
        yield StoredEvent(
            row.msgid,
            row.time,
            target,
            command,
            row.nick,
            row.account,
            (target, text),
            edited=row.edited,
        )
    elif isinstance(row, NewsRow):
        for item in row.items:
            yield from _news(item, target)
    elif isinstance(row, TopicChanged) and row.setter:
        yield StoredEvent("", row.time, target, "TOPIC", row.setter, "", (target, row.topic))
    elif isinstance(row, ChannelModesChanged) and row.text:
        yield StoredEvent("", row.time, target, "MODE", row.setter, "", (target, row.text))


def _news(item: News, target: str) -> Iterator[StoredEvent]:
    command = _COMMANDS.get(item.kind)
    if command is None:
        return
    nick = item.nick
    params: tuple[str, ...] = (target, item.text)
    if command == "KICK":
        nick, params = item.other, (target, item.nick, item.text)
    elif command == "NICK":
        params = (item.other,)
    elif command == "QUIT":
        params = (item.text,)
    yield StoredEvent("", item.time, target, command, nick, "", params)


class ConversationWriter(QObject):
    """Writes one file.

    Attributes: ``path``; ``number``, how many messages and events are in it; ``fault``, None or
    (code, detail) as in ``core.storage.errors``. Signals: ``ended()``.
    """

    ended = Signal()

    def __init__(
        self, model: ConversationModel, name: str, path: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._name, self.path = model, name, path
        self.number = 0
        self.fault: tuple[str, str] | None = None
        self._at, self._end = model.first, model.end
        self._fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
        self._file: TextIO | None = None
        kind = next((k for k in ExportKind if path.suffix.lower() == f".{k}"), ExportKind.TEXT)
        self._pieces = pieces_of(self._events(), kind, name, export_words(), time.time())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._slice)
        model.moved.connect(self._moved)

    def _events(self) -> Iterator[StoredEvent]:
        while self._at < self._end:
            row = self._model.row_or_none(self._at)
            self._at += 1
            for event in events_of(row, self._name) if row is not None else ():
                self.number += 1
                yield event

    def _moved(self, before: int, by: int) -> None:
        """What was missing came in: the rows before it have other numbers."""
        if self._at < before:
            self._at += by

    def start(self) -> None:
        """Begin; ``ended`` comes later."""
        self._timer.start(0)

    def _slice(self) -> None:
        until = time.monotonic() + _SLICE_S
        try:
            if self._file is None:
                self._file = self._fresh.open(
                    "w", encoding="utf-8", errors="replace", newline="\n", buffering=65536
                )
            while time.monotonic() < until:
                piece = next(self._pieces, None)
                if piece is None:
                    self._file.close()
                    self._fresh.replace(self.path)
                    self._finish()
                    return
                self._file.write(piece)
        except OSError as error:
            self.fault = (code_of(error), str(error))
            self._finish()

    def _finish(self) -> None:
        self._timer.stop()
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
        with contextlib.suppress(OSError):
            self._fresh.unlink(missing_ok=True)
        self.ended.emit()
