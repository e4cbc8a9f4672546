"""What is asked for on a message goes to the connection; what the server does not offer is not
offered by the view. The person's choices about messages reach the view here, too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect

from core.client.actions import CommandResult
from core.client.events import BufferKind, MessageReceived
from desktop.client.command_texts import result_sentence
from desktop.client.message_deeds import DEEDS, Offers
from desktop.client.message_options import ViewOptions
from desktop.client.message_words import use_clock
from desktop.client.typing_people import TypingPeople

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

_FOLLOWED = ("view.", "notify.words", "pictures.load")
_RANKS = frozenset("qaoh")


class MessageActions(QObject):
    """Serves the message view of one window. Attributes: ``typing``, who is writing where."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._view = window.page.view
        self.typing = TypingPeople(window.chat, self)
        view = self._view
        view.reaction_toggled.connect(self._toggle_reaction)
        view.picker_requested.connect(self._pick_reaction)
        view.delete_requested.connect(self._ask_delete)
        view.file_requested.connect(window.fetching.save)
        window.chat.changed.connect(lambda _changes: self.look())
        window.conversation_shown.connect(lambda _name: self.look())
        self.typing.changed.connect(self._typing_changed)
        context = window.context
        context.preference_changed.connect(self._preference_changed)
        context.shortcuts.changed.connect(self._take_keys)
        use_clock(context.preferences.text("view.clock"))
        view.set_options(ViewOptions.of(context.preferences))
        self._take_keys()
        self.look()

    # --- what is offered ----------------------------------------------------------------------

    def look(self) -> None:
        """Offer in the view what the server offers for the conversation that is shown."""
        self._view.set_file_host(self._window.chat.connection.features.files)
        self._view.set_offers(self._offers())
        self._typing_changed(self._window.conversations.active)

    def _offers(self) -> Offers:
        conversations = self._window.conversations
        shown = conversations.shown
        if shown.kind is BufferKind.SERVER:
            return Offers()
        features = self._window.chat.connection.features
        online = conversations.link.online
        channel = shown.kind is BufferKind.CHANNEL
        return Offers(
            replies=features.replies,
            reactions=features.reactions and online,
            edits=features.edits,
            redaction=features.redaction and online,
            lead=channel and bool(_RANKS & set(conversations.own_modes(shown.name))),
        )

    def _typing_changed(self, buffer: str) -> None:
        if buffer == self._window.conversations.active:
            self._window.page.typing_line.set_nicks(self.typing.nicks(buffer))

    # --- the person's choices -----------------------------------------------------------------

    def _preference_changed(self, key: str) -> None:
        if not key.startswith(_FOLLOWED):
            return
        preferences = self._window.context.preferences
        self._view.set_options(ViewOptions.of(preferences))
        if key == "view.clock":
            use_clock(preferences.text(key))
            self._view.renew_look()

    def _take_keys(self) -> None:
        shortcuts = self._window.context.shortcuts
        self._view.set_keys({each.id: shortcuts.keys(each.id) for each in DEEDS})

    # --- what is done -------------------------------------------------------------------------

    def _tell(self, result: CommandResult) -> None:
        if result_sentence(result):
            self._window.say(partial(result_sentence, result), True)

    def _toggle_reaction(self, row: MessageReceived, reaction: str) -> None:
        own = any(each.own and each.text == reaction for each in row.reactions)
        self._react(row.msgid, reaction, remove=own)

    def _react(self, msgid: str, reaction: str, *, remove: bool = False) -> None:
        connection = self._window.chat.connection
        active = self._window.conversations.active
        self._tell(connection.react(active, msgid, reaction, remove))

    def _pick_reaction(self, row: MessageReceived, near: QRect) -> None:
        from desktop.client.emoji_picker import EmojiPicker

        view, top = self._view.viewport(), self._window.window()
        place = QRect(view.mapTo(top, QPoint(near.topLeft())), near.size())

        def chosen(reaction: str) -> None:
            self._give(row.msgid, reaction)

        EmojiPicker.open_at(place, top, chosen)

    def _give(self, msgid: str, reaction: str) -> None:
        """Give the reaction that was picked; one that we gave already stays."""
        row = self._window.conversations.shown.transcript.message(msgid)
        if row is None or not any(r.own and r.text == reaction for r in row.reactions):
            self._react(msgid, reaction)

    def _ask_delete(self, row: MessageReceived) -> None:
        from desktop.client.message_dialogs import DeleteDialog

        active = self._window.conversations.active
        dialog = DeleteDialog(row, self._window)
        dialog.confirmed.connect(
            lambda: self._tell(self._window.chat.connection.redact(active, row.msgid))
        )
        dialog.open()
