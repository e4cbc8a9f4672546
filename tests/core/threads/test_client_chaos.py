"""Connections that are cut at random bytes: everything said arrives, once, in order, everywhere.

What was on its way is sent again after the reconnect; the server knows the nonce of what it has
had already (``besedka.app/nonce``) and does not deliver it twice. What others said meanwhile comes
from the history. Each fifth message has several lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from core.client.events import Delivery, MessageReceived, MessageUpdated, ReconnectIn, Registered
from core.client.session import SessionOptions
from core.server.config import ServerConfig
from core.threads.client_threads import ClientConnection
from core.threads.server_threads import ListenOptions, ServerEngine
from tests.core.threads.client_helpers import PATIENCE_S, Watch, connection
from tests.core.threads.cutting_proxy import cutting_proxy

MESSAGES = 200
AHEAD = 15  # how many may be on their way: some are whenever the cable is cut


@contextmanager
def server() -> Iterator[int]:
    engine = ServerEngine()
    config = ServerConfig(flood_control=False)
    try:
        yield engine.start_and_wait(config, ListenOptions("127.0.0.1", 0)).port
    finally:
        assert engine.stop_and_wait(PATIENCE_S)


class Speaker:
    """Says its numbers, one by one, whether it is connected at the moment or not."""

    def __init__(self, client: ClientConnection, watch: Watch, letter: str) -> None:
        self.client, self.watch = client, watch
        self._letter = letter
        self.said = 0
        self._lost = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._say)
        self._timer.start(2)
        client.feed.ready.connect(self._hurry)

    def _say(self) -> None:
        if self.said - self.stored() >= AHEAD:
            return
        more = "\n\nand\n  so on" if self.said % 5 == 0 else ""
        self.client.say("#a", f"{self._letter} {self.said}{more}")
        self.said += 1
        if self.said == MESSAGES:
            self._timer.stop()

    def _hurry(self) -> None:
        """Nobody waits for the time of the next attempt."""
        lost = len(self.watch.all(ReconnectIn))
        if lost > self._lost:
            self._lost = lost
            self.client.retry_now()

    def stored(self) -> int:
        updates = self.watch.all(MessageUpdated)
        return len({event.key for event in updates if event.delivery is Delivery.STORED})


def numbers(watch: Watch, letter: str) -> list[int]:
    """What ``watch`` saw of a speaker, in the order of arrival."""
    texts = [event.text for event in watch.all(MessageReceived)]
    assert all(text.endswith("\n\nand\n  so on") for text in texts if "\n" in text)
    words = [text.split()[:2] for text in texts]
    return [int(number) for sender, number in words if sender == letter]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everything_arrives_once_and_in_order(qtbot: QtBot, seed: int) -> None:
    channels = (("#a", ""),)
    with ExitStack() as stack:
        port = stack.enter_context(server())
        proxy = stack.enter_context(cutting_proxy(port, 12_000, seed))
        witness, seen = stack.enter_context(
            connection(qtbot, port, session=SessionOptions(nick="witness", channels=channels))
        )
        seen.wait(Registered)
        qtbot.waitUntil(lambda: bool(witness.members("#a")), timeout=30_000)
        speakers = []
        for nick, letter in (("anna", "a"), ("boris", "b")):
            session = SessionOptions(nick=nick, channels=channels)
            pair = stack.enter_context(connection(qtbot, proxy.port, session=session))
            speakers.append(Speaker(*pair, letter))

        qtbot.waitUntil(lambda: all(s.said == MESSAGES for s in speakers), timeout=60_000)
        proxy.heal()
        qtbot.waitUntil(lambda: all(s.stored() == MESSAGES for s in speakers), timeout=60_000)
        everything = list(range(MESSAGES))
        qtbot.waitUntil(lambda: len(seen.all(MessageReceived)) >= 2 * MESSAGES, timeout=30_000)
        assert numbers(seen, "a") == everything
        assert numbers(seen, "b") == everything
        for speaker, own, other in zip(speakers, "ab", "ba", strict=True):
            assert numbers(speaker.watch, own) == everything
            watch = speaker.watch  # what was said while the cable was cut is asked for
            qtbot.waitUntil(lambda w=watch, o=other: len(numbers(w, o)) >= MESSAGES, timeout=30_000)  # type: ignore[misc]
            assert numbers(watch, other) == everything
        assert proxy.cuts >= 8
        assert sum(len(s.watch.all(ReconnectIn)) for s in speakers) >= 8
