"""Fixtures for the dialogues."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.server.config import ServerConfig
from core.server.stores import Stores
from core.storage.server_storage import ServerStorage
from tests.core.server.dialogue import Dialogue


@pytest.fixture
def talk() -> Dialogue:
    """Anna and Boris in #x, Vera outside."""
    motd = ("Правила:", "", "- не кричать")
    config = ServerConfig(motd=motd, opers={"root": "пароль"}, flood_control=False)
    talk = Dialogue(config)
    talk.join("anna", "boris", channel="#x")
    talk.join("vera")
    talk.forget()
    return talk


@pytest.fixture(params=["memory", "sqlite"])
def both_stores(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Run the test with a store that forgets, and with one that lasts."""
    opened: list[ServerStorage] = []

    def sqlite() -> Stores:
        storage = ServerStorage.open(tmp_path / f"data{len(opened)}")
        opened.append(storage)
        return storage.stores

    if request.param == "sqlite":
        monkeypatch.setattr("core.server.server.Stores", sqlite)
    yield
    for storage in opened:
        storage.close()
