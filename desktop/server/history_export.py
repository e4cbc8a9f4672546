"""A channel's history as a file: asked for a name, written in a thread, told how it went."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.server.history import StoredEvent, Which
from core.server.server import Server
from core.storage.errors import StorageError
from core.storage.export import Exported, ExportKind, export, write_events
from core.storage.export_words import ExportWords
from desktop.server.controller import ServerController
from desktop.server.storage_words import fault
from desktop.server.tasks import Task, Tasks

translate = QCoreApplication.translate

_MOST_IN_MEMORY = 1_000_000


class HistoryExport(QObject):
    """Signals: ``told(text, good)``: what is going on, for a line of the page."""

    told = Signal(str, bool)

    def __init__(self, controller: ServerController, page: QWidget) -> None:
        super().__init__(page)
        self._controller = controller
        self._page = page
        self._cancelled = threading.Event()
        self.tasks = Tasks(self)

    def ask(self, key: str, name: str) -> None:
        """Ask where to save a conversation, and as what: the ending of the name tells."""
        title = translate("HistoryPage", "Save the history of a channel")
        ask_file(self._page, title, name, partial(self.save, key, name))

    def save(self, key: str, name: str, path: Path) -> None:
        """Write it; ``told`` says how it goes."""
        kind = next((k for k in ExportKind if path.suffix.lower() == f".{k}"), ExportKind.TEXT)
        self.told.emit(translate("HistoryPage", "Saving %1…").replace("%1", name), True)
        storage = self._controller.storage
        if storage is None:
            self._controller.ask_quietly(
                partial(_all_of, key), lambda events: self._write(events, name, path, kind)
            )
            return
        work = partial(
            export,
            storage,
            key,
            path,
            kind,
            export_words(),
            title=name,
            progress=partial(self._progress, name),
            cancelled=self._cancelled.is_set,
        )
        self.tasks.start("export", work, self._ended)

    def _write(
        self, events: tuple[StoredEvent, ...], name: str, path: Path, kind: ExportKind
    ) -> None:
        work = partial(write_events, events, path, kind, export_words(), title=name)
        self.tasks.start("export", work, self._ended)

    def _progress(self, name: str, number: int) -> None:
        """Called in the thread that writes: signals may cross."""
        text = translate("HistoryPage", "Saving %1…").replace("%1", name)
        self.told.emit(f"{text} {number}", True)

    def _ended(self, task: Task) -> None:
        result = task.result
        if isinstance(result, Exported):
            self.told.emit(
                translate("HistoryPage", "Saved as %1").replace("%1", str(result.path)), True
            )
        elif isinstance(task.error, StorageError):
            error = task.error
            self.told.emit(fault(error.code, str(error.path), error.detail), False)
        elif task.error is not None:
            words = translate("LogPage", "Not saved: %1")
            self.told.emit(words.replace("%1", str(task.error)), False)

    def finish(self) -> None:
        """The window closes: what is being written is given up."""
        self._cancelled.set()
        self.tasks.finish()


def ask_file(parent: QWidget, title: str, name: str, answer: Callable[[Path], object]) -> None:
    """Ask where to save a conversation, and as what: the ending of the name tells."""
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    filters = [f"{text} (*.{kind})" for kind, text in _kinds().items()]
    dialog.setNameFilters(filters)
    dialog.filterSelected.connect(
        lambda chosen: dialog.setDefaultSuffix(list(_kinds())[filters.index(chosen)])
    )
    dialog.setDefaultSuffix(ExportKind.HTML)
    dialog.selectFile(f"{_file_name(name)}.{ExportKind.HTML}")
    dialog.fileSelected.connect(lambda path: answer(Path(path)))
    dialog.open()


def _kinds() -> dict[ExportKind, str]:
    return {
        ExportKind.HTML: translate("HistoryPage", "Web page"),
        ExportKind.TEXT: translate("HistoryPage", "Text"),
        ExportKind.JSON: translate("HistoryPage", "Data for programs"),
    }


def _file_name(name: str) -> str:
    from core.net.file_store import safe_name

    kept = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
    return safe_name(kept.strip("-") or "history")


def _all_of(key: str, server: Server) -> tuple[StoredEvent, ...]:
    return tuple(server.stores.history.query(key, Which.LATEST, [], _MOST_IN_MEMORY, False))


def export_words() -> ExportWords:
    """The phrases of the file, in the language of the window."""
    return ExportWords(
        language=QLocale().name().partition("_")[0],
        day=translate("HistoryPage", "%m/%d/%Y", "strftime"),
        exported=translate("HistoryPage", "Exported {time}"),
        edited=translate("HistoryPage", "edited"),
        joined=translate("HistoryPage", "{nick} came in"),
        left=translate("HistoryPage", "{nick} left"),
        kicked=translate("HistoryPage", "{nick} removed {other}"),
        renamed=translate("HistoryPage", "{nick} is now {other}"),
        topic=translate("HistoryPage", "{nick} set the topic: {text}"),
        mode=translate("HistoryPage", "{nick} set {text}"),
        channel_renamed=translate("HistoryPage", "the channel is now {text}"),
        reason=translate("HistoryPage", "{what} ({text})"),
    )
