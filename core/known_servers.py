"""The certificates of the servers that were joined, and which servers want to be encrypted.

One JSON file beside the settings, for all windows; may be used from any thread. Where it cannot be
read it is as if there were none; what cannot be written is known until the program ends.

Sources: RFC 4251 section 4.1 (trust on first use), IRCv3 sts.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MOST = 1000
_FINGERPRINT = 64


@dataclass(frozen=True, slots=True)
class KnownCertificate:
    """The certificate of a server: SHA-256 in lower-case hex, whether this system vouched for it,
    and since when it is known (Unix time)."""

    fingerprint: str
    verified: bool = False
    since: float = 0.0


@dataclass(frozen=True, slots=True)
class StsPolicy:
    """Until ``until`` (Unix time) a host is joined encrypted only, at ``port``."""

    port: int
    until: float


class KnownServers:
    """What is known of servers. ``path`` None: in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._loaded = path is None
        self._certificates: dict[str, KnownCertificate] = {}
        self._policies: dict[str, StsPolicy] = {}

    def certificate(self, host: str, port: int) -> KnownCertificate | None:
        """What a server showed last, and was trusted."""
        with self._lock:
            self._load()
            return self._certificates.get(_place(host, port))

    def trust(self, host: str, port: int, certificate: KnownCertificate) -> None:
        """From now on that is the certificate of that server."""
        with self._lock:
            self._load()
            place = _place(host, port)
            known = self._certificates.get(place)
            if known is not None and known.fingerprint == certificate.fingerprint:
                if known.verified == certificate.verified:
                    return
                certificate = KnownCertificate(known.fingerprint, certificate.verified, known.since)
            self._certificates.pop(place, None)
            self._certificates[place] = certificate
            while len(self._certificates) > _MOST:
                del self._certificates[next(iter(self._certificates))]
            self._save()

    def forget(self, host: str, port: int) -> None:
        """The next certificate of that server is its first one."""
        with self._lock:
            self._load()
            if self._certificates.pop(_place(host, port), None) is not None:
                self._save()

    def policy(self, host: str, now: float) -> StsPolicy | None:
        """Whether a host is to be joined encrypted only."""
        with self._lock:
            self._load()
            found = self._policies.get(host.casefold())
            return found if found is not None and found.until > now else None

    def set_policy(self, host: str, policy: StsPolicy | None) -> None:
        """A host wants that, told over an encrypted connection; None: no longer."""
        with self._lock:
            self._load()
            host = host.casefold()
            if policy is None:
                if self._policies.pop(host, None) is None:
                    return
            else:
                self._policies.pop(host, None)
                self._policies[host] = policy
                while len(self._policies) > _MOST:
                    del self._policies[next(iter(self._policies))]
            self._save()

    def _load(self) -> None:
        if self._loaded or self._path is None:
            return
        self._loaded = True
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return
        if not isinstance(data, dict):
            return
        for place, entry in _entries(data, "certificates"):
            fingerprint, since = entry.get("fingerprint"), _number(entry.get("since"))
            if isinstance(fingerprint, str) and len(fingerprint) == _FINGERPRINT:
                verified = entry.get("verified") is True
                self._certificates[place] = KnownCertificate(fingerprint, verified, since)
        for host, entry in _entries(data, "sts"):
            port, until = entry.get("port"), _number(entry.get("until"))
            if isinstance(port, int) and not isinstance(port, bool) and 0 < port < 65536:
                self._policies[host] = StsPolicy(port, until)

    def _save(self) -> None:
        """Replace the file in one step."""
        if self._path is None:
            return
        data = {
            "certificates": {
                place: {"fingerprint": c.fingerprint, "verified": c.verified, "since": c.since}
                for place, c in self._certificates.items()
            },
            "sts": {host: {"port": p.port, "until": p.until} for host, p in self._policies.items()},
        }
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
            fresh.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink()


def _place(host: str, port: int) -> str:
    return f"{host.casefold()} {port}"


def _entries(data: dict[str, Any], key: str) -> list[tuple[str, dict[str, Any]]]:
    found = data.get(key)
    if not isinstance(found, dict):
        return []
    return [(name, entry) for name, entry in found.items() if isinstance(entry, dict)][:_MOST]


def _number(value: object) -> float:
    good = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12
    return float(value) if good and isinstance(value, int | float) else 0.0
