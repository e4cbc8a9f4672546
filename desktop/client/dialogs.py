"""The questions that the client window asks. None of them stops the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from desktop.client.counts import counts
from desktop.widgets.basics import label
from desktop.widgets.encrypted import EncryptedSwitch
from desktop.widgets.fields import Field
from desktop.widgets.panels import Dialog

Check = Callable[[str], str]


class AskDialog(Dialog):
    """One field, one answer. ``check`` gives the sentence that is wrong with it, or ""; ``grave``:
    the answer takes something from somebody.

    Subclasses set the texts. Signals: ``answered(text)``, once, when the answer is right.
    """

    answered = Signal(str)

    def __init__(
        self,
        icon: str,
        check: Check,
        parent: QWidget | None = None,
        *,
        secret: bool = False,
        grave: bool = False,
    ) -> None:
        super().__init__(icon, parent, tone="danger" if grave else "accent")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._check = check
        self.hint = label("small", "muted", wrap=True)
        self.field = Field()
        if secret:
            self.field.edit.setEchoMode(self.field.edit.EchoMode.Password)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.field)
        self.no = self.add_button("secondary")
        self.yes = self.add_button("danger" if grave else "primary", default=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._answer)
        self.field.changed.connect(lambda _text: self.field.set_error(""))
        self.field.edit.setFocus()

    def text(self) -> str:
        """What is answered."""
        return self.field.text().strip()

    def _answer(self) -> None:
        text = self.text()
        fault = self._check(text)
        self.field.set_error(fault)
        if fault:
            self.field.edit.setFocus()
            return
        self.answered.emit(text)
        self.accept()

    def set_answer(self, text: str) -> None:
        """What stands in the field, all of it selected."""
        self.field.set_text(text)
        self.field.edit.selectAll()

    def set_words(self, title: str, hint: str, name: str, act: str) -> None:
        """Title, the line under it, the field's name, and what the answering button does."""
        self.set_title(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.field.set_accessible(name)
        self.field.set_placeholder(name)
        self.yes.setText(act)
        self.no.setText(self.tr("Cancel"))


def complete_from(field: Field, words: Sequence[str]) -> None:
    """Let a field offer those words while a person types, in any letter case."""
    completer = QCompleter(list(words), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.edit.setCompleter(completer)


class NickDialog(AskDialog):
    """Asks for another nickname."""

    def __init__(self, nick: str, check: Check, parent: QWidget | None = None) -> None:
        super().__init__("user-round", check, parent)
        self.set_answer(nick)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_words(
            self.tr("Change your nickname"),
            self.tr("Everybody in your channels sees the new one."),
            self.tr("Nickname"),
            self.tr("Change it"),
        )


class WriteDialog(AskDialog):
    """Asks whom to write to."""

    def __init__(self, nicks: Sequence[str], check: Check, parent: QWidget | None = None) -> None:
        super().__init__("message-circle", check, parent)
        complete_from(self.field, nicks)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_words(
            self.tr("Write to somebody"),
            self.tr("Only the two of you see it."),
            self.tr("Nickname"),
            self.tr("Write"),
        )


class InviteDialog(AskDialog):
    """Asks whom to invite."""

    def __init__(
        self, channel: str, nicks: Sequence[str], check: Check, parent: QWidget | None = None
    ) -> None:
        super().__init__("user-plus", check, parent)
        self._channel = channel
        complete_from(self.field, nicks)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_words(
            self.tr("Invite to %1").replace("%1", self._channel),
            self.tr("The person gets your invitation and may come in."),
            self.tr("Nickname"),
            self.tr("Invite"),
        )


class KickDialog(AskDialog):
    """Asks for the reason of a kick; there may be none."""

    def __init__(self, nick: str, channel: str, parent: QWidget | None = None) -> None:
        super().__init__("user-minus", lambda _text: "", parent, grave=True)
        self._nick, self._channel = nick, channel
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the language in force."""
        title = self.tr("Remove %1 from %2?")
        self.set_words(
            title.replace("%1", self._nick).replace("%2", self._channel),
            self.tr("The person can come back. Everybody in the channel sees the reason."),
            self.tr("Reason (may be left empty)"),
            self.tr("Remove"),
        )


class AwayDialog(AskDialog):
    """Asks why one is away."""

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__("clock", check, parent)
        self.retranslate()
        self.set_answer(self.tr("Back soon"))

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_words(
            self.tr("Mark yourself as away"),
            self.tr("Whoever writes to you gets this line."),
            self.tr("What should others know?"),
            self.tr("I am away"),
        )


class KeyDialog(AskDialog):
    """Asks for a channel's key."""

    def __init__(
        self, channel: str, check: Check, parent: QWidget | None = None, *, wrong: bool = False
    ) -> None:
        super().__init__("key-round", check, parent, secret=True)
        self._channel, self._wrong = channel, wrong
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the language in force."""
        hint = (
            self.tr("That key does not open it. Ask somebody who is inside.")
            if self._wrong
            else self.tr("Only those who know its key come in. Ask somebody who is inside.")
        )
        self.set_words(
            self.tr("%1 asks for a key").replace("%1", self._channel),
            hint,
            self.tr("Key"),
            self.tr("Join"),
        )


class ServerAddressDialog(AskDialog):
    """Asks for a server: its address, and whether it is joined encrypted."""

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__("server", check, parent)
        self.encrypted = EncryptedSwitch()
        self.body.addWidget(self.encrypted)
        self.field.changed.connect(self.encrypted.follow)
        QWidget.setTabOrder(self.field.edit, self.encrypted.switch)

    def text(self) -> str:
        """The address, with ircs:// where the switch is on."""
        return self.encrypted.address(self.field.text())


class AddressDialog(ServerAddressDialog):
    """Asks for another server."""

    def __init__(self, address: str, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(check, parent)
        self.encrypted.follow(address)
        self.set_answer(address)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_words(
            self.tr("Another address"),
            self.tr("It stands in the server's window, for example 192.168.1.10:6667."),
            self.tr("Address"),
            self.tr("Connect"),
        )


class CloseDialog(Dialog):
    """Asks whether to close although messages wait; ``accepted`` means yes."""

    def __init__(self, waiting: int, parent: QWidget | None = None) -> None:
        super().__init__("clock", parent, tone="warn")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._waiting = waiting
        self.hint = label("body", "muted", wrap=True)
        self.body.addWidget(self.hint)
        self.yes = self.add_button("danger")
        self.no = self.add_button("primary", default=True)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.no.setFocus()
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_title(counts().not_sent(self._waiting))
        self.hint.setText(
            self.tr("They wait for the connection. If you close the window now, they are lost.")
        )
        self.yes.setText(self.tr("Close and lose them"))
        self.no.setText(self.tr("Keep waiting"))
