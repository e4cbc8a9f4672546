"""Where each conversation was scrolled to, so that one comes back to the same line."""

from __future__ import annotations

from dataclasses import replace

from desktop.client.conversation import Changes, Conversation
from desktop.client.message_model import ConversationModel
from desktop.client.message_view import MessageView, Position


class ReadingPlaces:
    """The places in the conversations of one view."""

    def __init__(self, view: MessageView) -> None:
        self._view = view
        self._places: dict[str, Position] = {}

    def keep(self, name: str) -> None:
        """The conversation that the view shows is about to be left."""
        self._places[name] = self._view.save_position()

    def position(self, name: str) -> Position | None:
        """Where a conversation was left, None if it never was."""
        return self._places.get(name)

    def remember(self, name: str, position: Position) -> None:
        """It was left there, in an earlier session."""
        self._places[name] = position

    def move(self, name: str, before: int, by: int) -> None:
        """The rows before that number have other numbers now."""
        place = self._places.get(name)
        if place is not None and place.number < before:
            self._places[name] = replace(place, number=place.number + by)

    def show(self, conversation: Conversation[ConversationModel]) -> None:
        """Show a conversation: at the first new line, else where it was left, else at its end."""
        transcript = conversation.transcript
        self._view.set_model(transcript)
        place = self._places.get(conversation.name)
        if transcript.marker is not None:
            self._view.jump_to_marker()
        elif place is not None and not place.bottom:
            self._view.restore_position(place)

    def follow(self, changes: Changes) -> None:
        """Conversations got other names, or were closed."""
        for old, new in changes.renamed:
            if old in self._places:
                self._places[new] = self._places.pop(old)
        for name in changes.closed:
            self._places.pop(name, None)
