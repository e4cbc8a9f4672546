"""Making a call of the lab for real, in the calling thread, which it may block.

Host names are looked up before the call, in a thread that is left to finish alone when the lab
ends: getaddrinfo(3) cannot be interrupted. The call is then made with the address, as Python itself
would have done. Numbers, "", <broadcast> and localhost go into the call as they are.

Sources: Modules/socketmodule.c (setipaddr), getaddrinfo(3).
"""

from __future__ import annotations

import _socket
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from types import FunctionType
from typing import Any, TypeVar

from core.lab.options import LINGER_BYTES, option_numbers
from core.lab.session import Born, Outcome
from core.lab.value_types import LINGER_FORMAT, Host, HostKind, Option, OptionKind, Port, Value
from core.net.gate import GateStopped
from core.net.lens import Lens
from core.net.lens_calls import call_error
from core.net.socket_maker import SocketMaker
from core.net.socket_module import call_function
from core.net.trace import CallError
from core.net.traced_socket import LensSocket

_C = _socket.socket
_DATA_CALLS = frozenset({"send", "sendall", "sendto"})

LookUp = Callable[..., Any]


JOURNAL = "lab.py"
"""The file that calls of the lab come from, for the live view: each in the line of its number."""

_Result = TypeVar("_Result")


def on_line(number: int, work: Callable[[], _Result]) -> _Result:
    """``work()``, called from that line of :data:`JOURNAL`. It is no Python function itself, but a
    method or a ``partial``: the function that makes a call is what the lens notes."""
    code = _call.__code__.replace(co_filename=JOURNAL, co_firstlineno=number)
    result: _Result = FunctionType(code, {})(work)
    return result


def _call(work: Callable[[], Any]) -> Any: return work()  # fmt: skip


