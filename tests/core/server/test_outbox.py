"""The outbox against a naive model: a list of bytes for each recipient."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from core.server import outbox as module
from core.server.outbox import Audience, Outbox

CONNS = range(1, 8)


class Naive:
    """What every recipient should see, kept the slow way."""

    def __init__(self) -> None:
        self.bytes: dict[int, bytes] = {}
        self.closes: dict[int, str] = {}

    def to(self, conn: int, data: bytes) -> None:
        if conn not in self.closes:
            self.bytes[conn] = self.bytes.get(conn, b"") + data

    def broadcast(
        self, audience: Audience, sender: int, payloads: tuple[bytes, ...], echo: bytes | None
    ) -> None:
        for group, payload in zip(audience.groups, payloads, strict=True):
            for conn in group:
                if conn != sender:
                    self.to(conn, payload)
        if sender and echo:
            self.to(sender, echo)

    def close(self, conn: int, reason: str) -> None:
        self.closes.setdefault(conn, reason)

    def seen(self) -> dict[int, bytes]:
        return {conn: data for conn, data in self.bytes.items() if data}


memberships = st.dictionaries(st.sampled_from(CONNS), st.integers(0, 3), max_size=7)
texts = st.sampled_from([b"", b"a\r\n", b"bb\r\n", b"ccc\r\n"])
operations = st.lists(
    st.one_of(
        st.tuples(st.just("to"), st.sampled_from(CONNS)),
        st.tuples(
            st.just("broadcast"),
            st.integers(0, 5),
            st.sampled_from([0, *CONNS, 99]),
            st.lists(texts, min_size=4, max_size=4),
            st.one_of(st.none(), texts),
        ),
        st.tuples(st.just("close"), st.sampled_from(CONNS)),
    ),
    max_size=60,
)


@settings(max_examples=400)
@given(
    st.lists(memberships, min_size=1, max_size=5),
    operations,
    st.booleans(),
    st.sampled_from([0, 3, 8]),
)
def test_every_recipient_sees_what_a_queue_of_its_own_would_hold(
    members: list[dict[int, int]], script: list[tuple[object, ...]], grown: bool, few: int
) -> None:
    audiences = [_grown(m) if grown else Audience(m.items()) for m in members]
    outbox = Outbox()
    naive = Naive()
    for number, step in enumerate(script):
        mark = b"%d " % number
        match step:
            case ("to", int(conn)):
                outbox.to(conn, mark)
                naive.to(conn, mark)
            case ("broadcast", int(which), int(sender), list(pieces), echo):
                audience = audiences[which % len(audiences)]
                payloads = tuple(
                    mark + piece if piece else b"" for piece in pieces[: len(audience.capsets)]
                )
                assert echo is None or isinstance(echo, bytes)
                outbox.broadcast(audience, sender, payloads, echo)
                naive.broadcast(audience, sender, payloads, echo)
            case ("close", int(conn)):
                outbox.close(conn, str(number))
                naive.close(conn, str(number))
    delivery = outbox.take()
    with patch.object(module, "_FEW", few):  # small audiences take another way
        merged = list(delivery.merged())
    assert len({conn for conn, _ in merged}) == len(merged), "one piece of bytes per client"
    assert dict(merged) == naive.seen()
    assert delivery.closes == naive.closes
    assert not outbox
    assert list(outbox.take().merged()) == []


def _grown(members: dict[int, int]) -> Audience:
    audience = Audience([])
    for conn, capset in members.items():
        audience = audience.joined(conn, capset)
    return audience


@given(memberships)
def test_an_audience_grown_by_joins_is_the_audience_built_at_once(members: dict[int, int]) -> None:
    grown, built = _grown(members), Audience(members.items())
    assert grown.capsets == built.capsets
    assert grown.groups == built.groups
    assert dict(grown.group_of) == dict(built.group_of)


def test_messages_to_one_audience_share_their_bytes() -> None:
    audience = Audience([(conn, 0) for conn in range(1, 21)])
    outbox = Outbox()
    outbox.broadcast(audience, 1, (b"one\r\n",), None)
    outbox.to(1, b"PONG\r\n")
    outbox.broadcast(audience, 1, (b"two\r\n",), b"echo\r\n")
    got = dict(outbox.take().merged())
    assert got[1] == b"PONG\r\necho\r\n"
    assert got[2] == b"one\r\ntwo\r\n"
    assert got[2] is got[3]


def test_disjoint_audiences_stay_open_together() -> None:
    left = Audience([(conn, 0) for conn in range(1, 11)])
    right = Audience([(conn, 0) for conn in range(11, 21)])
    outbox = Outbox()
    for number in range(3):
        outbox.broadcast(left, 1, (b"L%d" % number,), None)
        outbox.broadcast(right, 11, (b"R%d" % number,), None)
    got = dict(outbox.take().merged())
    assert got[2] == b"L0L1L2"
    assert got[2] is got[3]
    assert got[12] == b"R0R1R2"
    assert got[12] is got[13]
    assert 1 not in got
    assert 11 not in got


def test_a_sender_outside_the_audience_still_gets_its_echo_in_order() -> None:
    audience = Audience([(1, 0)])
    outbox = Outbox()
    outbox.to(9, b"before ")
    outbox.broadcast(audience, 9, (b"text",), b"echo ")
    outbox.to(9, b"after")
    assert dict(outbox.take().merged()) == {1: b"text", 9: b"before echo after"}


def test_nothing_follows_a_close() -> None:
    outbox = Outbox()
    outbox.to(1, b"ERROR :bye\r\n")
    outbox.close(1, "bye")
    outbox.close(1, "again")
    outbox.to(1, b"too late")
    delivery = outbox.take()
    assert dict(delivery.merged()) == {1: b"ERROR :bye\r\n"}
    assert delivery.closes == {1: "bye"}
