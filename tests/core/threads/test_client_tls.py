"""The client's encrypted connection: what it trusts, what it does not, and how it ends."""

from __future__ import annotations

import datetime
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from pytestqt.qtbot import QtBot

from core.client.events import (
    Connecting,
    Disconnected,
    MembersChanged,
    MessageReceived,
    ReconnectIn,
    Registered,
)
from core.client.security import CertificateFault, Distrusted, Secured, Trust
from core.client.session import SessionOptions
from core.known_servers import KnownCertificate, KnownServers, StsPolicy
from core.net.lens import Lens
from core.server.config import ServerConfig
from core.threads.server_threads import ListenOptions
from tests.core.threads.client_helpers import (
    PATIENCE_MS,
    Peer,
    connection,
    scripted,
)
from tests.core.threads.server_helpers import serving
from tests.core.threads.tls_peers import home_made, secure

QUIET = ServerConfig(greeting="")  # on a busy machine a handshake may be late for its second
SESSION = SessionOptions(nick="anna", channels=(("#a", ""),))


def welcoming(context: ssl.SSLContext) -> Callable[[Peer, int], None]:
    """A server that lets a client in, and waits for its end."""

    def script(peer: Peer, _number: int) -> None:
        with suppress(ssl.SSLError, OSError, AssertionError), secure(peer, context) as inner:
            inner.welcome()
            inner.expect("QUIT")

    return script


def test_a_talk_with_our_own_server(qtbot: QtBot) -> None:
    known = KnownServers()
    with serving(QUIET) as server:
        for trust in (Trust.NEW, Trust.KNOWN):
            with connection(qtbot, server.port, session=SESSION, tls=True, known=known) as (
                client,
                watch,
            ):
                secured = watch.wait(Secured)
                watch.wait(Registered)
                assert (secured.version, secured.trust) == ("TLSv1.3", trust)
                assert CertificateFault.SELF_SIGNED in secured.certificate.faults
                assert len(secured.certificate.fingerprint) == 64
                watch.wait(MembersChanged)
                client.say("#a", "привет " + "y" * 300)
                heard = watch.wait(MessageReceived, where=lambda event: "привет" in event.text)
                assert heard.nick == "anna"
                client.close("bye")
                assert watch.wait(Disconnected).reason == "quit"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_what_the_system_vouches_for_needs_no_memory(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: ssl.TLSVersion
) -> None:
    authority = trustme.CA()
    bundle = tmp_path / "authorities.pem"
    authority.cert_pem.write_to_path(bundle)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    known = KnownServers()
    for name in ("localhost", "*.localhost"):  # a certificate is renewed: nobody is asked
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.maximum_version = version
        authority.issue_cert("localhost", name).configure_cert(context)
        with (
            scripted(welcoming(context)) as server,
            connection(qtbot, server.port, host="localhost", tls=True, known=known) as (_, watch),
        ):
            secured = watch.wait(Secured)
            assert secured.trust is Trust.VERIFIED
            assert secured.certificate.faults == ()
            watch.wait(Registered)


def test_a_changed_certificate_stops_before_anything_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    said: list[bytes] = []

    def script(peer: Peer, _number: int) -> None:
        with suppress(ssl.SSLError, OSError), secure(peer, context) as inner:
            said.append(inner.sock.recv(1))

    context = home_made(tmp_path)
    known = KnownServers()
    with scripted(script) as server:
        known.trust("127.0.0.1", server.port, KnownCertificate("0" * 64, since=5.0))
        with connection(qtbot, server.port, tls=True, known=known) as (_, watch):
            ended = watch.wait(Disconnected)
            assert (ended.reason, ended.final) == ("certificate_changed", True)
            told = watch.wait(Distrusted)
            assert (told.trust, told.before, told.before_since) == (Trust.CHANGED, "0" * 64, 5.0)
            assert told.certificate.fingerprint != told.before
            assert not watch.all(Registered)
            assert not watch.all(ReconnectIn)
    assert said in ([], [b""])
    # The person trusts it: now it is the known one.
    with scripted(welcoming(context)) as server:
        known.trust("127.0.0.1", server.port, KnownCertificate(told.certificate.fingerprint))
        with connection(qtbot, server.port, tls=True, known=known) as (_, watch):
            assert watch.wait(Secured).trust is Trust.KNOWN


def test_after_one_that_was_vouched_for_another_is_a_change(qtbot: QtBot, tmp_path: Path) -> None:
    known = KnownServers()
    with scripted(welcoming(home_made(tmp_path))) as server:
        known.trust("127.0.0.1", server.port, KnownCertificate("1" * 64, verified=True))
        with connection(qtbot, server.port, tls=True, known=known) as (_, watch):
            assert watch.wait(Distrusted).trust is Trust.CHANGED


