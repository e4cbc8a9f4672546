"""Our client on our own server: earlier messages, what was missed, searches, accounts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pytestqt.qtbot import QtBot

from core.client.events import (
    BufferRenamed,
    Delivery,
    MessageReceived,
    MessageUpdated,
    News,
    NewsKind,
    Registered,
)
from core.client.feature_events import (
    AccountChanged,
    ChannelListReceived,
    FoundOnServer,
    HistoryReceived,
    LoginFailed,
    MetadataChanged,
    PresenceChanged,
)
from core.client.session import SessionOptions
from core.server.config import ServerConfig
from core.threads.server_threads import ListenOptions, ServerEngine
from tests.core.threads.client_helpers import PATIENCE_S, Watch, connection

CHANNEL = "#беседа"
IN_IT = ((CHANNEL, ""),)
ANNA = SessionOptions(nick="anna", channels=IN_IT)
BORIS = SessionOptions(nick="boris", channels=IN_IT)


@contextmanager
def server() -> Iterator[int]:
    engine = ServerEngine()
    try:
        yield engine.start_and_wait(
            ServerConfig(flood_control=False), ListenOptions("127.0.0.1", 0)
        ).port
    finally:
        assert engine.stop_and_wait(PATIENCE_S)


def heard(watch: Watch, text: str) -> MessageReceived:
    return watch.wait(MessageReceived, where=lambda row: row.text == text)


def texts(watch: Watch, nick: str) -> list[str]:
    return [row.text for row in watch.all(MessageReceived) if row.nick == nick]


def stored(watch: Watch, count: int) -> None:
    """Wait until the server has so many messages of ours."""
    watch.wait(MessageUpdated, count, lambda update: update.delivery is Delivery.STORED)


def came_in(watch: Watch) -> None:
    watch.wait(News, where=lambda news: news.own and news.kind is NewsKind.JOINED)


def test_what_was_said_before_and_while_we_were_away(qtbot: QtBot) -> None:
    with server() as port, connection(qtbot, port, session=BORIS) as (boris, boris_sees):
        numbers = [f"слово {n}" for n in range(250)]
        for text in numbers:
            boris.say(CHANNEL, text)
        stored(boris_sees, 250)
        with connection(qtbot, port, session=ANNA) as (anna, anna_sees):
            last = heard(anna_sees, numbers[-1])
            came_in(anna_sees)
            first_page = texts(anna_sees, "boris")
            assert first_page == numbers[-len(first_page) :]

            # Scrolling up, to the beginning.
            above = anna_sees.all(MessageReceived)[0]
            found: list[str] = []
            for count in range(1, 10):
                assert anna.request_older(CHANNEL, above.time, above.msgid)
                page = anna_sees.wait(HistoryReceived, count)
                assert not page.failed
                rows = [row for row in page.events if isinstance(row, MessageReceived)]
                found[:0] = [row.text for row in rows]
                above = rows[0] if rows else above
                if page.complete:
                    break
            assert found + first_page == numbers

        # Away; and back with what the window's store knows.
        for text in ("раз", "anna, два", "три"):
            boris.say(CHANNEL, text)
        stored(boris_sees, 253)
        again = replace(ANNA, known={CHANNEL: (last.time, last.msgid)})
        with connection(qtbot, port, session=again) as (_, anna_sees):
            came_in(anna_sees)
            rows = anna_sees.all(MessageReceived)
            assert [row.text for row in rows] == ["раз", "anna, два", "три"]
            assert [row.highlight for row in rows] == [False, True, False]
            boris.say(CHANNEL, "четыре")
            assert not heard(anna_sees, "четыре").history


def test_a_search_on_the_server(qtbot: QtBot) -> None:
    with server() as port, connection(qtbot, port, session=BORIS) as (boris, boris_sees):
        for text in ("о погоде", "о дожде", "погода хорошая"):
            boris.say(CHANNEL, text)
        stored(boris_sees, 3)
        came_in(boris_sees)
        with connection(qtbot, port, session=ANNA) as (anna, anna_sees):
            came_in(anna_sees)
            number = anna.search("погод", CHANNEL)
            found = anna_sees.wait(FoundOnServer)
            assert found.request == number
            assert [row.text for row in found.messages] == ["погода хорошая", "о погоде"]
            assert {row.buffer for row in found.messages} == {CHANNEL}
            anna.search("погод", nick="clara")
            assert anna_sees.wait(FoundOnServer, 2).messages == ()
            anna.search("погод", "#чужой")
            assert anna_sees.wait(FoundOnServer, 3).failed


def test_an_account(qtbot: QtBot) -> None:
    with server() as port:
        with connection(qtbot, port, session=ANNA) as (anna, anna_sees):
            anna_sees.wait(Registered)
            assert anna.register_account("очень секретно 1").error_code is None
            assert anna_sees.wait(AccountChanged).account == "anna"
        with connection(qtbot, port, session=BORIS) as (boris, boris_sees):
            came_in(boris_sees)
            boris.query("anna")
            assert boris_sees.wait(PresenceChanged) == PresenceChanged("anna", online=False)
            boris.say("anna", "пока тебя не было")
            # The server keeps it for her account; she logs in by SCRAM, and reads it.
            login = replace(ANNA, account="anna", account_password="очень секретно 1")
            with connection(qtbot, port, session=login) as (anna, anna_sees):
                assert anna_sees.wait(AccountChanged).account == "anna"
                assert anna.account == "anna"
                assert boris_sees.wait(PresenceChanged, 2).online
            wrong = replace(login, account_password="не тот пароль")
            with connection(qtbot, port, session=wrong) as (anna, anna_sees):
                assert anna_sees.wait(LoginFailed).account == "anna"
                anna_sees.wait(Registered)
                assert anna.account == ""
                anna.log_in("anna", "очень секретно 1")
                assert anna_sees.wait(AccountChanged).account == "anna"


def test_private_messages_of_an_account_are_found_again(qtbot: QtBot) -> None:
    with server() as port, connection(qtbot, port, session=BORIS) as (boris, boris_sees):
        came_in(boris_sees)
        with connection(qtbot, port, session=ANNA) as (anna, anna_sees):
            anna_sees.wait(Registered)
            anna.register_account("очень секретно 1")
            anna_sees.wait(AccountChanged)
            boris.say("anna", "наедине")
            heard(anna_sees, "наедине")
            anna.say("boris", "слышу")
            heard(boris_sees, "слышу")
        login = replace(ANNA, account="anna", account_password="очень секретно 1")
        with connection(qtbot, port, session=login) as (anna, anna_sees):
            one, two = heard(anna_sees, "наедине"), heard(anna_sees, "слышу")
            assert (one.buffer, one.own, two.buffer, two.own) == ("boris", False, "boris", True)
            assert anna_sees.all(MessageReceived).index(one) < anna_sees.all(MessageReceived).index(
                two
            )


def test_what_leads_a_channel(qtbot: QtBot) -> None:
    with (
        server() as port,
        connection(qtbot, port, session=ANNA) as (anna, anna_sees),
    ):
        came_in(anna_sees)
        with connection(qtbot, port, session=BORIS) as (boris, boris_sees):
            came_in(boris_sees)
            anna.give_modes(CHANNEL, "+", "b", ["bad!*@*"])
            anna.request_list(CHANNEL, "b")
            bans = anna_sees.wait(ChannelListReceived)
            assert [(mask, nick) for mask, nick, _ in bans.entries] == [("bad!*@*", "anna")]
            anna.set_metadata("*", "display-name", "Анна Петровна")
            told = boris_sees.wait(MetadataChanged)
            assert told == MetadataChanged("anna", "display-name", "Анна Петровна")
            assert anna.rename_channel(CHANNEL, "#класс", "так понятнее").error_code is None
            assert boris_sees.wait(BufferRenamed) == BufferRenamed(CHANNEL, "#класс")
            news = boris_sees.wait(News, where=lambda news: news.kind is NewsKind.RENAMED)
            assert (news.buffer, news.nick, news.other) == ("#класс", "anna", CHANNEL)
            boris.say("#класс", "ага")
            assert heard(anna_sees, "ага").buffer == "#класс"
