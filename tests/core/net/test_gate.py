"""The gate: real threads, one call at a time, and the same run each time."""

from __future__ import annotations

import os
import threading
from itertools import pairwise

import pytest

from core.net import at_rest
from core.net.gate import Pace
from core.net.trace import ActorState

from .lens_helpers import CLIENT, PATIENCE_S, SERVER, Stage, replay, told_calls, trace_of

REPLAYS = int(os.environ.get("BESEDKA_REPLAYS", "300"))


def _order(letters: str) -> list[str]:
    return [{"s": "server", "c": "client"}[letter] for letter in letters if letter != " "]


# The server is ready; the client connects and sends three times; only then the server reads.
LATE_READER = _order("ssss ccccc s c sss cc")
EAGER_READER = _order("ssss ccc s ccc ssss cc")


def wait_until(condition: object) -> None:
    """Wait for something that other threads bring about."""
    assert callable(condition)
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / 0.002)):
        if condition():
            return
        pause.wait(0.002)
    raise AssertionError("it did not happen")


def test_three_hundred_replays_give_one_trace() -> None:
    traces = {str(trace_of(replay(LATE_READER))) for _ in range(REPLAYS)}
    assert len(traces) == 1
    assert "b'onetwothree'" in traces.pop()


def test_the_other_order_has_the_other_outcome() -> None:
    late, eager = replay(LATE_READER), replay(EAGER_READER)
    assert late.told == [b"onetwothree"]
    assert eager.told == [b"one"]


def test_states_of_the_actors() -> None:
    with Stage() as stage:
        stage.start("server", SERVER)
        assert stage.states() == {"server": "parked socket"}
        stage.step("server", "server", "server")
        assert stage.states() == {"server": "parked accept"}
        stage.step("server")
        assert stage.states() == {"server": "in_kernel accept"}
        assert not stage.lens.gate.step(stage.actors["server"])  # it is not parked
        stage.start("client", CLIENT)
        stage.step("client", "client")
        assert stage.states() == {"server": "parked recv", "client": "parked send"}
        stage.step("server")
        assert stage.states() == {"server": "in_kernel recv", "client": "parked send"}
        stage.lens.gate.run()
        wait_until(stage.ended)
        # Free now, the server takes what has come by then: at least the first.
        assert b"onetwothree".startswith(stage.told[0])
        assert stage.told[0]


def test_a_permit_is_for_one_call() -> None:
    with Stage() as stage:
        actor = stage.start("server", SERVER)
        assert stage.lens.gate.permit(actor)
        assert stage.lens.gate.wait_stable(PATIENCE_S)
        assert stage.states() == {"server": "parked bind"}
        assert not stage.lens.gate.permit(actor + 1)
        assert stage.lens.gate.schedule == (actor,)


def test_to_the_next_delivery() -> None:
    with Stage() as stage:
        stage.start("server", SERVER)
        stage.step("server", "server", "server", "server")
        stage.start("client", CLIENT)
        stage.lens.gate.to_delivery()
        wait_until(lambda: stage.told)
        assert stage.lens.gate.wait_stable(PATIENCE_S)
        assert not stage.lens.gate.is_delivering
        assert stage.lens.gate.pace is Pace.PAUSED
        received = [e for e in told_calls(stage.lens.drain()) if e.call == "recv"]
        assert [e.data for e in received] == [stage.told[0]]


def test_slow_motion_lets_one_after_the_other_go() -> None:
    with Stage() as stage:
        stage.start("server", SERVER)
        stage.step("server", "server", "server", "server")
        stage.start("client", CLIENT)
        stage.lens.gate.slow(2)
        wait_until(stage.ended)
        began = [e.began for e in told_calls(stage.lens.drain())]
        assert all(later > earlier for earlier, later in pairwise(began))


@pytest.mark.parametrize(("wanted", "got"), [(0, 2.0), (7, 7.0), (1e9, 300.0)])
def test_the_factor_has_limits(wanted: float, got: float) -> None:
    stage = Stage()
    stage.lens.gate.slow(wanted)
    assert stage.lens.gate.factor == got


def test_stopping_ends_parked_programs() -> None:
    with Stage() as stage:
        stage.start("server", SERVER)
        stage.lens.gate.stop()
        wait_until(stage.ended)
    assert told_calls(stage.lens.drain()) == []


def test_what_was_opened_is_never_held_again() -> None:
    with Stage() as stage:
        stage.start("server", SERVER)
        stage.lens.gate.open()
        stage.lens.gate.pause()
        wait_until(lambda: stage.states()["server"] == "in_kernel accept")
        stage.start("client", CLIENT)
        wait_until(stage.ended)
        assert stage.told


def test_one_actor_can_be_freed() -> None:
    with Stage() as stage:
        server = stage.start("server", SERVER)
        stage.start("client", CLIENT)
        stage.lens.gate.free({server})
        wait_until(lambda: stage.states()["server"] == "in_kernel accept")
        assert stage.states()["client"] == "parked socket"


def test_held_time_counts_only_while_held() -> None:
    stage = Stage()
    gate = stage.lens.gate
    assert gate.held_s == 0.0
    gate.pause()
    wait_until(lambda: gate.held_s > 0.0)
    gate.run()
    held = gate.held_s
    assert held > 0.0
    assert gate.held_s == held


def test_a_system_that_does_not_tell_who_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_rest, "_WAITS", None)
    traces = {str(trace_of(replay(LATE_READER))) for _ in range(20)}
    assert len(traces) == 1
    assert {actor.state for actor in replay(LATE_READER).lens.actors()} == {ActorState.FINISHED}
