"""How fast the watched calls go: run, slow motion, pause, step one thread, to the next delivery."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QSlider, QWidget

from core.net.gate import LEAST_FACTOR, MOST_FACTOR, Gate, Pace
from core.net.trace import ActorSnapshot, ActorState
from core.threads.trace_feed import TraceFeed
from desktop.sockets import sequence_words as words
from desktop.sockets.bar_button import BarButton, Room
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from desktop.theme import set_ground, theme
from desktop.widgets.menu import PopupMenu

translate = QCoreApplication.translate
HEIGHT = 52
_STEPS = 40
_LOOK_MS = 300
_NARROW = 500


def factor_of(step: int) -> float:
    """How much slower a place of the slider is: 0 for full speed, then ×2 … ×300."""
    if step <= 0:
        return 0.0
    share = (step - 1) / (_STEPS - 1)
    exact = LEAST_FACTOR * math.exp(share * math.log(MOST_FACTOR / LEAST_FACTOR))
    return float(round(exact) if exact < 30 else round(exact, -1))


def step_of(factor: float) -> int:
    """The place of the slider for a factor (0: full speed)."""
    if factor < LEAST_FACTOR:
        return 0
    share = math.log(factor / LEAST_FACTOR) / math.log(MOST_FACTOR / LEAST_FACTOR)
    return 1 + round(share * (_STEPS - 1))


class _Trough(QWidget):
    """The ground of the choice between run and pause."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("line"), 1))
        painter.setBrush(theme().color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)


