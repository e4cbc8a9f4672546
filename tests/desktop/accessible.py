"""What a screen reader is told of a window, and where the Tab key goes in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tests.desktop.typing import press_key

Role = QAccessible.Role

_BUTTONS = {
    Role.Button,
    Role.ButtonMenu,
    Role.ButtonDropDown,
    Role.CheckBox,
    Role.RadioButton,
    Role.Switch,
    Role.Link,
}
_RESOURCES = Path(__file__).resolve().parents[2] / "resources"
# What no name may have: markup, a place that nothing was put in, an entity.
_RAW = re.compile(
    r"</?(a|b|br|code|div|font|h\d|html|i|img|li|p|pre|span|u)\b[^<>]*>|%[1-9n]\b|&\w+;"
)
_CALLS = {"accept", "bind", "close", "connect", "listen", "send", "shutdown"}  # not translated

# The roles that fit, by the kind of widget; the first kind that it is counts.
ROLES: tuple[tuple[type[QWidget], set[QAccessible.Role]], ...] = (
    (QAbstractButton, _BUTTONS),
    (QLineEdit, {Role.EditableText}),
    (QPlainTextEdit, {Role.EditableText}),
    (QTextEdit, {Role.EditableText}),
    (QComboBox, {Role.ComboBox}),
    (QAbstractSpinBox, {Role.SpinBox}),
    (QSlider, {Role.Slider}),
    (QTabBar, {Role.PageTabList}),
    (QAbstractItemView, {Role.List, Role.Tree, Role.Table}),
)
_MOST_PARTS = 20  # of one widget
_NO_ROLE = {Role.NoRole, Role.Client, Role.Border, Role.Window}


def is_reached(widget: QWidget) -> bool:
    """Whether a person can come to it by keyboard or click now, and so has to be told of it."""
    return (
        widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
    )


def controls(window: QWidget) -> list[QWidget]:
    """Everything in a window that the keyboard may come to."""
    found = [w for w in window.findChildren(QWidget) if w.window() is window and is_reached(w)]
    return [w for w in found if not _only_scrolls(w)]


def _only_scrolls(widget: QWidget) -> bool:
    """A frame around its content, which nobody comes to by Tab."""
    return type(widget) is QAbstractScrollArea and not by_tab(widget)


def by_tab(widget: QWidget) -> bool:
    """Whether Tab comes to it."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def named(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def labels(widget: QWidget) -> list[str]:
    """The labels that a screen reader finds beside it. Where there is AT-SPI, a choice of one is
    called by what is chosen: only its label says what it is for."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None:
        return []
    found = interface.relations(QAccessible.RelationFlag.Label)
    return [other.text(QAccessible.Text.Name) for other, _flag in found]


def role(widget: QWidget) -> QAccessible.Role:
    """What a screen reader says that it is."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role() if interface is not None else Role.NoRole


def told(widget: QWidget) -> str:
    """A widget, for whoever reads a failed test."""
    return f"{type(widget).__name__} {widget.objectName()!r} {named(widget)!r} {role(widget)}"


@cache
def english_only() -> frozenset[str]:
    """The sentences that have other words in Russian."""
    found = set()
    for path in _RESOURCES.rglob("*_ru.ts"):
        for message in ET.parse(path).iter("message"):
            source = message.findtext("source") or ""
            translation = message.find("translation")
            words = "".join(translation.itertext()) if translation is not None else ""
            if words.strip() and words != source:
                found.add(source)
    assert len(found) > 500
    return frozenset(found)


@cache
def icon_names() -> frozenset[str]:
    """What our icons are called; those of one word may be names too."""
    return frozenset(path.stem for path in (_RESOURCES / "icons").glob("*.svg"))


def faults_of_words(widget: QWidget, language: str) -> Iterator[str]:
    """A name that is no words, or in another language than the window."""
    name = named(widget)
    if "-" in name and name in icon_names():
        yield f"the name of an icon: {told(widget)}"
    if _RAW.search(name):
        yield f"no words: {told(widget)}"
    for words in (name, widget.accessibleDescription()):
        if language == "ru" and words in english_only() - _CALLS:
            yield f"not translated: {told(widget)} {words!r}"


