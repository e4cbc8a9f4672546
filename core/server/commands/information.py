"""About the server: MOTD, VERSION, LUSERS, TIME, INFO, ADMIN (RFC 2812 section 3.4)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server import welcome
from core.server.commands import Command
from core.server.commands.targets import is_here
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server


def _motd(server: Server, user: User, message: Message) -> None:
    if is_here(server, user, message.param(0)):
        welcome.motd(server, user)


def _version(server: Server, user: User, message: Message) -> None:
    if not is_here(server, user, message.param(0)):
        return
    wire, config = server.wire, server.config
    wire.numeric(user, Numeric.RPL_VERSION, config.version, wire.name, config.network)
    welcome.isupport(server, user)


def _lusers(server: Server, user: User, message: Message) -> None:
    if is_here(server, user, message.param(1)):
        welcome.lusers(server, user)


def _time(server: Server, user: User, message: Message) -> None:
    if is_here(server, user, message.param(0)):
        now = datetime.fromtimestamp(int(server.now), UTC)
        text = now.strftime("%A %d %B %Y, %H:%M:%S UTC")
        wire = server.wire
        wire.numeric(user, Numeric.RPL_TIME, wire.name, text)


def _info(server: Server, user: User, message: Message) -> None:
    if not is_here(server, user, message.param(0)):
        return
    started = datetime.fromtimestamp(server.created, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    for text in (
        f"{server.config.version}: Besedka. {server.config.description}",
        f"Running since {started}",
    ):
        server.wire.numeric(user, Numeric.RPL_INFO, text)
    server.wire.numeric(user, Numeric.RPL_ENDOFINFO, "End of INFO")


def _admin(server: Server, user: User, message: Message) -> None:
    if not is_here(server, user, message.param(0)):
        return
    wire = server.wire
    who = server.config.admin or "Nobody is named; ask the person who started the server"
    wire.numeric(user, Numeric.RPL_ADMINME, wire.name, "Administrative info")
    wire.numeric(user, Numeric.RPL_ADMINLOC1, server.config.network)
    wire.numeric(user, Numeric.RPL_ADMINLOC2, server.config.version)
    wire.numeric(user, Numeric.RPL_ADMINEMAIL, who)


COMMANDS = (
    Command("MOTD", 0, False, _motd),
    Command("VERSION", 0, False, _version),
    Command("LUSERS", 0, False, _lusers),
    Command("TIME", 0, False, _time),
    Command("INFO", 0, False, _info),
    Command("ADMIN", 0, False, _admin),
)
