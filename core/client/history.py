"""What was said before: asked for page by page, and what was missed told in its place.

When we come into a channel, and when a connection stands again, the server is asked for what was
said since the last thing that we have. Until that has come, what happens in that conversation is
held back, so that everything is told in its order; both are bounded.

Source: IRCv3 chathistory, event-playback.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from core.client.buffers import Buffers
from core.client.context import Context, Page
from core.client.events import (
    BufferClosed,
    ChannelModesChanged,
    Event,
    MessageReceived,
    MessageUpdated,
    News,
    ServerText,
    TopicChanged,
)
from core.client.feature_events import (
    MISSING,
    HistoryReceived,
    MessageEdited,
    MessageRedacted,
    ReactionReceived,
    ReadByOther,
)
from core.client.history_rows import (
    gathered,
    is_new,
    merged,
    messages_of,
    news_of,
    place_of,
    time_of,
    what,
)
from core.client.questions import Question, Questions
from core.irc import capabilities as cap
from core.irc.message import Message
from core.irc.server_time import format_time

PAGE = 100
"""Messages that one question asks for, where the server does not allow fewer."""
MOST_PAGES = 30
"""Pages that fill a gap at most: who was away for longer gets the newest page, and a line before it
that tells that messages are missing there."""
MOST_HELD = 5000
"""Events of a conversation that wait at most."""
HOLD_SECONDS = 8.0
"""So long a conversation waits for one page."""
FEW = 20
"""Messages with which a first page is enough to read; joins and parts may have filled it."""
_SECONDS_BACK = 14 * 86_400.0  # private conversations of so long are looked for at first
_MOST_PRIVATE = 50
_MILLISECOND = 0.001
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


@dataclass(slots=True, eq=False)
class _Gap:
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
    missing: ServerText | None = None  # of the rows: before it something is left out


class History:
    """Asks for what was said, and holds back what comes meanwhile."""

    def __init__(self, context: Context, buffers: Buffers, questions: Questions) -> None:
        self._context = context
        self._buffers = buffers
        self._questions = questions
        self._known = dict(context.options.known)
        """Conversation → Unix time and id of the last thing that is known of it."""
        self._had = dict(self._known)
        """The same when we connected, or came into the channel."""
        self._gaps: dict[str, _Gap] = {}
        self._finding = False  # private conversations are being looked for
        self._later: dict[str, list[Event]] = {}  # changes of messages that are still to come
        context.keeps_back = self._keeps_back

    @property
    def offered(self) -> bool:
        """Whether this server can be asked."""
        needed = (cap.CHATHISTORY, cap.BATCH, cap.SERVER_TIME)
        return self._context.registered and all(map(self._context.has, needed))

    @property
    def _most(self) -> int:
        """How many messages one question may bring."""
        return self._context.isupport.number("CHATHISTORY", PAGE)

    # --- what has been seen ---------------------------------------------------------------------

    def _keeps_back(self, event: Event) -> bool:
        """Note what is told; whether it must wait."""
        if isinstance(event, BufferClosed):
            self._gaps.pop(event.buffer, None)
        if isinstance(event, MessageReceived) and event.history and self._is_old(event):
            return True
        if not isinstance(event, _HELD) and not (isinstance(event, TopicChanged) and event.changed):
            return False
        if self._gaps or self._finding:
            gap = self._gaps.get(event.buffer)
            if gap is None and self._finding and self._is_private(event.buffer):
                gap = self._gaps[event.buffer] = self._gap_of(event.buffer)
            if gap is not None:
                gap.held.append(event)
                if len(gap.held) > MOST_HELD:
                    self._give_up(gap)
                return True
        self._note(event)
        return False

    def _is_old(self, event: MessageReceived) -> bool:
        """Whether a server or a bouncer plays back, unasked, what is known already."""
        time, msgid = self._find(self._had, event.buffer)
        if event.time.is_integer():
            # InspIRCd plays back in whole seconds, rounded down, what it told in milliseconds.
            return event.time < math.floor(time) or (event.msgid != "" and event.msgid == msgid)
        return event.time < time or (event.time == time and event.msgid in ("", msgid))

    def _note(self, event: Event) -> None:
        """Remember the last thing of a conversation, by the server's clock."""
        if isinstance(event, MessageReceived):
            if event.buffer and (event.msgid or "time" in event.tags):
                self._know(event.buffer, event.time, event.msgid)
        elif isinstance(event, MessageUpdated):
            if event.msgid:
                self._know(event.buffer, event.time, event.msgid)
        elif isinstance(event, News) and event.buffer in self._known:
            time, msgid = self._known[event.buffer]
            self._known[event.buffer] = (max(time, event.time), msgid)

    def _know(self, buffer: str, time: float, msgid: str) -> None:
        if time >= self.known(buffer)[0]:
            self._known[buffer] = (time, msgid)

    def known(self, buffer: str) -> tuple[float, str]:
        """When the last thing was said that is known of a conversation, and its id; 0.0 and ""
        where nothing is known."""
        return self._find(self._known, buffer)

    def _find(self, known: dict[str, tuple[float, str]], buffer: str) -> tuple[float, str]:
        found = known.get(buffer)
        if found is None:
            folded = self._context.fold(buffer)
            names = (name for name in known if self._context.fold(name) == folded)
            found = known.get(next(names, ""), (0.0, ""))
        return found

    def renamed(self, old: str, new: str) -> None:
        """A conversation has another name."""
        if old in self._known:
            self._known[new] = self._known.pop(old)
        if old in self._later:
            self._later[new] = self._later.pop(old)
        if (gap := self._gaps.pop(old, None)) is not None:
            self._release(gap)

    def _is_private(self, buffer: str) -> bool:
        return bool(buffer) and not self._context.isupport.is_channel(buffer)

    def newest(self) -> float:
        """The Unix time of the newest thing that is known of any conversation; 0.0 for none."""
        return max((time for time, _ in self._known.values()), default=0.0)

    def played_back(self, message: Message, question: Question) -> None:
        """A line of an answer that is no message."""
        if question.page.search:
            return
        if message.command == "CHATHISTORY":
            question.lines.append(message)
            return
        news = news_of(self._context, message, question.page.buffer)
        if news is not None:
            question.page.rows.append(news)

    # --- gaps -----------------------------------------------------------------------------------

    def coming_in(self, buffer: str) -> None:
        """We are coming into a channel: from now on what happens there waits for what was."""
        self._had[buffer] = self.known(buffer)
        gap = self._gaps.get(buffer)
        if self.offered and (gap is None or gap.page is None):
            self._fill(gap or self._gap_of(buffer))

    def _gap_of(self, buffer: str) -> _Gap:
        time, msgid = self.known(buffer)
        return _Gap(buffer, time, msgid, self._context.now() + HOLD_SECONDS)

    def _fill(self, gap: _Gap) -> None:
        self._gaps[gap.buffer] = gap
        if gap.time:
            self._next_page(gap, "AFTER", _timestamp(gap.time - _MILLISECOND))
        else:
            self._next_page(gap, "LATEST", "*")

    def _next_page(self, gap: _Gap, which: str, where: str) -> None:
        limit = min(self._most, PAGE)
        page = gap.page = Page(gap.buffer, missed=gap.time > 0.0)
        gap.pages += 1
        gap.backwards = which == "BEFORE"
        gap.due = self._context.now() + HOLD_SECONDS

        def done(question: Question) -> None:
            self._page_came(gap, question, limit)

        words = ("CHATHISTORY", which, gap.buffer, where, str(limit))
        self._questions.ask(words, "chathistory", page, done)

    def _page_came(self, gap: _Gap, question: Question, limit: int) -> None:
        page = question.page
        if gap.page is not page or self._gaps.get(gap.buffer) is not gap:
            return  # it has been given up
        before = len(gap.rows)
        self._take(gap, page)
        more = page.count >= limit and len(gap.rows) > before and gap.missing is None
        if question.failed and before:
            self._give_up(gap)
        elif question.failed or not more:
            self._release(gap)
        elif gap.time and gap.pages >= MOST_PAGES:
            self._leave_out(gap)
            self._next_page(gap, "LATEST", "*")
        elif gap.time:
            self._next_page(gap, "AFTER", self._place(page.last, -_MILLISECOND))
        elif messages_of(gap.rows) < FEW and gap.pages < MOST_PAGES:
            self._next_page(gap, "BEFORE", self._place(page.first, _MILLISECOND))
        else:
            self._release(gap)

    def _take(self, gap: _Gap, page: Page) -> None:
        """Put the rows of a page that are not known to the others."""
        begin = place_of(page.rows, gap.msgid) + 1 if gap.msgid else 0
        if begin:
            gap.rows.clear()  # all of one millisecond, and before what is known
            gap.begun = True
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
        return _timestamp(time + overlap)

    def _leave_out(self, gap: _Gap) -> None:
        """Something is missing after the last row."""
        gap.missing = ServerText(gap.buffer, MISSING, "", time_of(gap.rows[-1]))
        gap.rows.append(gap.missing)

    def _give_up(self, gap: _Gap) -> None:
        """No further page comes, though the one before told that there is more."""
        if gap.time and gap.rows and gap.missing is None:
            self._leave_out(gap)
        self._release(gap)

    def _release(self, gap: _Gap) -> None:
        """Tell what was missed, then what has waited for it."""
        self._gaps.pop(gap.buffer, None)
        for event in self._tell_rows(gap):
            self._tell(event)

    def _tell_rows(self, gap: _Gap) -> list[Event]:
        """Tell what was missed; what waits and happened after that."""
        rows, rest = gathered(gap.rows, self._later.pop(gap.buffer, []))
        told, waiting = merged(rows, gap.held)
        for event in [*told, *rest]:
            self._tell(event)
        return waiting

    def _tell(self, event: Event) -> None:
        self._note(event)
        self._context.events.append(event)

    # --- private conversations ------------------------------------------------------------------

    def ready(self) -> None:
        """A connection stands: ask which private conversations went on without us."""
        for gap in list(self._gaps.values()):
            gap.due = self._context.now() + HOLD_SECONDS
            if not self.offered:
                self._release(gap)
        if not self.offered:
            return
        newest = self.newest()
        since = newest - _MILLISECOND if newest else self._context.now() - _SECONDS_BACK
        until = _timestamp(self._context.now() + 86_400.0)
        self._finding = True
        words = ("CHATHISTORY", "TARGETS", _timestamp(since), until, str(_MOST_PRIVATE))
        kind = "draft/chathistory-targets"
        self._questions.ask(words, kind, Page(), self._targets_came)

    def _targets_came(self, question: Question) -> None:
        self._finding = False
        for message in question.lines:
            name = message.param(1)
            if message.param(0).upper() != "TARGETS" or not self._is_private(name):
                continue
            if self._context.is_me(name):
                continue
            query = self._buffers.open_query(name)
            if query is not None:
                gap = self._gaps.get(query.name) or self._gap_of(query.name)
                self._fill(gap)
        for gap in list(self._gaps.values()):
            if gap.page is None and self._is_private(gap.buffer):
                self._release(gap)

    # --- scrolling up ---------------------------------------------------------------------------

    def older(self, buffer: str, time: float, msgid: str, limit: int) -> bool:
        """Ask for what was said before a message; False where there is nobody to ask."""
        if not self.offered or not buffer:
            return False
        limit = max(1, min(limit, self._most))
        if time > 0.0:
            # The millisecond of the message itself may have others; by its id it is found there.
            selector = ("BEFORE", buffer, _timestamp(time + _MILLISECOND))
        else:
            selector = ("LATEST", buffer, "*")
        self._ask_older(buffer, (*selector, str(limit)), time, msgid, limit)
        return True

    def _ask_older(
        self, buffer: str, words: tuple[str, ...], time: float, msgid: str, limit: int
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
                self._ask_older(buffer, again, 0.0, msgid, limit)
                return
            self._older_came(buffer, rows, question.failed, complete=not full)

        self._questions.ask(("CHATHISTORY", *words), "chathistory", Page(buffer), done)

    def _older_came(self, buffer: str, rows: list[Event], failed: str, *, complete: bool) -> None:
        made, rest = gathered(rows, self._later.pop(buffer, []))
        if rest:
            self._later[buffer] = rest
        shown = self._buffers.shown(buffer) or buffer
        over = complete and not failed
        self._context.emit(HistoryReceived(shown, tuple(made), over, failed))

    # --- the connection -------------------------------------------------------------------------

    def connected(self) -> None:
        """A new connection: what a bouncer plays back there may be known."""
        self._had = dict(self._known)

    def disconnected(self, *, quitting: bool) -> None:
        """What waits goes on waiting for the next connection, but for the last one."""
        self._finding = False
        for gap in list(self._gaps.values()):
            self._interrupt(gap)
            if quitting:
                self._release(gap)

    def _interrupt(self, gap: _Gap) -> None:
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
        gap.time, gap.msgid = self.known(gap.buffer)

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        return min((gap.due for gap in self._gaps.values()), default=None)

    def hold_time(self, seconds: float) -> None:
        """So long no line could come: no page is late for that."""
        for gap in self._gaps.values():
            gap.due += seconds

    def tick(self) -> None:
        """Let nothing wait too long."""
        now = self._context.now()
        for gap in [gap for gap in self._gaps.values() if now >= gap.due]:
            self._give_up(gap)


def _timestamp(time: float) -> str:
    try:
        return f"timestamp={format_time(time)}"
    except (ValueError, OverflowError):  # a clock that is far off
        return f"timestamp={format_time(0.0)}"
