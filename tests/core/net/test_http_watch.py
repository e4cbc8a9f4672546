"""What a host can do that ``http.client`` alone would follow for ever, or to another computer."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.net.http_client import HttpError, HttpExchange, HttpFault
from core.net.http_watch import (
    GRACE_S,
    LEAST_PACE,
    CancelledError,
    EndlessError,
    TooSlowError,
    Watch,
)


class Host:
    """Answers each request by what ``answer`` gives for its path, piece by piece, and counts."""

    def __init__(self, answer: Callable[[str], Iterator[bytes]]) -> None:
        self._answer = answer
        self.asked: list[str] = []
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while not self._over.is_set():
            sock, _ = self._listener.accept()
            with sock, contextlib.suppress(OSError):
                sock.settimeout(30)
                head = b""
                while b"\r\n\r\n" not in head and (data := sock.recv(65536)):
                    head += data
                if not head:
                    continue
                self.asked.append(head.split()[1].decode())
                for piece in self._answer(self.asked[-1]):
                    sock.sendall(piece)

    def close(self) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            socket.create_connection(self._listener.getsockname(), 5).close()
        self._thread.join()
        self._listener.close()


@contextlib.contextmanager
def hosting(answer: Callable[[str], Iterator[bytes]]) -> Iterator[Host]:
    host = Host(answer)
    try:
        yield host
    finally:
        host.close()


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_what_comes_in_drops_is_too_slow() -> None:
    clock = Clock()
    watch = Watch(clock)
    watch.begin()
    clock.now += GRACE_S
    watch.check()
    clock.now += 10
    watch.took(10 * LEAST_PACE)
    watch.check()
    clock.now += 1
    with pytest.raises(TooSlowError):
        watch.check()


def test_a_whole_answer_has_its_time() -> None:
    clock = Clock()
    watch = Watch(clock)
    watch.begin(20)
    clock.now += 21
    with pytest.raises(TooSlowError):
        watch.check()
    watch.begin()
    watch.check()
    watch.cancelled = True
    with pytest.raises(CancelledError):
        watch.check()


def test_what_surrounds_a_body_has_an_end() -> None:
    watch = Watch(Clock())
    watch.body(1000)
    watch.took(1000)
    watch.check()
    watch.took(2 << 20)
    with pytest.raises(EndlessError):
        watch.check()


def endless(first: bytes, piece: bytes) -> Callable[[str], Iterator[bytes]]:
    def answer(_path: str) -> Iterator[bytes]:
        yield first
        while True:  # until the client goes
            yield piece * 1000

    return answer


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("first", "piece"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (OK + b"\r\n", b"x"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    ],
)
def test_answers_without_end(first: bytes, piece: bytes) -> None:
    with hosting(endless(first, piece)) as host, pytest.raises(HttpError) as told:
        HttpExchange().fetch(f"http://{host.place}/a", 100_000)
    assert told.value.code is HttpFault.TOO_LARGE


def test_a_file_without_end_is_cancelled(tmp_path: Path) -> None:
    """A socket that is shut down still gives what comes: reading has to be given up."""
    exchange = HttpExchange()

    def progress(done: int, _total: int) -> None:
        if done > 1_000_000:
            exchange.cancel()

    path = tmp_path / "file"
    with hosting(endless(OK + b"\r\n", b"x" * 60)) as host, pytest.raises(HttpError) as told:
        exchange.fetch_to(f"http://{host.place}/a", path, 1 << 40, progress)
    assert told.value.code is HttpFault.CANCELLED
    assert list(tmp_path.iterdir()) == []


def moved(place: str) -> Callable[[str], Iterator[bytes]]:
    def answer(path: str) -> Iterator[bytes]:
        if path == "/there":
            yield OK + b"Content-Length: 2\r\n\r\nok"
        else:
            yield f"HTTP/1.1 302 Found\r\nLocation: {place}\r\n\r\n".encode()

    return answer


def test_a_redirect_within_the_host_is_followed() -> None:
    with hosting(moved("/there")) as host:
        assert HttpExchange().fetch(f"http://{host.place}/a", 100).data == b"ok"
    assert host.asked == ["/a", "/there"]


def test_a_redirect_to_another_host_is_not_followed() -> None:
    with hosting(moved("/")) as other:
        place = f"http://{other.place}/secret"
        with hosting(moved(place)) as host, pytest.raises(HttpError) as told:
            HttpExchange().fetch(f"http://{host.place}/a", 100)
    assert (told.value.code, told.value.text) == (HttpFault.ELSEWHERE, other.place)
    assert told.value.place == place
    assert other.asked == []


def test_a_redirect_in_a_circle_ends() -> None:
    with hosting(moved("/a")) as host, pytest.raises(HttpError) as told:
        HttpExchange().fetch(f"http://{host.place}/a", 100)
    assert told.value.code is HttpFault.SERVER
    assert len(host.asked) == 4


@pytest.mark.parametrize("place", ["javascript:alert(1)", "file:///etc/passwd", "/a\x00b"])
def test_a_file_host_that_names_no_address(place: str) -> None:
    def answer(_path: str) -> Iterator[bytes]:
        yield f"HTTP/1.1 201 Created\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode()

    with hosting(answer) as host, pytest.raises(HttpError) as told:
        HttpExchange().upload(f"http://{host.place}/files", b"x", "a.txt", "text/plain")
    assert told.value.code is HttpFault.SERVER


def test_no_file_of_the_person_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt.part").write_text("mine")
    with hosting(moved("")) as host:
        HttpExchange().fetch_to(f"http://{host.place}/there", tmp_path / "a.txt", 100)
    assert (tmp_path / "a.txt").read_text() == "ok"
    assert (tmp_path / "a.txt.part").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_name_of_the_greatest_length(tmp_path: Path) -> None:
    path = tmp_path / ("ы" * 127)
    with hosting(moved("")) as host:
        HttpExchange().fetch_to(f"http://{host.place}/there", path, 100)
    assert path.read_text() == "ok"
