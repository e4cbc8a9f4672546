"""What a call carried, byte by byte and as text, in the colours of the sends that wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.net.trace import RECEIVING_CALLS, CallEvent
from desktop.sockets import event_words
from desktop.sockets.hex_area import HexArea
from desktop.sockets.hex_model import (
    ByteKind,
    Glyph,
    begins_cut,
    characters,
    ends_cut,
    letter_span,
    text_of,
)
from desktop.sockets.pane import Pane, PaneLabel
from desktop.sockets.pane_counts import counts
from desktop.sockets.pane_paint import badge_height, badge_width, paint_badge
from desktop.theme import theme
from desktop.widgets import IconButton
from desktop.widgets.menu import PopupMenu

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed
    from desktop.sockets.scale import Scale
    from desktop.sockets.selection import Selection

translate = QCoreApplication.translate

_BADGES_SHOWN = 4


class NumberBadges(QWidget):
    """The badges of some sends side by side."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._numbers: tuple[int, ...] = ()
        theme().changed.connect(self.update)
        scale.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.show_numbers(self._numbers)

    def show_numbers(self, numbers: tuple[int, ...]) -> None:
        """Which sends."""
        self._numbers = numbers
        gap = self._scale.px(4)
        width = sum(badge_width(number, self._scale) + gap for number in numbers)
        self.setFixedSize(round(width), round(badge_height(self._scale)) + 2)
        self.setVisible(bool(numbers))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        painter = QPainter(self)
        left = 0.0
        for number in self._numbers:
            left += paint_badge(painter, left, self.height() / 2, number, self._scale)
            left += self._scale.px(4)


