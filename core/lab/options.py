"""Socket options by name: those that this system has, and what each takes.

Sources: socket(7), tcp(7), ip(7), ipv6(7).
"""

from __future__ import annotations

import socket
import struct

from core.lab.value_types import LINGER_FORMAT, Fault, FaultCode, Option, OptionKind, Value

_FLAG, _INTEGER = OptionKind.FLAG, OptionKind.INTEGER

_EVERY = (
    Option("SOL_SOCKET", "SO_REUSEADDR", _FLAG),
    Option("SOL_SOCKET", "SO_REUSEPORT", _FLAG),
    Option("SOL_SOCKET", "SO_RCVBUF", _INTEGER),
    Option("SOL_SOCKET", "SO_SNDBUF", _INTEGER),
    Option("SOL_SOCKET", "SO_LINGER", OptionKind.LINGER),
    Option("SOL_SOCKET", "SO_ERROR", _INTEGER, read_only=True),
    Option("SOL_SOCKET", "SO_TYPE", _INTEGER, read_only=True),
    Option("SOL_SOCKET", "SO_ACCEPTCONN", _FLAG, read_only=True),
)
_INTERNET = (
    Option("SOL_SOCKET", "SO_KEEPALIVE", _FLAG),
    Option("SOL_SOCKET", "SO_DONTROUTE", _FLAG),
    Option("SOL_SOCKET", "SO_OOBINLINE", _FLAG),
)
_TCP = (
    Option("IPPROTO_TCP", "TCP_NODELAY", _FLAG),
    Option("IPPROTO_TCP", "TCP_CORK", _FLAG),
    Option("IPPROTO_TCP", "TCP_QUICKACK", _FLAG),
    Option("IPPROTO_TCP", "TCP_MAXSEG", _INTEGER),
    Option("IPPROTO_TCP", "TCP_KEEPIDLE", _INTEGER),
    Option("IPPROTO_TCP", "TCP_KEEPINTVL", _INTEGER),
    Option("IPPROTO_TCP", "TCP_KEEPCNT", _INTEGER),
    Option("IPPROTO_TCP", "TCP_USER_TIMEOUT", _INTEGER),
    Option("IPPROTO_TCP", "TCP_DEFER_ACCEPT", _INTEGER),
    Option("IPPROTO_TCP", "TCP_SYNCNT", _INTEGER),
)
_UDP = (Option("SOL_SOCKET", "SO_BROADCAST", _FLAG),)
_IP = (
    Option("IPPROTO_IP", "IP_TTL", _INTEGER),
    Option("IPPROTO_IP", "IP_TOS", _INTEGER),
)
_IP_GROUPS = (
    Option("IPPROTO_IP", "IP_MULTICAST_TTL", _INTEGER),
    Option("IPPROTO_IP", "IP_MULTICAST_LOOP", _FLAG),
    Option("IPPROTO_IP", "IP_ADD_MEMBERSHIP", OptionKind.GROUP, write_only=True),
    Option("IPPROTO_IP", "IP_DROP_MEMBERSHIP", OptionKind.GROUP, write_only=True),
)
_IPV6 = (
    Option("IPPROTO_IPV6", "IPV6_V6ONLY", _FLAG),
    Option("IPPROTO_IPV6", "IPV6_UNICAST_HOPS", _INTEGER),
)
_IPV6_GROUPS = (
    Option("IPPROTO_IPV6", "IPV6_MULTICAST_HOPS", _INTEGER),
    Option("IPPROTO_IPV6", "IPV6_MULTICAST_LOOP", _FLAG),
    Option("IPPROTO_IPV6", "IPV6_JOIN_GROUP", OptionKind.GROUP, write_only=True),
    Option("IPPROTO_IPV6", "IPV6_LEAVE_GROUP", OptionKind.GROUP, write_only=True),
)

LINGER_BYTES = struct.calcsize(LINGER_FORMAT)


def options(family: int, kind: int) -> tuple[Option, ...]:
    """The options that a socket of that family and type has on this system."""
    found: tuple[Option, ...] = _EVERY
    stream = kind == socket.SOCK_STREAM
    if family in (socket.AF_INET, socket.AF_INET6):
        found += _INTERNET + (_TCP if stream else _UDP)
    if family == socket.AF_INET:
        found += _IP if stream else _IP + _IP_GROUPS
    if family == socket.AF_INET6:
        found += _IPV6 if stream else _IPV6 + _IPV6_GROUPS
    return tuple(
        each for each in found if hasattr(socket, each.level_name) and hasattr(socket, each.name)
    )


def option_numbers(option: Option) -> tuple[int, int] | None:
    """Level and name as numbers; None where this system does not have it."""
    level = getattr(socket, option.level_name, None)
    name = getattr(socket, option.name, None)
    return (level, name) if isinstance(level, int) and isinstance(name, int) else None


def read_option_value(option: Option, text: str) -> Value | Fault:
    """What ``setsockopt`` sets: see :class:`OptionKind` for how it is typed."""
    if option_numbers(option) is None:
        return Fault(FaultCode.OPTION_UNKNOWN, text, (option.name,))
    if option.read_only:
        return Fault(FaultCode.OPTION_READ_ONLY, text, (option.name,))
    wrong = Fault(FaultCode.OPTION_VALUE, text, (option.kind,))
    if option.kind is OptionKind.GROUP:
        return _group(option, text) or wrong
    if option.kind is OptionKind.LINGER:
        on, comma, seconds = text.partition(",")
        numbers = _int(on), _int(seconds) if comma else 0
        if numbers[0] not in (0, 1) or numbers[1] is None or not 0 <= numbers[1] <= 65535:
            return wrong
        source = f"struct.pack('{LINGER_FORMAT}', {numbers[0]}, {numbers[1]})"
        return Value(text, struct.pack(LINGER_FORMAT, *numbers), source, ("struct",))
    number = _int(text)
    if number is None or (option.kind is OptionKind.FLAG and number not in (0, 1)):
        return wrong
    if not -(2**31) <= number < 2**31:
        return Fault(
            FaultCode.NUMBER_RANGE, text, (-(2**31), 2**31 - 1), Value(text, number, str(number))
        )
    return Value(text, number, str(number))


def _int(text: str) -> int | None:
    digits = text.strip()
    plain = digits.removeprefix("-")
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 30:
        return None
    return int(digits)


def _group(option: Option, text: str) -> Value | None:
    """``struct ip_mreq`` (the group, an own address) or ``ipv6_mreq`` (the group, an index)."""
    group, _, mine = (part.strip() for part in text.partition(","))
    try:
        if option.level_name == "IPPROTO_IP":
            mine = mine or "0.0.0.0"
            value = socket.inet_pton(socket.AF_INET, group) + socket.inet_pton(socket.AF_INET, mine)
            return Value(text, value, f"socket.inet_aton({group!r}) + socket.inet_aton({mine!r})")
        index = _int(mine or "0")
        if index is None or not 0 <= index < 2**31:
            return None
        value = socket.inet_pton(socket.AF_INET6, group) + struct.pack("i", index)
    except (OSError, ValueError):
        return None
    source = f"socket.inet_pton(socket.AF_INET6, {group!r}) + struct.pack('i', {index})"
    return Value(text, value, source, ("struct",))
