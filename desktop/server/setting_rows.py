"""Settings in cards: a name, one line that explains it, and the control at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from desktop.theme import theme
from desktop.widgets import Card, Divider, Switch, label

NARROW = 520
"""Width of a card below which a wide control stands under its words."""


class NumberField(QSpinBox):
    """A number within bounds. Signals: ``chosen(value)`` when the person has finished typing.

    ``none``: the least value is written in words (``set_none_text``): no limit.
    """

    chosen = Signal(int)

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setKeyboardTracking(False)
        self.setGroupSeparatorShown(True)
        self.setFixedSize(136, 32)
        self.setFont(theme().font("body", tabular=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lineEdit().setTextMargins(0, 0, 8, 0)
        self._quiet = False
        self.valueChanged.connect(self._changed)

    def show_value(self, value: int) -> None:
        """Show a value without the signal; one that is being typed is left alone."""
        if self.hasFocus() and self.lineEdit().isModified():
            return
        self._quiet = True
        self.setValue(value)
        self._quiet = False

    def changeEvent(self, event: QEvent) -> None:
        """Numbers are grouped as the language does it."""
        if event.type() == QEvent.Type.LanguageChange:
            self.setLocale(QLocale())
        super().changeEvent(event)

    def _changed(self, value: int) -> None:
        if not self._quiet:
            self.chosen.emit(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it must not change what the pointer happens to be over."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SettingRow(QWidget):
    """56 high at least. Attributes: ``control``."""

    def __init__(
        self, control: QWidget, *, wide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._wide = wide
        self._title = label("bodyMedium", wrap=True)
        self._help = label("small", "muted", wrap=True)
        self._title.setBuddy(control)
        for part in (self._title, self._help):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(1)
        texts.addStretch()
        texts.addWidget(self._title)
        texts.addWidget(self._help)
        texts.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        # A switch has 2 px around it.
        self._row.setContentsMargins(16, 9, 14 if isinstance(control, Switch) else 16, 9)
        self._row.setSpacing(16)
        self._row.addLayout(texts, 1)
        self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(56)

    def set_texts(self, title: str, help_text: str) -> None:
        """The name and the line under it, also for a screen reader."""
        self._title.setText(title)
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        control = self.control.focusProxy() or self.control
        parts = [control]
        if isinstance(control, NumberField):
            parts.append(control.lineEdit())
        for part in parts:
            part.setAccessibleName(title)
            part.setAccessibleDescription(help_text)

    def title_text(self) -> str:
        """The name."""
        return self._title.text()

    def help_text(self) -> str:
        """The line under the name."""
        return self._help.text()

    def set_narrow(self, narrow: bool) -> None:
        """A wide control goes under its words where it has no room beside them."""
        if self._wide:
            self._row.setDirection(
                QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            )
            self._row.setSpacing(8 if narrow else 16)


class SettingsCard(QWidget):
    """A group: its title over a card with rows. Attributes: ``rows`` by key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("smallMedium", "muted")
        self._title.setContentsMargins(17, 0, 17, 0)  # over the words of the rows
        self._title.hide()
        self.rows: dict[str, SettingRow] = {}
        self.card = Card()
        self._inside = QVBoxLayout(self.card)
        self._inside.setContentsMargins(0, 0, 0, 0)  # the card's edge is beside it
        self._inside.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.card)

    def add(self, key: str, control: QWidget, *, wide: bool = False) -> SettingRow:
        """One more row."""
        if self._inside.count():
            self._inside.addWidget(Divider())
        row = self.rows[key] = SettingRow(control, wide=wide)
        self._inside.addWidget(row)
        return row

    def add_number(self, key: str, least: int, most: int) -> NumberField:
        """A row with a number."""
        field = NumberField(least, most)
        self.add(key, field)
        return field

    def add_switch(self, key: str) -> Switch:
        """A row with a switch."""
        switch = Switch()
        self.add(key, switch)
        return switch

    def set_title(self, text: str) -> None:
        """The title of the group."""
        self._title.setText(text)
        self._title.setVisible(bool(text))

    def set_narrow(self, narrow: bool) -> None:
        """Wide controls under their words."""
        for row in self.rows.values():
            row.set_narrow(narrow)
