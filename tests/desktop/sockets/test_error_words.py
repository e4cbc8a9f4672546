"""Every error that real sockets raise is explained in words, in both languages."""

from __future__ import annotations

import contextlib
import errno
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.net.lens_calls import call_error
from core.net.trace import CallError, CallEvent
from desktop.i18n import Translator
from desktop.sockets.error_words import explain, lesson_for
from tests import ports

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as Linux does it")

Made = tuple[str, Any, BaseException]
"""Call, address, what it raised."""


@pytest.fixture
def translator(qtbot: QtBot) -> Translator:
    app = QApplication.instance()
    assert app is not None
    return app.findChild(Translator) or Translator(app)


def event_of(call: str, address: Any, error: CallError) -> CallEvent:
    arguments = () if address is None else (address,)
    return CallEvent(1, 1, 1, 5, call, arguments, 0.0, 0.0, address=address, error=error)


def raised(call: Callable[[], object]) -> BaseException:
    try:
        call()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


@contextlib.contextmanager
def tcp() -> Iterator[socket.socket]:
    with socket.socket() as sock:
        sock.settimeout(10)
        yield sock


@contextlib.contextmanager
def udp() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(10)
        yield sock


@contextlib.contextmanager
def connected() -> Iterator[tuple[socket.socket, socket.socket]]:
    with tcp() as listener, tcp() as client:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        client.connect(listener.getsockname())
        server, _ = listener.accept()
        server.settimeout(10)
        with server:
            yield client, server


def refused(_: Path) -> Made:
    address = ("127.0.0.1", ports.free_port())
    with tcp() as sock:
        return "connect", address, raised(lambda: sock.connect(address))


def reset(_: Path) -> Made:
    with connected() as (client, server):
        server.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        server.close()
        return "recv", None, raised(lambda: client.recv(10))


def broken_pipe(_: Path) -> Made:
    with connected() as (client, _server):
        client.shutdown(socket.SHUT_WR)
        return "send", None, raised(lambda: client.send(b"x"))


def in_use(_: Path) -> Made:
    with tcp() as one, tcp() as two:
        one.bind(("127.0.0.1", 0))
        one.listen(1)
        address = one.getsockname()
        return "bind", address, raised(lambda: two.bind(address))


def not_ours(_: Path) -> Made:
    address = ("192.0.2.1", 0)
    with tcp() as sock:
        return "bind", address, raised(lambda: sock.bind(address))


def port_too_large(_: Path) -> Made:
    address = ("127.0.0.1", 65536)
    with tcp() as sock:
        return "bind", address, raised(lambda: sock.bind(address))


def not_connected(_: Path) -> Made:
    with tcp() as sock:
        return "recv", None, raised(lambda: sock.recv(10))


def no_peer(_: Path) -> Made:
    with tcp() as sock:
        return "getpeername", None, raised(sock.getpeername)


def connected_already(_: Path) -> Made:
    with connected() as (client, server):
        address = client.getpeername()
        client.settimeout(None)
        with contextlib.suppress(OSError):
            client.connect(address)  # the end of the first one, which had a time limit
        return "connect", address, raised(lambda: client.connect(server.getsockname()))


def accept_without_listen(_: Path) -> Made:
    with tcp() as sock:
        return "accept", None, raised(sock.accept)


def bound_twice(_: Path) -> Made:
    with tcp() as sock:
        sock.bind(("127.0.0.1", 0))
        return "bind", ("127.0.0.1", 0), raised(lambda: sock.bind(("127.0.0.1", 0)))


def listen_while_connected(_: Path) -> Made:
    with connected() as (client, _server):
        return "listen", None, raised(lambda: client.listen(1))


def no_destination(_: Path) -> Made:
    with udp() as sock:
        return "send", None, raised(lambda: sock.send(b"x"))


def datagram_listens(_: Path) -> Made:
    with udp() as sock:
        return "listen", None, raised(lambda: sock.listen(1))


def datagram_too_long(_: Path) -> Made:
    address = ("127.0.0.1", 9)
    with udp() as sock:
        return "sendto", address, raised(lambda: sock.sendto(b"x" * 70_000, address))


def datagram_to_nobody(_: Path) -> Made:
    with udp() as sock:
        sock.connect(("127.0.0.1", ports.free_port()))
        sock.send(b"x")
        return "recv", None, raised(lambda: sock.recv(10))


def broadcast(_: Path) -> Made:
    address = ("255.255.255.255", 9)
    with udp() as sock:
        return "sendto", address, raised(lambda: sock.sendto(b"x", address))


def closed(_: Path) -> Made:
    with tcp() as sock:
        sock.close()
        return "send", None, raised(lambda: sock.send(b"x"))


