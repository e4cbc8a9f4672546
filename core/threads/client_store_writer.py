"""The thread that writes what a client's conversations gave to keep, fills the index, searches."""

from __future__ import annotations

import atexit
import contextlib
import time
from collections.abc import Hashable, Sequence
from typing import Protocol

from core.storage.client_file import ClientFile, ClientReader
from core.storage.client_search import Found, Wanted
from core.storage.client_writer import Job
from core.storage.errors import StorageCode, StorageError
from core.storage.instance_lock import InstanceLock
from core.threads.client_pending import MOST_WAITING, Pending, Place, jobs
from core.threads.worker import Worker

GATHER_S = 0.05
"""So long is gathered what is written in one transaction."""
RETRY_S = 1.0
"""So long after a failure it is tried again."""
_BREATH_S = 0.004
"""Between two slices of the index, so that the windows' thread gets Python's lock at once."""
QUIET_S = 0.25
"""The same while somebody scrolls: so long after the last row was read for a window."""
_CHECKPOINT_EVERY = 4_000
"""Rows after which SQLite's log is written into the file."""


class Owner(Protocol):
    """Whom the thread tells: a ``ClientStore``. Called in the thread."""

    def answer(self, request: int, found: Sequence[Found]) -> None:
        """What a search has found."""

    def tell_trouble(self, error: StorageError) -> None:
        """It could not be written, and is tried again."""

    def give_up(self, error: StorageError) -> None:
        """It cannot be written for good."""


# A QThread that is dropped while it runs aborts the process; here each lives until it has ended,
# and what a program that fails has left running is ended before Python takes everything down.
_alive: set[StoreWriter] = set()
_EXIT_S = 2.0


@atexit.register
def _end_all() -> None:
    for writer in list(_alive):
        writer.stop_and_wait(_EXIT_S)


