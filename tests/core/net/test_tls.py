"""The layer of TLS against Python's own ``ssl``, without a socket."""

from __future__ import annotations

import contextlib
import hashlib
import ssl
import stat
import sys
import threading
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from core.net import certificates
from core.net.certificates import CertificateError, Identity
from core.net.tls import TlsError, TlsStream, server_context

IDENTITY = certificates.make(("localhost",))
CONTEXT = server_context(IDENTITY)


class Peer:
    """A client of Python's ssl, whose bytes are carried to a stream by hand."""

    def __init__(
        self,
        stream: TlsStream | None = None,
        certificate: Path | None = None,
        newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
    ) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.maximum_version = newest
        if certificate is not None:
            context.load_cert_chain(certificate)
        self.stream = stream or TlsStream(CONTEXT)
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self._in, self._out)

    def shake(self) -> None:
        for _ in range(4):
            with contextlib.suppress(ssl.SSLWantReadError):
                self.tls.do_handshake()
            assert self.up() == b""
            self.down(self.stream.take())

    def up(self, step: int = 0) -> bytes:
        """Carry everything of the client's to the stream; returns what that understood."""
        data = self._out.read()
        step = step or len(data) or 1
        return b"".join(self.stream.receive(data[n : n + step]) for n in range(0, len(data), step))

    def down(self, data: bytes) -> None:
        self._in.write(data)

    def read(self) -> bytes:
        parts = []
        try:
            while part := self.tls.read(65536):
                parts.append(part)
        except (ssl.SSLWantReadError, ssl.SSLZeroReturnError):
            pass
        return b"".join(parts)

    def hello(self) -> bytes:
        with pytest.raises(ssl.SSLWantReadError):
            self.tls.do_handshake()
        return self._out.read()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_both_ways_in_both_versions(version: ssl.TLSVersion) -> None:
    peer = Peer(newest=version)
    assert not peer.stream.established
    peer.shake()
    assert peer.stream.established
    assert peer.stream.version == peer.tls.version()
    assert peer.stream.certificate == ""
    peer.tls.write(b"NICK anna\r\n")
    assert peer.up() == b"NICK anna\r\n"
    peer.down(peer.stream.seal(b":a 001 anna :hi\r\n"))
    assert peer.read() == b":a 001 anna :hi\r\n"
    assert not peer.stream.has_output


def test_old_versions_are_refused_with_an_alert() -> None:
    peer = Peer()
    hello = peer.hello()
    with pytest.raises(TlsError):
        peer.stream.receive(hello[:60] + b"\xff" * (len(hello) - 60))
    assert peer.stream.goodbye()[0] == 21  # an alert


@pytest.mark.parametrize("size", [1, 100, 16384, 16385, 300_000])
def test_any_size_arrives_whole(size: int) -> None:
    peer = Peer()
    peer.shake()
    data = bytes(n % 251 for n in range(size))
    peer.down(peer.stream.seal(data))
    assert peer.read() == data
    peer.tls.write(data)
    assert peer.up(step=1000) == data


def test_what_is_sent_too_early_waits_for_the_handshake() -> None:
    peer = Peer()
    assert peer.stream.seal(b"early\r\n") == b""
    peer.shake()
    peer.down(peer.stream.take())
    assert peer.read() == b"early\r\n"


def test_a_certificate_that_nobody_signed_is_an_identity(tmp_path: Path) -> None:
    certificates.load_or_make(tmp_path, ("anna",))
    both = tmp_path / "both.pem"
    both.write_bytes(
        (tmp_path / certificates.CERTIFICATE_FILE).read_bytes()
        + (tmp_path / certificates.KEY_FILE).read_bytes()
    )
    peer = Peer(certificate=both)
    peer.shake()
    identity = certificates.load(both)
    der = identity.certificates[0].public_bytes(Encoding.DER)
    assert peer.stream.certificate == hashlib.sha256(der).hexdigest()


def test_a_certificate_of_an_authority_that_nobody_knows_too(tmp_path: Path) -> None:
    file = tmp_path / "anna.pem"
    trustme.CA().issue_cert("anna@example.org").private_key_and_cert_chain_pem.write_to_path(file)
    peer = Peer(certificate=file)
    peer.shake()
    assert len(peer.stream.certificate) == 64


def test_an_expired_certificate_of_a_client_is_still_its_identity(tmp_path: Path) -> None:
    import datetime

    file = tmp_path / "old.pem"
    past = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
    issued = trustme.CA().issue_cert("anna@example.org", not_before=past, not_after=past)
    issued.private_key_and_cert_chain_pem.write_to_path(file)
    peer = Peer(certificate=file)
    peer.shake()
    assert len(peer.stream.certificate) == 64


def test_close_notify_of_both_sides() -> None:
    peer = Peer()
    peer.shake()
    peer.tls.write(b"QUIT\r\n")
    with pytest.raises(ssl.SSLWantReadError):
        peer.tls.unwrap()
    assert peer.up() == b"QUIT\r\n"
    assert peer.stream.ended
    peer.down(peer.stream.seal(b"bye\r\n") + peer.stream.goodbye())
    assert peer.stream.goodbye() == b""
    assert peer.stream.seal(b"more") == b""


