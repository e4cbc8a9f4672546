"""What was said before: asked of the server when we come into a channel, when a connection stands
again, and as somebody scrolls to it.

The conversation that a person looks at comes first. Of a channel that nobody looks at, and of which
nothing is known yet, nothing is asked for until the window does (``older``).

Source: IRCv3 chathistory, event-playback.
"""

from __future__ import annotations

import math

from core.client.buffers import Buffers
from core.client.context import Context, Page
from core.client.events import (
    BufferClosed,
    ChannelModesChanged,
    Event,
    MessageReceived,
    MessageUpdated,
    News,
    TopicChanged,
)
from core.client.feature_events import (
    GapFilled,
    HistoryReceived,
    MessageEdited,
    MessageRedacted,
    ReactionReceived,
    ReadByOther,
)
from core.client.history_gaps import (
    MILLISECOND,
    QUEUE_SECONDS,
    MissedHistory,
    timestamp,
)
from core.client.history_known import Line, NewestKnown
from core.client.history_rows import gathered, news_of, place_of, time_of
from core.client.questions import Question, Questions
from core.irc import capabilities as cap
from core.irc.message import Message

PAGE = 100
"""Messages that one question may bring where the server does not say."""
_SECONDS_BACK = 14 * 86_400.0  # private conversations of so long are looked for at first
_MOST_PRIVATE = 50
_HELD = (
    MessageReceived,
    MessageUpdated,
    News,
    ReactionReceived,
    MessageEdited,
    MessageRedacted,
    ReadByOther,
    ChannelModesChanged,
)


