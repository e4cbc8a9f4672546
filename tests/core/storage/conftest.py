from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.storage.server_storage import ServerStorage


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[ServerStorage]:
    storage = ServerStorage.open(tmp_path / "data")
    yield storage
    storage.close()