def test_garbage_instead_of_a_handshake() -> None:
    stream = TlsStream(CONTEXT)
    with pytest.raises(TlsError):
        stream.receive(b"\x16\x03\x01\x00\x05hello" * 3)
    with pytest.raises(TlsError):
        stream.receive(b"again")
    assert stream.seal(b"x")[:1] == b"\x15"  # an alert, and nothing else


def test_garbage_after_the_handshake() -> None:
    peer = Peer()
    peer.shake()
    with pytest.raises(TlsError):
        peer.stream.receive(b"\x17\x03\x03\x00\x20" + b"x" * 32)
    peer.down(peer.stream.seal(b"lost"))
    with pytest.raises(ssl.SSLError, match="ALERT"):  # and nothing else
        peer.tls.read(100)


@given(data=st.binary(max_size=600), cut=st.integers(0, 600))
def test_no_bytes_make_another_exception(data: bytes, cut: int) -> None:
    stream = TlsStream(CONTEXT)
    hello = Peer(stream).hello()[:cut]
    try:
        stream.receive(hello)
        stream.receive(data)
    except TlsError:
        pass
    stream.seal(b"x")
    stream.goodbye()


def test_two_threads_may_receive_and_send_at_the_same_time() -> None:
    peer = Peer()
    peer.shake()
    rounds, got = 2000, []
    sealed: list[bytes] = []

    def send() -> None:
        for number in range(rounds):
            sealed.append(peer.stream.seal(b"%d\r\n" % number))

    thread = threading.Thread(target=send)
    thread.start()
    for number in range(rounds):
        peer.tls.write(b"%d\r\n" % number)
        got.append(peer.up())
    thread.join()
    peer.down(b"".join(sealed))
    expected = b"".join(b"%d\r\n" % number for number in range(rounds))
    assert b"".join(got) == expected
    assert peer.read() == expected


def test_a_stack_as_small_as_a_reader_s_is_enough() -> None:
    failed: list[BaseException] = []

    def shake() -> None:
        try:
            peer = Peer(certificate=None)
            peer.shake()
            peer.down(peer.stream.seal(b"x" * 100_000))
            assert len(peer.read()) == 100_000
        except BaseException as error:
            failed.append(error)

    before = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=shake)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert not failed


# --- certificates -----------------------------------------------------------------------------


def test_a_certificate_is_made_once_and_only_its_owner_reads_the_key(tmp_path: Path) -> None:
    first, made = certificates.load_or_make(tmp_path / "data", ("localhost", "127.0.0.1"))
    assert made == tmp_path / "data" / certificates.CERTIFICATE_FILE
    if sys.platform != "win32":
        mode = (tmp_path / "data" / certificates.KEY_FILE).stat().st_mode
        assert stat.S_IMODE(mode) == 0o600
    again, made = certificates.load_or_make(tmp_path / "data", ("other",))
    assert made is None
    assert again.certificates == first.certificates
    server_context(again)


def test_names_of_this_machine() -> None:
    names = certificates.names_of_this_machine("chat.school.example")
    assert names[0] == "chat.school.example"
    assert {"localhost", "127.0.0.1", "::1"} <= set(names)
    certificates.make(("имя.example", "x" * 63 + ".example")[1:])


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "no certificate"), ("-----BEGIN CERTIFICATE-----\nAA\n", "no certificate")],
)
def test_a_damaged_certificate_is_not_replaced(tmp_path: Path, content: str, said: str) -> None:
    certificates.load_or_make(tmp_path, ("localhost",))
    file = tmp_path / certificates.CERTIFICATE_FILE
    file.write_text(content)
    with pytest.raises(CertificateError, match=said):
        certificates.load_or_make(tmp_path, ("localhost",))
    assert file.read_text() == content


def test_a_missing_file_and_a_key_of_another(tmp_path: Path) -> None:
    with pytest.raises(CertificateError, match=r"nothing\.pem: No such file"):
        certificates.load(tmp_path / "nothing.pem")
    other = certificates.make(("localhost",))
    with pytest.raises(TlsError):
        server_context(Identity(IDENTITY.certificates, other.key))


def test_a_key_with_a_password_is_refused_in_words(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        PrivateFormat,
    )

    certificates.load_or_make(tmp_path, ("localhost",))
    locked = IDENTITY.key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
    )
    (tmp_path / certificates.KEY_FILE).write_bytes(locked)
    with pytest.raises(CertificateError, match="password"):
        certificates.load_or_make(tmp_path, ("localhost",))


def test_a_chain_of_an_authority_convinces_who_trusts_it(tmp_path: Path) -> None:
    authority = trustme.CA()
    file = tmp_path / "server.pem"
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(file)
    stream = TlsStream(server_context(certificates.load(file)))
    context = ssl.create_default_context()
    authority.configure_trust(context)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
    for _ in range(3):
        with contextlib.suppress(ssl.SSLWantReadError):
            client.do_handshake()
        stream.receive(outgoing.read())
        incoming.write(stream.take())
    assert stream.established
