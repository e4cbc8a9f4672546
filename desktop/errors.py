"""What went wrong, in words: what happened, then what to do. No errno, no numerics."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from core.client.events import Disconnected
from core.net.addresses import display_address
from core.net.errors import NetError


class Words(NamedTuple):
    """A sentence that says what happened, and one that says what to do (may be "")."""

    title: str
    advice: str


def _tr(text: str) -> str:
    return QCoreApplication.translate("Errors", text)


def listen_words(error: NetError) -> Words:
    """Why our own server could not be started at ``error.host``, ``error.port``."""
    words = _listening().get(str(error.code))
    if words is None:
        words = _connecting().get(str(error.code)) or _unknown(error.detail)
    return _filled(words, error.host, error.port)


def connect_words(error: NetError) -> Words:
    """Why a server could not be reached, or why the connection to it ended."""
    words = _connecting().get(str(error.code)) or _unknown(error.detail)
    return _filled(words, error.host, error.port)


def disconnect_words(event: Disconnected, host: str = "", port: int = 0) -> Words:
    """Why a client's connection ended or was not made. ``event.text`` is not repeated in it."""
    words = _disconnected().get(event.reason) or _connecting().get(event.reason)
    return _filled(words or _unknown(event.text), host, port)


def address_words(code: str) -> str:
    """What is wrong with an address that was typed (the codes of ``parse_address``)."""
    return {
        "empty": _tr("Type the server's address, for example 192.168.1.5:6667."),
        "bad_scheme": _tr("This is no chat address. It starts with irc:// or has no :// at all."),
        "bad_host": _tr(
            "There is a mistake in the address. It looks like 192.168.1.5 or lab.local."
        ),
        "bad_port": _tr("The number after the colon, the port, is from 1 to 65535."),
        "bad_channel": _tr("A channel's name has no spaces and no commas."),
        "tls": _tr("This address asks for encryption (ircs://), which Besedka does not speak yet."),
    }.get(code, _tr("This address cannot be understood."))


def nickname_words(code: str) -> str:
    """What is wrong with a nickname (the codes of ``core.irc.names.nickname_fault``)."""
    return {
        "empty": _tr("Choose a nickname: the others see it."),
        "too_long": _tr("A nickname has 30 characters at most."),
        "bad_start": _tr("A nickname starts with a letter or a figure."),
        "bad_character": _tr("A nickname has letters, figures, - and _, and no spaces."),
    }.get(code, _tr("This nickname cannot be used."))


def channel_words(code: str) -> str:
    """What is wrong with a channel's name (the codes of ``core.irc.names.channel_fault``)."""
    return {
        "empty": _tr("Type the channel's name, for example #class."),
        "too_long": _tr("A channel's name has 64 characters at most."),
        "bad_start": _tr("A channel's name starts with #."),
        "bad_character": _tr("A channel's name has no spaces and no commas."),
    }.get(code, _tr("This name cannot be used."))


def _filled(words: Words, host: str, port: int) -> Words:
    address = display_address(host, port) if host and port else host or _tr("the server")
    return Words(
        *(
            part.replace("%1", address).replace("%2", str(port)).replace("%3", host)
            for part in words
        )
    )


def _unknown(detail: str) -> Words:
    said = _tr("The system says: %s").replace("%s", detail) if detail else ""
    return Words(_tr("The connection failed."), said)


def _listening() -> dict[str, Words]:
    return {
        "port_in_use": Words(
            _tr("Port %2 is taken by another program."),
            _tr("Choose another port, or close that program."),
        ),
        "port_forbidden": Words(
            _tr("This system does not let programs use port %2."),
            _tr("Choose a port from 1024 to 65535, for example 6667."),
        ),
        "address_not_local": Words(
            _tr("%3 is not an address of this computer."),
            _tr("Choose one of its own addresses, or leave the address empty."),
        ),
        "name_not_found": Words(
            _tr("%3 is not an address of this computer."),
            _tr("Choose one of its own addresses, or leave the address empty."),
        ),
        "too_many_files": Words(
            _tr("The system gives this program no more connections."),
            _tr("Close other programs, or ask for a higher limit of open files."),
        ),
        "bad_address": Words(
            _tr("There is a mistake in the address."),
            _tr("It looks like 192.168.1.5; the port is a number from 1 to 65535."),
        ),
    }


def _connecting() -> dict[str, Words]:
    return {
        "port_in_use": Words(
            _tr("Port %2 is taken by another program."),
            _tr("Choose another port, or close that program."),
        ),
        "port_forbidden": Words(
            _tr("This computer does not let Besedka connect to %1."),
            _tr(
                "A firewall may stop it: allow Besedka there, or ask who looks after the computer."
            ),
        ),
        "address_not_local": Words(
            _tr("%1 cannot be reached from this computer."),
            _tr("Check the address, and whether the computer is in a network."),
        ),
        "name_not_found": Words(
            _tr("There is no computer called %3 in this network."),
            _tr("Check the spelling, or use its numbers, for example 192.168.1.5."),
        ),
        "refused": Words(
            _tr("%1 refuses: no server is running at this port."),
            _tr("Start the server there, or check the port."),
        ),
        "timed_out": Words(
            _tr("%1 does not answer."),
            _tr("Check the address; the computer may be off, or a firewall may stop us."),
        ),
        "host_unreachable": Words(
            _tr("%3 cannot be found in this network."),
            _tr("Is the computer on, and in the same network as this one?"),
        ),
        "network_unreachable": Words(
            _tr("This computer has no way to the network of %3."),
            _tr("Check the cable or the Wi-Fi."),
        ),
        "reset": Words(
            _tr("%1 broke the connection off."),
            _tr("The server may have ended or restarted; try again."),
        ),
        "broken_pipe": Words(
            _tr("The connection to %1 is broken."),
            _tr("The server may have ended or restarted; try again."),
        ),
        "too_many_files": Words(
            _tr("The system gives this program no more connections."),
            _tr("Close some windows, and try again."),
        ),
        "bad_address": Words(
            _tr("There is a mistake in the address."),
            _tr("It looks like 192.168.1.5:6667."),
        ),
        "cancelled": Words(_tr("Connecting was cancelled."), ""),
    }


def _disconnected() -> dict[str, Words]:
    return {
        "closed": Words(_tr("The server ended the connection."), _tr("It may have been stopped.")),
        "quit": Words(_tr("You left the server."), ""),
        "error": Words(_tr("The server said goodbye."), ""),
        "ping_timeout": Words(
            _tr("Connection lost: the server does not answer."),
            _tr("Check the cable or the Wi-Fi."),
        ),
        "password": Words(
            _tr("The server wants a password, and another one than this."),
            _tr("Ask who runs the server for it."),
        ),
        "not_irc": Words(
            _tr("This is no chat server: it said what stands below, and said goodbye."),
            _tr("Ask who runs it for the address of the chat."),
        ),
        "name_rejected": Words(
            _tr("The server accepts none of the nicknames that were offered."),
            _tr("Choose another nickname."),
        ),
        "internal": Words(
            _tr("A fault in Besedka ended the connection."),
            _tr("Connect again; what happened is written to the error output."),
        ),
    }
