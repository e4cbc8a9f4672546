"""The client window: one connection to one server, and everything that is said there."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from core.client.events import BufferKind
from core.threads.client_threads import ClientOptions
from desktop.client.account_state import AccountState
from desktop.client.acts import Acts
from desktop.client.arrange import Arrange
from desktop.client.auto_away import AutoAway
from desktop.client.avatars import Avatars
from desktop.client.chat import Chat
from desktop.client.chat_page import ChatPage
from desktop.client.class_bar import ClassState
from desktop.client.client_menus import ClientMenus
from desktop.client.client_shortcuts import bind_shortcuts
from desktop.client.client_wiring import connect_features, connect_parts
from desktop.client.columns import Columns
from desktop.client.command_texts import (
    help_lines,
    ignored_sentence,
    missing_commands,
    result_sentence,
)
from desktop.client.conversation import Changes
from desktop.client.conversation_keeper import ConversationKeeper
from desktop.client.conversation_saving import ConversationSaving
from desktop.client.display import Display
from desktop.client.drop_hint import DropHint
from desktop.client.file_fetching import FileFetching
from desktop.client.file_sending import FileSending
from desktop.client.finding import Finding
from desktop.client.follow_up import FollowUp
from desktop.client.gap_loader import GapLoader
from desktop.client.history_loader import HistoryLoader
from desktop.client.ignored_people import IgnoredPeople
from desktop.client.link import Phase
from desktop.client.link_page import LinkPage
from desktop.client.message_actions import MessageActions
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import Words
from desktop.client.on_connecting import OnConnecting
from desktop.client.own_picture import OwnPicture
from desktop.client.own_words import OwnWords
from desktop.client.people_told import PeopleTold
from desktop.client.pictures import Pictures
from desktop.client.read_markers import ReadMarkers
from desktop.client.reading_places import ReadingPlaces
from desktop.client.security import Security
from desktop.client.sending import Sending
from desktop.client.server_texts import server_sentence
from desktop.client.several import Several
from desktop.client.visits import Visits
from desktop.client.watched_people import WatchedPeople
from desktop.context import AppContext
from desktop.lessons.class_link import ClassLink
from desktop.sockets.client_link import ClientSockets

if TYPE_CHECKING:
    from desktop.client.client_shell import ClientShell

MINIMUM = (400, 480)
DEFAULT = (1240, 800)
_TICK_MS = 250
_SAMPLE_S = 1.0


def _no_command(name: str) -> str:
    sentence = QCoreApplication.translate("ClientWindow", "There is no command /%1.")
    return sentence.replace("%1", name)


def _help_line(name: str, missing: frozenset[str], number: int) -> str:
    return help_lines(name, missing)[number]


class ClientWindow(QWidget):
    """Joins the server of ``options`` and talks there: a page of a ``ClientShell``, or a window.

    It connects when it is made; closing it says goodbye in the background (``AppContext.adopt``).
    Each part is to be read: ``chat``, ``conversations``, ``acts``, ``page`` (the widgets) and the
    features, each in a file of its own; ``shell`` is the window it is a page of.

    Signals:
        conversation_shown(name): another conversation is shown.
        told(): what a title or a tile says of it may be another.
        front_wanted(): this server is to be shown.
        closed(): the server is left; nothing more is sent.
    """

    conversation_shown = Signal(str)
    told = Signal()
    front_wanted = Signal()
    closed = Signal()

    def __init__(
        self, context: AppContext, options: ClientOptions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("client")
        self.context = context
        self.shell: ClientShell | None = None
        self.chat = Chat(options, server_sentence, self, context.store)
        self.conversations = self.chat.conversations
        self.acts = Acts(self.chat, self, self.say)
        self.link_page = LinkPage(self)
        self.page = ChatPage(self.conversations, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.link_page)
        self._stack.addWidget(self.page)
        self.sockets = ClientSockets(self, context, self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sockets.host, 1)
        column.addWidget(self.sockets.held_bar)
        self.places = ReadingPlaces(self.page.view)
        self._shown_model: ConversationModel | None = None
        self._closing = False
        self._sampled = time.monotonic()
        self.follow_up = FollowUp(self)
        self.classroom = ClassLink(self)
        context.add_class_link(self.classroom)
        self.display = Display(
            self.chat,
            self._stack,
            self.link_page,
            self.page,
            window=self,
            nowhere=lambda: self.follow_up.nowhere,
        )
        self.hands = ClassState(self)
        self.menus = ClientMenus(self)
        self.accounts = AccountState(self)
        self.arrange = Arrange(self)
        self.visits = Visits(self)
        self.read_markers = ReadMarkers(self)
        self.setMinimumSize(*MINIMUM)
        if parent is None:
            context.restore_geometry(self, "client", DEFAULT)
        connect_parts(self)
        bind_shortcuts(self)
        self._add_features()
        self._start()

    def _add_features(self) -> None:
        """Features that keep themselves, one line each (``desktop/client/<feature>.py``)."""
        self.keeper = ConversationKeeper(self)
        self.history = HistoryLoader(self)
        self.gaps = GapLoader(self)
        self.columns = Columns(self.page, self.context)
        self.finding = Finding(self)
        self.ignored = IgnoredPeople(self)
        self.watched = WatchedPeople(self)
        self.own_words = OwnWords(self)
        self.away = AutoAway(self)
        self.on_connecting = OnConnecting(self)
        self.several = Several(self)
        self.saving = ConversationSaving(self)
        self.pictures = Pictures(self)
        self.people_told = PeopleTold(self)
        self.avatars = Avatars(self)
        self.own_picture = OwnPicture(self)
        self.files = FileSending(self)
        self.sending = Sending(self)
        self.fetching = FileFetching(self)
        self.drop_hint = DropHint(self)
        self.message_actions = MessageActions(self)
        self.security = Security(self)
        connect_features(self)

    def _start(self) -> None:
        """Show what there is, and connect."""
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.conversations.set_attended(False)
        self._show_conversation()
        self.display.link()
        self.display.own()
        self.chat.open()

    @property
    def closing(self) -> bool:
        """Whether the person has closed it."""
        return self._closing

    # --- what completion offers ---------------------------------------------------------------

    def nicks(self) -> list[str]:
        """The people who can be named here."""
        shown = self.conversations.shown
        own = self.conversations.nick
        if shown.kind is BufferKind.CHANNEL:
            return [m.nick for m in shown.members if m.nick != own]
        return self.acts.known_nicks()

    def channels(self) -> list[str]:
        """The channels we are in."""
        return [c.name for c in self.conversations.channels]

    # --- showing ------------------------------------------------------------------------------

    def show_conversation(self, name: str) -> None:
        """Show another conversation, with its draft and where it was read to."""
        conversations = self.conversations
        if name not in conversations or name == conversations.active:
            self.page.close_overlay()
            return
        left = conversations.active
        self.places.keep(left)
        self.sending.leave()
        conversations.show(name, draft=self.page.composer.text())
        self.page.sidebar.touch({left, name})
        self.page.sidebar.follow()
        self._show_conversation()

    def _show_conversation(self) -> None:
        page, shown = self.page, self.conversations.shown
        page.header.topic.end()
        another = self._shown_model is not shown.transcript
        if another:
            self._shown_model = shown.transcript
            self.places.show(shown)
            page.composer.set_draft(shown.draft, shown.reference)
            page.search.again()
        page.set_has_members(shown.kind is BufferKind.CHANNEL)
        self.display.head()
        self.display.members()
        self.hands.show_state()
        self.look()
        if not page.sidebar.list.hasFocus():  # there the arrow keys go on
            page.composer.focus_input()
        if another:
            self.conversation_shown.emit(shown.name)
            self.told.emit()

    # --- following the session ----------------------------------------------------------------

    def follow(self, changes: Changes) -> None:
        """Bring what is shown up to date with what a batch of events changed."""
        if self._closing:
            return
        page, conversations = self.page, self.conversations
        self.places.follow(changes)
        if changes.structure:
            page.sidebar.rebuild()
        elif changes.rows:
            page.sidebar.touch(changes.rows)
        self.follow_up.take(changes)
        if changes.link or changes.own:
            self.display.link()
            self.display.own()
            if not changes.structure:
                page.sidebar.touch()
        elif changes.rows or changes.structure:
            self.display.link()
        active = conversations.active
        if self._shown_model is not conversations.shown.transcript:
            self._show_conversation()
        elif changes.anything:
            self.display.head()
            if active in changes.members or changes.link or changes.own:
                self.display.members()
        self.look()
        self.told.emit()

    def look(self) -> None:
        """Whether the person sees the newest line of what is shown."""
        seen = (
            self.isVisible()
            and self.isActiveWindow()
            and self._stack.currentWidget() is self.page
            and self.page.view.at_bottom()
        )
        if self.conversations.set_attended(seen):
            self.page.sidebar.touch({self.conversations.active})
            self.display.title()
            self.told.emit()

    def say(self, words: Words, error: bool = False) -> None:
        """Put a sentence of the program's own into the conversation that is shown."""
        icon, tone = ("circle-alert", "danger") if error else ("info", "muted")
        self.conversations.shown.transcript.append_line(words, time.time(), icon, tone)

    # --- what the person does -----------------------------------------------------------------

    def submit(self, line: str) -> None:
        """Say a line in the conversation that is shown, or do the command that it is."""
        self.follow_up.expect(line)
        result = self.chat.connection.run(line, self.conversations.active)
        if result.action == "clear":
            self.conversations.shown.transcript.clear()
        elif result.action == "ignored":
            self.say(partial(ignored_sentence, result.args))
        elif result.action == "watched":
            self.watched.show()
        elif result.action == "help":
            self._help(result.args[0].lstrip("/") if result.args else "")
        elif result_sentence(result):
            self.say(partial(result_sentence, result), True)
        self.page.view.jump_to_bottom()

    def _help(self, name: str) -> None:
        missing = missing_commands(self)
        count = len(help_lines(name, missing))
        if not count:
            self.say(partial(_no_command, name), True)
        for number in range(count):
            self.say(partial(_help_line, name, missing, number))

    def send_again(self, key: str) -> None:
        """Say once more what did not arrive."""
        if line := self.conversations.shown.transcript.take_failed_line(key):
            self.submit(line)

    def search(self) -> None:
        """Search in the conversation that is shown."""
        if self._stack.currentWidget() is self.page:
            self.page.search.begin()

    # --- the clock, the window ----------------------------------------------------------------

    def _tick(self) -> None:
        link = self.conversations.link
        if link.phase is Phase.WAITING:
            self.display.link()
        now = time.monotonic()
        if now - self._sampled >= _SAMPLE_S and self.isVisible():
            connection = self.chat.connection
            self.page.status.sample(connection.bytes_in, connection.bytes_out, now - self._sampled)
            self._sampled = now

    def resizeEvent(self, event: QResizeEvent) -> None:
        """While one drags an edge, drawing goes before the index of the search."""
        super().resizeEvent(event)
        if self.context.store is not None:
            self.context.store.let_draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; see what comes in when the window is the active one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display.head()
            self.display.link()
            self.display.own()
            self.hands.show_state()
        elif event.type() == QEvent.Type.ActivationChange:
            self.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go at once; the goodbye is said in the background."""
        waiting = 0 if self._closing else self.waiting()
        if waiting and not self.context.quitting and not self.follow_up.may_close(waiting):
            event.ignore()
            return
        event.accept()
        self.finish()

    def waiting(self) -> int:
        """How many own messages wait for the connection now."""
        self.chat.drain()
        return self.conversations.waiting

    def finish(self) -> None:
        """Leave the server without a question."""
        if self._closing:
            return
        self.sending.leave()
        self._closing = True
        self.classroom.close()
        self.hide()
        self._timer.stop()
        if self.shell is None:
            self.context.keep_geometry(self, "client")
        self.sockets.finish()
        self.keeper.save_all()
        pictures = (self.pictures, self.avatars, self.own_picture)
        for part in (self.chat, *pictures, self.files, self.fetching):
            for running in part.release():
                self.context.adopt(running)
        self.closed.emit()

    @property
    def talking(self) -> bool:
        """Whether the server has let us in at least once: there are conversations to show."""
        return self._stack.currentWidget() is self.page

    def take_focus(self) -> None:
        """Give the keyboard to what the person does next."""
        if self.talking:
            self.page.composer.focus_input()
        else:
            self.link_page.focus_act()

    def come_forward(self) -> None:
        """Show this server, and its window before the others."""
        self.front_wanted.emit()
        window = self.window()
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()

    def alert(self) -> None:
        """Ask for the person's attention."""
        if not self.isActiveWindow():
            QApplication.alert(self.window())
