"""The command table: every command that the server knows, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.server.commands import Command
from core.server.commands.accept import COMMANDS as ACCEPT
from core.server.commands.accounts import COMMANDS as ACCOUNTS
from core.server.commands.bans import COMMANDS as BANS
from core.server.commands.capabilities import COMMANDS as CAPABILITIES
from core.server.commands.channels import COMMANDS as CHANNELS
from core.server.commands.classroom import COMMANDS as CLASSROOM
from core.server.commands.help import COMMANDS as HELP
from core.server.commands.history import COMMANDS as HISTORY
from core.server.commands.information import COMMANDS as INFORMATION
from core.server.commands.invitations import COMMANDS as INVITATIONS
from core.server.commands.listing import COMMANDS as LISTING
from core.server.commands.markers import COMMANDS as MARKERS
from core.server.commands.messages import COMMANDS as MESSAGES
from core.server.commands.metadata import COMMANDS as METADATA
from core.server.commands.modes import COMMANDS as MODES
from core.server.commands.monitor import COMMANDS as MONITOR
from core.server.commands.operators import COMMANDS as OPERATORS
from core.server.commands.people import COMMANDS as PEOPLE
from core.server.commands.presence import COMMANDS as PRESENCE
from core.server.commands.redaction import COMMANDS as REDACTION
from core.server.commands.registration import COMMANDS as REGISTRATION
from core.server.commands.relay import COMMANDS as RELAY
from core.server.commands.rename import COMMANDS as RENAME
from core.server.commands.roleplay import COMMANDS as ROLEPLAY
from core.server.commands.statistics import COMMANDS as STATISTICS
from core.server.commands.who import COMMANDS as WHO
from core.server.commands.whois import COMMANDS as WHOIS

_FAMILIES = (
    CAPABILITIES,
    ACCOUNTS,
    REGISTRATION,
    CHANNELS,
    INVITATIONS,
    LISTING,
    MESSAGES,
    MODES,
    PEOPLE,
    WHOIS,
    WHO,
    PRESENCE,
    METADATA,
    RENAME,
    RELAY,
    MONITOR,
    HISTORY,
    MARKERS,
    REDACTION,
    INFORMATION,
    OPERATORS,
    STATISTICS,
    HELP,
    ACCEPT,
    ROLEPLAY,
    BANS,
    CLASSROOM,
)

TABLE: Mapping[str, Command] = MappingProxyType(
    {command.name: command for family in _FAMILIES for command in family}
)
