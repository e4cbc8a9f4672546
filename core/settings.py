"""What the person chose, kept between starts: one JSON file, typed, written atomically.

A file that cannot be understood is never overwritten: it is set aside as
``settings.json.damaged-1`` (2, 3, …), ``Settings.problem`` says so, and the launcher shows it. Keys
that this version does not know are kept. Only what changed here is written, over what the file
holds by then, so that two running programs do not undo each other's choices.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from core import settings_values as values
from core.identities import (
    Identity,
    SavedServer,
    identity_as_json,
    identity_from_json,
    server_as_json,
    server_from_json,
)
from core.open_windows import OpenWindow, window_as_json, windows_from_json
from core.preferences import Preferences

MAX_RECENT = 8
DEFAULT_PORT = 6667
LANGUAGES = ("", "ru", "en")
"""Of the windows; "" follows the system."""
THEMES = ("system", "light", "dark")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RecentServer:
    """A server that the person joined. ``last_used`` is a Unix time in seconds; ``identity`` is
    the name of the one that was chosen there, "" for the launcher's nickname; ``tls``: it was
    joined encrypted."""

    name: str
    host: str
    port: int
    last_used: float = 0.0
    channels: tuple[str, ...] = ()
    identity: str = ""
    tls: bool = False


@dataclass(slots=True)
class ServerSettings:
    """How our own server is started.

    ``name`` "" means: named after this computer. ``greeting`` None means: the greeting in the
    language of the window; "" means none. ``history_messages`` of each conversation,
    ``history_days`` and ``history_megabytes``: 0 for no limit. ``certificate_file`` and
    ``key_file`` "": the certificate that the program makes itself. ``data_folder`` "": the usual
    place. ``limits``: those of ``core.server.limit_ranges`` that are not as usual.
    """

    name: str = ""
    port: int = DEFAULT_PORT
    greeting: str | None = None
    motd: tuple[str, ...] = ()
    password: str = ""
    keep_history: bool = True
    history_messages: int = 10_000
    history_days: int = 0
    history_megabytes: int = 1024
    accounts: bool = True
    flood_control: bool = True
    certificate_file: str = ""
    key_file: str = ""
    data_folder: str = ""
    limits: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """The file could not be used: ``kept_as`` is where it lies now, ``detail`` the reason."""

    kept_as: Path
    detail: str


@dataclass(slots=True)
class Settings:
    """The person's choices. Change the attributes, then :meth:`save`.

    Attributes:
        language: "" (as the system), "ru" or "en".
        theme: "system", "light" or "dark".
        nick: the nickname used last, "" before the first time.
        recent: servers joined, the latest first, at most ``MAX_RECENT``.
        server: how our own server is started.
        preferences: how the program looks and behaves.
        identities: who the person is on which server.
        saved: servers kept by name, in their order.
        open: the chat windows that were open when the program was ended.
        shortcuts: keys that the person changed: an action's id with its key sequences.
        problem: set by :meth:`load` where the file, or a part of it, was of no use.
        save_error: why the last :meth:`save` failed: "disk_full", "forbidden", else the system's
            words; "" where it did not.
    """

    path: Path
    language: str = ""
    theme: str = "system"
    nick: str = ""
    recent: tuple[RecentServer, ...] = ()
    server: ServerSettings = field(default_factory=ServerSettings)
    preferences: Preferences = field(default_factory=Preferences)
    shortcuts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()
    saved: tuple[SavedServer, ...] = ()
    open: tuple[OpenWindow, ...] = ()
    problem: SettingsProblem | None = None
    save_error: str = ""
    _windows: dict[str, str] = field(default_factory=dict)
    _saved: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """Read ``path`` (default: ``settings.json`` in ``core.paths.config_dir()``).

        Never fails: what is missing has its default, and what is of no use is set aside.
        """
        if path is None:
            from core.paths import config_dir

            path = config_dir() / "settings.json"
        settings = cls(path)
        faults: list[str] = []
        try:
            settings._take(_read(path), faults)
        except FileNotFoundError:
            pass
        except (OSError, ValueError, RecursionError) as error:
            faults.append(str(error))
        if faults:
            settings.problem = SettingsProblem(_set_aside(path), "; ".join(faults))
        else:
            settings._saved = settings._as_json()
        return settings

    def save(self) -> bool:
        """Write the file; False (and ``save_error``) where the system does not let us."""
        mine = self._as_json()
        try:
            whole = _read(self.path)
        except (OSError, ValueError, RecursionError):
            whole = {}
        _overlay(whole, mine, self._saved)
        try:
            _write(self.path, json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
        except (OSError, ValueError) as error:
            self.save_error = _save_fault(error)
            return False
        self._saved = mine
        self.save_error = ""
        return True

    def remember(
        self,
        host: str,
        port: int,
        name: str = "",
        channels: tuple[str, ...] = (),
        now: float | None = None,
        identity: str | None = None,
        tls: bool | None = None,
    ) -> None:
        """Put a server at the head of ``recent``; what is not told is kept from the last time."""
        known = next((r for r in self.recent if _same_place(r, host, port)), None)
        entry = RecentServer(
            name or (known.name if known else ""),
            host,
            port,
            time.time() if now is None else now,
            channels or (known.channels if known else ()),
            identity if identity is not None else (known.identity if known else ""),
            tls if tls is not None else (known.tls if known else False),
        )
        others = [r for r in self.recent if not _same_place(r, host, port)]
        self.recent = (entry, *others)[:MAX_RECENT]

    def forget(self, host: str, port: int) -> None:
        """Take a server out of ``recent``."""
        self.recent = tuple(r for r in self.recent if not _same_place(r, host, port))

    def identity(self, name: str) -> Identity | None:
        """The identity called that, or None."""
        return next((each for each in self.identities if each.name == name), None)

    def identity_at(self, host: str, port: int) -> Identity | None:
        """The identity that was chosen for a server, or None for the launcher's nickname."""
        name = next((r.identity for r in self.recent if _same_place(r, host, port)), "")
        return self.identity(name) if name else None

    def tls_at(self, host: str, port: int) -> bool:
        """Whether a server was joined encrypted the last time."""
        return any(r.tls for r in self.recent if _same_place(r, host, port))

    def put_identity(self, identity: Identity, instead_of: str = "") -> None:
        """Keep an identity, in the place of the one called ``instead_of``; what named that one
        follows."""
        names = [each.name for each in self.identities]
        if instead_of in names:
            at = names.index(instead_of)
            self.identities = (*self.identities[:at], identity, *self.identities[at + 1 :])
            self._rename_identity(instead_of, identity.name)
        else:
            self.identities = (*self.identities, identity)

    def drop_identity(self, name: str) -> None:
        """Forget an identity; servers that named it are joined with the launcher's nickname."""
        self.identities = tuple(each for each in self.identities if each.name != name)
        self._rename_identity(name, "")

    def _rename_identity(self, old: str, new: str) -> None:
        self.recent = tuple(
            replace(r, identity=new) if r.identity == old else r for r in self.recent
        )
        self.saved = tuple(replace(s, identity=new) if s.identity == old else s for s in self.saved)

    def geometry(self, window: str) -> bytes:
        """What :meth:`set_geometry` was given for this kind of window, b"" if nothing."""
        try:
            return base64.b64decode(self._windows.get(window, ""), validate=True)
        except ValueError:
            return b""

    def set_geometry(self, window: str, geometry: bytes) -> None:
        """Keep where a kind of window was (``QWidget.saveGeometry``)."""
        self._windows[window] = base64.b64encode(geometry).decode("ascii")

    def _as_json(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "theme": self.theme,
            "nick": self.nick,
            "recent": [_plain(entry) for entry in self.recent],
            "server": _plain(self.server),
            "windows": dict(self._windows),
            "identities": [identity_as_json(each) for each in self.identities],
            "saved": [server_as_json(each) for each in self.saved],
            "open": [window_as_json(each) for each in self.open],
            "preferences": self.preferences.as_json(),
            "shortcuts": {action: list(keys) for action, keys in self.shortcuts.items()},
        }

    def _take(self, data: dict[str, Any], faults: list[str]) -> None:
        """Fill the attributes from ``data``; a value that is wrong keeps its default."""

        def get(source: dict[str, Any], key: str, convert: Callable[[Any], _T], default: _T) -> _T:
            if key not in source:
                return default
            try:
                return convert(source[key])
            except values.InvalidError as error:
                faults.append(f"{key}: {error}")
                return default

        self.language = get(data, "language", values.one_of(LANGUAGES), self.language)
        self.theme = get(data, "theme", values.one_of(THEMES), self.theme)
        self.nick = get(data, "nick", values.text, self.nick)
        self.recent = get(data, "recent", _recent, self.recent)[:MAX_RECENT]
        self._windows = get(data, "windows", values.texts_by_name, self._windows)
        nothing: dict[str, Any] = {}
        chosen = get(data, "preferences", values.mapping, nothing)
        self.preferences = Preferences.from_json(chosen, faults)
        self.identities = get(data, "identities", _identities, self.identities)
        self.saved = get(data, "saved", _saved, self.saved)
        self.open = get(data, "open", windows_from_json, self.open)
        self.shortcuts = get(data, "shortcuts", values.lists_by_name, self.shortcuts)
        server = get(data, "server", values.mapping, nothing)
        own = self.server
        own.name = get(server, "name", values.text, own.name)
        own.port = get(server, "port", values.port, own.port)
        own.greeting = get(server, "greeting", values.text_or_none, own.greeting)
        own.motd = get(server, "motd", values.texts, own.motd)
        own.password = get(server, "password", values.text, own.password)
        for switch in ("keep_history", "accounts", "flood_control"):
            setattr(own, switch, get(server, switch, values.yes_or_no, getattr(own, switch)))
        for number in ("history_messages", "history_days", "history_megabytes"):
            setattr(own, number, get(server, number, values.count, getattr(own, number)))
        for text in ("certificate_file", "key_file", "data_folder"):
            setattr(own, text, get(server, text, values.text, getattr(own, text)))
        own.limits = get(server, "limits", values.values_by_name, own.limits)


