"""What a client speaks, told by the first bytes that it sends.

One port serves TLS, WebSocket (which begins as HTTP) and IRC. No command of IRC begins with the
byte of a TLS handshake, and none looks like the first line of a request of HTTP.

Sources: RFC 8446 section 5.1 (record layer), RFC 9112 section 3 (request line).
"""

from __future__ import annotations

import re
from enum import Enum, auto

_HANDSHAKE = 0x16
_METHODS = (b"GET ", b"POST ", b"HEAD ", b"OPTIONS ")
_REQUEST = re.compile(rb"GET [^ ]+ HTTP/1\.[0-9]\r?\n")
_FILES = re.compile(rb"(?:GET|POST|HEAD|OPTIONS) /files(?:[/?][^ ]*)? HTTP/1\.[0-9]\r?\n")
LONGEST_REQUEST_LINE = 4096


class Speech(Enum):
    """What a connection speaks."""

    UNDECIDED = auto()
    TLS = auto()
    HTTP = auto()  # a request that may ask for a WebSocket
    FILES = auto()  # a request for the file host (core.net.file_host)
    PLAIN = auto()  # IRC, or something that the server has an answer for


def speech_of(data: bytes) -> Speech:
    """What ``data``, all that came so far, is the beginning of."""
    if not data:
        return Speech.UNDECIDED
    if data[0] == _HANDSHAKE:
        return Speech.TLS
    if not data.startswith(_METHODS):
        begun = any(method.startswith(data) for method in _METHODS)
        return Speech.UNDECIDED if begun else Speech.PLAIN
    if b"\n" not in data:
        return Speech.UNDECIDED if len(data) < LONGEST_REQUEST_LINE else Speech.PLAIN
    if _FILES.match(data):
        return Speech.FILES
    return Speech.HTTP if _REQUEST.match(data) else Speech.PLAIN
