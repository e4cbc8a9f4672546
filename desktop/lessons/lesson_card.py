"""A lesson in the list: a card to press, or what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.lab.lesson import Lesson
from core.lab.lesson_text import Block, plain
from desktop.lessons import fault_words, lesson_words
from desktop.lessons.counts import counts
from desktop.lessons.scaled import ScaledButton, ScaledElided, ScaledIcon
from desktop.lessons.step_text import SpanLabel
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.widgets import Card, paint_focus

_WORDS_A_MINUTE = 110
_STEP_S = 20
_MOST_FAULTS = 12


def minutes(lesson: Lesson, language: str) -> int:
    """About how long a lesson takes: reading it, and watching its steps."""
    text = lesson.text(language)

    def words(blocks: tuple[Block, ...]) -> int:
        return sum(len(block.plain.split()) for block in blocks)

    count = words(text.intro)
    for step in text.steps:
        count += words(step.before) + words(step.after) + len(plain(step.question).split())
    return max(2, round(count / _WORDS_A_MINUTE + len(lesson.steps) * _STEP_S / 60))


class LessonCard(QAbstractButton):
    """Number, title, minutes, and how far the person has come."""

    def __init__(
        self, lesson: Lesson, language: str, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self._language, self._scale = language, scale
        self._steps, self._done = 0, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title = SpanLabel(scale, "bodyStrong", parent=self)
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.facts = ScaledElided(scale, "small", "muted", self)
        self._row = QHBoxLayout(self)
        self._words = QVBoxLayout()
        self._words.addWidget(self.title, 1, Qt.AlignmentFlag.AlignTop)
        self._words.addWidget(self.facts)
        self._row.addLayout(self._words, 1)
        scale.changed.connect(self._restyle)
        theme().changed.connect(self.update)
        self._restyle()
        self.retranslate()

    def set_language(self, language: str) -> None:
        """The language of the title."""
        self._language = language
        self.retranslate()

    def show_progress(self, steps: int, *, done: bool) -> None:
        """How many steps were done at most, and whether all were."""
        self._steps, self._done = steps, done
        self.retranslate()
        self.update()

    def _restyle(self) -> None:
        px = self._scale.px
        self._row.setContentsMargins(px(60), px(14), px(14), px(12))
        self._words.setSpacing(px(6))
        self.setFixedHeight(px(98))

    def retranslate(self) -> None:
        """Set every text anew."""
        lesson = self.lesson
        text = lesson.text(self._language)
        self.title.set_spans(text.title)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        time = counts().minutes(minutes(lesson, self._language))
        if not lesson.runs_here:
            where = self.tr("only on %1").replace("%1", lesson_words.systems(lesson.only_on))
            facts = f"{time} · {where}"
        elif self._done:
            facts = f"{time} · " + self.tr("done")
        elif 0 < self._steps < len(lesson.steps):
            words = self.tr("%1 of %2").replace("%1", str(self._steps))
            facts = f"{time} · " + words.replace("%2", counts().steps(len(lesson.steps)))
        else:
            facts = f"{time} · {counts().steps(len(lesson.steps))}"
        self.facts.setText(facts)
        self.setAccessibleName(f"{lesson.number}. {plain(text.title)}. {facts}")

    def sizeHint(self) -> QSize:
        """A card."""
        return QSize(self._scale.px(280), self._scale.px(98))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, and its number in a circle: filled with a check when it was done."""
        look, px = theme(), self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = look.radius_card
        painter.setPen(QPen(look.color("line"), self._scale.pen()))
        ground = look.over("hover", "surface") if self.underMouse() else look.color("surface")
        painter.setBrush(ground)
        painter.drawRoundedRect(box, radius, radius)
        side = px(34)
        ring = QRectF(px(14), px(14), side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent" if self._done else "accentSoft"))
        painter.drawEllipse(ring)
        if self._done:
            icon = px(18)
            pixmap = look.pixmap("check", "accentText", icon, self.devicePixelRatioF())
            inset = (side - icon) / 2
            painter.drawPixmap(round(ring.left() + inset), round(ring.top() + inset), pixmap)
        else:
            painter.setFont(self._scale.font("title"))
            painter.setPen(look.color("accentInk"))
            number = str(self.lesson.number) if self.lesson.number else "·"
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, number)
        if self._done and self.lesson.number:
            painter.setFont(self._scale.font("small"))
            painter.setPen(look.color("muted"))
            below = QRectF(ring.left(), ring.bottom() + px(4), side, px(18))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(self.lesson.number))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), radius)

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class BrokenLesson(Card):
    """A lesson whose files have faults: each with its file, its line and what to do.

    Signals: ``folder_requested(path)``.
    """

    folder_requested = Signal(str)

    def __init__(
        self, lesson: Lesson, language: str, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self._language, self._scale = language, scale
        self.title = ScaledElided(scale, "bodyStrong")
        self.count = PaneLabel(scale, "small", "muted")
        self.folder = ScaledButton(scale, "folder", "secondary", 28)
        self.folder.clicked.connect(lambda: self.folder_requested.emit(str(lesson.folder)))
        self._head = QHBoxLayout()
        self._head.addWidget(ScaledIcon(scale, "triangle-alert", "warn"))
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.count)
        self._head.addWidget(self.folder)
        self.rows: list[tuple[PaneLabel, PaneLabel]] = []
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._column.addLayout(self._grid)
        for _fault in lesson.faults[:_MOST_FAULTS]:
            where = PaneLabel(scale, "mono", "muted")
            words = PaneLabel(scale, "body", wrap=True)
            for part in (where, words):
                part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            where.setAlignment(Qt.AlignmentFlag.AlignTop)
            at = len(self.rows)
            self.rows.append((where, words))
            self._grid.addWidget(where, at, 0)
            self._grid.addWidget(words, at, 1)
        scale.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def texts(self) -> list[tuple[str, str]]:
        """Every fault that is shown: where it is, and the sentence."""
        return [(where.text(), words.text()) for where, words in self.rows]

    def set_language(self, language: str) -> None:
        """The language of the title."""
        self._language = language
        self.retranslate()

    def _restyle(self) -> None:
        px = self._scale.px
        self._column.setContentsMargins(px(14), px(12), px(14), px(14))
        self._column.setSpacing(px(4))
        self._head.setSpacing(px(10))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))

    def retranslate(self) -> None:
        """Set every text anew."""
        lesson = self.lesson
        title = lesson.title(self._language)
        self.title.setText(title if title == lesson.id else f"{title} ({lesson.id})")
        self.count.setText(counts().faults(len(lesson.faults)))
        self.folder.setText(self.tr("Open folder"))
        for fault, (where, words) in zip(lesson.faults, self.rows, strict=False):
            where.setText(fault_words.place(fault))
            words.setText(fault_words.sentence(fault))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentences wrap."""
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
