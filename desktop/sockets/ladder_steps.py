"""One message on its way down: text, IRC line, TLS record, bytes, call, line of Python.

A message crosses the chat in hops: the writer's client sends it to the server, and the server sends
it on to each reader, in words of its own. The two are told to be the same message by their command
and text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.irc.ctcp import parse_ctcp
from core.irc.formatting import strip_formatting
from core.irc.message import Message, ParseError, parse
from core.net.trace import RECEIVING_CALLS, SENDING_CALLS, CallEvent, Side

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed

_SAID = frozenset({"PRIVMSG", "NOTICE"})
_LOOK = 600
"""How many calls before and after are looked at for the other hop."""
_TLS_KINDS = {20: "ChangeCipherSpec", 21: "Alert", 22: "Handshake", 23: "ApplicationData"}


@dataclass(frozen=True)
class Record:
    """A TLS record's header (RFC 8446 §5.1). ``size`` is its length without the header's 5."""

    kind: str
    size: int


@dataclass(frozen=True)
class IrcLine:
    """A line of a send or recv: ``start`` and ``end`` are its place in the bytes, ending
    included."""

    message: Message
    text: str
    start: int
    end: int

    @property
    def said(self) -> str | None:
        """What a person wrote, as the chat shows it; None where the line is something else."""
        if self.message.command not in _SAID or len(self.message.params) < 2:
            return None
        body = self.message.params[-1]
        request = parse_ctcp(body)
        if request is not None:
            if request.command != "ACTION":
                return None
            body = f"{self.message.from_.nick} {request.text}".strip()
        return strip_formatting(body)


def record_of(data: bytes) -> Record | None:
    """The TLS record that the bytes begin with, None where they are none."""
    if len(data) >= 5 and data[0] in _TLS_KINDS and data[1] == 3 and data[2] <= 4:
        return Record(_TLS_KINDS[data[0]], int.from_bytes(data[3:5], "big"))
    return None


def lines_of(data: bytes) -> tuple[IrcLine, ...]:
    """The whole IRC lines in some bytes. Half lines and what is no IRC are left out."""
    if record_of(data) is not None:
        return ()
    found: list[IrcLine] = []
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        raw = data[start : end + 1]
        line = raw.rstrip(b"\r\n")
        try:
            message = parse(line)
        except ParseError:
            pass
        else:
            if _is_command(message.command):
                text = line.decode("utf-8", "replace")
                found.append(IrcLine(message, text, start, end + 1))
        start = end + 1
    return tuple(found)


def _is_command(word: str) -> bool:
    return (word.isascii() and word.isalpha()) or (len(word) == 3 and word.isdigit())


def best_line(lines: tuple[IrcLine, ...]) -> int:
    """Which line to show first: what a person said, else the first."""
    return next((place for place, line in enumerate(lines) if line.said is not None), 0)


@dataclass(frozen=True)
class Hop:
    """One of a message's ways: from socket to socket (0 where it is not ours)."""

    event: int
    source: int
    target: int


def hops_of(feed: TraceFeed, event: CallEvent, line: IrcLine | None) -> tuple[Hop, ...]:
    """The hops of the message that a call carried: at most two, the writer's first."""
    send = _send_of(feed, event)
    here = _hop(feed, send)
    if line is None or not line.message.params:
        return (here,)
    side = _side(feed, send.socket)
    if side is Side.CLIENT:
        author = feed.flows.peer(send.socket)
        other = _search(feed, send, line, Side.SERVER, avoid=author, forward=True)
        return (here,) if other is None else (here, _hop(feed, other))
    if side is Side.SERVER:
        other = _search(feed, send, line, Side.CLIENT, avoid=None, forward=False)
        return (here,) if other is None else (_hop(feed, other), here)
    return (here,)


def _send_of(feed: TraceFeed, event: CallEvent) -> CallEvent:
    if event.call in RECEIVING_CALLS:
        for piece in feed.flows.pieces(event.number):
            found = feed.tape.event(piece.send_event) if piece.send_event else None
            if found is not None:
                return found
    return event


def _hop(feed: TraceFeed, event: CallEvent) -> Hop:
    peer = feed.flows.peer(event.socket) or 0
    if event.call in RECEIVING_CALLS:
        return Hop(event.number, peer, event.socket)
    return Hop(event.number, event.socket, peer)


def _side(feed: TraceFeed, number: int) -> Side | None:
    return next((info.side for info in feed.sockets() if info.number == number), None)


def same_message(one: Message, other: Message) -> bool:
    """Whether two lines, written by a client and by the server, carry the same message."""
    return one.command == other.command and one.params[:1] + one.params[-1:] == (
        other.params[:1] + other.params[-1:]
    )


def _search(
    feed: TraceFeed,
    event: CallEvent,
    line: IrcLine,
    side: Side,
    *,
    avoid: int | None,
    forward: bool,
) -> CallEvent | None:
    """The nearest send of that side with the same message; one to socket ``avoid`` only where
    there is no other (it is the echo to the writer)."""
    echo: CallEvent | None = None
    for other in _nearby(feed, event.number, forward=forward):
        if other.call not in SENDING_CALLS or not other.size or _side(feed, other.socket) != side:
            continue
        if any(same_message(line.message, found.message) for found in lines_of(other.data)):
            if other.socket != avoid:
                return other
            echo = echo or other
    return echo


def _nearby(feed: TraceFeed, number: int, *, forward: bool) -> Iterator[CallEvent]:
    events = feed.tape.events
    place = feed.tape.index(number)
    if forward:
        return iter(events[place + 1 : place + 1 + _LOOK])
    return reversed(events[max(0, place - _LOOK) : place])