def timed_out_recv(_: Path) -> Made:
    with connected() as (client, _server):
        client.settimeout(0.01)
        return "recv", None, raised(lambda: client.recv(10))


def timed_out_accept(_: Path) -> Made:
    with tcp() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen(1)
        sock.settimeout(0.01)
        return "accept", None, raised(sock.accept)


def timed_out_send(_: Path) -> Made:
    with connected() as (client, _server):
        client.settimeout(0.01)
        return "sendall", None, raised(lambda: client.sendall(b"x" * 50_000_000))


def would_block_recv(_: Path) -> Made:
    with connected() as (client, _server):
        client.setblocking(False)
        return "recv", None, raised(lambda: client.recv(10))


def would_block_accept(_: Path) -> Made:
    with tcp() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen(1)
        sock.setblocking(False)
        return "accept", None, raised(sock.accept)


def would_block_send(_: Path) -> Made:
    with connected() as (client, _server):
        client.setblocking(False)

        def fill() -> None:
            while True:
                client.send(b"x" * 1_000_000)

        return "send", None, raised(fill)


def connect_begun(_: Path) -> Made:
    with tcp() as listener, tcp() as sock:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        sock.setblocking(False)
        address = listener.getsockname()
        return "connect", address, raised(lambda: sock.connect(address))


def no_such_name(_: Path) -> Made:
    address = ("no.such.name.invalid", 80)
    return "getaddrinfo", address, socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def no_such_service(_: Path) -> Made:
    def ask() -> object:
        return socket.getaddrinfo("127.0.0.1", "nosuchservice")

    return "getaddrinfo", None, raised(ask)


def service_by_name(_: Path) -> Made:
    return "getservbyname", None, raised(lambda: socket.getservbyname("nosuchservice"))


def wrong_family(_: Path) -> Made:
    with tcp() as sock:
        return "connect", ("::1", 80), raised(lambda: sock.connect(("::1", 80)))


def no_such_protocol(_: Path) -> Made:
    def make() -> object:
        return socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_UDP)

    return "socket", None, raised(make)


def no_such_family(_: Path) -> Made:
    return "socket", None, raised(lambda: socket.socket(250, socket.SOCK_STREAM))


def no_such_option(_: Path) -> Made:
    with tcp() as sock:
        return "setsockopt", None, raised(lambda: sock.setsockopt(socket.SOL_SOCKET, 9999, 1))


def unix_missing(folder: Path) -> Made:
    path = str(folder / "none")
    with socket.socket(socket.AF_UNIX) as sock:
        return "connect", path, raised(lambda: sock.connect(path))


def unix_no_folder(folder: Path) -> Made:
    path = str(folder / "no" / "folder")
    with socket.socket(socket.AF_UNIX) as sock:
        return "bind", path, raised(lambda: sock.bind(path))


def unix_in_use(folder: Path) -> Made:
    path = str(folder / "s")
    with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as two:
        one.bind(path)
        return "bind", path, raised(lambda: two.bind(path))


def unix_too_long(_: Path) -> Made:
    path = "/tmp/" + "x" * 200
    with socket.socket(socket.AF_UNIX) as sock:
        return "bind", path, raised(lambda: sock.bind(path))


def text_not_bytes(_: Path) -> Made:
    with connected() as (client, _server):
        return "send", None, raised(lambda: client.send("Привет"))  # type: ignore[arg-type]


def address_not_a_pair(_: Path) -> Made:
    with tcp() as sock:
        return "connect", "127.0.0.1", raised(lambda: sock.connect("127.0.0.1"))


def port_as_text(_: Path) -> Made:
    address = ("127.0.0.1", "12345")
    with tcp() as sock:
        return "connect", address, raised(lambda: sock.connect(address))


def negative_size(_: Path) -> Made:
    with tcp() as sock:
        return "recv", None, raised(lambda: sock.recv(-1))


def bad_timeout(_: Path) -> Made:
    with tcp() as sock:
        return "settimeout", None, raised(lambda: sock.settimeout(-1))


def half_a_letter(_: Path) -> Made:
    return "recv", None, raised("Привет".encode()[:5].decode)


def ascii_only(_: Path) -> Made:
    return "send", None, raised(lambda: "Привет".encode("ascii"))


def bad_host_name(_: Path) -> Made:
    with tcp() as sock:
        return "connect", None, raised(lambda: sock.connect(("a" * 70 + ".local", 80)))


def not_a_socket(folder: Path) -> Made:
    with (folder / "file").open("w") as file:

        def make() -> object:
            return socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, fileno=file.fileno())

        return "socket", None, raised(make)


