"""The rows of the settings: a name, a sentence that explains it, the control; in cards, with a
title; under the heading of a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import theme
from desktop.widgets import Button, Card, Divider, IconButton, Switch, label

translate = QCoreApplication.translate

Words = Callable[[], str]
"""Words in the language in force."""


class Row(QWidget):
    """56 high at least. Attributes: ``control``; ``back``, the button that makes it usual again."""

    def __init__(
        self,
        control: QWidget | None,
        title: Words,
        explanation: Words,
        *,
        wide: bool = False,
        reset: Callable[[], object] | None = None,
        more: Words | None = None,
    ) -> None:
        super().__init__()
        self.control = control
        self._words, self._help_words, self._more = title, explanation, more
        self._wide = wide
        self.title = label("bodyMedium", wrap=True)
        self.help = label("small", "muted", wrap=True)
        for part in (self.title, self.help):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.line = Divider()
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addStretch()
        texts.addWidget(self.title)
        texts.addWidget(self.help)
        texts.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(16, 9, 16, 9)
        self._row.setSpacing(8)
        self._row.addLayout(texts, 1)
        self.back: IconButton | None = None
        end = self._end = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        end.setSpacing(8)
        if reset is not None:
            self.back = IconButton("rotate-ccw", size=28)
            self.back.clicked.connect(reset)
            policy = self.back.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self.back.setSizePolicy(policy)
            self.back.hide()
            end.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        if control is not None:
            if isinstance(control, Switch):  # which has 2 px around it
                self._row.setContentsMargins(16, 9, 14, 9)
            self.title.setBuddy(control)
            end.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addLayout(self._row, 1)
        self.setMinimumHeight(57)
        self.retranslate()

    def set_usual(self, usual: bool) -> None:
        """Whether the default is in force: else there is a button that goes back to it."""
        if self.back is not None:
            self.back.setVisible(not usual)

    def set_narrow(self, narrow: bool) -> None:
        """A wide control goes under its words where it has no room beside them."""
        if not self._wide:
            return
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._end.setDirection(direction.RightToLeft if narrow else direction.LeftToRight)
        left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        for at in range(self._row.count()):
            item = self._row.itemAt(at)
            if item is not None and item.layout() is self._end:
                item.setAlignment(left if narrow else middle)

    def retranslate(self) -> None:
        """Words of the language in force, also for a screen reader."""
        title, explanation = self._words(), self._help_words()
        self.title.setText(title)
        self.help.setText(explanation)
        self.help.setVisible(bool(explanation))
        if self.control is not None:
            # A button with words of its own is called by them.
            own = type(self.control) is Button
            named = self.control.focusProxy() or self.control
            for part in (self.control, named):
                part.setAccessibleName("" if own else title)
                part.setAccessibleDescription(f"{title}. {explanation}" if own else explanation)
        if self.back is not None:
            self.back.set_name(translate("Settings", "As usual: %1").replace("%1", title))

    def matches(self, wanted: list[str]) -> bool:
        """Whether every word that is searched is in the name or the sentence."""
        more = self._more() if self._more is not None else ""
        text = f"{self.title.text()} {self.help.text()} {more}".casefold()
        return all(word in text for word in wanted)


class RowsCard(QWidget):
    """A group: its title over a card with rows."""

    def __init__(self, title: Words | None = None) -> None:
        super().__init__()
        self._words = title
        self._title = label("smallMedium", "muted")
        self._title.setContentsMargins(17, 0, 17, 0)  # over the words of the rows
        self._title.setVisible(title is not None)
        self.rows: list[Row] = []
        card = Card()
        self._inside = QVBoxLayout(card)
        self._inside.setContentsMargins(0, 0, 0, 0)  # the card's edge is beside it
        self._inside.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(card)
        self.retranslate()

    def add(self, row: Row) -> Row:
        """One more row."""
        self.rows.append(row)
        self._inside.addWidget(row)
        row.show()
        self._lines()
        return row

    def clear(self) -> None:
        """Take the rows away."""
        for row in self.rows:
            self._inside.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []

    def show_matching(self, wanted: list[str]) -> bool:
        """Show the rows in which every word is, all without a word; whether there is any."""
        for row in self.rows:
            row.setVisible(not wanted or row.matches(wanted))
        self._lines()
        found = any(not row.isHidden() for row in self.rows)
        self.setVisible(found)
        return found

    def _lines(self) -> None:
        first = True
        for row in self.rows:
            row.line.setVisible(not first)
            if not row.isHidden():
                first = False

    def retranslate(self) -> None:
        """Words of the language in force."""
        if self._words is not None:
            self._title.setText(self._words())
        for row in self.rows:
            row.retranslate()


class Section(QWidget):
    """A page's heading and its cards."""

    def __init__(self, title: Words, about: Words) -> None:
        super().__init__()
        self._words, self._about_words = title, about
        self._title = label("display")
        self._about = label("body", "muted", wrap=True)
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.cards: list[RowsCard] = []
        self.told: list[Callable[[], object]] = []  # who else is told of another language
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._about)
        self.column.addLayout(head)
        self.retranslate()
        theme().changed.connect(self.update)

    def set_about(self, about: Words) -> None:
        """Another sentence under the heading."""
        self._about_words = about
        self._about.setText(about())

    def add(self, card: RowsCard) -> RowsCard:
        """One more group."""
        self.cards.append(card)
        self.column.addWidget(card)
        return card

    def show_matching(self, wanted: list[str]) -> bool:
        """Show what matches a search; whether there is anything. Its sentence is not shown then."""
        self._about.setVisible(not wanted)
        found = [card.show_matching(wanted) for card in self.cards]
        return any(found) or not wanted

    def set_narrow(self, narrow: bool) -> None:
        """Wide controls under their words."""
        for card in self.cards:
            for row in card.rows:
                row.set_narrow(narrow)

    def retranslate(self) -> None:
        """Words of the language in force."""
        self._title.setText(self._words())
        self._about.setText(self._about_words())
        for card in self.cards:
            card.retranslate()
        for told in self.told:
            told()
