"""The pictures that people gave themselves, shown as circles wherever their initials stand.

A picture is fetched unasked, so only from the file host of the server that we are connected to,
never from another computer, and only what is painted; small ones, and not many.

Source: the key "avatar" of IRCv3 metadata (draft/metadata-3).
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from core.client.events import Event
from core.client.feature_events import FeaturesChanged
from core.threads.file_transfers import Ended, FileTransfers
from desktop.client.file_hosts import file_of_host, own_file_host
from desktop.client.picture_decoding import Decoded, PictureDecoder
from desktop.widgets.paint import round_picture

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.context import Stoppable

MOST_BYTES = 512 * 1024
"""Of a picture that is fetched."""
MOST_PICTURES = 200
"""That are kept; the one that was painted longest ago goes first."""
_MOST_PIXELS = 2048 * 2048
_SIDE = 128  # pixels of what is kept
_KEY = "avatar"
_MOST_CIRCLES = 600


def square(image: QImage, side: int) -> QImage:
    """The middle of a picture, as a square of ``side`` pixels."""
    least = min(image.width(), image.height())
    left, top = (image.width() - least) // 2, (image.height() - least) // 2
    return image.copy(left, top, least, least).scaled(
        QSize(side, side),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


class Avatars(QObject):
    """The people's pictures of one client window.

    Signals: ``changed(frozenset)``: the nicknames, folded, of those who look different now.
    """

    changed = Signal(object)

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._base = own_file_host(window)
        self._images: OrderedDict[str, QImage | None] = OrderedDict()  # None: there is none
        self._circles: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._wanted: dict[str, None] = {}
        self._whose: dict[str, set[str]] = {}  # who waits for what is fetched, folded
        self._fetching: dict[int, str] = {}
        self._transfers: FileTransfers | None = None
        self._decoder: PictureDecoder | None = None
        self._shown = self._allowed()
        page = window.page
        page.view.set_faces(self)
        page.members.model.faces = self
        page.members.model.name_of = window.people_told.name
        page.sidebar.model.faces = self
        page.sidebar.own.faces = self
        page.composer.set_people(self, window.people_told.name)
        self.changed.connect(self._paint_again)
        window.chat.followed.connect(self._follow)
        window.people_told.changed.connect(self._told_anew)
        window.context.preference_changed.connect(self._preference_changed)

    # --- what is painted ----------------------------------------------------------------------

    def picture(self, nick: str, size: int, ratio: float) -> QPixmap | None:
        """Somebody's picture as a circle of ``size``; None where initials stand for the person.

        Quick, as it is asked while painting; where the picture is not there yet, it is fetched.
        """
        url = self.address_of(nick)
        if not url or not self._shown:
            return None
        address = file_of_host(self._base, url)
        if not address:
            return None
        if address not in self._images:
            if not self._wanted:
                QTimer.singleShot(0, self, self._fetch_wanted)
            self._wanted[address] = None
            self._whose.setdefault(address, set()).add(nick.casefold())
            return None
        self._images.move_to_end(address)
        image = self._images[address]
        if image is None:
            return None
        key = (address, round(size * ratio))
        found = self._circles.get(key)
        if found is None:
            found = self._circles[key] = round_picture(image, size, ratio)
            if len(self._circles) > _MOST_CIRCLES:
                self._circles.popitem(last=False)
        return found

    def address_of(self, nick: str) -> str:
        """The address that somebody told, "" for none."""
        return self._window.people_told.value(nick, _KEY)

    def is_known(self, url: str) -> bool:
        """Whether the picture at an address came, or why it cannot be shown."""
        return file_of_host(self._base, url) in self._images

    def put(self, url: str, image: QImage) -> None:
        """We gave this picture to the server ourselves: it need not be fetched."""
        if address := file_of_host(self._base, url):
            self._keep(address, square(image, _SIDE))

    def _allowed(self) -> bool:
        chosen = self._window.context.preferences
        return chosen.flag("view.avatars") and chosen.text("pictures.load") != "never"

    def _preference_changed(self, key: str) -> None:
        if key in ("view.avatars", "pictures.load") and self._allowed() != self._shown:
            self._shown = self._allowed()
            self.changed.emit(self._window.people_told.nicks(_KEY))

    def _paint_again(self) -> None:
        page = self._window.page
        page.members.list.viewport().update()
        page.sidebar.list.viewport().update()
        page.sidebar.own.update()
        page.composer.paint_people_again()

    def _follow(self, batch: list[Event]) -> None:
        for event in batch:
            if isinstance(event, FeaturesChanged):
                self._base = own_file_host(self._window, event.features.files)

    def _told_anew(self, key: str, nicks: frozenset[str]) -> None:
        if key == _KEY:
            self.changed.emit(nicks)

    # --- fetching -----------------------------------------------------------------------------

    def _fetch_wanted(self) -> None:
        wanted, self._wanted = self._wanted, {}
        if self._transfers is None or self._decoder is None:
            self._transfers = FileTransfers(self, self._window.security.way)
            self._transfers.ended.connect(self._fetched)
            room = QSize(2 * _SIDE, 2 * _SIDE)
            self._decoder = PictureDecoder(self, room, _MOST_PIXELS)
            self._decoder.decoded.connect(self._decoded)
        under_way = set(self._fetching.values())
        for address in wanted:
            if address not in under_way and address not in self._images:
                number = self._transfers.fetch(address, MOST_BYTES, redirects=False)
                self._fetching[number] = address

    def _fetched(self, ended: Ended) -> None:
        address = self._fetching.get(ended.number, "")
        if ended.fetched is None or self._decoder is None:
            del self._fetching[ended.number]
            self._keep(address, None)
        else:  # it stays among those that are fetched until it is decoded
            self._decoder.decode(f"{ended.number} {address}", ended.fetched.data)

    def _decoded(self, decoded: Decoded) -> None:
        number, _, address = decoded.key.partition(" ")
        self._fetching.pop(int(number), None)
        image = decoded.image
        self._keep(address, square(image, _SIDE) if image is not None else None)

    def _keep(self, address: str, image: QImage | None) -> None:
        self._images[address] = image
        self._images.move_to_end(address)
        for key in [key for key in self._circles if key[0] == address]:
            del self._circles[key]
        while len(self._images) > MOST_PICTURES:
            self._images.popitem(last=False)
        whose = self._whose.pop(address, None)
        if whose and image is not None:
            self.changed.emit(frozenset(whose))

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
