"""A client session played against a written dialogue.

``<-`` is a line that the client must write, ``->`` one that the server sends. Everything the client
writes must stand in the dialogue, in its order.
"""

from __future__ import annotations

from typing import TypeVar

from core.client.events import Event
from core.client.session import ClientSession, CommandResult, SessionOptions
from core.irc.decoder import LineDecoder

E = TypeVar("E", bound=Event)

IRCV3 = (
    "message-tags server-time batch labeled-response echo-message multi-prefix away-notify"
    " account-notify account-tag extended-join chghost setname userhost-in-names invite-notify"
    " cap-notify standard-replies besedka.app/nonce"
)


class Dialogue:
    """A session with a clock of its own; nonces are n1, n2, …"""

    def __init__(self, options: SessionOptions | None = None) -> None:
        self.now = 1000.0
        self._nonces = 0
        self.session = ClientSession(
            options or SessionOptions("anna"), lambda: self.now, self._nonce
        )
        self.events: list[Event] = []
        self._decoder = LineDecoder(max_body=8190)
        self._written: list[str] = []

    def _nonce(self) -> str:
        self._nonces += 1
        return f"n{self._nonces}"

    def _collect(self) -> None:
        self.events += self.session.take_events()
        self._written += self.session.take_output().decode().split("\r\n")[:-1]

    def connect(self) -> None:
        self.session.connected()
        self._collect()

    def lose(self) -> None:
        self.session.disconnected()
        self._collect()

    def play(self, script: str) -> None:
        """Follow a dialogue; server lines that stand together arrive together."""
        waiting: list[bytes] = []
        for row in [*(line.strip() for line in script.strip().splitlines()), "<-"]:
            way, _, line = row.partition(" ")
            if way == "->":
                waiting.append(line.encode() + b"\r\n")
                continue
            self.feed(b"".join(waiting))
            waiting.clear()
            if line:
                written = self._written.pop(0) if self._written else None
                assert written == line, f"{written!r} instead of {line!r}"
        assert not self._written, f"the client wrote more: {self._written}"

    def written(self) -> list[str]:
        """What the client wrote and the dialogue has not looked at; looked at with this."""
        lines, self._written = self._written, []
        return lines

    def act(self, result: CommandResult) -> CommandResult:
        """What became of a call of the session itself; what it wrote and told is collected."""
        self._collect()
        return result

    def feed(self, data: bytes) -> None:
        self.session.receive(self._decoder.feed(data))
        self._collect()

    def run(self, line: str, buffer: str = "") -> CommandResult:
        result = self.session.run(line, buffer)
        self._collect()
        return result

    def wait(self, seconds: float) -> None:
        """Let the time pass, with every deadline kept on its way."""
        end = self.now + seconds
        while (due := self.session.next_deadline()) is not None and due <= end:
            self.now = max(self.now, due)
            self.session.tick()
            self._collect()
            after = self.session.next_deadline()
            assert after is None or after > self.now, "a deadline that is never reached"
        self.now = end

    def take(self, kind: type[E]) -> list[E]:
        """The events of one kind since the last call of this, in their order."""
        found = [event for event in self.events if isinstance(event, kind)]
        self.events = [event for event in self.events if not isinstance(event, kind)]
        return found

    def one(self, kind: type[E]) -> E:
        found = self.take(kind)
        assert len(found) == 1, found
        return found[0]


def plain(nick: str = "anna", channel: str = "") -> Dialogue:
    """In on a server of RFC 1459, and in a channel with the operator boris."""
    dialogue = Dialogue(SessionOptions(nick))
    dialogue.connect()
    dialogue.play(
        f"""
        <- CAP LS 302
        <- NICK {nick}
        <- USER {nick} 0 * {nick}
        -> :srv 421 {nick} CAP :Unknown command
        -> :srv 001 {nick} :Welcome
        -> :srv 376 {nick} :End of MOTD
        """
    )
    if channel:
        dialogue.run(f"/join {channel}")
        dialogue.play(
            f"""
            <- JOIN {channel}
            -> :{nick}!u@h JOIN {channel}
            -> :srv 353 {nick} = {channel} :@boris {nick} +clara
            -> :srv 366 {nick} {channel} :End
            <- WHO {channel}
            -> :srv 315 {nick} {channel} :End
            """
        )
    dialogue.events.clear()
    return dialogue


def modern(channel: str = "", capabilities: str = IRCV3, nick: str = "anna") -> Dialogue:
    """In on a server with capabilities, and in a channel with the operator boris."""
    dialogue = Dialogue(SessionOptions(nick))
    dialogue.connect()
    let_in(dialogue, nick, capabilities)
    if channel:
        dialogue.run(f"/join {channel}")
        dialogue.play(f"<- JOIN {channel}")
        enter(dialogue, channel)
    dialogue.events.clear()
    return dialogue


def let_in(
    dialogue: Dialogue, nick: str = "anna", capabilities: str = IRCV3, then: str = ""
) -> None:
    """The server's part of a registration with capabilities; ``then`` is what we write after it."""
    colon = ":" if " " in capabilities else ""
    dialogue.play(
        f"""
        <- CAP LS 302
        <- NICK {nick}
        <- USER anna 0 * anna
        -> :srv CAP * LS :{capabilities}
        <- CAP REQ {colon}{capabilities}
        -> :srv CAP {nick} ACK :{capabilities}
        <- CAP END
        -> :srv 001 {nick} :Welcome
        -> :srv 005 {nick} CASEMAPPING=rfc8265 CHANTYPES=# STATUSMSG=@+ NETWORK=Test :supported
        -> :srv 376 {nick} :End of MOTD
        {then}
        """
    )


def enter(dialogue: Dialogue, channel: str, nick: str = "anna") -> None:
    """The server's answer to our JOIN."""
    dialogue.play(
        f"""
        -> :{nick}!u@h JOIN {channel} * :Anna
        -> :srv 353 {nick} = {channel} :@boris!b@host {nick}!u@h
        -> :srv 366 {nick} {channel} :End
        <- WHO {channel}
        -> :srv 315 {nick} {channel} :End
        """
    )
