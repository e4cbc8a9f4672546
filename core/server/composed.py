"""Messages that look different to different clients: those of several lines, and edits.

A message of several lines is a batch for those who know draft/multiline; the others get its lines
one by one, the first with the id. An edit is a message with the tag ``+besedka.app/edit=MSGID``:
its text takes the place of the earlier one in the history, and for those who know besedka.app/edit
in the window; the others get the new text with ``* `` in front, as people on IRC write corrections.
Only its author can edit a message, with a message of the same kind to the same target.

Errors of an edit: ``FAIL EDIT UNKNOWN_MSGID target msgid``, ``FAIL EDIT EDIT_FORBIDDEN target
msgid``.

Sources: IRCv3 multiline ("Fallback"), message-ids, echo-message.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from core.irc.capabilities import EDIT_TAG, MULTILINE_BATCH, MULTILINE_CONCAT
from core.server.capabilities import (
    BATCH,
    ECHO_MESSAGE,
    EDIT,
    ENCODING,
    MULTILINE,
    NONCE_TAG,
)
from core.server.destination import Destination, destination, say_away
from core.server.history import MESSAGES, StoredEvent
from core.server.message_tags import Tags, encode, message_ids, with_nonce
from core.server.outbox import Audience
from core.server.recording import is_author, recall, worth_keeping
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_CORRECTION = "* "
_ACTION = "\x01ACTION "
_EDIT_KEY = EDIT_TAG.encode() + b"="
_MULTILINE = MULTILINE | BATCH
_DIFFERENT = ENCODING | EDIT | _MULTILINE


class Composed(NamedTuple):
    """What a client wrote: ``lines`` of text, of which those in ``concat`` continue the line before
    them; ``batched`` when they came as a batch."""

    command: str
    lines: tuple[str, ...]
    concat: tuple[int, ...] = ()
    batched: bool = False


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one message for clients with different capabilities."""

    server: Server
    user: User
    target: str
    message: Composed
    msgid: bytes
    time_tag: bytes
    client: bytes
    batch: bytes

    def write(self, caps: int, more: bytes = b"") -> bytes:
        """All lines for clients with these capabilities; ``more`` are further tags."""
        lines, client = self.message.lines, self.client
        if not caps & EDIT and _EDIT_KEY in client:
            lines = (_corrected(lines[0]), *lines[1:])
            client = b";".join([i for i in client.split(b";") if not i.startswith(_EDIT_KEY)])
        tags = b";".join(filter(None, (client, more)))
        if self.message.batched and caps & _MULTILINE == _MULTILINE:
            return self._as_batch(caps, lines, tags)
        out = b""
        msgid = self.msgid
        for line in lines:
            if line or not self.message.batched:
                out += self._line(caps, line, msgid, tags)
                msgid = b""
        return out

    def _line(self, caps: int, text: str, msgid: bytes, tags: bytes) -> bytes:
        user = self.user
        body = f"{self.message.command} {self.target} :{text}\r\n".encode()
        ids = message_ids(user, msgid, tags)
        return encode(caps & ENCODING, user.prefix + body, self.time_tag, ids, user.sender_tags)

    def _as_batch(self, caps: int, lines: tuple[str, ...], tags: bytes) -> bytes:
        user, name = self.user, self.batch
        words = f"{MULTILINE_BATCH} {self.target}\r\n".encode()
        opening = b"%bBATCH +%b %b" % (user.prefix, name, words)
        ids = message_ids(user, self.msgid, tags)
        out = [encode(caps & ENCODING, opening, self.time_tag, ids, user.sender_tags)]
        for number, line in enumerate(lines):
            concat = ";" + MULTILINE_CONCAT if number in self.message.concat else ""
            head = f"{self.message.command} {self.target} :"
            body = (head + line).encode()
            out.append(b"@batch=%b%b %b%b\r\n" % (name, concat.encode(), user.prefix, body))
        out.append(b":%b BATCH -%b\r\n" % (self.server.wire.name.encode(), name))
        return b"".join(out)


