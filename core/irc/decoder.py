"""From the bytes of a stream to lines, with limits: memory stays bounded whatever comes in.

A stream has no message boundaries: one ``recv`` may return half a line, or three and a half.
"""

from __future__ import annotations

from dataclasses import dataclass, field

HEAD = 400
"""Bytes of an overlong line that are kept."""


@dataclass(frozen=True, slots=True)
class Overlong:
    """Stands in the place of a line that passed the limit; its bytes are gone.

    ``length`` counts the bytes that were seen when the limit was passed; ``tags`` says that it was
    the tag part that was too long; ``head`` is its beginning, to be shown.
    """

    length: int
    tags: bool = False
    head: bytes = field(default=b"", compare=False)


class LineDecoder:
    """Cuts a stream into lines at LF; a CR before it is dropped, empty lines are skipped.

    ``max_body`` and ``max_tags`` are bytes without the line ending: the message without its tags
    (IRC: 510), and the tags with their ``@`` and the space (IRCv3 message-tags: 4094 + 2 from a
    client, 8191 from a server). A line that is longer than ``longest`` is reported once more, with
    its length so far; 0 for no such limit.
    """

    def __init__(self, max_body: int = 510, max_tags: int = 8191, longest: int = 0) -> None:
        self.max_body = max_body
        self.max_tags = max_tags
        self._tail = b""
        self.longest = longest
        self._skipping = False
        self._skipped = 0  # bytes of the overlong line so far; 0 once they were reported

    @property
    def pending(self) -> int:
        """Bytes of the unfinished line that are held."""
        return len(self._tail)

    @property
    def tail(self) -> bytes:
        """The unfinished line: what came after the last LF (shown when the peer closes)."""
        return self._tail

    def feed(self, data: bytes) -> list[bytes | Overlong]:
        """The lines that ``data`` completes, in order."""
        lines: list[bytes | Overlong] = []
        pieces = data.split(b"\n")
        if self._skipping:
            if self.longest and self._skipped:
                self._skipped += len(pieces[0])
                if self._skipped > self.longest:
                    lines.append(Overlong(self._skipped))
                    self._skipped = 0
            if len(pieces) == 1:
                return lines
            self._skipping = False
            pieces[0] = b""
        elif self._tail:
            pieces[0] = self._tail + pieces[0]
        self._tail = pieces.pop()
        shortest = min(self.max_body, self.max_tags)
        for piece in pieces:
            line = piece[:-1] if piece.endswith(b"\r") else piece
            if not line:
                continue
            if len(line) > shortest and (fault := self._fault(line)):
                lines.append(fault)
            else:
                lines.append(line)
        if len(self._tail) > shortest and (fault := self._fault(self._tail.rstrip(b"\r"))):
            lines.append(fault)
            self._skipped = len(self._tail)
            self._tail = b""
            self._skipping = True
        return lines

    def _fault(self, line: bytes) -> Overlong | None:
        body = len(line)
        if line.startswith(b"@"):
            space = line.find(b" ")
            tags = body if space < 0 else space + 1
            if tags > self.max_tags:
                return Overlong(len(line), True, line[:HEAD])
            body -= tags
        return Overlong(len(line), False, line[:HEAD]) if body > self.max_body else None
