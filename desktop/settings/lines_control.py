"""A preference that is several lines of text: each is told at once where it means nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from core.client.own_words import read_word
from core.preferences import Value
from desktop.theme import theme
from desktop.widgets import label

translate = QCoreApplication.translate

WIDTH, HEIGHT = 300, 112


class _Edit(QPlainTextEdit):
    """Takes what is typed when the keyboard goes elsewhere, and with Ctrl+Enter."""

    def __init__(self, take: Callable[[], None]) -> None:
        super().__init__()
        self._take = take
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter keeps it at once."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)


class LinesControl(QWidget):
    """The lines, and under them what is wrong with one. Attributes: ``edit``."""

    def __init__(self, choose: Callable[[object], None]) -> None:
        super().__init__()
        self._choose = choose
        self.edit = _Edit(self._taken)
        self.edit.setFont(theme().font("mono"))
        self.edit.setFixedSize(WIDTH, HEIGHT)
        self.setFocusProxy(self.edit)
        self._error = label("small", "danger", wrap=True)
        self._error.setFixedWidth(WIDTH)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.edit)
        column.addWidget(self._error)

    def _lines(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.edit.toPlainText().splitlines()]
        return [line for line in lines if line]

    def _taken(self) -> None:
        lines = self._lines()
        self._tell(lines)
        self._choose(lines)

    def _tell(self, lines: list[str]) -> None:
        wrong = next((line for line in lines if read_word(line) is None), "")
        words = translate("Settings", "“%1” means nothing: write it as “short = long”.")
        self._error.setText(words.replace("%1", wrong[:40]) if wrong else "")
        self._error.setVisible(bool(wrong))

    def show_value(self, value: Value) -> None:
        """Show what is in force; what is being typed stays as it is."""
        lines = list(value) if isinstance(value, tuple) else []
        if lines != self._lines():
            self.edit.setPlainText("\n".join(lines))
            self._tell(lines)
