"""What the composer can complete: commands, nicknames, channels. Pure functions, no widgets.

Positions here count characters of a Python string.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.client import emoji_data

# Candidates that are offered at most.
LIMIT = 200
EMOJI_LIMIT = 40


@dataclass(frozen=True, slots=True)
class CommandArgument:
    """An argument as a chip shows it. ``kind`` "nick" or "channel": Tab completes it."""

    name: str
    optional: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class CommandInfo:
    """A slash command as the popup shows it. ``name`` has no slash; ``description`` is translated;
    ``operator``: only who leads a channel may use it (a star is shown)."""

    name: str
    arguments: tuple[CommandArgument, ...] = ()
    description: str = ""
    operator: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What there is to complete with, the likeliest first."""

    commands: Sequence[CommandInfo] = ()
    nicks: Sequence[str] = ()
    channels: Sequence[str] = ()


class Kind(StrEnum):
    """What is completed."""

    COMMAND = "command"
    HINT = "hint"  # the command stands; its arguments are shown, nothing is chosen
    NICK = "nick"
    CHANNEL = "channel"
    EMOJI = "emoji"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possibility: what is shown, what it puts in, and the command it is, if it is one; of an
    emoji ``note`` is its name."""

    shown: str
    insert: str
    command: CommandInfo | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What can stand for ``text[start:end]``. ``argument`` is the number of the command's argument
    that is being written (0 is the first), ``typed`` what there is of the word."""

    kind: Kind
    start: int
    end: int
    typed: str
    candidates: tuple[Candidate, ...]
    argument: int = 0
    total: int = 0


def _word_start(text: str, cursor: int) -> int:
    start = cursor
    while start and not text[start - 1].isspace():
        start -= 1
    return start


def command_end(text: str) -> int:
    """Where the command that ``text`` begins with ends; 0 when it begins with none."""
    if not text.startswith("/") or text.startswith(("//", "/ ")):
        return 0
    end = 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return end


def find_popup(text: str, cursor: int, words: Words) -> Completion | None:
    """What the popup shows by itself while somebody types: commands after "/", the arguments of a
    command, nicknames after "@", channels after "#"; None where nothing fits."""
    if (end := command_end(text)) and "\n" not in text[:cursor]:
        return _command(text, cursor, end, words)
    return _named(text, cursor, words)


def _named(text: str, cursor: int, words: Words) -> Completion | None:
    start = _word_start(text, cursor)
    word = text[start:cursor]
    if word.startswith("@"):
        found = _nick_candidates(text, start, word[1:], words.nicks, "@")
        return _completion(Kind.NICK, start, cursor, word[1:], found)
    if word.startswith("#"):
        found = _channel_candidates(word, words.channels)
        if len(found) == 1 and found[0].shown == word:
            return None  # it is written out already
        return _completion(Kind.CHANNEL, start, cursor, word, found)
    return None


def _completion(
    kind: Kind, start: int, cursor: int, typed: str, found: tuple[Candidate, ...]
) -> Completion | None:
    if not found:
        return None
    return Completion(kind, start, cursor, typed, found, total=len(found))


def _command(text: str, cursor: int, end: int, words: Words) -> Completion | None:
    typed = text[1:end].casefold()
    if cursor <= end:
        typed = text[1:cursor].casefold()
        found = tuple(
            Candidate("/" + c.name, f"/{c.name} " if c.arguments else f"/{c.name}", c)
            for c in words.commands
            if c.name.casefold().startswith(typed)
        )
        # What is written out stands first: Enter then runs it.
        found = tuple(sorted(found, key=lambda c: c.shown.casefold() != "/" + typed))
        if not found:
            return None
        return Completion(Kind.COMMAND, 0, end, typed, found, total=len(words.commands))
    command = next((c for c in words.commands if c.name.casefold() == typed), None)
    if command is None or not command.arguments:
        return None
    named = _named(text, cursor, words)
    if named is not None:
        return named
    number = len(text[end:cursor].split()) - (not text[cursor - 1].isspace())
    number = min(number, len(command.arguments) - 1)
    hint = Candidate("/" + command.name, "", command)
    return Completion(Kind.HINT, cursor, cursor, "", (hint,), number, len(words.commands))


def _fitting(folded: str, names: Sequence[str]) -> list[str]:
    """The first ``LIMIT`` of the names that begin so; what is written out stands first, whatever
    number of others begins with it."""
    found = [name for name in names if name.casefold().startswith(folded)]
    found.sort(key=lambda name: name.casefold() != folded)
    return found[:LIMIT]


def _nick_candidates(
    text: str, start: int, typed: str, nicks: Sequence[str], sign: str = ""
) -> tuple[Candidate, ...]:
    folded = typed.casefold()
    at_start = not text[:start].strip()
    found = _fitting(folded, nicks)
    # By convention "anna: " begins a line that is meant for anna.
    return tuple(Candidate(n, f"{n}: " if at_start else f"{sign}{n} ") for n in found)


def _channel_candidates(typed: str, channels: Sequence[str]) -> tuple[Candidate, ...]:
    folded = typed.casefold()
    found = _fitting(folded, channels)
    return tuple(Candidate(c, f"{c} ") for c in found)


def find_by_tab(text: str, cursor: int, words: Words) -> Completion | None:
    """What Tab completes where no popup is open: the word before the cursor as a nickname, or what
    the command's argument asks for; None where there is no word, or nothing fits."""
    start = _word_start(text, cursor)
    word = text[start:cursor]
    if (end := command_end(text)) and start >= end:
        argument = _argument_at(text, start, end, words)
        kind = argument.kind if argument is not None else ""
        if kind == "channel" or word.startswith("#"):
            found = _channel_candidates(word, words.channels)
            return _completion(Kind.CHANNEL, start, cursor, word, found)
        if kind == "nick" or word:
            fitting = _fitting(word.casefold(), words.nicks)
            found = tuple(Candidate(n, f"{n} ") for n in fitting)
            return _completion(Kind.NICK, start, cursor, word, found)
        return None
    if not word:
        return None
    if word.startswith("#"):
        return _completion(
            Kind.CHANNEL, start, cursor, word, _channel_candidates(word, words.channels)
        )
    sign = "@" if word.startswith("@") else ""
    typed = word[len(sign) :]
    found = _nick_candidates(text, start, typed, words.nicks, sign)
    return _completion(Kind.NICK, start, cursor, typed, found)


def _argument_at(text: str, start: int, end: int, words: Words) -> CommandArgument | None:
    typed = text[1:end].casefold()
    command = next((c for c in words.commands if c.name.casefold() == typed), None)
    number = len(text[end:start].split())
    if command is None or number >= len(command.arguments):
        return None
    return command.arguments[number]


def find_emoji(text: str, cursor: int, language: str, recent: Sequence[str]) -> Completion | None:
    """Emoji for a name that is being typed (":smi", ":улыб"); None where none is."""
    colon = emoji_data.name_before(text, cursor)
    if colon is None:
        return None
    typed = text[colon + 1 : cursor]
    found = tuple(
        Candidate(f":{each.short[0]}:", each.text, note=each.name(language))
        for each in emoji_data.find(typed, recent, EMOJI_LIMIT)
    )
    return _completion(Kind.EMOJI, colon, cursor, typed, found)
