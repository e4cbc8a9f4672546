"""Listening: the threads that accept connections, and what is said about the address."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from core.net.addresses import DEFAULT_PORT, local_addresses
from core.net.listener import Accepting, OutOfFilesError, open_listeners
from core.net.socket_maker import SocketMaker
from core.net.trace import Part
from core.net.traced_socket import LensSocket
from core.threads.worker import Worker

_REPEAT_S = 10.0


@dataclass(frozen=True)
class ListenOptions:
    """Where to listen. ``host`` "" is every address of this machine, IPv4 and IPv6.

    With ``search_free_port`` the next 20 ports are tried where ``port`` is taken; port 0 takes any.
    """

    host: str = ""
    port: int = DEFAULT_PORT
    search_free_port: bool = True
    websocket: tuple[str, int] | None = None
    """One more place to listen at, host and port, for those who want WebSocket apart. All ports
    understand it."""
    tls_certificate: Path | None = None
    """A PEM file; without it a certificate is made, and kept in the data folder."""
    tls_key: Path | None = None
    """None: the key is in the file of the certificate."""
    sts: bool = False
    """Clients are told to come back encrypted (IRCv3 sts). Only with a certificate of an authority
    that they trust."""


@dataclass(frozen=True)
class ServerStarted:
    """Where the server listens: ``port`` differs from ``wanted_port`` when that was taken.

    ``addresses`` are numeric, for others to connect to, best first; the loopback address where
    there is no other, or where only that one listens.
    """

    host: str
    port: int
    wanted_port: int
    addresses: tuple[str, ...]


def start_listening(
    options: ListenOptions, maker: SocketMaker
) -> tuple[ServerStarted, list[Accepting]]:
    """Bind. Raises NetError."""
    listeners, port = open_listeners(options.host, options.port, options.search_free_port, maker)
    bound = tuple(str(listener.getsockname()[0]) for listener in listeners)
    if options.websocket is not None:
        try:
            more, _ = open_listeners(*options.websocket, False, maker)
        except BaseException:
            for listener in listeners:
                listener.close()
            raise
        listeners += more
    started = ServerStarted(
        options.host, port, options.port or port, _addresses(options.host, bound)
    )
    return started, [Accepting(listener) for listener in listeners]


def _addresses(host: str, bound: tuple[str, ...]) -> tuple[str, ...]:
    if all(not ipaddress.ip_address(b.partition("%")[0]).is_unspecified for b in bound):
        return bound
    versions = {ipaddress.ip_address(b.partition("%")[0]).version for b in bound}
    found = tuple(a for a in local_addresses() if ipaddress.ip_address(a).version in versions)
    return found or (("127.0.0.1",) if 4 in versions else ("::1",))


class Acceptor(Worker):
    """Accepts from one listener and hands the connections on."""

    def __init__(
        self,
        accepting: Accepting,
        add: Callable[[LensSocket, str, int], None],
        turned_away: Callable[[str], None],
        on_error: Callable[[BaseException], None],
        maker: SocketMaker,
    ) -> None:
        super().__init__("acceptor", on_error)
        self._accepting = accepting
        self._maker = maker
        self._add = add
        self._turned_away = turned_away
        self._pause = threading.Event()
        self._told = -_REPEAT_S

    def work(self) -> None:
        """Accept until stopped."""
        with self._maker.thread(Part.ACCEPT):
            self._accept()

    def _accept(self) -> None:
        while True:
            try:
                accepted = self._accepting.accept()
            except OutOfFilesError as error:
                now = monotonic()
                if now - self._told >= _REPEAT_S:
                    self._told = now
                    self._turned_away(str(error))
                # Others may come at once; let files be closed rather than turn away at full speed.
                self._pause.wait(0.05)
                continue
            if accepted is None:
                return
            self._add(*accepted)

    def stop(self) -> None:
        """Make the thread end; :meth:`close` waits for that."""
        self._accepting.stop()
        self._pause.set()

    def close(self) -> None:
        """Join the thread, then close the listener."""
        self.join()
        self._accepting.close()
