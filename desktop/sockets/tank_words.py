"""What the tanks say in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.net.kernel import INFERRED, MEASURED
from core.net.trace import ActorState
from desktop.sockets import event_words
from desktop.sockets.colours import send_label
from desktop.sockets.pane import short_name, whose
from desktop.sockets.pane_counts import counts
from desktop.sockets.tank_model import Reader, Tank, Way, WayKind

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed

translate = QCoreApplication.translate


def way_name(feed: TraceFeed, way: Way) -> str:
    """A direction in the chooser: "server → boris"; several alike are told apart by their fd."""
    target = feed.socket(way.target)
    if way.kind is WayKind.LISTENER and target is not None:
        text = translate("Tanks", "%1: waits for accept")
        return text.replace("%1", f"{whose(target)} · fd {target.fd}")
    if way.kind is WayKind.DATAGRAMS and target is not None:
        text = translate("Tanks", "%1: datagrams")
        return text.replace("%1", f"{whose(target)} · fd {target.fd}")
    ends = []
    for number in (way.source, way.target):
        info = feed.socket(number)
        ends.append(translate("Tanks", "another program") if info is None
                    else f"{short_name(info)} ({info.fd})")  # fmt: skip
    return " → ".join(ends)


def short_way(feed: TraceFeed, way: Way) -> str:
    """The same beside the heading, without descriptors."""
    known = {info.number: info for info in feed.sockets()}
    if way.kind is not WayKind.STREAM:
        info = known.get(way.target)
        return "" if info is None else whose(info)
    ends = [known.get(way.source), known.get(way.target)]
    other = translate("Tanks", "another program")
    return " → ".join(other if info is None else short_name(info) for info in ends)


def source_words(tank: Tank) -> str:
    """Where the number comes from."""
    if tank.source == MEASURED:
        return translate("Tanks", "measured")
    if tank.source == INFERRED:
        return translate("Tanks", "inferred")
    return translate("Tanks", "not on this system")


def send_texts(tank: Tank) -> tuple[str, str, str]:
    """Title, total and source of a send queue."""
    title = translate("Tanks", "Send queue")
    if tank.info is None or tank.total is None:
        return title, "—", source_words(tank)
    if not tank.total:
        return title, translate("Tanks", "0 B: all has left"), source_words(tank)
    return title, _of_room(tank), source_words(tank)


def receive_texts(tank: Tank, kind: WayKind) -> tuple[str, str, str]:
    """Title, total and source of a receive queue, a listener's, a datagram socket's."""
    if kind is WayKind.LISTENER:
        title = translate("Tanks", "Connections")
        if tank.total is None:
            return title, "—", source_words(tank)
        if tank.room is None:
            return title, counts().waiting_no_backlog(tank.total), source_words(tank)
        text = counts().waiting_for_accept(tank.total)
        return title, text.replace("%1", event_words.number(tank.room)), source_words(tank)
    title = translate("Tanks", "Receive queue")
    if tank.info is None or tank.total is None:
        return title, "—", source_words(tank)
    if tank.info.closed:
        lost = tank.thrown_away
        text = counts().thrown_away(lost) if lost else translate("Tanks", "closed")
        return title, text, source_words(tank)
    if kind is WayKind.DATAGRAMS and tank.portions:
        text = f"{counts().datagrams(len(tank.portions))}, {event_words.short_size(tank.total)}"
        return title, text, source_words(tank)
    return title, _of_room(tank), source_words(tank)


def _of_room(tank: Tank) -> str:
    count = event_words.short_size(tank.total or 0)
    if tank.room is None:
        return count
    text = translate("Tanks", "%1 of %2").replace("%1", count)
    return text.replace("%2", event_words.room(tank.room))


def next_words(way: Way, tank: Tank, reader: Reader, *, ended: bool) -> tuple[str, str]:
    """What the next call will bring, and the icon before it."""
    if way.kind is WayKind.LISTENER:
        return _next_accept(tank), "info"
    if tank.info is None:
        return translate(
            "Tanks", "The other end belongs to another program: its queue cannot be seen from here."
        ), "info"
    if tank.info.closed:
        return translate("Tanks", "This socket is closed: nobody will read here again."), "info"
    call = f"{reader.call or 'recv'}({reader.wanted or ''})"
    who = reader.actor
    icon = "info"
    if who is not None:
        icon = "pause" if who.state is ActorState.PARKED else "hourglass"
    if not tank.total and not tank.portions:
        return _nothing_there(call, reader, ended=ended), icon
    if who is None:
        return translate(
            "Tanks", "The bytes wait in the kernel: nobody has called recv for them yet."
        ), icon
    if way.kind is WayKind.DATAGRAMS:
        return _next_datagram(call, tank, reader), icon
    total = tank.total or 0
    if reader.wanted and reader.wanted < total:
        text = counts().next_recv_part(reader.wanted).replace("%1", call)
        return text.replace("%2", event_words.number(total - reader.wanted)), icon
    text = counts().next_recv_all(total).replace("%1", call)
    known = [portion.send for portion in tank.portions if portion.send]
    if len(known) > 1:
        more = translate("Tanks", "They come from %1: borders between sends do not stay.")
        text += " " + more.replace("%1", counts().sends(len(known)))
    return text, icon


def _next_accept(tank: Tank) -> str:
    if tank.total:
        return translate(
            "Tanks",
            "These connections stand already: accept() only takes the first of them and returns a "
            "socket for it.",
        )
    return translate(
        "Tanks", "A listener has no bytes, only connections. accept() waits for the next one."
    )


def _nothing_there(call: str, reader: Reader, *, ended: bool) -> str:
    if ended:
        return translate(
            "Tanks", "The queue is empty and the other side sends no more: %1 returns b''."
        ).replace("%1", call)
    if reader.actor is None:
        return translate("Tanks", "The queue is empty.")
    if reader.actor.state is ActorState.PARKED:
        text = translate("Tanks", "The queue is empty: the next %1 would wait in the kernel.")
    else:
        text = translate("Tanks", "The queue is empty: %1 waits in the kernel until bytes come.")
    return text.replace("%1", call)


def _next_datagram(call: str, tank: Tank, reader: Reader) -> str:
    first = tank.portions[0].count if tank.portions else tank.total or 0
    if reader.wanted and reader.wanted < first:
        text = counts().next_datagram_cut(reader.wanted).replace("%1", call)
        return text.replace("%2", event_words.number(first))
    return counts().next_datagram(first).replace("%1", call)


def spoken(texts: list[tuple[str, str, str]], tanks: list[Tank], sentence: str) -> str:
    """The whole pane for a screen reader."""
    parts = []
    for (title, total, source), tank in zip(texts, tanks, strict=True):
        blocks = ", ".join(
            f"{send_label(portion.send)} {event_words.short_size(portion.count)}"
            for portion in tank.portions[:8]
        )
        parts.append(f"{title}: {total} ({source})" + (f": {blocks}" if blocks else ""))
    return ". ".join([*parts, sentence])
