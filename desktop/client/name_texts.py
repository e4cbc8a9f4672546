"""What is wrong with a nickname, a channel's name or an address, in sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.irc.isupport import Isupport
from core.irc.names import CHANNEL_LENGTH, NICK_LENGTH, channel_fault, nickname_fault
from core.net.addresses import parse_address

translate = QCoreApplication.translate


def nick_sentence(nick: str, isupport: Isupport | None = None) -> str:
    """Why ``nick`` cannot be a nickname here; "" if it can."""
    longest = isupport.nicklen if isupport is not None and isupport.tokens else NICK_LENGTH
    match nickname_fault(nick, longest):
        case None:
            return ""
        case "empty":
            return translate("Names", "Type a nickname.")
        case "too_long":
            sentence = translate(
                "Names", "A nickname has at most %n characters here.", None, longest
            )
            return sentence
        case "bad_start":
            return translate("Names", "A nickname cannot begin with %1.").replace("%1", nick[:1])
    return translate(
        "Names", "A nickname has letters, figures, - and _, without spaces and signs like * ! @ ."
    )


def channel_sentence(name: str, isupport: Isupport | None = None) -> str:
    """Why ``name`` (with its #) cannot be a channel's name here; "" if it can."""
    known = isupport if isupport is not None and isupport.tokens else None
    longest = known.channellen if known is not None else CHANNEL_LENGTH
    chantypes = known.chantypes if known is not None else "#"
    match channel_fault(name, longest, chantypes or "#"):
        case None:
            return ""
        case "empty" | "bad_start":
            return translate("Names", "Type the name of a channel.")
        case "too_long":
            return translate(
                "Names", "The name of a channel has at most %n characters here.", None, longest
            )
    return translate("Names", "The name of a channel has no spaces and no commas.")


def with_channel_sign(name: str, isupport: Isupport | None = None) -> str:
    """``name`` with a # before it, unless it has a sign already."""
    chantypes = isupport.chantypes if isupport is not None else "#&"
    return name if not name or name[0] in (chantypes or "#") else "#" + name


def address_sentence(text: str) -> str:
    """Why ``text`` is no address; "" if it is one."""
    try:
        parse_address(text)
    except ValueError as error:
        match str(error):
            case "empty":
                return translate("Names", "Type the address that the server's window shows.")
            case "bad_port":
                return translate("Names", "The port after the colon is a number from 1 to 65535.")
            case "bad_scheme":
                return translate("Names", "This is the address of something else, not of a chat.")
            case "bad_channel":
                return translate("Names", "The channel in the address cannot be called so.")
        return translate("Names", "This is no address. It should look like 192.168.1.10:6667.")
    return ""
