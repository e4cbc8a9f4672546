"""Files over HTTP, on the port of the chat: who is in the chat may give one to the server (POST),
whoever knows its address may have it (GET, with Range). One upload serves everybody, and the sender
may leave.

Sources: RFC 9110, RFC 9112; soju.im/FILEHOST (the address in ISUPPORT, POST, Location).
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message as Headers
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, unquote, urlsplit

from core.net.file_store import FileError, FileFault, FileStore, StoredFile

if TYPE_CHECKING:
    import h11

PATH = "/files"
SHOWN_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a browser may show by itself; everything else is saved, never run."""
_PIECE = 64 * 1024
_BEHIND = 16 * 1024 * 1024  # of a body that is not taken; more is not read to its end
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_STATUS = {
    FileFault.TOO_LARGE: (413, "The file is larger than this server takes."),
    FileFault.FULL: (507, "There is no more room for files on this server."),
    FileFault.FORBIDDEN: (500, "This server cannot write its files."),
    FileFault.OTHER: (500, "This server could not keep the file."),
}


class Stream(Protocol):
    """A connected stream; both raise OSError."""

    def recv(self, size: int, /) -> bytes:
        """The next bytes, b"" at the end."""

    def sendall(self, data: bytes, /) -> None:
        """Send everything."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """``file`` and ``total`` in bytes, ``days`` that a file is kept (0: until there is no room)."""

    file: int
    total: int
    days: float


class FileHost:
    """Answers requests for files. Used by many threads.

    ``limits`` tells those in force; ``may_send`` whether somebody at that address is in the chat.
    """

    def __init__(
        self,
        store: FileStore,
        limits: Callable[[], FileLimits],
        may_send: Callable[[str], bool],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._limits = limits
        self._may_send = may_send
        self._clock = clock

    def serve(self, stream: Stream, head: bytes, address: str) -> None:
        """Answer the requests of one connection until it ends; ``head`` has come already. Raises
        OSError where the connection breaks."""
        import h11

        http = h11.Connection(h11.SERVER, max_incomplete_event_size=32 * 1024)
        http.receive_data(head)
        self._store.prune(self._clock(), self._limits().days, self._limits().total)
        try:
            while (request := _next(http, stream)) is not None:
                if isinstance(request, h11.Request):
                    self._answer(http, stream, request, address)
                if http.our_state is not h11.DONE or http.their_state is not h11.DONE:
                    break
                http.start_next_cycle()
        except h11.RemoteProtocolError as error:
            if http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
                _say(http, stream, error.error_status_hint, "This is no request that I understand.")

    def _answer(
        self, http: h11.Connection, stream: Stream, request: h11.Request, address: str
    ) -> None:
        method, path = request.method, urlsplit(request.target.decode("ascii", "replace")).path
        if method == b"POST" and path.rstrip("/") == PATH:
            self._receive(http, stream, request, address)
            return
        _drain(http, stream)
        if method == b"OPTIONS":
            allow = [("Allow", "GET, HEAD, POST, OPTIONS"), ("Accept-Post", "*/*")]
            _say(http, stream, 204, "", allow)
        elif method in (b"GET", b"HEAD"):
            name = path.removeprefix(PATH).strip("/").partition("/")[0]
            stored = self._store.find(unquote(name))
            if stored is None:
                _say(http, stream, 404, "There is no such file here, or it is no longer kept.")
            else:
                self._give(http, stream, request, stored)
        else:
            _say(http, stream, 405, "Files are fetched by GET and given by POST.")

    # --- a file comes -------------------------------------------------------------------------

    def _receive(
        self, http: h11.Connection, stream: Stream, request: h11.Request, address: str
    ) -> None:
        import h11

        if not self._may_send(address):
            _refuse(http, stream, 403, "Only who is in the chat may give files to this server.")
            return
        limits = self._limits()
        headers = dict(request.headers)
        length = headers.get(b"content-length", b"")
        try:
            coming = self._store.receive(
                limits.file, limits.total, int(length) if length.isdigit() else None
            )
        except FileError as error:
            _refuse(http, stream, *_STATUS[error.code])
            return
        try:
            if http.they_are_waiting_for_100_continue:
                go_on = h11.InformationalResponse(status_code=100, headers=[])
                stream.sendall(http.send(go_on) or b"")
            while isinstance(part := _next(http, stream), h11.Data):
                coming.write(bytes(part.data))
            if not isinstance(part, h11.EndOfMessage):
                return
            stored = coming.finish(_file_name(headers), _file_type(headers), address, self._clock())
        except FileError as error:
            _refuse(http, stream, *_STATUS[error.code])
            return
        finally:
            coming.abort()
        place = f"{PATH}/{stored.id}/{quote(stored.name)}"
        _say(http, stream, 201, "", [("Location", place), ("ETag", f'"{stored.sha256}"')])

    # --- and goes -----------------------------------------------------------------------------

    def _give(
        self, http: h11.Connection, stream: Stream, request: h11.Request, stored: StoredFile
    ) -> None:
        import h11

        headers = dict(request.headers)
        tag = f'"{stored.sha256}"'
        start, end, status = 0, stored.size, 200
        extra = [
            ("ETag", tag),
            ("Accept-Ranges", "bytes"),
            ("Content-Type", stored.type if stored.type in SHOWN_TYPES else _BYTES),
            ("Content-Disposition", _disposition(stored)),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", "default-src 'none'; sandbox"),
            ("Cache-Control", "private, max-age=31536000, immutable"),
        ]
        if headers.get(b"if-none-match") == tag.encode():
            _say(http, stream, 304, "", extra[:1])
            return
        asked = headers.get(b"range", b"").decode("ascii", "replace")
        if asked and headers.get(b"if-range", tag.encode()) == tag.encode():
            found = _range(asked, stored.size)
            if found == (-1, -1):
                size = [("Content-Range", f"bytes */{stored.size}")]
                _say(http, stream, 416, "The file has no such part.", size)
                return
            if found is not None:
                (start, end), status = found, 206
                extra.append(("Content-Range", f"bytes {start}-{end - 1}/{stored.size}"))
        extra.append(("Content-Length", str(end - start)))
        try:
            file = self._store.open(stored)
        except OSError:
            _say(http, stream, 404, "There is no such file here, or it is no longer kept.")
            return
        with file:
            stream.sendall(http.send(h11.Response(status_code=status, headers=extra)) or b"")
            file.seek(start)
            left = 0 if request.method == b"HEAD" else end - start
            while left and (data := file.read(min(_PIECE, left))):
                stream.sendall(http.send(h11.Data(data=data)) or b"")
                left -= len(data)
        if not left:
            stream.sendall(http.send(h11.EndOfMessage()) or b"")


def url_by(sock: socket.socket, known: tuple[str, ...] = ()) -> str:
    """The address for files by which the other end of ``sock`` reaches them; "" if unknown.

    Who is on this machine itself tells it to others, for whom that is another one: the first of
    ``known``, the addresses of this machine, is better there."""
    try:  # the bare call: a watcher of sockets is not to see it for each connection
        name = socket.socket.getsockname(sock)
    except OSError:
        return ""
    host = str(name[0]).removeprefix("::ffff:")
    if is_loopback(host) and known:
        host = known[0]
    if "%" in host:
        return ""  # a link-local address is another one on the other machine
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{name[1]}{PATH}"


def is_loopback(host: str) -> bool:
    """Whether an address leads from this machine to itself."""
    return host == "::1" or host.removeprefix("::ffff:").startswith("127.")


_BYTES = "application/octet-stream"


def _next(http: h11.Connection, stream: Stream) -> h11.Event | None:
    """The next event of the peer; None where no more come."""
    import h11

    while True:
        event = http.next_event()
        if event is h11.NEED_DATA:
            http.receive_data(stream.recv(_PIECE))
        elif event is h11.PAUSED or isinstance(event, h11.ConnectionClosed):
            return None
        else:
            return event  # type: ignore[return-value]


def _drain(http: h11.Connection, stream: Stream) -> None:
    """Read a body that nobody wants, to its end or as far as is worth it."""
    import h11

    read = 0
    while read < _BEHIND and isinstance(event := _next(http, stream), h11.Data):
        read += len(event.data)


def _refuse(http: h11.Connection, stream: Stream, status: int, text: str) -> None:
    """Say no to a file: after reading on for a while, since whoever sends reads only afterwards."""
    import h11

    if not http.they_are_waiting_for_100_continue and http.their_state is h11.SEND_BODY:
        _drain(http, stream)
    _say(http, stream, status, text)


def _say(
    http: h11.Connection,
    stream: Stream,
    status: int,
    text: str,
    extra: list[tuple[str, str]] | None = None,
) -> None:
    """A response with a sentence in it."""
    import h11

    body = f"{text}\n".encode() if text else b""
    headers = [*(extra or []), ("Content-Length", str(len(body)))]
    if body:
        headers.append(("Content-Type", "text/plain; charset=utf-8"))
    if status in (204, 304):
        headers.pop()
    if http.their_state is not h11.DONE:
        headers.append(("Connection", "close"))
    data = http.send(h11.Response(status_code=status, headers=headers)) or b""
    if body:
        data += http.send(h11.Data(data=body)) or b""
    stream.sendall(data + (http.send(h11.EndOfMessage()) or b""))


def _range(asked: str, size: int) -> tuple[int, int] | None:
    """First byte and end of one range; None: the whole file is meant, (-1, -1): there is none."""
    found = _RANGE.fullmatch(asked.replace(" ", ""))
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
    return (start, end) if start < end else (-1, -1)


def _file_name(headers: dict[bytes, bytes]) -> str:
    """The name in Content-Disposition (RFC 6266), "" where there is none."""
    parsed = Headers()
    parsed["Content-Disposition"] = headers.get(b"content-disposition", b"").decode("latin-1")
    name = parsed.get_filename("") or ""
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def _file_type(headers: dict[bytes, bytes]) -> str:
    kind = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
    return kind if re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", kind) else _BYTES


def _disposition(stored: StoredFile) -> str:
    shown = "inline" if stored.type in SHOWN_TYPES else "attachment"
    return f"{shown}; filename*=UTF-8''{quote(stored.name)}"
