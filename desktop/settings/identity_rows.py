"""Identities: who the person is on which server. A list, and a dialog for one of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from core.identities import Identity
from desktop.context import AppContext
from desktop.errors import nickname_words
from desktop.settings.rows import Row, RowsCard, Section
from desktop.widgets import Button, Field, IconButton, label
from desktop.widgets.panels import Dialog

translate = QCoreApplication.translate


# Row, column and columns of each field, in the order of the keyboard.
_PLACES = {
    "name": (0, 0, 2),
    "nick": (1, 0, 1),
    "alternatives": (1, 1, 1),
    "user": (2, 0, 1),
    "real_name": (2, 1, 1),
    "account": (3, 0, 1),
    "password": (3, 1, 1),
}


class IdentityDialog(Dialog):
    """One identity. ``taken``: the names of the others. After ``accepted``: ``identity``."""

    def __init__(
        self, identity: Identity | None, taken: set[str], parent: QWidget | None = None
    ) -> None:
        super().__init__("user-round", parent)
        self._taken = {name.casefold() for name in taken}
        self.identity = identity
        self.setMinimumWidth(460)
        self.fields: dict[str, Field] = {}
        self._labels: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for name, (row, column, wide) in _PLACES.items():
            title = label("smallMedium", "muted")
            field = self.fields[name] = Field(height=32)
            field.edit.setObjectName(f"identity:{name}")
            title.setBuddy(field.edit)
            field.changed.connect(lambda _text, field=field: field.set_error(""))
            self._labels[name] = title
            grid.addWidget(title, 3 * row, column, 1, wide)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(field, 3 * row + 1, column, 1, wide, top)
            grid.setRowMinimumHeight(3 * row + 2, 4)
            if identity is not None:
                value = getattr(identity, name)
                field.set_text(", ".join(value) if isinstance(value, tuple) else value)
        self.body.addLayout(grid)
        self.body.setSpacing(6)
        self.fields["password"].edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._safety = label("small", "muted", wrap=True)
        self.body.addWidget(self._safety)
        self.no = self.add_button("secondary")
        self.yes = self.add_button("primary", default=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._answer)
        self.retranslate()
        self.fields["name"].edit.setFocus()

    def _answer(self) -> None:
        text = {name: " ".join(field.text().split()) for name, field in self.fields.items()}
        text["password"] = self.fields["password"].text()
        alternatives = tuple(
            dict.fromkeys(
                nick for each in text["alternatives"].split(",") if (nick := each.strip())
            )
        )
        fault = self._fault(text, alternatives)
        if fault is not None:
            name, sentence = fault
            self.fields[name].set_error(sentence)
            self.fields[name].edit.setFocus()
            return
        self.identity = Identity(
            text["name"],
            text["nick"],
            alternatives,
            text["user"].replace(" ", "_"),
            text["real_name"],
            text["account"],
            text["password"],
        )
        self.accept()

    def _fault(self, text: dict[str, str], alternatives: tuple[str, ...]) -> tuple[str, str] | None:
        from core.irc.names import nickname_fault

        if not text["name"]:
            return "name", translate("Settings", "Give it a name, such as “Work”.")
        if text["name"].casefold() in self._taken:
            return "name", translate("Settings", "Another identity is called that.")
        if code := nickname_fault(text["nick"]):
            return "nick", nickname_words(code)
        for nick in alternatives:
            if code := nickname_fault(nick):
                return "alternatives", f"{nick}: {nickname_words(code)}"
        if text["password"] and not text["account"]:
            return "account", translate("Settings", "Whose password is it? Name the account.")
        return None

    def retranslate(self) -> None:
        """Set every text."""
        new = self.identity is None
        self.set_title(
            translate("Settings", "New identity") if new else translate("Settings", "Identity")
        )
        for name, words, example in (
            ("name", translate("Settings", "What you call it"), translate("Settings", "Work")),
            ("nick", translate("Settings", "Nickname"), ""),
            (
                "alternatives",
                translate("Settings", "Others to try where it is taken"),
                translate("Settings", "With commas between"),
            ),
            ("user", translate("Settings", "User name"), translate("Settings", "As the nickname")),
            (
                "real_name",
                translate("Settings", "Real name"),
                translate("Settings", "Shown to all"),
            ),
            ("account", translate("Settings", "Account"), translate("Settings", "None")),
            ("password", translate("Settings", "Password of the account"), ""),
        ):
            self._labels[name].setText(words)
            self.fields[name].set_accessible(words)
            self.fields[name].set_placeholder(example)
        self._safety.setText(
            translate(
                "Settings",
                "The password is kept readable in the settings file, which only you can open.",
            )
        )
        self.no.setText(translate("Settings", "Cancel"))
        self.yes.setText(translate("Settings", "Keep"))


class _Buttons(QWidget):
    """Change and remove."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = IconButton("pencil")
        self.remove = IconButton("trash-2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.edit)
        row.addWidget(self.remove)


class Identities:
    """Keeps the page's card with the settings."""

    def __init__(self, section: Section, context: AppContext) -> None:
        self._section, self._context = section, context
        self.card = section.add(RowsCard())
        self.add = Button("plus", "secondary")
        self.add.setObjectName("identity:add")
        self.add.clicked.connect(partial(self.ask, ""))
        self._fill()

    def _fill(self) -> None:
        self.add.setParent(None)
        self.card.clear()
        for identity in self._context.settings.identities:
            self.card.add(self._row(identity))
        self.card.add(
            Row(
                self.add,
                lambda: translate("Settings", "One more"),
                lambda: translate(
                    "Settings",
                    "A nickname, others for when it is taken, an account with a password.",
                ),
                more=self.add.text,
            )
        )
        self.retranslate()

    def _row(self, identity: Identity) -> Row:
        buttons = _Buttons()
        buttons.setObjectName(f"identity:{identity.name}")
        row = Row(buttons, lambda: identity.name, partial(_about, identity))
        buttons.edit.clicked.connect(partial(self.ask, identity.name))
        buttons.remove.clicked.connect(partial(self._remove, identity.name))
        for button, words in (
            (buttons.edit, translate("Settings", "Change %1")),
            (buttons.remove, translate("Settings", "Remove %1")),
        ):
            button.set_name(words.replace("%1", identity.name))
        return row

    def ask(self, name: str, *_: object) -> None:
        """Open the dialog for an identity, or for a new one ("")."""
        settings = self._context.settings
        taken = {each.name for each in settings.identities if each.name != name}
        dialog = IdentityDialog(settings.identity(name), taken, self._section.window())
        dialog.accepted.connect(lambda: self._keep(dialog, name))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(self, dialog: IdentityDialog, name: str) -> None:
        if dialog.identity is not None:
            self._context.settings.put_identity(dialog.identity, name)
            self._context.save_soon()
            self._fill()

    def _remove(self, name: str) -> None:
        self._context.settings.drop_identity(name)
        self._context.save_soon()
        self._fill()
        self.add.setFocus()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.add.setText(translate("Settings", "New identity…"))


def _about(identity: Identity) -> str:
    parts = [", ".join((identity.nick, *identity.alternatives))]
    if identity.real_name:
        parts.append(identity.real_name)
    if identity.account:
        parts.append(translate("Settings", "account %1").replace("%1", identity.account))
    return " · ".join(parts)


def fill_identities(section: Section, context: AppContext) -> None:
    """The page of the identities."""
    section.told.append(Identities(section, context).retranslate)
