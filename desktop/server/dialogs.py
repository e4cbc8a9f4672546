"""The questions of the server window. None of them blocks: each answers by a signal."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.server.counts import counts
from desktop.server.start_values import greeting_fault, motd_fault, motd_lines
from desktop.widgets import Dialog, Field, label

translate = QCoreApplication.translate

WIDTH = 440
TEXT_LENGTH = 1000


class ServerDialog(Dialog):
    """Window-modal, gone when it is closed."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(icon, parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().width() - 32
        self.setMinimumWidth(min(WIDTH, max(320, room)))
        self.setMaximumWidth(max(self.minimumWidth(), 560))


class LineDialog(ServerDialog):
    """A question that is answered with one line. Signals: ``answered(text)``."""

    answered = Signal(str)

    def __init__(self, icon: str, parent: QWidget, *, danger: bool, needed: bool) -> None:
        super().__init__(icon, parent)
        self._needed = needed
        self._danger = danger
        self._help = label("body", "muted", wrap=True)
        self.field = Field()
        self.field.edit.setMaxLength(TEXT_LENGTH)
        self.body.addWidget(self._help)
        self.body.addWidget(self.field)
        self.cancel = self.add_button()
        self.cancel.clicked.connect(self.reject)
        self.ok = self.add_button("danger" if danger else "primary", default=not danger)
        self.ok.clicked.connect(self._answer)
        self.field.submitted.connect(self._enter)
        self.field.changed.connect(self._edited)
        self._edited()
        self.field.setFocus()

    def text(self) -> str:
        """What was typed, as one line."""
        return " ".join(self.field.text().split())

    def _edited(self) -> None:
        self.ok.setEnabled(bool(self.text()) or not self._needed)

    def _enter(self) -> None:
        """Enter in an empty field is the safe answer where the other one does harm."""
        if self._danger and not self.text():
            self.reject()
        else:
            self._answer()

    def _answer(self) -> None:
        if self._needed and not self.text():
            return
        text = self.text()
        self.accept()
        self.answered.emit(text)


class ConfirmDialog(ServerDialog):
    """Something that cannot be taken back. Enter and Esc are the safe answer.

    Signals: ``confirmed()``.
    """

    confirmed = Signal()

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(icon, parent)
        self._text = label("body", "muted", wrap=True)
        self.body.addWidget(self._text)
        self.do = self.add_button("danger")
        self.do.clicked.connect(self._confirm)
        self.keep = self.add_button("primary", default=True)
        self.keep.clicked.connect(self.reject)
        self.keep.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.do.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.keep.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the safe answer unless the other button has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.do.hasFocus():
            self._confirm()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()


class NoteDialog(LineDialog):
    """A note from the server to one person."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self._name = name
        super().__init__("message-square", parent, danger=False, needed=True)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.set_title(translate("NoteDialog", "Note to %1").replace("%1", self._name))
        self._help.setText(
            translate("NoteDialog", "It comes from the server, and nobody else sees it.")
        )
        self.field.set_accessible(translate("NoteDialog", "Note"))
        self.cancel.setText(translate("NoteDialog", "Do not send"))
        self.ok.setText(translate("NoteDialog", "Send"))


class AnnounceDialog(LineDialog):
    """A message from the server to everybody."""

    def __init__(self, people: int, parent: QWidget) -> None:
        self._people = people
        super().__init__("megaphone", parent, danger=False, needed=True)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.set_title(translate("AnnounceDialog", "Message to all"))
        self._help.setText(
            counts().people_will_see(self._people)
            if self._people
            else translate("AnnounceDialog", "Nobody is connected now, so nobody will see it.")
        )
        self.field.set_accessible(translate("AnnounceDialog", "Message"))
        self.cancel.setText(translate("AnnounceDialog", "Do not send"))
        self.ok.setText(translate("AnnounceDialog", "Send to all"))


class DisconnectDialog(LineDialog):
    """Why somebody is disconnected; the reason may be left empty."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self._name = name
        super().__init__("user-x", parent, danger=True, needed=False)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.set_title(translate("DisconnectDialog", "Disconnect %1?").replace("%1", self._name))
        self._help.setText(
            translate(
                "DisconnectDialog",
                "The connection is closed. It can be made again, with the same name.",
            )
        )
        self.field.set_accessible(translate("DisconnectDialog", "Reason"))
        self.field.set_placeholder(translate("DisconnectDialog", "Reason, if you want to give one"))
        self.cancel.setText(translate("DisconnectDialog", "Keep connected"))
        self.ok.setText(translate("DisconnectDialog", "Disconnect"))


