"""What the panes of the live view share: when they draw anew, and what they ask the feed.

A pane is told often (up to thirty times a second) and draws once for several tellings, and only
while it can be seen.
"""

from __future__ import annotations

import socket as sockets
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from core.net.trace import CallEvent, Side, SocketInfo
from desktop.sockets.program_words import program_word
from desktop.sockets.sequence_words import side_word
from desktop.theme import set_text, theme
from desktop.widgets.tips import plain_tip

if TYPE_CHECKING:
    from core.threads.trace_feed import Change, TraceFeed
    from desktop.sockets.scale import Scale
    from desktop.sockets.selection import Selection


_SOONEST_MS, _LATEST_MS = 12, 500
_QUOTES, _PARTED = "''", "'\N{HAIR SPACE}'"


class Pane(QWidget):
    """A part of the live view; subclasses fill ``refresh``, ``retranslate`` and ``restyle``.

    Attributes: ``feed``, ``selection``, ``scale``, as given.
    """

    refreshed = Signal()
    """The pane shows what the feed has now."""
    share = 0.02
    """How much of the window's time it takes at most: the dearer it is, the rarer."""

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.feed, self.selection, self.scale = feed, selection, scale
        self._cost_ms = 0.0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOONEST_MS)
        self._soon.timeout.connect(self._refresh_now)
        feed.changed.connect(self._told)
        feed.reset.connect(self._start_over)
        feed.moved.connect(self._person_acted)
        selection.changed.connect(self._person_acted)
        scale.changed.connect(self._restyled)
        theme().changed.connect(self._restyled)

    # --- for subclasses -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the feed and the selection say now."""

    def retranslate(self) -> None:
        """Set every text anew."""

    def restyle(self) -> None:
        """Take fonts, sizes and colours anew."""

    def started_over(self) -> None:
        """The feed has another tape: forget what was kept of the old one."""

    def told(self, change: Change) -> None:
        """Something new came, also while nobody looks."""

    # --- when ---------------------------------------------------------------------------------

    def refresh_soon(self) -> None:
        """Draw anew once the present events are through, if anybody can see it."""
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _person_acted(self) -> None:
        """The person did something: they do not wait for a picture that rests."""
        if self.isVisible():
            self._soon.start(0)

    def _told(self, change: Change) -> None:
        self.told(change)
        self.refresh_soon()

    def _start_over(self) -> None:
        self.started_over()
        self.refresh_soon()

    def _restyled(self) -> None:
        self.restyle()
        self.refresh_soon()

    def _refresh_now(self) -> None:
        began = perf_counter()
        self.refresh()
        # In a flood the chat has the time, not the picture of it.
        self._cost_ms += 0.5 * ((perf_counter() - began) * 1000 - self._cost_ms)
        wait = min(max(self._cost_ms / self.share, _SOONEST_MS), _LATEST_MS)
        self._soon.setInterval(round(wait))
        self.refreshed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """It was not kept up to date while it was hidden."""
        super().showEvent(event)
        self._refresh_now()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._refresh_now()
        super().changeEvent(event)

    # --- what the feed knows --------------------------------------------------------------------

    def event_of(self, number: int | None) -> CallEvent | None:
        """The call of that number, None where it is not on the tape (any more, or yet)."""
        return None if number is None else self.feed.tape.event(number)

    def chosen_event(self) -> CallEvent | None:
        """The call that is selected, if it is still on the tape."""
        return self.event_of(self.selection.event)

    def socket_of(self, number: int | None) -> SocketInfo | None:
        """A socket by its serial number."""
        if number is None:
            return None
        if self.feed.position is None:
            return self.feed.socket(number)
        return next((item for item in self.feed.sockets() if item.number == number), None)


class ScaledIcon(QWidget):
    """An icon that only shows something, in the sizes in force."""

    def __init__(self, name: str, scale: Scale, color: str = "muted", size: int = 16) -> None:
        super().__init__()
        self._name, self._color, self._size, self._scale = name, color, size, scale
        scale.changed.connect(self._resize)
        theme().changed.connect(self.update)
        self._resize()

    def _resize(self) -> None:
        self.setFixedSize(self._scale.px(self._size), self._scale.px(self._size))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        side = self._scale.px(self._size)
        pixmap = theme().pixmap(self._name, self._color, side, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, pixmap)


class PaneLabel(QLabel):
    """A plain label whose font follows the live view's scale."""

    def __init__(
        self,
        scale: Scale,
        role: str = "small",
        color: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scale, self._role = scale, role
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if color != "text":
            set_text(self, color)
        scale.changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.setFont(QFont(self._scale.font(self._role)))

    def setText(self, text: str) -> None:
        """As ever; a hair keeps the two quotes of Python's b'' from looking like one."""
        super().setText(text.replace(_QUOTES, _PARTED))

    def text(self) -> str:
        """What was set."""
        return super().text().replace(_PARTED, _QUOTES)


class ElidedPaneLabel(PaneLabel):
    """One line that ends in "…" where the room ends; the tooltip has the whole."""

    def minimumSizeHint(self) -> QSize:
        """It can shrink to an ellipsis."""
        return QSize(self._scale.px(16), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, cut."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        tip = self.text() if text != self.text() else ""
        if self.toolTip() != plain_tip(tip):
            self.setToolTip(plain_tip(tip))
        painter.drawText(room, int(self.alignment() | Qt.TextFlag.TextSingleLine), text)


def whose(info: SocketInfo) -> str:
    """Who made a socket, in words: "anna · client", "server"."""
    if info.side is Side.SERVER:
        return side_word(info.side)
    if info.side is Side.CLIENT:
        return f"{info.name} · {side_word(info.side)}" if info.name else side_word(info.side)
    return _own_name(info) or side_word(info.side)


def short_name(info: SocketInfo) -> str:
    """The same in one word: "anna", "server", "s1"."""
    own = _own_name(info)
    return side_word(info.side) if info.side is Side.SERVER or not own else own


def _own_name(info: SocketInfo) -> str:
    return program_word(info.name) if info.side is Side.PROGRAM else info.name


def fd_text(info: SocketInfo) -> str:
    """The descriptor; in brackets once it is closed."""
    return f"({info.fd})" if info.closed else str(info.fd)


def is_stream(info: SocketInfo) -> bool:
    """Whether bytes flow through it without boundaries."""
    return info.type == int(sockets.SOCK_STREAM)


def is_tcp(info: SocketInfo) -> bool:
    """Whether it is a TCP socket."""
    return is_stream(info) and info.family in (int(sockets.AF_INET), int(sockets.AF_INET6))


def scroll_area(inside: QWidget) -> QScrollArea:
    """A frameless scroll area whose ground is what lies below it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("bare", True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setCornerWidget(QWidget())
    area.setWidget(inside)
    for part in (area.viewport(), inside):
        part.setAutoFillBackground(False)
    return area