class StoreWriter(Worker):
    """Owns the one connection that writes. Ends when :meth:`stop` was called and all is written."""

    def __init__(self, file: ClientFile, pending: Pending, owner: Owner) -> None:
        super().__init__("client-store", self._crashed)
        self._file = file
        self._pending = pending
        self._owner = owner
        self._stopping = False
        self._writing = False
        self._idle = False  # nothing waits and everything is in the index
        self._wanted: dict[Hashable, tuple[int, Wanted]] = {}  # by who asks
        self._locks: list[InstanceLock] = []
        self._since_checkpoint = 0
        self._told = False

    def launch(self) -> bool:
        """Start; False where the system gives no thread."""
        _alive.difference_update([each for each in _alive if each.isFinished()])
        _alive.add(self)
        if super().launch():
            return True
        _alive.discard(self)
        return False

    # --- for any thread -------------------------------------------------------------------------

    def stop(self) -> None:
        """Write what waits, then end."""
        with self._pending.condition:
            self._stopping = True
            self._pending.condition.notify_all()

    def stop_and_wait(self, timeout_s: float = 5.0) -> bool:
        """The same, and wait; False if it took too long."""
        self.stop()
        return self.join(timeout_s)

    def release_at_end(self, lock: InstanceLock) -> None:
        """Let go of a lock when everything is written."""
        self._locks.append(lock)
        if self.isFinished():
            self._end()

    def mark_damaged(self, what: str) -> None:
        """Have the file set aside at the next start."""
        self._file.mark_damaged(what)

    def ask(self, request: int, wanted: Wanted, asker: Hashable = None) -> None:
        """Search; the owner's ``found`` answers."""
        with self._pending.condition:
            self._wanted[asker] = (request, wanted)
            self._pending.condition.notify_all()

    def flush(self, timeout_s: float, indexed: bool = True) -> bool:
        """Wait until everything is written (and ``indexed``: in the index)."""
        deadline = time.monotonic() + timeout_s
        with self._pending.condition:
            while self._pending.any or self._writing or (indexed and not self._idle):
                left = deadline - time.monotonic()
                if left <= 0 or not self.isRunning():
                    return False
                self._pending.condition.notify_all()
                self._pending.condition.wait(min(left, 0.05))
        return True

    # --- the thread -----------------------------------------------------------------------------

    def work(self) -> None:
        """Write, fill the index, search, until it is stopped."""
        try:
            while self._wait():
                self._search()
                if self._pending.any:
                    self._write()
                elif not self._index():
                    self._rest()
            while self._pending.any and self._write():
                pass
        finally:
            self._end()

    def _wait(self) -> bool:
        """Until there is something to do; False when it is to end."""
        condition = self._pending.condition
        with condition:
            while self._idle and not (self._pending.any or self._stopping or self._wanted):
                condition.wait()
            if self._stopping:
                return False
            if self._pending.any and not self._wanted:
                condition.wait_for(lambda: self._stopping or self._wanted, GATHER_S)
            self._idle = False
        return True

    def _rest(self) -> None:
        """Everything is done."""
        self._checkpoint()
        with self._pending.condition:
            self._idle = not self._pending.any
            self._pending.condition.notify_all()

    def _write(self) -> bool:
        self._writing = True
        try:
            return self._write_taken()
        finally:
            self._writing = False

    def _write_taken(self) -> bool:
        places = self._pending.take()
        work: list[Job] = []
        states: dict[Place, str] = {}
        try:
            for place in places:
                self._number(place)
            work, states = jobs(places)
            self._file.write(work)
        except StorageError as error:
            self._pending.give_back(places, states)
            self._failed(error)
            return False
        self._told = False
        self._pending.written(places)
        self._since_checkpoint += sum(len(job.rows) for job in work)
        if self._since_checkpoint >= _CHECKPOINT_EVERY:
            self._checkpoint()
        for place in places:
            if place.drop_before is not None:
                self._drop(place)
        return True

    def _number(self, place: Place) -> None:
        """Find or make the number of a conversation that is new."""
        if place.number is None:
            place.number = self._file.number(
                place.host, place.port, place.nick, place.key, place.name
            )

    def _drop(self, place: Place) -> None:
        before, place.drop_before = place.drop_before, None
        if before is None or place.number is None:
            return
        with contextlib.suppress(StorageError):  # the next start tries again
            while self._file.drop_before(place.number, before):
                if self._stopping:
                    break
                time.sleep(_BREATH_S)

    def _index(self) -> bool:
        """One slice; False where nothing is left."""
        try:
            more = self._file.index_some()
        except StorageError as error:
            self._failed(error)
            return False
        if more:
            pause = QUIET_S if self._pending.was_read(QUIET_S) else _BREATH_S
            with self._pending.condition:
                self._pending.condition.wait_for(
                    lambda: self._stopping or self._wanted or self._pending.any, pause
                )
        return more

    def _search(self) -> None:
        with self._pending.condition:
            if not self._wanted:
                return
            asked = self._wanted.pop(next(iter(self._wanted)))
        found: list[Found] = []
        try:
            with contextlib.closing(ClientReader(self._file.path)) as reader:
                found = reader.search(asked[1])
        except StorageError as error:
            self._failed(error)
        self._owner.answer(asked[0], found)

    def _checkpoint(self) -> None:
        if self._since_checkpoint:
            self._since_checkpoint = 0
            self._file.checkpoint()

    def _failed(self, trouble: StorageError) -> None:
        damaged = trouble.code is StorageCode.DAMAGED
        if damaged:
            self._file.mark_damaged(trouble.detail)
        self._tell(trouble)
        if damaged or self._pending.count > MOST_WAITING:
            self._owner.give_up(trouble)
            self._pending.clear()
            self.stop()
            return
        with self._pending.condition:
            self._pending.condition.wait_for(lambda: self._stopping, RETRY_S)

    def _tell(self, trouble: StorageError) -> None:
        if not self._told:
            self._told = True
            self._owner.tell_trouble(trouble)

    def _crashed(self, error: BaseException) -> None:
        trouble = StorageError(StorageCode.FAILED, self._file.path, repr(error))
        self._tell(trouble)
        self._owner.give_up(trouble)

    def _end(self) -> None:
        self._file.close()
        locks, self._locks = self._locks, []
        for lock in locks:
            lock.release()


class Ending:
    """A thread that writes the last of it, for those who wait for its end. No QObject: whoever
    takes it over must not delete the thread, for which a store may wait, too."""

    def __init__(self, writer: StoreWriter) -> None:
        self._writer = writer

    @property
    def is_running(self) -> bool:
        """Whether it still writes."""
        return self._writer.isRunning()

    def stop_and_wait(self, timeout_s: float = 5.0) -> bool:
        """Wait; False if it took too long."""
        return self._writer.stop_and_wait(timeout_s)
