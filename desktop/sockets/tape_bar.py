"""The tape: scrub back along it, run its order of calls again, save it, open another one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLayout, QWidget

from core.net.tape import Tape, TapeError
from core.threads.trace_feed import TraceFeed
from desktop.sockets import sequence_words as words
from desktop.sockets.bar_button import BarButton, Room
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.sockets.tape_strip import TapeStrip
from desktop.sockets.tape_words import tape_sentence
from desktop.theme import set_ground, theme

translate = QCoreApplication.translate
HEIGHT = 40
SUFFIX = "besedka-tape"
_WIDE = 860


class TapeBar(QWidget):
    """The bar with the tape.

    Signals: ``opened(Tape, name)``: a saved tape was chosen; ``said(text, is_error)``: a sentence
    for the person; ``again_wanted(number)``: run the calls up to this one again.
    """

    opened = Signal(object, str)
    said = Signal(str, bool)
    again_wanted = Signal(int)

    def __init__(self, feed: TraceFeed, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.feed, self.scale = feed, scale
        self._can_repeat = False
        set_ground(self, "sunken")
        self.label = PaneLabel(scale, "bodyMedium")
        self.first = PaneLabel(scale, "mono", "muted")
        self.strip = TapeStrip(feed, scale)
        self.time = PaneLabel(scale, "mono")
        self.now_button = BarButton(scale, "arrow-right", look="flat")
        self.again_button = BarButton(scale, "rotate-ccw", "F9")
        self.save_button = BarButton(scale, "save", look="flat")
        self.open_button = BarButton(scale, "folder-open", look="flat")
        self.clear_button = BarButton(scale, "trash-2", look="flat")
        self._row = QHBoxLayout(self)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for widget in (self.label, self.first):
            self._row.addWidget(widget)
        self._row.addWidget(self.strip, 1)
        self._row.addWidget(self.time)
        self._buttons = (
            self.now_button, self.again_button, self.save_button, self.open_button,
            self.clear_button,
        )  # fmt: skip
        for button in self._buttons:
            self._row.addWidget(button)
        self.now_button.clicked.connect(self.strip.go_last)
        self.again_button.clicked.connect(self.again)
        self.save_button.clicked.connect(self.ask_save)
        self.open_button.clicked.connect(self.ask_open)
        self.clear_button.clicked.connect(self.feed.clear)
        feed.changed.connect(self._told)
        feed.tick.connect(self._told)
        feed.moved.connect(self.refresh)
        feed.reset.connect(self.refresh)
        scale.changed.connect(self._restyled)
        self.again_button.hide()
        self._restyled()
        self.retranslate()

    # --- what is pressed ------------------------------------------------------------------------

    def set_repeatable(self, can: bool) -> None:
        """Whether the calls can be run again on new sockets."""
        self._can_repeat = can
        self.again_button.setVisible(can)

    def again(self) -> None:
        """Run what was called up to the playhead again."""
        events = self.feed.tape.events
        if self._can_repeat and events:
            position = self.feed.position
            self.again_wanted.emit(position if position is not None else events[-1].number)

    def ask_save(self) -> None:
        """Save the tape in a file that the person chooses."""
        if not len(self.feed.tape):
            self.said.emit(
                translate("TapeBar", "The tape is empty: there is nothing to save yet."), True
            )
            return
        dialog = self._dialog(translate("TapeBar", "Save the tape"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(f"{translate('TapeBar', 'tape')}.{SUFFIX}")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def ask_open(self) -> None:
        """Open a tape that the person chooses."""
        dialog = self._dialog(translate("TapeBar", "Open a tape"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self.window(), title)
        kind = translate("TapeBar", "Tapes of socket calls (%1)").replace("%1", f"*.{SUFFIX}")
        every = translate("TapeBar", "All files (%1)").replace("%1", "*")
        dialog.setNameFilters([kind, every])
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def save(self, path: str) -> None:
        """Save the tape there; says how it went."""
        try:
            self.feed.save(path)
        except TapeError as error:
            self.said.emit(tape_sentence(error, saving=True), True)
        else:
            text = translate("TapeBar", "The tape is saved in %1.")
            self.said.emit(text.replace("%1", Path(path).name), False)

    def open(self, path: str) -> None:
        """Open a saved tape; one that is damaged is shown as far as it is good."""
        name = Path(path).name
        try:
            tape = Tape.load(path)
        except TapeError as error:
            self.said.emit(tape_sentence(error, saving=False), True)
            if error.tape is not None and len(error.tape):
                self.opened.emit(error.tape, name)
        else:
            self.opened.emit(tape, name)

    # --- showing --------------------------------------------------------------------------------

    def _told(self, _change: object) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the time of the playhead."""
        events = self.feed.tape.events
        first = max(0.0, events[0].began) if events else 0.0
        unit = translate("Sequence", "%1 s")
        self.first.setText(unit.replace("%1", words.seconds(first)))
        self.time.setText(unit.replace("%1", words.seconds(self.feed.time)))
        past = self.feed.position is not None
        if self.now_button.isHidden() == past:
            self.now_button.setVisible(past)
        full = bool(len(self.feed.tape))
        for button in (self.save_button, self.clear_button, self.again_button):
            if button.isEnabled() != full:
                button.setEnabled(full)
        live = self.feed.is_live
        if self.clear_button.isHidden() == live:
            self.clear_button.setVisible(live)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Only icons where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= self.scale.px(_WIDE)
        self.again_button.set_room(Room.FULL if wide else Room.ICON)
        for button in (self.now_button, self.save_button, self.open_button, self.clear_button):
            button.set_room(Room.ICON)

    def _restyled(self) -> None:
        px = self.scale.px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(14), 0, px(8), 0)
        self._row.setSpacing(px(6))
        self._fit()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(400, self.scale.px(HEIGHT))

    def retranslate(self) -> None:
        """Set every text."""
        self.label.setText(translate("TapeBar", "Tape"))
        self.strip.setAccessibleName(translate("TapeBar", "Tape: the arrow keys move along it"))
        self.now_button.set_words("", translate("TapeBar", "To the present"))
        self.again_button.set_words(translate("TapeBar", "Again from here"))
        self.save_button.set_words("", translate("TapeBar", "Save the tape"))
        self.open_button.set_words("", translate("TapeBar", "Open a saved tape"))
        self.clear_button.set_words("", translate("TapeBar", "Begin a new tape"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line under it."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().color("line"))
