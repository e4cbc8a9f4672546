"""Connecting: every way it can fail has its code, and it can be cancelled whatever it waits for."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from core.net import connector as connector_module
from core.net.connector import Connector
from core.net.errors import NetError, NetErrorCode

CODE = NetErrorCode


@contextmanager
def listener(family: int = socket.AF_INET, host: str = "127.0.0.1") -> Iterator[socket.socket]:
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.bind((host, 0))
        sock.listen(8)
        yield sock


@contextmanager
def silent_address() -> Iterator[tuple[str, int]]:
    """A place on loopback that never answers: a listener whose queue is full drops each SYN."""
    with listener() as sock:
        sock.listen(0)
        address = sock.getsockname()
        fillers = []
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(address)
            fillers.append(filler)
        try:
            yield address
        finally:
            for filler in fillers:
                filler.close()


def closed_port() -> int:
    with listener() as sock:
        return int(sock.getsockname()[1])


def fault(host: str, port: int, timeout: float = 10.0) -> NetError:
    with pytest.raises(NetError) as caught:
        Connector(host, port, timeout).connect().close()
    return caught.value


@pytest.fixture
def lookup(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the name "somewhere" stand for given addresses, or for what a function does."""

    def install(answer: Callable[[], list[tuple[str, int]]]) -> None:
        real = socket.getaddrinfo

        def fake(host: str, *args: object, **options: object) -> object:
            if host != "somewhere":
                return real(host, *args, **options)  # type: ignore[arg-type]
            if options.get("flags"):
                raise socket.gaierror(socket.EAI_NONAME, "no number")
            rows = []
            for address, port in answer():
                family = socket.AF_INET6 if ":" in address else socket.AF_INET
                rest = (0, 0) if ":" in address else ()
                rows.append((family, socket.SOCK_STREAM, 6, "", (address, port, *rest)))
            return rows

        monkeypatch.setattr(socket, "getaddrinfo", fake)

    return install


def test_a_connected_socket_is_blocking_and_tuned() -> None:
    with listener() as server:
        port = server.getsockname()[1]
        with Connector("127.0.0.1", port).connect() as sock:
            assert sock.getpeername() == ("127.0.0.1", port)
            assert sock.gettimeout() is None
            assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            if sys.platform == "linux":
                assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 30_000


def test_a_name_is_looked_up() -> None:
    with listener() as server, Connector(" localhost ", server.getsockname()[1]).connect() as sock:
        assert sock.getpeername()[0] == "127.0.0.1"


def test_nobody_listens() -> None:
    error = fault("127.0.0.1", port := closed_port())
    assert (error.code, error.host, error.port) == (CODE.REFUSED, "127.0.0.1", port)
    assert error.detail


def test_the_name_does_not_exist(lookup: Callable[..., None]) -> None:
    def unknown() -> list[tuple[str, int]]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    lookup(unknown)
    assert fault("somewhere", 6667).code is CODE.NAME_NOT_FOUND


def test_the_name_has_no_address(lookup: Callable[..., None]) -> None:
    lookup(list)
    assert fault("somewhere", 6667).code is CODE.NAME_NOT_FOUND


@pytest.mark.parametrize(
    ("host", "port"),
    [
        ("", 6667),
        ("  ", 6667),
        ("a\0b", 6667),
        ("x" * 70 + ".example", 6667),
        ("127.0.0.1", 0),
        ("127.0.0.1", 65536),
        ("127.0.0.1", -1),
    ],
)
def test_what_can_be_no_address(host: str, port: int) -> None:
    assert fault(host, port).code is CODE.BAD_ADDRESS


@pytest.mark.skipif(sys.platform != "linux", reason="the codes are those of Linux")
def test_addresses_that_lead_nowhere() -> None:
    assert fault("fe80::1", 6667).code in {CODE.BAD_ADDRESS, CODE.NETWORK_UNREACHABLE}
    assert fault("255.255.255.255", 6667).code in {CODE.HOST_UNREACHABLE, CODE.NETWORK_UNREACHABLE}


