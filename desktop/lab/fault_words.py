"""What is wrong with a text that was typed in the lab, and what to do, as a sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from core.lab.values import Fault, FaultCode, OptionKind

translate = QCoreApplication.translate


def fault_words(fault: Fault) -> str:
    """The sentence for a fault, in the window's language."""
    code = fault.code
    found = _host(fault) or _port(fault) or _path(fault) or _payload(fault) or _number(fault)
    if found:
        return found
    return translate("LabFaults", "This cannot be read (%1).").replace("%1", code.value)


def _detail(fault: Fault, at: int = 0) -> str:
    if at >= len(fault.details):
        return ""
    value = fault.details[at]
    if isinstance(value, int) and not isinstance(value, bool):
        return QLocale().toString(value)
    return str(value)


def _host(fault: Fault) -> str:
    text = ""
    match fault.code:
        case FaultCode.HOST_SPACE:
            text = translate("LabFaults", "A host name has no spaces. Write it in one piece.")
        case FaultCode.HOST_LONG:
            text = translate(
                "LabFaults",
                "Too long for a host name: 253 letters at most, and 63 between two dots.",
            )
        case FaultCode.HOST_DOTTED:
            text = translate(
                "LabFaults",
                "This is no IPv4 address: it is four numbers from 0 to 255 with dots between.",
            )
        case FaultCode.HOST_IPV6:
            text = translate("LabFaults", "This is no IPv6 address. One is written like ::1.")
        case FaultCode.HOST_INTEGER:
            text = translate(
                "LabFaults", "As a binary address a number from 0 to %1 will do."
            ).replace("%1", _detail(fault))
        case FaultCode.HOST_FAMILY:
            text = translate(
                "LabFaults",
                "This address belongs to another domain. Take an address for %1, or another "
                "domain.",
            ).replace("%1", _family(fault))
        case FaultCode.HOST_BROADCAST:
            text = translate(
                "LabFaults",
                "<broadcast> is for IPv4 datagrams only (AF_INET, SOCK_DGRAM): a connection has "
                "one peer.",
            )
        case FaultCode.HOST_NAME:
            text = translate(
                "LabFaults", "No computer can be called this. Check the name, or give an address."
            )
    return text


def _family(fault: Fault) -> str:
    value = fault.details[0] if fault.details else ""
    if isinstance(value, int):
        import socket

        return socket.AddressFamily(value).name
    return str(value)


def _port(fault: Fault) -> str:
    text = ""
    match fault.code:
        case FaultCode.PORT_EMPTY:
            text = translate(
                "LabFaults", "A port is missing: a number, or a service name such as http."
            )
        case FaultCode.PORT_RANGE:
            text = translate(
                "LabFaults",
                "There is no port %1: a port is a number of 16 bits, from 0 to 65535. Python "
                "answers with OverflowError.",
            ).replace("%1", fault.typed.strip())
        case FaultCode.PORT_SERVICE:
            text = (
                translate(
                    "LabFaults",
                    "This system knows no service “%1” for %2. Give a number from 0 to 65535.",
                )
                .replace("%1", fault.typed.strip())
                .replace("%2", _detail(fault))
            )
        case FaultCode.PORT_PROTOCOL:
            port = fault.details[2] if len(fault.details) > 2 else ""
            text = (
                translate(
                    "LabFaults",
                    "“%1” is a service of %3, not of %2. It has port %4 there: type the number.",
                )
                .replace("%1", fault.typed.strip())
                .replace("%2", _detail(fault))
                .replace("%3", _detail(fault, 1))
                .replace("%4", str(port))
            )
    return text


def _path(fault: Fault) -> str:
    text = ""
    match fault.code:
        case FaultCode.PATH_EMPTY:
            text = translate(
                "LabFaults", "A path is missing: AF_UNIX sockets live in a file, /tmp/lab.sock say."
            )
        case FaultCode.PATH_LONG:
            text = (
                translate("LabFaults", "The path has %1 bytes; a socket's address has room for %2.")
                .replace("%1", _detail(fault))
                .replace("%2", _detail(fault, 1))
            )
        case FaultCode.PATH_NUL:
            text = translate("LabFaults", "A path has no zero byte inside.")
        case FaultCode.PATH_ENCODING:
            text = translate("LabFaults", "This cannot be the name of a file here.")
    return text


def _payload(fault: Fault) -> str:
    text = ""
    match fault.code:
        case FaultCode.ENCODING_UNKNOWN:
            text = translate(
                "LabFaults", "Python knows no encoding “%1”. The usual one is utf-8."
            ).replace("%1", _detail(fault))
        case FaultCode.ENCODING_CANNOT:
            text = (
                translate(
                    "LabFaults", "The letter “%2” does not exist in %1. Take utf-8: it has all."
                )
                .replace("%1", _detail(fault))
                .replace("%2", _detail(fault, 1))
            )
        case FaultCode.HEX_DIGIT:
            text = translate(
                "LabFaults", "“%1” is no hexadecimal digit: 0 to 9 and a to f are."
            ).replace("%1", _detail(fault))
        case FaultCode.HEX_ODD:
            text = translate("LabFaults", "A digit is missing: each byte is two of them.")
        case FaultCode.LITERAL:
            text = translate("LabFaults", "This is no Python literal. Write b'hello\\n', say.")
        case FaultCode.LITERAL_ASCII:
            text = translate(
                "LabFaults",
                "b'…' may have Latin letters only: in Python this is a SyntaxError. Write "
                "'Привет'.encode(), or choose “text”.",
            )
        case FaultCode.TOO_LONG:
            text = translate("LabFaults", "Too much at once: %1 bytes at most.").replace(
                "%1", _detail(fault)
            )
    return text


def _number(fault: Fault) -> str:
    text = ""
    match fault.code:
        case FaultCode.NUMBER:
            text = translate("LabFaults", "A whole number is wanted here.")
        case FaultCode.NUMBER_RANGE:
            text = (
                translate("LabFaults", "A number from %1 to %2 is wanted here.")
                .replace("%1", _detail(fault))
                .replace("%2", _detail(fault, 1))
            )
        case FaultCode.TIMEOUT:
            text = translate(
                "LabFaults", "A number of seconds is wanted here (2.5), or nothing for no limit."
            )
        case FaultCode.TIMEOUT_NEGATIVE:
            text = translate("LabFaults", "A time limit cannot be below zero.")
        case FaultCode.OPTION_UNKNOWN:
            text = translate("LabFaults", "This system has no such option.")
        case FaultCode.OPTION_READ_ONLY:
            text = translate("LabFaults", "This option can be read only, with getsockopt.")
        case FaultCode.OPTION_VALUE:
            text = option_hint(fault.details[0] if fault.details else OptionKind.INTEGER)
    return text


def option_hint(kind: OptionKind) -> str:
    """What an option's value looks like."""
    match kind:
        case OptionKind.FLAG:
            return translate("LabFaults", "This option takes 1 (on) or 0 (off).")
        case OptionKind.LINGER:
            return translate("LabFaults", "This option takes two numbers: on, seconds (1, 0).")
        case OptionKind.GROUP:
            return translate(
                "LabFaults",
                "This option takes a group (224.1.1.1), and after a comma one's own address.",
            )
        case _:
            return translate("LabFaults", "This option takes a whole number.")