class PaceBar(QWidget):
    """The bar over the tape. Without a lens (a saved tape) it is empty but for the title.

    Signals: ``pace_changed()``: the person chose another pace.
    """

    pace_changed = Signal()

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.feed, self.selection, self.scale = feed, selection, scale
        self._names: dict[int, str] = {}
        self._room = Room.FULL
        self._titled = True
        set_ground(self, "surface")
        self.title = PaneLabel(scale, "title")
        self.run_button = BarButton(scale, "play", "F5", look="segment", token="running")
        self.pause_button = BarButton(scale, "pause", "F5", look="segment", token="parked")
        for button in (self.run_button, self.pause_button):
            button.setCheckable(True)
            button.setAutoExclusive(True)
        self._trough = _Trough()
        cells = QHBoxLayout(self._trough)
        cells.setContentsMargins(3, 3, 3, 3)
        cells.setSpacing(0)
        cells.addWidget(self.run_button)
        cells.addWidget(self.pause_button)
        self.step_button = BarButton(scale, "step-forward", "F10")
        self.choose_button = BarButton(scale, "chevron-down")
        self.delivery_button = BarButton(scale, "skip-forward", "F8")
        self.slowest = PaneLabel(scale, "small", "muted")
        self.fastest = PaneLabel(scale, "small", "muted")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setPageStep(5)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.speed = PaneLabel(scale, "bodyStrong")
        self._row = QHBoxLayout(self)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._lay_out()
        self._connect()
        scale.changed.connect(self._restyled)
        self._restyled()
        self.retranslate()

    def _lay_out(self) -> None:
        self._row.addWidget(self.title)
        self._row.addWidget(self._trough)
        split = QHBoxLayout()
        split.setSpacing(0)
        split.addWidget(self.step_button)
        split.addWidget(self.choose_button)
        self._row.addLayout(split)
        self._row.addWidget(self.delivery_button)
        self._row.addStretch(1)
        self._row.addWidget(self.fastest)
        self._row.addWidget(self.slider)
        self._row.addWidget(self.slowest)
        self._row.addWidget(self.speed)

    def _connect(self) -> None:
        self.run_button.clicked.connect(self.run)
        self.pause_button.clicked.connect(self.pause)
        self.step_button.clicked.connect(self.step)
        self.choose_button.clicked.connect(self._open_choice)
        self.delivery_button.clicked.connect(self.to_delivery)
        self.slider.valueChanged.connect(self._slid)
        self._watch.timeout.connect(self.refresh)
        self._watch.start()
        self.feed.changed.connect(self._told)
        self.feed.reset.connect(self.refresh)
        self.selection.changed.connect(self.refresh)

    # --- what is pressed ------------------------------------------------------------------------

    @property
    def gate(self) -> Gate | None:
        """The gate of what is watched; None for a saved tape."""
        return self.feed.lens.gate if self.feed.lens is not None else None

    @property
    def is_paused(self) -> bool:
        """Whether calls are held."""
        return self.gate is not None and self.gate.pace is Pace.PAUSED

    def toggle(self) -> None:
        """Run, or pause (F5)."""
        if self.is_paused:
            self.run()
        else:
            self.pause()

    def run(self) -> None:
        """Let calls go, at the slider's speed."""
        if self.gate is not None:
            factor = factor_of(self.slider.value())
            if factor:
                self.gate.slow(factor)
            else:
                self.gate.run()
            self._changed()

    def pause(self) -> None:
        """Hold every call from now on."""
        if self.gate is not None:
            self.gate.pause()
            self._changed()

    def step(self) -> None:
        """One call of the chosen actor (F10); while calls run, hold them first."""
        if not self.is_paused:
            self.pause()
            return
        actor = self.chosen()
        if actor is not None:
            self.step_actor(actor.info.number)

    def step_actor(self, actor: int) -> None:
        """One call of a parked actor."""
        if self.gate is not None:
            self.gate.permit(actor)
            self._changed()

    def to_delivery(self) -> None:
        """Let calls go one by one until somebody receives bytes (F8)."""
        if self.gate is not None:
            self.gate.to_delivery()
            self._changed()

    def change_speed(self, step: int) -> None:
        """Slower (-1) or faster (+1) by some places of the slider."""
        value = self.slider.value()
        self.slider.setValue(value - 2 * step if value > 2 or step < 0 else 0)

    def set_factor(self, factor: float) -> None:
        """Slow motion by a factor (0: full speed)."""
        self.slider.setValue(step_of(factor))

    def _slid(self, _value: int) -> None:
        if self.gate is not None and self.gate.pace is not Pace.PAUSED:
            self.run()
        self._show_speed()

    def _changed(self) -> None:
        self.refresh()
        self.pace_changed.emit()

    # --- who is parked --------------------------------------------------------------------------

    def parked(self) -> list[ActorSnapshot]:
        """The actors that are held, the longest first."""
        actors = self.feed.lens.actors() if self.feed.lens is not None else ()
        held = [actor for actor in actors if actor.state is ActorState.PARKED]
        return sorted(held, key=lambda actor: actor.since)

    def chosen(self) -> ActorSnapshot | None:
        """Whom Step lets go: the chosen one if it is held, else the one held longest."""
        held = self.parked()
        chosen = self.selection.actor
        return next((a for a in held if a.info.number == chosen), held[0] if held else None)

    def set_names(self, names: dict[int, str]) -> None:
        """Whom the server's readers serve, by actor."""
        if names != self._names:
            self._names = names
            self.refresh()

    def _title_of(self, actor: ActorSnapshot) -> str:
        return words.actor_title(actor.info, self._names.get(actor.info.number, ""))

    def choice(self) -> QMenu:
        """The menu of the actors that are held, not yet shown."""
        menu = PopupMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self.chosen()
        for actor in self.parked():
            call = actor.pending.call if actor.pending is not None else ""
            action = menu.addAction(f"{self._title_of(actor)} · {call}()")
            action.setCheckable(True)
            action.setChecked(chosen is not None and actor.info.number == chosen.info.number)
            number = actor.info.number
            action.triggered.connect(lambda _on, number=number: self.selection.set_actor(number))
        if not menu.actions():
            menu.addAction(translate("PaceBar", "Nobody is parked")).setEnabled(False)
        return menu

    def _open_choice(self) -> None:
        below = self.choose_button.rect().bottomLeft()
        self.choice().popup(self.choose_button.mapToGlobal(below))

    # --- showing --------------------------------------------------------------------------------

    def _told(self, _change: object) -> None:
        if self.isVisible() and self.gate is not None and self.gate.holding:
            self.refresh()

    def refresh(self) -> None:
        """Show the pace, and whom Step lets go."""
        gate = self.gate
        live = gate is not None
        if self._trough.isHidden() == live:
            for widget in (
                self._trough, self.step_button, self.choose_button, self.delivery_button,
                self.slider,
            ):  # fmt: skip
                widget.setVisible(live)
            self._fit()
        if gate is None:
            return
        paused = gate.pace is Pace.PAUSED
        if self.run_button.isChecked() == paused or self.pause_button.isChecked() != paused:
            (self.pause_button if paused else self.run_button).setChecked(True)
        if gate.pace is Pace.SLOW and factor_of(self.slider.value()) != gate.factor:
            self.slider.blockSignals(True)
            self.slider.setValue(step_of(gate.factor))
            self.slider.blockSignals(False)
        self._show_step(paused)
        self._show_speed()

    def _show_step(self, paused: bool) -> None:
        actor = self.chosen() if paused else None
        if actor is not None:
            text = translate("PaceBar", "Step: %1").replace("%1", self._title_of(actor))
        else:
            text = translate("PaceBar", "Step")
        if self.step_button.text() != text:
            self.step_button.set_words(text)
            self._fit()
        self.step_button.setEnabled(not paused or actor is not None)
        self.choose_button.setEnabled(paused and actor is not None)

    def _show_speed(self) -> None:
        factor = factor_of(self.slider.value())
        if factor:
            text = translate("PaceBar", "slower ×%1").replace("%1", f"{factor:.0f}")
        else:
            text = translate("PaceBar", "full speed")
        self.speed.setText(text)
        self.slider.setAccessibleDescription(text)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(400, self.scale.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the icons let it be."""
        return QSize(self.scale.px(320), self.scale.px(HEIGHT))

    def show_title(self, shown: bool) -> None:
        """Whether the bar says what it belongs to; where a title stands above it, it does not."""
        self._titled = shown
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the buttons as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.scale.px
        speed = self.scale.metrics("bodyStrong")
        widest = max(
            speed.horizontalAdvance(translate("PaceBar", "full speed")),
            speed.horizontalAdvance(translate("PaceBar", "slower ×%1").replace("%1", "300")),
        )
        self.speed.setMinimumWidth(round(widest) + 2)
        ends = self.slowest.sizeHint().width() + self.fastest.sizeHint().width()
        buttons = (self.run_button, self.pause_button, self.step_button, self.delivery_button)
        for room, may_title, marks, words_of_speed in (
            (Room.FULL, True, True, True),
            (Room.WORDS, True, True, True),
            (Room.WORDS, False, False, True),
            (Room.WORDS, False, False, False),
            (Room.ICON, False, False, True),
        ):
            title = may_title and self._titled
            slider = px(120 if room is Room.FULL else 84)
            need = sum(button.width_in(room) for button in buttons) + slider
            gaps = 4 + title + words_of_speed + 2 * marks
            need += px(38) + gaps * px(10) + 2 * px(14) + 6  # chevron, gaps, margins, the trough's
            need += self.title.sizeHint().width() if title else 0
            need += round(widest) if words_of_speed else 0
            need += ends if marks else 0
            if need <= self.width() or room is Room.ICON:
                break
        for button in buttons:
            button.set_room(room)
        self.title.setVisible(title)
        live = self.gate is not None
        for mark in (self.fastest, self.slowest):
            mark.setVisible(marks and live)
        self.speed.setVisible(live and words_of_speed and self.width() >= px(_NARROW))
        self.slider.setFixedWidth(
            px(120 if room is Room.FULL else 84 if self.width() >= px(_NARROW) else 60)
        )

    def _restyled(self) -> None:
        px = self.scale.px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(14), 0, px(14), 0)
        self._row.setSpacing(px(10))
        self._trough.setFixedHeight(px(26) + 6)
        self._fit()

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(translate("PaceBar", "Sockets"))
        self.run_button.set_words(translate("PaceBar", "Run"))
        self.pause_button.set_words(translate("PaceBar", "Paused"), translate("PaceBar", "Pause"))
        self.delivery_button.set_words(translate("PaceBar", "To next delivery"))
        self.choose_button.set_words("", translate("PaceBar", "Whom to step"))
        self.fastest.setText("×1")
        self.slowest.setText("×300")
        self.slider.setAccessibleName(translate("PaceBar", "How much slower"))
        self.slider.setToolTip(translate("PaceBar", "How much slower (+ and -)"))
        self.step_button.setText("")
        self.refresh()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line under it."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().color("line"))
