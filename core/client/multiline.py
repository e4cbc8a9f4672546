"""Messages of several lines: one batch on the wire, one message to people.

Source: IRCv3 multiline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.client.splitting import split_exactly
from core.irc.capabilities import MULTILINE_BATCH, MULTILINE_CONCAT
from core.irc.message import Message

MOST_OPEN = 16
MOST_LINES = 5_000
MOST_LETTERS = 200_000
"""What is kept of batches that a server has opened and not closed yet, and of one of them."""


@dataclass(slots=True)
class _Open:
    """A batch whose lines are being gathered; ``opening`` is the line that began it."""

    opening: Message
    command: str = ""
    parts: list[str] = field(default_factory=list)
    lines: int = 0
    letters: int = 0
    cut: bool = False


class Multiline:
    """Gathers the lines of such batches."""

    def __init__(self) -> None:
        self._open: dict[str, _Open] = {}

    def reset(self) -> None:
        """Forget the last connection."""
        self._open.clear()

    def begin(self, message: Message) -> None:
        """BATCH with a ``+``: its lines are kept if it is one of ours."""
        if message.param(1).lower() == MULTILINE_BATCH:
            if len(self._open) >= MOST_OPEN:
                del self._open[next(iter(self._open))]
            self._open[message.param(0)[1:]] = _Open(message)

    def gather(self, message: Message) -> bool:
        """Whether it is a line of an open batch, now kept."""
        found = self._open.get(message.tags.get("batch", ""))
        if found is None or message.command not in ("PRIVMSG", "NOTICE"):
            return False
        text = message.param(1)
        joined = MULTILINE_CONCAT in message.tags or not found.command
        found.command = found.command or message.command
        found.lines += not joined
        found.letters += len(text)
        if found.lines > MOST_LINES or found.letters > MOST_LETTERS:
            found.cut = True
        else:
            found.parts += [text] if joined else ["\n", text]
        return True

    def end(self, reference: str) -> Message | None:
        """BATCH with a ``-``: the whole message, its text with line breaks; None for others."""
        found = self._open.pop(reference, None)
        if found is None or not found.command or not found.opening.param(2):
            return None
        opening = found.opening
        text = "".join(found.parts) + ("…" if found.cut else "")
        return Message(found.command, (opening.param(2), text), opening.source, opening.tags)


def batch_lines(text: str, room: int) -> list[tuple[str, bool]]:
    """The lines of a batch for ``text``, at most ``room`` bytes each, and whether a line continues
    the one before it."""
    return [
        (piece, number > 0)
        for line in text.split("\n")
        for number, piece in enumerate(split_exactly(line, room))
    ]


def fits(lines: list[tuple[str, bool]], most_lines: int, most_bytes: int) -> bool:
    """Whether these lines are within the limits that a server has told (0 lines: any number)."""
    return len(lines) <= (most_lines or len(lines)) and _bytes_of(lines) <= most_bytes


def split_batches(text: str, room: int, most_lines: int, most_bytes: int) -> Iterator[str]:
    """``text`` in parts of which each fits in one batch."""
    part: list[tuple[str, bool]] = []
    size = 0
    for line, joined in batch_lines(text, room):
        more = _size(line, joined)
        if part and (len(part) == most_lines or size + more > most_bytes):
            yield _text_of(part)
            part, size = [], 0
        part.append((line, joined))
        size += more
    yield _text_of(part)


def _size(line: str, joined: bool) -> int:
    return len(line.encode("utf-8", "replace")) + (not joined)


def _bytes_of(lines: list[tuple[str, bool]]) -> int:
    return sum(_size(*line) for line in lines)


def _text_of(part: list[tuple[str, bool]]) -> str:
    text = "".join(line if joined else "\n" + line for line, joined in part)
    return text.removeprefix("\n")
