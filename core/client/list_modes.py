"""The lists of a channel: bans, exceptions from them, who may come in without an invitation.

Source: the Modern IRC document ("MODE message", "Type A: list modes").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.client.buffers import Buffers
from core.client.context import Context, Handler
from core.client.feature_events import ChannelListReceived
from core.client.questions import NO_ANSWER, PATIENCE
from core.irc.formatting import strip_formatting
from core.irc.message import Message, parse_source
from core.irc.numerics import Numeric

ENTRIES: Mapping[str, tuple[str, int]] = {
    Numeric.RPL_BANLIST: ("b", 2),
    Numeric.RPL_EXCEPTLIST: ("e", 2),
    Numeric.RPL_INVEXLIST: ("I", 2),
    "728": ("q", 3),  # of Charybdis and its kin: the mode's letter comes before the mask
    "910": ("w", 2),  # these of InspIRCd: its modules autoop, filter and exemptchanops
    "941": ("g", 2),
    "954": ("X", 2),
}
"""Numeric of an entry → mode, and where its mask stands."""
ENDS: Mapping[str, str] = {
    Numeric.RPL_ENDOFBANLIST: "b",
    Numeric.RPL_ENDOFEXCEPTLIST: "e",
    Numeric.RPL_ENDOFINVEXLIST: "I",
    "729": "q",
    "911": "w",
    "940": "g",
    "953": "X",
}
_REFUSALS = (Numeric.ERR_CHANOPRIVSNEEDED, Numeric.ERR_NOSUCHCHANNEL, Numeric.ERR_NOTONCHANNEL)
_MOST = 10_000


@dataclass(slots=True)
class _Asked:
    """``before``: how many answers to earlier questions come first; they are out of date."""

    channel: str
    due: float
    before: int = 0
    entries: list[tuple[str, str, float]] = field(default_factory=list)


class ListModes:
    """Collects the answers to our questions; those that a person typed are shown as they come."""

    def __init__(self, context: Context, buffers: Buffers) -> None:
        self._context = context
        self._buffers = buffers
        self.reset()

    def reset(self) -> None:
        """Forget the last connection."""
        self._asked: dict[tuple[str, str], _Asked] = {}

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {**dict.fromkeys(ENTRIES, self._on_entry), **dict.fromkeys(ENDS, self._on_end)}

    def ask(self, channel: str, mode: str) -> bool:
        """Ask for a list; False where that cannot be written."""
        if not self._context.send("MODE", channel, f"+{mode}"):
            return False
        due = self._context.now() + PATIENCE
        key = (self._context.fold(channel), mode)
        earlier = self._asked.get(key)
        before = earlier.before + 1 if earlier is not None else 0
        self._asked[key] = _Asked(channel, due, before)
        return True

    def _on_entry(self, message: Message) -> None:
        mode, place = ENTRIES[message.command]
        channel = message.param(1)
        asked = self._asked.get((self._context.fold(channel), mode))
        if asked is None:
            self._show(message)
        elif len(asked.entries) < _MOST:
            stamp = message.param(place + 2)
            known = stamp.isascii() and stamp.isdigit() and len(stamp) < 13
            setter = parse_source(message.param(place + 1)).nick
            mask = strip_formatting(message.param(place))
            asked.entries.append((mask, setter, float(stamp) if known else 0.0))

    def _show(self, message: Message) -> None:
        where = self._buffers.shown(message.param(1))
        text = " ".join(message.params[2 if where else 1 :])
        self._context.tell(message.command, text, buffer=where)

    def _on_end(self, message: Message) -> None:
        key = (self._context.fold(message.param(1)), ENDS[message.command])
        asked = self._asked.get(key)
        if asked is not None and asked.before:
            asked.before -= 1
            asked.entries.clear()
            return
        self._close(key)

    def refused(self, message: Message) -> bool:
        """An error about a channel: whether it is the answer to our question."""
        if message.command not in _REFUSALS:
            return False
        folded = self._context.fold(message.param(1))
        keys = [key for key in self._asked if key[0] == folded]
        for key in keys:
            self._close(key, strip_formatting(message.params[-1]))
        return bool(keys)

    def _close(self, key: tuple[str, str], failed: str = "") -> None:
        asked = self._asked.pop(key, None)
        if asked is not None:
            entries = tuple(asked.entries)
            self._context.emit(ChannelListReceived(asked.channel, key[1], entries, failed))

    def disconnected(self) -> None:
        """Nobody answers any more."""
        for key in list(self._asked):
            self._close(key, NO_ANSWER)

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        return min((asked.due for asked in self._asked.values()), default=None)

    def tick(self) -> None:
        """Give up what is not answered."""
        now = self._context.now()
        for key in [key for key, asked in self._asked.items() if now >= asked.due]:
            self._close(key, NO_ANSWER)
