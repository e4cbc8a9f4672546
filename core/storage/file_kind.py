"""What a SQLite file of this program is: its name, its tables, how older ones become newer ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Step: TypeAlias = Callable[[sqlite3.Connection], None]


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file, as the newest version has it.

    ``application_id`` stands in the file's header, so that no other program's database is taken
    for ours. ``steps``: from the version of the key to the next. ``rescue(damaged, fresh)`` takes
    over what is readable and says what that was. A file up to ``checked_bytes`` is checked as a
    whole when it is opened (about 0.2 s for 100 MB).
    """

    name: str
    application_id: int
    version: int
    tables: tuple[str, ...]
    steps: Mapping[int, Step]
    rescue: Callable[[Path, sqlite3.Connection], str]
    checked_bytes: int
    cache_kib: int
