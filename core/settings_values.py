"""What a value in the settings file must be: each function checks one and gives it back.

All raise InvalidError, with words for the log, for what is something else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_T = TypeVar("_T")


class InvalidError(ValueError):
    """A value in the file that is not what it should be."""


def text(value: Any) -> str:
    """A text that is valid Unicode."""
    if not isinstance(value, str):
        raise InvalidError("not a text")
    try:
        value.encode("utf-8")
    except UnicodeError as error:  # JSON can name half a surrogate pair; no window can show it
        raise InvalidError("not valid Unicode") from error
    return value


def text_or_none(value: Any) -> str | None:
    """The same, or null."""
    return None if value is None else text(value)


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list):
        raise InvalidError("not a list")
    return tuple(text(item) for item in value)


def port(value: Any) -> int:
    """A port, 1 to 65535."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 65536:
        raise InvalidError("not a port (1 to 65535)")
    return value


def number(value: Any) -> float:
    """A time or another number from 0 on."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
        raise InvalidError("not a time")
    return float(value)


def yes_or_no(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise InvalidError("not true or false")
    return value


def count(value: Any) -> int:
    """A whole number from 0 on."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**9:
        raise InvalidError("not a number from 0 on")
    return value


def values_by_name(value: Any) -> tuple[tuple[str, float], ...]:
    """A list of names with a number each."""
    if not isinstance(value, list):
        raise InvalidError("not a list")
    pairs = []
    for item in value:
        if not isinstance(item, list) or len(item) != 2:
            raise InvalidError("not a name with a value")
        pairs.append((text(item[0]), number(item[1])))
    return tuple(pairs)


def mapping(value: Any) -> dict[str, Any]:
    """An object."""
    if not isinstance(value, dict):
        raise InvalidError("not an object")
    return value


def texts_by_name(value: Any) -> dict[str, str]:
    """An object of texts."""
    return {key: text(item) for key, item in mapping(value).items()}


def lists_by_name(value: Any) -> dict[str, tuple[str, ...]]:
    """An object of lists of texts."""
    return {key: texts(item) for key, item in mapping(value).items()}


def each(value: Any, convert: Callable[[object], _T]) -> tuple[_T, ...]:
    """A list, each item by ``convert`` (which raises ValueError)."""
    if not isinstance(value, list):
        raise InvalidError("not a list")
    try:
        return tuple(convert(item) for item in value)
    except ValueError as error:
        raise InvalidError(str(error)) from error


def one_of(choices: tuple[str, ...]) -> Callable[[Any], str]:
    """A check for one of ``choices``."""

    def convert(value: Any) -> str:
        if value not in choices:
            raise InvalidError(f"not one of {', '.join(repr(choice) for choice in choices)}")
        return str(value)

    return convert
