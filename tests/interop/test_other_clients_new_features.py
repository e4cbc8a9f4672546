"""Multiline messages, edits, redaction, reactions and replies in company of programs that do not
know them (WeeChat 3 and irssi 1.4): these show something readable and nothing strange, and what
they write has all of it for those who know.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.interop.programs import Irssi, WeeChat, besedka_serve, chat_program, wait_until
from tests.interop.speaker import MODERN, Speaker, speaker

CHANNEL = "#урок"
SAID = ["первая", "вторая и ", "ещё вторая", "третья 👋"]
KINDS = pytest.mark.parametrize("kind", [Irssi, WeeChat])
OFFER = re.compile("client capability|are supported by this server")
Guest = Irssi | WeeChat


def say_several_lines(anna: Speaker, target: str) -> str:
    """A message of three lines, of which the second came in two pieces; its id."""
    first, second, more, third = SAID
    anna.says(
        f"BATCH +m draft/multiline {target}",
        f"@batch=m PRIVMSG {target} :{first}",
        f"@batch=m PRIVMSG {target} :{second}",
        f"@batch=m;draft/multiline-concat PRIVMSG {target} :{more}",
        f"@batch=m PRIVMSG {target} :{third}",
        "BATCH -m",
    )
    msgid = anna.id_of(f"draft/multiline {target}")
    anna.reads(" BATCH -")
    return msgid


def says(anna: Speaker, text: str, target: str = CHANNEL, tags: str = "") -> str:
    """Say something; the id of the message."""
    anna.says(f"{'@' + tags + ' ' if tags else ''}PRIVMSG {target} :{text}")
    return anna.id_of(f"PRIVMSG {target} :{text}")


def wait_for(guest: Guest, *texts: str, conversation: str = CHANNEL) -> None:
    """Wait until it has shown these, in this order."""

    def shown() -> bool:
        place = 0
        for text in texts:
            place = guest.shown(conversation).find(text, place) + 1
            if not place:
                return False
        return True

    wait_until(shown, lambda: f"{texts}: {guest.shown(conversation)}\n{guest.screen[-2000:]}")


def assert_nothing_strange(guest: Guest, conversation: str = CHANNEL) -> None:
    """Nothing of what it does not know has reached the eye."""
    lines = [line for line in guest.shown(conversation).splitlines() if not OFFER.search(line)]
    for word in ("BATCH", "TAGMSG", "REDACT", "msgid", "draft/", "besedka.app/"):
        assert not [line for line in lines if word in line]
    assert "BATCH" not in guest.screen
    if isinstance(guest, WeeChat):
        assert "=!=" not in guest.screen  # so it begins its complaints about unknown commands


@KINDS
def test_what_others_write(tmp_path: Path, kind: type[Guest]) -> None:
    with (
        besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data")) as port,
        speaker(port, "anna", MODERN) as anna,
    ):
        anna.says(f"JOIN {CHANNEL}")
        anna.reads(" 366 ")
        with chat_program(kind, tmp_path, port, "guest") as guest:
            guest.command(f"/join {CHANNEL}")
            anna.reads(":guest!")
            for target, conversation in ((CHANNEL, CHANNEL), ("guest", "anna")):
                several = say_several_lines(anna, target)
                wait_for(guest, *SAID, conversation=conversation)

                wrong = says(anna, "Масква", target)
                says(anna, "Москва", target, f"+besedka.app/edit={wrong}")
                wait_for(guest, "Масква", "* Москва", conversation=conversation)

                says(anna, "это ответ", target, f"+draft/reply={several}")
                anna.says(f"@+draft/react=👍;+draft/reply={several} TAGMSG {target}")
                anna.reads(f"TAGMSG {target}")
                oops = says(anna, "это не сюда", target)
                anna.says(f"REDACT {target} {oops} :не сюда", f"REDACT {target} {several}")
                anna.reads(f"REDACT {target} {oops} :не сюда")
                anna.reads(f"REDACT {target} {several}")
                says(anna, "разговор идёт дальше", target)
                wait_for(
                    guest,
                    *(*SAID, "это ответ", "это не сюда", "разговор идёт дальше"),
                    conversation=conversation,
                )
                assert_nothing_strange(guest, conversation)
                assert "REDACT" not in guest.screen


@KINDS
def test_what_others_wrote_before(tmp_path: Path, kind: type[Guest]) -> None:
    with (
        besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data")) as port,
        speaker(port, "anna", MODERN) as anna,
    ):
        anna.says(f"JOIN {CHANNEL}")
        wrong = says(anna, "Масква")
        several = say_several_lines(anna, CHANNEL)
        gone = says(anna, "это не сюда")
        says(anna, "это ответ", tags=f"+draft/reply={several}")
        anna.says(f"@+draft/react=👍;+draft/reply={several} TAGMSG {CHANNEL}")
        anna.reads("TAGMSG")
        says(anna, "Москва", tags=f"+besedka.app/edit={wrong}")
        anna.says(f"REDACT {CHANNEL} {gone}")
        anna.reads("REDACT")
        with chat_program(kind, tmp_path, port, "guest") as guest:
            guest.command(f"/join {CHANNEL}")
            anna.reads(":guest!")
            if kind is Irssi:  # it does not know when a line was said: it has to ask
                guest.command(f"/quote HISTORY {CHANNEL} 20")
            wait_for(guest, "Москва", *SAID, "это ответ")
            assert "Масква" not in guest.shown(CHANNEL)
            assert "это не сюда" not in guest.shown(CHANNEL)
            assert_nothing_strange(guest)


@KINDS
def test_what_they_write(tmp_path: Path, kind: type[Guest]) -> None:
    with (
        besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data")) as port,
        speaker(port, "anna", MODERN) as anna,
        speaker(port, "boris", MODERN) as boris,
    ):
        for person in (anna, boris):  # Anna is the operator
            person.says(f"JOIN {CHANNEL}")
            person.reads(" 366 ")
        with chat_program(kind, tmp_path, port, "guest") as guest:
            guest.command(f"/join {CHANNEL}")
            anna.reads(":guest!")

            # Several lines, as it sends them: one by one, each a message with an id.
            for line in SAID:
                guest.command(f"/msg {CHANNEL} {line}")
            ids = [anna.id_of(f"PRIVMSG {CHANNEL} :{line.rstrip()}") for line in SAID]
            assert len(set(ids)) == len(SAID)

            # It is answered and reacted to.
            reply = f"+draft/reply={ids[0]}"
            says(anna, "хорошо сказано", tags=reply)
            anna.says(f"@+draft/react=👍;{reply} TAGMSG {CHANNEL}")
            boris.reads(f"{reply} :anna!~anna@127.0.0.1 PRIVMSG {CHANNEL} :хорошо сказано")
            boris.reads(f"+draft/react=👍;{reply} :anna!~anna@127.0.0.1 TAGMSG {CHANNEL}")

            # An operator takes one of its messages back, and it does so itself with another.
            anna.says(f"REDACT {CHANNEL} {ids[1]} :не по теме")
            boris.reads(f"anna!~anna@127.0.0.1 REDACT {CHANNEL} {ids[1]} :не по теме")
            guest.command(f"/quote REDACT {CHANNEL} {ids[2]} :описка")
            boris.reads(f"REDACT {CHANNEL} {ids[2]} :описка")
            boris.says(f"CHATHISTORY LATEST {CHANNEL} * 50")
            boris.reads("BATCH +")
            history = boris.reads("BATCH -")
            assert SAID[0] in history
            assert SAID[3] in history
            assert ids[1] not in history
            assert ids[2] not in history

            # With tags, where the program sends them as they are typed.
            if isinstance(guest, WeeChat):
                guest.command(f"/quote @{reply} PRIVMSG {CHANNEL} :отвечаю")
                anna.reads(f"{reply} :guest!~weechat@127.0.0.1 PRIVMSG {CHANNEL} :отвечаю")
                guest.command(f"/quote @+draft/react=👋;{reply} TAGMSG {CHANNEL}")
                anna.reads(f"+draft/react=👋;{reply} :guest!~weechat@127.0.0.1 TAGMSG {CHANNEL}")
            wait_for(guest, "хорошо сказано")
            assert_nothing_strange(guest)


def test_the_capabilities_that_weechat_asks_for(tmp_path: Path) -> None:
    """What it knows it gets: all of them are offered and none is refused."""
    with (
        besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data")) as port,
        chat_program(WeeChat, tmp_path, port, "guest") as guest,
    ):
        lines = guest.screen.splitlines()
        asked = next(line for line in lines if "client capability, requesting: " in line)
        given = next(line for line in lines if "client capability, enabled: " in line)
        wanted = set(asked.partition("requesting: ")[2].split())
        assert wanted == set(given.partition("enabled: ")[2].split())
        assert {"message-tags", "server-time", "account-notify", "away-notify"} <= wanted
