"""A class on a channel: the teacher's program opens a lesson, the pupils' programs follow it.

It is carried by TAGMSG with one client-only tag, ``+besedka.app/class``, whose value is::

    1,state,c=%23class,s=4f2a,r=7,l=03-recv,n=4,p=ask,…

a version, a verb, and fields in any order; texts are percent-encoded UTF-8, so that nothing needs
escaping on the wire; fields that are not known are ignored. The verbs:

========  ====================  ==================================================================
state     teacher → channel     everything a pupil needs, each time: who comes late, or was cut off,
          or one pupil          needs no history; an older ``revision`` than the last is ignored
end       teacher → channel     the class is over
lower     teacher → a pupil     your raised hand was seen
join      pupil → teacher       I take part: tell me the state
answer    pupil → teacher       my prediction for a step; the last one counts
hand      pupil → teacher       my hand is up, or down
leave     pupil → teacher       I no longer take part
========  ====================  ==================================================================

Only operators of the channel are obeyed. This module reads and writes the messages; the two sides
are :mod:`core.client.class_teacher` and :mod:`core.client.class_pupil`. Source of the carrier:
IRCv3 message-tags, "client-only tags".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote

from core.client.messages import CLASS_TAG

__all__ = [
    "CLASS_TAG", "LONGEST_ANSWER", "LONGEST_NAME", "LONGEST_VALUE", "VERSION", "Answer",
    "ClassError",
    "ClassMessage", "End", "Hand", "Join", "Leave", "Lower", "Phase", "State", "format_message",
    "parse_message", "plain",
]  # fmt: skip

VERSION = 1
LONGEST_VALUE = 3000
"""Characters of a whole value: with it a line stays below the 4094 bytes of tags of a client."""
LONGEST_ANSWER = 120
"""Characters of a prediction."""
LONGEST_NAME = 80
"""Characters of a title, a channel, the name of a lesson's folder."""
_MOST_BARS = 12
_MOST_STEPS = 999
_MOST_PEOPLE = 99_999
_NUMBER = re.compile(r"[0-9]{1,6}")
_SESSION = re.compile(r"[0-9a-zA-Z]{1,32}")


class Phase(StrEnum):
    """How far a step is."""

    READ = "read"  # it asks nothing and has not run
    ASK = "ask"  # predictions are taken
    CLOSED = "closed"  # no longer; the step has not run yet
    DONE = "done"  # the step has run


class ClassError(ValueError):
    """A value that is no message of ours.

    ``code``: "version" (``detail`` is theirs, a number other than ours), "long", "malformed"
    (``detail`` names the field).
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class State:
    """What the class does now.

    ``lesson`` is the name of the lesson's folder, ``digest`` tells whether two computers have the
    same files; ``step`` counts from 1. ``bars`` are the predictions and how many made them, where
    the teacher shows them. ``answered`` of ``present`` have made one.
    """

    channel: str
    session: str
    revision: int
    lesson: str
    title: str
    digest: str
    step: int
    phase: Phase
    answered: int = 0
    present: int = 0
    bars: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """The class is over."""

    channel: str
    session: str


@dataclass(frozen=True, slots=True)
class Lower:
    """The teacher has seen the hand."""

    channel: str
    session: str


@dataclass(frozen=True, slots=True)
class Join:
    """A pupil takes part."""

    channel: str
    session: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A pupil takes part no longer."""

    channel: str
    session: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A pupil's prediction for a step: the number of an option from 1, a number, or a text."""

    channel: str
    session: str
    step: int
    text: str


@dataclass(frozen=True, slots=True)
class Hand:
    """A pupil's hand goes up or down."""

    channel: str
    session: str
    up: bool


ClassMessage = State | End | Lower | Join | Leave | Answer | Hand
_VERBS: Mapping[str, type[ClassMessage]] = {
    "state": State, "end": End, "lower": Lower, "join": Join, "leave": Leave, "answer": Answer,
    "hand": Hand,
}  # fmt: skip
_VERB_OF = {kind: verb for verb, kind in _VERBS.items()}


# --- writing ----------------------------------------------------------------------------------


def format_message(message: ClassMessage) -> str:
    """The tag's value. Raises ClassError where a part is too long or out of its range."""
    fields = {"c": _text(message.channel), "s": message.session}
    match message:
        case State():
            fields |= {
                "r": str(message.revision),
                "l": _text(message.lesson),
                "t": _text(message.title),
                "d": _text(message.digest),
                "n": str(message.step),
                "p": message.phase.value,
                "a": str(message.answered),
                "o": str(message.present),
            }
            if message.bars:
                fields["b"] = "!".join(f"{_text(text)}:{count}" for text, count in message.bars)
        case Answer():
            fields |= {"n": str(message.step), "v": _text(message.text)}
        case Hand():
            fields["u"] = "1" if message.up else "0"
        case _:
            pass
    body = ",".join(f"{key}={value}" for key, value in fields.items())
    value = f"{VERSION},{_VERB_OF[type(message)]},{body}"
    parse_message(value)  # whatever we write, the other side can read
    return value


