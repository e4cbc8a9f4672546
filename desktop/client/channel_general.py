"""The first page of a channel's settings: topic, switches, key and limit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.irc.formatting import strip_formatting
from core.irc.isupport import Isupport
from desktop.client import channel_words
from desktop.server.setting_rows import SettingsCard
from desktop.widgets.basics import label
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field
from desktop.widgets.switch import Switch


class GeneralPage(QWidget):
    """Signals: ``topic_given(text)``, ``switched(letter, on)``, ``value_given(letter, value)``
    (value "" for none)."""

    topic_given = Signal(str)
    switched = Signal(str, bool)
    value_given = Signal(str, str)

    def __init__(self, isupport: Isupport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._isupport = isupport
        self._heading = label("smallMedium", "muted")
        self.topic = Field()
        self.save = Button(None, "secondary", 36)
        self.switches: dict[str, Switch] = {}
        self.values: dict[str, Field] = {}
        self._known_topic: str | None = None
        self._card = SettingsCard()
        for letter in channel_words.switches(isupport):
            switch = self._card.add_switch(letter)
            switch.clicked.connect(lambda on, letter=letter: self.switched.emit(letter, on))
            self.switches[letter] = switch
        for letter in channel_words.parameters(isupport):
            field = Field(height=32)
            field.setFixedWidth(180)
            field.submitted.connect(partial(self._give, letter))
            field.edit.editingFinished.connect(partial(self._give, letter))
            self._card.add(letter, field, wide=True)
            self.values[letter] = field
        self._given: dict[str, str] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.topic, 1)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self._card)
        self.topic.submitted.connect(self._topic)
        self.topic.changed.connect(self._topic_typed)
        self.save.clicked.connect(self._topic)
        self._retranslate()

    def _topic(self) -> None:
        if self.topic.text() != self._known_topic and self.topic.edit.isEnabled():
            self.topic_given.emit(self.topic.text())

    def _topic_typed(self, text: str) -> None:
        self.save.setEnabled(text != self._known_topic)

    def _give(self, letter: str) -> None:
        value = self.values[letter].text().strip()
        if value != self._given.get(letter, ""):
            self._given[letter] = value
            self.value_given.emit(letter, value)

    def show_topic(self, topic: str, longest: int, enabled: bool) -> None:
        """The topic as it is; one that is being typed is left alone."""
        plain = strip_formatting(topic)
        if plain != self._known_topic:
            typing = self.topic.edit.isModified() and self.topic.edit.hasFocus()
            self._known_topic = plain
            if not typing:
                self.topic.set_text(plain)
        self.topic.edit.setMaxLength(longest)
        self.topic.edit.setEnabled(enabled)
        self.save.setEnabled(enabled and self.topic.text() != self._known_topic)

    def show_modes(self, values: Mapping[str, str], enabled: bool) -> None:
        """What is set; ``enabled``: this person may change it."""
        for letter, switch in self.switches.items():
            switch.setChecked(letter in values)
            switch.setEnabled(enabled and channel_words.may_switch(letter))
        for letter, field in self.values.items():
            self._given[letter] = values.get(letter, "")
            if not (field.edit.hasFocus() and field.edit.isModified()):
                field.set_text(values.get(letter, ""))
            field.edit.setEnabled(enabled)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Topic"))
        self.topic.set_accessible(self.tr("Topic"))
        self.topic.set_placeholder(self.tr("What is talked about here"))
        self.save.setText(self.tr("Save"))
        for letter in self.switches:
            words = channel_words.switch_words(letter)
            why = "" if channel_words.may_switch(letter) else self.tr("Only the server sets this.")
            self._card.rows[letter].set_texts(words.title, " ".join((words.help, why)).strip())
        for letter, field in self.values.items():
            words = channel_words.parameter_words(letter, self._isupport)
            self._card.rows[letter].set_texts(words.title, words.help)
            field.set_placeholder(self.tr("None"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
