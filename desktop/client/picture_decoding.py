"""Turning the bytes of a picture into an image, safely and beside the window.

Broken pictures, bombs (a small file that unfolds to gigabytes) and files that are no picture at all
end in a sentence's code, never in a frozen window.
"""

from __future__ import annotations

import atexit
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from core.threads.worker import Worker
from desktop.client.picture_bombs import defused

MOST_PIXELS = 40_000_000
"""Of a picture that is opened: a camera's have up to 50 million, which scale down while read."""
MOST_SIDE = 20_000
SHOWN = QSize(1440, 960)
"""What is kept for the messages: twice the room that a picture has there, for dense screens."""
FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"gif", b"webp", b"bmp"})
_ALLOCATION_MB = 256


class PictureFault(StrEnum):
    """Why there is no image."""

    NO_PICTURE = "no_picture"
    TOO_LARGE = "too_large"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Decoded:
    """An image, or why there is none. ``size`` is that of the picture itself."""

    key: str
    image: QImage | None = None
    fault: PictureFault | None = None
    size: tuple[int, int] = (0, 0)


def decode(key: str, data: bytes, room: QSize = SHOWN, most_pixels: int = MOST_PIXELS) -> Decoded:
    """Decode a picture, scaled down into ``room``; of one that moves, the first image."""
    harmless = defused(data)
    if harmless is None:
        return Decoded(key, fault=PictureFault.BROKEN)
    buffer = QBuffer()
    buffer.setData(QByteArray(harmless))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if reader.format().data() not in FORMATS or not reader.canRead():
        return Decoded(key, fault=PictureFault.NO_PICTURE)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return Decoded(key, fault=PictureFault.BROKEN)
    shown = (size.width(), size.height())
    if size.width() * size.height() > most_pixels or max(shown) > MOST_SIDE:
        return Decoded(key, fault=PictureFault.TOO_LARGE, size=shown)
    if size.width() > room.width() or size.height() > room.height():
        reader.setScaledSize(
            size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        )
    image = reader.read()
    if image.isNull():
        return Decoded(key, fault=PictureFault.BROKEN, size=shown)
    return Decoded(key, image, size=shown)


# Decoders whose owners have gone while a picture was under way.
_let_go: set[PictureDecoder] = set()


@atexit.register
def _end_all() -> None:
    for decoder in list(_let_go):
        decoder.stop_and_wait()


class PictureDecoder(QObject):
    """Decodes one picture after the other in a thread of its own, which ends when none is left.

    Signals: ``decoded(Decoded)``. Stop it by :meth:`stop_and_wait`, or, where it has no parent, by
    :meth:`let_go`.
    """

    decoded = Signal(object)
    _made = Signal(object)
    _ended = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        room: QSize = SHOWN,
        most_pixels: int = MOST_PIXELS,
    ) -> None:
        super().__init__(parent)
        self._room, self._most_pixels = room, most_pixels
        self._queue: deque[tuple[str, bytes]] = deque()
        self._thread: _Thread | None = None
        self._stopped = False
        QImageReader.setAllocationLimit(_ALLOCATION_MB)
        self._made.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._over, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Whether the thread is under way."""
        return self._thread is not None

    def decode(self, key: str, data: bytes) -> None:
        """Decode a picture; ``decoded`` follows."""
        if self._stopped:
            return
        self._queue.append((key, data))
        if self._thread is None:
            self._begin()

    def stop(self) -> None:
        """Decode no more; no signal comes any more."""
        self._stopped = True
        self._queue.clear()

    def stop_and_wait(self, timeout_s: float = 5.0) -> bool:
        """Decode no more; whether the thread has ended."""
        self.stop()
        return self._thread is None or self._thread.join(timeout_s)

    def let_go(self) -> None:
        """Decode no more; what is under way ends by itself, without anybody's waiting for it."""
        self.stop()
        if self._thread is None:
            self.deleteLater()
        else:
            _let_go.add(self)

    def _begin(self) -> None:
        how = partial(decode, room=self._room, most_pixels=self._most_pixels)
        self._thread = _Thread(self._queue, how, self._made.emit, self._ended.emit)
        if not self._thread.launch():
            self._thread = None
            while self._queue:
                self.decoded.emit(Decoded(self._queue.popleft()[0], fault=PictureFault.BROKEN))

    def _deliver(self, decoded: Decoded) -> None:
        if not self._stopped:
            self.decoded.emit(decoded)

    def _over(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self in _let_go:
            _let_go.discard(self)
            self.deleteLater()
        elif self._queue and not self._stopped:
            self._begin()


class _Thread(Worker):
    def __init__(
        self,
        queue: deque[tuple[str, bytes]],
        how: Callable[[str, bytes], Decoded],
        made: Callable[[Decoded], None],
        ended: Callable[[], None],
    ) -> None:
        super().__init__("pictures", self._fault, ended, stack_bytes=0)
        self._queue = queue
        self._how = how
        self._made = made
        self._key = ""

    def work(self) -> None:
        while self._queue:
            self._key, data = self._queue.popleft()
            self._made(self._how(self._key, data))

    def _fault(self, _error: BaseException) -> None:
        self._made(Decoded(self._key, fault=PictureFault.BROKEN))
