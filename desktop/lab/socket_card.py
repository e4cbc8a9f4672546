"""The card of a socket: what it is, how it stands, what it accepted, and its calls."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.lab.session import CallState, LabCall, LabSocket
from desktop.lab.call_area import CallArea
from desktop.lab.call_button import Pill
from desktop.lab.desk import Desk, pending_token
from desktop.lab.lab_words import StateWords, role_words, state_words
from desktop.lab.parts import LabIcon, LabIconButton, Short, Words
from desktop.sockets.event_words import seconds
from desktop.sockets.scale import Scale
from desktop.theme import set_text, theme

translate = QCoreApplication.translate

_INK = {"warn": "warn", "running": "accent", "muted": "muted"}


def busy_text(pending: list[LabCall]) -> str:
    """What the pill of a socket says whose calls have not returned; "" for none."""
    if not pending:
        return ""
    call = pending[0]
    lasted = seconds(time.time() - call.began)
    if call.state is CallState.PARKED:
        text = translate("SocketCard", "parked · %1 · %2")
    elif call.state is CallState.LOOKING_UP:
        text = translate("SocketCard", "name lookup · %1 · %2")
    else:
        text = translate("SocketCard", "in the kernel · %1 · %2")
    text = text.replace("%1", f"{call.name}()").replace("%2", lasted)
    return f"{text} · +{len(pending) - 1}" if len(pending) > 1 else text


class StateLine(QWidget):
    """Icon, TCP state, addresses, queue: in one line that gives way from the right."""

    def __init__(self, scale: Scale, *, compact: bool = False) -> None:
        super().__init__()
        self._shown: StateWords | None = None
        self.icon = LabIcon(scale, "circle")
        self.word = Words(scale, "smallMedium")
        self.before = Words(scale, "small", "muted")
        self.address = Short(scale, "mono")
        self.after = Short(scale, "small", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.px(6))
        parts = [self.icon, self.word, self.before, self.address, self.after]
        if compact:
            parts = [self.address, self.icon, self.word, self.after]
            self.before.setParent(self)
            self.before.hide()
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        self._compact = compact
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_state(self, words: StateWords) -> None:
        """Show how the socket stands."""
        if words == self._shown:
            return
        self._shown = words
        self.icon.set_icon(words.icon, words.color)
        self.word.setText(words.word)
        set_text(self.word, _INK.get(words.color, "text"))
        self.before.setText(words.before)
        self.before.setVisible(bool(words.before) and not self._compact)
        address = words.address
        if self._compact and "←" in address:
            address = address[address.index("←") :]
        self.address.setText(address)
        self.address.setVisible(bool(words.address))
        after = words.after
        if self._compact:
            after = after or words.before
        self.after.setText(f"· {after}" if after and words.address else after)
        self.after.setVisible(bool(after))
        for part in (self.address, self.after):
            part.updateGeometry()

    def text(self) -> str:
        """The whole line, for a screen reader and for tests."""
        shown = self._shown
        if shown is None:
            return ""
        parts = (shown.word, shown.before, shown.address, shown.after)
        return " ".join(part for part in parts if part)


class AcceptedRow(QWidget):
    """A socket that accept returned, inside the card of its listener."""

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__()
        self._desk, self.number = desk, number
        scale = desk.scale
        self.name = Words(scale, "bodyStrong")
        self.fd = Words(scale, "mono", "muted")
        self.state = StateLine(scale, compact=True)
        self.pill = Pill(scale)
        self.remove = LabIconButton(scale, "x", 24)
        self.remove.clicked.connect(lambda: desk.lab.forget(number))
        lead = QWidget()
        row = QHBoxLayout(lead)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.px(8))
        row.addWidget(LabIcon(scale, "corner-down-right"))
        row.addWidget(self.name)
        row.addWidget(self.fd)
        row.addWidget(self.state, 1)
        row.addWidget(self.pill)
        row.addWidget(self.remove)
        lead.setMinimumWidth(scale.px(160))
        self.calls = CallArea(desk, number, shown=3, lead=lead)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.px(10), scale.px(4), scale.px(8), scale.px(4))
        column.addWidget(self.calls)
        theme().changed.connect(self.update)

    def refresh(self) -> None:
        """The socket or one of its calls changed."""
        sock = self._desk.lab.socket(self.number)
        self.name.setText(sock.name)
        self.fd.setText(fd_text(sock))
        self.calls.refresh()
        self.remove.setVisible(sock.closed and not sock.busy)
        self.remove.set_name(translate("SocketCard", "Put %1 away").replace("%1", sock.name))
        self.tick()

    def tick(self) -> None:
        """Seconds and queues."""
        sock = self._desk.lab.socket(self.number)
        self.state.show_state(state_words(sock, self._desk.truth(sock)))
        pending = self._desk.pending(self.number)
        text = busy_text(pending)
        self.pill.show_text(text, busy=True, token=pending_token(pending))
        self.pill.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sunken box."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        busy = not self.pill.isHidden()
        width = self._desk.scale.pen(1)
        painter.setPen(QPen(look.color(self.pill.token if busy else "edge"), width))
        painter.setBrush(look.color("sunken"))
        half = width / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, look.radius_control, look.radius_control)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.calls.retranslate()
        self.refresh()


class SocketCard(QWidget):
    """Signals: ``wanted()``: it has the keyboard now and is to be seen."""

    wanted = Signal()

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__()
        self._desk, self.number = desk, number
        scale = desk.scale
        self.name = Words(scale, "monoLarge")
        self.role = Words(scale, "bodyMedium")
        self.facts = Short(scale, "mono", "muted")
        self.pill = Pill(scale)
        self.remove = LabIconButton(scale, "x", 26)
        self.remove.clicked.connect(lambda: desk.lab.forget(number))
        self.state = StateLine(scale)
        self.accepted: dict[int, AcceptedRow] = {}
        self.calls = CallArea(desk, number)
        head = QHBoxLayout()
        head.setSpacing(scale.px(9))
        for part in (self.name, self.role, self.facts):
            head.addWidget(part, 1 if part is self.facts else 0)
        head.addWidget(self.pill)
        head.addWidget(self.remove)
        self._nested = QVBoxLayout()
        self._nested.setSpacing(scale.px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.px(15), scale.px(9), scale.px(14), scale.px(13))
        column.setSpacing(scale.px(7))
        column.addLayout(head)
        column.addWidget(self.state)
        column.addLayout(self._nested)
        column.addWidget(self.calls)
        theme().changed.connect(self.update)

    def refresh(self, accepted: list[LabSocket]) -> None:
        """The socket, one of its calls, or what it accepted changed."""
        sock = self._desk.lab.socket(self.number)
        self.name.setText(sock.name)
        self.role.setText(role_words(sock))
        self.facts.setText(f"{fd_text(sock)} · {sock.family_name} · {sock.type_name}")
        self.setAccessibleName(f"{sock.name}, {role_words(sock)}")
        wanted = {each.number for each in accepted}
        for number in [each for each in self.accepted if each not in wanted]:
            row = self.accepted.pop(number)
            self._nested.removeWidget(row)
            row.hide()
            row.deleteLater()
        for each in accepted:
            if each.number not in self.accepted:
                row = AcceptedRow(self._desk, each.number)
                self.accepted[each.number] = row
                self._nested.addWidget(row)
                row.show()
            self.accepted[each.number].refresh()
        self.calls.refresh()
        self.remove.setVisible(sock.closed and not sock.busy and not accepted)
        self.remove.set_name(translate("SocketCard", "Put %1 away").replace("%1", sock.name))
        self.tick()

    def tick(self) -> None:
        """Seconds and queues."""
        sock = self._desk.lab.socket(self.number)
        words = state_words(sock, self._desk.truth(sock))
        self.state.show_state(words)
        self.setAccessibleDescription(self.state.text())
        pending = self._desk.pending(self.number)
        idle = translate("SocketCard", "closed") if sock.closed else translate("SocketCard", "idle")
        was = (self.pill.busy, self.pill.token)
        token = pending_token(pending)
        self.pill.show_text(busy_text(pending) or idle, busy=bool(pending), token=token)
        if was != (self.pill.busy, self.pill.token):
            self.update()
        for row in self.accepted.values():
            row.tick()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in reading order."""
        found: list[QWidget] = [self.remove]
        for row in self.accepted.values():
            found += [row.remove, *row.calls.stops()]
        return found + self.calls.stops()

    def areas(self) -> list[CallArea]:
        """The rows of calls in this card, those of accepted sockets after its own."""
        return [self.calls, *(row.calls for row in self.accepted.values())]

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card; in the kernel's colour while one of its calls is there."""
        look, scale = theme(), self._desk.scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        busy = self.pill.busy
        width = scale.pen(1.5 if busy else 1.0)
        painter.setPen(QPen(look.color(self.pill.token if busy else "line"), width))
        painter.setBrush(look.color("surface"))
        half = width / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, look.radius_card, look.radius_card)

    def retranslate(self) -> None:
        """Set every text anew."""
        for row in self.accepted.values():
            row.retranslate()
        self.calls.retranslate()


def fd_text(sock: LabSocket) -> str:
    """The descriptor: in brackets once it is closed."""
    return f"fd [{sock.fd}]" if sock.closed else f"fd {sock.fd}"
