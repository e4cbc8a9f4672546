"""TCP's states in words: what each means and what comes next. Source: RFC 9293 §3.3.2."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

_SHORT = {"SYN_RECEIVED": "SYN_RCVD", "FIN_WAIT_1": "FIN_WAIT1", "FIN_WAIT_2": "FIN_WAIT2"}
_ICONS = {
    "LISTEN": ("ear", "server"),
    "ESTABLISHED": ("link", "running"),
    "SYN_SENT": ("hourglass", "kernel"),
    "SYN_RECEIVED": ("hourglass", "kernel"),
    "CLOSE_WAIT": ("circle-dot", "parked"),
    "CLOSED": ("square", "muted"),
}


def state_name(state: str) -> str:
    """A state as the panes write it: "FIN_WAIT1", "SYN_RCVD"."""
    return _SHORT.get(state, state)


def state_icon(state: str) -> tuple[str, str]:
    """The icon of a state and the token of its colour."""
    return _ICONS.get(state, ("log-out", "muted"))


def state_sentence(state: str, *, over: bool = False) -> str:
    """What the state means, and what comes next. ``over``: it comes after a connection."""
    match state:
        case "CLOSED" if over:
            return translate(
                "TcpWords",
                "The connection is over: nothing can be sent or read any more. For another one, "
                "make a new socket.",
            )
        case "CLOSED":
            return translate(
                "TcpWords",
                "There is no connection. connect() begins one; bind() and listen() wait for one.",
            )
        case "LISTEN":
            return translate(
                "TcpWords",
                "Waits for connections. Each that comes gets a socket of its own, which accept() "
                "returns; this one goes on listening.",
            )
        case "SYN_SENT":
            return translate(
                "TcpWords",
                "connect() has sent a SYN and waits for the answer. Then it is ESTABLISHED, or "
                "refused.",
            )
        case "SYN_RECEIVED":
            return translate(
                "TcpWords",
                "A SYN came and was answered. With the third packet, an ACK, the connection "
                "stands, still before accept() takes it.",
            )
        case "ESTABLISHED":
            return translate(
                "TcpWords",
                "The connection stands: both sides may send and receive, until one of them closes.",
            )
        case "FIN_WAIT_1":
            return translate(
                "TcpWords",
                "This side has closed and sent a FIN. It waits until the other side has confirmed "
                "it.",
            )
        case "FIN_WAIT_2":
            return translate(
                "TcpWords",
                "The other side knows that nothing more comes from here, but has not closed yet. "
                "Its FIN is waited for.",
            )
        case "CLOSING":
            return translate(
                "TcpWords",
                "Both sides closed at the same time and their FINs crossed on the way. Only the "
                "last ACK is missing.",
            )
        case "CLOSE_WAIT":
            return translate(
                "TcpWords",
                "The other side has closed: recv returns b'' here. This side may still send, and "
                "must call close(); until then the socket stays in this state.",
            )
        case "LAST_ACK":
            return translate(
                "TcpWords",
                "This side has closed too, after the other. With the ACK for its FIN all is over.",
            )
        case "TIME_WAIT":
            return translate(
                "TcpWords",
                "All is closed. The system keeps the address for a minute or two, so that late "
                "packets confuse nobody: a new bind to it may fail with EADDRINUSE.",
            )
        case _:
            return translate("TcpWords", "The state of this socket is not known.")


def cause(start: str, end: str, *, short: bool = False) -> str:
    """What leads from one state to the next: a call, or a packet that came ("ACK came", in
    ``short`` "ACK")."""
    text, segment = _cause(start, end)
    return text or (segment if short or not segment else _came(segment))


def _cause(start: str, end: str) -> tuple[str, str]:
    """The call, or the segment."""
    match (start, end):
        case ("CLOSED", "LISTEN"):
            return "listen()", ""
        case ("CLOSED", "SYN_SENT"):
            return "connect()", ""
        case ("LISTEN", "SYN_RECEIVED"):
            return "", "SYN"
        case ("SYN_SENT", "ESTABLISHED"):
            return "", "SYN-ACK"
        case ("SYN_RECEIVED", "ESTABLISHED") | ("LAST_ACK", "CLOSED"):
            return "", "ACK"
        case ("FIN_WAIT_1", "FIN_WAIT_2") | ("CLOSING", "TIME_WAIT"):
            return "", "ACK"
        case ("ESTABLISHED", "FIN_WAIT_1") | ("CLOSE_WAIT", "LAST_ACK"):
            return "close()", ""
        case ("ESTABLISHED", "CLOSE_WAIT") | ("FIN_WAIT_1", "CLOSING"):
            return "", "FIN"
        case ("FIN_WAIT_2", "TIME_WAIT"):
            return "", "FIN"
        case _:
            return "", ""


def cause_words(key: str) -> str:
    """A cause as :mod:`core.net.tcp_states` names it, in words."""
    match key:
        case "RST came":
            return translate("TcpWords", "the other side sent a reset (RST)")
        case "close() sends RST":
            return translate("TcpWords", "close() with unread bytes, which sends a reset (RST)")
        case "timeout":
            return translate("TcpWords", "no answer came for too long")
        case "2 MSL passed":
            return translate("TcpWords", "the waiting time is over")
        case _ if key.endswith(" came"):
            return _came(key.removesuffix(" came").replace("+", "-"))
        case _:
            return key


def _came(segment: str) -> str:
    return translate("TcpWords", "%1 came").replace("%1", segment)


def no_states(stream: bool) -> str:
    """Why a socket that is not TCP has no such diagram."""
    if stream:
        return translate(
            "TcpWords",
            "This socket stays inside the computer (AF_UNIX): the kernel joins the two ends "
            "directly. There are no packets, so there is no handshake and no TCP state: it is "
            "connected, or it is not.",
        )
    return translate(
        "TcpWords",
        "A datagram socket has no connection and so no state: each sendto stands for itself. "
        "Nobody says hello, nobody says goodbye, and nobody says whether it arrived.",
    )