def plain(text: str, longest: int) -> str:
    """A text as a message can carry it: one line, nothing invisible, at most ``longest`` long."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return shown[:longest].strip()


def _text(text: str) -> str:
    return quote(text, safe="", errors="replace")


# --- reading ----------------------------------------------------------------------------------


def parse_message(value: str) -> ClassMessage:
    """Read a tag's value. Raises ClassError for anything else, never another exception."""
    if len(value) > LONGEST_VALUE:
        raise ClassError("long")
    version, _, rest = value.partition(",")
    if not _NUMBER.fullmatch(version):
        raise ClassError("malformed", "version")
    if int(version) != VERSION:
        raise ClassError("version", str(int(version)))
    verb, _, body = rest.partition(",")
    if verb not in _VERBS:
        raise ClassError("malformed", "verb")
    fields: dict[str, str] = {}
    for item in body.split(","):
        key, _, text = item.partition("=")
        fields.setdefault(key, text)
    return _READERS[verb](_Fields(fields))


class _Fields:
    """The fields of one message, each checked as it is asked for."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    def raw(self, key: str) -> str:
        if key not in self._fields:
            raise ClassError("malformed", key)
        return self._fields[key]

    def text(self, key: str, longest: int = LONGEST_NAME, *, empty: bool = False) -> str:
        text = _unquote(self.raw(key), key)
        if len(text) > longest or (not text and not empty):
            raise ClassError("malformed", key)
        return text

    def number(self, key: str, least: int, most: int) -> int:
        raw = self.raw(key)
        if not _NUMBER.fullmatch(raw) or not least <= int(raw) <= most:
            raise ClassError("malformed", key)
        return int(raw)

    def session(self) -> str:
        raw = self.raw("s")
        if not _SESSION.fullmatch(raw):
            raise ClassError("malformed", "s")
        return raw

    def phase(self) -> Phase:
        try:
            return Phase(self.raw("p"))
        except ValueError:
            raise ClassError("malformed", "p") from None

    def bars(self) -> tuple[tuple[str, int], ...]:
        items = self._fields.get("b", "")
        if not items:
            return ()
        bars: list[tuple[str, int]] = []
        for item in items.split("!"):
            text, _, count = item.partition(":")
            if not _NUMBER.fullmatch(count) or int(count) > _MOST_PEOPLE:
                raise ClassError("malformed", "b")
            bars.append((_unquote(text, "b")[:LONGEST_ANSWER], int(count)))
        if len(bars) > _MOST_BARS:
            raise ClassError("malformed", "b")
        return tuple(bars)


def _unquote(raw: str, key: str) -> str:
    try:
        text = unquote(raw, errors="strict")
    except UnicodeDecodeError:
        raise ClassError("malformed", key) from None
    if not text.isprintable():
        raise ClassError("malformed", key)
    return text


def _state(fields: _Fields) -> State:
    return State(
        channel=fields.text("c"),
        session=fields.session(),
        revision=fields.number("r", 0, 999_999),
        lesson=fields.text("l"),
        title=fields.text("t", empty=True),
        digest=fields.text("d", empty=True),
        step=fields.number("n", 1, _MOST_STEPS),
        phase=fields.phase(),
        answered=fields.number("a", 0, _MOST_PEOPLE),
        present=fields.number("o", 0, _MOST_PEOPLE),
        bars=fields.bars(),
    )


def _answer(fields: _Fields) -> Answer:
    text = fields.text("v", LONGEST_ANSWER)
    return Answer(fields.text("c"), fields.session(), fields.number("n", 1, _MOST_STEPS), text)


def _hand(fields: _Fields) -> Hand:
    return Hand(fields.text("c"), fields.session(), bool(fields.number("u", 0, 1)))


_READERS: Mapping[str, Callable[[_Fields], ClassMessage]] = {
    "state": _state,
    "answer": _answer,
    "hand": _hand,
    "end": lambda fields: End(fields.text("c"), fields.session()),
    "lower": lambda fields: Lower(fields.text("c"), fields.session()),
    "join": lambda fields: Join(fields.text("c"), fields.session()),
    "leave": lambda fields: Leave(fields.text("c"), fields.session()),
}
