"""What is missing in the history: a row that fills from both sides as one looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.client import history_gaps
from core.client.events import MessageKind, MessageReceived
from core.client.feature_events import GapFilled, HistoryGap
from core.server.config import ServerConfig
from desktop.client import gap_loader, history_loader
from desktop.client.gap_texts import gap_act, gap_sentence
from desktop.client.message_content import one_line
from desktop.client.message_model import ConversationModel
from desktop.client.message_view import MessageView
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
from tests.desktop.typing import press_key, type_text

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

    def __init__(self, server: Server, qtbot: QtBot, *channels: str, nick: str = "boris") -> None:
        self._peer = Peer(server.port)
        self._qtbot = qtbot
        self._said = 0
        names = ",".join(channels)
        self._peer.sock.sendall(f"NICK {nick}\r\nUSER b 0 * :b\r\nJOIN {names}\r\n".encode())
        self._wait_for(f" 366 {nick} {channels[-1]} ")

    def _wait_for(self, words: str) -> None:
        self._qtbot.waitUntil(lambda: words in self._peer.text, timeout=TIMEOUT)

    def say(self, channel: str, *texts: str) -> None:
        lines = "".join(f"PRIVMSG {channel} :{text}\r\n" for text in texts)
        self._said += 1
        self._peer.sock.sendall(f"{lines}PING :said{self._said}\r\n".encode())
        self._wait_for(f"said{self._said}\r\n")

    def close(self) -> None:
        self._peer.close()


OpenTalker = Callable[..., Talker]


@pytest.fixture
def talkers(qtbot: QtBot) -> Iterator[OpenTalker]:
    made: list[Talker] = []

    def make(server: Server, *channels: str, nick: str = "boris") -> Talker:
        made.append(Talker(server, qtbot, *channels, nick=nick))
        return made[-1]

    yield make
    for talker in made:
        talker.close()


@pytest.fixture
def boris(keeping: Server, talkers: OpenTalker) -> Talker:
    return talkers(keeping, "#lab")


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


def test_a_hit_that_only_the_server_has_is_loaded_and_shown(
    small: None,
    monkeypatch: pytest.MonkeyPatch,
    boris: Talker,
    keeping: Server,
    open_client: OpenClient,
    context: AppContext,
) -> None:
    """Enter in the search over everything leads to a message that must be loaded first: before what
    is here, and in a gap."""
    monkeypatch.setattr(history_loader, "_PAGE", 20)
    boris.say("#lab", "иголка в начале", *numbered(0, 100))
    anna = open_client(keeping.port, size=(760, 480))
    anna.until(lambda: anna.sees("слово 99", "#lab") and anna.members("#lab"))
    anna.activate()
    assert not anna.sees("иголка")

    def go(words: str, hits: int) -> None:
        QTest.keyClick(anna.input, Qt.Key.Key_F, CONTROL | SHIFT)
        everywhere = anna.window.finding.everywhere
        assert everywhere is not None
        panel = everywhere.panel
        panel.field.setFocus()
        panel.field.selectAll()
        type_text(panel.field, words)
        anna.until(lambda: len(panel.results.hits) == hits)
        press_key(panel.field, Qt.Key.Key_Down)
        press_key(panel.list, Qt.Key.Key_Return)

    def chosen() -> str:
        model = anna.window.conversations["#lab"].transcript
        row = model.row_or_none(anna.page.view.current() or 0)
        return row.text if isinstance(row, MessageReceived) else ""

    go("начале", 1)
    anna.until(lambda: chosen() == "иголка в начале")
    assert any(text == "иголка в начале" for text in tops(anna))
    close(anna, context)

    boris.say("#lab", *numbered(100, 200), "булавка посередине", *numbered(200, 300))
    anna = back(open_client, keeping, "слово 299")
    assert not anna.sees("булавка")
    go("посередине", 1)
    anna.until(lambda: chosen() == "булавка посередине")
    said = [text for text in texts(anna) if text != "…"]
    assert len(set(said)) == len(said)


ROOMS = tuple(f"#room{number}" for number in range(20))


def test_of_twenty_channels_the_one_that_is_shown_comes_first(
    monkeypatch: pytest.MonkeyPatch,
    keeping: Server,
    talkers: OpenTalker,
    open_client: OpenClient,
    context: AppContext,
) -> None:
    """Nothing is kept here: all must come from the server, which counts what it is asked."""
    monkeypatch.setattr(history_loader, "_BETWEEN_MS", 20)
    context.set_preference("history.keep", False)
    boris = talkers(keeping, *ROOMS[:10])
    other = talkers(keeping, *ROOMS[10:], nick="chloe")
    for talker, rooms in ((boris, ROOMS[:10]), (other, ROOMS[10:])):
        for room in rooms:
            talker.say(room, *(f"{room} {number}" for number in range(120)))
    anna = open_client(keeping.port, channels=ROOMS)
    anna.until(lambda: anna.window.conversations.active in ROOMS)
    shown = anna.window.conversations.active
    anna.until(lambda: anna.sees(f"{shown} 119", shown))
    assert len(texts(anna, shown)) <= history_gaps.FIRST_PAGE  # somebody's coming is in it, too
    # Where one goes, it comes at once: before the others, which come by themselves.
    last = ROOMS[-1] if shown != ROOMS[-1] else ROOMS[0]
    anna.until(lambda: anna.members(last))
    waiting = [r for r in ROOMS if r != shown and not texts(anna, r)]
    assert last in waiting
    anna.window.show_conversation(last)
    anna.until(lambda: anna.sees(f"{last} 119", last))
    anna.until(lambda: all(texts(anna, room)[-1:] == [f"{room} 119"] for room in ROOMS))
    for room in ROOMS:
        found = texts(anna, room)
        assert found == [f"{room} {number}" for number in range(120 - len(found), 120)]


@pytest.mark.parametrize("width", [305, 600])
def test_what_one_reads_stays_where_the_row_is_higher_or_lower(qtbot: QtBot, width: int) -> None:
    """In a narrow window the way to load stands below the sentence; while it loads it is gone. And
    the row is gone in the end, also where it is scrolled half away."""
    model, view = ConversationModel(), MessageView()
    qtbot.addWidget(view)
    view.resize(width, 400)
    view.set_model(model)
    view.show()

    def said(number: int) -> MessageReceived:
        text, at = f"слово {number}", NOON + number
        return MessageReceived("#lab", MessageKind.TEXT, "boris", text, at, f"k{number}", f"{at}")

    def seen() -> dict[str, float]:
        view.grab()
        rows = ((model.row(number), y) for number, y in view.in_sight())
        return {row.text: y for row, y in rows if isinstance(row, MessageReceived)}

    model.append_batch(said(number) for number in range(20))
    model.append_batch([HistoryGap("#lab", NOON + 20)])
    model.append_batch(said(number) for number in range(60, 100))
    (gap,) = model.gaps.all()
    view.jump_to_row(gap + 3)
    before = seen()
    for loading in (True, False, True):
        model.gaps.show_loading(gap, loading=loading)
        view.grab()
        QApplication.processEvents()
        assert dict(list(seen().items())[-5:]) == dict(list(before.items())[-5:])

    view.scroll_pixels(dict(view.in_sight())[gap] * view.viewport().height() + 20)
    assert view.in_sight()[0][0] == gap  # half of it is above the edge
    last = list(seen().items())[-5:]
    asked = ((NOON + 19, ""), (NOON + 60, ""))
    model.gaps.fill(gap, GapFilled("#lab", (said(59),), *asked, upwards=True, closed=True))
    QApplication.processEvents()
    assert {text: seen().get(text) for text, _ in last} == dict(last)


def test_what_the_row_says() -> None:
    """How much is missing as far as that is known, what became of it, and what can be done."""
    day, hour = 86_400.0, 3_600.0

    def told(span: float, **more: object) -> tuple[str, str]:
        gap = replace(HistoryGap("#lab", NOON, NOON + span), **more)  # type: ignore[arg-type]
        return gap_sentence(gap), gap_act(gap)

    assert told(2 * day) == ("Messages of about 2 days are missing here.", "Load them")
    assert told(5 * hour)[0] == "Messages of about 5 hours are missing here."
    assert told(60.0)[0] == told(-NOON)[0] == told(1e15)[0] == "Messages are missing here."
    assert told(60.0, loading=True) == ("Messages are missing here. Loading…", "")
    words, act = told(60.0, refused="Not now")
    assert words == "Messages are missing here. They could not be loaded. Not now"
    assert act == "Try again"
    assert told(60.0, lost=True)[1] == ""
