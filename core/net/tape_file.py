"""A tape as a file: JSON, one value a line, the first of them the header.

::

    {"besedka-tape": 1, "events": 2, "forgotten": 0, "gaps": {}}
    {"actor": {"number": 1, "side": "client", "name": "anna", "part": "reader", …}}
    {"socket": {"number": 1, "fd": 7, "family": 2, …}}
    {"event": {"number": 1, "call": "recv", "data": "SGk=", …}}

Payloads are base64; the other values are told in :mod:`core.net.tape_values`. A file may come from
anywhere: sizes are limited and every field's type is checked.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.net.tape import LIMIT_BYTES, LIMIT_EVENTS, Tape, TapeError, TapeErrorCode
from core.net.tape_values import (
    BadValueError,
    Fields,
    actor_in,
    actor_out,
    event_in,
    event_out,
    natural,
    socket_in,
    socket_out,
)
from core.net.trace import ActorSnapshot, CallEvent, SocketInfo

MAGIC = "besedka-tape"
VERSION = 1
# Twice what a tape of ours holds: more would only keep the person waiting.
MOST_FILE_BYTES = 64 * 1024 * 1024
MOST_LINE_BYTES = 1024 * 1024
MOST_EVENTS = 40_000
MOST_ACTORS = MOST_SOCKETS = 20_000
_MOST_COUNT = 2**31


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
        text = json.dumps(value, separators=(",", ":"), allow_nan=False) + "\n"
        if len(text) >= MOST_LINE_BYTES and "event" in value:  # so that it can be read again
            event = {**value["event"], "arguments": [], "result": None, "address": None}
            text = json.dumps({"event": event}, separators=(",", ":"), allow_nan=False) + "\n"
        write(text)

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
        line({"actor": actor_out(snapshot)})
    for number in sorted(tape.sockets):
        line({"socket": socket_out(tape.sockets[number])})
    for event in tape.events:
        line({"event": event_out(event)})


# --- reading ------------------------------------------------------------------------------------


def load(path: Path) -> Tape:
    """Read a tape. Raises TapeError."""
    reader = _Reader(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe would make us wait
            raise TapeError(TapeErrorCode.FILE, str(path), detail="not a regular file")
        if status.st_size > MOST_FILE_BYTES:
            raise TapeError(TapeErrorCode.TOO_BIG, str(path))
        with path.open("rb") as file:
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
            if self._bytes > MOST_FILE_BYTES:  # it grows while we read
                raise TapeError(TapeErrorCode.TOO_BIG, self._path)
            try:
                self._value(_json(raw))
            except BadValueError as error:
                raise self._fault(TapeErrorCode.DAMAGED, str(error)) from None
            if (
                len(self._events) > MOST_EVENTS
                or len(self._actors) > MOST_ACTORS
                or len(self._sockets) > MOST_SOCKETS
            ):
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
        except BadValueError:
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
            self._expected = natural(header, "events")
            forgotten = natural(header, "forgotten")
            limit_events = natural(header, "limit_events") or LIMIT_EVENTS
            limit_bytes = natural(header, "limit_bytes") or LIMIT_BYTES
            gaps = _gaps(header.get("gaps", {}))
            if forgotten >= _MOST_COUNT:
                raise BadValueError("forgotten: out of range")
        except BadValueError as error:
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
            raise BadValueError("an object with one key is expected: actor, socket or event")
        ((kind, fields),) = value.items()
        if not isinstance(fields, dict):
            raise BadValueError(f"{kind}: an object is expected")
        if kind == "event":
            event = event_in(fields)
            if event.number in self._numbers:
                raise BadValueError(f"event {event.number} is there twice")
            self._numbers.add(event.number)
            self._events.append(event)
        elif kind == "actor":
            self._actors.append(actor_in(fields))
        elif kind == "socket":
            self._sockets.append(socket_in(fields))
        else:
            raise BadValueError(f"unknown kind of line: {kind[:40]!r}")


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadValueError(f"no JSON: {error}") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _gaps(value: Any) -> dict[int, int]:
    if not isinstance(value, dict):
        raise BadValueError("gaps: an object is expected")
    gaps: dict[int, int] = {}
    for number, count in value.items():
        if not number.isdecimal() or len(number) > 18 or type(count) is not int:
            raise BadValueError("gaps: numbers are expected")
        if not 0 <= count < _MOST_COUNT:
            raise BadValueError("gaps: numbers are expected")
        gaps[int(number)] = count
    return gaps
