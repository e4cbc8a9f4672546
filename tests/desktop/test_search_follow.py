"""What happens while the results of a search are shown: they stay, and tell the truth."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.client.events import Event
from core.client.feature_events import FoundOnServer, MessageEdited, MessageRedacted
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    keeping_server,
    open_client,
    server,
)
from tests.desktop.test_search import anna, found, opened, said, tell
from tests.desktop.typing import press_key, type_text

__all__ = ["anna", "context", "keeping_server", "open_client", "server"]


def follow(client: Client, *events: Event) -> None:
    """What a batch from the server does."""
    chat = client.window.chat
    batch = list(events)
    changes = chat.follow(batch)
    chat.followed.emit(batch)
    client.window.follow(changes)


def come(client: Client, text: str, time: float, msgid: str = "") -> None:
    follow(client, replace(said(text, time=time), buffer="#lab", msgid=msgid))


def test_newer_ones_wait_until_they_are_wanted(anna: Client) -> None:
    tell(anna, "#lab", said("сокет один", time=10.0), said("сокет два", time=20.0))
    panel = opened(anna)
    type_text(panel.field, "сокет")
    anna.until(lambda: found(panel) == ["сокет два", "сокет один"])
    press_key(panel.field, Qt.Key.Key_Down)
    come(anna, "лес", 25.0)
    assert panel.newer.isHidden()
    come(anna, "Сокет три", 30.0, msgid="m3")
    come(anna, "сокет четыре", 40.0, msgid="m4")
    assert found(panel) == ["сокет два", "сокет один"]
    assert panel.list.currentIndex().row() == 0
    assert panel.newer.isVisible()
    assert panel.newer.text() == "Show 2 newer messages"
    follow(anna, MessageRedacted("#lab", "m4", "boris", 41.0))
    assert panel.newer.text() == "Show 1 newer message"
    panel.newer.setFocus()
    QTest.keyClick(panel.newer, Qt.Key.Key_Space)
    anna.until(lambda: found(panel) == ["Сокет три", "сокет два", "сокет один"])
    assert panel.newer.isHidden()


def test_what_is_edited_or_deleted(anna: Client) -> None:
    """Nothing deleted can be read in the results, beside a hit neither."""
    rows = [said(f"сокет {n}", time=10.0 + n, msgid=f"m{n}") for n in range(4)]
    tell(anna, "#lab", *rows)
    panel = opened(anna)
    type_text(panel.field, "сокет")
    anna.until(lambda: len(found(panel)) == 4)
    follow(anna, MessageEdited("#lab", "m3", "boris", "новый сокет", 50.0))
    assert found(panel)[0] == "новый сокет"
    follow(anna, MessageEdited("#lab", "m3", "mallory", "сокет злой", 51.0))
    assert found(panel)[0] == "новый сокет"
    follow(anna, MessageEdited("#lab", "m0", "boris", "порт", 52.0))
    assert found(panel) == ["новый сокет", "сокет 2", "сокет 1"]
    follow(anna, MessageRedacted("#lab", "m2", "boris", 53.0))
    assert found(panel) == ["новый сокет", "сокет 1"]
    assert panel.count.text() == "2 messages in 1 conversation"
    beside = [
        getattr(row, "text", "") for hit in panel.results.hits for row in (hit.before, hit.after)
    ]
    assert "сокет 2" not in beside
    assert "порт" in beside
    follow(anna, MessageRedacted("#lab", "m1", "boris", 54.0))
    follow(anna, MessageRedacted("#lab", "m3", "boris", 55.0))
    assert panel.empty.isVisible()
    panel.field.setText("новый")
    anna.until(lambda: panel._state == "done")
    assert found(panel) == []


def test_somebody_has_another_nickname_meanwhile(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, "anna")
    boris = open_client(server.port, "boris")
    anna.until(lambda: len(anna.members("#lab")) == 2)
    boris.window.chat.connection.say("anna", "лично про сокет")
    anna.until(lambda: "boris" in anna.window.conversations)
    anna.activate()
    anna.window.show_conversation("boris")
    panel = opened(anna)
    type_text(panel.field, "лично")
    panel._choose(panel._set_where, "here")
    anna.until(lambda: [hit.conversation for hit in panel.results.hits] == ["boris"])
    boris.window.chat.connection.set_nick("borya")
    anna.until(lambda: "borya" in anna.window.conversations)
    anna.until(lambda: [hit.conversation for hit in panel.results.hits] == ["borya"])
    boris.window.chat.connection.say("anna", "лично ещё раз")
    anna.until(panel.newer.isVisible)
    press_key(panel.field, Qt.Key.Key_Down)
    press_key(panel.list, Qt.Key.Key_Return)
    assert anna.window.conversations.active == "borya"


def test_deleted_on_a_real_server_and_never_found_again(
    keeping_server: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = open_client(keeping_server.port)
    anna.until(lambda: anna.members("#lab"))
    anna.activate()
    for text in ("тайна один", "тайна два"):
        anna.write(text)
        anna.until(partial(anna.sees, text, "#lab"))
    panel = opened(anna)
    type_text(panel.field, "тайна")
    anna.until(lambda: len(found(panel)) == 2)
    features = getattr(anna.window.chat.connection, "features", None)
    if features is None or not features.redaction:
        pytest.skip("this server deletes nothing")
    anna.until(lambda: all(hit.row.msgid for hit in panel.results.hits))
    anna.window.chat.connection.redact("#lab", panel.results.hits[0].row.msgid)
    anna.until(lambda: found(panel) == ["тайна один"])
    assert context.store is not None
    assert context.store.flush()
    panel._ask()
    anna.until(lambda: panel._state == "done")
    assert found(panel) == ["тайна один"]


def test_a_server_that_refuses_and_an_answer_that_nobody_waits_for(
    keeping_server: Server, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = open_client(keeping_server.port)
    anna.until(lambda: anna.members("#lab"))
    anna.activate()
    connection = anna.window.chat.connection
    anna.until(lambda: connection.features.search)
    asked: list[str] = []

    def search(words: str, *_rest: object) -> int:
        asked.append(words)
        return len(asked)

    monkeypatch.setattr(connection, "search", search)
    panel = opened(anna)
    type_text(panel.field, "сокет")
    anna.until(lambda: asked == ["сокет"])
    follow(anna, FoundOnServer(1, (), "Too many searches"))
    anna.until(lambda: "The server did not search: Too many searches" in panel.count.text())
    type_text(panel.field, "ы")
    anna.until(lambda: asked[1:] == ["сокеты"])
    row = replace(said("сокеты", time=5.0), buffer="#lab", msgid="m5")
    follow(anna, FoundOnServer(1, (row,)))
    assert found(panel) == []
    follow(anna, FoundOnServer(2, (row,)))
    assert found(panel) == ["сокеты"]
    anna.until(lambda: panel.count.text() == "1 message in 1 conversation")
