"""Who is in the channel: sections by rank, then those who are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.client.events import Member
from desktop.theme import set_ground, theme
from desktop.widgets.paint import paint_avatar, paint_focus, paint_presence

translate = QCoreApplication.translate

WIDTH = 216
MEMBER_ROLE = Qt.ItemDataRole.UserRole + 1
_CENTRE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_LEADS = frozenset("qao")
_HELPS = frozenset("hv")
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: its words, and how many people are in it."""

    section: str
    count: int


def rank(member: Member) -> str:
    """ "leads", "helps" or "" by the prefix letters of RFC 2812 and Modern IRC."""
    letters = set(member.modes)
    return "leads" if letters & _LEADS else "helps" if letters & _HELPS else ""


def section(member: Member, online: bool) -> str:
    """Which section somebody stands in; offline nobody's presence is known."""
    if found := rank(member):
        return found
    if not online:
        return "members"
    return "away" if member.away else "here"


SECTIONS = ("leads", "helps", "here", "members", "away")


def heading_text(name: str, count: int) -> str:
    """The heading's words."""
    match name:
        case "leads":
            return translate("Members", "%n lead(s) the channel", None, count)
        case "helps":
            return translate("Members", "%n help(s)", None, count)
        case "here":
            return translate("Members", "Online")
        case "away":
            return translate("Members", "Away")
    return translate("Members", "Members")


