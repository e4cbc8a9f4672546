"""Files fetched from, and given to, our own file host and hosts that misbehave."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.net.http_client import HttpError, HttpExchange, HttpFault, is_http
from core.threads.file_transfers import Ended, FileTransfers, Progress
from tests.core.threads.server_helpers import Client, serving


@contextlib.contextmanager
def answering(answer: bytes, *, wait: bool = False) -> Iterator[str]:
    """A host that gives this answer to one request; with ``wait`` it then stays silent."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                sock, _ = listener.accept()
                with sock:
                    sock.settimeout(30)
                    head = b""
                    while b"\r\n\r\n" not in head and (data := sock.recv(65536)):
                        head += data
                    sock.sendall(answer)
                    if wait:
                        over.wait(30)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/a.png"
        finally:
            over.set()
            with contextlib.suppress(OSError):
                socket.create_connection(listener.getsockname(), 5).close()
            thread.join()


def test_given_and_fetched(qtbot: QtBot, tmp_path: Path) -> None:
    data = bytes(range(256)) * 3000
    ended: list[Ended] = []
    steps: list[Progress] = []
    transfers = FileTransfers()
    transfers.ended.connect(ended.append)
    transfers.progressed.connect(steps.append)
    with serving(data_dir=tmp_path) as server, Client(server.port, "anna"):
        base = f"http://127.0.0.1:{server.port}/files"
        first = transfers.upload(base, data, "схема 1.png", "image/png")
        qtbot.waitUntil(lambda: bool(ended), timeout=30_000)
        assert ended[0].number == first
        assert ended[0].fault is None, ended[0].text
        assert ended[0].url.startswith(f"{base}/")
        transfers.fetch(ended[0].url, 10**7)
        transfers.fetch(ended[0].url, 10)
        transfers.fetch(f"{base}/nothing", 10)
        qtbot.waitUntil(lambda: len(ended) == 4, timeout=30_000)
        found = {each.number: each for each in ended}
        fetched = found[2].fetched
        assert fetched is not None
        assert (fetched.data, fetched.type, fetched.name) == (data, "image/png", "схема 1.png")
        assert found[3].fault is HttpFault.TOO_LARGE
        assert found[4].fault is HttpFault.NOT_FOUND
        assert steps[-1].total in (len(data), 0)
    assert transfers.stop_and_wait()


def test_cancelled_and_stopped(qtbot: QtBot) -> None:
    ended: list[Ended] = []
    transfers = FileTransfers()
    transfers.ended.connect(ended.append)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"
    with answering(head, wait=True) as one, answering(head, wait=True) as other:
        steps: list[Progress] = []
        transfers.progressed.connect(steps.append)
        number = transfers.fetch(one, 1000)
        transfers.fetch(other, 1000)
        qtbot.waitUntil(lambda: len(steps) == 2, timeout=30_000)
        transfers.cancel(number)
        qtbot.waitUntil(lambda: bool(ended), timeout=30_000)
        assert (ended[0].number, ended[0].fault) == (number, HttpFault.CANCELLED)
        assert transfers.stop_and_wait(30)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"", HttpFault.BROKEN),
        (b"220 mail.example ESMTP\r\n", HttpFault.BROKEN),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", HttpFault.BROKEN),
        (b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", HttpFault.SERVER),
        (b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", HttpFault.REFUSED),
        (b"HTTP/1.1 302 Go\r\nLocation: file:///etc/passwd\r\n\r\n", HttpFault.ADDRESS),
        (b"HTTP/1.1 302 Go\r\nLocation: \r\n\r\n", HttpFault.SERVER),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2000, HttpFault.TOO_LARGE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", HttpFault.TOO_LARGE),
    ],
)
def test_hosts_that_misbehave(answer: bytes, fault: HttpFault) -> None:
    with answering(answer) as url, pytest.raises(HttpError) as told:
        HttpExchange().fetch(url, 1000)
    assert told.value.code is fault


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "javascript:alert(1)", "http://", "http://a:b@c/", "http://[::1", "x",
     "ftp://a/b", "http://a:99999/", "http://" + "ы" * 300 + "/"],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    assert not is_http(url)


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(HttpError) as told:
        HttpExchange().fetch(f"http://127.0.0.1:{port}/", 10)
    assert told.value.code is HttpFault.UNREACHABLE
