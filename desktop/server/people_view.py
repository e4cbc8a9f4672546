"""The table of people: who, from where, since when, how much, and what can be done about it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from core.server.events import PersonInfo
from desktop.server.people_model import (
    PeopleColumn,
    PeopleFilter,
    PeopleRole,
    PersonState,
    person_name,
    person_state,
)
from desktop.server.security_words import is_local
from desktop.server.table import EDGE, GAP, RowDelegate, Table, cell_rect
from desktop.theme import theme
from desktop.widgets import paint_avatar
from desktop.widgets.menu import PopupMenu

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex

ROW = 40
HEAD = 32
_AVATAR = 24
_BUTTON = 28
_DOTS = {
    PersonState.ONLINE: "running",
    PersonState.AWAY: "finished",
    PersonState.BEHIND: "warn",
    PersonState.NAMELESS: "finished",
}


class RowAction(StrEnum):
    """The buttons at the end of a row, in their order."""

    NOTE = "note"
    DISCONNECT = "disconnect"
    MORE = "more"


_ACTIONS = len(RowAction)
_ACTION_ICONS = {
    RowAction.NOTE: "message-square",
    RowAction.DISCONNECT: "user-x",
    RowAction.MORE: "ellipsis",
}


def action_text(action: RowAction) -> str:
    """What a button of a row does, for its tooltip and the menu."""
    match action:
        case RowAction.NOTE:
            return translate("PeopleView", "Send a note…")
        case RowAction.DISCONNECT:
            return translate("PeopleView", "Disconnect…")
        case _:
            return translate("PeopleView", "More")


class PeopleView(Table):
    """Shows a :class:`PeopleFilter`. Enter sends a note, Delete disconnects, the menu has both."""

    note_wanted = Signal(object)
    """The PersonInfo to write to."""
    disconnect_wanted = Signal(object)
    """The PersonInfo to disconnect."""
    log_wanted = Signal(object)
    """The PersonInfo whose part of the log is asked for."""
    details_wanted = Signal(object)
    """The PersonInfo of whom everything is to be shown."""
    operator_wanted = Signal(object, bool)
    """The PersonInfo, and whether they shall look after the server from now on or no longer."""
    ban_wanted = Signal(object)
    """The PersonInfo to keep out of the server."""
    copied = Signal(str)
    """The address that was put on the clipboard."""

    def __init__(self, model: PeopleFilter, parent: QWidget | None = None) -> None:
        super().__init__(ROW, HEAD, parent)
        self.people = model
        self.setModel(model)
        self._delegate = PeopleDelegate(self)
        self.setItemDelegate(self._delegate)
        self.head.indents = {PeopleColumn.STATE: 8}
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.activated.connect(self._activated)
        self.delete_wanted.connect(self._delete)
        self.menu_wanted.connect(self._menu)
        self._pressed: tuple[int, RowAction] | None = None

    def selected_person(self) -> PersonInfo | None:
        """The person in the chosen row."""
        rows = self.selectionModel().selectedRows()
        return self.people.person_at(rows[0].row()) if rows else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns their widths; the less important ones go where there is no room."""
        super().resizeEvent(event)
        self.lay_out_columns()

    def lay_out_columns(self) -> None:
        """Widths of the mock-up; what is left over goes to the state."""
        width = self.viewport().width()
        shown = {
            PeopleColumn.ADDRESS: width >= 400,
            PeopleColumn.SINCE: width >= 300,
            PeopleColumn.SENT: width >= 640,
            PeopleColumn.RECEIVED: width >= 640,
            PeopleColumn.LOCK: width >= 480,
        }
        wide = width >= 800
        sizes = {
            PeopleColumn.NAME: 170 if wide else max(132, min(170, width // 4)),
            PeopleColumn.ADDRESS: 118,
            PeopleColumn.SINCE: 60,
            PeopleColumn.SENT: 96,
            PeopleColumn.RECEIVED: 88,
            PeopleColumn.LOCK: _BUTTON + 2 * GAP,
            PeopleColumn.ACTIONS: self._delegate.actions_width(_ACTIONS if width >= 640 else 1),
        }
        for column, visible in shown.items():
            self.setColumnHidden(column, not visible)
        rest = width
        for column, size in sizes.items():
            if shown.get(column, True):
                self.setColumnWidth(column, size)
                rest -= size
        self.setColumnWidth(PeopleColumn.STATE, max(96, rest))

    # --- the buttons at the end of a row ------------------------------------------------------

    def row_actions(self, row: int) -> tuple[RowAction, ...]:
        """The buttons of a row: all where it is hovered or chosen, else only "…".

        Who has no name yet speaks no IRC yet, so no note would arrive.
        """
        chosen = self.selectionModel().isRowSelected(row, QModelIndex())
        if row != self.hovered_row and not chosen:
            return (RowAction.MORE,)
        if self.people.person_at(row).registered:
            return tuple(RowAction)
        return (RowAction.DISCONNECT, RowAction.MORE)

    def action_at(self, place: QPoint) -> tuple[int, RowAction] | None:
        """The button at a place of the viewport, with its row."""
        index = self.indexAt(place)
        if not index.isValid() or index.column() != PeopleColumn.ACTIONS:
            return None
        for action, box in self._delegate.buttons(self.visualRect(index)):
            if box.contains(place) and action in self.row_actions(index.row()):
                return index.row(), action
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a button chooses the row as well."""
        super().mousePressEvent(event)
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.action_at(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go on the button that was pressed: do it."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.action_at(event.position().toPoint()) != pressed:
            return
        row, action = pressed
        if action is RowAction.MORE:
            self._menu(row, event.globalPosition().toPoint())
        else:
            self.act(row, action)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a button are no activation of the row."""
        if self.action_at(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    def act(self, row: int, action: RowAction) -> None:
        """Do what a button of a row stands for."""
        person = self.people.person_at(row)
        match action:
            case RowAction.NOTE if person.registered:
                self.note_wanted.emit(person)
            case RowAction.DISCONNECT:
                self.disconnect_wanted.emit(person)
            case RowAction.MORE:
                self.show_menu_at_row()

    def _activated(self, index: QModelIndex) -> None:
        self.act(index.row(), RowAction.NOTE)

    def _delete(self, row: int) -> None:
        self.act(row, RowAction.DISCONNECT)

    def _menu(self, row: int, place: QPoint) -> None:
        # The row may be another one by the time something is chosen: the person is what is meant.
        menu = self.build_menu(self.people.person_at(row))
        menu.popup(place)

    def build_menu(self, person: PersonInfo) -> QMenu:
        """What can be done about a person."""
        look = theme()
        menu = PopupMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        note = menu.addAction(look.icon("message-square"), action_text(RowAction.NOTE))
        note.setEnabled(person.registered)
        note.triggered.connect(lambda: self.note_wanted.emit(person))
        details = menu.addAction(look.icon("info"), translate("PeopleView", "Details…"))
        details.triggered.connect(lambda: self.details_wanted.emit(person))
        log = menu.addAction(look.icon("scroll-text"), translate("PeopleView", "Show in the log"))
        log.triggered.connect(lambda: self.log_wanted.emit(person))
        copy = menu.addAction(look.icon("copy"), translate("PeopleView", "Copy the address"))
        copy.triggered.connect(lambda: self.copied.emit(person.host))
        menu.addSeparator()
        operator = menu.addAction(
            look.icon("shield-check"),
            translate("PeopleView", "No longer operator of the server")
            if person.operator
            else translate("PeopleView", "Make operator of the server"),
        )
        operator.setEnabled(person.registered)
        operator.triggered.connect(lambda: self.operator_wanted.emit(person, not person.operator))
        leave = menu.addAction(look.icon("user-x", "danger"), action_text(RowAction.DISCONNECT))
        leave.triggered.connect(lambda: self.disconnect_wanted.emit(person))
        ban = menu.addAction(look.icon("ban", "danger"), translate("PeopleView", "Ban…"))
        ban.triggered.connect(lambda: self.ban_wanted.emit(person))
        return menu


class PeopleDelegate(RowDelegate):
    """Draws the cells of the people table."""

    def __init__(self, view: PeopleView) -> None:
        super().__init__(view)
        self._view = view

    def actions_width(self, buttons: int) -> int:
        """Of the column with so many buttons."""
        return buttons * _BUTTON + GAP + EDGE - 8

    def buttons(self, cell: QRect) -> list[tuple[RowAction, QRect]]:
        """Where the buttons are in the last cell of a row."""
        right = cell.right() + 1 - (EDGE - 8)
        top = cell.top() + (cell.height() - _BUTTON) // 2
        first = right - len(RowAction) * _BUTTON
        boxes = [
            (action, QRect(first + number * _BUTTON, top, _BUTTON, _BUTTON))
            for number, action in enumerate(RowAction)
        ]
        return [(action, box) for action, box in boxes if box.left() >= cell.left()]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        self.paint_ground(painter, option, index)
        person = index.data(PeopleRole.PERSON)
        if isinstance(person, PersonInfo):
            column = index.column()
            box = cell_rect(option.rect, column)
            match column:
                case PeopleColumn.NAME:
                    self._paint_name(painter, box, person)
                case PeopleColumn.STATE:
                    self._paint_state(painter, box, person, str(index.data()))
                case PeopleColumn.LOCK:
                    self._paint_lock(painter, option.rect, person)
                case PeopleColumn.ACTIONS:
                    self._paint_actions(painter, option.rect, index.row())
                case _:
                    self._paint_text(painter, box, column, str(index.data()))
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRect, person: PersonInfo) -> None:
        look = theme()
        name = person_name(person)
        top = box.top() + (box.height() - _AVATAR) / 2
        paint_avatar(painter, QRectF(box.left(), top, _AVATAR, _AVATAR), name)
        painter.setFont(look.font("bodyMedium" if person.registered else "body"))
        painter.setPen(look.color("text" if person.registered else "muted"))
        _draw(painter, box.adjusted(_AVATAR + 8, 0, 0, 0), name)

    def _paint_text(self, painter: QPainter, box: QRect, column: int, text: str) -> None:
        look = theme()
        painter.setPen(look.color("text"))
        if column == PeopleColumn.ADDRESS:
            painter.setFont(look.font("mono"))
            painter.setPen(look.color("muted"))
        else:
            painter.setFont(look.font("body", tabular=True))
        _draw(painter, box, text, right=column in (PeopleColumn.SENT, PeopleColumn.RECEIVED))

    def _paint_state(self, painter: QPainter, box: QRect, person: PersonInfo, text: str) -> None:
        look = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(_DOTS[person_state(person)]))
        painter.drawEllipse(QRectF(box.left() + 8, box.center().y() - 3, 8, 8))
        painter.setPen(look.color("text"))
        painter.setFont(look.font("body"))
        _draw(painter, box.adjusted(24, 0, 0, 0), text)

    def _paint_lock(self, painter: QPainter, cell: QRect, person: PersonInfo) -> None:
        if is_local(person) and not person.secure:
            return
        name, color = ("lock", "muted") if person.secure else ("lock-open", "warn")
        icon = theme().pixmap(name, color, 16, self._view.devicePixelRatioF())
        painter.drawPixmap(cell.center().x() - 7, cell.center().y() - 7, icon)

    def _paint_actions(self, painter: QPainter, cell: QRect, row: int) -> None:
        look = theme()
        shown = self._view.row_actions(row)
        for action, box in self.buttons(cell):
            if action in shown:
                icon = look.pixmap(
                    _ACTION_ICONS[action], "muted", 16, self._view.devicePixelRatioF()
                )
                painter.drawPixmap(box.left() + 6, box.top() + 6, icon)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The buttons have tooltips of their own."""
        if event.type() == QEvent.Type.ToolTip and index.column() == PeopleColumn.ACTIONS:
            found = self._view.action_at(event.pos())
            if found is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), action_text(found[1]), view)
            return True
        return super().helpEvent(event, view, option, index)


def _draw(painter: QPainter, box: QRect, text: str, right: bool = False) -> None:
    """One line, elided at the right."""
    text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), text)
