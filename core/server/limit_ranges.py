"""Which limits of the server may be set by whoever runs it, and within which bounds.

The others are not a matter of taste: they follow from the protocol or from each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from types import MappingProxyType

from core.server.limits import Limits

RANGES = MappingProxyType(
    {
        "connections": (5, 10_000),
        "connections_per_address": (1, 10_000),
        "channels_per_user": (1, 1000),
        "tokens": (20, 10_000),
        "tokens_per_second": (1, 1000),
        "nick_length": (9, 60),
        "channel_length": (10, 100),
        "topic_length": (50, 390),
        "file_megabytes": (1, 1024),
        "files_megabytes": (10, 1024 * 1024),
        "file_days": (0, 3650),
        "password_shortest": (1, 64),
        "wrong_passwords": (1, 100),
        "wrong_passwords_per_address": (1, 1000),
        "lockout_longest": (1, 24 * 3600),
        "registration_timeout": (5, 600),
        "ping_interval": (15, 3600),
        "ping_timeout": (10, 600),
    }
)
"""Least and most of each, in the unit of :class:`Limits`."""

_KINDS = {field.name: field.type for field in fields(Limits)}


def with_values(limits: Limits, values: Iterable[tuple[str, float]]) -> Limits:
    """``limits`` with these values, each brought within its bounds; unknown names are left out."""
    changed: dict[str, float] = {}
    for name, value in values:
        if name in RANGES:
            least, most = RANGES[name]
            bounded = min(max(value, least), most)
            changed[name] = int(bounded) if _KINDS[name] == "int" else float(bounded)
    return replace(limits, **changed)  # type: ignore[arg-type]


def values_of(limits: Limits) -> tuple[tuple[str, float], ...]:
    """Those limits that may be set and are not as they are by default."""
    usual = Limits()
    return tuple(
        (name, value) for name in RANGES if (value := getattr(limits, name)) != getattr(usual, name)
    )
