"""What a step does, as short sentences: "server calls 2", "client to recv", "all run".

The sentences are listed in resources/lessons/README.md.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST_WAIT_S = 30.0
MOST_CALLS = 2000
_ACTOR = r"(?P<actor>[A-Za-z_]\w*(?:\.[1-9]\d*)?)"
_NUMBER = r"(?P<count>[1-9]\d{0,3})"


class Verb(StrEnum):
    """What is done with an actor."""

    CALLS = "calls"  # ``count`` calls
    TO = "to"  # stand before ``call``, or before the call in line ``count`` where ``call`` is ""
    THROUGH = "through"  # ``count`` times ``call``
    RETURNS = "returns"
    RUNS = "runs"
    ENDS = "ends"
    ALL_RUN = "all_run"
    ALL_FREE = "all_free"
    TYPES = "types"  # ``text`` for input()
    START = "start"
    KILL = "kill"
    WAIT = "wait"  # ``seconds``


@dataclass(frozen=True, slots=True)
class Drive:
    """One sentence of ``do``. ``actor`` is empty where the verb is for all of them."""

    verb: Verb
    actor: str = ""
    call: str = ""
    count: int = 1
    text: str = ""
    seconds: float = 0.0
    source: str = ""

    @property
    def base(self) -> str:
        """The actor of lesson.toml: "server" of "server.1"."""
        return self.actor.partition(".")[0]


_FORMS: tuple[tuple[Verb, re.Pattern[str]], ...] = tuple(
    (verb, re.compile(pattern))
    for verb, pattern in (
        (Verb.ALL_FREE, r"all run free"),
        (Verb.ALL_RUN, r"all run"),
        (Verb.WAIT, r"wait (?P<seconds>\d+(?:\.\d+)?)"),
        (Verb.START, rf"start {_ACTOR}"),
        (Verb.KILL, rf"kill {_ACTOR}"),
        (Verb.CALLS, rf"{_ACTOR} calls? {_NUMBER}"),
        (Verb.TO, rf"{_ACTOR} to line {_NUMBER}"),
        (Verb.TO, rf"{_ACTOR} to (?P<call>[a-z_]\w*)"),
        (Verb.THROUGH, rf"{_ACTOR} through (?P<call>[a-z_]\w*)(?: {_NUMBER})?"),
        (Verb.RETURNS, rf"{_ACTOR} returns"),
        (Verb.RUNS, rf"{_ACTOR} runs"),
        (Verb.ENDS, rf"{_ACTOR} ends"),
        (Verb.TYPES, rf"{_ACTOR} types (?P<text>\"[^\n]*\"|'[^\n]*')"),
    )
)


def parse_drive(sentence: str) -> Drive | None:
    """Understand one sentence; None where it is none."""
    words = " ".join(sentence.split()) if "types" not in sentence else sentence.strip()
    for verb, form in _FORMS:
        found = form.fullmatch(words)
        if found is None:
            continue
        parts = found.groupdict()
        seconds = float(parts.get("seconds") or 0)
        count = int(parts.get("count") or 1)
        text = _literal(parts.get("text") or "''")
        if seconds > LONGEST_WAIT_S or count > MOST_CALLS or text is None:
            return None
        return Drive(
            verb=verb,
            actor=parts.get("actor") or "",
            call=parts.get("call") or "",
            count=count,
            text=text,
            seconds=seconds,
            source=words,
        )
    return None


def _literal(text: str) -> str | None:
    try:
        value = ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return None
    return value if isinstance(value, str) else None
