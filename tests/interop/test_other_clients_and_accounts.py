"""irssi and WeeChat log in by SASL, and see what was said before they came."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interop.programs import Irssi, WeeChat, besedka_serve, chat_program, wait_until

CHANNEL = "#урок"
ACCOUNT, PASSWORD = "teacher", "correct horse battery"


class Speaker:
    """Somebody on a plain socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._seen = b""

    def says(self, *lines: str) -> None:
        """Send lines."""
        self._connection.sendall("".join(line + "\r\n" for line in lines).encode())

    def reads(self, text: str) -> str:
        """Read until this text has come; everything so far."""
        while text.encode() not in self._seen:
            data = self._connection.recv(65536)
            assert data, f"closed before {text!r}: {self._seen!r}"
            self._seen += data
        seen, self._seen = self._seen, b""
        return seen.decode("utf-8", "replace")


@contextlib.contextmanager
def speaker(port: int, nick: str) -> Iterator[Speaker]:
    """A registered person on a plain socket."""
    with socket.create_connection(("127.0.0.1", port), 40) as connection:
        person = Speaker(connection)
        person.says(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        person.reads(f" 422 {nick} ")
        yield person


@pytest.mark.parametrize("kind", [Irssi, WeeChat])
def test_history_for_who_comes_later(tmp_path: Path, kind: type[Irssi] | type[WeeChat]) -> None:
    with (
        besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data")) as port,
        speaker(port, "anna") as anna,
    ):
        anna.says(f"JOIN {CHANNEL}", f"PRIVMSG {CHANNEL} :сказано до прихода 👋", "PING said")
        anna.reads("PONG besedka.local :said")
        with chat_program(kind, tmp_path, port, "guest") as guest:
            guest.command(f"/join {CHANNEL}")
            anna.reads(f"JOIN {CHANNEL}")
            if kind is Irssi:  # it does not know when a line was said: it has to ask
                guest.command(f"/quote HISTORY {CHANNEL} 5")
            wait_until(
                lambda: "сказано до прихода 👋" in guest.shown(CHANNEL),
                lambda: guest.shown(CHANNEL),
            )


def log_in(guest: Irssi | WeeChat, port: int, mechanism: str) -> None:
    """Have the program connect again, as the account."""
    if isinstance(guest, WeeChat):
        for name, value in (
            ("mechanism", mechanism.lower()),
            ("username", ACCOUNT),
            ("password", PASSWORD),
        ):
            guest.command(f"/set irc.server.net.sasl_{name} {value}")
        guest.command("/reconnect net")
        return
    sasl = f"-sasl_mechanism {mechanism} -sasl_username {ACCOUNT}"
    guest.command(f'/network add {sasl} -sasl_password "{PASSWORD}" besedka')
    guest.command(f"/server add -network besedka 127.0.0.1 {port}")
    guest.command("/disconnect")
    guest.command("/connect besedka")


@pytest.mark.parametrize(
    ("kind", "mechanism"),
    [(Irssi, "PLAIN"), (WeeChat, "PLAIN"), (WeeChat, "SCRAM-SHA-256")],
)
def test_sasl(tmp_path: Path, kind: type[Irssi] | type[WeeChat], mechanism: str) -> None:
    with besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data")) as port:
        with speaker(port, ACCOUNT) as owner:
            owner.says(f"REGISTER * * :{PASSWORD}")
            owner.reads("REGISTER SUCCESS")
        with speaker(port, "anna") as anna, chat_program(kind, tmp_path, port, "guest") as guest:
            log_in(guest, port, mechanism)

            def logged_in() -> bool:
                anna.says("WHOIS guest")
                return f" 330 anna guest {ACCOUNT} " in anna.reads(" 318 anna guest ")

            wait_until(logged_in, lambda: guest.screen[-3000:])
