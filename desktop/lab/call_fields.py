"""The fields of a call's form: one for each argument, each read into a value or a fault."""

from __future__ import annotations

import socket
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.lab.calls import SHUTDOWN_WAYS, Argument, Kind
from core.lab.session import LabSocket
from core.lab.values import (
    Fault,
    FaultCode,
    Option,
    PayloadKind,
    System,
    Value,
    flag_names,
    options,
    read_backlog,
    read_flags,
    read_host,
    read_option_value,
    read_path,
    read_payload,
    read_port,
    read_size,
    read_timeout,
)
from desktop.lab.call_words import argument_label, how_note
from desktop.lab.fault_words import option_hint
from desktop.lab.lab_words import option_example, option_note
from desktop.lab.parts import Box, Line, Words
from desktop.sockets.scale import Scale

translate = QCoreApplication.translate

_WIDTH = {
    Kind.HOST: 190,
    Kind.PORT: 84,
    Kind.PATH: 300,
    Kind.SIZE: 84,
    Kind.BACKLOG: 64,
    Kind.OPTION_VALUE: 110,
    Kind.TIMEOUT: 84,
}
_OPTION_WIDTH = 300
_RECEIVING = ("recv", "recvfrom")


class ArgumentField(QWidget):
    """A word, and what is typed or chosen under it.

    Signals: ``edited()`` when something in it changed. Enter is left to the form.
    """

    edited = Signal()

    def __init__(self, scale: Scale, argument: Argument, call: str, sock: LabSocket) -> None:
        super().__init__()
        self.argument = argument
        self._scale, self._call, self._sock = scale, call, sock
        self.label = Words(scale, "small", "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scale.px(3))
        self._column.addWidget(self.label)
        self._row = QHBoxLayout()
        self._row.setSpacing(scale.px(6))
        self._column.addLayout(self._row)

    def first(self) -> QWidget:
        """Where the keyboard goes."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.first()]

    def read(self) -> Value | Fault:
        """What was typed, or why it cannot be read."""
        raise NotImplementedError

    def set_value(self, text: str) -> None:
        """Put a text in."""
        raise NotImplementedError

    def set_fault(self, text: str) -> None:
        """Mark it, or not for ""."""

    def retranslate(self) -> None:
        """Set every text anew."""
        text = argument_label(self.argument.kind, self._call)
        self.label.setText(text)
        self.first().setAccessibleName(text)


class LineField(ArgumentField):
    """A line: hosts, ports, paths, numbers."""

    def __init__(
        self, scale: Scale, argument: Argument, call: str, sock: LabSocket, system: System
    ) -> None:
        super().__init__(scale, argument, call, sock)
        self._system = system
        self.line = Line(scale, height=28)
        self.line.setText(argument.default)
        self.after = Words(scale, "mono", "muted")
        self._row.addWidget(self.line)
        self._row.addWidget(self.after)
        self.after.hide()
        self.line.textChanged.connect(self._changed)
        scale.changed.connect(self._fit)
        self._fit()
        self.retranslate()
        self._changed()

    def _fit(self) -> None:
        self.line.setFixedWidth(self._scale.px(_WIDTH.get(self.argument.kind, 120)))

    def first(self) -> QWidget:
        """The line."""
        return self.line

    def set_value(self, text: str) -> None:
        """Put a text in."""
        self.line.setText(text)

    def set_fault(self, text: str) -> None:
        """Red where it cannot be read."""
        self.line.set_fault(text)

    def _changed(self) -> None:
        if self.argument.kind is Kind.PORT:
            value = self.read()
            service = "" if isinstance(value, Fault) else getattr(value, "service", "")
            known = service and not isinstance(value, Fault) and value.value is not None
            self.after.setText(f"= {value.value}" if known else "")  # type: ignore[union-attr]
            self.after.setVisible(bool(known))
        self.edited.emit()

    def read(self) -> Value | Fault:
        """By the kind of the argument."""
        text, sock = self.line.text(), self._sock
        match self.argument.kind:
            case Kind.HOST:
                return read_host(text, sock.family, sock.type)
            case Kind.PORT:
                return read_port(text, "udp" if sock.type == socket.SOCK_DGRAM else "tcp")
            case Kind.PATH:
                return read_path(text, self._system)
            case Kind.BACKLOG:
                return read_backlog(text)
            case Kind.TIMEOUT:
                return read_timeout(text)
            case _:
                return read_size(text)


class DataField(ArgumentField):
    """What is to be sent: as text, as Python, in hex, or as a str that raises TypeError."""

    def __init__(self, scale: Scale, argument: Argument, call: str, sock: LabSocket) -> None:
        super().__init__(scale, argument, call, sock)
        self.line = Line(scale, height=28)
        self.line.setText(argument.default)
        self.kind = Box(scale, height=28)
        self.ending = Box(scale, height=28)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.kind)
        self._row.addWidget(self.ending)
        self.line.textChanged.connect(self.edited)
        self.kind.activated.connect(self._kind_chosen)
        self.ending.activated.connect(self.edited)
        scale.changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def _fit(self) -> None:
        self.line.setMinimumWidth(self._scale.px(190))

    def first(self) -> QWidget:
        """The line."""
        return self.line

    def set_value(self, text: str) -> None:
        """Put a text in."""
        self.line.setText(text)

    def stops(self) -> list[QWidget]:
        """The line, how it is read, what is appended."""
        return [self.line, self.kind, self.ending]

    def choose(self, kind: PayloadKind) -> None:
        """How the line is read."""
        self.kind.setCurrentIndex(self.kind.findData(kind.value))
        self._kind_chosen()

    def set_fault(self, text: str) -> None:
        """Red where it cannot be read."""
        self.line.set_fault(text)

    def _kind_chosen(self, _: int = 0) -> None:
        kind = self.kind.currentData()
        self.ending.setVisible(kind in (PayloadKind.TEXT.value, PayloadKind.STR.value))
        self.edited.emit()

    def read(self) -> Value | Fault:
        """The bytes, or on purpose a str."""
        kind = PayloadKind(self.kind.currentData() or PayloadKind.TEXT.value)
        ending = self.ending.currentData() or ""
        with_ending = kind in (PayloadKind.TEXT, PayloadKind.STR)
        return read_payload(self.line.text(), kind, ending=ending if with_ending else "")

    def retranslate(self) -> None:
        """Set every text anew."""
        super().retranslate()
        kinds = (
            (PayloadKind.TEXT, translate("CallForm", "text, UTF-8")),
            (PayloadKind.LITERAL, translate("CallForm", "Python: b'…'")),
            (PayloadKind.HEX, translate("CallForm", "hex")),
            (PayloadKind.STR, translate("CallForm", "as str, not encoded")),
        )
        endings = (("", translate("CallForm", "no ending")), ("\n", "\\n"), ("\r\n", "\\r\\n"))
        for box, items in (
            (self.kind, [(kind.value, text) for kind, text in kinds]),
            (self.ending, list(endings)),
        ):
            at = max(0, box.currentIndex())
            box.clear()
            for data, text in items:
                box.addItem(text, data)
            box.setCurrentIndex(at)
        self.kind.setAccessibleName(translate("CallForm", "how the data is written"))
        self.ending.setAccessibleName(translate("CallForm", "what is appended"))
        self._kind_chosen()


class ChoiceField(ArgumentField):
    """One of a few: a direction, a flag, an option."""

    def __init__(self, scale: Scale, argument: Argument, call: str, sock: LabSocket) -> None:
        super().__init__(scale, argument, call, sock)
        self.box = Box(scale, mono=True, height=28)
        self._row.addWidget(self.box)
        if argument.kind is Kind.OPTION:
            self.box.setFixedWidth(scale.px(_OPTION_WIDTH))
        self._options: tuple[Option, ...] = ()
        if argument.kind is Kind.OPTION:
            writing = call == "setsockopt"
            self._options = tuple(
                option
                for option in options(sock.family, sock.type)
                if not (option.read_only if writing else option.write_only)
            )
        self.box.activated.connect(self.edited)
        self.retranslate()
        if argument.default and (at := self.box.findData(argument.default)) >= 0:
            self.box.setCurrentIndex(at)

    def first(self) -> QWidget:
        """The list."""
        return self.box

    def set_value(self, text: str) -> None:
        """Choose by name."""
        at = self.box.findData(text)
        if at >= 0:
            self.box.setCurrentIndex(at)
            self.edited.emit()

    @property
    def option(self) -> Option | None:
        """The option that is chosen."""
        at = self.box.currentIndex()
        return self._options[at] if 0 <= at < len(self._options) else None

    def read(self) -> Value | Fault:
        """What is chosen."""
        name = str(self.box.currentData() or "")
        match self.argument.kind:
            case Kind.FLAGS:
                return read_flags((name,) if name else ())
            case Kind.OPTION:
                option = self.option
                if option is None:
                    return Fault(FaultCode.OPTION_UNKNOWN, name)
                return Value(option.name, option, option.source)
            case _:
                return Value(name, getattr(socket, name), f"socket.{name}")

    def retranslate(self) -> None:
        """Set every text anew."""
        super().retranslate()
        at = max(0, self.box.currentIndex())
        self.box.clear()
        for name, text in self._items():
            self.box.addItem(text, name)
        self.box.setCurrentIndex(at)
        view = self.box.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + self._scale.px(16))

    def _items(self) -> list[tuple[str, str]]:
        match self.argument.kind:
            case Kind.FLAGS:
                names = flag_names(self._call in _RECEIVING)
                return [("", "0"), *((name, name) for name in names)]
            case Kind.OPTION:
                return [
                    (option.name, _with_note(option.name, option_note(option.name)))
                    for option in self._options
                ]
            case _:
                return [(how, _with_note(how, how_note(how))) for how in SHUTDOWN_WAYS]


class OptionValueField(ArgumentField):
    """What an option is set to: it follows the option that is chosen."""

    def __init__(self, scale: Scale, argument: Argument, call: str, sock: LabSocket) -> None:
        super().__init__(scale, argument, call, sock)
        self.line = Line(scale, height=28)
        self.line.setText(argument.default)
        self.line.setFixedWidth(scale.px(_WIDTH[Kind.OPTION_VALUE]))
        self._row.addWidget(self.line)
        self._chooser: ChoiceField | None = None
        self.line.textChanged.connect(self.edited)
        self.retranslate()

    def follow(self, chooser: ChoiceField) -> None:
        """Read the value for the option that is chosen there."""
        self._chooser = chooser
        chooser.edited.connect(self._option_chosen)
        self._option_chosen()

    def _option_chosen(self) -> None:
        option = self._chooser.option if self._chooser is not None else None
        if option is not None:
            self.line.setText(option_example(option.kind))
            self.line.setToolTip(option_hint(option.kind))

    def first(self) -> QWidget:
        """The line."""
        return self.line

    def set_value(self, text: str) -> None:
        """Put a text in."""
        self.line.setText(text)

    def set_fault(self, text: str) -> None:
        """Red where it cannot be read."""
        self.line.set_fault(text)

    def read(self) -> Value | Fault:
        """As the option wants it."""
        option = self._chooser.option if self._chooser is not None else None
        if option is None:
            return Fault(FaultCode.OPTION_UNKNOWN, self.line.text())
        return read_option_value(option, self.line.text())


def _with_note(name: str, note: str) -> str:
    return f"{name} – {note}" if note else name


def make_field(
    scale: Scale, argument: Argument, call: str, sock: LabSocket, system: System
) -> ArgumentField:
    """The field for an argument."""
    match argument.kind:
        case Kind.DATA:
            return DataField(scale, argument, call, sock)
        case Kind.FLAGS | Kind.HOW | Kind.OPTION:
            return ChoiceField(scale, argument, call, sock)
        case Kind.OPTION_VALUE:
            return OptionValueField(scale, argument, call, sock)
        case _:
            return LineField(scale, argument, call, sock, system)


def values_of(fields: list[ArgumentField]) -> tuple[dict[str, Any], list[tuple[str, Fault]]]:
    """Every argument by its keyword, and what could not be read."""
    values: dict[str, Any] = {}
    faults: list[tuple[str, Fault]] = []
    for field in fields:
        read = field.read()
        if isinstance(read, Fault):
            faults.append((field.argument.name, read))
            if read.anyway is not None:
                values[field.argument.name] = read.anyway
        else:
            values[field.argument.name] = read
    return values, faults
