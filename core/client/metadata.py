"""What people and channels tell about themselves: a picture, a name to show, a status.

Source: IRCv3 metadata (draft/metadata-3).
"""

from __future__ import annotations

from core.client.context import Context, Handler
from core.client.feature_events import MetadataChanged
from core.irc import capabilities as cap
from core.irc.formatting import strip_formatting
from core.irc.message import Message
from core.irc.numerics import Numeric

KEYS = ("avatar", "display-name", "status", "pronouns", "homepage")
"""What we want to hear of."""
LONGEST_VALUE = 2000
_MOST = 20_000  # values that are remembered
_SYNC_SECONDS = 4.0  # where the server does not say how long we shall wait


class Metadata:
    """Hears of it, and tells ours again after a reconnect."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._own: dict[str, str] = {}
        self.reset()

    def reset(self) -> None:
        """Forget the last connection."""
        self._values: dict[tuple[str, str], str] = {}
        self._sync: dict[str, float] = {}

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        silent = (Numeric.RPL_METADATASUBOK, Numeric.RPL_METADATAUNSUBOK, Numeric.RPL_METADATASUBS)
        return {
            **dict.fromkeys(silent, lambda message: None),
            "METADATA": self._on_metadata,
            Numeric.RPL_KEYVALUE: self._on_value,
            Numeric.RPL_KEYNOTSET: self._on_not_set,
            Numeric.ERR_METADATASYNCLATER: self._on_sync_later,
        }

    @property
    def offered(self) -> bool:
        """Whether this server keeps any."""
        return self._context.registered and self._context.has(cap.METADATA)

    def ready(self) -> None:
        """A connection stands: say what we want to hear, and tell ours again."""
        if not self.offered:
            return
        self._context.send("METADATA", "*", "SUB", *KEYS)
        for key, value in self._own.items():
            self._context.send("METADATA", "*", "SET", key, value)

    def set(self, target: str, key: str, value: str) -> bool:
        """Tell something; False where it cannot be written."""
        own = target == "*" or self._context.is_me(target)
        if own and value:
            self._own[key] = value
        elif own:
            self._own.pop(key, None)
        words = ["METADATA", "*" if own else target, "SET", key]
        return self._context.send(*words, *([value] if value else []))

    def _on_metadata(self, message: Message) -> None:
        """``METADATA target key visibility :value``."""
        self._changed(message.param(0), message.param(1), message.param(3))

    def _on_value(self, message: Message) -> None:
        self._changed(message.param(1), message.param(2), message.param(4))

    def _on_not_set(self, message: Message) -> None:
        self._changed(message.param(1), message.param(2), "")

    def _changed(self, target: str, key: str, value: str) -> None:
        if not target or not key:
            return
        target = self._context.nick if target == "*" else target
        place = (self._context.fold(target), key)
        value = strip_formatting(value)[:LONGEST_VALUE]
        if not value and place not in self._values:
            return  # What is told once more passes: the name may be another person's by now.
        if value:
            if len(self._values) >= _MOST:
                del self._values[next(iter(self._values))]
            self._values[place] = value
        else:
            del self._values[place]
        self._context.emit(MetadataChanged(target, key, value))

    # --- time -----------------------------------------------------------------------------------

    def _on_sync_later(self, message: Message) -> None:
        """774: the server has too much to tell just now."""
        word = message.param(2)
        seconds = float(word) if word.isascii() and word.isdigit() and len(word) < 5 else 0.0
        if len(self._sync) < 100:
            self._sync[message.param(1)] = self._context.now() + max(seconds, _SYNC_SECONDS)

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        return min(self._sync.values(), default=None)

    def tick(self) -> None:
        """Ask again for what the server put off."""
        now = self._context.now()
        for target in [target for target, due in self._sync.items() if now >= due]:
            del self._sync[target]
            self._context.send("METADATA", target, "SYNC")
