"""The pages at the left: 200 wide with names and counts, or 56 with icons only."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.server import words
from desktop.sockets import chat_words
from desktop.theme import set_ground, theme
from desktop.widgets import Divider, Icon, label, paint_focus

translate = QCoreApplication.translate

WIDE = 200
RAIL = 56
_ROOMY = 560
"""Height below which the name goes and the entries stand closer."""


class Page(StrEnum):
    """The pages of the server window, in their order."""

    OVERVIEW = "overview"
    PEOPLE = "people"
    CHANNELS = "channels"
    CLASS = "class"
    ACCOUNTS = "accounts"
    BANS = "bans"
    HISTORY = "history"
    LOG = "log"
    LIMITS = "limits"


_ICONS = {
    Page.OVERVIEW: "layout-dashboard",
    Page.PEOPLE: "users",
    Page.CHANNELS: "hash",
    Page.CLASS: "graduation-cap",
    Page.ACCOUNTS: "key-round",
    Page.BANS: "ban",
    Page.HISTORY: "history",
    Page.LOG: "scroll-text",
    Page.LIMITS: "sliders-horizontal",
}


def page_title(page: Page) -> str:
    """The name of a page."""
    match page:
        case Page.OVERVIEW:
            return translate("Navigation", "Overview")
        case Page.PEOPLE:
            return translate("Navigation", "People")
        case Page.CHANNELS:
            return translate("Navigation", "Channels")
        case Page.CLASS:
            return translate("Navigation", "Class")
        case Page.ACCOUNTS:
            return translate("Navigation", "Accounts")
        case Page.BANS:
            return translate("Navigation", "Bans")
        case Page.HISTORY:
            return translate("Navigation", "History")
        case Page.LIMITS:
            return translate("Navigation", "Limits")
        case _:
            return translate("Navigation", "Log")


class NavItem(QAbstractButton):
    """An entry: icon, name, and a count or an icon at the right.

    Attributes: ``needs_you``: the count is something that waits for an answer.
    """

    needs_you = False

    def __init__(self, icon: str, trailing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._trailing = icon, trailing
        self._count = 0
        self._rail = False
        self.setFixedHeight(36)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self.update)

    def set_count(self, count: int) -> None:
        """The number at the right, none for 0."""
        if count != self._count:
            self._count = count
            self._name()
            self.update()

    @property
    def count(self) -> int:
        """The number at the right."""
        return self._count

    def set_title(self, text: str) -> None:
        """The name of the entry."""
        self.setText(text)
        self._name()

    def set_rail(self, rail: bool) -> None:
        """Only the icon, with the name as its tooltip."""
        self._rail = rail
        self._name()
        self.updateGeometry()

    def _name(self) -> None:
        name = f"{self.text()}, {words.number(self._count)}" if self._count else self.text()
        self.setAccessibleName(name)
        self.setToolTip(name if self._rail else "")

    def sizeHint(self) -> QSize:
        """As wide as the navigation lets it be."""
        return QSize(RAIL - 24 if self._rail else WIDE - 24, 36)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the page, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, name, count."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self.devicePixelRatioF()
        chosen = self.isChecked() and self.isEnabled()
        hovered = self.underMouse() and self.isEnabled()
        if chosen or hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accentSoft" if chosen else "surface"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        usable = self.isEnabled()
        icon = "accent" if chosen else "muted" if usable else "finished"
        left = (self.width() - 18) // 2 if self._rail else 12
        painter.drawPixmap(left, 9, look.pixmap(self._icon, icon, 18, ratio))
        if not self._rail:
            self._paint_words(painter, usable)
        elif self.needs_you and self._count:  # its number is in the name and the tooltip
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(QRectF(self.width() - 13, 4, 8, 8))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 6)

    def _paint_pill(self, painter: QPainter, text: str, right: int) -> int:
        """The count on an accent; returns its width."""
        look = theme()
        painter.setFont(look.font("badge", tabular=True))
        width = max(20, painter.fontMetrics().horizontalAdvance(text) + 12)
        pill = QRectF(right - width, (self.height() - 20) / 2, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(pill, 10, 10)
        painter.setPen(look.color("accentText"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return width

    def _paint_words(self, painter: QPainter, usable: bool) -> None:
        look = theme()
        right = self.width() - 12
        if self._count:
            painter.setFont(look.font("smallMedium", tabular=True))
            painter.setPen(look.color("muted"))
            text = words.number(self._count)
            width = painter.fontMetrics().horizontalAdvance(text)
            if self.needs_you:
                width = self._paint_pill(painter, text, right)
                text = ""
            painter.drawText(
                QRect(right - width, 0, width, self.height()),
                int(Qt.AlignmentFlag.AlignVCenter),
                text,
            )
            right -= width + 8
        elif self._trailing:
            name = "muted" if usable else "finished"
            pixmap = look.pixmap(self._trailing, name, 14, self.devicePixelRatioF())
            painter.drawPixmap(right - 14, 11, pixmap)
            right -= 22
        painter.setFont(look.font("bodyMedium"))
        painter.setPen(look.color("text" if usable else "muted"))
        box = QRect(42, 0, right - 42, self.height())
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), text)


class Navigation(QWidget):
    """The column at the left. Signals: ``chosen(page)``, ``chat_wanted()``,
    ``sockets_wanted()``."""

    chosen = Signal(object)
    chat_wanted = Signal()
    sockets_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self._rail = False
        self._brand_icon = Icon("gazebo", "accent", 22)
        self._brand = label("title")
        brand = QHBoxLayout()
        brand.setContentsMargins(10, 0, 0, 0)
        brand.setSpacing(9)
        brand.addWidget(self._brand_icon)
        brand.addWidget(self._brand, 1)
        self._brand_row = QWidget()
        self._brand_row.setFixedHeight(64)
        self._brand_row.setLayout(brand)
        column = self._column = QVBoxLayout()
        column.setContentsMargins(12, 0, 12, 16)
        column.setSpacing(4)
        column.addWidget(self._brand_row)
        self._group = QButtonGroup(self)
        self.items: dict[Page, NavItem] = {}
        for page in Page:
            item = NavItem(_ICONS[page])
            item.setCheckable(True)
            self._group.addButton(item)
            item.toggled.connect(lambda on, page=page: self._toggled(on, page))
            self.items[page] = item
            item.needs_you = page is Page.CLASS
            column.addWidget(item)
        column.addStretch()
        column.addWidget(Divider())
        column.addSpacing(8)
        self.chat = NavItem("messages-square", "external-link")
        self.chat.clicked.connect(self.chat_wanted)
        column.addWidget(self.chat)
        self.sockets = NavItem("ethernet-port")
        self.sockets.setCheckable(True)
        self.sockets.clicked.connect(self.sockets_wanted)
        column.addWidget(self.sockets)
        self.settings = NavItem("settings", "external-link")
        column.addWidget(self.settings)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(Divider(Qt.Orientation.Vertical))
        self.setFixedWidth(WIDE)
        self.retranslate()

    @property
    def rail(self) -> bool:
        """Whether only the icons are shown."""
        return self._rail

    def set_rail(self, rail: bool) -> None:
        """Show only the icons."""
        if rail == self._rail:
            return
        self._rail = rail
        self.setFixedWidth(RAIL if rail else WIDE)
        self._brand.setVisible(not rail)
        layout = self._brand_row.layout()
        if layout is not None:
            layout.setContentsMargins(5 if rail else 10, 0, 0, 0)
        for item in (*self.items.values(), self.chat, self.sockets, self.settings):
            item.set_rail(rail)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Closer together where the window is low."""
        super().resizeEvent(event)
        low = event.size().height() < _ROOMY
        self._brand_row.setVisible(not low)
        self._column.setSpacing(0 if low else 4)
        self._column.setContentsMargins(12, 8 if low else 0, 12, 8 if low else 16)

    def choose(self, page: Page) -> None:
        """Mark a page as the one that is shown."""
        self.items[page].setChecked(True)

    def _toggled(self, on: bool, page: Page) -> None:
        if on:
            self.chosen.emit(page)

    def retranslate(self) -> None:
        """Set every text."""
        self._brand.setText(translate("Navigation", "Besedka"))
        for page, item in self.items.items():
            item.set_title(page_title(page))
        self.chat.set_title(translate("Navigation", "Open chat"))
        self.sockets.set_title(chat_words.sockets_word())
        self.settings.set_title(translate("Navigation", "Settings"))
        self.setAccessibleName(translate("Navigation", "Pages"))

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when enabled or disabled."""
        super().changeEvent(event)
        self.update()
