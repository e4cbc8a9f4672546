"""What is missing in the history: a row that fills from both sides as one looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.client import history_gaps
from core.client.events import MessageReceived
from core.client.feature_events import HistoryGap
from core.server.config import ServerConfig
from desktop.client import gap_loader
from desktop.client.message_content import one_line
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    TIMEOUT,
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    run_server,
)
from tests.desktop.server_peers import Peer
from tests.desktop.typing import press_key

__all__ = ["context", "open_client"]

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NOON = 1_700_000_000.0


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages so small that few messages make a gap."""
    monkeypatch.setattr(history_gaps, "PAGE", 40)
    monkeypatch.setattr(history_gaps, "MOST_PAGES", 1)
    monkeypatch.setattr(gap_loader, "_PAGE", 40)


@pytest.fixture
def keeping(qtbot: QtBot, tmp_path: Path) -> Iterator[Server]:
    config = ServerConfig(network="Room 214")
    yield from run_server(qtbot, config, tmp_path / "server")


class Talker:
    """Somebody who says many things at once."""

    def __init__(self, server: Server, qtbot: QtBot, *channels: str) -> None:
        self._peer = Peer(server.port)
        self._qtbot = qtbot
        self._said = 0
        names = ",".join(channels)
        self._peer.sock.sendall(f"NICK boris\r\nUSER b 0 * :b\r\nJOIN {names}\r\n".encode())
        self._wait_for(f" 366 boris {channels[-1]} ")

    def _wait_for(self, words: str) -> None:
        self._qtbot.waitUntil(lambda: words in self._peer.text, timeout=TIMEOUT)

    def say(self, channel: str, *texts: str) -> None:
        lines = "".join(f"PRIVMSG {channel} :{text}\r\n" for text in texts)
        self._said += 1
        self._peer.sock.sendall(f"{lines}PING :said{self._said}\r\n".encode())
        self._wait_for(f"said{self._said}\r\n")

    def close(self) -> None:
        self._peer.close()


@pytest.fixture
def boris(keeping: Server, qtbot: QtBot) -> Iterator[Talker]:
    made = Talker(keeping, qtbot, "#lab", "#hall")
    yield made
    made.close()


def texts(client: Client, name: str = "#lab") -> list[str]:
    """What was said, and "…" where something is missing."""
    model = client.window.conversations[name].transcript
    found = []
    for number in range(model.first, model.end):
        row = model.row(number)
        if isinstance(row, HistoryGap):
            found.append("…")
        elif isinstance(row, MessageReceived):
            found.append(row.text)
    return found


def gap_of(client: Client) -> int:
    (number,) = client.window.conversations["#lab"].transcript.gaps.all()
    return number


def close(client: Client, context: AppContext) -> None:
    client.window.close()
    for ending in context.winding_down():
        assert ending.stop_and_wait(10)
    context.winding_down()


def numbered(first: int, end: int) -> list[str]:
    return [f"слово {number}" for number in range(first, end)]


def away(
    open_client: OpenClient, context: AppContext, server: Server, boris: Talker, missed: int
) -> Client:
    """anna has heard ten words, was away for many, and comes back."""
    boris.say("#lab", *numbered(0, 10))
    anna = open_client(server.port)
    anna.until(lambda: anna.sees("слово 9", "#lab"))
    close(anna, context)
    boris.say("#lab", *numbered(10, 10 + missed))
    return back(open_client, server, f"слово {9 + missed}")


def back(open_client: OpenClient, server: Server, newest: str) -> Client:
    """anna opens her window again: so low that a gap comes in sight only where one goes."""
    anna = open_client(server.port, size=(760, 480))
    anna.until(lambda: anna.sees(newest, "#lab") and anna.members("#lab"))
    anna.activate()
    return anna


def filled(client: Client, before: list[str]) -> None:
    """Wait until something has come into the gap."""
    client.until(lambda: not client.window.gaps.is_loading("#lab") and texts(client) != before)


def tops(client: Client) -> dict[str, float]:
    """The messages in sight, each with its y."""
    view = client.page.view
    model = client.window.conversations.shown.transcript
    rows = ((model.row(number), share) for number, share in view.in_sight())
    return {row.text: share for row, share in rows if isinstance(row, MessageReceived)}


def check(client: Client, end: int) -> tuple[int, int]:
    """All that is there is in order and there once; how much stands before and after the gap."""
    found = texts(client)
    at = found.index("…")
    before, after = found[:at], found[at + 1 :]
    assert before == numbered(0, len(before))
    assert after == numbered(end - len(after), end)
    return len(before), len(after)


def test_a_gap_fills_as_one_scrolls_up_to_it(
    small: None, boris: Talker, keeping: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = away(open_client, context, keeping, boris, 200)
    before, after = check(anna, 210)
    view = anna.page.view
    gap = anna.window.conversations["#lab"].transcript.row(gap_of(anna))
    assert one_line(gap) == "Messages are missing here."
    for _ in range(10):
        view.jump_to_row(gap_of(anna) + 1)  # the gap is above, in the upper half
        seen, there = tops(anna), texts(anna)
        filled(anna, there)
        # What one reads stays where it is while others come in above it.
        now = tops(anna)
        assert {text: now.get(text) for text in list(seen)[-3:]} == dict(list(seen.items())[-3:])
        if "…" not in texts(anna):
            break
        old, after = after, check(anna, 210)[1]
        assert check(anna, 210)[0] == before and after > old
    assert texts(anna) == numbered(0, 210)
    close(anna, context)
    # It is filled for ever.
    anna = back(open_client, keeping, "слово 209")
    assert texts(anna) == numbered(0, 210)


def test_a_gap_fills_from_above_and_goes_on_after_a_restart(
    small: None, boris: Talker, keeping: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = away(open_client, context, keeping, boris, 200)
    before, after = check(anna, 210)
    view = anna.page.view
    view.jump_to_row(gap_of(anna) - 6)  # the gap is below, in the lower half
    seen = tops(anna)
    top = next(iter(seen))
    anna.until(lambda: not anna.window.gaps.is_loading("#lab") and check(anna, 210)[0] > before)
    assert tops(anna)[top] == seen[top]
    assert check(anna, 210)[1] == after
    before = check(anna, 210)[0]
    close(anna, context)

    boris.say("#lab", "и ещё")
    anna = back(open_client, keeping, "и ещё")
    found = texts(anna)
    assert found[: found.index("…")] == numbered(0, before)
    assert found[found.index("…") + 1 :] == [*numbered(210 - after, 210), "и ещё"]
    # By the keyboard: Enter on the row.
    view = anna.page.view
    view.setFocus()
    view.jump_to_row(gap_of(anna))
    press_key(view, Qt.Key.Key_Return)
    filled(anna, found)
    for _ in range(10):
        if "…" not in texts(anna):
            break
        there = texts(anna)
        view.jump_to_row(gap_of(anna))
        filled(anna, there)
    assert texts(anna) == [*numbered(0, 210), "и ещё"]
