"""The control of a preference: made for its kind, shows what is in force, chooses at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from core.preferences import Preference, Value, preference
from desktop.context import AppContext
from desktop.server.combo import ComboBox
from desktop.server.setting_rows import NumberField
from desktop.settings import usable
from desktop.settings.explanations import BY_KEY, Explanation, words
from desktop.settings.lines_control import LinesControl
from desktop.settings.rows import Row
from desktop.settings.text_control import PLAIN, PlainText
from desktop.theme import set_text
from desktop.widgets import Field, Switch

translate = QCoreApplication.translate

WIDTH = 216
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class _Choice(ComboBox):
    """A choice of a few, in words of the language."""

    def __init__(self, explanation: Explanation, choose: Callable[[object], None]) -> None:
        super().__init__()
        self._explanation = explanation
        self.setFixedSize(WIDTH, 32)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, name in explanation.choices.items():
            self.addItem(words(name), value)
        self.activated.connect(lambda at: choose(self.itemData(at)))

    def show_value(self, value: Value) -> None:
        """Show what is in force."""
        self.setCurrentIndex(max(self.findData(value), 0))

    def retranslate(self) -> None:
        """Words of the language in force."""
        for at, name in enumerate(self._explanation.choices.values()):
            self.setItemText(at, words(name))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it must not change what the pointer happens to be over."""
        event.ignore()


class _Number(NumberField):
    def __init__(
        self, row: Preference, explanation: Explanation, choose: Callable[[object], None]
    ) -> None:
        super().__init__(row.low, row.high)
        self._explanation = explanation
        self.chosen.connect(choose)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.setSuffix(words(self._explanation.suffix) if self._explanation.suffix else "")
        self.setSpecialValueText(words(self._explanation.none) if self._explanation.none else "")


class _Text(Field):
    """A list of words, or a time; kept when Enter is pressed or the field is left."""

    def __init__(self, row: Preference, choose: Callable[[object], None]) -> None:
        super().__init__(height=32)
        self._list = isinstance(row.default, tuple)
        self._choose = choose
        self.setFixedWidth(WIDTH if self._list else 136)
        self.edit.editingFinished.connect(self._take)
        self.changed.connect(lambda _text: self.set_error(""))
        if not self._list:
            self.set_placeholder("–")

    def show_value(self, value: Value) -> None:
        """Show what is in force."""
        self.set_error("")
        self.set_text(", ".join(value) if isinstance(value, tuple) else str(value))

    def _take(self) -> None:
        text = self.text().strip()
        if self._list:
            found = [" ".join(word.split()) for word in text.split(",")]
            self._choose(list(dict.fromkeys(word for word in found if word)))
            return
        match = _TIME.fullmatch(text)
        if text and match is None:
            self.set_error(translate("Settings", "A time, such as 22:00."))
            return
        self._choose(f"{int(match[1]):02}:{match[2]}" if match else "")


def control_for(row: Preference, choose: Callable[[object], None]) -> QWidget:
    """The control of a preference."""
    if isinstance(row.default, bool):
        switch = Switch()
        switch.toggled.connect(choose)
        return switch
    if row.choices:
        return _Choice(BY_KEY[row.key], choose)
    if BY_KEY[row.key].lines:
        return LinesControl(choose)
    if row.key in PLAIN:
        return PlainText(row.key, choose)
    if isinstance(row.default, int):
        return _Number(row, BY_KEY[row.key], choose)
    return _Text(row, choose)


def show_value(control: QWidget, value: Value) -> None:
    """Show in a control what is in force."""
    if isinstance(control, Switch):
        control.setChecked(bool(value))
    elif isinstance(control, _Number):
        assert isinstance(value, int)
        control.show_value(value)
    elif isinstance(control, _Choice | _Text | LinesControl | PlainText):
        control.show_value(value)


class PreferenceRow(Row):
    """The row of one preference; follows it whoever changes it.

    Where it cannot work on this computer, the row says why.
    """

    def __init__(self, context: AppContext, key: str) -> None:
        self.key = key
        self._context = context
        self._refused = False
        row, explanation = preference(key), BY_KEY[key]
        control = control_for(row, partial(self._choose, key))
        control.setObjectName(f"setting:{key}")
        super().__init__(
            control,
            lambda: words(explanation.title),
            self._explain,
            wide=not isinstance(control, Switch),
            reset=lambda: context.set_preference(key, row.default),
            more=lambda: " ".join(map(words, (explanation.help, *explanation.choices.values()))),
        )
        context.preference_changed.connect(self._changed)
        context.refused.connect(self._was_refused)
        self._show()

    def _was_refused(self, key: str) -> None:
        self._refused = key == self.key
        set_text(self.help, "danger" if self._refused else "muted")
        self.retranslate()

    def _explain(self) -> str:
        if self._refused:
            return translate("Settings", "The system did not allow that.")
        return usable.sentence(self._context, self.key) or words(BY_KEY[self.key].help)

    def _choose(self, key: str, value: object) -> None:
        if self._refused:
            self._was_refused("")
        self._context.set_preference(key, value)
        self._show()  # also where nothing was changed: 9:5 is not 09:05

    def _changed(self, key: str) -> None:
        if key == self.key:
            self._show()
        elif key == "program.tray" and self.key == "program.close_to_tray":
            self._show()
            self.retranslate()
        elif key == "network.proxy" and self.key.startswith("network."):
            self._show()

    def _show(self) -> None:
        value = self._context.preferences[self.key]
        assert self.control is not None
        show_value(self.control, value)
        self.set_usual(value == preference(self.key).default)
        self.control.setEnabled(not usable.disabled(self._context, self.key))

    def retranslate(self) -> None:
        """Words of the language in force."""
        if isinstance(self.control, _Choice | _Number):
            self.control.retranslate()
        super().retranslate()
