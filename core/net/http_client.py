"""Fetching a file by HTTP and giving one to a file host: blocking, bounded, and to be cancelled.

Sources: RFC 9110; soju.im/FILEHOST. The exchange itself is the standard library's ``http.client``.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote, urljoin, urlsplit

from core.net.http_watch import CancelledError, EndlessError, TooSlowError, Watch, answers
from core.net.http_way import STRAIGHT, Way
from core.net.proxy import ProxyError

if TYPE_CHECKING:
    import http.client  # late: what tells of transfers is there before any

TIMEOUT_S = 20.0
"""Silence of the other side that is borne."""
PATIENCE_S = 300.0
"""Seconds that a whole file may take that is fetched into memory."""
_PIECE = 64 * 1024
_REDIRECTS = 3
_TOLD_TEXT = 300  # characters of a server's sentence


class HttpFault(StrEnum):
    """Why there is no file."""

    ADDRESS = "address"  # no address of HTTP
    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # 4xx but for the next ones
    NOT_FOUND = "not_found"
    TOO_LARGE = "too_large"
    FULL = "full"
    ELSEWHERE = "elsewhere"  # the host leads to another one, which was not asked for
    SLOW = "slow"
    BROKEN = "broken"  # it ended in the middle, or is no HTTP
    SERVER = "server"  # 5xx, or an answer that makes no sense
    CANCELLED = "cancelled"
    FILE = "file"  # it cannot be written here
    UNREADABLE = "unreadable"  # what is to be given cannot be read


class HttpError(Exception):
    """An exchange failed. ``text`` is the server's own sentence, or the system's words; ``place``,
    with ELSEWHERE, the address to which the host leads."""

    def __init__(self, code: HttpFault, text: str = "", place: str = "") -> None:
        super().__init__(f"{code.value}: {text}" if text else code.value)
        self.code = code
        self.text = text
        self.place = place


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched. ``type`` is what the server calls it; it may be wrong."""

    url: str
    data: bytes
    type: str
    name: str


Progress = Callable[[int, int], None]
"""Told bytes done, and in all (0 where that is not known)."""


class HttpExchange:
    """One fetch or one upload; :meth:`cancel` from any thread makes it end soon."""

    def __init__(self, way: Way = STRAIGHT) -> None:
        self._way = way
        self._lock = threading.Lock()
        self._watch = Watch()
        self._connection: http.client.HTTPConnection | None = None
        self._answer: http.client.HTTPResponse | None = None

    def cancel(self) -> None:
        """End it: what is under way raises HttpError CANCELLED."""
        with self._lock:
            self._watch.cancelled = True
            sock = self._connection.sock if self._connection is not None else None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def fetch(
        self,
        url: str,
        most: int,
        progress: Progress = lambda done, total: None,
        *,
        redirects: bool = True,
    ) -> Fetched:
        """Fetch at most ``most`` bytes. ``redirects``: go where the host leads, within itself; else
        that is a fault. Raises HttpError."""
        data = bytearray()

        def take(piece: bytes) -> None:
            nonlocal data
            data += piece

        steps = _REDIRECTS if redirects else 0
        url, kind, name = self._read(url, most, take, progress, steps, PATIENCE_S)
        return Fetched(url, bytes(data), kind, name)

    def fetch_to(
        self, url: str, path: Path, most: int, progress: Progress = lambda done, total: None
    ) -> Fetched:
        """Fetch at most ``most`` bytes into a file; the answer has no data. The file is there only
        when it is whole. Raises HttpError, OSError where the file cannot be written."""
        half, file = _half(path)
        try:
            with file:
                fault: list[OSError] = []

                def take(piece: bytes) -> None:
                    try:
                        file.write(piece)
                    except OSError as error:
                        fault.append(error)
                        raise

                try:
                    url, kind, name = self._read(url, most, take, progress)
                except HttpError:
                    if fault:
                        raise fault[0] from None
                    raise
            half.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                half.unlink()
            raise
        return Fetched(url, b"", kind, name)

    def _read(
        self,
        url: str,
        most: int,
        take: Callable[[bytes], None],
        progress: Progress,
        redirects: int = _REDIRECTS,
        patience_s: float = float("inf"),
    ) -> tuple[str, str, str]:
        """Hand over what is at an address in pieces; the last address, type and name."""
        for _ in range(redirects + 1):
            with self._open(url, patience_s) as (connection, target):
                connection.request("GET", target, headers={"Accept": "*/*"})
                answer = self._answer = connection.getresponse()
                if answer.status in (301, 302, 303, 307, 308):
                    url = self._redirected(url, answer.getheader("Location", ""))
                    continue
                if answer.status != 200:
                    raise _status_fault(answer)
                total = int(answer.length or 0)
                if total > most:
                    raise HttpError(HttpFault.TOO_LARGE)
                self._watch.body(most)
                done = 0
                while piece := answer.read1(_PIECE):
                    done += len(piece)
                    if done > most:
                        raise HttpError(HttpFault.TOO_LARGE)
                    take(piece)
                    progress(done, total)
                if total and done < total:
                    cancelled = self._watch.cancelled
                    raise HttpError(HttpFault.CANCELLED if cancelled else HttpFault.BROKEN)
                kind = answer.getheader("Content-Type", "").partition(";")[0].strip().lower()
                return url, kind, _name(url, answer)
        raise HttpError(HttpFault.SERVER, "too many redirects")

    def upload(
        self,
        url: str,
        data: bytes,
        name: str,
        kind: str,
        progress: Progress = lambda done, total: None,
    ) -> str:
        """Give a file to a file host; answers its address. Raises HttpError."""

        def pieces() -> Iterator[bytes]:
            for start in range(0, len(data), _PIECE):
                yield data[start : start + _PIECE]
                progress(min(start + _PIECE, len(data)), len(data))

        headers = {
            "Content-Type": kind or "application/octet-stream",
            "Content-Length": str(len(data)),
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        }
        with self._open(url) as (connection, target):
            # Where the host hangs up, it may have said why before.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request("POST", target, pieces(), headers, encode_chunked=False)
            self._watch.begin()  # what was sent took its own time
            answer = self._answer = connection.getresponse()
            place = answer.getheader("Location", "")
            if not 200 <= answer.status < 300:
                raise _status_fault(answer)
            if not place:
                raise HttpError(HttpFault.SERVER, "no Location in the answer")
            there = urljoin(url, place)
            if not there.isprintable() or not is_http(there):
                raise HttpError(HttpFault.SERVER, "no address in the answer")
            return there

    @contextlib.contextmanager
    def _open(
        self, url: str, patience_s: float = float("inf")
    ) -> Iterator[tuple[http.client.HTTPConnection, str]]:
        from http.client import HTTPException

        connection, target = _connection(url, self._way)
        connection.response_class = answers(self._watch)
        with self._lock:
            self._connection = connection
        try:
            if self._watch.cancelled:
                raise HttpError(HttpFault.CANCELLED)
            try:
                connection.connect()
            except (OSError, ValueError, ProxyError) as error:
                raise self._fault(HttpFault.UNREACHABLE, error) from error
            if self._watch.cancelled:
                raise HttpError(HttpFault.CANCELLED)
            self._watch.begin(patience_s)
            yield connection, target
        except (OSError, HTTPException, ValueError) as error:
            raise self._fault(HttpFault.BROKEN, error) from error
        finally:
            if self._answer is not None:
                self._answer.close()
                self._answer = None
            with self._lock:
                self._connection = None
            connection.close()

    def _fault(self, code: HttpFault, error: Exception) -> HttpError:
        if self._watch.cancelled:
            return HttpError(HttpFault.CANCELLED)
        if isinstance(error, CancelledError):
            return HttpError(HttpFault.CANCELLED)
        if isinstance(error, TooSlowError):
            return HttpError(HttpFault.SLOW)
        if isinstance(error, EndlessError):
            return HttpError(HttpFault.TOO_LARGE)
        return HttpError(code, getattr(error, "strerror", None) or str(error))

    @staticmethod
    def _redirected(url: str, place: str) -> str:
        if not place:
            raise HttpError(HttpFault.SERVER, "a redirect to nowhere")
        there = urljoin(url, place)
        if not is_http(there):
            raise HttpError(HttpFault.ADDRESS)
        if not _same_host(url, there):
            raise HttpError(HttpFault.ELSEWHERE, urlsplit(there).netloc, there)
        if urlsplit(url).scheme == "https" and urlsplit(there).scheme != "https":
            raise HttpError(HttpFault.SERVER, "led from an encrypted address to another one")
        return there


