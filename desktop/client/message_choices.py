"""What a message view is told: the person's choices, what the server offers, where pictures come
from; and what it tells a screen reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from core.client.events import MessageReceived
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

translate = QCoreApplication.translate

# Messages of one batch that a screen reader is told one by one; of more only the number.
_ANNOUNCED = 3


class MessageChoices(MessageControl):
    """Keeps what ``MessageView`` is told, and lays out anew when it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        builder = RowBuilder(Look())
        super().__init__(Scroller(builder), parent)
        self._builder = builder
        self._narrow = False
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setSingleShot(True)
        self._refresh_timer.timeout.connect(self._refresh)
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
            builder.compact, builder.options = compact, options
            self._lay_out_anew()

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
        if len(rows) > _ANNOUNCED:
            self.announce(translate("MessageView", "%n new messages", None, len(rows)))
            return
        model = self._model
        for row in rows:
            answers = model is not None and row.reply_to
            quote = (
                self._builder.quote(model, row.reply_to) if model is not None and answers else None
            )
            self.announce(spoken(row, self._body(row), quote))
