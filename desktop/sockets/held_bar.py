"""The bar at the foot of a chat window while the live view holds every call: nothing is broken."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.context import AppContext
from desktop.sockets import chat_words
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import Button, ElidedLabel, Icon

_HEIGHT = 40


class HeldBar(QWidget):
    """Shown by itself while ``context.held``. Signals: ``show_wanted()``."""

    show_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.text = ElidedLabel("bodyMedium")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_button = Button(None, "secondary", 28)
        self.run_button = Button("play", "secondary", 28)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 8, 0)
        row.setSpacing(10)
        row.addWidget(Icon("pause", "parked", 16))
        row.addWidget(self.text, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.run_button)
        self.show_button.clicked.connect(self.show_wanted)
        self.run_button.clicked.connect(self._run)
        context.held_changed.connect(self._follow)
        self.retranslate()
        self._follow()

    def _run(self) -> None:
        self.context.trace().lens.gate.run()

    def _follow(self) -> None:
        self.setVisible(self.context.held)

    def retranslate(self) -> None:
        """Set every text."""
        self.text.setText(chat_words.held_sentence())
        self.run_button.setText(chat_words.run_word())
        self.show_button.setText(chat_words.show_word())

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground in the colour of what is parked."""
        look = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), mix(look.color("parked"), look.color("paper"), 0.12))
        painter.fillRect(0, 0, self.width(), 1, mix(look.color("parked"), look.color("paper"), 0.4))
