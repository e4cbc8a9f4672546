"""A module that looks like ``socket`` and makes watched sockets: for a lesson's program.

Its Python functions (``create_connection`` …) are the standard library's own, run over this
module's names, so that they too make sockets that are seen.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from functools import wraps
from types import FunctionType, ModuleType
from typing import Any

from core.net.lens import Lens
from core.net.socket_maker import SocketMaker
from core.net.trace import Side
from core.net.traced_socket import TracedSocket, here_in_code, inner, this_file

inner(this_file())

ASKING_NAMES = (
    "gethostname", "getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr",
    "getnameinfo", "getservbyname", "getservbyport", "getfqdn",
)  # fmt: skip
"""Functions of the module that are shown as calls, though they belong to no socket."""


def socket_module(lens: Lens, side: Side, name: str) -> ModuleType:
    """A stand-in for the module ``socket``, whose sockets ``lens`` sees as those of ``name``."""
    return socket_module_of(SocketMaker(side, name, lens))


def socket_module_of(maker: SocketMaker) -> ModuleType:
    """The same for a maker; its sockets are of a class ``socket.socket`` of their own."""
    module = ModuleType("socket", socket.__doc__)
    for name, value in vars(socket).items():
        if isinstance(value, FunctionType) and value.__module__ == "socket":
            copy = FunctionType(
                value.__code__, module.__dict__, name, value.__defaults__, value.__closure__
            )
            copy.__kwdefaults__ = value.__kwdefaults__
            copy.__doc__ = value.__doc__
            setattr(module, name, copy)
        elif name not in ("__spec__", "__loader__", "__name__"):
            setattr(module, name, value)

    class ProgramSocket(TracedSocket):
        """``socket.socket`` of the program."""

        __slots__ = ()

        def __init__(
            self,
            family: int = -1,
            type: int = -1,  # noqa: A002  the standard library's name
            proto: int = -1,
            fileno: int | None = None,
        ) -> None:
            TracedSocket.__init__(self, maker, family, type, proto, fileno)
            maker.joined(self)

    ProgramSocket.__name__ = ProgramSocket.__qualname__ = "socket"
    maker.use(ProgramSocket)

    def socketpair(
        family: int | None = None,
        type: int = socket.SOCK_STREAM,  # noqa: A002
        proto: int = 0,
    ) -> tuple[socket.socket, socket.socket]:
        return _pair(maker, family, type, proto)

    vars(module).update(socket=ProgramSocket, SocketType=ProgramSocket, socketpair=socketpair)
    for name in ASKING_NAMES:
        setattr(module, name, _shown(maker, name, getattr(socket, name)))
    return module


def _pair(
    maker: SocketMaker, family: int | None, kind: int, proto: int
) -> tuple[socket.socket, socket.socket]:
    """As socketpair(2), shown as a call; its event has the first of the two as what it made."""
    lens = maker.lens
    if lens is None:
        return maker.pair(family, kind, proto)
    given = (*(() if family is None else (family,)), kind, *((proto,) if proto else ()))
    pending = lens.begin(maker, None, 0, "socketpair", given, where=here_in_code())
    try:
        pair = maker.pair(family, kind, proto)
    except BaseException as error:
        lens.end(pending, error=error)
        raise
    lens.end(pending, made=pair[0].number)
    return pair


def _shown(maker: SocketMaker, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    """A function of the module as a call without a socket."""

    @wraps(real)
    def call(*arguments: Any, **named: Any) -> Any:
        return call_function(maker, name, real, *arguments, **named)

    return call


def call_function(
    maker: SocketMaker, name: str, real: Callable[..., Any], /, *arguments: Any, **named: Any
) -> Any:
    """Call ``real`` as the function ``name`` of the module; the maker's lens sees it."""
    lens = maker.lens
    if lens is None:
        return real(*arguments, **named)
    shown = (*arguments, *named.values())
    pending = lens.begin(maker, None, 0, name, shown, where=here_in_code())
    try:
        result = real(*arguments, **named)
    except BaseException as error:
        lens.end(pending, error=error)
        raise
    lens.end(pending, result)
    return result
