"""About the server: MOTD, VERSION, LUSERS, TIME, INFO, ADMIN, HELP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server import welcome
from core.server.commands import Command
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_HELP = (
    "JOIN #channel        go into a channel",
    "PART #channel        leave it",
    "PRIVMSG name :text   say something to a channel or a person",
    "NICK name            change your nickname",
    "TOPIC #channel :text set the topic",
    "NAMES #channel       who is in a channel",
    "LIST                 the channels",
    "WHOIS name           about a person",
    "AWAY :text           say that you are away; AWAY alone: back",
    "QUIT :text           leave",
)


def _here(server: Server, user: User, target: str) -> bool:
    """Whether a command is meant for us: no target, our name, a mask of it, or somebody here."""
    from core.irc.names import mask_matches

    if not target or mask_matches(target.lower(), server.wire.name.lower()):
        return True
    if server.find_nick(target) is not None:
        return True
    text = "There is no such server"
    server.wire.numeric(user, Numeric.ERR_NOSUCHSERVER, target, text)
    return False


def _motd(server: Server, user: User, message: Message) -> None:
    if _here(server, user, message.param(0)):
        welcome.motd(server, user)


def _version(server: Server, user: User, message: Message) -> None:
    if not _here(server, user, message.param(0)):
        return
    wire, config = server.wire, server.config
    wire.numeric(user, Numeric.RPL_VERSION, config.version, wire.name, config.network)
    welcome.isupport(server, user)


def _lusers(server: Server, user: User, message: Message) -> None:
    welcome.lusers(server, user)


def _time(server: Server, user: User, message: Message) -> None:
    if _here(server, user, message.param(0)):
        now = datetime.fromtimestamp(int(server.now), UTC)
        text = now.strftime("%A %d %B %Y, %H:%M:%S UTC")
        wire = server.wire
        wire.numeric(user, Numeric.RPL_TIME, wire.name, text)


def _info(server: Server, user: User, message: Message) -> None:
    if not _here(server, user, message.param(0)):
        return
    started = datetime.fromtimestamp(server.created, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    for text in (
        f"{server.config.version}: Besedka, chat on the local network",
        f"Running since {started}",
    ):
        server.wire.numeric(user, Numeric.RPL_INFO, text)
    server.wire.numeric(user, Numeric.RPL_ENDOFINFO, "End of INFO")


def _admin(server: Server, user: User, message: Message) -> None:
    if not _here(server, user, message.param(0)):
        return
    wire = server.wire
    who = server.config.admin or "Nobody is named; ask the person who started the server"
    wire.numeric(user, Numeric.RPL_ADMINME, wire.name, "Administrative info")
    wire.numeric(user, Numeric.RPL_ADMINLOC1, server.config.network)
    wire.numeric(user, Numeric.RPL_ADMINLOC2, server.config.version)
    wire.numeric(user, Numeric.RPL_ADMINEMAIL, who)


def _help(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    subject = message.param(0) or "*"
    found = [line for line in _HELP if subject == "*" or line.startswith(subject.upper() + " ")]
    if not found:
        text = "There is no help for this"
        wire.numeric(user, Numeric.ERR_HELPNOTFOUND, subject, text)
        return
    wire.numeric(user, Numeric.RPL_HELPSTART, subject, "The commands that matter most")
    for line in found:
        wire.numeric(user, Numeric.RPL_HELPTXT, subject, line)
    wire.numeric(user, Numeric.RPL_ENDOFHELP, subject, "End of HELP")


COMMANDS = (
    Command("MOTD", 0, False, _motd),
    Command("VERSION", 0, False, _version),
    Command("LUSERS", 0, False, _lusers),
    Command("TIME", 0, False, _time),
    Command("INFO", 0, False, _info),
    Command("ADMIN", 0, False, _admin),
    Command("HELP", 0, False, _help),
    Command("HELPOP", 0, False, _help),
)
