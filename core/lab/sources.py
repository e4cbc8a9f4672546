"""The Python line of each call in the lab, and what it returned as Python writes it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from core.lab.value_types import LINGER_FORMAT, Option, OptionKind, Value

_SHOWN = 300
"""Letters of a result that are shown; the data itself is kept whole."""
_UNPACKED = {
    OptionKind.LINGER: (
        f"struct.unpack('{LINGER_FORMAT}', ",
        f", {struct.calcsize(LINGER_FORMAT)})",
    )
}


def maker_source(name: str, names: tuple[str, ...], family: str, kind: str, proto: int) -> str:
    """``s1 = socket.socket(socket.AF_INET, socket.SOCK_STREAM)``; a protocol unless it is 0."""
    more = f", {proto_source(family, proto)}" if proto else ""
    return f"{', '.join(names)} = socket.{name}(socket.{family}, socket.{kind}{more})"


def proto_source(family: str, proto: int) -> str:
    """A protocol number as Python: its name where it has one."""
    import socket

    if family in ("AF_INET", "AF_INET6"):
        for name in ("IPPROTO_TCP", "IPPROTO_UDP", "IPPROTO_ICMP"):
            if getattr(socket, name, None) == proto:
                return f"socket.{name}"
    return str(proto)


def address_source(arguments: Mapping[str, Value]) -> str:
    """The address among the arguments: ``('127.0.0.1', 12345)``, or a path; "" without one."""
    if "path" in arguments:
        return arguments["path"].source
    if "host" in arguments and "port" in arguments:
        return f"({arguments['host'].source}, {arguments['port'].source})"
    return ""


def arguments_source(name: str, arguments: Mapping[str, Value]) -> str:
    """What stands between the brackets of a call."""
    if name == "getaddrinfo":
        return ", ".join(arguments[key].source for key in ("host", "port") if key in arguments)
    if name in ("setsockopt", "getsockopt"):
        option = arguments["option"].source if "option" in arguments else ""
        value = arguments["value"].source if "value" in arguments else ""
        return ", ".join(part for part in (option, value) if part)
    parts = [
        arguments[key].source
        for key in ("data", "size", "backlog", "how", "seconds", "flags")
        if key in arguments and not (key == "flags" and arguments[key].value == 0)
    ]
    parts.append(address_source(arguments))
    return ", ".join(part for part in parts if part)


def call_source(socket_name: str, name: str, arguments: Mapping[str, Value]) -> str:
    """``s2.connect(('127.0.0.1', 12345))``; functions of the module begin with ``socket.``."""
    call = f"{socket_name or 'socket'}.{name}({arguments_source(name, arguments)})"
    option = arguments.get("option")
    if name == "getsockopt" and option is not None and isinstance(option.value, Option):
        before, after = _UNPACKED.get(option.value.kind, ("", ""))
        if before:
            return f"{before}{call[:-1]}{after})"
    return call


def imports_of(name: str, arguments: Mapping[str, Value]) -> tuple[str, ...]:
    """Modules beside ``socket`` that the line of a call needs."""
    wanted = {module for value in arguments.values() for module in value.imports}
    option = arguments.get("option")
    if (
        name == "getsockopt"
        and option is not None
        and isinstance(option.value, Option)
        and option.value.kind in _UNPACKED
    ):
        wanted.add("struct")
    return tuple(sorted(wanted))


def result_text(value: Any, names: tuple[str, ...] = ()) -> str:
    """What a call returned, as Python writes it: of accept ``(c1, ('127.0.0.1', 50418))``."""
    if names:
        return f"({', '.join(names)}, {value!r})"
    if isinstance(value, bytes) and len(value) > _SHOWN:
        return repr(value[:_SHOWN]) + "…"
    text = repr(value)
    return text if len(text) <= 4 * _SHOWN else text[: 4 * _SHOWN] + "…"
