"""The connection's state and its failures in sentences: what happened, then what to do."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication

from core.client.events import Disconnected
from core.net.addresses import display_address
from core.net.proxy import ProxyFault
from desktop.client.counts import counts
from desktop.client.link import Link, Phase
from desktop.client.security_texts import trust_words
from desktop.errors import disconnect_words

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
        case Phase.ONLINE if link.bouncer_alone:
            return translate("Link", "only the bouncer")
        case Phase.ONLINE:
            return trust_words(link.secured) or translate("Link", "connected")
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
        case Phase.ONLINE if link.bouncer_alone:
            return "warn"
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
    plain = link.reaches  # how it is encrypted stands beside it
    words = translate("Link", "connected") if plain else state_words(link)
    if link.trying_again and link.attempt > 0:
        attempt = translate("Link", "attempt %1").replace("%1", str(link.attempt))
        words = translate("Link", "reconnecting") + ", " + attempt
    return words[:1].upper() + words[1:]


def address_words(link: Link) -> str:
    """The address as it was given, or as it is where they differ."""
    return display_address(link.host, link.port) if link.host else ""


def banner_sentence(link: Link, now: float, faint: str) -> str:
    """What the reconnecting banner says, with markup; ``now`` is monotonic seconds, ``faint`` the
    colour of what matters less (#rrggbb)."""
    happened = escape(loss_sentence(link.cause))
    if link.phase is Phase.WAITING:
        seconds = link.seconds_left(now)
        when = counts().seconds(seconds)
        again = translate("Link", "Trying again in %1").replace("%1", f"<b>{escape(when)}</b>")
    else:
        again = translate("Link", "Trying again now…")
    attempt = translate("Link", "attempt %1").replace("%1", str(link.attempt))
    return f"<b>{happened}</b> {again} &nbsp;<span style='color:{faint}'>{escape(attempt)}</span>"


def ended_sentence(link: Link) -> str:
    """What the banner says of a connection that nobody tries to make again, with markup."""
    if link.cause is None:
        return ""
    said = failure(link.cause, link)
    words = " ".join(part for part in (said.text, said.received) if part)
    return f"<b>{escape(said.title)}</b> {escape(words)}"


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


_ICONS = {
    "certificate_changed": "shield-alert",
    "certificate_unfit": "shield-alert",
    "tls_broken": "shield-alert",
    "tls_old": "shield-alert",
    "tls_not_spoken": "lock-open",
    "tls_silent": "lock-open",
    "tls_hung_up": "lock-open",
    "not_irc": "unplug",
    "password": "key-round",
    "name_rejected": "user-x",
    "host_unreachable": "wifi-off",
    "network_unreachable": "wifi-off",
    "port_forbidden": "shield-alert",
    "cancelled": "unplug",
    "quit": "log-out",
    "error": "ban",
    "banned": "ban",
    "denied": "key-round",
    "reset": "unplug",
    "broken_pipe": "unplug",
    "closed": "unplug",
    "internal": "triangle-alert",
}
_ACTS = {
    "password": ("password", "address"),
    "denied": ("password", "retry", "address"),  # with or without one
    "name_rejected": ("nick", "address"),
    "bad_address": ("address",),
    "not_irc": ("address", "retry"),
}
# Here ``Disconnected.text`` is what the other end wrote; elsewhere it is the system's detail.
_RECEIVED = frozenset(
    {"not_irc", "error", "banned", "denied", "internal", "tls_failed", *map(str, ProxyFault)}
)


def failure(cause: Disconnected, link: Link, password_given: bool = False) -> Failure:
    """The page that says why there is no connection."""
    title, advice = disconnect_words(cause, link.host, link.port)
    reason = cause.reason
    if reason == "password" and not password_given:
        title = translate("Link", "%1 asks for a password.").replace("%1", address_words(link))
        advice = translate("Link", "Ask whoever runs the server for it, and type it here.")
    elif reason == "denied" and password_given:
        advice = translate(
            "Link", "The password may not be the right one: try another, or the same again later."
        )
    elif reason == "not_irc":
        title = translate("Link", "%1 said goodbye. It is no chat server.")
        title = title.replace("%1", address_words(link))
        advice = translate(
            "Link", "It sent the line below and ended the connection; chat servers go on talking."
        )
    elif reason == "error" and not link.ever_registered:
        title = translate("Link", "%1 did not let you in.").replace("%1", address_words(link))
        advice = translate("Link", "The server gave this reason:")
        if "The room is closed" in cause.text:
            advice = translate("Link", "The teacher has closed the room. Ask to be let in:")
    return Failure(
        title,
        advice,
        _ICONS.get(reason, "server-off"),
        cause.text if reason in _RECEIVED else "",
        _ACTS.get(reason, ("retry", "address")),
    )
