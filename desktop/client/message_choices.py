"""What a message view is told: the person's choices, what the server offers, where pictures come
from; and what it tells a screen reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
)
from PySide6.QtWidgets import QWidget

from core.client.events import MessageReceived
from desktop.client.counts import counts
from desktop.client.message_builder import RowBuilder
from desktop.client.message_control import MessageControl
from desktop.client.message_deeds import Offers
from desktop.client.message_look import Look
from desktop.client.message_options import Layout, ViewOptions
from desktop.client.message_pictures import PictureSource
from desktop.client.message_scroll import Scroller
from desktop.client.message_speech import spoken
from desktop.theme import theme

if TYPE_CHECKING:
    from desktop.client.avatars import Avatars
    from desktop.client.message_accessible import MessageList

# Messages of one batch that a screen reader is told one by one; of more only the number.
_ANNOUNCED = 3
# Between two announcements of new messages; and between two tellings of which rows are in sight.
_SPEECH_MS, _ROWS_MS = 500, 200


class MessageChoices(MessageControl):
    """Keeps what ``MessageView`` is told, and lays out anew when it changes.

    Signals: ``compact_changed(bool)``, names stand beside the messages now, or above them.
    """

    compact_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        builder = RowBuilder(Look())
        super().__init__(Scroller(builder), parent)
        self._builder = builder
        self._narrow = False
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setSingleShot(True)
        self._refresh_timer.timeout.connect(self._refresh)
        self._unheard = 0  # new messages that no screen reader was told of
        self._heard_later: list[MessageReceived] = []  # the first of them
        self._speech_timer = QTimer(self)
        self._speech_timer.setSingleShot(True)
        self._speech_timer.setInterval(_SPEECH_MS)
        self._speech_timer.timeout.connect(self._announce_waiting)
        self._rows_timer = QTimer(self)
        self._rows_timer.setSingleShot(True)
        self._rows_timer.setInterval(_ROWS_MS)
        self._rows_timer.timeout.connect(self._follow_rows)
        theme().changed.connect(self.renew_look)
        builder.colors.found.connect(self._colors_found)

    def _schedule(self, delay_ms: int = 0) -> None:
        """Bring what is shown up to date, once for all that changes until then."""
        timer = self._refresh_timer
        if not timer.isActive() or timer.remainingTime() > delay_ms:
            timer.start(delay_ms)

    def _colors_found(self) -> None:
        self._scroller.forget_rows(lambda row: row.pending)
        self._schedule()

    def set_layout(self, layout: Layout) -> None:
        """Names above messages in bubbles, or beside them in narrow rows."""
        self.set_options(replace(self._builder.options, layout=layout))

    def set_narrow(self, narrow: bool) -> None:
        """The window has little room: names stand beside messages, unless the person chose."""
        self._narrow = narrow
        self.set_options(self._builder.options)

    def set_options(self, options: ViewOptions) -> None:
        """What the person has chosen."""
        builder = self._builder
        compact = options.compact(self._narrow)
        if compact != builder.compact or options != builder.options:
            changed = compact != builder.compact
            builder.compact, builder.options = compact, options
            self._lay_out_anew()
            if changed:
                self.compact_changed.emit(compact)

    @property
    def compact(self) -> bool:
        """Whether names stand beside the messages."""
        return self._builder.compact

    def set_offers(self, offers: Offers) -> None:
        """What the server offers for messages: nothing else is shown."""
        if offers != self.offers:
            self.offers = offers
            self._builder.reactable = offers.reactions
            self._lay_out_anew()

    def set_keys(self, keys: dict[str, tuple[str, ...]]) -> None:
        """The keys that do something with the chosen message."""
        self.keys = keys
        self._toolbar.set_keys(keys)

    def set_pictures(self, pictures: PictureSource) -> None:
        """Where pictures come from; they are fetched when somebody asks for them."""
        self._builder.pictures = pictures
        pictures.changed.connect(self._picture_changed)
        self.picture_requested.connect(pictures.ask)
        self._lay_out_anew()

    def set_faces(self, faces: Avatars) -> None:
        """Where people's own pictures come from."""
        self._builder.look.faces = faces
        faces.changed.connect(self._faces_changed)
        self._lay_out_anew()

    def _faces_changed(self, nicks: frozenset[str]) -> None:
        self._scroller.forget_rows(
            lambda row: isinstance(row.row, MessageReceived) and row.row.nick.casefold() in nicks
        )
        self._schedule()

    def set_file_host(self, base: str) -> None:
        """Addresses below ``base`` are files of the server's own file host; "" for none."""
        if base != self._builder.file_host:
            self._builder.file_host = base
            self._lay_out_anew()

    def _picture_changed(self, url: str) -> None:
        self._scroller.forget_rows(lambda row: any(card.url == url for card in row.cards))
        self._schedule()

    def _lay_out_anew(self) -> None:
        self._builder.forget()
        self._builder.forget_quotes()
        self._scroller.forget_layouts()
        self._refresh()

    def renew_look(self) -> None:
        """The theme, the language or the fonts changed: lay out and draw everything anew."""
        look = Look(self.devicePixelRatioF(), self._builder.look.faces)
        self._builder.look = look
        self._builder.forget()
        self._builder.forget_quotes()
        self._scroller.forget_layouts()
        self._schedule()

    # --- the screen reader ---------------------------------------------------------------------

    def announce(self, text: str) -> None:
        """Let a screen reader say ``text``."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _announce_messages(self, rows: list[MessageReceived]) -> None:
        """Tell of new messages: at once after a pause, of a stream in turns."""
        self._unheard += len(rows)
        self._heard_later += rows[: max(0, _ANNOUNCED - len(self._heard_later))]
        if not self._speech_timer.isActive():
            self._announce_waiting()

    def _announce_waiting(self) -> None:
        """Tell of what came since the last turn."""
        count, rows = self._unheard, self._heard_later
        self._unheard, self._heard_later = 0, []
        if not count:
            return
        self._speech_timer.start()
        if count > _ANNOUNCED:
            self.announce(counts().new_messages(count))
            return
        for row in rows:
            self.announce(spoken(row, self._body(row), self._quote_of(row)))

    def _interface(self) -> MessageList | None:
        """What assistive programs see, where there is one."""
        if not QAccessible.isActive():
            return None
        from desktop.client.message_accessible import MessageList

        found = QAccessible.queryAccessibleInterface(self)
        return found if isinstance(found, MessageList) else None

    def _tell_chosen(self, number: int, words: str) -> None:
        """The focus is on the row, or the row is said where the focus stays elsewhere."""
        if self.hasFocus():
            if (interface := self._interface()) is not None:
                interface.chosen(number)
        else:
            self.announce(words)

    def move_choices(self, before: int, by: int) -> None:
        """The rows before that number have other numbers now, for a screen reader too."""
        super().move_choices(before, by)
        if (interface := self._interface()) is not None:
            interface.moved(before, by)

    def _tell_rows(self) -> None:
        """Other rows are in sight: say so, once for all that changes until then."""
        if QAccessible.isActive() and not self._rows_timer.isActive():
            self._rows_timer.start()

    def _follow_rows(self) -> None:
        if self.isVisible() and (interface := self._interface()) is not None:
            interface.follow()

    def rows_in_sight(self) -> list[int]:
        """The numbers of the rows that are seen, oldest first."""
        model = self._model
        first = model.first if model is not None else 0
        end = model.end if model is not None else 0
        placed = (row for _, row in self._scroller.placed if not row.hidden)
        return [row.number for row in placed if first <= row.number < end]

    def row_at(self, point: QPoint) -> int | None:
        """The number of the row at a point of the viewport, None where there is none."""
        found = self._scroller.at(point.y()) if self.viewport().rect().contains(point) else None
        return found[1].number if found is not None and not found[1].hidden else None

    def place_of_row(self, number: int) -> QRect:
        """Where a row in sight is on the viewport; nowhere for others."""
        for y, row in self._scroller.placed:
            if row.number == number:
                top, height = round(y + row.top), round(row.height - row.top)
                return QRect(0, top, self.viewport().width(), height)
        return QRect()

    def choose_row(self, number: int) -> None:
        """Give the focus to a row, as the arrow keys do."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_current(number)
        self._scroller.make_visible(number)
        self._refresh()

    def open_chosen(self) -> None:
        """What Enter does with the chosen row, once whoever asked has his answer."""
        QTimer.singleShot(0, self, self._activate_current)

    def show_chosen_menu(self) -> None:
        """The chosen row's menu, once whoever asked has his answer."""
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint())
        QTimer.singleShot(0, self, lambda: self.contextMenuEvent(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus goes on to the chosen row, after Qt has told of the view."""
        super().focusInEvent(event)
        if QAccessible.isActive():
            QTimer.singleShot(0, self, self._focus_on)

    def _focus_on(self) -> None:
        interface = self._interface()
        if interface is not None and self._current is not None and self.hasFocus():
            interface.chosen(self._current)
