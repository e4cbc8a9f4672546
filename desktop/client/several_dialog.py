"""One message to several people: who, and what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.client.counts import counts
from desktop.theme import theme
from desktop.widgets.basics import label
from desktop.widgets.buttons import Button
from desktop.widgets.fields import SearchField
from desktop.widgets.paint import paint_avatar
from desktop.widgets.panels import Dialog

_ROW = 36
_Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Avatar, name, and a check where the person is chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """36 high."""
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one person."""
        look = theme()
        name = str(index.data())
        rect = QRectF(option.rect)
        chosen = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        state = option.state
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.color("accentSoft" if chosen else "hover"))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setWidth(2)
            pen.setColor(look.color("focus"))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(3, 2, -3, -2), 6, 6)
        paint_avatar(painter, QRectF(rect.left() + 10, rect.top() + 6, 24, 24), name)
        ratio = painter.device().devicePixelRatioF()
        if chosen:
            check = look.pixmap("check", "accent", 16, ratio)
            painter.drawPixmap(int(rect.right()) - 28, int(rect.top()) + 10, check)
        painter.setFont(look.font("bodyMedium" if chosen else "body"))
        painter.setPen(look.color("text"))
        room = rect.adjusted(44, 0, -36, 0)
        words = painter.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words
        )
        painter.restore()


class _List(QListWidget):
    """Space and Enter choose. Signals: ``turned(QListWidgetItem)``."""

    turned = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by keyboard."""
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        item = self.currentItem()
        if event.key() in keys and not event.modifiers() and item is not None:
            self.turned.emit(item)
        else:
            super().keyPressEvent(event)


class SeveralDialog(Dialog):
    """Asks for people and a text. Signals: ``answered(list of nicknames, text)``."""

    answered = Signal(object, str)

    def __init__(self, nicks: Sequence[str], parent: QWidget) -> None:
        super().__init__("users-round", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._hint = label("small", "muted", wrap=True)
        self.search = SearchField()
        self.list = _List()
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFixedHeight(5 * _ROW + 2)
        self.list.setMouseTracking(True)
        self.list.setProperty("bare", True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        for nick in nicks:
            item = QListWidgetItem(nick, self.list)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setData(Qt.ItemDataRole.CheckStateRole, Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        self.every = Button("check-check", "flat")
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(84)
        self._fault = label("small", "danger", wrap=True)
        self._fault.hide()
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.every)
        self.body.addWidget(self._hint)
        self.body.addLayout(row)
        for part in (self.list, self.text, self._fault):
            self.body.addWidget(part)
        self.no = self.add_button("secondary")
        self.yes = self.add_button("primary", "send", default=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._answer)
        self.every.clicked.connect(self._choose_every)
        self.search.textChanged.connect(self._searched)
        self.list.itemClicked.connect(self._turn)
        self.list.turned.connect(self._turn)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._answer)
        self.search.setFocus()
        self.retranslate()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    @property
    def chosen(self) -> list[str]:
        """Who is to have it."""
        checked = Qt.CheckState.Checked
        role = Qt.ItemDataRole.CheckStateRole
        return [item.text() for item in self._items() if item.data(role) == checked]

    def _turn(self, item: QListWidgetItem) -> None:
        role = Qt.ItemDataRole.CheckStateRole
        on = item.data(role) != Qt.CheckState.Checked
        item.setData(role, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._tell()

    def _choose_every(self) -> None:
        """All who can be seen in the list; nobody where all of them are chosen."""
        seen = [item for item in self._items() if not item.isHidden()]
        role = Qt.ItemDataRole.CheckStateRole
        all_on = all(item.data(role) == Qt.CheckState.Checked for item in seen)
        state = Qt.CheckState.Unchecked if all_on else Qt.CheckState.Checked
        for item in seen:
            item.setData(role, state)
        self._tell()

    def _searched(self, text: str) -> None:
        wanted = text.strip().casefold()
        for item in self._items():
            item.setHidden(wanted not in item.text().casefold())

    def _tell(self) -> None:
        self._fault.hide()
        number = len(self.chosen)
        self.yes.setText(counts().send_to(number) if number else self.tr("Send"))

    def _answer(self) -> None:
        text, chosen = self.text.toPlainText().strip(), self.chosen
        if chosen and text:
            self.answered.emit(chosen, text)
            self.accept()
            return
        words = self.tr("Write what they are to read.")
        if not chosen:
            words = self.tr("Choose at least one person.")
        self._fault.setText(words)
        self._fault.show()
        self.adjustSize()
        (self.text if chosen else self.list).setFocus()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_title(self.tr("Write to several people"))
        self._hint.setText(self.tr("Each of them gets it in private; nobody sees who else has it."))
        self.search.set_name(self.tr("Find a person"))
        self.list.setAccessibleName(self.tr("People; the space bar chooses"))
        self.every.setText(self.tr("All"))
        self.text.setAccessibleName(self.tr("Message"))
        self.text.setPlaceholderText(self.tr("Message"))
        self.no.setText(self.tr("Cancel"))
        self._tell()