def edited_id(tags: Tags) -> str:
    """The id of the message that a message with these tags takes the place of; "" for none."""
    for item in tags.client.split(b";"):
        if item.startswith(_EDIT_KEY):
            return item[len(_EDIT_KEY) :].decode()  # nothing in an id of ours is ever escaped
    return ""


def send_composed(server: Server, user: User, name: str, message: Composed, tags: Tags) -> None:
    """Send a message of several lines, or an edit; what is wrong with it has been answered."""
    edited = edited_id(tags)
    spare = len(_CORRECTION) if edited else 0
    where = destination(server, user, name, message.command, message.lines, spare)
    if where is None:
        return
    message = message._replace(lines=where.texts)
    hot, wire = server.hot, server.wire
    content = f"{message.command} {where.name} :".encode() + "\n".join(message.lines).encode()
    if edited:
        content = b"%b\n\n%b" % (content, edited.encode())
    before = hot.sent_before(tags, content, where.key)
    if before is None:
        earlier = None
        if edited:
            earlier = _editable(server, user, where, message.command, edited)
            if earlier is None:
                return
        msgid, time_tag = wire.new_id().encode(), wire.time_tag
        hot.remember_sent(tags, content, msgid, time_tag)
    else:
        msgid, time_tag = before.msgid, before.time_tag
    writer = _Writer(
        server, user, where.name, message, msgid, time_tag, tags.client, wire.next_batch()
    )
    if before is None:
        _deliver(server, user, where, writer)
        _store(server, user, where, writer, tags, earlier)
        user.idle_since = server.now
    if user.caps & ECHO_MESSAGE:
        nonce = NONCE_TAG + b"=" + tags.nonce if tags.nonce else b""
        wire.put(user, writer.write(user.caps, nonce))
    if before is None:
        say_away(server, user, where, message.command)


def _deliver(server: Server, user: User, where: Destination, writer: _Writer) -> None:
    people = where.people(server)
    if where.person is None:
        people = [person for person in people if person is not user]
    audience = Audience((person.conn, person.caps & _DIFFERENT) for person in people)
    if len(audience):
        payloads = tuple([writer.write(capset) for capset in audience.capsets])
        server.outbox.broadcast(audience, 0, payloads, None)
    server.hot.count(user, where.shown, len(audience))


def _store(
    server: Server,
    user: User,
    where: Destination,
    writer: _Writer,
    tags: Tags,
    earlier: StoredEvent | None,
) -> None:
    message = writer.message
    text = "\n".join(message.lines)
    if earlier is not None:
        moment = server.wire.ms / 1000
        params = (earlier.params[0], text)
        event = earlier._replace(params=params, concat=message.concat, edited=moment)
        if event.msgid in server.hot.unstored:
            server.hot.unstored[event.msgid] = event
        else:
            server.stores.history.replace(event)
        return
    if not where.key or not worth_keeping(message.command, text, b""):
        return
    event = StoredEvent(
        writer.msgid.decode(),
        server.wire.ms / 1000,
        where.key,
        message.command,
        user.source,
        user.account,
        (where.name, text),
        with_nonce(tags),
        user.bot,
        message.concat,
    )
    server.hot.remember(event, where.stored)


def _editable(
    server: Server, user: User, where: Destination, command: str, msgid: str
) -> StoredEvent | None:
    """The message that ``user`` may edit; None after FAIL."""
    event = recall(server, where.key, msgid) if where.key else None
    if event is None or event.command not in MESSAGES:
        text = "There is no such message here, or it is too old"
        server.wire.fail(user, "EDIT", "UNKNOWN_MSGID", text, where.name, msgid[:100])
        return None
    if event.command != command or not is_author(user, event):
        text = "Only its author can edit a message"
        server.wire.fail(user, "EDIT", "EDIT_FORBIDDEN", text, where.name, msgid[:100])
        return None
    return event


def _corrected(line: str) -> str:
    if line.startswith(_ACTION):
        return _ACTION + _CORRECTION + line[len(_ACTION) :]
    return _CORRECTION + line
