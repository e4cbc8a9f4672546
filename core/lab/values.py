"""What a person types in the lab, read into values that a socket call takes.

Each reader takes a text and gives a value or a :class:`Fault`, never an exception. A value knows
the Python expression that stands for it. Where the real call would answer a wrong text with an
error of its own (port 70000: OverflowError), the fault carries it as ``anyway``: the errors are
the lesson.

Sources: Python's socket module ("Socket families"), inet_aton(3), getservbyname(3), unix(7),
socket(7), tcp(7), ip(7), ipv6(7), RFC 4007 (zones), RFC 6335 (ports and service names).
"""

from __future__ import annotations

import ipaddress
import math
import os
import re
import socket

from core.lab.options import options, read_option_value
from core.lab.payloads import read_payload
from core.lab.value_types import (
    MAX_PAYLOAD,
    MAX_PORT,
    MAX_RECV,
    THIS_SYSTEM,
    Fault,
    FaultCode,
    Host,
    HostKind,
    Option,
    OptionKind,
    Payload,
    PayloadKind,
    Port,
    System,
    UnixPath,
    Value,
)

__all__ = [
    "MAX_PAYLOAD", "MAX_PORT", "MAX_RECV", "THIS_SYSTEM", "Fault", "FaultCode", "Host", "HostKind",
    "Option", "OptionKind", "Payload", "PayloadKind", "Port", "System", "UnixPath", "Value",
    "families", "flag_names", "options", "protocols", "read_backlog", "read_flags", "read_host",
    "read_option_value", "read_path", "read_payload", "read_port", "read_size", "read_timeout",
]  # fmt: skip

_INTEGER = re.compile(r"-?[0-9]+|0[xX][0-9a-fA-F]+", re.ASCII)
_MAX_DIGITS = 50
_LONGEST_NAME = 253  # RFC 1035
_LONGEST_LABEL = 63
_LINUX_PATH = 107  # unix(7): sun_path has 108 bytes, and Python wants the NUL
_OTHER_PATH = 103

# Where a system has no list of services (a bare container), the ones that lessons name.
_SERVICES = {
    "tcp": {
        "echo": 7, "discard": 9, "daytime": 13, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25,
        "time": 37, "domain": 53, "gopher": 70, "http": 80, "pop3": 110, "nntp": 119, "imap2": 143,
        "https": 443, "imaps": 993, "ircs-u": 6697, "ircd": 6667,
    },
    "udp": {
        "echo": 7, "discard": 9, "daytime": 13, "time": 37, "domain": 53, "tftp": 69, "ntp": 123,
        "snmp": 161, "syslog": 514,
    },
}  # fmt: skip


def families(system: System = THIS_SYSTEM) -> tuple[str, ...]:
    """The domains that sockets can be made in here, as Python names: "AF_INET" first."""
    found = ["AF_INET"]
    if system.has_ipv6:
        found.append("AF_INET6")
    if system.has_unix:
        found.append("AF_UNIX")
    return tuple(found)


def protocols(family: str, kind: str) -> tuple[tuple[str, int], ...]:
    """The protocols that fit a domain and type: (source, number), ("0", 0) first."""
    if family not in ("AF_INET", "AF_INET6"):
        return (("0", 0),)
    if kind == "SOCK_STREAM":
        return (("0", 0), ("socket.IPPROTO_TCP", socket.IPPROTO_TCP))
    return (("0", 0), ("socket.IPPROTO_UDP", socket.IPPROTO_UDP))


# --- hosts and ports ------------------------------------------------------------------------------


def read_host(
    text: str, family: int = socket.AF_INET, kind: int = socket.SOCK_STREAM
) -> Host | Fault:
    """A host for a socket of that family and type: a name, a dotted IPv4 address, an IPv6 address
    with or without zone, an integer as a binary address, "" (any interface), "<broadcast>"."""
    name = text.strip()
    if name in ("", "''", '""'):
        return Host(text, "", "''", kind=HostKind.ANY)
    if name == "<broadcast>":
        host = _host(text, name, HostKind.BROADCAST)
        fits = family == socket.AF_INET and kind == socket.SOCK_DGRAM
        return host if fits else Fault(FaultCode.HOST_BROADCAST, text, (), host)
    if _INTEGER.fullmatch(name):
        return _integer_host(text, name, family)
    if ":" in name:
        return _ipv6_host(text, name, family)
    if not name.strip("0123456789."):
        return _ipv4_host(text, name, family)
    return _named_host(text, name)


