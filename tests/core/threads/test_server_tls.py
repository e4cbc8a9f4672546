"""TLS on the server's one port, with real sockets and Python's own client."""

from __future__ import annotations

import hashlib
import re
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest
import trustme

from core.net import certificates
from core.net.lens import Lens
from core.server.config import ServerConfig
from core.server.events import LogKind, LogLevel
from core.server.limits import Limits
from core.server.log_text import log_text
from core.server.state import User
from core.threads.server_threads import ListenOptions
from tests.core.threads.server_helpers import (
    PATIENCE_S,
    Client,
    TestServer,
    any_certificate,
    run_load,
    serving,
    wait_until,
)


def user_of(server: TestServer, nick: str) -> User:
    found: list[User] = []
    server.engine.ask(lambda s: found.append(s.nicks[nick]))
    wait_until(lambda: found)
    return found[0]


def test_encrypted_and_plain_clients_on_one_port() -> None:
    with (
        serving() as server,
        Client(server.port, "anna", tls=any_certificate()) as anna,
        Client(server.port, "boris") as boris,
    ):
        anna.join("#a")
        boris.join("#a")
        anna.send("PRIVMSG #a :привет")
        assert "привет" in boris.until("PRIVMSG")
        boris.send("PRIVMSG #a :" + "y" * 300)
        assert "yyy" in anna.until("PRIVMSG")
        assert user_of(server, "anna").secure
        assert not user_of(server, "boris").secure
        assert server.logged(LogKind.TLS, "on")
        boris.send("WHOIS anna")
        boris.until(" 318 ")
        assert any(" 671 " in line for line in boris.seen)


def test_the_certificate_in_the_data_folder_stays_the_same(tmp_path: Path) -> None:
    seen = set()
    for _ in range(2):
        with (
            serving(data_dir=tmp_path) as server,
            Client(server.port, "anna", tls=any_certificate()) as anna,
        ):
            assert isinstance(anna.sock, ssl.SSLSocket)
            der = anna.sock.getpeercert(binary_form=True)
            assert der is not None
            seen.add(der)
    assert len(seen) == 1
    assert (tmp_path / certificates.KEY_FILE).exists()


def test_a_given_certificate_is_used_and_sts_names_the_port(tmp_path: Path) -> None:
    authority = trustme.CA()
    file = tmp_path / "server.pem"
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(file)
    context = ssl.create_default_context()
    authority.configure_trust(context)
    listen = ListenOptions("127.0.0.1", 0, tls_certificate=file, sts=True)
    with serving(listen=listen) as server, Client(server.port, "anna", tls=context):
        got: list[int] = []
        server.engine.ask(lambda s: got.append(s.config.sts_port))
        wait_until(lambda: got)
        assert got == [server.port]


def test_an_unusable_certificate_is_told_once_and_plain_clients_come_in(tmp_path: Path) -> None:
    (tmp_path / certificates.CERTIFICATE_FILE).write_text("damaged")
    with serving(data_dir=tmp_path) as server:
        for _ in range(2):
            with pytest.raises((ssl.SSLError, ConnectionError)):
                Client(server.port, tls=any_certificate())
        with Client(server.port, "anna"):
            told = [e for e in server.log if e.kind is LogKind.TLS and e.args[0] == "unusable"]
            assert len(told) == 1
            assert told[0].level is LogLevel.ERROR
            assert certificates.CERTIFICATE_FILE in log_text(told[0])


def test_a_client_certificate_is_its_fingerprint(tmp_path: Path) -> None:
    certificates.load_or_make(tmp_path, ("anna",))
    both = tmp_path / "anna.pem"
    parts = (certificates.CERTIFICATE_FILE, certificates.KEY_FILE)
    both.write_text("".join((tmp_path / part).read_text() for part in parts))
    der = ssl.PEM_cert_to_DER_cert((tmp_path / parts[0]).read_text())
    with serving() as server, Client(server.port, "anna", tls=any_certificate(both)):
        assert user_of(server, "anna").certificate == hashlib.sha256(der).hexdigest()


def test_a_silent_tls_client_is_greeted_too() -> None:
    config = ServerConfig(limits=Limits(greeting_delay=0.1))
    with serving(config) as server, Client(server.port) as plain:
        assert plain.line() == config.greeting
        with Client(server.port, tls=any_certificate()) as anna:
            anna.register("anna")  # no greeting inside the handshake
            assert config.greeting not in anna.seen


def test_goodbye_reaches_an_encrypted_client_whole() -> None:
    with serving() as server, Client(server.port, "anna", tls=any_certificate()) as anna:
        anna.send("QUIT :bye")
        lines = anna.rest()  # an end without close_notify would raise
        assert lines[-1].startswith("ERROR")
        with Client(server.port, "boris", tls=any_certificate()) as boris:
            server.engine.stop()
            assert boris.rest()[-1].startswith("ERROR")


