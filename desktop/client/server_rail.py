"""The rail of a window with several servers: a tile for each, and one that adds another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QVBoxLayout, QWidget

from desktop.client.badges import badge_number, paint_badge
from desktop.client.counts import counts
from desktop.theme import set_ground, theme
from desktop.widgets.buttons import IconButton
from desktop.widgets.paint import paint_avatar, paint_focus
from desktop.widgets.tips import plain_tip

WIDTH = 56
_TILE = 36
_STEP = 44


@dataclass(frozen=True, slots=True)
class ServerState:
    """What a tile tells of its server. ``trouble``: the connection does not stand; ``words``: how
    it stands."""

    name: str
    unread: int = 0
    mentions: int = 0
    trouble: bool = False
    words: str = ""


class ServerTile(QAbstractButton):
    """One server. Signals: ``step(by)`` for the arrow keys, ``menu_requested(QPoint)``;
    ``carried(y)``, the mouse holds it there (in the rail), and ``put_down()``."""

    step = Signal(int)
    carried = Signal(int)
    put_down = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("serverTile")
        self.state = ServerState("")
        self._number = 0
        self._pressed: QPoint | None = None
        self._carried = False
        self.setCheckable(True)
        self.setFixedSize(WIDTH - 1, _STEP)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self.update)

    def show_state(self, state: ServerState, number: int, keys: str) -> None:
        """Tell ``state``; it is server ``number`` of the window, and ``keys`` show it."""
        if (state, number) != (self.state, self._number):
            self.state, self._number = state, number
            self.update()
        parts = [state.name, state.words]
        if state.unread:
            parts.append(counts().unread(state.unread))
        if state.mentions:
            parts.append(counts().mentions(state.mentions))
        self.setAccessibleName(", ".join(part for part in parts if part))
        lines = [state.name, state.words, keys]
        self.setToolTip(plain_tip("\n".join(line for line in lines if line)))

    def nextCheckState(self) -> None:
        """The rail says which one is shown, not the click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the server, the arrows go to the neighbours."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click, or the beginning of a drag."""
        self._carried = False
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it along the rail."""
        at = event.position().toPoint()
        if self._pressed is not None and not self._carried:
            far = abs(at.y() - self._pressed.y()) >= QApplication.startDragDistance()
            if far:
                self._carried = True
                self.setDown(False)
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._carried:
            self.carried.emit(self.mapToParent(at).y())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click shows it; what was carried is put down."""
        carried, self._carried, self._pressed = self._carried, False, None
        if carried:
            self.unsetCursor()
            self.put_down.emit()
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the server."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        below = self.mapToGlobal(QPoint(12, self.height() - 4))
        self.menu_requested.emit(event.globalPos() if by_mouse else below)

    def sizeHint(self) -> QSize:
        """A tile and the room around it."""
        return QSize(WIDTH - 1, _STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tile, a bar beside the one that is shown, badge or the sign of trouble."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = QRect((self.width() - _TILE) // 2, (self.height() - _TILE) // 2, _TILE, _TILE)
        painter.setPen(Qt.PenStyle.NoPen)
        high = 24 if self.isChecked() else 12 if self.underMouse() else 0
        if high:
            painter.setBrush(look.color("accent" if self.isChecked() else "edge"))
            painter.drawRoundedRect(QRectF(-3, tile.center().y() - high / 2 + 0.5, 6, high), 3, 3)
        painter.setOpacity(0.55 if self.state.trouble and not self.isChecked() else 1.0)
        paint_avatar(painter, QRectF(tile), self.state.name or "?", tile=True)
        painter.setOpacity(1.0)
        if self.isDown():
            painter.setBrush(look.color("press"))
            painter.drawRoundedRect(tile, 9, 9)
        if self.hasFocus():
            paint_focus(painter, QRectF(tile), 9)
        ring = look.color("sunken")
        if self.state.unread:
            calls = self.state.mentions > 0
            number = badge_number(self.state.mentions if calls else self.state.unread)
            right = min(tile.right() + 7, self.width() - 1)
            paint_badge(painter, right, tile.top() + 4, number, calls, ring=ring)
        if self.state.trouble:
            self._paint_trouble(painter, tile)

    def _paint_trouble(self, painter: QPainter, tile: QRect) -> None:
        look = theme()
        painter.setBrush(look.color("sunken"))
        painter.setPen(Qt.PenStyle.NoPen)
        at = QPoint(tile.right() - 3, tile.bottom() - 3)
        painter.drawEllipse(at, 9, 9)
        picture: QPixmap = look.pixmap("unplug", "warn", 13, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(at.x() - 6, at.y() - 6), picture)


class ServerRail(QFrame):
    """The tiles, one under another.

    Signals: ``chosen(number)``, ``menu_requested(number, QPoint)`` and ``moved(number, to)``, for a
    tile that was carried to another place, count from 0; ``add_requested()``.
    """

    chosen = Signal(int)
    menu_requested = Signal(int, QPoint)
    moved = Signal(int, int)
    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("serverRail")
        set_ground(self, "sunken")
        self.tiles: list[ServerTile] = []
        self._carried: tuple[int, int] | None = None  # a tile, and the gap over which it is held
        self.add = IconButton("plus", size=36, icon_size=18, parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 1, 8)
        self._column.setSpacing(0)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.setFixedWidth(WIDTH)
        self.add.clicked.connect(self.add_requested)
        self.retranslate()

    def show_servers(self, states: Sequence[ServerState], shown: int, keys: Sequence[str]) -> None:
        """A tile for each of ``states``, the one numbered ``shown`` marked; ``keys`` in words."""
        while len(self.tiles) < len(states):
            self._add_tile()
        while len(self.tiles) > len(states):
            tile = self.tiles.pop()
            self._column.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        for number, (tile, state) in enumerate(zip(self.tiles, states, strict=True)):
            tile.show_state(state, number + 1, keys[number] if number < len(keys) else "")
            tile.setChecked(number == shown)

    def _add_tile(self) -> None:
        number = len(self.tiles)
        tile = ServerTile(self)
        tile.clicked.connect(lambda: self.chosen.emit(number))
        tile.menu_requested.connect(lambda at: self.menu_requested.emit(number, at))
        tile.step.connect(lambda by: self._focus(number + by))
        tile.carried.connect(lambda y: self._carry(number, y))
        tile.put_down.connect(self._put_down)
        self.tiles.append(tile)
        self._column.insertWidget(number, tile)
        QWidget.setTabOrder(tile, self.add)
        if number:
            QWidget.setTabOrder(self.tiles[number - 1], tile)

    def _carry(self, number: int, y: int) -> None:
        self._carried = number, sum(y > tile.geometry().center().y() for tile in self.tiles)
        self.update()

    def _put_down(self) -> None:
        carried, self._carried = self._carried, None
        self.update()
        if carried is not None:
            number, gap = carried
            self.moved.emit(number, gap - (gap > number))

    @property
    def focused(self) -> int | None:
        """The number of the tile with the keyboard, None where it is elsewhere."""
        return next((n for n, tile in enumerate(self.tiles) if tile.hasFocus()), None)

    def follow_move(self, number: int, to: int) -> None:
        """A server has another place: the keyboard stays with it."""
        if self.focused == number:
            self._focus(to)

    def _focus(self, number: int) -> None:
        if 0 <= number < len(self.tiles):
            self.tiles[number].setFocus(Qt.FocusReason.TabFocusReason)
        elif number == len(self.tiles):
            self.add.setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.setAccessibleName(self.tr("Servers"))
        self.add.set_name(self.tr("Another server…"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the line at the right."""
        super().paintEvent(event)
        line = QRect(self.width() - 1, 0, 1, self.height())
        painter = QPainter(self)
        painter.fillRect(line, theme().color("line"))
        if self._carried is not None and self.tiles:
            gap = self._carried[1]
            after = gap == len(self.tiles)
            box = self.tiles[gap - after].geometry()
            y = box.bottom() if after else box.top()
            painter.fillRect(QRect(10, y - 1, self.width() - 20, 2), theme().color("accent"))