def test_expired_or_of_another_host_is_not_taken_at_first_sight(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    bundle = tmp_path / "authorities.pem"
    authority.cert_pem.write_to_path(bundle)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    cases = (
        (authority.issue_cert("localhost", not_after=past), CertificateFault.EXPIRED),
        (authority.issue_cert("elsewhere.example"), CertificateFault.WRONG_HOST),
    )
    for issued, fault in cases:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issued.configure_cert(context)
        with (
            scripted(welcoming(context)) as server,
            connection(qtbot, server.port, host="localhost", tls=True) as (_, watch),
        ):
            told = watch.wait(Distrusted)
            assert (told.trust, told.certificate.faults) == (Trust.UNFIT, (fault,))
            assert watch.wait(Disconnected).reason == "certificate_unfit"


def test_a_plain_server_a_silent_one_and_one_that_hangs_up(qtbot: QtBot) -> None:
    over = threading.Event()

    def plain(peer: Peer, _number: int) -> None:
        peer.send(":irc.test NOTICE * :*** Looking up your hostname")
        with suppress(OSError):
            peer.sock.recv(10_000)

    def silent(peer: Peer, _number: int) -> None:
        peer.sock.recv(10_000)
        over.wait(30)

    def gone(peer: Peer, _number: int) -> None:
        peer.sock.recv(10_000)

    for script, reason in (
        (plain, "tls_not_spoken"),
        (silent, "tls_silent"),
        (gone, "tls_hung_up"),
    ):
        with (
            scripted(script) as server,
            connection(
                qtbot,
                server.port,
                tls=True,
                reconnect=False,
                connect_timeout=3.0 if script is silent else 30.0,
            ) as (
                _,
                watch,
            ),
        ):
            assert watch.wait(Disconnected).reason == reason
            if script is silent:
                over.set()


def test_an_old_protocol_has_its_own_word(qtbot: QtBot) -> None:
    alert = bytes([21, 3, 3, 0, 2, 2, 70])  # fatal, protocol_version (RFC 8446 section 6)

    def script(peer: Peer, _number: int) -> None:
        peer.sock.recv(10_000)
        peer.sock.sendall(alert)

    with (
        scripted(script) as server,
        connection(qtbot, server.port, tls=True, reconnect=False) as (_, watch),
    ):
        assert watch.wait(Disconnected).reason == "tls_old"


def test_a_handshake_that_never_ends_can_be_cancelled(qtbot: QtBot) -> None:
    asked, over = threading.Event(), threading.Event()

    def script(peer: Peer, _number: int) -> None:
        peer.sock.recv(10_000)
        asked.set()
        over.wait(30)

    with (
        scripted(script) as server,
        connection(qtbot, server.port, tls=True, connect_timeout=600.0) as (client, watch),
    ):
        qtbot.waitUntil(asked.is_set, timeout=PATIENCE_MS)
        client.cancel()
        assert watch.wait(Disconnected).reason == "cancelled"
        over.set()


def test_records_cut_at_each_byte(qtbot: QtBot, tmp_path: Path) -> None:
    context = home_made(tmp_path)
    inside, outside = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(inside, outside, server_side=True)

    def pass_on(sock: socket.socket) -> None:
        for byte in outside.read():
            sock.sendall(bytes([byte]))

    def script(peer: Peer, _number: int) -> None:
        peer.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        heard = b""
        while b"QUIT" not in heard:
            try:
                if (data := tls.read(10_000)) == b"":
                    return
                if b"USER " in data:
                    tls.write(":irc.test 001 anna :Привет\r\n".encode())
                    tls.write(b":irc.test 422 anna :No MOTD\r\n:b!b@h PRIVMSG anna :whole\r\n")
                heard += data
            except ssl.SSLWantReadError:
                pass_on(peer.sock)
                inside.write(peer.sock.recv(1))

    with (
        scripted(script) as server,
        connection(qtbot, server.port, tls=True) as (client, watch),
    ):
        watch.wait(Registered)
        assert watch.wait(MessageReceived).text == "whole"
        client.close()
        watch.wait(Disconnected)


@pytest.mark.parametrize("how", ["goodbye", "cut", "reset"])
def test_how_a_server_ends_it(qtbot: QtBot, tmp_path: Path, how: str) -> None:
    """With a close_notify, without one, and by a reset: each time the window comes back."""
    context = home_made(tmp_path)

    def script(peer: Peer, number: int) -> None:
        with secure(peer, context) as inner:
            inner.welcome()
            inner.expect("PING" if number == 1 else "QUIT")
            if number > 1:
                return
            if how == "goodbye":
                with suppress(OSError):
                    assert isinstance(inner.sock, ssl.SSLSocket)
                    inner.sock.unwrap()
            elif how == "reset":
                linger = struct.pack("ii", 1, 0)
                inner.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

    with (
        scripted(script) as server,
        connection(qtbot, server.port, tls=True) as (client, watch),
    ):
        watch.wait(Registered)
        client.raw("PING :x")
        ended = watch.wait(Disconnected)
        assert ended.reason == ("reset" if how == "reset" else "closed")
        client.retry_now()
        assert watch.wait(Registered, 2).resumed
        assert [event.trust for event in watch.all(Secured)] == [Trust.NEW, Trust.KNOWN]
        client.close()
        watch.wait(Disconnected, where=lambda event: event.final)


def test_garbage_in_the_middle_ends_it_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    context = home_made(tmp_path)

    def script(peer: Peer, _number: int) -> None:
        with secure(peer, context) as inner:
            inner.welcome()
            inner.expect("PING")
            with socket.socket(fileno=inner.sock.detach()) as raw:
                raw.sendall(b":irc.test NOTICE anna :not encrypted\r\n")
                with suppress(OSError):
                    raw.recv(1000)

    with (
        scripted(script) as server,
        connection(qtbot, server.port, tls=True, reconnect=False) as (client, watch),
    ):
        watch.wait(Registered)
        client.raw("PING :x")
        assert watch.wait(Disconnected).reason == "tls_broken"


def test_the_lens_sees_records_and_no_words(qtbot: QtBot) -> None:
    lens = Lens()
    with (
        serving(QUIET) as server,
        connection(qtbot, server.port, session=SESSION, tls=True) as (client, watch),
    ):
        watch.wait(Registered)
        client.watch(lens)
        client.say("#a", "a secret")
        watch.wait(MessageReceived, where=lambda event: event.text == "a secret")
        client.watch(None)
    sent = [event.data for event in lens.drain() if event.call == "send"]
    assert sent
    assert all(data[0] == 23 for data in sent)  # application data
    assert not any(b"secret" in data for data in sent)


def test_a_server_that_wants_encryption_gets_it_at_once_and_from_then_on(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    bundle, file = tmp_path / "authorities.pem", tmp_path / "server.pem"
    authority.cert_pem.write_to_path(bundle)
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    known = KnownServers()
    listen = ListenOptions("127.0.0.1", 0, tls_certificate=file, sts=True)
    with serving(QUIET, listen=listen) as server:
        with connection(qtbot, server.port, host="localhost", known=known) as (_, watch):
            watch.wait(Registered)
            assert watch.wait(Secured).trust is Trust.VERIFIED
            assert len(watch.all(Connecting)) == 2
            assert len(watch.all(Registered)) == 1
            assert not watch.all(Disconnected)
        policy = known.policy("localhost", 0.0)
        assert policy is not None
        assert policy.port == server.port
        with connection(qtbot, server.port, host="localhost", known=known) as (_, watch):
            watch.wait(Registered)
            assert len(watch.all(Connecting)) == 1
            assert watch.all(Secured)


def test_a_server_that_announces_nothing_stays_plain(qtbot: QtBot) -> None:
    with serving(QUIET) as server, connection(qtbot, server.port) as (_, watch):
        watch.wait(Registered)
        assert not watch.all(Secured)


def test_where_encryption_is_wanted_there_is_no_way_back(qtbot: QtBot) -> None:
    """The policy names a port where nobody speaks TLS: the client stays out."""
    known = KnownServers()

    def script(peer: Peer, _number: int) -> None:
        assert b"NICK" not in peer.sock.recv(10_000)
        peer.send("ERROR :not TLS")

    with scripted(script) as server:
        known.set_policy("127.0.0.1", StsPolicy(server.port, 9e11))
        with connection(qtbot, 1, known=known, reconnect=False) as (_, watch):
            assert watch.wait(Disconnected).reason == "tls_not_spoken"
            assert watch.wait(Connecting).port == server.port


def test_known_servers_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "known-servers.json"
    first = KnownServers(path)
    certificate = KnownCertificate("a" * 64, verified=True, since=7.0)
    first.trust("Host.example", 6697, certificate)
    first.trust("host.example", 6697, replace(certificate, since=9.0))  # the same: since 7
    first.set_policy("host.example", StsPolicy(6697, 100.0))
    again = KnownServers(path)
    assert again.certificate("HOST.example", 6697) == certificate
    assert again.certificate("host.example", 6667) is None
    assert again.policy("host.example", 99.0) == StsPolicy(6697, 100.0)
    assert again.policy("host.example", 101.0) is None
    again.set_policy("host.example", None)
    again.forget("host.example", 6697)
    assert KnownServers(path).certificate("host.example", 6697) is None
    for damaged in ("", "[]", '{"certificates": {"a 1": 5, "b 2": {"fingerprint": 3}}, "sts": 1}'):
        path.write_text(damaged)
        assert KnownServers(path).certificate("a", 1) is None
    (tmp_path / "file").write_text("")
    nowhere = KnownServers(tmp_path / "file" / "x.json")
    nowhere.trust("a", 1, certificate)
    assert nowhere.certificate("a", 1) == certificate
