"""Getting to things in a client window: the switcher, the search over everything, and the way to
what was chosen there. What is seldom wanted is imported when it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from core.client.events import BufferKind, Event, ListReceived, WhoisReceived
from core.client.feature_events import FoundOnServer, GapFilled, HistoryReceived
from core.irc.capabilities import CLASSROOM
from desktop.client.conversation import SERVER

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation_window import ConversationWindow
    from desktop.client.menus import Menu
    from desktop.client.message_model import ConversationModel
    from desktop.client.search_everywhere import SearchEverywhere
    from desktop.client.search_store import StoreSearch
    from desktop.switcher.entries import Entry
    from desktop.switcher.switcher import Switcher

_MOST_FOUND = 10_000  # in one conversation

Listed: TypeAlias = tuple[str, int, str]
"""A channel as LIST tells it: name, people, topic."""


class Finding(QObject):
    """Finds for one client window.

    Attributes: ``switcher``, while it is open; ``listed``, the channels that the server told of
    last; ``everywhere``, once the search over everything was opened.
    """

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self.switcher: Switcher | None = None
        self.listed: tuple[Listed, ...] = ()
        self._asked_list = False
        self._entries: list[Entry] = []
        self._menus: list[Menu] = []
        self.everywhere: SearchEverywhere | None = None
        self._store_search: StoreSearch | None = None
        self._own_windows: list[ConversationWindow] = []
        window.page.search.search_stored = self._search_stored
        window.conversation_shown.connect(self._on_shown)
        window.chat.followed.connect(self._follow)
        window.page.search.everywhere_requested.connect(self.search_everywhere)
        bind = partial(window.context.shortcuts.bind, window)
        bind("switcher", self.open_switcher)
        bind("find_everywhere", self.search_everywhere)
        bind("channel_settings", lambda: self.channel_settings(window.conversations.active))
        bind("lines", self.open_lines)
        bind("own_window", lambda: self.own_window(window.conversations.active))
        bind("find_next", lambda: window.page.search.step(1))
        bind("find_previous", lambda: window.page.search.step(-1))

    def add_own_window(self, name: str, menu: Menu) -> None:
        """The way to a window of a conversation's own, in its menu."""
        keys = self._window.context.shortcuts.keys("own_window")
        words = self.tr("Open in a window of its own")
        menu.entry("external-link", words, partial(self.own_window, name), keys[0] if keys else "")

    def own_window(self, name: str) -> None:
        """Show a conversation in a window of its own, too."""
        from desktop.client.conversation_window import ConversationWindow

        if name == SERVER or name not in self._window.conversations:
            return
        shown = next((each for each in self._own_windows if each.name == name), None)
        if shown is None:
            shown = ConversationWindow(self._window, name)
            self._own_windows.append(shown)
            shown.left.connect(partial(self._own_windows.remove, shown))
        shown.show()
        shown.raise_()
        shown.activateWindow()
        shown.composer.focus_input()

    def sees_elsewhere(self, name: str) -> bool:
        """Whether the person sees the newest line of a conversation in its own window."""
        return any(each.name == name and each.seen for each in self._own_windows)

    def open_lines(self) -> None:
        """The lines that come and go, in a window of their own."""
        from desktop.client.lines_window import open_lines

        open_lines(self._window)

    def _follow(self, batch: list[Event]) -> None:
        for event in batch:
            if type(event) is ListReceived:
                self.listed = event.channels
                if self.switcher is not None:
                    self._collect()
                    self.switcher.refresh()
            elif type(event) is FoundOnServer:
                self._on_found(event)
            elif type(event) is HistoryReceived:
                # The conversation takes the messages in after this batch.
                QTimer.singleShot(0, self, partial(self._on_history, event))

    def _on_history(self, event: HistoryReceived) -> None:
        for window in self.windows():
            if window.finding.everywhere is not None:
                window.finding.everywhere.on_history(self._window, event)

    def gap_filled(self, event: GapFilled) -> None:
        """What was missing came: a hit may be among it."""
        for window in self.windows():
            if window.finding.everywhere is not None:
                window.finding.everywhere.on_filled(self._window, event)

    def _on_shown(self, name: str) -> None:
        for window in self.windows():
            if window.finding.everywhere is not None:
                window.finding.everywhere.on_opened(self._window, name)

    # --- the switcher -------------------------------------------------------------------------

    def open_switcher(self) -> None:
        """Open the quick switcher over the window."""
        from desktop.switcher.switcher import Switcher

        if self.switcher is not None:
            return
        self._ask_list()
        self._collect()
        self.switcher = Switcher(self._window.window(), self._gather)
        self.switcher.closed.connect(self._switcher_closed)
        for window in self.windows():
            window.avatars.changed.connect(self.switcher.paint_people_again)

    def _switcher_closed(self) -> None:
        self.switcher = None
        self._entries = []
        for menu in self._menus:
            menu.deleteLater()
        self._menus = []

    def _ask_list(self) -> None:
        """Which channels there are besides ours: our own servers are small, others are not asked
        unasked."""
        connection = self._window.chat.connection
        if not self._asked_list and CLASSROOM in self._window.conversations.capabilities:
            self._asked_list = connection.list_channels().error_code is None

    def windows(self) -> list[ClientWindow]:
        """Every client window of the program, this one first."""
        here = self._window
        tops = QApplication.topLevelWidgets()
        kind = type(here)
        found = [w for w in tops if isinstance(w, kind)]
        found += [w for top in tops for w in top.findChildren(kind)]
        return [here, *(w for w in found if w is not here and not w.closing)]

    def _collect(self) -> None:
        from desktop.switcher.client_entries import (
            conversation_entries,
            listed_entries,
            people_entries,
        )
        from desktop.switcher.command_entries import command_entries

        here, menus = self._window, self._window.menus
        if not self._menus:
            shown = menus.conversation_menu(here.conversations.active)
            self._menus = [menus.server_menu(), menus.own_menu()]
            self._menus += [shown] if shown is not None else []
        entries: list[Entry] = []
        seen: set[tuple[str, int]] = set()
        for window in self.windows():
            server = (window.chat.options.host, window.chat.options.port)
            if server in seen:
                continue  # another window at the same server: what is there is here too
            seen.add(server)
            entries += conversation_entries(window, here)
            entries += people_entries(window, here)
        entries += listed_entries(here, self.listed)
        entries += command_entries(here, self._menus)
        self._entries = entries

    def _gather(self, query: str) -> Sequence[Entry]:
        from desktop.switcher.command_entries import search_entry
        from desktop.switcher.entries import split_prefix

        wanted, words = split_prefix(query)
        if wanted is not None or not words:
            return self._entries
        keys = self._window.context.shortcuts.keys("find_everywhere")
        act = partial(self.search_everywhere, words)
        return [*self._entries, search_entry(words, act, keys)]

    def show_card(self, event: WhoisReceived) -> None:
        """Show who somebody is, as WHOIS told it."""
        from desktop.client.user_card_acts import make_card

        make_card(self._window, event).open()

    def channel_settings(self, channel: str) -> None:
        """Show the settings of a channel that we are in."""
        from desktop.client.channel_settings import ChannelSettings

        conversation = self._window.conversations.get(channel)
        if conversation is not None and conversation.kind is BufferKind.CHANNEL:
            ChannelSettings(self._window, channel).open()

    # --- the search ---------------------------------------------------------------------------

    def search_everywhere(self, words: str = "") -> None:
        """Search in all conversations, here and on the server."""
        if not self._window.conversations.link.ever_registered:
            return
        self._search().begin(words)

    def _search_stored(
        self, model: ConversationModel, text: str, done: Callable[[Sequence[int]], None]
    ) -> bool:
        """Where Ctrl+F looks beyond what is in memory."""
        conversation = self._window.conversations.shown
        if conversation.transcript is not model or not model.has_older():
            return False
        from core.storage.client_search import Found, Wanted
        from desktop.client.search_query import folded, parts_of, plain, worded
        from desktop.client.search_run import is_of
        from desktop.client.search_store import store_search

        search = self._store_search = store_search(self._window, self._store_search)
        if search is None:
            return False

        needle, window = folded(text), self._window
        words = needle.split()

        def answer(rows: Sequence[Found]) -> None:
            # The store knows words in any order: what is counted must be there as it is typed.
            mine = (row for row in rows if is_of(row, window) and needle in folded(plain(row.row)))
            done([model.number_of(row.place) for row in mine])

        name, parts = conversation.name, parts_of(words)
        wanted = Wanted(worded(words), conversation=name, parts=parts, limit=_MOST_FOUND)
        search.ask(wanted, answer)
        return True

    def _search(self) -> SearchEverywhere:
        if self.everywhere is None:
            from desktop.client.search_everywhere import SearchEverywhere

            self.everywhere = SearchEverywhere(self._window)
        return self.everywhere

    def _on_found(self, event: Event) -> None:
        """A server answered; every window may have asked."""
        for window in self.windows():
            everywhere = window.finding.everywhere
            if everywhere is not None:
                everywhere.take(self._window, event)

    # --- what was chosen ----------------------------------------------------------------------

    def go(self, name: str) -> None:
        """Show a conversation of this window, wherever the person is now."""
        self._window.come_forward()
        self._window.show_conversation(name)
        self._window.page.composer.focus_input()

    def write(self, nick: str) -> None:
        """Open the private conversation with somebody."""
        self._window.come_forward()
        self._window.acts.write(nick)

    def join(self, channel: str) -> None:
        """Join a channel, or show it."""
        self._window.come_forward()
        self._window.acts.join(channel)

    def type_command(self, name: str) -> None:
        """Begin a slash command in the composer."""
        composer = self._window.page.composer
        composer.set_text(f"/{name} ")
        composer.focus_input()
