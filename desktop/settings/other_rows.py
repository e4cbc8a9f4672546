"""What the settings have besides the preferences: language, colours, where things are kept, other
programs' servers, and what this program is."""

from __future__ import annotations

import os
from functools import partial
from typing import cast

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from core import __version__
from core.paths import portable_dir
from desktop.context import AppContext
from desktop.server.combo import ComboBox
from desktop.settings.controls import WIDTH
from desktop.settings.rows import Row, RowsCard, Section
from desktop.theme import Mode
from desktop.widgets import Button

translate = QCoreApplication.translate

_LANGUAGES = {"": "", "ru": "Русский", "en": "English"}


class _OneOf(ComboBox):
    def __init__(self, values: tuple[str, ...]) -> None:
        super().__init__()
        self.setFixedSize(WIDTH, 32)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value in values:
            self.addItem(value, value)


class LanguageRow(Row):
    """The language of every window."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._box = _OneOf(tuple(_LANGUAGES))
        self._box.setObjectName("setting:language")
        super().__init__(
            self._box,
            lambda: translate("Settings", "Language"),
            lambda: translate("Settings", "Of every window; what people write stays as it is."),
            wide=True,
            reset=lambda: context.set_language(""),
            more=lambda: "English Русский language язык",
        )
        self._box.activated.connect(lambda at: context.set_language(self._box.itemData(at)))
        context.translator.changed.connect(self._show)

    def _show(self) -> None:
        chosen = self._context.settings.language
        self._box.setCurrentIndex(max(self._box.findData(chosen), 0))
        self.set_usual(not chosen)

    def retranslate(self) -> None:
        """Words of the language in force."""
        super().retranslate()
        self._box.setItemText(0, translate("Settings", "As the system"))
        for at, name in enumerate(_LANGUAGES.values()):
            if name:
                self._box.setItemText(at, name)
        self._show()


class ThemeRow(Row):
    """Light or dark."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._box = _OneOf(("system", "light", "dark"))
        self._box.setObjectName("setting:theme")
        super().__init__(
            self._box,
            lambda: translate("Settings", "Colours"),
            lambda: translate("Settings", "Dark letters on light paper, or the other way round."),
            wide=True,
            reset=lambda: context.set_theme("system"),
            more=lambda: " ".join(self._box.itemText(at) for at in range(self._box.count())),
        )
        self._box.activated.connect(self._choose)
        context.theme.changed.connect(self._show)

    def _choose(self, at: int) -> None:
        self._context.set_theme(cast("Mode", self._box.itemData(at)))
        self._show()

    def _show(self) -> None:
        mode = self._context.settings.theme
        self._box.setCurrentIndex(max(self._box.findData(mode), 0))
        self.set_usual(mode == "system")

    def retranslate(self) -> None:
        """Words of the language in force."""
        super().retranslate()
        self._box.setItemText(0, translate("Settings", "As the system"))
        self._box.setItemText(1, translate("Settings", "Light"))
        self._box.setItemText(2, translate("Settings", "Dark"))
        self._show()


class FolderRow(Row):
    """Where the settings are, and whether they can be carried about."""

    def __init__(self, context: AppContext) -> None:
        self._folder = context.settings.path.parent
        self.button = Button("folder-open", "secondary")
        super().__init__(
            self.button,
            lambda: translate("Settings", "Folder"),
            self._where,
            wide=True,
        )
        self.button.clicked.connect(self._open)

    def _where(self) -> str:
        if portable_dir() is not None or os.environ.get("BESEDKA_PORTABLE"):
            sentence = translate(
                "Settings", "Portable: everything is kept beside the program, in %1."
            )
        else:
            sentence = translate(
                "Settings",
                "Settings are kept in %1. A folder “besedka-data” beside the program makes it "
                "portable.",
            )
        return sentence.replace("%1", str(self._folder))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def retranslate(self) -> None:
        """Words of the language in force."""
        super().retranslate()
        self.button.setText(translate("Settings", "Open the folder"))


def fill_general(section: Section, context: AppContext) -> None:
    """The language."""
    section.add(RowsCard()).add(LanguageRow(context))


def fill_files(section: Section, context: AppContext) -> None:
    """Other programs' servers, the folder."""
    from desktop.settings.import_row import ImportRow

    kept = section.add(RowsCard(lambda: translate("Settings", "Servers and files")))
    kept.add(ImportRow(context))
    kept.add(FolderRow(context))


def fill_look(section: Section, context: AppContext) -> None:
    """Light or dark."""
    section.add(RowsCard()).add(ThemeRow(context))


def _about_version() -> str:
    return translate("Settings", "Version %1. Free software under the MIT licence.").replace(
        "%1", __version__
    )


def fill_about(section: Section) -> None:
    """What this program is."""
    card = section.add(RowsCard())
    button = Button("copy", "secondary")
    row = Row(
        button,
        lambda: translate("Settings", "Besedka"),
        _about_version,
    )
    button.clicked.connect(
        partial(_copy, button),
    )
    card.add(row)
    section.told.append(lambda: button.setText(translate("Settings", "Copy the version")))
    card.add(
        Row(
            None,
            lambda: translate("Settings", "Made with"),
            lambda: translate(
                "Settings",
                "Python, Qt for Python, Inter, JetBrains Mono, Noto Color Emoji and Lucide.",
            ),
        )
    )


def _copy(button: Button) -> None:
    QGuiApplication.clipboard().setText(f"Besedka {__version__}")
    button.set_icon("check")
