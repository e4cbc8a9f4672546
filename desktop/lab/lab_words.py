"""The words of the lab for sockets: what they are, what they can be made of, how they stand."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from core.lab.python_text import Phrases
from core.lab.session import LabSocket, Role
from core.lab.values import Host, HostKind, OptionKind
from core.net.kernel import MEASURED, NOTHING, KernelTruth
from desktop.lab.counts import counts
from desktop.sockets.event_words import address_text

translate = QCoreApplication.translate


class StateWords(NamedTuple):
    """The line under a socket's name: ``color`` is a token; ``address`` is in mono."""

    icon: str
    color: str
    word: str
    before: str = ""
    address: str = ""
    after: str = ""


def role_words(sock: LabSocket) -> str:
    """What a socket is in one word, by what was done with it."""
    match sock.role:
        case Role.SERVER:
            return translate("LabWords", "server")
        case Role.ACCEPTED:
            return translate("LabWords", "accepted")
        case Role.CLIENT:
            return translate("LabWords", "client")
        case Role.DATAGRAMS:
            return translate("LabWords", "datagrams")
        case Role.PAIR:
            return translate("LabWords", "pair")
        case _:
            return translate("LabWords", "new")


def domain_note(family: str) -> str:
    """What addresses look like in a domain."""
    return {
        "AF_INET": translate("LabWords", "IPv4 addresses"),
        "AF_INET6": translate("LabWords", "IPv6 addresses"),
        "AF_UNIX": translate("LabWords", "a file"),
    }.get(family, "")


def type_note(kind: str) -> str:
    """What a type of socket carries."""
    return {
        "SOCK_STREAM": translate("LabWords", "stream of bytes"),
        "SOCK_DGRAM": translate("LabWords", "datagrams"),
    }.get(kind, "")


def protocol_note(family: str, kind: str, source: str) -> str:
    """What a protocol is called."""
    name = {"SOCK_STREAM": "TCP", "SOCK_DGRAM": "UDP"}.get(kind, "")
    if source == "0":
        if family == "AF_UNIX":
            return translate("LabWords", "there is only one")
        return translate("LabWords", "by the type: %1").replace("%1", name)
    return source.removeprefix("socket.").removeprefix("IPPROTO_")


def host_hint(host: Host, resolved: bool) -> str:
    """What a host means, under the field; ``resolved``: an integer shows its address."""
    match host.kind:
        case HostKind.ANY:
            return translate(
                "LabWords", "Empty text: for bind the same as %1, every interface."
            ).replace("%1", "::" if resolved else "0.0.0.0")
        case HostKind.BROADCAST:
            return translate(
                "LabWords", "To everybody in the network: 255.255.255.255, after SO_BROADCAST."
            )
        case HostKind.LOCALHOST:
            return translate("LabWords", "This computer itself: nobody else can reach it.")
        case HostKind.INTEGER:
            return translate("LabWords", "A binary address: %1 in figures.").replace(
                "%1", host.value
            )
        case HostKind.NAME:
            return translate("LabWords", "A name: getaddrinfo finds its address first.")
        case HostKind.IPV6:
            return translate("LabWords", "An IPv6 address.")
        case _:
            if host.value.startswith("127."):
                return translate("LabWords", "This computer itself: nobody else can reach it.")
            return translate("LabWords", "An IPv4 address.")


# --- the state line ---------------------------------------------------------------------------

_STATE_ICON = {
    "LISTEN": ("ear", "warn"),
    "ESTABLISHED": ("link", "running"),
    "SYN_SENT": ("arrow-right-left", "kernel"),
    "SYN_RECEIVED": ("arrow-right-left", "kernel"),
}


def state_words(sock: LabSocket, truth: KernelTruth = NOTHING) -> StateWords:
    """How a socket stands: TCP state, addresses, what waits in its queues."""
    if sock.closed:
        return _closed(sock)
    if sock.listening:
        return _listening(sock, truth)
    local, peer = _shown(sock.local), _shown(sock.peer)
    stream = "STREAM" in sock.type_name
    queue = counts().wait_for_recv(truth.recv_queue) if truth.recv_queue else ""
    if not stream:
        return _datagrams(sock, local, peer, queue)
    state = truth.state
    if sock.connected or state not in ("", "CLOSED", "LISTEN"):
        return _connected(sock, truth, queue)
    if local:
        return StateWords(
            "plug",
            "muted",
            translate("LabWords", "bound"),
            "",
            local,
            translate("LabWords", "it does not listen yet"),
        )
    return StateWords(
        "circle",
        "muted",
        translate("LabWords", "no address"),
        translate("LabWords", "a server calls bind next, a client connect"),
    )


def _shown(address: object) -> str:
    text = address_text(address)
    return "" if text in ("0.0.0.0:0", "[::]:0") else text


def _closed(sock: LabSocket) -> StateWords:
    if sock.busy:
        after = counts().still_in_kernel(len(sock.busy))
    else:
        after = translate("LabWords", "descriptor %1 is free again").replace("%1", str(sock.fd))
    return StateWords("circle-slash", "muted", translate("LabWords", "closed"), after)


