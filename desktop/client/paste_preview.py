"""The question before a long text is pasted: what it is, and how it is to be said."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.client.composer_counts import composer_counts
from desktop.theme import theme
from desktop.widgets import Dialog
from desktop.widgets.basics import label

_SHOWN = 20_000  # characters


class PastePreview(Dialog):
    """Shows the text, and asks.

    Signals: ``inserted()``: put it into the composer; ``sent()``: as one message of several lines;
    ``sent_lines()``: each line as a message.
    """

    inserted = Signal()
    sent = Signal()
    sent_lines = Signal()

    def __init__(
        self, text: str, messages: int, *, one_message: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("clipboard-paste", parent)
        self.setObjectName("paste_preview")
        self.setMinimumWidth(560)
        self._lines = text.count("\n") + 1
        self._messages = messages
        self._text = QPlainTextEdit()
        self._text.setObjectName("paste_text")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFont(theme().font("mono"))
        self._text.setPlainText(text[:_SHOWN] + ("…" if len(text) > _SHOWN else ""))
        self._text.setFixedHeight(240)
        self._size = label("small", "muted", wrap=True)
        self._characters = len(text)
        self.body.addWidget(self._text, 1)
        self.body.addWidget(self._size)
        self._insert = self.add_button("secondary")
        self._insert.setObjectName("paste_insert")
        self._each = self.add_button("secondary" if one_message else "primary")
        self._each.setObjectName("paste_each")
        self._one = self.add_button("primary", default=True)
        self._one.setObjectName("paste_one")
        self._one.setVisible(one_message)
        if not one_message:
            self._each.setDefault(True)
        for button, signal in (
            (self._insert, self.inserted),
            (self._each, self.sent_lines),
            (self._one, self.sent),
        ):
            button.clicked.connect(self.accept)
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit())
        self.retranslate()
        (self._one if one_message else self._each).setFocus()

    def retranslate(self) -> None:
        """Every text anew."""
        translate = QCoreApplication.translate
        self.set_title(composer_counts().paste_lines(self._lines))
        self._text.setAccessibleName(translate("PastePreview", "What will be pasted"))
        self._insert.setText(translate("PastePreview", "Insert"))
        self._each.setText(composer_counts().send_messages(self._messages))
        self._one.setText(translate("PastePreview", "Send as one message"))
        self._size.setText(composer_counts().characters(self._characters))
