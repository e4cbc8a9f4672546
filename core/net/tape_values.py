"""Actors, sockets and calls as JSON, and back, with every field checked.

Values that JSON has no form for are objects with one key: ``{"t": […]}`` a tuple, ``{"b": "…"}``
bytes (base64), ``{"i": "…"}`` a huge number in hexadecimal, ``{"f": "nan"}``, ``{"r": "…"}`` the
text of anything else. What comes from a file may come from anywhere: nothing is believed.
"""

from __future__ import annotations

import base64
import binascii
import math
from typing import Any

from core.net.plain import Shown, plain
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

_MOST_TEXT = 64 * 1024
_MOST_ITEMS = 1024
_MOST_DEPTH = 8
_SAFE_INTEGER = 2**63
# What is counted one by one, or handed to Qt as a C int.
_MOST_NUMBER = 2**31
_MOST_LINE = 10_000_000

Fields = dict[str, Any]


class BadValueError(Exception):
    """A line that is not what it should be."""


# --- out ----------------------------------------------------------------------------------------


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
    if isinstance(value, Shown):
        return {"r": value[:_MOST_TEXT]}
    if isinstance(value, str):
        return str(value)[:_MOST_TEXT]
    if isinstance(value, bytes | bytearray | memoryview):
        return {"b": _base64(bytes(value)[:_MOST_TEXT])}
    if depth < _MOST_DEPTH and isinstance(value, tuple | list):
        items = [_out(item, depth + 1) for item in value[:_MOST_ITEMS]]
        return {"t": items} if isinstance(value, tuple) else items
    return {"r": str(plain(value))[:_MOST_TEXT]}


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _error_out(error: CallError | None) -> Fields | None:
    if error is None:
        return None
    return {"kind": error.kind, "code": error.code, "name": error.name, "text": error.text}


def event_out(event: CallEvent) -> Fields:
    """A call as JSON, without what is as it is by default."""
    fields: Fields = {
        "number": event.number,
        "actor": event.actor,
        "socket": event.socket,
        "fd": event.fd,
        "call": event.call,
        "began": event.began,
        "ended": event.ended,
    }
    if event.arguments:
        fields["arguments"] = [_out(item) for item in event.arguments[:_MOST_ITEMS]]
    if event.result is not None:
        fields["result"] = _out(event.result)
    if event.data:
        fields["data"] = _base64(event.data)
    if event.address is not None:
        fields["address"] = _out(event.address)
    if event.error is not None:
        fields["error"] = _error_out(event.error)
    if event.by_python:
        fields["by_python"] = True
    for name in ("size", "wanted", "made", "file", "line"):
        value = getattr(event, name)
        if value:
            fields[name] = value
    return fields


def actor_out(snapshot: ActorSnapshot) -> Fields:
    """An actor as JSON."""
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


def socket_out(info: SocketInfo) -> Fields:
    """A socket as JSON."""
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


# --- in ----------------------------------------------------------------------------------------


def _get(fields: Fields, name: str, kind: type, default: Any) -> Any:
    value = fields.get(name, default)
    if type(value) is not kind:
        raise BadValueError(f"{name}: {kind.__name__} is expected")
    return value


def _integer(
    fields: Fields,
    name: str,
    least: int = -_SAFE_INTEGER,
    default: int = 0,
    limit: int = _SAFE_INTEGER,
) -> int:
    value = _get(fields, name, int, default)
    if not least <= value < limit:
        raise BadValueError(f"{name}: out of range")
    return int(value)


def natural(fields: Fields, name: str) -> int:
    """A field that is a number from 0. Raises BadValueError."""
    return _integer(fields, name, 0)


def _number(fields: Fields, name: str, least: int = 0, limit: int = _MOST_NUMBER) -> int:
    """The number of something."""
    return _integer(fields, name, least, limit=limit)


def _text(fields: Fields, name: str) -> str:
    value: str = _get(fields, name, str, "")
    if len(value) > _MOST_TEXT:
        raise BadValueError(f"{name}: too long")
    return value


def _time(fields: Fields, name: str) -> float:
    value = fields.get(name, 0.0)
    if type(value) not in (int, float):
        raise BadValueError(f"{name}: a number is expected")
    try:
        time = float(value)
    except OverflowError:
        time = math.inf
    if not math.isfinite(time):
        raise BadValueError(f"{name}: out of range")
    return time


def _bytes(fields: Fields, name: str) -> bytes:
    return _from_base64(_get(fields, name, str, ""), name)


