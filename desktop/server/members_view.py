"""The members of a channel: avatar, name, rank in words; the menu has what can be done with one."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.server.channels_model import ChannelRole, MembersModel, rank_in_words
from desktop.theme import theme
from desktop.widgets import paint_avatar
from desktop.widgets.menu import PopupMenu

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex

ROW = 36
_BUTTON = 28
_LEADS = "~&@"


class MembersView(QListView):
    """Enter opens the menu of the chosen member, Delete asks to remove them."""

    remove_wanted = Signal(str)
    """The nickname to put out of the channel."""
    status_wanted = Signal(str, str, bool)
    """Nickname, letter ("o" leads, "v" may speak), and whether from now on or no longer."""
    note_wanted = Signal(str)
    """The nickname to write to."""

    def __init__(self, model: MembersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.members = model
        self.setModel(model)
        self.setItemDelegate(MemberDelegate(self))
        self.setUniformItemSizes(True)
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme().changed.connect(self.viewport().update)

    def build_menu(self, row: int) -> QMenu:
        """What can be done with a member."""
        nick, prefixes = self.members.member_at(row)
        look = theme()
        menu = PopupMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        note = menu.addAction(look.icon("message-square"), translate("MembersView", "Send a note…"))
        note.triggered.connect(lambda: self.note_wanted.emit(nick))
        leads = any(prefix in _LEADS for prefix in prefixes)
        lead = menu.addAction(
            look.icon("crown"),
            translate("MembersView", "No longer leads the channel")
            if leads
            else translate("MembersView", "Let them lead the channel"),
        )
        lead.triggered.connect(lambda: self.status_wanted.emit(nick, "o", not leads))
        voiced = "+" in prefixes
        voice = menu.addAction(
            look.icon("megaphone"),
            translate("MembersView", "Take the voice back")
            if voiced
            else translate("MembersView", "Give a voice (may write while it is muted)"),
        )
        voice.triggered.connect(lambda: self.status_wanted.emit(nick, "v", not voiced))
        menu.addSeparator()
        remove = menu.addAction(
            look.icon("user-minus", "danger"), translate("MembersView", "Remove from the channel…")
        )
        remove.triggered.connect(lambda: self.remove_wanted.emit(nick))
        return menu

    def _popup(self, row: int, place: QPoint) -> None:
        if 0 <= row < self.members.rowCount():
            self.setCurrentIndex(self.members.index(row))
            self.build_menu(row).popup(place)

    def _popup_at_row(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            below = self.visualRect(index).bottomLeft() + QPoint(16, 0)
            self._popup(index.row(), self.viewport().mapToGlobal(below))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete act on the chosen member."""
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._popup_at_row()
        elif index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(self.members.member_at(index.row())[0])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key opens the menu at the row, not where the pointer happens to be."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._popup_at_row()
        else:
            self._popup(self.indexAt(event.pos()).row(), event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on "…" opens the menu."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        left = event.button() == Qt.MouseButton.LeftButton and index.isValid()
        if left and button_rect(self.visualRect(index)).contains(place):
            self._popup(index.row(), event.globalPosition().toPoint())


def button_rect(cell: QRect) -> QRect:
    """Where "…" is drawn in a row."""
    return QRect(cell.right() - 7 - _BUTTON, cell.top() + 4, _BUTTON, _BUTTON)


class MemberDelegate(QStyledItemDelegate):
    """Avatar, name, the rank in words, and "…" at the end."""

    def __init__(self, view: MembersView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """36 px for everybody."""
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one member."""
        look = theme()
        nick, prefixes = index.data(ChannelRole.MEMBER)
        rect = option.rect
        painter.save()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("sunken"))
        elif hovered:
            painter.fillRect(rect, look.over("hover", "surface"))
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 4, 4)
        paint_avatar(painter, QRectF(rect.left() + 16, rect.top() + 6, 24, 24), nick)
        box = button_rect(rect)
        icon = look.pixmap("ellipsis", "muted", 16, self._view.devicePixelRatioF())
        painter.drawPixmap(box.left() + 6, box.top() + 6, icon)
        right = box.left() - 4
        rank = rank_in_words(prefixes)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if rank:
            painter.setFont(look.font("small"))
            painter.setPen(look.color("muted"))
            width = painter.fontMetrics().horizontalAdvance(rank)
            painter.drawText(rect.adjusted(right - width - rect.left(), 0, 0, 0), flags, rank)
            right -= width + 8
        painter.setFont(look.font("body"))
        painter.setPen(look.color("text"))
        words = rect.adjusted(48, 0, right - rect.right(), 0)
        text = painter.fontMetrics().elidedText(nick, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, flags, text)
        painter.restore()
