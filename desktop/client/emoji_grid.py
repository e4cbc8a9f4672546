"""The emoji of the picker in rows, and the line that names the one under the mouse or the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.client.emoji_data import Emoji
from desktop.theme import theme

CELL = 40
GLYPH = 24
_Index = QModelIndex | QPersistentModelIndex


def language() -> str:
    """The language of names: that of the windows."""
    return "ru" if QLocale().language() == QLocale.Language.Russian else "en"


def glyph_font(size: int) -> QFont:
    """The font for an emoji of that height in pixels."""
    font = theme().font("body")
    font.setPixelSize(size)
    return font


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.emoji: Sequence[Emoji] = ()

    def set_emoji(self, emoji: Sequence[Emoji]) -> None:
        self.beginResetModel()
        self.emoji = emoji
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.emoji)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.emoji):
            return None
        each = self.emoji[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return each.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return each.name(language())
        return None


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look = theme()
        box: QRect = option.rect
        state = option.state
        cell = QRectF(box).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = bool(state & QStyle.StateFlag.State_Selected)
        if current or state & QStyle.StateFlag.State_MouseOver:
            focus = current and bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(look.color("focus"), 2) if focus else Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accentSoft" if current else "hover"))
            painter.drawRoundedRect(cell, look.radius_control, look.radius_control)
        painter.setFont(glyph_font(GLYPH))
        painter.setPen(look.color("text"))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(CELL, CELL)


class EmojiGrid(QListView):
    """Emoji in rows.

    Signals: ``taken(Emoji)``; ``pointed(Emoji or None)``: it is under the mouse, or the keys' own;
    ``typed(str)``: a letter was pressed here.
    """

    taken = Signal(object)
    pointed = Signal(object)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emoji_grid")
        self.setProperty("bare", True)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(QSize(CELL, CELL))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.clicked.connect(lambda index: self._take(index.row()))
        self.entered.connect(lambda index: self.pointed.emit(self._model.emoji[index.row()]))
        theme().changed.connect(self.viewport().update)

    def show_emoji(self, emoji: Sequence[Emoji]) -> None:
        """Show these; the first is the one that Enter takes."""
        self._model.set_emoji(emoji)
        self.scrollToTop()
        if emoji:
            self.setCurrentIndex(self._model.index(0))
        self.pointed.emit(emoji[0] if emoji else None)

    def emoji(self) -> Sequence[Emoji]:
        """What is shown."""
        return self._model.emoji

    def step_in(self) -> None:
        """The keys come here: something is the current one."""
        if not self.currentIndex().isValid() and self._model.emoji:
            self.setCurrentIndex(self._model.index(0))

    def take_current(self) -> None:
        """Choose the current one."""
        self._take(self.currentIndex().row())

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._model.emoji):
            self.taken.emit(self._model.emoji[row])

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Name the current one."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.pointed.emit(self._model.emoji[current.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes; a letter goes to the search; Esc is the popup's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take_current()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class EmojiName(QWidget):
    """The line at the foot: an emoji with its name, and how it is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(36)
        self._emoji: Emoji | None = None
        theme().changed.connect(self.update)

    def show_emoji(self, emoji: Emoji | None) -> None:
        """Name another one, or none."""
        self._emoji = emoji
        self.setAccessibleName(emoji.name(language()) if emoji is not None else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line above, and the words."""
        look = theme()
        painter = QPainter(self)
        try:
            painter.fillRect(QRect(0, 0, self.width(), 1), look.color("line"))
            if self._emoji is None:
                return
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.setPen(look.color("text"))
            painter.setFont(glyph_font(20))
            painter.drawText(QRect(4, 2, 30, self.height() - 2), flags, self._emoji.text)
            painter.setFont(look.font("small"))
            metrics = painter.fontMetrics()
            room = self.width() - 44
            name = metrics.elidedText(
                self._emoji.name(language()), Qt.TextElideMode.ElideRight, room
            )
            painter.drawText(QRect(38, 2, room, self.height() - 2), flags, name)
            left = 38 + metrics.horizontalAdvance(name) + 12
            painter.setFont(look.font("mono"))
            painter.setPen(look.color("muted"))
            short = f":{self._emoji.short[0]}:"
            if left + painter.fontMetrics().horizontalAdvance(short) <= self.width():
                right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
                painter.drawText(QRect(0, 2, self.width() - 4, self.height() - 2), right, short)
        finally:
            painter.end()
