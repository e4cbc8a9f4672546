"""A session in the lab: what its sockets are called and what is known of them, and its programs.

The programs of any session compile, and run over a stand-in for ``socket`` they make the calls of
the session with the values that were typed.
"""

from __future__ import annotations

import ast
import builtins
import socket
import sys
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lab.arguments import as_values
from core.lab.python_text import Phrases, programs
from core.lab.session import Born, CallState, LabCall, LabSocket, Outcome, Role, Session
from core.lab.values import (
    PayloadKind,
    Value,
    read_host,
    read_path,
    read_payload,
    read_port,
    read_timeout,
)
from core.net.trace import CallError

UNIX = getattr(socket, "AF_UNIX", socket.AF_INET)


class Bench:
    """Puts a session together without a socket."""

    def __init__(self) -> None:
        self.session = Session()
        self.fd = 10

    def born(self, family: int, kind: int, local: Any = None, peer: Any = None) -> Born:
        self.fd += 1
        return Born(self.fd, family, kind, 0, local, peer, self.fd)

    def make(self, family: str = "AF_INET", kind: str = "SOCK_STREAM") -> int:
        born = self.born(getattr(socket, family), getattr(socket, kind))
        call = self.session.made("socket", (family, kind, 0), 1.0, Outcome(born=(born,)))
        return call.made[0]

    def pair(self) -> tuple[int, ...]:
        born = tuple(self.born(UNIX, socket.SOCK_STREAM) for _ in range(2))
        kinds = ("AF_UNIX", "SOCK_STREAM", 0)
        return self.session.made("socketpair", kinds, 1.0, Outcome(born=born)).made

    def press(self, number: int, name: str, **arguments: Any) -> int:
        return self.session.pressed(number, name, as_values(arguments).items(), 1.0).number

    def do(self, number: int, name: str, outcome: Outcome, **arguments: Any) -> LabCall:
        return self.session.finished(self.press(number, name, **arguments), outcome)

    def socket(self, number: int) -> LabSocket:
        return self.session.socket(number)

    def programs(self, phrases: Phrases | None = None) -> dict[str, str]:
        found = programs(self.session.sockets(), self.session.calls(), phrases)
        return {file.name: file.text for file in found}


REFUSED = CallError("ConnectionRefusedError", 111, "ECONNREFUSED", "Connection refused")


def test_roles_come_from_what_was_done() -> None:
    bench = Bench()
    server, client, datagrams = bench.make(), bench.make(), bench.make(kind="SOCK_DGRAM")
    assert bench.socket(server).role is bench.socket(client).role is Role.NEW
    assert bench.socket(datagrams).role is Role.DATAGRAMS
    bench.do(server, "bind", Outcome(local=("0.0.0.0", 12345)), host="", port=12345)
    assert bench.socket(server).role is Role.SERVER
    assert bench.socket(server).local == ("0.0.0.0", 12345)
    bench.do(server, "listen", Outcome(), backlog=None)
    assert bench.socket(server).listening and bench.socket(server).backlog == 128
    bench.do(client, "connect", Outcome(error=REFUSED), host="127.0.0.1", port=1)
    assert bench.socket(client).role is Role.CLIENT and not bench.socket(client).connected
    bench.do(client, "connect", Outcome(peer=("127.0.0.1", 1)), host="127.0.0.1", port=1)
    assert bench.socket(client).connected
    bench.do(server, "shutdown", Outcome(), how="SHUT_RDWR")
    assert not bench.socket(server).listening and bench.socket(server).backlog == 128
    bench.do(client, "shutdown", Outcome(), how="SHUT_RD")
    assert bench.socket(client).shut_read and not bench.socket(client).shut_write
    bench.do(client, "settimeout", Outcome(), seconds=2.5)
    assert bench.socket(client).timeout == 2.5
    bench.do(datagrams, "recv", Outcome(data=b""), size=5)  # an empty datagram is no end
    assert not bench.socket(datagrams).peer_closed


def test_calls_are_known_while_they_wait() -> None:
    bench = Bench()
    number = bench.make()
    call = bench.press(number, "accept")
    assert bench.socket(number).busy == (call,)
    assert bench.session.call(call).state is CallState.IN_KERNEL
    assert bench.session.set_state(call, CallState.PARKED, 7)
    assert not bench.session.set_state(call, CallState.PARKED, 7)
    bench.session.finished(call, Outcome(error=REFUSED))
    assert bench.socket(number).busy == ()
    assert not bench.session.set_state(call, CallState.PARKED, 7)
    assert bench.session.call(call).result == ""


def test_what_waits_stands_after_what_it_waited_for() -> None:
    bench = Bench()
    one, two = bench.pair()
    waits = bench.press(two, "recv", size=10)
    sends = bench.press(one, "send", data=b"x")
    bench.session.finished(waits, Outcome(value=b"x", data=b"x"))
    bench.session.finished(sends, Outcome(value=1, data=b"x"))
    assert list(bench.programs()) == ["pair.py"]
    assert bench.programs()["pair.py"].splitlines()[3:] == [
        "s1.send(b'x')",
        "print(s2.recv(10).decode())",
    ]


