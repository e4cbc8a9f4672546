"""Fetching and giving files beside the window: a thread for each transfer, a few at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from core.net.http_client import Fetched, HttpError, HttpExchange, HttpFault
from core.net.http_way import STRAIGHT, Way
from core.threads.worker import Worker

AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How far transfer ``number`` has come, in bytes; ``total`` 0 is not known."""

    number: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A transfer is over: what was fetched, or the address of what was given, or why not. With the
    fault ELSEWHERE ``url`` is where the host leads."""

    number: int
    fetched: Fetched | None = None
    url: str = ""
    fault: HttpFault | None = None
    text: str = ""


class FileTransfers(QObject):
    """The transfers of one window. Stop it by :meth:`stop_and_wait`. ``way`` tells how hosts are
    reached, when a transfer begins.

    Signals:
        progressed(Progress): at most every few kilobytes.
        ended(Ended): a transfer is over, also one that was cancelled.
    """

    progressed = Signal(object)
    ended = Signal(object)
    _done = Signal(object)

    def __init__(
        self, parent: QObject | None = None, way: Callable[[], Way] = lambda: STRAIGHT
    ) -> None:
        super().__init__(parent)
        self._way = way
        self._numbers = 0
        self._queue: deque[tuple[int, HttpExchange, Callable[[HttpExchange], Ended]]] = deque()
        self._running: dict[int, tuple[HttpExchange, _Transfer]] = {}
        self._stopped = False
        self._done.connect(self._over, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Whether a thread is under way."""
        return bool(self._running)

    def fetch(self, url: str, most: int, *, redirects: bool = True) -> int:
        """Fetch at most ``most`` bytes from ``url``; the number of the transfer. ``redirects``:
        other addresses, to which the host may lead, are asked too."""
        self._numbers += 1
        number = self._numbers

        progress = partial(self._tell, number)

        def work(exchange: HttpExchange) -> Ended:
            return Ended(number, exchange.fetch(url, most, progress, redirects=redirects))

        return self._begin(number, work)

    def fetch_to(self, url: str, path: Path, most: int) -> int:
        """Fetch at most ``most`` bytes from ``url`` into a file; the number of the transfer."""
        self._numbers += 1
        number = self._numbers

        def work(exchange: HttpExchange) -> Ended:
            try:
                fetched = exchange.fetch_to(url, path, most, partial(self._tell, number))
            except OSError as error:
                return Ended(number, fault=HttpFault.FILE, text=error.strerror or str(error))
            return Ended(number, fetched)

        return self._begin(number, work)

    def upload(self, url: str, data: bytes | Callable[[], bytes], name: str, kind: str) -> int:
        """Give a file to the host at ``url``; the number of the transfer. ``data`` may be what
        makes it, which is then called in the transfer's own thread; b"" and OSError are the fault
        UNREADABLE."""
        self._numbers += 1
        number = self._numbers

        def work(exchange: HttpExchange) -> Ended:
            try:
                whole = data if isinstance(data, bytes) else data()
            except (OSError, MemoryError):
                whole = b""
            if not whole:
                return Ended(number, fault=HttpFault.UNREADABLE)
            place = exchange.upload(url, whole, name, kind, partial(self._tell, number))
            return Ended(number, url=place)

        return self._begin(number, work)

    def cancel(self, number: int) -> None:
        """End a transfer; ``ended`` comes with the fault CANCELLED."""
        for waiting in self._queue:
            if waiting[0] == number:
                self._queue.remove(waiting)
                self.ended.emit(Ended(number, fault=HttpFault.CANCELLED))
                return
        if (found := self._running.get(number)) is not None:
            found[0].cancel()

    def stop(self) -> None:
        """End everything, soon; no signal comes any more."""
        self._stopped = True
        self._queue.clear()
        for exchange, _ in self._running.values():
            exchange.cancel()

    def stop_and_wait(self, timeout_s: float = 3.0) -> bool:
        """End everything and wait until no thread is left; whether that is so."""
        self.stop()
        ended = [thread.join(timeout_s) for _, thread in self._running.values()]
        return all(ended)

    def _begin(self, number: int, work: Callable[[HttpExchange], Ended]) -> int:
        if not self._stopped:
            self._queue.append((number, HttpExchange(self._way()), work))
            self._go_on()
        return number

    def _go_on(self) -> None:
        while self._queue and len(self._running) < AT_ONCE and not self._stopped:
            number, exchange, work = self._queue.popleft()
            thread = _Transfer(number, exchange, work, self._done.emit)
            self._running[number] = (exchange, thread)
            if not thread.launch():
                self._over(Ended(number, fault=HttpFault.UNREACHABLE, text="no thread left"))

    def _tell(self, number: int, done: int, total: int) -> None:
        self.progressed.emit(Progress(number, done, total))

    def _over(self, ended: Ended) -> None:
        _, thread = self._running.pop(ended.number)
        thread.join()
        if not self._stopped:
            self.ended.emit(ended)
            self._go_on()


class _Transfer(Worker):
    def __init__(
        self,
        number: int,
        exchange: HttpExchange,
        work: Callable[[HttpExchange], Ended],
        tell: Callable[[Ended], None],
    ) -> None:
        # http.client and ssl may be imported here: they want a usual stack.
        super().__init__(f"transfer {number}", self._fault, stack_bytes=0)
        self._number = number
        self._exchange = exchange
        self._what = work
        self._tell = tell

    def work(self) -> None:
        try:
            self._tell(self._what(self._exchange))
        except HttpError as error:
            self._tell(Ended(self._number, fault=error.code, text=error.text, url=error.place))

    def _fault(self, error: BaseException) -> None:
        self._tell(Ended(self._number, fault=HttpFault.BROKEN, text=str(error)))
