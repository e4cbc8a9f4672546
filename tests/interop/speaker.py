"""Somebody on a plain socket, who sees every byte that the server sends."""

from __future__ import annotations

import contextlib
import re
import socket
from collections.abc import Iterator
from itertools import count

from tests.interop.programs import PATIENCE_S

MODERN = (
    "batch draft/message-redaction draft/multiline echo-message message-tags server-time"
    " besedka.app/edit draft/chathistory"
)
"""The capabilities of a client that knows the newer ways to write."""
_NAMES = count(1)


class Speaker:
    """Sends lines and reads those that come."""

    def __init__(self, connection: socket.socket, nick: str) -> None:
        self.nick = nick
        self._connection = connection
        self._unread = b""

    def says(self, *lines: str) -> None:
        """Send lines."""
        self._connection.sendall("".join(line + "\r\n" for line in lines).encode())

    def reads(self, text: str) -> str:
        """Read on to the first line with this text; all lines up to there, with that one."""
        read = b""
        while True:
            line, end, rest = self._unread.partition(b"\n")
            if end:
                self._unread = rest
                read += line + end
                if text.encode() in line:
                    return read.decode("utf-8", "replace").replace("\r\n", "\n")
                continue
            data = self._connection.recv(65536)
            assert data, f"closed before {text!r}: {read!r} {self._unread!r}"
            self._unread += data

    def so_far(self) -> str:
        """Everything that the server has sent up to now and was not read."""
        name = f"so-far-{next(_NAMES)}"
        self.says(f"PING {name}")
        return self.reads(f":{name}")

    def id_of(self, text: str) -> str:
        """Read on to the line with this text; the id of the message."""
        line = self.reads(text).splitlines()[-1]
        found = re.match(r"@\S*\bmsgid=([^; ]+)", line)
        assert found is not None, line
        return found[1]

    def is_logged_in(self, nick: str, account: str) -> bool:
        """Whether the server says that this person is logged in with that account."""
        self.says(f"WHOIS {nick}")
        return f" 330 {self.nick} {nick} {account} " in self.reads(f" 318 {self.nick} ")


@contextlib.contextmanager
def speaker(port: int, nick: str, caps: str = "") -> Iterator[Speaker]:
    """A registered person on a plain socket, with these capabilities."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
        person = Speaker(connection, nick)
        if caps:
            person.says(f"CAP REQ :{caps}")
        person.says(f"NICK {nick}", f"USER {nick} 0 * :{nick}", "CAP END")
        person.reads(f" 422 {nick} ")
        yield person
