"""Whether the server could listen at a port right now: asked of the system by trying."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.net.errors import NetError, NetErrorCode
from core.net.listener import open_listeners


class PortState(StrEnum):
    """What the line beside the port says."""

    FREE = "free"
    TAKEN = "taken"  # another one, ``PortAnswer.port``, is free and will be used
    NONE_FREE = "none_free"
    FORBIDDEN = "forbidden"
    BAD_NETWORK = "bad_network"  # the chosen address is no longer one of this computer


@dataclass(frozen=True, slots=True)
class PortAnswer:
    """The state, and the port at which the server would listen (0 for none)."""

    state: PortState
    port: int = 0


_BY_CODE = {
    NetErrorCode.PORT_IN_USE: PortState.NONE_FREE,
    NetErrorCode.PORT_FORBIDDEN: PortState.FORBIDDEN,
}


def check_port(host: str, port: int) -> PortAnswer:
    """Bind and let go at once. Takes microseconds; sends nothing."""
    try:
        listeners, found = open_listeners(host, port, search=True)
    except NetError as error:
        return PortAnswer(_BY_CODE.get(error.code, PortState.BAD_NETWORK))
    for listener in listeners:
        listener.close()
    return PortAnswer(PortState.FREE if found == port else PortState.TAKEN, found)
