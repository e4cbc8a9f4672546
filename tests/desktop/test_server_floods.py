"""A server that says thousands of things at once: all of them arrive, and the window does no more
in one go than it can do between two pictures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.client.events import BufferKind, BufferOpened, Event, JoinFailed, ServerText
from core.client.feature_events import ReadMarkerMoved
from desktop.client import conversation_keeper, follow_up, history_loader, sidebar_model
from desktop.client.conversation import Changes
from desktop.client.sidebar_model import RowKind
from tests.desktop.client_fixtures import Client, OpenClient, context, open_client
from tests.desktop.hostile_server import HostileServer

__all__ = ["context", "open_client"]

MOST_ROWS = 50  # for these tests
MANY = 300
NAMES = [f"#c{number:04}" for number in range(MANY)]


@pytest.fixture
def evil() -> Iterator[HostileServer]:
    server = HostileServer()
    yield server
    server.close()


@pytest.fixture
def anna(evil: HostileServer, open_client: OpenClient) -> Client:
    client = open_client(evil.port, "anna")
    client.until(lambda: client.members("#lab"))
    return client


@pytest.fixture
def crowded(anna: Client, evil: HostileServer, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client that the server has put into more channels than what is done in one go."""
    monkeypatch.setattr(sidebar_model, "MOST_ROWS", MOST_ROWS)
    monkeypatch.setattr(follow_up, "LINES_AT_ONCE", 70)
    monkeypatch.setattr(conversation_keeper, "SAVED_AT_ONCE", 70)
    evil.say(*(f":anna!a@h JOIN {name}" for name in NAMES))
    anna.until(lambda: len(anna.window.conversations.channels) == MANY + 1)
    return anna


def hear(client: Client, *events: Event) -> Changes:
    """As if the session had told that."""
    changes = client.window.chat.follow(list(events))
    client.window.chat.changed.emit(changes)
    return changes


def test_of_very_many_channels_the_first_have_rows(crowded: Client) -> None:
    window, sidebar = crowded.window, crowded.page.sidebar
    rows = sidebar.model.rows
    assert len([row for row in rows if row.conversation is not None]) <= MOST_ROWS + 2
    more = next(row for row in rows if row.kind is RowKind.MORE)
    said = sidebar.model.index(rows.index(more)).data()
    assert said == "250 more in “Go to…”"

    window.show_conversation(NAMES[-1])  # as the quick switcher does
    assert sidebar.list.currentIndex().data(Qt.ItemDataRole.DisplayRole) == NAMES[-1][1:]
    assert window.page.header.title.text() == f"# {NAMES[-1][1:]}"
    window.show_conversation("#lab")
    hear(crowded, BufferOpened("#later", BufferKind.CHANNEL))
    assert not sidebar.model.index_of(NAMES[-1]).isValid()
    assert sidebar.list.currentIndex() == sidebar.model.index_of(window.conversations.active)
    for width in (480, 1240):  # tiles, and rows again
        crowded.window.resize(width, 700)
        crowded.until(lambda: sidebar.rail == (sidebar.width() < 100))
        crowded.window.grab()


def test_of_those_without_a_row_one_that_calls_gets_one(
    crowded: Client, evil: HostileServer
) -> None:
    sidebar, name = crowded.page.sidebar, NAMES[-1]
    assert not sidebar.model.index_of(name).isValid()
    evil.say(f":mallory!m@h PRIVMSG {name} :hello all")
    crowded.until(lambda: crowded.window.conversations[name].unread == 1)
    assert not sidebar.model.index_of(name).isValid()
    evil.say(f":mallory!m@h PRIVMSG {name} :anna, look")
    crowded.until(lambda: sidebar.model.index_of(name).isValid())
    assert sidebar.list.currentIndex() == sidebar.model.index_of(
        crowded.window.conversations.active
    )
    crowded.window.show_conversation(name)
    crowded.window.show_conversation("#lab")
    sidebar.rebuild()
    assert not sidebar.model.index_of(name).isValid(), "it is read"


def test_the_row_of_the_others_leads_to_where_they_are_found(crowded: Client, qtbot: QtBot) -> None:
    found = crowded.page.sidebar.list
    rows = crowded.page.sidebar.model.rows
    more = next(number for number, row in enumerate(rows) if row.kind is RowKind.MORE)
    index = crowded.page.sidebar.model.index(more)
    found.scrollTo(index)
    with qtbot.waitSignal(crowded.page.sidebar.switcher_requested):
        place = found.visualRect(index).center()
        QTest.mouseClick(
            found.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )


