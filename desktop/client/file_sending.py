"""Giving files and pictures to the server's file host, and their addresses to the conversation."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from core.client.events import BufferKind
from core.threads.file_transfers import Ended, FileTransfers, Progress
from desktop.client.given_files import (
    MOST_FILES,
    GivenFiles,
    left_out_sentences,
    read_file,
    size_of,
    sort_files,
    unfit_sentence,
    why_unfit,
)
from desktop.client.message_rows import Words
from desktop.client.message_safety import isolated
from desktop.client.transfer_texts import fault_sentence

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.transfer_card import TransferCard
    from desktop.client.waiting_card import WaitingCard
    from desktop.context import Stoppable

MOST_CARDS = 3
"""Files that are on their way or have failed, before others wait for their turn."""

translate = QCoreApplication.translate


@dataclass(slots=True)
class _Sending:
    """A file on its way, or one that waits for its turn and has no card yet."""

    read: Callable[[], bytes]
    size: int  # bytes, 0 where that is not known
    name: str
    kind: str
    buffer: str
    caption: str
    image: QImage | None
    card: TransferCard | None = None


def _no_host() -> str:
    return translate("FileSending", "This server takes no files.")


def _unreadable(name: str) -> str:
    return translate("FileSending", "%1 cannot be read.").replace("%1", isolated(name))


def _as_png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return bytes(data.data()) if image.save(buffer, "PNG") else b""  # type: ignore[call-overload]


class FileSending(QObject):
    """Sends files from one client window."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._sending: dict[int, _Sending] = {}
        self._failed: list[_Sending] = []
        self._waiting: deque[_Sending] = deque()
        self._waiting_card: WaitingCard | None = None
        self._transfers: FileTransfers | None = None

    @property
    def possible(self) -> bool:
        """The server takes files."""
        return bool(self._window.chat.connection.features.files)

    def choose(self) -> None:
        """Let the person choose files, and send them."""
        title = translate("FileSending", "Send files")
        names, _ = QFileDialog.getOpenFileNames(self._window, title)
        if names:
            given = sort_files([Path(name) for name in names[:MOST_FILES]], len(names))
            self.send_files(given.files)
            self.say_left_out(given)

    def choose_by_key(self) -> None:
        """As the paperclip does; where there is none, say why, or do nothing."""
        composer, shown = self._window.page.composer, self._window.conversations.shown
        if not self.possible:
            self._refuse(_no_host)
        elif shown.kind is not BufferKind.SERVER and not composer.closed_hint:
            self.choose()

    def send_files(self, files: Sequence[Path], caption: str = "") -> None:
        """Send files to the conversation that is shown, the caption with the first that
        goes."""
        for path in files:
            if self.send_file(path, caption):
                caption = ""
            elif not self.possible:
                return  # it need not be said of each

    def send_file(self, path: Path, caption: str = "") -> bool:
        """Send a file to the conversation that is shown; False where that cannot begin, which is
        said in the conversation."""
        from core.net.file_store import safe_name

        if (why := why_unfit(path)) is not None:
            return self._refuse(partial(unfit_sentence, path, why))
        import mimetypes

        name = safe_name(path.name)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        # It is read when its turn comes, beside the window: it may be large, and far away.
        return self._begin(partial(read_file, path), size_of(path) or 0, name, kind, caption, None)

    def say_left_out(self, given: GivenFiles) -> None:
        """Say what of the files is not sent, and why; nothing where all of them are."""
        if not self.possible:
            self._refuse(_no_host)
        elif given.unfit or given.beyond:
            self._refuse(lambda: " ".join(left_out_sentences(given)))

    def send_picture(self, image: QImage, name: str = "", caption: str = "") -> bool:
        """Send a picture that was pasted, as PNG."""
        name = name or translate("FileSending", "picture.png")
        if image.isNull():
            return self._refuse(lambda: _unreadable(name))
        if not name.lower().endswith(".png"):
            name += ".png"
        # A screen of 4K takes a second to compress: beside the window.
        own = QImage(image)
        return self._begin(lambda: _as_png(own), 0, name, "image/png", caption, image)

    def send_text(self, text: str) -> bool:
        """Send a text that is too long to be said, as a file."""
        name = translate("FileSending", "text.txt")
        return self._begin(
            lambda: text.encode("utf-8", "replace"), 0, name, "text/plain; charset=utf-8", "", None
        )

    def _refuse(self, words: Words) -> bool:
        self._window.say(words, True)
        return False

    def _begin(
        self,
        read: Callable[[], bytes],
        size: int,
        name: str,
        kind: str,
        caption: str,
        image: QImage | None,
    ) -> bool:
        if not self.possible:
            return self._refuse(_no_host)
        buffer = self._window.conversations.active
        self._waiting.append(_Sending(read, size, name, kind, buffer, caption, image))
        self._go_on()
        return True

    def _go_on(self) -> None:
        """Whose turn has come is sent. What failed keeps its place, so that a server which refuses
        everything is not asked a hundred times."""
        while self._waiting and len(self._sending) + len(self._failed) < MOST_CARDS:
            self._start(self._waiting.popleft())
        if self._waiting:
            self._show_waiting()
        elif self._waiting_card is not None:
            self._window.page.transfers.take(self._waiting_card)
            self._waiting_card = None

    def _show_waiting(self) -> None:
        from desktop.client.waiting_card import WaitingCard

        if self._waiting_card is None:
            self._waiting_card = WaitingCard()
            self._waiting_card.cancelled.connect(self._cancel_waiting)
        self._waiting_card.set_number(len(self._waiting))
        self._window.page.transfers.add(self._waiting_card)  # under the others

    def _cancel_waiting(self) -> None:
        self._waiting.clear()
        self._go_on()

    def _start(self, sending: _Sending) -> None:
        from desktop.client.transfer_card import TransferCard

        card = sending.card = TransferCard(sending.name, sending.size)
        card.cancelled.connect(lambda: self._cancel(sending))
        card.again.connect(lambda: self._again(sending))
        self._window.page.transfers.add(card)
        self._upload(sending)

    def _upload(self, sending: _Sending) -> None:
        if self._transfers is None:
            self._transfers = FileTransfers(self, self._window.security.way)
            self._transfers.progressed.connect(self._progressed)
            self._transfers.ended.connect(self._ended)
        url = self._window.chat.connection.features.files
        self._card(sending).set_fault("")
        number = self._transfers.upload(url, sending.read, sending.name, sending.kind)
        self._sending[number] = sending

    def _progressed(self, progress: Progress) -> None:
        if (sending := self._sending.get(progress.number)) is not None:
            self._card(sending).set_progress(progress.done, progress.total)

    @staticmethod
    def _card(sending: _Sending) -> TransferCard:
        assert sending.card is not None  # it is on its way
        return sending.card

    def _ended(self, ended: Ended) -> None:
        sending = self._sending.pop(ended.number, None)
        if sending is None:
            return
        if ended.fault is not None:
            self._failed.append(sending)
            self._card(sending).set_fault(partial(fault_sentence, ended.fault, ended.text))
            return
        self._window.page.transfers.take(self._card(sending))
        if sending.image is not None:
            self._window.pictures.put(ended.url, sending.image)
        text = f"{sending.caption}\n{ended.url}" if sending.caption else ended.url
        self._window.chat.connection.say(sending.buffer, text)
        self._go_on()

    def _cancel(self, sending: _Sending) -> None:
        for number, other in list(self._sending.items()):
            if other is sending and self._transfers is not None:
                del self._sending[number]
                self._transfers.cancel(number)
        if sending in self._failed:
            self._failed.remove(sending)
        self._window.page.transfers.take(self._card(sending))
        self._go_on()

    def _again(self, sending: _Sending) -> None:
        if not self.possible:
            self._card(sending).set_fault(_no_host)
            return
        if sending in self._failed:
            self._failed.remove(sending)
            self._upload(sending)

    def release(self) -> list[Stoppable]:
        """The window closes: end all transfers. What still runs is given away."""
        self._waiting.clear()
        if self._transfers is None:
            return []
        self._transfers.stop()
        return [self._transfers] if self._transfers.is_running else []
