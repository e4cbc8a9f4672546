"""IRC through a WebSocket, as a layer without sockets: one line is one message, without CR LF.

The handshake and what comes in are wsproto's; what goes out is made here, because it is made for
every line that is sent.

Sources: RFC 6455 (section 5.2 for the frames), IRCv3 websocket.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsproto.events import Request

BINARY = "binary.ircv3.net"
TEXT = "text.ircv3.net"
_TEXT_FRAME = 0x81
_BINARY_FRAME = 0x82
_GROUP_BYTES = 32 * 1024
_END = b"\r\n"
_CLOSE = bytes((0x88, 2, 1000 >> 8, 1000 & 0xFF))
"""The closing frame, with the code for a normal end (section 7.4.1)."""


class NotWebSocketError(Exception):
    """The request asks for no WebSocket; ``data`` is all that has come."""

    def __init__(self, data: bytes) -> None:
        super().__init__("not a WebSocket")
        self.data = data


class WebSocketStream:
    """One connection, on the server's side.

    A thread may be in :meth:`receive` while another is in one of the others.

    Attributes:
        opened: the handshake is over.
        ended: the peer has closed, or broken the rules.
    """

    def __init__(self) -> None:
        from wsproto import ConnectionType, WSConnection

        self.opened = False
        self.ended = False
        self._said_goodbye = False
        self._ws = WSConnection(ConnectionType.SERVER)
        self._head = b""
        self._first = _TEXT_FRAME
        self._out: list[bytes] = []

    @property
    def has_output(self) -> bool:
        """An answer of the layer's own waits to be taken."""
        return bool(self._out)

    def receive(self, data: bytes) -> bytes:
        """The lines, with CR LF, that these bytes bring; a long one may come in parts.

        Raises NotWebSocketError for a request of something else, once all of it is there.
        """
        from wsproto.utilities import RemoteProtocolError

        if self.ended:
            return b""
        if not self.opened:
            self._head += data
        try:
            self._ws.receive_data(data)
            return self._lines()
        except (RemoteProtocolError, UnicodeError) as error:
            if not self.opened:
                raise NotWebSocketError(self._head) from error
            self.ended = True
            return b""

    def take(self) -> bytes:
        """What the layer itself has to send: whole frames, or the answer to the handshake."""
        out = self._out
        data = b"".join(out[: (count := len(out))])
        del out[:count]  # another may have come meanwhile
        return data

    def frames(self, data: bytes) -> list[bytes]:
        """Whole lines as frames, in groups of no more than some kilobytes."""
        if not self.opened or self._said_goodbye:
            return []
        groups: list[bytes] = []
        parts: list[bytes] = []
        size = 0
        first = self._first
        for line in data.split(_END):
            length = len(line)
            if not length:
                continue
            if length < 126:
                head = bytes((first, length))
            else:  # no line is longer than two bytes can say
                head = bytes((first, 126, length >> 8, length & 0xFF))
            parts += (head, line)
            size += length + len(head)
            if size > _GROUP_BYTES:
                groups.append(b"".join(parts))
                parts.clear()
                size = 0
        if parts:
            groups.append(b"".join(parts))
        return groups

    def goodbye(self) -> bytes:
        """What is left to send, and that nothing more comes."""
        if not self.opened or self._said_goodbye:
            return self.take()
        self._said_goodbye = True
        return self.take() + _CLOSE

    def _lines(self) -> bytes:
        from wsproto.events import CloseConnection, Message, Ping, Request

        lines: list[bytes] = []
        for event in self._ws.events():
            if isinstance(event, Request):
                self._accept(event)  # nothing may come behind it yet (section 4.1)
            elif isinstance(event, Message):
                part = event.data
                lines.append(part.encode() if isinstance(part, str) else bytes(part))
                if event.message_finished:
                    lines.append(_END)
            elif isinstance(event, Ping):
                self._out.append(self._ws.send(event.response()))
            elif isinstance(event, CloseConnection):
                self.ended = True
                if not self._said_goodbye:
                    self._said_goodbye = True
                    self._out.append(_closing(event.code))
                break
        return b"".join(lines)

    def _accept(self, request: Request) -> None:
        from wsproto.events import AcceptConnection

        chosen = next((name for name in request.subprotocols if name in (BINARY, TEXT)), None)
        if chosen == BINARY:
            self._first = _BINARY_FRAME
        self._out.append(self._ws.send(AcceptConnection(subprotocol=chosen)))
        self._head = b""
        self.opened = True


def _closing(code: int) -> bytes:
    """The answer to a closing frame: the same code, where it is one that may be sent."""
    if not 1000 <= code < 5000 or code in (1004, 1005, 1006, 1015):
        return _CLOSE
    return bytes((0x88, 2, code >> 8, code & 0xFF))