class MembersModel(QAbstractListModel):
    """Members in sections. Their order inside a section is the session's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Heading | Member] = []
        self.own_nick = ""
        self.online = True
        self.time = 0.0
        self._members: tuple[Member, ...] = ()

    def show(self, members: tuple[Member, ...], own_nick: str, online: bool, time: float) -> bool:
        """Show those people; ``time`` is when this was known. Whether anything changed."""
        if (members, own_nick, online) == (self._members, self.own_nick, self.online):
            self.time = time
            return False
        self._members, self.own_nick, self.online, self.time = members, own_nick, online, time
        groups: dict[str, list[Member]] = {}
        for member in members:
            groups.setdefault(section(member, online), []).append(member)
        rows: list[Heading | Member] = []
        for name in SECTIONS:
            if group := groups.get(name):
                rows.append(Heading(name, len(group)))
                rows.extend(group)
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def row_of(self, nick: str) -> int:
        """The row of somebody, or -1."""
        for number, row in enumerate(self.rows):
            if isinstance(row, Member) and row.nick == nick:
                return number
        return -1

    def rowCount(self, parent: Any = _NO_INDEX) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Only people can be chosen."""
        if isinstance(self.rows[index.row()], Member):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for the delegate; words for search by letters and the screen reader."""
        row = self.rows[index.row()]
        if role == MEMBER_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            if isinstance(row, Heading):
                return heading_text(row.section, row.count)
            return row.nick
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, Heading):
                return f"{heading_text(row.section, row.count)}, {row.count}"
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Member):
            return self._spoken(row)
        return None

    def _spoken(self, member: Member) -> str:
        words = {
            "leads": translate("Members", "leads the channel"),
            "helps": translate("Members", "helps in the channel"),
        }
        parts = [member.nick]
        if member.nick == self.own_nick:
            parts.append(translate("Members", "you"))
        if found := rank(member):
            parts.append(words[found])
        if self.online and member.away:
            parts.append(translate("Members", "away"))
        return ", ".join(parts)


class MembersDelegate(QStyledItemDelegate):
    """Rows of 32: avatar 24, presence, name, star."""

    def __init__(self, model: MembersModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """32 each; the first heading is lower."""
        return QSize(100, 32)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """One row."""
        row: Heading | Member = index.data(MEMBER_ROLE)
        rect: QRect = option.rect
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row, first=index.row() == 0)
        else:
            self._paint_member(painter, rect, option.state, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Heading, first: bool) -> None:
        look = theme()
        painter.setPen(look.color("muted"))
        right = ""
        if not self._model.online and first and self._model.time:
            at = datetime.fromtimestamp(self._model.time).astimezone().strftime("%H:%M")
            right = translate("Members", "as of %1").replace("%1", at)
        elif row.section in ("here", "away", "members"):
            right = str(row.count)
        font = look.font("caption", tabular=True)
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(right) + 2
        space = rect.adjusted(16, 0, -16, 0)
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right)
        font = look.font("smallStrong")
        painter.setFont(font)
        words = QFontMetrics(font).elidedText(
            heading_text(row.section, row.count),
            Qt.TextElideMode.ElideRight,
            space.width() - width - 4,
        )
        painter.drawText(space, _CENTRE_LEFT, words)

    def _paint_member(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, member: Member
    ) -> None:
        look = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        box = rect.adjusted(8, 1, -8, -1)
        if hovered or (chosen and focused):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("hover"))
            painter.drawRoundedRect(box, 6, 6)
        if focused:
            paint_focus(painter, QRectF(box), 6)
        avatar = QRectF(rect.left() + 16, rect.top() + 4, 24, 24)
        paint_avatar(painter, avatar, member.nick)
        if self._model.online:
            presence: Any = "away" if member.away else "on"
            paint_presence(painter, avatar, presence, look.color("paper"))
        right = rect.right() - 16
        found = rank(member)
        if found:
            right = self._paint_star(painter, right, rect.center().y(), found) - 8
        font = look.font("bodyStrong" if found == "leads" else "body")
        metrics = QFontMetrics(font)
        own = member.nick == self._model.own_nick
        you = translate("Members", "you") if own else ""
        small = look.font("small")
        room = right - (rect.left() + 50)
        if own:
            room -= QFontMetrics(small).horizontalAdvance(you) + 6
        name = metrics.elidedText(member.nick, Qt.TextElideMode.ElideRight, room)
        space = QRect(rect.left() + 50, rect.top(), room + 1, rect.height())
        painter.setFont(font)
        painter.setPen(look.color("text"))
        painter.drawText(space, _CENTRE_LEFT, name)
        if own:
            painter.setFont(small)
            painter.setPen(look.color("muted"))
            x = space.left() + metrics.horizontalAdvance(name) + 6
            painter.drawText(QRect(x, rect.top() + 1, 80, rect.height()), _CENTRE_LEFT, you)

    def _paint_star(self, painter: QPainter, right: int, centre: int, found: str) -> int:
        look = theme()
        ratio = painter.device().devicePixelRatioF()
        star = look.pixmap("star", "warn", 14, ratio)
        at = QPointF(right - 14, centre - 7)
        if found == "leads":
            painter.setBrush(look.color("warn"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPath(_star_path(at + QPointF(7, 7.4), 5.6))
        painter.drawPixmap(at, star)
        return right - 14


def _star_path(centre: QPointF, radius: float) -> Any:
    """A filled five-pointed star that lies inside the outline of the icon."""
    from math import cos, pi, sin

    from PySide6.QtGui import QPainterPath, QPolygonF

    points = []
    for corner in range(10):
        length = radius if corner % 2 == 0 else radius * 0.45
        angle = -pi / 2 + corner * pi / 5
        points.append(QPointF(centre.x() + length * cos(angle), centre.y() + length * sin(angle)))
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


class MembersList(QListView):
    """The list itself: Enter or a double click writes to somebody, the menu key asks what to do."""

    chosen = Signal(str)
    menu_requested = Signal(str, QPoint)
    left = Signal()

    def __init__(self, model: MembersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(MembersDelegate(model, self))
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(self._chosen)

    def current_nick(self) -> str:
        """The nickname of the current row, or ""."""
        return self._nick(self.currentIndex())

    def _nick(self, index: Any) -> str:
        row = index.data(MEMBER_ROLE) if index.isValid() else None
        return row.nick if isinstance(row, Member) else ""

    def _chosen(self, index: QModelIndex) -> None:
        if nick := self._nick(index):
            self.chosen.emit(nick)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes, Escape goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._chosen(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the person under the pointer, or of the current one for the menu key."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if nick := self._nick(index):
            place = self.visualRect(index).bottomLeft() if by_key else event.pos()
            self.menu_requested.emit(nick, self.viewport().mapToGlobal(place))

    def focusInEvent(self, event: Any) -> None:
        """The keyboard starts at the first person."""
        super().focusInEvent(event)
        model = self.model()
        if not self._nick(self.currentIndex()) and model.rowCount() > 1:
            self.setCurrentIndex(model.index(1, 0))


class MembersPanel(QFrame):
    """The right column, or an overlay in a narrow window.

    Signals: ``chosen(nick)``, ``menu_requested(nick, QPoint)``, ``left()``.
    """

    chosen = Signal(str)
    menu_requested = Signal(str, QPoint)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self.model = MembersModel(self)
        self.list = MembersList(self.model, self)
        self.list.chosen.connect(self.chosen)
        self.list.menu_requested.connect(self.menu_requested)
        self.list.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 0, 4)
        column.addWidget(self.list)
        self.setFixedWidth(WIDTH)
        theme().changed.connect(self.list.viewport().update)
        self.retranslate()

    def show_members(
        self, members: tuple[Member, ...], own_nick: str, online: bool, time: float
    ) -> None:
        """Show those people, keeping the current one and the place."""
        nick = self.list.current_nick()
        place = self.list.verticalScrollBar().value()
        if self.model.show(members, own_nick, online, time):
            row = self.model.row_of(nick) if nick else -1
            if row >= 0:
                self.list.setCurrentIndex(self.model.index(row))
            self.list.verticalScrollBar().setValue(place)

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.list.setAccessibleName(self.tr("People in the channel"))
        self.list.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: Any) -> None:
        """The ground, and the line at the left."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme().color("line"))
