"""The question before a long text is pasted: what it is, and how it is to be said."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.client.composer_counts import MOST_MESSAGES, composer_counts
from desktop.client.composer_input import wrap_for
from desktop.theme import theme
from desktop.widgets import Dialog
from desktop.widgets.basics import label

_SHOWN = 10_000  # characters


class PastePreview(Dialog):
    """Shows the text, and asks.

    ``files``: it can be sent as a file; that is offered where it is more than one message. More
    than ``MOST_MESSAGES`` are not: they keep a server busy for minutes, and nobody reads them.

    Signals: ``inserted()``: put it into the composer; ``sent()``: as one message of several lines;
    ``sent_lines()``: each line as a message; ``sent_file()``.
    """

    inserted = Signal()
    sent = Signal()
    sent_lines = Signal()
    sent_file = Signal()

    def __init__(
        self,
        text: str,
        messages: int,
        *,
        one_message: bool,
        files: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("clipboard-paste", parent)
        self.setObjectName("paste_preview")
        self.setMinimumWidth(560)
        self._lines = text.count("\n") + 1
        self._messages = messages
        self._files = files
        self._text = QPlainTextEdit()
        self._text.setObjectName("paste_text")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFont(theme().font("mono"))
        shown = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
        self._text.setWordWrapMode(wrap_for(shown))
        self._text.setPlainText(shown)
        self._text.setFixedHeight(240)
        self._size = label("small", "muted", wrap=True)
        self._characters = len(text)
        self.body.addWidget(self._text, 1)
        self.body.addWidget(self._size)
        self._insert = self.add_button("secondary")
        self._insert.setObjectName("paste_insert")
        many = not one_message and messages > MOST_MESSAGES
        self._each = self.add_button("secondary" if one_message else "primary")
        self._each.setObjectName("paste_each")
        self._each.setVisible(not many)
        self._file = self.add_button("primary" if many else "secondary")
        self._file.setObjectName("paste_file")
        self._file.setVisible(files and not one_message)
        self._one = self.add_button("primary", default=True)
        self._one.setObjectName("paste_one")
        self._one.setVisible(one_message)
        first = self._one if one_message else self._each
        if many:
            first = self._file if files else self._insert
        first.setDefault(True)
        self._many = label("body", "warn", wrap=True)
        self._many.setObjectName("paste_many")
        self._many.setVisible(many)
        self.body.addWidget(self._many)
        for button, signal in (
            (self._insert, self.inserted),
            (self._each, self.sent_lines),
            (self._file, self.sent_file),
            (self._one, self.sent),
        ):
            button.clicked.connect(self.accept)
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit())
        self.retranslate()
        first.setFocus()

    def retranslate(self) -> None:
        """Every text anew."""
        translate = QCoreApplication.translate
        self.set_title(composer_counts().paste_lines(self._lines))
        self._text.setAccessibleName(translate("PastePreview", "What will be pasted"))
        self._insert.setText(translate("PastePreview", "Insert"))
        self._each.setText(composer_counts().send_messages(self._messages))
        self._file.setText(translate("PastePreview", "Send as a file"))
        self._one.setText(translate("PastePreview", "Send as one message"))
        advice = translate("PastePreview", "Send it in parts.")
        if self._files:
            advice = translate("PastePreview", "Send it as a file, or in parts.")
        self._many.setText(f"{composer_counts().too_many(self._messages)} {advice}")
        self._size.setText(composer_counts().characters(self._characters))
