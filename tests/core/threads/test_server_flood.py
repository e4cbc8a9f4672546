"""Must show 6 of issue 2, without a clock: everything arrives, in order, once."""

from __future__ import annotations

from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from tests.core.threads.server_helpers import run_load, serving


def test_hundred_clients_flood_one_channel() -> None:
    with serving() as server:
        report = run_load(server.port, clients=100, messages=200)
        assert report["faults"] == []
        assert report["delivered"] == report["expected"] == 100 * 99 * 200
        snapshot = server.engine.snapshot()
        assert snapshot is not None
        assert snapshot.messages == 100 * 200
        assert not server.logged(LogKind.DROPPED)


def test_client_that_never_reads_is_dropped_and_slows_nobody() -> None:
    config = ServerConfig(limits=Limits(sendq=1024 * 1024))
    with serving(config) as server:
        report = run_load(server.port, clients=40, messages=400, size=400, deaf=1)
        assert report["faults"] == []
        assert report["delivered"] == report["expected"]
        assert server.logged(LogKind.DROPPED, "sendq")
        assert server.logged(LogKind.SLOW)
        assert "SendQ exceeded" in report["quits"][0]
