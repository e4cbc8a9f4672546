"""What is done whenever a server has let us in: asked for here, kept with the saved servers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from core.identities import SavedServer
from core.irc.names import channel_fault
from desktop.errors import channel_words
from desktop.theme import theme
from desktop.widgets.basics import label
from desktop.widgets.fields import Field
from desktop.widgets.panels import Dialog

_MOST_LINES, _LONGEST = 50, 400


def channels_text(channels: tuple[tuple[str, str], ...]) -> str:
    """Channels as a person writes them: "#lab, #class key"."""
    return ", ".join(f"{name} {key}" if key else name for name, key in channels)


def read_channels(text: str) -> tuple[tuple[str, str], ...]:
    """Channels with their keys; a missing "#" is added."""
    found: dict[str, tuple[str, str]] = {}
    for piece in text.split(","):
        name, _, key = " ".join(piece.split()).partition(" ")
        if name:
            name = name if name[0] in "#&+!" else f"#{name}"
            found[name.casefold()] = (name, key)
    return tuple(found.values())


class ConnectingDialog(Dialog):
    """Channels, commands and the server's password. Signals: ``answered(SavedServer)``."""

    answered = Signal(object)

    def __init__(self, server: SavedServer, parent: QWidget) -> None:
        super().__init__("plug", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(min(460, max(360, parent.width() - 40)))
        self._server = server
        self.help = label("body", "muted", wrap=True)
        self.channels, self.password = Field(height=32), Field(height=32)
        self.commands = QPlainTextEdit("\n".join(server.commands))
        self.commands.setFont(theme().font("mono"))
        self.commands.setTabChangesFocus(True)
        self.commands.setFixedHeight(104)
        self.password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._titles = [label("smallMedium", "muted") for _ in range(3)]
        self._error = label("small", "danger", wrap=True)
        self._error.hide()
        self._safety = label("small", "muted", wrap=True)
        self.body.addWidget(self.help)
        parts: tuple[QWidget, ...] = (self.channels, self.commands, self.password)
        for title, part in zip(self._titles, parts, strict=True):
            title.setBuddy(part)
            self.body.addSpacing(4)
            self.body.addWidget(title)
            self.body.addWidget(part)
            if part is self.commands:
                self.body.addWidget(self._error)
        self.body.addWidget(self._safety)
        self.body.setSpacing(6)
        self.channels.set_text(channels_text(server.channels))
        self.password.set_text(server.password)
        self.no = self.add_button("secondary")
        self.yes = self.add_button("primary", default=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._answer)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._answer)
        self.channels.edit.setFocus()
        self.retranslate()

    def _answer(self) -> None:
        channels = read_channels(self.channels.text())
        lines = [" ".join(line.split()) for line in self.commands.toPlainText().splitlines()]
        commands = tuple(line for line in lines if line)
        fault = self._channel_fault(channels)
        self.channels.set_error(fault)
        wrong = next((line for line in commands if not line.startswith("/")), "")
        too_much = len(commands) > _MOST_LINES or any(len(line) > _LONGEST for line in commands)
        words = ""
        if wrong:
            words = self.tr("A command begins with a slash: %1").replace("%1", wrong[:60])
        elif too_much:
            words = self.tr("These are more lines, or longer ones, than are kept.")
        self._error.setText(words)
        self._error.setVisible(bool(words))
        self.adjustSize()
        if fault or words:
            (self.channels.edit if fault else self.commands).setFocus()
            return
        password = self.password.text()
        self.answered.emit(
            replace(self._server, channels=channels, commands=commands, password=password)
        )
        self.accept()

    def _channel_fault(self, channels: tuple[tuple[str, str], ...]) -> str:
        for name, _ in channels:
            if code := channel_fault(name):
                return f"{name}: {channel_words(code)}"
        return ""

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_title(self.tr("Whenever you connect to %1").replace("%1", self._server.name))
        self.help.setText(
            self.tr("This is done each time the server has let you in, also after an interruption.")
        )
        names = (
            self.tr("Channels to join"),
            self.tr("Commands, one in a line"),
            self.tr("The server's password"),
        )
        for title, words in zip(self._titles, names, strict=True):
            title.setText(words)
        self.channels.set_accessible(names[0])
        self.channels.set_placeholder(self.tr("#lab, #class key"))
        self.commands.setAccessibleName(names[1])
        self.commands.setPlaceholderText(self.tr("/msg boris I am here"))
        self.password.set_accessible(names[2])
        self.password.set_placeholder(self.tr("None"))
        self._safety.setText(
            self.tr("Kept readable in the settings file, which only you can open.")
        )
        self.no.setText(self.tr("Cancel"))
        self.yes.setText(self.tr("Keep"))
