"""One user of a folder, or of a part of it: the system frees the lock however the program ends."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import BinaryIO

from core.storage.errors import StorageCode, StorageError


class InstanceLock:
    """Holds a lock file (``server.lock``) in a folder until :meth:`release`.

    Raises:
        StorageError: in_use, where another program (or another part of this one) holds it.
        OSError: where the file cannot be made.
    """

    def __init__(self, folder: Path, name: str = "server.lock", file: str = "server.db") -> None:
        self._file = (folder / name).open("ab")
        try:
            _lock(self._file)
        except _TAKEN as error:
            self._file.close()
            raise StorageError(StorageCode.IN_USE, folder / file, str(error)) from error
        except OSError:
            pass  # a file system without locks: two servers on it are not noticed

    def release(self) -> None:
        """Let go; the file stays, so that nobody locks one that is being removed."""
        with contextlib.suppress(OSError, ValueError):
            self._file.close()


if sys.platform == "win32":
    import msvcrt

    _TAKEN = PermissionError

    def _lock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    _TAKEN = BlockingIOError

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
