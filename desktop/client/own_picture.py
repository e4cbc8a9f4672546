"""The picture by which others see us on a server: chosen, made small and square, given to the
server's file host, and told again whenever we join.

What is given is drawn anew: where and when a photograph was taken is not in it any more.

Source: the key "avatar" of IRCv3 metadata (draft/metadata-3).
"""

from __future__ import annotations

import contextlib
import errno
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFileDialog

from core.client import events
from core.threads.file_transfers import Ended, FileTransfers
from desktop.client.avatars import MOST_BYTES, square
from desktop.client.command_texts import result_sentence
from desktop.client.file_hosts import file_of_host
from desktop.client.picture_decoding import Decoded, PictureDecoder
from desktop.client.transfer_texts import fault_sentence

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation import Changes
    from desktop.client.menus import Menu
    from desktop.context import Stoppable

SIDE = 256
"""Pixels of the picture that is given."""
MOST_CHOSEN = 20 * 1024 * 1024
"""Bytes of a picture that is chosen."""

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class _Kept:
    """The picture of ours on one server, and its address there."""

    url: str
    png: bytes


def _too_large(name: str) -> str:
    return translate("OwnPicture", "%1 is too large: at most 20 MB.").replace("%1", name)


def _unreadable(name: str) -> str:
    return translate("OwnPicture", "%1 is no picture that can be read.").replace("%1", name)


def _not_given(ended: Ended) -> str:
    words = translate("OwnPicture", "Your picture was not given to the server: %1")
    return words.replace("%1", fault_sentence(ended.fault, ended.text))


def as_png(image: QImage) -> bytes:
    """The pixels of a picture, and nothing else that was in its file."""
    bare = QImage(image.size(), QImage.Format.Format_ARGB32)
    bare.fill(Qt.GlobalColor.transparent)
    painter = QPainter(bare)
    painter.drawImage(0, 0, image)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    bare.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


