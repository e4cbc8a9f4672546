"""The strip above the cards that leads through a starting point, step by step."""

from __future__ import annotations

import socket

from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.lab.session import LabCall
from desktop.lab.desk import Desk
from desktop.lab.parts import LabButton, LabIconButton, Words
from desktop.lab.recipes import MAKE, Recipe, Step, free_port, recipes
from desktop.lab.wanted import DEFAULT_PORT, Wanted, default_path
from desktop.theme import theme

translate = QCoreApplication.translate


class RecipeBar(QWidget):
    """Signals: ``stepped(number)``: a step was made on that socket; ``closed()``."""

    stepped = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        scale = desk.scale
        self._recipe: Recipe | None = None
        self._at = 0
        self._roles: dict[str, int] = {}
        self._awaited: dict[int, str] = {}  # calls that will make a socket, and its role
        self._call = 0  # the step's call while it is not over
        self._made: dict[int, bool] = {}  # calls of the recipe, and whether they are to fail
        self._stuck = False
        self._rushing = False
        self._ports = (12345, 5005)
        self.title = Words(scale, "smallStrong")
        self.count = Words(scale, "small", "muted", tabular=True)
        self.code = Words(scale, "mono")
        self.words = Words(scale, "small", "muted", wrap=True)
        self.next = LabButton(scale, "chevron-right", "primary", 32)
        self.rest = LabButton(scale, None, "flat", 32)
        self.cross = LabIconButton(scale, "x")
        self._build()
        self.next.clicked.connect(self.step)
        self.rest.clicked.connect(self._rush)
        self.cross.clicked.connect(self.end)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        desk.lab.call_finished.connect(self._finished)
        theme().changed.connect(self.update)
        self.hide()

    def _build(self) -> None:
        scale = self._desk.scale
        top = QHBoxLayout()
        top.setSpacing(scale.px(8))
        top.addWidget(self.title)
        top.addWidget(self.count)
        top.addStretch()
        texts = QVBoxLayout()
        texts.setSpacing(scale.px(3))
        texts.addLayout(top)
        texts.addWidget(self.code)
        texts.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.px(14), scale.px(9), scale.px(8), scale.px(9))
        row.setSpacing(scale.px(8))
        row.addLayout(texts, 1)
        for button in (self.rest, self.next, self.cross):
            row.addWidget(button)

    # --- going on -----------------------------------------------------------------------------

    @property
    def recipe(self) -> Recipe | None:
        """What is being shown, or None."""
        return self._recipe

    @property
    def at(self) -> int:
        """How many steps have been made."""
        return self._at

    @property
    def ready(self) -> bool:
        """Whether the next step can be made, or there is none. (The button stays enabled: disabled
        it would lose the keyboard for a moment.)"""
        step = self._next()
        if self._call:
            return False
        return step is None or self._stuck or step.call == MAKE or step.role in self._roles

    def begin(self, key: str) -> None:
        """Begin a starting point from its first step."""
        self._ports = (free_port(12345), free_port(5005, socket.SOCK_DGRAM))
        for recipe in recipes(self._desk.lab.system, *self._ports):
            if recipe.key == key:
                self._recipe, self._at = recipe, 0
                self._roles.clear()
                self._awaited.clear()
                self._made.clear()
                self._stuck = False
                self._call, self._rushing = 0, False
                self.show()
                self._show()
                self.next.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def go_on_from(self, other: RecipeBar) -> None:
        """Lead on from where another strip was (the window has other sizes now)."""
        self._recipe, self._at = other._recipe, other._at
        self._roles, self._awaited = dict(other._roles), dict(other._awaited)
        self._call, self._made = other._call, dict(other._made)
        self._stuck, self._rushing = other._stuck, other._rushing
        self._ports = other._ports
        other._recipe = None
        if self._recipe is not None:
            self.show()
            self._show()
            self._later()

    def end(self) -> None:
        """Put the strip away; the sockets stay."""
        self._recipe, self._rushing = None, False
        self.hide()
        self.closed.emit()

    def _next(self) -> Step | None:
        if self._recipe is None or self._at >= len(self._recipe.steps):
            return None
        return self._recipe.steps[self._at]

    def step(self) -> None:
        """Make the next call."""
        step = self._next()
        if step is None or self._stuck:
            self.end()
            return
        if self._call:
            return
        if step.call == MAKE:
            self._make(step)
        elif step.role in self._roles:
            number = self._desk.call(self._roles[step.role], step.call, dict(step.arguments))
            self._at += 1
            self._made[number] = step.fails
            if step.made:
                self._awaited[number] = step.made
            if not step.waits:
                self._call = number
            self.stepped.emit(self._roles[step.role])
        else:  # accept has not returned yet
            return
        self._show()
        self._later()

    def _make(self, step: Step) -> None:
        given = step.arguments
        wanted = Wanted(given["family"], given["kind"], 0, "", DEFAULT_PORT, default_path())
        made = self._desk.create(wanted)
        if made is None:
            self._stuck = True
            return
        self._roles[step.role] = made.number
        self._at += 1
        self.stepped.emit(made.number)

    def _rush(self) -> None:
        self._rushing = True
        self.step()

    def _finished(self, call: LabCall) -> None:
        role = self._awaited.pop(call.number, "")
        if role and call.made:
            self._roles[role] = call.made[0]
        if call.number == self._call:
            self._call = 0
        failing = self._made.pop(call.number, None)
        if self._recipe is not None and failing is not None and failing != bool(call.error):
            self._stuck = True
        if self._recipe is not None:
            self._show()
            self._later()

    def _later(self) -> None:
        if self._rushing:
            self._timer.start(0 if theme().reduced_motion else theme().calm)

    def _go_on(self) -> None:
        """With "the rest": the next step as soon as there is nothing to wait for."""
        step = self._next()
        if not self._rushing or self._stuck or self._call or step is None:
            return
        if step.call != MAKE and step.role not in self._roles:
            return  # accept has not returned yet
        self.step()

    # --- what is shown ------------------------------------------------------------------------

    def _show(self) -> None:
        if self._recipe is None:
            return
        step, steps = self._next(), self._recipe.steps
        self.title.setText(self._recipe.title)
        done = translate("RecipeBar", "step %1 of %2")
        shown = min(self._at + 1, len(steps))
        self.count.setText(done.replace("%1", str(shown)).replace("%2", str(len(steps))))
        if step is None or self._stuck:
            self.code.hide()
            self.words.setText(self._last_words())
            self.next.setText(translate("RecipeBar", "Done"))
            self.rest.hide()
            return
        name = ""
        if step.role in self._roles:
            name = self._desk.lab.socket(self._roles[step.role]).name
        self.code.setText(self._line(step, name))
        self.code.show()
        self.words.setText(step.words)
        self.next.setText(translate("RecipeBar", "Next step"))
        self.rest.show()

    def _line(self, step: Step, name: str) -> str:
        if step.call == MAKE:
            given = step.arguments
            return f"socket({given['family']}, {given['kind']})"
        values = [
            repr(value.decode()) + ".encode()" if isinstance(value, bytes) else repr(value)
            for key, value in step.arguments.items()
            if key not in ("host", "port", "option")
        ]
        if "option" in step.arguments:
            values.insert(0, step.arguments["option"].source)
        if "host" in step.arguments:
            values.append(repr((step.arguments["host"], step.arguments["port"])))
        return f"{name}.{step.call}({', '.join(values)})"

    def _last_words(self) -> str:
        if self._stuck:
            return translate(
                "RecipeBar",
                "The guide ends here: the last call had another outcome than usual. See below what "
                "the system answered; “Open…” begins again.",
            )
        return translate(
            "RecipeBar", "That was all. The sockets are yours now: press what you like."
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """A strip in the soft accent."""
        look, scale = theme(), self._desk.scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("accent"), scale.pen(1)))
        painter.setBrush(look.color("accentSoft"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.radius_card, look.radius_card)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.rest.setText(translate("RecipeBar", "Do the rest"))
        self.cross.set_name(translate("RecipeBar", "End the guide"))
        if self._recipe is not None:
            key = self._recipe.key
            for recipe in recipes(self._desk.lab.system, *self._ports):
                if recipe.key == key:
                    self._recipe = recipe
            self._show()
