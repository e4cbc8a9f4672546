"""The IRC server: connections and lines go in, bytes for the clients gather in the outbox.

No socket, thread, clock or random is used here; the engine (``core.threads.server_threads``) calls
the methods under one lock. A handler never waits for anything.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from core.irc.capabilities import split_list
from core.irc.casemapping import fold
from core.irc.decoder import Overlong
from core.irc.numerics import Numeric
from core.server import dispatch, login, nicknames, sasl, welcome
from core.server.accounts import AccountRegistry
from core.server.admission import Admission, admit
from core.server.bans import Bans
from core.server.classroom import Classroom, came, gone
from core.server.commands.capabilities import offer, tell_news
from core.server.commands.monitor import forget, tell_watchers
from core.server.config import ServerConfig
from core.server.events import LogEntry, LogKind, LogLevel, ServerSnapshot
from core.server.history import StoredEvent, Which
from core.server.hot import HotPath, MessageNote
from core.server.jobs import Job
from core.server.lockout import Lockout
from core.server.log_condenser import LogCondenser
from core.server.lookalikes import SERVICES, Lookalikes
from core.server.outbox import Outbox
from core.server.overview import overview
from core.server.recording import record_everywhere, seal, seal_earlier
from core.server.state import Channel, Gone, User
from core.server.stores import Stores
from core.server.throttle import Throttle, keep, take_held
from core.server.timeouts import Timeouts
from core.server.wire import Wire, shorten

_LOOK_BACK = 200  # messages before the start among which those are found that are sent again
_NOTICE_ROOM = 350  # bytes of text in one NOTICE of the server
_MESSAGE, _INFO = LogKind.MESSAGE, LogLevel.INFO
_entry = LogEntry._make


class Server:
    """All rules of the server, and its state.

    ``clock`` gives seconds since 1970 and must never go backwards (start it with the time of day
    and let it run by the monotonic clock); ``new_id`` gives a message id that has not been used
    before, of letters, digits and ``-``; ``new_secret`` gives so many bytes that nobody can guess
    (the default is for tests: zeros).
    """

    def __init__(
        self,
        config: ServerConfig,
        clock: Callable[[], float],
        new_id: Callable[[], str],
        stores: Stores | None = None,
        new_secret: Callable[[int], bytes] = bytes,
    ) -> None:
        self.config = config
        self.new_secret = new_secret
        self.stores = stores or Stores()
        self.jobs: list[Job] = []
        """Work for other threads, taken by the engine; :meth:`job_done` answers each."""
        self.outbox = Outbox()
        self.users: dict[int, User] = {}
        self.nicks: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.watchers: dict[str, set[int]] = {}  # who waits for a folded nickname (MONITOR)
        self.whowas: deque[Gone] = deque(maxlen=config.limits.whowas)
        self.reserved_names = frozenset({fold(config.name)})
        self.accounts = AccountRegistry(self.stores.accounts)
        self.lockout = Lockout()
        self.lookalikes = Lookalikes((config.name, *SERVICES), self.accounts)
        self.used: Counter[str] = Counter()
        """How often each command was used; messages on the short way are not in it."""
        self.requests: list[str] = []
        """What operators want of who runs the server: "rehash", "die", "restart"; the engine takes
        them."""
        self.most_people = 0
        self.total_people = 0
        self.registered_count = 0
        self.now = clock()
        self.created = self.now
        self.clock = clock
        self.timeouts = Timeouts()
        self.throttle = Throttle()
        self.admission = Admission()
        self.condenser = LogCondenser()
        self.bans = Bans(self.stores.values)
        self.classroom = Classroom()
        self._log: list[LogEntry | MessageNote] = []
        self.wire = Wire(self.outbox, config.name, config.limits.body_length, new_id)
        self.hot = HotPath(self.wire, self._log.append, config.limits.nonces)
        self.set_config(config)
        self.touch()
        seal_earlier(self)

    def set_config(self, config: ServerConfig) -> None:
        """Change greeting, message of the day, password, limits … while the server runs.

        The server's name, the network and the size of the stores stay as they were at the start.
        """
        before = {conn: offer(self, user) for conn, user in self.users.items()}
        self.config = config
        self.hot.log_messages = config.log_messages
        self.hot.keep = self.stores.history.append if config.keep_history else None
        self.hot.last_messages = self._last_messages
        if before:
            self.touch()
            tell_news(self, before)

    # -- called by the engine --------------------------------------------------------------------

    def connect(self, conn: int, host: str, port: int) -> None:
        """A connection from this numeric address was accepted. ``conn`` is 1 or more, unused."""
        now = self.touch()
        address = host.removeprefix("::ffff:")
        host = address.partition("%")[0]
        if host.startswith(":"):
            host = "0" + host  # a parameter must not begin with a colon
        user = User(conn, address, host, port, since=now, last_heard=now, idle_since=now)
        if not admit(self, user):
            return
        self.users[conn] = user
        self.total_people += 1
        self.timeouts.schedule(self, user)
        self.note(LogKind.CONNECTED, user, address, port)

    def receive(self, conn: int, lines: Sequence[bytes | Overlong], size: int = 0) -> None:
        """The lines that one ``recv`` completed; none when it brought only a part of a line.

        ``size`` is the number of bytes that came.
        """
        user = self.users.get(conn)
        if user is None:
            return
        user.last_heard = self.touch()
        user.answer_by = None
        if user.busy:
            if not keep(self, user, lines):
                self.drop(user, "flood", "You send more than the server can do for you (flood)")
            return
        self.hear(user, lines, size)
        self.throttle.weigh(self, user, size)

    def hear(self, user: User, lines: Sequence[bytes | Overlong], size: int = 0) -> None:
        """Execute lines in their order, up to one after which ``user`` has to wait."""
        if not lines and not user.registered:
            dispatch.count_bytes(self, user, size)
            return
        user.spoke = True  # before that, not: "hello" without a line's end is waited for in vain
        relay = self.hot.relay
        for number, line in enumerate(lines, 1):
            if user.registered and relay(user, line):
                continue
            dispatch.handle(self, user, line)
            if user.closed:
                return
            if user.busy:
                keep(self, user, lines[number:])
                return

    def add_job(
        self, user: User, work: Callable[[], Any], done: Callable[[Server, User, Any], None]
    ) -> None:
        """Have ``work`` done elsewhere, then ``done``; ``user`` is not heard until then."""
        user.busy = True
        self.jobs.append(Job(user.conn, work, done, self.wire.take_label()))

    def job_done(self, job: Job, result: object, fault: Exception | None = None) -> None:
        """What came of a job; then what its connection has said meanwhile."""
        user = self.users.get(job.conn)
        if user is None:
            return
        self.touch()
        user.busy = False
        dispatch.finish_job(self, user, job, result, fault)
        if user.held and not user.closed and not user.busy:
            self.hear(user, take_held(user))

    def end_of_stream(self, conn: int, tail: bytes, reason: str) -> None:
        """The peer closed, or the connection broke. A half line in ``tail`` is not executed."""
        user = self.users.get(conn)
        if user is None:
            return
        self.touch()
        self._remove(user, reason or "Connection closed")
        self.note(LogKind.DISCONNECTED, user, reason)

    def tick(self) -> None:
        """Greet the silent, ask the idle, drop those that do not answer."""
        now = self.touch()
        self.throttle.release(self)
        self.timeouts.run(self)
        self._log += self.condenser.summary(now)

    def hold_time(self, seconds: float) -> None:
        """So long nobody could be heard (a teacher held the sockets): it counts as no silence."""
        for user in self.users.values():
            user.last_heard += seconds
            if user.answer_by is not None:
                user.answer_by += seconds
            if not user.registered:
                user.since += seconds

    def next_deadline(self) -> float | None:
        """When :meth:`tick` must be called next, by the server's clock; None: not at all."""
        due = (self.timeouts.due(), self.throttle.due(), self.condenser.due())
        return min((at for at in due if at is not None), default=None)

    def sendq_exceeded(self, conn: int) -> None:
        """More waits for this client than its limit: it does not read."""
        user = self.users.get(conn)
        if user is not None:
            self.touch()
            self.drop(user, "sendq", "You do not read what is sent to you (SendQ exceeded)")

    def kick(self, conn: int, reason: str) -> None:
        """Put somebody out of the server (by the window)."""
        user = self.users.get(conn)
        if user is not None:
            self.touch()
            text = shorten(one_line(reason), self.config.limits.kick_length)
            self.drop(user, "kicked", f"Kicked: {text}" if text else "Kicked by the server")

    def announce(self, text: str) -> None:
        """A NOTICE from the server to everybody who is registered."""
        self.touch()
        for user in self.users.values():
            if user.registered:
                self._send_notice(user, text)
        self.note(LogKind.ANNOUNCED, None, one_line(text))

    def notice(self, conn: int, text: str) -> None:
        """A NOTICE from the server to one person."""
        user = self.users.get(conn)
        if user is not None and user.registered:
            self.touch()
            self._send_notice(user, text)

    def shutdown(self, reason: str) -> None:
        """Say goodbye to everybody and close all connections."""
        self.touch()
        line = f"ERROR :Closing link: {one_line(reason) or 'The server stops'}".encode()
        for user in self.users.values():
            if user.registered or user.spoke:
                self.wire.line(user, line)
            user.closed = True
            self.outbox.close(user.conn, reason)
        self.users.clear()
        self.nicks.clear()
        self.channels.clear()
        self.watchers.clear()
        self.hot.routes.clear()
        self.timeouts.clear()
        self.registered_count = 0

    def snapshot(self) -> ServerSnapshot:
        """Everything that the overview shows."""
        return overview(self, self.clock())

    # -- the log ---------------------------------------------------------------------------------

    def note(
        self,
        kind: LogKind,
        user: User | None,
        *args: str | int,
        level: LogLevel = LogLevel.INFO,
    ) -> None:
        """Add an entry to the log."""
        conn = user.conn if user else 0
        who = (user.nick if user.registered else user.address) if user else ""
        entry = LogEntry(self.now, kind, conn, who, args, level)
        if self.condenser.admits(entry, user):
            self._log.append(entry)

    def take_log(self) -> list[LogEntry]:
        """The entries since the last call."""
        raw = self._log.copy()
        self._log.clear()
        return [
            entry
            if isinstance(entry, LogEntry)
            else _entry((entry[0], _MESSAGE, entry[1].conn, entry[2], entry[3:], _INFO))
            for entry in raw
        ]

    # -- for the handlers ------------------------------------------------------------------------

    def find_nick(self, nick: str) -> User | None:
        """The registered person with this name, in any case."""
        return self.nicks.get(fold(nick))

    def find_channel(self, name: str) -> Channel | None:
        """The channel with this name, in any case."""
        return self.channels.get(fold(name))

    def peers(self, user: User) -> Iterable[User]:
        """Everybody who shares a channel with ``user``, once each, and ``user``."""
        channels = user.channels.values()
        if len(channels) == 1:
            only = next(iter(channels))
            return [member.user for member in only.watchers(user)]
        found: dict[int, User] = {user.conn: user}
        for member in chain.from_iterable(channel.watchers(user) for channel in channels):
            found[member.user.conn] = member.user
        return found.values()

    def complete_registration(self, user: User) -> None:
        """Let ``user`` in if everything that is needed has been said (RFC 2812 section 3.1)."""
        if user.registered or user.negotiating or not user.nick or not user.username:
            return
        if login.log_in_by_pass(self, user):
            return
        sasl.abort(self, user)
        login.log_in_by_certificate(self, user)
        if not user.closed and welcome.admit(self, user):
            self.nicks[user.folded] = user
            user.registered = True
            user.password = None
            user.renew_prefix(self.config.limits.body_length, self.now)
            self.registered_count += 1
            self.most_people = max(self.most_people, self.registered_count)
            self.hot.add(user.nick, user)
            self.lookalikes.add(user)
            self.admission.registered(user)
            self.timeouts.schedule(self, user)
            self.note(LogKind.REGISTERED, user, user.nick)
            welcome.greet(self, user)
            came(self, user)
            tell_watchers(self, user.folded, Numeric.RPL_MONONLINE, user.mask)

    def add_channel(self, name: str) -> Channel:
        """A new, empty channel."""
        channel = Channel(name, fold(name), self.now)
        self.channels[channel.folded] = channel
        self.hot.add(name, channel)
        self.lookalikes.add_channel(name)
        return channel

    def leave_channel(self, user: User, channel: Channel) -> None:
        """Take somebody out; an empty channel disappears."""
        channel.remove(user)
        if not channel.members:
            del self.channels[channel.folded]
            self.hot.discard(channel.name)
            seal(self, channel)
            self.lookalikes.discard_channel(channel.name)

    def leave(self, user: User, reason: str) -> None:
        """Close a connection: ERROR to the client, QUIT to those who share a channel."""
        line = f"ERROR :Closing link: {user.host} ({reason})".encode()
        self.wire.line(user, line)
        self.wire.end_label(user)
        self._remove(user, reason)
        self.outbox.close(user.conn, reason)

    def drop(self, user: User, why: str, reason: str) -> None:
        """:meth:`leave` against the client's will; ``why`` is the code for the log."""
        self.leave(user, reason)
        self.note(LogKind.DROPPED, user, why, level=LogLevel.WARNING)

    def close_quietly(self, user: User, reason: str) -> None:
        """Close a connection that is not registered without an IRC line."""
        self._remove(user, reason)
        self.outbox.close(user.conn, reason)
        self.note(LogKind.DISCONNECTED, user, reason)

    # -- inside ----------------------------------------------------------------------------------

    def touch(self) -> float:
        """Look at the clock: what is done from now on happens at this time."""
        self.now = self.wire.now = self.clock()
        self.wire.ms = int(self.now * 1000)
        return self.now

    def _last_messages(self, key: str) -> list[StoredEvent]:
        return self.stores.history.query(key, Which.LATEST, [], _LOOK_BACK, True)

    def _remove(self, user: User, reason: str) -> None:
        user.closed = True
        del self.users[user.conn]
        self.admission.gone(user)
        if not user.registered:
            return
        self.remember(user)
        body = user.prefix + b"QUIT :" + reason.encode()
        msgid = record_everywhere(self, user, "QUIT", reason)
        channels = list(user.channels.values())
        only = channels[0] if len(channels) == 1 and "u" not in channels[0].flags else None
        others = [] if only else [peer for peer in self.peers(user) if peer is not user]
        for channel in channels:
            self.leave_channel(user, channel)
        for channel in self.channels.values():
            channel.invited.discard(user.conn)
        del self.nicks[user.folded]
        self.hot.discard(user.nick)
        self.lookalikes.discard(user)
        self.registered_count -= 1
        if others:
            self.wire.to_users(others, body, source=user, msgid=msgid)
        elif only and only.members:
            self.wire.to_channel(only, body, source=user, msgid=msgid)
        gone(self, user)
        for folded in list(user.monitored):
            forget(self, user, folded)
        tell_watchers(self, user.folded, Numeric.RPL_MONOFFLINE, user.nick)
        if user.account:
            nicknames.give_back(self, user.folded)

    def remember(self, user: User) -> None:
        """Keep what somebody is called now for WHOWAS."""
        words = (user.nick, user.username, user.host, user.realname)
        gone = Gone(*words, self.now, user.account)
        self.whowas.appendleft(gone)

    def _send_notice(self, user: User, text: str) -> None:
        for line in text_lines(text):
            self.wire.server(user, f"NOTICE {user.nick} :{line}")


def one_line(text: str) -> str:
    """Text of the window without what would end the line."""
    return " ".join(text.replace("\0", "").split())


def text_lines(text: str) -> Iterator[str]:
    """Text of the window as lines that fit in a NOTICE each."""
    for line in text.replace("\0", "").splitlines():
        yield from split_list(line.split(), _NOTICE_ROOM)
