"""The buttons that appear over a message under the mouse, or over the one chosen by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from core.client.events import MessageReceived
from desktop.client.message_deeds import DEEDS, Offers, can, deed, key_text
from desktop.client.message_rows import Row
from desktop.theme import set_role, theme
from desktop.theme.shadow import margins, paint_shadow
from desktop.widgets.buttons import IconButton

# Reactions that are one click away, in windows with room for them.
QUICK = ("👍", "✅")
HEIGHT, ABOVE, RIGHT = 34, 16, 20
# Small, since what lies under the shadow cannot be clicked.
_BLUR, _SHIFT = 8, 2
_BUTTON = QSize(30, 28)
_NAMES = ("message_react", "message_reply", "message_edit", "message_copy", "message_wire")
_LESS = ("message_react", "message_reply", "message_wire")  # where there is little room


class MessageToolbar(QWidget):
    """A floating row of buttons; the mouse and the keyboard do the same by other ways, so Tab does
    not stop here.

    Signals: ``deed_chosen(name, rect)``, ``more_chosen(rect)``, with the button's place on the
    parent; ``reaction_chosen(text)``.
    """

    deed_chosen = Signal(str, QRect)
    more_chosen = Signal(QRect)
    reaction_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message_toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.number: int | None = None
        self._shadow = margins(_BLUR, _SHIFT)
        left, top, right, bottom = self._shadow
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(left + 3, top + 3, right + 3, bottom + 3)
        row.setSpacing(0)
        self._quick = [self._quick_button(text) for text in QUICK]
        self.buttons = {each.id: IconButton(each.icon) for each in DEEDS if each.id in _NAMES}
        self._more = IconButton("ellipsis")
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: self._chosen(name))
        self._more.clicked.connect(lambda: self.more_chosen.emit(self._place_of(self._more)))
        for each in (*self._quick, *(self.buttons[name] for name in _NAMES), self._more):
            each.setFixedSize(_BUTTON)
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(each)
        theme().changed.connect(self.update)
        self._keys = {each.id: each.keys for each in DEEDS}
        self.retranslate()
        self.hide()

    def _quick_button(self, text: str) -> QToolButton:
        button = QToolButton()
        set_role(button, "icon")
        button.setText(text)
        button.setFont(theme().font("body"))
        button.clicked.connect(lambda _=False: self.reaction_chosen.emit(text))
        return button

    def _chosen(self, name: str) -> None:
        self.deed_chosen.emit(name, self._place_of(self.buttons[name]))

    def _place_of(self, button: QWidget) -> QRect:
        return QRect(self.mapToParent(button.pos()), button.size())

    def set_keys(self, keys: dict[str, tuple[str, ...]]) -> None:
        """The keys that the hints tell."""
        self._keys = keys
        self.retranslate()

    def retranslate(self) -> None:
        """The names of the buttons, in the language in force, with their keys."""
        for name, button in self.buttons.items():
            words = deed(name).name
            button.setAccessibleName(words)
            keys = key_text(self._keys.get(name, ()))
            button.setToolTip(f"{words}  {keys}" if keys else words)
        for quick, text in zip(self._quick, QUICK, strict=True):
            quick.setAccessibleName(self.tr("React with %1").replace("%1", text))
            quick.setToolTip(quick.accessibleName())
        self._more.set_name(self.tr("More"))

    def show_for(
        self, number: int, row: Row, offers: Offers, at: tuple[int, int], *, little: bool
    ) -> None:
        """Stand over a row; ``at``: the right end and the top of it; ``little``: fewer buttons."""
        if not isinstance(row, MessageReceived) or row.redacted:
            self.leave()
            return
        self.number = number
        names = _LESS if little else _NAMES
        react = can("message_react", row, offers)
        for quick in self._quick:
            quick.setVisible(react and not little)
        for name, button in self.buttons.items():
            button.setVisible(name in names and can(name, row, offers))
        _, top, right, bottom = self._shadow
        size = self._row.sizeHint()
        width, height = size.width(), HEIGHT + top + bottom
        x, y = at
        above = HEIGHT - 6 if little else ABOVE  # there the first line reaches further right
        place = QRect(x - RIGHT + right - width, max(0, y - above) - top, width, height)
        if place != self.geometry():
            self.setGeometry(place)
        if self.isHidden():
            self.show()
            self.raise_()

    def leave(self) -> None:
        """Nothing is under it any more."""
        self.number = None
        self.hide()

    def panel(self) -> QRect:
        """Itself without the shadow."""
        left, top, right, bottom = self._shadow
        return self.rect().adjusted(left, top, -right, -bottom)

    def holds(self, point: QPoint) -> bool:
        """Whether a point of the parent lies on the buttons."""
        return self.isVisible() and self.panel().contains(self.mapFromParent(point))

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shadow, surface, edge."""
        look = theme()
        painter = QPainter(self)
        box = self.panel()
        paint_shadow(painter, box, look.color("shadow"), look.radius_card, blur=_BLUR, shift=_SHIFT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("edge"), 1))
        painter.setBrush(look.color("surface"))
        radius = look.radius_card
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
