"""Accounts through the real server: passwords are worked on by a thread of their own."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
import trustme

from core.server.events import LogEntry
from core.server.server import Server
from core.server.state import User
from tests.core.threads.server_helpers import Client, any_certificate, serving, wait_until


def nothing(server: Server, user: User, result: None) -> None:
    """What comes of the work is not looked at."""


def test_a_job_that_comes_while_the_others_are_taken_is_done_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The dispatcher has let the lock go, and not handed the jobs on yet."""
    with serving() as server, Client(server.port, "anna") as anna:
        hub, push = server.engine._hub, server.engine.log.push
        assert hub is not None
        done: list[int] = []

        def pushed(entries: list[LogEntry]) -> None:
            monkeypatch.undo()
            push(entries)
            with hub.lock:
                hub.server.add_job(hub.server.nicks["anna"], lambda: done.append(1), nothing)

        monkeypatch.setattr(server.engine.log, "push", pushed)
        anna.send("JOIN #x")
        anna.until(" 366 ")
        wait_until(lambda: done)
        anna.sync()
        assert done == [1]


def test_a_login_by_sasl_on_the_way_in() -> None:
    with serving() as server:
        with Client(server.port, "anna") as anna:
            anna.send("REGISTER * * sesame")
            anna.find("REGISTER SUCCESS")
        with Client(server.port) as again:
            secret = base64.b64encode(b"\0anna\0sesame").decode()
            again.send("CAP REQ :sasl", "AUTHENTICATE PLAIN", f"AUTHENTICATE {secret}")
            again.send("NICK anna", "USER a 0 * :A", "CAP END")
            assert " 900 " in again.find(" 900 ")
            assert " anna " in again.find(" 001 ")


def test_a_certificate_is_the_key_after_a_restart(tmp_path: Path) -> None:
    own = tmp_path / "own.pem"
    trustme.CA().issue_cert("anna").private_key_and_cert_chain_pem.write_to_path(str(own))
    with (
        serving(data_dir=tmp_path / "data") as server,
        Client(server.port, "anna", tls=any_certificate(own)) as anna,
    ):
        anna.send("REGISTER * * sesame", "CERT ADD", "CERT LIST")
        anna.until("REGISTER SUCCESS")
        anna.until("opens your account from now on")
        anna.until("1 certificates open the account anna")
    with (
        serving(data_dir=tmp_path / "data") as server,
        Client(server.port, tls=any_certificate(own)) as anna,
        Client(server.port) as stranger,
    ):
        stranger.send("NICK anna")
        stranger.until(" 433 ")
        anna.send("CAP LS 302", "NICK anna", "USER a 0 * :A")
        anna.until("sasl=EXTERNAL,PLAIN,SCRAM-SHA-256")
        anna.send("AUTHENTICATE EXTERNAL")
        anna.until("AUTHENTICATE +")
        anna.send("AUTHENTICATE +", "CAP END")
        anna.until(" 900 ")
        anna.until(" 903 ")
        anna.until(" 001 anna ")
