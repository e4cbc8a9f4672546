"""The rest of :mod:`desktop.sockets.error_words`: rights, networks, limits, kinds of socket."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from core.net.trace import SENDING_CALLS
from desktop.sockets.event_words import address_text

translate = QCoreApplication.translate


def rare_words(name: str, call: str, address: Any) -> str:
    """What the errno ``name`` means for ``call``, or "" where it is none of these."""
    return (
        _rights(name, call, address)
        or _network(name, call)
        or _kinds(name)
        or _limits(name)
        or _files(name, call, address)
    )


def _rights(name: str, call: str, address: Any) -> str:
    if name == "EPERM":
        return translate(
            "ErrorWords",
            "The system or its firewall does not allow this. Ask whoever looks after the computer, "
            "or try another port.",
        )
    if name != "EACCES":
        return ""
    if isinstance(address, (str, bytes)):
        return translate(
            "ErrorWords",
            "You have no right to use the file %1. Choose a path in a folder of your own.",
        ).replace("%1", address_text(address))
    if call == "bind":
        return translate(
            "ErrorWords",
            "Ports below 1024 are kept for the system's own services and need administrator's "
            "rights. Choose one from 1024 to 65535.",
        )
    if call in SENDING_CALLS or call == "connect":
        return translate(
            "ErrorWords",
            "Sending to everybody has to be allowed first, so that nobody does it by mistake: "
            "setsockopt(SOL_SOCKET, SO_BROADCAST, 1).",
        )
    return translate(
        "ErrorWords",
        "You have no right to do this on this computer. Another type of socket or a higher port "
        "may be allowed.",
    )


def _network(name: str, call: str) -> str:
    match name:
        case "ENETUNREACH" | "ENETDOWN":
            return translate(
                "ErrorWords",
                "This computer has no way to that network. Check the cable or the Wi-Fi, and the "
                "address.",
            )
        case "EHOSTUNREACH" | "EHOSTDOWN":
            return translate(
                "ErrorWords",
                "No computer with this address answers in the network, or a firewall turns us "
                "away. Check the address and whether the other computer is on.",
            )
        case "ENETRESET":
            return translate(
                "ErrorWords",
                "The network dropped the connection. Close the socket and connect anew.",
            )
        case "EINTR":
            return translate(
                "ErrorWords", "The call was interrupted before anything happened. Call again."
            )
        case "EMSGSIZE":
            return translate(
                "ErrorWords",
                "This is too long for one datagram: over IPv4, UDP carries 65507 bytes at most. "
                "Send several shorter ones, or use TCP.",
            )
        case _:
            return ""


def _kinds(name: str) -> str:
    match name:
        case "EAFNOSUPPORT":
            return translate(
                "ErrorWords",
                "This system does not know this kind of address here, or the address is of another "
                "family than the socket. IPv4 and IPv6 do not mix.",
            )
        case "EPROTONOSUPPORT" | "EPROTOTYPE" | "ESOCKTNOSUPPORT" | "EPFNOSUPPORT":
            return translate(
                "ErrorWords",
                "Domain, type and protocol do not fit together. Leave the protocol at 0: then it "
                "follows from the type.",
            )
        case "ENOPROTOOPT":
            return translate(
                "ErrorWords",
                "This socket does not know that option. Check the level and the option: they "
                "belong together.",
            )
        case "ENOTSOCK":
            return translate(
                "ErrorWords",
                "This number belongs to a file, not to a socket. The socket was probably closed, "
                "and its number was given away again.",
            )
        case _:
            return ""


def _limits(name: str) -> str:
    match name:
        case "ENOBUFS" | "ENOMEM":
            return translate(
                "ErrorWords",
                "The system has no memory left for the queues. Close some sockets and try again.",
            )
        case "EMFILE":
            return translate(
                "ErrorWords",
                "This program has too many sockets and files open. Close those that are not "
                "needed: each accept makes a new one.",
            )
        case "ENFILE":
            return translate(
                "ErrorWords",
                "The whole computer has too many files and sockets open. Close some programs.",
            )
        case _:
            return ""


def _files(name: str, call: str, address: Any) -> str:
    path = address_text(address) if isinstance(address, (str, bytes)) else ""
    match name:
        case "ENOENT" | "ENOTDIR":
            if call == "bind":
                return translate(
                    "ErrorWords",
                    "The folder for the socket's file is not there: %1. Make it first, or choose "
                    "another path.",
                ).replace("%1", path or "?")
            return translate(
                "ErrorWords",
                "There is no socket at the path %1. Start the server first, and check the path.",
            ).replace("%1", path or "?")
        case "ENAMETOOLONG":
            return translate(
                "ErrorWords",
                "The path is too long: a Unix socket's has 107 bytes at most. Choose a shorter "
                "one.",
            )
        case "EROFS":
            return translate(
                "ErrorWords", "Nothing can be written to that folder. Choose another path."
            )
        case _:
            return ""
