"""What all parts of a client session share: who we are, what the server can, and the way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.client.events import Disconnected, Event, MessageReceived, News, ServerText
from core.client.feature_events import MessageEdited, MessageRedacted, ReactionReceived
from core.client.splitting import cut_text
from core.irc.capabilities import ZNC_PLAYBACK
from core.irc.casemapping import fold
from core.irc.formatting import strip_formatting
from core.irc.isupport import Isupport
from core.irc.message import Message, format_line

Handler = Callable[[Message], None]

_BREAKS = re.compile("[\r\n\0]+")
ANSWER_SECONDS = 10.0
"""For so long a reply without a place of its own is taken as the answer to the last command."""
_MOST_BATCHES = 64
_PLAYED_BACK = ("chathistory", ZNC_PLAYBACK, "soju.im/search")
_ROWS = (MessageReceived, News, ReactionReceived, MessageEdited, MessageRedacted)
_LONGEST_USER = 11  # what servers make of a user name at most, with their "~"
_LONGEST_HOST = 63


@dataclass(frozen=True)
class SessionOptions:
    """What a person asked for when joining a server.

    ``channels`` are (name, key) each, joined after every registration until the person leaves them.
    ``nick_alternatives`` are tried in their order when ``nick`` is refused; where there are none
    they are made up (anna → anna_, anna2, …). ``capabilities`` are those of IRCv3 to ask for, None
    for all that we understand: the demo asks for few, so that a line on the wire stays short.
    ``known`` is what we have of earlier sessions: conversation → Unix time and message id ("" for
    none) of its last message; what was said since is asked for. ``account`` and its password are
    used for SASL, else given to NickServ.
    """

    nick: str
    username: str = ""
    realname: str = ""
    password: str = ""
    channels: tuple[tuple[str, str], ...] = ()
    nick_alternatives: tuple[str, ...] = ()
    capabilities: frozenset[str] | None = None
    known: Mapping[str, tuple[float, str]] = field(default_factory=dict, hash=False)
    account: str = ""
    account_password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """An open BATCH (IRCv3 batch); ``label`` is that of the request it answers."""

    kind: str
    params: tuple[str, ...]
    label: str
    parent: str


@dataclass(slots=True)
class Page:
    """An answer that tells what was said before, while it comes in.

    ``buffer`` is the conversation that was asked about, "" for a search over everything.
    ``missed``: it was said while we were away, so that what names us counts. ``seen``: ids of
    messages in it that have come before.
    ``count``: how many things the server told, also those that make no row; ``first`` and ``last``
    of them: Unix time and id. ``asked``: when it was asked for, 0.0 as long as that waits.
    """

    buffer: str = ""
    missed: bool = False
    search: bool = False
    rows: list[Event] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    count: int = 0
    first: tuple[float, str] = (0.0, "")
    last: tuple[float, str] = (0.0, "")
    asked: float = 0.0


class Context:
    """The shared state of one session, and the two ways out: events and lines."""

    def __init__(
        self, options: SessionOptions, clock: Callable[[], float], new_nonce: Callable[[], str]
    ) -> None:
        self.options = options
        self.now = clock
        self.new_nonce = new_nonce
        self.nick = options.nick
        self.wanted_nick = options.nick
        self.away_reason = ""  # "": present
        self.was_registered = False
        self._own = ("", "", "")
        self._keys = 0
        self.events: list[Event] = []
        self.output: list[bytes] = []
        self.had_nicks: set[str] = set()  # folded: what we were called in this session
        self.login = (options.account, options.account_password)
        self.keeps_back: Callable[[Event], bool] = lambda event: False
        """Whether an event waits until what was said before it has come (``history``)."""
        self.was_known: Callable[[str], bool] = lambda buffer: False
        """Whether anything was known of a conversation before it was played back (``history``)."""
        self.batch_began: list[Callable[[str, Batch], None]] = []
        self.batch_ended: list[Callable[[str, Batch], None]] = []
        """Who wants to know of groups of messages; a reference and the batch are handed on."""
        self.reset()

    def reset(self) -> None:
        """Forget what belonged to the last connection."""
        self.connected = False
        self.registered = False
        self.server = ""
        self.asked_nick = ""  # what the person asked for and the server has not answered yet
        self.user = ""
        self.host = ""
        self.isupport = Isupport()
        self.capabilities: set[str] = set()
        self.offered: dict[str, str] = {}  # what CAP LS and NEW listed: name → value
        self.offer_changed = True  # capabilities or 005, since the features were last looked at
        self.batches: dict[str, Batch] = {}
        self.page: Page | None = None  # to which the line belongs that is being handled
        self.account = ""
        self.ended: Disconnected | None = None
        self.asked_in = ""  # the conversation of the person's last command
        self.asked_at = float("-inf")
        self.nick_taken = False  # the server gave us another nickname
        self.who_asked = 0  # of a person's WHO the end has not come yet
        self.list_asked = False  # LIST, and its end has not come yet
        self.list_refused = ""  # what the server said to that by a notice
        self.asked_services: set[str] = set()  # folded: their notices open a conversation
        self.output.clear()

    # --- the way out ----------------------------------------------------------------------------

    def emit(self, event: Event) -> None:
        """Tell the window; what belongs to an answer that is coming in goes there instead."""
        if self.page is not None and isinstance(event, _ROWS):
            self.page.rows.append(event)
        elif not self.keeps_back(event):
            self.events.append(event)

    def tell(
        self,
        code: str,
        text: str,
        *,
        buffer: str = "",
        error: bool = False,
        time: float | None = None,
        params: tuple[str, ...] = (),
    ) -> None:
        """Show a line of the server in a conversation."""
        when = self.now() if time is None else time
        self.emit(ServerText(buffer, code, strip_formatting(text), when, error, params))

    def asked_buffer(self) -> str:
        """The conversation in which the person has just asked for something, else ""."""
        return self.asked_in if self.now() - self.asked_at < ANSWER_SECONDS else ""

    def tell_reply(self, message: Message, *, error: bool = False) -> None:
        """Show a reply that has no place of its own where the person asked for it."""
        self.tell(
            message.command,
            " ".join(message.params[1:]),
            buffer=self.asked_buffer(),
            error=error,
            time=self.time_of(message),
            params=message.params[1:],
        )

    def tell_error(self, message: Message, buffer: str = "") -> None:
        """Show a refusal in the conversation it names, else where the person asked."""
        if not buffer:
            self.tell_reply(message, error=True)
            return
        # What the conversation itself says is left out: "boris They are in this channel already".
        here = self.fold(buffer)
        words = [word for word in message.params[1:] if self.fold(word) != here]
        self.tell(
            message.command,
            " ".join(words),
            buffer=buffer,
            error=True,
            time=self.time_of(message),
            params=message.params[1:],
        )

    def end(self, reason: str, text: str = "", *, final: bool = False) -> None:
        """Decide that the connection is over, and say so; the first reason counts."""
        if self.ended is None:
            self.ended = Disconnected(reason, text, final)
            self.emit(self.ended)

    def send(self, command: str, *params: str, tags: Mapping[str, str] | None = None) -> bool:
        """Write a line; False where it cannot be written (not connected, or an impossible word).

        Line breaks become spaces; the last parameter is cut where the line would be too long.
        """
        if not self.connected:
            return False
        words = [_BREAKS.sub(" ", param) for param in params]
        try:
            body = format_line(command, *words)
        except ValueError:
            return False
        room = self.isupport.linelen - 2
        excess = len(body.encode("utf-8", "replace")) - room
        if excess > 0:
            size = len(words[-1].encode("utf-8", "replace")) if words else 0
            if size <= excess:
                return False
            words[-1] = cut_text(words[-1], size - excess)
        line = format_line(command, *words, tags=tags)
        self.output.append(line.encode("utf-8", "replace") + b"\r\n")
        return True

    def next_key(self) -> str:
        """A name for a message, unique in the session."""
        self._keys += 1
        return f"m{self._keys}"

    # --- reading --------------------------------------------------------------------------------

    def fold(self, name: str) -> str:
        """The form of a name by which this server compares it."""
        return fold(name, self.isupport.casemapping)

    def is_me(self, nick: str) -> bool:
        """Whether a nickname is ours."""
        if nick == self.nick:
            return True
        # Asked for every message: our own name is folded once.
        now = (self.nick, self.isupport.casemapping)
        if self._own[:2] != now:
            self._own = (*now, self.fold(self.nick))
        return self.fold(nick) == self._own[2]

    def has(self, capability: str) -> bool:
        """Whether a capability is in use."""
        return capability in self.capabilities

    def time_of(self, message: Message) -> float:
        """When a message was sent: IRCv3 server-time where it makes sense, else now."""
        stamp = message.tags.get("time")
        if stamp:
            try:
                when = datetime.fromisoformat(stamp)
                if when.tzinfo is not None:
                    return when.timestamp()
            except (ValueError, OverflowError):
                pass
        return self.now()

    def label_of(self, message: Message) -> str:
        """The label that a message answers, by its own tag or its batch; "" if none."""
        label = message.tags.get("label", "")
        ref = message.tags.get("batch", "")
        for _ in range(8):
            batch = self.batches.get(ref)
            if label or batch is None:
                break
            label, ref = batch.label, batch.parent
        return label

    def in_history(self, message: Message) -> bool:
        """Whether a message tells what happened before (chathistory, znc.in/playback, a search)."""
        return bool(self.playback_of(message))

    def playback_of(self, message: Message) -> str:
        """What kind of answer a message belongs to that tells what happened before; "" for none."""
        ref = message.tags.get("batch", "")
        for _ in range(8):
            batch = self.batches.get(ref)
            if batch is None:
                break
            if batch.kind in _PLAYED_BACK:
                return batch.kind
            ref = batch.parent
        return ""

    def on_batch(self, message: Message) -> None:
        """BATCH: the beginning (``+ref``) or the end (``-ref``) of a group of messages."""
        ref = message.param(0)
        if ref.startswith("+"):
            if len(self.batches) >= _MOST_BATCHES:
                del self.batches[next(iter(self.batches))]
            batch = self.batches[ref[1:]] = Batch(
                message.param(1).lower(),
                message.params[2:],
                self.label_of(message),
                message.tags.get("batch", ""),
            )
            for began in self.batch_began:
                began(ref[1:], batch)
        elif ref[1:] in self.batches:
            batch = self.batches.pop(ref[1:])
            for ended in self.batch_ended:
                ended(ref[1:], batch)

    def text_room(self, command: str, target: str) -> int:
        """How many bytes of text reach the others in one line, whose prefix is our full name."""
        user = len(self.user.encode()) if self.user else _LONGEST_USER
        host = len(self.host.encode()) if self.host else _LONGEST_HOST
        source = len(self.nick.encode("utf-8", "replace")) + 1 + user + 1 + host
        target_size = len(target.encode("utf-8", "replace"))
        fixed = 1 + source + 1 + len(command) + 1 + target_size + 2
        return max(self.isupport.linelen - 2 - fixed, 16)
