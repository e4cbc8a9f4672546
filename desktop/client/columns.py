"""How wide the columns beside the messages are: changed by their edges, kept between starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.client import members_panel, sidebar
from desktop.context import AppContext
from desktop.theme import theme
from desktop.widgets.accessible_role import set_role

if TYPE_CHECKING:
    from desktop.client.chat_page import ChatPage

KIND = "client.columns"
_GRAB = 7  # pixels in which the pointer takes the edge, which is 1 wide
_STEP = 16


class ColumnEdge(QWidget):
    """The edge of a column, over the line between it and the messages: dragged, or moved by the
    arrow keys; a double click makes the column as wide as usual.

    Signals: ``moved(by)`` in pixels to the right, ``usual()``, ``ended()``: the person let go.
    """

    moved = Signal(int)
    usual = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, QAccessible.Role.Splitter)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._held: int | None = None

    def place(self, x: int, top: int, bottom: int) -> None:
        """Lie over the line at ``x``."""
        self.setGeometry(QRect(x - _GRAB // 2, top, _GRAB, bottom - top))
        self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the edge."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._held = round(event.globalPosition().x())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it along."""
        if self._held is not None:
            before = self.mapToGlobal(self.rect().center()).x()
            self.moved.emit(round(event.globalPosition().x()) - before)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        if self._held is not None:
            self._held = None
            self.update()
            self.ended.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """As it was at first."""
        self.usual.emit()
        self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move it, Home puts it where it was at first."""
        steps = {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key == Qt.Key.Key_Home:
            self.usual.emit()
        else:
            super().keyPressEvent(event)
            return
        self.ended.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing, but a line of 2 or 3 while it is held, pointed at or has the keyboard."""
        held = self._held is not None
        if held or self.hasFocus() or self.underMouse():
            color = "focus" if self.hasFocus() else "accent" if held else "edge"
            wide = 3 if self.hasFocus() else 2
            line = QRect((self.width() - wide) // 2, 0, wide, self.height())
            QPainter(self).fillRect(line, theme().color(color))


class Columns(QObject):
    """Keeps the columns of one page as wide as the person made them."""

    def __init__(self, page: ChatPage, context: AppContext) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self.left = ColumnEdge(page)
        self.right = ColumnEdge(page)
        self.left.moved.connect(lambda by: page.sidebar.set_width(page.sidebar.width() + by))
        self.left.usual.connect(lambda: page.sidebar.set_width(sidebar.WIDTH))
        self.right.moved.connect(lambda by: page.set_members_width(page.members.width() - by))
        self.right.usual.connect(lambda: page.set_members_width(members_panel.WIDTH))
        for edge in (self.left, self.right):
            edge.moved.connect(self.place)
            edge.usual.connect(self.place)
            edge.ended.connect(self.keep)
        page.installEventFilter(self)
        page.members.installEventFilter(self)
        page.sidebar.installEventFilter(self)
        page.members_wanted_changed.connect(self.keep)
        self.restore()
        self._name()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The columns were laid out anew, or the language is another."""
        kind = event.type()
        if kind in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide):
            self.place()
        elif kind == QEvent.Type.LanguageChange and watched is self._page:
            self._name()
        return False

    def _name(self) -> None:
        self.left.setAccessibleName(self.tr("Width of the list of conversations"))
        self.right.setAccessibleName(self.tr("Width of the list of people"))

    def place(self) -> None:
        """Put the edges over the lines."""
        page = self._page
        bottom = page.sidebar.geometry().bottom() + 1
        self.left.setVisible(not page.narrow)
        self.left.place(page.sidebar.geometry().right() + 1, 0, bottom)
        column = page.members.parentWidget() is page and page.members.isVisibleTo(page)
        self.right.setVisible(column)
        if column:
            self.right.place(page.members.x(), 0, bottom)

    def keep(self) -> None:
        """Remember them."""
        page = self._page
        wanted = int(page.members_wanted)
        text = f"{page.sidebar.wide},{page.members.wide},{wanted}"
        self._context.settings.set_geometry(KIND, text.encode("ascii"))
        self._context.save_soon()

    def restore(self) -> None:
        """Make them as wide as they were; what cannot be understood is passed over."""
        parts = self._context.settings.geometry(KIND).split(b",")
        if len(parts) != 3 or not all(part.isdigit() and len(part) < 6 for part in parts):
            return
        left, right, wanted = (int(part) for part in parts)
        self._page.sidebar.set_width(left)
        self._page.set_members_width(right)
        self._page.set_members_wanted(wanted > 0)
