"""What a selection lights up: the call, whom it belongs to, and the bytes everywhere."""

from __future__ import annotations

from collections.abc import Callable

from core.net.trace import CallEvent
from desktop.sockets.selection import Selection
from desktop.sockets.sequence_flow import Flow
from desktop.sockets.sequence_links import Links


def lit(
    selection: Selection,
    flow: Flow,
    links: Links,
    event_of: Callable[[int], CallEvent | None],
) -> tuple[frozenset[int], frozenset[int] | None]:
    """The № and the numbers of the calls that stay bright; None: nothing is chosen."""
    if selection.is_empty:
        return frozenset(), None
    sends: set[int] = set()
    calls: set[int] = set()
    if selection.send is not None:
        sends.add(selection.send)
    event = event_of(selection.event) if selection.event is not None else None
    if event is not None:
        calls.add(event.number)
        if not sends:
            sends.update(flow.sends(event))
        for link in links.of(event):
            calls.update((link.source, link.target))
    return frozenset(sends), frozenset(calls)
