"""What calls the person who looks elsewhere: which messages may, when nothing may, and how.

A notification is shown by the tray's icon where there is one, else by the desktop's portal
(``desktop.portal``); a click on it shows the message.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from core.client.events import BufferKind, MessageKind, MessageReceived
from core.irc.formatting import strip_formatting
from core.preferences import Preferences
from desktop.client.message_safety import isolated
from desktop.context import AppContext
from desktop.sounds import Sounds

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation import Conversation
    from desktop.client.message_model import ConversationModel
    from desktop.portal import Portal

translate = QCoreApplication.translate

_TEXT_MAX = 240
_TITLE_MAX = 80
_MOST = 100  # messages of one batch that are looked at
_MINUTES = 24 * 60


class Kind(StrEnum):
    """Why a message may call."""

    PRIVATE = "private"
    MENTION = "mention"
    WORDS = "words"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification as it is shown. ``name`` is that of the conversation, for a later one that
    takes its place."""

    name: str
    title: str
    text: str


class Shower(Protocol):
    """Something that can show a notification."""

    def show_notice(self, notice: Notice) -> None:
        """Show it."""


def has_word(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words stands in the text, whole, in any letter case."""
    folded = text.casefold()
    return any(
        re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", folded) for word in words if word
    )


def kind_of(
    event: MessageReceived, conversation: BufferKind, preferences: Preferences
) -> Kind | None:
    """Why this message may call the person, by the choices; None where it may not."""
    if event.own or event.history:
        return None
    private = conversation is BufferKind.QUERY and event.kind is not MessageKind.NOTICE
    if private and preferences.flag("notify.private"):
        return Kind.PRIVATE
    if event.highlight and preferences.flag("notify.mention"):
        return Kind.MENTION
    if has_word(strip_formatting(event.text), preferences.texts("notify.words")):
        return Kind.WORDS
    return Kind.EVERYTHING if preferences.flag("notify.everything") else None


def _newest(events: Sequence[MessageReceived]) -> Sequence[MessageReceived]:
    """Those that are looked at: all, or of a flood the newest and what names us."""
    if len(events) <= _MOST:
        return events
    return [*(each for each in events[:-_MOST] if each.highlight), *events[-_MOST:]]


def is_quiet(preferences: Preferences, minutes: int) -> bool:
    """Whether nothing may call now; ``minutes`` since midnight, by the person's clock."""
    if preferences.flag("notify.quiet"):
        return True
    begin = _minutes(preferences.text("notify.quiet_from"))
    end = _minutes(preferences.text("notify.quiet_to"))
    if begin is None or end is None or begin == end:
        return False
    if begin < end:
        return begin <= minutes < end
    return minutes >= begin or minutes < end


def _minutes(text: str) -> int | None:
    hours, colon, rest = text.partition(":")
    if not (colon and hours.isdecimal() and rest.isdecimal() and len(text) <= 5):
        return None
    found = int(hours) * 60 + int(rest)
    return found if found < _MINUTES else None


def _local_minutes() -> int:
    now = time.localtime()
    return now.tm_hour * 60 + now.tm_min


def notice_for(
    event: MessageReceived,
    conversation: str,
    network: str,
    *,
    private: bool,
    count: int,
    preview: bool,
) -> Notice:
    """The words about ``count`` messages of a conversation, of which ``event`` is the last."""
    place = network if private else conversation
    if not preview:
        title = translate("Notifications", "Besedka")
        text = (
            translate("Notifications", "New in a private conversation")
            if private
            else translate("Notifications", "New in %1").replace("%1", conversation)
        )
    else:
        nick = isolated(event.nick)
        title = f"{nick} · {isolated(place)}" if place else nick
        words = " ".join(strip_formatting(event.text.replace("\n", " ")).split())
        text = isolated(words, 2 * _TEXT_MAX)
        if event.kind is MessageKind.ACTION:
            text = f"{nick} {text}"
    if count > 1:
        more = translate("Notifications", "and %1 more before")
        text = f"{text}\n{more.replace('%1', QLocale().toString(count - 1))}"
    return Notice(f"{network}/{conversation}", _short(title, _TITLE_MAX), _short(text, _TEXT_MAX))


def _short(text: str, most: int) -> str:
    """Without what could reverse or hide the rest, and not longer than is read."""
    plain = "".join(c for c in text if c == "\n" or (c.isprintable() and c not in _DIRECTIONS))
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


_DIRECTIONS = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F]))


