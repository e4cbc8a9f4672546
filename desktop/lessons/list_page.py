"""All lessons: ours, the person's own, and those that have faults."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.lab.lesson import Lesson, own_lessons_dir
from desktop.lessons.column_area import ColumnArea
from desktop.lessons.lesson_card import BrokenLesson, LessonCard
from desktop.lessons.progress import Progress
from desktop.lessons.scaled import ScaledButton, ScaledElided, ScaledIcon
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.theme import set_ground
from desktop.widgets import Banner, Divider, EmptyState

_CARD = 300


class CardGrid(QWidget):
    """Cards in as many columns as there is room for; the arrow keys go from card to card."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.cards: list[LessonCard] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        scale.changed.connect(self._fit)

    def set_cards(self, cards: Sequence[LessonCard]) -> None:
        """Show these."""
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = list(cards)
        self._columns = 0
        self._fit()

    def _fit(self) -> None:
        gap = self._scale.px(12)
        self._grid.setSpacing(gap)
        columns = max(1, min(4, (self.width() + gap) // (self._scale.px(_CARD) + gap)))
        if columns == self._columns:
            return
        for old in range(self._columns):
            self._grid.setColumnStretch(old, 0)
        self._columns = columns
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // columns, at % columns)
            card.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from card to card, Enter opens."""
        at = next((n for n, card in enumerate(self.cards) if card.hasFocus()), None)
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
        }
        step = steps.get(Qt.Key(event.key()))
        if at is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cards[at].click()
        elif at is None or step is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(self.cards):
            self.cards[at + step].setFocus(Qt.FocusReason.TabFocusReason)


class ListPage(QWidget):
    """Signals: ``chosen(lesson)``, ``folder_requested(path)``, ``guide_requested()``,
    ``projector_requested()``."""

    chosen = Signal(object)
    folder_requested = Signal(str)
    guide_requested = Signal()
    projector_requested = Signal()

    def __init__(
        self,
        language: str,
        scale: Scale,
        progress: Progress,
        *,
        for_class: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``for_class``: only what can be chosen, without the ways elsewhere."""
        super().__init__(parent)
        self._for_class = for_class
        set_ground(self, "paper")
        self._language, self._scale, self._progress = language, scale, progress
        self.lessons: list[Lesson] = []
        self.title = PaneLabel(scale, "title")
        self.subtitle = ScaledElided(scale, "body", "muted")
        self.guide = ScaledButton(scale, "file-text")
        self.projector = ScaledButton(scale, "presentation")
        self.projector.setCheckable(True)
        self._head = QHBoxLayout()
        self._head.addWidget(ScaledIcon(scale, "gazebo", "accent", 22))
        self._head.addWidget(self.title)
        self._head.addWidget(self.subtitle, 1)
        self._head.addWidget(self.guide)
        self._head.addWidget(self.projector)

        self.ours = CardGrid(scale)
        self.empty = EmptyState("graduation-cap")
        self.broken_title = PaneLabel(scale, "title")
        self.broken: list[BrokenLesson] = []
        self._broken_box = QVBoxLayout()
        self.own_title = PaneLabel(scale, "title")
        self.own_text = PaneLabel(scale, "body", "muted", wrap=True)
        self.own_place = ScaledElided(scale, "mono", "muted")
        self.own_folder = ScaledButton(scale, "folder")
        self.own = CardGrid(scale)
        self.banner = Banner("info", self)
        self.banner.hide()
        self.banner.dismissed.connect(self.banner.hide)
        self._own_head = QHBoxLayout()
        self._own_head.addWidget(self.own_title)
        self._own_head.addWidget(self.own_place, 1)
        self._own_head.addWidget(self.own_folder)

        self._lay_out()
        self.guide.clicked.connect(self.guide_requested)
        self.projector.clicked.connect(self.projector_requested)
        self.own_folder.clicked.connect(lambda: self.folder_requested.emit(str(own_lessons_dir())))
        scale.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.ours)
        self._column.addWidget(self.broken_title)
        self._column.addLayout(self._broken_box)
        self._column.addLayout(self._own_head)
        self._column.addWidget(self.own_text)
        self._column.addWidget(self.own)
        self._column.addStretch()
        self.area = ColumnArea(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if not self._for_class:
            outer.addLayout(self._head)
            outer.addWidget(Divider())
        outer.addWidget(self.banner)
        outer.addWidget(self.area, 1)
        if self._for_class:
            for widget in (self.title, self.subtitle, self.guide, self.projector):
                widget.setParent(self)
                widget.hide()

    def show_lessons(self, lessons: Sequence[Lesson]) -> None:
        """Show these; those with faults apart."""
        self.lessons = list(lessons)
        own_dir = own_lessons_dir()
        good = [lesson for lesson in lessons if not lesson.faults]
        own = [lesson for lesson in good if lesson.folder.parent == own_dir]
        ours = [lesson for lesson in good if lesson.folder.parent != own_dir]
        self.ours.set_cards([self._card(lesson) for lesson in ours])
        self.own.set_cards([self._card(lesson) for lesson in own])
        self.empty.setVisible(not ours)
        self.ours.setVisible(bool(ours))
        self.own.setVisible(bool(own))
        for row in self.broken:
            self._broken_box.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.broken = []
        for lesson in lessons:
            if lesson.faults:
                row = BrokenLesson(lesson, self._language, self._scale)
                row.folder_requested.connect(self.folder_requested)
                self.broken.append(row)
                self._broken_box.addWidget(row)
        self.broken_title.setVisible(bool(self.broken))
        self.show_progress()
        self.retranslate()

    def _card(self, lesson: Lesson) -> LessonCard:
        card = LessonCard(lesson, self._language, self._scale)
        card.clicked.connect(lambda _checked=False: self.chosen.emit(lesson))
        return card

    def cards(self) -> list[LessonCard]:
        """All cards, ours first."""
        return [*self.ours.cards, *self.own.cards]

    def show_progress(self) -> None:
        """Which lessons are done."""
        for card in self.cards():
            name = card.lesson.id
            card.show_progress(self._progress.steps(name), done=self._progress.is_done(name))

    def set_language(self, language: str) -> None:
        """The language of the lessons' titles."""
        self._language = language
        for card in self.cards():
            card.set_language(language)
        for row in self.broken:
            row.set_language(language)

    def say(self, text: str) -> None:
        """A sentence over the list; "" takes it away."""
        self.banner.set_text(text)
        self.banner.setVisible(bool(text))

    def focus_first(self) -> None:
        """Put the keyboard on the first lesson that is not done."""
        cards = self.cards()
        wanted = next((c for c in cards if not self._progress.is_done(c.lesson.id)), None)
        if cards:
            (wanted or cards[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        px = self._scale.px
        self._head.setContentsMargins(px(16), px(6), px(16), px(5))
        self._head.setSpacing(px(10))
        self._column.setContentsMargins(px(16), px(16), px(16), px(24))
        self._column.setSpacing(px(12))
        self._broken_box.setSpacing(px(12))
        self._own_head.setSpacing(px(12))
        self._own_head.setContentsMargins(0, px(12), 0, 0)
        self.projector.setChecked(self._scale.projector)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(self.tr("Lessons"))
        self.banner.set_dismissable(self.tr("Close this message"))
        self.subtitle.setText(
            self.tr("Small programs on real sockets: predict, let them run, see what happened")
        )
        self.guide.setText(self.tr("How to write one"))
        self.projector.setText(self.tr("Projector"))
        self.projector.set_note("F11")
        self.empty.set_texts(
            self.tr("The lessons are missing"),
            self.tr(
                "They belong into the folder resources/lessons of the program. Install it anew."
            ),
        )
        self.broken_title.setText(self.tr("Lessons with faults"))
        self.own_title.setText(self.tr("Your own lessons"))
        own = self.own.cards
        self.own_text.setText(
            ""
            if own
            else self.tr(
                "None yet. A lesson is a folder with lesson.toml, a program or two, and a text."
                " Put it into this folder, and it is here at once."
            )
        )
        self.own_text.setVisible(not own and not self._for_class)
        self.own_title.setVisible(bool(own) or not self._for_class)
        self.own_place.setVisible(not self._for_class)
        self.own_folder.setVisible(not self._for_class)
        self.own_place.setText(_short(own_lessons_dir()))
        self.own_folder.setText(self.tr("Open folder"))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _short(path: Path) -> str:
    """A path as people know it: "~/.config/besedka/lessons"."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except ValueError:
        return str(path)
