"""What waits to be sent, and how it is merged: the structure that sets the server's speed.

The handlers append under the server's lock; the dispatcher takes everything that has gathered and
merges it outside the lock, so that each client that has something to get costs one ``send``. A
message for a channel is one entry, whatever the number of its members: it is encoded once per set
of capabilities (see :class:`Audience`), and consecutive messages to the same audience become one
piece of bytes which all members of a group share.

The order in which one client sees its lines is exactly the order of the appends. Runs of different
audiences stay open together only while they have no member in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

PayloadsByCapset = tuple[bytes, ...]
"""The same message once per group of an audience, in the order of ``Audience.capsets``."""

_FEW = 8  # members to whom a message is handed singly, because a run would cost more

_Entry = tuple["Audience | None", int, PayloadsByCapset, bytes | None]


class Audience:
    """An immutable snapshot of those who get a message, grouped by their set of capabilities.

    ``capsets`` are the masks (of the capabilities that change the bytes of a message) that occur,
    ``groups`` the connections that have them, in the same order; ``group_of`` says in which group
    a connection is.
    """

    __slots__ = ("capsets", "group_of", "groups")

    def __init__(self, members: Iterable[tuple[int, int]]) -> None:
        """``members`` are pairs of a connection and its mask."""
        groups: dict[int, list[int]] = {}
        for conn, capset in members:
            groups.setdefault(capset, []).append(conn)
        self.capsets: tuple[int, ...] = tuple(groups)
        self.groups: tuple[tuple[int, ...], ...] = tuple(tuple(g) for g in groups.values())
        self.group_of: Mapping[int, int] = {
            conn: index for index, group in enumerate(self.groups) for conn in group
        }

    def __len__(self) -> int:
        return len(self.group_of)

    def __contains__(self, conn: object) -> bool:
        return conn in self.group_of

    def joined(self, conn: int, capset: int) -> Audience:
        """The audience with one more member (a copy at C speed: joins come in storms)."""
        other = Audience.__new__(Audience)
        if capset in self.capsets:
            index = self.capsets.index(capset)
            groups = list(self.groups)
            groups[index] = (*groups[index], conn)
            other.capsets = self.capsets
            other.groups = tuple(groups)
        else:
            index = len(self.capsets)
            other.capsets = (*self.capsets, capset)
            other.groups = (*self.groups, (conn,))
        other.group_of = {**self.group_of, conn: index}
        return other

    def left(self, conn: int) -> Audience:
        """The audience without a member."""
        index = self.group_of[conn]
        other = Audience.__new__(Audience)
        other.capsets = self.capsets
        groups = list(self.groups)
        place = groups[index].index(conn)
        groups[index] = groups[index][:place] + groups[index][place + 1 :]
        if not groups[index]:
            return Audience(
                (member, self.capsets[group])
                for member, group in self.group_of.items()
                if member != conn
            )
        other.groups = tuple(groups)
        rest = {**self.group_of}
        del rest[conn]
        other.group_of = rest
        return other


class Outbox:
    """Gathers what is to be sent. Not locked: the owner of the server's lock calls it."""

    __slots__ = ("_closes", "_entries")

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._closes: dict[int, str] = {}

    def __bool__(self) -> bool:
        return bool(self._entries)

    def to(self, conn: int, data: bytes) -> None:
        """One or more whole lines for one client. Empty data is nothing."""
        if data:
            self._entries.append((None, conn, (data,), None))

    def broadcast(
        self, audience: Audience, sender: int, payloads: PayloadsByCapset, echo: bytes | None
    ) -> None:
        """The same message to everyone in ``audience``.

        ``sender`` gets ``echo`` in the place of the message, or nothing where it is None; 0 (or a
        connection that is not in the audience and has no echo) when there is nobody to leave out.
        """
        if sender and sender not in audience.group_of:
            self._entries.append((audience, 0, payloads, None))
            if echo:
                self._entries.append((None, sender, (echo,), None))
            return
        self._entries.append((audience, sender, payloads, echo))

    def close(self, conn: int, reason: str) -> None:
        """Close the connection after what precedes is sent; what comes later for it is dropped."""
        if conn not in self._closes:
            self._closes[conn] = reason
            self._entries.append((None, conn, (), None))

    def mark(self) -> int:
        """This place in what is written; see :meth:`written_since`."""
        return len(self._entries)

    def written_since(self, mark: int) -> tuple[int, int]:
        """What was written after a mark: bytes, each message once, and how many people get it."""
        size = people = 0
        for audience, _, payloads, echo in self._entries[mark:]:
            if payloads:
                size += len(payloads[0])
            if audience is not None:
                people += len(audience.group_of)
            if echo:
                size += len(echo)
        return size, people

    def take(self) -> Delivery:
        """Everything so far; the outbox is empty afterwards."""
        delivery = Delivery(self._entries, self._closes)
        self._entries = []
        self._closes = {}
        return delivery


