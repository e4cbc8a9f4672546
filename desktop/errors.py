"""What went wrong, in words: what happened, then what to do. No errno, no numerics."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from core.client.events import Disconnected
    from core.net.errors import NetError

translate = QCoreApplication.translate


class Words(NamedTuple):
    """A sentence that says what happened, and one that says what to do (may be "")."""

    title: str
    advice: str


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
    words = words or _on_the_way().get(event.reason)
    return _filled(words or _unknown(event.text), host, port)


def address_words(code: str) -> str:
    """What is wrong with an address that was typed (the codes of ``parse_address``)."""
    return {
        "empty": translate("Errors", "Type the server's address, for example 192.168.1.5:6667."),
        "bad_scheme": translate(
            "Errors", "This is no chat address. It starts with irc:// or has no :// at all."
        ),
        "bad_host": translate(
            "Errors", "There is a mistake in the address. It looks like 192.168.1.5 or lab.local."
        ),
        "bad_port": translate(
            "Errors", "The number after the colon, the port, is from 1 to 65535."
        ),
        "bad_channel": translate("Errors", "A channel's name has no spaces and no commas."),
    }.get(code, translate("Errors", "This address cannot be understood."))


def nickname_words(code: str) -> str:
    """What is wrong with a nickname (the codes of ``core.irc.names.nickname_fault``)."""
    return {
        "empty": translate("Errors", "Choose a nickname: the others see it."),
        "too_long": translate("Errors", "A nickname has 30 characters at most."),
        "bad_start": translate("Errors", "A nickname starts with a letter or a digit."),
        "bad_character": translate(
            "Errors", "A nickname has letters, digits, - and _, and no spaces."
        ),
    }.get(code, translate("Errors", "This nickname cannot be used."))


def channel_words(code: str) -> str:
    """What is wrong with a channel's name (the codes of ``core.irc.names.channel_fault``)."""
    return {
        "empty": translate("Errors", "Type the channel's name, for example #class."),
        "too_long": translate("Errors", "A channel's name has 64 characters at most."),
        "bad_start": translate("Errors", "A channel's name starts with #."),
        "bad_character": translate("Errors", "A channel's name has no spaces and no commas."),
    }.get(code, translate("Errors", "This name cannot be used."))


def _filled(words: Words, host: str, port: int) -> Words:
    from core.net.addresses import display_address

    address = (
        display_address(host, port) if host and port else host or translate("Errors", "the server")
    )
    return Words(
        *(
            part.replace("%1", address).replace("%2", str(port)).replace("%3", host)
            for part in words
        )
    )


def _unknown(detail: str) -> Words:
    said = translate("Errors", "The system says: %s").replace("%s", detail) if detail else ""
    return Words(translate("Errors", "The connection failed."), said)


def _listening() -> dict[str, Words]:
    return {
        "port_in_use": Words(
            translate("Errors", "Port %2 is taken by another program."),
            translate("Errors", "Choose another port, or close that program."),
        ),
        "port_forbidden": Words(
            translate("Errors", "This system does not let programs use port %2."),
            translate("Errors", "Choose a port from 1024 to 65535, for example 6667."),
        ),
        "address_not_local": Words(
            translate("Errors", "%3 is not an address of this computer."),
            translate("Errors", "Choose one of its own addresses, or leave the address empty."),
        ),
        "name_not_found": Words(
            translate("Errors", "%3 is not an address of this computer."),
            translate("Errors", "Choose one of its own addresses, or leave the address empty."),
        ),
        "too_many_files": Words(
            translate("Errors", "The system gives this program no more connections."),
            translate("Errors", "Close other programs, or ask for a higher limit of open files."),
        ),
        "bad_address": Words(
            translate("Errors", "There is a mistake in the address."),
            translate("Errors", "It looks like 192.168.1.5; the port is a number from 1 to 65535."),
        ),
    }


def _connecting() -> dict[str, Words]:
    return {
        "port_in_use": Words(
            translate("Errors", "Port %2 is taken by another program."),
            translate("Errors", "Choose another port, or close that program."),
        ),
        "port_forbidden": Words(
            translate("Errors", "This computer does not let Besedka connect to %1."),
            translate(
                "Errors",
                "A firewall may stop it: allow Besedka there, or ask whoever runs this computer.",
            ),
        ),
        "address_not_local": Words(
            translate("Errors", "%1 cannot be reached from this computer."),
            translate("Errors", "Check the address, and whether the computer is in a network."),
        ),
        "name_not_found": Words(
            translate("Errors", "There is no computer called %3 in this network."),
            translate("Errors", "Check the spelling, or use its numbers, for example 192.168.1.5."),
        ),
        "refused": Words(
            translate("Errors", "%1 refuses: no server is running at this port."),
            translate("Errors", "Start the server there, or check the port."),
        ),
        "timed_out": Words(
            translate("Errors", "%1 does not answer."),
            translate(
                "Errors", "Check the address; the computer may be off, or a firewall may stop us."
            ),
        ),
        "host_unreachable": Words(
            translate("Errors", "%3 cannot be found in this network."),
            translate("Errors", "Is the computer on, and in the same network as this one?"),
        ),
        "network_unreachable": Words(
            translate("Errors", "This computer has no way to the network of %3."),
            translate("Errors", "Check the cable or the Wi-Fi."),
        ),
        "reset": Words(
            translate("Errors", "%1 broke the connection off."),
            translate("Errors", "The server may have ended or restarted; try again."),
        ),
        "broken_pipe": Words(
            translate("Errors", "The connection to %1 is broken."),
            translate("Errors", "The server may have ended or restarted; try again."),
        ),
        "too_many_files": Words(
            translate("Errors", "The system gives this program no more connections."),
            translate("Errors", "Close some windows, and try again."),
        ),
        "bad_address": Words(
            translate("Errors", "There is a mistake in the address."),
            translate("Errors", "It looks like 192.168.1.5:6667."),
        ),
        "cancelled": Words(translate("Errors", "Connecting was cancelled."), ""),
    }


