"""The list of the log: rows of 28 px in a fixed grid, drawn from the model, no text widget."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from core.server.events import LogEntry, LogLevel
from desktop.server import log_groups, log_text, words
from desktop.server.log_model import LogColumn, LogModel
from desktop.server.table import (
    EDGE,
    GAP,
    RowDelegate,
    Table,
)
from desktop.theme import theme

Index = QModelIndex | QPersistentModelIndex

ROW = 28
HEAD = 28
_BAR = 3
_ICON = 16
_LEVEL_COLORS = {LogLevel.WARNING: "warn", LogLevel.ERROR: "danger"}


class LogView(Table):
    """Follows the newest row while it is scrolled to the end."""

    following_changed = Signal(bool)
    """Whether the newest row is in view; False once somebody scrolls up."""

    def __init__(self, model: LogModel, parent: QWidget | None = None) -> None:
        super().__init__(ROW, HEAD, parent)
        self.log = model
        self._following = True
        self._moving = False
        self.head.indents = {LogColumn.TIME: GAP, LogColumn.WHO: _ICON + 10 - GAP}
        self.setItemDelegate(LogDelegate(self))
        self.setModel(model)
        model.rowsAboutToBeRemoved.connect(self._rows_leaving)
        model.rowsInserted.connect(self._keep_at_end)
        model.modelReset.connect(self._keep_at_end)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._keep_at_end)

    @property
    def following(self) -> bool:
        """Whether new rows scroll into view."""
        return self._following

    def jump_to_newest(self) -> None:
        """Scroll to the end and stay there."""
        self._set_following(True)
        self._keep_at_end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The last column takes what is left."""
        super().resizeEvent(event)
        self.lay_out_columns()
        self._keep_at_end()

    def lay_out_columns(self) -> None:
        """Time and name as in the mock-up, narrower where there is little room."""
        width = self.viewport().width()
        narrow = width < 520
        time = EDGE + GAP + (64 if narrow else 92)
        name = (_ICON + 10) + (72 if narrow else 108)
        self.setColumnWidth(LogColumn.TIME, time)
        self.setColumnWidth(LogColumn.WHO, name)
        self.setColumnWidth(LogColumn.WHAT, max(120, width - time - name))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling up stops following, even where the next rows would pull it down again."""
        if event.angleDelta().y() > 0 and self.verticalScrollBar().maximum() > 0:
            self._set_following(False)
        super().wheelEvent(event)

    def _set_following(self, following: bool) -> None:
        if following != self._following:
            self._following = following
            self.following_changed.emit(following)

    def _scrolled(self, value: int) -> None:
        if not self._moving:
            self._set_following(value >= self.verticalScrollBar().maximum() - 1)

    def _keep_at_end(self) -> None:
        if self._following:
            self._moving = True
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())
            self._moving = False

    def _rows_leaving(self, _parent: QModelIndex, first: int, last: int) -> None:
        """What somebody reads stays in its place while the oldest rows go."""
        if not self._following and first == 0:
            bar = self.verticalScrollBar()
            bar.setValue(max(0, bar.value() - (last + 1) * self.row_height))


class LogDelegate(RowDelegate):
    """Draws time, bar, icon, name and sentence."""

    lines = False
    selected_ground = "accentSoft"

    def __init__(self, view: LogView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        entry = self._view.log.entry_at(index.row())
        painter.save()
        self.paint_ground(painter, option, index)
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        match index.column():
            case LogColumn.TIME:
                self._paint_time(painter, rect, entry)
            case LogColumn.WHO:
                self._paint_who(painter, rect, entry, selected)
            case LogColumn.WHAT:
                painter.setFont(theme().font("small"))
                painter.setPen(theme().color(_LEVEL_COLORS.get(entry.level, "text")))
                _draw(painter, rect.adjusted(GAP, 0, -GAP, 0), log_text.sentence(entry))
        painter.restore()

    def _paint_time(self, painter: QPainter, rect: QRect, entry: LogEntry) -> None:
        look = theme()
        text = words.log_time(entry.time)
        if entry.conn:
            color = look.person_color(entry.who)
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), color)
        painter.setFont(look.font("monoSmall"))
        painter.setPen(look.color("muted"))
        if rect.width() < EDGE + GAP + 92:
            text = text[:8]
        painter.drawText(
            rect.adjusted(EDGE + GAP, 0, 0, 0),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            text,
        )

    def _paint_who(self, painter: QPainter, rect: QRect, entry: LogEntry, selected: bool) -> None:
        look = theme()
        color = _LEVEL_COLORS.get(entry.level, "muted")
        icon = look.pixmap(
            log_groups.icon_name(entry), color, _ICON, self._view.devicePixelRatioF()
        )
        painter.drawPixmap(rect.left(), rect.top() + (rect.height() - _ICON) // 2, icon)
        painter.setFont(look.font("smallMedium"))
        # On accentSoft the hues are too pale for text in the light theme; the bar keeps them.
        if not entry.conn:
            painter.setPen(look.color("muted"))
        elif selected:
            painter.setPen(look.color("text"))
        else:
            painter.setPen(look.ink(look.person_color(entry.who)))
        _draw(painter, rect.adjusted(_ICON + 10, 0, -GAP, 0), log_text.who(entry))


def _draw(painter: QPainter, box: QRect, text: str) -> None:
    text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