class OwnPicture(QObject):
    """Our picture on the server of one client window."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._due = False  # we have just joined
        self._giving: dict[int, tuple[bytes, Path]] = {}
        self._asking: dict[int, _Kept] = {}
        self._transfers: FileTransfers | None = None
        self._decoder: PictureDecoder | None = None
        window.chat.changed.connect(self._follow)

    @property
    def possible(self) -> bool:
        """The server keeps what people tell of themselves, and takes files."""
        features = self._window.chat.connection.features
        online = self._window.conversations.link.online
        return online and features.metadata and bool(features.files)

    def add_entries(self, menu: Menu) -> None:
        """What can be done about it, in the menu of the own nickname."""
        if not self.possible:
            return
        words = translate("OwnPicture", "Your picture…")
        menu.entry("image", words, self.choose)
        avatars = self._window.avatars
        if avatars.address_of(self._window.conversations.nick) or self._path().exists():
            words = translate("OwnPicture", "Remove your picture")
            menu.entry("trash-2", words, self.remove)

    # --- what the person does -----------------------------------------------------------------

    def choose(self) -> None:
        """Let the person choose a picture, and show it to the others."""
        title = translate("OwnPicture", "Choose your picture")
        kinds = translate("OwnPicture", "Pictures")
        wanted = f"{kinds} (*.png *.jpg *.jpeg *.gif *.webp *.bmp)"
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", wanted)
        if name:
            self.use(Path(name))

    def use(self, path: Path) -> None:
        """Show the picture in a file to the others; where that cannot be, it is said."""
        from desktop.client.given_files import read_file, shown_name

        try:
            data = read_file(path, MOST_CHOSEN)
        except (OSError, ValueError) as error:
            large = isinstance(error, OSError) and error.errno == errno.EFBIG
            self._window.say(partial(_too_large if large else _unreadable, shown_name(path)), True)
            return
        if self._decoder is None:
            self._decoder = PictureDecoder(self)
            self._decoder.decoded.connect(self._decoded)
        self._decoder.decode(path.name, data)

    def remove(self) -> None:
        """The others see the initials again."""
        self._giving.clear()
        self._asking.clear()
        with contextlib.suppress(OSError):
            self._path().unlink(missing_ok=True)
        self._tell("")

    # --- giving it ----------------------------------------------------------------------------

    def _decoded(self, decoded: Decoded) -> None:
        if decoded.image is None:
            self._window.say(partial(_unreadable, decoded.key), True)
        else:
            self._give(as_png(square(decoded.image, SIDE)))

    def _own_transfers(self) -> FileTransfers:
        if self._transfers is None:
            self._transfers = FileTransfers(self, self._window.security.way)
            self._transfers.ended.connect(self._ended)
        return self._transfers

    def _give(self, png: bytes) -> None:
        if not self.possible:
            return
        host = self._window.chat.connection.features.files
        self._giving.clear()  # of two that are chosen one after the other the later one counts
        self._asking.clear()
        number = self._own_transfers().upload(host, png, "avatar.png", "image/png")
        self._giving[number] = (png, self._path())

    def _ended(self, ended: Ended) -> None:
        kept = self._asking.pop(ended.number, None)
        if kept is not None:
            if ended.fetched is not None and ended.fetched.data == kept.png:
                self._show(ended.fetched.url, kept.png)
            else:
                self._give(kept.png)  # the host keeps it no more
            return
        given = self._giving.pop(ended.number, None)
        if given is None:
            return
        if ended.fault is not None:
            self._window.say(partial(_not_given, ended), True)
            return
        png, path = given
        self._keep(_Kept(ended.url, png), path)
        self._show(ended.url, png)

    def _show(self, url: str, png: bytes) -> None:
        self._window.avatars.put(url, QImage.fromData(png))
        self._tell(url)

    def _tell(self, url: str) -> None:
        result = self._window.chat.connection.set_metadata("*", "avatar", url)
        if result_sentence(result):
            self._window.say(partial(result_sentence, result), True)

    # --- joining again ------------------------------------------------------------------------

    def _follow(self, changes: Changes) -> None:
        for event in changes.other:
            if isinstance(event, events.Registered):
                self._due = True
        if self._due and self.possible:
            self._due = False
            self._tell_again()

    def _tell_again(self) -> None:
        kept = self._load()
        if kept is None:
            return
        host = self._window.chat.connection.features.files
        if address := file_of_host(host, kept.url):
            number = self._own_transfers().fetch(address, MOST_BYTES, redirects=False)
            self._asking[number] = kept
        else:
            self._give(kept.png)

    # --- what is kept -------------------------------------------------------------------------

    def _path(self) -> Path:
        import hashlib  # late, as it loads OpenSSL

        options = self._window.chat.options
        place = f"{options.host.casefold()} {options.port}".encode()
        name = hashlib.sha256(place).hexdigest()[:32]
        return self._window.context.client_dir / "pictures" / f"{name}.json"

    def _load(self) -> _Kept | None:
        import base64

        try:
            found = json.loads(self._path().read_text("utf-8"))
            kept = _Kept(str(found["url"]), base64.b64decode(found["png"], validate=True))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        usable = len(kept.png) <= MOST_BYTES and not QImage.fromData(kept.png).isNull()
        return kept if usable else None

    @staticmethod
    def _keep(kept: _Kept, path: Path) -> None:
        import base64

        text = json.dumps({"url": kept.url, "png": base64.b64encode(kept.png).decode()})
        with contextlib.suppress(OSError):  # then it is chosen again the next time
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(text, "utf-8")
            fresh.replace(path)

    # --- the end ------------------------------------------------------------------------------

    def release(self) -> list[Stoppable]:
        """The window closes: end everything. What still runs is given away."""
        running: list[Stoppable] = []
        for part in (self._transfers, self._decoder):
            if part is not None:
                part.stop()
                if part.is_running:
                    running.append(part)
        return running