def _listening(sock: LabSocket, truth: KernelTruth) -> StateWords:
    backlog = sock.backlog if sock.backlog is not None else truth.backlog
    if truth.accept_queue is None:
        after = translate("LabWords", "the system does not tell how many wait")
    elif backlog is None:
        after = counts().waiting_unknown(truth.accept_queue)
    else:
        after = counts().waiting(truth.accept_queue).replace("%1", str(backlog))
    if sock.shut_read or sock.shut_write:
        after = translate("LabWords", "shut down: it accepts nobody any more")
    return StateWords(
        "ear", "warn", "LISTEN", translate("LabWords", "listens at"), _shown(sock.local), after
    )


def _datagrams(sock: LabSocket, local: str, peer: str, queue: str) -> StateWords:
    word = "UDP" if sock.family_name.startswith("AF_INET") else "DGRAM"
    if peer:
        address = f"{local} → {peer}" if local else f"→ {peer}"
        after = queue or translate("LabWords", "send goes there, only its datagrams are taken")
    elif local:
        address = local
        after = queue or translate("LabWords", "no connection, message boundaries stay")
    else:
        address = ""
        after = translate("LabWords", "no address yet: bind to receive, sendto to send")
    return StateWords("mails", "client", word, "", address, after)


def _connected(sock: LabSocket, truth: KernelTruth, queue: str) -> StateWords:
    local, peer = _shown(sock.local), _shown(sock.peer)
    state = truth.state
    if not state:
        state = (
            "ESTABLISHED"
            if sock.family_name.startswith("AF_INET")
            else translate("LabWords", "connected")
        )
    icon, color = _STATE_ICON.get(state, ("unplug", "warn"))
    if not sock.family_name.startswith("AF_INET"):
        icon, color = "link", "running"
    arrow = "←" if sock.role is Role.ACCEPTED else "→"
    address = f"{local} {arrow} {peer}".strip() if peer else local
    if sock.family_name == "AF_UNIX":
        address = local or peer
    after = queue or state_note(state)
    if truth.source != MEASURED and sock.family_name.startswith("AF_INET"):
        note = translate("LabWords", "inferred")
        after = f"{after} · {note}" if after else note
    return StateWords(icon, color, state, "", address, after)


def state_note(state: str) -> str:
    """What a TCP state other than the usual ones means."""
    return {
        "SYN_SENT": translate("LabWords", "the server has not answered yet"),
        "FIN_WAIT_1": translate("LabWords", "we said the end, no answer yet"),
        "FIN_WAIT_2": translate("LabWords", "we send no more, the other side still may"),
        "CLOSE_WAIT": translate("LabWords", "the other side sends no more; close is missing here"),
        "LAST_ACK": translate("LabWords", "both said the end, one answer is missing"),
        "CLOSING": translate("LabWords", "both said the end at once"),
        "TIME_WAIT": translate("LabWords", "over; late packets are waited for"),
        "CLOSED": translate("LabWords", "the connection is over"),
    }.get(state, "")


# --- other ------------------------------------------------------------------------------------


def option_note(name: str) -> str:
    """What a socket option does, in a few words; "" for one without."""
    return {
        "SO_REUSEADDR": translate("LabWords", "a port in TIME_WAIT may be taken again"),
        "SO_REUSEPORT": translate("LabWords", "several sockets may share a port"),
        "SO_BROADCAST": translate("LabWords", "datagrams to everybody are allowed"),
        "SO_KEEPALIVE": translate("LabWords", "ask now and then whether the peer is there"),
        "SO_LINGER": translate("LabWords", "how close deals with what is not sent"),
        "SO_SNDBUF": translate("LabWords", "size of the send queue"),
        "SO_RCVBUF": translate("LabWords", "size of the receive queue"),
        "SO_ERROR": translate("LabWords", "the error that waits to be told"),
        "SO_TYPE": translate("LabWords", "its type"),
        "SO_ACCEPTCONN": translate("LabWords", "whether it listens"),
        "TCP_NODELAY": translate("LabWords", "small pieces are sent at once"),
        "TCP_USER_TIMEOUT": translate("LabWords", "how long a dead link is borne"),
        "IP_TTL": translate("LabWords", "how many routers it may pass"),
        "IP_MULTICAST_TTL": translate("LabWords", "how far multicast goes"),
        "IP_ADD_MEMBERSHIP": translate("LabWords", "join a multicast group"),
        "IP_DROP_MEMBERSHIP": translate("LabWords", "leave a multicast group"),
        "IPV6_V6ONLY": translate("LabWords", "take no IPv4 connections"),
    }.get(name, "")


def option_example(kind: OptionKind) -> str:
    """What is typed for an option of that kind."""
    return {
        OptionKind.FLAG: "1",
        OptionKind.LINGER: "1, 0",
        OptionKind.GROUP: "224.1.1.1",
    }.get(kind, "65536")


def phrases() -> Phrases:
    """The words inside the saved programs, in the window's language."""
    return Phrases(
        connection_from=translate("LabWords", "Got connection from"),
        message_from=translate("LabWords", "Message from"),
        leftover_file=translate("LabWords", "the file that an earlier run left"),
        chosen_port=translate("LabWords", "the port that the system chose"),
        run_again=translate("LabWords", "so that it can be run again at once"),
        in_a_thread=translate("LabWords", "waits in a thread of its own, as in the lab"),
        after_close=translate("LabWords", "was in the kernel while its socket was closed"),
    )
