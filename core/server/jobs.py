"""Work that takes long (keys of passwords), handed to whoever runs the server.

A handler may not wait, so it adds a job. The connection that it is for is not heard until the job
is done: the lines that come meanwhile are kept, in order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.server.server import Server
    from core.server.state import User


class TooManyJobsError(Exception):
    """So much work waits already that this is refused; the client may try again later."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """``work`` runs in any thread, takes part of a second, and touches nothing of the server.

    ``done`` is called with its result under the server's lock, unless the connection has gone.
    ``label`` is that of the command that is being answered.
    """

    conn: int
    work: Callable[[], Any]
    done: Callable[[Server, User, Any], None]
    label: bytes = b""
