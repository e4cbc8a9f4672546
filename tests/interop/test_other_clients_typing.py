"""Who is typing: WeeChat tells it and is told (the client-only tag ``+typing``)."""

from __future__ import annotations

import re
from pathlib import Path

from tests.interop.programs import WeeChat, besedka_serve, chat_program, wait_until
from tests.interop.speaker import MODERN, speaker

CHANNEL = "#урок"
OPTIONS = (
    "typing.look.enabled_self",
    "typing.look.enabled_nicks",
    "irc.look.typing_status_self",
    "irc.look.typing_status_nicks",
)
# WeeChat shows who is typing in a bar of its screen only, of which there is none here; so it is
# asked to print what its IRC part tells that bar: the window, the state, the nickname.
TRIGGER = '/trigger add told signal typing_set_nick "" "" "/print -core told: ${tg_signal_data}"'
GUEST = ":guest!~weechat@127.0.0.1"


def told(guest: WeeChat) -> list[tuple[str, str]]:
    """The states that WeeChat's bar was told, and of whom."""
    return re.findall(r"told: \w+;(\w+);(\S+)", guest.screen)


def test_typing_in_a_channel_and_in_private(tmp_path: Path) -> None:
    with (
        besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data")) as port,
        speaker(port, "anna", MODERN) as anna,
        speaker(port, "boris") as boris,
    ):
        anna.says(f"JOIN {CHANNEL}")
        anna.reads(" 366 ")
        boris.says(f"JOIN {CHANNEL}")
        boris.reads(" 366 ")
        with chat_program(WeeChat, tmp_path, port, "guest") as guest:
            assert isinstance(guest, WeeChat)
            for option in OPTIONS:
                guest.command(f"/set {option} on")
            guest.command(TRIGGER)
            guest.command(f"/join {CHANNEL}")
            anna.says("PRIVMSG guest :тайна")
            for conversation, text in ((CHANNEL, "has joined"), ("anna", "тайна")):
                wait_until(lambda c=conversation, t=text: t in guest.shown(c), guest.shown("anna"))  # type: ignore[misc]

            for conversation in (CHANNEL, "anna"):
                # Somebody types in WeeChat, thinks better of it, and then writes after all.
                guest.command_in(conversation, "/input insert добрый день")
                anna.reads(f"+typing=active {GUEST} TAGMSG {conversation}")
                guest.command_in(conversation, "/input delete_line")
                anna.reads(f"+typing=done {GUEST} TAGMSG {conversation}")
                guest.command_in(conversation, "/input insert добрый вечер")
                anna.reads(f"+typing=active {GUEST} TAGMSG {conversation}")
                guest.command_in(conversation, "/input return")
                anna.reads(f"{GUEST} PRIVMSG {conversation} :добрый вечер")

            # The other way; a message says that its author no longer types.
            expected: list[tuple[str, str]] = told(guest)
            for target in (CHANNEL, "guest"):
                for state, shown in (("active", "typing"), ("paused", "paused"), ("done", "off")):
                    anna.says(f"@+typing={state} TAGMSG {target}")
                    expected.append((shown, "anna"))
                anna.says(f"@+typing=active TAGMSG {target}", f"PRIVMSG {target} :готово")
                expected += [("typing", "anna"), ("off", "anna")]
            wait_until(lambda: told(guest) == expected, lambda: f"{expected}, not {told(guest)}")

            seen = boris.so_far()
            assert f"{GUEST} PRIVMSG {CHANNEL} :добрый вечер" in seen
            assert "TAGMSG" not in seen
            assert "typing" not in seen

        # Nothing of it is history.
        anna.so_far()
        anna.says(f"CHATHISTORY LATEST {CHANNEL} * 50")
        found = anna.so_far()
        assert "добрый вечер" in found
        assert "typing" not in found
