"""Questions between programs: CTCP, both ways. (ACTION is a message, see ``messages``.)

Source: the "Client-to-Client Protocol (CTCP)" draft on modern.ircdocs.horse.
"""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime

from core import __version__
from core.client.context import Context
from core.irc.ctcp import Ctcp, format_ctcp
from core.irc.message import Message

CTCP_ANSWERS = 3
CTCP_SECONDS = 10.0
"""We answer at most so many CTCP requests in so many seconds."""
_PING_MARK = "besedka-"
_LONGEST_PING = 600.0  # seconds; what comes later answers something else


class CtcpRequests:
    """Answers what other programs ask, and asks them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._answers: deque[float] = deque(maxlen=CTCP_ANSWERS)

    # --- ours -----------------------------------------------------------------------------------

    def ask(self, target: str, command: str, text: str = "") -> bool:
        """Ask the program of somebody, or of everybody in a channel."""
        if command == "PING" and not text:
            text = f"{_PING_MARK}{self._context.now():.3f}"
        return self._context.send("PRIVMSG", target, format_ctcp(command, text))

    def _round_trip(self, ctcp: Ctcp) -> float | None:
        """Seconds from our PING to its answer; None where that is none of ours."""
        stamp = ctcp.text.removeprefix(_PING_MARK)
        if ctcp.command != "PING" or stamp == ctcp.text or len(stamp) > 20:
            return None
        try:
            seconds = self._context.now() - float(stamp)
        except ValueError:
            return None
        return seconds if 0 <= seconds <= _LONGEST_PING else None

    # --- theirs ---------------------------------------------------------------------------------

    def on_ctcp(self, message: Message, nick: str, ctcp: Ctcp, *, own: bool) -> None:
        """A request (PRIVMSG) or an answer (NOTICE)."""
        context = self._context
        if own or context.in_history(message):
            return
        answer = message.command == "NOTICE"
        seconds = self._round_trip(ctcp) if answer else None
        told = f"{seconds:.2f}" if seconds is not None else ctcp.text
        context.tell(
            "CTCP" if seconds is None else "CTCP_PING",
            f"{nick}: {ctcp.command} {told}".rstrip(),
            buffer=context.asked_buffer() if answer else "",
            time=context.time_of(message),
            params=(nick, ctcp.command, told) if seconds is None else (nick, told),
        )
        if answer or not nick:
            return
        reply = self._answer(ctcp)
        if reply is None:
            return
        now = context.now()
        if len(self._answers) == CTCP_ANSWERS and now - self._answers[0] < CTCP_SECONDS:
            return
        self._answers.append(now)
        context.send("NOTICE", nick, format_ctcp(ctcp.command, reply))

    def _answer(self, ctcp: Ctcp) -> str | None:
        match ctcp.command:
            case "VERSION":
                return f"Besedka {__version__}"
            case "PING":
                return ctcp.text[:100]
            case "TIME":
                now = datetime.fromtimestamp(self._context.now(), UTC)
                return now.isoformat(timespec="seconds")
            case "CLIENTINFO":
                return "ACTION CLIENTINFO PING TIME VERSION"
        return None