def _same_place(entry: RecentServer, host: str, port: int) -> bool:
    return entry.host.casefold() == host.casefold() and entry.port == port


def _plain(record: RecentServer | ServerSettings) -> dict[str, Any]:
    plain = {f.name: getattr(record, f.name) for f in fields(record)}
    return {key: list(v) if isinstance(v, tuple) else v for key, v in plain.items()}


def _overlay(whole: dict[str, Any], mine: dict[str, Any], saved: dict[str, Any]) -> None:
    """Put what changed since ``saved`` into ``whole``, which is what the file holds now."""
    for key, value in mine.items():
        before = saved.get(key)
        if key in whole and value == before:
            continue
        if isinstance(value, dict) and isinstance(whole.get(key), dict):
            _overlay(whole[key], value, before if isinstance(before, dict) else {})
        elif key == "recent" and isinstance(whole.get(key), list):
            whole[key] = _merge_recent(whole[key], value, before or [])
        else:
            whole[key] = value


def _merge_recent(theirs: list[Any], mine: list[Any], before: list[Any]) -> list[Any]:
    """Both programs' recent servers, the latest first, without those forgotten here."""

    def place(entry: Any) -> tuple[str, Any] | None:
        if not isinstance(entry, dict) or not isinstance(entry.get("host"), str):
            return None
        return entry["host"].casefold(), entry.get("port")

    places = {place(entry) for entry in mine}
    gone = {place(entry) for entry in before} - places
    added = [e for e in theirs if (p := place(e)) is not None and p not in places | gone]

    def when(entry: Any) -> float:
        last = entry.get("last_used", 0)
        return float(last) if isinstance(last, int | float) else 0.0

    return sorted([*mine, *added], key=when, reverse=True)[:MAX_RECENT]


