"""How the server is set up: one frozen object, replaced as a whole by ``Server.set_config``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core import __version__
from core.server.limits import Limits

_NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """The server's settings.

    ``greeting`` is what a client gets that connects and says nothing; "" sends nothing. ``opers``
    maps names to passwords, or to their argon2id hashes (``$argon2id$…``). ``flood_control`` False
    lifts the limit on what a client may send before it is registered; a registered client is never
    cut off for sending much, the engine's back-pressure slows it down.
    """

    name: str = "besedka.local"
    network: str = "Besedka"
    description: str = "Chat on the local network"
    """One line about the server, for WHOIS, LINKS and INFO."""
    password: str = ""
    greeting: str = "Спасибо за подключение"
    motd: tuple[str, ...] = ()
    opers: Mapping[str, str] = field(default_factory=lambda: _NOBODY)
    limits: Limits = field(default_factory=Limits)
    flood_control: bool = True
    version: str = f"besedka-{__version__}"
    log_messages: bool = True
    """Whether each message makes an entry in the log (its target and reach, never its text)."""
    admin: str = ""
    """Who looks after the server, for ADMIN; "" answers that nobody is named."""
    keep_history: bool = True
    """Whether what is said is stored, and CHATHISTORY offered."""
    replay_on_join: int = 20
    """So many messages are shown to who joins a channel with a client that knows server-time, but
    not CHATHISTORY; 0 for none."""
    history_messages: int = 10_000
    """Kept of each conversation; 0 for no limit."""
    history_days: int = 0
    """Older ones are removed; 0 for no limit."""
    history_bytes: int = 1024 * 1024 * 1024
    """The oldest go when the file is larger; 0 for no limit."""
    files: bool = True
    """Whether people may give files to the server, for others to fetch (soju.im/FILEHOST)."""
    accounts: bool = True
    """Whether people may register accounts."""
    opers_may_stop: bool = False
    """Whether operators may stop the server with DIE and start it anew with RESTART."""
    register_before_connect: bool = False
    register_requires_email: bool = False
    sts_port: int = 0
    """The port to name in STS; 0 offers none (only with a certificate that clients can check)."""
    sts_seconds: int = 30 * 24 * 3600