class HexPane(Pane):
    """Heading, bytes, and sentences about what is odd in them."""

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(feed, selection, scale, parent)
        self._title = PaneLabel(scale, "bodyStrong")
        self._badges = NumberBadges(scale)
        self.count = PaneLabel(scale, "small", "muted")
        self.area = HexArea(scale)
        self.note = PaneLabel(scale, "caption", "muted", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.warning = PaneLabel(scale, "small", "danger", wrap=True)
        self.copy_button = IconButton("copy", size=28)
        self._hex = QAction(self)
        self._text = QAction(self)
        self._literal = QAction(self)
        self._hex.triggered.connect(lambda: self.copy("hex"))
        self._text.triggered.connect(lambda: self.copy("text"))
        self._literal.triggered.connect(lambda: self.copy("literal"))
        self._literal.setShortcut(QKeySequence("Ctrl+Shift+C"))
        copy = QAction(self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(self._copy_side)
        for action in (copy, self._literal):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        self._event: CallEvent | None = None
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._badges)
        head.addStretch()
        head.addWidget(self.count)
        head.addWidget(self.copy_button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.area, 1)
        self._column.addWidget(self.warning)
        self._column.addWidget(self.note)
        self.copy_button.clicked.connect(self._open_menu)
        self.area.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.area.customContextMenuRequested.connect(self._menu_at)
        self.area.chosen.connect(self._say)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("HexView", "Bytes"))
        self._hex.setText(translate("HexView", "Copy as hex"))
        self._text.setText(translate("HexView", "Copy as text"))
        self._literal.setText(translate("HexView", "Copy as Python literal"))
        self.copy_button.set_name(translate("HexView", "Copy the bytes"))
        self.area.setAccessibleName(translate("HexView", "Bytes and text"))
        self.refresh()

    def restyle(self) -> None:
        """Sizes in force."""
        edge = self.scale.px(14)
        self._column.setContentsMargins(edge, self.scale.px(10), edge, self.scale.px(10))
        self._column.setSpacing(self.scale.px(6))
        self.area.restyle()

    # --- what is shown ------------------------------------------------------------------------

    def refresh(self) -> None:
        """The bytes of the chosen call."""
        event = self._event = self.chosen_event()
        data = b"" if event is None else event.data
        sends = self._sends(event)
        lit = self.selection.send or 0
        several = len(set(sends)) > 1
        self.area.show_bytes(data, sends, lit if several and lit in sends else 0)
        known = tuple(dict.fromkeys(number for number in sends if number))
        self._badges.show_numbers(known[:_BADGES_SHOWN])
        self.copy_button.setEnabled(bool(data))
        self.area.setVisible(bool(data))
        self._column.setStretchFactor(self.note, 0 if data else 1)
        self._say()

    def _sends(self, event: CallEvent | None) -> list[int]:
        if event is None or not event.data:
            return []
        number = self.feed.flows.send_number(event.number)
        if number is not None:
            return [number] * len(event.data)
        sends = [0] * len(event.data)
        for piece in self.feed.flows.pieces(event.number):
            end = min(piece.start + piece.count, len(sends))
            for place in range(piece.start, end):
                sends[place] = piece.send
        return sends

    def _say(self) -> None:
        event, found = self._event, self.area.glyphs
        if event is None or not event.data:
            self.count.setText("")
            self.warning.setVisible(False)
            self.note.setText(self._empty_text(event))
            self.area.setAccessibleDescription(self.note.text())
            return
        self.count.setText(self._count_text(event, found))
        warning = self._warning_text(event, found)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        start, end = self.area.choice
        if end > start:
            note = self._choice_text(start, end)
        elif any(glyph.kind is ByteKind.LEAD for glyph in found):
            note = translate(
                "HexView",
                "Letters of several bytes have a stronger ground: their later bytes are marked "
                "“·”. Russian letters have two.",
            )
        else:
            note = ""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        spoken = " ".join(part for part in (self.count.text(), text_of(event.data), warning, note)
                          if part)  # fmt: skip
        self.area.setAccessibleDescription(spoken)

    def _empty_text(self, event: CallEvent | None) -> str:
        self.note.setVisible(True)
        if event is None:
            return translate("HexView", "Choose a call that carries bytes to see them here.")
        if event.call in RECEIVING_CALLS and event.error is None:
            return translate(
                "HexView", "recv returned b'': no bytes, the other side sends no more."
            )
        return translate("HexView", "This call carried no bytes.")

    def _count_text(self, event: CallEvent, found: list[Glyph]) -> str:
        if event.size > len(event.data):
            text = translate("HexView", "%1 of %2 B kept")
            text = text.replace("%2", event_words.number(event.size))
            return text.replace("%1", event_words.number(len(event.data)))
        size = event_words.short_size(event.size)
        if any(glyph.kind is ByteKind.BAD for glyph in found):
            return size
        letters = counts().characters(characters(found))
        ending = " + CRLF" if event.data.endswith(b"\r\n") else ""
        return f"{size} · {letters}{ending}"

    def _warning_text(self, event: CallEvent, found: list[Glyph]) -> str:
        whole = event.size == len(event.data)
        begins, ends = begins_cut(found), ends_cut(found) and whole
        if event.call not in RECEIVING_CALLS:
            if ends or begins:
                return translate("HexView", "This send cuts a letter in two.")
            return ""
        if begins and ends:
            return translate(
                "HexView", "This recv begins and ends in the middle of a letter: decode() fails."
            )
        if ends:
            return translate(
                "HexView",
                "This recv cut a letter in two: its other half comes with the next recv, and "
                "decode() fails on these bytes alone.",
            )
        if begins:
            return translate(
                "HexView", "This recv begins with the other half of a letter that was cut in two."
            )
        return ""

    def _choice_text(self, start: int, end: int) -> str:
        data = self.area.data[start:end]
        if end - start <= 4:
            first, last = letter_span(self.area.glyphs, start)
            letter = self.area.data[first:last]
            if last - first > 1 and self.area.glyphs[first].kind is ByteKind.LEAD:
                text = translate("HexView", "“%1” is %2 in UTF-8: %3")
                text = text.replace("%2", counts().bytes_(last - first))
                return text.replace("%3", letter.hex(" ").upper()).replace("%1", text_of(letter))
        text = translate("HexView", "%1 chosen").replace("%1", counts().bytes_(end - start))
        return f"{text}: {event_words.literal(data[:40], len(data))}"

    # --- copying ------------------------------------------------------------------------------

    def copy(self, form: str) -> None:
        """Put the chosen bytes (all, where none are chosen) on the clipboard, as "hex", "text" or
        "literal"."""
        start, end = self.area.choice
        data = self.area.data[start:end] if end > start else self.area.data
        if not data:
            return
        text = {"hex": data.hex(" ").upper(), "text": text_of(data), "literal": repr(data)}[form]
        QGuiApplication.clipboard().setText(text)

    def _copy_side(self) -> None:
        self.copy("text" if self.area.in_text else "hex")

    def make_menu(self) -> QMenu:
        """The three ways to copy."""
        menu = PopupMenu(self)
        menu.addActions([self._hex, self._text, self._literal])
        for action in menu.actions():
            action.setEnabled(bool(self.area.data))
        return menu

    def _open_menu(self) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.copy_button.mapToGlobal(QPoint(0, self.copy_button.height())))

    def _menu_at(self, point: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.area.viewport().mapToGlobal(point))
