"""What the engine tells the server of the way on which a client came: TLS, WebSocket, HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.server.events import LogKind, LogLevel

if TYPE_CHECKING:
    from core.server.server import Server


def hush(server: Server, conn: int) -> None:
    """A handshake has begun: the plain greeting for the silent would spoil it."""
    if (user := server.users.get(conn)) is not None:
        user.greeted = True


def transfers(server: Server, conn: int) -> None:
    """The client wants files, not to chat: it need not say who it is, as long as it goes on."""
    if (user := server.users.get(conn)) is not None:
        user.greeted = user.transfers = True


def offers_files(server: Server, conn: int, url: str) -> None:
    """Files can be given to the server at ``url``, by the address that this client came to."""
    if (user := server.users.get(conn)) is not None:
        user.file_host = url


def is_in_chat(server: Server, address: str) -> bool:
    """Whether somebody who has said who they are is connected from that address."""
    return any(user.address == address for user in server.nicks.values())


def secured(server: Server, conn: int, certificate: str, version: str) -> None:
    """The connection is encrypted from here on, before any line of the client is read.

    ``certificate`` is the SHA-256 of the client's certificate in lower-case hex, "" if it has shown
    none; nobody has vouched for it. ``version`` is that of the protocol, such as "TLSv1.3".
    """
    if (user := server.users.get(conn)) is not None:
        user.secure = True
        user.certificate = certificate
        server.note(LogKind.TLS, user, "on", version)


def insecure(server: Server, conn: int, reason: str) -> None:
    """The handshake of TLS failed; the connection is about to be closed."""
    if (user := server.users.get(conn)) is not None:
        server.note(LogKind.TLS, user, "failed", reason, level=LogLevel.WARNING)


def opened_websocket(server: Server, conn: int) -> None:
    """The client speaks through a WebSocket."""
    if (user := server.users.get(conn)) is not None:
        user.websocket = True
