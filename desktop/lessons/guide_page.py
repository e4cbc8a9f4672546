"""How to write a lesson: the guide that lies beside the lessons, shown in the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from core.lab.lesson import lessons_dir
from desktop.lessons.scaled import ScaledButton
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.theme import set_ground, theme
from desktop.theme.colors import css
from desktop.widgets import Divider

_FILES = {"ru": ("README.ru.md", "README.md"), "en": ("README.md",)}


def guide_text(language: str) -> str:
    """The guide in a language, else in English; "" where it is missing."""
    for name in _FILES.get(language, _FILES["en"]):
        try:
            return (lessons_dir() / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return ""


class GuidePage(QWidget):
    """Signals: ``back_requested()``, ``folder_requested()``."""

    back_requested = Signal()
    folder_requested = Signal()

    def __init__(self, language: str, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self._language, self._scale = language, scale
        self.back = ScaledButton(scale, "arrow-left")
        self.title = PaneLabel(scale, "title")
        self.folder = ScaledButton(scale, "folder")
        self._head = QHBoxLayout()
        self._head.addWidget(self.back)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.folder)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setProperty("bare", True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.anchorClicked.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(Divider())
        self._body = QVBoxLayout()
        self._body.addWidget(self.text)
        column.addLayout(self._body, 1)
        self.back.clicked.connect(self.back_requested)
        self.folder.clicked.connect(self.folder_requested)
        scale.changed.connect(self._restyle)
        theme().changed.connect(self._restyle)
        self.retranslate()

    def set_language(self, language: str) -> None:
        """The language of the guide."""
        self._language = language
        self._restyle()

    def _restyle(self) -> None:
        px, look = self._scale.px, theme()
        self._head.setContentsMargins(px(12), px(6), px(16), px(5))
        self._head.setSpacing(px(12))
        self._body.setContentsMargins(px(24), px(12), px(8), 0)
        font = self._scale.font("body")
        mono = self._scale.font("mono")
        self.text.setFont(font)
        document = QTextDocument(self.text)
        document.setDefaultFont(font)
        self.text.setMarkdown(guide_text(self._language))
        # Markdown's code has a font of the system's; ours is bundled, and follows the scale.
        html = self.text.toHtml()
        html = html.replace("font-family:'monospace'", f"font-family:'{mono.family()}'")
        link = css(look.color("accentInk"))
        style = (
            f"a{{color:{link}}} pre,code{{font-family:'{mono.family()}';"
            f"font-size:{mono.pixelSize()}px}}"
        )
        self.text.document().setDefaultStyleSheet(style)
        self.text.setHtml(html)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() in ("https", "http"):
            QDesktopServices.openUrl(url)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.back.setText(self.tr("All lessons"))
        self.title.setText(self.tr("How to write a lesson"))
        self.folder.setText(self.tr("Open folder"))
        self.text.setAccessibleName(self.title.text())
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