def test_a_conversation_that_has_no_row_is_not_moved_by_the_mouse(crowded: Client) -> None:
    found = crowded.page.sidebar.list
    found._dragged = NAMES[0]
    assert len(found._boxes()) == MOST_ROWS + 1  # and the one that is shown
    found._dragged = ""


def test_read_markers_of_all_conversations_are_shown_at_once(
    crowded: Client, evil: HostileServer
) -> None:
    evil.say(*(f":mallory!m@h PRIVMSG {name} :hi" for name in NAMES))
    crowded.until(lambda: crowded.window.conversations.unread >= MANY)
    told: list[object] = []
    crowded.page.sidebar.model.dataChanged.connect(lambda *_: told.append(1))
    hear(crowded, *(ReadMarkerMoved(name, 9e9) for name in NAMES))
    assert crowded.window.conversations.unread == 0
    assert len(told) <= 2


def test_what_parts_of_the_window_see_to_is_taken_in_portions(anna: Client) -> None:
    chat = anna.window.chat
    sizes: list[int] = []
    chat.changed.connect(lambda changes: sizes.append(len(changes.other)))
    lines = [ServerText("", "372", f"line {number}", 0.0) for number in range(2000)]
    chat.connection.feed.push(lines)
    anna.until(lambda: anna.sees("line 1999", ""))
    assert sum(sizes) >= 2000
    assert max(sizes) < 450


def test_thousands_of_refused_channels_are_told(crowded: Client) -> None:
    hear(crowded, *(JoinFailed(name, "474", "Cannot join") for name in NAMES))
    conversations = crowded.window.conversations
    assert all(conversations[name].left for name in NAMES)
    assert not crowded.window.follow_up.nowhere


def test_every_conversation_says_that_the_connection_is_lost_and_back(
    crowded: Client, evil: HostileServer
) -> None:
    evil.drop()
    crowded.until(lambda: crowded.sees("Connection lost at", NAMES[-1]))
    assert all(crowded.sees("Connection lost at", name) for name in (*NAMES[::100], "#lab", ""))
    crowded.window.acts.retry()
    crowded.until(lambda: crowded.sees("Connected again", NAMES[-1]))


def test_what_was_left_in_thousands_of_conversations_is_kept(crowded: Client) -> None:
    window = crowded.window
    kept = window.chat.kept
    assert kept is not None
    for name in NAMES:
        window.conversations[name].muted = True
    window.keeper._changed |= set(NAMES)
    window.keeper._timer.start(0)
    stores = [store for name in NAMES if (store := kept.conversation(name)) is not None]
    assert len(stores) == MANY
    crowded.until(lambda: all(store.state.get("muted") for store in stores))


def test_few_conversations_are_looked_through_in_one_go(
    crowded: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether there is something to ask the server for: the rows are read from the store."""
    looked: list[object] = []
    monkeypatch.setattr(history_loader, "_came_in", looked.append)
    loader = crowded.window.history
    loader._progress.clear()
    seen = 0
    while not seen or len(looked) > seen:
        seen = len(looked)
        loader._prefetch()
        assert len(looked) - seen <= 20
    assert len(set(map(id, looked))) == MANY + 1  # each once
    assert len(looked) == MANY + 1


def test_who_is_there_is_known_of_many_at_once(crowded: Client, evil: HostileServer) -> None:
    evil.say(
        ":evil 353 anna = #c0001 :anna boris",
        ":evil 366 anna #c0001 :End",
        ":evil 353 anna = #c0002 :anna Boris vera",
        ":evil 366 anna #c0002 :End",
    )
    crowded.until(lambda: "vera" in crowded.members("#c0002"))
    conversations = crowded.window.conversations
    met = conversations.met()
    for nick in ("boris", "BORIS", "vera", "anna", "nobody"):
        assert conversations.presence(nick) == conversations.presence(nick, met)
    assert conversations.presence("vera", met) == "on"


def test_where_thousands_call_the_rows_are_not_made_anew_for_each(
    crowded: Client, evil: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sidebar_model, "MOST_CALLING", 5)
    evil.say(*(f":mallory!m@h PRIVMSG {name} :anna, look" for name in NAMES))
    crowded.until(lambda: crowded.window.conversations[NAMES[-1]].mentions == 1)
    made: list[object] = []
    crowded.page.sidebar.model.modelReset.connect(lambda: made.append(1))
    for _ in range(20):
        evil.say(*(f":mallory!m@h PRIVMSG {name} :anna, again" for name in NAMES[-10:]))
    crowded.until(lambda: crowded.window.conversations[NAMES[-1]].mentions == 21)
    assert made == []
