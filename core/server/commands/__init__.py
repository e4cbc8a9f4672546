"""One handler for each command, in families; ``table.TABLE`` lists them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.irc.message import Message
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

Handler = Callable[["Server", User, Message], None]


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the command table.

    With fewer than ``min_params`` parameters the client gets 461, and before it is registered 451
    unless ``before_registration``.
    """

    name: str
    min_params: int
    before_registration: bool
    handler: Handler
