"""A tape as a file: JSON, one value a line, the first of them the header.

::

    {"besedka-tape": 1, "events": 2, "forgotten": 0, "gaps": {}}
    {"actor": {"number": 1, "side": "client", "name": "anna", "part": "reader", …}}
    {"socket": {"number": 1, "fd": 7, "family": 2, …}}
    {"event": {"number": 1, "call": "recv", "data": "SGk=", …}}

Payloads are base64. Values that JSON has no form for are objects with one key: ``{"t": […]}`` a
tuple, ``{"b": "…"}`` bytes, ``{"i": "…"}`` a huge number in hexadecimal, ``{"f": "nan"}``,
``{"r": "…"}`` the text of anything else. A file may come from anywhere: sizes are limited and
every field's type is checked.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import math
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.net.tape import LIMIT_BYTES, LIMIT_EVENTS, Tape, TapeError, TapeErrorCode
from core.net.trace import (
    ActorInfo,
    ActorSnapshot,
    ActorState,
    CallError,
    CallEvent,
    Part,
    PendingCall,
    Side,
    SocketInfo,
)

MAGIC = "besedka-tape"
VERSION = 1
MOST_FILE_BYTES = 256 * 1024 * 1024
MOST_LINE_BYTES = 1024 * 1024
MOST_EVENTS = 200_000
MOST_ACTORS = 20_000
_MOST_TEXT = 64 * 1024
_MOST_ITEMS = 1024
_MOST_DEPTH = 8
_SAFE_INTEGER = 2**63

Fields = dict[str, Any]


class _BadError(Exception):
    """A line that is not what it should be."""


# --- writing ------------------------------------------------------------------------------------


def save(tape: Tape, path: Path) -> None:
    """Write a tape, whole or not at all. Raises TapeError FILE."""
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".besedka-", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
            _write(tape, file.write)
            file.flush()
            os.fsync(file.fileno())
        _as_new_files_are(temporary)
        Path(temporary).replace(path)
    except (OSError, ValueError) as error:
        detail = (error.strerror if isinstance(error, OSError) else None) or str(error)
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise TapeError(TapeErrorCode.FILE, str(path), detail=detail) from error


def _as_new_files_are(path: str) -> None:
    """mkstemp's files are private; a saved tape may be read like any other new file."""
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        Path(path).chmod(0o666 & ~mask)


def _write(tape: Tape, write: Callable[[str], Any]) -> None:
    def line(value: Fields) -> None:
        write(json.dumps(value, separators=(",", ":"), allow_nan=False) + "\n")

    line(
        {
            MAGIC: VERSION,
            "events": len(tape.events),
            "forgotten": tape.forgotten,
            "gaps": {str(number): count for number, count in tape.gaps.items()},
            "limit_events": tape.limit_events,
            "limit_bytes": tape.limit_bytes,
        }
    )
    for snapshot in tape.snapshots:
        line({"actor": _actor_out(snapshot)})
    for number in sorted(tape.sockets):
        line({"socket": _socket_out(tape.sockets[number])})
    for event in tape.events:
        line({"event": _event_out(event)})


