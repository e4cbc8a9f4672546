"""Saving files of a conversation on this computer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from core.net.http_client import HttpFault, is_http
from core.threads.file_transfers import Ended, FileTransfers, Progress
from desktop.client.transfer_texts import fault_sentence

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.transfer_card import TransferCard
    from desktop.context import Stoppable

MOST_BYTES = 8 * 1024 * 1024 * 1024

translate = QCoreApplication.translate


def _saved(path: Path) -> str:
    return translate("FileFetching", "Saved as %1").replace("%1", str(path))


class FileFetching(QObject):
    """Fetches the files that a person of one client window wants to keep."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._fetching: dict[int, tuple[str, Path, TransferCard]] = {}
        self._led: dict[str, str] = {}  # where a host leads that was asked for a file
        self._transfers: FileTransfers | None = None

    def save(self, url: str) -> bool:
        """Ask where, and fetch it; False where nothing begins."""
        from core.net.file_store import safe_name

        if not is_http(url):
            return False
        name = safe_name(unquote(urlsplit(url).path.rpartition("/")[2]))
        places = QStandardPaths.StandardLocation.DownloadLocation
        folder = QStandardPaths.writableLocation(places)
        title = translate("FileFetching", "Save the file")
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(Path(folder) / name))
        if not chosen:
            return False
        self._begin(url, Path(chosen))
        return True

    def _begin(self, url: str, path: Path) -> None:
        from desktop.client.transfer_card import TransferCard

        card = TransferCard(path.name, 0, comes=True)
        card.cancelled.connect(lambda: self._cancel(card))
        card.again.connect(lambda: self._fetch(url, path, card))
        self._window.page.transfers.add(card)
        self._fetch(url, path, card)

    def _fetch(self, url: str, path: Path, card: TransferCard) -> None:
        if self._transfers is None:
            self._transfers = FileTransfers(self, self._window.security.way)
            self._transfers.progressed.connect(self._progressed)
            self._transfers.ended.connect(self._ended)
        card.set_fault("")
        address = self._led.pop(url, url)
        self._fetching[self._transfers.fetch_to(address, path, MOST_BYTES)] = (url, path, card)

    def _progressed(self, progress: Progress) -> None:
        if (found := self._fetching.get(progress.number)) is not None:
            found[2].set_progress(progress.done, progress.total)

    def _ended(self, ended: Ended) -> None:
        found = self._fetching.pop(ended.number, None)
        if found is None:
            return
        url, path, card = found
        if ended.fault is HttpFault.ELSEWHERE:  # trying again asks that computer
            self._led[url] = ended.url
        if ended.fault is not None:
            card.set_fault(partial(fault_sentence, ended.fault, ended.text))
            return
        self._window.page.transfers.take(card)
        self._show_saved(path)
        self._window.say(partial(_saved, path))

    def _show_saved(self, path: Path) -> None:
        """It can be opened from where its progress was."""
        from desktop.client.saved_card import SavedCard

        saved, transfers = SavedCard(path), self._window.page.transfers
        saved.closed.connect(lambda: transfers.take(saved))
        transfers.add_saved(saved)

    def _cancel(self, card: TransferCard) -> None:
        for number, found in list(self._fetching.items()):
            if found[2] is card and self._transfers is not None:
                del self._fetching[number]
                self._transfers.cancel(number)
        self._window.page.transfers.take(card)

    def release(self) -> list[Stoppable]:
        """The window closes: end all transfers. What still runs is given away."""
        if self._transfers is None:
            return []
        self._transfers.stop()
        return [self._transfers] if self._transfers.is_running else []
