"""What a program gave to a call, as values that can be kept, drawn and saved.

A program may give anything: a number of ten thousand digits (which Python refuses to write, see
``sys.set_int_max_str_digits``), a text of a megabyte, an object whose ``repr`` raises or waits.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

MOST_BITS = 4096
MOST_TEXT = 4096
MOST_ITEMS = 64
_MOST_DEPTH = 8
_SHOWN_DIGITS = 60
# Modules whose objects are written as they write themselves.
_KNOWN = frozenset({"ipaddress", "pathlib", "decimal", "fractions", "datetime", "uuid"})


class Shown(str):
    """The text of a value that could not be kept itself; written without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def plain_all(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments of a call as plain values."""
    for value in values:
        if type(value) is not int or not -(2**63) <= value < 2**63:
            return tuple(plain(each) for each in values[:MOST_ITEMS])
    return values


def plain(value: Any, depth: int = 0) -> Any:
    """A value of nothing but numbers, texts, bytes, tuples and lists of a bounded size, or the text
    of it (:class:`Shown`). Never raises, and calls no method that a program has written."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _number(value)
    if isinstance(value, float):
        return float.__pos__(value)
    if isinstance(value, str):
        if isinstance(value, Shown):
            return value
        text = str.__str__(value)
        return text if len(text) <= MOST_TEXT else Shown(f"{text[:MOST_TEXT]!r}…")
    if isinstance(value, bytes):
        data = bytes.__getitem__(value, slice(0, MOST_TEXT))
        return data if len(data) == bytes.__len__(value) else Shown(f"{data!r}…")
    if isinstance(value, tuple | list) and depth < _MOST_DEPTH:
        kind: Any = tuple if isinstance(value, tuple) else list
        items = [plain(item, depth + 1) for item in islice(kind.__iter__(value), MOST_ITEMS)]
        if len(items) < kind.__len__(value):
            items.append(Shown("…"))
        return kind(items)
    return _described(value)


def _number(value: int) -> Any:
    if type(value).__module__ == "socket":  # AF_INET has a name
        return value
    number = int.__pos__(value)
    if number.bit_length() <= MOST_BITS:
        return number
    return Shown(f"{number >> (number.bit_length() - 4 * _SHOWN_DIGITS):#x}…")


def _described(value: Any) -> Shown:
    kind = type(value)
    if kind.__module__ in _KNOWN or kind in (complex, range, bytearray):
        try:
            text = repr(value)
        except Exception:  # a path or a number that is too long to be written
            text = ""
        if 0 < len(text) <= MOST_TEXT:
            return Shown(text)
    return Shown(f"<{kind.__name__}>")
