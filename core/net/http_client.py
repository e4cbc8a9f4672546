"""Fetching a file by HTTP and giving one to a file host: blocking, bounded, and to be cancelled.

Sources: RFC 9110; soju.im/FILEHOST. The exchange itself is the standard library's ``http.client``.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

if TYPE_CHECKING:
    import http.client  # late: what tells of transfers is there before any

TIMEOUT_S = 20.0
"""Silence of the other side that is borne."""
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
    BROKEN = "broken"  # it ended in the middle, or is no HTTP
    SERVER = "server"  # 5xx, or an answer that makes no sense
    CANCELLED = "cancelled"
    FILE = "file"  # it cannot be written here


class HttpError(Exception):
    """An exchange failed. ``text`` is the server's own sentence, or the system's words."""

    def __init__(self, code: HttpFault, text: str = "") -> None:
        super().__init__(f"{code.value}: {text}" if text else code.value)
        self.code = code
        self.text = text


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

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = False
        self._connection: http.client.HTTPConnection | None = None
        self._answer: http.client.HTTPResponse | None = None

    def cancel(self) -> None:
        """End it: what is under way raises HttpError CANCELLED."""
        with self._lock:
            self._cancelled = True
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
        """Fetch at most ``most`` bytes. ``redirects``: go where the host leads, else that is a
        fault. Raises HttpError."""
        data = bytearray()

        def take(piece: bytes) -> None:
            nonlocal data
            data += piece

        url, kind, name = self._read(url, most, take, progress, _REDIRECTS if redirects else 0)
        return Fetched(url, bytes(data), kind, name)

    def fetch_to(
        self, url: str, path: Path, most: int, progress: Progress = lambda done, total: None
    ) -> Fetched:
        """Fetch at most ``most`` bytes into a file; the answer has no data. The file is there only
        when it is whole. Raises HttpError, OSError where the file cannot be written."""
        half = path.with_name(f"{path.name}.part")
        try:
            with half.open("wb") as file:
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
    ) -> tuple[str, str, str]:
        """Hand over what is at an address in pieces; the last address, type and name."""
        for _ in range(redirects + 1):
            with self._open(url) as (connection, target):
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
                done = 0
                while piece := answer.read1(_PIECE):
                    done += len(piece)
                    if done > most:
                        raise HttpError(HttpFault.TOO_LARGE)
                    take(piece)
                    progress(done, total)
                if total and done < total:
                    raise HttpError(HttpFault.CANCELLED if self._cancelled else HttpFault.BROKEN)
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
            answer = self._answer = connection.getresponse()
            place = answer.getheader("Location", "")
            if not 200 <= answer.status < 300:
                raise _status_fault(answer)
            if not place:
                raise HttpError(HttpFault.SERVER, "no Location in the answer")
            return urljoin(url, place)

    @contextlib.contextmanager
    def _open(self, url: str) -> Iterator[tuple[http.client.HTTPConnection, str]]:
        from http.client import HTTPException

        connection, target = _connection(url)
        with self._lock:
            self._connection = connection
        try:
            if self._cancelled:
                raise HttpError(HttpFault.CANCELLED)
            try:
                connection.connect()
            except (OSError, ValueError) as error:
                raise self._fault(HttpFault.UNREACHABLE, error) from error
            if self._cancelled:
                raise HttpError(HttpFault.CANCELLED)
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
        if self._cancelled:
            return HttpError(HttpFault.CANCELLED)
        return HttpError(code, getattr(error, "strerror", None) or str(error))

    @staticmethod
    def _redirected(url: str, place: str) -> str:
        if not place:
            raise HttpError(HttpFault.SERVER, "a redirect to nowhere")
        there = urljoin(url, place)
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


def _connection(url: str) -> tuple[http.client.HTTPConnection, str]:
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
    import http.client

    if parts.scheme == "http":
        return http.client.HTTPConnection(ascii_host, port, timeout=TIMEOUT_S), target
    import ssl

    context = ssl.create_default_context()
    return http.client.HTTPSConnection(ascii_host, port, timeout=TIMEOUT_S, context=context), target


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