def test_close_notify_of_the_client_ends_it() -> None:
    with serving() as server, Client(server.port, "anna", tls=any_certificate()) as anna:
        assert isinstance(anna.sock, ssl.SSLSocket)
        raw = anna.sock.unwrap()
        raw.close()
        server.wait_for_log(LogKind.DISCONNECTED, "Connection closed")


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x00\x05hello" * 3,
        b"\x16" * 3000,
        b"\x16\x03\x01\xff\xff" + b"\0" * 20000,
        b"\x16\x03\x01\x00\x00" * 100,
    ],
)
def test_garbage_like_a_handshake_is_logged_and_closed(data: bytes) -> None:
    with serving() as server, socket.create_connection(("127.0.0.1", server.port)) as sock:
        sock.settimeout(PATIENCE_S)
        try:
            sock.sendall(data)
            while sock.recv(1000):
                pass
        except ConnectionError:
            pass
        wait_until(lambda: server.logged(LogKind.TLS, "failed"))
        (entry,) = [e for e in server.log if e.kind is LogKind.TLS and e.args[0] == "failed"]
        assert re.match(r"127\.0\.0\.1 could not set up encryption: \w+", log_text(entry))


def hello() -> bytes:
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = any_certificate().wrap_bio(incoming, outgoing)
    with pytest.raises(ssl.SSLWantReadError):
        client.do_handshake()
    return outgoing.read()


def test_half_a_handshake_times_out_and_garbage_after_hello_is_closed() -> None:
    config = ServerConfig(limits=Limits(registration_timeout=0.5, greeting_delay=0.1))
    with serving(config) as server:
        half = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S)
        half.sendall(hello()[:100])
        whole = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S)
        whole.sendall(hello() + b"NICK anna\r\n")
        with half, whole:
            assert half.recv(1000) == b""  # neither a greeting nor an ERROR that is not encrypted
            answer = b""
            while data := whole.recv(10000):
                answer += data
            assert answer[0] == 0x16
            assert b"NICK" not in answer
        server.wait_for_log(LogKind.DROPPED, "registration_timeout")


def test_closing_in_the_middle_of_a_handshake_or_a_record() -> None:
    with serving() as server:
        begin = hello()
        for end in range(1, len(begin), 97):
            with socket.create_connection(("127.0.0.1", server.port)) as sock:
                sock.sendall(begin[:end])
        with Client(server.port, "anna", tls=any_certificate()) as anna:
            raw = anna.sock.detach()
            sock = socket.socket(fileno=raw)
            sock.sendall(b"\x17\x03\x03\x01\x00half")
            sock.close()
        wait_until(lambda: not server.people())


def test_a_slow_reader_over_tls_gets_everything_in_order() -> None:
    with (
        serving() as server,
        Client(server.port, "anna", tls=any_certificate()) as anna,
        Client(server.port, "boris", tls=any_certificate(), narrow=True) as boris,
    ):
        anna.join("#a")
        boris.join("#a")
        anna.until("boris")
        count = 10_000
        hub = server.engine._hub
        assert hub is not None

        def flood() -> None:
            for start in range(0, count, 100):
                anna.send(*(f"PRIVMSG #a :{n} {'x' * 400}" for n in range(start, start + 100)))

        thread = threading.Thread(target=flood)
        thread.start()
        wait_until(lambda: any(c.behind for c in hub.connections.values()))
        boris.send("PING :amid")  # the reader has something to do meanwhile
        got = [int(boris.until("PRIVMSG").split(":")[2].split()[0]) for _ in range(count)]
        thread.join()
        assert got == list(range(count))


def test_who_does_not_read_over_tls_is_dropped() -> None:
    config = ServerConfig(limits=Limits(sendq=256 * 1024))
    with (
        serving(config) as server,
        Client(server.port, "anna") as anna,
        Client(server.port, "boris", tls=any_certificate(), narrow=True) as boris,
    ):
        anna.join("#a")
        boris.join("#a")
        anna.until("boris")
        while not server.logged(LogKind.DROPPED, "sendq"):
            anna.send(*(f"PRIVMSG #a :{'x' * 400}" for _ in range(200)))
            anna.sync()
        assert boris.rest()  # what comes out is whole lines, and no record is broken


def test_a_hundred_tls_clients_flood() -> None:
    with serving(ServerConfig(flood_control=False)) as server:
        report = run_load(server.port, clients=100, messages=100, tls=1)
        assert report["faults"] == []
        assert report["delivered"] == report["expected"] == 100 * 99 * 100


def test_a_tls_client_that_never_reads_slows_nobody() -> None:
    # Nine megabytes for each: a slow machine's readers are never four behind, the deaf one is.
    config = ServerConfig(limits=Limits(sendq=4 * 1024 * 1024), flood_control=False)
    with serving(config) as server:
        report = run_load(server.port, clients=10, messages=2000, size=400, deaf=1, tls=1)
        assert report["faults"] == []
        assert report["delivered"] == report["expected"]
        assert "SendQ exceeded" in report["quits"][0]


def test_the_live_view_sees_the_records() -> None:
    with serving() as server:
        lens = Lens()
        with Client(server.port, "anna", tls=any_certificate()) as anna:
            server.engine.watch(lens)
            anna.send("PING :seen")
            anna.until("PONG")
            # The call is noted when it returns: the answer may be here before that.
            events = lens.drain()
            deadline = time.monotonic() + 10
            while not any(e.call == "send" for e in events) and time.monotonic() < deadline:
                time.sleep(0.005)
                events.extend(lens.drain())
            server.engine.watch(None)
            sent = [e for e in events if e.call == "send"]
            got = [e for e in events if e.call == "recv" and e.data]
            assert sent
            assert got
            assert all(e.data[:3] == b"\x17\x03\x03" for e in [*sent, *got])
            anna.sync()
