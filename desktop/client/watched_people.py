"""Of whom the person wants to be told when they come and go: one list for all servers, kept in the
settings, in force everywhere at once."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from core.client.events import Registered
from core.client.feature_events import PresenceChanged, WatchedChanged
from desktop.client.command_texts import result_sentence
from desktop.client.message_safety import isolated

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation import Changes
    from desktop.client.menus import Menu
    from desktop.client.message_rows import Words

KEY = "notify.watched"
translate = QCoreApplication.translate


def came_sentence(nick: str) -> str:
    """Somebody of the list is there."""
    return translate("Watched", "%1 is here now").replace("%1", isolated(nick))


def gone_sentence(nick: str) -> str:
    """Somebody of the list is not there any more."""
    return translate("Watched", "%1 has gone").replace("%1", isolated(nick))


def watched_sentence(states: tuple[tuple[str, bool | None], ...]) -> str:
    """Of whom the person is told, as /watch tells it."""
    if not states:
        return translate("Watched", "You wait for nobody. /watch and a nickname does.")
    here = translate("Watched", "%1 (here)")
    safe = ((isolated(nick), online) for nick, online in states)
    names = (here.replace("%1", nick) if online else nick for nick, online in safe)
    words = translate("Watched", "You are told when these come and go: %1. /unwatch ends that.")
    return words.replace("%1", ", ".join(names))


class WatchedPeople(QObject):
    """Follows one client window and the settings."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._here: set[str] = set()  # folded: who has come, and not gone again
        self._apply(KEY)
        window.chat.changed.connect(self._follow)
        window.context.preference_changed.connect(self._apply)

    def _apply(self, key: str) -> None:
        if key == KEY:
            nicks = self._window.context.preferences.texts(KEY)
            self._window.chat.connection.set_watched(nicks)

    def _names(self) -> set[str]:
        return {nick.casefold() for nick in self._window.chat.connection.watched}

    def add_entry(self, nick: str, menu: Menu) -> None:
        """Whether one is told about somebody, in their menu."""
        watched = nick.casefold() in self._names()
        words = (
            translate("Watched", "Tell me no longer when they come")
            if watched
            else translate("Watched", "Tell me when they come")
        )
        menu.entry("bell-off" if watched else "bell", words, partial(self._set, nick, not watched))

    def _set(self, nick: str, on: bool) -> None:
        result = self._window.chat.connection.watch_person(nick, on)
        if result_sentence(result):
            self._window.say(partial(result_sentence, result), True)

    def show(self) -> None:
        """Say of whom one is told, and who of them is there."""
        connection = self._window.chat.connection
        states = tuple((nick, connection.is_online(nick)) for nick in connection.watched)
        self._window.say(partial(watched_sentence, states))

    def _follow(self, changes: Changes) -> None:
        for event in changes.other:
            if isinstance(event, WatchedChanged):
                self._window.context.set_preference(KEY, event.nicks)
                connection = self._window.chat.connection
                here = (nick for nick in event.nicks if connection.is_online(nick))
                self._here = {nick.casefold() for nick in here}  # "(here)" is said by show()
                self.show()
            elif isinstance(event, PresenceChanged):
                self._presence(event)
            elif isinstance(event, Registered):
                self._apply(KEY)  # it may be another connection than the one that was told

    def _presence(self, event: PresenceChanged) -> None:
        folded = event.nick.casefold()
        window = self._window
        if event.online == (folded in self._here) or folded not in self._names():
            return
        if folded == window.conversations.nick.casefold():
            return  # the list is for all servers; here it is our own name
        if event.online:
            self._here.add(folded)
            self._line(partial(came_sentence, event.nick), "user-round", "accent")
            window.context.notifications.told(window, event.nick, came_sentence(event.nick))
        else:
            self._here.discard(folded)
            self._line(partial(gone_sentence, event.nick), "user-minus", "muted")

    def _line(self, words: Words, icon: str, tone: str) -> None:
        shown = self._window.conversations.shown
        shown.transcript.append_line(words, time.time(), icon, tone)
