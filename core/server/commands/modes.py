"""MODE for channels and people (RFC 2812 sections 3.1.5 and 3.2.3, Modern IRC "MODE message")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.isupport import Isupport
from core.irc.message import Message
from core.irc.modes import ModeChange, format_modes, parse_modes, parse_user_modes
from core.irc.numerics import Numeric
from core.server.commands import Command
from core.server.commands.channels import need_op, no_such_channel, own_channel
from core.server.events import LogKind
from core.server.masks import complete_mask, fold_mask
from core.server.state import Channel, ListEntry, User

if TYPE_CHECKING:
    from core.server.server import Server

_GRAMMAR = Isupport()
_GRAMMAR.update(["CHANMODES=Ibe,k,l,imnpst", "PREFIX=(ov)@+"])
_FLAGS = frozenset("imnpst")
_LISTS = {
    "b": (Numeric.RPL_BANLIST, Numeric.RPL_ENDOFBANLIST, "End of the list of bans"),
    "e": (Numeric.RPL_EXCEPTLIST, Numeric.RPL_ENDOFEXCEPTLIST, "End of the list of exceptions"),
    "I": (Numeric.RPL_INVEXLIST, Numeric.RPL_ENDOFINVEXLIST, "End of the list of invitations"),
}
_MASK_LENGTH = 150
_LIMIT_DIGITS = 6


def _mode(server: Server, user: User, message: Message) -> None:
    target = message.params[0]
    if target.startswith("#"):
        channel = server.find_channel(target)
        if channel is None or (channel.secret and user.conn not in channel.members):
            no_such_channel(server, user, target)
        elif len(message.params) == 1:
            _show(server, user, channel)
        else:
            _change(server, user, channel, message)
    else:
        _user_mode(server, user, message)


def _show(server: Server, user: User, channel: Channel) -> None:
    letters = sorted(channel.flags)
    args: list[str] = []
    inside = user.conn in channel.members
    if channel.key:
        letters.append("k")
        args.append(channel.key if inside else "*")
    if channel.limit:
        letters.append("l")
        args.append(str(channel.limit))
    wire = server.wire
    wire.numeric(user, Numeric.RPL_CHANNELMODEIS, channel.name, "+" + "".join(letters), *args)
    created = str(int(channel.created))
    wire.numeric(user, Numeric.RPL_CREATIONTIME, channel.name, created)


def _change(server: Server, user: User, channel: Channel, message: Message) -> None:
    done: list[ModeChange] = []
    listed: set[str] = set()
    with_parameter = 0
    for change in parse_modes(message.params[1:], _GRAMMAR):
        letter = change.letter
        if letter in _LISTS and not change.arg:
            if letter not in listed:
                listed.add(letter)
                _show_list(server, user, channel, letter)
            continue
        if letter not in "ovkl" and letter not in _LISTS and letter not in _FLAGS:
            text = "There is no such channel mode"
            server.wire.numeric(user, Numeric.ERR_UNKNOWNMODE, letter, text)
            continue
        if own_channel(server, user, channel.name) is None:
            break
        if not need_op(server, user, channel):
            break
        if change.arg is not None:
            with_parameter += 1
            if with_parameter > server.config.limits.modes:
                continue
        applied = _apply(server, user, channel, change)
        if applied is not None:
            done.append(applied)
    if not done:
        return
    channel.speakers.clear()
    _tell(server, user, channel, done)


def _tell(server: Server, user: User, channel: Channel, done: list[ModeChange]) -> None:
    """Tell the channel, in several lines where one would be too long."""
    params = " ".join(format_modes(done))
    line = f"MODE {channel.name} {params}".encode()
    if len(line) > user.room and len(done) > 1:
        middle = len(done) // 2
        _tell(server, user, channel, done[:middle])
        _tell(server, user, channel, done[middle:])
        return
    server.wire.to_channel(channel, user.prefix + line, actor=user, source=user)
    server.note(LogKind.MODE, user, channel.name, params)


def _apply(server: Server, user: User, channel: Channel, change: ModeChange) -> ModeChange | None:
    """Make one change; what is to be told to the channel, None if nothing changed."""
    letter = change.letter
    adding = change.sign == "+"
    if letter in _FLAGS:
        if adding == (letter in channel.flags):
            return None
        (channel.flags.add if adding else channel.flags.discard)(letter)
        return ModeChange(change.sign, letter)
    if letter in _LISTS:
        return _apply_list(server, user, channel, change)
    if letter in "ov":
        return _apply_status(server, user, channel, change)
    return (_apply_key if letter == "k" else _apply_limit)(server, user, channel, change)


def _apply_key(
    server: Server, user: User, channel: Channel, change: ModeChange
) -> ModeChange | None:
    if change.sign == "-":
        if not channel.key:
            return None
        channel.key = ""
        return ModeChange("-", "k", "*")
    key = change.arg
    if key is None:
        _need_parameter(server, user)
        return None
    too_long = len(key) > server.config.limits.key_length
    if not key or too_long or " " in key or "," in key or key[0] == ":":
        text = "This cannot be a key: it is empty or too long, or has spaces or commas in it"
        server.wire.numeric(user, Numeric.ERR_INVALIDMODEPARAM, channel.name, "k", "*", text)
        return None
    channel.key = key
    return ModeChange("+", "k", key)


def _apply_limit(
    server: Server, user: User, channel: Channel, change: ModeChange
) -> ModeChange | None:
    if change.sign == "-":
        if not channel.limit:
            return None
        channel.limit = 0
        return ModeChange("-", "l")
    digits = change.arg
    if digits is None:
        _need_parameter(server, user)
        return None
    if not (digits.isascii() and digits.isdigit()) or len(digits) > _LIMIT_DIGITS:
        digits = "0"
    if int(digits) == 0:
        text = "The limit is a number of people, 1 or more"
        server.wire.numeric(
            user, Numeric.ERR_INVALIDMODEPARAM, channel.name, "l", change.arg or "*", text
        )
        return None
    channel.limit = int(digits)
    return ModeChange("+", "l", str(channel.limit))


def _apply_status(
    server: Server, user: User, channel: Channel, change: ModeChange
) -> ModeChange | None:
    if not change.arg:
        _need_parameter(server, user)
        return None
    person = server.find_nick(change.arg)
    if person is None:
        text = "There is nobody with this nickname"
        server.wire.numeric(user, Numeric.ERR_NOSUCHNICK, change.arg, text)
        return None
    member = channel.members.get(person.conn)
    if member is None:
        text = "They are not in this channel"
        server.wire.numeric(user, Numeric.ERR_USERNOTINCHANNEL, person.nick, channel.name, text)
        return None
    adding = change.sign == "+"
    if change.letter == "o":
        if member.op == adding:
            return None
        member.op = adding
    else:
        if member.voice == adding:
            return None
        member.voice = adding
    channel.names_changed()
    return ModeChange(change.sign, change.letter, person.nick)


def _apply_list(
    server: Server, user: User, channel: Channel, change: ModeChange
) -> ModeChange | None:
    mask = complete_mask((change.arg or "")[:_MASK_LENGTH])
    if " " in mask:
        text = "There must be no space in a mask"
        server.wire.numeric(
            user, Numeric.ERR_INVALIDMODEPARAM, channel.name, change.letter, mask, text
        )
        return None
    entries = channel.lists[change.letter]
    folded = fold_mask(mask)
    if change.sign == "-":
        entry = entries.pop(folded, None)
        return ModeChange("-", change.letter, entry.mask) if entry else None
    if folded in entries:
        return None
    if len(entries) >= server.config.limits.masks_per_list:
        text = "The list is full"
        server.wire.numeric(user, Numeric.ERR_BANLISTFULL, channel.name, change.letter, text)
        return None
    entries[folded] = ListEntry(mask, user.mask, server.now)
    return ModeChange("+", change.letter, mask)


def _show_list(server: Server, user: User, channel: Channel, letter: str) -> None:
    if letter != "b" and not need_op(server, user, channel):
        return
    item, end, text = _LISTS[letter]
    for entry in channel.lists[letter].values():
        at = str(int(entry.at))
        server.wire.numeric(user, item, channel.name, entry.mask, entry.by, at)
    server.wire.numeric(user, end, channel.name, text)


def _need_parameter(server: Server, user: User) -> None:
    text = "MODE needs more parameters"
    server.wire.numeric(user, Numeric.ERR_NEEDMOREPARAMS, "MODE", text)


def _user_mode(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    target = server.find_nick(message.params[0])
    if target is None:
        text = "There is nobody with this nickname"
        wire.numeric(user, Numeric.ERR_NOSUCHNICK, message.params[0], text)
        return
    if target is not user:
        text = "You can see and change only your own modes"
        wire.numeric(user, Numeric.ERR_USERSDONTMATCH, text)
        return
    if len(message.params) == 1:
        wire.numeric(user, Numeric.RPL_UMODEIS, "+" + "".join(sorted(user.modes)))
        return
    done: list[ModeChange] = []
    unknown = False
    for change in parse_user_modes(message.params[1]):
        adding = change.sign == "+"
        if change.letter not in "iow":
            unknown = True
        elif adding == (change.letter in user.modes) or (change.letter == "o" and adding):
            continue  # nothing changes; operators are made by OPER
        else:
            (user.modes.add if adding else user.modes.discard)(change.letter)
            if change.letter == "o":
                user.oper = ""
            done.append(change)
    if unknown:
        wire.numeric(user, Numeric.ERR_UMODEUNKNOWNFLAG, "There is no such user mode")
    if done:
        params = " ".join(format_modes(done))
        wire.line(user, user.prefix + f"MODE {user.nick} :{params}".encode(), user)
        server.note(LogKind.MODE, user, user.nick, params)


COMMANDS = (Command("MODE", 1, False, _mode),)
