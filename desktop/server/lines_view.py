"""The last IRC lines of a connection, as a list that grows at its end."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.server import words
from desktop.theme import theme
from desktop.widgets.tips import plain_tip

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Line = tuple[float, str, str]
"""(time, "in" or "out", text)."""

_LINE = 20
_SHOWN_LENGTH = 400
"""Of a line in the list; the tooltip has more of it."""


class LinesModel(QAbstractListModel):
    """The last lines of a connection; new ones are appended, old ones leave at the top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def line_at(self, row: int) -> Line:
        """(time, "in" or "out", line)."""
        return self._lines[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line; its direction is in the accessible text too."""
        if not index.isValid():
            return None
        when, direction, text = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text[:_SHOWN_LENGTH]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{words.log_time(when)}\n{text}")
            case Qt.ItemDataRole.UserRole:
                return direction
            case Qt.ItemDataRole.AccessibleTextRole:
                sent = translate("LogDetail", "received: %1")
                if direction == "out":
                    sent = translate("LogDetail", "sent: %1")
                return sent.replace("%1", text)
        return None

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines; what is still there stays as it is."""
        fresh = list(lines)
        if fresh == self._lines:
            return
        gone = len(self._lines) - _overlap(self._lines, fresh)
        if gone:
            self.beginRemoveRows(QModelIndex(), 0, gone - 1)
            del self._lines[:gone]
            self.endRemoveRows()
        kept = len(self._lines)
        if len(fresh) > kept:
            self.beginInsertRows(QModelIndex(), kept, len(fresh) - 1)
            self._lines.extend(fresh[kept:])
            self.endInsertRows()


def _overlap(old: list[Line], new: list[Line]) -> int:
    """How many lines at the end of ``old`` are the beginning of ``new``."""
    for length in range(min(len(old), len(new)), 0, -1):
        if old[len(old) - length :] == new[:length]:
            return length
    return 0


class LineDelegate(QStyledItemDelegate):
    """An arrow in the colour of its end, and the line in mono. Clients stand at the left:
    ``of_client`` says whose lines these are."""

    def __init__(self, parent: QWidget, of_client: bool = False) -> None:
        super().__init__(parent)
        self._of_client = of_client

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """20 px for every line."""
        return QSize(100, _LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        look = theme()
        painter.save()
        outgoing = index.data(Qt.ItemDataRole.UserRole) == "out"
        ratio = painter.device().devicePixelRatioF()
        to_client = outgoing is not self._of_client
        name, color = ("arrow-left", "server") if to_client else ("arrow-right", "client")
        rect = option.rect
        painter.drawPixmap(rect.left() + 16, rect.top() + 3, look.pixmap(name, color, 14, ratio))
        painter.setFont(look.font("monoSmall"))
        painter.setPen(look.color("text"))
        box = rect.adjusted(36, 0, -12, 0)
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


class LinesView(QListView):
    """The list of the last lines; nothing in it can be chosen."""

    def __init__(self, parent: QWidget | None = None, of_client: bool = False) -> None:
        super().__init__(parent)
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self, of_client))
        self.setUniformItemSizes(True)
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(8 * _LINE)
        theme().changed.connect(self.viewport().update)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines, and stay at the end if that is what was looked at."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 1
        self.lines.set_lines(lines)
        if at_end:
            self.scrollToBottom()
