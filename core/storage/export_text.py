"""A conversation as plain text, a line for each message, as people know it from IRC logs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.irc.formatting import strip_formatting
from core.server.history import MESSAGES, StoredEvent
from core.storage.export_words import ExportWords, action_of, local, phrase_of, text_of

_INDENT = " " * 10


def text_pieces(
    events: Iterable[StoredEvent], title: str, words: ExportWords, now: float
) -> Iterator[str]:
    """The file in pieces. A separator tells the day and the zone of the times after it."""
    exported = words.exported.format(time=f"{local(now):%Y-%m-%d %H:%M %z}")
    yield f"{strip_formatting(title)}\n{exported}\n"
    day = ""
    for event in events:
        line = _line(event, words)
        if not line:
            continue
        when = local(event.time)
        if (today := f"{when.strftime(words.day)} ({when:%z})") != day:
            day = today
            yield f"\n=== {day} ===\n"
        first, *others = line.split("\n")
        yield f"{when:%H:%M:%S}  {first}\n"
        for other in others:
            yield f"{_INDENT}{other}\n"


def _line(event: StoredEvent, words: ExportWords) -> str:
    if event.command not in MESSAGES:
        phrase = phrase_of(event, words)
        return f"* {_clean(phrase)}" if phrase else ""
    edited = f" ({words.edited})" if event.edited else ""
    if (action := action_of(event)) is not None:
        return f"* {event.nick} {_clean(action)}{edited}"
    marks = "--" if event.command == "NOTICE" else "<>"
    return f"{marks[0]}{event.nick}{marks[1]} {_clean(text_of(event))}{edited}"


def _clean(text: str) -> str:
    return "\n".join(strip_formatting(line) for line in text.split("\n"))
