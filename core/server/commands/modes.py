"""MODE of channels (RFC 2812 section 3.2.3, Modern IRC "MODE message").

Which modes there are is in ``core.server.channel_modes``, who may set which status in
``core.server.rights``. SAMODE is the same for operators of the server, without asking for rights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.irc.isupport import Isupport
from core.irc.message import Message
from core.irc.modes import ModeChange, format_modes, parse_modes
from core.irc.numerics import Numeric
from core.server.channel_modes import (
    CHANMODES,
    FLAGS,
    HALF_OPERATOR,
    OPERATOR,
    PREFIX,
    STATUSES,
    WITH_PARAMETER,
)
from core.server.commands import Command
from core.server.commands.targets import known_person, no_such_channel, own_channel
from core.server.commands.user_modes import user_mode
from core.server.events import LogKind
from core.server.masks import complete_mask, fold_mask
from core.server.recording import doors_changed, record
from core.server.rights import may_see, may_set_status, need_rank
from core.server.state import Channel, ListEntry, User

if TYPE_CHECKING:
    from core.server.server import Server

_GRAMMAR = Isupport()
_GRAMMAR.update([f"CHANMODES={CHANMODES}", f"PREFIX={PREFIX}"])
_LISTS = {
    "b": (Numeric.RPL_BANLIST, Numeric.RPL_ENDOFBANLIST, "End of the list of bans"),
    "e": (Numeric.RPL_EXCEPTLIST, Numeric.RPL_ENDOFEXCEPTLIST, "End of the list of exceptions"),
    "I": (Numeric.RPL_INVEXLIST, Numeric.RPL_ENDOFINVEXLIST, "End of the list of invitations"),
}
_KNOWN = frozenset(STATUSES) | frozenset(FLAGS) | frozenset(WITH_PARAMETER)
_MASK_LENGTH = 150
_LIMIT_DIGITS = 6


def _mode(server: Server, user: User, message: Message) -> None:
    target = message.params[0]
    if target.startswith("#"):
        channel = server.find_channel(target)
        if channel is None or not may_see(user, channel):
            no_such_channel(server, user, target)
        elif len(message.params) == 1:
            _show(server, user, channel)
        else:
            change_modes(server, user, channel, message.params[1:])
    else:
        user_mode(server, user, message)


def _show(server: Server, user: User, channel: Channel) -> None:
    inside = user.conn in channel.members or user.oper
    key = channel.key if inside else "*"
    valued = (
        ("f", channel.forward),
        ("k", key if channel.key else ""),
        ("l", str(channel.limit or "")),
    )
    letters = sorted(channel.flags) + [letter for letter, value in valued if value]
    args = [value for _, value in valued if value]
    wire = server.wire
    wire.numeric(user, Numeric.RPL_CHANNELMODEIS, channel.name, "+" + "".join(letters), *args)
    created = str(int(channel.created))
    wire.numeric(user, Numeric.RPL_CREATIONTIME, channel.name, created)


def change_modes(
    server: Server, user: User, channel: Channel, params: Sequence[str], forced: bool = False
) -> None:
    """Make the changes of ``params`` one by one; with ``forced`` without asking for rights."""
    done: list[ModeChange] = []
    listed: set[str] = set()
    with_parameter = 0
    for change in parse_modes(params, _GRAMMAR):
        letter = change.letter
        if letter in _LISTS and not change.arg:
            if letter not in listed:
                listed.add(letter)
                _show_list(server, user, channel, letter)
            continue
        if letter not in _KNOWN:
            text = "There is no such channel mode"
            server.wire.numeric(user, Numeric.ERR_UNKNOWNMODE, letter, text)
            continue
        if not forced and not _may_change(server, user, channel):
            break
        if change.arg is not None:
            with_parameter += 1
            most = server.config.limits.modes
            if with_parameter > most:
                if with_parameter == most + 1:
                    text = f"MODE takes {most} changes with a parameter at once"
                    server.wire.numeric(user, Numeric.ERR_TOOMANYTARGETS, channel.name, text)
                continue
        applied = _apply(server, user, channel, change, forced)
        if applied is not None:
            done.append(applied)
    if not done:
        return
    channel.speakers.clear()
    doors_changed(server, channel)
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
    msgid = record(server, channel, user, "MODE", channel.name, *params.split(" "))
    server.wire.to_channel(channel, user.prefix + line, actor=user, source=user, msgid=msgid)
    server.note(LogKind.MODE, user, channel.name, params)


def _may_change(server: Server, user: User, channel: Channel) -> bool:
    return own_channel(server, user, channel.name) is not None and need_rank(
        server, user, channel, HALF_OPERATOR
    )


def _apply(
    server: Server, user: User, channel: Channel, change: ModeChange, forced: bool
) -> ModeChange | None:
    """Make one change; what is to be told to the channel, None if nothing changed."""
    letter = change.letter
    adding = change.sign == "+"
    if letter in FLAGS:
        if adding == (letter in channel.flags):
            return None
        (channel.flags.add if adding else channel.flags.discard)(letter)
        return ModeChange(change.sign, letter)
    if letter in _LISTS:
        return _apply_list(server, user, channel, change)
    if letter in STATUSES:
        return _apply_status(server, user, channel, change, forced)
    if letter == "f":
        return _apply_forward(server, user, channel, change, forced)
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


def _apply_forward(
    server: Server, user: User, channel: Channel, change: ModeChange, forced: bool
) -> ModeChange | None:
    if change.sign == "-":
        if not channel.forward:
            return None
        channel.forward = ""
        return ModeChange("-", "f")
    if not change.arg:
        _need_parameter(server, user)
        return None
    other = server.find_channel(change.arg)
    if other is None or other is channel or not (forced or may_see(user, other)):
        text = "There is no such channel"
        name = change.arg
        server.wire.numeric(user, Numeric.ERR_INVALIDMODEPARAM, channel.name, "f", name, text)
        return None
    if not forced and not need_rank(server, user, other, OPERATOR):
        return None  # nobody sends people into the channel of others
    if channel.forward == other.name:
        return None
    channel.forward = other.name
    return ModeChange("+", "f", other.name)


def _apply_status(
    server: Server, user: User, channel: Channel, change: ModeChange, forced: bool
) -> ModeChange | None:
    if not change.arg:
        _need_parameter(server, user)
        return None
    person = known_person(server, user, change.arg)
    if person is None:
        return None
    member = channel.members.get(person.conn)
    if member is None:
        text = "They are not in this channel"
        server.wire.numeric(user, Numeric.ERR_USERNOTINCHANNEL, person.nick, channel.name, text)
        return None
    adding = change.sign == "+"
    if not forced and not may_set_status(channel.members[user.conn], member, change.letter, adding):
        text = f"Your status in this channel does not allow {change.sign}{change.letter}"
        server.wire.numeric(user, Numeric.ERR_CHANOPRIVSNEEDED, channel.name, text)
        return None
    if not member.set_status(change.letter, adding):
        return None
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
    if letter != "b" and not user.oper and not need_rank(server, user, channel, HALF_OPERATOR):
        return
    item, end, text = _LISTS[letter]
    for entry in channel.lists[letter].values():
        at = str(int(entry.at))
        server.wire.numeric(user, item, channel.name, entry.mask, entry.by, at)
    server.wire.numeric(user, end, channel.name, text)


def _need_parameter(server: Server, user: User) -> None:
    text = "MODE needs more parameters"
    server.wire.numeric(user, Numeric.ERR_NEEDMOREPARAMS, "MODE", text)


COMMANDS = (Command("MODE", 1, False, _mode),)
