"""The values that a person types in the lab, and the faults; :mod:`core.lab.values` reads them."""

from __future__ import annotations

import socket
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MAX_PORT = 65535
MAX_PAYLOAD = 64 << 20
"""Bytes that one call may be given to send."""
LINGER_FORMAT = "HH" if sys.platform == "win32" else "ii"
"""struct linger: on or off, and seconds."""
MAX_RECV = 64 << 20
"""Bytes that one call may ask for: Python sets that much aside before it asks the kernel."""


class FaultCode(StrEnum):
    """Why a text is no value. In brackets: the fault's ``details``."""

    HOST_SPACE = "host_space"  # a space or control character in a host name
    HOST_LONG = "host_long"  # more than 253 letters, or a part of more than 63 (RFC 1035)
    HOST_DOTTED = "host_dotted"  # digits and dots, but no IPv4 address (999.1.1.1)
    HOST_IPV6 = "host_ipv6"  # has ":" and is no IPv6 address
    HOST_INTEGER = "host_integer"  # a number below 0 or too great for the family (greatest)
    HOST_FAMILY = "host_family"  # an IPv6 address on an AF_INET socket, or the reverse (family)
    HOST_BROADCAST = "host_broadcast"  # <broadcast> where only IPv4 datagrams go
    HOST_NAME = "host_name"  # no name can be written like that
    PORT_EMPTY = "port_empty"
    PORT_RANGE = "port_range"  # not 0 … 65535
    PORT_SERVICE = "port_service"  # no such service (protocol)
    PORT_PROTOCOL = "port_protocol"  # a service of the other protocol (protocol, other, port)
    PATH_EMPTY = "path_empty"
    PATH_LONG = "path_long"  # (bytes, greatest)
    PATH_NUL = "path_nul"  # a NUL inside
    PATH_ENCODING = "path_encoding"  # cannot be a file name
    ENCODING_UNKNOWN = "encoding_unknown"  # (encoding)
    ENCODING_CANNOT = "encoding_cannot"  # (encoding, the letter, its place from 0)
    HEX_DIGIT = "hex_digit"  # (the letter, its place from 0)
    HEX_ODD = "hex_odd"  # an odd number of digits
    LITERAL = "literal"  # no Python literal of bytes or text
    LITERAL_ASCII = "literal_ascii"  # b'Привет': bytes literals have ASCII letters only
    TOO_LONG = "too_long"  # (greatest, in bytes)
    NUMBER = "number"  # no whole number
    NUMBER_RANGE = "number_range"  # (least, greatest)
    TIMEOUT = "timeout"  # no number of seconds
    TIMEOUT_NEGATIVE = "timeout_negative"
    OPTION_UNKNOWN = "option_unknown"  # not on this system
    OPTION_VALUE = "option_value"  # (what it takes: an OptionKind)
    OPTION_READ_ONLY = "option_read_only"


@dataclass(frozen=True, slots=True)
class Value:
    """A value that was typed.

    Attributes:
        typed: the text, as typed.
        value: what the call is given.
        source: the Python expression for it, which the saved program has.
        imports: modules that ``source`` needs beside ``socket``.
    """

    typed: str
    value: Any
    source: str
    imports: tuple[str, ...] = ()


class HostKind(StrEnum):
    """What was typed as a host."""

    ANY = "any"  # ''
    BROADCAST = "broadcast"  # <broadcast>
    LOCALHOST = "localhost"
    NAME = "name"
    IPV4 = "ipv4"
    IPV6 = "ipv6"
    INTEGER = "integer"  # a binary address, as a number


@dataclass(frozen=True, slots=True)
class Host(Value):
    """A host. ``value`` is a text: of an integer its address in dots or colons."""

    kind: HostKind = HostKind.NAME
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Port(Value):
    """A port. ``value`` is its number, or None for a service that nobody knows: then the call
    itself asks getservbyname, which raises. ``service`` is the name, where one was typed."""

    service: str = ""
    protocol: str = "tcp"


@dataclass(frozen=True, slots=True)
class UnixPath(Value):
    """Where an AF_UNIX socket lives: a file, or on Linux an abstract name (typed ``@name``)."""

    abstract: bool = False


class PayloadKind(StrEnum):
    """How a payload was typed."""

    TEXT = "text"  # a text and its encoding
    LITERAL = "literal"  # Python: b'…\\r\\n', b'x' * 1000, 'Привет'.encode('cp1251')
    HEX = "hex"  # d0 9f d1 80
    STR = "str"  # a text without encoding, on purpose: send raises TypeError


@dataclass(frozen=True, slots=True)
class Payload(Value):
    """What is to be sent: ``value`` is bytes, or a str on purpose."""

    kind: PayloadKind = PayloadKind.TEXT


class OptionKind(StrEnum):
    """What a socket option takes."""

    FLAG = "flag"  # 0 or 1
    INTEGER = "integer"
    LINGER = "linger"  # "on,seconds": struct linger
    GROUP = "group"  # a multicast group, and after a comma one's own address (or interface index)


@dataclass(frozen=True, slots=True)
class Option:
    """A socket option that this system has: ``level_name`` and ``name`` as in Python."""

    level_name: str
    name: str
    kind: OptionKind
    read_only: bool = False
    write_only: bool = False

    @property
    def source(self) -> str:
        """The two first arguments of setsockopt, as Python."""
        return f"socket.{self.level_name}, socket.{self.name}"


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that is no value: ``details`` as told at its :class:`FaultCode`. ``anyway`` is the
    value to call with in spite of it, where the real call answers with an error of its own."""

    code: FaultCode
    typed: str
    details: tuple[Any, ...] = ()
    anyway: Value | None = None


@dataclass(frozen=True, slots=True)
class System:
    """What the system has; tests take it away."""

    has_unix: bool = hasattr(socket, "AF_UNIX")
    has_ipv6: bool = socket.has_ipv6
    linux: bool = sys.platform == "linux"


THIS_SYSTEM = System()
