"""How a client's connection ends: that we want it to, and what the socket says."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from core.client.events import Disconnected
from core.net.errors import NetErrorCode, net_error


@dataclass(slots=True)
class Stop:
    """We want to end, as "quit" or "cancelled"; at ``deadline`` (monotonic) it is over."""

    reason: str
    deadline: float


def is_pause(error: OSError) -> bool:
    """Whether a call only ran into the time that :func:`limit_send` set."""
    return error.errno in {None, errno.EAGAIN, errno.EWOULDBLOCK}


def as_event(error: OSError) -> Disconnected:
    """The end of a connection that a call told by raising."""
    fault = net_error(error)
    if fault.code is NetErrorCode.BROKEN_PIPE:  # what a writer sees of an end that it came late for
        return Disconnected("closed", fault.detail)
    return Disconnected(fault.code.value, fault.detail)
