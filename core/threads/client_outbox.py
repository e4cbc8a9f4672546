"""What a client's writer has to send: whole lines, encrypted where the connection is."""

from __future__ import annotations

from core.net.tls import TlsStream

PIECE_BYTES = 64 * 1024


class Outbox:
    """Bytes on their way to the kernel, to be used under the lock of the link.

    Attributes:
        tls: the layer that they go through, or None.
        broken: nothing can be sent any more.
        half_closed: what waits is the last; the layer has said so, where there is one.
        ended: the peer was told that nothing more comes.
    """

    def __init__(self) -> None:
        self._lines = bytearray()
        self._sealed = b""
        self.tls: TlsStream | None = None
        self.broken = False
        self.half_closed = False
        self.ended = False

    def __len__(self) -> int:
        """Bytes that wait."""
        return len(self._lines) + len(self._sealed)

    @property
    def ready(self) -> bool:
        """Whether there is something to send."""
        if self.broken:
            return False
        return bool(self._lines or self._sealed or (self.tls is not None and self.tls.has_output))

    def begin(self, tls: TlsStream | None) -> None:
        """A new connection."""
        self.drop()
        self.tls = tls
        self.broken = self.half_closed = self.ended = False

    def add(self, lines: bytes) -> None:
        """More to send."""
        self._lines += lines

    def piece(self) -> bytes:
        """What to send next; how much of it was sent is to be told (:meth:`sent`)."""
        tls = self.tls
        if tls is None:
            return bytes(self._lines[:PIECE_BYTES])
        if not self._sealed:
            lines = bytes(self._lines[:PIECE_BYTES])
            del self._lines[: len(lines)]
            self._sealed = tls.seal(lines) if lines else tls.take()
        return self._sealed

    def sent(self, count: int) -> None:
        """So many bytes of the piece are with the kernel."""
        if self.tls is None:
            del self._lines[:count]
        else:
            self._sealed = self._sealed[count:]

    def goodbye(self) -> bool:
        """Nothing more comes after what was sent; whether the layer's word for that is to be sent
        first."""
        if self.half_closed or self.tls is None:
            self.half_closed = True
            return False
        self.half_closed = True
        self._sealed += self.tls.goodbye()
        return bool(self._sealed)

    def drop(self) -> None:
        """Forget what waits."""
        self._lines.clear()
        self._sealed = b""
