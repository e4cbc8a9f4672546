"""The head of a lesson's window: which lesson, how many are done, and the ways out of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.lessons.scaled import ScaledButton, ScaledElided
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.theme import set_ground, set_role, theme
from desktop.widgets import Divider

_MANY = 24  # with more lessons than this the dots would be dust
_NARROW = 900


class LessonDots(QWidget):
    """A dot for each lesson: filled when done, a pill where one is."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._done: tuple[bool, ...] = ()
        self._here = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    def set_dots(self, done: Sequence[bool], here: int, spoken: str) -> None:
        """Which lessons are done, in their order, and which one (from 0) is open."""
        self._done, self._here = tuple(done[:_MANY]), here
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A dot and a gap for each, and the pill."""
        px = self._scale.px
        return QSize(len(self._done) * px(14) + px(14), px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dots."""
        look, px = theme(), self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, side = 0.0, px(8)
        top = (self.height() - side) / 2
        for number, done in enumerate(self._done):
            here = number == self._here
            width = px(22) if here else side
            box = QRectF(x, top, width, side)
            if done or here:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.color("accent"))
            else:
                painter.setPen(QPen(look.color("finished"), self._scale.pen()))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                box = box.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, side / 2, side / 2)
            x += width + px(6)


class LessonHeader(QWidget):
    """Signals: ``list_requested()``, ``class_requested()``, ``projector_requested()``."""

    list_requested = Signal()
    class_requested = Signal()
    projector_requested = Signal()

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self._scale = scale
        self._number, self._count, self._done = 0, 0, 0
        self.home = QToolButton()
        set_role(self.home, "icon")
        self.home.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.title = PaneLabel(scale, "title")
        self.subtitle = ScaledElided(scale, "body", "muted")
        self.dots = LessonDots(scale)
        self.for_class = ScaledButton(scale, "users")
        self.projector = ScaledButton(scale, "presentation")
        self.projector.setCheckable(True)
        self._row = QHBoxLayout()
        for widget in (self.home, self.title):
            self._row.addWidget(widget)
        self._row.addWidget(self.subtitle, 1)
        self._row.addWidget(self.dots)
        self._row.addWidget(self.for_class)
        self._row.addWidget(self.projector)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(Divider())
        self.home.clicked.connect(self.list_requested)
        self.for_class.clicked.connect(self.class_requested)
        self.projector.clicked.connect(self.projector_requested)
        scale.changed.connect(self._restyle)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_lesson(self, number: int, count: int, short: str) -> None:
        """Which lesson of how many; ``number`` 0: one without a number."""
        self._number, self._count = number, count
        self.subtitle.setText(short)
        self.retranslate()

    def show_progress(self, done: Sequence[bool], here: int) -> None:
        """The dots."""
        self._done = sum(done)
        spoken = self.tr("%1 of %2 lessons done").replace("%1", str(self._done))
        self.dots.set_dots(done, here, spoken.replace("%2", str(len(done))))

    def _restyle(self) -> None:
        px = self._scale.px
        side = px(32)
        self.home.setFixedSize(side, side)
        self.home.setIconSize(QSize(px(22), px(22)))
        self.home.setIcon(theme().icon("gazebo", "accent", px(22)))
        self._row.setContentsMargins(px(12), px(6), px(16), px(5))
        self._row.setSpacing(px(10))
        self.projector.setChecked(self._scale.projector)
        self._fit()

    def _fit(self) -> None:
        self.dots.setVisible(self.width() >= self._scale.px(_NARROW))
        buttons = (self.for_class, self.projector)
        needed = sum(button.full_width() for button in buttons) + self.title.sizeHint().width()
        for button in buttons:
            button.set_compact(needed + self._scale.px(180) > self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it gets narrow, the dots go first."""
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        """Set every text anew."""
        if self._number:
            words = self.tr("Lesson %1 of %2").replace("%1", str(self._number))
            self.title.setText(words.replace("%2", str(self._count)))
        else:
            self.title.setText(self.tr("Lesson"))
        self.home.setAccessibleName(self.tr("All lessons"))
        self.home.setToolTip(self.tr("All lessons"))
        self.for_class.setText(self.tr("For class"))
        self.projector.setText(self.tr("Projector"))
        self.projector.set_note("F11")

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
