"""The right column: the session as Python, written while it happens; save, copy and run it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.lab.python_text import PythonFile
from desktop.lab.code_text import CodeText
from desktop.lab.desk import Desk
from desktop.lab.ending import Ending, holds_an_address
from desktop.lab.lab_words import phrases
from desktop.lab.parts import LabButton, LabIcon, Words
from desktop.lab.run_pane import RunPane
from desktop.lab.save_files import ProgramSaver, save_fault_words, there_already
from desktop.sockets.scale import Scale
from desktop.theme import set_ground, set_text
from desktop.widgets import Card, Dialog, Divider, StatusDot, label

translate = QCoreApplication.translate

_COPIED_MS = 1500
_BESIDE = 640
"""Width from which the programs stand beside each other."""


class FileView(QWidget):
    """One program: its name, whose it is, its lines."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self.name = Words(scale, "bodyStrong")
        self.whose = Words(scale, "small", "muted")
        self.code = CodeText(scale)
        head = QWidget()
        set_ground(head, "sunken")
        row = QHBoxLayout(head)
        row.setContentsMargins(scale.px(14), scale.px(6), scale.px(14), scale.px(6))
        row.setSpacing(scale.px(8))
        row.addWidget(LabIcon(scale, "file-code"))
        row.addWidget(self.name)
        row.addStretch()
        row.addWidget(self.whose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.code, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_file(self, file: PythonFile, waiting: set[int]) -> None:
        """Show a program, and which of its lines wait."""
        self.name.setText(file.name)
        names = ", ".join(file.sockets)
        self.whose.setText(translate("PythonPanel", "from %1").replace("%1", names))
        self.code.setAccessibleName(file.name)
        lines = {file.lines[call] for call in waiting if call in file.lines}
        self.code.show_program(file.text, lines)


class OverwriteDialog(Dialog):
    """Files of these names are there already. Signals: ``confirmed()``."""

    confirmed = Signal()

    def __init__(self, folder: Path, names: list[str], parent: QWidget) -> None:
        super().__init__("triangle-alert", parent)
        self._folder, self._names = folder, names
        self.text = label("body", "muted", wrap=True)
        self.body.addWidget(self.text)
        self.cancel = self.add_button("secondary")
        self.replace = self.add_button("primary", default=True)
        self.cancel.clicked.connect(self.reject)
        self.replace.clicked.connect(self._confirm)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.retranslate()

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_title(translate("PythonPanel", "Replace the files that are there?"))
        self.text.setText(
            translate("PythonPanel", "%1 in the folder %2 would be written over.")
            .replace("%1", ", ".join(self._names))
            .replace("%2", str(self._folder))
        )
        self.cancel.setText(translate("PythonPanel", "Cancel"))
        self.replace.setText(translate("PythonPanel", "Replace"))


class PythonPanel(Card):
    """Attributes: ``files``, the views from the top; ``run_pane``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        scale = self._scale = desk.scale
        self._programs: tuple[PythonFile, ...] = ()
        self._saver: ProgramSaver | None = None
        self._ending: Ending | None = None
        self._said: tuple[str, str] = ("", "muted")
        self.files: list[FileView] = []
        self.title = Words(scale, "title")
        self.live = Words(scale, "small", "accent")
        self.dot = StatusDot("running")
        self.nothing = Words(scale, "small", "muted", wrap=True)
        self.note = Words(scale, "small", "muted", wrap=True)
        self.save_button = LabButton(scale, "save", "primary", 40)
        self.copy_button = LabButton(scale, "copy", "secondary", 32)
        self.run_button = LabButton(scale, "play", "secondary", 32)
        self.run_pane = RunPane(scale, desk.runner)
        self.run_pane.hide()
        self._build(scale)
        self.save_button.clicked.connect(self.ask_where_to_save)
        self.copy_button.clicked.connect(self.copy)
        self.run_button.clicked.connect(self.run)
        self.run_pane.close_wanted.connect(self._close_and_run)
        self.run_pane.closed.connect(self._run_closed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        desk.changed.connect(self._later.start)
        self.retranslate()

    def _build(self, scale: Scale) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(scale.px(14), scale.px(11), scale.px(14), scale.px(11))
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.dot)
        head.addSpacing(scale.px(4))
        head.addWidget(self.live)
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.nothing)
        self.nothing.setContentsMargins(scale.px(14), scale.px(12), scale.px(14), scale.px(12))
        self._slack = QWidget()
        self._column.addWidget(self._slack, 1)
        pair = QHBoxLayout()
        pair.setSpacing(scale.px(8))
        pair.addWidget(self.copy_button, 1)
        pair.addWidget(self.run_button, 1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(scale.px(8))
        self._buttons.addWidget(self.save_button, 1)
        self._buttons.addLayout(pair, 1)
        note = QHBoxLayout()
        note.setSpacing(scale.px(8))
        self._note_icon = LabIcon(scale, "info")
        note.addWidget(self._note_icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self.note, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(scale.px(14), scale.px(8), scale.px(14), scale.px(14))
        foot.setSpacing(scale.px(8))
        foot.addLayout(note)
        foot.addLayout(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Divider())
        column.addLayout(self._column, 3)
        column.addWidget(self.run_pane, 2)
        column.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Programs beside each other where there is room."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = event.size().width() >= self._scale.px(_BESIDE)
        for layout in (self._column, self._buttons):
            layout.setDirection(way.LeftToRight if beside else way.TopToBottom)

    # --- what is shown ------------------------------------------------------------------------

    def refresh(self) -> None:
        """Write the programs anew."""
        self._programs = self._desk.lab.programs(phrases())
        pending = {call.number for call in self._desk.lab.calls() if not call.over}
        while len(self.files) < len(self._programs):
            view = FileView(self._scale)
            self._column.insertWidget(self._column.count() - 1, view, 1)
            self.files.append(view)
        while len(self.files) > len(self._programs):
            view = self.files.pop()
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        for view, file in zip(self.files, self._programs, strict=True):
            view.show_file(file, pending)
            self._column.setStretch(self._column.indexOf(view), 8 + file.text.count("\n"))
        there = bool(self._programs)
        self.nothing.setVisible(not there)
        self._slack.setVisible(not there)
        for button in (self.save_button, self.copy_button, self.run_button):
            button.setEnabled(there)
        for part in (self.dot, self.live):
            part.setVisible(there)
        self._name_buttons()
        self._show_note(any(file.waiting for file in self._programs))

    def programs(self) -> dict[str, str]:
        """The programs by their file names."""
        return {file.name: file.text for file in self._programs}

    def _show_note(self, waiting: bool) -> None:
        text, color = self._said
        if not text and self._programs:
            if waiting:
                text = translate(
                    "PythonPanel",
                    "They run under plain python3 and do the same. The call that has not "
                    "returned is the last line: it waits there again.",
                )
            else:
                text = translate(
                    "PythonPanel",
                    "They run under plain python3 and do the same. Calls that failed stay as "
                    "comments.",
                )
        self.note.setText(text)
        set_text(self.note, color)
        icon = {"danger": "circle-alert", "accent": "circle-check"}.get(color, "info")
        token = {"danger": "danger", "accent": "running"}.get(color, "muted")
        self._note_icon.set_icon(icon, token)
        self._note_icon.setVisible(bool(text))

    def _name_buttons(self) -> None:
        names = [file.name for file in self._programs]
        if len(names) > 1:
            text = translate("PythonPanel", "Save %1 and %2")
            text = text.replace("%1", ", ".join(names[:-1])).replace("%2", names[-1])
        elif names:
            text = translate("PythonPanel", "Save %1").replace("%1", names[0])
        else:
            text = translate("PythonPanel", "Save")
        self.save_button.setText(text)
        self.save_button.updateGeometry()

    def say(self, text: str, color: str = "muted") -> None:
        """A sentence above the buttons ("muted", "accent", "danger"); "" for the usual one."""
        self._said = (text, color)
        self._show_note(any(file.waiting for file in self._programs))

    # --- copy, save, run ----------------------------------------------------------------------

    def copy(self) -> None:
        """Put all programs on the clipboard, each under its name."""
        self.refresh()
        parts = [f"# {file.name}\n{file.text}" for file in self._programs]
        QGuiApplication.clipboard().setText("\n".join(parts))
        self.copy_button.set_icon("check")
        QTimer.singleShot(_COPIED_MS, self, lambda: self.copy_button.set_icon("copy"))

    def ask_where_to_save(self) -> None:
        """A folder dialog that does not block."""
        if self._saver is not None or not self._programs:
            return
        dialog = QFileDialog(self, translate("PythonPanel", "Folder for the programs"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, folder: Path) -> None:
        """Write the programs there; asks first where files of these names are there."""
        self.refresh()
        there = there_already(folder, list(self.programs()))
        if not there:
            self._write(folder)
            return
        dialog = OverwriteDialog(folder, there, self.window())
        dialog.confirmed.connect(lambda: self._write(folder))
        dialog.open()

    def _write(self, folder: Path) -> None:
        if self._saver is not None:
            return
        self._saver = ProgramSaver(folder, self.programs())
        self._saver.finished.connect(self._written)
        self._saver.launch()

    def _written(self) -> None:
        saver, self._saver = self._saver, None
        if saver is None:
            return
        saver.join()
        if saver.fault is not None:
            self.say(save_fault_words(saver.fault, saver.folder), "danger")
        else:
            text = translate("PythonPanel", "Saved to %1. Start it with: python3 %2")
            text = text.replace("%1", str(saver.folder)).replace("%2", saver.names[0])
            self.say(text, "accent")
        saver.deleteLater()

    def run(self) -> None:
        """Run the programs, each in a process; their output below.

        Where the lab itself has the address that they will bind to, ask first.
        """
        self.refresh()  # what was pressed a moment ago is in it too
        self.run_pane.show()
        holding = [sock.name for sock in self._desk.lab.sockets() if holds_an_address(sock)]
        if holding:
            self.run_pane.ask_to_close(", ".join(holding))
        else:
            self.run_pane.run(self.programs())

    def _close_and_run(self) -> None:
        """What is run is what was there before the closing."""
        if self._ending is not None:
            return
        self.refresh()
        programs = self.programs()
        self.run_pane.close_sockets.setEnabled(False)
        self._ending = Ending(self._desk, self)
        self._ending.done.connect(lambda: self._ended(programs))
        self._ending.begin()

    def _ended(self, programs: dict[str, str]) -> None:
        if self._ending is not None:
            self._ending.deleteLater()
            self._ending = None
        self.run_pane.close_sockets.setEnabled(True)
        self.run_pane.run(programs)

    def _run_closed(self) -> None:
        self.run_pane.hide()
        self.run_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """What is being written is written to its end."""
        if self._saver is not None:
            self._saver.join()
            self._saver = None

    # --- language -----------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(translate("PythonPanel", "The same Python"))
        self.live.setText(translate("PythonPanel", "written now"))
        self.nothing.setText(
            translate(
                "PythonPanel",
                "Every call that you press is written here as a line of Python. In the end it is "
                "a program.",
            )
        )
        self.copy_button.setText(translate("PythonPanel", "Copy"))
        self.run_button.setText(translate("PythonPanel", "Run"))
        self._said = ("", "muted")
        self.run_pane.retranslate()
        self.refresh()
