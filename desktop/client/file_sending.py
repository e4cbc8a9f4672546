"""Giving files and pictures to the server's file host, and their addresses to the conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from core.client.events import BufferKind
from core.threads.file_transfers import Ended, FileTransfers, Progress
from desktop.client.message_rows import Words
from desktop.client.transfer_texts import fault_sentence

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.transfer_card import TransferCard
    from desktop.context import Stoppable

MOST_BYTES = 1024 * 1024 * 1024
"""Of a file that is read into memory to be given; servers take less."""

translate = QCoreApplication.translate


@dataclass(slots=True)
class _Sending:
    """A file on its way."""

    data: bytes | Callable[[], bytes]  # or what makes it
    name: str
    kind: str
    buffer: str
    caption: str
    card: TransferCard
    image: QImage | None


def _no_host() -> str:
    return translate("FileSending", "This server takes no files.")


def _unreadable(name: str) -> str:
    return translate("FileSending", "%1 cannot be read.").replace("%1", name)


def _empty(name: str) -> str:
    return translate("FileSending", "%1 is empty: there is nothing to send.").replace("%1", name)


def _too_large(name: str) -> str:
    return translate("FileSending", "%1 is too large to be sent.").replace("%1", name)


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
        self._transfers: FileTransfers | None = None

    @property
    def possible(self) -> bool:
        """The server takes files."""
        return bool(self._window.chat.connection.features.files)

    def choose(self) -> None:
        """Let the person choose files, and send them."""
        title = translate("FileSending", "Send files")
        names, _ = QFileDialog.getOpenFileNames(self._window, title)
        for name in names:
            self.send_file(Path(name))

    def choose_by_key(self) -> None:
        """As the paperclip does; where there is none, say why, or do nothing."""
        composer, shown = self._window.page.composer, self._window.conversations.shown
        if not self.possible:
            self._refuse(_no_host)
        elif shown.kind is not BufferKind.SERVER and not composer.closed_hint:
            self.choose()

    def send_file(self, path: Path, caption: str = "") -> bool:
        """Send a file to the conversation that is shown; False where that cannot begin, which is
        said in the conversation."""
        name = path.name
        try:
            if path.stat().st_size > MOST_BYTES:
                return self._refuse(lambda: _too_large(name))
            data = path.read_bytes()
        except OSError:
            return self._refuse(lambda: _unreadable(name))
        if not data:
            return self._refuse(lambda: _empty(name))
        import mimetypes

        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._begin(data, name, kind, caption, None)

    def send_picture(self, image: QImage, name: str = "", caption: str = "") -> bool:
        """Send a picture that was pasted, as PNG."""
        name = name or translate("FileSending", "picture.png")
        if image.isNull():
            return self._refuse(lambda: _unreadable(name))
        if not name.lower().endswith(".png"):
            name += ".png"
        # A screen of 4K takes a second to compress: beside the window.
        own = QImage(image)
        return self._begin(lambda: _as_png(own), name, "image/png", caption, image)

    def _refuse(self, words: Words) -> bool:
        self._window.say(words, True)
        return False

    def _begin(
        self,
        data: bytes | Callable[[], bytes],
        name: str,
        kind: str,
        caption: str,
        image: QImage | None,
    ) -> bool:
        if not self.possible:
            return self._refuse(_no_host)
        from desktop.client.transfer_card import TransferCard

        card = TransferCard(name, len(data) if isinstance(data, bytes) else 0)
        buffer = self._window.conversations.active
        sending = _Sending(data, name, kind, buffer, caption, card, image)
        card.cancelled.connect(lambda: self._cancel(sending))
        card.again.connect(lambda: self._again(sending))
        self._window.page.transfers.add(card)
        self._upload(sending)
        return True

    def _upload(self, sending: _Sending) -> None:
        if self._transfers is None:
            self._transfers = FileTransfers(self, self._window.security.way)
            self._transfers.progressed.connect(self._progressed)
            self._transfers.ended.connect(self._ended)
        url = self._window.chat.connection.features.files
        sending.card.set_fault("")
        number = self._transfers.upload(url, sending.data, sending.name, sending.kind)
        self._sending[number] = sending

    def _progressed(self, progress: Progress) -> None:
        if (sending := self._sending.get(progress.number)) is not None:
            sending.card.set_progress(progress.done, progress.total)

    def _ended(self, ended: Ended) -> None:
        sending = self._sending.pop(ended.number, None)
        if sending is None:
            return
        if ended.fault is not None:
            self._failed.append(sending)
            sending.card.set_fault(partial(fault_sentence, ended.fault, ended.text))
            return
        self._window.page.transfers.take(sending.card)
        if sending.image is not None:
            self._window.pictures.put(ended.url, sending.image)
        text = f"{sending.caption}\n{ended.url}" if sending.caption else ended.url
        self._window.chat.connection.say(sending.buffer, text)

    def _cancel(self, sending: _Sending) -> None:
        for number, other in list(self._sending.items()):
            if other is sending and self._transfers is not None:
                del self._sending[number]
                self._transfers.cancel(number)
        if sending in self._failed:
            self._failed.remove(sending)
        self._window.page.transfers.take(sending.card)

    def _again(self, sending: _Sending) -> None:
        if not self.possible:
            sending.card.set_fault(_no_host)
            return
        if sending in self._failed:
            self._failed.remove(sending)
            self._upload(sending)

    def release(self) -> list[Stoppable]:
        """The window closes: end all transfers. What still runs is given away."""
        if self._transfers is None:
            return []
        self._transfers.stop()
        return [self._transfers] if self._transfers.is_running else []
