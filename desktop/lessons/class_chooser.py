"""For which channel a lesson is opened: those that this person leads, in all client windows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.lessons.class_link import ClassLink
from desktop.widgets import Button, Dialog, label


def channels_led(context: AppContext) -> list[tuple[ClassLink, str]]:
    """Every channel that this person leads now, with the client window's link."""
    return [(link, name) for link in context.class_links for name in link.channels_led()]


class ClassChooser(Dialog):
    """A button for each channel. Where there is none, it says how to get one.

    Signals: ``chosen(link, channel)``.
    """

    chosen = Signal(object, str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("users", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._context = context
        self._found = channels_led(context)
        self._text = label("body", "muted", wrap=True)
        self.body.addWidget(self._text)
        self.buttons: list[Button] = []
        rows = QVBoxLayout()
        rows.setSpacing(8)
        for link, channel in self._found:
            button = Button("hash", "secondary", 40)
            button.setText(f"{channel}  ·  {link.window.chat.network_name}")
            button.clicked.connect(
                lambda _on=False, link=link, channel=channel: self._choose(link, channel)
            )
            self.buttons.append(button)
            rows.addWidget(button)
        self.body.addLayout(rows)
        self.server_button = self.add_button("secondary", "server")
        self.server_button.setVisible(not self._found)
        self.server_button.clicked.connect(self._open_server)
        self.cancel = self.add_button("secondary")
        self.cancel.clicked.connect(self.reject)
        self.retranslate()

    def _choose(self, link: ClassLink, channel: str) -> None:
        self.chosen.emit(link, channel)
        self.accept()

    def _open_server(self) -> None:
        self.accept()
        if self._context.server is None:
            self._context.open_server_window()
        else:
            self._context.open_launcher()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_title(self.tr("Open this lesson for a class"))
        if self._found:
            self._text.setText(
                self.tr(
                    "Everybody in the channel who has Besedka can join: each one's own computer"
                    " runs the steps, and you see what they predict. Which channel?"
                )
            )
        else:
            self._text.setText(
                self.tr(
                    "A class meets in a channel that you lead. Start a server here or join one,"
                    " and open a channel there (who comes first leads it); then press “For class”"
                    " again."
                )
            )
        running = self._context.server is not None
        self.server_button.setText(
            self.tr("Open the start window") if running else self.tr("Start a server here")
        )
        self.cancel.setText(self.tr("Cancel"))