@pytest.mark.skipif(sys.platform != "linux", reason="how a full queue behaves is Linux's own")
def test_an_address_that_never_answers_times_out() -> None:
    with silent_address() as (host, port):
        assert fault(host, port, timeout=0.3).code is CODE.TIMED_OUT


def test_the_next_address_is_tried_when_the_first_is_refused(lookup: Callable[..., None]) -> None:
    with listener() as server:
        port = server.getsockname()[1]
        lookup(lambda: [("127.0.0.2", closed_port()), ("127.0.0.1", port)])
        with Connector("somewhere", port).connect() as sock:
            assert sock.getpeername() == ("127.0.0.1", port)


@pytest.mark.skipif(sys.platform != "linux", reason="how a full queue behaves is Linux's own")
def test_the_next_address_does_not_wait_for_one_that_never_answers(
    lookup: Callable[..., None],
) -> None:
    with listener() as server, silent_address() as silent:
        port = server.getsockname()[1]
        lookup(lambda: [silent, ("127.0.0.1", port)])
        with Connector("somewhere", port, timeout=60).connect() as sock:
            assert sock.getpeername() == ("127.0.0.1", port)


def test_of_many_faults_the_most_telling_is_reported(lookup: Callable[..., None]) -> None:
    lookup(lambda: [("fe80::1", 1), ("127.0.0.1", closed_port()), ("fe80::2", 1)])
    assert fault("somewhere", 6667).code is CODE.REFUSED


def test_families_take_turns() -> None:
    v6 = [(int(socket.AF_INET6), (f"::{n}", 1, 0, 0)) for n in range(3)]
    v4 = [(int(socket.AF_INET), ("127.0.0.1", 1))]
    mixed = connector_module._interleave([*v6, *v4])
    assert [family for family, _ in mixed] == [
        socket.AF_INET6,
        socket.AF_INET,
        socket.AF_INET6,
        socket.AF_INET6,
    ]


def test_a_socket_connected_to_itself_is_no_connection() -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.connect(sock.getsockname())
        assert connector_module._is_own_echo(sock)


def cancelled_while_waiting(connector: Connector, waits: threading.Event) -> NetError:
    """The fault of a connect that is cancelled once ``waits`` says that it waits."""
    caught: list[NetError] = []

    def work() -> None:
        try:
            connector.connect().close()
        except NetError as error:
            caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert waits.wait(20)
    connector.cancel()
    thread.join(20)
    assert not thread.is_alive()
    return caught[0]


def test_cancel_before_connect() -> None:
    with listener() as server:
        connector = Connector("127.0.0.1", server.getsockname()[1])
        connector.cancel()
        with pytest.raises(NetError) as caught:
            connector.connect()
    assert caught.value.code is CODE.CANCELLED


def test_cancel_while_the_name_is_looked_up(lookup: Callable[..., None]) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slow() -> list[tuple[str, int]]:
        asked.set()
        assert answer.wait(60)
        return []

    lookup(slow)
    error = cancelled_while_waiting(Connector("somewhere", 6667, timeout=600), asked)
    assert not answer.is_set()
    answer.set()
    assert error.code is CODE.CANCELLED


def test_a_name_service_that_never_answers(lookup: Callable[..., None]) -> None:
    answer = threading.Event()

    def slow() -> list[tuple[str, int]]:
        assert answer.wait(60)
        return []

    lookup(slow)
    error = fault("somewhere", 6667, timeout=0.2)
    answer.set()
    assert error.code is CODE.NAME_NOT_FOUND


@pytest.mark.skipif(sys.platform != "linux", reason="how a full queue behaves is Linux's own")
def test_cancel_while_the_address_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    started = threading.Event()
    real = Connector._start

    def start(self: Connector, *args: object) -> None:
        real(self, *args)  # type: ignore[arg-type]
        started.set()

    monkeypatch.setattr(Connector, "_start", start)
    with silent_address() as (host, port):
        error = cancelled_while_waiting(Connector(host, port, timeout=600), started)
    assert error.code is CODE.CANCELLED
