"""How the connection of one client window stands, worked out from the session's events.

No sentences and no widgets here: ``desktop.client.link_texts`` has the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.client import events
from core.client.feature_events import BouncerChanged
from core.client.security import Secured


class Phase(StrEnum):
    """Where the connection is on its way."""

    IDLE = "idle"  # nothing was tried yet
    CONNECTING = "connecting"  # looking the name up, or waiting for TCP
    GREETING = "greeting"  # TCP stands, the server has not let us in yet
    ONLINE = "online"
    WAITING = "waiting"  # lost; the next attempt comes by itself at ``retry_at``
    ENDED = "ended"  # lost or never made, and nothing is tried by itself


@dataclass(slots=True)
class Link:
    """The state of the connection; ``now`` is a monotonic clock in seconds."""

    phase: Phase = Phase.IDLE
    host: str = ""
    port: int = 0
    peer: str = ""  # the numeric address of the other end
    attempt: int = 0
    retry_at: float = 0.0  # monotonic, while WAITING
    cause: events.Disconnected | None = None  # why it is not up
    lag: float | None = None  # seconds, of our last PING
    secured: Secured | None = None  # how it is encrypted, None where it is not
    ever_registered: bool = False
    bouncer_alone: bool = False  # we are on a bouncer that is on no server just now

    def apply(self, event: events.Event, now: float) -> bool:
        """Follow one event; whether it was about the connection."""
        match event:
            case events.Connecting():
                self.phase = Phase.CONNECTING
                self.host, self.port, self.attempt = event.host, event.port, event.attempt
                self.lag = None
                self.secured = None
                self.bouncer_alone = False
            case BouncerChanged():
                self.bouncer_alone = not event.there
            case Secured():
                self.secured = event
            case events.Connected():
                self.phase = Phase.GREETING
                self.peer = event.peer
            case events.Registered():
                self.phase = Phase.ONLINE
                self.cause = None
                self.attempt = 0
                self.ever_registered = True
            case events.ReconnectIn():
                self.phase = Phase.WAITING
                self.attempt = event.attempt
                self.retry_at = now + event.seconds
                self.cause = event.cause
                self.lag = None
            case events.Disconnected():
                # Without ``final`` a ReconnectIn follows and says when.
                self.cause = event
                self.lag = None
                self.phase = Phase.ENDED if event.final else Phase.WAITING
            case events.LagMeasured():
                self.lag = event.seconds
            case _:
                return False
        return True

    def seconds_left(self, now: float) -> int:
        """Whole seconds until the next attempt, never less than 0."""
        left = self.retry_at - now
        return max(0, -int(-left // 1))

    @property
    def online(self) -> bool:
        """The server has let us in."""
        return self.phase is Phase.ONLINE

    @property
    def reaches(self) -> bool:
        """What we send reaches the server: also a bouncer, if it is one, is on it."""
        return self.online and not self.bouncer_alone

    @property
    def trying_again(self) -> bool:
        """Between a loss and the next success: the banner's time."""
        if self.phase is Phase.WAITING:
            return True
        return self.phase in (Phase.CONNECTING, Phase.GREETING) and self.cause is not None

    def forget_cause(self) -> None:
        """A person starts afresh: what went wrong before is no longer news."""
        self.cause = None
