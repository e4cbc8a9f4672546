"""What a client keeps of its conversations: one file for all windows, written by a thread.

A window opens its network (:meth:`ClientStore.network`), and of that its conversations. Reading is
done at once, by the window's thread (a page takes a millisecond); what is new is written every
50 ms by a thread that also fills the index of the search and searches. Of one network only one
window (of one program) keeps what is said; another one reads what was there when it was opened.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.storage.client_file import ClientFile, ClientReader
from core.storage.client_reader import KeptConversation
from core.storage.client_schema import NAME
from core.storage.client_search import Found, Wanted
from core.storage.errors import StorageCode, StorageError, StorageNote
from core.storage.instance_lock import InstanceLock
from core.threads.client_conversation import ConversationStore
from core.threads.client_pending import Pending, Place
from core.threads.client_store_writer import Ending, StoreWriter

_ENDING_S = 2.0


class ClientStore(QObject):
    """The file, and who uses it.

    Attributes:
        folder: where the file is.
        trouble: why nothing is kept at present, or None.

    Signals:
        troubled(StorageError): it cannot be kept; ``given_up`` follows where that is for good.
        given_up(): from now on nothing is kept until the program is started again.
        noted(StorageNote): something was done to the file when it was opened.
        found(int, tuple): the answer to :meth:`search_soon`, newest first.
    """

    troubled = Signal(object)
    given_up = Signal()
    noted = Signal(object)
    found = Signal(int, object)

    def __init__(self, folder: Path, keep_days: int = 0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.keep_days = keep_days
        self.trouble: StorageError | None = None
        self._pending = Pending()
        self._reader: ClientReader | None = None
        self._writer: StoreWriter | None = None
        self._ended: StoreWriter | None = None
        self._networks: list[NetworkStore] = []
        self._notes: list[StorageNote] = []
        self._request = 0
        self.given_up.connect(self._forget)

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / NAME

    def network(self, host: str, port: int, nick: str) -> NetworkStore | None:
        """What was kept of a server for one who asked for this nickname; to be closed. None where
        the file cannot be used: ``trouble`` and ``troubled`` tell why."""
        if not self._open():
            return None
        made = NetworkStore(self, host.casefold(), port, nick.casefold())
        self._networks.append(made)
        return made

    def take_notes(self) -> list[StorageNote]:
        """What was done to the file when it was opened, once."""
        notes, self._notes = self._notes, []
        return notes

    # --- search ---------------------------------------------------------------------------------

    def search(
        self,
        words: str,
        network: NetworkStore | None = None,
        conversation: str | None = None,
        nick: str = "",
        after: float = 0.0,
        before: float = 0.0,
        **more: Any,
    ) -> list[Found]:
        """The newest messages with all of these words, at once; see ``client_search.Wanted``."""
        number = None if network is None else network.number
        if network is not None and number is None:
            return []
        wanted = Wanted(words, number, conversation, nick, after, before, **more)
        if (reader := self._reader) is None:
            return []
        try:
            return reader.search(wanted)
        except StorageError as error:
            self.fail(error)
            return []

    def search_soon(self, wanted: Wanted, asker: Hashable = None) -> int:
        """The same by the thread: a number, under which ``found`` answers. A newer request takes
        the place of one of the same ``asker`` that still waits."""
        self._request += 1
        if self._writer is None:
            self.found.emit(self._request, ())
        else:
            self._writer.ask(self._request, wanted, asker)
        return self._request

    def let_draw(self) -> None:
        """A window is resized: what is done besides waits for a moment, as while one scrolls."""
        self.pending.note_read()

    # --- its life -------------------------------------------------------------------------------

    def flush(self, timeout_s: float = 10.0, indexed: bool = True) -> bool:
        """Wait until everything is written (and ``indexed``: in the index); False if that took
        too long."""
        return self._writer is None or self._writer.flush(timeout_s, indexed)

    def _open(self) -> bool:
        if self._writer is not None:
            return True
        if self.trouble is not None and self.trouble.code is not StorageCode.IN_USE:
            return False
        if self._ended is not None:  # it still writes what the last window left
            self._ended.join(_ENDING_S)
            self._ended = None
        try:
            file, notes = ClientFile.open(self.folder)
        except StorageError as error:
            self._tell(error)
            return False
        self._notes += notes
        try:
            self._reader = ClientReader(self.path)
        except StorageError as error:
            file.close()
            self._tell(error)
            return False
        self._writer = StoreWriter(file, self._pending, self)
        if not self._writer.launch():
            self._writer = None
            self._forget()
            return False
        self.trouble = None
        return True

    def _tell(self, error: StorageError) -> None:
        self.trouble = error
        self.troubled.emit(error)

    def answer(self, request: int, found: Sequence[Found]) -> None:
        """What a search has found. For the thread."""
        self.found.emit(request, tuple(found))

    def tell_trouble(self, error: StorageError) -> None:
        """The thread cannot write for the present. For the thread."""
        self.troubled.emit(error)

    def fail(self, error: StorageError) -> None:
        """Nothing can be read or written any more."""
        if self.trouble is None:
            if error.code is StorageCode.DAMAGED and self._writer is not None:
                self._writer.mark_damaged(error.detail)
            self._tell(error)
            self.given_up.emit()

    def give_up(self, error: StorageError) -> None:
        """The same, for the thread."""
        self.trouble = error
        self.given_up.emit()

    def _forget(self) -> None:
        """Let go of the file; the networks that are open know nothing any more."""
        self._pending.clear()
        for network in list(self._networks):
            network.lose()
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def leave(self, network: NetworkStore) -> StoreWriter | None:
        """A network is closed; with the last one the thread ends: it is given to be waited for."""
        if network in self._networks:
            self._networks.remove(network)
        if self._networks or self._writer is None:
            return None
        writer, self._writer = self._writer, None
        self._pending = Pending()
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        writer.stop()
        self._ended = writer
        return writer

    # --- for the networks ------------------------------------------------------------------------

    @property
    def reader(self) -> ClientReader | None:
        """The connection of the window's thread."""
        return self._reader

    @property
    def pending(self) -> Pending:
        """What waits to be written."""
        return self._pending


