"""A bad cable: a TCP proxy on loopback that cuts each connection at a random byte."""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
from collections.abc import Iterator


class CuttingProxy:
    """Forwards connections to ``target`` and cuts each after a random number of bytes.

    ``longest`` limits that number, in each direction. Once :meth:`heal` was called the connections
    that begin later are whole. ``cuts`` counts.
    """

    def __init__(self, target: int, longest: int, seed: int) -> None:
        self._target = target
        self._longest = longest
        self._random = random.Random(seed)
        self._whole = False
        self._stopping = False
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.cuts = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._start(self._accept)

    def heal(self) -> None:
        """No more cuts, from the next connection on."""
        self._whole = True

    def stop(self) -> None:
        self._stopping = True
        with self._lock:
            sockets = [self._listener, *self._sockets]
        for sock in sockets:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(30)
        for sock in [*sockets, *self._sockets]:
            sock.close()

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stopping:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.socket()
            with self._lock:
                self._sockets += [client, server]
            try:
                server.connect(("127.0.0.1", self._target))
            except OSError:
                self._cut(client, server)
                continue
            whole = self._whole
            for source, sink in ((client, server), (server, client)):
                budget = None if whole else self._random.randrange(self._longest)
                self._start(self._pump, source, sink, budget)

    def _pump(self, source: socket.socket, sink: socket.socket, budget: int | None) -> None:
        try:
            while data := source.recv(65536 if budget is None else min(65536, max(1, budget))):
                if budget is not None:
                    data = data[:budget]
                    budget -= len(data)
                sink.sendall(data)
                if budget == 0:
                    self.cuts += 1
                    self._cut(source, sink)
                    return
            with contextlib.suppress(OSError):
                sink.shutdown(socket.SHUT_WR)
        except OSError:
            self._cut(source, sink)

    def _cut(self, *ends: socket.socket) -> None:
        """Let both ends see a reset, with whatever was on its way lost (SO_LINGER 0)."""
        for sock in ends:
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                sock.shutdown(socket.SHUT_RDWR)  # wakes the other direction's thread
            sock.close()


@contextlib.contextmanager
def cutting_proxy(target: int, longest: int, seed: int) -> Iterator[CuttingProxy]:
    proxy = CuttingProxy(target, longest, seed)
    try:
        yield proxy
    finally:
        proxy.stop()
