"""Errors that Python tells apart by their class: time limits, names, values of the wrong kind."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.net.trace import SENDING_CALLS, CallError
from desktop.sockets.error_rare_words import rare_words

translate = QCoreApplication.translate

_BY_KIND = {
    "ConnectionRefusedError": "ECONNREFUSED",
    "ConnectionResetError": "ECONNRESET",
    "ConnectionAbortedError": "ECONNABORTED",
    "BrokenPipeError": "EPIPE",
    "BlockingIOError": "EAGAIN",
    "FileNotFoundError": "ENOENT",
    "PermissionError": "EACCES",
    "InterruptedError": "EINTR",
}


def error_name(error: CallError) -> str:
    """The errno's name without Windows' prefix ("ECONNRESET"), or "" where there is none."""
    name = error.name.removeprefix("WSA")
    if not name and error.kind != "TimeoutError":
        name = _BY_KIND.get(error.kind, "")
    return name


def kind_words(error: CallError, call: str) -> str:
    """What an error of this class means, or "" where its errno says it."""
    match error.kind:
        case "TimeoutError" if not error_name(error):
            return _timed_out(call)
        case "gaierror" | "herror":
            return _name_lookup(error_name(error))
        case "TypeError":
            return _wrong_type(error.text)
        case "OverflowError":
            return _too_large(error.text, call)
        case "ValueError":
            return _wrong_value(error.text)
        case "UnicodeDecodeError":
            return translate(
                "ErrorWords",
                "The bytes end in the middle of a letter, or are no text in this encoding. A "
                "Russian letter is two bytes in UTF-8, and recv may cut between them: collect the "
                "whole line first, then decode.",
            )
        case "UnicodeEncodeError" | "UnicodeError":
            if "idna" in error.text or "label" in error.text:
                return translate(
                    "ErrorWords",
                    "This cannot be the name of a computer: a part of it is empty, too long, or "
                    "has a forbidden character. Check the name.",
                )
            return translate(
                "ErrorWords",
                "The text has letters that this encoding does not know. Use encode('utf-8'), "
                "which knows all of them.",
            )
        case "SSLError" | "SSLCertVerificationError" | "SSLEOFError" | "SSLZeroReturnError":
            return translate(
                "ErrorWords",
                "The two sides could not agree on an encrypted connection. Check that both speak "
                "TLS on this port and that the certificate is the right one.",
            )
        case "OSError" if "not found" in error.text and not error.name:
            # getservbyname: "service/proto not found"; getservbyport: "port/proto not found"
            return _name_lookup("EAI_SERVICE")
        case "OSError" if "path too long" in error.text:
            return rare_words("ENAMETOOLONG", call, None)
        case _:
            return ""


def _timed_out(call: str) -> str:
    if call == "accept":
        return translate(
            "ErrorWords",
            "Nobody connected within the time that settimeout allows. Nothing is broken: call "
            "accept again, or allow more time.",
        )
    if call in ("connect", "connect_ex"):
        return translate(
            "ErrorWords",
            "No answer came within the time that settimeout allows: the computer is off, a "
            "firewall swallows the packets, or the server's backlog is full. Check the address.",
        )
    if call in SENDING_CALLS:
        return translate(
            "ErrorWords",
            "The queues stayed full for as long as settimeout allows: the other side does not "
            "read. Some of the bytes may have been sent already.",
        )
    return translate(
        "ErrorWords",
        "Nothing came within the time that settimeout allows. The connection still stands: call "
        "again, or allow more time.",
    )


def _name_lookup(name: str) -> str:
    match name:
        case "EAI_NONAME" | "EAI_NODATA" | "EAI_ADDRFAMILY":
            return translate(
                "ErrorWords",
                "No computer of this name was found, or no such service. Check the spelling, or "
                "write the address itself, such as 127.0.0.1.",
            )
        case "EAI_SERVICE":
            return translate(
                "ErrorWords",
                "This system knows no service of that name for this type of socket. Write the "
                "port as a number: http is 80.",
            )
        case "EAI_AGAIN":
            return translate(
                "ErrorWords",
                "The name server does not answer at the moment. Check the network and try again, "
                "or write the address itself.",
            )
        case "EAI_FAMILY":
            return translate(
                "ErrorWords",
                "This address belongs to another family than the socket: IPv4 and IPv6 do not mix. "
                "Make a socket of the address's family.",
            )
        case "EAI_SOCKTYPE":
            return translate(
                "ErrorWords",
                "This type of socket does not go with that protocol or service. Leave the "
                "protocol at 0.",
            )
        case _:
            return translate(
                "ErrorWords",
                "The name could not be turned into an address. Check the spelling and the "
                "network, or write the address itself.",
            )


def _wrong_type(text: str) -> str:
    if "bytes-like" in text:
        return translate(
            "ErrorWords",
            "A socket carries bytes, and this is text. The same text can be written as different "
            "bytes, so Python does not choose: say data.encode(), which makes UTF-8.",
        )
    if "address must be" in text or "tuple" in text:
        return translate(
            "ErrorWords",
            "An address is one argument: a pair of host and port in parentheses of its own, as in "
            "connect(('127.0.0.1', 12345)).",
        )
    if "integer" in text or "int" in text.split():
        return translate(
            "ErrorWords",
            "A whole number was expected here. Write a port without quotes: 12345, not '12345'.",
        )
    if "argument" in text:
        return translate(
            "ErrorWords",
            "The call was given too few or too many arguments, or one of the wrong kind. Compare "
            "it with the example of this call.",
        )
    return translate(
        "ErrorWords", "The call was given a value of the wrong kind. Python's own words: %1."
    ).replace("%1", text.rstrip("."))


def _too_large(text: str, call: str) -> str:
    if "port" in text:
        return translate(
            "ErrorWords",
            "A port is a number from 0 to 65535, because it has 16 bits in every packet. Choose a "
            "smaller one; 0 lets the system choose.",
        )
    if call == "listen":
        return translate("ErrorWords", "The backlog is far too large. Take a small number, say 5.")
    return translate("ErrorWords", "The number is too large for the system. Take a smaller one.")


def _wrong_value(text: str) -> str:
    if "negative" in text and "buffer" in text:
        return translate(
            "ErrorWords",
            "recv cannot take a negative number of bytes. Say how many at most: recv(1024).",
        )
    if "imeout" in text:
        return translate(
            "ErrorWords",
            "A timeout is a number of seconds from 0 on, or None to wait for ever.",
        )
    if "null" in text:
        return translate(
            "ErrorWords", "There is a zero character in the name. Write the name anew, without it."
        )
    return translate(
        "ErrorWords", "The call does not accept this value. Python's own words: %1."
    ).replace("%1", text.rstrip("."))