def faults_of_names(window: QWidget, language: str = "en") -> list[str]:
    """Controls without a name, without a fitting role, and neighbours of one name."""
    faults = []
    buttons: dict[tuple[QWidget | None, str], QWidget] = {}
    for widget in controls(window):
        if not named(widget):
            faults.append(f"no name: {told(widget)} in {type(widget.parentWidget()).__name__}")
        faults += faults_of_words(widget, language)
        if isinstance(widget, QComboBox) and [*map(str.strip, labels(widget))] in ([], [""]):
            faults.append(f"no label: {told(widget)} in {type(widget.parentWidget()).__name__}")
        kind = next((roles for kinds, roles in ROLES if isinstance(widget, kinds)), None)
        fits = role(widget) in kind if kind is not None else role(widget) not in _NO_ROLE
        if not fits:
            faults.append(f"role: {told(widget)} in {type(widget.parentWidget()).__name__}")
        if isinstance(widget, QAbstractButton):
            key = (widget.parentWidget(), named(widget))
            if key in buttons:
                faults.append(f"two of one name: {told(widget)}")
            buttons[key] = widget
    return faults


def walk(window: QWidget, backwards: bool = False) -> list[QWidget]:
    """Press Tab from where the focus is until it comes to a widget a second time. In some it goes
    from part to part first."""
    seen: list[QWidget] = []
    stayed = 0
    key, modifiers = Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier
    if backwards:
        key, modifiers = Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier
    for _ in range(400):
        focus = QApplication.focusWidget()
        if focus is None or focus.window() is not window:
            break
        stayed = stayed + 1 if seen and focus is seen[-1] else 0
        if (focus in seen and not stayed) or stayed > _MOST_PARTS:
            break
        if not stayed:
            seen.append(focus)
        press_key(focus, key, modifiers)
    return seen


def faults_of_order(window: QWidget) -> list[str]:
    """Controls that Tab, or Shift+Tab, never comes to."""
    start = next((w for w in controls(window) if by_tab(w)), None)
    if start is None:
        return []
    faults = []
    for backwards in (False, True):
        start.setFocus(Qt.FocusReason.TabFocusReason)
        reached = walk(window, backwards)
        for widget in controls(window):
            if by_tab(widget) and not any(w is widget or widget.isAncestorOf(w) for w in reached):
                way = "Shift+Tab" if backwards else "Tab"
                faults.append(f"{way} does not come to {told(widget)}")
        last = reached[-1]
        if len(reached) > 1 and QApplication.focusWidget() is last:
            faults.append(f"the keyboard does not leave {told(last)}")
    return faults


def _place(widget: QWidget, window: QWidget, other: QWidget | None = None) -> QRect:
    """Where it is seen; from ``other`` outside of what it scrolls in, the whole of that."""
    parent = widget.parentWidget()
    while other is not None and parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea) and not parent.isAncestorOf(other):
            widget = parent
        parent = parent.parentWidget()
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def faults_of_sequence(window: QWidget) -> list[str]:
    """Steps of the Tab key that go back: up, or to the left in a line. A column at the right begins
    at its top."""
    start = next((w for w in controls(window) if by_tab(w)), None)
    if start is None:
        return []
    start.setFocus(Qt.FocusReason.TabFocusReason)
    order = walk(window)
    for area in window.findChildren(QAbstractScrollArea):
        area.verticalScrollBar().setValue(0)  # they followed the keyboard
    places = {widget: _place(widget, window) for widget in order}
    back = []
    for one, other in zip(order, [*order[1:], order[0]], strict=True):
        here, there = _place(one, window, other), _place(other, window, one)
        up, left = there.bottom() <= here.top(), there.right() <= here.left()
        beside = not up and here.bottom() > there.top()
        if (up and there.left() < here.right()) or (beside and left):
            back.append((one, other))
    if back:  # once it begins anew
        back.remove(min(back, key=lambda step: (places[step[1]].top(), places[step[1]].left())))
    return [f"Tab goes back from {told(one)} to {told(other)}" for one, other in back]


def faults_of_buttons(window: QWidget) -> list[str]:
    """Buttons with words that no key comes to, neither to them nor to the card that they are on;
    in a group the arrows go from one to the other."""
    found = [
        button
        for button in window.findChildren(QPushButton)
        if button.window() is window and button.isVisible() and button.isEnabled()
    ]
    return [
        f"no key comes to {told(button)}"
        for button in found
        if button.text() and not button.group() and not by_tab(button) and not _is_on_card(button)
    ]


def _is_on_card(button: QPushButton) -> bool:
    parent = button.parentWidget()
    return parent is not None and not parent.isWindow() and by_tab(parent)
