"""What is wrong with a nickname, a channel's name or an address on this server, in sentences."""

from __future__ import annotations

from core.irc.isupport import Isupport
from core.irc.names import CHANNEL_LENGTH, NICK_LENGTH, channel_fault, nickname_fault
from core.net.addresses import parse_address
from desktop.client.counts import counts
from desktop.errors import address_words, channel_words, nickname_words


def nick_sentence(nick: str, isupport: Isupport | None = None) -> str:
    """Why ``nick`` cannot be a nickname here; "" if it can."""
    told = isupport is not None and isupport.tokens
    longest = isupport.nicklen if isupport is not None and told else NICK_LENGTH
    fault = nickname_fault(nick, longest)
    if fault == "too_long" and longest != NICK_LENGTH:
        return counts().nick_length(longest)
    return nickname_words(fault) if fault else ""


def channel_sentence(name: str, isupport: Isupport | None = None) -> str:
    """Why ``name`` (with its #) cannot be a channel's name here; "" if it can."""
    told = isupport if isupport is not None and isupport.tokens else None
    longest = told.channellen if told is not None else CHANNEL_LENGTH
    fault = channel_fault(name, longest, (told.chantypes if told is not None else "#") or "#")
    if fault == "too_long" and longest != CHANNEL_LENGTH:
        return counts().channel_length(longest)
    return channel_words(fault) if fault else ""


def with_channel_sign(name: str, isupport: Isupport | None = None) -> str:
    """``name`` with a # before it, unless it has a sign already."""
    chantypes = isupport.chantypes if isupport is not None else "#&"
    return name if not name or name[0] in (chantypes or "#") else "#" + name


def address_sentence(text: str) -> str:
    """Why ``text`` is no address; "" if it is one."""
    try:
        parse_address(text)
    except ValueError as error:
        return address_words(str(error))
    return ""
