"""The rows of the sequence: order of cause, returns of their own, floods, scrubbing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.net.trace import (
    BEFORE,
    ActorInfo,
    ActorSnapshot,
    ActorState,
    CallEvent,
    Part,
    PendingCall,
)
from core.net.trace import Side as OwnerSide
from desktop.sockets.sequence_rows import FLOOD_KEEPS, Kind, Rows


def made(number: int, call: str, began: float, ended: float, actor: int = 1) -> CallEvent:
    return CallEvent(number, actor, 1, 5, call, (), began, ended, size=3, data=b"abc")


def kinds(rows: Rows) -> list[tuple[int, int]]:
    return [(key[1], key[2]) for key in rows.keys]


def test_a_call_alone_is_one_row() -> None:
    rows = Rows()
    rows.add([made(1, "recv", 0.0, 5.0)], 0.0)
    assert kinds(rows) == [(1, Kind.BEGIN)]
    assert not rows.is_split(1)


def test_what_woke_a_call_stands_between_its_begin_and_its_return() -> None:
    rows = Rows()
    recv, send = made(1, "recv", 0.0, 5.0), made(2, "send", 4.9, 4.901, actor=2)
    rows.add([recv], 0.0)
    rows.add([send], 0.1)  # told later, as it returned later
    assert kinds(rows) == [(1, Kind.BEGIN), (2, Kind.BEGIN), (1, Kind.END)]
    assert rows.is_split(1) and not rows.is_split(2)
    assert rows.end_key(1) == (5.0, 1, Kind.END)


def test_the_order_in_which_we_hear_of_calls_does_not_matter() -> None:
    recv, send = made(1, "recv", 0.0, 5.0), made(2, "send", 4.9, 4.95, actor=2)
    one, other = Rows(), Rows()
    one.add([recv, send], 0.0)
    other.add([send, recv], 0.0)
    assert one.keys == other.keys


def test_a_send_that_did_not_wait_stays_one_box() -> None:
    rows = Rows()
    rows.add([made(1, "send", 1.0, 1.0002), made(2, "close", 1.0001, 1.00015, actor=2)], 0.0)
    assert kinds(rows) == [(1, Kind.BEGIN), (2, Kind.BEGIN)]


def test_a_call_in_the_kernel_has_a_row_before_it_returns_and_keeps_its_place() -> None:
    rows = Rows()
    call = PendingCall(1, "recv", (10,), 1, 5, b"", 0, "", 0)
    info = ActorInfo(1, OwnerSide.CLIENT, "anna", Part.READER)
    rows.set_actors([ActorSnapshot(info, ActorState.IN_KERNEL, 0.5, call)])
    assert kinds(rows) == [(1, Kind.BEGIN)]
    assert rows.is_split(1)
    rows.add([made(2, "send", 0.6, 0.7, actor=2)], 0.0)
    rows.add([made(1, "recv", 0.5, 0.9)], 0.0)
    rows.set_actors([ActorSnapshot(info, ActorState.RUNNING, 0.9)])
    assert kinds(rows) == [(1, Kind.BEGIN), (2, Kind.BEGIN), (1, Kind.END)]
    assert not rows.open_calls


def test_a_thread_that_ends_in_the_kernel_takes_its_row_along() -> None:
    rows = Rows()
    call = PendingCall(1, "recv", (10,), 1, 5, b"", 0, "", 0)
    info = ActorInfo(1, OwnerSide.CLIENT, "anna", Part.READER)
    rows.set_actors([ActorSnapshot(info, ActorState.IN_KERNEL, 0.5, call)])
    rows.set_actors([ActorSnapshot(info, ActorState.FINISHED, 0.6)])
    assert not rows.keys


def test_a_call_from_before_watching_begins_at_the_top() -> None:
    rows = Rows()
    rows.add([made(2, "send", 1.0, 1.001, actor=2), made(9, "recv", BEFORE, 1.05)], 0.0)
    assert kinds(rows) == [(9, Kind.BEGIN), (2, Kind.BEGIN), (9, Kind.END)]


def test_calls_that_only_ask_are_hidden_until_they_are_wanted() -> None:
    rows = Rows()
    event = made(1, "getsockname", 0.0, 0.1)
    rows.add([event], 0.0)
    assert not rows.keys
    rows.show_all = True
    rows.fill([event], {})
    assert kinds(rows) == [(1, Kind.BEGIN)]


def test_of_a_flood_the_newest_calls_are_drawn_and_the_others_counted() -> None:
    rows = Rows()
    rows.add([made(n, "send", n / 1000, n / 1000) for n in range(1, 1001)], 0.0)
    (gap,) = rows.gaps.values()
    assert gap.count == 1000 - FLOOD_KEEPS
    assert len(rows.calls) == FLOOD_KEEPS
    rows.add([made(n, "send", n / 1000, n / 1000) for n in range(1001, 2001)], 0.1, unseen=50)
    assert gap.count == 2000 - FLOOD_KEEPS + 50
    assert len(rows.gaps) == 1
    assert max(rows.calls) == 2000
    # It can be opened, as far as the tape knows the calls.
    rows.open_gap(gap.key[1], lambda n: made(n, "send", n / 1000, n / 1000))
    assert len(rows.calls) == FLOOD_KEEPS + 1000
    assert sorted(rows.keys) == rows.keys


def test_after_a_flood_calls_are_drawn_as_before() -> None:
    rows = Rows()
    rows.add([made(n, "send", n / 1000, n / 1000) for n in range(1, 1001)], 0.0)
    rows.add([made(1001, "send", 9.0, 9.1)], 9.0)
    rows.add([made(n, "send", 10 + n / 1000, 10 + n / 1000) for n in range(1002, 2002)], 9.5)
    assert len(rows.gaps) == 2


def test_what_the_tape_forgets_is_not_drawn() -> None:
    rows = Rows()
    rows.add([made(1, "recv", 0.0, 5.0), made(2, "send", 1.0, 1.1, 2)], 0.0)
    rows.forget_before(2)
    assert kinds(rows) == [(2, Kind.BEGIN)]
    assert list(rows.calls_of(1)) == []


def test_scrubbing_cuts_where_the_next_call_begins() -> None:
    rows = Rows()
    rows.add(
        [made(1, "recv", 0.0, 5.0), made(2, "send", 4.0, 4.1, 2), made(3, "recv", 6.0, 7.0)], 0
    )
    # At call 2, just before call 3 began: the first one has returned.
    assert kinds(rows)[: rows.cut(6.0, 2)] == [(1, 0), (2, 0), (1, 1)]
    # At call 1, just before call 2 began: it is in the kernel.
    assert kinds(rows)[: rows.cut(4.0, 1)] == [(1, 0)]


@st.composite
def tapes(draw: st.DrawFn) -> list[CallEvent]:
    """Calls of a few actors, each actor's one after the other."""
    clock = [0.0] * 4
    events: list[CallEvent] = []
    for _ in range(draw(st.integers(1, 30))):
        actor = draw(st.integers(0, 3))
        began = clock[actor] + draw(st.floats(0, 1, width=16))
        ended = began + draw(st.floats(0, 2, width=16))
        clock[actor] = ended + 0.001
        call = draw(st.sampled_from(["recv", "send", "accept", "connect", "close"]))
        events.append(made(0, call, began, ended, actor + 1))
    events.sort(key=lambda event: event.began)
    return [made(number, e.call, e.began, e.ended, e.actor) for number, e in enumerate(events, 1)]


@given(tapes(), st.randoms())
def test_rows_keep_the_order_of_cause_whatever_comes_first(
    events: list[CallEvent], chance: object
) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    rows = Rows()
    rows.add(shuffled, 0.0)
    assert rows.keys == sorted(rows.keys)
    assert set(rows.calls) == {event.number for event in events}
    for event in events:
        begin = rows.index(rows.begin_key(event.number))
        end = rows.index(rows.end_key(event.number))
        assert 0 <= begin <= end
    for number in list(rows.calls)[::2]:
        rows.forget_before(number)
    assert rows.keys == sorted(rows.keys)
