"""Questions whose words are handed in: one line to type, a yes or a no. None of them blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.server.dialogs import ConfirmDialog, LineDialog


@dataclass(frozen=True)
class Words:
    """What a question says. ``field`` and ``placeholder`` are of the line to type in.

    ``keep`` is the safe answer, ``do`` the other one.
    """

    title: str
    text: str
    keep: str
    do: str
    field: str = ""
    placeholder: str = ""


class AskLine(LineDialog):
    """A question that is answered with one line. Signals: ``answered(text)``.

    ``fault`` says what is wrong with a line, "" where nothing is; ``words`` are asked for again
    when the language changes.
    """

    def __init__(
        self,
        icon: str,
        parent: QWidget,
        words: Callable[[], Words],
        *,
        text: str = "",
        danger: bool = False,
        needed: bool = False,
        fault: Callable[[str], str] | None = None,
    ) -> None:
        self._words = words
        self._fault = fault
        super().__init__(icon, parent, danger=danger, needed=needed)
        self.field.set_text(text)
        self.field.edit.selectAll()
        self._edited()
        self.retranslate()

    def _edited(self) -> None:
        super()._edited()
        if self.field.error and self._fault is not None:
            self.field.set_error(self._fault(self.text()))

    def _answer(self) -> None:
        if self._fault is not None and (fault := self._fault(self.text())):
            self.field.set_error(fault)
            self.field.setFocus()
            return
        super()._answer()

    def retranslate(self) -> None:
        """Set every text."""
        words = self._words()
        self.set_title(words.title)
        self._help.setText(words.text)
        self._help.setVisible(bool(words.text))
        self.field.set_accessible(words.field)
        self.field.set_placeholder(words.placeholder)
        self.cancel.setText(words.keep)
        self.ok.setText(words.do)


class Confirm(ConfirmDialog):
    """Something that cannot be taken back, in words that are handed in."""

    def __init__(self, icon: str, parent: QWidget, words: Callable[[], Words]) -> None:
        super().__init__(icon, parent)
        self._words = words
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        words = self._words()
        self.set_title(words.title)
        self._text.setText(words.text)
        self.do.setText(words.do)
        self.keep.setText(words.keep)
