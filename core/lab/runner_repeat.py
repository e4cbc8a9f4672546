"""Lets a new world go as an old one went: the same calls in the same order, up to a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from core.lab.runner_world import Op, Went, World
from core.net.trace import ActorState


def repeat(world: World, calls: Sequence[Went], ops: Sequence[Op], until: float) -> None:
    """Do all of it; times are those of the old world's lens.

    A call goes only when all have come back that had come back before it: one that gave up after
    half a second does so again. Comes back early where the world is interrupted.
    """
    open_calls: list[tuple[str, int, float]] = []
    count: Counter[str] = Counter()

    def wait_for_those_before(time: float) -> None:
        nonlocal open_calls
        wanted = [(actor, nth) for actor, nth, ended in open_calls if ended <= time]
        if wanted:
            world.wait_until(lambda: _are_back(world, wanted))
            open_calls = [entry for entry in open_calls if entry[2] > time]

    for at in range(len(calls) + 1):
        for op in (op for op in ops if op.after == at):
            wait_for_those_before(op.time)
            _do(world, op)
        if at == len(calls) or world.interrupted.is_set():
            break
        actor, began, ended = calls[at]
        wait_for_those_before(began)
        world.wait_until(partial(_is_parked, world, actor))
        world.go(actor)
        count[actor] += 1
        open_calls.append((actor, count[actor], ended))
    wait_for_those_before(until)
    world.rest()


def _are_back(world: World, wanted: list[tuple[str, int]]) -> bool:
    back = world.returned()
    return all(back[actor] >= nth for actor, nth in wanted)


def _is_parked(world: World, actor: str) -> bool:
    view = world.view(actor)
    return view is not None and view.state == ActorState.PARKED.value


def _do(world: World, op: Op) -> None:
    match op.what:
        case "start":
            world.start(op.actor)
        case "kill":
            world.kill(op.actor)
        case "types":
            world.types(op.actor, op.text)
