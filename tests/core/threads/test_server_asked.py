"""What the server has done elsewhere (jobs), and what a window asks of it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.irc import lookalikes
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.jobs import Job
from core.server.server import Server
from core.server.state import User
from core.threads import server_jobs
from core.threads.server_threads import ListenOptions, ServerEngine
from tests.core.threads.server_helpers import PATIENCE_S, Client, serving, wait_until

LOOPBACK = ListenOptions("127.0.0.1", 0)


def never(answer: object) -> None:
    pytest.fail(f"an answer: {answer}")


def tell(server: Server, user: User, result: Any) -> None:
    server.notice(user.conn, f"done: {result}")


def test_a_job_is_done_by_another_thread_and_its_user_is_heard_after_it() -> None:
    with serving() as server, Client(server.port, "anna") as anna:
        hold, here = threading.Event(), threading.get_ident()
        seen: list[int] = []

        def work() -> str:
            seen.append(threading.get_ident())
            assert hold.wait(PATIENCE_S)
            return "so"

        server.engine.ask(lambda s: s.add_job(s.nicks["anna"], work, tell))
        wait_until(lambda: seen)
        with Client(server.port, "boris") as boris:  # nobody else waits
            boris.join("#a")
            anna.send("PING :after")
            boris.sync()
        hold.set()
        assert "done: so" in anna.line()
        assert "after" in anna.line()
        assert seen[0] != here


def test_a_job_that_fails_is_answered_and_logged(qtbot: QtBot) -> None:
    engine = ServerEngine()
    port = engine.start_and_wait(ServerConfig(), LOOPBACK).port
    with Client(port, "anna") as anna:
        engine.ask(lambda s: s.add_job(s.nicks["anna"], lambda: 1 // 0, tell))
        assert " 400 " in anna.line()
    assert engine.stop_and_wait()
    faults = [e for e in engine.log.take() if e.kind is LogKind.INTERNAL]
    assert "ZeroDivisionError" in str(faults[0].args[0])


def test_too_many_jobs_are_refused_and_those_of_the_gone_skipped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server_jobs, "MOST_WAITING", 1)
    done: list[str] = []
    with serving() as server:
        hold, begun = threading.Event(), threading.Event()

        def first() -> None:
            begun.set()
            assert hold.wait(PATIENCE_S)

        def add(name: str, work: Any) -> None:
            server.engine.ask(lambda s: s.add_job(s.nicks[name], work, tell))

        with (
            Client(server.port, "anna") as anna,
            Client(server.port, "boris") as boris,
            Client(server.port, "vera") as vera,
        ):
            add("anna", first)
            assert begun.wait(PATIENCE_S)
            add("boris", lambda: done.append("boris"))
            add("vera", lambda: done.append("vera"))
            assert " 263 " in vera.line()
            boris.sock.close()
            server.wait_for_log(LogKind.DISCONNECTED)
            hold.set()
            assert "done: None" in anna.line()
            add("vera", lambda: done.append("vera"))
            assert "done: None" in vera.line()
        assert done == ["vera"]


def test_stopping_does_not_wait_for_what_waits() -> None:
    hold, begun = threading.Event(), threading.Event()
    done: list[int] = []

    def first() -> None:
        begun.set()
        assert hold.wait(PATIENCE_S)

    with (
        serving() as server,
        Client(server.port, "anna") as anna,
        Client(server.port, "b") as boris,
    ):
        server.engine.ask(lambda s: s.add_job(s.nicks["anna"], first, tell))
        assert begun.wait(PATIENCE_S)
        server.engine.ask(lambda s: s.add_job(s.nicks["b"], lambda: done.append(1), tell))
        boris.send("PING :held")
        with Client(server.port, "vera") as vera:
            vera.sync()
        server.engine.stop()
        assert "ERROR" in anna.rest()[-1]
        hold.set()
    assert done == []


def test_a_job_knows_its_label() -> None:
    assert Job(1, lambda: None, tell, b"x").label == b"x"


def test_big_tables_are_read_in_a_quiet_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(server_jobs, "_QUIET_S", 0.01)
    monkeypatch.setattr(lookalikes, "prepare", lambda: read.append(threading.get_ident()))
    with serving() as server, Client(server.port, "anna") as anna:
        wait_until(lambda: read)
        server.engine.ask(lambda s: s.add_job(s.nicks["anna"], lambda: "so", tell))
        assert "done: so" in anna.line()
    assert len(read) == 1


def test_what_an_operator_asks_for_is_told() -> None:
    with serving() as server:
        asked: list[str] = []
        server.engine.requested.connect(asked.append, Qt.ConnectionType.DirectConnection)
        server.engine.ask(lambda s: s.requests.append("rehash"))
        wait_until(lambda: asked)
        assert asked == ["rehash"]
        server.engine.renew_certificate()


def test_what_a_window_asks_is_answered_in_its_own_thread(qtbot: QtBot) -> None:
    engine = ServerEngine()
    engine.ask(lambda server: server.config, never)  # it does not run: no answer
    engine.start_and_wait(ServerConfig(name="a.example"), LOOPBACK)
    here = threading.get_ident()
    asked_in: list[int] = []
    answers: list[tuple[str, int]] = []

    def ask(server: Server) -> str:
        asked_in.append(threading.get_ident())
        return server.config.name

    engine.ask(ask, lambda name: answers.append((name, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    assert answers == [("a.example", here)]
    assert asked_in[0] != here
    engine.ask(lambda server: 1 // 0, never)
    engine.ask(lambda server: None, lambda _: answers.append(("again", 0)))
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=10_000)
    assert engine.stop_and_wait()
    assert any("ZeroDivisionError" in str(e.args) for e in engine.log.take())
