"""The teacher's side of a class on a channel, as pure rules (:mod:`core.client.classroom`).

Everything that comes in goes to :meth:`Teacher.receive`; :meth:`Teacher.take_output` gives what is
to be sent, at most one state for the channel however much happened, so call it on a slow timer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.client.classroom import (
    LONGEST_ANSWER,
    LONGEST_NAME,
    Answer,
    ClassError,
    ClassMessage,
    End,
    Hand,
    Join,
    Leave,
    Lower,
    Phase,
    State,
    format_message,
    parse_message,
    plain,
)

MOST_PUPILS = 1000
"""Pupils whose messages are kept; a class has fewer, a prank may have more."""
_FEW = 3  # so many pupils are told the state one by one; for more the channel is told once
_MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class RaisedHand:
    """Whose hand is up; ``since`` in the clock of :meth:`Teacher.receive`."""

    nick: str
    since: float


class Teacher:
    """A class that was opened on ``channel``.

    ``fold`` gives the form of a nickname by which the server compares it. Times are in seconds of
    any clock that only goes forward.
    """

    def __init__(self, session: str, channel: str, fold: Callable[[str], str]) -> None:
        self.session = session
        self.channel = channel
        self.bars_shown = False
        self.over = False
        self.strangers: dict[str, str] = {}
        """Pupils whose program speaks another version of this: nickname → version."""
        self._fold = fold
        self._lesson = ("", "", "")
        self._step = 0
        self._phase = Phase.READ
        self._revision = 0
        self._present: dict[str, str] = {}  # folded → nickname
        self._answers: dict[int, dict[str, tuple[str, str]]] = {}  # step → folded → nick, text
        self._hands: dict[str, RaisedHand] = {}
        self._private: list[tuple[str, ClassMessage]] = []
        self._asked: dict[str, str] = {}
        self._dirty = False

    # --- what the teacher does ------------------------------------------------------------------

    def open(self, lesson: str, title: str, digest: str) -> None:
        """Begin a lesson; its predictions begin anew.

        Raises ClassError where the name of the lesson or of the channel cannot be told.
        """
        self._lesson = (lesson, plain(title, LONGEST_NAME), digest)
        self._step = 1
        format_message(self.state())
        self._answers.clear()
        self._step = 0

    def show_step(self, step: int, *, asks: bool, done: bool = False) -> None:
        """Go to a step (from 1); ``asks``: predictions are taken for it."""
        same = step == self._step
        self._step = step
        if done:
            self._set_phase(Phase.DONE)
        elif same and asks and self._phase in (Phase.ASK, Phase.CLOSED):
            self._set_phase(self._phase)
        else:
            self._set_phase(Phase.ASK if asks else Phase.READ)

    def close_answers(self) -> None:
        """Take no more predictions for this step."""
        if self._phase is Phase.ASK:
            self._set_phase(Phase.CLOSED)

    def open_answers(self) -> None:
        """Take them again, before the step has run."""
        if self._phase is Phase.CLOSED:
            self._set_phase(Phase.ASK)

    def ran(self) -> None:
        """The step has run here: every pupil's runs it too."""
        self._set_phase(Phase.DONE)

    def show_bars(self, shown: bool) -> None:
        """Whether the pupils see how the others predict."""
        self.bars_shown = shown
        self._dirty = True

    def lower(self, nick: str) -> None:
        """Put a pupil's hand down, and tell the pupil."""
        raised = self._hands.pop(self._fold(nick), None)
        if raised is not None:
            self._private.append((raised.nick, Lower(self.channel, self.session)))

    def end(self) -> None:
        """The class is over."""
        self.over = True
        self._dirty = False
        self._asked.clear()
        self._private = [(self.channel, End(self.channel, self.session))]

    def tell_again(self) -> None:
        """Tell the channel the state anew: after a reconnect, or with another nickname."""
        self._dirty = not self.over

    def _set_phase(self, phase: Phase) -> None:
        self._phase = phase
        self._dirty = True

    # --- what pupils do -------------------------------------------------------------------------

    def receive(self, nick: str, value: str, now: float) -> ClassMessage | None:
        """A pupil's message; None where it is not for this class, or no message of ours."""
        try:
            message = parse_message(value)
        except ClassError as error:
            if error.code == "version" and len(self.strangers) < MOST_PUPILS:
                self.strangers[nick] = error.detail
            return None
        if message.session != self.session or self.over:
            return None
        folded = self._fold(nick)
        known = folded in self._present
        if isinstance(message, Join):
            if not known and len(self._present) >= MOST_PUPILS:
                return None
            self._present[folded] = nick
            self._asked[folded] = nick
        elif not known:
            return None
        elif isinstance(message, Answer):
            return self._answer(folded, nick, message)
        elif isinstance(message, Hand):
            if not message.up:
                self._hands.pop(folded, None)
            elif folded not in self._hands:
                self._hands[folded] = RaisedHand(nick, now)
        elif isinstance(message, Leave):
            self.left(nick)
        else:
            return None
        return message

    def _answer(self, folded: str, nick: str, message: Answer) -> ClassMessage | None:
        if message.step != self._step or self._phase is not Phase.ASK:
            return None  # it came too late
        self._answers.setdefault(message.step, {})[folded] = (nick, message.text)
        self._dirty = self._dirty or self.bars_shown
        return message

    def left(self, nick: str) -> None:
        """Somebody left the channel, the server or the class; the prediction stays."""
        folded = self._fold(nick)
        self._hands.pop(folded, None)
        self._present.pop(folded, None)
        self._asked.pop(folded, None)

    def renamed(self, old: str, new: str) -> None:
        """Somebody is called ``new`` now."""
        before, after = self._fold(old), self._fold(new)
        if before not in self._present:
            return
        del self._present[before]
        self._present[after] = new
        if (hand := self._hands.pop(before, None)) is not None:
            self._hands[after] = RaisedHand(new, hand.since)
        if self._asked.pop(before, None) is not None:
            self._asked[after] = new
        for answers in self._answers.values():
            if before in answers:
                answers[after] = (new, answers.pop(before)[1])

    def came(self, nicks: Iterable[str]) -> None:
        """These people came into the channel: they are told what goes on."""
        if self._step and not self.over:
            for nick in nicks:
                self._asked[self._fold(nick)] = nick

    # --- what is known --------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The step that is shown, from 1; 0 before the first."""
        return self._step

    @property
    def phase(self) -> Phase:
        """How far it is."""
        return self._phase

    @property
    def pupils(self) -> tuple[str, ...]:
        """Who takes part, in the order they came."""
        return tuple(self._present.values())

    @property
    def hands(self) -> tuple[RaisedHand, ...]:
        """Raised hands, the longest first."""
        return tuple(sorted(self._hands.values(), key=lambda hand: hand.since))

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The predictions for this step: (nickname, text) each."""
        return tuple(self._answers.get(self._step, {}).values())

    @property
    def thinking(self) -> tuple[str, ...]:
        """Who takes part and has made no prediction for this step."""
        given = self._answers.get(self._step, {})
        return tuple(nick for folded, nick in self._present.items() if folded not in given)

    @property
    def expected(self) -> int:
        """Everybody who takes part, or has answered and gone since."""
        return len(self.thinking) + len(self.answers)

    def tally(self) -> tuple[tuple[str, int], ...]:
        """The predictions and how many made them, the most frequent first."""
        counted = Counter(text for _, text in self.answers)
        return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    # --- what is to be sent ---------------------------------------------------------------------

    def state(self) -> State:
        """The present state, under the revision that was told last."""
        bars = self.tally()[:_MOST_BARS] if self.bars_shown else ()
        lesson, title, digest = self._lesson
        return State(
            self.channel,
            self.session,
            self._revision,
            lesson,
            title,
            digest,
            self._step,
            self._phase,
            len(self.answers),
            self.expected,
            tuple((text[:LONGEST_ANSWER], count) for text, count in bars),
        )

    def take_output(self) -> list[tuple[str, str]]:
        """What is to be sent since the last call: (target, the tag's value) each."""
        if not self.over and len(self._asked) > _FEW:
            self._dirty = True
        out: list[tuple[str, ClassMessage]] = []
        if not self.over and self._step:
            if self._dirty:
                self._revision += 1
                out.append((self.channel, self.state()))
            else:
                out += [(nick, self.state()) for nick in self._asked.values()]
            self._asked.clear()
            self._dirty = False
        out += self._private
        self._private = []
        return [(target, format_message(message)) for target, message in out]