def _from_base64(text: str, name: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadValueError(f"{name}: no base64") from None


def _in(value: Any, name: str, depth: int = 0) -> Any:
    """The value that :func:`_out` wrote."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if depth > _MOST_DEPTH:
        raise BadValueError(f"{name}: nested too deep")
    if isinstance(value, list):
        return [_in(item, name, depth + 1) for item in value]
    if isinstance(value, dict) and len(value) == 1:
        ((kind, inner),) = value.items()
        if kind == "t" and isinstance(inner, list):
            return tuple(_in(item, name, depth + 1) for item in inner)
        if kind == "b" and isinstance(inner, str):
            return _from_base64(inner, name)
        if kind == "r" and isinstance(inner, str):
            return Shown(inner)
        try:
            if kind == "i" and isinstance(inner, str):
                return plain(int(inner, 16))
            if kind == "f" and inner in ("nan", "inf", "-inf"):
                return float(inner)
        except ValueError:
            pass
    raise BadValueError(f"{name}: unknown value")


def _arguments(fields: Fields) -> tuple[Any, ...]:
    items = _get(fields, "arguments", list, [])
    return tuple(_in(item, "arguments") for item in items)


def _error_in(fields: Fields) -> CallError | None:
    error = fields.get("error")
    if error is None:
        return None
    if not isinstance(error, dict):
        raise BadValueError("error: an object is expected")
    return CallError(
        _text(error, "kind"), _integer(error, "code"), _text(error, "name"), _text(error, "text")
    )


def _quickly(fields: Fields) -> tuple[Any, ...] | None:
    """The plain fields of a call if all of them are as they should be, else None."""
    get = fields.get
    numbers = (
        get("actor", 0), get("socket", 0), get("made", 0), get("line", 0), get("number", 0),
        get("fd", -1), get("size", 0), get("wanted", 0),
    )  # fmt: skip
    call, file, began, ended = get("call", ""), get("file", ""), get("began"), get("ended")
    if (
        all(type(number) is int for number in numbers)
        and min(numbers) >= -1
        and numbers.count(-1) == (numbers[5] == -1)
        and numbers[4] >= 1
        and numbers[3] < _MOST_LINE
        and max(numbers[:6]) < _MOST_NUMBER
        and max(numbers) < _SAFE_INTEGER
        and type(call) is type(file) is str
        and len(call) + len(file) <= _MOST_TEXT
        and type(began) is type(ended) is float
        and math.isfinite(began + ended)
    ):
        return (*numbers, call, file, began, ended)
    return None


def event_in(fields: Fields) -> CallEvent:
    """A call. Raises BadValueError."""
    fast = _quickly(fields)
    if fast is None:
        return _event_in(fields)
    actor, sock, made, line, number, fd, size, wanted, call, file, began, ended = fast
    data = _bytes(fields, "data") if "data" in fields else b""
    if len(data) > size:
        raise BadValueError("data: more than size says")
    get = fields.get
    return CallEvent(
        number, actor, sock, fd, call,
        _arguments(fields) if "arguments" in fields else (),
        began, ended, _in(get("result"), "result"), data, size, wanted,
        _in(get("address"), "address"), made, _error_in(fields), file, line,
        _get(fields, "by_python", bool, False),
    )  # fmt: skip


def _event_in(fields: Fields) -> CallEvent:
    """The same, and says which field is bad."""
    data = _bytes(fields, "data")
    size = natural(fields, "size")
    if len(data) > size:
        raise BadValueError("data: more than size says")
    return CallEvent(
        number=_number(fields, "number", 1),
        actor=_number(fields, "actor"),
        socket=_number(fields, "socket"),
        fd=_integer(fields, "fd", -1, -1, _MOST_NUMBER),
        call=_text(fields, "call"),
        arguments=_arguments(fields),
        began=_time(fields, "began"),
        ended=_time(fields, "ended"),
        result=_in(fields.get("result"), "result"),
        data=data,
        size=size,
        wanted=natural(fields, "wanted"),
        address=_in(fields.get("address"), "address"),
        made=_number(fields, "made"),
        error=_error_in(fields),
        file=_text(fields, "file"),
        line=_number(fields, "line", limit=_MOST_LINE),
        by_python=_get(fields, "by_python", bool, False),
    )


def actor_in(fields: Fields) -> ActorSnapshot:
    """An actor. Raises BadValueError."""
    info = ActorInfo(
        _number(fields, "number", 1), _side(fields), _text(fields, "name"), _part(fields),
        _number(fields, "subject"),
    )  # fmt: skip
    try:
        state = ActorState(_text(fields, "state"))
    except ValueError:
        raise BadValueError("state: unknown") from None
    pending = fields.get("pending")
    if pending is not None and not isinstance(pending, dict):
        raise BadValueError("pending: an object is expected")
    return ActorSnapshot(
        info, state, _time(fields, "since"), None if pending is None else _pending_in(pending)
    )


def _pending_in(fields: Fields) -> PendingCall:
    return PendingCall(
        number=_number(fields, "number"),
        call=_text(fields, "call"),
        arguments=_arguments(fields),
        socket=_number(fields, "socket"),
        fd=_integer(fields, "fd", -1, -1, _MOST_NUMBER),
        data=_bytes(fields, "data"),
        size=natural(fields, "size"),
        file=_text(fields, "file"),
        line=_number(fields, "line", limit=_MOST_LINE),
    )


def _side(fields: Fields) -> Side:
    try:
        return Side(_text(fields, "side"))
    except ValueError:
        raise BadValueError("side: unknown") from None


def _part(fields: Fields) -> Part:
    try:
        return Part(_text(fields, "part"))
    except ValueError:
        raise BadValueError("part: unknown") from None


def socket_in(fields: Fields) -> SocketInfo:
    """A socket. Raises BadValueError."""
    return SocketInfo(
        number=_number(fields, "number", 1),
        fd=_integer(fields, "fd", -1, -1, _MOST_NUMBER),
        family=_number(fields, "family", -_MOST_NUMBER),
        type=_number(fields, "type", -_MOST_NUMBER),
        proto=_number(fields, "proto", -_MOST_NUMBER),
        side=_side(fields),
        name=_text(fields, "name"),
        local=_in(fields.get("local"), "local"),
        peer=_in(fields.get("peer"), "peer"),
        listening=_get(fields, "listening", bool, False),
        closed=_get(fields, "closed", bool, False),
        unread=natural(fields, "unread"),
        pair=_number(fields, "pair"),
        listener=_number(fields, "listener"),
    )
