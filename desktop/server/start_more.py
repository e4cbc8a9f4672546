"""The folded part of the start page: history, an own certificate, where the data lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.paths import data_dir
from core.settings import ServerSettings
from desktop.server.setting_rows import NARROW, SettingsCard
from desktop.widgets import Button, Field, IconButton

translate = QCoreApplication.translate

_FIELD = 300


class PathField(QWidget):
    """A path to type, with a button that chooses it. Attributes: ``field``, ``choose``."""

    def __init__(self, *, folder: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._title = ""
        self.field = Field(height=32)
        self.field.setMinimumWidth(120)
        self.choose = IconButton("folder-open", size=32)
        self.choose.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.field.edit)
        self.setMinimumWidth(_FIELD)
        self.field.changed.connect(lambda _text: self.field.set_error(""))

    def text(self) -> str:
        """The path, "" for the usual one."""
        return self.field.text().strip()

    def set_text(self, text: str) -> None:
        """Show a path."""
        self.field.set_text(text)

    def set_title(self, title: str) -> None:
        """What is chosen, for the dialog and the button."""
        self._title = title
        self.field.set_accessible(title)
        self.choose.set_name(translate("StartMore", "Choose…") + f" {title}")

    def _ask(self) -> None:
        dialog = QFileDialog(self, self._title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mode = QFileDialog.FileMode.Directory if self._folder else QFileDialog.FileMode.ExistingFile
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.field.set_text(path)
        self.field.set_error("")


class StartMore(QWidget):
    """Attributes: ``fold``, ``history``, ``certificate``, ``key``, ``folder``.

    Signals: ``opened_changed()``: the page needs another height.
    """

    opened_changed = Signal()

    def __init__(self, settings: ServerSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fold = Button("chevron-right", "link")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._folded)
        self.card = SettingsCard()
        self.history = self.card.add_switch("history")
        self.certificate, self.key = PathField(folder=False), PathField(folder=False)
        self.folder = PathField(folder=True)
        for name, field in self._paths().items():
            self.card.add(name, field, wide=True)
        self.card.hide()
        line = QHBoxLayout()
        line.addWidget(self.fold)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.card)
        self.fill(settings)
        self.retranslate()

    def _paths(self) -> dict[str, PathField]:
        return {"certificate": self.certificate, "key": self.key, "folder": self.folder}

    def _folded(self, opened: bool) -> None:
        self.fold.set_icon("chevron-down" if opened else "chevron-right")
        self.card.setVisible(opened)
        self.opened_changed.emit()

    def set_narrow(self, width: int) -> None:
        """Fields under their words where they have no room beside them."""
        self.card.set_narrow(width < NARROW + 160)

    # --- values -------------------------------------------------------------------------------

    def fill(self, settings: ServerSettings) -> None:
        """What was chosen last time."""
        self.history.setChecked(settings.keep_history)
        self.certificate.set_text(settings.certificate_file)
        self.key.set_text(settings.key_file)
        self.folder.set_text(settings.data_folder)

    def store(self, settings: ServerSettings) -> None:
        """Keep the values for this start and the next."""
        settings.keep_history = self.history.isChecked()
        settings.certificate_file = self.certificate.text()
        settings.key_file = self.key.text()
        settings.data_folder = self.folder.text()

    def first_fault(self) -> QWidget | None:
        """The field that is not right, with the sentence under it; the part is open then."""
        for path in (self.certificate, self.key):
            missing = bool(path.text()) and not Path(path.text()).is_file()
            path.field.set_error(
                translate("StartMore", "There is no such file.") if missing else ""
            )
        if self.key.text() and not self.certificate.text():
            self.certificate.field.set_error(translate("StartMore", "A key needs its certificate."))
        folder = self.folder.text()
        wrong = bool(folder) and (not Path(folder).is_absolute() or Path(folder).is_file())
        self.folder.field.set_error(
            translate("StartMore", "This is not a whole path of a folder.") if wrong else ""
        )
        for path in self._paths().values():
            if path.field.error:
                self.fold.setChecked(True)
                return path.field
        return None

    def retranslate(self) -> None:
        """Set every text."""
        self.fold.setText(translate("StartMore", "More: history, encryption, data"))
        for key, title, text in (
            (
                "history",
                translate("StartMore", "Keep what is said"),
                translate("StartMore", "Whoever comes late can read it; it stays on this computer"),
            ),
            (
                "certificate",
                translate("StartMore", "Own certificate"),
                translate(
                    "StartMore",
                    "A PEM file. Empty: the server makes one itself. Encrypted connections come to "
                    "the same port.",
                ),
            ),
            (
                "key",
                translate("StartMore", "Its key"),
                translate("StartMore", "Empty: it is in the file of the certificate"),
            ),
            (
                "folder",
                translate("StartMore", "Folder for the data"),
                translate("StartMore", "History, accounts and bans"),
            ),
        ):
            self.card.rows[key].set_texts(title, text)
        for key, path in self._paths().items():
            path.set_title(self.card.rows[key].title_text())
        automatic = translate("StartMore", "Automatic")
        self.certificate.field.set_placeholder(automatic)
        self.key.field.set_placeholder(automatic)
        self.folder.field.set_placeholder(str(data_dir()))
