"""A small chat of real sockets under a lens, for the tests of the panes.

The calls are made one after another, so that nothing depends on who is faster; only who is to be
seen parked or in the kernel is a thread of its own.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from core.net.kernel import REAL, Platform
from core.net.lens import Lens
from core.net.socket_maker import SocketMaker
from core.net.trace import ActorState, CallEvent, Part, Side
from core.threads.trace_feed import TraceFeed

PATIENCE_S = 20.0


class World:
    """A lens with its feed; leave the ``with`` block and all sockets and threads are gone."""

    def __init__(self, platform: Platform = REAL) -> None:
        self.lens = Lens(silent=frozenset())
        self.feed = TraceFeed(self.lens, platform=platform)
        self._makers: dict[str, SocketMaker] = {}
        self.threads: list[threading.Thread] = []
        self._stack = contextlib.ExitStack()
        self.raised: list[BaseException] = []
        self.kept: list[socket.socket] = []
        """Sockets that only a test knows: closed at the end."""

    def __enter__(self) -> World:
        return self

    def __exit__(self, *_: object) -> None:
        left = [self.lens.socket_object(info.number) for info in self.lens.sockets()]
        self.lens.gate.stop()
        for sock in left:
            if sock is not None:
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join(PATIENCE_S)
            assert not thread.is_alive()
        for sock in [*left, *self.kept]:
            if sock is not None:
                sock.close()
        self._stack.close()
        self.feed.stop()
        self.lens.close()

    def maker(self, side: Side, name: str) -> SocketMaker:
        """Whoever makes sockets for that owner."""
        if name not in self._makers:
            maker = self._makers[name] = SocketMaker(side, name)
            maker.watch(self.lens)
        return self._makers[name]

    def server(self) -> SocketMaker:
        return self.maker(Side.SERVER, "server")

    def client(self, name: str) -> SocketMaker:
        return self.maker(Side.CLIENT, name)

    @contextlib.contextmanager
    def acting(self, side: Side, name: str, part: Part = Part.MAIN) -> Iterator[None]:
        """The calls in the block are that actor's."""
        with self.lens.actor(side, name, part):
            yield

    def call(self, side: Side, name: str, part: Part, what: Callable[..., Any], *args: Any) -> Any:
        """One call of an actor; an OSError is on the tape, and returned."""
        with self.acting(side, name, part):
            try:
                return what(*args)
            except Exception as error:
                return error

    def start(
        self, side: Side, name: str, part: Part, what: Callable[..., Any], *args: Any
    ) -> threading.Thread:
        """One call in a thread of its own: parked, or in the kernel."""

        def work() -> None:
            with self.lens.actor(side, name, part):
                try:
                    what(*args)
                except BaseException as error:
                    self.raised.append(error)

        thread = threading.Thread(target=work, daemon=True)
        self.threads.append(thread)
        thread.start()
        return thread

    def wait(self, ready: Callable[[], object]) -> None:
        """Poll the feed until it is so."""
        deadline = time.monotonic() + PATIENCE_S
        while not ready():
            assert time.monotonic() < deadline
            self.feed.poll()
            time.sleep(0.005)
        self.feed.poll()

    def wait_state(self, state: ActorState, count: int = 1) -> None:
        """Until so many actors are in that state."""
        self.wait(lambda: sum(a.state is state for a in self.lens.actors()) >= count)

    def events(self, call: str) -> list[CallEvent]:
        """The calls of that name on the tape."""
        self.feed.poll()
        return [event for event in self.feed.tape.events if event.call == call]


class Chat:
    """A server, anna and boris, connected; what each does is one method."""

    def __init__(self, world: World, unix: bool = False) -> None:
        self.world = world
        server = world.server()
        with world.acting(Side.SERVER, "server", Part.ACCEPT):
            self.listener = server.open(socket.AF_INET, socket.SOCK_STREAM)
            self.listener.bind(("127.0.0.1", 0))
            self.listener.listen(5)
        self.port = self.listener.getsockname()[1]
        self.clients: dict[str, socket.socket] = {}
        self.served: dict[str, socket.socket] = {}
        for name in ("anna", "boris"):
            with world.acting(Side.CLIENT, name, Part.WRITER):
                sock = world.client(name).open(socket.AF_INET, socket.SOCK_STREAM)
                sock.connect(("127.0.0.1", self.port))
            with world.acting(Side.SERVER, "server", Part.ACCEPT):
                self.served[name] = self.listener.accept()[0]
            self.clients[name] = sock
        world.feed.poll()

    def says(self, name: str, text: str, *, read: bool = True) -> None:
        """A client's line goes to the server, which takes it."""
        line = f"PRIVMSG #класс :{text}\r\n".encode()
        self.world.call(Side.CLIENT, name, Part.WRITER, self.clients[name].send, line)
        if read:
            self.world.call(Side.SERVER, "server", Part.READER, self.served[name].recv, 65536)
        self.world.feed.poll()

    def tells(self, name: str, author: str, text: str) -> None:
        """The server sends a message on."""
        line = f":{author}!{author}@127.0.0.1 PRIVMSG #класс :{text}\r\n".encode()
        self.world.call(Side.SERVER, "server", Part.DISPATCH, self.served[name].send, line)
        self.world.feed.poll()

    def reads(self, name: str, size: int = 65536) -> Any:
        """A client takes what there is."""
        got = self.world.call(Side.CLIENT, name, Part.READER, self.clients[name].recv, size)
        self.world.feed.poll()
        return got