class _Run:
    """Consecutive messages to one audience, and what single members get differently.

    A patch ``(index, data, skip)`` puts ``data`` before the message with that index and leaves
    ``skip`` messages out: a direct line skips none, an echo replaces one.
    """

    __slots__ = ("audience", "patches", "payloads")

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self.payloads: list[PayloadsByCapset] = []
        self.patches: dict[int, list[tuple[int, bytes, int]]] = {}

    def spread(self, parts: dict[int, list[bytes]]) -> None:
        """Give every member what is its own."""
        payloads = self.payloads
        patches = self.patches
        for index, group in enumerate(self.audience.groups):
            if len(payloads) == 1:
                blob = payloads[0][index]
            else:
                blob = b"".join([payload[index] for payload in payloads])
            if not patches:
                if blob:
                    for conn in group:
                        parts[conn].append(blob)
                continue
            offsets: list[int] | None = None
            for conn in group:
                own = patches.get(conn)
                if own is None:
                    if blob:
                        parts[conn].append(blob)
                    continue
                if offsets is None:
                    offsets = [0, *accumulate([len(payload[index]) for payload in payloads])]
                _cut(blob, offsets, own, parts[conn])


def _cut(
    blob: bytes, offsets: list[int], patches: list[tuple[int, bytes, int]], into: list[bytes]
) -> None:
    """``blob`` with the patches of one member applied, as pieces."""
    position = 0
    for index, data, skip in patches:
        if index > position and offsets[index] > offsets[position]:
            into.append(blob[offsets[position] : offsets[index]])
        if data:
            into.append(data)
        position = index + skip
    if offsets[position] < len(blob):
        into.append(blob[offsets[position] :])


class _Parts(dict[int, list[bytes]]):
    def __missing__(self, conn: int) -> list[bytes]:
        pieces: list[bytes] = []
        self[conn] = pieces
        return pieces


class _Merger:
    """The state of one merge."""

    __slots__ = ("_owner", "_runs", "parts")

    def __init__(self) -> None:
        self.parts = _Parts()
        self._runs: dict[Audience, _Run] = {}
        self._owner: dict[int, _Run] = {}  # the open run that a client is in

    def direct(self, conn: int, data: bytes) -> None:
        """A line for one client, after everything that it has so far."""
        run = self._owner.get(conn)
        if run is None:
            self.parts[conn].append(data)
        else:
            run.patches.setdefault(conn, []).append((len(run.payloads), data, 0))

    def run_for(self, audience: Audience) -> _Run | None:
        """The open run of an audience; None where the members are so few that it needs none."""
        run = self._runs.get(audience)
        if run is None and len(audience.group_of) > _FEW:
            owner = self._owner
            for conn in audience.group_of:
                if conn in owner:
                    self.finish(owner[conn])
            run = self._runs[audience] = _Run(audience)
            for conn in audience.group_of:
                owner[conn] = run
        return run

    def singly(
        self, audience: Audience, sender: int, payloads: PayloadsByCapset, echo: bytes | None
    ) -> None:
        """A message to a few, without a run."""
        for payload, group in zip(payloads, audience.groups, strict=True):
            for conn in group:
                data = payload if conn != sender else echo
                if data:
                    self.direct(conn, data)

    def finish(self, run: _Run) -> None:
        """Close a run: the next message to its audience comes after something else."""
        del self._runs[run.audience]
        for conn in run.audience.group_of:
            del self._owner[conn]
        run.spread(self.parts)

    def end_of(self, conn: int) -> int:
        """How many pieces a client has now."""
        if conn in self._owner:
            self.finish(self._owner[conn])
        return len(self.parts[conn])

    def finish_all(self) -> None:
        """Close all runs."""
        for run in self._runs.values():
            run.spread(self.parts)


class Delivery:
    """What one :meth:`Outbox.take` brought. Immutable; may be used in another thread."""

    __slots__ = ("_entries", "closes")

    def __init__(self, entries: list[_Entry], closes: dict[int, str]) -> None:
        self._entries = entries
        self.closes: Mapping[int, str] = closes
        """The connections to close after their bytes, with the reason."""

    def __bool__(self) -> bool:
        return bool(self._entries)

    def merged(self) -> Iterator[tuple[int, bytes]]:
        """For each client that gets something: all of it, in order, ready for one ``send``."""
        merger = _Merger()
        last: dict[int, int] = {}  # a closed client: how many of its pieces still count
        current: Audience | None = None
        run: _Run | None = None
        for audience, conn, payloads, echo in self._entries:
            if audience is None:
                if payloads:
                    merger.direct(conn, payloads[0])
                else:
                    last[conn] = merger.end_of(conn)
                    current = None
                continue
            if audience is not current:
                run = merger.run_for(audience)
                current = audience
            if run is None:
                merger.singly(audience, conn, payloads, echo)
                continue
            if conn:
                run.patches.setdefault(conn, []).append((len(run.payloads), echo or b"", 1))
            run.payloads.append(payloads)
        merger.finish_all()
        parts = merger.parts
        for conn, count in last.items():
            del parts[conn][count:]
        for conn, pieces in parts.items():
            if len(pieces) == 1:
                yield conn, pieces[0]
            elif pieces:
                yield conn, b"".join(pieces)
