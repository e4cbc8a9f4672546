"""What the socket table says of each socket, in words and numbers."""

from __future__ import annotations

import socket as sockets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.net.trace import SocketInfo
from desktop.sockets import tcp_words
from desktop.sockets.event_words import address_text, number, room, short_size
from desktop.sockets.pane import fd_text, is_stream, is_tcp, whose
from desktop.sockets.pane_counts import counts

if TYPE_CHECKING:
    from core.net.kernel import KernelTruth
    from core.threads.trace_feed import TraceFeed

translate = QCoreApplication.translate

_UNIX = int(getattr(sockets, "AF_UNIX", -1))


@dataclass(frozen=True)
class Cell:
    """A cell: a text, perhaps an icon and its colour (tokens), badges, a tag, muted or not."""

    text: str
    note: str = ""  # after it, muted
    icon: str = ""
    color: str = "text"
    tag: str = ""
    badges: tuple[int, ...] = ()
    mono: bool = False

    @property
    def spoken(self) -> str:
        """The cell for a screen reader."""
        return " ".join(part for part in (self.text, self.note, self.tag) if part)


@dataclass(frozen=True)
class Row:
    """A socket in the table. ``detail`` are its options, in one text; ``off`` those not set."""

    info: SocketInfo
    cells: tuple[Cell, ...]
    detail: str
    off: str = ""

    @property
    def number(self) -> int:
        """The socket's serial number."""
        return self.info.number


def headings() -> tuple[str, ...]:
    """The titles of the columns."""
    return (
        "fd",
        translate("SocketTable", "Whose"),
        translate("SocketTable", "Local address"),
        translate("SocketTable", "Peer"),
        translate("SocketTable", "TCP state"),
        translate("SocketTable", "Send queue"),
        translate("SocketTable", "Receive queue"),
    )


def make_row(
    feed: TraceFeed, info: SocketInfo, time: float | None, *, ended: bool, reset: bool
) -> Row:
    """The row of a socket. ``ended``: it has read the end; ``reset``: it was broken off;
    ``time``: the moment that is looked at, None for now."""
    truth = feed.truth(info.number)
    color = "muted" if info.closed else "text"
    local = address_text(info.local)
    peer = address_text(info.peer)
    if not peer:
        peer = translate("SocketTable", "any") if info.listening or not is_stream(info) else "—"
    cells = (
        Cell(fd_text(info), color="muted" if info.closed else "text", mono=True),
        Cell(whose(info), color=color),
        Cell(local or "—", color=color, mono=bool(local)),
        Cell(peer, color=color, mono=peer != "—" and bool(address_text(info.peer))),
        _state(feed, info, reset=reset),
        _sending(info, truth),
        _receiving(feed, info, truth, time, ended=ended),
    )
    return Row(info, cells, _detail(info, truth), _off(truth))


def _state(feed: TraceFeed, info: SocketInfo, *, reset: bool) -> Cell:
    if not is_tcp(info):
        if not is_stream(info):
            name = "UDP" if info.family != _UNIX else "UNIX"
            return Cell(name, translate("SocketTable", "no connection"), "mail", "client")
        note = translate("SocketTable", "listens") if info.listening else ""
        if not note and not info.closed:
            connected = info.peer is not None or feed.flows.peer(info.number) is not None
            note = (
                translate("SocketTable", "connected")
                if connected
                else translate("SocketTable", "not connected")
            )
        return Cell("UNIX", note, "link", "muted" if info.closed else "client")
    truth = feed.truth(info.number)
    state, source = truth.state, truth.source
    if not state:
        return Cell("—", translate("SocketTable", "not on this system"), color="muted")
    icon, color = tcp_words.state_icon(state)
    text = tcp_words.state_name(state)
    if reset and state == "CLOSED":
        icon, color = "circle-x", "danger"
        text = translate("SocketTable", "CLOSED by reset")
    elif info.closed:
        color = "muted"
    tag = translate("SocketTable", "inferred") if source == "inferred" else ""
    return Cell(text, icon=icon, color=color, tag=tag)


def _sending(info: SocketInfo, truth: KernelTruth) -> Cell:
    if info.listening or not is_stream(info):  # a datagram does not wait
        return Cell(translate("SocketTable", "none"), color="muted")
    if info.closed:
        return Cell("—", color="muted")
    if truth.send_queue is None:
        return Cell("—", translate("SocketTable", "not on this system"), color="muted")
    return Cell(number(truth.send_queue))


def _receiving(
    feed: TraceFeed, info: SocketInfo, truth: KernelTruth, time: float | None, *, ended: bool
) -> Cell:
    if info.listening:
        return _waiting(truth)
    lost = feed.flows.thrown_away(info.number)
    if lost and info.closed:
        return Cell(counts().thrown_away(lost), color="danger")
    if info.closed:
        return Cell(translate("SocketTable", "closed by the program"), color="muted")
    blocks = feed.flows.queue(info.number, time)
    badges = tuple(dict.fromkeys(block.send for block in blocks if block.send))[:3]
    followed = sum(block.count for block in blocks)
    measured = truth.recv_queue if time is None else None
    if not is_stream(info) and followed:
        return Cell(short_size(followed), counts().datagrams(len(blocks)), badges=badges)
    count = followed if measured is None else measured
    note = ""
    if ended and not count:
        note = translate("SocketTable", "end of data read")
    if measured is None and time is None:
        return Cell(number(count), note, tag=translate("SocketTable", "inferred"), badges=badges)
    return Cell(number(count), note, badges=badges)


def _waiting(truth: KernelTruth) -> Cell:
    if truth.accept_queue is None:
        return Cell("—", translate("SocketTable", "not on this system"), color="muted")
    if truth.backlog is None:
        return Cell(counts().waiting_no_backlog(truth.accept_queue))
    text = counts().waiting_for_accept(truth.accept_queue)
    return Cell(text.replace("%1", number(truth.backlog)))


def _detail(info: SocketInfo, truth: KernelTruth) -> str:
    if info.closed:
        return translate(
            "SocketTable", "Closed: the system tells nothing about this socket any more."
        )
    parts = [f"{name} {value}" for name, value in truth.options if value]
    if truth.recv_buffer is not None:
        parts.append(f"SO_RCVBUF {room(truth.recv_buffer)}")
    if truth.send_buffer is not None:
        parts.append(f"SO_SNDBUF {room(truth.send_buffer)}")
    if truth.rtt_ms is not None:
        text = translate("SocketTable", "there and back in %1 ms")
        from PySide6.QtCore import QLocale

        parts.append(text.replace("%1", QLocale().toString(truth.rtt_ms, "f", 2)))
    if truth.retransmits:
        text = translate("SocketTable", "sent again: %1")
        parts.append(text.replace("%1", number(truth.retransmits)))
    if not parts:
        return translate("SocketTable", "This system does not tell the options.")
    return " · ".join(parts)


def _off(truth: KernelTruth) -> str:
    off = [name for name, value in truth.options if not value]
    return translate("SocketTable", "off: %1").replace("%1", ", ".join(off)) if off else ""
