"""The left column of a lesson: what is told, what is asked, and what was seen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.lab.lesson import Lesson, Step, put_in_place
from core.lab.lesson_text import Block, LessonText, Span, StepText
from core.lab.runner_values import StepReport
from desktop.lessons import lesson_words
from desktop.lessons.column_area import ColumnArea
from desktop.lessons.prediction import Kind, Prediction
from desktop.lessons.scaled import ScaledIcon
from desktop.lessons.step_text import BlocksView, SpanLabel
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.theme import set_ground
from desktop.widgets import Card, Divider

_LAID_OUT_MS = 30


class Note(QFrame):
    """A sentence with an icon on a soft ground: a trouble, or something that went otherwise."""

    def __init__(self, scale: Scale, icon: str, color: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.setProperty("round", True)
        self._label = PaneLabel(scale, "body", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(ScaledIcon(scale, icon, color), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()

    def say(self, text: str) -> None:
        """The sentence; nothing is shown for ""."""
        self._label.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """The sentence."""
        return self._label.text()


class StepColumn(Card):
    """What a step tells. Signals: ``followed(target)``: a link, web or "lesson:4"."""

    followed = Signal(str)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.title = SpanLabel(scale, "display")
        self.trouble = Note(scale, "triangle-alert", "warn")
        self.moved = Note(scale, "info", "muted")
        self.intro = BlocksView(scale)
        self.before = BlocksView(scale)
        self.prediction = Prediction(scale)
        self.hint = Note(scale, "circle-question-mark", "accent")
        self.line = Divider()
        self.after_title = SpanLabel(scale, "title")
        self.after = BlocksView(scale, marks="check")
        self.otherwise = Note(scale, "info", "warn")
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        for widget in (
            self.title, self.trouble, self.moved, self.intro, self.before, self.prediction,
            self.hint, self.line, self.after_title, self.after, self.otherwise,
        ):  # fmt: skip
            self._column.addWidget(widget)
        self._column.addStretch()
        self.area = ColumnArea(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.area)
        for view in (self.intro, self.before, self.after, self.prediction.text):
            view.followed.connect(self.followed)
        self._ports: Mapping[int, int] = {}
        self._paths: Mapping[str, str] = {}
        scale.changed.connect(self._restyle)
        self._restyle()

    # --- what is shown ------------------------------------------------------------------------

    def show_step(
        self, lesson: Lesson, text: LessonText, step: Step, told: StepText, *, first: bool
    ) -> None:
        """Show a step before it has run."""
        self.title.set_spans(self._placed(text.title))
        self.intro.set_blocks(self._placed_blocks(text.intro) if first else ())
        self.before.set_blocks(self._placed_blocks(told.before))
        asked = step.prediction
        self.prediction.setVisible(asked is not None)
        if asked is not None:
            options: tuple[tuple[Span, ...], ...] = ()
            if asked.kind == "choice":
                options = told.options or tuple((Span(s, "code"),) for s in asked.option_sources)
                options = tuple(self._placed(spans) for spans in options)
            kind: Kind = "choice"
            if asked.kind != "choice":
                kind = "number" if asked.kind == "number" else "text"
            question = self._placed(told.question)
            self.prediction.ask(kind, question, self._placed_blocks(told.question_text), options)
        self.after_title.set_spans(told.after_title or (Span(self.tr("What you saw")),))
        self.after.set_blocks(self._placed_blocks(told.after))
        self.show_after(None)
        del lesson

    def show_after(self, report: StepReport | None) -> None:
        """What is told after the run; None before it."""
        done = report is not None
        anything = done and bool(self.after.plain())
        self.line.setVisible(anything)
        self.after_title.setVisible(anything)
        self.after.setVisible(anything)
        self.hint.say("")
        words: list[str] = []
        if report is not None:
            words = [lesson_words.problem(problem) for problem in report.problems]
            words.append(lesson_words.otherwise([c for c in report.checks if not c.ok]))
            words.append(lesson_words.not_told([c for c in report.checks if not c.told]))
        self.otherwise.say("\n".join(filter(None, words)))

    def mark_result(self, step: Step, report: StepReport, answer: str) -> None:
        """The real run decided the prediction; ``answer`` is what the learner had said."""
        if step.prediction is None:
            return
        real: str | None = None
        if report.has_answer:
            real = lesson_words.value_words(report.answer)
            if step.prediction.kind == "choice" and report.right_option is not None:
                real = str(report.right_option + 1)
        self.prediction.show_result(real, answer=answer or None)
        if not report.has_answer:
            self.otherwise.say(
                "\n".join(
                    filter(None, (self.otherwise.text(), lesson_words.no_answer(report.not_told)))
                )
            )

    def set_places(self, ports: Mapping[int, int], paths: Mapping[str, str]) -> None:
        """What stands in the place of the lesson's ports and paths in this run."""
        self._ports, self._paths = ports, paths
        self.moved.say(
            "\n".join(lesson_words.moved(old, new) for old, new in ports.items() if old != new)
        )

    def reveal_after(self) -> None:
        """Scroll to what came of the step, once it is laid out."""
        widget = self.after if self.after.isVisibleTo(self) else self.otherwise
        QTimer.singleShot(
            _LAID_OUT_MS, widget, lambda: self.area.ensureWidgetVisible(widget, 0, 24)
        )

    def reveal_top(self) -> None:
        """Scroll to the beginning."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.minimum())

    # --- ports in their place -------------------------------------------------------------------

    def _placed(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            Span(put_in_place(span.text, self._ports, self._paths), span.style, span.target)
            for span in spans
        )

    def _placed_blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(Block(b.kind, self._placed(b.spans), b.number) for b in blocks)

    def _restyle(self) -> None:
        px = self._scale.px
        self._column.setContentsMargins(px(18), px(16), px(16), px(18))
        self._column.setSpacing(px(12))
        if self.after.isVisible():  # in larger letters it would be out of sight
            self.reveal_after()

    def changeEvent(self, event: QEvent) -> None:
        """The page tells the step anew when the language changes."""
        super().changeEvent(event)