class History:
    """Asks for what was said.

    Attributes: ``known``, what we have; ``later``, changes of messages that are still to come.
    """

    def __init__(self, context: Context, buffers: Buffers, questions: Questions) -> None:
        self.context = context
        self.questions = questions
        self.known = NewestKnown(context)
        self.later: dict[str, list[Event]] = {}
        self._buffers = buffers
        self._missed = MissedHistory(self)
        self._looked_at = ""
        self._finding = False  # private conversations are being looked for
        context.keeps_back = self._keeps_back
        context.was_known = self.known.was_known

    @property
    def offered(self) -> bool:
        """Whether this server can be asked."""
        needed = (cap.CHATHISTORY, cap.BATCH, cap.SERVER_TIME)
        return self.context.registered and all(map(self.context.has, needed))

    @property
    def most(self) -> int:
        """How many messages one question may bring."""
        return self.context.isupport.number("CHATHISTORY", PAGE)

    # --- what a person looks at -----------------------------------------------------------------

    def look_at(self, buffer: str) -> None:
        """A conversation is shown: what is asked about it goes before all else."""
        self._looked_at = buffer
        gap = self._missed.get(buffer)
        if gap is not None and gap.page is not None:
            self.questions.hurry(gap.page)

    def is_looked_at(self, buffer: str) -> bool:
        """Whether a conversation is the one that is shown."""
        return self.context.fold(buffer) == self.context.fold(self._looked_at)

    # --- what is told ---------------------------------------------------------------------------

    def _keeps_back(self, event: Event) -> bool:
        """Note what is told; whether it must wait."""
        if isinstance(event, BufferClosed):
            self._missed.drop(event.buffer)
        if isinstance(event, MessageReceived) and event.history and self.known.is_old(event):
            return True
        if not isinstance(event, _HELD) and not (isinstance(event, TopicChanged) and event.changed):
            return False
        if self._missed or self._finding:
            gap = self._missed.get(event.buffer)
            if gap is None and self._finding and self._is_private(event.buffer):
                gap = self._missed.open(event.buffer)
            if gap is not None:
                self._missed.hold(gap, event)
                return True
        self.known.note(event)
        return False

    def newest(self) -> float:
        """The Unix time of the newest thing that is known of any conversation; 0.0 for none."""
        return self.known.newest()

    def renamed(self, old: str, new: str) -> None:
        """A conversation has another name."""
        self.known.renamed(old, new)
        if old in self.later:
            self.later[new] = self.later.pop(old)
        if (gap := self._missed.get(old)) is not None:
            self._missed.release(gap)

    def _is_private(self, buffer: str) -> bool:
        return bool(buffer) and not self.context.isupport.is_channel(buffer)

    def played_back(self, message: Message, question: Question) -> None:
        """A line of an answer that is no message."""
        if question.page.search:
            return
        if message.command == "CHATHISTORY":
            question.lines.append(message)
            return
        news = news_of(self.context, message, question.page.buffer)
        if news is not None:
            question.page.rows.append(news)

    # --- channels -------------------------------------------------------------------------------

    def coming_in(self, buffer: str, time: float, *, asked: bool) -> None:
        """We are coming into a channel: from now on what happens there waits for what was.
        ``asked``: a person has just asked for it, who will look at it; ``time``: the server's."""
        self.known.coming_in(buffer)
        gap = self._missed.get(buffer)
        if not self.offered or (gap is not None and gap.page is not None):
            return
        if asked or not self._looked_at:
            self._looked_at = buffer
        if gap is None and not self.known.of(buffer)[0] and not self.is_looked_at(buffer):
            self.known.has(buffer, time, "")  # what comes from now on is there
            return
        self._missed.fill(gap or self._missed.open(buffer))

    # --- private conversations ------------------------------------------------------------------

    def ready(self) -> None:
        """A connection stands: ask which private conversations went on without us."""
        for gap in self._missed.all():
            gap.due = self.context.now() + QUEUE_SECONDS
            if not self.offered:
                self._missed.release(gap)
        if not self.offered:
            return
        newest = self.newest()
        since = newest - MILLISECOND if newest else self.context.now() - _SECONDS_BACK
        until = timestamp(self.context.now() + 86_400.0)
        self._finding = True
        words = ("CHATHISTORY", "TARGETS", timestamp(since), until, str(_MOST_PRIVATE))
        kind = "draft/chathistory-targets"
        self.questions.ask(words, kind, Page(), self._targets_came, urgent=True)

    def _targets_came(self, question: Question) -> None:
        self._finding = False
        for message in question.lines:
            name = message.param(1)
            if message.param(0).upper() != "TARGETS" or not self._is_private(name):
                continue
            if self.context.is_me(name):
                continue
            query = self._buffers.open_query(name)
            if query is not None:
                self._missed.fill(self._missed.open(query.name))
        for gap in self._missed.all():
            if gap.page is None and self._is_private(gap.buffer):
                self._missed.release(gap)

    # --- scrolling ------------------------------------------------------------------------------

    def older(self, buffer: str, time: float, msgid: str, limit: int, *, urgent: bool) -> bool:
        """Ask for what was said before a message; False where there is nobody to ask."""
        if not self.offered or not buffer:
            return False
        limit = max(1, min(limit, self.most))
        if time > 0.0:
            # The millisecond of the message itself may have others; by its id it is found there.
            words = ("BEFORE", buffer, timestamp(time + MILLISECOND))
        else:
            words = ("LATEST", buffer, "*")
        self._ask_older(buffer, (*words, str(limit)), time, msgid, limit, urgent)
        return True

    def _ask_older(
        self,
        buffer: str,
        words: tuple[str, ...],
        time: float,
        msgid: str,
        limit: int,
        urgent: bool,
    ) -> None:
        def done(question: Question) -> None:
            rows = question.page.rows
            place = place_of(rows, msgid) if msgid else -1
            if place >= 0:
                rows = rows[:place]
            elif time > 0.0:
                rows = [row for row in rows if time_of(row) < time]
            full = question.page.count >= limit
            if full and not rows and msgid and not words[2].startswith("msgid="):
                # More was said in one millisecond than a page can hold.
                again = ("BEFORE", buffer, f"msgid={msgid}", str(limit))
                self._ask_older(buffer, again, 0.0, msgid, limit, urgent)
                return
            self._older_came(buffer, rows, question.failed, complete=not full)

        words = ("CHATHISTORY", *words)
        self.questions.ask(words, "chathistory", Page(buffer), done, urgent=urgent)

    def _older_came(self, buffer: str, rows: list[Event], failed: str, *, complete: bool) -> None:
        made, rest = gathered(rows, self.later.pop(buffer, []))
        if rest:
            self.later[buffer] = rest
        shown = self._buffers.shown(buffer) or buffer
        over = complete and not failed
        self.context.emit(HistoryReceived(shown, tuple(made), over, failed))

    def between(self, buffer: str, since: Line, until: Line, limit: int, *, upwards: bool) -> bool:
        """Ask for a page of what is missing between two messages, ``upwards``: its newest ones,
        else its oldest. False where there is nobody to ask. ``GapFilled`` answers."""
        if not self.offered or not buffer:
            return False
        limit = max(2, min(limit, self.most))
        # By time: the server may have forgotten the message itself.
        where = timestamp(until[0] + MILLISECOND if upwards else since[0] - MILLISECOND)
        self._ask_between(buffer, where, since, until, limit, upwards)
        return True

    def _ask_between(
        self, buffer: str, where: str, since: Line, until: Line, limit: int, upwards: bool
    ) -> None:
        def done(question: Question) -> None:
            page, msgid = question.page, until[1] if upwards else since[1]
            crowded = page.count >= limit and page.first[0] == page.last[0]
            if crowded and msgid and not where.startswith("msgid="):
                # More was said in one millisecond than a page can hold.
                self._ask_between(buffer, f"msgid={msgid}", since, until, limit, upwards)
                return
            self._between_came(question, since, until, limit, upwards)

        words = ("CHATHISTORY", "BEFORE" if upwards else "AFTER", buffer, where, str(limit))
        self.questions.ask(words, "chathistory", Page(buffer), done, urgent=True)

    def _between_came(
        self, question: Question, since: Line, until: Line, limit: int, upwards: bool
    ) -> None:
        page = question.page
        rows, first, last = page.rows, page.first, page.last
        begin = place_of(rows, since[1]) + 1 if since[1] else 0
        end = place_of(rows, until[1]) if until[1] else -1
        within = [
            row
            for row in (rows[begin:end] if end >= 0 else rows[begin:])
            if since[0] - bool(since[1]) * MILLISECOND / 2 < time_of(row)
            and time_of(row) < until[0] + bool(until[1]) * MILLISECOND / 2
        ]
        # The page reaches the other side, or the server has nothing more on the way there.
        at_first = begin > 0 or 0.0 < first[0] < since[0]
        met = at_first if upwards else end >= 0 or last[0] > until[0]
        short = page.count < limit
        made, rest = gathered(within, self.later.pop(page.buffer, []))
        if rest:
            self.later[page.buffer] = rest
        shown = self._buffers.shown(page.buffer) or page.buffer
        self.context.emit(
            GapFilled(
                shown,
                tuple(made),
                since,
                until,
                upwards=upwards,
                closed=not question.failed and (met or (page.count > 0 and short and not upwards)),
                lost=not question.failed and not met and short and (upwards or not page.count),
                failed=question.failed,
            )
        )

    # --- the connection -------------------------------------------------------------------------

    def connected(self) -> None:
        """A new connection."""
        self.known.connected()

    def disconnected(self, *, quitting: bool) -> None:
        """What waits goes on waiting for the next connection, but for the last one."""
        self._finding = False
        for gap in self._missed.all():
            self._missed.interrupt(gap)
            if quitting:
                self._missed.release(gap)

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        due = self._missed.next_deadline()
        return None if due == math.inf else due

    def hold_time(self, seconds: float) -> None:
        """So long no line could come: no page is late for that."""
        self._missed.hold_time(seconds)

    def tick(self) -> None:
        """Let nothing wait too long."""
        self._missed.tick()
