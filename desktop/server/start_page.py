"""The page of the stopped server: one button that starts it, and what may be changed before."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from core.settings import ServerSettings
from desktop.server.scroll_page import SIDE_BY_SIDE, ScrollPage
from desktop.server.start_form import StartForm
from desktop.server.start_more import StartMore
from desktop.server.start_preview import StartPreview
from desktop.server.start_values import StartValues
from desktop.theme import theme
from desktop.widgets import Button, Card, label

translate = QCoreApplication.translate

_NETWORKS_MS = 3000


class StartButton(Button):
    """The main act: 48 high, with the focus when the page opens, so that Enter starts."""

    def __init__(self) -> None:
        super().__init__("play", "primary", 48)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class StartPage(ScrollPage):
    """Signals: ``start_wanted(StartValues)``."""

    start_wanted = Signal(object)

    def __init__(self, settings: ServerSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._starting = False
        self._title = label("display", wrap=True)
        self._text = label("body", "muted", wrap=True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self.start = StartButton()
        self.start.clicked.connect(self.submit)
        head = Card()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addStretch()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(24, 20, 24, 20)
        self._head.setSpacing(24)
        self._head.addLayout(words, 1)
        self._head.addWidget(self.start, 0, Qt.AlignmentFlag.AlignVCenter)
        self.form = StartForm(settings)
        self.more = StartMore(settings)
        self.more.opened_changed.connect(self.fit)
        self.preview = StartPreview()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(16)
        self._body.addWidget(self.form, 1)
        self._body.addWidget(self.preview)
        self.column.addWidget(head)
        self.column.addLayout(self._body, 1)
        self.column.addWidget(self.more)
        self.form.changed.connect(self._show_preview)
        self.form.submitted.connect(self.submit)
        self._recheck = QTimer(self)
        self._recheck.setInterval(_NETWORKS_MS)
        self._recheck.timeout.connect(self._look_again)
        theme().changed.connect(self.form.retint)
        self.retranslate()
        QWidget.setTabOrder(self.start, self.form.name.edit)

    def lay_out(self, width: int) -> None:
        """The preview goes under the form, and Start under its words, where room is short."""
        beside = width >= SIDE_BY_SIDE
        self._body.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self.preview.setMinimumWidth(296 if beside else 0)
        self.preview.setMaximumWidth(296 if beside else 16_777_215)
        roomy = width >= 560
        self._head.setDirection(
            QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom
        )
        self._head.setSpacing(24 if roomy else 12)
        self.form.set_narrow(not roomy)
        self.more.set_narrow(width)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the networks and the port when the page comes."""
        super().showEvent(event)
        self.form.refresh_networks()
        self.form.check_now()
        self._recheck.start()

    def hideEvent(self, event: QEvent) -> None:
        """Nobody looks: no more checks."""
        self._recheck.stop()
        super().hideEvent(event)  # type: ignore[arg-type]

    def submit(self) -> None:
        """Start with what the form says, or put the cursor where it is wrong."""
        if self._starting:
            return
        values = self.form.values()
        fault = self.form.first_fault() or self.more.first_fault()
        if values is not None and fault is None:
            self.start_wanted.emit(values)
        elif fault is not None:
            fault.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(fault)

    def set_starting(self, starting: bool) -> None:
        """While the server starts nothing can be changed."""
        self._starting = starting
        self.start.setEnabled(not starting)
        self.form.setEnabled(not starting)
        self.more.setEnabled(not starting)
        self.retranslate()

    def values(self) -> StartValues | None:
        """What the form says, if it is right."""
        return self.form.values()

    def changeEvent(self, event: QEvent) -> None:
        """Somebody comes back to the window: another program may have taken the port meanwhile."""
        super().changeEvent(event)
        active = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if active and self.isVisible():
            self.form.check_now()

    def _look_again(self) -> None:
        """The cable was plugged in: new addresses. The port is left alone, trying it is a knock."""
        if not self.form.network.view().isVisible() and self.form.refresh_networks():
            self.form.check_now()

    def _show_preview(self) -> None:
        self.preview.show_form(self.form.shown_values())
        self._text.setText(self._sentence())

    def _sentence(self) -> str:
        return translate(
            "StartPage",
            "People in this network can join %1 at once, by its address. "
            "Nothing below has to be changed.",
        ).replace("%1", f"<b>{escape(self.form.shown_name())}</b>")

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("StartPage", "Ready to start"))
        self.start.setText(
            translate("StartPage", "Starting…")
            if self._starting
            else translate("StartPage", "Start the server")
        )
        self.form.retranslate()
        self.more.retranslate()
        self._show_preview()
