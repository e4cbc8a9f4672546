"""Questions that a server answers with a group of messages: CHATHISTORY and SEARCH.

Only some are asked at a time, and so often that no server takes it for a flood; the others wait,
those that a person waits for go before them. An answer is known by its label where the server
has labelled responses, else by what it is about. Source: IRCv3 labeled-response, batch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from core.client.context import Batch, Context, Page
from core.irc import capabilities as cap
from core.irc.formatting import strip_formatting
from core.irc.message import Message
from core.irc.numerics import Numeric

PATIENCE = 15.0
"""Seconds without a line of its answer after which a question counts as not answered."""
AT_ONCE = 6
"""Questions that are under way at a time."""
AT_FIRST = 12
"""Questions that nobody waits for, and that are asked one right after the other …"""
PER_SECOND = 2.0
"""… and after that in a second."""
NO_ANSWER = "no_answer"
"""Stands for the server's words where it said nothing at all."""
_REFUSALS = frozenset(
    {
        Numeric.ERR_UNKNOWNCOMMAND,
        Numeric.ERR_NEEDMOREPARAMS,
        Numeric.ERR_UNKNOWNERROR,
        Numeric.ERR_NOSUCHCHANNEL,
        Numeric.ERR_NOTONCHANNEL,
        Numeric.ERR_NOSUCHNICK,
        "FAIL",
        "ACK",
    }
)


@dataclass(slots=True, eq=False)
class Question:
    """One question. ``batch`` is the kind of the batch that answers; ``done`` gets the question
    itself, with ``failed`` in the server's words where it refused.

    ``lines``: what came in the answer besides rows (CHATHISTORY TARGETS).
    """

    words: tuple[str, ...]
    batch: str
    page: Page
    done: Callable[[Question], None]
    label: str = ""
    due: float = 0.0
    reference: str = ""  # of the batch that is coming in
    failed: str = ""
    urgent: bool = False  # a person waits for it
    lines: list[Message] = field(default_factory=list)


class Questions:
    """Asks, and puts what comes into the page of the question that it answers."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._waiting: list[Question] = []
        self._asked: list[Question] = []
        self._number = 0
        self._full_at = 0.0  # when ``AT_FIRST`` may be asked at once again
        context.batch_began.append(self._began)
        context.batch_ended.append(self._ended)

    def ask(
        self,
        words: tuple[str, ...],
        batch: str,
        page: Page,
        done: Callable[[Question], None],
        *,
        urgent: bool = False,
    ) -> None:
        """Ask as soon as few enough others are under way; what is ``urgent`` goes first."""
        question = Question(words, batch, page, done, urgent=urgent)
        place = sum(each.urgent for each in self._waiting) if urgent else len(self._waiting)
        self._waiting.insert(place, question)
        self._go_on()

    def hurry(self, page: Page) -> None:
        """Somebody waits now for what is to come into that page."""
        for question in self._waiting:
            if question.page is page and not question.urgent:
                question.urgent = True
                self._waiting.sort(key=lambda each: not each.urgent)
                self._go_on()
                return

    def _go_on(self) -> None:
        while self._waiting and len(self._asked) < AT_ONCE:
            now = self._context.now()
            if now < self._free_at():
                return
            self._full_at = max(self._full_at, now) + 1 / PER_SECOND
            question = self._waiting.pop(0)
            question.page.asked = now
            tags = {}
            if self._context.has(cap.LABELED_RESPONSE):
                self._number += 1
                question.label = tags["label"] = f"q{self._number}"
            question.due = now + PATIENCE
            self._asked.append(question)
            if not self._context.send(*question.words, tags=tags):
                self._close(question, NO_ANSWER)

    def _free_at(self) -> float:
        """When the next one may be asked."""
        if self._waiting[0].urgent:
            return 0.0
        return self._full_at - (AT_FIRST - 1) / PER_SECOND

    def _close(self, question: Question, failed: str = "") -> None:
        self._asked.remove(question)
        question.failed = failed
        self._context.page = None
        question.done(question)
        self._go_on()

    # --- answers --------------------------------------------------------------------------------

    def _began(self, reference: str, batch: Batch) -> None:
        asked = [q for q in self._asked if not q.reference and q.batch == batch.kind]
        if batch.parent and any(q.reference == batch.parent for q in self._asked):
            return
        if batch.label:
            found = next((q for q in asked if q.label == batch.label), None)
        else:
            about = self._context.fold(batch.params[0]) if batch.params else ""
            found = next(
                (q for q in asked if not q.label and about == self._context.fold(q.page.buffer)),
                None,
            )
        if found is not None:
            found.reference = reference

    def _ended(self, reference: str, batch: Batch) -> None:
        for question in self._asked:
            if question.reference == reference:
                self._close(question)
                return

    def of_line(self, message: Message) -> Question | None:
        """The question whose answer a line is in, however deep."""
        if not self._asked:
            return None
        batches = self._context.batches
        reference = message.tags.get("batch", "")
        direct = True
        if message.command == "BATCH" and message.param(0).startswith("-"):
            batch = batches.get(message.param(0)[1:])
            reference, direct = (batch.parent if batch is not None else ""), False
        for _ in range(8):
            if not reference:
                break
            for question in self._asked:
                if question.reference == reference:
                    question.due = self._context.now() + PATIENCE
                    if direct:
                        self._count(question.page, message)
                    return question
            batch = batches.get(reference)
            reference, direct = (batch.parent if batch is not None else ""), False
        return None

    def _count(self, page: Page, message: Message) -> None:
        """Note a line of a page; a message of several lines comes here once it is whole."""
        if message.command != "BATCH":
            place = (self._context.time_of(message), message.tags.get("msgid", ""))
            page.count += 1
            page.first = page.first if page.count > 1 else place
            page.last = place

    def is_refusal(self, message: Message) -> bool:
        """Whether a line says that a question is not answered; its asker has been told then."""
        if not self._asked or message.command not in _REFUSALS:
            return False
        label = message.tags.get("label", "")
        about = message.param(0 if message.command == "FAIL" else 1).upper()
        for question in self._asked:
            if question.label == label if label else about == question.words[0]:
                refused = message.command != "ACK" and len(message.params) > 1
                text = strip_formatting(message.params[-1]) if refused else ""
                self._close(question, text)
                return True
        return False

    # --- time -----------------------------------------------------------------------------------

    def disconnected(self) -> None:
        """Nobody answers any more."""
        pending, self._asked, self._waiting = self._asked + self._waiting, [], []
        self._full_at = 0.0
        for question in pending:
            question.failed = NO_ANSWER
            question.done(question)

    def hold_time(self, seconds: float) -> None:
        """So long no line could come: no answer is late for that."""
        for question in self._asked:
            question.due += seconds

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        times = [question.due for question in self._asked]
        if self._waiting and len(self._asked) < AT_ONCE:
            times.append(self._free_at())
        return min(times, default=None)

    def tick(self) -> None:
        """Give up what is not answered; ask what has waited long enough."""
        self._go_on()
        now = self._context.now()
        for question in [q for q in self._asked if now >= q.due]:
            self._close(question, NO_ANSWER)
