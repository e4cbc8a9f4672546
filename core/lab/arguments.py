"""Arguments of a call given as plain Python, as values with their source."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Mapping
from typing import Any

from core.lab.calls import SHUT_NUMBERS
from core.lab.value_types import Fault, Host, Option, UnixPath, Value
from core.lab.values import read_flags, read_host


def as_values(arguments: Mapping[str, Any]) -> dict[str, Value]:
    """Each argument as a Value: those that are one already, and plain Python."""
    return {name: _value(name, given) for name, given in arguments.items()}


def _value(name: str, given: Any) -> Value:
    if isinstance(given, Value):
        return given
    if isinstance(given, Option):
        return Value(given.name, given, given.source)
    if name == "backlog" and given is None:
        return Value("", None, "")
    if name == "how" and given in SHUT_NUMBERS:
        return Value(given, SHUT_NUMBERS[given], f"socket.{given}")
    if name == "host" and isinstance(given, str):
        family = socket.AF_INET6 if ":" in given else socket.AF_INET
        host = read_host(given, family, socket.SOCK_DGRAM)
        return Host(given, given, repr(given)) if isinstance(host, Fault) else host
    if name == "path" and isinstance(given, str):
        return UnixPath(given, given, repr(given), abstract=given.startswith("\0"))
    if name == "data" and isinstance(given, bytes):
        source = _bytes_source(given)
        return Value(source, given, source)
    if name == "flags" and isinstance(given, tuple):
        flags = read_flags(given)
        return flags if isinstance(flags, Value) else Value(str(given), 0, "0")
    return Value(str(given), given, repr(given))


def _bytes_source(data: bytes) -> str:
    """Bytes as Python: a text that is encoded where they are one beyond ASCII."""
    if not data.isascii():
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode()
            if text.replace("\n", "").replace("\r", "").isprintable():
                return f"{text!r}.encode()"
    return repr(data)
