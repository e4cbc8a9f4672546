"""The search over everything in one client window: opens its panel, runs the searches, and leads to
what was found, loading it first where only the server has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from core.client.events import BufferKind, Event, MessageReceived
from core.client.feature_events import FoundOnServer, GapFilled, HistoryReceived
from desktop.client.search_follow import SearchFollow
from desktop.client.search_panel import SearchPanel
from desktop.client.search_query import Query
from desktop.client.search_run import Hit, SearchRun
from desktop.client.search_store import store_search

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.message_model import ConversationModel
    from desktop.client.search_store import StoreSearch

translate = QCoreApplication.translate

_MOST_PAGES = 60  # of older messages that are asked for until the one that was found is there


def _not_reached() -> str:
    return translate("SearchEverywhere", "That message is no longer to be had from the server.")


def _place_in(model: ConversationModel, hit: Hit) -> int | None:
    """Where a message without an id is."""

    def is_hit(row: object) -> bool:
        return isinstance(row, MessageReceived) and (row.time, row.nick) == wanted

    wanted = (hit.row.time, hit.row.nick)
    if hit.place is not None:
        number = model.number_of(hit.place)
        if is_hit(model.row_or_none(number)):
            return number
    return next((n for n, row in model.in_memory() if row is hit.row), None)


class SearchEverywhere(QObject):
    """Attributes: ``panel``."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._run: SearchRun | None = None
        self._follow: SearchFollow | None = None
        self._store: StoreSearch | None = None
        self._wanted: Hit | None = None  # it is not in its conversation yet
        self._pages = 0
        self.panel = SearchPanel(window.acts.known_nicks, window.page)
        self.panel.hide()
        self.panel.wanted.connect(self._search)
        self.panel.taken.connect(self.go)
        self.panel.closed.connect(self.end)
        window.page.side_closed.connect(self.end)
        window.closed.connect(self._stop)

    @property
    def is_open(self) -> bool:
        """Whether the panel is in sight."""
        return not self.panel.isHidden()

    def begin(self, words: str = "") -> None:
        """Open the panel, or bring the keyboard there."""
        if not self.is_open:
            self._window.page.set_side(self.panel)
        self.panel.begin(words)

    def end(self) -> None:
        """Close the panel."""
        if self.is_open:
            self._stop()
            page = self._window.page
            page.set_side(None)
            page.view.set_highlighted_text("")
            page.composer.focus_input()

    def _stop(self) -> None:
        if self._run is not None:
            self._run.stop()
            self._run.deleteLater()
            self._run = None
        if self._follow is not None:
            self._follow.stop()
            self._follow.deleteLater()
            self._follow = None

    def _search(self, query: Query, here: bool) -> None:
        self._stop()
        if not query.anything:
            return
        finding, window = self._window.finding, self._window
        active = window.conversations.active
        windows = [window] if here else finding.windows()
        self._store = store_search(window, self._store)
        run = SearchRun(windows, query, active if here else None, self._store, self)
        self._run = run
        follow = self._follow = SearchFollow(run, self.panel.results, self)
        follow.newer.connect(self.panel.set_newer)
        follow.changed.connect(self.panel.results_changed)
        run.found.connect(self.panel.add)
        run.finished.connect(lambda: self.panel.finish(run.refused, len(windows)))
        run.start()

    def take(self, window: ClientWindow, event: Event) -> None:
        """A server answered a search."""
        if self._run is not None and isinstance(event, FoundOnServer):
            self._run.take(window, event)

    # --- going there --------------------------------------------------------------------------

    def go(self, hit: Hit) -> None:
        """Show what was found in its conversation, with the words marked."""
        window = hit.window
        if window.closing:
            return
        window.come_forward()
        if self._window.page.narrow:
            self.end()  # there the panel covers what was found
        conversation = window.conversations.find(hit.conversation)
        if conversation is None:
            self._wanted = hit
            isupport = window.chat.connection.isupport
            if isupport.is_channel(hit.conversation):
                window.acts.join(hit.conversation)
            else:
                window.acts.write(hit.conversation)
            return
        if conversation.kind is BufferKind.SERVER:
            return
        window.show_conversation(conversation.name)
        if not self._jump(hit):
            self._load(hit)

    def _jump(self, hit: Hit) -> bool:
        window = hit.window
        conversation = window.conversations.find(hit.conversation)
        if conversation is None:
            return False
        model = conversation.transcript
        number = model.find(hit.row.msgid) if hit.row.msgid else None
        if number is None:
            number = _place_in(model, hit)
        if number is None:
            return False
        self._wanted = None
        words = self.panel.results.words
        window.page.view.set_highlighted_text(*words)
        window.page.view.jump_to_row(number)
        return True

    def _load(self, hit: Hit) -> None:
        """Ask for older messages until it is there."""
        self._wanted, self._pages = hit, 0
        self._load_more()

    def _load_more(self) -> None:
        hit = self._wanted
        if hit is None:
            return
        window = hit.window
        conversation = window.conversations.find(hit.conversation)
        request = getattr(window.chat.connection, "request_older", None)
        if conversation is None or request is None or self._pages >= _MOST_PAGES:
            self._give_up()
            return
        self._pages += 1
        model = conversation.transcript
        gap = model.gaps.around(hit.row.time)
        if gap is not None:
            before, after = model.gaps.sides(gap)
            upwards = after[0] - hit.row.time < hit.row.time - before[0]
            if window.gaps.ask(conversation.name, gap, upwards=upwards):
                return
        moment, msgid = hit.row.time + 1.0, ""
        for number in range(model.first, min(model.end, model.first + 200)):
            row = model.row(number)
            if getattr(row, "msgid", ""):
                moment, msgid = row.time, getattr(row, "msgid", "")
                break
        # Much may have been said in one millisecond: what is as old may still come before it.
        if moment < hit.row.time or not request(conversation.name, moment, msgid):
            self._give_up()

    def _give_up(self) -> None:
        hit, self._wanted = self._wanted, None
        if hit is not None:
            hit.window.say(_not_reached, True)

    def on_history(self, window: ClientWindow, event: HistoryReceived) -> None:
        """Older messages came (the conversation has taken them in already)."""
        hit = self._wanted
        if hit is None or hit.window is not window:
            return
        if event.buffer.casefold() != hit.conversation.casefold() or self._jump(hit):
            return
        if event.failed or event.complete:
            self._give_up()
        else:
            self._load_more()

    def on_filled(self, window: ClientWindow, event: GapFilled) -> None:
        """What was missing came, and is in its place."""
        hit = self._wanted
        if hit is None or hit.window is not window:
            return
        if event.buffer.casefold() != hit.conversation.casefold() or self._jump(hit):
            return
        if event.failed:
            self._give_up()
        else:
            self._load_more()

    def on_opened(self, window: ClientWindow, name: str) -> None:
        """A conversation is shown: perhaps the one that was waited for."""
        hit = self._wanted
        if (
            hit is not None
            and hit.window is window
            and name.casefold() == hit.conversation.casefold()
            and not self._jump(hit)
        ):
            self._load(hit)
