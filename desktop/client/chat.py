"""One window's talk with a server: the connection, and the conversations that its events make.

Events are taken from the connection's feed for at most 8 ms at a time, so that a flood of messages
never keeps the window from answering.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.client.events import BufferKind, Event, ServerText
from core.identities import bouncer_login
from core.net.lens import Lens
from core.threads.client_threads import ClientConnection, ClientOptions
from desktop.client.conversation import Changes
from desktop.client.conversations import Conversations
from desktop.client.message_model import ConversationModel
from desktop.client.message_safety import isolated

if TYPE_CHECKING:
    from core.threads.client_store import ClientStore, NetworkStore
    from desktop.context import Stoppable

BUDGET_S = 0.008
_AT_ONCE = 200  # events between two looks at the clock
_MOST_OTHER = 200  # events of a batch that the parts of the window see to, one by one


class Chat(QObject):
    """Owns the connection of one client window.

    Attributes:
        conversations: what the window shows.
        connection: the present connection; another one after :meth:`start` with other options.
        kept: what the store has of this server, or None where nothing is kept.

    Signals:
        changed(Changes): a batch of events was followed.
        followed(list): those events, before ``changed``.
    """

    changed = Signal(object)
    followed = Signal(object)

    def __init__(
        self,
        options: ClientOptions,
        word: Callable[[ServerText], str],
        parent: QObject | None = None,
        store: ClientStore | None = None,
    ) -> None:
        super().__init__(parent)
        self.options = options
        self._word = word
        self._store = store
        self.kept: NetworkStore | None = None
        self._open_kept()
        self._lens: Lens | None = None
        self.conversations: Conversations[ConversationModel] = Conversations(
            self._new_model, options.session.nick
        )
        self.connection = self._connect_feed(options)
        self._ending: list[ClientConnection] = []

    def watch(self, lens: Lens | None) -> None:
        """Let a lens see the sockets, also those of connections to come; None: nobody."""
        self._lens = lens
        self.connection.watch(lens)

    def _open_kept(self) -> None:
        """Begin to keep what is said on the server that is asked for."""
        old, options = self.kept, self.options
        self.kept = None
        if self._store is not None:
            host, port, login = _place(options)
            who = f"{options.session.nick} {login}" if login else options.session.nick
            self.kept = self._store.network(host, port, who)
        if self.kept is not None:
            self.kept.on_lost(self.keep_no_more)
        if old is not None:
            old.close()  # after the new one is open: so the store is not closed between them

    def keep_no_more(self) -> None:
        """From now on nothing is kept: the store failed, or the person does not want it."""
        for conversation in self.conversations.order:
            conversation.transcript.forget_source()
        self._store = None

    def _new_model(self, name: str, kind: BufferKind) -> ConversationModel:
        source = None
        if self.kept is not None and self._store is not None and kind is not BufferKind.SERVER:
            from desktop.client.conversation_source import ConversationSource  # late: SQLite

            found = self.kept.conversation(name)
            source = ConversationSource(found) if found is not None else None
        return ConversationModel(source, self)

    def _connect_feed(self, options: ClientOptions) -> ClientConnection:
        if self.kept is not None:
            # What was in sight last is asked for first: the server may make us wait for the rest.
            state = self.kept.state
            channels = sorted(
                options.session.channels,
                key=lambda item: state(item[0]).get("in_sight") is not True,
            )
            session = replace(options.session, known=self.kept.known(), channels=tuple(channels))
            options = replace(options, session=session)
        connection = ClientConnection(options, self)
        if self._lens is not None:
            connection.watch(self._lens)
        connection.feed.ready.connect(self.drain)
        return connection

    @property
    def network_name(self) -> str:
        """What the server calls itself, or its address."""
        found = self.conversations
        return isolated(found.network or found.server_name or self.options.host)

    # --- its life -----------------------------------------------------------------------------

    def open(self) -> None:
        """Begin to connect."""
        self.connection.open()

    def start(self, options: ClientOptions) -> None:
        """Leave the present connection, and begin one with other options."""
        old = self.connection
        old.watch(None)
        old.feed.ready.disconnect(self.drain)
        old.feed.close()
        if old.is_running:
            self._ending.append(old)
            old.finished.connect(self._sweep)
            old.close()
        else:
            old.deleteLater()
        other = _place(options) != _place(self.options)
        if other:
            self.conversations.forget_channels()
        self.conversations.forget_waiting()
        self.options = options
        if other:
            self._open_kept()
        self.connection = self._connect_feed(options)
        self.connection.open()

    def _sweep(self) -> None:
        for connection in [c for c in self._ending if not c.is_running]:
            self._ending.remove(connection)
            connection.deleteLater()

    def release(self, reason: str = "") -> list[Stoppable]:
        """The window closes: say goodbye in the background. What still runs is given away."""
        self.connection.feed.ready.disconnect(self.drain)
        self.connection.feed.close()
        running = [c for c in (self.connection, *self._ending) if c.is_running]
        self._ending.clear()
        for connection in running:
            connection.close(reason)
        released: list[Stoppable] = list(running)
        if self.kept is not None and (writer := self.kept.close()) is not None:
            released.append(writer)
        self.kept = None
        return released

    # --- events -------------------------------------------------------------------------------

    def drain(self) -> None:
        """Follow what is waiting, for at most 8 ms; ``ready`` comes again for the rest."""
        feed = self.connection.feed
        begin = time.monotonic()
        total: Changes | None = None
        while batch := feed.take(_AT_ONCE):
            changes = self.follow(batch)
            self.followed.emit(batch)
            if total is None:
                total = changes
            else:
                total.merge(changes)
            if time.monotonic() - begin >= BUDGET_S or len(total.other) >= _MOST_OTHER:
                break
        if total is not None:
            self.changed.emit(total)

    def follow(self, batch: list[Event]) -> Changes:
        """Let the conversations follow a batch, the server's words put plainly."""
        worded = [
            replace(event, text=self._word(event)) if type(event) is ServerText else event
            for event in batch
        ]
        return self.conversations.apply(worded, time.monotonic(), time.time())


def _place(options: ClientOptions) -> tuple[str, int, str]:
    """Which server it is: a bouncer has several networks at one address."""
    return options.host, options.port, bouncer_login(options.session.password)
