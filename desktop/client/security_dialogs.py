"""The details of an encrypted connection, and the question about a key that is not trusted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.client.security import CertificateFault, Distrusted, Secured, Trust
from core.net.addresses import display_address
from desktop.client.security_texts import (
    day,
    fault_sentences,
    fingerprint_rows,
    trust_sentence,
    version_words,
)
from desktop.theme import set_ground
from desktop.widgets.basics import caption, label
from desktop.widgets.panels import Dialog

_WIDTH = 520


def _print(fingerprint: str) -> QLabel:
    """A fingerprint that can be chosen by mouse and keyboard."""
    shown = label("monoSmall", wrap=True)
    shown.setText(fingerprint_rows(fingerprint))
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt lets only a click come to it
    shown.setContentsMargins(12, 8, 12, 8)
    set_ground(shown, "sunken")
    shown.setProperty("round", True)
    return shown


class SecurityDialog(Dialog):
    """How the connection is encrypted, and whose key that is."""

    def __init__(self, secured: Secured, host: str, parent: QWidget | None = None) -> None:
        super().__init__("lock", parent)
        self.setObjectName("securityDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(_WIDTH)
        self._secured, self._host = secured, host
        self.about = label("body", wrap=True)
        self.body.addWidget(self.about)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._names = [caption() for _ in range(5)]
        self._values = [label("body", wrap=True) for _ in range(5)]
        for row, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            value.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        self.body.addLayout(grid)
        self._caption = label("small", "muted")
        self.fingerprint = _print(secured.certificate.fingerprint)
        self._caption.setBuddy(self.fingerprint)
        self.body.addWidget(self._caption)
        self.body.addWidget(self.fingerprint)
        self.copy_button = self.add_button("secondary", "copy")
        self.done_button = self.add_button("primary", default=True)
        self.copy_button.clicked.connect(self._copy)
        self.done_button.clicked.connect(self.accept)
        self.done_button.setFocus()
        self.retranslate()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.copy_button.setText(self.tr("Copied"))

    def text(self) -> str:
        """Everything that is shown, as plain text."""
        pairs = zip(self._names, self._values, strict=True)
        lines = [f"{name.text()}: {value.text()}" for name, value in pairs if value.text()]
        return "\n".join(
            [self.about.text(), *lines, f"{self._caption.text()}:", self.fingerprint.text()]
        )

    def retranslate(self) -> None:
        """Words of the language in force."""
        found = self._secured.certificate
        self.set_title(self.tr("The connection is encrypted"))
        sentences = [trust_sentence(self._secured.trust)]
        if self._secured.trust is not Trust.VERIFIED:
            said = {CertificateFault.SELF_SIGNED} if self._secured.trust is Trust.NEW else set()
            faults = tuple(fault for fault in found.faults if fault not in said)
            sentences += fault_sentences(replace(found, faults=faults), self._host)
        self.about.setText(" ".join(sentences))
        rows = (
            (self.tr("Encryption"), f"{version_words(self._secured)}, {self._secured.cipher}"),
            (self.tr("Issued to"), found.subject),
            (self.tr("For the names"), ", ".join(found.names)),
            (self.tr("Issued by"), found.issuer),
            (self.tr("Good until"), day(found.until)),
        )
        for name, value, (words, text) in zip(self._names, self._values, rows, strict=True):
            name.setText(words)
            value.setText(text)
            name.setVisible(bool(text))
            value.setVisible(bool(text))
        self._caption.setText(self.tr("Fingerprint of the key (SHA-256)"))
        self.fingerprint.setAccessibleName(self._caption.text())
        self.copy_button.setText(self.tr("Copy"))
        self.done_button.setText(self.tr("Close"))


class DistrustDialog(Dialog):
    """A key that is not trusted: the connection has ended, and nothing was sent.

    Signals: ``trusted()``: the person trusts it nevertheless.
    """

    trusted = Signal()

    def __init__(self, event: Distrusted, parent: QWidget | None = None) -> None:
        super().__init__("shield-alert", parent, tone="warn")
        self.setObjectName("distrustDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(_WIDTH)
        self._event = event
        self.place = label("small", "muted")
        self.about = label("body", wrap=True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self.place)
        self.body.addWidget(self.about)
        self._before, self._now = label("small", "muted"), label("small", "muted")
        self.old = _print(event.before)
        self.new = _print(event.certificate.fingerprint)
        for heading, shown in ((self._before, self.old), (self._now, self.new)):
            heading.setBuddy(shown)
            self.body.addWidget(heading)
            self.body.addWidget(shown)
        for part in (self._before, self.old):
            part.setVisible(bool(event.before))
        self.trust = self.add_button("danger")
        self.no = self.add_button("primary", default=True)
        self.no.clicked.connect(self.reject)
        self.trust.clicked.connect(self._trust)
        self.no.setFocus()
        self.retranslate()

    def _trust(self) -> None:
        self.accept()
        self.trusted.emit()

    def retranslate(self) -> None:
        """Words of the language in force."""
        event = self._event
        self.place.setText(display_address(event.host, event.port))
        faults = fault_sentences(event.certificate, event.host)
        if event.trust is Trust.CHANGED:
            self.set_title(self.tr("The server's key has changed, and joining is stopped"))
            sentences = [
                self.tr(
                    "That happens when the server's program was set up anew. But a foreign "
                    "computer that pretends to be the server looks just the same. Nothing was "
                    "sent."
                ),
                self.tr("Ask whoever runs the server, by another way than this one."),
            ]
            self.trust.setText(self.tr("Trust the new one"))
        else:
            self.set_title(self.tr("The server's certificate is not in order"))
            sentences = [*faults, self.tr("Nothing was sent.")]
            self.trust.setText(self.tr("Trust it nevertheless"))
        self.about.setText(" ".join(sentences))
        since = day(event.before_since)
        before = self.tr("Before, since %1").replace("%1", since) if since else self.tr("Before")
        self._before.setText(before)
        now = self.tr("Now") if event.before else self.tr("Fingerprint of its key (SHA-256)")
        self._now.setText(now)
        self.old.setAccessibleName(before)
        self.new.setAccessibleName(self._now.text())
        self.no.setText(self.tr("Do not connect"))
