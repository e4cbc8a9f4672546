"""The connection's state and its failures in sentences: what happened, then what to do."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication

from core.client.events import Disconnected
from core.net.addresses import display_address
from desktop.client.link import Link, Phase

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no connection: a sentence, what can be done, and the acts that help."""

    title: str
    text: str
    icon: str = "server-off"
    received: str = ""  # what the server sent, shown as it came
    acts: tuple[str, ...] = ("retry", "address")  # "retry", "address", "nick", "password"


def state_words(link: Link) -> str:
    """The state in a word or two, for the sidebar and the status line."""
    match link.phase:
        case Phase.ONLINE:
            return translate("Link", "connected")
        case Phase.CONNECTING | Phase.GREETING:
            if link.trying_again:
                return translate("Link", "reconnecting")
            return translate("Link", "connecting")
        case Phase.WAITING:
            return translate("Link", "not connected")
    return translate("Link", "not connected")


def state_color(link: Link) -> str:
    """The token of the state's colour."""
    match link.phase:
        case Phase.ONLINE:
            return "running"
        case Phase.ENDED | Phase.IDLE:
            return "finished"
    return "warn"


def lag_words(link: Link) -> str:
    """The round trip to the server, "" where it is not known."""
    if link.lag is None or not link.online:
        return ""
    milliseconds = max(1, round(link.lag * 1000))
    if milliseconds < 1000:
        return translate("Link", "%1 ms").replace("%1", str(milliseconds))
    return translate("Link", "%1 s").replace("%1", f"{link.lag:.1f}")


def sidebar_line(link: Link) -> str:
    """The small line under the server's name."""
    return " · ".join(part for part in (state_words(link), lag_words(link)) if part)


def status_words(link: Link) -> str:
    """The state for the line at the window's foot."""
    words = state_words(link)
    if link.trying_again and link.attempt > 0:
        attempt = translate("Link", "attempt %1").replace("%1", str(link.attempt))
        words = translate("Link", "reconnecting") + ", " + attempt
    return words[:1].upper() + words[1:]


def address_words(link: Link) -> str:
    """The address as it was given, or as it is where they differ."""
    return display_address(link.host, link.port) if link.host else ""


def banner_sentence(link: Link, now: float) -> str:
    """What the reconnecting banner says, with markup; ``now`` is monotonic seconds."""
    happened = escape(loss_sentence(link.cause))
    if link.phase is Phase.WAITING:
        seconds = link.seconds_left(now)
        when = translate("Link", "%n s", None, seconds)
        again = translate("Link", "Trying again in %1").replace("%1", f"<b>{escape(when)}</b>")
    else:
        again = translate("Link", "Trying again now…")
    attempt = translate("Link", "attempt %1").replace("%1", str(link.attempt))
    return f"<b>{happened}</b> {again} &nbsp;<span>{escape(attempt)}</span>"


def loss_sentence(cause: Disconnected | None) -> str:
    """Why the connection is gone, in one short sentence."""
    match cause.reason if cause is not None else "":
        case "ping_timeout" | "timed_out":
            return translate("Link", "The server does not answer.")
        case "refused":
            return translate("Link", "The server is not running.")
        case "reset" | "broken_pipe":
            return translate("Link", "The connection broke off.")
        case "host_unreachable" | "network_unreachable":
            return translate("Link", "The network is not there.")
        case "name_not_found":
            return translate("Link", "The address is not found.")
        case "error" if cause is not None and cause.text:
            said = translate("Link", "The server closed the connection: %1")
            return said.replace("%1", cause.text)
    return translate("Link", "The connection is closed.")


def failure(cause: Disconnected, link: Link) -> Failure:
    """The page that says why there is no connection."""
    where = address_words(link)

    def put(sentence: str) -> str:
        return sentence.replace("%1", where)

    match cause.reason:
        case "not_irc":
            return Failure(
                put(translate("Link", "%1 said goodbye: it is no chat server")),
                translate(
                    "Link",
                    "It sent what you see below and closed the connection. It did not speak IRC, "
                    "the language of chat servers. The programs of one's first lessons do that.",
                ),
                "unplug",
                received=cause.text,
            )
        case "password":
            return Failure(
                put(translate("Link", "%1 asks for a password")),
                translate("Link", "Ask whoever runs the server for it, and type it here."),
                "key-round",
                acts=("password", "address"),
            )
        case "name_rejected":
            return Failure(
                translate("Link", "The server takes none of the names"),
                translate("Link", "Choose another nickname; others may be using yours."),
                "user-x",
                acts=("nick", "address"),
            )
        case "refused":
            return Failure(
                put(translate("Link", "Nobody listens at %1")),
                translate(
                    "Link",
                    "The computer is there, but no server runs at this port. Check the port, or "
                    "ask whether the server has been started.",
                ),
            )
        case "timed_out":
            return Failure(
                put(translate("Link", "%1 does not answer")),
                translate(
                    "Link",
                    "Perhaps the address is wrong, the computer is off, or a firewall on it "
                    "swallows the connection.",
                ),
            )
        case "name_not_found":
            return Failure(
                translate("Link", "There is no computer called %1").replace("%1", link.host),
                translate("Link", "Check the name, or use the number of the address instead."),
            )
        case "host_unreachable" | "network_unreachable":
            return Failure(
                put(translate("Link", "There is no way to %1")),
                translate(
                    "Link",
                    "Is this computer connected to the same network? Check the cable or Wi-Fi, "
                    "and the address.",
                ),
                "wifi-off",
            )
        case "bad_address":
            return Failure(
                put(translate("Link", "%1 is no address one can connect to")),
                translate("Link", "It should look like 192.168.1.10:6667."),
                acts=("address",),
            )
        case "port_forbidden":
            return Failure(
                put(translate("Link", "The system does not allow a connection to %1")),
                translate("Link", "A firewall on this computer may forbid it."),
                "shield-alert",
            )
        case "cancelled":
            return Failure(
                put(translate("Link", "Not connected to %1")),
                translate("Link", "You stopped the attempt."),
                "unplug",
            )
        case "quit":
            return Failure(
                put(translate("Link", "You left %1")),
                translate("Link", "Your conversations stay here to read."),
                "log-out",
            )
        case "error":
            return Failure(
                put(translate("Link", "%1 does not let you in")),
                translate("Link", "The server gave this reason:"),
                "ban",
                received=cause.text,
            )
        case "ping_timeout":
            return Failure(
                put(translate("Link", "%1 stopped answering")),
                translate("Link", "The connection stood, but nothing came any more."),
            )
        case "internal":
            return Failure(
                translate("Link", "Besedka itself made a mistake"),
                translate("Link", "Please report it with these words:"),
                "triangle-alert",
                received=cause.text,
            )
        case "reset" | "broken_pipe" | "closed":
            return Failure(
                put(translate("Link", "%1 closed the connection")),
                translate("Link", "It did so before letting you in. Is it a chat server?"),
                "unplug",
            )
    return Failure(
        put(translate("Link", "There is no connection to %1")),
        translate("Link", "The system says: %1").replace("%1", cause.text or cause.reason),
    )
