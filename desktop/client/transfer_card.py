"""A file on its way to the server, as a card over the composer: name, how far, and a way to end it
or to try again."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.client.data_size import size_text
from desktop.client.message_rows import Words, in_words
from desktop.theme import set_text, theme
from desktop.widgets import Button, Card, ElidedLabel, IconButton, label

_BAR = 4


class Bar(QWidget):
    """A thin bar: ``share`` from 0 to 1 of it is filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setFixedHeight(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def set_share(self, share: float) -> None:
        """Fill so much."""
        self.share = min(max(share, 0.0), 1.0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rest in the colour of lines, what is done in the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = _BAR / 2
        painter.setBrush(theme().color("line"))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self.share:
            painter.setBrush(theme().color("accent"))
            filled = QRectF(0, 0, max(_BAR, self.width() * self.share), _BAR)
            painter.drawRoundedRect(filled, radius, radius)


class Tile(QWidget):
    """The icon on a tinted tile of 36 px, as on the cards of pictures and files in messages."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._failed = False
        self.setFixedSize(36, 36)
        theme().changed.connect(self.update)

    def set_failed(self, failed: bool) -> None:
        """In the colours of what went wrong, or as usual."""
        self._failed = failed
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the icon in its middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground, ink = ("dangerSoft", "danger") if self._failed else ("accentSoft", "accent")
        painter.setBrush(theme().color(ground))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        picture = theme().pixmap(self._icon, ink, 18, self.devicePixelRatioF())
        painter.drawPixmap(9, 9, picture)


class TransferCard(Card):
    """One file on its way.

    Signals: ``cancelled()``, the cross was pressed; ``again()``, "Try again" after a fault.
    """

    cancelled = Signal()
    again = Signal()

    def __init__(
        self, name: str, size: int, parent: QWidget | None = None, *, comes: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transfer")
        self.name, self.size_bytes, self.comes = name, size, comes
        self._fault: Words = ""
        self._done = 0
        self._began = time.monotonic()
        self.setMaximumWidth(480)
        self._title = ElidedLabel("bodyMedium")
        self._title.setText(name)
        self.share = label("small", "muted", tabular=True)
        self.state = label("small", "muted", tabular=True)
        self.bar = Bar()
        self.retry = Button("rotate-cw", "secondary", 28)
        self.retry.clicked.connect(self.again)
        self.retry.hide()
        self.cross = IconButton("x", size=28)
        self.cross.clicked.connect(self.cancelled)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self.share)
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addLayout(head)
        for part in (self.bar, self.state):
            column.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 8, 8)
        row.setSpacing(12)
        self._tile = Tile("download" if comes else "upload")
        row.addWidget(self._tile)
        row.addLayout(column, 1)
        row.addWidget(self.retry)
        row.addWidget(self.cross)
        self._retranslate()

    @property
    def fault(self) -> str:
        """The sentence of what went wrong, "" while nothing did."""
        return in_words(self._fault)

    def set_progress(self, done: int, total: int = 0) -> None:
        """So many bytes have gone, of so many where that is known only now."""
        self._done, self.size_bytes = done, total or self.size_bytes
        self.bar.set_share(done / self.size_bytes if self.size_bytes else 0)
        self._show_state()

    def set_fault(self, words: Words) -> None:
        """It failed; "" while it goes on."""
        self._fault = words
        self.retry.setVisible(bool(words))
        self.bar.setVisible(not words)
        self.share.setVisible(not words)
        self._tile.set_failed(bool(words))
        set_text(self.state, "danger" if words else "muted")
        if not words:
            self._done, self._began = 0, time.monotonic()
        self._retranslate()

    def _show_state(self) -> None:
        if self.fault:
            self.state.setText(self.fault)
            return
        locale = QLocale()
        of = self.tr("%1 of %2")
        of = of.replace("%1", size_text(self._done))
        of = of.replace("%2", size_text(self.size_bytes))
        share = self._done / self.size_bytes if self.size_bytes else 0.0
        self.share.setText(f"{locale.toString(int(min(share, 1.0) * 100))}\N{NO-BREAK SPACE}%")
        elapsed = time.monotonic() - self._began
        if elapsed > 1.0 and self._done:
            rate = self._done / elapsed
            each = size_text(round(rate))
            of += " · " + self.tr("%1/s").replace("%1", each)
            if self._done < self.size_bytes:
                of += " · " + self._left_words((self.size_bytes - self._done) / rate)
        self.state.setText(of)

    def _left_words(self, seconds: float) -> str:
        """About how long it takes yet."""
        if seconds < 60:
            return self.tr("%1 s left").replace("%1", str(max(1, round(seconds))))
        if seconds < 3600:
            return self.tr("%1 min left").replace("%1", str(round(seconds / 60)))
        return self.tr("more than an hour left")

    def _retranslate(self) -> None:
        self.retry.setText(self.tr("Try again"))
        if self.comes:
            name, cross = self.tr("Fetching %1"), self.tr("Cancel fetching")
        else:
            name, cross = self.tr("Sending %1"), self.tr("Cancel sending")
        self.cross.set_name(cross)
        self.setAccessibleName(name.replace("%1", self.name))
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
