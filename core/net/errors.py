"""What can go wrong with a socket, as codes that the desktop has a sentence for.

Sources: errno(3), connect(2), bind(2), getaddrinfo(3).
"""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from enum import StrEnum


class NetErrorCode(StrEnum):
    """Why a listener or a connection could not be made, or ended."""

    PORT_IN_USE = "port_in_use"
    PORT_FORBIDDEN = "port_forbidden"
    ADDRESS_NOT_LOCAL = "address_not_local"
    NAME_NOT_FOUND = "name_not_found"
    REFUSED = "refused"
    TIMED_OUT = "timed_out"
    HOST_UNREACHABLE = "host_unreachable"
    NETWORK_UNREACHABLE = "network_unreachable"
    RESET = "reset"
    BROKEN_PIPE = "broken_pipe"
    TOO_MANY_FILES = "too_many_files"
    BAD_ADDRESS = "bad_address"
    CANCELLED = "cancelled"
    OTHER = "other"


@dataclass(unsafe_hash=True)  # not frozen: Python writes the traceback into an exception
class NetError(Exception):
    """A socket fault: a code, the place, and the system's own words in ``detail``."""

    code: NetErrorCode
    host: str = ""
    port: int = 0
    detail: str = ""


_BY_ERRNO = {
    errno.EADDRINUSE: NetErrorCode.PORT_IN_USE,
    errno.EACCES: NetErrorCode.PORT_FORBIDDEN,
    errno.EPERM: NetErrorCode.PORT_FORBIDDEN,
    errno.EADDRNOTAVAIL: NetErrorCode.ADDRESS_NOT_LOCAL,
    errno.ECONNREFUSED: NetErrorCode.REFUSED,
    errno.ETIMEDOUT: NetErrorCode.TIMED_OUT,
    errno.EHOSTUNREACH: NetErrorCode.HOST_UNREACHABLE,
    errno.EHOSTDOWN: NetErrorCode.HOST_UNREACHABLE,
    errno.ENETUNREACH: NetErrorCode.NETWORK_UNREACHABLE,
    errno.ENETDOWN: NetErrorCode.NETWORK_UNREACHABLE,
    errno.ECONNRESET: NetErrorCode.RESET,
    errno.ECONNABORTED: NetErrorCode.RESET,
    errno.EPIPE: NetErrorCode.BROKEN_PIPE,
    errno.EMFILE: NetErrorCode.TOO_MANY_FILES,
    errno.ENFILE: NetErrorCode.TOO_MANY_FILES,
}


def net_error(
    error: OSError | UnicodeError | OverflowError, host: str = "", port: int = 0
) -> NetError:
    """The NetError for what the socket module raised."""
    # Without the number: "Invalid argument", not "[Errno 22] Invalid argument".
    detail = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if isinstance(error, socket.gaierror):
        return NetError(NetErrorCode.NAME_NOT_FOUND, host, port, detail)
    if isinstance(error, TimeoutError):
        return NetError(NetErrorCode.TIMED_OUT, host, port, detail)
    if isinstance(error, UnicodeError | OverflowError):
        return NetError(NetErrorCode.BAD_ADDRESS, host, port, detail)
    code = _BY_ERRNO.get(error.errno or 0, NetErrorCode.OTHER)
    return NetError(code, host, port, detail)
