"""What is to be said about the data folder: above the pages, until it is over or closed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.server.controller import ServerController
from desktop.widgets import Banner

translate = QCoreApplication.translate

_WORDS_FIT = 600


class NewsBanner(Banner):
    """Attributes: ``open_folder``."""

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self._controller = controller
        self.open_folder = self.add_action("secondary", "folder-open")
        self.open_folder.clicked.connect(self._open_folder)
        self.dismissed.connect(self._dismiss)
        controller.news_changed.connect(self.retranslate)
        controller.state_changed.connect(self.retranslate)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Say the newest, or nothing."""
        news = self._controller.news
        self.setVisible(bool(news))
        if not news:
            return
        self.set_kind(news[-1].kind)
        self._show_button()
        self.set_dismissable(translate("ServerWindow", "Close this message"))
        self.set_text(news[-1].text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the sentence needs the room of the button's words."""
        self._show_button()
        super().resizeEvent(event)

    def _show_button(self) -> None:
        text, roomy = translate("Storage", "Open the folder"), self.width() >= _WORDS_FIT
        self.open_folder.setText(text if roomy else "")
        self.open_folder.setToolTip("" if roomy else text)
        self.open_folder.setAccessibleName(text)

    def _dismiss(self) -> None:
        self._controller.forget_news()

    def _open_folder(self) -> None:
        news = self._controller.news
        if news:
            path = Path(news[-1].path)
            folder = path if path.is_dir() else path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
