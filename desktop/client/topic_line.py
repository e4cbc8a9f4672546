"""The topic under the channel's name: one line to read, and the same place to write it anew."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from desktop.client.message_safety import isolated
from desktop.client.sidebar_model import LONGEST_TOPIC
from desktop.theme import theme
from desktop.widgets.paint import paint_focus
from desktop.widgets.tips import plain_tip

_HEIGHT = 20


class _TopicButton(QAbstractButton):
    """The topic, elided; a click or Space begins to edit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.placeholder = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = self.text() or self.placeholder
        font = look.font("small")
        painter.setFont(font)
        hovered = self.underMouse() and self.isEnabled()
        painter.setPen(look.color("text" if hovered else "muted"))
        room = self.width() - 4
        elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(0, 0, room, self.height()), flags, elided)
        if self.hasFocus():
            paint_focus(painter, QRectF(-4, 0, self.width() + 4, self.height()), 4)


class _TopicEdit(QLineEdit):
    """The field; Escape and losing the keyboard give up."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.given_up.emit()


class TopicLine(QStackedWidget):
    """Shows a topic and lets it be changed.

    Signals: ``edited(text)``, Enter was pressed on a changed text; ``finished()``, editing ended.
    """

    edited = Signal(str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = _TopicButton(self)
        self.edit = _TopicEdit(self)
        self.edit.setFont(theme().font("small"))
        self.edit.setFixedHeight(24)
        self.addWidget(self.button)
        self.addWidget(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self._topic = ""
        self._prefix = ""
        self.button.clicked.connect(self.begin)
        self.edit.returnPressed.connect(self._enter)
        self.edit.given_up.connect(self.end)
        theme().changed.connect(self.button.update)
        self.retranslate()

    def set_topic(self, topic: str, editable: bool, prefix: str = "") -> None:
        """Show ``topic``; ``editable``: a click edits; ``prefix`` stands before it, not edited."""
        self._topic, self._prefix = topic, prefix
        self.button.setEnabled(editable)
        self._compose()

    def set_max_length(self, characters: int) -> None:
        """The server's limit (ISUPPORT TOPICLEN), in characters."""
        self.edit.setMaxLength(characters)

    @property
    def topic(self) -> str:
        """The topic that is shown."""
        return self._topic

    @property
    def editing(self) -> bool:
        """Whether the field is open."""
        return self.currentWidget() is self.edit

    def begin(self) -> None:
        """Open the field."""
        if not self.button.isEnabled():
            return
        self.setFixedHeight(24)
        self.edit.setText(self._topic)
        self.setCurrentWidget(self.edit)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()

    def end(self) -> None:
        """Close the field without a change."""
        if self.editing:
            self.setCurrentWidget(self.button)
            self.setFixedHeight(_HEIGHT)
            self.finished.emit()

    def _enter(self) -> None:
        text = self.edit.text().strip()
        changed = text != self._topic
        self.end()
        if changed:
            self.edited.emit(text)

    def _compose(self) -> None:
        editable = self.button.isEnabled()
        self.button.placeholder = self.tr("No topic: click to set one") if editable else ""
        topic = isolated(self._topic, LONGEST_TOPIC)
        words = " · ".join(part for part in (self._prefix, topic) if part)
        self.button.setText(words)
        if not self.editing:  # with nothing to read, the name above stands in the middle
            self.setFixedHeight(_HEIGHT if words or self.button.placeholder else 0)
        named = self.tr("Topic: %1").replace("%1", topic)
        self.button.setAccessibleName(named if self._topic else self.button.placeholder or words)
        hint = self.tr("Click to change the topic") if editable else ""
        self.button.setAccessibleDescription(hint)
        tip = "\n".join(part for part in (topic, hint) if part)
        self.button.setToolTip(plain_tip(tip))
        self.button.update()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.edit.setAccessibleName(self.tr("New topic"))
        self.edit.setPlaceholderText(self.tr("What is this channel about?"))
        self._compose()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
