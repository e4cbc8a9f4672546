"""The connection of a client window without sockets and threads: the test is the server."""

from __future__ import annotations

from core.client.events import Connected, Connecting, Disconnected, ReconnectIn
from core.threads.client_threads import ClientConnection

_CAPABILITIES = (
    "batch echo-message labeled-response message-tags server-time multi-prefix extended-join"
    " draft/chathistory draft/message-redaction draft/multiline=max-bytes=4000,max-lines=9"
    " draft/read-marker draft/channel-rename"
)


class ScriptedConnection:
    """Talks to the session of ``connection``, whose :meth:`open` the test has put out of action.

    What the session sends is answered as a good server would, so that it is always somewhere on
    its way; :meth:`say` says anything else in between.
    """

    def __init__(self, connection: ClientConnection, host: str, port: int) -> None:
        self._link = connection._link
        self._place = (host, port)
        self._attempt = 0
        self._sent: list[str] = []
        self._texts: dict[str, list[str]] = {}  # of multiline batches that are open
        self._serial = 0
        session = self._link.session
        take = session.take_output

        def output() -> bytes:
            data = take()
            self._sent += data.decode("utf-8", "surrogateescape").split("\r\n")[:-1]
            return data

        session.take_output = output  # type: ignore[method-assign]

    def open(self) -> None:
        """The connection stands; the client introduces itself and is let in."""
        if self._link.session.registered:
            return
        self._attempt += 1
        host, port = self._place
        self._link.feed.push([Connecting(host, port, self._attempt), Connected(host, port)])
        self._sent.clear()
        self._link.use(lambda session: session.connected())
        self.answer()

    def drop(self) -> None:
        """The connection breaks off."""
        self._link.use(lambda session: session.disconnected())
        self._texts.clear()
        lost = Disconnected("reset")
        self._link.feed.push([lost, ReconnectIn(30.0, self._attempt + 1, lost)])
        self._link._verdict = None

    @property
    def over(self) -> bool:
        """Whether the session has ended the connection itself."""
        return self._link._verdict is not None

    def say(self, *lines: str) -> None:
        """Say lines as they are, and answer what the client says to them."""
        data = [line.encode("utf-8", "surrogatepass") for line in lines]
        self._link.use(lambda session: session.receive(data))
        self.answer()

    def tick(self) -> None:
        """Let the session see to its deadlines."""
        self._link.use(lambda session: session.tick())
        self.answer()

    def answer(self) -> None:
        """Answer everything that the client has said."""
        while self._sent:
            line = self._sent.pop(0)
            replies = self._replies(line)
            if replies and not self.over:
                data = [reply.encode("utf-8", "surrogateescape") for reply in replies]
                self._link.use(lambda session, data=data: session.receive(data))  # type: ignore[misc]

    def _replies(self, line: str) -> list[str]:
        tags, _, bare = line.partition(" ") if line.startswith("@") else ("", "", line)
        command, _, rest = bare.partition(" ")
        label = next((t for t in tags[1:].split(";") if t.startswith("label=")), "")
        nick = self._link.session.nick
        own = f":{nick}!a@h"
        match command:
            case "CAP" if rest.startswith("LS"):
                return [f"CAP * LS :{_CAPABILITIES}"]
            case "CAP" if rest.startswith("REQ"):
                return [f"CAP * ACK :{rest.removeprefix('REQ ').lstrip(':')}"]
            case "CAP" if rest.startswith("END"):
                isupport = "CHATHISTORY=50 CHANTYPES=# PREFIX=(ov)@+ NICKLEN=30 CASEMAPPING=ascii"
                return [
                    f":srv 001 {nick} :Hello",
                    f":srv 005 {nick} {isupport} :are supported",
                    f":srv 422 {nick} :No message of the day",
                ]
            case "JOIN":
                name = rest.split(" ")[0]
                return [
                    f"{own} JOIN {name} * :Anna",
                    f":srv 353 {nick} = {name} :{nick} @boris",
                    f":srv 366 {nick} {name} :End",
                ]
            case "PART":
                return [f"{own} PART {rest}"]
            case "CHATHISTORY" if rest.startswith("TARGETS"):
                return [f"@{label} BATCH +t draft/chathistory-targets", "BATCH -t"]
            case "CHATHISTORY":
                target = rest.split(" ")[1]
                return [f"@{label} BATCH +h chathistory {target}", "BATCH -h"]
            case "BATCH" if rest.startswith("+"):
                return []
            case "PRIVMSG" if "batch=" in tags:
                return []
            case "BATCH":
                return [f"@{label} ACK"] if label else []
            case "PRIVMSG":
                self._serial += 1
                named = ";".join(part for part in (label, f"msgid=own{self._serial}") if part)
                return [f"@{named} {own} {bare}"]
            case "PING":
                return [f"PONG srv {rest}"]
        return [f"@{label} ACK"] if label else []
