"""What we wrote: from the composer to the proof that the server has it.

A message waits while there is no connection (or while its channel is being joined), is sent, and
is stored once its echo came back. When the connection is lost in between, it is sent again only
where the server can tell a repetition (the capability ``besedka.app/nonce``); otherwise it is
FAILED, because nobody can know whether it arrived.

Where the server sends no echoes, a message counts as arrived with the answer to a later PING.
A text of several lines goes out as one batch; should the server have lost that ability while it
waited, its lines go one by one, and all that becomes of them is told of the one row that shows it.
Edits wait and are sent again like messages, but have no row of their own.
Sources: IRCv3 echo-message, labeled-response, multiline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.client.context import Context
from core.client.events import Delivery, MessageKind, MessageReceived, MessageUpdated, ServerText
from core.client.feature_events import MessageEdited
from core.client.features import may_send_tag, read_features
from core.client.multiline import batch_lines, fits, split_batches
from core.client.splitting import split_text
from core.irc import capabilities as cap
from core.irc.formatting import strip_formatting

PACE = 2.0
BURST = 8
"""Strange servers throw out who writes too fast (RFC 1459 section 8.10): so many messages at once,
then one in PACE seconds, as irssi and others do it. A Besedka server needs no such care."""
_AT_ONCE = 3
"""Lines that nobody waits for (joining many channels, asking who is away) that go out at once."""
_MOST_UNPROVEN = 1000  # sent without echo; older ones count as arrived


@dataclass(slots=True, eq=False)
class Entry:
    """One own message. ``body`` is the last parameter on the wire, ``text`` what is shown."""

    key: str
    buffer: str
    target: str
    command: str
    body: str
    text: str
    kind: MessageKind
    nonce: str
    tags: Mapping[str, str] = field(default_factory=dict)  # "+draft/reply", "+besedka.app/edit"
    row: str = ""  # the key of the row that shows it, where that is another's
    sent: bool = False  # on this connection
    repeated: bool = False  # it may have arrived by an earlier connection
    labelled: bool = False  # the server names it when it answers
    echoed: bool = False  # the server will send an echo or an ACK
    with_nonce: bool = False
    after_ping: int = 0  # how many PINGs were sent before it

    @property
    def edits(self) -> str:
        """The id of the message that this one takes the place of, "" for none."""
        return self.tags.get(cap.EDIT_TAG, "")


class Outgoing:
    """The own messages that are not proven to have arrived, in the order they were written."""

    def __init__(self, context: Context, may_send: Callable[[str], bool]) -> None:
        self._context = context
        self._may_send = may_send
        self._entries: dict[str, Entry] = {}
        self._by_nonce: dict[str, Entry] = {}
        self._waiting: dict[str, Entry] = {}
        self._busy_until = 0.0
        self.pings = 0
        """How many PINGs were sent on this connection."""

    @property
    def unproven(self) -> bool:
        """Whether a PING would tell of messages that they arrived."""
        return any(entry.sent and not entry.echoed for entry in self._entries.values())

    # --- there ----------------------------------------------------------------------------------

    def add(
        self,
        buffer: str,
        target: str,
        body: str,
        text: str,
        kind: MessageKind,
        tags: Mapping[str, str] | None = None,
    ) -> bool:
        """Show a message as our own, and send it as soon as it can be; whether it was sent at once.

        An edit (``tags``) is not shown before the server has it.
        """
        context = self._context
        entry = Entry(
            key=context.next_key(),
            buffer=buffer,
            target=target,
            command="NOTICE" if kind is MessageKind.NOTICE else "PRIVMSG",
            body=body,
            text=text,
            kind=kind,
            nonce=context.new_nonce()[: cap.NONCE_LENGTH],
            tags=tags or {},
        )
        self._entries[entry.key] = self._waiting[entry.key] = entry
        self._by_nonce[entry.nonce] = entry
        delivery = Delivery.WAITING
        if context.registered and not self._others_wait(entry):
            delivery = self._write(entry)
        if entry.edits:
            self._update(entry, delivery)
            return delivery is Delivery.SENT
        context.emit(
            MessageReceived(
                buffer=buffer,
                kind=kind,
                nick=context.nick,
                text=text,
                time=context.now(),
                key=entry.key,
                own=True,
                delivery=delivery,
                target=target,
                reply_to=entry.tags.get(cap.REPLY_TAG, ""),
            )
        )
        return delivery is Delivery.SENT

    def _others_wait(self, entry: Entry) -> bool:
        waiting = self._waiting.values()
        return any(other.target == entry.target for other in waiting if other is not entry)

    def flush(self) -> None:
        """Send what waits and can be sent now."""
        for entry in list(self._waiting.values()):
            if self._is_lost(entry):
                self._fail(entry)
            elif (delivery := self._write(entry)) is not Delivery.WAITING:
                self._update(entry, delivery)

    def _is_lost(self, entry: Entry) -> bool:
        """Whether it cannot be sent again: the server would not know a repetition, or an edit."""
        context = self._context
        if not context.registered:
            return False
        if entry.edits:
            return not context.has(cap.EDIT)
        return entry.repeated and not context.has(cap.NONCE)

    def _write(self, entry: Entry) -> Delivery:
        """Send an entry if that is possible now; FAILED if no line can hold it."""
        context = self._context
        if not context.registered or not self._may_send(entry.target):
            return Delivery.WAITING
        if self._free_at() > context.now():
            return Delivery.WAITING
        room = context.text_room(entry.command, entry.target)
        lines: list[tuple[str, bool]] = []
        long = entry.kind is not MessageKind.ACTION and _size(entry.body) > room
        if long or "\n" in entry.body:
            lines = batch_lines(entry.body, room)
            offered = read_features(context)
            most = (offered.multiline_lines, offered.multiline_bytes)
            if not (offered.multiline and fits(lines, *most)):
                parts = split_batches(entry.body, room, *most) if offered.multiline else None
                return self._break_up(entry, room, parts)
        tags = {tag: v for tag, v in entry.tags.items() if may_send_tag(context, tag)}
        if context.has(cap.LABELED_RESPONSE):
            tags["label"] = entry.key
        if context.has(cap.NONCE) and context.has(cap.MESSAGE_TAGS):
            tags[cap.NONCE_TAG] = entry.nonce
        if not self._send(entry, lines, tags):
            self._forget(entry)
            return Delivery.FAILED
        del self._waiting[entry.key]
        self.charge()
        entry.sent = True
        entry.with_nonce = cap.NONCE_TAG in tags
        entry.labelled = "label" in tags
        entry.echoed = entry.labelled or context.has(cap.ECHO_MESSAGE)
        entry.after_ping = self.pings
        if not entry.echoed and len(self._entries) > _MOST_UNPROVEN:
            oldest = next((e for e in self._entries.values() if e.sent and not e.echoed), entry)
            self._forget(oldest)
        return Delivery.SENT

    def _send(self, entry: Entry, lines: list[tuple[str, bool]], tags: Mapping[str, str]) -> bool:
        """Write the line of an entry, or the ``lines`` of its batch."""
        send, command, target = self._context.send, entry.command, entry.target
        if not lines:
            return send(command, target, entry.body, tags=tags)
        if not send("BATCH", "+" + entry.key, cap.MULTILINE_BATCH, target, tags=tags):
            return False
        for line, joined in lines:
            more = {cap.MULTILINE_CONCAT: ""} if joined else {}
            send(command, target, line, tags={"batch": entry.key, **more})
        return send("BATCH", "-" + entry.key)

    def _break_up(self, entry: Entry, room: int, parts: Iterable[str] | None) -> Delivery:
        """In several ``parts``, or (None) line by line: the first takes the place of the entry, the
        others follow it."""
        if parts is None:
            parts = (p for line in entry.body.split("\n") for p in split_text(line, room))
        pieces = [part for part in parts if part.strip()]
        if entry.edits or not pieces:
            self._forget(entry)
            return Delivery.FAILED
        entry.body = pieces[0]
        others = [
            replace(
                entry,
                key=self._context.next_key(),
                nonce=self._context.new_nonce()[: cap.NONCE_LENGTH],
                body=piece,
                tags={},
                row=entry.row or entry.key,
            )
            for piece in pieces[1:]
        ]
        self._entries = _with_after(self._entries, entry, others)
        self._waiting = _with_after(self._waiting, entry, others)
        self._by_nonce.update((part.nonce, part) for part in others)
        delivery = self._write(entry)
        for part in others:
            self._write(part)
        return delivery

    def charge(self, lines: int = 1) -> None:
        """A line goes out that a server counts among what is written, a costly one as several."""
        self._busy_until = max(self._busy_until, self._context.now()) + PACE * lines

    @property
    def calm_at(self) -> float:
        """From when on a server bears one more line that the program sends by itself; some throw
        out who asks too much at once (InspIRCd's penalties)."""
        if self._context.has(cap.NONCE):
            return float("-inf")
        return self._busy_until - PACE * (_AT_ONCE - 1)

    @property
    def has_room(self) -> bool:
        """Whether a line of no importance can go out without holding a message back."""
        if self._context.has(cap.NONCE):
            return True
        return self._busy_until - PACE * (BURST // 2) <= self._context.now()

    def _free_at(self) -> float:
        """When the server bears the next message."""
        if self._context.has(cap.NONCE):
            return float("-inf")
        return self._busy_until - PACE * (BURST - 1)

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        if not self._context.registered:
            return None
        if any(self._may_send(entry.target) for entry in self._waiting.values()):
            return self._free_at()
        return None

    def tick(self) -> None:
        """Send what the pace held back."""
        due = self.next_deadline()
        if due is not None and self._context.now() >= due:
            self.flush()

    # --- and what came of it --------------------------------------------------------------------

    def stored(
        self, label: str, nonce: str, target: str, body: str, edits: str = ""
    ) -> Entry | None:
        """The entry whose echo came back, now done with; None if the echo is of none of ours.

        Found by the label, else by the nonce, else by what it says (and ``edits``).
        """
        entry = self._entries.get(label) or self._by_nonce.get(nonce)
        if entry is None and not label:
            entry = self._by_content(target, body, edits)
        if entry is None or not entry.sent:
            return None
        self._forget(entry)
        return entry

    def played_back(self, target: str, body: str) -> Entry | None:
        """The entry that a server had got after all, as its history shows; now done with."""
        for entry in self._entries.values():
            if entry.repeated and not entry.edits and self._says(entry, target, body):
                self._forget(entry)
                return entry
        return None

    def tell_stored(self, entry: Entry, time: float, msgid: str) -> None:
        """Tell that the server has it since ``time``, under the id ``msgid``."""
        self._update(entry, Delivery.STORED, time=time, msgid=msgid)

    def _by_content(self, target: str, body: str, edits: str) -> Entry | None:
        sent = (e for e in self._entries.values() if e.sent and e.edits == edits)
        return next((entry for entry in sent if self._says(entry, target, body)), None)

    def _says(self, entry: Entry, target: str, body: str) -> bool:
        """Whether it is to that target, and the text; the server may have taken formatting out."""
        return self._same(entry.target, target) and (
            entry.body == body or strip_formatting(entry.body) == strip_formatting(body)
        )

    def acknowledged(self, label: str) -> None:
        """ACK: the server has done what the labelled line asked, and has nothing else to say."""
        entry = self._entries.get(label)
        if entry is not None and entry.sent and not self._context.has(cap.ECHO_MESSAGE):
            self._forget(entry)
            self._update(entry, Delivery.STORED)

    def proven(self, ping: int) -> None:
        """The answer to our ``ping``-th PING came: what was sent before has arrived."""
        for entry in list(self._entries.values()):
            if entry.sent and not entry.echoed and entry.after_ping < ping:
                self._forget(entry)

    def refused(self, label: str, target: str, error: str) -> bool:
        """The server refused a message; whether it was one of ours.

        Without a label it is the oldest one to that target.
        """
        entry = self._entries.get(label)
        if entry is None and not label:
            sent = (e for e in self._entries.values() if e.sent and not e.labelled)
            entry = next((e for e in sent if self._same(e.target, target)), None)
        if entry is None or not entry.sent:
            return False
        self._fail(entry, error)
        return True

    def came_back(self, target: str) -> bool:
        """A bouncer says that it could not hand on a message to ``target``: the oldest one waits
        again. Whether there is one."""
        sent = (e for e in self._entries.values() if e.sent and self._same(e.target, target))
        entry = next(sent, None)
        if entry is None:
            return False
        entry.sent = False
        self._waiting = {key: each for key, each in self._entries.items() if not each.sent}
        self._update(entry, Delivery.WAITING)
        return True

    def fail_waiting(self, target: str, error: str) -> None:
        """What waits for a channel can never be sent: it does not let us in."""
        for entry in list(self._waiting.values()):
            if self._same(entry.target, target):
                self._fail(entry, error)

    def disconnected(self, *, politely: bool) -> None:
        """The connection is lost: what is not proven waits again, or has failed.

        ``politely``: the server closed after our QUIT, so that it has read what was before it.
        """
        if politely:
            self.proven(self.pings + 1)
        for entry in list(self._entries.values()):
            if not entry.sent:
                continue
            entry.sent = False
            if entry.edits:
                continue  # twice the same text is no harm
            if entry.with_nonce:
                entry.repeated = True
                self._update(entry, Delivery.WAITING)
            else:
                self._fail(entry)
        # The old order again: what was written first is sent first.
        self._waiting = dict(self._entries)
        self._busy_until = 0.0
        self.pings = 0

    def renamed(self, old: str, new: str, nick: str) -> None:
        """A conversation has another name now, its person is called ``nick``."""
        for entry in self._entries.values():
            if entry.buffer == old:
                entry.buffer = new
                entry.target = nick

    def closed(self, buffer: str) -> None:
        """A conversation is gone: what waits in it is not sent any more."""
        for entry in list(self._waiting.values()):
            if entry.buffer == buffer:
                self._forget(entry)

    def _same(self, one: str, other: str) -> bool:
        return self._context.fold(one) == self._context.fold(other)

    def _fail(self, entry: Entry, error: str = "") -> None:
        self._forget(entry)
        self._update(entry, Delivery.FAILED, error)

    def _update(
        self, entry: Entry, delivery: Delivery, error: str = "", time: float = 0.0, msgid: str = ""
    ) -> None:
        context, error = self._context, strip_formatting(error)
        failed = delivery is Delivery.FAILED
        if not entry.edits:
            if failed or not entry.row:
                key = entry.row or entry.key
                context.emit(MessageUpdated(entry.buffer, key, delivery, time, msgid, error))
        elif failed:
            about = (entry.edits, entry.text)
            context.emit(ServerText(entry.buffer, "EDIT", error, context.now(), True, about))
        elif delivery is Delivery.STORED or (delivery is Delivery.SENT and not entry.echoed):
            when = time or context.now()
            edited = MessageEdited(
                entry.buffer, entry.edits, context.nick, entry.text, when, own=True
            )
            context.emit(edited)

    def _forget(self, entry: Entry) -> None:
        self._entries.pop(entry.key, None)
        self._waiting.pop(entry.key, None)
        if self._by_nonce.get(entry.nonce) is entry:
            del self._by_nonce[entry.nonce]


def _with_after(
    table: Mapping[str, Entry], entry: Entry, parts: Sequence[Entry]
) -> dict[str, Entry]:
    """``table`` with ``parts`` behind ``entry``."""
    found: dict[str, Entry] = {}
    for key, other in table.items():
        found[key] = other
        if other is entry:
            found.update((part.key, part) for part in parts)
    return found


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
