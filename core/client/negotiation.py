"""Agreeing with the server on capabilities: from CAP LS to CAP END, and what changes later.

Source: IRCv3 capability-negotiation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.client.context import Context, Handler
from core.client.security import sts_offer
from core.irc import capabilities as cap
from core.irc.capabilities import parse_capabilities, split_list
from core.irc.message import Message

WANTED = (
    cap.MESSAGE_TAGS,
    cap.SERVER_TIME,
    cap.BATCH,
    cap.LABELED_RESPONSE,
    cap.ECHO_MESSAGE,
    cap.MULTI_PREFIX,
    cap.AWAY_NOTIFY,
    cap.ACCOUNT_NOTIFY,
    cap.ACCOUNT_TAG,
    cap.EXTENDED_JOIN,
    cap.CHGHOST,
    cap.SETNAME,
    cap.USERHOST_IN_NAMES,
    cap.INVITE_NOTIFY,
    cap.CAP_NOTIFY,
    cap.STANDARD_REPLIES,
    cap.NONCE,
    cap.CLASSROOM,
    cap.MULTILINE,
    cap.EDIT,
    cap.MESSAGE_REDACTION,
    cap.READ_MARKER,
    cap.CHATHISTORY,
    cap.EVENT_PLAYBACK,
    cap.SEARCH,
    cap.EXTENDED_MONITOR,
    cap.METADATA,
    cap.CHANNEL_RENAME,
    cap.ACCOUNT_REGISTRATION,
    cap.SASL,
    cap.ZNC_PLAYBACK,
    cap.ZNC_SELF_MESSAGE,
)
CAP_PATIENCE = 10.0  # seconds for the answers to our CAP REQ
_REQUEST_ROOM = 400
_MOST_CAPS = 1000


class Negotiation:
    """Asks for what we understand. CAP END, which lets the server let us in, waits for the answers
    and for the login."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.logs_in: Callable[[], bool] = lambda: False
        """Begins to log in to the account, and says whether it does so."""
        self.login_late: Callable[[], None] = lambda: None
        """Called when that takes too long."""
        self.reset()

    def reset(self) -> None:
        """Forget the last connection."""
        self._requested: set[str] = set()
        self._cap_open = False
        self._cap_deadline: float | None = None

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {"CAP": self._on_cap}

    def _on_cap(self, message: Message) -> None:
        words = message.params[1:]
        action = words[0].upper() if words else ""
        more = len(words) > 2 and words[1] == "*"
        listed = parse_capabilities(" ".join(words[2 if more else 1 :]))
        if action == "LS":
            self._cap_open = self._cap_open or not self._context.registered
            self._note_offer(listed)
            if not more:
                self._request(self._context.offered)
                self._finish()
        elif action == "NEW":
            self._note_offer(listed)
            self._request(listed)
        elif action == "ACK":
            for name in listed:
                bare = name.lstrip("-")
                self._requested.discard(bare)
                if name == bare:
                    self._context.capabilities.add(bare)
                else:
                    self._context.capabilities.discard(bare)
            self._finish()
        elif action == "NAK":
            self._retry_one_by_one(listed)
            self._finish()
        elif action == "DEL":
            self._context.capabilities.difference_update(listed)
            for name in listed:
                self._context.offered.pop(name, None)
        self._context.offer_changed = True

    def _note_offer(self, listed: Mapping[str, str]) -> None:
        if len(self._context.offered) < _MOST_CAPS:
            self._context.offered.update(listed)
        if cap.STS in listed and (offer := sts_offer(listed[cap.STS])) is not None:
            self._context.emit(offer)

    def _request(self, offered: Mapping[str, str]) -> None:
        wanted = self._context.options.capabilities
        names = [
            name
            for name in WANTED
            if name in offered
            and name not in self._context.capabilities
            and (name != cap.SASL or self._context.login[0])
            and (wanted is None or name in wanted)
        ]
        names = [n for n in names if n not in self._requested]
        self._requested.update(names)
        for text in split_list(names, _REQUEST_ROOM):
            self._context.send("CAP", "REQ", text)
        if names:
            self._cap_deadline = self._context.now() + CAP_PATIENCE

    def _retry_one_by_one(self, refused: dict[str, str]) -> None:
        """A NAK refuses a whole request for the sake of one name: ask for each alone."""
        for name in refused:
            if name not in self._requested:
                continue
            if len(refused) > 1:
                self._context.send("CAP", "REQ", name)
            else:
                self._requested.discard(name)

    def _finish(self) -> None:
        if self._requested:
            return
        self._cap_deadline = None
        if self.logs_in():
            self._cap_deadline = self._context.now() + CAP_PATIENCE
        else:
            self._end_cap()

    def request(self, name: str) -> bool:
        """Ask for one more capability; False where the server does not offer it."""
        if name not in self._context.offered:
            return False
        self._request({name: ""})
        return True

    def login_over(self) -> None:
        """We are logged in to our account, or shall not be."""
        if not self._requested:
            self._cap_deadline = None
            self._end_cap()

    def _end_cap(self) -> None:
        if self._cap_open and not self._context.registered:
            self._cap_open = False
            self._context.send("CAP", "END")

    # --- time -----------------------------------------------------------------------------------

    def hold_time(self, seconds: float) -> None:
        """So long nobody could be heard: what is waited for is not late."""
        if self._cap_deadline is not None:
            self._cap_deadline += seconds

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        return self._cap_deadline

    def tick(self) -> None:
        """Stop waiting for what does not come."""
        if self._cap_deadline is not None and self._context.now() >= self._cap_deadline:
            self._cap_deadline = None
            self._requested.clear()
            self.login_late()
            self._end_cap()
