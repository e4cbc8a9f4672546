"""A server of the tests' own that hangs up in the middle of letting a client in."""

from __future__ import annotations

import socket

from tests.desktop.hostile_server import HostileServer

STAGES = (
    "connect",  # before the client has said anything that is read
    "hello",  # after its first lines: half of an answer
    "cap ls",  # in the list of capabilities
    "cap req",  # when it asks for some of them
    "authenticate",  # in its login
    "before 001",
    "001",
    "005",  # in the middle of a line of it
    "motd",
    "join",  # when it asks for its channels
    "joined",  # its JOIN is confirmed, and nothing more
    "names",  # in the list of who is there
    "history",  # in a batch of what was said
)
_CAPABILITIES = "batch draft/chathistory echo-message labeled-response message-tags server-time"


class _CutError(Exception):
    """The connection ends here."""


class DroppingServer(HostileServer):
    """Takes connections, one after the other. While ``stage`` is one of :data:`STAGES` each is cut
    there; "" lets clients in.

    Attributes: ``cuts``, connections that were cut so; ``said``, texts of PRIVMSG that were echoed.
    """

    def __init__(self, stage: str = "") -> None:
        self.stage = stage
        self.cuts = 0
        self.said: list[str] = []
        super().__init__()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._connection = connection
            with connection:
                try:
                    self._at("connect")
                    with connection.makefile("rb") as lines:
                        nick = "*"
                        for raw in lines:
                            nick = self._hear(raw.decode().rstrip("\r\n"), nick)
                except _CutError:
                    self.cuts += 1
                except OSError:
                    pass

    def _at(self, stage: str, half: str = "") -> None:
        """Cut here if that is wanted, in the middle of the line ``half``."""
        if self.stage == stage:
            assert self._connection is not None
            self._connection.sendall(half.encode())
            raise _CutError

    def _say(self, *lines: str) -> None:
        assert self._connection is not None
        self._connection.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def _hear(self, line: str, nick: str) -> str:
        tags, _, bare = line.partition(" ") if line.startswith("@") else ("", "", line)
        command, _, rest = bare.partition(" ")
        match command:
            case "CAP" if rest.startswith("LS"):
                self._at("hello", ":dropping CA")
                self._at("cap ls", f"CAP * LS * :{_CAPABILITIES}\r\n")
                self._say(f"CAP * LS * :{_CAPABILITIES}", "CAP * LS :sasl=PLAIN")
            case "CAP" if rest.startswith("REQ"):
                self._at("cap req")
                self._say(f"CAP * ACK :{rest.removeprefix('REQ ').lstrip(':')}")
            case "CAP":
                self._let_in(nick)
            case "NICK":
                return rest.lstrip(":")
            case "AUTHENTICATE":
                self._at("authenticate", "AUTHENTICATE +\r\n")
                if rest == "PLAIN":
                    self._say("AUTHENTICATE +")
                else:
                    self._say(
                        f":dropping 900 {nick} a!a@h anna :You are", f":dropping 903 {nick} :"
                    )
            case "JOIN":
                self._at("join")
                name = rest.split(" ")[0]
                self._say(f":{nick}!a@h JOIN {name}")
                self._at("joined")
                self._say(f":dropping 332 {nick} {name} :A topic")
                self._at("names", f":dropping 353 {nick} = {name} :{nick} @ghost\r\n:dropping 353 ")
                self._say(
                    f":dropping 353 {nick} = {name} :{nick} @boris",
                    f":dropping 366 {nick} {name} :End",
                )
            case "CHATHISTORY" if rest.startswith("TARGETS"):
                self._say(f"{tags} BATCH +t draft/chathistory-targets".lstrip(), "BATCH -t")
            case "CHATHISTORY":
                self._history(f"{tags} ".lstrip(), rest.split(" ")[1])
            case "PRIVMSG":
                target, _, text = rest.partition(" ")
                self.said.append(text.lstrip(":"))
                self._say(f"{tags} :{nick}!a@h PRIVMSG {target} {text}".strip())
            case "PING":
                self._say(f"PONG dropping {rest}")
        return nick

    def _let_in(self, nick: str) -> None:
        self._at("before 001", ":dropping NOTICE * :Looking up your host\r\n")
        self._say(f":dropping 001 {nick} :Hello")
        self._at("001")
        self._at("005", f":dropping 005 {nick} NETWORK=Ghost PREFIX=(ov)@")
        self._say(f":dropping 005 {nick} NETWORK=Drop CHATHISTORY=50 CHANTYPES=# :are supported")
        self._say(f":dropping 375 {nick} :- Message")
        self._at("motd", f":dropping 372 {nick} :- half a li")
        self._say(f":dropping 376 {nick} :End")

    def _history(self, tags: str, target: str) -> None:
        said = "@batch=h;msgid=m1;time=2026-11-20T10:00:00.000Z :boris!b@h PRIVMSG"
        self._say(f"{tags}BATCH +h chathistory {target}", f"{said} {target} :what was said")
        self._at("history", "@batch=h;msgid=m2;time=2026-11-20T10:0")
        self._say("BATCH -h")
