"""The client window: one connection to one server, and everything that is said there."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from core.client.events import BufferKind
from core.threads.client_threads import ClientOptions
from desktop.client import menus
from desktop.client.acts import Acts
from desktop.client.chat import Chat
from desktop.client.chat_page import ChatPage
from desktop.client.class_bar import ClassState
from desktop.client.command_texts import command_infos, help_lines, result_sentence
from desktop.client.conversation import Changes
from desktop.client.display import Display
from desktop.client.follow_up import FollowUp
from desktop.client.link import Phase
from desktop.client.link_page import LinkPage
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import Words
from desktop.client.message_view import Position
from desktop.client.server_texts import server_sentence
from desktop.context import AppContext
from desktop.lessons.class_link import ClassLink
from desktop.sockets import chat_words
from desktop.sockets.client_link import ClientSockets

MINIMUM = (400, 480)
DEFAULT = (1240, 800)
_TICK_MS = 250
_SAMPLE_S = 1.0


def _no_command(name: str) -> str:
    sentence = QCoreApplication.translate("ClientWindow", "There is no command /%1.")
    return sentence.replace("%1", name)


def _help_line(name: str, number: int) -> str:
    return help_lines(name)[number]


class ClientWindow(QWidget):
    """A window that joins the server of ``options`` and talks there.

    It connects when it is made; closing it says goodbye in the background (``AppContext.adopt``).
    """

    def __init__(
        self, context: AppContext, options: ClientOptions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("client")
        self.context = context
        self.chat = Chat(options, server_sentence, self)
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
        self._positions: dict[str, Position] = {}
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
        self.setMinimumSize(*MINIMUM)
        context.restore_geometry(self, "client", DEFAULT)
        self._connect_parts()
        self._make_shortcuts()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.conversations.set_attended(False)
        self._show_conversation()
        self.display.link()
        self.display.own()
        self.chat.open()

    # --- wiring -------------------------------------------------------------------------------

    def _connect_parts(self) -> None:
        page, acts = self.page, self.acts
        self.chat.changed.connect(self._follow)
        page.narrow_changed.connect(lambda _narrow: self.display.head())
        acts.show_requested.connect(self.show_conversation)
        link_page = self.link_page
        link_page.cancel_requested.connect(acts.cancel)
        link_page.retry_requested.connect(acts.retry)
        link_page.address_requested.connect(acts.ask_address)
        link_page.nick_given.connect(acts.use_nick)
        link_page.password_given.connect(acts.use_password)
        banner = page.notices.link
        banner.try_requested.connect(acts.retry)
        banner.cancel_requested.connect(acts.cancel)
        banner.address_requested.connect(acts.ask_address)
        page.notices.nick.change_requested.connect(acts.ask_nick)
        page.notices.nowhere.join_requested.connect(self._join)
        page.notices.classroom.taken.connect(self.classroom.join)
        page.notices.left.taken.connect(acts.join)
        page.notices.invited.taken.connect(acts.join)
        page.notices.invited.taken.connect(page.notices.invited.hide)
        sidebar = page.sidebar
        sidebar.chosen.connect(self.show_conversation)
        sidebar.left.connect(page.composer.focus_input)
        sidebar.join_requested.connect(self._join)
        sidebar.write_requested.connect(acts.ask_write)
        sidebar.menu_requested.connect(self._conversation_menu)
        sidebar.server_menu_requested.connect(lambda at: self.server_menu().popup(at))
        sidebar.own_menu_requested.connect(
            lambda at: menus.own_menu(self, self.conversations, acts).popup(at)
        )
        header = page.header
        header.menu_requested.connect(
            lambda at: self._conversation_menu(self.conversations.active, at)
        )
        header.topic_edited.connect(lambda text: acts.set_topic(self.conversations.active, text))
        header.left.connect(page.composer.focus_input)
        header.search_requested.connect(page.search.begin)
        page.search.closed.connect(page.composer.focus_input)
        page.members.chosen.connect(acts.write)
        page.members.menu_requested.connect(self._member_menu)
        view, composer = page.view, page.composer
        view.nick_activated.connect(self._nick_clicked)
        view.mention_requested.connect(composer.insert_mention)
        view.resend_requested.connect(self._send_again)
        view.link_activated.connect(self.follow_up.open_link)
        view.at_bottom_changed.connect(lambda _at: self._look())
        composer.submitted.connect(self._submitted)
        composer.popup_height_changed.connect(view.set_bottom_margin)
        composer.page_requested.connect(view.scroll_pages)
        composer.set_providers(command_infos, self._nicks, self._channels)

    def _make_shortcuts(self) -> None:
        bind = partial(self.context.shortcuts.bind, self)
        bind("next_conversation", lambda: self.show_conversation(self.conversations.neighbour(1)))
        bind(
            "previous_conversation",
            lambda: self.show_conversation(self.conversations.neighbour(-1)),
        )
        bind("next_unread", self._show_next_unread)
        bind("leave", self._leave_shown)
        bind("join", self._join)
        bind("write", self.acts.ask_write)
        bind("find", self._search)
        bind("hand", self.hands.toggle_hand)
        bind("topic", self.page.header.topic.begin)
        bind("sockets", self.sockets.host.toggle)
        bind("next_pane", lambda: self.page.next_pane(1))
        bind("previous_pane", lambda: self.page.next_pane(-1))

    def _nicks(self) -> list[str]:
        shown = self.conversations.shown
        own = self.conversations.nick
        if shown.kind is BufferKind.CHANNEL:
            return [m.nick for m in shown.members if m.nick != own]
        return self.acts.known_nicks()

    def _channels(self) -> list[str]:
        return [c.name for c in self.conversations.channels]

    # --- showing ------------------------------------------------------------------------------

    def show_conversation(self, name: str) -> None:
        """Show another conversation, with its draft and where it was read to."""
        conversations = self.conversations
        if name not in conversations or name == conversations.active:
            self.page.close_overlay()
            return
        left = conversations.active
        self._positions[left] = self.page.view.save_position()
        conversations.show(name, draft=self.page.composer.text())
        self.page.sidebar.touch({left, name})
        self.page.sidebar.follow()
        self._show_conversation()

    def _show_conversation(self) -> None:
        page, shown = self.page, self.conversations.shown
        page.header.topic.end()
        if self._shown_model is not shown.transcript:
            self._shown_model = shown.transcript
            page.view.set_model(shown.transcript)
            position = self._positions.get(shown.name)
            if shown.transcript.marker is not None:
                page.view.jump_to_marker()
            elif position is not None and not position.bottom:
                page.view.restore_position(position)
            page.composer.set_text(shown.draft)
            page.search.again()
        page.set_has_members(shown.kind is BufferKind.CHANNEL)
        self.display.head()
        self.display.members()
        self.hands.show_state()
        self._look()
        if not page.sidebar.list.hasFocus():  # there the arrow keys go on
            page.composer.focus_input()

    # --- following the session ----------------------------------------------------------------

    def _follow(self, changes: Changes) -> None:
        if self._closing:
            return
        page, conversations = self.page, self.conversations
        for old, new in changes.renamed:
            if old in self._positions:
                self._positions[new] = self._positions.pop(old)
        for name in changes.closed:
            self._positions.pop(name, None)
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
        self._look()

    def _look(self) -> None:
        """Whether the person sees the newest line of what is shown."""
        seen = (
            self.isActiveWindow()
            and self._stack.currentWidget() is self.page
            and self.page.view.at_bottom()
        )
        if self.conversations.set_attended(seen):
            self.page.sidebar.touch({self.conversations.active})
            self.display.title()

    def say(self, words: Words, error: bool = False) -> None:
        """Put a sentence of the program's own into the conversation that is shown."""
        icon, tone = ("circle-alert", "danger") if error else ("info", "muted")
        self.conversations.shown.transcript.append_line(words, time.time(), icon, tone)

    # --- what the person does -----------------------------------------------------------------

    def _submitted(self, line: str) -> None:
        self.follow_up.expect(line)
        result = self.chat.connection.run(line, self.conversations.active)
        if result.action == "clear":
            self.conversations.shown.transcript.clear()
        elif result.action == "help":
            self._help(result.args[0].lstrip("/") if result.args else "")
        elif result_sentence(result):
            self.say(partial(result_sentence, result), True)
        self.page.view.jump_to_bottom()

    def _help(self, name: str) -> None:
        count = len(help_lines(name))
        if not count:
            self.say(partial(_no_command, name), True)
        for number in range(count):
            self.say(partial(_help_line, name, number))

    def _send_again(self, key: str) -> None:
        if line := self.conversations.shown.transcript.take_failed_line(key):
            self._submitted(line)

    def _nick_clicked(self, nick: str) -> None:
        cursor = self.cursor().pos()
        self._member_menu(nick, cursor)

    def server_menu(self) -> menus.Menu:
        """The menu of the server's name."""
        menu = menus.server_menu(self, self.conversations, self.acts)
        menu.addSeparator()
        tip = chat_words.sockets_window_word()
        menu.entry("ethernet-port", chat_words.sockets_word(), self.sockets.host.toggle, "F6")
        menu.entry("external-link", tip, self.context.open_sockets_window)
        return menu

    def _conversation_menu(self, name: str, at: QPoint) -> None:
        conversation = self.conversations.get(name)
        if conversation is None:
            return
        shown = name == self.conversations.active
        topic = self.page.header.topic.begin if shown else None
        lead = partial(self.classroom.open_class, name) if self.classroom.leads(name) else None
        menus.conversation_menu(
            self, conversation, self.conversations, self.acts, topic, lead
        ).popup(at)

    def _member_menu(self, nick: str, at: QPoint) -> None:
        shown = self.conversations.shown
        channel = shown if shown.kind is BufferKind.CHANNEL else None
        menus.member_menu(
            self,
            nick,
            channel,
            conversations=self.conversations,
            acts=self.acts,
            mention=self._mention,
        ).popup(at)

    def _mention(self, nick: str) -> None:
        self.page.composer.insert_mention(nick)
        self.page.composer.focus_input()

    def _show_next_unread(self) -> None:
        name = self.conversations.next_unread()
        if name is not None:
            self.show_conversation(name)

    def _leave_shown(self) -> None:
        self.acts.leave(self.conversations.active)

    def _join(self) -> None:
        self.acts.ask_join()

    def _search(self) -> None:
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

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; see what comes in when the window is the active one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display.head()
            self.display.link()
            self.display.own()
            self.hands.show_state()
        elif event.type() == QEvent.Type.ActivationChange:
            self._look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go at once; the goodbye is said in the background."""
        self.chat.drain()
        waiting = self.conversations.waiting
        asks = waiting and not self.context.quitting and not self._closing
        if asks and not self.follow_up.may_close(waiting):
            event.ignore()
            return
        event.accept()
        if self._closing:
            return
        self._closing = True
        self.classroom.close()
        self.hide()
        self._timer.stop()
        self.context.keep_geometry(self, "client")
        self.sockets.finish()
        for connection in self.chat.release():
            self.context.adopt(connection)

    def alert(self) -> None:
        """Ask for the person's attention."""
        if not self.isActiveWindow():
            QApplication.alert(self)
