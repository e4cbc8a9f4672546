"""What was missed in a conversation: asked for page by page, and told in its place.

Until it has come, what happens in that conversation is held back, so that everything is told in
its order; both are bounded. What is more than some pages stays out, with a ``HistoryGap`` in its
place, that is filled when somebody looks at it.

Source: IRCv3 chathistory.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.client.context import Page
from core.client.events import Event, MessageReceived
from core.client.feature_events import HistoryGap
from core.client.history_rows import (
    gathered,
    is_new,
    merged,
    messages_of,
    place_of,
    time_of,
    what,
)
from core.client.questions import NO_ANSWER, Question
from core.irc.server_time import format_time

if TYPE_CHECKING:
    from core.client.history import History

PAGE = 100
"""Messages that one question asks for, where the server does not allow fewer."""
FIRST_PAGE = 50
"""Of a conversation of which nothing is known yet: more than a window shows."""
MOST_PAGES = 10
"""Pages that fill a gap at once: who was away for longer gets the newest page, and before it a row
that tells that messages are missing there."""
MOST_HELD = 5000
"""Events of a conversation that wait at most."""
HOLD_SECONDS = 8.0
"""So long a conversation waits for one page that was asked for …"""
QUEUE_SECONDS = 24.0
"""… and so long until it is asked for."""
FEW = 20
"""Messages with which a first page is enough to read; joins and parts may have filled it."""
MILLISECOND = 0.001


@dataclass(slots=True, eq=False)
class Gap:
    """What is missing in a conversation since (``time``, ``msgid``), and what waits for it."""

    buffer: str
    time: float
    msgid: str
    due: float
    rows: list[Event] = field(default_factory=list)
    held: list[Event] = field(default_factory=list)
    pages: int = 0
    page: Page | None = None  # that is awaited
    backwards: bool = False  # it comes before the others
    begun: bool = False  # the message with this id was in a page: all after it is new
    missing: HistoryGap | None = None  # of the rows: before the next one something is left out

    def deadline(self) -> float:
        """When it has waited for long enough."""
        if self.page is not None and self.page.asked:
            return self.page.asked + HOLD_SECONDS
        return self.due


class MissedHistory:
    """Asks for what was said, and holds back what comes meanwhile, for all conversations."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._context = history.context
        self._gaps: dict[str, Gap] = {}

    def __bool__(self) -> bool:
        return bool(self._gaps)

    def get(self, buffer: str) -> Gap | None:
        """What is missing in a conversation, None where nothing is asked for."""
        return self._gaps.get(buffer)

    def all(self) -> list[Gap]:
        """Everything that waits."""
        return list(self._gaps.values())

    def open(self, buffer: str) -> Gap:
        """Hold back what happens in a conversation; :meth:`fill` asks."""
        gap = self._gaps.get(buffer)
        if gap is None:
            time, msgid = self._history.known.of(buffer)
            due = self._context.now() + QUEUE_SECONDS
            gap = self._gaps[buffer] = Gap(buffer, time, msgid, due)
        return gap

    def drop(self, buffer: str) -> None:
        """The conversation was closed: nothing of it is told."""
        self._gaps.pop(buffer, None)

    def hold(self, gap: Gap, event: Event) -> None:
        """Something happened that waits."""
        gap.held.append(event)
        if len(gap.held) > MOST_HELD:
            self.give_up(gap)

    # --- asking ---------------------------------------------------------------------------------

    def fill(self, gap: Gap) -> None:
        """Ask for the first page."""
        if gap.time:
            self._next_page(gap, "AFTER", timestamp(gap.time - MILLISECOND))
        else:
            self._next_page(gap, "LATEST", "*")

    def _next_page(self, gap: Gap, which: str, where: str) -> None:
        limit = min(self._history.most, PAGE if gap.time else FIRST_PAGE)
        page = gap.page = Page(gap.buffer, missed=gap.time > 0.0)
        gap.pages += 1
        gap.backwards = which == "BEFORE"
        gap.due = self._context.now() + QUEUE_SECONDS

        def done(question: Question) -> None:
            self._page_came(gap, question, limit)

        words = ("CHATHISTORY", which, gap.buffer, where, str(limit))
        urgent = self._history.is_looked_at(gap.buffer)
        self._history.questions.ask(words, "chathistory", page, done, urgent=urgent)

    def _page_came(self, gap: Gap, question: Question, limit: int) -> None:
        page = question.page
        if gap.page is not page or self._gaps.get(gap.buffer) is not gap:
            return  # it has been given up
        before = len(gap.rows)
        self._take(gap, page)
        more = page.count >= limit and len(gap.rows) > before and gap.missing is None
        if question.failed and (before or question.failed == NO_ANSWER):
            self.give_up(gap)
        elif question.failed or not more:
            self.release(gap)
        elif gap.time and gap.pages >= MOST_PAGES:
            self._leave_out(gap)
            self._next_page(gap, "LATEST", "*")
        elif gap.time:
            self._next_page(gap, "AFTER", self._place(page.last, -MILLISECOND))
        elif messages_of(gap.rows) < FEW and gap.pages < MOST_PAGES:
            self._next_page(gap, "BEFORE", self._place(page.first, MILLISECOND))
        else:
            self.release(gap)

    def _take(self, gap: Gap, page: Page) -> None:
        """Put the rows of a page that are not known to the others."""
        begin = place_of(page.rows, gap.msgid) + 1 if gap.msgid else 0
        if begin:
            gap.rows.clear()  # all of one millisecond, and before what is known
            gap.begun = True
        elif gap.pages == 1 and gap.msgid and _follows(page, gap.time):
            # The server does not know what we have: before this page it may have forgotten more.
            gap.rows.append(HistoryGap(gap.buffer, gap.time))
        have = {what(row) for row in gap.rows}
        if gap.missing is not None and any(what(row) in have for row in page.rows):
            gap.rows.remove(gap.missing)  # the newest page begins among what we have
        told = page.seen - {what(event) for event in gap.held}
        new = [
            row
            for row in page.rows[begin:]
            if is_new(row, gap.time) and what(row) not in have and what(row) not in told
        ]
        gap.rows = [*new, *gap.rows] if gap.backwards else [*gap.rows, *new]

    def _place(self, line: tuple[float, str], overlap: float) -> str:
        """The selector of a line that the server has just told; with an overlap where it knows no
        ids, because much can be said in one millisecond."""
        time, msgid = line
        kinds = self._context.isupport.get("MSGREFTYPES")
        if msgid and (kinds is None or "msgid" in kinds.split(",")):
            return f"msgid={msgid}"
        return timestamp(time + overlap)

    def _leave_out(self, gap: Gap) -> None:
        """Something is missing after the last row, or after what is known where there is none."""
        time = time_of(gap.rows[-1]) if gap.rows else gap.time
        gap.missing = HistoryGap(gap.buffer, time)
        gap.rows.append(gap.missing)

    # --- telling --------------------------------------------------------------------------------

    def give_up(self, gap: Gap) -> None:
        """No further page comes, though there may be more."""
        if gap.time and gap.page is not None and gap.missing is None:
            self._leave_out(gap)
        self.release(gap)

    def release(self, gap: Gap) -> None:
        """Tell what was missed, then what has waited for it."""
        self._gaps.pop(gap.buffer, None)
        for event in self._tell_rows(gap):
            self._tell(event)

    def _tell_rows(self, gap: Gap) -> list[Event]:
        """Tell what was missed; what waits and happened after that."""
        rows, rest = gathered(gap.rows, self._history.later.pop(gap.buffer, []))
        told, waiting = merged(rows, gap.held)
        for event in [*told, *rest]:
            self._tell(event)
        return waiting

    def _tell(self, event: Event) -> None:
        self._history.known.note(event)
        self._context.events.append(event)

    # --- the connection, the clock --------------------------------------------------------------

    def interrupt(self, gap: Gap) -> None:
        """The connection is gone: what came of the missing is told, the rest is asked for anew."""
        if gap.page is not None and not gap.backwards:
            self._take(gap, gap.page)
        if gap.msgid and not gap.begun:
            gap.rows = [row for row in gap.rows if time_of(row) > gap.time]
        if gap.missing is not None and gap.rows[-1:] == [gap.missing]:
            gap.rows.pop()  # it is asked for
        gap.missing = None
        gap.held = self._tell_rows(gap)
        gap.rows.clear()
        gap.pages, gap.page, gap.begun, gap.due = 0, None, False, math.inf
        gap.time, gap.msgid = self._history.known.of(gap.buffer)

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        return min((gap.deadline() for gap in self._gaps.values()), default=None)

    def hold_time(self, seconds: float) -> None:
        """So long no line could come: no page is late for that."""
        for gap in self._gaps.values():
            gap.due += seconds
            if gap.page is not None and gap.page.asked:
                gap.page.asked += seconds

    def tick(self) -> None:
        """Let nothing wait too long."""
        now = self._context.now()
        for gap in [gap for gap in self._gaps.values() if now >= gap.deadline()]:
            self.give_up(gap)


def _follows(page: Page, time: float) -> bool:
    """Whether a page of messages with ids begins later than that."""
    first = next((row for row in page.rows if isinstance(row, MessageReceived)), None)
    return first is not None and bool(first.msgid) and first.time > time


def timestamp(time: float) -> str:
    """A moment, as CHATHISTORY has it."""
    try:
        return f"timestamp={format_time(time)}"
    except (ValueError, OverflowError):  # a clock that is far off
        return f"timestamp={format_time(0.0)}"
