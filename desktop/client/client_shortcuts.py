"""What the keyboard shortcuts do in a client window (``desktop.shortcuts`` says which keys)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow


def bind_shortcuts(window: ClientWindow) -> None:
    """Bind every action of the client window; they work while the window is in sight."""
    conversations, acts, page = window.conversations, window.acts, window.page

    def show(name: str | None) -> None:
        if name is not None:
            window.show_conversation(name)

    actions: dict[str, Callable[[], object]] = {
        "next_conversation": lambda: show(conversations.neighbour(1)),
        "previous_conversation": lambda: show(conversations.neighbour(-1)),
        "next_unread": lambda: show(conversations.next_unread()),
        "back": window.visits.back,
        "forward": window.visits.forward,
        "move_up": partial(window.arrange.move_shown, -1),
        "move_down": partial(window.arrange.move_shown, 1),
        "mark_all_read": window.arrange.mark_all_read,
        "leave": lambda: acts.leave(conversations.active),
        "join": acts.ask_join,
        "write": acts.ask_write,
        "find": window.search,
        "hand": window.hands.toggle_hand,
        "topic": page.header.topic.begin,
        "sockets": window.sockets.host.toggle,
        "to_new": page.view.jump_to_marker,
        "to_newest": page.view.jump_to_bottom,
        "next_pane": partial(page.next_pane, 1),
        "previous_pane": partial(page.next_pane, -1),
    }
    window.context.bind_everywhere(window)
    for action, act in actions.items():
        window.context.shortcuts.bind(window, action, act)
