"""Our client on ZNC, a bouncer that stays in the channel while we are away."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from core.client.events import MessageReceived, Registered
from core.client.session import SessionOptions
from core.threads.client_threads import ClientConnection
from tests.core.threads.client_helpers import Watch, connection
from tests.interop.programs import besedka_serve
from tests.interop.servers import ZNC_PASSWORD, znc

CHANNEL = "#room"
NICK = "bnc"


def through_znc(known: dict[str, tuple[float, str]] | None = None) -> SessionOptions:
    """As a client of the bouncer, with what it has of earlier sessions."""
    return SessionOptions(nick=NICK, password=ZNC_PASSWORD, known=known or {})


def in_the_channel(client: ClientConnection, watch: Watch, qtbot: QtBot, people: int) -> None:
    watch.wait(Registered)
    qtbot.waitUntil(lambda: len(client.members(CHANNEL)) == people, timeout=30_000)


def said_by(watch: Watch, nick: str, buffer: str = CHANNEL) -> list[str]:
    rows = [row for row in watch.all(MessageReceived) if row.buffer == buffer]
    return [row.text for row in rows if row.nick == nick]


def heard(watch: Watch, text: str) -> MessageReceived:
    return watch.wait(MessageReceived, where=lambda row: row.text == text)


def test_what_was_said_while_we_were_away(qtbot: QtBot, tmp_path: Path) -> None:
    with (
        besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data"), "--no-discovery") as server,
        connection(
            qtbot, server, session=SessionOptions(nick="boris", channels=((CHANNEL, ""),))
        ) as (boris, boris_sees),
    ):
        boris_sees.wait(Registered)
        with znc(server, NICK, CHANNEL) as port:
            qtbot.waitUntil(lambda: len(boris.members(CHANNEL)) == 2, timeout=30_000)
            with connection(qtbot, port, session=through_znc()) as (anna, anna_sees):
                in_the_channel(anna, anna_sees, qtbot, 2)
                offered = anna.features
                assert not (offered.history or offered.search or offered.reactions)
                assert not anna.request_older(CHANNEL, 0.0)
                boris.say(CHANNEL, "при ней")
                last = heard(anna_sees, "при ней")
                anna.say(CHANNEL, "и я здесь")
                heard(boris_sees, "и я здесь")
                assert anna.stop_and_wait(30.0)

            # The bouncer tells that we are not there; it hears for us.
            for text in ("раз", "два", "три"):
                boris.say(CHANNEL, text)
            boris.say(NICK, "и наедине")
            known = {CHANNEL: (last.time, "")}
            with connection(qtbot, port, session=through_znc(known)) as (anna, anna_sees):
                in_the_channel(anna, anna_sees, qtbot, 2)
                heard(anna_sees, "три")
                alone = heard(anna_sees, "и наедине")
                assert (alone.buffer, alone.nick) == ("boris", "boris")
                assert [text for text in said_by(anna_sees, "boris") if text != "при ней"] == [
                    "раз",
                    "два",
                    "три",
                ]
                assert said_by(anna_sees, "boris").count("при ней") == 0
                missed = heard(anna_sees, "раз")
                assert missed.history
                assert missed.time <= heard(anna_sees, "три").time

                # Two programs on one bouncer see what each of them says.
                with connection(qtbot, port, session=through_znc()) as (other, other_sees):
                    in_the_channel(other, other_sees, qtbot, 2)
                    anna.say(CHANNEL, "с первого")
                    mine = heard(other_sees, "с первого")
                    assert (mine.own, mine.nick) == (True, NICK)
                    other.say("boris", "со второго, наедине")
                    answer = heard(anna_sees, "со второго, наедине")
                    assert (answer.own, answer.buffer) == (True, "boris")
                    assert said_by(anna_sees, NICK).count("с первого") == 1
