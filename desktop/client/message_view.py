"""The messages of a conversation, drawn row by row: only what is visible is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.client.message_model import ConversationModel


@dataclass(frozen=True, slots=True)
class Position:
    """Where a view stood: ``number`` is the topmost row, ``offset`` the pixels of it scrolled away;
    ``bottom``: it stuck to the newest row."""

    number: int = 0
    offset: int = 0
    bottom: bool = True


class MessageView(QAbstractScrollArea):
    """Shows a ``ConversationModel``.

    Signals:
        link_activated(str): an http, https or irc address was clicked or opened by Enter.
        nick_activated(str): a sender's name or avatar was clicked.
        mention_requested(str): "Mention" was chosen in a message's menu.
        resend_requested(str): "Send again" under a failed message; the message's ``key``.
        at_bottom_changed(bool): the newest row came into sight, or left it.
        bottom_read(): the newest row is in sight and the view is shown: call ``mark_read()`` if the
            window is active.
    """

    link_activated = Signal(str)
    nick_activated = Signal(str)
    mention_requested = Signal(str)
    resend_requested = Signal(str)
    at_bottom_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ConversationModel | None = None

    def model(self) -> ConversationModel | None:
        return self._model

    def set_model(self, model: ConversationModel | None) -> None:
        """Show ``model`` from its bottom (then ``restore_position`` if it stood elsewhere)."""
        self._model = model

    def save_position(self) -> Position:
        """Where the view stands, to be given back to ``restore_position`` with the same model."""
        return Position()

    def restore_position(self, position: Position) -> None: ...

    def at_bottom(self) -> bool:
        return True

    def jump_to_bottom(self) -> None: ...

    def jump_to_marker(self) -> None:
        """Bring the "New" line into the upper third; to the bottom when there is none."""

    def jump_to_row(self, number: int) -> None:
        """Bring a row into the middle and mark it as the current one (a search result)."""

    def set_highlighted_text(self, text: str) -> None:
        """Mark every place of ``text`` in what is shown (the search field); "" ends it."""

    def copy_selection(self) -> bool:
        """Copy what is selected as plain text; False when nothing is."""
        return False

    def select_all(self) -> None: ...

    def set_layout(self, layout: Literal["bubbles", "compact"]) -> None: ...

    def set_bottom_margin(self, pixels: int) -> None:
        """Room at the bottom that a popup covers (``Composer.popup_height_changed``)."""

    def set_empty_text(self, title: str, text: str = "") -> None:
        """What stands in the middle while there is no row."""