def _read(path: Path) -> dict[str, Any]:
    """The object in the file. Raises OSError, ValueError (RecursionError for hostile nesting)."""
    data = json.loads(path.read_bytes().decode("utf-8"))
    if not isinstance(data, dict):
        raise values.InvalidError("the settings are no JSON object")
    return data


def _write(path: Path, text: str) -> None:
    """Replace the file in one step: after a power cut it is the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        # Only its owner may read it: the server's password is inside.
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def _save_fault(error: OSError | ValueError) -> str:
    """The code or the words for ``Settings.save_error``."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return "disk_full"
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "forbidden"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _set_aside(path: Path) -> Path:
    """Rename the file out of the way; where even that fails it stays where it is."""
    for number in range(1, 1000):
        target = path.with_name(f"{path.name}.damaged-{number}")
        if not target.exists():
            try:
                path.rename(target)
            except OSError:
                return path
            return target
    return path


def _identities(value: Any) -> tuple[Identity, ...]:
    return values.each(value, identity_from_json)


def _saved(value: Any) -> tuple[SavedServer, ...]:
    return values.each(value, server_from_json)


def _recent(value: Any) -> tuple[RecentServer, ...]:
    if not isinstance(value, list):
        raise values.InvalidError("not a list")
    entries = []
    for item in value:
        record = values.mapping(item)
        host = values.text(record.get("host"))
        if not host:
            raise values.InvalidError("no host")
        entries.append(
            RecentServer(
                values.text(record.get("name", "")),
                host,
                values.port(record.get("port", DEFAULT_PORT)),
                values.number(record.get("last_used", 0)),
                values.texts(record.get("channels", [])),
                values.text(record.get("identity", "")),
                values.yes_or_no(record.get("tls", False)),
            )
        )
    return tuple(entries)
