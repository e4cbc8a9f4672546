"""A lesson's program, whole, with marks beside its lines: where it stands, what came back."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.net.trace import ActorState
from desktop.lessons.program_marks import LineMark
from desktop.lessons.scaled import ScaledButton, ScaledElided, ScaledIcon
from desktop.sockets import event_words
from desktop.sockets.code_area import CodeView, Mark, MarkKind
from desktop.sockets.pane import PaneLabel
from desktop.sockets.program_words import program_word
from desktop.sockets.scale import Scale
from desktop.sockets.sequence_words import lasted, state_word
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import Card, Divider

translate = QCoreApplication.translate

_LONGEST_OUTPUT = 60
STATES = {
    # state → (icon, colour)
    ActorState.PARKED: ("pause", "parked"),
    ActorState.IN_KERNEL: ("hourglass", "kernel"),
    ActorState.RUNNING: ("play", "running"),
    ActorState.WAITING: ("clock", "muted"),
    ActorState.FINISHED: ("square", "muted"),
}


class StatePill(QWidget):
    """A state in a pill: icon, word, colour. "" for a program that was not started."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._state = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    def set_state(self, state: str) -> None:
        """An ActorState's value, or another word for "not started"."""
        self._state = state
        self.setAccessibleName(self.word())
        self.updateGeometry()
        self.update()

    def word(self) -> str:
        """The state in words."""
        if self._state == ActorState.WAITING:
            return self.tr("waits")  # for input(), in sleep(), for another thread
        try:
            return state_word(ActorState(self._state))
        except ValueError:
            return self.tr("not started")

    def _look(self) -> tuple[str, str]:
        try:
            return STATES[ActorState(self._state)]
        except ValueError:
            return "circle", "muted"

    def sizeHint(self) -> QSize:
        """Icon, word, padding."""
        px = self._scale.px
        width = self._scale.metrics("smallMedium").horizontalAdvance(self.word())
        return QSize(round(width) + px(34), px(21))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pill."""
        look, px = theme(), self._scale.px
        icon, token = self._look()
        color = look.color(token)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(color, self._scale.pen()))
        painter.setBrush(mix(color, look.color("surface"), 0.10))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        side = px(12)
        pixmap = look.pixmap(icon, look.ink(color), side, self.devicePixelRatioF())
        painter.drawPixmap(px(9), (self.height() - side) // 2, pixmap)
        painter.setFont(self._scale.font("smallMedium"))
        painter.setPen(look.ink(color))
        text = self.rect().adjusted(px(25), 0, 0, 0)
        painter.drawText(
            text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.word()
        )


def mark_words(mark: LineMark, now: float) -> str:
    """What a mark says; ``now``: the lens's time."""
    thread = f"{program_word(mark.thread)}: " if mark.thread else ""
    times = f" ×{mark.times}" if mark.times > 1 else ""
    match mark.kind:
        case "parked":
            return thread + translate("ProgramPane", "next call")
        case "kernel":
            waited = lasted(max(0.0, now - mark.since))
            return thread + translate("ProgramPane", "in kernel %1").replace("%1", waited)
        case "raised":
            return (mark.error if mark.call or not mark.text else mark.text) + times
        case "output":
            return (
                mark.text
                if len(mark.text) <= _LONGEST_OUTPUT
                else mark.text[:_LONGEST_OUTPUT] + "…"
            )
    if mark.size is None:
        return ("✓" if mark.kind == "past" else translate("ProgramPane", "returned")) + times
    if mark.send or mark.kind == "past":
        return f"→ {mark.size}{times}"
    words = translate("ProgramPane", "returned %1")
    return words.replace("%1", event_words.short_size(mark.size)) + times


_KINDS = {
    "parked": MarkKind.PARKED,
    "kernel": MarkKind.KERNEL,
    "returned": MarkKind.RETURNED,
    "raised": MarkKind.RAISED,
}


class ProgramPane(Card):
    """One actor: its name, its state, its program, and a button that lets it make one call.

    Signals: ``step_requested(actor)``, ``chosen(event)``.
    """

    step_requested = Signal(str)
    chosen = Signal(int)

    def __init__(
        self, name: str, program: str, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.actor, self.program = name, program
        self._scale = scale
        serves = "server" in name.casefold()
        self._token = "server" if serves else "client"
        self._icon = ScaledIcon(scale, "server" if serves else "user", self._token)
        self.name = PaneLabel(scale, "bodyStrong")
        self.file = ScaledElided(scale, "mono", "muted")
        self.pill = StatePill(scale)
        self.step = ScaledButton(scale, "step-forward", "secondary", 28)
        self.lines = CodeView(scale)
        self._head = QHBoxLayout()
        self._head.addWidget(self._icon)
        self._head.addWidget(self.name)
        self._head.addWidget(self.file, 1)
        self._head.addWidget(self.step)
        self._head.addWidget(self.pill)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(Divider())
        column.addSpacing(3)
        column.addWidget(self.lines, 1)
        self.step.clicked.connect(lambda: self.step_requested.emit(self.actor))
        self.lines.mark_clicked.connect(self._clicked)
        scale.changed.connect(self._restyle)
        theme().changed.connect(self.update)
        self._restyle()
        self.retranslate()
        self.set_state("", may_step=False)

    def wanted_height(self) -> int:
        """As high as its head and all its lines are."""
        rows = self.lines.source.rstrip("\n").count("\n") + 1
        row = round(self._scale.metrics("mono").height() + self._scale.px(5))
        return self._head.sizeHint().height() + rows * row + self._scale.px(16)

    def set_state(self, state: str, *, may_step: bool) -> None:
        """How its first thread stands; ``may_step``: it can be let make one call."""
        self.pill.set_state(state)
        self.step.setEnabled(may_step)

    def show_marks(self, marks: Mapping[int, LineMark], lit: Collection[int], now: float) -> None:
        """The marks by line; ``lit``: lines that the lesson points at; ``now``: of the lens."""
        shown = [
            Mark(
                line,
                _KINDS.get(mark.kind, MarkKind.NOTE),
                mark_words(mark, now),
                mark.send,
                mark.event,
            )
            for line, mark in sorted(marks.items())
        ]
        bare = sorted(set(lit) - set(marks))
        shown += [Mark(line, MarkKind.NOTE, self.tr("look here")) for line in bare]
        returned = [line for line, mark in marks.items() if mark.kind in ("returned", "raised")]
        standing = [line for line, mark in marks.items() if mark.kind in ("parked", "kernel")]
        self.lines.set_marks(shown, max(returned + standing, default=0))

    def _clicked(self, mark: Mark) -> None:
        if mark.event:
            self.chosen.emit(mark.event)

    def _restyle(self) -> None:
        px = self._scale.px
        self._head.setContentsMargins(px(12), px(7), px(10), px(6))
        self._head.setSpacing(px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the button has its icon only."""
        super().resizeEvent(event)
        self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, with a line of the actor's colour at its top."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(0, 0, self.width(), 3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self._token))
        radius = theme().radius_card
        painter.drawRoundedRect(QRectF(0, 0, self.width(), 40), radius, radius)

    def retranslate(self) -> None:
        """Set every text anew."""
        shown = program_word(self.actor)
        self.name.setText(shown)
        self.file.setText(self.program)
        self.step.setText(self.tr("One call"))
        self.step.set_compact(self.width() < self._scale.px(400))
        name = self.tr("Let %1 make one call").replace("%1", shown)
        self.step.setAccessibleName(name)
        self.step.setToolTip(name)
        self.lines.setAccessibleName(f"{shown}, {self.program}")
        self.pill.set_state(self.pill._state)

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
