"""What the chat's windows say about the live view. Here, so that the words stay together."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def sockets_word() -> str:
    """The button and the entry that open the live view."""
    return translate("SocketsInChat", "Sockets")


def sockets_tip() -> str:
    """What the button does."""
    return translate("SocketsInChat", "Show every socket call as it happens (F6)")


def sockets_window_tip() -> str:
    """The way to the window of the live view."""
    return translate(
        "SocketsInChat", "Sockets in a window of their own: the live view, and saved tapes"
    )


def sockets_window_word() -> str:
    """The entry that opens the window of the live view."""
    return translate("SocketsInChat", "Sockets in a window of their own")


def held_sentence() -> str:
    """In the bar at the foot of a window while everything is held."""
    return translate(
        "SocketsInChat",
        "Paused in Sockets: nothing is sent or received until you let it run.",
    )


def run_word() -> str:
    """The button that lets everything run again."""
    return translate("SocketsInChat", "Run")


def show_word() -> str:
    """The button that brings the live view into sight."""
    return translate("SocketsInChat", "Show")


def not_on_tape(*, opened_now: bool) -> str:
    """A message whose bytes were not seen."""
    if opened_now:
        return translate(
            "SocketsInChat",
            "This message is from before the sockets were watched, so its bytes were not seen. "
            "They are watched from now on: write another one, and follow that.",
        )
    return translate(
        "SocketsInChat",
        "The bytes of this message are not on the tape: it came before watching began, or the "
        "tape has forgotten it. Write another one, and follow that.",
    )


def encrypted() -> str:
    """A message on a connection whose bytes are TLS."""
    return translate(
        "SocketsInChat",
        "This connection is encrypted (TLS), so no message can be read in its bytes. Join without "
        "TLS to follow one.",
    )


def no_bubble() -> str:
    """Bytes that are no message of a chat that is open."""
    return translate(
        "SocketsInChat",
        "No chat window shows a message of these bytes: they are a command, a reply of the server, "
        "or of a conversation that is not open here.",
    )
