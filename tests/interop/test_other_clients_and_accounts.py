"""irssi and WeeChat log in by SASL, and see what was said before they came."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interop.programs import Irssi, Login, WeeChat, besedka_serve, chat_program, wait_until
from tests.interop.speaker import speaker

CHANNEL = "#урок"
ACCOUNT, PASSWORD = "teacher", "correct horse battery"


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
            guest.connect_again(port, Login(mechanism, ACCOUNT, PASSWORD))
            wait_until(lambda: anna.is_logged_in("guest", ACCOUNT), lambda: guest.screen[-3000:])
