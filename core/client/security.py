"""What is told of an encrypted connection: whose certificate it is, and whether it is trusted.

Sources: RFC 5280 (certificates), RFC 9525 (host names in them), RFC 4251 section 4.1 (trust on
first use), IRCv3 sts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.client.events import Event


class Trust(StrEnum):
    """What a server's certificate is to us."""

    VERIFIED = "verified"  # an authority that this system trusts says that it is that host's
    KNOWN = "known"  # nobody vouches for it, and it is the same as before
    NEW = "new"  # nobody vouches for it, and it is the first one of that server
    CHANGED = "changed"  # another one than before, and nobody vouches for it
    UNFIT = "unfit"  # the first one, and it is expired, of another host, or broken


ACCEPTED = frozenset({Trust.VERIFIED, Trust.KNOWN, Trust.NEW})
"""With these the connection goes on."""


class CertificateFault(StrEnum):
    """Why this system does not vouch for a certificate."""

    SELF_SIGNED = "self_signed"
    UNKNOWN_AUTHORITY = "unknown_authority"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    WRONG_HOST = "wrong_host"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class ServerCertificate:
    """What a server showed. ``fingerprint``: SHA-256 in lower-case hex; ``names``: whose it is;
    ``since`` and ``until``: Unix times."""

    fingerprint: str
    subject: str = ""
    issuer: str = ""
    names: tuple[str, ...] = ()
    since: float = 0.0
    until: float = 0.0
    faults: tuple[CertificateFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Secured(Event):
    """The connection is encrypted, with a certificate that is trusted. ``version`` is such as
    "TLSv1.3"."""

    version: str
    cipher: str
    certificate: ServerCertificate
    trust: Trust


@dataclass(frozen=True, slots=True)
class Distrusted(Event):
    """The certificate is not trusted: nothing was sent, and the connection ends. ``before`` is the
    fingerprint that was known, since ``before_since`` (Unix time); "" where there was none."""

    host: str
    port: int
    certificate: ServerCertificate
    trust: Trust
    before: str = ""
    before_since: float = 0.0


@dataclass(frozen=True, slots=True)
class StsOffered(Event):
    """The server wants its clients encrypted: at ``port`` (0: not told), for ``duration`` seconds
    (None: not told; 0: no longer)."""

    port: int
    duration: int | None


def sts_offer(value: str) -> StsOffered | None:
    """What the value of the capability ``sts`` says; None for what says nothing (IRCv3 sts)."""
    keys: dict[str, str] = {}
    for token in value.split(","):
        name, _, text = token.partition("=")
        keys.setdefault(name, text)
    port = _number(keys.get("port", ""))
    duration = _number(keys.get("duration", ""))
    if port is not None and not 0 < port < 65536:
        port = None
    return None if port is None and duration is None else StsOffered(port or 0, duration)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None
