"""What is asked before something that cannot be taken back, or that is not what it seems."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from core.client.events import MessageReceived
from desktop.client.message_content import one_line
from desktop.client.message_links import doubt, true_host
from desktop.widgets.basics import label
from desktop.widgets.panels import Dialog

translate = QCoreApplication.translate

# Characters of a message or an address that a question shows.
_SHOWN = 300


class DeleteDialog(Dialog):
    """Asks whether a message is to be deleted for everybody. Signals: ``confirmed()``."""

    confirmed = Signal()

    def __init__(self, row: MessageReceived, parent: QWidget | None = None) -> None:
        super().__init__("trash-2", parent, tone="danger")
        self.setObjectName("delete_message")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words = one_line(row)
        self._words = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        self.quote = label("body", wrap=True)
        self.quote.setTextFormat(Qt.TextFormat.PlainText)
        self.hint = label("small", "muted", wrap=True)
        self.body.addWidget(self.quote)
        self.body.addWidget(self.hint)
        self.no = self.add_button("secondary")
        self.yes = self.add_button("danger", default=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._confirm)
        self.retranslate()

    def _confirm(self) -> None:
        self.confirmed.emit()
        self.accept()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_title(self.tr("Delete this message?"))
        self.quote.setText(self._words)
        self.hint.setText(self.tr("It goes for everybody. Who has read it may remember it."))
        self.no.setText(self.tr("Cancel"))
        self.yes.setText(self.tr("Delete"))


class LinkDialog(Dialog):
    """Shows where an address really leads, and asks whether to go there."""

    def __init__(self, url: str, parent: QWidget | None = None) -> None:
        super().__init__("shield-alert", parent, tone="warn")
        self.setObjectName("doubtful_link")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._url = url
        self.why = label("body", wrap=True)
        self.host = label("mono", wrap=True)
        self.host.setTextFormat(Qt.TextFormat.PlainText)
        self.host.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.why)
        self.body.addWidget(self.host)
        self.copy = self.add_button("secondary")
        self.open_button = self.add_button("secondary")
        self.no = self.add_button("primary", default=True)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(url))
        self.open_button.clicked.connect(self._open)
        self.no.clicked.connect(self.reject)
        self.no.setFocus()
        self.retranslate()

    def _open(self) -> None:
        open_outside(self._url)
        self.accept()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_title(self.tr("This address is not what it seems"))
        self.why.setText(doubt_sentence(doubt(self._url) or "letters"))
        self.host.setText(true_host(self._url)[:_SHOWN])
        self.host.setAccessibleName(self.host.text())
        self.copy.setText(self.tr("Copy the address"))
        self.open_button.setText(self.tr("Open it all the same"))
        self.no.setText(self.tr("Do not open"))


def doubt_sentence(reason: str) -> str:
    """What is suspicious about an address, by the word that ``doubt`` has for it; where it really
    leads is to follow."""
    return {
        "letters": translate(
            "LinkDialog", "It is written with letters that look like others. It really leads to:"
        ),
        "number": translate("LinkDialog", "Its place is a number in disguise. It leads to:"),
        "ending": translate(
            "LinkDialog", "It begins like the name of another site. What counts is the end of it:"
        ),
    }[reason]


def open_outside(url: str) -> None:
    """Open an http or https address in the browser; nothing else is."""
    if url.lower().startswith(("http://", "https://")):
        QDesktopServices.openUrl(QUrl(url))


def open_address(url: str, parent: QWidget) -> None:
    """Open an http or https address in the browser; ask first where it may lie."""
    if doubt(url):
        LinkDialog(url, parent).open()
    else:
        open_outside(url)