class Notifications(QObject):
    """One in a program; every chat window tells it what came in unseen.

    Attributes: ``shown``, the last notification.
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._sounds = Sounds()
        self._portal: Portal | None = None
        self._asked_portal = False
        self._last: dict[str, tuple[ClientWindow, str, str]] = {}
        self.shown: Notice | None = None
        self.clock = _local_minutes

    def incoming(self, window: ClientWindow, events: Sequence[MessageReceived]) -> None:
        """What came in while the person looked elsewhere: call, where that is wanted."""
        preferences = self._context.preferences
        if window.isActiveWindow() or is_quiet(preferences, self.clock()):
            return
        wanted: dict[str, list[MessageReceived]] = {}
        for event in _newest(events):
            conversation = window.conversations.get(event.buffer)
            if conversation is None or conversation.muted:
                continue
            if window.finding.sees_elsewhere(conversation.name):
                continue
            if kind_of(event, conversation.kind, preferences) is not None:
                wanted.setdefault(conversation.name, []).append(event)
        if not wanted:
            return
        window.alert()
        for name, found in wanted.items():
            self._show(window, window.conversations[name], found)
        if preferences.flag("notify.sound"):
            self._sounds.play()

    def told(self, window: ClientWindow, nick: str, sentence: str) -> None:
        """Somebody came of whom the person wants to be told."""
        preferences = self._context.preferences
        if window.isActiveWindow() or is_quiet(preferences, self.clock()):
            return
        window.alert()
        network = window.chat.network_name
        notice = Notice(
            f"{network}/+{nick}", _short(network, _TITLE_MAX), _short(sentence, _TEXT_MAX)
        )
        self._put(notice, window, window.conversations.active, "")
        if preferences.flag("notify.sound"):
            self._sounds.play()

    def _show(
        self,
        window: ClientWindow,
        conversation: Conversation[ConversationModel],
        events: list[MessageReceived],
    ) -> None:
        last = events[-1]
        notice = notice_for(
            last,
            conversation.name,
            window.chat.network_name,
            private=conversation.kind is BufferKind.QUERY,
            count=len(events),
            preview=self._context.preferences.flag("notify.preview"),
        )
        self._put(notice, window, conversation.name, last.key)

    def _put(self, notice: Notice, window: ClientWindow, conversation: str, key: str) -> None:
        self.shown = notice
        self._last.pop(notice.name, None)
        self._last[notice.name] = window, conversation, key
        shower = self._shower()
        if shower is not None:
            shower.show_notice(notice)

    def _shower(self) -> Shower | None:
        tray = self._context.tray
        if tray is not None and tray.shows_notices:
            return tray
        if not self._asked_portal:
            self._asked_portal = True
            from desktop.portal import find_portal

            self._portal = find_portal(self)
            if self._portal is not None:
                self._portal.clicked.connect(self.open)
        return self._portal

    def open_last(self) -> None:
        """The notification that was shown last was clicked."""
        if self._last:
            self.open(next(reversed(self._last)))

    def open(self, name: str) -> None:
        """Show the message of a notification, by its name."""
        from shiboken6 import isValid

        found = self._last.pop(name, None)
        if found is None or not isValid(found[0]):
            return
        window, conversation, key = found
        if self._context.tray is not None:
            self._context.tray.forget(window.window())
        window.window().show()
        window.come_forward()
        window.show_conversation(conversation)
        if key:
            window.page.view.jump_to_key(key)
