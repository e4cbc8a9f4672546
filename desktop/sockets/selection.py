"""What is chosen in the live view: one object that all its panes share.

A pane that is clicked calls one of the setters; every pane listens to ``changed`` and lights up
what is chosen, the rest drops to :data:`FADED`.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

FADED = 0.45
"""Opacity of what is not chosen while something is."""


class Rung(StrEnum):
    """A step of the ladder, from the message down to the line of Python."""

    BUBBLE = "bubble"
    LINE = "line"
    BYTES = "bytes"
    RECORD = "record"
    CALL = "call"
    CODE = "code"


class _Signals(QObject):
    """A QObject has a method ``event`` of its own, so the selection only owns one."""

    changed = Signal()
    message_wanted = Signal(str)


class Selection:
    """The chosen call, the chosen send, the chosen socket and actor; None where there is none.

    Attributes:
        event: number of the chosen call (``CallEvent.number``).
        send: № of the send whose bytes are lit (``Flows.send_number``, from 1).
        socket: serial number of the chosen socket.
        actor: number of the chosen actor.
        rung: on which step of the ladder the person stands.

    Signals:
        changed(): something of the above changed.
        message_wanted(text): the person asks for the chat bubble of the bytes in ``text`` (what
            the wire carried, decoded), at the top of the ladder.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        self._signals = _Signals(parent)
        self.changed = self._signals.changed
        self.message_wanted = self._signals.message_wanted
        self.event: int | None = None
        self.send: int | None = None
        self.socket: int | None = None
        self.actor: int | None = None
        self.rung = Rung.CALL

    @property
    def is_empty(self) -> bool:
        """Whether nothing is chosen: then nothing fades."""
        return self.event is None and self.send is None

    def set_event(
        self,
        event: int | None,
        *,
        send: int | None = None,
        socket: int | None = None,
        actor: int | None = None,
    ) -> None:
        """Choose a call, with the № of its bytes, its socket and its actor where they are known.

        None clears the call and the №; the socket and the actor stay unless others are given.
        """
        self._set(
            event,
            send,
            self.socket if socket is None else socket,
            self.actor if actor is None else actor,
        )

    def set_send(self, send: int | None) -> None:
        """Light the bytes of another send (a recv may hold the bytes of several)."""
        self._set(self.event, send, self.socket, self.actor)

    def set_socket(self, socket: int | None) -> None:
        """Choose a socket; the chosen call stays."""
        self._set(self.event, self.send, socket, self.actor)

    def set_actor(self, actor: int | None) -> None:
        """Choose the actor that "Step" steps."""
        self._set(self.event, self.send, self.socket, actor)

    def set_rung(self, rung: Rung) -> None:
        """Go to a step of the ladder."""
        if rung is not self.rung:
            self.rung = rung
            self.changed.emit()

    def clear(self) -> None:
        """Choose nothing: nothing fades."""
        self._set(None, None, None, self.actor)

    def _set(
        self, event: int | None, send: int | None, socket: int | None, actor: int | None
    ) -> None:
        chosen = (event, send, socket, actor)
        if chosen == (self.event, self.send, self.socket, self.actor):
            return
        self.event, self.send, self.socket, self.actor = chosen
        self.changed.emit()
