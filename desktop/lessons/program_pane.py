"""A lesson's program, whole, with marks beside its lines: where it stands, what came back."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.net.trace import ActorState
from desktop.lessons.program_marks import LineMark
from desktop.lessons.python_marks import colour_lines
from desktop.lessons.scaled import ScaledButton, ScaledElided, ScaledIcon
from desktop.sockets import event_words
from desktop.sockets.pane import PaneLabel
from desktop.sockets.pane_paint import badge_width, paint_badge
from desktop.sockets.scale import Scale
from desktop.sockets.sequence_words import state_word
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import Card, Divider, paint_focus

_LINE = 21
_STATES = {
    ActorState.PARKED: ("pause", "parked"),
    ActorState.IN_KERNEL: ("hourglass", "kernel"),
    ActorState.RUNNING: ("play", "running"),
    ActorState.WAITING: ("clock", "muted"),
    ActorState.FINISHED: ("square", "muted"),
}
_MARKS = {  # kind → (icon, colour)
    "parked": ("pause", "parked"),
    "kernel": ("hourglass", "kernel"),
    "returned": ("corner-down-left", "accent"),
    "raised": ("octagon-x", "danger"),
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
        try:
            return state_word(ActorState(self._state))
        except ValueError:
            return self.tr("not started")

    def _look(self) -> tuple[str, str]:
        try:
            return _STATES[ActorState(self._state)]
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


class CodeLines(QAbstractScrollArea):
    """The lines with their numbers and marks. Signals: ``chosen(event)``: the number of the call of
    a line that was clicked, or chosen with Enter."""

    chosen = Signal(int)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._source = ""
        self._marks: Mapping[int, LineMark] = {}
        self._lit: Collection[int] = ()
        self._now = 0.0
        self._current = 0
        self.setProperty("bare", True)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        scale.changed.connect(self._measure)
        theme().changed.connect(self.viewport().update)

    # --- what is shown ------------------------------------------------------------------------

    def set_source(self, source: str) -> None:
        """Another program."""
        if source != self._source:
            self._source = source
            self._current = 0
            self._measure()

    def set_marks(self, marks: Mapping[int, LineMark], lit: Collection[int], now: float) -> None:
        """The marks by line; ``lit``: lines that the lesson points at; ``now``: of the lens."""
        news = marks != self._marks
        self._marks, self._lit, self._now = marks, lit, now
        if news:
            self.setAccessibleDescription(
                "; ".join(
                    f"{line}: {self.mark_words(mark)}" for line, mark in sorted(marks.items())
                )
            )
            self._follow()
        self.viewport().update()

    @property
    def marks(self) -> Mapping[int, LineMark]:
        """The marks by line."""
        return self._marks

    def mark_words(self, mark: LineMark) -> str:
        """What a mark says."""
        thread = f"{mark.thread}: " if mark.thread else ""
        times = f" ×{mark.times}" if mark.times > 1 else ""
        match mark.kind:
            case "parked":
                return thread + self.tr("next call")
            case "kernel":
                seconds = event_words.seconds(max(0.0, self._now - mark.since))
                return thread + self.tr("in kernel") + f" {seconds}"
            case "raised":
                return (mark.error if mark.call or not mark.text else mark.text) + times
            case "output":
                return mark.text
            case "past":
                return f"→ {mark.size}{times}" if mark.size is not None else f"✓{times}"
        if mark.size is None:
            return self.tr("returned") + times
        if mark.send:
            return f"→ {mark.size}{times}"
        return self.tr("returned %1").replace("%1", event_words.short_size(mark.size)) + times

    # --- geometry -----------------------------------------------------------------------------

    @property
    def _line(self) -> int:
        return self._scale.px(_LINE)

    def _rows(self) -> int:
        return max(1, len(self._source.rstrip("\n").split("\n")))

    def sizeHint(self) -> QSize:
        """All lines, where there is room."""
        return QSize(self._scale.px(300), self._rows() * self._line + self._scale.px(6))

    def minimumSizeHint(self) -> QSize:
        """Some lines."""
        return QSize(self._scale.px(160), min(self._rows(), 5) * self._line)

    def _measure(self) -> None:
        bar = self.verticalScrollBar()
        bar.setSingleStep(self._line)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, self.sizeHint().height() - self.viewport().height()))
        width = self._scale.metrics("mono").horizontalAdvance(
            max(self._source.split("\n"), key=len, default="")
        )
        across = self.horizontalScrollBar()
        over = self._gutter() + width + self._scale.px(8) - self.viewport().width()
        across.setRange(0, max(0, round(over)))
        self.updateGeometry()
        self.viewport().update()

    def _gutter(self) -> int:
        return self._scale.px(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure how far it scrolls."""
        super().resizeEvent(event)
        self._measure()

    def _follow(self) -> None:
        """Keep the line where the program stands in sight."""
        standing = [n for n, mark in self._marks.items() if mark.kind in ("parked", "kernel")]
        shown = [n for n, mark in self._marks.items() if mark.kind == "returned"]
        for line in (shown[-1:] or []) + (standing[:1] or []):
            top = (line - 1) * self._line
            bar = self.verticalScrollBar()
            if top < bar.value():
                bar.setValue(top)
            elif top + 2 * self._line > bar.value() + self.viewport().height():
                bar.setValue(top + 2 * self._line - self.viewport().height())

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grounds, numbers, code, marks."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        width = self.viewport().width()
        for number, pieces in enumerate(colour_lines(self._source.rstrip("\n")), start=1):
            row = QRectF(0, (number - 1) * self._line - down, width, self._line)
            if row.bottom() < 0 or row.top() > self.viewport().height():
                continue
            ground = self._paint_ground(painter, row, number)
            self._paint_code(painter, row, number, pieces, across)
            mark = self._marks.get(number)
            if mark is not None:
                self._paint_mark(painter, row, mark, ground)
            if number == self._current and self.hasFocus():
                paint_focus(painter, row.adjusted(1, 0, -1, 0), 4)

    def _paint_ground(self, painter: QPainter, row: QRectF, number: int) -> QColor:
        look = theme()
        surface = look.color("surface")
        mark = self._marks.get(number)
        token = {
            "parked": "parked",
            "kernel": "kernel",
            "returned": "accent",
            "raised": "danger",
        }.get(mark.kind if mark else "", "")
        if not token and number in self._lit:
            token = "client"
        if not token:
            return surface
        ground = mix(look.color(token), surface, 0.14 if token != "client" else 0.08)
        painter.fillRect(row, ground)
        painter.fillRect(QRectF(0, row.top(), self._scale.px(4), row.height()), look.color(token))
        return ground

    def _paint_code(
        self,
        painter: QPainter,
        row: QRectF,
        number: int,
        pieces: tuple[tuple[str, str], ...],
        across: int,
    ) -> None:
        look, px = theme(), self._scale.px
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.save()
        painter.setClipRect(row.adjusted(self._gutter() - px(4), 0, 0, 0))
        painter.setFont(self._scale.font("mono"))
        metrics = self._scale.metrics("mono")
        x = float(self._gutter() - across)
        for text, token in pieces:
            color = look.color(token) if token else look.color("text")
            painter.setPen(look.ink(color) if token not in ("", "muted") else color)
            painter.drawText(QRectF(x, row.top(), 4000, row.height()), flags, text)
            x += metrics.horizontalAdvance(text)
        painter.restore()
        painter.setFont(self._scale.font("monoSmall"))
        painter.setPen(look.color("muted"))
        box = QRectF(0, row.top(), self._gutter() - px(10), row.height())
        painter.drawText(
            box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(number)
        )

    def _paint_mark(self, painter: QPainter, row: QRectF, mark: LineMark, ground: QColor) -> None:
        look, scale, px = theme(), self._scale, self._scale.px
        icon, token = _MARKS.get(mark.kind, ("", "muted"))
        quiet = mark.kind in ("past", "output") or mark.send
        role = "mono" if mark.kind == "output" else "small" if quiet else "smallStrong"
        words = self.mark_words(mark)
        room = row.width() * 0.6
        words = scale.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, room)
        text_width = scale.metrics(role).horizontalAdvance(words)
        badge = badge_width(mark.send, scale) + px(6) if mark.send else 0.0
        side = px(13) if icon and not mark.send else 0
        total = text_width + badge + (side + px(5) if side else 0)
        right = row.right() - px(10)
        left = right - total
        painter.fillRect(QRectF(left - px(10), row.top(), total + px(20), row.height()), ground)
        color = look.ink(look.color(token)) if token != "muted" else look.color("muted")
        if side:
            pixmap = look.pixmap(icon, color, side, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(row.center().y() - side / 2), pixmap)
            left += side + px(5)
        painter.setFont(scale.font(role))
        painter.setPen(color)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, row.top(), text_width + 2, row.height()), flags, words)
        if mark.send:
            paint_badge(painter, right - badge + px(6), row.center().y(), mark.send, scale)

    # --- choosing a line ------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the call of the line."""
        self._choose(
            int((event.position().y() + self.verticalScrollBar().value()) // self._line) + 1
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go to the lines with a mark; the scroll area has the others."""
        lines = sorted(n for n, mark in self._marks.items() if mark.event)
        if event.key() == Qt.Key.Key_Down and lines:
            self._choose(next((n for n in lines if n > self._current), lines[0]))
        elif event.key() == Qt.Key.Key_Up and lines:
            self._choose(next((n for n in reversed(lines) if n < self._current), lines[-1]))
        else:
            super().keyPressEvent(event)

    def _choose(self, line: int) -> None:
        self._current = line
        mark = self._marks.get(line)
        if mark is not None and mark.event:
            self.chosen.emit(mark.event)
        self.viewport().update()


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
        self.lines = CodeLines(scale)
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
        self.lines.chosen.connect(self.chosen)
        scale.changed.connect(self._restyle)
        theme().changed.connect(self.update)
        self._restyle()
        self.retranslate()
        self.set_state("", may_step=False)

    def set_state(self, state: str, *, may_step: bool) -> None:
        """How its first thread stands; ``may_step``: it can be let make one call."""
        self.pill.set_state(state)
        self.step.setEnabled(may_step)

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
        shown = {"server": self.tr("server"), "client": self.tr("client")}.get(
            self.actor, self.actor
        )
        self.name.setText(shown)
        self.file.setText(self.program)
        words = self.tr("One call")
        self.step.setText(words if self.width() >= self._scale.px(400) else "")
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
