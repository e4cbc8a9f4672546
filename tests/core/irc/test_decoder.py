"""The decoder: any bytes, in any cuts, in bounded memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.irc.decoder import LineDecoder, Overlong

STREAMS = st.lists(
    st.sampled_from([b"\n", b"\r\n", b"\r", b"@", b" ", b"\0", b"@a=b ", b"x" * 9, b"\xff", b":"])
    | st.binary(max_size=30),
    max_size=30,
).map(b"".join)


def cut(data: bytes, sizes: list[int]) -> list[bytes]:
    pieces = []
    for size in sizes:
        pieces.append(data[:size])
        data = data[size:]
    return [*pieces, data]


def shape(lines: list[bytes | Overlong]) -> list[bytes | bool]:
    """The lines; of an overlong one only its kind: how much was seen depends on the cuts."""
    return [line if isinstance(line, bytes) else line.tags for line in lines]


@given(STREAMS, st.lists(st.integers(0, 20), max_size=20))
def test_the_cuts_do_not_matter(data: bytes, sizes: list[int]) -> None:
    whole = LineDecoder(max_body=20, max_tags=30)
    parts = LineDecoder(max_body=20, max_tags=30)
    expected = whole.feed(data)
    found: list[bytes | Overlong] = []
    for piece in cut(data, sizes):
        found += parts.feed(piece)
        assert parts.pending <= 20 + 30 + 1
    assert shape(found) == shape(expected)
    assert parts.tail == whole.tail


@given(STREAMS)
def test_lines_are_what_split_gives(data: bytes) -> None:
    decoder = LineDecoder(max_body=10_000, max_tags=10_000)
    *complete, tail = data.split(b"\n")
    stripped = [line[:-1] if line.endswith(b"\r") else line for line in complete]
    assert decoder.feed(data) == [line for line in stripped if line]
    assert decoder.tail == tail


def test_limits() -> None:
    decoder = LineDecoder(max_body=10, max_tags=20)
    assert decoder.feed(b"0123456789\r\n") == [b"0123456789"]
    assert decoder.feed(b"01234567890\r\n") == [Overlong(11)]
    assert decoder.feed(b"@" + b"t" * 18 + b" 0123456789\n") == [b"@" + b"t" * 18 + b" 0123456789"]
    assert decoder.feed(b"@" + b"t" * 19 + b" x\n") == [Overlong(22, tags=True)]
    # The rest of a line that is too long is skipped, the next line is whole again.
    assert decoder.feed(b"x" * 1000) == [Overlong(1000)]
    assert decoder.pending == 0
    assert decoder.feed(b"x" * 1000) == []
    assert decoder.feed(b"x\r\nnext\r\n") == [b"next"]


def test_a_carriage_return_before_the_end_does_not_count() -> None:
    decoder = LineDecoder(max_body=4, max_tags=4)
    assert decoder.feed(b"abcd\r") == []
    assert decoder.feed(b"\n") == [b"abcd"]


def test_a_line_that_goes_on_and_on_is_reported_once_more() -> None:
    decoder = LineDecoder(longest=2000)
    first = decoder.feed(b"x" * 900)
    assert [line.length for line in first if isinstance(line, Overlong)] == [900]
    assert decoder.feed(b"x" * 900) == []
    again = decoder.feed(b"x" * 900)
    assert [line.length for line in again if isinstance(line, Overlong)] == [2700]
    assert decoder.feed(b"x" * 9000) == []
    assert decoder.feed(b"x\r\nPING\r\n") == [b"PING"]
    decoder.feed(b"x" * 1500)
    assert decoder.feed(b"x" * 400 + b"\r\nPONG\r\n") == [b"PONG"]
