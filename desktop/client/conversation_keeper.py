"""What the person left in each conversation, kept across restarts: the draft, pinned, muted, its
place in the sidebar, what was unread, and where one was reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, QTimer

from core.client.events import BufferKind, Registered
from desktop.client.composer_draft import Reference
from desktop.client.conversation import Changes, Conversation
from desktop.client.message_model import ConversationModel
from desktop.client.message_view import Position

if TYPE_CHECKING:
    from core.storage.errors import StorageError
    from desktop.client.client_window import ClientWindow

    _Talk: TypeAlias = Conversation[ConversationModel]

_LATER_MS = 1000
SAVED_AT_ONCE = 200


class ConversationKeeper(QObject):
    """Keeps it for one window, in the store beside the messages; without one nothing is kept."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._changed: set[str] = set()
        self._reopened = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LATER_MS)
        self._timer.timeout.connect(self._save_changed)
        window.conversations.on_open = self.restore
        window.chat.changed.connect(self._follow)
        window.conversation_shown.connect(self._shown)
        window.context.preference_changed.connect(self._preferred)
        self._last_shown = window.conversations.active
        self._tell_troubles()

    def was_in_sight(self, name: str) -> bool:
        """Whether the conversation was shown when the program was last ended."""
        kept = self._window.chat.kept
        return kept is not None and kept.state(name).get("in_sight") is True

    # --- saving ---------------------------------------------------------------------------------

    def save(self, conversation: _Talk) -> None:
        """Keep what the person left in a conversation."""
        if self._window.chat.kept is not None and conversation.kind is not BufferKind.SERVER:
            self._save(conversation, still_open=True)

    def save_all(self) -> None:
        """The window closes."""
        self._timer.stop()
        window = self._window
        window.places.keep(window.conversations.active)
        window.conversations.shown.draft = window.page.composer.text()
        for conversation in self._window.conversations.order:
            self.save(conversation)

    def _save(self, conversation: _Talk, *, still_open: bool) -> None:
        kept = self._window.chat.kept
        store = kept.conversation(conversation.name) if kept is not None else None
        if store is not None:
            store.set_state(self._state(conversation, still_open=still_open))

    def _state(self, conversation: _Talk, *, still_open: bool) -> dict[str, Any]:
        transcript = conversation.transcript
        reference = conversation.reference
        found: dict[str, Any] = {
            "kind": conversation.kind.value,
            "open": still_open,
            "draft": conversation.draft,
            "reference": None if reference is None else asdict(reference),
            "pinned": conversation.pinned,
            "muted": conversation.muted,
            "place": conversation.place,
            "in_sight": conversation.name == self._window.conversations.active,
            "unread": conversation.unread,
            "mentions": conversation.mentions,
            "read_by_other": transcript.read_by_other,
        }
        if transcript.marker is not None and conversation.unread:
            found["marker"] = transcript.place_of(transcript.marker)
        position = self._window.places.position(conversation.name)
        if position is not None and not position.bottom:
            found["scroll"] = [transcript.place_of(position.number), position.offset]
        return {key: value for key, value in found.items() if value or key == "open"}

    def _shown(self, _name: str) -> None:
        if (left := self._window.conversations.get(self._last_shown)) is not None:
            self.save(left)
        self._last_shown = self._window.conversations.active

    def _follow(self, changes: Changes) -> None:
        conversations = self._window.conversations
        self._changed |= changes.rows
        self._changed -= set(changes.closed)
        for name in changes.closed:
            self._close(name)
        for old, new in changes.renamed:
            self._changed.discard(old)
            self._changed.add(new)
        if self._changed and not self._timer.isActive():
            self._timer.start()
        if not self._reopened and any(isinstance(each, Registered) for each in changes.other):
            self._reopened = True
            self._reopen()
        if self._last_shown not in conversations:
            self._last_shown = conversations.active

    def _save_changed(self) -> None:
        for _ in range(min(SAVED_AT_ONCE, len(self._changed))):
            if (conversation := self._window.conversations.get(self._changed.pop())) is not None:
                self.save(conversation)
        if self._changed:
            self._timer.start()

    def _close(self, name: str) -> None:
        """The person closed it: it does not come back by itself, and nothing of it is unread."""
        kept = self._window.chat.kept
        store = kept.conversation(name) if kept is not None else None
        if kept is not None and store is not None:
            state = {**kept.state(name), **store.state}
            for key in ("unread", "mentions", "marker"):
                state.pop(key, None)
            store.set_state({**state, "open": False})

    # --- restoring ------------------------------------------------------------------------------

    def restore(self, conversation: _Talk) -> None:
        """A conversation was opened: put back what was left in it."""
        kept = self._window.chat.kept
        if kept is None or conversation.kind is BufferKind.SERVER:
            return
        store = kept.conversation(conversation.name)
        if store is None:
            return
        state = store.state or kept.state(conversation.name)
        if not state:
            return
        transcript = conversation.transcript
        conversation.draft = _text(state, "draft")
        conversation.reference = _reference(state.get("reference"))
        conversation.pinned = state.get("pinned") is True
        conversation.muted = state.get("muted") is True
        conversation.place = _number(state, "place")
        transcript.set_read_by_other(_real(state.get("read_by_other")))
        self._restore_unread(conversation, state)
        scroll = state.get("scroll")
        if isinstance(scroll, list) and len(scroll) == 2 and isinstance(scroll[0], int):
            number = transcript.number_of(scroll[0])
            if transcript.first <= number < transcript.end:
                position = Position(number, _real(scroll[1]), bottom=False)
                self._window.places.remember(conversation.name, position)

    def _restore_unread(self, conversation: _Talk, state: Mapping[str, Any]) -> None:
        unread, mentions = _number(state, "unread"), _number(state, "mentions")
        transcript = conversation.transcript
        if unread <= 0 or not len(transcript):
            return
        place = state.get("marker")
        marker = transcript.number_of(place) if isinstance(place, int) else None
        conversation.unread, conversation.mentions = unread, min(mentions, unread)
        transcript.set_unread(marker, unread, conversation.mentions)

    def _reopen(self) -> None:
        """The private conversations that were open when the program was ended."""
        chat = self._window.chat
        if chat.kept is None or not chat.kept.writable:
            return
        for name in chat.kept.names:
            state = chat.kept.state(name)
            if (
                state.get("kind") == BufferKind.QUERY.value
                and state.get("open") is True
                and self._window.conversations.find(name) is None
            ):
                chat.connection.query(name)

    # --- the store ------------------------------------------------------------------------------

    def _preferred(self, key: str) -> None:
        """Nothing is kept any more from the moment on when the person does not want it."""
        if key == "history.keep" and self._window.context.store is None:
            self._window.chat.keep_no_more()

    def _tell_troubles(self) -> None:
        store = self._window.context.store
        if store is None:
            return
        from desktop.client.store_texts import note_sentence, trouble_sentence  # late: SQLite

        for note in store.take_notes():
            if note_sentence(note):
                self._window.say(partial(note_sentence, note), True)
        if store.trouble is not None:
            self._window.say(partial(trouble_sentence, store.trouble), True)
        store.troubled.connect(self._troubled)

    def _troubled(self, error: StorageError) -> None:
        from desktop.client.store_texts import trouble_sentence

        if self._window.chat.kept is not None and not self._window.closing:
            self._window.say(partial(trouble_sentence, error), True)


def _reference(value: object) -> Reference | None:
    if not isinstance(value, dict):
        return None
    try:
        return Reference(
            str(value["msgid"]), str(value["nick"]), str(value["text"]), bool(value["edits"])
        )
    except KeyError:
        return None


def _text(state: Mapping[str, Any], key: str) -> str:
    value = state.get(key)
    return value if isinstance(value, str) else ""


def _number(state: Mapping[str, Any], key: str) -> int:
    value = state.get(key)
    return value if isinstance(value, int) else 0


def _real(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
