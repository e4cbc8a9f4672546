"""The servers that are kept by name (taken over from HexChat): found by a few letters, joined."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.identities import SavedServer
from core.net.addresses import display_address
from desktop.context import AppContext
from desktop.theme import theme
from desktop.widgets import SearchField, paint_avatar
from desktop.widgets.panels import Dialog

translate = QCoreApplication.translate

_SERVER = int(Qt.ItemDataRole.UserRole)
_HEIGHT = 48
_Index = QModelIndex | QPersistentModelIndex


def address_of(server: SavedServer) -> str:
    """Host and port as people write them."""
    return display_address(server.host, server.port)


class _Model(QAbstractListModel):
    def __init__(self, servers: tuple[SavedServer, ...], parent: QObject) -> None:
        super().__init__(parent)
        self.servers = list(servers)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.servers)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        server = self.servers[index.row()]
        names = " ".join(name for name, _key in server.channels)
        if role == _SERVER:
            return server
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (server.name, address_of(server), names) if part)
        return None

    def remove(self, row: int) -> None:
        """Take a server out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.servers[row]
        self.endRemoveRows()


class _Delegate(QStyledItemDelegate):
    """Tile, name, address with channels; a lock where the connection is encrypted."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look = theme()
        server: SavedServer = index.data(_SERVER)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(box).adjusted(0, 1, 0, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accentSoft" if chosen else "hover"))
            painter.drawRoundedRect(inner, 6, 6)
        tile = QRectF(inner.left() + 8, inner.center().y() - 16, 32, 32)
        paint_avatar(painter, tile, server.name, tile=True)
        left, right = round(tile.right()) + 12, round(inner.right()) - 12
        if server.tls:
            ratio = painter.device().devicePixelRatio()
            at = round(inner.center().y()) - 8
            painter.drawPixmap(right - 16, at, look.pixmap("lock", "muted", 16, ratio))
            right -= 28
        names = " ".join(name for name, _key in server.channels)
        below = f"{address_of(server)}  ·  {names}" if names else address_of(server)
        for role, color, text, top in (
            ("bodyMedium", "accentInk" if chosen else "text", server.name, 5),
            ("small", "muted", below, 25),
        ):
            font = look.font(role)
            painter.setFont(font)
            painter.setPen(look.color(color))
            room = QRect(left, round(inner.top()) + top, right - left, 18)
            elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), elided)
        painter.restore()


class SavedDialog(Dialog):
    """Which of the kept servers? Signals: ``join(SavedServer)``."""

    join = Signal(object)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("server", parent)
        self._context = context
        self.setObjectName("savedServers")
        self.setMinimumWidth(520)
        self.search = SearchField()
        self._model = _Model(context.settings.saved, self)
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self._model)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list = QListView()
        self.list.setModel(self._filter)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setProperty("bare", True)
        rows = min(max(len(context.settings.saved), 4), 7)
        self.list.setMinimumHeight(rows * _HEIGHT)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.drop = self.add_button("secondary", "trash-2", aside=True)
        self.no = self.add_button("secondary")
        self.yes = self.add_button("primary", "log-in", default=True)
        self.search.textChanged.connect(self._searched)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _index: self._join())
        self.yes.clicked.connect(self._join)
        self.no.clicked.connect(self.reject)
        self.drop.clicked.connect(self._remove)
        self._first()
        self.retranslate()
        self.search.setFocus()

    def _searched(self, text: str) -> None:
        self._filter.setFilterFixedString(text.strip())
        self._first()

    def _first(self) -> None:
        self.list.setCurrentIndex(self._filter.index(0, 0))
        there = self._filter.rowCount() > 0
        self.yes.setEnabled(there)
        self.drop.setEnabled(there)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys go through the list while one types; Delete removes what is chosen."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if watched is self.search and step is not None:
                row = self.list.currentIndex().row() + step
                if 0 <= row < self._filter.rowCount():
                    self.list.setCurrentIndex(self._filter.index(row, 0))
                return True
            if watched is self.list and event.key() == Qt.Key.Key_Delete:
                self._remove()
                return True
        return super().eventFilter(watched, event)

    def _join(self) -> None:
        server = self.list.currentIndex().data(_SERVER)
        if server is None:
            return
        self.join.emit(server)
        self.accept()

    def _remove(self) -> None:
        index = self._filter.mapToSource(self.list.currentIndex())
        if not index.isValid():
            return
        row = self.list.currentIndex().row()
        self._model.remove(index.row())
        self._context.settings.saved = tuple(self._model.servers)
        self._context.save_soon()
        self._context.recent_changed.emit()
        self._first()
        self.list.setCurrentIndex(self._filter.index(min(row, self._filter.rowCount() - 1), 0))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_title(translate("Saved", "Saved servers"))
        self.search.set_name(translate("Saved", "Name, address or channel"))
        self.list.setAccessibleName(translate("Saved", "Saved servers"))
        self.drop.setText(translate("Saved", "Remove"))
        self.no.setText(translate("Saved", "Cancel"))
        self.yes.setText(translate("Saved", "Join"))
