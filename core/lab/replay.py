"""From here again: a tape's calls are made once more, on new sockets, in the order of the tape.

Reality cannot be turned back, but it can be done again: each actor of the tape becomes a thread
that makes the same calls with the same bytes on new sockets of this machine's loopback, before a
gate. Up to a call of the tape they go in its order; then all are held, and a person goes on,
in the same order or in another one: real sockets tell what comes of that.
"""

from __future__ import annotations

import _socket
import contextlib
import functools
import threading
import time
from collections.abc import Callable
from types import CodeType

from core.lab.replay_plan import NoteCode, ReplayNote, ReplayPlan
from core.lab.replay_sockets import ReplaySockets
from core.lab.runner_flight import Flight
from core.lab.runner_lens import LessonLens
from core.lab.runner_values import RunError, RunErrorCode
from core.net.gate import GateStopped
from core.net.trace import (
    ActorInfo,
    ActorState,
    CallEvent,
    Part,
    Side,
)
from core.net.traced_socket import inner, this_file

inner(this_file())
_C = _socket.socket
_PATIENCE_S = 3.0
_MOST_LINES = 20_000
_ENDS = {"close", "detach"}


class Replay:
    """A tape that is done again. One thread uses it, but for :meth:`interrupt`.

    Attributes:
        lens: what is seen of it.
        notes: what is otherwise than on the tape; more may come while it runs.
        actors: {number on the tape: number in the lens}.
    """

    def __init__(self, plan: ReplayPlan) -> None:
        self.lens = LessonLens()
        self.notes = list(plan.notes)
        self.actors: dict[int, int] = {}
        self._flight = Flight(self.lens)
        self._plan = plan
        self._sockets: ReplaySockets | None = None
        self._threads: list[threading.Thread] = []
        self._next: dict[int, int] = {}
        self._calls = {e.number: e for script in plan.scripts.values() for e in script}
        self._open: list[CallEvent] = []
        self._stopping = threading.Event()
        self._interrupted = threading.Event()

    # --- for whoever drives it ----------------------------------------------------------------

    def start(self, told: Callable[[int, int], None] = lambda done, count: None) -> None:
        """Make what was there before, then the calls of the tape in their order, then hold all.

        ``told`` hears how many of how many calls are made. Raises RunError where the system gives
        no thread or folder.
        """
        sockets = self._sockets = ReplaySockets(self._plan, self.lens)
        self.lens.gate.pause()
        sockets.make_what_was_there()
        for number, script in self._plan.scripts.items():
            self._launch(number, script)
        order = self._plan.order
        for done, (actor, event) in enumerate(order):
            told(done, len(order))
            self._wait_for_those_before(event)
            if self._interrupted.is_set():
                return
            if not self._make(actor, event):
                self.notes.append(ReplayNote(NoteCode.DIVERGED, event=event))
                break
        told(len(order), len(order))
        self.lens.gate.wait_stable(_PATIENCE_S)
        if sockets.places.moved:
            self.notes.append(ReplayNote(NoteCode.OTHER_ADDRESS, sockets.places.moved))

    def step(self, actor: int) -> bool:
        """Let an actor (its number in the lens) make one call, and wait until nobody moves. False
        where it is not parked."""
        went = self.lens.gate.step(actor, _PATIENCE_S)
        end = time.monotonic() + _PATIENCE_S / 2
        self._flight.feed(self.lens.take())
        while self._flight.anything() and not self._interrupted.is_set():
            if time.monotonic() > end:
                self._flight.give_up()
                break
            time.sleep(0.001)
            self._flight.feed(self.lens.take())
        return self.lens.gate.wait_stable(_PATIENCE_S) and went

    def interrupt(self) -> None:
        """Make :meth:`start` come back soon; from any thread."""
        self._interrupted.set()

    def stop(self) -> None:
        """End all threads, and close all sockets."""
        self._interrupted.set()
        self._stopping.set()
        self.lens.gate.stop()
        end = time.monotonic() + 10 * _PATIENCE_S
        for thread in self._threads:
            while thread.is_alive() and time.monotonic() < end:
                if self._sockets is not None:
                    self._sockets.wake()
                thread.join(0.01)
        if self._sockets is not None:
            self._sockets.close()
            self._sockets = None
        self.lens.close()

    # --- the order of the tape ----------------------------------------------------------------

    def _make(self, actor: int, event: int) -> bool:
        """Let an actor make the call with this number on the tape. False where it does not come
        to it: it is blocked where it was not on the tape."""
        end = time.monotonic() + _PATIENCE_S
        while self._next.get(actor, 0) <= event:
            self.lens.gate.wait_stable(0.1)
            number = self.actors[actor]
            at = self._next.get(actor, 0)
            if at > event:
                return True  # left out: there is nothing to make it on
            state = self._state(number)
            if state is ActorState.FINISHED:
                return at >= event
            if at == event and state is ActorState.PARKED:
                self.step(number)
                return True
            if time.monotonic() > end or self._interrupted.is_set():
                return False
            time.sleep(0.0005)
        return True

    def _wait_for_those_before(self, event: int) -> None:
        """Calls that had come back before this one began come back before it again: who gave up
        after a second does so again. Not for ever: another way may have been gone."""
        began = self._calls[event].began
        back = [call for call in self._open if call.ended <= began]
        self._open = [call for call in self._open if call.ended > began]
        self._open.append(self._calls[event])
        end = time.monotonic() + _PATIENCE_S
        for call in back:
            while self._next.get(call.actor, 0) <= call.number and time.monotonic() < end:
                if self._interrupted.is_set():
                    return
                time.sleep(0.0005)

    def _state(self, number: int) -> ActorState | None:
        for snapshot in self.lens.actors():
            if snapshot.info.number == number:
                return snapshot.state
        return None

    # --- actors -------------------------------------------------------------------------------

    def _launch(self, number: int, script: tuple[CallEvent, ...]) -> None:
        info = self._plan.actors.get(number)
        enrolled = threading.Event()
        thread = threading.Thread(
            target=self._play,
            args=(number, info, script, enrolled),
            name=f"replay-{number}",
            daemon=True,
        )
        self._next[number] = script[0].number
        try:
            thread.start()
        except RuntimeError as error:
            raise RunError(RunErrorCode.NO_THREAD, str(error)) from error
        self._threads.append(thread)
        enrolled.wait()

    def _play(
        self,
        number: int,
        info: ActorInfo | None,
        script: tuple[CallEvent, ...],
        enrolled: threading.Event,
    ) -> None:
        who = info or ActorInfo(number, Side.LAB, "?", Part.MAIN)
        sockets = self._sockets
        assert sockets is not None
        maker = sockets.maker(who.side, who.name)
        with self.lens.actor(who.side, who.name, who.part, who.subject) as now:
            for actor, track in self._plan.tracks.items():
                if track == number:
                    self.actors[actor] = now
            enrolled.set()
            try:
                for event in script:
                    self._next[number] = event.number
                    if self._stopping.is_set():
                        break
                    with contextlib.suppress(Exception):  # the call's own error is on the new tape
                        _at_its_line(event, functools.partial(sockets.do, maker, event))
                    self._next[number] = event.number + 1
            except GateStopped:
                pass
            finally:
                self._next[number] = script[-1].number + 1


def _at_its_line(event: CallEvent, act: Callable[[], None]) -> None:
    """Run ``act`` so that the call seems to be made by its line on the tape: the code is shown."""
    if not event.file or not 0 < event.line <= _MOST_LINES:
        act()
        return
    exec(_code(event.file, event.line), {"act": act})


@functools.lru_cache(maxsize=4096)
def _code(file: str, line: int) -> CodeType:
    return compile("\n" * (line - 1) + "act()", file, "exec", dont_inherit=True)
