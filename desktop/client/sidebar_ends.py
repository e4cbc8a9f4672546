"""The two ends of the sidebar: which server this is (a menu), and who I am (a menu)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.client.badges import badge_number, paint_badge
from desktop.client.conversations import Presence
from desktop.theme import theme
from desktop.widgets.paint import (
    Faces,
    paint_avatar,
    paint_focus,
    paint_person,
    paint_presence,
)
from desktop.widgets.tips import plain_tip

_CENTRE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class EndButton(QAbstractButton):
    """A line of 32 px picture, name and small second line; only the picture in the rail."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._line = ""
        self._icon = ""
        self._icon_color = "muted"
        self._rail = False
        self._hint = ""
        self._tail = 40  # room for the button at the right
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self.update)

    def set_rail(self, rail: bool) -> None:
        """Only the picture, or all."""
        self._rail = rail
        self.update()

    def set_texts(self, name: str, line: str, icon: str = "", color: str = "muted") -> None:
        """The name, the second line, and the icon before it in a token's colour."""
        if (name, line, icon, color) == (self._name, self._line, self._icon, self._icon_color):
            return
        self._name, self._line, self._icon, self._icon_color = name, line, icon, color
        self._speak()
        self.update()

    def set_hint(self, hint: str) -> None:
        """What pressing it does, for the tooltip and the screen reader."""
        self._hint = hint
        self._speak()

    def _speak(self) -> None:
        self.setAccessibleName(", ".join(part for part in (self._name, self._line) if part))
        self.setAccessibleDescription(self._hint)
        tip = "\n".join(part for part in (self._name, self._line, self._hint) if part)
        self.setToolTip(plain_tip(tip))

    @property
    def texts(self) -> tuple[str, str]:
        """What is shown: name and second line."""
        return self._name, self._line

    def sizeHint(self) -> QSize:
        """As wide as the sidebar makes it."""
        return QSize(56, self.height())

    def _picture(self) -> QRectF:
        x = 12.0 if not self._rail else (self.width() - 36) / 2
        side = 32 if not self._rail else 36
        return QRectF(x, (self.height() - side) / 2, side, side)

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, picture, words."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRect(4, 4, self.width() - 8, self.height() - 8)
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("press" if self.isDown() else "hover"))
            painter.drawRoundedRect(ground, 6, 6)
        self._paint_picture(painter, self._picture())
        if not self._rail:
            self._paint_words(painter)
        if self.hasFocus():
            paint_focus(painter, QRectF(ground), 6)

    def _paint_words(self, painter: QPainter) -> None:
        look = theme()
        ratio = self.devicePixelRatioF()
        room = self.width() - 54 - self._tail
        middle = self.height() // 2
        font = look.font("bodyStrong")
        metrics = QFontMetrics(font)
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room - 20)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        painter.drawText(QRect(54, middle - 18, room - 20, 20), _CENTRE_LEFT, name)
        at = QPointF(54 + metrics.horizontalAdvance(name) + 5, middle - 14)
        painter.drawPixmap(at, look.pixmap("chevron-down", "muted", 14, ratio))
        x = 54
        if self._icon:
            icon = look.pixmap(self._icon, self._icon_color, 12, ratio)
            painter.drawPixmap(QPointF(x, middle + 4), icon)
            x += 17
        small = look.font("small", tabular=False)
        line = QFontMetrics(small).elidedText(
            self._line, Qt.TextElideMode.ElideRight, room - (x - 54)
        )
        painter.setFont(small)
        painter.setPen(look.color("muted"))
        painter.drawText(QRect(x, middle + 1, room, 18), _CENTRE_LEFT, line)


