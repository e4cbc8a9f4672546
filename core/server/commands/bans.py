"""Bans of the whole server, for operators: KLINE and UNKLINE, DLINE and UNDLINE, STATS k.

The names are those that IRC servers have always had: a K-line is about names (here also about
accounts, as ``a:NAME``), a D-line about addresses and networks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.message import Message
from core.irc.names import mask_matches
from core.irc.numerics import Numeric
from core.server import bans
from core.server.bans import BanError, BanInfo, BanKind
from core.server.commands import Command
from core.server.masks import fold_mask
from core.server.oversight import need_oper
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_ACCOUNT = re.compile(r"~?a(?:ccount)?:")
_TIME = re.compile(r"(?:\d{1,6}[smhdwy])+")
_PART = re.compile(r"(\d+)([smhdwy])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400, "y": 365 * 86400}
_FAULTS = {
    "empty": "There is nothing to ban",
    "not_an_address": "This is neither an address nor a network",
    "not_a_network": "This is neither an address nor a network",
    "bad_mask": "This cannot be a mask: it is too long or has a space in it",
}
_HELP = "KLINE and DLINE take [time] what [reason], such as: KLINE 1h *!*@10.0.0.* noise"


def seconds_of(text: str) -> int | None:
    """``1h30m`` → 5400; None where it is no time."""
    if not _TIME.fullmatch(text):
        return None
    return sum(int(number) * _SECONDS[unit] for number, unit in _PART.findall(text))


def _ban(server: Server, user: User, message: Message) -> None:
    """``KLINE [MYSELF] [time] what [reason]``; ``KLINE LIST`` or nothing shows them."""
    command, words = message.command, list(message.params)
    if not need_oper(server, user):
        return
    if not words or words[0].upper() == "LIST":
        _show(server, user, command)
        return
    myself = words[0].upper() == "MYSELF"
    if myself:
        del words[0]
    seconds = seconds_of(words[0]) if words else None
    if seconds is not None:
        del words[0]
    if not words:
        server.wire.fail(user, command, "NEED_MORE_PARAMS", _HELP)
        return
    what, reason = words[0], " ".join(words[1:])
    try:
        kind, what = _target(command, what)
    except BanError as error:
        server.wire.fail(user, command, "INVALID_TARGET", _FAULTS[error.code], what[:100])
        return
    if not myself and _hits(kind, what, user):
        text = f"This would ban you too; say {command} MYSELF … if you mean it"
        server.wire.fail(user, command, "INVALID_TARGET", text, what)
        return
    ban = bans.add_ban(server, kind, what, reason, user.nick, seconds or 0)
    if not user.closed:
        end = f"for {_span(seconds)}" if seconds else "without an end"
        server.wire.server(user, f"NOTICE {user.nick} :Banned {end}: {ban.what}")


def _unban(server: Server, user: User, message: Message) -> None:
    command, what = message.command, message.params[0]
    if not need_oper(server, user):
        return
    try:
        kind, what = _target(command.removeprefix("UN"), what)
        lifted = bans.remove_ban(server, kind, what, user.nick)
    except BanError as error:
        server.wire.fail(user, command, "INVALID_TARGET", _FAULTS[error.code], what[:100])
        return
    if lifted:
        server.wire.server(user, f"NOTICE {user.nick} :The ban is lifted: {what}")
    else:
        server.wire.fail(user, command, "NO_SUCH_BAN", "There is no such ban", what)


def _target(command: str, what: str) -> tuple[BanKind, str]:
    if command == "DLINE":
        kind = bans.kind_of(what)
        if kind is BanKind.MASK:
            raise BanError("not_an_address")
    elif account := _ACCOUNT.match(what):
        kind, what = BanKind.ACCOUNT, what[account.end() :]
    else:
        kind = BanKind.MASK
    return kind, bans.normal(kind, what)


def _hits(kind: BanKind, what: str, user: User) -> bool:
    if kind is BanKind.ACCOUNT:
        return fold(what) == fold(user.account)
    if kind is BanKind.MASK:
        who = f"{user.folded}!{user.username.lower()}@{user.host.lower()}"
        return mask_matches(fold_mask(what), who)
    return bans.contains(what, user.address)


def _show(server: Server, user: User, command: str) -> None:
    for ban in bans.list_bans(server):
        if (command == "DLINE") == (ban.kind in (BanKind.ADDRESS, BanKind.NETWORK)):
            text = "; ".join(bans.words_of(ban, server.now))
            server.wire.server(user, f"NOTICE {user.nick} :{_name(ban)} ({text})")
    server.wire.server(user, f"NOTICE {user.nick} :End of the list of bans")


def stats(server: Server, user: User) -> None:
    """The lines of STATS k: 216, one for each ban (RFC 1459 section 6.2)."""
    for ban in bans.list_bans(server):
        text = "; ".join(bans.words_of(ban, server.now))
        server.wire.numeric(user, Numeric.RPL_STATSKLINE, "K", _name(ban), text)


def _name(ban: BanInfo) -> str:
    return f"a:{ban.what}" if ban.kind is BanKind.ACCOUNT else ban.what


def _span(seconds: int) -> str:
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= size and seconds % size == 0:
            count = seconds // size
            return f"{count} {unit}" if count > 1 else f"1 {unit[:-1]}"
    return f"{seconds} seconds"


COMMANDS = (
    Command("KLINE", 0, False, _ban),
    Command("DLINE", 0, False, _ban),
    Command("UNKLINE", 1, False, _unban),
    Command("UNDLINE", 1, False, _unban),
)
