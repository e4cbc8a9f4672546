"""The short way of a message: PRIVMSG and NOTICE to a channel or a person, in bytes.

A line goes this way when everything about it is plain: its target is written as the channel or the
person is, the sender is known to be allowed to speak, the text is valid. Whatever is not plain is
left to the handlers in ``commands.messages``, which answer with the right error.

Sources: RFC 2812 section 3.3, IRCv3 message-tags, message-ids, server-time, echo-message,
labeled-response.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from core.irc.decoder import Overlong
from core.irc.server_time import format_time
from core.server.capabilities import (
    ECHO_MESSAGE,
    ENCODING,
    MESSAGE_TAGS,
    NONCE,
    NONCE_TAG,
    SERVER_TIME,
)
from core.server.history import StoredEvent
from core.server.message_tags import (
    EDIT_TAG,
    Tags,
    encode,
    message_ids,
    nonce_of,
    read_tags,
    with_nonce,
)
from core.server.outbox import Audience
from core.server.recording import private_conversation, worth_keeping
from core.server.state import Channel, User
from core.server.wire import Wire

_PLAIN = (0,)
_ACTION = b"\x01ACTION"
_WITH_ID = MESSAGE_TAGS | NONCE
_P = ord("P")
_T = ord("T")
# The quickest way to make one, from a tuple of all its fields.
_event: Callable[[tuple[object, ...]], StoredEvent] = partial(tuple.__new__, StoredEvent)
_VERB_OF = {_P: "PRIVMSG", ord("N"): "NOTICE", _T: "TAGMSG"}
_MOST_UNSTORED = 2000
_MOST_LOOKED_BACK = 10_000
_VERBS = (b"PRIVMSG ", b"NOTICE ")
_MANY_TAGS = 800  # bytes; a message with more counts as a command (core.server.throttle)

MessageNote = tuple[float, User, str, str, int]
"""A message for the log, kept small: time, who, the nickname, the target, to how many it went."""


class SentBefore(NamedTuple):
    """The first arrival of a message with a nonce."""

    content: bytes
    msgid: bytes
    time_tag: bytes


class HotPath:
    """Relays plain messages; counts them and notes them for the log."""

    def __init__(self, wire: Wire, log: Callable[[MessageNote], None], nonces: int) -> None:
        self.wire = wire
        self.messages = 0
        self.log_messages = True
        self.persons_closed = False  # no message to a single person goes the short way
        self.routes: dict[bytes, Channel | User] = {}
        self.keep: Callable[[StoredEvent], None] | None = None
        """Where the history takes messages; None while it is off."""
        self.last_messages: Callable[[str], Iterable[StoredEvent]] = lambda key: ()
        """The newest messages of a conversation in the history."""
        self._looked_back: set[str] = set()
        self.unstored: dict[str, StoredEvent] = {}
        """The last messages that are not stored, by id: they can be edited and redacted too."""
        self._new_id = wire.new_id
        self._log = log
        self._sent: dict[bytes, SentBefore] = {}
        self._most_nonces = nonces

    def add(self, name: str, target: Channel | User) -> None:
        """Messages to exactly this name may go the short way."""
        for verb in _VERBS:
            self.routes[verb + name.encode()] = target

    def discard(self, name: str) -> None:
        """The name is gone, or leads elsewhere."""
        for verb in _VERBS:
            self.routes.pop(verb + name.encode(), None)

    def relay(self, user: User, line: bytes | Overlong) -> bool:
        """Deliver ``line`` if it is a plain message of the registered ``user``; else False."""
        if not isinstance(line, bytes):
            return False
        tags: Tags | None = None
        head, _, text = line.partition(b" :")
        target = self.routes.get(head)
        if target is None:
            if line[:1] != b"@":
                return False
            raw, _, head = head.partition(b" ")
            target = self.routes.get(head)
            if target is None or len(raw) > _MANY_TAGS or b"batch=" in raw or not _valid(raw):
                return False
            tags = read_tags(raw[1:], user.caps)
            if EDIT_TAG in tags.client:
                return False
            line = line[len(raw) + 1 :]
        if not text or len(line) > user.room or not _valid(line):
            return False
        if isinstance(target, User):
            if self.persons_closed or target.away is not None or target.guarded or user.guarded:
                return False
            self.deliver(user, target, target.nick, line, tags)
            return True
        conn = user.conn
        if conn not in target.speakers:
            return False
        audience = target.audience
        if tags is not None or user.caps or audience.capsets != _PLAIN:
            self.deliver(user, audience, target.name, line, tags, target.folded)
            return True
        # What follows is deliver() for the case that nobody has any capability.
        wire = self.wire
        now = user.idle_since = wire.now
        self.messages += 1
        body = user.prefix + line + b"\r\n"
        if self.keep is not None and (text[0] != 1 or text.startswith(_ACTION)):
            verb = "PRIVMSG" if line[0] == _P else "NOTICE"
            self.keep(
                _event(
                    (
                        self._new_id(),
                        wire.ms / 1000,
                        target.folded,
                        verb,
                        user.source,
                        user.account,
                        (target.name, text.decode()),
                        "",
                        user.bot,
                        (),
                        0.0,
                    )
                )
            )
        wire.outbox.broadcast(audience, conn, (body,), None)
        if self.log_messages:
            self._log((now, user, user.nick, target.name, len(audience.group_of) - 1))
        return True

    def deliver(
        self,
        user: User,
        target: Audience | User,
        name: str,
        line: bytes,
        tags: Tags | None,
        key: str = "",
    ) -> None:
        """Send a checked message (``line`` is command, target and text) to people or a person.

        ``name`` is the target for the log; ``key`` that of the channel in the history, "" for a
        message that is not for all of it.
        """
        wire = self.wire
        body = b"%b%b\r\n" % (user.prefix, line)
        audience = None if isinstance(target, User) else target
        capsets = (target.caps & ENCODING,) if isinstance(target, User) else target.capsets
        msgid = client = b""
        caps = user.caps
        # The clock is put into words only where somebody wants to read it.
        time_tag = wire.time_tag if capsets != _PLAIN or caps or tags is not None else b""
        if tags is not None:
            client = tags.client
            if tags.nonce:
                if isinstance(target, User):
                    key = private_conversation(user, target)
                before = self.sent_before(tags, line, key)
                if before is not None:
                    self._echo(user, tags, body, before.msgid, before.time_tag)
                    return
        if capsets != _PLAIN or caps & _WITH_ID or self.keep is not None:
            kept = client if tags is None or not tags.nonce else with_nonce(tags).encode()
            msgid = self._record(user, target, name, line, kept, key).encode()
            if tags is not None and tags.nonce:
                self.remember_sent(tags, line, msgid, time_tag)
        self.messages += 1
        user.idle_since = wire.now
        ids = message_ids(user, msgid, client)
        account = user.sender_tags
        if len(capsets) == 1:
            payloads: tuple[bytes, ...] = (encode(capsets[0], body, time_tag, ids, account),)
        else:
            payloads = tuple([encode(capset, body, time_tag, ids, account) for capset in capsets])
        if line[:6] == b"TAGMSG":
            payloads = tuple(
                [
                    payload if capset & MESSAGE_TAGS else b""
                    for capset, payload in zip(capsets, payloads, strict=True)
                ]
            )
        conn: int = user.conn
        inside = audience is not None and conn in audience.group_of
        echo: bytes | None = None
        if tags is None and inside and caps & ECHO_MESSAGE:
            conn = 0  # the echo is what everybody gets
        elif tags is not None or caps & ECHO_MESSAGE:
            echo = self._echo_line(user, tags, body, ids, time_tag)
        if audience is not None:
            wire.outbox.broadcast(audience, conn, payloads, echo)
            people = len(audience.group_of) - inside
        else:
            assert isinstance(target, User)
            wire.outbox.to(target.conn, payloads[0])
            if echo:
                wire.outbox.to(user.conn, echo)
            people = 1
        if self.log_messages:
            self._log((wire.now, user, user.nick, name, people))

    def _record(
        self, user: User, target: Audience | User, name: str, line: bytes, tags: bytes, key: str
    ) -> str:
        """Record a message that is one to keep; its id, which is made here."""
        msgid = self._new_id()
        first, text = line[0], line.partition(b" :")[2].decode()
        verb = _VERB_OF[first]
        if (first == _T or text[0] == "\x01") and not worth_keeping(verb, text, tags):
            return msgid
        stored = self.keep is not None
        if isinstance(target, User):
            key = private_conversation(user, target)
            stored = stored and bool(user.account or target.account)
        if key:
            params = (name,) if first == _T else (name, text)
            time, who = self.wire.ms / 1000, user.source
            client = tags.decode() if tags else ""
            event = _event(
                (msgid, time, key, verb, who, user.account, params, client, user.bot, (), 0.0)
            )
            if stored and self.keep is not None:
                self.keep(event)
            else:
                self.remember(event, False)
        return msgid

    def remember(self, event: StoredEvent, stored: bool) -> None:
        """Keep a message in the history, or only for a while."""
        if stored and self.keep is not None:
            self.keep(event)
            return
        if len(self.unstored) >= _MOST_UNSTORED:
            del self.unstored[next(iter(self.unstored))]
        self.unstored[event.msgid] = event

    def _echo(self, user: User, tags: Tags, body: bytes, msgid: bytes, time_tag: bytes) -> None:
        ids = message_ids(user, msgid, tags.client)
        echo = self._echo_line(user, tags, body, ids, time_tag)
        if echo:
            self.wire.outbox.to(user.conn, echo)

    def _echo_line(
        self, user: User, tags: Tags | None, body: bytes, ids: bytes, time_tag: bytes
    ) -> bytes | None:
        """What the sender gets in the place of the message: the echo, or ACK, or nothing.

        While the wire gathers the answers to a labelled command, the echo is one of them.
        """
        caps = user.caps
        label = b"label=" + tags.label if tags is not None and tags.label else b""
        if not caps & ECHO_MESSAGE:
            if not label:
                return None
            parts = [label, time_tag] if caps & SERVER_TIME else [label]
            return b"@%b :%b ACK\r\n" % (b";".join(parts), self.wire.name.encode())
        if tags is not None and tags.nonce:
            ids = b"%b;%b=%b" % (ids, NONCE_TAG, tags.nonce)
        echo = encode(caps & ENCODING, body, time_tag, ids, user.sender_tags)
        if self.wire.gather(user, echo):
            return None
        if not label:
            return echo
        if echo[:1] == b"@":
            return b"@%b;%b" % (label, echo[1:])
        return b"@%b %b" % (label, echo)

    def sent_before(self, tags: Tags, content: bytes, key: str) -> SentBefore | None:
        """The first arrival of a message with the same nonce and content.

        What arrived before the server was started is known from the history: its sender may have
        lost the echo when the server broke down.
        """
        looked_back = self._looked_back
        if tags.nonce and key not in looked_back and len(looked_back) < _MOST_LOOKED_BACK:
            self._look_back(key)
        before = self._sent.get(tags.nonce) if tags.nonce else None
        return before if before is not None and before.content == content else None

    def _look_back(self, key: str) -> None:
        self._looked_back.add(key)
        for event in self.last_messages(key) if self.keep is not None else ():
            nonce = nonce_of(event.tags)
            if nonce and nonce not in self._sent:
                content = f"{event.command} {event.params[0]} :{event.text}".encode()
                time_tag = f"time={format_time(event.time)}".encode()
                first = Tags(nonce=nonce)
                self.remember_sent(first, content, event.msgid.encode(), time_tag)

    def remember_sent(self, tags: Tags, content: bytes, msgid: bytes, time_tag: bytes) -> None:
        """Recognise the message by its nonce, if it has one, when it comes again."""
        if tags.nonce:
            sent = self._sent
            if len(sent) >= self._most_nonces:
                del sent[next(iter(sent))]
            sent[tags.nonce] = SentBefore(content, msgid, time_tag)

    def count(self, user: User, shown: str, people: int) -> None:
        """A message went out on another way: count it, and note it for the log."""
        self.messages += 1
        if self.log_messages:
            self._log((self.wire.now, user, user.nick, shown, people))


def _valid(line: bytes) -> bool:
    """No NUL, no CR, and UTF-8."""
    if b"\0" in line or b"\r" in line:
        return False
    if line.isascii():
        return True
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
