"""A run's calls in a form that is the same for each run that went the same way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from core.lab.lesson_facts import error_name
from core.net.trace import ActorInfo, CallEvent

TraceLine = tuple[Any, ...]
_TLS_RECORDS = range(20, 24)  # RFC 8446, 5.1


def canonical_trace(
    events: Iterable[CallEvent],
    actors: Iterable[ActorInfo],
    ports: Mapping[int, int] | None = None,
    paths: Mapping[str, str] | None = None,
    varies: Collection[tuple[str, str]] = (),
) -> dict[str, tuple[TraceLine, ...]]:
    """The calls of each actor, by its name, in their order: what was called with what, and what
    came of it.

    Left out is what two equal runs need not share: times, descriptors, serial numbers, and what
    Python did of itself. Ports of ``ports`` (from the run's to the lesson's), and ``paths``, are
    put back; other ports that the system chose are "port 1", "port 2" in the order of their
    appearance. Of TLS only the lengths of the records stay, its bytes are random. ``varies``:
    (actor, call) of which how much they carried is left out too.
    """
    names = {actor.number: actor.name for actor in actors}
    lines: dict[str, list[CallEvent]] = {}
    for event in sorted(events, key=lambda event: event.number):
        if not event.by_python:
            lines.setdefault(names.get(event.actor, "?"), []).append(event)
    plain = _Plain(ports or {}, paths or {})
    return {
        name: tuple(plain.line(event, (name, event.call) in varies) for event in calls)
        for name, calls in sorted(lines.items())
    }


class _Plain:
    """Gives the same names to the same things in the order of their appearance."""

    def __init__(self, ports: Mapping[int, int], paths: Mapping[str, str]) -> None:
        self._ports = ports
        self._paths = paths
        self._chosen: dict[int, str] = {}
        self._sockets: dict[int, int] = {}

    def line(self, event: CallEvent, varies: bool) -> TraceLine:
        error = error_name(event) or ""
        carried: tuple[Any, ...] = (event.result, event.size, _bytes(event.data))
        if varies or isinstance(carried[2], tuple):
            carried = ("varies",) if varies else (None, None, carried[2])
        elif event.call == "socket":
            carried = ()
        return (
            event.call,
            self._socket(event.socket),
            self._value(event.arguments),
            self._value(carried),
            event.wanted,
            self._value(event.address),
            self._socket(event.made),
            error,
            f"{event.file}:{event.line}",
        )

    def _socket(self, number: int) -> int:
        return self._sockets.setdefault(number, len(self._sockets) + 1) if number else 0

    def _value(self, value: Any) -> Any:
        if isinstance(value, tuple | list):
            if len(value) in (2, 4) and isinstance(value[0], str) and type(value[1]) is int:
                return (self._value(value[0]), self._port(value[1]), *value[2:])
            return tuple(self._value(item) for item in value)
        if isinstance(value, str):
            return self._paths.get(value, value)
        return value

    def _port(self, port: int) -> Any:
        if port in self._ports:
            return self._ports[port]
        if port < 1024:
            return port
        return self._chosen.setdefault(port, f"port {len(self._chosen) + 1}")


def _bytes(data: bytes) -> Any:
    """The bytes; the kinds and lengths of the records where they are TLS."""
    records, at = [], 0
    while at + 5 <= len(data) and data[at] in _TLS_RECORDS and data[at + 1] == 3:
        length = int.from_bytes(data[at + 3 : at + 5], "big")
        records.append((data[at], length))
        at += 5 + length
    return tuple(records) if records else data
