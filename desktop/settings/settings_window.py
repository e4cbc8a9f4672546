"""The settings: pages at the left, a search over all of them, rows that take effect at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.preferences import preference
from desktop.context import AppContext
from desktop.server.navigation import NavItem
from desktop.server.scroll_page import ScrollPage
from desktop.settings import other_rows, usable
from desktop.settings.controls import PreferenceRow
from desktop.settings.explanations import EXPLANATIONS, PAGES, Page, words
from desktop.settings.rows import RowsCard, Section
from desktop.theme import set_ground
from desktop.widgets import Button, Divider, EmptyState, SearchField
from desktop.widgets.accessible_role import set_role

translate = QCoreApplication.translate

_SIZE = (960, 680)
_MINIMUM = (400, 480)
_WIDE, _RAIL = 220, 56
_RAIL_BELOW = 680
_NARROW_CARD = 520
_WIDEST = 760
"""Width of the rows: longer lines are not read along."""


class _Pages(ScrollPage):
    """All sections under each other, of which one is shown, or those that a search finds."""

    def lay_out(self, width: int) -> None:
        """Wide controls stand under their words in narrow windows; wide windows have margins."""
        margins = self.column.contentsMargins()
        room = width - margins.left() - margins.right()
        margins.setRight(margins.right() + max(0, room - _WIDEST))
        self.column.setContentsMargins(margins)
        for at in range(self.column.count()):
            item = self.column.itemAt(at)
            part = item.widget() if item is not None else None
            if isinstance(part, Section):
                part.set_narrow(room < _NARROW_CARD)


class _Item(NavItem):
    """An entry of the pages; the arrow keys go through them."""

    step = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down are the neighbours."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class SettingsWindow(QWidget):
    """One in a program. Attributes: ``sections`` by page, ``rows`` of the preferences by key.

    Signals: ``page_changed(page)``.
    """

    page_changed = Signal(str)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._be_a_window()
        self.rows: dict[str, PreferenceRow] = {}
        self.sections: dict[Page, Section] = {}
        self.page = Page.GENERAL
        self._filled: set[Page] = set()
        self.search = SearchField(height=36)
        self.search.textChanged.connect(self._searched)
        self.search.returnPressed.connect(self._into_results)
        self._side = QWidget()
        set_ground(self._side, "sunken")
        column = self._column = QVBoxLayout(self._side)
        column.setContentsMargins(12, 16, 12, 16)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addSpacing(8)
        self.items: dict[Page, NavItem] = {}
        for page, (icon, _title, _about) in PAGES.items():
            if page is Page.ABOUT:
                column.addStretch()
            item = self.items[page] = _Item(icon)
            item.step.connect(partial(self._step, page))
            item.setCheckable(True)
            item.setObjectName(f"page:{page}")
            item.clicked.connect(partial(self.open_page, page))
            column.addWidget(item)
        self.pages = _Pages()
        self._nothing = EmptyState("search")
        self._nothing.hide()
        self._look_at_system()
        for page in Page:
            self._add_section(page)
        self._reset = self._make_reset()
        self.pages.column.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignLeft)
        context.preference_changed.connect(self._show_reset)
        self.pages.column.addWidget(self._nothing)
        self.pages.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(Divider(Qt.Orientation.Vertical))
        row.addWidget(self.pages, 1)
        context.bind_everywhere(self)
        context.shortcuts.bind(self, "find", self.search.setFocus)
        context.restore_geometry(self, "settings", _SIZE)
        self.retranslate()
        self.open_page(Page.GENERAL)
        self.search.setFocus()

    def _be_a_window(self) -> None:
        self.setObjectName("settings")
        set_role(self, QAccessible.Role.Window)
        set_ground(self, "paper")
        self.setMinimumSize(*_MINIMUM)

    def _make_reset(self) -> Button:
        made = Button("rotate-ccw", "flat")
        made.setObjectName("settings:reset")
        made.clicked.connect(self.reset_page)
        return made

    def _add_section(self, page: Page) -> None:
        _icon, title, about = PAGES[page]
        section = Section(partial(words, title), partial(words, about))
        section.setObjectName(f"section:{page}")
        self.sections[page] = section
        self.pages.column.addWidget(section)
        section.hide()

    def fill(self, page: Page) -> None:
        """Make the rows of a page; a page that is not looked at costs nothing."""
        if page in self._filled:
            return
        self._filled.add(page)
        section = self.sections[page]
        self._fill_others(page, section)
        cards: dict[str, RowsCard] = {}
        there = [each for each in EXPLANATIONS if each.page is page and usable.shown(each.key)]
        groups = list(dict.fromkeys(each.group for each in there))
        # Made in the order in which they stand: so Tab goes through them.
        for explanation in sorted(there, key=lambda each: groups.index(each.group)):
            card = cards.get(explanation.group)
            if card is None:
                card = cards[explanation.group] = RowsCard(partial(words, explanation.group))
                section.add(card)
            made = PreferenceRow(self._context, explanation.key)
            self.rows[explanation.key] = made
            card.add(made)
        if page is Page.GENERAL:
            other_rows.fill_files(section, self._context)

    def _fill_others(self, page: Page, section: Section) -> None:
        """What a page has besides the preferences."""
        if page is Page.KEYS:
            from desktop.settings.key_rows import fill_keys

            fill_keys(section, self._context.shortcuts)
        elif page is Page.IDENTITIES:
            from desktop.settings.identity_rows import fill_identities

            fill_identities(section, self._context)
        elif page is Page.GENERAL:
            other_rows.fill_general(section, self._context)
        elif page is Page.LOOK:
            other_rows.fill_look(section, self._context)
        elif page is Page.ABOUT:
            other_rows.fill_about(section)

    def open_named(self, page: str) -> None:
        """Show a page by its name."""
        self.open_page(Page(page))

    def _look_at_system(self) -> None:
        """What the system keeps itself may have been changed there."""
        from desktop import autostart, irc_links

        self._context.set_preference("program.autostart", autostart.is_on())
        if irc_links.can_switch():
            self._context.set_preference("program.irc_links", irc_links.is_on())

    # --- pages and search ---------------------------------------------------------------------

    def open_page(self, page: Page, *_: object) -> None:
        """Show a page; a search ends."""
        self.page = page
        self.fill(page)
        if self.search.text():
            self.search.clear()
        else:
            self._show()
        self.pages.verticalScrollBar().setValue(0)
        self.page_changed.emit(str(page))

    def _searched(self, _text: str) -> None:
        self._show()
        self.pages.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        wanted = self.search.text().casefold().split()
        for page in Page if wanted else ():
            self.fill(page)
        found = False
        for page, section in self.sections.items():
            there = section.show_matching(wanted)
            section.setVisible(there if wanted else page is self.page)
            found |= there
        for page, item in self.items.items():
            item.setChecked(not wanted and page is self.page)
        self._nothing.setVisible(not found)
        self._show_reset()
        self._tell_nothing()
        self.pages.fit()

    def _into_results(self) -> None:
        """Enter in the search goes to the first row that was found."""
        for section in self.sections.values():
            for card in section.cards if not section.isHidden() else ():
                for row in card.rows if not card.isHidden() else ():
                    control = row.control
                    if not row.isHidden() and control is not None and control.isEnabled():
                        control.setFocus(Qt.FocusReason.TabFocusReason)
                        self.pages.ensureWidgetVisible(row)
                        return

    def _own_keys(self) -> list[str]:
        """The preferences of the page."""
        return [each.key for each in EXPLANATIONS if each.page is self.page]

    def reset_page(self) -> None:
        """Every preference of the page as usual."""
        for key in self._own_keys():
            self._context.set_preference(key, preference(key).default)

    def _show_reset(self, _key: str = "") -> None:
        """The way back to what is usual, where something of the page is not."""
        chosen = self._context.preferences
        unusual = any(chosen[key] != preference(key).default for key in self._own_keys())
        self._reset.setVisible(unusual and not self.search.text())
        if not self._reset.isVisible() and self._reset.hasFocus():
            self.search.setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  Qt's name
        """The row that gets the keyboard comes into sight."""
        moved = super().focusNextPrevChild(next)
        focus = self.focusWidget()
        if moved and focus is not None and self.pages.isAncestorOf(focus):
            self.pages.ensureWidgetVisible(focus, 0, 40)
        return moved

    # --- its life -----------------------------------------------------------------------------

    def _tell_nothing(self) -> None:
        self._nothing.set_texts(
            translate("Settings", "No setting is called that"),
            translate("Settings", "Try another word, or fewer of them."),
        )

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(translate("Settings", "Settings"))
        self.search.set_name(translate("Settings", "Find a setting"))
        for page, item in self.items.items():
            item.set_title(words(PAGES[page][1]))
        for section in self.sections.values():
            section.retranslate()
        self._reset.setText(translate("Settings", "Everything on this page as usual"))
        self._tell_nothing()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _step(self, page: Page, by: int) -> None:
        pages = list(self.items)
        to = pages[(pages.index(page) + by) % len(pages)]
        self.open_page(to)
        self.items[to].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the pages are icons."""
        super().resizeEvent(event)
        rail = self.width() < _RAIL_BELOW
        self._side.setFixedWidth(_RAIL if rail else _WIDE)
        self._column.setContentsMargins(10 if rail else 12, 16, 10 if rail else 12, 16)
        for item in self.items.values():
            item.set_rail(rail)
        side = self.pages.column if rail else self._column
        if side.indexOf(self.search) < 0:
            side.insertWidget(0, self.search)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where it was."""
        self._context.keep_geometry(self, "settings")
        super().closeEvent(event)
