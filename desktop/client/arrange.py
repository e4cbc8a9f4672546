"""Arranging the sidebar: pinning, muting, moving conversations, and marking them as read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.client.events import BufferKind
from desktop.client.conversation import Conversation

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.menus import Menu


class Arrange(QObject):
    """Does it in one window. What is chosen is kept with the conversation (``window.keeper``)."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        window.page.sidebar.list.moved.connect(self.move_to)

    def add_entries(self, conversation: Conversation[Any], menu: Menu) -> None:
        """What can be arranged of a conversation, in its menu."""
        name = conversation.name
        menu.addSeparator()
        if conversation.unread:
            menu.entry("check-check", self.tr("Mark as read"), partial(self.mark_read, name))
        if conversation.kind is BufferKind.SERVER:
            return
        pin = self.tr("Unpin") if conversation.pinned else self.tr("Pin to the top")
        icon = "pin-off" if conversation.pinned else "pin"
        menu.entry(icon, pin, partial(self.pin, name, pinned=not conversation.pinned))
        mute = self.tr("Unmute") if conversation.muted else self.tr("Mute")
        icon = "bell" if conversation.muted else "bell-off"
        menu.entry(icon, mute, partial(self.mute, name, muted=not conversation.muted))
        self._window.saving.add_entry(name, menu)
        self._window.finding.add_own_window(name, menu)
        like = self._window.conversations.like(name)
        if len(like) > 1:
            keys = self._window.context.shortcuts.keys
            up, down = keys("move_up"), keys("move_down")
            at = like.index(conversation)
            words = self.tr("Move up")
            move = partial(self.move, name, -1)
            menu.entry("arrow-up", words, move, up[0] if up else "", enabled=at > 0)
            words = self.tr("Move down")
            move = partial(self.move, name, 1)
            end = at == len(like) - 1
            menu.entry("arrow-down", words, move, down[0] if down else "", enabled=not end)

    # --- what the person does -----------------------------------------------------------------

    def pin(self, name: str, *, pinned: bool) -> None:
        """Let it stand above the others, or no longer."""
        self._window.conversations.pin(name, pinned=pinned)
        self._keep([self._window.conversations[name]])

    def mute(self, name: str, *, muted: bool) -> None:
        """Let its messages call nobody, or call again."""
        conversation = self._window.conversations[name]
        conversation.muted = muted
        self._keep([conversation])

    def move(self, name: str, by: int) -> None:
        """Move it ``by`` rows down."""
        conversations = self._window.conversations
        like = conversations.like(name)
        self.move_to(name, like.index(conversations[name]) + by)

    def move_shown(self, by: int) -> None:
        """Move the conversation that is shown ``by`` rows down; where the keyboard is on a server's
        tile, that one."""
        shell = self._window.shell
        number = shell.rail.focused if shell is not None else None
        if shell is not None and number is not None:
            shell.move_server(number, number + by)
            return
        self.move(self._window.conversations.active, by)

    def move_to(self, name: str, number: int) -> None:
        """Put it at place ``number``, from 0, among its like."""
        if changed := self._window.conversations.move(name, number):
            self._keep(changed)

    def mark_read(self, name: str) -> None:
        """Nothing in it is new any longer."""
        self._mark_read([name])

    def mark_all_read(self) -> None:
        """Nothing on this server is new any longer."""
        self._mark_read([c.name for c in self._window.conversations.order])

    def _mark_read(self, names: list[str]) -> None:
        window = self._window
        if changed := window.conversations.mark_read(names):
            window.page.sidebar.touch(changed)
            window.display.title()
            window.told.emit()
            window.read_markers.tell(changed)
            for name in changed:
                window.keeper.save(window.conversations[name])

    def _keep(self, changed: list[Conversation[Any]]) -> None:
        window = self._window
        window.page.sidebar.rebuild()
        window.display.title()
        window.told.emit()
        for conversation in changed:
            window.keeper.save(conversation)
