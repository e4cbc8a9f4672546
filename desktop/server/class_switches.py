"""The three switches for everybody: each is a card that says what it does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.server.classroom import SWITCHES
from core.server.events import ClassInfo
from desktop.server.class_acts import ClassActs
from desktop.theme import theme
from desktop.widgets import Icon, Switch, label

translate = QCoreApplication.translate

_ICONS = {"muted": "mic-off", "private": "message-square-off", "locked": "door-closed"}


class SwitchCard(QWidget):
    """A title, one sentence, and the switch; a click anywhere turns it.

    Signals: ``switched(bool)`` when a person did it. Attributes: ``switch``.
    """

    switched = Signal(bool)

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._icon = Icon(icon, "muted", 18)
        self._title = label("bodyStrong", wrap=True)
        self._text = label("small", wrap=True)
        self.switch = Switch(large=True)
        self.switch.clicked.connect(self.switched)
        self.switch.toggled.connect(self._tint)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addStretch()
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        texts.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(0)
        row.addWidget(self._icon)
        row.addSpacing(8)
        row.addLayout(texts, 1)
        row.addSpacing(6)
        row.addWidget(self.switch)
        self.setMinimumHeight(88)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

    def set_texts(self, title: str, text: str) -> None:
        """What is switched, and what that means."""
        self._title.setText(title)
        self._text.setText(text)
        self.switch.setAccessibleName(title)
        self.switch.setAccessibleDescription(text)

    def set_on(self, on: bool) -> None:
        """As the server has it."""
        self.switch.setChecked(on)

    def _tint(self, on: bool) -> None:
        self._icon.set_icon(self._icon_name, "accent" if on else "muted")
        self.update()

    def sizeHint(self) -> QSize:
        """280 x 88, or lower where the cards stand one under another."""
        return QSize(280, self.minimumHeight())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The whole card is the switch."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and self.isEnabled():
            self.switch.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, green while it is on."""
        look, on = theme(), self.switch.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("accent" if on else "line"), 1))
        painter.setBrush(look.color("accentSoft" if on else "surface"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.radius_card, look.radius_card)


class ClassSwitches(QWidget):
    """Attributes: ``cards`` by the names of ``core.server.classroom.SWITCHES``."""

    def __init__(self, acts: ClassActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self.cards = {name: SwitchCard(_ICONS[name]) for name in SWITCHES}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        for name, card in self.cards.items():
            card.switched.connect(lambda on, name=name: acts.switch(name, on))
            self._row.addWidget(card, 1)
        self.retranslate()

    def set_beside(self, beside: bool, last: int = 0) -> None:
        """Side by side, the last one as wide as the column under it, or one under another."""
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
        self._row.setSpacing(16 if beside else 8)
        for each in self.cards.values():
            each.setMinimumHeight(88 if beside else 60)
        card = list(self.cards.values())[-1]
        card.setMinimumWidth(last if beside else 0)
        card.setMaximumWidth(last if beside and last else 16_777_215)

    def show_class(self, room: ClassInfo) -> None:
        """As the server has it; what was just pressed waits for the server's answer."""
        for name, card in self.cards.items():
            if name not in self._acts.waiting:
                card.set_on(bool(getattr(room, name)))

    def retranslate(self) -> None:
        """Set every text."""
        self.cards["muted"].set_texts(
            translate("ClassPage", "Only the teacher writes"),
            translate("ClassPage", "The others read and raise a hand"),
        )
        self.cards["private"].set_texts(
            translate("ClassPage", "No private messages"),
            translate("ClassPage", "Pupils write to channels and to the teacher"),
        )
        self.cards["locked"].set_texts(
            translate("ClassPage", "Close the room"),
            translate("ClassPage", "Nobody new comes in, who left may come back"),
        )
