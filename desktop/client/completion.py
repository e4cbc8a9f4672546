"""What the composer can complete: commands, nicknames, channels. Pure functions, no widgets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommandArgument:
    """An argument as it is shown in a chip; ``kind`` "nick" or "channel" lets it be completed."""

    name: str
    optional: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class CommandInfo:
    """A slash command as the popup shows it. ``name`` has no slash; ``description`` is translated;
    ``operator``: only a channel operator may (a star is shown)."""

    name: str
    arguments: tuple[CommandArgument, ...] = ()
    description: str = ""
    operator: bool = False