def is_http(url: str) -> bool:
    """Whether it is an address that can be fetched."""
    try:
        _connection(url)
    except HttpError:
        return False
    return True


def _connection(url: str, way: Way = STRAIGHT) -> tuple[http.client.HTTPConnection, str]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise HttpError(HttpFault.ADDRESS) from error
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise HttpError(HttpFault.ADDRESS)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    target = f"{path}?{query}" if query else path
    try:
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise HttpError(HttpFault.ADDRESS) from error
    from core.net.http_ways import WayConnection

    encrypted = parts.scheme == "https"
    return WayConnection(ascii_host, port, TIMEOUT_S, encrypted=encrypted, way=way), target


def _same_host(url: str, there: str) -> bool:
    """Whether a redirect stays at the host that was asked; it may go over to encryption."""
    ours, theirs = urlsplit(url), urlsplit(there)
    ports = tuple(p.port or {"http": 80, "https": 443}[p.scheme] for p in (ours, theirs))
    same = (ours.hostname or "").lower() == (theirs.hostname or "").lower()
    return same and (ports[0] == ports[1] or ports == (80, 443))


def _half(path: Path) -> tuple[Path, BinaryIO]:
    """A new file beside ``path`` for what is not whole yet: none that is there is written over."""
    stem = path.name.encode()[:200].decode(errors="ignore")  # most systems take 255 bytes
    for number in range(1000):
        half = path.with_name(f"{stem}.{number}.part" if number else f"{stem}.part")
        with contextlib.suppress(FileExistsError):
            return half, half.open("xb")
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _status_fault(answer: http.client.HTTPResponse) -> HttpError:
    codes = {404: HttpFault.NOT_FOUND, 410: HttpFault.NOT_FOUND}
    codes |= {413: HttpFault.TOO_LARGE, 507: HttpFault.FULL}
    text = ""
    if answer.getheader("Content-Type", "").startswith("text/plain"):
        text = answer.read(4 * _TOLD_TEXT).decode("utf-8", "replace").strip()[:_TOLD_TEXT]
    usual = HttpFault.REFUSED if 400 <= answer.status < 500 else HttpFault.SERVER
    return HttpError(codes.get(answer.status, usual), text or f"{answer.status} {answer.reason}")


def _name(url: str, answer: http.client.HTTPResponse) -> str:
    from email.message import Message
    from urllib.parse import unquote

    parsed = Message()
    parsed["Content-Disposition"] = answer.getheader("Content-Disposition", "")
    return parsed.get_filename("") or unquote(urlsplit(url).path.rpartition("/")[2])
