"""TCP's state diagram: eleven states and the arrows between them.

Source: RFC 9293 §3.3.2 (figure 5), and §3.10 for the arrows that the figure leaves out.
"""

from __future__ import annotations

CLOSED = "CLOSED"
LISTEN = "LISTEN"
SYN_SENT = "SYN_SENT"
SYN_RECEIVED = "SYN_RECEIVED"
ESTABLISHED = "ESTABLISHED"
FIN_WAIT_1 = "FIN_WAIT_1"
FIN_WAIT_2 = "FIN_WAIT_2"
CLOSE_WAIT = "CLOSE_WAIT"
CLOSING = "CLOSING"
LAST_ACK = "LAST_ACK"
TIME_WAIT = "TIME_WAIT"

STATES = (
    CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT,
    CLOSING, LAST_ACK, TIME_WAIT,
)  # fmt: skip

BY_CALL = "call"
BY_SEGMENT = "segment"

TRANSITIONS: tuple[tuple[str, str, str, str], ...] = (
    (CLOSED, LISTEN, "listen()", BY_CALL),
    (CLOSED, SYN_SENT, "connect()", BY_CALL),
    (LISTEN, SYN_RECEIVED, "SYN came", BY_SEGMENT),
    (LISTEN, CLOSED, "close()", BY_CALL),
    (SYN_SENT, ESTABLISHED, "SYN+ACK came", BY_SEGMENT),
    (SYN_SENT, SYN_RECEIVED, "SYN came", BY_SEGMENT),
    (SYN_SENT, CLOSED, "RST came", BY_SEGMENT),
    (SYN_SENT, CLOSED, "close()", BY_CALL),
    (SYN_SENT, CLOSED, "timeout", BY_SEGMENT),
    (SYN_RECEIVED, ESTABLISHED, "ACK came", BY_SEGMENT),
    (SYN_RECEIVED, FIN_WAIT_1, "close()", BY_CALL),
    (SYN_RECEIVED, LISTEN, "RST came", BY_SEGMENT),
    (ESTABLISHED, FIN_WAIT_1, "shutdown()", BY_CALL),
    (ESTABLISHED, FIN_WAIT_1, "close()", BY_CALL),
    (ESTABLISHED, CLOSE_WAIT, "FIN came", BY_SEGMENT),
    (ESTABLISHED, CLOSED, "RST came", BY_SEGMENT),
    (ESTABLISHED, CLOSED, "close() sends RST", BY_CALL),
    (ESTABLISHED, CLOSED, "timeout", BY_SEGMENT),
    (FIN_WAIT_1, FIN_WAIT_2, "ACK came", BY_SEGMENT),
    (FIN_WAIT_1, CLOSING, "FIN came", BY_SEGMENT),
    (FIN_WAIT_1, TIME_WAIT, "FIN+ACK came", BY_SEGMENT),
    (FIN_WAIT_1, CLOSED, "RST came", BY_SEGMENT),
    (FIN_WAIT_2, TIME_WAIT, "FIN came", BY_SEGMENT),
    (FIN_WAIT_2, CLOSED, "RST came", BY_SEGMENT),
    (FIN_WAIT_2, CLOSED, "data came after close(), RST sent", BY_SEGMENT),
    (CLOSE_WAIT, LAST_ACK, "shutdown()", BY_CALL),
    (CLOSE_WAIT, LAST_ACK, "close()", BY_CALL),
    (CLOSE_WAIT, CLOSED, "RST came", BY_SEGMENT),
    (CLOSE_WAIT, CLOSED, "close() sends RST", BY_CALL),
    (CLOSING, TIME_WAIT, "ACK came", BY_SEGMENT),
    (LAST_ACK, CLOSED, "ACK came", BY_SEGMENT),
    (LAST_ACK, CLOSED, "RST came", BY_SEGMENT),
    (TIME_WAIT, CLOSED, "2 MSL passed", BY_SEGMENT),
)
"""(from, to, cause, "call" or "segment"): the arrows of the diagram. A cause is a key, the window
has words for it: a call of ours, or what came from the other side, or time that passed."""


def way(old: str, new: str) -> list[tuple[str, str, str]]:
    """The shortest way between two states within one connection, as (from, to, cause).

    Where there is none, one step without a cause.
    """
    if old == new:
        return []
    came: dict[str, tuple[str, str, str]] = {}
    edge = [old]
    while edge and new not in came:
        following: list[str] = []
        for here in edge:
            if here == CLOSED != old:
                continue  # that would be another connection
            for start, stop, cause, _ in TRANSITIONS:
                if start == here and stop not in came and stop != old:
                    came[stop] = (start, stop, cause)
                    following.append(stop)
        edge = following
    if new not in came:
        return [(old, new, "")]
    way: list[tuple[str, str, str]] = []
    at = new
    while at != old:
        way.append(came[at])
        at = came[at][0]
    return way[::-1]
