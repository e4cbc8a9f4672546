"""The third page of a channel's settings: who is kept out, who comes in all the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QEvent, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.client.questions import NO_ANSWER
from desktop.client import channel_words
from desktop.client.channel_rows import RowsList, TwoParts
from desktop.client.message_rows import safe_time
from desktop.client.message_safety import isolated
from desktop.server.combo import ComboBox
from desktop.widgets.basics import label
from desktop.widgets.buttons import Button, Segment
from desktop.widgets.fields import Field

_SIDE_BY_SIDE = 4
Entries = Sequence[tuple[str, str, float]]


class ListsPage(QWidget):
    """Signals: ``wanted(letter)``: that list is to be asked for; ``added(letter, mask)``,
    ``removed(letter, mask)``."""

    wanted = Signal(str)
    added = Signal(str, str)
    removed = Signal(str, str)

    def __init__(self, letters: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[str, Entries] = {}
        self._failed: dict[str, str] = {}
        self._letters = list(letters)
        self._enabled = False
        self.tabs = Segment([(letter, "") for letter in letters])
        self.chooser = ComboBox()
        """In place of the tabs where there are more lists than stand side by side."""
        for letter in letters:
            self.chooser.addItem("", letter)
        many = len(letters) > _SIDE_BY_SIDE
        self.help = label("small", "muted", wrap=True)
        self.state = label("body", "muted", wrap=True)
        self.list = RowsList()
        self.name_field = Field()
        self.add = Button("plus", "secondary", 36)
        self.remove = Button("trash-2", "secondary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name_field, 1)
        row.addWidget(self.add)
        below = QHBoxLayout()
        below.addWidget(self.remove)
        below.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.tabs, self.chooser, self.help, self.state):
            column.addWidget(part)
        self.tabs.setVisible(len(letters) > 1 and not many)
        self.chooser.setVisible(many)
        column.addWidget(self.list, 1)
        column.addLayout(below)
        column.addLayout(row)
        if letters:
            self.tabs.set_current(letters[0])
        self.tabs.changed.connect(lambda _key: self.begin())
        self.chooser.currentIndexChanged.connect(self._chosen)
        self.add.clicked.connect(self._add)
        self.name_field.submitted.connect(self._add)
        self.name_field.changed.connect(lambda _text: self.name_field.set_error(""))
        self.remove.clicked.connect(self._remove)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self._retranslate()

    @property
    def letter(self) -> str:
        """The list in sight."""
        return self.tabs.current

    def _chosen(self, number: int) -> None:
        if self._letters[number : number + 1]:
            self.tabs.set_current(self._letters[number])
            self.begin()

    def begin(self) -> None:
        """Ask for the list in sight."""
        self._show()
        if self.letter:
            self.wanted.emit(self.letter)

    def show_entries(self, letter: str, entries: Entries, failed: str) -> None:
        """What the server answered; ``failed``: why it did not."""
        self._entries[letter], self._failed[letter] = entries, failed
        self._show()

    def set_enabled(self, enabled: bool) -> None:
        """Whether this person may change the lists."""
        self._enabled = enabled
        self._enable()

    def _enable(self) -> None:
        self.name_field.edit.setEnabled(self._enabled)
        self.add.setEnabled(self._enabled)
        self.remove.setEnabled(self._enabled and bool(self.list.current_key()))

    def _add(self) -> None:
        mask = self.name_field.text().strip()
        if channel_words.has_people(self.letter):
            mask = channel_words.mask_of(mask)
        if not mask or " " in mask:
            self.name_field.set_error(self.tr("A nickname, or a mask such as *!*@192.168.1.20"))
            return
        self.name_field.set_text("")
        self.added.emit(self.letter, mask)

    def _remove(self) -> None:
        if mask := self.list.current_key():
            self.removed.emit(self.letter, mask)

    def _show(self) -> None:
        letter = self.letter
        self.help.setText(channel_words.list_words(letter).help if letter else "")
        entries = self._entries.get(letter)
        self.list.show_rows(
            [TwoParts(mask, mask, _by(setter, when)) for mask, setter, when in entries or ()]
        )
        failed = self._failed.get(letter, "")
        if failed:
            no_answer = self.tr("The server did not answer.")
            self.state.setText(no_answer if failed == NO_ANSWER else isolated(failed))
        elif entries is None:
            self.state.setText(self.tr("Asking the server…"))
        else:
            self.state.setText("" if entries else self.tr("Nobody stands here."))
        self.state.setVisible(bool(self.state.text()))
        self._enable()

    def _retranslate(self) -> None:
        for letter in self._letters:
            title = channel_words.list_words(letter).title
            self.tabs.set_option(letter, title, title)
            self.chooser.setItemText(self._letters.index(letter), title)
        self.tabs.setAccessibleName(self.tr("Which list"))
        self.chooser.setAccessibleName(self.tr("Which list"))
        self.list.setAccessibleName(self.tr("Who stands in the list"))
        self.name_field.set_accessible(self.tr("Nickname or mask"))
        self.name_field.set_placeholder(self.tr("Nickname or mask"))
        self.add.setText(self.tr("Add"))
        self.remove.setText(self.tr("Take away"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _by(setter: str, when: float) -> str:
    """Who put it there, and when."""
    parts = [setter]
    if when:
        moment = QDateTime.fromSecsSinceEpoch(int(safe_time(when)))
        parts.append(QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat))
    return ", ".join(part for part in parts if part)
