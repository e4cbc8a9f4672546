"""From a chat message down to the call that carried it, and from the bytes of a call back up."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.net.trace import RECEIVING_CALLS, SENDING_CALLS, CallEvent, Side
from core.threads.trace_feed import TraceFeed

_TLS = (b"\x16\x03", b"\x17\x03")
_MESSAGE = re.compile(
    rb"(?:@(?P<tags>\S+) +)?(?::(?P<prefix>\S+) +)?(?P<command>PRIVMSG|NOTICE) +\S+ +:?(?P<text>.*)"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message to find. ``nick``: of the client that shows it; ``own``: it said it itself;
    ``time``: in seconds since the epoch."""

    text: str
    nick: str
    own: bool
    time: float
    msgid: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where it was carried: the number of the call; ``encrypted``: not found, as the client's
    bytes are TLS."""

    event: int | None
    encrypted: bool = False


def find_call(feed: TraceFeed, wanted: Wanted) -> Found:
    """The call of the client that sent or received a message. It may span several calls: the one
    where its words begin."""
    tape = feed.tape
    actors = tape.actors
    mine = [
        event
        for event in tape.events
        if (info := actors.get(event.actor)) is not None
        and info.side is Side.CLIENT
        and info.name == wanted.nick
        and event.size
    ]
    calls = SENDING_CALLS if wanted.own else RECEIVING_CALLS
    streams = _streams([event for event in mine if event.call in calls])
    if wanted.own:  # a message of ours without an echo is in what we sent, else in what came back
        streams += _streams([event for event in mine if event.call in RECEIVING_CALLS])
    needles = [b"msgid=" + wanted.msgid.encode()] if wanted.msgid else []
    needles.append(wanted.text.encode("utf-8", "surrogateescape"))
    offset = time.time() - feed.lens.now() if feed.lens is not None else 0.0
    for needle in needles:
        places = [place for stream in streams for place in _places(stream, needle)]
        if places:
            best = min(places, key=lambda event: abs(event.ended + offset - wanted.time))
            near = best.ended + offset - wanted.time
            if needle.startswith(b"msgid=") or abs(near) < _NEAR_S or not wanted.time:
                return Found(_sent_instead(streams, best, wanted).number)
    encrypted = any(event.data[:2] in _TLS for event in mine)
    return Found(None, encrypted)


_NEAR_S = 120.0
_COMMAND = re.compile(r"(?:@\S+ +)?(?::\S+ +)?(?:[A-Z]{3,}|[0-9]{3})(?: |\r|\n)")


def _sent_instead(
    streams: Sequence[Sequence[CallEvent]], best: CallEvent, wanted: Wanted
) -> CallEvent:
    """Of our own message rather the send than its echo, if both are close together."""
    if not wanted.own or best.call in SENDING_CALLS:
        return best
    words = wanted.text.encode("utf-8", "surrogateescape")
    found = [
        place
        for stream in streams
        if stream[0].call in SENDING_CALLS
        for place in _places(stream, words)
    ]
    sends = [event for event in found if event.began <= best.ended]
    near = [event for event in sends if best.ended - event.ended < _NEAR_S]
    return max(near, key=lambda event: event.ended) if near else best


def _streams(events: Sequence[CallEvent]) -> list[list[CallEvent]]:
    """The calls, socket by socket, in the order of the bytes."""
    found: dict[tuple[int, bool], list[CallEvent]] = {}
    for event in sorted(events, key=lambda event: event.ended):
        found.setdefault((event.socket, event.call in SENDING_CALLS), []).append(event)
    return list(found.values())


def _places(stream: Sequence[CallEvent], needle: bytes) -> Iterator[CallEvent]:
    """The calls in whose bytes the needle begins."""
    if not needle:
        return
    joined = b"".join(event.data for event in stream)
    starts: list[int] = []
    at = 0
    for event in stream:
        starts.append(at)
        at += len(event.data)
    place = joined.find(needle)
    index = 0
    while place >= 0:
        while index + 1 < len(starts) and starts[index + 1] <= place:
            index += 1
        yield stream[index]
        place = joined.find(needle, place + 1)


@dataclass(frozen=True, slots=True)
class Carried:
    """A message that stands in bytes."""

    text: str
    msgid: str


def messages_in(text: str) -> list[Carried]:
    """The chat messages in what a call carried (``Selection.message_wanted``), the last first.

    A text that is no line of a chat is taken for the words of a message.
    """
    found: list[Carried] = []
    for line in text.encode("utf-8", "replace").splitlines():
        match = _MESSAGE.match(line)
        if match is None:
            continue
        tags = match["tags"] or b""
        msgid = next(
            (
                tag[6:].decode("utf-8", "replace")
                for tag in tags.split(b";")
                if tag[:6] == b"msgid="
            ),
            "",
        )
        body = match["text"].decode("utf-8", "replace")
        if body.startswith("\x01ACTION "):
            body = body[8:].rstrip("\x01")
        found.append(Carried(body, msgid))
    if not found and _COMMAND.match(text) is None:
        found = [Carried(text.strip("\r\n"), "")]
    return found[::-1]
