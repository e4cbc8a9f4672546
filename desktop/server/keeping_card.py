"""Two lines of the overview: how much history there is, and how the server shows who it is."""

from __future__ import annotations

import base64
import binascii
import hashlib
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.server import words
from desktop.server.controller import ServerController
from desktop.server.counts import counts
from desktop.widgets import Button, Card, Divider, ElidedLabel, Icon, IconButton

translate = QCoreApplication.translate

_SHOWN_BYTES = 8
_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"


class KeepingCard(Card):
    """44 high. Signals: ``history_wanted()``. Attributes: ``history``, ``encryption``."""

    history_wanted = Signal()

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._known: tuple[Path | None, float] = (None, 0.0)  # the file, when it was changed
        self._print = ""
        self.history, self.encryption = ElidedLabel("body"), ElidedLabel("body")
        self._lock = Icon("lock", "muted", 18)
        self.look = Button(None, "link", 28)
        self.look.clicked.connect(self.history_wanted)
        self.copy = IconButton("copy", size=28)
        self.copy.hide()
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._print))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)
        self._line = Divider()
        self._row.addWidget(self._part(Icon("history", "muted", 18), self.history, self.look), 1)
        self._row.addWidget(self._line)
        self._row.addWidget(self._part(self._lock, self.encryption, self.copy), 1)
        controller.refreshed.connect(self.refresh)

    def _part(self, *parts: QWidget) -> QWidget:
        ground = QWidget()
        ground.setFixedHeight(42)
        row = QHBoxLayout(ground)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for part in parts:
            row.addWidget(part, 1 if isinstance(part, ElidedLabel) else 0)
        return ground

    def set_beside(self, beside: bool) -> None:
        """Both in one line, or under each other."""
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._line.setFixedSize(1 if beside else 16_777_215, 42 if beside else 1)

    def refresh(self) -> None:
        """Show how it is now."""
        if not self.isVisible():
            return
        for part, text in ((self.history, self._history()), (self.encryption, self._encryption())):
            if part.text() != text:
                part.setText(text)
                part.setAccessibleName(text)

    def _history(self) -> str:
        storage = self._controller.storage
        if not self._controller.config.keep_history:
            return translate("KeepingCard", "History is off")
        if storage is None:
            return translate("KeepingCard", "History only until the server stops")
        figures = storage.figures()
        return f"{counts().kept(figures.events)}  ·  {words.size(figures.file_bytes)}"

    def _encryption(self) -> str:
        path = self._controller.certificate
        print_ = self.fingerprint(path) if path is not None else ""
        self.copy.setVisible(bool(print_))
        if not print_:
            return translate("KeepingCard", "Encrypted too, on the same port")
        short = " ".join(print_[n : n + 4] for n in range(0, 2 * _SHOWN_BYTES, 4)).upper()
        return translate("KeepingCard", "Encrypted too, on the same port: %1").replace("%1", short)

    def fingerprint(self, path: Path) -> str:
        """SHA-256 of the first certificate in a PEM file, lower-case hex; "" without one."""
        try:
            known = path, path.stat().st_mtime
            if known != self._known:
                self._print = _fingerprint(path.read_text("ascii"))
                self._known = known
        except (OSError, ValueError):
            self._known, self._print = (None, 0.0), ""
        return self._print

    def retranslate(self) -> None:
        """Set every text."""
        self.look.setText(translate("KeepingCard", "Look"))
        self.look.setAccessibleName(translate("KeepingCard", "Look at the history"))
        self.copy.set_name(translate("KeepingCard", "Copy the whole fingerprint"))
        self.refresh()


def _fingerprint(pem: str) -> str:
    _, begin, rest = pem.partition(_BEGIN)
    body, end, _ = rest.partition(_END)
    if not begin or not end:
        return ""
    try:
        return hashlib.sha256(base64.b64decode("".join(body.split()), validate=True)).hexdigest()
    except binascii.Error:
        return ""
