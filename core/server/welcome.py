"""Letting somebody in: the last checks, and the burst of numerics that greets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.irc.casemapping import OURS, fold
from core.irc.isupport import format_tokens
from core.irc.numerics import Numeric
from core.server import metadata
from core.server.bans import check
from core.server.channel_modes import (
    CHANMODES,
    EXTBAN,
    FLAGS,
    PREFIX,
    PREFIXES,
    STATUSES,
    USER_MODES,
    WITH_PARAMETER,
)
from core.server.classroom import LOCKED, may_enter
from core.server.commands.markers import show_markers
from core.server.events import LogKind, LogLevel
from core.server.login import locked_out
from core.server.nicknames import beside_oneself, claim
from core.server.passwords import same_secret
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_MANY_TARGETS = (
    "ACCEPT",
    "JOIN",
    "KICK",
    "NAMES",
    "NOTICE",
    "PART",
    "PRIVMSG",
    "TAGMSG",
    "WHOIS",
    "WHOWAS",
)
_ONE_TARGET = ("INVITE", "KILL", "KNOCK", "WHO")
_ANY_TARGETS = ("ISON", "LIST")
_CHANNEL_MODES = "".join(sorted([*FLAGS, *WITH_PARAMETER, *STATUSES]))
_CHANNEL_MODES_WITH_PARAMETER = "".join(sorted([*WITH_PARAMETER, *STATUSES]))


def admit(server: Server, user: User) -> bool:
    """Whether ``user`` may register now; if not, the reason has been sent."""
    wire = server.wire
    if check(server, user):
        return False
    if not may_enter(server, user):
        server.drop(user, "locked", LOCKED)
        return False
    wanted = server.config.password
    if wanted:
        refused = locked_out(server, user, "server")
        if not refused and not same_secret(user.password or "", wanted):
            if user.password:
                server.lockout.wrong(server, user, "server", known=False)
            else:
                server.note(LogKind.WRONG_PASSWORD, user, level=LogLevel.WARNING)
            refused = "The password of this server is another one"
        if refused:
            wire.numeric(user, Numeric.ERR_PASSWDMISMATCH, refused)
            server.leave(user, "Wrong password")
            server.note(LogKind.DISCONNECTED, user, "wrong_password")
            return False
    wanted_nick = user.nick
    user.nick = user.folded = ""
    nick = beside_oneself(server, user, wanted_nick)
    if not claim(server, user, nick):  # others may have come meanwhile
        return False
    user.nick, user.folded = nick, fold(nick)
    if nick != wanted_nick:
        user.refused_nick = wanted_nick
    return True


def greet(server: Server, user: User) -> None:
    """001 to 005, LUSERS and the message of the day."""
    config, wire = server.config, server.wire
    when = datetime.fromtimestamp(server.created, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    wire.numeric(user, Numeric.RPL_WELCOME, f"Welcome to {config.network}, {user.nick}")
    text = f"Your host is {wire.name}, running {config.version}"
    wire.numeric(user, Numeric.RPL_YOURHOST, text)
    wire.numeric(user, Numeric.RPL_CREATED, f"This server was started {when}")
    wire.numeric(
        user,
        Numeric.RPL_MYINFO,
        wire.name,
        config.version,
        "".join(sorted(USER_MODES)),
        _CHANNEL_MODES,
        _CHANNEL_MODES_WITH_PARAMETER,
    )
    isupport(server, user)
    lusers(server, user)
    metadata.greet(server, user)
    motd(server, user)
    show_markers(server, user)


def isupport(server: Server, user: User) -> None:
    """005: what this server can do, and its limits."""
    limits = server.config.limits
    targets = limits.targets
    targmax = dict.fromkeys(_MANY_TARGETS, str(targets))
    targmax["USERHOST"] = targmax["USERIP"] = "5"
    targmax |= dict.fromkeys(_ONE_TARGET, "1") | dict.fromkeys(_ANY_TARGETS, "")
    history = {"CHATHISTORY": str(limits.history), "MSGREFTYPES": "msgid,timestamp"}
    if not server.config.keep_history:
        history = {}
    files = {}
    if user.file_host:
        place = user.file_host
        if user.secure:  # it must not be led out of encryption: the same port speaks that too
            place = place.replace("http://", "https://", 1)
        files = {"soju.im/FILEHOST": place}
    tokens = {
        "ACCOUNTEXTBAN": "a",
        "AWAYLEN": str(limits.away_length),
        "BOT": "B",
        "CASEMAPPING": OURS,
        "CHANLIMIT": f"#:{limits.channels_per_user}",
        "CHANMODES": CHANMODES,
        "CHANNELLEN": str(limits.channel_length),
        "CHANTYPES": "#",
        "ELIST": "CMNTU",
        "EXCEPTS": "",
        "EXTBAN": EXTBAN,
        "INVEX": "",
        "KEYLEN": str(limits.key_length),
        "KICKLEN": str(limits.kick_length),
        "KNOCK": "",
        "LINELEN": str(limits.body_length + 2),
        "MAXLIST": ",".join(f"{kind}:{limits.masks_per_list}" for kind in "beI"),
        "MODES": str(limits.modes),
        "MONITOR": str(limits.monitored),
        "NAMELEN": str(limits.realname_length),
        "NETWORK": server.config.network,
        "NICKLEN": str(limits.nick_length),
        "PREFIX": PREFIX,
        "SAFELIST": "",
        "STATUSMSG": PREFIXES,
        "TARGMAX": ",".join(f"{name}:{most}" for name, most in sorted(targmax.items())),
        "TOPICLEN": str(limits.topic_length),
        "USERLEN": str(limits.user_length),
        "UTF8ONLY": "",
        **history,
        "WHOX": "",
        **files,
    }
    for words in format_tokens(tokens):
        server.wire.numeric(user, Numeric.RPL_ISUPPORT, *words, "are supported by this server")


def lusers(server: Server, user: User) -> None:
    """251 to 266: how many people and channels there are."""
    wire = server.wire
    people = server.registered_count
    opers = sum(1 for person in server.nicks.values() if person.oper)
    unknown = len(server.users) - people
    hidden = sum(1 for person in server.nicks.values() if "i" in person.modes)
    wire.numeric(
        user,
        Numeric.RPL_LUSERCLIENT,
        f"There are {people - hidden} users and {hidden} invisible on 1 servers",
    )
    wire.numeric(user, Numeric.RPL_LUSEROP, str(opers), "operators online")
    if unknown:
        wire.numeric(user, Numeric.RPL_LUSERUNKNOWN, str(unknown), "unknown connections")
    wire.numeric(user, Numeric.RPL_LUSERCHANNELS, str(len(server.channels)), "channels formed")
    wire.numeric(user, Numeric.RPL_LUSERME, f"I have {people} clients and 0 servers")
    most = server.most_people
    for code, where in ((Numeric.RPL_LOCALUSERS, "local"), (Numeric.RPL_GLOBALUSERS, "global")):
        text = f"Current {where} users {people}, max {most}"
        wire.numeric(user, code, str(people), str(most), text)


def motd(server: Server, user: User) -> None:
    """The message of the day."""
    wire = server.wire
    if not server.config.motd:
        wire.numeric(user, Numeric.ERR_NOMOTD, "There is no message of the day")
        return
    wire.numeric(user, Numeric.RPL_MOTDSTART, f"- {wire.name} message of the day -")
    for line in server.config.motd:
        wire.numeric(user, Numeric.RPL_MOTD, f"- {line}")
    wire.numeric(user, Numeric.RPL_ENDOFMOTD, "End of the message of the day")
