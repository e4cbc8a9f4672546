"""Full-text search: the index for what is in it, a look at each event for what is not yet."""

from __future__ import annotations

import heapq
import math
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import itemgetter
from typing import Any

from core.server.history import Search, StoredEvent
from core.server.search_words import text_has, wanted_words
from core.storage import word_index
from core.storage.event_rows import COLUMNS, from_row
from core.storage.event_writer import EventWriter
from core.storage.schema import DOOMED

NOT_INDEXED = 5_000
"""Of the events that are not indexed yet, the newest ones that a search looks at."""
_COLUMNS = ", ".join(f"e.{name.strip()}" for name in COLUMNS.split(","))
_SELECT = f"SELECT e.id, c.key, {_COLUMNS} FROM"
_KEPT = f"substr(c.key, 1, 1) <> char({ord(DOOMED)})"
_CONVERSATION = "CROSS JOIN conversations c ON c.id = e.conversation"
_INDEXED = f"""{_SELECT} words CROSS JOIN events e ON e.id = words.rowid {_CONVERSATION}
    WHERE words MATCH ? AND words.rowid > ? AND words.rowid < ? AND {_KEPT}
    ORDER BY words.rowid DESC"""
_PLAIN = f"""{_SELECT} events e {_CONVERSATION}
    WHERE e.id > ? AND e.id < ? AND e.message = 1 AND {_KEPT} ORDER BY e.id DESC"""
_ONE = f"""{_SELECT} events e {_CONVERSATION}
    WHERE e.conversation = ? AND e.message = 1 AND e.id > ? AND e.id < ?
    AND e.time > ? AND e.time < ? ORDER BY e.id DESC LIMIT ?"""


def find_events(
    connection: sqlite3.Connection, writer: EventWriter, wanted: Search
) -> list[StoredEvent]:
    """The newest events that a search finds, newest first."""
    words = wanted_words(wanted.words)
    numbers: list[int] | None = None
    if wanted.targets is not None:
        found = (writer.number(connection, key) for key in wanted.targets)
        numbers = sorted(number for number in found if number is not None)
    if words is None or numbers == []:
        return []
    hits: list[StoredEvent] = []
    for event in _candidates(connection, wanted, words, numbers):
        if wanted.after and event.time <= wanted.after:
            continue
        if len(hits) >= wanted.limit:
            break
        if not wanted.before or event.time < wanted.before:
            hits.append(event)
    return hits


def _candidates(
    connection: sqlite3.Connection, wanted: Search, words: list[str], numbers: list[int] | None
) -> Iterator[StoredEvent]:
    """Events that have the words and the people, newest first; times are looked at roughly."""
    low = number_at(connection, wanted.after) - 1 if wanted.after else -1
    past = number_at(connection, wanted.before) if wanted.before else 2**62
    done = word_index.indexed(connection)
    match = word_index.expression(words, numbers, wanted.nick, wanted.account)
    if match is None:
        yield from _everything(connection, wanted, numbers, low, past)
        return
    nick, account = wanted.nick.casefold(), wanted.account.casefold()
    for looked, row in enumerate(connection.execute(_PLAIN, (max(low, done), past)), 1):
        event = from_row(row[1], row[2:])
        if (
            (wanted.targets is None or event.target in wanted.targets)
            and (not nick or event.nick.casefold() == nick)
            and (not account or event.account.casefold() == account)
            and text_has(event.text, words)
        ):
            yield event
        if looked >= NOT_INDEXED:
            break
    for row in connection.execute(_INDEXED, (match, low, min(past, done + 1))):
        yield from_row(row[1], row[2:])


def _everything(
    connection: sqlite3.Connection,
    wanted: Search,
    numbers: list[int] | None,
    low: int,
    past: int,
) -> Iterator[StoredEvent]:
    rows: Iterable[Any]
    if numbers is None:
        rows = connection.execute(_PLAIN, (low, past))
    else:  # each conversation by its index: what others say elsewhere is no work
        bounds = (low, past, wanted.after or -math.inf, wanted.before or math.inf, wanted.limit)
        pages = [connection.execute(_ONE, (number, *bounds)).fetchall() for number in numbers]
        rows = heapq.nlargest(wanted.limit, chain.from_iterable(pages), key=itemgetter(0))
    for row in rows:
        yield from_row(row[1], row[2:])


def number_at(connection: sqlite3.Connection, time: float) -> int:
    """The number of the first event that is not before a time, by halving."""
    low, high = connection.execute(
        "SELECT (SELECT id FROM events ORDER BY id LIMIT 1), (SELECT max(id) FROM events)"
    ).fetchone()
    if low is None:
        return 0
    high += 1
    while low < high:
        middle = (low + high) // 2
        row = connection.execute(
            "SELECT id, time FROM events WHERE id >= ? ORDER BY id LIMIT 1", (middle,)
        ).fetchone()
        if row is None or row[1] >= time:
            high = middle
        else:
            low = row[0] + 1
    return int(low)
