"""A client's side of an IRC connection, as pure rules: lines and time in, events and bytes out.

It speaks to any server: IRCv3 where that is offered, RFC 1459 where not. It never raises for what
a server sends. The parts: ``registration`` (getting in), ``joining`` and ``channels`` and
``people`` (channels), ``messages`` and ``outgoing`` (what people write), ``multiline``,
``reactions``, ``edits``, ``redaction``, ``typing`` and ``markers`` (what newer servers add to that;
``features`` says which of it is there), ``replies`` (what the server says), ``keepalive``,
``commands`` (what a person types).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.client.accounts import Accounts
from core.client.actions import Actions, CommandResult
from core.client.bouncer import Bouncer
from core.client.buffers import Buffers, Channel
from core.client.channels import Channels
from core.client.commands import run_line
from core.client.context import Context, Handler, SessionOptions
from core.client.events import Event, Member, MessageReceived, News, NewsKind
from core.client.features import OfferedFeatures
from core.client.hands import Hands
from core.client.history import History
from core.client.ignoring import Ignoring
from core.client.joining import Joining
from core.client.keepalive import Keepalive
from core.client.list_modes import ListModes
from core.client.markers import Markers
from core.client.message_actions import MessageActions
from core.client.messages import Messages
from core.client.metadata import Metadata
from core.client.monitor import Monitor
from core.client.multiline import Multiline
from core.client.outgoing import Outgoing
from core.client.people import People
from core.client.questions import Questions
from core.client.reactions import Reactions
from core.client.redaction import Redaction
from core.client.registration import Registration
from core.client.replies import Replies
from core.client.search import Search
from core.client.server_requests import ServerRequests
from core.client.services import Services
from core.client.typing import Typing
from core.irc.decoder import Overlong
from core.irc.formatting import strip_formatting
from core.irc.message import Message, ParseError, parse
from core.irc.numerics import Numeric

_OF_HISTORY = frozenset({"PRIVMSG", "NOTICE", "TAGMSG", "REDACT", "BATCH"})
_LEAVING = frozenset({"PART", "KICK", "QUIT", "NICK"})

__all__ = ["ClientSession", "CommandResult", "SessionOptions"]


class ClientSession(Actions, MessageActions, ServerRequests):
    """One client, through all its connections to one server.

    ``clock`` gives a Unix time in seconds, ``new_nonce`` a text of up to 64 ASCII characters that
    is never given twice. Call :meth:`take_events` and :meth:`take_output` after every other call,
    and :meth:`tick` at :meth:`next_deadline`. An event ``Disconnected`` says that the session wants
    the connection to be closed; what was to be written before it should still be written.
    """

    def __init__(
        self,
        options: SessionOptions,
        clock: Callable[[], float],
        new_nonce: Callable[[], str],
    ) -> None:
        context = self._context = Context(options, clock, new_nonce)
        self._buffers = Buffers(context)
        self._questions = Questions(context)
        self._history = History(context, self._buffers, self._questions)
        self._search = Search(context, self._questions)
        self._joining = Joining(
            context,
            self._buffers,
            on_coming=self._on_coming,
            on_joined=self._on_joined,
            on_refused=self._on_join_refused,
            on_other=self._on_refused,
        )
        self._outgoing = Outgoing(context, self._may_send)
        self._joining.calm_at = lambda: self._outgoing.calm_at
        self._joining.on_line = self._outgoing.charge
        self._registration = Registration(context, self._on_ready)
        self._channels = Channels(context, self._buffers, self._registration, self._outgoing)
        self._people = People(context, self._buffers, self._outgoing)
        self._offered = OfferedFeatures(context)
        self._services = Services(context)
        self._accounts = Accounts(context, self._registration.negotiation, self._services)
        self._monitor = Monitor(context, self._buffers)
        self._metadata = Metadata(context)
        self._lists = ListModes(context, self._buffers)
        self._bouncer = Bouncer(context, self._buffers, self._history, self._outgoing)
        self._registration.on_welcomed = self._bouncer.welcomed
        self._refusals: tuple[Callable[[Message], bool], ...] = (
            self._bouncer.handled,
            self._questions.is_refusal,
            self._services.handled,
            self._lists.refused,
            self._accounts.refused,
        )
        self._typing = Typing(context, self._outgoing)
        self._messages = Messages(
            context, self._buffers, self._outgoing, self._typing, self._offered
        )
        self._reactions = Reactions(context)
        self._redaction = Redaction(context, self._buffers)
        self._markers = Markers(context, self._buffers, self._outgoing)
        self._multiline = Multiline()
        self._ignoring = Ignoring(context)
        self._buffers.on_opened = self._markers.opened
        self._buffers.on_closed = self._typing.closed
        self._buffers.on_renamed = self._history.renamed
        self._replies = Replies(
            context, self._buffers, self._people, self._messages, self._outgoing
        )
        self._refusals += (self._replies.list_refused,)
        self._keepalive = Keepalive(context, self._outgoing)
        self._handlers: dict[str, Handler] = {
            **self._registration.handlers(),
            **self._joining.handlers(),
            **self._channels.handlers(),
            **self._people.handlers(),
            **self._messages.handlers(),
            **self._replies.handlers(),
            **self._keepalive.handlers(),
            **Hands(context).handlers(),
            **self._redaction.handlers(),
            **self._markers.handlers(),
            **self._accounts.handlers(),
            **self._monitor.handlers(),
            **self._metadata.handlers(),
            **self._lists.handlers(),
            "BATCH": self._on_batch,
            "TAGMSG": self._on_tags,
            "ERROR": self._on_error,
            Numeric.RPL_ISUPPORT: self._on_isupport,
            Numeric.ERR_UNAVAILRESOURCE: self._on_unavailable,
            Numeric.ERR_UNKNOWNCOMMAND: self._on_unknown_command,
            Numeric.ERR_NOTREGISTERED: self._on_unknown_command,
        }

    # --- what is known --------------------------------------------------------------------------

    @property
    def network(self) -> str:
        """The network's display name, "" where the server told none."""
        return self._context.isupport.network

    @property
    def registered(self) -> bool:
        """Whether the server has let us in."""
        return self._context.registered

    @property
    def capabilities(self) -> frozenset[str]:
        """The IRCv3 capabilities in use."""
        return frozenset(self._context.capabilities)

    @property
    def buffers(self) -> tuple[str, ...]:
        """The names of the conversations, in the order they were opened."""
        return tuple(buffer.name for buffer in self._buffers)

    def members(self, buffer: str) -> tuple[Member, ...]:
        """Who is in a channel: rank first, then the folded nickname."""
        channel = self._buffers.channel(buffer)
        return self._buffers.sorted_members(channel) if channel is not None else ()

    def topic(self, buffer: str) -> str:
        """A channel's topic, formatting codes included."""
        channel = self._buffers.channel(buffer)
        return channel.topic if channel is not None else ""

    # --- the connection -------------------------------------------------------------------------

    def connected(self) -> None:
        """A connection stands: write the greeting. Nothing of an earlier one counts any more."""
        if self._context.connected:
            self.disconnected()
        self._context.reset()
        self._context.connected = True
        for part in (self._registration, self._channels, self._people, self._replies):
            part.reset()
        for newer in (self._accounts, self._monitor, self._metadata, self._lists, self._bouncer):
            newer.reset()
        self._services.reset()
        self._markers.reset()
        self._multiline.reset()
        self._keepalive.reset()
        self._history.connected()
        self._registration.start()

    def disconnected(self) -> None:
        """The connection is lost: members are stale, what was written waits for the next one."""
        context = self._context
        if not context.connected:
            return
        self._registration.connection_closed()
        if self._keepalive.quitting:
            context.end("quit", final=True)
        context.connected = context.registered = False
        context.output.clear()
        for channel in self._buffers.channels():
            channel.joined = False
        self._typing.reset()
        self._history.disconnected(quitting=self._keepalive.quitting)
        self._questions.disconnected()
        self._lists.disconnected()
        self._outgoing.disconnected(politely=self._keepalive.quitting)

    def receive(self, lines: Sequence[bytes | Overlong]) -> None:
        """Handle lines of the server, in order; what follows from them is told at the end."""
        if lines and self._context.connected:
            self._keepalive.heard()
            for line in lines:
                self._receive(line)
            self._registration.flush()
            self._offered.flush()
            self._buffers.flush()

    def _receive(self, line: bytes | Overlong) -> None:
        context = self._context
        if isinstance(line, Overlong):
            if self._registration.is_all_foreign:
                self._registration.on_raw(line.head, cut=True)
                return
            length = str(line.length)
            context.tell("OVERLONG", length, error=True, params=(length,))
            return
        try:
            message = parse(line)
        except ParseError:
            message = None
        if self._registration.is_foreign(message, line):
            self._registration.on_raw(line)
            return
        if message is None:
            return  # spaces only: there is nothing to show
        self._registration.spoke_irc()
        if "batch" in message.tags and self._multiline.gather(message):
            return
        self._handle(message)

    def _handle(self, message: Message) -> None:
        command, context = message.command, self._context
        if self._ignoring.hides(message):
            return
        question = self._questions.of_line(message)
        if question is not None and command not in _OF_HISTORY:
            self._history.played_back(message, question)
            return
        if command not in _OF_HISTORY and context.in_history(message):
            return  # what happened then is no change now
        if any(part(message) for part in self._refusals):
            return
        context.page = question.page if question is not None else None
        self._handlers.get(command, self._replies.on_other)(message)
        context.page = None
        if command in _LEAVING:
            person = message.param(1) if command == "KICK" else message.from_.nick
            where = message.param(0) if command in ("PART", "KICK") else ""
            self._typing.gone(person, where)

    def take_events(self) -> list[Event]:
        """What happened since the last call."""
        self._buffers.flush()
        events, self._context.events = self._context.events, []
        return events if self._history.offered else _in_order(events)

    def take_output(self) -> bytes:
        """What is to be written since the last call."""
        self._monitor.flush()
        output = b"".join(self._context.output)
        self._context.output.clear()
        return output

    def next_deadline(self) -> float | None:
        """When :meth:`tick` must be called next, in the clock's time; None: no need."""
        if not self._context.connected or self._context.ended is not None:
            return None
        times = [
            self._registration.next_deadline(),
            self._joining.next_deadline(),
            self._people.next_deadline(),
            self._outgoing.next_deadline(),
            self._keepalive.next_deadline(),
            self._typing.next_deadline(),
            self._questions.next_deadline(),
            self._history.next_deadline(),
            self._lists.next_deadline(),
            self._metadata.next_deadline(),
            self._monitor.next_deadline(),
            self._buffers.next_deadline(),
        ]
        return min((time for time in times if time is not None), default=None)

    @property
    def has_news_for_later(self) -> bool:
        """Whether :meth:`tick` has something to tell that no event told of."""
        return self._buffers.holds_changes

    def hold_time(self, seconds: float) -> None:
        """So long no line could come or go (the sockets were held): nobody is late for that."""
        self._questions.hold_time(seconds)
        self._history.hold_time(seconds)
        self._registration.hold_time(seconds)
        self._keepalive.hold_time(seconds)

    def tick(self) -> None:
        """Do what is due by the clock; harmless at any time."""
        if self._context.connected and self._context.ended is None:
            self._registration.tick()
            self._joining.tick()
            self._people.tick()
            self._outgoing.tick()
            self._typing.tick()
            self._history.tick()
            self._questions.tick()
            self._lists.tick()
            self._metadata.tick()
            self._monitor.tick()
            self._keepalive.tick()
            self._buffers.flush()

    # --- what a person does ---------------------------------------------------------------------

    def run(self, line: str, buffer: str) -> CommandResult:
        """What a person typed in a conversation: text, or a /command ("//x" is the text "/x").

        Text never fails for want of a connection: it waits.
        """
        self._context.asked_in = self._buffers.shown(buffer)
        self._context.asked_at = self._context.now()
        return run_line(self, line, buffer)

    # --- between the parts ----------------------------------------------------------------------

    def _on_ready(self) -> None:
        """The server has told about itself: back into the channels, and out with what waits."""
        self._joining.rejoin()
        self._accounts.ready()
        self._metadata.ready()
        self._monitor.ready()
        self._bouncer.ready()
        self._history.ready()
        if self._context.away_reason:
            self._context.send("AWAY", self._context.away_reason)
        self._outgoing.flush()

    def _may_send(self, target: str) -> bool:
        return self._bouncer.may_send(target) and not self._joining.awaits_join(target)

    def _on_coming(self, channel: str, time: float, asked: bool) -> None:
        self._history.coming_in(channel, time, asked=asked)

    def _on_joined(self, channel: Channel) -> None:
        self._outgoing.flush()

    def _on_join_refused(self, name: str, error: str) -> None:
        self._outgoing.fail_waiting(name, error)

    def _on_refused(self, message: Message) -> None:
        self._messages.on_refused(message)

    def _on_batch(self, message: Message) -> None:
        """A batch begins or ends; one of several lines is a message once it has ended."""
        reference = message.param(0)
        whole = None
        if reference.startswith("+"):
            self._multiline.begin(message)
        else:
            whole = self._multiline.end(reference[1:])
        self._context.on_batch(message)
        if whole is not None:
            self._handle(whole)

    def _on_tags(self, message: Message) -> None:
        """TAGMSG: of what was played back reactions count, all else belonged to its moment."""
        nick = message.from_.nick
        if not nick:
            return
        buffer = self._buffers.of_message(nick, message.param(0))
        self._reactions.on_tags(message, buffer)
        if not self._context.in_history(message):
            self._typing.on_tags(message, buffer)
            self._markers.on_tags(message, buffer)
            self._messages.on_tags(message)

    def _on_unavailable(self, message: Message) -> None:
        """437 is about a nickname or about a channel."""
        if self._context.isupport.is_channel(message.param(1)):
            self._joining.on_join_refused(message)
        else:
            self._registration.on_nick_refused(message)

    def _on_isupport(self, message: Message) -> None:
        before = self._context.isupport.casemapping
        self._registration.on_isupport(message)
        if self._context.isupport.casemapping != before:
            self._buffers.refold()
            self._joining.refold()
            self._ignoring.refold()

    def _on_unknown_command(self, message: Message) -> None:
        """421, or 451: no fault where it is about our CAP."""
        if message.command == Numeric.ERR_NOTREGISTERED:
            return  # to CAP, or to what a bouncer handed on too early
        if message.param(1).upper() != "CAP":
            self._context.tell_error(message)

    def _on_error(self, message: Message) -> None:
        text = strip_formatting(message.params[-1]) if message.params else ""
        if self._keepalive.quitting:
            self._context.end("quit", final=True)
            return
        self._context.tell("ERROR", text, error=True)
        reason = self._registration.why_closed(text)
        self._context.end(reason, text, final=reason != "error")


def _in_order(events: list[Event]) -> list[Event]:
    """What a server plays back when we join was said before that: it is told before our coming."""
    came: dict[str, int] = {}
    ordered: list[Event] = []
    for event in events:
        match event:
            case News(kind=NewsKind.JOINED, own=True):
                came[event.buffer] = len(ordered)
            case MessageReceived(history=True) if event.buffer in came:
                place = came[event.buffer]
                ordered.insert(place, event)
                for buffer, index in came.items():
                    came[buffer] = index + (index >= place)
                continue
        ordered.append(event)
    return ordered
