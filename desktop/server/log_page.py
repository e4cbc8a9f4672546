"""The log: chips that choose, a search, the list, and the connection of the chosen entry."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.server.events import LogEntry
from desktop.server.controller import ServerController
from desktop.server.counts import counts
from desktop.server.log_bar import LogBar
from desktop.server.log_detail import LogDetail
from desktop.server.log_groups import LogGroup
from desktop.server.log_model import line
from desktop.server.log_saver import LogSaver
from desktop.server.log_view import LogView
from desktop.theme import set_ground
from desktop.widgets import Button, Divider, ElidedLabel, EmptyState, StatusDot

translate = QCoreApplication.translate

_SEARCH_MS = 150
_COUNTS_MS = 250
_OUTCOME_MS = 5000
"""How long the foot says that the log was saved, or why not."""
DETAIL_BESIDE = 760
"""Width of the page from which the connection stands beside the list."""
_WORDS_FIT = 560
"""Below this width the buttons at the foot are icons only."""
_LIST_LEAST = 114
_DETAIL_LEAST = 130
"""Heights of the list with its foot, and of the connection under it, in a low window."""


class LogPage(QWidget):
    """Signals: ``note_wanted(person)``, ``disconnect_wanted(person)``, ``start_wanted()``."""

    note_wanted = Signal(object)
    disconnect_wanted = Signal(object)

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self._controller = controller
        self.model = controller.log
        self._paused = False
        self._short = False
        self.bar = LogBar()
        self.chips, self.search, self.pause = self.bar.chips, self.bar.search, self.bar.pause
        self.view = LogView(self.model)
        self.detail = LogDetail(controller)
        self.detail.hide()
        self.empty = EmptyState("scroll-text")
        self._show_all = self.empty.add_action()
        self.state_dot = StatusDot("running")
        self.state_text = ElidedLabel("small", "muted")
        self.jump = Button("arrow-down-to-line", "link", 28)
        self.copy = Button("copy", "flat", 28)
        self.save = Button("download", "flat", 28)
        self._saver: LogSaver | None = None
        self._build()
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(_SEARCH_MS)
        self._search_timer.timeout.connect(self._apply_filter)
        self._outcome = ("", "")
        self._outcome_timer = QTimer(self)
        self._outcome_timer.setSingleShot(True)
        self._outcome_timer.setInterval(_OUTCOME_MS)
        self._outcome_timer.timeout.connect(self._show_state)
        self._counts_stale = False
        self._counts_timer = QTimer(self)
        self._counts_timer.setSingleShot(True)
        self._counts_timer.setInterval(_COUNTS_MS)
        self._counts_timer.timeout.connect(self._counts_due)
        self._connect()
        self.chips[LogGroup.EVERYTHING].setChecked(True)
        self.retranslate()

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 6, 16, 6)
        foot.setSpacing(8)
        foot.addWidget(self.state_dot)
        foot.addWidget(self.state_text)
        foot.addWidget(self.jump)
        foot.addStretch(1)
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(64)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.stack, 1)
        left.addWidget(Divider())
        left.addLayout(foot)
        self._line = Divider(Qt.Orientation.Vertical)
        self._line.hide()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(0)
        self._body.addLayout(left, 1)
        self._body.addWidget(self._line)
        self._body.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(Divider())
        column.addLayout(self._body, 1)

    def _connect(self) -> None:
        for chip in self.chips.values():
            chip.toggled.connect(self._chip_toggled)
        self.search.textChanged.connect(self._search_timer.start)
        self.pause.toggled.connect(self._pause_toggled)
        self.jump.clicked.connect(self.jump_to_newest)
        self.copy.clicked.connect(self.copy_rows)
        self.save.clicked.connect(self.ask_where_to_save)
        self._show_all.clicked.connect(self.show_everything)
        self.view.following_changed.connect(self._hold)
        self.view.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.view.activated.connect(self._row_activated)
        self.model.counts_changed.connect(self._counts_changed)
        self.detail.closed.connect(self.close_detail)
        self.detail.note_wanted.connect(self.note_wanted)
        self.detail.disconnect_wanted.connect(self.disconnect_wanted)
        for sequence, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self.focus_search),
            (QKeySequence(QKeySequence.StandardKey.Save), self.ask_where_to_save),
        ):
            shortcut = QShortcut(sequence, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        for sequence, act in (
            (QKeySequence(QKeySequence.StandardKey.Copy), self.copy_rows),
            (QKeySequence(Qt.Key.Key_End), self.jump_to_newest),
        ):
            shortcut = QShortcut(sequence, self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    # --- choosing -----------------------------------------------------------------------------

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_everything(self) -> None:
        """No filter, no search."""
        self.search.clear()
        self.chips[LogGroup.EVERYTHING].setChecked(True)
        self._apply_filter()

    def show_only(self, words_to_find: str) -> None:
        """Search for this (a name, an address)."""
        self.chips[LogGroup.EVERYTHING].setChecked(True)
        self.search.setText(words_to_find)
        self._apply_filter()

    def _chip_toggled(self, on: bool) -> None:
        if on:
            self._apply_filter()

    def _apply_filter(self) -> None:
        self._search_timer.stop()
        chosen = self._chosen_entry()
        self.model.set_filter(self.bar.chosen(), self.search.text())
        row = self.model.row_of(chosen) if chosen is not None else -1
        if row >= 0:
            index = self.model.index(row, 0)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        elif chosen is not None:
            self.close_detail()
        self._show_counts()

    def _chosen_entry(self) -> LogEntry | None:
        row = self.view.current_row()
        return self.model.entry_at(row) if row >= 0 else None

    # --- following ----------------------------------------------------------------------------

    def _pause_toggled(self, paused: bool) -> None:
        self._paused = paused
        if not paused:
            self.view.jump_to_newest()
        self._hold()
        self.retranslate()

    def _hold(self) -> None:
        self.model.hold(self._paused or not self.view.following)
        self._show_state()

    def jump_to_newest(self) -> None:
        """Let everything in, and scroll to the end."""
        self.pause.setChecked(False)
        self.view.jump_to_newest()
        self._hold()

    def _counts_changed(self) -> None:
        """At once, but not more than four times a second."""
        if self._counts_timer.isActive():
            self._counts_stale = True
        else:
            self._show_counts()
            self._counts_timer.start()

    def _counts_due(self) -> None:
        if self._counts_stale:
            self._counts_stale = False
            self._counts_changed()

    def _show_counts(self) -> None:
        self.bar.show_counts(self.model.counts)
        self._show_state()
        self._show_list()

    def _show_list(self) -> None:
        if self.model.rowCount():
            self.stack.setCurrentWidget(self.view)
            return
        if self.model.counts[LogGroup.EVERYTHING]:
            self.empty.set_texts(
                translate("LogPage", "Nothing of that kind has happened"),
                translate("LogPage", "Other entries are there, but not with this filter."),
            )
        else:
            self.empty.set_texts(
                translate("LogPage", "Nothing has happened yet"),
                translate(
                    "LogPage", "Who connects, writes and leaves is listed here, line by line."
                ),
            )
        self._show_all.setVisible(bool(self.model.counts[LogGroup.EVERYTHING]))
        self.stack.setCurrentWidget(self.empty)

    def _show_state(self) -> None:
        waiting = self.model.waiting
        if not self.model.held:
            text = translate("LogPage", "Live, newest at the bottom")
        elif waiting:
            text = counts().new_lines(waiting)
        else:
            text = translate("LogPage", "Paused, nothing new")
        if lost := self._controller.engine.log.dropped:
            text += "  ·  " + counts().too_many(lost)
        color = "warn" if self.model.held else "running"
        if self._outcome_timer.isActive():
            text, color = self._outcome
        self.state_text.setText(text)
        self.state_dot.set_state(color)
        self.jump.setVisible(self.model.held)
        any_rows = self.model.rowCount() > 0
        self.copy.setEnabled(any_rows)
        self.save.setEnabled(any_rows and self._saver is None)

    # --- the chosen connection ----------------------------------------------------------------

    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not current.isValid():
            return
        entry = self.model.entry_at(current.row())
        if entry.conn:
            self.detail.show_entry(entry)
            self._set_detail_visible(True)
        else:
            self._set_detail_visible(False)

    def _row_activated(self, index: QModelIndex) -> None:
        self._row_chosen(index, QModelIndex())

    def close_detail(self) -> None:
        """Nothing is chosen any more."""
        self._set_detail_visible(False)
        self.view.clearSelection()
        self.view.setCurrentIndex(QModelIndex())
        if not self.search.hasFocus():
            self.view.setFocus()

    def _set_detail_visible(self, visible: bool) -> None:
        self.detail.setVisible(visible)
        self._line.setVisible(visible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Under a certain width things go under each other."""
        super().resizeEvent(event)
        width = event.size().width()
        if (width < _WORDS_FIT) != self._short:
            self._short = width < _WORDS_FIT
            self.retranslate()
        beside = width >= DETAIL_BESIDE
        self._body.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._line.setFixedSize(1 if beside else 16_777_215, 16_777_215 if beside else 1)
        self.detail.setMinimumWidth(336 if beside else 0)
        self.detail.setMaximumWidth(336 if beside else 16_777_215)
        room = self.height() - self.bar.heightForWidth(width) - _LIST_LEAST
        stacked = max(_DETAIL_LEAST, min(room, max(250, self.height() * 45 // 100)))
        self.detail.setMinimumHeight(0 if beside else stacked)
        self.detail.setMaximumHeight(16_777_215 if beside else stacked)

    # --- taking it elsewhere ------------------------------------------------------------------

    def copy_rows(self) -> None:
        """The chosen row, or all that are shown where none is chosen, as lines of text."""
        entry = self._chosen_entry()
        entries = [entry] if entry is not None else self.model.entries()
        QGuiApplication.clipboard().setText("\n".join(line(each) for each in entries))
        self.copy.set_icon("check")
        QTimer.singleShot(1500, self, lambda: self.copy.set_icon("copy"))

    def ask_where_to_save(self) -> None:
        """Save…: a file dialog that does not block."""
        if self._saver is not None or not self.model.rowCount():
            return
        dialog = QFileDialog(self, translate("LogPage", "Save the log"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("besedka-log.txt")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write what is shown, in a thread of its own; the foot says how it went."""
        if self._saver is not None:
            return
        self._saver = LogSaver(path, self.model.entries())
        self._saver.finished.connect(self._saved)
        self._saver.launch()
        self._show_state()

    def _saved(self) -> None:
        saver, self._saver = self._saver, None
        if saver is None:
            return
        saver.join()
        if saver.fault:
            said = translate("LogPage", "Not saved: %1").replace("%1", saver.fault)
        else:
            said = translate("LogPage", "Saved to %1").replace("%1", saver.path.name)
        self._outcome = said, "danger" if saver.fault else "running"
        self._outcome_timer.start()
        self._show_state()
        saver.deleteLater()

    def finish(self) -> None:
        """The window closes: what is being written is written to its end."""
        if self._saver is not None:
            self._saver.join()
            self._saver = None

    # --- words --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text."""
        self.bar.retranslate()
        self.jump.setText(translate("LogPage", "Jump to the newest"))
        for button, text in (
            (self.copy, translate("LogPage", "Copy")),
            (self.save, translate("LogPage", "Save…")),
        ):
            button.setText("" if self._short else text)
            button.setToolTip(text if self._short else "")
            button.setAccessibleName(text)
        self._show_all.setText(translate("LogPage", "Show everything"))
        self.view.setAccessibleName(translate("LogPage", "What happened"))
        self.detail.retranslate()
        self._show_counts()
