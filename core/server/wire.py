"""From replies to bytes in the outbox: numerics, tags, and the labels of labeled-response.

While a labelled command is handled, what its sender gets is gathered, and leaves at the end as one
tagged line, as a batch, or as ACK (IRCv3 labeled-response). All else goes to the outbox at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from core.server.capabilities import ACCOUNT_TAG, BATCH, ENCODING, MESSAGE_TAGS, SERVER_TIME
from core.server.outbox import Audience, Outbox
from core.server.state import Channel, User

# Numerics whose last parameter is a word; the others end in text, which gets a colon even where
# it is one word, because many a small client looks for " :".
_NO_TEXT = frozenset(
    {"004", "221", "324", "329", "333", "336", "341", "346", "348", "351", "354", "367"}
)


def fit(line: bytes, limit: int) -> bytes:
    """``line`` cut to ``limit`` bytes, never inside a character."""
    return line if len(line) <= limit else line[:limit].decode("utf-8", "ignore").encode()


def shorten(text: str, limit: int) -> str:
    """``text`` cut to ``limit`` bytes of UTF-8."""
    return fit(text.encode(), limit).decode()


def safe(param: str) -> str:
    """What came from a client, as a middle parameter of an answer."""
    return param if param and " " not in param and param[0] != ":" else "*"


class Wire:
    """Writes to the outbox in the name of the server.

    Lines that a person caused name that person as ``source``: they carry the account (account-tag),
    the mark of a bot (bot-mode) and a message id, for those who asked for them.
    """

    def __init__(
        self, outbox: Outbox, name: str, body_length: int, new_id: Callable[[], str]
    ) -> None:
        self.outbox = outbox
        self.new_id = new_id
        self.name = name
        self.body_length = body_length
        self.now = 0.0
        self.ms = 0
        """The same in whole milliseconds, as times are written and stored."""
        self._tagged_at = -1
        self._time_tag = b""
        self._second = -1
        self._second_text = b""
        self._labelled: User | None = None
        self._label = b""
        self._gathered: list[bytes] = []
        self._batches = 0
        self._in_batch: tuple[int, bytes] = (0, b"")  # for which connection, its tag
        self._one_batch = 0  # so many of the gathered lines, from the first on, are one batch

    @property
    def time_tag(self) -> bytes:
        """``time=…`` for everything that is written now (IRCv3 server-time)."""
        if self.ms != self._tagged_at:
            self._tagged_at = self.ms
            second, rest = divmod(self.ms, 1000)
            if second != self._second:
                self._second = second
                text = datetime.fromtimestamp(second, UTC).strftime("time=%Y-%m-%dT%H:%M:%S")
                self._second_text = text.encode()
            self._time_tag = b"%b.%03dZ" % (self._second_text, rest)
        return self._time_tag

    # -- one client ------------------------------------------------------------------------------

    def numeric(self, user: User, code: str, *params: str) -> None:
        """A numeric reply; the last parameter may be text, the others must be single words."""
        *words, last = params
        parts = [f":{self.name} {code} {user.shown}", *map(safe, words)]
        colon = code not in _NO_TEXT or not last or last[0] == ":" or " " in last
        parts.append(":" + last if colon else last)
        self.line(user, " ".join(parts).encode())

    def server(self, user: User, text: str) -> None:
        """A line from the server: ``text`` begins with the command."""
        self.line(user, f":{self.name} {text}".encode())

    def fail(self, user: User, command: str, code: str, text: str, *context: str) -> None:
        """A FAIL of IRCv3 standard-replies."""
        words = "".join(" " + safe(word) for word in context)
        self.server(user, f"FAIL {safe(command)} {code}{words} :{text}")

    def line(self, user: User, body: bytes, source: User | None = None, msgid: str = "") -> None:
        """A whole line (with its source, without CR LF) for one client."""
        tags = self._tags(user.caps) if source is None else self._sourced(user.caps, source, msgid)
        self.put(user, _join(tags, fit(body, self.body_length)))

    def put(self, user: User, line: bytes) -> None:
        """An encoded line for one client: part of the open batch, of the labelled answer."""
        conn, tag = self._in_batch
        if conn == user.conn:
            line = _with_tag(tag, line)
        if user is self._labelled:
            self._gathered.append(line)
        else:
            self.outbox.to(user.conn, line)

    @contextmanager
    def batch(
        self, user: User, kind: str, *params: str, source: str = "", tags: bytes = b""
    ) -> Iterator[None]:
        """What ``user`` gets inside is one batch (IRCv3 batch), for a client that knows batches.

        The line that opens it may have a person as its ``source``, and other tags.
        """
        if not user.caps & BATCH:
            yield
            return
        name = self.next_batch().decode()
        first = user is self._labelled and not self._gathered
        words = [":" + (source or self.name), "BATCH", "+" + name, kind, *map(safe, params)]
        self.put(user, _join(tags or self._tags(user.caps), " ".join(words).encode()))
        around, self._in_batch = self._in_batch, (user.conn, b"batch=" + name.encode())
        try:
            yield
        finally:
            self._in_batch = around
            self.server(user, "BATCH -" + name)
            if first:
                self._one_batch = len(self._gathered)

    def next_batch(self) -> bytes:
        """A name for a batch that has not been used."""
        self._batches += 1
        return b"%x" % self._batches

    # -- many clients ----------------------------------------------------------------------------

    def to_channel(
        self,
        channel: Channel,
        body: bytes,
        actor: User | None = None,
        source: User | None = None,
        msgid: str = "",
    ) -> None:
        """For everyone in the channel; see :meth:`broadcast`."""
        self.broadcast(channel.audience, body, actor, source, msgid)

    def to_users(
        self,
        users: Iterable[User],
        body: bytes,
        actor: User | None = None,
        source: User | None = None,
        msgid: str = "",
    ) -> None:
        """For each of these people once; see :meth:`broadcast`."""
        audience = Audience((user.conn, user.caps & ENCODING) for user in users)
        if len(audience):
            self.broadcast(audience, body, actor, source, msgid)

    def broadcast(
        self,
        audience: Audience,
        body: bytes,
        actor: User | None = None,
        source: User | None = None,
        msgid: str = "",
    ) -> None:
        """For an audience.

        ``actor`` gets its copy as an answer to the command that is handled. ``source`` is the
        person who is named as the line's source, None for the server; ``msgid`` is the id of the
        event where it has one already.
        """
        body = fit(body, self.body_length)
        if source is None and not msgid:
            tags = [self._tags(capset) for capset in audience.capsets]
        else:
            if not msgid and any(capset & MESSAGE_TAGS for capset in audience.capsets):
                msgid = self.new_id()
            tags = [self._sourced(capset, source, msgid) for capset in audience.capsets]
        payloads = tuple([_join(tag, body) for tag in tags])
        sender = 0
        if actor is not None and actor is self._labelled and actor.conn in audience:
            sender = actor.conn
            self._gathered.append(payloads[audience.group_of[sender]])
        self.outbox.broadcast(audience, sender, payloads, None)

    # -- labels ----------------------------------------------------------------------------------

    def begin_label(self, user: User, label: bytes) -> None:
        """What ``user`` gets from now on answers the command with this label."""
        self._labelled = user
        self._label = label
        self._gathered = []
        self._one_batch = 0

    def take_label(self) -> bytes:
        """End the open label without an answer: the answer comes later, under the label again."""
        label, self._label, self._labelled = self._label, b"", None
        return label

    def gather(self, user: User, line: bytes) -> bool:
        """Keep an encoded line as an answer, if a labelled command of ``user`` is handled."""
        if user is not self._labelled:
            return False
        self._gathered.append(line)
        return True

    def end_label(self, of: User | None = None) -> None:
        """Send the gathered answers, if a label is open (and belongs to ``of``)."""
        user = self._labelled
        if user is None or (of is not None and of is not user):
            return
        self._labelled = None
        label, self._label = b"label=" + self._label, b""
        gathered, self._gathered = self._gathered, []
        time = self._tags(user.caps)
        source = b":" + self.name.encode()
        if not gathered:
            gathered = [_join(time, source + b" ACK")]
        if self._one_batch == len(gathered):  # then the batch itself has the label
            data = [_with_tag(label, gathered[0]), *gathered[1:]]
        elif len(gathered) == 1 or not user.caps & BATCH:
            data = [_with_tag(label, line) for line in gathered]
        else:
            self._batches += 1
            name = b"%x" % self._batches
            batch = b"batch=" + name
            data = [
                _with_tag(label, _join(time, source + b" BATCH +" + name + b" labeled-response")),
                *[line if line[:7] == b"@batch=" else _with_tag(batch, line) for line in gathered],
                _join(b"", source + b" BATCH -" + name),
            ]
        self.outbox.to(user.conn, b"".join(data))

    def _tags(self, caps: int) -> bytes:
        return self.time_tag if caps & SERVER_TIME else b""

    def _sourced(self, caps: int, source: User | None, msgid: str) -> bytes:
        if not caps & ENCODING:
            return b""
        tags = [self.time_tag] if caps & SERVER_TIME else []
        if caps & MESSAGE_TAGS:
            tags.append(b"msgid=" + (msgid or self.new_id()).encode())
            if source is not None and source.bot:
                tags.append(b"bot")
        if caps & ACCOUNT_TAG and source is not None and source.sender_tags:
            tags.append(source.sender_tags)
        return b";".join(tags)


def _join(tags: bytes, body: bytes) -> bytes:
    return b"@%b %b\r\n" % (tags, body) if tags else body + b"\r\n"


def _with_tag(tag: bytes, line: bytes) -> bytes:
    """An encoded line with one more tag in front."""
    return b"@%b;%b" % (tag, line[1:]) if line[:1] == b"@" else b"@%b %b" % (tag, line)
