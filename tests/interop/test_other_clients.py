"""irssi and WeeChat, unchanged, on ``besedka serve``, in company of our client window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.interop.hands import client_window, until
from tests.interop.programs import Irssi, WeeChat, besedka_serve, chat_program

CHANNEL = "#беседа"


@pytest.mark.parametrize("kind", [Irssi, WeeChat])
def test_a_whole_conversation(
    qtbot: QtBot, tmp_path: Path, kind: type[Irssi] | type[WeeChat]
) -> None:
    with (
        besedka_serve(tmp_path) as port,
        client_window(qtbot, tmp_path, port, "анна", CHANNEL) as anna,
    ):
        until(qtbot, lambda: anna.members(CHANNEL) == {"анна": "o"}, lambda: anna.texts(""))
        with chat_program(kind, tmp_path, port, "guest") as guest:

            def shows(text: str, conversation: str = CHANNEL) -> None:
                until(
                    qtbot,
                    lambda: text in guest.shown(conversation),
                    lambda: guest.shown(conversation),
                )

            def hears(nick: str, text: str, conversation: str = CHANNEL) -> None:
                until(
                    qtbot,
                    lambda: (nick, text) in anna.messages(conversation),
                    lambda: anna.rows(conversation),
                )

            # It joins the channel, and our window sees it there.
            guest.command(f"/join {CHANNEL}")
            until(qtbot, lambda: "guest" in anna.members(CHANNEL), lambda: anna.rows(CHANNEL))

            # They talk, in the channel and in private.
            guest.command(f"/msg {CHANNEL} Привет из другой программы 👋")
            hears("guest", "Привет из другой программы 👋")
            anna.type("Здравствуй 🙂", CHANNEL)
            shows("Здравствуй 🙂")
            guest.command("/msg анна это секрет")
            hears("guest", "это секрет", "guest")
            anna.type("никому не скажу", "guest")
            shows("никому не скажу", "анна")
            anna.type("/me улыбается", CHANNEL)
            shows("улыбается")
            guest.command(f"/msg {CHANNEL} " + "длинное сообщение " * 20 + "конец")
            until(
                qtbot,
                lambda: any(text.endswith("конец") for _, text in anna.messages(CHANNEL)),
                lambda: anna.rows(CHANNEL),
            )

            # It changes its nickname, and our window follows, in the channel and in private.
            guest.command("/nick гость")
            until(qtbot, lambda: "гость" in anna.members(CHANNEL), lambda: anna.rows(CHANNEL))
            assert "guest" not in anna.members(CHANNEL)
            guest.command("/msg анна это всё ещё я")
            hears("гость", "это всё ещё я", "гость")
            anna.type("/nick Аня", CHANNEL)
            until(qtbot, lambda: anna.nick == "Аня", lambda: anna.texts(""))
            shows("Аня")

            # It sets a topic, as an operator, and is told ours.
            anna.type("/op гость", CHANNEL)
            until(qtbot, lambda: anna.members(CHANNEL).get("гость") == "o", lambda: None)
            guest.command(f"/topic {CHANNEL} Тема гостя")
            until(qtbot, lambda: anna.topic(CHANNEL) == "Тема гостя", lambda: anna.rows(CHANNEL))
            anna.type("/topic Наша тема", CHANNEL)
            shows("Наша тема")

            # It is kicked, with a reason.
            anna.type("/kick гость на сегодня всё", CHANNEL)
            shows("на сегодня всё")
            until(
                qtbot,
                lambda: list(anna.members(CHANNEL)) == ["Аня"],
                lambda: anna.members(CHANNEL),
            )
            assert any("kicked гость" in text for text in anna.texts(CHANNEL))
