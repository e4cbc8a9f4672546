"""The left column: what a new socket is to be made of, and where it shall live or go to."""

from __future__ import annotations

import socket

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.lab.values import (
    Fault,
    Host,
    Port,
    System,
    UnixPath,
    families,
    protocols,
    read_host,
    read_path,
    read_port,
)
from desktop.lab.choices import Choice, ChoiceList
from desktop.lab.fault_words import fault_words
from desktop.lab.lab_words import domain_note, host_hint, protocol_note, type_note
from desktop.lab.parts import Box, LabButton, Line, Words, order_tabs
from desktop.lab.wanted import DEFAULT_PORT, Wanted, default_path
from desktop.sockets.scale import Scale
from desktop.theme import set_ground, set_text
from desktop.widgets import Card

translate = QCoreApplication.translate

KINDS = ("SOCK_STREAM", "SOCK_DGRAM")
OTHER = "other"
_BESIDE = 560
"""Width from which host and port stand beside domain and type."""
_IN_FIRST = 6  # parts of the first column


class NewSocketPanel(Card):
    """Signals: ``create_wanted(Wanted)``, ``pair_wanted(Wanted)``."""

    create_wanted = Signal(object)
    pair_wanted = Signal(object)

    def __init__(self, scale: Scale, system: System) -> None:
        super().__init__()
        self._scale, self._system = scale, system
        self._own_addresses: tuple[str, ...] = ()
        self._host_name = socket.gethostname()
        self.title = Words(scale, "title")
        self._labels = {name: Words(scale, "small", "muted") for name in _FIELDS}
        self.domain = ChoiceList(scale)
        self.kind = ChoiceList(scale)
        self.protocol = Box(scale)
        self.host = ChoiceList(scale)
        self.other = Line(scale)
        self.host_note = Words(scale, "small", "muted", wrap=True)
        self.port = Line(scale)
        self.port_value = Words(scale, "mono")
        self.port_protocol = Words(scale, "small", "muted")
        self.port_note = Words(scale, "small", "muted", wrap=True)
        self.path = Line(scale)
        self.path_note = Words(scale, "small", "muted", wrap=True)
        self.create_button = LabButton(scale, "plus", "primary", 36)
        self.pair_button = LabButton(scale, "arrow-right-left", "secondary", 32)
        self.port.setText(DEFAULT_PORT)
        self.path.setText(default_path())
        self._build()
        self.domain.changed.connect(self._domain_chosen)
        self.kind.changed.connect(self._show)
        self.host.changed.connect(self._host_chosen)
        self.protocol.activated.connect(self._show)
        for line in (self.other, self.port, self.path):
            line.textChanged.connect(self._show)
            line.returnPressed.connect(self._create)
        self.create_button.clicked.connect(self._create)
        self.pair_button.clicked.connect(lambda: self.pair_wanted.emit(self.wanted()))
        scale.changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def _build(self) -> None:
        inside = QWidget()
        set_ground(inside, "surface")
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, inside)
        first, second = self._stacks = (QVBoxLayout(), QVBoxLayout())
        port_row = QHBoxLayout()
        port_row.addWidget(self.port)
        port_row.addWidget(self.port_value)
        port_row.addStretch()
        port_row.addWidget(self.port_protocol)
        self._port_row = port_row
        for column, name, parts in (
            (first, "domain", (self.domain,)),
            (first, "type", (self.kind,)),
            (first, "protocol", (self.protocol,)),
            (second, "host", (self.host, self.other, self.host_note)),
            (second, "port", (port_row, self.port_note)),
            (second, "path", (self.path, self.path_note)),
        ):
            column.addWidget(self._labels[name])
            for part in parts:
                if isinstance(part, QWidget):
                    column.addWidget(part)
                else:
                    column.addLayout(part)
        second.addStretch()
        self._columns.addLayout(first)
        self._columns.addLayout(second, 1)
        self.area = QScrollArea()
        self.area.setProperty("bare", True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        set_ground(self.area.viewport(), "surface")
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.title)
        self._outer.addWidget(self.area, 1)
        self._outer.addWidget(self.create_button)
        self._outer.addWidget(self.pair_button)

    def _fit(self) -> None:
        px = self._scale.px
        self._outer.setContentsMargins(px(14), px(14), px(14), px(12))
        self._outer.setSpacing(px(8))
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._set_columns(self._columns.direction() == QBoxLayout.Direction.LeftToRight)
        for stack in self._stacks:
            stack.setSpacing(px(5))
        self._port_row.setSpacing(px(8))
        self.port.setFixedWidth(px(96))

    def _set_columns(self, beside: bool) -> None:
        """Two columns where there is room: domain and type, host and port."""
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._columns.setSpacing(self._scale.px(24 if beside else 5))
        self._columns.setStretch(0, 1 if beside else 0)
        first = self._stacks[0]
        if beside and first.count() == _IN_FIRST:
            first.addStretch()
        elif not beside and first.count() > _IN_FIRST:
            first.takeAt(first.count() - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._set_columns(event.size().width() >= self._scale.px(_BESIDE))

    # --- what is chosen -----------------------------------------------------------------------

    @property
    def family(self) -> str:
        """The chosen domain, as Python names it."""
        return self.domain.current

    @property
    def host_text(self) -> str:
        """The chosen host, or the one that was typed."""
        key = self.host.current
        return self.other.text() if key == OTHER else key

    def wanted(self) -> Wanted:
        """Everything that is chosen now."""
        proto = self.protocol.currentData()
        return Wanted(
            self.family,
            self.kind.current,
            int(proto) if proto is not None else 0,
            self.host_text,
            self.port.text(),
            self.path.text(),
        )

    def set_own_addresses(self, addresses: tuple[str, ...]) -> None:
        """This computer's addresses, when they have been found."""
        self._own_addresses = addresses
        self._show_hosts()

    def put(self, wanted: Wanted) -> None:
        """Choose and type what was chosen and typed in another panel."""
        if wanted.family in self.domain.keys:
            self.domain.set_current(wanted.family)
        self.kind.set_current(wanted.kind)
        self._show_hosts()
        if wanted.host in self.host.keys and wanted.host != OTHER:
            self.host.set_current(wanted.host)
        else:
            self.host.set_current(OTHER)
            self.other.setText(wanted.host)
        self.port.setText(wanted.port)
        self.path.setText(wanted.path)
        self._show()
        self.protocol.setCurrentIndex(max(0, self.protocol.findData(wanted.proto)))

    def focus_first(self) -> None:
        """The keyboard to the first choice."""
        self.domain.row(self.domain.current).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def faults(self) -> list[tuple[Line | ChoiceList, Fault]]:
        """What cannot be read, with the field in which it stands."""
        if self.family == "AF_UNIX":
            path = read_path(self.path.text(), self._system)
            return [(self.path, path)] if isinstance(path, Fault) else []
        found: list[tuple[Line | ChoiceList, Fault]] = []
        host, port = self._read_host(), self._read_port()
        if isinstance(host, Fault):
            found.append((self.other if self.host.current == OTHER else self.host, host))
        if isinstance(port, Fault):
            found.append((self.port, port))
        return found

    def _read_host(self) -> Host | Fault:
        family = socket.AF_INET6 if self.family == "AF_INET6" else socket.AF_INET
        datagrams = self.kind.current == "SOCK_DGRAM"
        kind = socket.SOCK_DGRAM if datagrams else socket.SOCK_STREAM
        return read_host(self.host_text, family, kind)

    def _read_port(self) -> Port | Fault:
        return read_port(self.port.text(), self._transport())

    def _transport(self) -> str:
        return "udp" if self.kind.current == "SOCK_DGRAM" else "tcp"

    # --- what is shown ------------------------------------------------------------------------

    def _domain_chosen(self, _key: str = "") -> None:
        self._show_hosts()
        self._show()

    def _host_chosen(self, key: str) -> None:
        self._show()
        if key == OTHER:
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_hosts(self) -> None:
        six = self.family == "AF_INET6"
        datagrams = self.kind.current == "SOCK_DGRAM"
        choices = [
            Choice("", "''", translate("NewSocket", "any interface")),
            Choice("localhost", "localhost", translate("NewSocket", "only here")),
        ]
        for address in self._own_addresses:
            if (":" in address) == six:
                choices.append(Choice(address, address, translate("NewSocket", "address")))
                break
        if self._host_name:
            note = translate("NewSocket", "name")
            choices.append(Choice(self._host_name, self._host_name, note))
        if not six:
            note = translate("NewSocket", "UDP only")
            choices.append(Choice("<broadcast>", "<broadcast>", note, faint=not datagrams))
        choices.append(Choice(OTHER, "…", translate("NewSocket", "another name or address")))
        self.host.set_choices(choices)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Reading order: lines that are made anew, and a move into a window, come last else."""
        order_tabs(
            [
                *self.domain.rows(),
                *self.kind.rows(),
                self.protocol,
                *self.host.rows(),
                self.other,
                self.port,
                self.path,
                self.create_button,
                self.pair_button,
            ]
        )

    def showEvent(self, event: QShowEvent) -> None:
        """It is in its window now."""
        super().showEvent(event)
        self._order_tabs()

    def _show(self, *_: object) -> None:
        """Everything that follows from what is chosen: hints, faults, what is asked at all."""
        unix = self.family == "AF_UNIX"
        for name in ("host", "port"):
            self._labels[name].setVisible(not unix)
        self._labels["path"].setVisible(unix)
        for part in (self.host, self.host_note, self.port, self.port_value, self.port_protocol):
            part.setVisible(not unix)
        self.port_note.setVisible(not unix)
        self.other.setVisible(not unix and self.host.current == OTHER)
        self.path.setVisible(unix)
        self.path_note.setVisible(unix)
        self.pair_button.setVisible(unix)
        self._show_protocols()
        self._show_hosts()
        if unix:
            self._show_path()
        else:
            self._show_host()
            self._show_port()

    def _show_protocols(self) -> None:
        kept = self.protocol.currentData()
        found = protocols(self.family, self.kind.current)
        wanted = [
            (f"{source}   {protocol_note(self.family, self.kind.current, source)}", number)
            for source, number in found
        ]
        there = [
            (self.protocol.itemText(at), self.protocol.itemData(at))
            for at in range(self.protocol.count())
        ]
        if wanted != there:
            self.protocol.clear()
            for text, number in wanted:
                self.protocol.addItem(text, number)
            at = self.protocol.findData(kept)
            self.protocol.setCurrentIndex(max(0, at))

    def _show_host(self) -> None:
        read = self._read_host()
        fault = fault_words(read) if isinstance(read, Fault) else ""
        hint = "" if isinstance(read, Fault) else host_hint(read, self.family == "AF_INET6")
        _say(self.host_note, fault or hint, bool(fault))
        self.other.set_fault(fault if self.host.current == OTHER else "")

    def _show_port(self) -> None:
        read = self._read_port()
        self.port_protocol.setText(f"/{self._transport()}")
        if isinstance(read, Fault):
            self.port_value.setText("")
            text = fault_words(read)
            _say(self.port_note, text, fault=True)
            self.port.set_fault(text)
            return
        self.port.set_fault("")
        self.port_value.setText(f"= {read.value}" if read.service else "")
        if read.value == 0:
            hint = translate("NewSocket", "0: bind lets the system choose a free port.")
        elif read.value is not None and read.value < 1024:
            hint = translate("NewSocket", "Ports below 1024 often want special rights.")
        else:
            hint = translate("NewSocket", "A number from 0 to 65535, or the name of a service.")
        _say(self.port_note, hint, fault=False)

    def _show_path(self) -> None:
        read = read_path(self.path.text(), self._system)
        fault = fault_words(read) if isinstance(read, Fault) else ""
        self.path.set_fault(fault)
        if fault or not isinstance(read, UnixPath):
            _say(self.path_note, fault, fault=True)
        elif read.abstract:
            hint = translate("NewSocket", "An abstract name: it is in no folder (Linux only).")
            _say(self.path_note, hint, fault=False)
        else:
            hint = translate("NewSocket", "bind makes this file; close does not delete it.")
            _say(self.path_note, hint, fault=False)

    def _create(self) -> None:
        for field, fault in self.faults():
            if fault.anyway is None:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.create_wanted.emit(self.wanted())

    # --- language -----------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(translate("NewSocket", "New socket"))
        names = {
            "domain": translate("NewSocket", "Domain"),
            "type": translate("NewSocket", "Type"),
            "protocol": translate("NewSocket", "Protocol"),
            "host": translate("NewSocket", "Host"),
            "port": translate("NewSocket", "Port"),
            "path": translate("NewSocket", "Path"),
        }
        for name, text in names.items():
            self._labels[name].setText(text)
        for part, name in (
            (self.domain, "domain"),
            (self.kind, "type"),
            (self.protocol, "protocol"),
            (self.host, "host"),
            (self.port, "port"),
            (self.path, "path"),
        ):
            part.setAccessibleName(names[name])
        self.other.setAccessibleName(translate("NewSocket", "Another host"))
        self.other.setPlaceholderText("127.0.0.1, ::1, 2130706433")
        self.create_button.setText(translate("NewSocket", "Create the socket"))
        self.pair_button.setText(translate("NewSocket", "A connected pair"))
        self.domain.set_choices(
            [Choice(name, name, domain_note(name)) for name in families(self._system)]
        )
        self.kind.set_choices([Choice(name, name, type_note(name)) for name in KINDS])
        self.protocol.clear()
        self._show_hosts()
        self._show()


_FIELDS = ("domain", "type", "protocol", "host", "port", "path")


def _say(label: Words, text: str, fault: bool) -> None:
    label.setText(text)
    set_text(label, "danger" if fault else "muted")