class NetworkStore:
    """What is kept of one server for one nickname.

    Attributes:
        writable: what is said is kept; False where another window keeps it already.
    """

    def __init__(self, store: ClientStore, host: str, port: int, nick: str) -> None:
        self._store = store
        self.host = host
        self.port = port
        self.nick = nick
        self._lock: InstanceLock | None = None
        self._gone: list[Callable[[], None]] = []
        self._kept: dict[str, KeptConversation] = {}
        self._number: int | None = None
        key = f"{host}\0{port}\0{nick}".encode("utf-8", "replace")
        name = f"network-{zlib.crc32(key):08x}{zlib.crc32(key[::-1]):08x}.lock"
        try:
            self._lock = InstanceLock(store.folder, name, NAME)
        except (StorageError, OSError):
            self._lock = None
        self.writable = self._lock is not None
        self._open_conversations: dict[str, ConversationStore] = {}
        self._read()

    def _read(self) -> None:
        reader, number = self._store.reader, self.number
        if reader is None or number is None:
            return
        try:
            self._kept = {c.key: c for c in reader.conversations(number)}
        except StorageError as error:
            self._store.fail(error)

    @property
    def number(self) -> int | None:
        """The network's number in the file; None as long as nothing was written."""
        if self._number is None and (reader := self._store.reader) is not None:
            try:
                self._number = reader.network(self.host, self.port, self.nick)
            except StorageError as error:
                self._store.fail(error)
        return self._number

    @property
    def names(self) -> list[str]:
        """The conversations that were there when this was opened."""
        return [each.name for each in self._kept.values()]

    def state(self, name: str) -> Mapping[str, Any]:
        """What the person had left in a conversation, {} for nothing."""
        kept = self._kept.get(name.casefold())
        try:
            found = json.loads(kept.state) if kept is not None else {}
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def known(self) -> dict[str, tuple[float, str]]:
        """Time and msgid of the newest message of each conversation."""
        reader = self._store.reader
        found: dict[str, tuple[float, str]] = {}
        if reader is None:
            return found
        try:
            for kept in self._kept.values():
                if (newest := reader.newest(kept.number)) is not None:
                    found[kept.name] = newest
        except StorageError as error:
            self._store.fail(error)
        return found

    def conversation(self, name: str) -> ConversationStore | None:
        """Where the rows of a conversation are kept; None where nothing is kept of it."""
        key = name.casefold()
        if (found := self._open_conversations.get(key)) is not None:
            return found
        kept = self._kept.get(key)
        if self._store.reader is None or (kept is None and not self.writable):
            return None
        place = Place(self.host, self.port, self.nick, key, name)
        made = ConversationStore(self._store, place, kept, self.writable)
        self._open_conversations[key] = made
        return made

    def on_lost(self, call: Callable[[], None]) -> None:
        """``call`` where the file cannot be used any more."""
        self._gone.append(call)

    def lose(self) -> None:
        """The file cannot be used any more."""
        self.writable = False
        calls, self._gone = self._gone, []
        for call in calls:
            call()

    def close(self) -> Ending | None:
        """No window uses it any more. With the last one a thread still writes the rest: it is to be
        waited for."""
        self._gone.clear()
        writer = self._store.leave(self)
        lock, self._lock = self._lock, None
        if lock is not None:
            if writer is None:
                # Whoever takes the network up next must find all of it.
                self._store.flush(_ENDING_S, indexed=False)
                lock.release()
            else:
                writer.release_at_end(lock)
        return None if writer is None else Ending(writer)
