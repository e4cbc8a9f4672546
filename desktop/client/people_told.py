"""What people tell about themselves on a server: a name to show, a picture, a status.

Whoever has a nickname may tell anything, also another person's name: whatever is shown of it stands
beside the nickname, never in its place.

Source: IRCv3 metadata (draft/metadata-3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.client import events
from core.client.events import Event, News, NewsKind
from core.client.feature_events import MetadataChanged, PresenceChanged
from core.client.metadata import KEYS
from desktop.client.message_safety import isolated, make_safe

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

LONGEST_NAME = 60
"""Characters of a name that are shown."""
_LONGEST = 300
_MOST_PEOPLE = 20_000


def shown_name(told: str, nick: str) -> str:
    """A name that somebody told, safe to be shown beside the nickname; "" for none, for one that
    cannot be seen, and for the nickname itself."""
    words = " ".join(told.split())
    if len(words) > LONGEST_NAME:
        words = words[: LONGEST_NAME - 1].rstrip() + "…"
    if words.casefold() == nick.casefold() or not any(map(str.isalnum, words)):
        return ""
    return isolated(words)


class PeopleTold(QObject):
    """Follows one client window. Signals: ``changed(key, frozenset)``: the nicknames, folded, of
    those of whom something else is told under a key."""

    changed = Signal(str, object)

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._told: dict[str, dict[str, str]] = {key: {} for key in KEYS}
        self._stale = False  # what was told belongs to a connection that is over
        window.chat.followed.connect(self._follow)

    def value(self, nick: str, key: str) -> str:
        """What somebody told under one of ``KEYS`` as it is, "" for nothing."""
        return self._told[key].get(nick.casefold(), "")

    def name(self, nick: str) -> str:
        """The name that somebody wants to be shown by, safe; "" for none."""
        told = self._told["display-name"]
        return shown_name(told.get(nick.casefold(), ""), nick) if told else ""

    def words(self, nick: str, key: str) -> str:
        """Other words of somebody's, safe and in one line, "" for none."""
        return make_safe(" ".join(self.value(nick, key).split())[:_LONGEST]).text

    def nicks(self, key: str) -> frozenset[str]:
        """Of whom something is known, folded."""
        return frozenset(self._told[key])

    def _follow(self, batch: list[Event]) -> None:
        before: dict[tuple[str, str], str] = {}
        for event in batch:
            match event:
                case events.Disconnected():
                    self._stale = True
                case events.Registered():
                    self._forget_stale(before)
                case MetadataChanged() if event.key in self._told:
                    self._forget_stale(before)
                    self._tell(event.key, event.target, event.value, before)
                case PresenceChanged() if not event.online:
                    self._forget(event.nick, before)
                case events.OwnNickChanged():
                    self._rename(event.old, event.new, before)
                case News():
                    self._news(event, before)
        for key in KEYS:
            told = self._told[key]
            nicks = (n for (k, n), was in before.items() if k == key and told.get(n, "") != was)
            if changed := frozenset(nicks):
                self.changed.emit(key, changed)

    def _news(self, event: News, before: dict[tuple[str, str], str]) -> None:
        if event.kind is NewsKind.NICK:
            self._rename(event.nick, event.other, before)
        elif event.kind in (NewsKind.JOINED, NewsKind.QUIT) and not event.own:
            # The name may be another person's now: whoever comes is told of anew, after the JOIN.
            self._forget(event.nick, before)

    def _tell(self, key: str, nick: str, value: str, before: dict[tuple[str, str], str]) -> None:
        folded, told = nick.casefold(), self._told[key]
        before.setdefault((key, folded), told.get(folded, ""))
        if not value:
            told.pop(folded, None)
            return
        if len(told) >= _MOST_PEOPLE:
            del told[next(iter(told))]
        told[folded] = value

    def _forget(self, nick: str, before: dict[tuple[str, str], str]) -> None:
        for key in KEYS:
            if self.value(nick, key):
                self._tell(key, nick, "", before)

    def _rename(self, old: str, new: str, before: dict[tuple[str, str], str]) -> None:
        for key in KEYS:
            if value := self.value(old, key):
                self._tell(key, old, "", before)
                self._tell(key, new, value, before)

    def _forget_stale(self, before: dict[tuple[str, str], str]) -> None:
        if self._stale:
            self._stale = False
            for told in self._told.values():
                for nick in list(told):
                    self._forget(nick, before)
