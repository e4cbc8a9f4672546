"""Searching what was said, on the server.

Source: the vendor specification soju.im/search.
"""

from __future__ import annotations

from core.client.context import Context, Page
from core.client.events import MessageReceived
from core.client.feature_events import FoundOnServer
from core.client.questions import Question, Questions
from core.irc import capabilities as cap
from core.irc.message import escape_tag_value
from core.irc.server_time import format_time

MOST_FOUND = 100
"""Messages that are asked for."""


class Search:
    """Asks, and tells what was found."""

    def __init__(self, context: Context, questions: Questions) -> None:
        self._context = context
        self._questions = questions
        self._number = 0

    def ask(self, words: str, buffer: str, nick: str, after: float, before: float) -> int:
        """The number of the search; 0 where it cannot be asked."""
        context = self._context
        if not (context.registered and context.has(cap.SEARCH) and context.has(cap.BATCH)):
            return 0
        about: dict[str, str] = {}
        if buffer:
            about["in"] = buffer
        if nick:
            about["from"] = nick
        try:
            if after:
                about["after"] = format_time(after)
            if before:
                about["before"] = format_time(before)
        except (ValueError, OverflowError):
            return 0  # no such year
        about["limit"] = str(MOST_FOUND)
        if words.strip():
            # Last: where the line would be too long, only words are cut, and more is found.
            about["text"] = " ".join(words.split())
        self._number += 1
        number = self._number
        text = ";".join(f"{key}={escape_tag_value(value)}" for key, value in about.items())
        page = Page(search=True)
        self._questions.ask(
            ("SEARCH", text),
            "soju.im/search",
            page,
            lambda asked: self._found(number, asked),
            urgent=True,
        )
        return number

    def _found(self, number: int, question: Question) -> None:
        rows = [row for row in question.page.rows if isinstance(row, MessageReceived)]
        rows.reverse()  # the server's last is the newest, also of one millisecond
        rows.sort(key=lambda row: row.time, reverse=True)
        self._context.emit(FoundOnServer(number, tuple(rows), question.failed))
