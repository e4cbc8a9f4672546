"""Where a person types, and what can be copied."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from desktop.theme import set_ground, theme
from desktop.theme.roles import set_property
from desktop.widgets.basics import ElidedLabel, Icon, label
from desktop.widgets.buttons import IconButton

_COPIED_MS = 1500


class Field(QWidget):
    """A line to type in, with a line under it that says in words what is wrong.

    Attributes: ``edit``, the QLineEdit. Signals: ``changed(text)`` when the person typed,
    ``submitted()`` on Enter.
    """

    changed = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        accessible: str = "",
        *,
        height: int = 36,
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.edit = QLineEdit(self)
        self.edit.setFixedHeight(height)
        self.edit.setFont(theme().font("mono" if mono else "body"))
        self.edit.setAccessibleName(accessible)
        self.edit.textEdited.connect(self.changed)
        self.edit.returnPressed.connect(self.submitted)
        self._error = label("small", "danger", wrap=True)
        self._error.setParent(self)
        self._error.setVisible(False)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def _fit(self) -> None:
        """Place both parts; as high as the wrapped sentence needs at this width."""
        width, height = self.width(), self.edit.height()
        self.edit.setGeometry(0, 0, width, height)
        if self._error.text():
            below = self._error.heightForWidth(max(width, 80))
            self._error.setGeometry(0, height + 4, width, below)
            height += 4 + below
        self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        """As wide as a line to type in."""
        return QSize(self.edit.sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentence anew."""
        super().resizeEvent(event)
        self._fit()

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put a text in, without the ``changed`` signal."""
        if text != self.edit.text():
            self.edit.setText(text)

    def set_placeholder(self, text: str) -> None:
        """What the empty field says."""
        self.edit.setPlaceholderText(text)

    def set_accessible(self, name: str) -> None:
        """The field's name for a screen reader."""
        self.edit.setAccessibleName(name)

    @property
    def error(self) -> str:
        """The sentence under the field, or ""."""
        return self._error.text()

    def set_error(self, text: str) -> None:
        """Say under the field what is wrong; "" when nothing is."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._fit()
        self.edit.setAccessibleDescription(text)
        set_property(self.edit, "fault", bool(text))


_LONGEST_SEARCH = 500  # what is pasted there by mistake may be megabytes


class SearchField(QLineEdit):
    """A line to search in: the glass before it, a cross that empties it; Esc does that too."""

    def __init__(
        self, accessible: str = "", height: int = 32, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(height)
        self.setFont(theme().font("body"))
        if accessible:
            self.set_name(accessible)
        self.setMaxLength(_LONGEST_SEARCH)
        glass = Icon("search", parent=self)
        glass.move(12, (height - glass.height()) // 2)
        glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextMargins(24, 0, 0, 0)
        self._cross = self.addAction(theme().icon("x"), QLineEdit.ActionPosition.TrailingPosition)
        self._cross.triggered.connect(self.clear)
        self._cross.setVisible(False)
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))
        theme().changed.connect(self._tint)
        self._retranslate()

    def set_name(self, accessible: str) -> None:
        """What is searched: the placeholder, and the name that a screen reader reads."""
        self.setAccessibleName(accessible)
        self.setPlaceholderText(accessible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties it; in an empty one it is the window's."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _tint(self) -> None:
        self._cross.setIcon(theme().icon("x"))

    def _retranslate(self) -> None:
        words = QCoreApplication.translate("Widgets", "Clear the search")
        self._cross.setToolTip(words)
        for button in self.findChildren(QToolButton):  # Qt's own, for the cross
            button.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class CopyField(QWidget):
    """A value to tell others (an address), with a button that copies it.

    The button turns into a check for 1.5 s. ``large``: mono 16/500 in a chip of 44; else mono 12 in
    a line of 28. Signals: ``copied(text)``.
    """

    copied = Signal(str)

    def __init__(self, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = QLabel() if large else ElidedLabel("mono")
        self._value.setFont(theme().font("monoLarge" if large else "mono"))
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = IconButton("copy", size=28)
        self.button.clicked.connect(self.copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(12 if large else 0, 0, 8 if large else 0, 0)
        row.setSpacing(8 if large else 4)
        row.addWidget(self._value, 1)
        row.addWidget(self.button)
        self.setFixedHeight(44 if large else 28)
        if large:
            set_ground(self, "sunken")
            self.setProperty("round", True)
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(_COPIED_MS)
        self._back.timeout.connect(self._reset)
        self._retranslate()

    def value(self) -> str:
        """What is shown and copied."""
        return self._value.text()

    def set_value(self, text: str) -> None:
        """Show another value."""
        self._value.setText(text)
        self._value.updateGeometry()
        self.button.setAccessibleDescription(text)

    def copy(self) -> None:
        """Put the value on the clipboard, and show that it was done."""
        QGuiApplication.clipboard().setText(self.value())
        self.button.set_icon("check", "accent")
        self.button.set_name(QCoreApplication.translate("Widgets", "Copied"))
        self._back.start()
        self.copied.emit(self.value())

    def _reset(self) -> None:
        self.button.set_icon("copy")
        self._retranslate()

    def _retranslate(self) -> None:
        if not self._back.isActive():
            self.button.set_name(QCoreApplication.translate("Widgets", "Copy"))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
