"""What the programs of the lab print while they run."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.lab.parts import LabButton, LabIconButton, Words
from desktop.lab.program_runner import ProgramRunner, find_python
from desktop.sockets.scale import Scale
from desktop.theme import set_ground, set_text, theme
from desktop.widgets import Divider

translate = QCoreApplication.translate

_BLOCKS = 4000


class RunPane(QWidget):
    """Signals: ``closed()``: the person puts it away; ``close_wanted()``: the lab's own sockets
    are to be closed, and then it is to run."""

    closed = Signal()
    close_wanted = Signal()

    def __init__(self, scale: Scale, runner: ProgramRunner) -> None:
        super().__init__()
        set_ground(self, "sunken")
        self.runner = runner
        self._printed: list[tuple[str, str, bool]] = []  # program, line, whether ours
        self.title = Words(scale, "smallStrong")
        self.stop_button = LabButton(scale, "circle-stop", "danger", 28)
        self.cross = LabIconButton(scale, "x")
        self.output = QPlainTextEdit()
        self.output.setReadOnly(True)
        self.output.setProperty("bare", True)
        self.output.setFrameShape(QFrame.Shape.NoFrame)
        self.output.setFont(scale.font("mono"))
        self.output.setMaximumBlockCount(_BLOCKS)
        self.output.document().setDocumentMargin(scale.px(8))
        self.output.setTabChangesFocus(True)
        self.note = Words(scale, "small", "muted", wrap=True)
        self.note.hide()
        self.close_sockets = LabButton(scale, "unplug", "secondary", 28)
        self.close_sockets.hide()
        self.close_sockets.clicked.connect(self.close_wanted)
        head = QHBoxLayout()
        head.setContentsMargins(scale.px(14), scale.px(4), scale.px(6), scale.px(4))
        head.addWidget(self.title, 1)
        head.addWidget(self.stop_button)
        head.addWidget(self.cross)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Divider())
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.close_sockets, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.output, 1)
        self.note.setContentsMargins(scale.px(14), 0, scale.px(14), scale.px(4))
        self.output.setMinimumHeight(scale.px(90))
        self.stop_button.clicked.connect(self._stop)
        self.cross.clicked.connect(self._close)
        self.runner.said.connect(self._said)
        self.runner.ended.connect(self._ended)
        self.runner.failed.connect(self._failed)
        self.runner.changed.connect(self._show_state)
        self.retranslate()

    def run(self, programs: dict[str, str]) -> bool:
        """Run them; False where there is no Python or no room for the files (it is said)."""
        self._clear()
        python = find_python()
        if not python:
            self.say(
                translate(
                    "RunPane",
                    "There is no Python on this computer that could run them. Install Python 3, "
                    "or take the saved files to a computer that has it.",
                )
            )
            return False
        self.say("")
        try:
            self.runner.run(programs, python)
        except OSError as error:
            self.say(
                translate("RunPane", "The files could not be written: %1.").replace(
                    "%1", error.strerror or str(error)
                )
            )
            return False
        return True

    def go_on_from(self, other: RunPane) -> None:
        """Show what another pane showed (the window has other sizes now)."""
        for signal, slot in (
            (other.runner.said, other._said),
            (other.runner.ended, other._ended),
            (other.runner.failed, other._failed),
            (other.runner.changed, other._show_state),
        ):
            signal.disconnect(slot)
        for name, line, own in other._printed:
            self._put(name, line, own=own)
        self.setVisible(not other.isHidden())
        self._show_state()

    def text(self) -> str:
        """Everything that was printed, with the program's name before each line."""
        return self.output.toPlainText()

    # --- what happens -------------------------------------------------------------------------

    def _stop(self) -> None:
        names = self.runner.running
        self.runner.stop()
        for name in names:
            self._put(name, translate("RunPane", "stopped"), own=True)

    def _close(self) -> None:
        self._stop()
        self.closed.emit()

    def _said(self, name: str, line: str) -> None:
        self._put(name, line)

    def _ended(self, name: str, code: int) -> None:
        if code == 0:
            text = translate("RunPane", "ended")
        elif code < 0:
            text = translate("RunPane", "stopped")
        else:
            text = translate("RunPane", "ended with an error (%1)").replace("%1", str(code))
        self._put(name, text, own=True)

    def _failed(self, name: str) -> None:
        self.say(translate("RunPane", "Python could not be started for %1.").replace("%1", name))

    def _clear(self) -> None:
        self.output.clear()
        self._printed.clear()

    def _put(self, name: str, text: str, *, own: bool = False) -> None:
        self._printed.append((name, text, own))
        del self._printed[:-_BLOCKS]
        look = theme()
        color = look.color("server" if name.startswith("server") else "client")
        cursor = QTextCursor(self.output.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        bar = self.output.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 2
        if not self.output.document().isEmpty():
            cursor.insertBlock()
        short = name.removesuffix(".py")
        cursor.insertText(f"{short}  ", _format(look.ink(color)))
        cursor.insertText(text, _format(look.color("muted" if own else "text")))
        if at_end:
            bar.setValue(bar.maximum())

    def ask_to_close(self, names: str) -> None:
        """The lab's sockets ``names`` have the ports that the programs want."""
        self._clear()
        text = translate(
            "RunPane", "%1 of the lab still has the port that the programs want to bind to."
        )
        self.say(text.replace("%1", names))
        set_text(self.note, "muted")
        self.close_sockets.show()
        self.close_sockets.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str) -> None:
        """A sentence above the output; "" for none."""
        self.close_sockets.hide()
        self.note.setText(text)
        self.note.setVisible(bool(text))
        set_text(self.note, "danger")
        self._show_state()

    def _show_state(self) -> None:
        running = self.runner.is_running
        self.stop_button.setVisible(running)
        names = ", ".join(self.runner.running)
        if running:
            self.title.setText(translate("RunPane", "Running: %1").replace("%1", names))
        else:
            self.title.setText(translate("RunPane", "Nothing runs"))

    def retranslate(self) -> None:
        """Set every text anew (what was printed stays)."""
        self.stop_button.setText(translate("RunPane", "Stop"))
        self.close_sockets.setText(translate("RunPane", "Close the lab's sockets and run"))
        self.cross.set_name(translate("RunPane", "Close the output"))
        self.output.setAccessibleName(translate("RunPane", "What the programs print"))
        self._show_state()


def _format(color: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(color)
    return made
