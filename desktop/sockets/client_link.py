"""The live view of a client's window: the dock, the way from a message to its call, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.client.events import MessageReceived
from desktop.context import AppContext
from desktop.sockets import chat_words
from desktop.sockets.dock_host import DockHost
from desktop.sockets.held_bar import HeldBar

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

_SEARCHED = 200


class ClientSockets(QObject):
    """Belongs to a ClientWindow. Attributes: ``host`` (holds the window's content and the dock),
    ``held_bar``."""

    def __init__(self, window: ClientWindow, context: AppContext, content: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self.host = DockHost(context, content, window)
        self.held_bar = HeldBar(context)
        self.held_bar.show_wanted.connect(self.host.open)
        header = window.page.header
        header.sockets_requested.connect(self.host.toggle)
        self.host.opened_changed.connect(header.set_sockets_open)
        window.page.view.sockets_requested.connect(self.show_message)
        context.show_bubbles_by(self._show_bubble)
        context.watch_also(window.chat)

    def finish(self) -> None:
        """The window closes: nobody of it is watched or held any longer."""
        self._context.show_bubbles_by(self._show_bubble, on=False)
        self._context.watch_no_more(self._window.chat)
        self.host.close_view()

    # --- down ---------------------------------------------------------------------------------

    def show_message(self, number: int) -> None:
        """Open the live view at the call that carried a message of the shown conversation."""
        from desktop.sockets.bubble_link import Wanted, find_call

        row = self._window.conversations.shown.transcript.row_or_none(number)
        if not isinstance(row, MessageReceived):
            return
        opened_now = not self._context.trace().is_watching
        panel = self.host.open()
        panel.feed.poll()
        wanted = Wanted(row.text, self._window.conversations.nick, row.own, row.time, row.msgid)
        found = find_call(panel.feed, wanted)
        if found.event is not None:
            panel.banner.hide()
            panel.show_event(found.event)
        elif found.encrypted:
            panel.say(chat_words.encrypted(), error=True)
        else:
            panel.say(chat_words.not_on_tape(opened_now=opened_now), error=True)

    # --- up -----------------------------------------------------------------------------------

    def _show_bubble(self, text: str) -> bool:
        """Show the message of these bytes, if this window has it."""
        from desktop.sockets.bubble_link import messages_in

        conversations = self._window.conversations
        for carried in messages_in(text):
            for conversation in (conversations.shown, *conversations.order):
                model = conversation.transcript
                for number in model.search(carried.text, _SEARCHED)[::-1]:
                    row = model.row_or_none(number)
                    if not isinstance(row, MessageReceived) or row.text != carried.text:
                        continue
                    if carried.msgid and row.msgid and carried.msgid != row.msgid:
                        continue
                    self._window.show_conversation(conversation.name)
                    self._window.page.view.jump_to_row(number)
                    self._window.page.view.set_current(number)
                    return True
        return False
