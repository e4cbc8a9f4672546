"""The index of a client's store makes way for whoever scrolls."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.client.events import MessageKind, MessageReceived
from core.storage.client_search import Wanted
from core.storage.client_writer import INDEXED_AT_ONCE
from core.threads import client_store_writer
from core.threads.client_store import ClientStore

_ROWS = 5 * INDEXED_AT_ONCE


@pytest.mark.parametrize("resizes", [False, True])
def test_while_somebody_scrolls_the_index_waits_and_nothing_else(
    tmp_path: Path, qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, resizes: bool
) -> None:
    monkeypatch.setattr(client_store_writer, "QUIET_S", 3_600.0)
    store = ClientStore(tmp_path)
    network = store.network("localhost", 6667, "anna")
    conversation = network.conversation("#lab") if network is not None else None
    assert network is not None and conversation is not None

    def append(first: int) -> None:
        conversation.append(
            [
                MessageReceived(
                    "#lab", MessageKind.TEXT, "boris", f"сокет {number}", 1e9 + number, str(number)
                )
                for number in range(first, first + _ROWS)
            ]
        )

    append(0)
    assert store.flush(60)
    if resizes:
        store.let_draw()
    else:
        assert len(conversation.read(0, 10)) == 10
    append(_ROWS)
    assert store.flush(60, indexed=False), "what comes is written all the same"
    assert not store.flush(0.2), "its words are in no hurry"
    with qtbot.waitSignal(store.found, timeout=30_000) as told:
        store.search_soon(Wanted("сокет 7"))
    assert [hit.place for hit in told.args[1]] == [7], "and searches are answered at once"
    ending = network.close()
    assert ending is not None and ending.stop_and_wait(60), "nor does the end wait for it"


def test_afterwards_it_goes_on_where_it_was(tmp_path: Path, qapp: object) -> None:
    store = ClientStore(tmp_path)
    network = store.network("localhost", 6667, "anna")
    conversation = network.conversation("#lab") if network is not None else None
    assert network is not None and conversation is not None
    row = MessageReceived("#lab", MessageKind.TEXT, "boris", "сокет", 1e9, "id")
    conversation.append([row] * _ROWS)
    conversation.read(0, 10)
    assert store.flush(60)
    assert len(store.search("сокет", limit=_ROWS)) == _ROWS
    ending = network.close()
    assert ending is not None and ending.stop_and_wait(60)