class Ending:
    """Tells threads that wait for a name that the lab ends."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._over = False

    def end(self) -> None:
        """Wake them."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def wait_for(self, done: Callable[[], bool]) -> None:
        """Wait until ``done``. Raises GateStopped when the lab ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or done())
            if self._over and not done():
                raise GateStopped

    def told(self) -> None:
        """Something is done: look again."""
        with self._changed:
            self._changed.notify_all()


class Performer:
    """Makes calls on the sockets of one lab.

    ``look_up`` is ``socket.getaddrinfo``, or what a test puts in its place. Where a name is looked
    up, ``on_lookup`` is told when that begins and ends, in the calling thread.
    """

    def __init__(self, lens: Lens, look_up: LookUp = socket.getaddrinfo) -> None:
        self.lens = lens
        self.ending = Ending()
        self._look_up = look_up

    def perform(
        self,
        maker: SocketMaker,
        sock: LensSocket | None,
        name: str,
        arguments: Mapping[str, Value],
        line: int,
        on_lookup: Callable[[bool], None],
    ) -> tuple[Outcome, LensSocket | None]:
        """Make the call; what came of it, and the socket that accept made. ``line`` is the one of
        the journal that it comes from.

        Raises GateStopped when the lab ends while the call is held.
        """
        accepted: LensSocket | None = None
        value: Any = None
        error: CallError | None = None
        data = b""
        try:
            if sock is None:
                value = on_line(line, self._of_module(maker, name, arguments, on_lookup))
            elif name == "accept":
                accepted, value = on_line(line, sock.accept)
            else:
                given = self._given(sock, name, arguments, on_lookup)
                value = on_line(line, partial(getattr(sock, name), *given))
                data = _carried(name, given, value)
                if name == "getsockopt" and isinstance(value, bytes):
                    value = struct.unpack(LINGER_FORMAT, value)  # as the line that is shown
        except GateStopped:
            raise
        except BaseException as raised:
            error = call_error(raised)
        ended = time.time()
        local, peer = _addresses(sock)
        born = (born_of(accepted),) if accepted is not None else ()
        return Outcome(value, data, error, ended, local, peer, born), accepted

    # --- arguments ----------------------------------------------------------------------------

    def _given(
        self,
        sock: LensSocket,
        name: str,
        arguments: Mapping[str, Value],
        on_lookup: Callable[[bool], None],
    ) -> tuple[Any, ...]:
        """What the method is called with."""
        if name in ("setsockopt", "getsockopt"):
            return _option_arguments(name, arguments)
        given = [
            arguments[key].value for key in ("data", "size", "how", "seconds") if key in arguments
        ]
        if "backlog" in arguments and arguments["backlog"].value is not None:
            given.append(arguments["backlog"].value)
        if "flags" in arguments and arguments["flags"].value:
            given.append(arguments["flags"].value)
        if "path" in arguments:
            given.append(arguments["path"].value)
        elif "host" in arguments and "port" in arguments:
            given.append(self._address(sock, arguments, on_lookup))
        return tuple(given)

    def _address(
        self, sock: LensSocket, arguments: Mapping[str, Value], on_lookup: Callable[[bool], None]
    ) -> tuple[Any, ...]:
        host, port = arguments["host"], _port(arguments["port"])
        if not (isinstance(host, Host) and host.kind is HostKind.NAME):
            return (host.value, port)
        # As Python's C code asks: this family, any type, the first answer.
        found = self._ask(on_lookup, host.value, None, sock.family, socket.SOCK_DGRAM)
        place = found[0][4]
        return (place[0], port, *place[2:])

    def _of_module(
        self,
        maker: SocketMaker,
        name: str,
        arguments: Mapping[str, Value],
        on_lookup: Callable[[bool], None],
    ) -> Callable[[], Any]:
        """The call of a function of the module."""
        if name == "gethostname":
            return partial(call_function, maker, name, socket.gethostname)
        if name != "getaddrinfo":
            raise AttributeError(f"module 'socket' has no attribute {name!r}")
        host, port = arguments["host"].value, _port(arguments["port"])

        def ask(*given: Any) -> Any:
            return self._ask(on_lookup, *given)

        return partial(call_function, maker, name, ask, host, port)

    def _ask(self, on_lookup: Callable[[bool], None], *given: Any) -> Any:
        """getaddrinfo in a thread of its own. Raises what it raises, or GateStopped."""
        answer: list[Any] = []
        fault: list[BaseException] = []

        def work() -> None:
            try:
                answer.append(self._look_up(*given))
            except BaseException as error:
                fault.append(error)
            self.ending.told()

        def done() -> bool:
            return bool(answer or fault)

        on_lookup(True)
        threading.Thread(target=work, name="lab-lookup", daemon=True).start()
        try:
            with self.lens.waiting(done):
                self.ending.wait_for(done)
        finally:
            on_lookup(False)
        if fault:
            raise fault[0]
        return answer[0]


def _port(value: Value) -> int:
    """A port's number; a service that nobody knows is asked for again, and raises."""
    if isinstance(value, Port) and value.value is None:
        return socket.getservbyname(value.service, value.protocol)
    return value.value  # type: ignore[no-any-return]  # what was typed; the call refuses it


def _option_arguments(name: str, arguments: Mapping[str, Value]) -> tuple[Any, ...]:
    option = arguments["option"].value
    numbers = option_numbers(option) if isinstance(option, Option) else None
    if numbers is None:
        raise AttributeError(f"module 'socket' has no attribute {arguments['option'].typed!r}")
    if name == "setsockopt":
        return (*numbers, arguments["value"].value)
    return (*numbers, LINGER_BYTES) if option.kind is OptionKind.LINGER else numbers


# --- what came of it ------------------------------------------------------------------------------


def _carried(name: str, given: tuple[Any, ...], value: Any) -> bytes:
    """The bytes that a call moved."""
    if name in _DATA_CALLS and given and isinstance(given[0], bytes):
        return given[0] if value is None else given[0][: int(value)]
    if name == "recvfrom" and isinstance(value, tuple) and isinstance(value[0], bytes):
        return value[0]
    return value if name == "recv" and isinstance(value, bytes) else b""


def _addresses(sock: socket.socket | None) -> tuple[Any, Any]:
    """Own and the peer's address as the kernel says, without a line on the tape."""
    if sock is None:
        return None, None
    found: list[Any] = []
    for ask in (_C.getsockname, _C.getpeername):
        try:
            found.append(ask(sock))
        except OSError:
            found.append(None)
    return found[0], found[1]


def born_of(sock: LensSocket) -> Born:
    """A new socket, as the system tells of it."""
    local, peer = _addresses(sock)
    return Born(
        sock.fileno(), int(sock.family), int(sock.type), sock.proto, local, peer, sock.number
    )
