"""Enums made the short way: the same as Python's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.quick_enums import IS_FOR_THIS_PYTHON

ROOT = Path(__file__).resolve().parents[2]
# Every enum of Qt that the windows could use, with all that is in it.
QT = """
import enum, pickle, sys
if "quick" in sys.argv:
    from desktop import quick_enums
    quick_enums.install()
    made = enum.EnumType._create_
    quick_enums.install()
    assert enum.EnumType._create_ is made
from PySide6 import QtCore, QtGui, QtSvg, QtWidgets

found = {}
def look(place):
    for name in sorted(dir(place)):
        thing = getattr(place, name, None)
        if isinstance(thing, type) and thing.__module__.startswith("PySide6"):
            key = f"{thing.__module__}.{thing.__qualname__}"
            if key not in found:
                found[key] = thing
                look(thing)

for module in (QtCore, QtGui, QtSvg, QtWidgets):
    look(module)

def words(thing):
    if isinstance(thing, dict):
        return [(key, words(value)) for key, value in thing.items()]
    if isinstance(thing, list):
        return [words(value) for value in thing]
    inside = getattr(thing, "__func__", thing)
    return str(getattr(inside, "__qualname__", None) or repr(inside)).partition(" at 0x")[0]

enums = [thing for thing in found.values() if isinstance(thing, enum.EnumType)]
assert len(enums) > 300
for thing in enums:
    print(thing.__module__, thing.__qualname__, thing.__mro__[1:], list(thing))
    print(sorted((name, words(value)) for name, value in vars(thing).items()))
    for member in thing.__members__.values():
        print(repr(member), str(member), sorted(vars(member).items(), key=str))
        assert pickle.loads(pickle.dumps(member)) is thing(member.value) is member
        print(hash(member) == hash(member.name), hash(member) == hash(member.value))
"""
# What the short way must leave alone, or get right where Qt has no example.
OTHERS = """
import enum, sys
if "quick" in sys.argv:
    from desktop.quick_enums import install
    install()

def show(make):
    try:
        made = make()
        print(made.__module__, made.__qualname__, list(made), made.__members__, dir(made))
        for member in made:
            print(vars(member))
    except (TypeError, ValueError) as error:
        print(type(error), error)

for base in (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag):
    show(lambda: base("Empty", []))
    show(lambda: base("Words", "one two"))
    show(lambda: base("Same", [("a", 4), ("b", 1), ("c", 4), ("d", 7), ("e", 0)]))
    show(lambda: base("Names", [("name", 1), ("value", 2), ("real", 4)]))
    show(lambda: base("Twice", [("a", 1), ("a", 2)]))
    show(lambda: base("Mro", [("mro", 1)]))
    show(lambda: base("Under", [("_a_", 1)]))
    show(lambda: base("Private", [("__a", 1)]))
    show(lambda: base("True", [("a", True), ("b", 2)]))
    show(lambda: base("Texts", [("a", "x"), ("b", "y")]))
    show(lambda: base("Mapped", {"a": 1, "b": 2}, module="m", qualname="q.Mapped"))
    show(lambda: base("Placed", [("a", 1), ("b", -1)], module="m", qualname="q.Placed"))
show(lambda: enum.Enum("Mixed", [("a", 1)], type=str))
Big = enum.Flag("Big", [("a", 1), ("c", 4), ("b", 2)], boundary=enum.KEEP)
print(list(Big.a | Big.b | Big.c), ~Big.a, Big(9), Big.a in Big.a | Big.b, Big["a"])
"""


def said(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.mark.skipif(not IS_FOR_THIS_PYTHON, reason="this Python's own way is taken")
@pytest.mark.parametrize("script", [QT, OTHERS], ids=["qt", "others"])
def test_the_enums_are_the_same(script: str) -> None:
    assert said(script, "quick") == said(script)
