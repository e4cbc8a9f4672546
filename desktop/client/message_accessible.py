"""A message view for screen readers: a list, whose items are the rows in sight and the chosen one.

Qt asks for it once an assistive program is there; until then nothing of this exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken, VoidPtr

from desktop.client.message_model import ConversationModel
from desktop.widgets.accessible_role import hold

if TYPE_CHECKING:
    from desktop.client.message_view import MessageView

translate = QCoreApplication.translate

_ACTION = QAccessible.InterfaceType.ActionInterface
_EVENT = QAccessible.Event


class MessageActions(QAccessibleActionInterface):
    """What can be done with a row: choosing it, opening what is in it, its menu."""

    def __init__(self, item: MessageItem) -> None:
        super().__init__()
        self._item = item

    def actionNames(self) -> list[str]:
        """In the order in which they are offered."""
        return [self.setFocusAction(), self.pressAction(), self.showMenuAction()]

    def localizedActionName(self, name: str) -> str:
        """What the action is called."""
        return {
            self.setFocusAction(): translate("MessageView", "Choose"),
            self.pressAction(): translate("MessageView", "Open"),
            self.showMenuAction(): translate("MessageView", "Menu"),
        }.get(name, name)

    def localizedActionDescription(self, name: str) -> str:
        """Nothing more than its name."""
        return self.localizedActionName(name)

    def keyBindingsForAction(self, name: str) -> list[str]:
        """The keys that do it with the chosen row."""
        return ["Return"] if name == self.pressAction() else []

    def doAction(self, name: str) -> None:
        """Do it."""
        item = self._item
        if not item.isValid():
            return
        item.view.choose_row(item.number)
        if name == self.pressAction():
            item.view.open_chosen()
        elif name == self.showMenuAction():
            item.view.show_chosen_menu()


class MessageItem(QAccessibleInterface):
    """One row: somebody's message, or what the server or the window says."""

    def __init__(self, view: MessageView, model: ConversationModel, number: int) -> None:
        super().__init__()
        self.view, self.model, self.number = view, model, number
        self._actions = MessageActions(self)

    def isValid(self) -> bool:
        """Whether the row is still there."""
        return (
            Shiboken.isValid(self.view)
            and self.view.model() is self.model
            and self.model.first <= self.number < self.model.end
        )

    def object(self) -> QObject:
        """None: rows are no objects of Qt's."""
        return None  # type: ignore[return-value]  # the stub forgets that it may be null

    def role(self) -> QAccessible.Role:
        """An item of a list."""
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        """All that is seen of the row, in words."""
        named = kind == QAccessible.Text.Name and self.isValid()
        return self.view.words_of(self.number) if named else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing: a message is not changed this way."""

    def state(self) -> QAccessible.State:
        """Whether it is chosen, and in sight."""
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        state.focusable = state.selectable = state.readOnly = True
        if self.number == self.view.current():
            state.selected = True
            state.focused = state.active = self.view.hasFocus()
        state.offscreen = self.number not in self.view.rows_in_sight()
        return state

    def rect(self) -> QRect:
        """Where it is on the screen."""
        if not self.isValid():
            return QRect()
        place = self.view.place_of_row(self.number)
        place.moveTopLeft(self.view.viewport().mapToGlobal(place.topLeft()))
        return place

    def parent(self) -> QAccessibleInterface:
        """The list."""
        return QAccessible.queryAccessibleInterface(self.view)

    def window(self) -> QWindow:
        """The window that it is shown in."""
        return self.view.window().windowHandle()

    def child(self, _index: int) -> QAccessibleInterface:
        """None."""
        return None  # type: ignore[return-value]  # the stub forgets that it may be null

    def childCount(self) -> int:
        """None."""
        return 0

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface:
        """None."""
        return None  # type: ignore[return-value]  # the stub forgets that it may be null

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """There is none."""
        return -1

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """What carries its actions out, as Shiboken hands a pointer to Qt; null for the rest."""
        return VoidPtr(Shiboken.getCppPointer(self._actions)[0] if kind == _ACTION else 0)


class MessageList(QAccessibleWidget):
    """The view: its rows, then its scroll bar and the buttons over the messages."""

    def __init__(self, view: MessageView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._view = view
        self._model: ConversationModel | None = None
        self._items: dict[int, MessageItem] = {}

    def _numbers(self) -> list[int]:
        """The rows that are told of: those in sight, and the chosen one."""
        view, numbers = self._view, self._view.rows_in_sight()
        current, model = view.current(), view.model()
        if current is None or model is None or not model.first <= current < model.end:
            return numbers
        if current in numbers:
            return numbers
        return sorted([*numbers, current])

    def item(self, number: int) -> MessageItem | None:
        """The row of that number; None where there is no conversation."""
        model = self._view.model()
        if model is not self._model:
            self._forget(set())
            self._model = model
        if model is None:
            return None
        found = self._items.get(number)
        if found is None:
            found = self._items[number] = MessageItem(self._view, model, number)
            QAccessible.registerAccessibleInterface(hold(found))
        return found

    def _forget(self, kept: set[int]) -> None:
        """Let all rows but those go."""
        for number in [number for number in self._items if number not in kept]:
            item = self._items.pop(number)
            QAccessible.updateAccessibility(QAccessibleEvent(item, _EVENT.ObjectDestroyed))
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))

    def follow(self) -> None:
        """Other rows are in sight: tell which came, and let those go that went."""
        numbers = self._numbers()
        known = set(self._items) if self._view.model() is self._model else set()
        for number in numbers:
            item = self.item(number)
            if item is not None and number not in known:
                QAccessible.updateAccessibility(QAccessibleEvent(item, _EVENT.ObjectCreated))
        self._forget(set(numbers))

    def moved(self, before: int, by: int) -> None:
        """The rows before that number have other numbers: each item stays with its message, and
        that of a gap which is filled goes."""
        if self._view.model() is not self._model:
            return
        moving = sorted(number for number in self._items if number < before)
        items = {number + by: self._items.pop(number) for number in moving}
        gone = [number for number in items if number in self._items]
        self._forget(set(self._items).difference(gone))
        for number, item in items.items():
            item.number = number
        self._items.update(items)
        current = self._view.current()
        if current is not None and current in gone and self._view.hasFocus():
            self.chosen(current)

    def renamed(self, number: int) -> None:
        """A row looks different now: whoever has asked for it hears it."""
        item = self._items.get(number)
        if item is not None and item.isValid():
            QAccessible.updateAccessibility(QAccessibleEvent(item, _EVENT.NameChanged))

    def chosen(self, number: int) -> None:
        """The keyboard has chosen a row: that is where the focus is now."""
        item = self.item(number)
        if item is not None:
            for kind in (_EVENT.Selection, _EVENT.Focus):
                QAccessible.updateAccessibility(QAccessibleEvent(item, kind))

    def childCount(self) -> int:
        """Rows and widgets."""
        return len(self._numbers()) + super().childCount()

    def child(self, index: int) -> QAccessibleInterface:
        """A row, or a widget after them."""
        numbers = self._numbers()
        if 0 <= index < len(numbers):
            item = self.item(numbers[index])
            if item is not None:
                return item
        return super().child(index - len(numbers))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a row, or of a widget after them; -1 for what is not here."""
        numbers = self._numbers()
        if isinstance(child, MessageItem):
            return numbers.index(child.number) if child.number in numbers else -1
        index = super().indexOfChild(child)
        return index if index < 0 else index + len(numbers)

    def focusChild(self) -> QAccessibleInterface:
        """The chosen row, where the view has the focus."""
        current = self._view.current()
        item = self.item(current) if current is not None and self._view.hasFocus() else None
        return item if item is not None and item.isValid() else super().focusChild()

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """The row at a place of the screen, or the widget over it."""
        over = super().childAt(x, y)
        viewport = self._view.viewport()
        if over is not None and over.object() is not viewport:
            return over
        number = self._view.row_at(viewport.mapFromGlobal(QPoint(x, y)))
        item = self.item(number) if number is not None else None
        return item if item is not None else over