def _host(typed: str, value: str, kind: HostKind, zone: str = "") -> Host:
    return Host(typed, value, repr(value), kind=kind, zone=zone)


def _integer_host(text: str, name: str, family: int) -> Host | Fault:
    wide = family == socket.AF_INET6
    bits = 128 if wide else 32
    greatest = 2**bits - 1
    number = int(name, 16 if name[:2] in ("0x", "0X") else 10) if len(name) <= _MAX_DIGITS else -1
    if not 0 <= number <= greatest:
        return Fault(FaultCode.HOST_INTEGER, text, (greatest,))
    # Python's socket module takes no number; these are the calls that make it an address.
    shown = name.lower() if name[:2] in ("0x", "0X") else str(number)
    if wide:
        value = str(ipaddress.IPv6Address(number))
        source = f"socket.inet_ntop(socket.AF_INET6, ({shown}).to_bytes(16, 'big'))"
    else:
        value = str(ipaddress.IPv4Address(number))
        source = f"socket.inet_ntoa(({shown}).to_bytes(4, 'big'))"
    return Host(text, value, source, kind=HostKind.INTEGER)


def _ipv6_host(text: str, name: str, family: int) -> Host | Fault:
    bare = name[1:-1] if name.startswith("[") and name.endswith("]") else name
    try:
        address = ipaddress.IPv6Address(bare)
    except ValueError:
        return Fault(FaultCode.HOST_IPV6, text)
    zone = address.scope_id or ""
    if not _is_name(zone):
        return Fault(FaultCode.HOST_IPV6, text)
    host = _host(text, bare, HostKind.IPV6, zone)
    if family == socket.AF_INET:
        return Fault(FaultCode.HOST_FAMILY, text, ("AF_INET6",), host)
    return host


def _ipv4_host(text: str, name: str, family: int) -> Host | Fault:
    try:
        ipaddress.IPv4Address(name)
    except ValueError:
        # The system is asked all the same, if it must: to glibc 127.1 is 127.0.0.1.
        return Fault(FaultCode.HOST_DOTTED, text, (), _host(text, name, HostKind.NAME))
    host = _host(text, name, HostKind.IPV4)
    if family == socket.AF_INET6:
        return Fault(FaultCode.HOST_FAMILY, text, ("AF_INET",), host)
    return host


def _named_host(text: str, name: str) -> Host | Fault:
    if any(letter.isspace() or ord(letter) < 32 or letter == "\x7f" for letter in name):
        return Fault(FaultCode.HOST_SPACE, text)
    if len(name) > _LONGEST_NAME or any(len(p) > _LONGEST_LABEL for p in name.split(".")):
        return Fault(FaultCode.HOST_LONG, text)
    if not _is_name(name):
        return Fault(FaultCode.HOST_NAME, text)
    local = name.lower() == "localhost"
    return _host(text, name, HostKind.LOCALHOST if local else HostKind.NAME)


def _is_name(name: str) -> bool:
    """Whether Python can hand this name to the system: it writes it in IDNA (RFC 3490)."""
    try:
        return b"\0" not in name.encode("idna")
    except UnicodeError:
        return False


def read_port(text: str, protocol: str = "tcp") -> Port | Fault:
    """A port: 0 … 65535, or the name of a service of ``protocol`` ("tcp", "udp")."""
    name = text.strip()
    if not name:
        return Fault(FaultCode.PORT_EMPTY, text)
    number = _whole(name)
    if number is not None:
        port = Port(text, number, str(number), protocol=protocol)
        if 0 <= number <= MAX_PORT:
            return port
        return Fault(FaultCode.PORT_RANGE, text, (0, MAX_PORT), port)
    if (found := _service(name, protocol)) is not None:
        return Port(text, *found, service=name, protocol=protocol)
    asked = f"socket.getservbyname({name!r}, {protocol!r})"
    for other in _SERVICES:
        if other != protocol and (found := _service(name, other)) is not None:
            anyway = Port(text, *found, service=name, protocol=other)
            return Fault(FaultCode.PORT_PROTOCOL, text, (protocol, other, found[0]), anyway)
    unknown = Port(text, None, asked, service=name, protocol=protocol)
    return Fault(FaultCode.PORT_SERVICE, text, (protocol,), unknown)


def _service(name: str, protocol: str) -> tuple[int, str] | None:
    """The number of a service, and the Python that gives it."""
    try:
        return (
            socket.getservbyname(name, protocol),
            f"socket.getservbyname({name!r}, {protocol!r})",
        )
    except (OSError, ValueError):
        number = _SERVICES.get(protocol, {}).get(name)
        return None if number is None else (number, str(number))


