"""What stands in the window while there is nothing to talk in: connecting, or why there is none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.client.counts import counts
from desktop.client.link import Link, Phase
from desktop.client.link_texts import Failure, address_words, failure
from desktop.theme import set_ground, theme
from desktop.widgets.basics import Icon, label
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field

_WIDTH = 460
_STEP_MS = 400
_MARGIN = 20


class Dots(QWidget):
    """Three dots stepping: something is under way. Still with reduced motion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(34, 10)
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._next)
        theme().changed.connect(self.update)

    def _next(self) -> None:
        self._step = (self._step + 1) % 3
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Step only while in sight."""
        super().showEvent(event)
        if not theme().reduced_motion:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dots, one of them in the accent."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(3):
            on = number == self._step and not theme().reduced_motion
            painter.setBrush(look.color("accent" if on else "edge"))
            painter.drawEllipse(QRectF(number * 12 + 1, 1, 8, 8))


class LinkPage(QWidget):
    """The page of a connection that does not stand.

    Signals: ``cancel_requested()``; ``retry_requested()``; ``address_requested()``;
    ``nick_given(str)``; ``password_given(str)``.
    """

    cancel_requested = Signal()
    retry_requested = Signal()
    address_requested = Signal()
    nick_given = Signal(str)
    password_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self._link: Link | None = None
        self._failure: Failure | None = None
        self._now = 0.0
        self._password_given = False
        self.icon = Icon("server-off", "muted", 32)
        self.dots = Dots(self)
        self.title = label("title", wrap=True)
        self.text = label("body", "muted", wrap=True)
        self.countdown = label("body", wrap=True)
        for part in (self.title, self.text, self.countdown):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.received = label("mono", wrap=True)
        self.received.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.received.setContentsMargins(14, 10, 14, 10)
        set_ground(self.received, "sunken")
        self.received.setProperty("round", True)
        self.field = Field()
        self._gap = QWidget()  # between what the server sent and the field
        self.retry = Button("refresh-cw", "primary")
        self.address = Button(None, "secondary")
        self.cancel = Button(None, "secondary")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch()
        for button in (self.retry, self.address, self.cancel):
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        self._lay_out()
        self.retry.clicked.connect(self._go_on)
        self.field.submitted.connect(self._go_on)
        self.address.clicked.connect(self.address_requested)
        self.cancel.clicked.connect(self.cancel_requested)
        self.retranslate()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(0)
        column.addStretch()
        for picture in (self.icon, self.dots):
            column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addWidget(self.title)
        column.addSpacing(6)
        column.addWidget(self.text)
        column.addSpacing(12)
        column.addWidget(self.received)
        column.addWidget(self.countdown)
        column.addWidget(self._gap)
        column.addWidget(self.field)
        column.addSpacing(20)
        column.addLayout(self._buttons)
        column.addStretch()
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setProperty("bare", True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(place)
        place.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        for part in (self.title, self.text, self.countdown, self.received):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to what helps."""
        super().showEvent(event)
        self.focus_act()

    def show_link(self, link: Link, now: float, password_given: bool = False) -> None:
        """Show how ``link`` stands; ``now`` is a monotonic clock in seconds."""
        before = (self._failure, self.isVisible())
        self._link, self._now = link, now
        cause = link.cause
        trying = link.phase in (Phase.CONNECTING, Phase.GREETING)
        self._password_given = password_given
        self._failure = None
        if cause is not None and not trying:
            self._failure = failure(cause, link, password_given)
        self._fill()
        if self._failure != before[0] and self.isVisible():
            self.focus_act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels, as the button does."""
        if event.key() == Qt.Key.Key_Escape and self.cancel.isVisible():
            self.cancel_requested.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons stand one under another."""
        super().resizeEvent(event)
        self._place_buttons()

    def _place_buttons(self) -> None:
        shown = [b for b in (self.retry, self.address, self.cancel) if not b.isHidden()]
        wanted = sum(b.sizeHint().width() for b in shown) + 8 * max(0, len(shown) - 1)
        room = min(_WIDTH, self.width() - 2 * _MARGIN)
        ways = QBoxLayout.Direction
        self._buttons.setDirection(ways.LeftToRight if wanted <= room else ways.TopToBottom)

    def focus_act(self) -> None:
        """Give the keyboard to what helps."""
        if self.field.isVisibleTo(self):
            self.field.edit.setFocus()
        elif self.retry.isVisibleTo(self):
            self.retry.setFocus()
        elif self.cancel.isVisibleTo(self):
            self.cancel.setFocus()

    def _fill(self) -> None:
        link = self._link
        if link is None:
            return
        fault = self._failure
        acts = fault.acts if fault is not None else ()
        waiting = link.phase is Phase.WAITING
        asks = "nick" if "nick" in acts else "password" if "password" in acts else ""
        self.icon.setVisible(fault is not None)
        self.dots.setVisible(fault is None)
        if fault is not None:
            self.icon.set_icon(fault.icon)
        self.title.setText(fault.title if fault is not None else self._connecting(link))
        self.text.setText(fault.text if fault is not None else self._step(link))
        self._show(self.received, fault.received if fault is not None else "")
        self._show(self.countdown, self._again(link) if waiting else "")
        below = bool(asks) and not self.received.isHidden()
        self._gap.setFixedHeight(12 if below else 0)
        self.field.setVisible(bool(asks))
        self.retry.setVisible(bool(acts) and acts != ("address",))
        self.address.setVisible("address" in acts)
        self.cancel.setVisible(fault is None or waiting)
        self._word_buttons(asks, waiting)

    @staticmethod
    def _show(part: QLabel, text: str) -> None:
        part.setText(text)
        part.setVisible(bool(text))

    def _connecting(self, link: Link) -> str:
        return self.tr("Connecting to %1").replace("%1", address_words(link))

    def _step(self, link: Link) -> str:
        if link.phase is Phase.GREETING:
            return self.tr("The computer answered. Introducing you to the server…")
        return self.tr("Looking for the computer on the network…")

    def _again(self, link: Link) -> str:
        seconds = link.seconds_left(self._now)
        sentence = counts().again_in(seconds)
        attempt = self.tr("attempt %1").replace("%1", str(link.attempt))
        return f"{sentence} · {attempt}"

    def _word_buttons(self, asks: str, waiting: bool) -> None:
        words = {
            "nick": self.tr("Use this name"),
            "password": self.tr("Connect"),
        }
        again = self.tr("Try now") if waiting else self.tr("Try again")
        self.retry.setText(words.get(asks, again))
        self.retry.set_icon(None if asks else "refresh-cw")
        self._place_buttons()
        names = {"nick": self.tr("Nickname"), "password": self.tr("Password")}
        if asks:
            self.field.set_accessible(names[asks])
            self.field.set_placeholder(names[asks])
            mode = self.field.edit.EchoMode
            self.field.edit.setEchoMode(mode.Password if asks == "password" else mode.Normal)

    def _go_on(self) -> None:
        acts = self._failure.acts if self._failure is not None else ()
        text = self.field.text().strip()
        asks = "nick" in acts or "password" in acts
        if not asks or ("retry" in acts and not text):
            self.retry_requested.emit()
        elif not text:
            self.field.set_error(self.tr("Type it here first"))
            self.field.edit.setFocus()
        else:
            self.field.set_error("")
            (self.nick_given if "nick" in acts else self.password_given).emit(text)

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.address.setText(self.tr("Other address…"))
        self.cancel.setText(self.tr("Cancel"))
        self.received.setAccessibleName(self.tr("What the server sent"))
        link = self._link
        if link is not None and self._failure is not None and link.cause is not None:
            self._failure = failure(link.cause, link, self._password_given)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
