"""The form of a call: its arguments in a row under the buttons; Enter makes the call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.lab.calls import arguments_of
from core.lab.session import LabSocket
from core.lab.values import System
from desktop.lab.call_fields import (
    ArgumentField,
    ChoiceField,
    DataField,
    OptionValueField,
    make_field,
    values_of,
)
from desktop.lab.fault_words import fault_words
from desktop.lab.parts import LabButton, LabIconButton, Words
from desktop.server.flow_layout import FlowLayout
from desktop.sockets.scale import Scale
from desktop.theme import theme

translate = QCoreApplication.translate

STAYS_OPEN = ("send", "sendall", "sendto")
"""Calls that are often made again with other data: their form stays."""


class Target(NamedTuple):
    """An address to fill in with one press: ``label`` says whose it is."""

    label: str
    host: str
    port: str
    path: str = ""


class CallForm(QWidget):
    """Signals: ``submitted(arguments by keyword)``, ``cancelled()``."""

    submitted = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        scale: Scale,
        call: str,
        sock: LabSocket,
        system: System,
        defaults: Mapping[str, str],
        targets: Sequence[Target] = (),
    ) -> None:
        super().__init__()
        self.call = call
        self._scale = scale
        self.fields: list[ArgumentField] = []
        self._touched = False
        chooser: ChoiceField | None = None
        self._flow = FlowLayout(scale.px(10))
        for argument in arguments_of(call, sock):
            field = make_field(scale, argument, call, sock, system)
            if (text := defaults.get(argument.name)) is not None:
                field.set_value(text)
            if isinstance(field, OptionValueField) and chooser is not None:
                field.follow(chooser)
            if isinstance(field, ChoiceField):
                chooser = field
            field.edited.connect(self._edited)
            self.fields.append(field)
            self._flow.addWidget(field)
        self.go = LabButton(scale, "play", "primary", 28)
        self.go.clicked.connect(self.submit)
        self.cross = LabIconButton(scale, "x")
        self.cross.clicked.connect(self.cancelled)
        self.note = Words(scale, "small", "danger", wrap=True)
        self.note.hide()
        self.anyway = LabButton(scale, "zap", "secondary", 28)
        self.anyway.clicked.connect(self._send)
        self.anyway.hide()
        self._targets: list[tuple[LabButton, Target]] = []
        self._build(targets)
        self.retranslate()

    def _build(self, targets: Sequence[Target]) -> None:
        px = self._scale.px
        foot = QWidget()
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(0, px(18), 0, 0)
        buttons.setSpacing(px(6))
        buttons.addWidget(self.go)
        buttons.addWidget(self.cross)
        self._flow.addWidget(foot)
        said = QHBoxLayout()
        said.setSpacing(px(10))
        said.addWidget(self.note, 1)
        said.addWidget(self.anyway, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(12), px(10))
        column.setSpacing(px(8))
        column.addLayout(self._flow)
        if targets:
            row = FlowLayout(px(6))
            for target in targets:
                button = LabButton(self._scale, "arrow-right", "secondary", 28)
                button.clicked.connect(lambda _=False, target=target: self._fill(target))
                row.addWidget(button)
                self._targets.append((button, target))
            column.addLayout(row)
        column.addLayout(said)

    @property
    def targets(self) -> list[LabButton]:
        """The buttons that fill an address in."""
        return [button for button, _ in self._targets]

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in reading order."""
        fields = [widget for field in self.fields for widget in field.stops()]
        return [*fields, self.go, self.cross, *self.targets, self.anyway]

    def field(self, name: str) -> ArgumentField:
        """The field of an argument. Raises KeyError where the call has none of that name."""
        for field in self.fields:
            if field.argument.name == name:
                return field
        raise KeyError(name)

    def focus(self) -> None:
        """Put the keyboard where typing begins."""
        if not self.fields:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        first = self.fields[0].first()
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if hasattr(first, "selectAll"):
            first.selectAll()

    def _fill(self, target: Target) -> None:
        for field in self.fields:
            text = {"host": target.host, "port": target.port, "path": target.path}.get(
                field.argument.name
            )
            if text is not None:
                field.set_value(text)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> None:
        if self._touched:
            self.check()

    def check(self) -> bool:
        """Say what cannot be read; True when everything can be."""
        _, faults = values_of(self.fields)
        named = dict(faults)
        sentences = []
        for field in self.fields:
            fault = named.get(field.argument.name)
            text = fault_words(fault) if fault is not None else ""
            field.set_fault(text)
            if text:
                sentences.append(text)
        self.note.setText("\n".join(sentences))
        self.note.setVisible(bool(sentences))
        can = bool(faults) and all(fault.anyway is not None for _, fault in faults)
        self.anyway.setVisible(can)
        self.updateGeometry()
        return not faults

    def submit(self) -> None:
        """Make the call, or say what is missing."""
        self._touched = True
        if self.check():
            self._send()
            return
        _, faults = values_of(self.fields)
        self.field(faults[0][0]).first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self) -> None:
        values, _ = values_of(self.fields)
        self._touched = False
        self.submitted.emit(values)
        for field in self.fields:
            if isinstance(field, DataField):
                field.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the buttons; Enter in any field comes here and makes the call."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sunken box."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("sunken"))
        box = self.rect().adjusted(0, 0, -1, -1)
        painter.drawRoundedRect(box, look.radius_control, look.radius_control)

    def retranslate(self) -> None:
        """Set every text anew."""
        for field in self.fields:
            field.retranslate()
        self.go.setText(self.call)
        self.go.setAccessibleName(translate("CallForm", "Call %1").replace("%1", self.call))
        self.cross.set_name(translate("CallForm", "Do not call"))
        self.anyway.setText(translate("CallForm", "Call anyway"))
        for button, target in self._targets:
            where = target.path or f"{target.host}:{target.port}"
            button.setText(f"{target.label}  {where}")
            button.setAccessibleName(
                translate("CallForm", "Take the address of %1: %2")
                .replace("%1", target.label)
                .replace("%2", where)
            )
        if not self.note.isHidden():
            self.check()
