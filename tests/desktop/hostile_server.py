"""A server of the tests' own that lets a client in, and then says whatever it is told to say."""

from __future__ import annotations

import contextlib
import socket
import threading

_CAPABILITIES = (
    "account-notify account-tag away-notify batch cap-notify chghost echo-message extended-join"
    " labeled-response message-tags multi-prefix server-time setname standard-replies"
    " draft/channel-rename draft/chathistory draft/event-playback draft/message-redaction"
    " draft/metadata-3 draft/multiline=max-bytes=100000,max-lines=1000 draft/read-marker"
    " soju.im/search besedka.app/edit"
)
_ISUPPORT = (
    "NETWORK=<b>Evil</b> CASEMAPPING=ascii CHANTYPES=# PREFIX=(ov)@+ CHATHISTORY=100 MONITOR=100"
)


class HostileServer:
    """Takes one connection after the other, each in a thread; :meth:`close` ends them all."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._connection: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, name="hostile server")
        self._thread.start()

    def say(self, *lines: str) -> None:
        """Send lines as they are. A client that has gone away is no fault of the test."""
        data = "".join(f"{line}\r\n" for line in lines).encode("utf-8", "surrogateescape")
        self.pour(data)

    def pour(self, data: bytes) -> None:
        """Send bytes; waits while the client does not read."""
        connection = self._connection
        assert connection is not None
        with contextlib.suppress(OSError):
            connection.sendall(data)

    def drop(self) -> None:
        """Cut the connection without a word."""
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End everything."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._connection = connection
            with connection, contextlib.suppress(OSError):
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        nick = "*"
        with connection.makefile("rb") as lines:
            for raw in lines:
                line = raw.decode("utf-8", "replace").rstrip("\r\n")
                command, _, rest = line[line.startswith("@") and line.find(" ") + 1 :].partition(
                    " "
                )
                if command == "CAP" and rest.startswith("LS"):
                    self.say(f"CAP * LS :{_CAPABILITIES}")
                elif command == "CAP" and rest.startswith("REQ"):
                    self.say(f"CAP {nick} ACK :{rest.removeprefix('REQ ').lstrip(':')}")
                elif command == "CAP":
                    self.say(
                        f":evil 001 {nick} :Hello",
                        f":evil 005 {nick} {_ISUPPORT} :are supported",
                        f":evil 422 {nick} :No message of the day",
                    )
                elif command == "NICK":
                    nick = rest.lstrip(":")
                elif command == "JOIN":
                    name = rest.split(" ")[0]
                    self.say(
                        f":{nick}!a@h JOIN {name} * :Anna",
                        f":evil 353 {nick} = {name} :{nick} @mallory",
                        f":evil 366 {nick} {name} :End",
                    )
                elif command == "CHATHISTORY":
                    label = line.partition(" ")[0] if line.startswith("@") else ""
                    target = rest.split(" ")[1]
                    self.say(f"{label} BATCH +h chathistory {target}".strip(), "BATCH -h")
                elif command == "PING":
                    self.say(f"PONG evil {rest}")
                elif command == "QUIT":
                    return
