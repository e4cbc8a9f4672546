"""What client windows keep: messages, drafts and places come back; older ones load; store off."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from time import monotonic

import pytest
from pytestqt.qtbot import QtBot

from core.client.events import BufferKind, MessageKind, MessageReceived, Reaction
from core.client.feature_events import (
    Features,
    HistoryReceived,
    MessageRedacted,
    ReactionReceived,
)
from core.client.questions import NO_ANSWER
from core.server.config import ServerConfig
from core.storage.client_schema import NAME
from desktop.client.client_window import ClientWindow
from desktop.client.message_view import Position
from desktop.context import AppContext
from tests.desktop.client_fixtures import Client, OpenClient, Server, context, open_client, server

__all__ = ["context", "open_client", "server"]

NOON = 1_700_000_000.0


def said(number: int, buffer: str = "#lab", **more: object) -> MessageReceived:
    return MessageReceived(
        buffer,
        MessageKind.TEXT,
        "boris",
        f"слово {number}",
        NOON + number,
        f"f{number}",
        msgid=f"id{number}",
        **more,  # type: ignore[arg-type]
    )


def close(client: Client, context: AppContext) -> None:
    """Close the window as a person does, and wait until all is said and written."""
    client.window.close()
    for ending in context.winding_down():
        assert ending.stop_and_wait(10)
    context.winding_down()


@pytest.fixture
def forgetful(qtbot: QtBot, server: Server) -> Server:
    """A server that keeps nothing."""
    server.stop()
    server.config = ServerConfig(network="Room 214", history_messages=1)
    server.start()
    return server


@pytest.mark.feature("Kept between starts")
def test_what_was_said_is_there_after_a_restart(
    forgetful: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = open_client(forgetful.port)
    boris = open_client(forgetful.port, "boris")
    anna.until(lambda: len(anna.members("#lab")) == 2)
    boris.until(lambda: len(boris.members("#lab")) == 2)
    boris.write("Сокет ещё открыт?")
    anna.until(lambda: anna.sees("boris: Сокет ещё открыт?"))
    anna.write("да")
    anna.until(lambda: anna.sees("anna: да"))
    boris.until(lambda: boris.sees("anna: да"))
    close(anna, context)
    close(boris, context)
    forgetful.stop()
    forgetful.start()
    anna = open_client(forgetful.port)
    anna.until(lambda: anna.sees("boris: Сокет ещё открыт?"))
    anna.until(lambda: anna.online() and "#lab" in anna.window.conversations)
    lines = anna.lines("#lab")
    assert lines.index("boris: Сокет ещё открыт?") < lines.index("anna: да")
    assert len([line for line in lines if line == "anna: да"]) == 1


def test_nothing_is_kept_where_the_person_does_not_want_it(
    server: Server, open_client: OpenClient, context: AppContext, tmp_path: Path
) -> None:
    context.set_preference("history.keep", False)
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    model = anna.window.conversations["#lab"].transcript
    model.append_batch([said(1)])
    model.append_batch([ReactionReceived("#lab", "id1", "chloe", "👍", NOON)])
    assert model.prepend([said(0, history=True)]) == 1
    number = model.find("id1")
    assert number is not None
    row = model.row(number)
    assert isinstance(row, MessageReceived)
    assert row.reactions == (Reaction("👍", ("chloe",)),)
    close(anna, context)
    assert not (tmp_path / "client").exists()


def test_keeping_can_be_switched_off_while_one_talks(
    server: Server, open_client: OpenClient, context: AppContext, tmp_path: Path
) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    anna.write("это остаётся")
    anna.until(lambda: anna.sees("anna: это остаётся"))
    store = context.store
    assert store is not None and store.flush()
    context.set_preference("history.keep", False)
    anna.write("это не хранится")
    anna.until(lambda: anna.sees("anna: это не хранится"))
    assert anna.sees("anna: это остаётся")
    close(anna, context)
    data = (tmp_path / "client" / NAME).read_bytes()
    assert "это остаётся".encode() in data
    assert "это не хранится".encode() not in data


def test_a_window_that_is_resized_is_drawn_first(
    server: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    store = context.store
    assert store is not None
    before = monotonic()
    anna.window.window().resize(777, 555)
    assert store.pending.was_read(monotonic() - before + 0.001), "the index waits"


def test_changes_reach_the_store(
    forgetful: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = open_client(forgetful.port)
    anna.until(lambda: anna.members("#lab"))
    model = anna.window.conversations["#lab"].transcript
    model.append_batch([said(1), said(2)])
    model.append_batch(
        [
            ReactionReceived("#lab", "id1", "chloe", "👍", NOON),
            MessageRedacted("#lab", "id2", "op", NOON, "спам"),
        ]
    )
    close(anna, context)
    anna = open_client(forgetful.port)
    anna.until(lambda: anna.members("#lab"))
    model = anna.window.conversations["#lab"].transcript
    first, second = model.message("id1"), model.message("id2")
    assert first is not None and second is not None
    assert first.reactions == (Reaction("👍", ("chloe",)),)
    assert (second.text, second.redacted, second.redaction) == ("", "op", "спам")
    # And what is changed then reaches it, too.
    model.append_batch([ReactionReceived("#lab", "id1", "dan", "👍", NOON)])
    changed = model.message("id1")
    assert changed is not None
    assert changed.reactions == (Reaction("👍", ("chloe", "dan")),)


def test_draft_pin_mute_place_and_position_come_back(
    forgetful: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = open_client(forgetful.port, channels=("#lab", "#other"))
    anna.until(lambda: anna.members("#lab") and anna.members("#other"))
    conversations = anna.window.conversations
    anna.window.show_conversation("#lab")
    conversations["#lab"].transcript.append_batch([said(number) for number in range(400)])
    lab = conversations["#lab"]
    lab.pinned = lab.muted = True
    lab.place = 2
    anna.window.page.view.restore_position(Position(120, 3.0, bottom=False))
    read = lab.transcript.row(anna.page.view.save_position().number)
    assert isinstance(read, MessageReceived)
    anna.page.composer.set_text("недописанное")
    close(anna, context)
    anna = open_client(forgetful.port, channels=("#other", "#lab"))
    anna.until(lambda: anna.members("#lab") and anna.members("#other"))
    lab = anna.window.conversations["#lab"]
    assert (lab.pinned, lab.muted, lab.place, lab.draft) == (True, True, 2, "недописанное")
    anna.window.show_conversation("#other")
    anna.window.show_conversation("#lab")
    assert anna.page.composer.text() == "недописанное"
    position = anna.page.view.save_position()
    assert not position.bottom
    row = lab.transcript.row(position.number)
    assert isinstance(row, MessageReceived)
    assert row.msgid == read.msgid


def test_private_conversations_are_opened_again_until_they_are_closed(
    forgetful: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = open_client(forgetful.port)
    anna.until(lambda: anna.members("#lab"))
    anna.window.chat.connection.query("boris")
    anna.until(lambda: "boris" in anna.window.conversations)
    anna.window.conversations["boris"].transcript.append_batch([said(1, "boris")])
    close(anna, context)
    anna = open_client(forgetful.port)
    anna.until(lambda: anna.sees("слово 1", "boris"))
    anna.window.chat.connection.close_buffer("boris")
    anna.until(lambda: "boris" not in anna.window.conversations)
    close(anna, context)
    anna = open_client(forgetful.port)
    anna.until(lambda: anna.members("#lab"))
    assert "boris" not in anna.window.conversations
    anna.window.chat.connection.query("boris")  # but what was said is there
    anna.until(lambda: anna.sees("слово 1", "boris"))


def test_unread_comes_back(forgetful: Server, open_client: OpenClient, context: AppContext) -> None:
    anna = open_client(forgetful.port, channels=("#lab", "#other"))
    anna.until(lambda: anna.members("#lab") and anna.members("#other"))
    anna.window.show_conversation("#other")
    feed = anna.window.chat.connection.feed
    feed.push([said(1), said(2, highlight=True)])
    anna.until(lambda: anna.window.conversations["#lab"].unread == 2)
    close(anna, context)
    anna = open_client(forgetful.port, channels=("#other", "#lab"))
    anna.until(lambda: anna.members("#lab") and anna.members("#other"))
    lab = anna.window.conversations["#lab"]
    if anna.window.conversations.active == "#lab":
        pytest.skip("the channel was shown at once")
    assert (lab.unread, lab.mentions) == (2, 1)
    marker = lab.transcript.marker
    assert marker is not None
    row = lab.transcript.row(marker)
    assert isinstance(row, MessageReceived)
    assert row.msgid == "id1"


def test_the_channel_that_was_in_sight_is_shown_again(
    forgetful: Server, open_client: OpenClient, context: AppContext
) -> None:
    names = ("#a", "#b", "#c")
    anna = open_client(forgetful.port, channels=names)
    anna.until(lambda: all(anna.members(name) for name in names))
    assert anna.window.conversations.active == "#a"  # of several that open at once, the first
    anna.window.show_conversation("#b")
    close(anna, context)
    anna = open_client(forgetful.port, channels=names)
    anna.until(lambda: all(anna.members(name) for name in names))
    assert anna.window.conversations.active == "#b"
    asked = [name for name, _ in anna.window.chat.connection.options.session.channels]
    assert asked == ["#b", "#a", "#c"]  # and it is the first for which the server is asked


def test_what_is_known_is_not_unread_when_it_is_played_back(
    forgetful: Server, open_client: OpenClient
) -> None:
    anna = open_client(forgetful.port, channels=("#lab", "#other"))
    anna.until(lambda: anna.members("#lab") and anna.members("#other"))
    anna.window.show_conversation("#other")
    feed = anna.window.chat.connection.feed
    feed.push([said(1)])
    anna.until(lambda: anna.window.conversations["#lab"].unread == 1)
    length = len(anna.window.conversations["#lab"].transcript)
    feed.push([said(1, history=True), said(2, history=True)])
    anna.until(lambda: len(anna.window.conversations["#lab"].transcript) == length + 1)
    assert anna.window.conversations["#lab"].unread == 2


# --- older messages -------------------------------------------------------------------------------


class Asked:
    """The window's requests for older messages, instead of the server's answers."""

    def __init__(self, window: ClientWindow, monkeypatch: pytest.MonkeyPatch) -> None:
        self.requests: list[tuple[str, float, str]] = []
        self.features = Features()  # at first the server offers nothing
        self.feed = window.chat.connection.feed
        connection = window.chat.connection

        def request_older(
            buffer: str, time: float, msgid: str = "", limit: int = 100, *, urgent: bool = True
        ) -> bool:
            self.requests.append((buffer, time, msgid))
            return True

        monkeypatch.setattr(connection, "request_older", request_older)
        monkeypatch.setattr(type(connection), "features", property(lambda _self: self.features))


@pytest.fixture
def reader(
    forgetful: Server, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> tuple[Client, Asked]:
    anna = open_client(forgetful.port)
    anna.until(lambda: anna.members("#lab"))
    anna.until(lambda: anna.window.conversations.active == "#lab")
    loader, model = anna.window.history, anna.window.conversations["#lab"].transcript
    anna.until(lambda: not loader.is_loading)  # what the real server was asked for
    asked = Asked(anna.window, monkeypatch)
    loader.forget()
    model.append_batch([said(number) for number in range(300, 500)])
    anna.until(lambda: (anna.page.view.first_in_sight() or 0) - model.first > 100)
    asked.features = Features(history=True)
    return anna, asked


@pytest.mark.feature("Earlier messages load while one scrolls")
def test_older_messages_load_as_one_scrolls(reader: tuple[Client, Asked]) -> None:
    anna, asked = reader
    bar, view = anna.window.history.bar, anna.page.view
    model = anna.window.conversations["#lab"].transcript
    anna.until(lambda: not view.at_bottom() or view.verticalScrollBar().maximum() > 0)
    assert not asked.requests
    view.verticalScrollBar().setValue(0)
    anna.until(lambda: asked.requests == [("#lab", NOON + 300, "id300")])
    anna.until(bar.isVisible)
    assert bar.label.text() == "Loading earlier messages…"
    before = view.first_in_sight()
    first = model.first
    page = [said(number, history=True) for number in range(200, 300)]
    asked.feed.push([HistoryReceived("#lab", tuple(page))])
    anna.until(lambda: model.first == first - 100)
    assert view.first_in_sight() == before  # nothing jumps
    anna.until(lambda: not bar.isVisible())
    assert len(asked.requests) == 1
    view.verticalScrollBar().setValue(0)
    anna.until(lambda: asked.requests[1:] == [("#lab", NOON + 200, "id200")])
    last = [said(number, history=True) for number in range(150, 210)]
    asked.feed.push([HistoryReceived("#lab", tuple(last), complete=True)])
    anna.until(lambda: model.first == first - 150)  # those that came twice are there once
    view.verticalScrollBar().setValue(0)
    anna.until(lambda: view.first_in_sight() == model.first)
    anna.window.history.look()
    assert len(asked.requests) == 2


def test_older_messages_that_do_not_come_can_be_asked_for_again(
    reader: tuple[Client, Asked],
) -> None:
    anna, asked = reader
    bar, view = anna.window.history.bar, anna.page.view
    view.verticalScrollBar().setValue(0)
    anna.until(lambda: len(asked.requests) == 1)
    asked.feed.push([HistoryReceived("#lab", failed=NO_ANSWER)])
    anna.until(lambda: bar.label.text() == "Earlier messages could not be loaded.")
    assert bar.button.isVisible()
    anna.window.history.look()
    assert len(asked.requests) == 1  # not by itself
    bar.button.click()
    anna.until(lambda: len(asked.requests) == 2)
    asked.feed.push([HistoryReceived("#lab", failed="Messages could not be retrieved")])
    anna.until(lambda: "Messages could not be retrieved" in bar.label.text())


def test_a_server_without_history_is_not_asked(reader: tuple[Client, Asked]) -> None:
    anna, asked = reader
    asked.features = Features()
    anna.page.view.verticalScrollBar().setValue(0)
    anna.window.history.look()
    assert not asked.requests
    assert not anna.window.history.bar.isVisible()


def test_a_server_that_repeats_itself_is_asked_once(reader: tuple[Client, Asked]) -> None:
    anna, asked = reader
    view = anna.page.view
    view.verticalScrollBar().setValue(0)
    same = tuple(said(number, history=True) for number in range(300, 310))
    anna.until(lambda: len(asked.requests) == 1)
    asked.feed.push([HistoryReceived("#lab", same)])
    anna.until(lambda: len(asked.requests) == 2)
    asked.feed.push([HistoryReceived("#lab", same)])
    anna.until(lambda: not anna.window.history.bar.isVisible())
    anna.window.history.look()
    assert len(asked.requests) == 2


@pytest.mark.feature("What was missed is fetched")
def test_the_real_server_gives_what_the_store_has_not(
    server: Server, open_client: OpenClient, context: AppContext
) -> None:
    boris = open_client(server.port, "boris")
    boris.until(lambda: boris.members("#lab"))
    for number in range(5):
        boris.write(f"до прихода {number}")
    boris.until(lambda: boris.sees("до прихода 4"))
    anna = open_client(server.port)
    anna.until(lambda: anna.sees("до прихода 4", "#lab"))
    close(anna, context)
    boris.write("пока её не было")
    boris.until(lambda: boris.sees("boris: пока её не было"))
    anna = open_client(server.port)
    anna.until(lambda: anna.sees("пока её не было", "#lab"))
    said_lines = [line for line in anna.lines("#lab") if line.startswith("boris: ")]
    assert said_lines == [
        *(f"boris: до прихода {number}" for number in range(5)),
        "boris: пока её не было",
    ]


# --- faults ---------------------------------------------------------------------------------------


def test_a_damaged_history_is_told(server: Server, open_client: OpenClient, tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / NAME).write_bytes(b"no database at all" * 500)
    anna = open_client(server.port)
    anna.until(lambda: anna.sees("The history was damaged. It was set aside", ""))
    anna.until(lambda: anna.members("#lab"))
    anna.write("и всё же")
    anna.until(lambda: anna.sees("anna: и всё же"))


def test_a_newer_history_is_told_and_left_alone(
    server: Server, open_client: OpenClient, context: AppContext, tmp_path: Path
) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    close(anna, context)
    path = tmp_path / "client" / NAME
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    anna = open_client(server.port)
    anna.until(lambda: anna.sees("newer version", ""))
    anna.until(lambda: anna.members("#lab"))
    anna.write("и всё же")
    anna.until(lambda: anna.sees("anna: и всё же"))
    assert path.read_bytes() == before


def test_two_windows_of_one_person_on_one_store(
    forgetful: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = open_client(forgetful.port)
    anna.until(lambda: anna.members("#lab"))
    again = open_client(forgetful.port)  # the server calls this one otherwise
    again.until(lambda: again.online() and len(again.members("#lab")) == 2)
    anna.write("раз")
    again.until(lambda: again.sees("anna: раз", "#lab"))
    close(again, context)
    close(anna, context)
    anna = open_client(forgetful.port)
    anna.until(lambda: anna.members("#lab"))
    assert [line for line in anna.lines("#lab") if "раз" in line] == ["anna: раз"]
    assert anna.window.conversations["#lab"].kind is BufferKind.CHANNEL
