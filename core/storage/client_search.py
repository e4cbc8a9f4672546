"""Search in what a client has kept: by the index, and by a look at what is not in it yet."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.client.events import MessageKind, MessageReceived
from core.server.search_words import text_has, wanted_words
from core.storage import client_words
from core.storage.client_rows import COLUMNS, HIGHLIGHT, MESSAGES, clean, from_row
from core.storage.client_schema import place_of, row_id
from core.storage.client_writer import span_of

NOT_INDEXED = 5_000
"""Rows of a conversation that are not indexed yet, and that a search looks at."""
CANDIDATES = 20_000
"""Rows that have the words or pass the filters, and whose words are looked at."""
_COLUMNS = ", ".join(f"r.{name.strip()}" for name in COLUMNS.split(","))
_INDEXED = f"""SELECT r.id, {_COLUMNS} FROM words CROSS JOIN rows r ON r.id = words.rowid
    WHERE words MATCH ? AND words.rowid >= ? AND words.rowid < ?{{}}
    ORDER BY words.rowid DESC LIMIT ?"""
_PLAIN = f"""SELECT r.id, {_COLUMNS} FROM rows r
    WHERE r.id >= ? AND r.id < ? AND r.kind < {MESSAGES}{{}} ORDER BY r.id DESC LIMIT ?"""
_LONGEST_PART = 1_000  # characters: SQLite refuses a pattern of 50,000 bytes
_LIKE = "LIKE ? ESCAPE '\\'"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: messages that have all of ``words`` (by their beginnings, in any case),
    of ``nick``, between two Unix times (0.0: no bound), of a kind, where we are named
    (``highlight``). ``parts``: of each of these one stands in the text, in any case of ASCII
    letters. ``network`` None: everywhere; ``conversation`` is a name in it, None for all of them.
    """

    words: str
    network: int | None = None
    conversation: str | None = None
    nick: str = ""
    after: float = 0.0
    before: float = 0.0
    kind: MessageKind | None = None
    parts: tuple[tuple[str, ...], ...] = ()
    highlight: bool = False
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A message that was found: the network's address and nickname, the conversation, the row."""

    host: str
    port: int
    nick: str
    conversation: str
    place: int
    row: MessageReceived


def search(connection: sqlite3.Connection, wanted: Wanted) -> list[Found]:
    """The newest messages that are looked for, newest first. Raises sqlite3.Error."""
    words = wanted_words(tuple(wanted.words.split()))
    if words is None:
        return []
    places = _conversations(connection, wanted)
    found: list[Found] = []
    for number, (host, port, nick, name) in places.items():
        for place, row in _in_one(connection, number, name, words, wanted):
            found.append(Found(host, port, nick, name, place, row))
    found.sort(key=lambda each: each.row.time, reverse=True)
    return found[: wanted.limit]


def _conversations(
    connection: sqlite3.Connection, wanted: Wanted
) -> dict[int, tuple[str, int, str, str]]:
    key = None if wanted.conversation is None else clean(wanted.conversation.casefold())
    rows = connection.execute(
        """SELECT c.id, n.host, n.port, n.nick, c.name FROM conversations c
        JOIN networks n ON n.id = c.network
        WHERE (?1 IS NULL OR n.id = ?1) AND (?2 IS NULL OR c.key = ?2)""",
        (wanted.network, key),
    )
    return {number: (host, port, nick, name) for number, host, port, nick, name in rows}


def _in_one(
    connection: sqlite3.Connection, number: int, name: str, words: list[str], wanted: Wanted
) -> Iterator[tuple[int, MessageReceived]]:
    """The newest of one conversation."""
    count = 0
    for row_number, *values in _candidates(connection, number, words, wanted):
        try:
            place = place_of(row_number)[1]
            row = from_row(name, place, values)
        except (ValueError, TypeError, KeyError, IndexError):
            continue
        if isinstance(row, MessageReceived) and _is_wanted(row, words, wanted):
            yield place, row
            count += 1
            if count == wanted.limit:
                return


def _is_wanted(row: MessageReceived, words: list[str], wanted: Wanted) -> bool:
    return (
        (not wanted.nick or row.nick.casefold() == wanted.nick.casefold())
        and (not wanted.after or row.time >= wanted.after)
        and (not wanted.before or row.time < wanted.before)
        and (wanted.kind is None or row.kind is wanted.kind)
        and (not wanted.highlight or row.highlight)
        and not row.redacted
        and text_has(row.text, words)
    )


def _candidates(
    connection: sqlite3.Connection, number: int, words: list[str], wanted: Wanted
) -> Iterator[Any]:
    span = span_of(connection, number)
    if span is None:
        return
    first, end = connection.execute(
        "SELECT indexed_first, indexed_end FROM conversations WHERE id = ?", (number,)
    ).fetchone()
    if first >= end:
        first = end = span[1]
    clauses, values = _filters(wanted)
    plain, indexed = _PLAIN.format(clauses), _INDEXED.format(clauses)

    def rows(query: str, *bounds: Any, most: int) -> Iterator[Any]:
        return connection.execute(query, (*bounds, *values, most))

    match = client_words.expression(words, [number], clean(wanted.nick))
    if match is None:  # no word narrows it: the newest ones
        yield from rows(plain, row_id(number, span[0]), row_id(number, span[1]), most=CANDIDATES)
        return
    yield from rows(plain, row_id(number, end), row_id(number, span[1]), most=NOT_INDEXED)
    yield from rows(indexed, match, row_id(number, first), row_id(number, end), most=CANDIDATES)
    yield from rows(plain, row_id(number, span[0]), row_id(number, first), most=NOT_INDEXED)


def _filters(wanted: Wanted) -> tuple[str, list[Any]]:
    """What SQLite looks at itself, so that a filter reaches the oldest row: a part of a condition,
    and its values."""
    clauses: list[str] = []
    values: list[Any] = []
    if wanted.after:
        clauses.append("r.time >= ?")
        values.append(wanted.after)
    if wanted.before:
        clauses.append("r.time < ?")
        values.append(wanted.before)
    if wanted.nick and wanted.nick.isascii():  # LIKE knows no other cases
        clauses.append(f"r.nick {_LIKE}")
        values.append(_pattern(wanted.nick))
    if wanted.highlight:
        clauses.append(f"r.flags & {HIGHLIGHT}")
    for part in wanted.parts:
        clauses.append(f"({' OR '.join([f'r.text {_LIKE}'] * len(part))})")
        values += (f"%{_pattern(each)}%" for each in part)
    return "".join(f" AND {clause}" for clause in clauses), values


def _pattern(text: str) -> str:
    """What LIKE compares with just this text (its beginning), in any case of ASCII letters."""
    return re.sub(r"[\\%_]", r"\\\g<0>", clean(text[:_LONGEST_PART]))
