"""What a screen reader is told of a widget that we draw ourselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QScrollBar, QWidget
from shiboken6 import Shiboken

Maker = Callable[[Any], QAccessibleInterface]

_makers: WeakKeyDictionary[QObject, Maker] = WeakKeyDictionary()
# Qt deletes an interface with its widget, and PySide does not know that: were the last reference
# given back before, the interface would be deleted twice. So they are held until Qt has done it.
_held: list[QAccessibleInterface] = []
_most = [64]  # so many are held before those that Qt has deleted are let go
_installed: list[bool] = []
_bars: list[QScrollBar] = []  # those that somebody has asked for


def set_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Give ``widget`` a role; Qt calls what is not its own a filler. Name and description stay
    those of the widget."""
    set_interface(widget, partial(_plain, role))


def _plain(role: QAccessible.Role, widget: QWidget) -> QAccessibleInterface:
    return QAccessibleWidget(widget, role)


def set_interface(widget: QWidget, make: Maker) -> None:
    """Let screen readers see ``widget`` as what ``make(widget)`` gives them, once one asks."""
    if not _installed:
        QAccessible.installFactory(_interface)
        _installed.append(True)
    _makers[widget] = make
    if QAccessible.isActive():  # it may have been asked for already, while it was being made
        QAccessible.registerAccessibleInterface(hold(make(widget)))


def hold(interface: QAccessibleInterface) -> QAccessibleInterface:
    """Keep an interface for as long as Qt does."""
    if len(_held) >= _most[0]:
        _held[:] = [each for each in _held if Shiboken.isValid(each)]
        _most[0] = max(64, 2 * len(_held))
    _held.append(interface)
    return interface


def _name_bar(bar: QScrollBar) -> None:
    """Qt leaves scroll bars without a name."""
    bar.setAccessibleName(QCoreApplication.translate("Widgets", "Scroll bar"))


def rename_scroll_bars() -> None:
    """The language is another one now."""
    _bars[:] = [bar for bar in _bars if Shiboken.isValid(bar)]
    for bar in _bars:
        _name_bar(bar)


def _interface(_name: str, thing: QObject) -> QAccessibleInterface | None:
    """What Qt is to tell of ``thing``; None where Qt knows best."""
    if isinstance(thing, QScrollBar):
        if not thing.accessibleName():
            _bars[:] = [*(bar for bar in _bars if Shiboken.isValid(bar)), thing]
            _name_bar(thing)
        return None
    make = _makers.get(thing)
    return hold(make(thing)) if make is not None else None