def _out(value: Any, depth: int = 0) -> Any:
    """A value of a call as JSON."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        number = int(value)
        safe = -_SAFE_INTEGER <= number < _SAFE_INTEGER
        return number if safe else {"i": hex(number)[:_MOST_TEXT]}
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {"f": repr(float(value))}
    if isinstance(value, str):
        return str(value)[:_MOST_TEXT]
    if isinstance(value, bytes | bytearray | memoryview):
        return {"b": _base64(bytes(value)[:_MOST_TEXT])}
    if depth < _MOST_DEPTH and isinstance(value, tuple | list):
        items = [_out(item, depth + 1) for item in value[:_MOST_ITEMS]]
        return {"t": items} if isinstance(value, tuple) else items
    return {"r": repr(value)[:_MOST_TEXT]}


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _error_out(error: CallError | None) -> Fields | None:
    if error is None:
        return None
    return {"kind": error.kind, "code": error.code, "name": error.name, "text": error.text}


def _event_out(event: CallEvent) -> Fields:
    return {
        "number": event.number,
        "actor": event.actor,
        "socket": event.socket,
        "fd": event.fd,
        "call": event.call,
        "arguments": [_out(item) for item in event.arguments[:_MOST_ITEMS]],
        "began": event.began,
        "ended": event.ended,
        "result": _out(event.result),
        "data": _base64(event.data),
        "size": event.size,
        "wanted": event.wanted,
        "address": _out(event.address),
        "made": event.made,
        "error": _error_out(event.error),
        "file": event.file,
        "line": event.line,
        "by_python": event.by_python,
    }


def _actor_out(snapshot: ActorSnapshot) -> Fields:
    info, pending = snapshot.info, snapshot.pending
    fields: Fields = {
        "number": info.number,
        "side": info.side.value,
        "name": info.name,
        "part": info.part.value,
        "subject": info.subject,
        "state": snapshot.state.value,
        "since": snapshot.since,
    }
    if pending is not None:
        fields["pending"] = {
            "number": pending.number,
            "call": pending.call,
            "arguments": [_out(item) for item in pending.arguments[:_MOST_ITEMS]],
            "socket": pending.socket,
            "fd": pending.fd,
            "data": _base64(pending.data),
            "size": pending.size,
            "file": pending.file,
            "line": pending.line,
        }
    return fields


def _socket_out(info: SocketInfo) -> Fields:
    return {
        "number": info.number,
        "fd": info.fd,
        "family": int(info.family),
        "type": int(info.type),
        "proto": info.proto,
        "side": info.side.value,
        "name": info.name,
        "local": _out(info.local),
        "peer": _out(info.peer),
        "listening": info.listening,
        "closed": info.closed,
        "unread": info.unread,
        "pair": info.pair,
        "listener": info.listener,
    }


# --- reading ------------------------------------------------------------------------------------


def load(path: Path) -> Tape:
    """Read a tape. Raises TapeError."""
    reader = _Reader(path)
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_FILE_BYTES:
                raise TapeError(TapeErrorCode.TOO_BIG, str(path))
            reader.read(file.readline)
    except OSError as error:
        raise TapeError(
            TapeErrorCode.FILE, str(path), detail=error.strerror or str(error)
        ) from error
    return reader.tape


class _Reader:
    """Reads one file, line by line."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._events: list[CallEvent] = []
        self._numbers: set[int] = set()
        self._actors: list[ActorSnapshot] = []
        self._sockets: list[SocketInfo] = []
        self._line = 1
        self._expected = 0
        self._bytes = 0
        self.tape = Tape()

    def read(self, readline: Callable[[int], bytes]) -> None:
        self._header(readline(MOST_LINE_BYTES))
        while raw := readline(MOST_LINE_BYTES):
            self._line += 1
            if not raw.endswith(b"\n"):
                if len(raw) >= MOST_LINE_BYTES:
                    raise self._fault(TapeErrorCode.DAMAGED, "the line is too long")
                raise self._fault(TapeErrorCode.CUT_SHORT, "the last line has no end")
            self._bytes += len(raw)
            if self._bytes > MOST_FILE_BYTES:  # a pipe, or a file that grows
                raise TapeError(TapeErrorCode.TOO_BIG, self._path)
            try:
                self._value(_json(raw))
            except _BadError as error:
                raise self._fault(TapeErrorCode.DAMAGED, str(error)) from None
            if len(self._events) > MOST_EVENTS or len(self._actors) > MOST_ACTORS:
                raise TapeError(TapeErrorCode.TOO_BIG, self._path, self._line)
        if len(self._events) < self._expected:
            raise self._fault(TapeErrorCode.CUT_SHORT, "calls are missing at the end")
        self._finish()

    def _fault(self, code: TapeErrorCode, detail: str) -> TapeError:
        self._finish()
        return TapeError(
            code, self._path, self._line, len(self._events), self._expected, "", detail, self.tape
        )

    def _finish(self) -> None:
        self.tape.note(self._actors, self._sockets)
        self.tape.add(sorted(self._events, key=lambda event: event.ended))

    def _header(self, raw: bytes) -> None:
        not_a_tape = TapeError(TapeErrorCode.NOT_A_TAPE, self._path, 1)
        try:
            header = _json(raw)
        except _BadError:
            raise not_a_tape from None
        if not isinstance(header, dict) or MAGIC not in header:
            raise not_a_tape
        version = header[MAGIC]
        if type(version) is not int or version != VERSION:
            newer = type(version) in (int, float) and version > VERSION
            if newer or isinstance(version, str):
                raise TapeError(TapeErrorCode.NEWER, self._path, 1, version=str(version)[:40])
            raise not_a_tape
        try:
            self._expected = _natural(header, "events")
            forgotten = _natural(header, "forgotten")
            limit_events = _natural(header, "limit_events") or LIMIT_EVENTS
            limit_bytes = _natural(header, "limit_bytes") or LIMIT_BYTES
            gaps = _gaps(header.get("gaps", {}))
        except _BadError as error:
            raise self._fault(TapeErrorCode.DAMAGED, str(error)) from None
        if self._expected > MOST_EVENTS:
            raise TapeError(TapeErrorCode.TOO_BIG, self._path, 1)
        self.tape = Tape(
            min(max(limit_events, self._expected), MOST_EVENTS),
            min(max(limit_bytes, LIMIT_BYTES), MOST_FILE_BYTES),
        )
        self.tape.forgotten = forgotten
        self.tape.gaps = gaps

    def _value(self, value: Any) -> None:
        if not isinstance(value, dict) or len(value) != 1:
            raise _BadError("an object with one key is expected: actor, socket or event")
        ((kind, fields),) = value.items()
        if not isinstance(fields, dict):
            raise _BadError(f"{kind}: an object is expected")
        if kind == "event":
            event = _event_in(fields)
            if event.number in self._numbers:
                raise _BadError(f"event {event.number} is there twice")
            self._numbers.add(event.number)
            self._events.append(event)
        elif kind == "actor":
            self._actors.append(_actor_in(fields))
        elif kind == "socket":
            self._sockets.append(_socket_in(fields))
        else:
            raise _BadError(f"unknown kind of line: {kind[:40]!r}")


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise _BadError(f"no JSON: {error}") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _gaps(value: Any) -> dict[int, int]:
    if not isinstance(value, dict):
        raise _BadError("gaps: an object is expected")
    gaps: dict[int, int] = {}
    for number, count in value.items():
        if not number.isdecimal() or len(number) > 18 or type(count) is not int or count < 0:
            raise _BadError("gaps: numbers are expected")
        gaps[int(number)] = count
    return gaps


