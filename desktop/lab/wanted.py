"""What a new socket is to be made of, and the values that are proposed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

DEFAULT_PORT = "12345"
_UNIX_FILE = "besedka-lab.sock"


class Wanted(NamedTuple):
    """What was chosen. ``host``, ``port`` and ``path`` are texts for bind and connect."""

    family: str
    kind: str
    proto: int
    host: str
    port: str
    path: str


def default_path() -> str:
    """Where an AF_UNIX socket of the lab lives, if nobody chooses another place."""
    return str(Path(tempfile.gettempdir()) / _UNIX_FILE)