def _disconnected() -> dict[str, Words]:
    return {
        "closed": Words(
            translate("Errors", "The server ended the connection."),
            translate("Errors", "It may have been stopped."),
        ),
        "quit": Words(translate("Errors", "You left the server."), ""),
        "error": Words(translate("Errors", "The server said goodbye."), ""),
        "ping_timeout": Words(
            translate("Errors", "Connection lost: the server does not answer."),
            translate("Errors", "Check the cable or the Wi-Fi."),
        ),
        "banned": Words(
            translate("Errors", "%1 has banned you."),
            translate("Errors", "Ask whoever runs the server to let you in again."),
        ),
        "denied": Words(
            translate("Errors", "%1 did not let you in."),
            translate(
                "Errors",
                "It may want a password: type it here. Else ask whoever runs the server, or try"
                " again later.",
            ),
        ),
        "password": Words(
            translate("Errors", "The server asks for a password, and this is not it."),
            translate("Errors", "Ask whoever runs the server for the password."),
        ),
        "not_irc": Words(
            translate("Errors", "This is no chat server: it sent some text and said goodbye."),
            translate("Errors", "Ask whoever runs it for the address of the chat."),
        ),
        "name_rejected": Words(
            translate("Errors", "The server accepts none of the nicknames that were offered."),
            translate("Errors", "Choose another nickname."),
        ),
        "internal": Words(
            translate("Errors", "A fault in Besedka ended the connection."),
            translate("Errors", "Connect again; what happened is written to the error output."),
        ),
    }


def _on_the_way() -> dict[str, Words]:
    """What a proxy and encryption come to."""
    port = translate("Errors", "Use its encrypted port, often 6697, or turn encryption off for it.")
    proxy = translate("Errors", "Look at the proxy in the settings, General.")
    return {
        "tls_not_spoken": Words(translate("Errors", "%1 is not encrypted at this port."), port),
        "tls_hung_up": Words(translate("Errors", "%1 hung up when encryption was to begin."), port),
        "tls_silent": Words(
            translate("Errors", "%1 answered, and does not begin to encrypt."), port
        ),
        "tls_closed": Words(
            translate("Errors", "%1 broke off while encryption was agreed on."),
            translate("Errors", "Try again; if it stays so, ask whoever runs the server."),
        ),
        "tls_old": Words(
            translate("Errors", "%1 knows only old encryption, which others can break."),
            translate("Errors", "Besedka needs TLS 1.2 or later: the server is to be renewed."),
        ),
        "tls_failed": Words(
            translate("Errors", "No encrypted connection to %1 came about."),
            translate("Errors", "Show whoever runs the server these words:"),
        ),
        "tls_broken": Words(
            translate("Errors", "The encrypted connection to %1 was disturbed, and is ended."),
            translate("Errors", "Somebody on the way may have changed it. Try again."),
        ),
        "certificate_changed": Words(
            translate("Errors", "The key of %1 has changed. Nothing was sent to it."),
            translate("Errors", "Ask whoever runs the server whether it was set up anew."),
        ),
        "certificate_unfit": Words(
            translate("Errors", "The certificate of %1 is not in order. Nothing was sent to it."),
            translate("Errors", "Ask whoever runs the server."),
        ),
        "proxy_unreachable": Words(translate("Errors", "The proxy cannot be reached."), proxy),
        "proxy_not_proxy": Words(
            translate("Errors", "What answers instead of the proxy is no proxy of that kind."),
            proxy,
        ),
        "proxy_login": Words(
            translate("Errors", "The proxy wants a user and a password, or other ones."), proxy
        ),
        "proxy_denied": Words(
            translate("Errors", "The proxy does not let us go to %1."),
            translate("Errors", "Ask whoever runs the proxy, or join without it."),
        ),
        "proxy_no_way": Words(
            translate("Errors", "The proxy does not reach %1."),
            translate("Errors", "Check the address of the server; it may be off."),
        ),
    }