class ServerButton(EndButton):
    """The server's tile, its name and how the connection stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(56, parent)
        self._badge = (0, 0)

    def set_badge(self, unread: int, mentions: int) -> None:
        """What is unread on the other servers of this window: shown in the rail, where their tiles
        have no room."""
        if (unread, mentions) != self._badge:
            self._badge = (unread, mentions)
            self.update()

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        paint_avatar(painter, box, self._name or "?", tile=True)
        unread, mentions = self._badge
        if self._rail and unread:
            paint_badge(
                painter,
                min(int(box.right()) + 6, self.width() - 1),
                int(box.top()) + 4,
                badge_number(mentions or unread),
                mentions > 0,
                ring=theme().color("sunken"),
            )


class OwnButton(EndButton):
    """The own avatar, nickname and whether others see one as present."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(52, parent)
        self.faces: Faces | None = None
        self._presence: Presence | None = None

    def set_presence(self, presence: Presence | None) -> None:
        """The dot at the avatar."""
        if presence != self._presence:
            self._presence = presence
            self.update()

    def _picture(self) -> QRectF:
        box = super()._picture()
        return box.adjusted(2, 2, -2, -2) if self._rail else box

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        paint_person(painter, box, self._name or "?", self.faces)
        if self._presence is not None:
            paint_presence(painter, box, self._presence, theme().color("sunken"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line above it parts it from the list."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme().color("line"))


class GoButton(QAbstractButton):
    """Looks like a field, and opens the quick switcher; only a magnifier in the rail."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = ""
        self._rail = False
        self.setObjectName("goTo")
        self.setFixedHeight(38)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self.update)

    def set_rail(self, rail: bool) -> None:
        """Only the magnifier, or all."""
        self._rail = rail
        self.setFixedHeight(49 if rail else 38)
        self.update()

    def set_word(self, word: str) -> None:
        """What stands in it."""
        self.setText(word)
        self._speak()

    def set_keys(self, keys: str) -> None:
        """The keys that do the same, shown at its end; "" for none."""
        self._keys = keys
        self._speak()
        self.update()

    def _speak(self) -> None:
        self.setAccessibleName(self.text().rstrip("…"))
        self.setToolTip(" ".join(part for part in (self.text().rstrip("…"), self._keys) if part))

    def sizeHint(self) -> QSize:
        """As wide as the sidebar makes it."""
        return QSize(56, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field with a magnifier, the words and the keys."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self.devicePixelRatioF()
        hovered = self.isDown() or self.underMouse()
        if self._rail:
            box = QRectF((self.width() - 36) / 2, 2, 36, 36)
            if hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.color("press" if self.isDown() else "hover"))
                painter.drawRoundedRect(box, 9, 9)
            centre = box.center() - QPointF(8, 8)
            painter.drawPixmap(centre, look.pixmap("search", "muted", 16, ratio))
            painter.fillRect(QRectF(16, 44, self.width() - 31, 1), look.color("line"))
            if self.hasFocus():
                paint_focus(painter, box, 9)
            return
        box = QRectF(12, 0, self.width() - 24, 32)
        painter.setPen(QPen(look.color("edge"), 1))
        painter.setBrush(look.over("hover", "surface") if hovered else look.color("surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.drawPixmap(QPointF(22, 8), look.pixmap("search", "muted", 16, ratio))
        painter.setFont(look.font("body"))
        painter.setPen(look.color("muted"))
        painter.drawText(box.adjusted(33, 0, -8, 0), _CENTRE_LEFT, self.text())
        if self._keys:
            self._paint_keys(painter, box)
        if self.hasFocus():
            paint_focus(painter, box, 6)

    def _paint_keys(self, painter: QPainter, box: QRectF) -> None:
        look = theme()
        font = look.font("caption")
        wide = QFontMetrics(font).horizontalAdvance(self._keys) + 12
        chip = QRectF(box.right() - wide - 7, box.top() + 7, wide, 18)
        if chip.left() < box.left() + 33 + QFontMetrics(look.font("body")).horizontalAdvance(
            self.text()
        ):
            return
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font)
        painter.setPen(look.color("muted"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._keys)
