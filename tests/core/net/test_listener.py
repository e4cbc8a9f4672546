from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import threading
from collections.abc import Iterator

import pytest

from core.net import listener as module
from core.net.errors import NetError, NetErrorCode
from core.net.listener import Accepting, OutOfFilesError, open_listeners
from core.net.socket_maker import SocketMaker
from core.net.trace import Side
from core.net.traced_socket import LensSocket

MAKER = SocketMaker(Side.SERVER, "server")


@contextlib.contextmanager
def listening(host: str = "127.0.0.1", port: int = 0, search: bool = False) -> Iterator[int]:
    sockets, bound = open_listeners(host, port, search)
    try:
        yield bound
    finally:
        for sock in sockets:
            sock.close()


def test_any_address_means_both_families() -> None:
    sockets, port = open_listeners("", 0, False)
    try:
        families = {sock.family for sock in sockets}
        assert socket.AF_INET in families
        assert {sock.getsockname()[1] for sock in sockets} == {port}
        for sock in sockets:
            host = "127.0.0.1" if sock.family == socket.AF_INET else "::1"
            with socket.create_connection((host, port), timeout=10):
                pass
    finally:
        for sock in sockets:
            sock.close()


def test_taken_port_is_an_error() -> None:
    with listening() as port, pytest.raises(NetError) as caught:
        open_listeners("127.0.0.1", port, False)
    assert caught.value.code is NetErrorCode.PORT_IN_USE
    assert caught.value.port == port


def test_next_free_port_is_found() -> None:
    with listening() as port, listening(port=port, search=True) as other:
        assert port < other <= port + module.SEARCH_PORTS


def test_search_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def taken(_family: object, _address: str, port: int, _maker: object) -> LensSocket:
        tried.append(port)
        raise OSError(errno.EADDRINUSE, "taken")

    monkeypatch.setattr(module, "_bind", taken)
    with pytest.raises(NetError) as caught:
        open_listeners("127.0.0.1", 7000, True)
    assert caught.value.code is NetErrorCode.PORT_IN_USE
    assert tried == list(range(7000, 7021))
    tried.clear()
    with pytest.raises(NetError):
        open_listeners("127.0.0.1", 65530, True)
    assert tried == list(range(65530, 65536))


def test_forbidden_port_is_not_searched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> socket.socket:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(module, "_bind", forbidden)
    with pytest.raises(NetError) as caught:
        open_listeners("127.0.0.1", 80, True)
    assert caught.value.code is NetErrorCode.PORT_FORBIDDEN


@pytest.mark.parametrize("host", ["203.0.113.77", "2001:db8::77", "no-such-host.invalid"])
def test_address_of_another_machine(host: str) -> None:
    with pytest.raises(NetError) as caught:
        open_listeners(host, 0, True)
    assert caught.value.code is NetErrorCode.ADDRESS_NOT_LOCAL


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_impossible_port(port: int) -> None:
    with pytest.raises(NetError) as caught:
        open_listeners("127.0.0.1", port, True)
    assert caught.value.code is NetErrorCode.BAD_ADDRESS


def test_machine_without_ipv6(monkeypatch: pytest.MonkeyPatch) -> None:
    bind = module._bind

    def no_ipv6(
        family: socket.AddressFamily, address: str, port: int, maker: SocketMaker
    ) -> LensSocket:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "not supported")
        return bind(family, address, port, maker)

    monkeypatch.setattr(module, "_bind", no_ipv6)
    sockets, _ = open_listeners("", 0, False)
    assert [sock.family for sock in sockets] == [socket.AF_INET]
    sockets[0].close()


@pytest.mark.parametrize("can_shut_down", [True, False])
def test_stop_wakes_a_blocked_accept(can_shut_down: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    sockets, _ = open_listeners("127.0.0.1", 0, False)
    if not can_shut_down:  # as on macOS and Windows

        class Unwilling(LensSocket):
            def shutdown(self, how: int, /) -> None:
                raise OSError(errno.ENOTCONN, "not connected")

        sockets = [Unwilling(MAKER, fileno=sockets[0].detach())]
    accepting = Accepting(sockets[0])
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(accepting.accept()))
    thread.start()
    accepting.stop()
    thread.join(10)
    assert not thread.is_alive()
    assert results == [None]
    accepting.close()


def test_faults_of_a_peer_do_not_end_the_accepting(monkeypatch: pytest.MonkeyPatch) -> None:
    sockets, port = open_listeners("127.0.0.1", 0, False)

    class Troubled(LensSocket):
        faults = 3

        def accept(self) -> tuple[LensSocket, tuple[str, int]]:
            if Troubled.faults:
                Troubled.faults -= 1
                raise OSError(errno.ECONNABORTED, "aborted")
            return super().accept()

    accepting = Accepting(Troubled(MAKER, fileno=sockets[0].detach()))
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        accepted = accepting.accept()
        assert accepted is not None
        sock, host, peer_port = accepted
        assert (host, peer_port) == client.getsockname()
        sock.close()
    accepting.stop()
    accepting.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of this kind on Windows")
def test_no_file_descriptors_left() -> None:
    sockets, port = open_listeners("127.0.0.1", 0, False)
    accepting = Accepting(sockets[0])
    hoard: list[int] = []
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), hard))
        try:
            with contextlib.suppress(OSError):
                while True:
                    hoard.append(os.open(os.devnull, os.O_RDONLY))
            with pytest.raises(OutOfFilesError):
                accepting.accept()
        finally:
            for number in hoard:
                os.close(number)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        client.settimeout(10)
        assert client.recv(10) == b""  # turned away, not left hanging
    with socket.create_connection(("127.0.0.1", port), timeout=10):
        accepted = accepting.accept()
        assert accepted is not None
        accepted[0].close()
    accepting.stop()
    accepting.close()


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("224.0.0.1", NetErrorCode.ADDRESS_NOT_LOCAL),
        ("255.255.255.255", NetErrorCode.ADDRESS_NOT_LOCAL),
        ("fe80::1", NetErrorCode.BAD_ADDRESS),
    ],
)
def test_addresses_that_nobody_could_connect_to(host: str, code: NetErrorCode) -> None:
    with pytest.raises(NetError) as caught:
        open_listeners(host, 0, search=False)
    assert caught.value.code is code
    assert "Errno" not in caught.value.detail
