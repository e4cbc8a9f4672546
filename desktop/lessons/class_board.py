"""What the teacher's window shows on the wall: question, queue, predictions; hands and thinkers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.client.classroom import Phase
from core.lab.lesson_text import StepText
from desktop.lessons.class_parts import HandsCard, QueueStrip, names_text
from desktop.lessons.column_area import ColumnArea
from desktop.lessons.counts import counts
from desktop.lessons.statistics import Bars
from desktop.lessons.step_text import SpanLabel
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.theme import set_text
from desktop.widgets import Card, Divider, StatusDot


class ClassBoard(QWidget):
    """Attributes: ``bars``, ``hands``, ``strip``: its parts."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._phase, self._answered, self._expected = Phase.READ, 0, 0
        self._thinking: tuple[str, ...] = ()
        self._pupils = 0
        self._asked = False
        self._real = ""
        self.question = SpanLabel(scale, "display")
        self.text = SpanLabel(scale, "body", "muted")
        self.strip = QueueStrip(scale)
        self.predictions = PaneLabel(scale, "title")
        self.dot = StatusDot("running", 12)
        self.open = PaneLabel(scale, "small", "accent")
        self.count = PaneLabel(scale, "small", "muted")
        self.bars = Bars(scale, letters=True, color="client")
        self.hands = HandsCard(scale)
        self.thinking_title = PaneLabel(scale, "title", wrap=True)
        self.thinking = PaneLabel(scale, "body", "muted", wrap=True)
        self.decides_title = PaneLabel(scale, "bodyStrong")
        self.decides = PaneLabel(scale, "body", wrap=True)
        self._lay_out(scale)
        self.retranslate()

    def _lay_out(self, scale: Scale) -> None:
        px = scale.px
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(self.predictions, 1)
        head.addWidget(self.dot)
        head.addWidget(self.open)
        head.addWidget(self.count)
        poll = Card()
        inside = QVBoxLayout(poll)
        inside.setContentsMargins(px(14), px(10), px(14), px(12))
        inside.setSpacing(px(8))
        inside.addLayout(head)
        inside.addWidget(self.bars, 1)
        left = QVBoxLayout()
        left.setSpacing(px(10))
        left.addWidget(self.question)
        left.addWidget(self.text)
        left.addWidget(self.strip)
        left.addWidget(poll, 1)
        about = Card()
        words = QVBoxLayout(about)
        words.setContentsMargins(px(13), px(10), px(13), px(12))
        words.setSpacing(px(5))
        for widget in (
            self.thinking_title,
            self.thinking,
            Divider(),
            self.decides_title,
            self.decides,
        ):
            words.addWidget(widget)
        words.addStretch()
        inside_right = QWidget()
        right = QVBoxLayout(inside_right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(px(10))
        right.addWidget(self.hands, 1)
        right.addWidget(about, 1)
        self.area = ColumnArea(inside_right)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(15), px(10), px(15), px(12))
        row.setSpacing(px(13))
        row.addLayout(left, 7)
        row.addWidget(self.area, 3)

    def show_question(self, told: StepText) -> None:
        """The question, or what the step does where it asks nothing."""
        self.question.set_spans(told.question or told.title)
        spans = told.before[0].spans if told.before else ()
        self.text.set_spans(spans)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low, the question and the answers stay."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.text.setVisible(bool(self.text.plain()) and self.height() >= self._scale.px(340))
        self.strip.setVisible(self.height() >= self._scale.px(230))

    def show_poll(self, phase: Phase, answered: int, expected: int) -> None:
        """Whether predictions are taken, and how many have come."""
        self._phase, self._answered, self._expected = phase, answered, expected
        self.retranslate()

    def show_thinking(self, names: Sequence[str], pupils: int) -> None:
        """Who has not predicted yet, and how many take part."""
        self._thinking, self._pupils = tuple(names), pupils
        self.retranslate()

    def show_decides(self, phase: Phase, *, asked: bool, real: str = "") -> None:
        """What decides; ``real``: what came out, in words."""
        self._phase, self._asked, self._real = phase, asked, real
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        phase = self._phase
        self.predictions.setText(self.tr("Predictions"))
        taking = phase is Phase.ASK
        self.dot.set_state("running" if taking else "finished", hollow=not taking)
        self.open.setText(self.tr("open") if taking else self.tr("closed"))
        set_text(self.open, "accent" if taking else "muted")
        self.bars.set_hidden_word(self.tr("hidden until the answers are closed"))
        words = self.tr("%1 of %2 answered").replace("%1", str(self._answered))
        self.count.setText(words.replace("%2", str(self._expected)))
        for part in (self.dot, self.open, self.count, self.predictions, self.bars):
            part.setVisible(self._asked)
        if taking:
            title = self.tr("Still thinking: %1").replace("%1", str(len(self._thinking)))
            self.thinking.setText(names_text(self._thinking))
        else:
            title = counts().pupils(self._pupils)
            self.thinking.setText("")
        if not self._pupils:
            title = self.tr("Nobody has joined yet")
            self.thinking.setText(self.tr("The others see a line above their messages: Join."))
        self.thinking_title.setText(title)
        self.thinking.setVisible(bool(self.thinking.text()))
        self.decides_title.setText(self.tr("The step decides"))
        if phase is Phase.DONE:
            words = self.tr("It has run, here and on every pupil's computer, on real sockets.")
            if self._real:
                so = self.tr("So it happened: %1").replace("%1", self._real)
                words = f"{so}\n{words}"
            self.decides.setText(words)
        else:
            self.decides.setText(
                self.tr("“Let it run” makes the real calls on this computer. Every screen follows.")
            )

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
