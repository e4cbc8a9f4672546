"""A pupil's side of a class on a channel, as pure rules (:mod:`core.client.classroom`)."""

from __future__ import annotations

from collections.abc import Callable, Collection

from core.client.classroom import (
    LONGEST_ANSWER,
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


class Pupil:
    """What one client window knows of classes: one that is offered, or one that it takes part in.

    Attributes:
        state: the last that a teacher told; None where there is no class.
        teacher: who told it.
        joined: whether this person takes part.
        hand: whether the own hand is up.
        absent: the teacher has left the channel and may come back.
    """

    def __init__(self, fold: Callable[[str], str]) -> None:
        self._fold = fold
        self.state: State | None = None
        self.teacher = ""
        self.joined = False
        self.hand = False
        self.absent = False
        self._answers: dict[int, str] = {}
        self._told: set[str] = set()
        self._out: list[tuple[str, ClassMessage]] = []

    # --- what comes in --------------------------------------------------------------------------

    def receive(self, nick: str, value: str, leads: Collection[str]) -> str:
        """A message of ``nick``, an operator in the channels ``leads``. What became of it:

        "offered" (a class to join), "changed" (``state``), "ended", "lowered" (the hand), "newer"
        or "older" (another version than ours; once for each sender), "" (nothing to do).
        """
        try:
            message = parse_message(value)
        except ClassError as error:
            return self._stranger(nick, error, leads)
        if self._fold(message.channel) not in {self._fold(name) for name in leads}:
            return ""
        if isinstance(message, State):
            return self._told_state(nick, message)
        if self.state is None or message.session != self.state.session:
            return ""
        if isinstance(message, End):
            self.forget()
            return "ended"
        if isinstance(message, Lower) and self.hand:
            self.hand = False
            return "lowered"
        return ""

    def _stranger(self, nick: str, error: ClassError, leads: Collection[str]) -> str:
        if error.code != "version" or not leads or nick in self._told:
            return ""
        self._told.add(nick)
        return "newer" if int(error.detail) > 1 else "older"

    def _told_state(self, nick: str, state: State) -> str:
        last = self.state
        if last is None or last.session != state.session:
            if last is not None and self.joined and not self.absent:
                return ""  # one class at a time, until its teacher goes
            self.forget()
            self.state, self.teacher = state, nick
            return "offered"
        moved = self._fold(nick) != self._fold(self.teacher) or self.absent
        if state.revision < last.revision:
            return ""
        self.state, self.teacher, self.absent = state, nick, False
        if moved and self.joined:
            self.tell_again()
        return "changed" if state != last or moved else ""

    def teacher_left(self, nick: str) -> bool:
        """Somebody has left; whether it was the teacher."""
        if self.state is None or self._fold(nick) != self._fold(self.teacher):
            return False
        if not self.joined:
            self.forget()
        self.absent = self.joined
        return True

    def forget(self) -> None:
        """There is no class any more."""
        self.state = None
        self.teacher = ""
        self.joined = self.hand = self.absent = False
        self._answers.clear()
        self._out.clear()

    # --- what the pupil does --------------------------------------------------------------------

    def join(self) -> None:
        """Take part in the class that is offered."""
        if self.state is not None and not self.joined:
            self.joined = True
            self._send(Join(self.state.channel, self.state.session))

    def answer(self, step: int, text: str) -> bool:
        """Predict; False for an empty text, or where none is taken for this step (any more)."""
        state = self.state
        if not self.joined or state is None or state.step != step or state.phase is not Phase.ASK:
            return False
        text = plain(text, LONGEST_ANSWER)
        if not text:
            return False
        self._answers[step] = text
        self._send(Answer(state.channel, state.session, step, text))
        return True

    def raise_hand(self, up: bool) -> None:
        """Put the own hand up or down."""
        if self.joined and self.state is not None and up != self.hand:
            self.hand = up
            self._send(Hand(self.state.channel, self.state.session, up))

    def leave(self) -> None:
        """Take part no longer."""
        if self.joined and self.state is not None:
            leave = (self.teacher, Leave(self.state.channel, self.state.session))
            self.forget()
            self._out.append(leave)

    def tell_again(self) -> None:
        """Say again what may not have arrived: after a reconnect, or when the teacher moved."""
        state = self.state
        if not self.joined or state is None:
            return
        self._out.clear()
        self._send(Join(state.channel, state.session))
        text = self._answers.get(state.step)
        if text is not None and state.phase is Phase.ASK:
            self._send(Answer(state.channel, state.session, state.step, text))
        if self.hand:
            self._send(Hand(state.channel, state.session, True))

    def answer_of(self, step: int) -> str:
        """The own prediction for a step, "" where there is none."""
        return self._answers.get(step, "")

    def _send(self, message: ClassMessage) -> None:
        self._out.append((self.teacher, message))

    def take_output(self) -> list[tuple[str, str]]:
        """What is to be sent since the last call: (target, the tag's value) each."""
        out, self._out = self._out, []
        return [(target, format_message(message)) for target, message in out]
