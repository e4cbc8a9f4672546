"""Puts what the conversations and the connection are like into the window's widgets."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.client.events import BufferKind
from desktop.client import link_texts
from desktop.client.chat import Chat
from desktop.client.chat_page import ChatPage
from desktop.client.conversation import SERVER
from desktop.client.counts import counts
from desktop.client.link import Phase
from desktop.client.link_page import LinkPage
from desktop.client.message_safety import isolated
from desktop.client.sidebar_model import presence_text


class Display(QObject):
    """Each method brings one part of the window up to date; ``nowhere`` tells whether we are in no
    channel and none is being joined."""

    def __init__(
        self,
        chat: Chat,
        pages: QStackedWidget,
        link_page: LinkPage,
        page: ChatPage,
        *,
        window: QWidget,
        nowhere: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self.chat = chat
        self.conversations = chat.conversations
        self.pages = pages
        self.link_page = link_page
        self.page = page
        self.titled = window
        self.nowhere = nowhere
        self._account = ""

    def _show_page(self, page: QWidget) -> None:
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)
            if page is self.page:
                self.page.composer.focus_input()

    def head(self) -> None:
        """Name, topic and hints of the conversation that is shown."""
        shown, page = self.conversations.shown, self.page
        link = self.conversations.link
        header = page.header
        channel = shown.kind is BufferKind.CHANNEL
        prefix = link_texts.lag_words(link) if page.narrow else ""
        if shown.kind is BufferKind.SERVER:
            header.title.setText(self.chat.network_name)
            header.topic.set_topic(link_texts.address_words(link), False, prefix)
        elif channel:
            sign = shown.name[:1]
            header.title.setText(f"{sign} {isolated(shown.name[1:])}")
            header.topic.set_topic(shown.topic, link.reaches, prefix)
            header.topic.set_max_length(self.chat.connection.isupport.topiclen)
        else:
            header.title.setText(isolated(shown.name))
            about = self._about_person(shown.name)
            if page.narrow and not (about or prefix):
                about = link_texts.state_words(link)  # the dot beside it never stands alone
            header.topic.set_topic(about, False, prefix)
        header.dot.set_state(link_texts.state_color(link))
        header.set_members(len(shown.members) if channel else None)
        if channel and shown.left and link.online:
            page.notices.left.offer(shown.name)
        else:
            page.notices.left.hide()
        self._hints()
        self.title()

    def _about_person(self, nick: str) -> str:
        query = self.conversations.find(nick)
        words = presence_text(self.conversations.presence(nick))
        reason = query.away_reason if query is not None else None
        return f"{words}: {isolated(reason)}" if words and reason else words

    def _hints(self) -> None:
        shown, page = self.conversations.shown, self.page
        kind, name = shown.kind, isolated(shown.name)
        if kind is BufferKind.SERVER:
            page.composer.set_placeholder(self.tr("A command, for example /join"))
            page.view.set_empty_text(self.tr("The server has said nothing yet"), icon="server")
            return
        to_person = kind is BufferKind.QUERY
        words = self.tr("Message to %1") if to_person else self.tr("Message %1")
        page.composer.set_placeholder(words.replace("%1", name))
        if to_person:
            page.view.set_empty_text(
                self.tr("Nothing said yet"),
                self.tr("Only you and %1 see what is written here.").replace("%1", name),
                "message-circle",
            )
        elif len(shown.members) > 1:
            page.view.set_empty_text(
                self.tr("Nothing said since you came in"),
                self.tr("Write the first message."),
                "hash",
            )
        else:
            address = link_texts.address_words(self.conversations.link)
            page.view.set_empty_text(
                self.tr("You are the first one here"),
                self.tr("Tell the others the address %1 and this channel.").replace("%1", address),
                "hash",
            )

    def members(self) -> None:
        """The people of the channel that is shown."""
        shown = self.conversations.shown
        if shown.kind is BufferKind.CHANNEL:
            self.page.members.show_members(
                shown.members,
                self.conversations.nick,
                self.conversations.link.reaches,
                shown.members_time,
            )

    def own(self, account: str | None = None) -> None:
        """Who we are, and whether others see us as present; ``account``: the one that we are
        logged in to, None for the same as before."""
        self._account = self._account if account is None else account
        conversations = self.conversations
        own = self.page.sidebar.own
        link = conversations.link
        words = (
            (self.tr("away") if conversations.away else self.tr("online"))
            if link.reaches
            else link_texts.state_words(link)
        )
        if self._account and link.online:
            words += " · " + self.tr("account %1").replace("%1", isolated(self._account))
        own.set_texts(isolated(conversations.nick), words)
        own.set_presence(("away" if conversations.away else "on") if link.reaches else "off")
        own.set_hint(self.tr("Change your nickname, or mark yourself as away"))

    def link(self) -> None:
        """The state of the connection, wherever it is shown."""
        conversations, page = self.conversations, self.page
        link = conversations.link
        now = time.monotonic()
        talking = link.ever_registered
        self._show_page(page if talking else self.link_page)
        password_given = bool(self.chat.options.session.password)
        if not talking:
            self.link_page.show_link(link, now, password_given)
        trouble = talking and (link.trying_again or link.phase is Phase.ENDED)
        if trouble:
            page.notices.link.show_link(link, now)
        page.notices.link.setVisible(trouble)
        alone = link.online and link.bouncer_alone
        page.notices.bouncer.setVisible(alone)
        page.notices.nowhere.setVisible(link.online and not alone and self.nowhere())
        secured = link.secured if link.online else None
        icon, color = ("lock", "accent") if secured is not None else ("", "muted")
        if not link.online or alone:
            icon, color = "unplug", "warn"
        server = page.sidebar.server
        server.set_texts(self.chat.network_name, link_texts.sidebar_line(link), icon, color)
        page.status.set_security(secured)
        server.set_hint(self.tr("Join a channel, write to somebody, disconnect"))
        state = link_texts.status_words(link)
        page.status.set_state(link_texts.state_color(link), state, link_texts.address_words(link))
        waiting = conversations.waiting
        words = counts().waiting(waiting) if waiting else ""
        page.status.set_waiting(words)

    def title(self) -> None:
        """The window's title, with the number of messages that call."""
        count = self.conversations.mentions
        prefix = f"({count}) " if count else ""
        self.titled.setWindowTitle(prefix + self.title_words())

    def title_words(self) -> str:
        """The conversation and the server, as a window's title says them."""
        shown = self.conversations.shown
        name = "" if shown.name == SERVER else isolated(shown.name)
        return " – ".join(part for part in (name, self.chat.network_name) if part)
