"""What people will see: the server's name, its message of the day, and a program of five lines."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.server.start_values import StartValues
from desktop.theme import set_ground, set_text, theme
from desktop.widgets import Avatar, Card, Divider, ElidedLabel, Icon, label

translate = QCoreApplication.translate


class StartPreview(Card):
    """Follows the form while it is filled in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = StartValues("", "", 0, "", "", ())
        self._title = label("bodyStrong")
        self._window_label = label("small", "muted", wrap=True)
        self._tile = Avatar(36, tile=True)
        self._tile.set_ground("paper")
        self._tile_name = ElidedLabel("bodyStrong")
        self._lock = Icon("lock-open", "muted", 14)
        self._lock_text = ElidedLabel("small", "muted")
        self._motd_text = label("body", wrap=True)
        self._motd_text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._code_label = label("small", "muted", wrap=True)
        self.code = label("monoSmall")
        self.answer = label("monoSmall", "accent", wrap=True)
        self._note = label("small", "muted", wrap=True)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        lock = QHBoxLayout()
        lock.setSpacing(5)
        lock.addWidget(self._lock)
        lock.addWidget(self._lock_text, 1)
        tile_words = QVBoxLayout()
        tile_words.setSpacing(2)
        tile_words.addWidget(self._tile_name)
        tile_words.addLayout(lock)
        tile = QHBoxLayout()
        tile.setSpacing(12)
        tile.addWidget(self._tile)
        tile.addLayout(tile_words, 1)
        self._window = _Box("paper")
        self._window.column.addLayout(tile)
        self._window.column.addWidget(self._motd_text)
        self._program = _Box("sunken")
        self._program.column.setSpacing(8)
        self.code.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._program.column.addWidget(self.code)
        self._program.column.addWidget(self.answer)
        top = QVBoxLayout()
        top.setContentsMargins(16, 14, 16, 16)
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addSpacing(4)
        top.addWidget(self._window_label)
        top.addWidget(self._window)
        top.addSpacing(8)
        top.addWidget(self._code_label)
        top.addWidget(self._program)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(Icon("info", "muted", 16), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addStretch()
        column.addWidget(Divider())
        column.addLayout(foot)

    def show_form(self, values: StartValues) -> None:
        """What the form says now; its host and port are where the server would be found."""
        self._values = values
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("StartPreview", "What people will see"))
        self._window_label.setText(translate("StartPreview", "The moment they join"))
        values = self._values
        self._tile.set_person(values.name)
        self._tile_name.setText(values.name)
        self._lock.set_icon("lock" if values.password else "lock-open")
        self._lock_text.setText(
            translate("StartPreview", "Asks for the password")
            if values.password
            else translate("StartPreview", "No password")
        )
        self._motd_text.setText("\n".join(values.motd[:6]))
        self._motd_text.setVisible(any(values.motd))
        self._code_label.setText(translate("StartPreview", "Even in a program of five lines"))
        self.code.setText(
            "import socket\n"
            "s = socket.socket()\n"
            f's.connect(("{values.host}", {values.port}))\n'
            "data = s.recv(1024)\n"
            "print(data.decode())"
        )
        self.code.setToolTip("")
        self.answer.setText(
            values.greeting or translate("StartPreview", "(nothing: the greeting is empty)")
        )
        set_text(self.answer, "accent" if values.greeting else "muted")
        self.answer.setFont(theme().font("monoSmall" if values.greeting else "small"))
        self._note.setText(
            translate("StartPreview", "Windows may ask about the firewall once. Choose “Allow”.")
            if sys.platform == "win32"
            else translate(
                "StartPreview",
                "If others cannot join, let port %1 through the firewall of this computer.",
            ).replace("%1", str(values.port))
        )


class _Box(QWidget):
    """A rounded box inside the card."""

    def __init__(self, ground: str) -> None:
        super().__init__()
        set_ground(self, "paper" if ground == "paper" else "sunken")
        self.setProperty("round", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)
