"""The person's choices about how the program looks and behaves, as a table: each has a key, a kind,
a default and what it may be. The settings window is made from it, and a test holds that each is
explained there. Kept in ``settings.json`` under "preferences"; only what differs from the default.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Value: TypeAlias = bool | int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preference:
    """One choice. ``choices``: what a text may be; ``low`` and ``high``: the range of a number."""

    key: str
    default: Value
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0

    def check(self, value: object) -> Value:
        """``value`` as this preference keeps it. Raises ValueError for what it cannot be."""
        default = self.default
        if isinstance(default, bool):
            if isinstance(value, bool):
                return value
        elif isinstance(default, int):
            if isinstance(value, bool):
                pass
            elif isinstance(value, int | float) and math.isfinite(value):
                return min(max(round(value), self.low), self.high)
        elif isinstance(default, str):
            if isinstance(value, str) and (not self.choices or value in self.choices):
                value.encode("utf-8")  # UnicodeError, a ValueError, for half a surrogate pair
                return value
        elif isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
            return tuple(value)
        raise ValueError(f"{self.key} cannot be {value!r}")


def _on(key: str) -> Preference:
    return Preference(key, default=True)


def _off(key: str) -> Preference:
    return Preference(key, default=False)


PREFERENCES: tuple[Preference, ...] = (
    # How it looks
    Preference("view.layout", "auto", ("auto", "bubbles", "compact")),
    Preference("view.font_size", 14, low=10, high=28),
    Preference("view.density", "normal", ("comfortable", "normal", "dense")),
    Preference("view.contrast", "system", ("system", "normal", "high")),
    Preference("view.motion", "system", ("system", "full", "reduced")),
    Preference("view.clock", "system", ("system", "24", "12")),
    _on("view.avatars"),
    _on("view.markdown"),
    _on("view.join_part"),
    # Writing
    _on("write.typing"),
    _on("write.read_receipts"),
    _on("write.emoji_names"),
    _off("write.spelling"),
    _off("write.enter_breaks"),
    Preference("write.own_words", ()),
    Preference("write.away_after", 0, low=0, high=1_440),
    # Notifications
    _on("notify.private"),
    _on("notify.mention"),
    _off("notify.everything"),
    _on("notify.sound"),
    _on("notify.preview"),
    _off("notify.quiet"),
    Preference("notify.quiet_from", ""),
    Preference("notify.quiet_to", ""),
    Preference("notify.words", ()),
    Preference("notify.ignored", ()),
    Preference("notify.watched", ()),
    # The program
    _on("program.reopen"),
    _on("program.tray"),
    _off("program.close_to_tray"),
    _off("program.autostart"),
    _off("program.irc_links"),
    # History
    _on("history.keep"),
    Preference("history.days", 0, low=0, high=36_500),
    # The way to servers
    Preference("network.proxy", "none", ("none", "socks5", "http")),
    Preference("network.proxy_host", ""),
    Preference("network.proxy_port", 0, low=0, high=65_535),
    Preference("network.proxy_user", ""),
    Preference("network.proxy_password", ""),
    _off("network.proxy_local"),
    # Pictures
    Preference("pictures.load", "ask", ("ask", "server", "never")),
)
_TABLE = {each.key: each for each in PREFERENCES}


class Preferences:
    """The choices in force. Reading is quick; each reader names the kind that the key has."""

    def __init__(self, changed: Mapping[str, Value] | None = None) -> None:
        self._changed: dict[str, Value] = dict(changed or {})

    def __getitem__(self, key: str) -> Value:
        return self._changed.get(key, _TABLE[key].default)

    def flag(self, key: str) -> bool:
        """A choice of yes or no."""
        value = self[key]
        assert isinstance(value, bool)
        return value

    def number(self, key: str) -> int:
        """A choice that is a number."""
        value = self[key]
        assert isinstance(value, int)
        return value

    def text(self, key: str) -> str:
        """A choice that is a word or a text."""
        value = self[key]
        assert isinstance(value, str)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A choice that is a list of texts."""
        value = self[key]
        assert isinstance(value, tuple)
        return value

    def set(self, key: str, value: object) -> bool:
        """Choose; False where it was so already. Raises KeyError, and ValueError for what the
        preference cannot be."""
        checked = _TABLE[key].check(value)
        if checked == self[key]:
            return False
        if checked == _TABLE[key].default:
            del self._changed[key]
        else:
            self._changed[key] = checked
        return True

    def as_json(self) -> dict[str, Any]:
        """What differs from the defaults."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in self._changed.items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], faults: list[str]) -> Preferences:
        """The choices in ``data``; of what cannot be, ``faults`` tells, and the default holds.
        Keys of other versions are passed over."""
        made = cls()
        for key, value in data.items():
            if key in _TABLE:
                try:
                    made.set(key, value)
                except ValueError as error:
                    faults.append(str(error))
        return made


def preference(key: str) -> Preference:
    """The row of the table. Raises KeyError."""
    return _TABLE[key]


def keys_of(group: str) -> Iterable[str]:
    """The keys of a group ("notify"), in the table's order."""
    return [each.key for each in PREFERENCES if each.key.startswith(f"{group}.")]
