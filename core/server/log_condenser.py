"""Keeps the log short in a flood: what one address does again and again becomes a number.

Of each kind of event an address has so many entries a minute; the rest of that minute is counted,
and told in one entry at its end. Messages are not in here, they have a switch of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.server.events import LogEntry, LogKind, LogLevel
from core.server.throttle import OWN_MACHINE

if TYPE_CHECKING:
    from core.server.state import User

WINDOW = 60.0
"""Seconds over which entries are counted."""
ENTRIES = 300
"""Of one kind from one address in that time: a class that comes, goes and plays with names has
fewer …"""
ENTRIES_OF_OWN_MACHINE = 2000
"""Everybody who tries something out on this machine has the same address."""
WARNINGS = 20
"""… and of those about something bad."""
_MOST_GROUPS = 2000
_CODED = frozenset({LogKind.BAD_INPUT, LogKind.DROPPED})  # their first argument says what it was

_Key = tuple[LogKind, str, str, bool]


class LogCondenser:
    """Decides which entries are written."""

    def __init__(self) -> None:
        self._began = 0.0
        self._seen: dict[_Key, int] = {}
        self._left_out = False

    def admits(self, entry: LogEntry, user: User | None) -> bool:
        """Whether an entry about ``user`` is written now; it is counted in any case."""
        if user is None or entry.level is LogLevel.ERROR:
            return True
        if not self._seen or (not self._left_out and entry.time >= self._began + WINDOW):
            self._seen.clear()
            self._began = entry.time
        bad = entry.level is LogLevel.WARNING
        what = str(entry.args[0]) if entry.kind in _CODED and entry.args else ""
        key = (entry.kind, user.address, what, bad)
        if key not in self._seen and len(self._seen) >= _MOST_GROUPS:
            key = (entry.kind, "", "", bad)  # from everywhere at once
        count = self._seen.get(key, 0)
        self._seen[key] = count + 1
        if count < _most(user.address, bad):
            return True
        self._left_out = True
        return False

    def due(self) -> float | None:
        """When :meth:`summary` is to be asked for; None: nothing was left out."""
        return self._began + WINDOW if self._left_out else None

    def summary(self, now: float) -> list[LogEntry]:
        """What was left out, once the time is over."""
        if not self._left_out or now < self._began + WINDOW:
            return []
        told = []
        for (kind, address, what, bad), count in self._seen.items():
            left = count - _most(address, bad)
            if left > 0:
                args = (kind.value, left, what)
                told.append(LogEntry(now, LogKind.REPEATED, 0, address, args, LogLevel.WARNING))
        self._seen.clear()
        self._left_out = False
        return told


def _most(address: str, bad: bool) -> int:
    if bad:
        return WARNINGS
    return ENTRIES if address not in OWN_MACHINE else ENTRIES_OF_OWN_MACHINE
