"""What happened in a step, as the expressions of a lesson ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from socket import AF_INET, AF_INET6, SOCK_STREAM
from typing import Any

from core.lab.checks import NoAnswerError, NotToldError
from core.lab.runner_values import NOT_STARTED, ActorView, Output
from core.net.kernel import look
from core.net.lens import Lens
from core.net.trace import CallEvent


class StepFacts:
    """The facts of one step. ``history``: all calls of the run until now, ``events`` those of the
    step; ``ports``: from a port of this run to the one that the lesson names."""

    def __init__(
        self,
        lens: Lens,
        actors: Sequence[ActorView],
        events: Sequence[CallEvent],
        history: Sequence[CallEvent],
        outputs: Sequence[Output],
        ports: Mapping[int, int],
        paths: Mapping[str, str],
    ) -> None:
        self._lens = lens
        self._actors = {actor.name: actor for actor in actors}
        self._events = events
        self._history = history
        self._outputs = outputs
        self._ports = ports
        self._paths = paths
        self.answered_by = 0
        """The number of the call that was asked last, 0 where none was."""

    def of_actor(self, actor: str, field: str) -> Any:
        """One of ACTOR_FIELDS. Raises NoAnswerError."""
        view = self._actors.get(actor)
        if view is None:
            if field == "state":
                return NOT_STARTED
            raise NoAnswerError(f"{actor}: not started")
        match field:
            case "state":
                return view.state
            case "call":
                return view.call or None
            case "at":
                return view.line
            case "failed":
                return view.failure.kind if view.failure is not None else None
            case "output":
                return "".join(o.text for o in self._outputs if o.actor == actor).rstrip("\n")
            case "queue":
                return self._queue(view)
            case "tcp":
                return self._tcp(view)
            case "waiting":
                return self._waiting(view)
        raise NoAnswerError(field)

    def of_call(self, actor: str, call: str, index: int, field: str) -> Any:
        """One of CALL_FIELDS. Raises NoAnswerError."""
        number = self._actors[actor].number if actor in self._actors else -1
        calls = [
            event
            for event in self._events
            if event.actor == number and event.call == call and not event.by_python
        ]
        if field == "count":
            return len(calls)
        if field == "total":
            return sum(event.size for event in calls)
        try:
            event = calls[index]
        except IndexError:
            raise NoAnswerError(f"{actor}: no such {call} in this step") from None
        self.answered_by = event.number
        return self._field(event, field)

    def _field(self, event: CallEvent, field: str) -> Any:
        match field:
            case "text":
                return event.data.decode("utf-8", "replace")
            case "error":
                return error_name(event)
            case "address" | "result" | "arguments":
                return self.settled(getattr(event, field))
            case "host" | "port":
                address = self.settled(event.address)
                if isinstance(address, tuple) and len(address) >= 2:
                    return address[field == "port"]
                raise NoAnswerError(f"{event.call}: no address")
        return getattr(event, field)

    def settled(self, value: Any) -> Any:
        """A value with the ports and paths that the lesson names."""
        if isinstance(value, tuple):
            return tuple(self.settled(item) for item in value)
        if isinstance(value, list):
            return [self.settled(item) for item in value]
        if isinstance(value, int) and not isinstance(value, bool):
            return self._ports.get(value, value)
        if isinstance(value, str):
            return self._paths.get(value, value)
        return value

    def _sockets(self, view: ActorView) -> list[int]:
        """The sockets that an actor has used, the newest first."""
        used = {0}
        for event in self._history:
            if event.actor == view.number:
                used |= {event.socket, event.made}
        return sorted(used - {0}, reverse=True)

    def _queue(self, view: ActorView) -> Any:
        known = {info.number: info for info in self._lens.sockets()}
        fault = NoAnswerError
        for number in self._sockets(view):
            sock = self._lens.socket_object(number)
            if sock is None or (number in known and known[number].listening):
                continue
            if (waiting := look(sock).recv_queue) is not None:
                return waiting
            fault = NotToldError
        raise fault(f"{view.name}: the bytes in the queue")

    def _waiting(self, view: ActorView) -> int:
        known = {info.number: info for info in self._lens.sockets()}
        fault = NoAnswerError
        for number in self._sockets(view):
            sock = self._lens.socket_object(number)
            if sock is None:
                continue
            if (waiting := look(sock).accept_queue) is not None:
                return waiting
            if number in known and known[number].listening:
                fault = NotToldError
        raise fault(f"{view.name}: who waits for accept")

    def _tcp(self, view: ActorView) -> str:
        for number in self._sockets(view):
            if (sock := self._lens.socket_object(number)) is not None:
                state = look(sock).state
                if not state and sock.type == SOCK_STREAM and sock.family in (AF_INET, AF_INET6):
                    raise NotToldError(f"{view.name}: the state of TCP")
                return state
        return ""


def error_name(event: CallEvent) -> str | None:
    """The name of a call's fault, the same on every system: "ECONNREFUSED", "TimeoutError"."""
    if event.error is None:
        return None
    return event.error.name.removeprefix("WSA") or event.error.kind
