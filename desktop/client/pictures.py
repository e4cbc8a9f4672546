"""The pictures in a window's messages: fetched when somebody asks, decoded beside the window, kept
as long as there is room. Nothing is fetched unasked, unless the person chose that pictures of the
server's own file host show by themselves.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from core.net.http_client import HttpFault
from core.threads.file_transfers import Ended, FileTransfers
from desktop.client.file_hosts import file_of_host, own_file_host
from desktop.client.message_pictures import PictureState, picture_name
from desktop.client.picture_decoding import Decoded, PictureDecoder, PictureFault
from desktop.client.transfer_texts import fault_sentence

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.context import Stoppable

MOST_BYTES = 20 * 1024 * 1024
"""Of a picture that is fetched."""
_ROOM = 48 * 1024 * 1024  # bytes of images that are kept
_FILES_ROOM = 48 * 1024 * 1024  # bytes of files as they came, for the large view and for saving
_STATES = 2000

_NOTHING = PictureState()


class Pictures(QObject):
    """Attributes: none to set. Signals: ``changed(url)``: its state is another one now."""

    changed = Signal(str)

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._states: OrderedDict[str, PictureState] = OrderedDict()
        self._files: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._led: dict[str, str] = {}  # where a host leads that was asked for a picture
        self._fetching: dict[int, str] = {}
        self._unasked: list[str] = []
        self._transfers: FileTransfers | None = None
        self._decoder: PictureDecoder | None = None
        view = window.page.view
        view.set_pictures(self)
        view.picture_opened.connect(self.open)

    # --- what the view reads ------------------------------------------------------------------

    def state(self, url: str) -> PictureState:
        """What is known of the picture at ``url``."""
        found = self._states.get(url)
        if found is None:
            if self._by_itself(url):
                self._unasked.append(url)
                if len(self._unasked) == 1:
                    QTimer.singleShot(0, self, self._ask_unasked)
                return PictureState(loading=True)
            return _NOTHING
        self._states.move_to_end(url)
        return found

    def ask(self, url: str) -> None:
        """Fetch and show it; harmless where that is under way. Once the person has read that it
        leads to another computer, trying again asks that one."""
        found = self._states.get(url, _NOTHING)
        if found.loading or found.image is not None:
            return
        self._set(url, PictureState(loading=True))
        address = self._led.pop(url, url)
        self._fetching[self._own_transfers().fetch(address, MOST_BYTES)] = url

    def file(self, url: str) -> tuple[bytes, str] | None:
        """The file as it came, with its name; None where it is not kept any more."""
        return self._files.get(url)

    def _by_itself(self, url: str) -> bool:
        if self._window.context.preferences.text("pictures.load") != "server":
            return False
        base = own_file_host(self._window)
        return bool(base) and file_of_host(base, url) == url

    def _ask_unasked(self) -> None:
        asked, self._unasked = self._unasked, []
        for url in dict.fromkeys(asked):
            if url not in self._states:
                self.ask(url)

    # --- fetching -----------------------------------------------------------------------------

    def _own_transfers(self) -> FileTransfers:
        if self._transfers is None:
            self._transfers = FileTransfers(self, self._window.security.way)
            self._transfers.ended.connect(self._fetched)
            self._decoder = PictureDecoder(self)
            self._decoder.decoded.connect(self._decoded)
        return self._transfers

    def _fetched(self, ended: Ended) -> None:
        url = self._fetching.pop(ended.number, "")
        if not url:
            return
        if ended.fault is HttpFault.ELSEWHERE:
            self._led[url] = ended.url
        if ended.fetched is None or self._decoder is None:
            self._set(url, PictureState(failed=fault_sentence(ended.fault, ended.text)))
            return
        self._files[url] = (ended.fetched.data, ended.fetched.name)
        while sum(len(data) for data, _ in self._files.values()) > _FILES_ROOM:
            self._files.popitem(last=False)
        self._decoder.decode(url, ended.fetched.data)

    def _decoded(self, decoded: Decoded) -> None:
        if decoded.image is not None:
            self._set(decoded.key, PictureState(image=decoded.image))
        else:
            self._files.pop(decoded.key, None)
            self._set(decoded.key, PictureState(failed=_no_picture(decoded)))

    def put(self, url: str, image: QImage) -> None:
        """We gave this picture to the server ourselves: it need not be fetched."""
        self._set(url, PictureState(image=image))

    def _set(self, url: str, state: PictureState) -> None:
        self._states[url] = state
        self._states.move_to_end(url)
        kept = sum(s.image.sizeInBytes() for s in self._states.values() if s.image is not None)
        while (kept > _ROOM and len(self._states) > 1) or len(self._states) > _STATES:
            url_gone, gone = self._states.popitem(last=False)
            self._led.pop(url_gone, None)
            kept -= gone.image.sizeInBytes() if gone.image is not None else 0
        self.changed.emit(url)

    def open(self, url: str) -> None:
        """Show a picture that is there in a window of its own."""
        from desktop.client.picture_window import PictureWindow

        data, name = self._files.get(url, (b"", picture_name(url)))
        window = PictureWindow(name, data, self.state(url).image, self._window)
        window.show()

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


def _no_picture(decoded: Decoded) -> str:
    translate = QCoreApplication.translate
    match decoded.fault:
        case PictureFault.TOO_LARGE:
            words = translate("Pictures", "Too large to be shown here: %1 × %2")
            return words.replace("%1", str(decoded.size[0])).replace("%2", str(decoded.size[1]))
        case PictureFault.NO_PICTURE:
            return translate("Pictures", "This is no picture that can be shown")
        case _:
            return translate("Pictures", "The picture is damaged")
