"""Whatever a program gives to a call can be kept, written and saved."""

from __future__ import annotations

import socket
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.net.lens import Lens
from core.net.plain import MOST_BITS, MOST_TEXT, Shown, plain, plain_all
from core.net.socket_maker import SocketMaker
from core.net.tape import Tape
from core.net.trace import Part, Side
from core.net.traced_socket import TracedSocket


class Nasty:
    """An object whose every word is a fault."""

    def __repr__(self) -> str:
        raise RuntimeError("no")

    __str__ = __repr__


class NastyNumber(int):
    def __repr__(self) -> str:
        raise RuntimeError("no")

    __str__ = __index__ = __int__ = __pos__ = __repr__  # type: ignore[assignment]


class NastyText(str):
    def __repr__(self) -> str:
        raise RuntimeError("no")

    __str__ = __len__ = __repr__  # type: ignore[assignment]


class NastyError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no")


class Level(IntEnum):
    HIGH = 7


HUGE = 10**5000
ODD: dict[str, Callable[[], Any]] = {  # by name: Hypothesis wants to write what it draws
    "huge": lambda: HUGE,
    "low": lambda: -HUGE,
    "object": Nasty,
    "number": lambda: NastyNumber(5),
    "text": lambda: NastyText("x"),
    "dict": lambda: {"a": Nasty()},
    "class": lambda: Nasty,
    "long": lambda: "x" * 9999,
    "deep": lambda: [[[[[[[[[[[[Nasty()]]]]]]]]]]]],
}
values = st.lists(
    st.none() | st.integers() | st.floats() | st.text() | st.binary() | st.sampled_from(list(ODD)),
    max_size=6,
)


@given(values, st.booleans())
def test_any_value_can_be_written_and_kept(drawn: list[Any], whole: bool) -> None:
    value: Any = [ODD[each]() if each in ODD else each for each in drawn]
    kept = plain(value if whole else tuple(value))
    assert len(repr(kept)) < 20 * MOST_TEXT
    assert repr(plain(kept)) == repr(kept)


def test_what_is_short_stays_as_it_is() -> None:
    for value in (None, True, 5, -(2**70), 1.5, "хост", b"\0", ("127.0.0.1", 5), ["a"]):
        assert plain(value) == value
        assert type(plain(value)) is type(value)
    assert plain(socket.AF_INET) is socket.AF_INET
    assert plain_all((1024,)) == (1024,)
    assert type(plain(Level.HIGH)) is int


def test_what_is_long_says_so() -> None:
    assert plain(2**MOST_BITS).endswith("…")
    assert plain("я" * 9999).endswith("я'…")
    assert plain(b"x" * 9999).endswith("x'…")
    assert plain([0] * 9999)[-1] == "…"
    assert repr(plain(Nasty())) == "<Nasty>"
    assert repr(plain(bytearray(b"ab"))) == "bytearray(b'ab')"
    assert repr(plain(Path("a"))) == f"{type(Path()).__name__}('a')"


def test_calls_with_anything_are_seen_and_saved(tmp_path: Path) -> None:
    lens = Lens(silent=frozenset())
    maker = SocketMaker(Side.PROGRAM, "odd", lens)
    with lens.actor(Side.PROGRAM, "odd", Part.MAIN), maker.open() as sock:
        assert isinstance(sock, TracedSocket)
        given: list[Any] = [
            ("127.0.0.1", HUGE), ("127.0.0.1", NastyNumber(1)), Nasty(), ("x" * 10**6, 1), HUGE,
        ]  # fmt: skip
        for address in given:
            with pytest.raises((TypeError, OverflowError, OSError, UnicodeError, RuntimeError)):
                sock.connect(address)
        with pytest.raises((TypeError, OverflowError)):
            sock.recv(HUGE)
        with pytest.raises((TypeError, OverflowError)):
            sock.settimeout(HUGE)
    tape = Tape()
    tape.note(lens.actors(), lens.sockets())
    tape.add(lens.drain())
    lens.close()
    assert "<Nasty>" in repr([event.arguments for event in tape.events])
    path = tmp_path / "odd.besedka-tape"
    tape.save(path)
    again = Tape.load(path)
    assert repr(list(again.events)) == repr(list(tape.events))
    assert isinstance(next(e for e in again.events if e.call == "recv").arguments[0], Shown)
