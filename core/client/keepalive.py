"""Is the server still there? Our own PING, and the round trip that it measures."""

from __future__ import annotations

from core.client.context import Context, Handler
from core.client.events import LagMeasured
from core.client.outgoing import Outgoing
from core.irc.message import Message

SILENCE = 15.0
"""Seconds without a line from the server after which we ask."""
PATIENCE = 15.0
"""Seconds that the server has to say anything at all after that. More than the 12.6 after which TCP
sends again what was lost at the beginning of ten seconds without a cable: that is survived."""
PROOF_INTERVAL = 10.0
"""Seconds between two PINGs whose answers prove that messages without an echo arrived."""
QUIT_PATIENCE = 2.0
"""Seconds that the server has to close after our QUIT."""


class Keepalive:
    """Asks a silent server, and gives up on one that does not answer."""

    def __init__(self, context: Context, outgoing: Outgoing) -> None:
        self._context = context
        self._outgoing = outgoing
        self.reset()

    def reset(self) -> None:
        """A new connection."""
        self._heard_at = self._context.now()
        self._asked_at: float | None = None
        self._token = ""
        self._quit_at: float | None = None

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {"PING": self._on_ping, "PONG": self._on_pong}

    def heard(self) -> None:
        """A line came."""
        self._heard_at = self._context.now()

    def has_quit(self) -> None:
        """QUIT was sent: the server closes now."""
        self._quit_at = self._context.now()

    def hold_time(self, seconds: float) -> None:
        """So long nobody could be heard: it counts as no silence."""
        self._heard_at += seconds
        if self._asked_at is not None:
            self._asked_at += seconds
        if self._quit_at is not None:
            self._quit_at += seconds

    @property
    def quitting(self) -> bool:
        """Whether we said goodbye on this connection."""
        return self._quit_at is not None

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        if self._quit_at is not None:
            return self._quit_at + QUIT_PATIENCE
        if not self._context.registered:
            return None
        if self._asked_at is not None and self._asked_at > self._heard_at:
            return self._asked_at + PATIENCE
        silence = self._heard_at + SILENCE
        if self._outgoing.unproven:
            last = float("-inf") if self._asked_at is None else self._asked_at
            return min(silence, last + PROOF_INTERVAL)
        return silence

    def tick(self) -> None:
        """Ask, or give up."""
        due = self.next_deadline()
        now = self._context.now()
        if due is None or now < due:
            return
        if self._quit_at is not None:
            self._context.end("quit", final=True)
        elif self._asked_at is not None and self._asked_at > self._heard_at:
            self._context.end("ping_timeout")
        else:
            self._outgoing.pings += 1
            self._token = f"besedka-{self._outgoing.pings}"
            self._asked_at = now
            self._context.send("PING", self._token)

    def _on_ping(self, message: Message) -> None:
        self._context.send("PONG", message.param(0))

    def _on_pong(self, message: Message) -> None:
        if self._asked_at is None or not self._token or self._token not in message.params:
            return
        self._token = ""
        self._context.emit(LagMeasured(max(self._context.now() - self._asked_at, 0.0)))
        self._outgoing.proven(self._outgoing.pings)
