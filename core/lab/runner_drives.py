"""Carries out the sentences of ``do`` (:mod:`core.lab.lesson_drives`) in a running world."""

from __future__ import annotations

import time

from core.lab.lesson_drives import MOST_CALLS, Drive, Verb
from core.lab.runner_values import NOT_STARTED, Problem, ProblemCode
from core.lab.runner_world import SENTENCE_S, World
from core.net.trace import ActorState

_LOOK_AGAIN_S = 0.02
_IN_KERNEL, _WAITING = ActorState.IN_KERNEL.value, ActorState.WAITING.value
_PARKED, _FINISHED = ActorState.PARKED.value, ActorState.FINISHED.value


def drive_world(world: World, drive: Drive) -> Problem | None:
    """Carry out one sentence of ``do``; the problem where it was not done to its end.

    Raises RunError where the system gives no thread."""
    problem = _drive(world, drive)
    return Problem(problem.code, problem.actor, drive.source) if problem is not None else None


def _drive(world: World, drive: Drive) -> Problem | None:
    match drive.verb:
        case Verb.START:
            return world.start(drive.actor)
        case Verb.KILL:
            return world.kill(drive.actor)
        case Verb.TYPES:
            return world.types(drive.actor, drive.text)
        case Verb.WAIT:
            world.interrupted.wait(drive.seconds)
            world.rest()
            return None
        case Verb.ALL_RUN:
            return _all_run(world)
        case Verb.ALL_FREE:
            return _all_free(world)
        case Verb.RETURNS:
            return _returns(world, drive.actor)
        case _:
            return _let_go(world, drive)


def _let_go(world: World, drive: Drive) -> Problem | None:
    """Sentences that let one actor go on for a while."""
    actor, left = drive.actor, drive.count
    end = time.monotonic() + SENTENCE_S
    for _ in range(MOST_CALLS):
        view = world.view(actor)
        before = view.call if view is not None and view.state == _PARKED else ""
        match drive.verb:
            case Verb.CALLS if left == 0:
                return None
            case Verb.THROUGH if left == 0:
                return None
            case Verb.TO if before and (
                before == drive.call
                or (not drive.call and view is not None and view.line == drive.count)
            ):
                return None
            case Verb.ENDS if view is not None and view.state == _FINISHED:
                return None
            case Verb.RUNS if view is not None and (
                view.state in (_IN_KERNEL, _FINISHED)
                or (view.state == _WAITING and not world.is_asleep(actor))
            ):
                return None
        code = world.go(actor)
        if code is ProblemCode.IN_KERNEL and drive.verb is Verb.ENDS:
            code = None if world.comes_back(actor, 1.0) else code
        if code is not None:
            return Problem(code, actor, drive.source)
        if drive.verb is Verb.CALLS or before == drive.call:
            left -= 1
        if time.monotonic() > end or world.interrupted.is_set():
            return Problem(ProblemCode.TOO_LONG, actor, drive.source)
    return Problem(ProblemCode.TOO_MANY_CALLS, actor, drive.source)


def _returns(world: World, actor: str) -> Problem | None:
    view = world.view(actor)
    if view is None or view.state == NOT_STARTED:
        return Problem(ProblemCode.NOT_STARTED, actor, "")
    if world.comes_back(actor, SENTENCE_S):
        return None
    return Problem(ProblemCode.IN_KERNEL, actor, "")


def _all_run(world: World) -> Problem | None:
    """Everybody one call each, in turn, until nobody can go on."""
    end = time.monotonic() + SENTENCE_S
    for _ in range(MOST_CALLS):
        went = False
        for view in world.views():
            now = world.view(view.name)
            if now is not None and now.state == _PARKED:
                went = world.go(view.name) is None or went
        if time.monotonic() > end or world.interrupted.is_set():
            return Problem(ProblemCode.TOO_LONG, "", "")
        if went:
            continue
        asleep = [view.name for view in world.views() if world.is_asleep(view.name)]
        if not asleep:
            return None
        _wait_for_one(world, asleep)
        world.rest()
    return Problem(ProblemCode.TOO_MANY_CALLS, "", "")


def _all_free(world: World) -> Problem | None:
    """Everybody with the gate open, until nobody can go on."""
    world.lens.gate.run()
    try:
        if run_freely(world, SENTENCE_S):
            return None
        return Problem(ProblemCode.TOO_LONG, "", "")
    finally:
        world.lens.gate.pause()
        world.rest()


def run_freely(world: World, seconds: float) -> bool:
    """With the gate open, wait until nobody can go on; False where that took too long."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if world.rest(left) and not any(world.is_asleep(view.name) for view in world.views()):
            return True
        if world.interrupted.is_set():
            break
    return False


def _one_comes_back(world: World, inside: list[str]) -> bool:
    """Whether one of those in the kernel was there only for a moment."""

    def is_back() -> bool:
        return any(view.state == _PARKED for view in world.views() if view.name in inside)

    done = world.wait_until(is_back, _LOOK_AGAIN_S)
    world.rest()
    return done


def _wait_for_one(world: World, asleep: list[str]) -> None:
    world.wait_until(lambda: not all(map(world.is_asleep, asleep)))
