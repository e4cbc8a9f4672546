"""Who runs the server teaches: the chat that its window opened is a teacher's.

Only that one: on a computer on which several chat windows of this program are tried out, the
others are pupils.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.server import classroom
from core.server.server import Server
from core.threads.client_link import ClientOptions
from desktop.context import AppContext
from desktop.server.controller import ServerController
from desktop.server.own_chat import own_host

if TYPE_CHECKING:
    from desktop.lessons.class_link import ClassLink

_LOOPBACK = ("127.", "::1", "0::1", "::ffff:127.")


class OwnTeacher(QObject):
    """Follows the chats that the server window opened; belongs to it."""

    def __init__(self, context: AppContext, controller: ServerController, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._controller = controller
        self._opened: list[ClientOptions] = []
        self._links: list[ClassLink] = []
        self._named: set[int] = set()
        controller.refreshed.connect(self._look)

    def expect(self, target: ClientOptions) -> None:
        """A chat with these options is being opened."""
        self._opened.append(target)

    def _look(self) -> None:
        """Once a second: whether one of them has come in."""
        links = self._context.class_links
        self._links = [link for link in self._links if link in links]
        for link in links:
            for target in self._opened:
                if link.window.chat.options is target and link not in self._links:
                    self._links.append(link)
        started = self._controller.started
        host = own_host(started) if started is not None else ""
        for link in self._links:
            if link.online:
                nick = link.window.conversations.nick
                conn = self._controller.people.conn_of(nick)
                if conn and conn not in self._named:
                    self._named.add(conn)
                    self._controller.ask(partial(_name, conn=conn, nick=nick, host=host))

    def link_that_leads(self, channel: str) -> ClassLink | None:
        """A chat in this program that may lead a lesson in a channel of our server."""
        started = self._controller.started
        for link in self._links:
            options = link.window.chat.options
            ours = started is not None and options.port == started.port
            if ours and channel in link.channels_led():
                return link
        return None

    def start_lesson(self, channel: str) -> None:
        """Open the lessons that are led in a channel."""
        link = self.link_that_leads(channel)
        if link is not None:
            link.open_class(channel)


def _name(server: Server, conn: int, nick: str, host: str) -> None:
    """``host``: where programs on this computer reach the server; they come from there."""
    user = server.users.get(conn)
    if user is None or user.nick != nick:
        return
    if user.address == host or user.address.startswith(_LOOPBACK):
        classroom.name_teacher(server, user)