def _get(fields: Fields, name: str, kind: type, default: Any) -> Any:
    value = fields.get(name, default)
    if type(value) is not kind:
        raise _BadError(f"{name}: {kind.__name__} is expected")
    return value


def _integer(fields: Fields, name: str, least: int = -_SAFE_INTEGER, default: int = 0) -> int:
    value = _get(fields, name, int, default)
    if not least <= value < _SAFE_INTEGER:
        raise _BadError(f"{name}: out of range")
    return int(value)


def _natural(fields: Fields, name: str) -> int:
    return _integer(fields, name, 0)


def _text(fields: Fields, name: str) -> str:
    value: str = _get(fields, name, str, "")
    if len(value) > _MOST_TEXT:
        raise _BadError(f"{name}: too long")
    return value


def _time(fields: Fields, name: str) -> float:
    value = fields.get(name, 0.0)
    if type(value) not in (int, float):
        raise _BadError(f"{name}: a number is expected")
    try:
        time = float(value)
    except OverflowError:
        time = math.inf
    if not math.isfinite(time):
        raise _BadError(f"{name}: out of range")
    return time


def _bytes(fields: Fields, name: str) -> bytes:
    return _from_base64(_get(fields, name, str, ""), name)


def _from_base64(text: str, name: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _BadError(f"{name}: no base64") from None


def _in(value: Any, name: str, depth: int = 0) -> Any:
    """The value that :func:`_out` wrote."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if depth > _MOST_DEPTH:
        raise _BadError(f"{name}: nested too deep")
    if isinstance(value, list):
        return [_in(item, name, depth + 1) for item in value]
    if isinstance(value, dict) and len(value) == 1:
        ((kind, inner),) = value.items()
        if kind == "t" and isinstance(inner, list):
            return tuple(_in(item, name, depth + 1) for item in inner)
        if kind == "b" and isinstance(inner, str):
            return _from_base64(inner, name)
        if kind == "r" and isinstance(inner, str):
            return inner
        try:
            if kind == "i" and isinstance(inner, str):
                return int(inner, 16)
            if kind == "f" and inner in ("nan", "inf", "-inf"):
                return float(inner)
        except ValueError:
            pass
    raise _BadError(f"{name}: unknown value")


def _arguments(fields: Fields) -> tuple[Any, ...]:
    items = _get(fields, "arguments", list, [])
    return tuple(_in(item, "arguments") for item in items)


def _error_in(fields: Fields) -> CallError | None:
    error = fields.get("error")
    if error is None:
        return None
    if not isinstance(error, dict):
        raise _BadError("error: an object is expected")
    return CallError(
        _text(error, "kind"), _integer(error, "code"), _text(error, "name"), _text(error, "text")
    )


def _event_in(fields: Fields) -> CallEvent:
    data = _bytes(fields, "data")
    size = _natural(fields, "size")
    if len(data) > size:
        raise _BadError("data: more than size says")
    return CallEvent(
        number=_integer(fields, "number", 1),
        actor=_natural(fields, "actor"),
        socket=_natural(fields, "socket"),
        fd=_integer(fields, "fd", -1, -1),
        call=_text(fields, "call"),
        arguments=_arguments(fields),
        began=_time(fields, "began"),
        ended=_time(fields, "ended"),
        result=_in(fields.get("result"), "result"),
        data=data,
        size=size,
        wanted=_natural(fields, "wanted"),
        address=_in(fields.get("address"), "address"),
        made=_natural(fields, "made"),
        error=_error_in(fields),
        file=_text(fields, "file"),
        line=_natural(fields, "line"),
        by_python=_get(fields, "by_python", bool, False),
    )


def _actor_in(fields: Fields) -> ActorSnapshot:
    info = ActorInfo(
        _integer(fields, "number", 1), _side(fields), _text(fields, "name"), _part(fields),
        _natural(fields, "subject"),
    )  # fmt: skip
    try:
        state = ActorState(_text(fields, "state"))
    except ValueError:
        raise _BadError("state: unknown") from None
    pending = fields.get("pending")
    if pending is not None and not isinstance(pending, dict):
        raise _BadError("pending: an object is expected")
    return ActorSnapshot(
        info, state, _time(fields, "since"), None if pending is None else _pending_in(pending)
    )


def _pending_in(fields: Fields) -> PendingCall:
    return PendingCall(
        number=_natural(fields, "number"),
        call=_text(fields, "call"),
        arguments=_arguments(fields),
        socket=_natural(fields, "socket"),
        fd=_integer(fields, "fd", -1, -1),
        data=_bytes(fields, "data"),
        size=_natural(fields, "size"),
        file=_text(fields, "file"),
        line=_natural(fields, "line"),
    )


def _side(fields: Fields) -> Side:
    try:
        return Side(_text(fields, "side"))
    except ValueError:
        raise _BadError("side: unknown") from None


def _part(fields: Fields) -> Part:
    try:
        return Part(_text(fields, "part"))
    except ValueError:
        raise _BadError("part: unknown") from None


def _socket_in(fields: Fields) -> SocketInfo:
    return SocketInfo(
        number=_integer(fields, "number", 1),
        fd=_integer(fields, "fd", -1, -1),
        family=_integer(fields, "family"),
        type=_integer(fields, "type"),
        proto=_integer(fields, "proto"),
        side=_side(fields),
        name=_text(fields, "name"),
        local=_in(fields.get("local"), "local"),
        peer=_in(fields.get("peer"), "peer"),
        listening=_get(fields, "listening", bool, False),
        closed=_get(fields, "closed", bool, False),
        unread=_natural(fields, "unread"),
        pair=_natural(fields, "pair"),
        listener=_natural(fields, "listener"),
    )
