"""A whole chat of two clients in one process, every socket of it watched: run under strace(1).

Prints the calls as the lens saw them, one JSON list a line: [thread, fd, call, result, errno].
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from core.client.events import Event, MembersChanged, MessageReceived
from core.client.session import SessionOptions
from core.net.lens import Lens
from core.server.config import ServerConfig
from core.threads.client_threads import ClientConnection, ClientOptions
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerEngine

PATIENCE_S = 60.0
CHANNEL = "#класс"
NOBODY = 1
"""tcpmux (RFC 1078): a port on which nothing listens."""
TEXTS = {"anna": "Привет, Борис! 👋", "boris": "Привет, Анна!"}


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit("it did not happen")
        QCoreApplication.processEvents()
        time.sleep(0.002)


def main() -> None:
    app = QCoreApplication(sys.argv)
    natives: dict[int, int] = {}
    lens = Lens()
    enrol = lens._enrol  # the one thing that only strace wants to know: which thread it was

    def enrolled(*arguments: object) -> object:
        actor = enrol(*arguments)  # type: ignore[arg-type]
        natives[actor.info.number] = threading.get_native_id()
        return actor

    lens._enrol = enrolled  # type: ignore[method-assign,assignment]
    engine = ServerEngine(log=EventFeed(notify=lambda: None))
    engine.watch(lens)
    port = engine.start_and_wait(ServerConfig(), ListenOptions("127.0.0.1", 0)).port
    clients: dict[str, ClientConnection] = {}
    seen: dict[str, list[Event]] = {nick: [] for nick in TEXTS}

    def take() -> None:
        for nick, client in clients.items():
            seen[nick] += client.feed.take()

    def has(nick: str, kind: type[Event], count: int = 1) -> bool:
        take()
        return sum(isinstance(event, kind) for event in seen[nick]) >= count

    for nick in TEXTS:
        session = SessionOptions(nick, channels=((CHANNEL, ""),))
        clients[nick] = ClientConnection(ClientOptions("127.0.0.1", port, session))
        clients[nick].watch(lens)
        clients[nick].open()
        wait_until(partial(has, nick, MembersChanged))
    for nick, text in TEXTS.items():
        for number in range(5):
            clients[nick].say(CHANNEL, f"{text} {number}")
    wait_until(lambda: all(has(nick, MessageReceived, 10) for nick in TEXTS))
    # One that nobody answers: its error is on the tape too.
    lost = ClientConnection(
        ClientOptions("127.0.0.1", NOBODY, SessionOptions("lost"), reconnect=False)
    )
    lost.watch(lens)
    lost.open()
    wait_until(lambda: not lost.is_running)
    for client in clients.values():
        assert client.stop_and_wait(PATIENCE_S)
    assert lost.stop_and_wait(PATIENCE_S)
    assert engine.stop_and_wait(PATIENCE_S)
    for event in sorted(lens.drain(), key=lambda event: event.number):
        code = event.error.code if event.error is not None else 0
        result = event.size if event.call in ("send", "recv") else event.result
        shown = result if isinstance(result, int) else None
        sys.stdout.write(
            json.dumps([natives[event.actor], event.fd, event.call, shown, code]) + "\n"
        )
    del app


if __name__ == "__main__":
    main()
