"""The popup in which one chooses an emoji: a search, groups, and what was used last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.client import emoji_recent
from desktop.client.emoji_data import GROUPS, OFTEN, Emoji, find, in_group, known
from desktop.client.emoji_grid import EmojiGrid, EmojiName
from desktop.theme import set_text
from desktop.widgets import ElidedLabel, EmptyState, IconButton, Popup, SearchField

WIDTH, HEIGHT = 368, 400
GAP = 6
RECENT = -1  # the group of what was used last
SHOWN = 40  # emoji in it, with those that many use


class EmojiPicker(Popup):
    """Floats in its window; Esc and a click beside close it, and give the keyboard back.

    Signals: ``chosen(str)``; ``closed()``.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget, *, many: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("emoji_picker")
        self._many = many
        self._group = RECENT
        self._before: QWidget | None = None
        self.search = SearchField(parent=self)
        self.search.setObjectName("emoji_search")
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.grid = EmojiGrid(self)
        self.grid.taken.connect(self._take)
        self.grid.pointed.connect(self._point)
        self.grid.typed.connect(self._type)
        self.heading = ElidedLabel("smallStrong", parent=self)
        set_text(self.heading, "muted")
        self.name = EmojiName(self)
        self.nothing = EmptyState("smile", self)
        self.nothing.hide()
        self._tabs: dict[int, IconButton] = {}
        tabs = QHBoxLayout()
        tabs.setSpacing(2)
        for group, icon in ((RECENT, "clock"), *GROUPS):
            tab = IconButton(icon, parent=self)
            tab.setCheckable(True)
            tab.setObjectName(f"emoji_group_{group}")
            tab.clicked.connect(lambda _on=False, group=group: self.show_group(group))
            tab.installEventFilter(self)
            self._tabs[group] = tab
            tabs.addWidget(tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 6)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addLayout(tabs)
        column.addWidget(self.heading)
        column.addWidget(self.grid, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.name)
        self.retranslate()

    @classmethod
    def open_at(
        cls,
        anchor: QRect,
        window: QWidget,
        chosen: Callable[[str], object],
        *,
        many: bool = False,
    ) -> EmojiPicker:
        """Open a picker beside ``anchor`` (in ``window``'s coordinates); one that is open closes.

        ``many``: with Shift it stays open for another emoji.
        """
        for old in window.findChildren(EmojiPicker):
            old.leave()
        picker = cls(window, many=many)
        picker.chosen.connect(chosen)
        picker._before = window.focusWidget()
        width = min(WIDTH, window.width() - 2 * GAP)
        height = min(HEIGHT, window.height() - 2 * GAP)
        left = min(max(anchor.right() - width + 1, GAP), window.width() - width - GAP)
        top = anchor.top() - GAP - height
        if top < GAP:
            top = anchor.bottom() + GAP
        top = max(GAP, min(top, window.height() - height - GAP))
        picker.place(QRect(left, top, width, height))
        picker.show()
        picker.raise_()
        picker.search.setFocus()
        picker.show_group(RECENT)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(picker)
        return picker

    # --- what is shown ------------------------------------------------------------------------

    def show_group(self, group: int) -> None:
        """Show the emoji of a group; ``RECENT``: what was used last."""
        self._group = group
        if self.search.text():
            self.search.clear()
        recent = emoji_recent.recent()
        usual = dict.fromkeys((*recent, *OFTEN))
        found = known(tuple(usual)[:SHOWN]) if group == RECENT else in_group(group)
        self._show(found)

    def _show(self, found: list[Emoji]) -> None:
        searching = bool(self.search.text().strip())
        for group, tab in self._tabs.items():
            chosen = group == self._group and not searching
            tab.setChecked(chosen)
            tab.setFocusPolicy(
                Qt.FocusPolicy.TabFocus
                if chosen or (searching and group == RECENT)
                else Qt.FocusPolicy.NoFocus
            )
        self.grid.show_emoji(found)
        nothing = searching and not found
        for part in (self.heading, self.grid, self.name):
            part.setVisible(not nothing)
        self.nothing.setVisible(nothing)
        self.heading.setText(self.tr("Found") if searching else self._names()[self._group])

    def _search(self, text: str) -> None:
        if text.strip():
            self._show(find(text, emoji_recent.recent()))
        else:
            self.show_group(self._group)

    def _point(self, emoji: Emoji | None) -> None:
        self.name.show_emoji(emoji)

    # --- choosing -----------------------------------------------------------------------------

    def _take(self, emoji: Emoji) -> None:
        emoji_recent.use(emoji.text)
        shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        if not (self._many and shift):
            self.leave()
        self.chosen.emit(emoji.text)

    def leave(self) -> None:
        """Close, and give the keyboard back to who had it."""
        if self.isHidden():
            return
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        before, self._before = self._before, None
        focus = QApplication.focusWidget()
        had = focus is None or self.isAncestorOf(focus)
        self.hide()
        if before is not None and had:
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    # --- keys and clicks ----------------------------------------------------------------------

    def _type(self, text: str) -> None:
        """A letter in the grid is searched for."""
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter from the search into the grid; a click beside closes."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            inside = watched is self or self.isAncestorOf(watched)
            if not inside and watched.window() is self.window():
                self.leave()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.search:
            return self._search_key(event)
        if isinstance(watched, IconButton) and watched in self._tabs.values():
            return self._tab_key(event)
        return False

    def _search_key(self, event: QKeyEvent) -> bool:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.grid.take_current()
            return True
        if event.key() in (keys.Key_Down, keys.Key_Up):
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)
            self.grid.step_in()
            return True
        return False

    def _tab_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            return False
        groups = list(self._tabs)
        group = groups[(groups.index(self._group) + step) % len(groups)]
        self.show_group(group)
        self._tabs[group].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Tab goes round within the popup."""
        chosen = self._tabs[self._group]
        ring: list[QWidget] = [self.search, chosen, self.grid]
        focus = self.focusWidget()
        at = next((n for n, part in enumerate(ring) if part is focus), 0)
        part = ring[(at + (1 if next_ else -1)) % len(ring)]
        part.setFocus(Qt.FocusReason.TabFocusReason)
        if part is self.grid:
            self.grid.step_in()
        return True

    # --- words --------------------------------------------------------------------------------

    def _names(self) -> dict[int, str]:
        return {
            RECENT: self.tr("Recent and popular"),
            0: self.tr("Smileys"),
            1: self.tr("People"),
            3: self.tr("Animals and nature"),
            4: self.tr("Food and drink"),
            5: self.tr("Travel and places"),
            6: self.tr("Activities"),
            7: self.tr("Objects"),
            8: self.tr("Symbols"),
            9: self.tr("Flags"),
        }

    def retranslate(self) -> None:
        """Words in the language of the window."""
        self.setAccessibleName(self.tr("Emoji"))
        self.search.set_name(self.tr("Find an emoji"))
        self.grid.setAccessibleName(self.tr("Emoji"))
        title, text = self.tr("Nothing is called that"), self.tr("Try another word for it.")
        self.nothing.set_texts(title, text)
        for group, name in self._names().items():
            self._tabs[group].set_name(name)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
