"""Dataclasses whose methods are made late: they do the same as Python's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.quick_dataclasses import IS_FOR_THIS_PYTHON

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import dataclasses, inspect, pickle, sys
from dataclasses import dataclass, field
if "quick" in sys.argv:
    from desktop import quick_dataclasses
    quick_dataclasses.install()
    made = dataclasses._create_fn
    quick_dataclasses.install()
    assert dataclasses._create_fn is made

@dataclass
class Plain:
    'Plain.'
    a: int
    b: list = field(default_factory=list)
    c: int = field(default=3, kw_only=True)

    def __post_init__(self):
        self.d = self.a

@dataclass(frozen=True, slots=True, order=True)
class Frozen:
    'Frozen.'
    a: int
    b: str = "x"

@dataclass(frozen=True)
class Under(Frozen):
    'Under.'
    e: int = 5

    def __repr__(self):
        return "<" + super().__repr__() + ">"

@dataclass(frozen=True, slots=True)
class Empty:
    'Empty.'

def show(act):
    for _ in range(2):  # the first call makes the method, the second has it
        try:
            print(act())
        except Exception as error:
            print(type(error).__name__, error)

def change(thing, name):
    def act():
        setattr(thing, name, 1)
    return act

def drop(thing, name):
    def act():
        delattr(thing, name)
    return act

things = [Under(1), Under(1, e=6), Frozen(1), Frozen(2, b="y"), Plain(1), Plain(2, [3], c=4)]
things += [Empty(), Empty()]
for thing in things:
    show(lambda: repr(thing))
    show(lambda: hash(thing) == hash(pickle.loads(pickle.dumps(thing))))
    show(lambda: thing == pickle.loads(pickle.dumps(thing)))
    show(lambda: dataclasses.replace(thing, a=7))
    show(lambda: dataclasses.astuple(thing))
    for name in ("a", "e", "unknown"):
        show(change(thing, name))
        show(drop(thing, name))
    for other in things:
        show(lambda: (thing == other, thing != other))
        show(lambda: thing < other)
        show(lambda: thing >= other)
for kind in (Plain, Frozen, Under, Empty):
    show(lambda: kind())
    show(lambda: kind(1, 2, 3, 4, 5))
    show(lambda: kind(1, unknown=2))
    show(lambda: kind(a=1))
    print(sorted(vars(kind)), kind.__doc__, kind.__match_args__)
    for name, thing in sorted(vars(kind).items()):
        if inspect.isfunction(thing):
            print(name, thing.__name__, thing.__qualname__)
"""


def said(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.mark.skipif(not IS_FOR_THIS_PYTHON, reason="this Python's own way is taken")
def test_the_dataclasses_do_the_same() -> None:
    usual = said()
    assert "FrozenInstanceError" in usual and "TypeError" in usual
    assert said("quick") == usual