def _whole(text: str) -> int | None:
    """A whole number in ASCII digits, None for anything else."""
    plain = text[1:] if text[:1] in ("-", "+") else text
    if not (plain.isascii() and plain.isdigit()) or len(plain) > _MAX_DIGITS:
        return None
    return int(text)


def read_path(text: str, system: System = THIS_SYSTEM) -> UnixPath | Fault:
    """A path for an AF_UNIX socket; on Linux ``@name`` is an abstract one."""
    if not text.strip():
        return Fault(FaultCode.PATH_EMPTY, text)
    if "\0" in text:
        return Fault(FaultCode.PATH_NUL, text)
    abstract = text.startswith("@") and system.linux
    value = "\0" + text[1:] if abstract else text
    try:
        size = len(os.fsencode(value))
    except UnicodeError:
        return Fault(FaultCode.PATH_ENCODING, text)
    path = UnixPath(text, value, repr(value), abstract=abstract)
    greatest = (_LINUX_PATH + abstract) if system.linux else _OTHER_PATH
    if size > greatest:
        return Fault(FaultCode.PATH_LONG, text, (size, greatest), path)
    return path


# --- numbers and flags ----------------------------------------------------------------------------


def read_size(text: str) -> Value | Fault:
    """How many bytes ``recv`` asks for: 0 … MAX_RECV."""
    number = _whole(text.strip())
    if number is None:
        return Fault(FaultCode.NUMBER, text)
    value = Value(text, number, str(number))
    if 0 <= number <= MAX_RECV:
        return value
    return Fault(FaultCode.NUMBER_RANGE, text, (0, MAX_RECV), value if number < 0 else None)


def read_backlog(text: str) -> Value | Fault:
    """``listen``'s number, or "" for none (``value`` None: the system's own)."""
    if not text.strip():
        return Value(text, None, "")
    number = _whole(text.strip())
    if number is None:
        return Fault(FaultCode.NUMBER, text)
    value = Value(text, number, str(number))
    least, greatest = -(2**31), 2**31 - 1
    if least <= number <= greatest:
        return value
    return Fault(FaultCode.NUMBER_RANGE, text, (least, greatest), value)


def read_timeout(text: str) -> Value | Fault:
    """Seconds for ``settimeout``: "" or "None" for no timeout; a decimal comma is taken too."""
    name = text.strip()
    if name in ("", "None"):
        return Value(text, None, "None")
    try:
        seconds = float(name.replace(",", "."))
    except ValueError:
        return Fault(FaultCode.TIMEOUT, text)
    if not math.isfinite(seconds):
        return Fault(FaultCode.TIMEOUT, text)
    source = str(int(seconds)) if seconds.is_integer() and abs(seconds) < 1e15 else repr(seconds)
    value = Value(text, seconds, source)
    if seconds < 0:
        return Fault(FaultCode.TIMEOUT_NEGATIVE, text, (), value)
    if seconds > _LONGEST_WAIT:
        return Fault(FaultCode.NUMBER_RANGE, text, (0, _LONGEST_WAIT), value)
    return value


_LONGEST_WAIT = 2_000_000
"""Seconds: poll(2) counts milliseconds in 31 bits."""

_SEND_FLAGS = ("MSG_DONTWAIT", "MSG_OOB", "MSG_DONTROUTE", "MSG_MORE", "MSG_NOSIGNAL")
_RECV_FLAGS = ("MSG_PEEK", "MSG_DONTWAIT", "MSG_WAITALL", "MSG_OOB", "MSG_TRUNC")


def flag_names(receiving: bool) -> tuple[str, ...]:
    """The flags that this system has for receiving, or for sending."""
    wanted = _RECV_FLAGS if receiving else _SEND_FLAGS
    return tuple(name for name in wanted if hasattr(socket, name))


def read_flags(names: tuple[str, ...]) -> Value | Fault:
    """Flags of send and recv by name: ("MSG_PEEK",); none is 0."""
    number = 0
    for name in names:
        if name not in _SEND_FLAGS + _RECV_FLAGS or not hasattr(socket, name):
            return Fault(FaultCode.OPTION_UNKNOWN, " | ".join(names), (name,))
        number |= int(getattr(socket, name))
    source = " | ".join(f"socket.{name}" for name in names)
    return Value(" | ".join(names), number, source or "0")
