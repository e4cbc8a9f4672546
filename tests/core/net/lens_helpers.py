"""Two small programs under one gate, for the tests of the lens."""

from __future__ import annotations

import builtins
import contextlib
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from core.net.gate import GateStopped
from core.net.lens import Lens
from core.net.socket_maker import SocketMaker
from core.net.socket_module import socket_module_of
from core.net.trace import ActorState, CallEvent, Part, Side

PATIENCE_S = 30.0

SERVER = """
import socket
s = socket.socket()
s.bind(('127.0.0.1', PORT))
s.listen(5)
c, addr = s.accept()
told(c.recv(1024))
while c.recv(1024):
    pass
c.close()
s.close()
"""
CLIENT = """
import socket
s = socket.socket()
s.connect(('127.0.0.1', PORT))
s.send(b'one')
s.send(b'two')
s.send(b'three')
s.shutdown(socket.SHUT_WR)
s.recv(1024)
s.close()
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Stage:
    """Programs that run as threads of one lens; leave the ``with`` block and all have ended."""

    lens: Lens = field(default_factory=lambda: Lens(silent=frozenset()))
    port: int = field(default_factory=free_port)
    told: list[Any] = field(default_factory=list)
    actors: dict[str, int] = field(default_factory=dict)
    makers: dict[str, SocketMaker] = field(default_factory=dict)
    threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Stage:
        self.lens.gate.pause()
        return self

    def __exit__(self, *_: object) -> None:
        # Taken before the programs drop them: what a stopped program left open is closed here.
        found = [self.lens.socket_object(info.number) for info in self.lens.sockets()]
        left = [sock for sock in found if sock is not None]
        self.lens.gate.stop()
        for sock in left:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join(PATIENCE_S)
            assert not thread.is_alive()
        for sock in left:
            sock.close()
        self.lens.close()

    def start(self, name: str, source: str) -> int:
        """Run a program; returns its actor, at rest before its first call."""
        maker = self.makers[name] = SocketMaker(Side.PROGRAM, name, self.lens)
        module = socket_module_of(maker)

        def find(wanted: str, *rest: Any) -> Any:
            return module if wanted == "socket" else __import__(wanted, *rest)

        names = {
            "__builtins__": {**vars(builtins), "__import__": find},
            "PORT": self.port,
            "told": self.told.append,
        }
        begun = threading.Event()

        def work() -> None:
            with self.lens.actor(Side.PROGRAM, name, Part.MAIN) as number:
                self.actors[name] = number
                begun.set()
                with contextlib.suppress(GateStopped, OSError):
                    exec(compile(source, f"{name}.py", "exec"), names)

        thread = threading.Thread(target=work, name=name)
        self.threads.append(thread)
        thread.start()
        assert begun.wait(PATIENCE_S)
        assert self.lens.gate.wait_stable(PATIENCE_S)
        return self.actors[name]

    def step(self, *names: str) -> None:
        for name in names:
            assert self.lens.gate.step(self.actors[name], PATIENCE_S), (name, self.states())

    def states(self) -> dict[str, str]:
        """What each actor does: "parked recv", "in_kernel accept", "finished" …"""
        found = {}
        for actor in self.lens.actors():
            call = f" {actor.pending.call}" if actor.pending is not None else ""
            found[actor.info.name] = actor.state.value + call
        return found

    def ended(self) -> bool:
        return all(a.state is ActorState.FINISHED for a in self.lens.actors())


def told_calls(events: Iterable[CallEvent]) -> list[CallEvent]:
    """What the programs asked for, in the order of cause."""
    return sorted((e for e in events if not e.by_python), key=lambda e: e.number)


def trace_of(stage: Stage) -> dict[str, list[tuple[Any, ...]]]:
    """Per actor what it called and what came of it, ports and descriptors left out."""
    names = {number: name for name, number in stage.actors.items()}
    trace: dict[str, list[tuple[Any, ...]]] = {}
    for event in told_calls(stage.lens.drain()):
        error = event.error.name if event.error is not None else ""
        trace.setdefault(names[event.actor], []).append(
            (event.call, event.size, event.data, error, event.line)
        )
    return trace


def replay(schedule: Iterable[str], prepare: Callable[[Stage], None] | None = None) -> Stage:
    """The conversation of SERVER and CLIENT under a schedule, to its end."""
    with Stage() as stage:
        stage.start("server", SERVER)
        stage.start("client", CLIENT)
        if prepare is not None:
            prepare(stage)
        stage.step(*schedule)
    return stage
