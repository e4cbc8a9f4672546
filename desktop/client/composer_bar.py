"""The bar inside the composer's frame: what is answered or changed, or a word about the text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.client.composer_draft import Reference
from desktop.client.message_text import isolated
from desktop.theme import theme
from desktop.widgets import IconButton

HEIGHT = 38
_ICON = 16
_LEFT = 15  # of the icon
_TEXT = 39  # of the words, without the paperclip's room


class ComposerBar(QWidget):
    """An icon, some words, a cross.

    Signals: ``closed()``: the cross was pressed.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer_bar")
        self.setFixedHeight(HEIGHT)
        self.button = IconButton("x", size=28, parent=self)
        self.button.setObjectName("leave_bar")
        self.button.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self.button)
        self._reference: Reference | None = None
        self._notice = ""
        self.hide()
        theme().changed.connect(self.update)
        self.retranslate()

    def show_reference(self, reference: Reference | None) -> None:
        """Show what is answered or changed, None: nothing."""
        self._reference = reference
        self._follow()

    def show_notice(self, text: str) -> None:
        """Say something about the text; "": nothing. It stands before what is answered."""
        self._notice = text
        self._follow()

    def notice(self) -> str:
        """What is said about the text."""
        return self._notice

    def words(self) -> tuple[str, str, str]:
        """What is shown: the word before, the person, the message."""
        if self._notice:
            return self._notice, "", ""
        if self._reference is None:
            return "", "", ""
        text = " ".join(self._reference.text.split())
        if self._reference.edits:
            return self.tr("Changing"), "", text
        return self.tr("Reply to"), self._reference.nick, text

    def _follow(self) -> None:
        words = " ".join(part for part in self.words() if part)
        self.setVisible(bool(words))
        if words and words != self.accessibleName():
            self.setAccessibleName(words)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.setAccessibleName(words)
        self.update()

    def retranslate(self) -> None:
        """Words in the language of the window."""
        self.button.set_name(QCoreApplication.translate("ComposerBar", "Leave it (Esc)"))
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon and the words, and the line below."""
        look = theme()
        lead, nick, text = self.words()
        painter = QPainter(self)
        try:
            painter.fillRect(QRect(1, HEIGHT - 1, self.width() - 2, 1), look.color("line"))
            edits = self._reference is not None and self._reference.edits
            icon = "info" if self._notice else ("pencil" if edits else "reply")
            tone = "warn" if self._notice else "accent"
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(
                _LEFT, (HEIGHT - 1 - _ICON) // 2, look.pixmap(icon, tone, _ICON, ratio)
            )
            at, end = _TEXT, self.button.x() - 8
            for words, role, ink in (
                (lead, "small", look.color("text" if self._notice else "muted")),
                (isolated(nick) if nick else "", "smallStrong", look.ink(look.person_color(nick))),
                (text, "small", look.color("muted")),
            ):
                if not words or at >= end:
                    continue
                painter.setFont(look.font(role))
                metrics = painter.fontMetrics()
                shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, end - at)
                painter.setPen(ink)
                flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
                area = QRect(at, 0, end - at, HEIGHT - 1)
                painter.drawText(area, int(flags | Qt.TextFlag.TextSingleLine), shown)
                at += metrics.horizontalAdvance(shown) + 6
        finally:
            painter.end()
