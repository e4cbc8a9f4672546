"""The line over the oldest message: earlier ones are being loaded, or could not be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.widgets.buttons import Button

_TOP = 8


class HistoryBar(QFrame):
    """Stands at the top of a message view, in its middle, while there is something to say.

    Signals: ``retry_requested()``.
    """

    retry_requested = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("historyBar")
        self.setProperty("card", True)
        self._view = view
        self._failed: str | None = None
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = Button(role="link", height=28, parent=self)
        self.button.clicked.connect(self.retry_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.label)
        row.addWidget(self.button)
        self.hide()
        view.installEventFilter(self)
        self._retranslate()

    def show_loading(self) -> None:
        """Earlier messages are on their way."""
        self._failed = None
        self._show()

    def show_failed(self, words: str) -> None:
        """They did not come; ``words`` is the server's own sentence, "" for none."""
        self._failed = words
        self._show()

    def _show(self) -> None:
        self._retranslate()
        self.show()
        self.raise_()
        self._place()

    def _retranslate(self) -> None:
        if self._failed is None:
            text = self.tr("Loading earlier messages…")
        else:
            text = self.tr("Earlier messages could not be loaded.")
            if self._failed:
                text += f" {self._failed[:200]}"
        self.label.setText(text)
        self.label.setAccessibleName(text)
        self.button.setText(self.tr("Try again"))
        self.button.setVisible(self._failed is not None)

    def _place(self) -> None:
        view = self._view
        self.setMaximumWidth(max(160, view.width() - 32))
        self.adjustSize()
        self.move((view.width() - self.width()) // 2, _TOP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the view."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self.isVisible():
                self._place()
