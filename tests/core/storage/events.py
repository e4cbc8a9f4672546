"""Events for tests, and a storage that is closed after the test."""

from __future__ import annotations

from typing import Any

from core.server.history import StoredEvent


def event(number: int, target: str = "#a", text: str = "", **more: Any) -> StoredEvent:
    """The event of a number: its id and its time tell it."""
    values: dict[str, Any] = {
        "msgid": f"id-{number}",
        "time": 1_700_000_000.0 + number,
        "target": target,
        "command": "PRIVMSG",
        "source": "anna!a@host",
        "account": "",
        "params": (target.rpartition("\0")[2], text or f"text {number}"),
    }
    return StoredEvent(**(values | more))