def test_who_is_in_which_program() -> None:
    bench = Bench()
    receiver = bench.make(kind="SOCK_DGRAM")
    bench.do(receiver, "bind", Outcome(local=("127.0.0.1", 5005)), host="127.0.0.1", port=5005)
    bench.press(receiver, "recvfrom", size=10)
    sender = bench.make(kind="SOCK_DGRAM")
    bench.do(sender, "bind", Outcome(local=("127.0.0.1", 5006)), host="127.0.0.1", port=5006)
    bench.do(sender, "sendto", Outcome(value=1, data=b"x"), data=b"x", host="127.0.0.1", port=5005)
    nobody = bench.make()
    files = programs(bench.session.sockets(), bench.session.calls())
    assert [(file.name, file.sockets) for file in files] == [
        ("server.py", ("s1",)),
        ("client.py", ("s2", f"s{nobody}")),
    ]


def test_a_partial_send_is_seen() -> None:
    bench = Bench()
    number = bench.make()
    bench.do(number, "connect", Outcome(), host="127.0.0.1", port=1)
    bench.do(number, "send", Outcome(value=2, data=b"ab"), data=b"abc")
    assert "print(s1.send(b'abc'))\n" in bench.programs()["client.py"]


# --- any session ----------------------------------------------------------------------------------

wild = st.text(max_size=12) | st.text(st.characters(codec=None), max_size=6)
hosts = st.builds(
    read_host,
    st.sampled_from(["", "localhost", "127.0.0.1", "2130706433", "0x7f000001", "школа.рф", "a'b"])
    | wild,
)
ports = st.builds(read_port, st.sampled_from(["0", "12345", "http", "70000", "htpp"]) | wild)
payloads = st.builds(
    read_payload,
    wild | st.sampled_from(["b'x' * 3", "'Привет'", "b'\\n'", "d0 9f"]),
    st.sampled_from(PayloadKind),
    st.sampled_from(["utf-8", "cp1251"]),
)
paths = st.builds(read_path, st.sampled_from(["/tmp/none", "@abstract", "it's"]) | wild)
numbers = st.integers(-5, 2**20)
timeouts = st.builds(read_timeout, st.sampled_from(["", "0", "1,5", "2"]))
addresses = st.fixed_dictionaries({"host": hosts, "port": ports}) | st.fixed_dictionaries(
    {"path": paths}
)
CALLS: dict[str, Any] = {
    "bind": addresses,
    "listen": st.fixed_dictionaries({"backlog": st.none() | numbers}),
    "accept": st.just({}),
    "connect": addresses,
    "send": st.fixed_dictionaries({"data": payloads}),
    "sendall": st.fixed_dictionaries({"data": payloads}),
    "sendto": st.tuples(st.fixed_dictionaries({"data": payloads}), addresses).map(
        lambda both: {**both[0], **both[1]}
    ),
    "recv": st.fixed_dictionaries({"size": numbers}, optional={"flags": st.just(("MSG_PEEK",))}),
    "recvfrom": st.fixed_dictionaries({"size": numbers}),
    "shutdown": st.fixed_dictionaries({"how": st.sampled_from(["SHUT_RD", "SHUT_RDWR"])}),
    "close": st.just({}),
    "settimeout": st.fixed_dictionaries({"seconds": timeouts}),
    "getsockname": st.just({}),
}
steps = st.lists(
    st.tuples(st.just("make"), st.sampled_from(["AF_INET", "AF_INET6"]),
              st.sampled_from(["SOCK_STREAM", "SOCK_DGRAM"]))
    | st.just(("pair",))
    | st.tuples(
        st.just("call"),
        st.integers(0, 9),
        st.sampled_from(sorted(CALLS)).flatmap(
            lambda name: st.tuples(st.just(name), CALLS[name])
        ),
        st.sampled_from(["returns", "returns", "raises", "waits"]),
        st.binary(max_size=4) | st.text(max_size=4).map(str.encode),
    ),
    max_size=25,
)  # fmt: skip


