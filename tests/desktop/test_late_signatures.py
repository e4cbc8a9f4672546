"""PySide's signature modules, loaded when something first asks for a signature."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.late_signatures import install

ROOT = Path(__file__).resolve().parents[2]
# Everything that PySide does with them, in an order in which each could be the first.
SCRIPT = """
import sys
if "late" in sys.argv:
    from desktop.late_signatures import install
    install()
    install()  # the packaged program does it in two places
import threading
from PySide6 import QtCore, QtGui, QtWidgets

def loaded():
    return "shibokensupport.signature.parser" in sys.modules

def fault(call):
    try:
        call()
    except (TypeError, AttributeError) as error:
        print(type(error), error)
    else:
        raise AssertionError("no error")

class Thing(QtCore.QObject):
    happened = QtCore.Signal(int)

thing = Thing()
thing.happened.connect(print)
thing.happened.emit(1)
print(QtCore.Qt.Key.__mro__, QtCore.Qt.AlignmentFlag.__mro__)
print(loaded(), file=sys.stderr)
faults = [
    lambda: QtCore.QSize("a"),
    lambda: QtCore.QPoint(1, 2, 3),
    lambda: thing.setObjectName(1),
    lambda: thing.nothing,
    lambda: thing.happened.emit("x", "y"),
    lambda: QtGui.QColor(1.5, "a"),
    lambda: QtWidgets.QLabel(1, 2, 3),
]
def explain():
    print(QtCore.QObject.setObjectName.__doc__)
if "doc" in sys.argv:
    explain()
if "thread" in sys.argv:
    thread = threading.Thread(target=fault, args=[faults[0]])
    thread.start()
    thread.join()
for call in faults:
    fault(call)
explain()
import PySide6.support.signature
print(PySide6.support.signature.get_signature(QtCore.QObject.setObjectName))
print(loaded(), file=sys.stderr)
"""


def run(*arguments: str, **environment: str) -> tuple[str, list[str]]:
    """What the script said, and whether the modules were loaded: before and after the questions."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout, done.stderr.split()


@pytest.mark.parametrize("order", ["", "doc", "thread"])
def test_the_answers_are_the_same(order: str) -> None:
    early, late = run(order), run("late", order)
    assert "setObjectName(name: str" in early[0]
    assert late[0] == early[0]
    if early[1][0] == "False":
        pytest.skip("this PySide loads them late by itself")
    assert late[1] == ["False", "True"]


def test_where_they_cannot_be_loaded_a_wrong_call_is_still_a_type_error() -> None:
    script = """
from desktop.late_signatures import install
install()
import sys
from PySide6.QtCore import QSize
sys.modules["zipfile"] = None
try:
    QSize("a")
except TypeError as error:
    print(error)
print(QSize(1, 2).width())
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout == "PySide6.QtCore.QSize.__init__: called with wrong arguments\n1\n"


@pytest.mark.parametrize("option", ["SBK_EMBED", "PYSIDE6_OPTION_PYTHON_ENUM"])
def test_options_of_pyside_keep_their_effect(option: str) -> None:
    assert run("late", **{option: "1"})[1] == ["True", "True"]


def test_nothing_happens_after_pyside_is_imported() -> None:
    before = builtins.compile
    install()
    assert builtins.compile is before