REAL = [
    refused, reset, broken_pipe, in_use, not_ours, port_too_large, not_connected, no_peer,
    connected_already, accept_without_listen, bound_twice, listen_while_connected,
    no_destination, datagram_listens, datagram_too_long, datagram_to_nobody, broadcast, closed,
    timed_out_recv, timed_out_accept, timed_out_send, would_block_recv, would_block_accept,
    would_block_send, connect_begun, no_such_name, no_such_service, service_by_name, wrong_family,
    no_such_protocol, no_such_family, no_such_option, unix_missing, unix_no_folder, unix_in_use,
    unix_too_long, text_not_bytes, address_not_a_pair, port_as_text, negative_size, bad_timeout,
    half_a_letter, ascii_only, bad_host_name, not_a_socket,
]  # fmt: skip


@LINUX
@pytest.mark.parametrize("make", REAL, ids=lambda make: make.__name__)
def test_a_real_error_is_explained_in_both_languages(
    make: Callable[[Path], Made], translator: Translator, tmp_path: Path
) -> None:
    call, address, error = make(tmp_path)
    told = call_error(error)
    event = event_of(call, address, told)
    texts = {}
    for language in ("en", "ru"):
        translator.set_language(language)
        text = explain(told, event)
        texts[language] = text
        assert "%1" not in text
        assert 40 < len(text) < 330
        assert text.endswith(".")
        for jargon in ("Errno", "Traceback", "errno"):
            assert jargon not in text
        # Its own sentence, not "the system refused the call".
        assert "own words" not in text and "Слова Python" not in text, (told, text)
        assert "Её слова" not in text, (told, text)
    assert texts["en"] != texts["ru"]
    assert any("а" <= letter <= "я" for letter in texts["ru"])
    assert lesson_for(told) in range(1, 17) or told.kind == "ValueError", told


@pytest.mark.parametrize(
    "name",
    [
        "ECONNABORTED", "EPERM", "ETIMEDOUT", "EALREADY", "EBADF", "ENOTSOCK", "ENETUNREACH",
        "EHOSTUNREACH", "ENOBUFS", "EMFILE", "ENFILE", "ENOMEM", "EINTR", "EPROTOTYPE",
        "ESHUTDOWN", "ENETDOWN", "EROFS", "EWOULDBLOCK", "WSAECONNRESET", "EHOSTDOWN",
    ],
)  # fmt: skip
def test_errors_that_are_hard_to_provoke_have_words_too(name: str, translator: Translator) -> None:
    error = CallError("OSError", 1, name, "the system's words")
    for language in ("en", "ru"):
        translator.set_language(language)
        assert "the system's words" not in explain(error)


def test_privileged_ports_and_timeouts_of_the_network(translator: Translator) -> None:
    translator.set_language("en")
    denied = CallError("PermissionError", errno.EACCES, "EACCES", "Permission denied")
    assert "1024" in explain(denied, event_of("bind", ("", 80), denied))
    gone = CallError("TimeoutError", errno.ETIMEDOUT, "ETIMEDOUT", "Connection timed out")
    assert "does not answer" in explain(gone, event_of("connect", ("192.0.2.1", 80), gone))
    again = CallError("gaierror", -3, "EAI_AGAIN", "Temporary failure in name resolution")
    assert "name server" in explain(again)


def test_the_address_stands_in_the_sentence(translator: Translator) -> None:
    translator.set_language("ru")
    error = CallError("ConnectionRefusedError", 111, "ECONNREFUSED", "Connection refused")
    text = explain(error, event_of("connect", ("127.0.0.1", 12345), error))
    assert "127.0.0.1:12345" in text
    assert "%1" not in explain(error)
    six = explain(error, event_of("connect", ("::1", 80, 0, 0), error))
    assert "[::1]:80" in six


@given(
    kind=st.sampled_from(["OSError", "TypeError", "ValueError", "gaierror", "Odd", "TimeoutError"]),
    name=st.sampled_from(["", "EWHATEVER", "EAI_FAIL", "EINVAL", "ENOENT", "EADDRINUSE"]),
    text=st.text(max_size=30),
    call=st.sampled_from(["", "recv", "send", "bind", "socket", "getaddrinfo", "ioctl"]),
    address=st.one_of(
        st.none(), st.text(), st.binary(), st.tuples(st.text(), st.integers()), st.integers()
    ),
)
def test_any_error_gets_a_sentence(
    kind: str, name: str, text: str, call: str, address: object
) -> None:
    error = CallError(kind, 0, name, text)
    sentence = explain(error, event_of(call, address, error))
    assert sentence.endswith(".")
    lesson_for(error)
