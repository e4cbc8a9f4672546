"""CAP: which capabilities a client wants (IRCv3 capability-negotiation), and news of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.irc.capabilities import STS, split_list
from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server.capabilities import (
    BATCH,
    CAP_NOTIFY,
    ENCODING,
    METADATA,
    OFFERED,
    capability_value,
    offered,
)
from core.server.commands import Command
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_CAP_302 = 302

Offer = Mapping[str, str]
"""What one client is offered: name → value, "" where there is none."""


def _cap(server: Server, user: User, message: Message) -> None:
    """IRCv3 capability-negotiation."""
    subcommand = message.params[0].upper()
    if subcommand == "LS":
        _ls(server, user, message.param(1))
    elif subcommand == "LIST":
        active = [name for name, bit in OFFERED.items() if bit and user.caps & bit]
        _list(server, user, "LIST", active)
    elif subcommand == "REQ":
        _req(server, user, message.param(1).split())
    elif subcommand == "END":
        if not user.registered:
            user.negotiating = False
            server.complete_registration(user)
    else:
        name = message.params[0][:50]
        server.wire.numeric(user, Numeric.ERR_INVALIDCAPCMD, name, "Unknown CAP subcommand")


def _ls(server: Server, user: User, version: str) -> None:
    if version.isascii() and version.isdigit():
        user.cap_version = max(user.cap_version, int(version[:6]))
    if not user.registered:
        user.negotiating = True
    if user.cap_version >= _CAP_302:
        set_caps(user, user.caps | CAP_NOTIFY)
    _list(server, user, "LS", _words(offer(server, user)))


def _req(server: Server, user: User, wanted: list[str]) -> None:
    if not user.registered:
        user.negotiating = True
    caps = user.caps
    for word in wanted:
        name = word.removeprefix("-")
        bit = OFFERED.get(name, 0)  # without a bit (STS) it is to be read, not to be asked for
        off = word.startswith("-")
        # 302 switches cap-notify on for good.
        fixed = off and bit == CAP_NOTIFY and user.cap_version >= _CAP_302
        if not bit or fixed or not (off or offered(server, user, name)):
            server.wire.server(user, f"CAP {user.shown} NAK :{' '.join(wanted)}")
            return
        caps = caps & ~bit if off else caps | bit
    server.wire.server(user, f"CAP {user.shown} ACK :{' '.join(wanted)}")
    set_caps(user, caps)


def offer(server: Server, user: User) -> Offer:
    """What this client is offered now, in the order of the alphabet."""
    values = user.cap_version >= _CAP_302
    return {
        name: capability_value(server, user, name) if values else ""
        for name in sorted(OFFERED)
        if offered(server, user, name) and (values or OFFERED[name])
    }


def tell_news(server: Server, before: Mapping[int, Offer]) -> None:
    """CAP NEW and CAP DEL after the settings changed (IRCv3 capability-negotiation, cap-notify).

    ``before`` is what each client was offered until now. What is offered no longer is off for
    everybody.
    """
    for conn, old in before.items():
        user = server.users.get(conn)
        if user is None:
            continue
        new = offer(server, user)
        gone = [name for name in old if name not in new]
        notify = user.caps & CAP_NOTIFY
        for name in gone:
            set_caps(user, user.caps & ~OFFERED[name])
        if notify:
            # A policy of STS ends by its time, never by CAP DEL (IRCv3 sts).
            _list(server, user, "DEL", [name for name in gone if name != STS], always=False)
            changed = {name: value for name, value in new.items() if old.get(name) != value}
            _list(server, user, "NEW", _words(changed), always=False)


def _words(values: Offer) -> list[str]:
    return [f"{name}={value}" if value else name for name, value in values.items()]


def _list(server: Server, user: User, verb: str, words: list[str], always: bool = True) -> None:
    several = verb in ("LS", "LIST")
    modern = user.cap_version >= _CAP_302
    if several and not modern:
        words = sorted(words, key=lambda word: "/" in word)  # drafts and our own last
    head = f"CAP {user.shown} {verb} "
    room = server.wire.body_length - len(f":{server.wire.name} {head}* :".encode())
    lines = list(split_list(words, room)) or ([""] if always else [])
    if several and not modern:
        del lines[1:]  # to these clients an answer has one line; what does not fit is not named
    for number, line in enumerate(lines, 1):
        more = "* " if several and number < len(lines) else ""
        server.wire.server(user, f"{head}{more}:{line}")


def set_caps(user: User, caps: int) -> None:
    """Switch capabilities; what depends on them is made anew."""
    changed = (user.caps ^ caps) & ENCODING
    user.caps = caps
    if not (caps & METADATA and caps & BATCH):
        user.subscriptions.clear()  # IRCv3 metadata, "draft/metadata-3 Capability"
    if changed:
        for channel in user.channels.values():
            channel.changed()


COMMANDS = (Command("CAP", 1, True, _cap),)