def usable(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The values, also those that are faults and are tried all the same."""
    found = {}
    for name, read in arguments.items():
        value = getattr(read, "anyway", read)
        if isinstance(value, Value) or name in ("size", "backlog", "how", "flags"):
            found[name] = value
    return found


def can_return(sock: LabSocket, name: str) -> bool:
    """Whether the system could have let it return: programs rely on that."""
    if sock.closed:
        return name == "close"
    if name == "accept":
        return sock.listening
    plain = sock.is_stream and sock.role not in (Role.PAIR, Role.ACCEPTED)
    return plain and not sock.connected if name == "listen" else not sock.listening


def play(bench: Bench, plan: list[Any]) -> None:
    sockets: list[int] = []
    for step in plan:
        if step[0] == "make":
            sockets.append(bench.make(step[1], step[2]))
        elif step[0] == "pair":
            sockets += bench.pair()
        elif sockets:
            _, which, (name, given_arguments), end, data = step
            number = sockets[which % len(sockets)]
            arguments = usable(given_arguments)
            if len(arguments) < len(given_arguments):
                continue
            if (end, name) == ("returns", "accept") and can_return(bench.socket(number), "listen"):
                bench.do(number, "listen", Outcome(), backlog=1)
            if end == "returns" and not can_return(bench.socket(number), name):
                continue
            call = bench.press(number, name, **arguments)
            if end == "raises":
                error = CallError("OSError", 5, "EIO", f"odd\n\u2028 {data!r} \udc80 \x00")
                bench.session.finished(call, Outcome(error=error))
            elif end == "returns":
                value: Any = {"recv": data, "recvfrom": (data, ("127.0.0.1", 7))}.get(name)
                born = (bench.born(2, 1),) if name == "accept" else ()
                carried = data if name.startswith("recv") else b""
                made = bench.session.finished(call, Outcome(value, carried, born=born)).made
                sockets += made


class Recorder:
    """Stands in for the module ``socket``: notes each call and the line that made it."""

    def __init__(self) -> None:
        self.seen: dict[int, tuple[str, tuple[Any, ...]]] = {}

    def note(self, name: str, arguments: tuple[Any, ...]) -> None:
        frame: Any = sys._getframe(2)
        self.seen[frame.f_lineno] = (name, arguments)

    def module(self) -> SimpleNamespace:
        recorder = self

        class Fake:
            def __getattr__(self, name: str) -> Any:
                def call(*arguments: Any) -> Any:
                    recorder.note(name, arguments)
                    if name == "accept":
                        return Fake(), ("127.0.0.1", 1)
                    if name == "recvfrom":
                        return b"", ("127.0.0.1", 7)
                    return b""

                return call

        def no_such(*arguments: Any) -> int:
            return -1

        module = SimpleNamespace(**{k: v for k, v in vars(socket).items() if k[:2] != "__"})
        module.socket = lambda *_: Fake()
        module.socketpair = lambda *_: (Fake(), Fake())
        module.getservbyname = no_such
        return module

    def run(self, source: str) -> None:
        class Thread:
            def __init__(self, target: Any) -> None:
                self.start = target

        known = {"socket": self.module(), "threading": SimpleNamespace(Thread=Thread)}

        def load(name: str, *rest: Any) -> Any:
            return known.get(name) or builtins.__import__(name, *rest)

        names = {**vars(builtins), "__import__": load, "print": lambda *_: None}
        exec(compile(source, "program", "exec"), {"__builtins__": names})


def expected(call: LabCall) -> tuple[Any, ...]:
    """What a call is given."""
    values = {name: value.value for name, value in call.arguments}
    found = [values[key] for key in ("data", "size", "how", "seconds") if key in values]
    found += [values[key] for key in ("backlog", "flags") if values.get(key) is not None]
    if "path" in values:
        found.append(values["path"])
    elif "host" in values:
        port = values["port"]
        found.append((values["host"], -1 if port is None else port))
    return tuple(found)


@given(steps, st.builds(Phrases, *[wild] * 7))
def test_programs_of_any_session_repeat_it(plan: list[Any], phrases: Phrases) -> None:
    bench = Bench()
    play(bench, plan)
    calls = {call.number: call for call in bench.session.calls()}
    files = programs(bench.session.sockets(), bench.session.calls(), phrases)
    assert sorted(n for file in files for n in file.lines) == sorted(calls)
    for file in files:
        text = file.text.encode("utf-8").decode()  # can be written to a file
        ast.parse(text)
        assert text.endswith("\n") and not text.endswith("\n\n")
        recorder = Recorder()
        recorder.run(text)
        lines = text.split("\n")
        for number, line in file.lines.items():
            call = calls[number]
            if lines[line - 1].startswith("#"):
                assert call.error is not None or bench.socket(call.socket).closed
                assert line not in recorder.seen
            elif call.name not in ("socket", "socketpair"):
                name, given_values = recorder.seen[line]
                assert name == call.name
                wanted = expected(call)
                if "peer" not in lines[line - 1] and "chosen" not in lines[line - 1]:
                    assert len(given_values) == len(wanted)
                    for got, typed in zip(given_values, wanted, strict=True):
                        same_port = isinstance(typed, tuple) and typed[1] == 80
                        assert got == typed or (same_port and got[0] == typed[0])


@pytest.mark.parametrize("waiting", [True, False])
def test_lines_of_a_waiting_call(waiting: bool) -> None:
    bench = Bench()
    number = bench.make()
    call = bench.press(number, "connect", host="127.0.0.1", port=1)
    if not waiting:
        bench.session.finished(call, Outcome())
    (file,) = programs(bench.session.sockets(), bench.session.calls())
    assert file.waiting == ({call} if waiting else set())
    assert file.text.splitlines()[file.lines[call] - 1] == "s1.connect(('127.0.0.1', 1))"
