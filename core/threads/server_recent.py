"""The last lines of a connection, for the detail pane of the log.

Kept by reference on the hot path (what ``recv`` brought, what ``send`` took) and cut, decoded and
masked only when somebody looks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from core.irc.decoder import Overlong

KEPT = 50
"""Lines that are shown."""
KEPT_BYTES = 2048
"""Of one big piece only so much of its end is kept, so that memory stays small in a flood."""

RecentLine = tuple[float, str, str]
"""Time, "in" or "out", and the line."""

_SECRET = frozenset(
    {
        "AUTHENTICATE",
        "DROPACCOUNT",
        "IDENTIFY",
        "LOGIN",
        "NICKSERV",
        "NS",
        "OPER",
        "PASS",
        "PASSWD",
        "REGISTER",
        "VERIFY",
    }
)
_MESSAGES = frozenset({"PRIVMSG", "NOTICE"})
_SERVICE = "NICKSERV"

_Piece = tuple[float, Sequence[bytes | Overlong] | None, bytes]


class RecentLines:
    """A ring of what came in and went out. Any thread may append; reading copies it first."""

    __slots__ = ("_pieces",)

    def __init__(self) -> None:
        self._pieces: deque[_Piece] = deque(maxlen=KEPT)

    def came(self, time: float, lines: Sequence[bytes | Overlong]) -> None:
        """Remember lines that came in together."""
        self._pieces.append((time, lines if len(lines) <= KEPT else lines[-KEPT:], b""))

    def went(self, time: float, tail: bytes) -> None:
        """Remember what was sent: at most its last KEPT_BYTES (see :func:`tail_of`)."""
        self._pieces.append((time, None, tail))

    def lines(self) -> tuple[RecentLine, ...]:
        """The last KEPT lines, oldest first; passwords are replaced by asterisks."""
        out: list[RecentLine] = []
        for time, came, sent in tuple(self._pieces):
            if came is None:
                out.extend((time, "out", _text(raw)) for raw in sent.splitlines() if raw)
            else:
                out.extend((time, "in", _mask(_text(raw))) for raw in came)
        return tuple(out[-KEPT:])


def tail_of(data: bytes) -> bytes:
    """The end of ``data`` that is worth keeping, from the start of a line."""
    if len(data) <= KEPT_BYTES:
        return data
    tail = data[-KEPT_BYTES:]
    return tail[tail.find(b"\n") + 1 :]


def _text(raw: bytes | Overlong) -> str:
    if isinstance(raw, Overlong):
        return f"… ({raw.length} bytes)"
    return raw.decode("utf-8", "replace").rstrip("\r\n")


def _mask(line: str) -> str:
    rest = line.partition(" ")[2] if line.startswith("@") else line
    words = rest.split(None, 2)
    if words and words[0].startswith(":"):
        words = rest.split(None, 3)[1:]
    verb = words[0].upper() if words else ""
    if verb in _SECRET:
        return f"{verb} ****" if len(words) > 1 else line
    targets = words[1].upper().split(",") if len(words) > 2 else []
    if verb in _MESSAGES and any(target.startswith(_SERVICE) for target in targets):
        return f"{verb} {words[1]} ****"
    return line
