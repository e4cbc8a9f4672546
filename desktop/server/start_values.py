"""What a server is started with, and what may be wrong with it."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

NAME_LENGTH = 60
GREETING_BYTES = 400
"""So that the beginner's ``recv(1024)`` has it whole, in any script."""
PASSWORD_LENGTH = 100
MOTD_LINES = 100
MOTD_LINE_BYTES = 400
"""A line of the wire has 512 with its prefix (RFC 2812 section 2.3)."""


@dataclass(frozen=True, slots=True)
class StartValues:
    """What the form holds, checked."""

    name: str
    host: str
    port: int
    password: str
    greeting: str
    motd: tuple[str, ...]


def default_name() -> str:
    """The server is named after this computer where no name was given."""
    return socket.gethostname().partition(".")[0] or "Besedka"


def default_greeting() -> str:
    """What a silent program is greeted with where nothing else was written."""
    return translate("StartForm", "Thank you for connecting")


def motd_lines(text: str) -> tuple[str, ...]:
    """The lines of a message of the day, without empty ones at the end."""
    lines = [line.rstrip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def greeting_fault(text: str) -> str:
    """What is wrong with a greeting, as a sentence, or ""."""
    if len(text.encode("utf-8", "replace")) > GREETING_BYTES:
        return translate("StartForm", "The greeting is too long: shorten it to 200 letters.")
    return ""


def motd_fault(lines: tuple[str, ...]) -> str:
    """What is wrong with a message of the day, as a sentence, or ""."""
    if len(lines) > MOTD_LINES:
        return translate("StartForm", "At most %1 lines fit.").replace("%1", str(MOTD_LINES))
    for number, line in enumerate(lines, 1):
        if len(line.encode("utf-8", "replace")) > MOTD_LINE_BYTES:
            return translate(
                "StartForm", "Line %1 is too long: break it into shorter ones."
            ).replace("%1", str(number))
    return ""
