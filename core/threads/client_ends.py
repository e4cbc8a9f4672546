"""How a client's connection ends: that we want it to, and what the socket says."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass

from core.client.events import Disconnected
from core.net.errors import NetErrorCode, net_error

# A sender, tags, or a command of which the rest did not come.
_CUT = re.compile(rb"(?:@[^\s=]+=\S* *)?(?::[^\s:]\S* *)?[A-Z0-9]*")
_EARLY = (b"AUTHENTICATE", b"CAP", b"ERROR", b"NOTICE", b"PING")


@dataclass(slots=True)
class Stop:
    """We want to end, as "quit" or "cancelled"; at ``deadline`` (monotonic) it is over."""

    reason: str
    deadline: float


def is_pause(error: OSError) -> bool:
    """Whether a call only ran into the time that :func:`limit_send` set."""
    return error.errno in {None, errno.EAGAIN, errno.EWOULDBLOCK}


def is_cut_line(tail: bytes) -> bool:
    """Whether what came last is the beginning of a line of IRC, broken off before its command was
    whole. The greeting of a beginner's server, which often does not end its line, is none."""
    if not _CUT.fullmatch(tail):
        return False
    return tail[:1] in (b":", b"@") or any(word.startswith(tail) for word in _EARLY)


def as_event(error: OSError) -> Disconnected:
    """The end of a connection that a call told by raising."""
    fault = net_error(error)
    if fault.code is NetErrorCode.BROKEN_PIPE:  # what a writer sees of an end that it came late for
        return Disconnected("closed", fault.detail)
    return Disconnected(fault.code.value, fault.detail)
