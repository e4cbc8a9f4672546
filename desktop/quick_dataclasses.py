"""Dataclasses whose methods are made when they are first called: a tenth of a client's start.

``dataclasses`` writes each method of each class as text and compiles that: six times for one that
is frozen, of some hundred classes before a conversation is there, while most of these methods are
never called. :func:`install` puts each off until its first call; what takes its place then is what
would have been there from the start. Python 3.13 compiles the methods of a class in one go; there,
and wherever the function that we step into is another, nothing is changed.
"""

from __future__ import annotations

import dataclasses
import sys
from typing import Any

IS_FOR_THIS_PYTHON = (3, 11) <= sys.version_info[:2] < (3, 13)


def _late(make: Any, name: str, args: Any, body: Any, **named: Any) -> Any:
    """A method that makes itself when it is first called."""
    made: Any = None

    def method(self: Any, *values: Any, **by_name: Any) -> Any:
        nonlocal made
        if made is None:
            made = make(name, args, body, **named)
            made.__qualname__ = method.__qualname__
            for kind in type(self).__mro__:
                if vars(kind).get(name) is method:
                    type.__setattr__(kind, name, made)
        return made(self, *values, **by_name)

    method.__name__ = name
    return method


def install() -> None:
    """Teach ``dataclasses``, where this is the Python that it was written for."""
    ours: Any = dataclasses
    make = getattr(ours, "_create_fn", None)
    if not IS_FOR_THIS_PYTHON or make is None or make.__module__ == __name__:
        return

    def create(name: str, args: Any, body: Any, **named: Any) -> Any:
        return _late(make, name, args, body, **named)

    ours._create_fn = create
