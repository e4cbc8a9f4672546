"""The last lines that a client's connection brought and sent, as they were."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable

from core.irc.decoder import Overlong

KEPT = 200
# The parameters of these are secrets, and are not kept.
_SECRET = (
    *(b"PASS ", b"OPER ", b"AUTHENTICATE ", b"NICKSERV ", b"CHANSERV ", b"REGISTER "),
    b"SQUERY ",
)
_ECHO = b" PRIVMSG NickServ :"  # of our SQUERY


class RecentLines:
    """The newest ``KEPT`` lines; kept as bytes, as they are seldom looked at."""

    def __init__(self) -> None:
        self._lines: deque[tuple[float, str, bytes]] = deque(maxlen=KEPT)

    def add_in(self, lines: Iterable[bytes | Overlong]) -> None:
        """Lines that came; those that were too long to keep are left out."""
        now = time.time()
        for line in lines:
            if isinstance(line, bytes):
                before, echo, _ = line.partition(_ECHO)
                self._lines.append((now, "in", before + echo + b"***" if echo else line))

    def add_out(self, output: bytes) -> None:
        """Whole lines that go out, with their endings."""
        now = time.time()
        for line in output.split(b"\r\n"):
            if line.upper().startswith(_SECRET):
                self._lines.append((now, "out", line.split(b" ", 1)[0] + b" ***"))
            elif line:
                self._lines.append((now, "out", line))

    def lines(self) -> tuple[tuple[float, str, str], ...]:
        """Unix time, "in" or "out", the line without its ending; the oldest first."""
        return tuple(
            (when, way, line.decode("utf-8", "replace")) for when, way, line in self._lines
        )
