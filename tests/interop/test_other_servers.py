"""Our client window on ngIRCd, a server that knows nothing of us and little of IRCv3."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from core.client.events import Delivery, MessageReceived
from tests.interop.hands import client_window, until
from tests.interop.programs import Irssi, chat_program, ngircd

CHANNEL = "#беседа"


def test_a_whole_conversation_on_ngircd(qtbot: QtBot, tmp_path: Path) -> None:
    with (
        ngircd(tmp_path) as port,
        chat_program(Irssi, tmp_path, port, "boss") as boss,
    ):
        boss.command(f"/join {CHANNEL}")
        until(qtbot, lambda: "has joined" in boss.shown(CHANNEL), lambda: boss.screen[-2000:])
        # ngIRCd takes Latin nicknames of nine letters: ours is refused, another offered, and on.
        with client_window(qtbot, tmp_path, port, "Анна-Мария", CHANNEL) as anna:

            def shows(text: str, conversation: str = CHANNEL) -> None:
                until(
                    qtbot,
                    lambda: text in boss.shown(conversation),
                    lambda: boss.shown(conversation),
                )

            def hears(text: str, conversation: str = CHANNEL) -> None:
                until(
                    qtbot,
                    lambda: ("boss", text) in anna.messages(conversation),
                    lambda: anna.rows(conversation),
                )

            until(qtbot, lambda: len(anna.members(CHANNEL)) == 2, lambda: anna.texts(""))
            first = anna.nick
            assert first.isascii()
            assert set(anna.members(CHANNEL)) == {"boss", first}
            assert "Hello from ngIRCd" in anna.texts("")

            # In the channel and in private.
            boss.command(f"/msg {CHANNEL} Привет 👋")
            hears("Привет 👋")
            anna.type("Здравствуй 🙂", CHANNEL)
            shows("Здравствуй 🙂")
            boss.command(f"/msg {first} это секрет")
            hears("это секрет", "boss")
            anna.type("никому не скажу", "boss")
            shows("никому не скажу", first)
            sent = [row for row in anna.rows(CHANNEL) if isinstance(row, MessageReceived)][-1]
            assert sent.delivery in {Delivery.SENT, Delivery.STORED}  # no echoes here

            # The nickname, the topic.
            anna.type("/nick anja", CHANNEL)
            until(qtbot, lambda: anna.nick == "anja", lambda: anna.texts(""))
            shows("anja")
            boss.command(f"/op {CHANNEL} anja")
            until(
                qtbot, lambda: "o" in anna.members(CHANNEL)["anja"], lambda: anna.members(CHANNEL)
            )
            anna.type("/topic Наша тема", CHANNEL)
            shows("Наша тема")
            until(qtbot, lambda: anna.topic(CHANNEL) == "Наша тема", lambda: anna.rows(CHANNEL))
            boss.command(f"/topic {CHANNEL} Тема начальника")
            until(
                qtbot, lambda: anna.topic(CHANNEL) == "Тема начальника", lambda: anna.rows(CHANNEL)
            )

            # We are kicked, are told by whom and why, and come back.
            boss.command(f"/kick {CHANNEL} anja хватит")
            until(
                qtbot,
                lambda: any(
                    "kicked anja boss" in text and "хватит" in text for text in anna.texts(CHANNEL)
                ),
                lambda: anna.rows(CHANNEL),
            )
            anna.type(f"/join {CHANNEL}", "")
            until(qtbot, lambda: len(anna.members(CHANNEL)) == 2, lambda: anna.members(CHANNEL))
            anna.type("вот и я", CHANNEL)
            shows("вот и я")
            anna.type("/quit пока", CHANNEL)
            shows("has quit")
