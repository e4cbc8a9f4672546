"""What is selected in a conversation, and how it is written when copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.client.events import MessageKind, MessageReceived
from core.irc.formatting import strip_formatting
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import Row
from desktop.client.message_text import LINE, Body, copied, utf16_length, utf16_slice
from desktop.client.message_words import time_text

# A place in a conversation: a row's number and a UTF-16 position in its body.
Place = tuple[int, int]


@dataclass(slots=True)
class Selection:
    """From ``anchor``, where it began, to ``focus``, which moves."""

    anchor: Place
    focus: Place

    @property
    def empty(self) -> bool:
        """Whether nothing lies between."""
        return self.anchor == self.focus

    def ordered(self) -> tuple[Place, Place]:
        """The earlier and the later place."""
        return (self.anchor, self.focus) if self.anchor <= self.focus else (self.focus, self.anchor)

    def move(self, before: int, by: int) -> None:
        """The rows before that number have other numbers now."""
        moved = [
            (number + by if number < before else number, position)
            for number, position in (self.anchor, self.focus)
        ]
        self.anchor, self.focus = moved

    def within(self, number: int, length: int) -> tuple[int, int] | None:
        """The selected piece of a row whose body is ``length`` long, or None."""
        (first, start), (last, end) = self.ordered()
        if not first <= number <= last:
            return None
        return (start if number == first else 0, end if number == last else length)


def plain_text(row: Row, body: Body, start: int = 0, end: int | None = None) -> str:
    """The words of a row that is shown as ``body``, or a piece of them, as they are copied."""
    if body.truncated and start == 0 and (end is None or end >= utf16_length(body.plain)):
        whole = whole_text(row)
        if whole:
            return whole
    return copied(body, start, end).replace(LINE, "\n")


def whole_text(row: Row) -> str:
    """All of a message of which only a part is shown, without formatting codes; "" for others."""
    if not isinstance(row, MessageReceived) or row.redacted:
        return ""
    return strip_formatting(row.text.replace("\n", LINE)).replace(LINE, "\n")


def code_blocks(body: Body) -> list[str]:
    """The blocks of code in a message, as they are copied."""
    return [
        utf16_slice(body.plain, block.start, block.end).replace(LINE, "\n")
        for block in body.blocks
        if block.kind == "code"
    ]


def line_text(row: Row, body: Body, start: int = 0, end: int | None = None) -> str:
    """A row as a line of a transcript: "[10:05] anna: words"."""
    words = plain_text(row, body, start, end)
    when = time_text(row.time)
    if isinstance(row, MessageReceived):
        if row.kind is MessageKind.ACTION:
            return f"[{when}] * {words}"
        return f"[{when}] {row.nick}: {words}"
    return f"[{when}] {words}"


class Transcript:
    """Writes a selection as text, a slice at a time: a long one takes longer than a frame."""

    def __init__(
        self, model: ConversationModel, selection: Selection, body_of: Callable[[Row], Body]
    ) -> None:
        self._model = model
        self._body_of = body_of
        (first, self._start), (last, self._stop) = selection.ordered()
        self._first, self._last = first, last
        self._next = max(first, model.first)
        self._lines: list[str] = []

    def write(self, rows: int) -> bool:
        """Write up to ``rows`` rows; True when all is written."""
        model = self._model
        self._next = max(self._next, model.first)
        until = min(self._next + rows, self._last + 1, model.end)
        for number in range(self._next, until):
            start = self._start if number == self._first else 0
            end = self._stop if number == self._last else None
            row = model.row(number)
            body = self._body_of(row)
            if self._first == self._last:
                self._lines.append(plain_text(row, body, start, end))
            elif number == self._last and end == 0 and body.text:
                continue  # the end of the selection only touches this row
            else:
                self._lines.append(line_text(row, body, start, end))
        self._next = until
        return until > self._last or until >= model.end

    @property
    def text(self) -> str:
        """What is written so far."""
        return "\n".join(self._lines)