class TextsDialog(ServerDialog):
    """Greeting and message of the day. Signals: ``answered(greeting, lines)``."""

    answered = Signal(str, object)

    def __init__(self, greeting: str, motd: tuple[str, ...], parent: QWidget) -> None:
        super().__init__("pencil", parent)
        self._help = label("body", "muted", wrap=True)
        self._greeting_label = label("bodyMedium", wrap=True)
        self.greeting = Field()
        self.greeting.set_text(greeting)
        self._motd_label = label("bodyMedium", wrap=True)
        self.motd = QPlainTextEdit("\n".join(motd))
        self.motd.setTabChangesFocus(True)
        self.motd.setMinimumHeight(110)
        self._motd_error = label("small", "danger", wrap=True)
        self._motd_error.setVisible(False)
        for part in (
            self._help,
            self._greeting_label,
            self.greeting,
            self._motd_label,
            self.motd,
            self._motd_error,
        ):
            self.body.addWidget(part)
        self.body.setSpacing(8)
        self.cancel = self.add_button()
        self.cancel.clicked.connect(self.reject)
        self.ok = self.add_button("primary", default=True)
        self.ok.clicked.connect(self._answer)
        self.greeting.submitted.connect(self._answer)
        apply = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self)
        apply.activated.connect(self._answer)
        self.greeting.setFocus()
        self.retranslate()

    def _answer(self) -> None:
        greeting = " ".join(self.greeting.text().split())
        lines = motd_lines(self.motd.toPlainText())
        self.greeting.set_error(greeting_fault(greeting))
        self._motd_error.setText(motd_fault(lines))
        self._motd_error.setVisible(bool(self._motd_error.text()))
        if self.greeting.error or self._motd_error.text():
            return
        self.accept()
        self.answered.emit(greeting, lines)

    def retranslate(self) -> None:
        """Set every text."""
        self.set_title(translate("TextsDialog", "Greeting and message of the day"))
        self._help.setText(
            translate("TextsDialog", "Whoever connects from now on reads the new words.")
        )
        self._greeting_label.setText(
            translate("TextsDialog", "Greeting: what a program reads that only connects")
        )
        self.greeting.set_accessible(translate("TextsDialog", "Greeting"))
        self.greeting.set_placeholder(translate("TextsDialog", "No greeting"))
        self._motd_label.setText(
            translate("TextsDialog", "Message of the day: what people read when they join")
        )
        self.motd.setAccessibleName(translate("TextsDialog", "Message of the day"))
        self.motd.setPlaceholderText(translate("TextsDialog", "No message"))
        self.cancel.setText(translate("TextsDialog", "Leave as it is"))
        self.ok.setText(translate("TextsDialog", "Apply"))


class CloseDialog(ConfirmDialog):
    """The window is closed while people are connected."""

    def __init__(self, people: int, parent: QWidget) -> None:
        super().__init__("power", parent)
        self._people = people
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.set_title(translate("CloseDialog", "Stop the server and close?"))
        self._text.setText(counts().people_will_be_disconnected(self._people))
        self.do.setText(translate("CloseDialog", "Stop and close"))
        self.keep.setText(translate("CloseDialog", "Keep running"))
