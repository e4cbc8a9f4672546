"""A session of the lab as Python: the line of each call, and programs that do the same again.

What listened, and what it accepted, makes ``server.py``; what connected makes ``client.py``.
Datagram sockets that are bound and receive first are servers. A session with one kind only, or
with a socketpair, is one file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.lab.session import LabCall, LabSocket


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words in a saved program; a window gives them in its language."""

    connection_from: str = "Got connection from"
    message_from: str = "Message from"
    leftover_file: str = "the file that an earlier run left"
    chosen_port: str = "port 0: the system chose this one"
    in_a_thread: str = "waits in a thread of its own, as in the lab"
    after_close: str = "was in the kernel while its socket was closed"


@dataclass(frozen=True, slots=True)
class PythonFile:
    """A program. ``sockets`` are the names of those in it; ``lines`` says in which line (from 1)
    of ``text`` each call of the session stands, and ``waiting`` which of these wait there."""

    name: str
    text: str
    sockets: tuple[str, ...]
    lines: dict[int, int]
    waiting: frozenset[int] = frozenset()


def programs(
    sockets: Sequence[LabSocket], calls: Sequence[LabCall], phrases: Phrases | None = None
) -> tuple[PythonFile, ...]:
    """The session as programs, server first; empty while there is no socket and no call."""
    raise NotImplementedError
