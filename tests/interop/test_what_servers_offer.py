"""What our own server, InspIRCd and ngIRCd offer works through our client, and what they do not
offer is neither shown nor asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.client.events import MessageReceived, MessageUpdated, News, NewsKind, Registered
from core.client.feature_events import (
    ChannelListReceived,
    Features,
    FeaturesChanged,
    LoginFailed,
    PresenceChanged,
    ReactionReceived,
    TypingChanged,
    TypingState,
)
from core.client.session import SessionOptions
from core.threads.client_threads import ClientConnection
from tests.core.threads.client_helpers import Watch, connection
from tests.interop.programs import besedka_serve, ngircd
from tests.interop.servers import inspircd

CHANNEL = "#беседа"
SAID_TO_PLAIN = "#room"


def session(nick: str, *channels: str, **more: str) -> SessionOptions:
    return SessionOptions(nick=nick, channels=tuple((name, "") for name in channels), **more)  # type: ignore[arg-type]


def together(client: ClientConnection, watch: Watch, qtbot: QtBot, channel: str, n: int) -> None:
    """Wait until somebody is in a channel with so many people."""
    watch.wait(Registered)
    qtbot.waitUntil(lambda: len(client.members(channel)) == n, timeout=30_000)


def stored(watch: Watch, text: str) -> str:
    """Wait until the server has our message; its id."""
    mine = watch.wait(MessageReceived, where=lambda e: e.own and e.text == text)
    if mine.msgid:
        return mine.msgid
    return watch.wait(MessageUpdated, where=lambda e: e.key == mine.key and bool(e.msgid)).msgid


def test_what_inspircd_offers(qtbot: QtBot, tmp_path: Path) -> None:
    with (
        inspircd(tmp_path) as port,
        connection(qtbot, port, session=session("anna", CHANNEL)) as (anna, anna_sees),
    ):
        together(anna, anna_sees, qtbot, CHANNEL, 1)  # the first is the operator
        with connection(qtbot, port, session=session("boris", CHANNEL)) as (boris, boris_sees):
            together(boris, boris_sees, qtbot, CHANNEL, 2)
            assert anna.features == Features(
                replies=True, reactions=True, typing=True, read_receipts=True, monitor=True
            )
            assert anna_sees.wait(FeaturesChanged, where=lambda e: e.features == anna.features)

            # A message with its echo; an answer to it; a reaction; who is typing.
            anna.say(CHANNEL, "Привет 👋")
            msgid = stored(anna_sees, "Привет 👋")
            heard = boris_sees.wait(MessageReceived, where=lambda e: e.text == "Привет 👋")
            assert heard.msgid == msgid
            assert boris.set_typing(CHANNEL, TypingState.ACTIVE).error_code is None
            told = anna_sees.wait(TypingChanged)
            assert (told.buffer, told.nick, told.state) == (CHANNEL, "boris", TypingState.ACTIVE)
            boris.say(CHANNEL, "и тебе", reply_to=msgid)
            answer = anna_sees.wait(MessageReceived, where=lambda e: e.text == "и тебе")
            assert answer.reply_to == msgid
            assert boris.react(CHANNEL, msgid, "👍").error_code is None
            reaction = anna_sees.wait(ReactionReceived)
            assert (reaction.msgid, reaction.nick, reaction.reaction) == (msgid, "boris", "👍")

            # Several lines are several messages here.
            anna.say(CHANNEL, "раз\nдва")
            assert stored(anna_sees, "раз") != stored(anna_sees, "два")

            # The lists of the channel.
            anna.give_modes(CHANNEL, "+", "b", ["bad!*@*"])
            assert anna.request_list(CHANNEL, "b").error_code is None
            bans = anna_sees.wait(ChannelListReceived)
            assert [(mask, setter) for mask, setter, _ in bans.entries] == [("bad!*@*", "anna")]
            assert bans.entries[0][2] > 1_000_000_000
            assert (bans.channel, bans.mode, bans.failed) == (CHANNEL, "b", "")
            anna.request_list(CHANNEL, "e")
            empty = anna_sees.wait(ChannelListReceived, 2)
            assert (empty.mode, empty.entries, empty.failed) == ("e", (), "")

            # Whether the other is there.
            anna.query("boris")
            assert anna_sees.wait(PresenceChanged) == PresenceChanged("boris", online=True)

            what_is_not_offered(anna, msgid)
            assert anna.request_list(CHANNEL, "q").error_code == "not_offered"
            assert anna.redact(CHANNEL, msgid).error_code == "not_offered"
            assert anna.edit(CHANNEL, msgid, "x").error_code == "not_offered"
        assert anna_sees.wait(PresenceChanged, 2) == PresenceChanged("boris", online=False)


def what_is_not_offered(client: ClientConnection, msgid: str = "x") -> None:
    """On foreign servers without services nothing is asked for that they do not know."""
    assert not client.request_older(CHANNEL, 0.0)
    assert client.search("Привет") == 0
    assert client.register_account("secret").error_code == "not_offered"
    assert client.set_metadata("*", "status", "here").error_code == "not_offered"
    assert client.rename_channel(CHANNEL, "#other").error_code == "not_offered"
    sent = [line for _, way, line in client.recent_lines() if way == "out"]
    verbs = {line.partition(" ")[0] for line in sent if not line.startswith("@")}
    assert not verbs & {"CHATHISTORY", "SEARCH", "REGISTER", "METADATA", "RENAME", "MARKREAD"}


def test_what_ngircd_offers(qtbot: QtBot, tmp_path: Path) -> None:
    with (
        ngircd(tmp_path) as port,
        connection(qtbot, port, session=session("anna", SAID_TO_PLAIN)) as (anna, anna_sees),
    ):
        together(anna, anna_sees, qtbot, SAID_TO_PLAIN, 1)
        assert anna.features == Features()
        assert anna.say(SAID_TO_PLAIN, "раз\nдва", reply_to="x").error_code is None
        assert anna.react(SAID_TO_PLAIN, "x", "👍").error_code == "not_offered"
        assert anna.set_typing(SAID_TO_PLAIN, TypingState.ACTIVE).error_code == "not_offered"
        what_is_not_offered(anna)
        anna.give_modes(SAID_TO_PLAIN, "+", "b", ["bad!*@*"])
        anna.request_list(SAID_TO_PLAIN, "b")
        bans = anna_sees.wait(ChannelListReceived)
        assert [mask for mask, _, _ in bans.entries] == ["bad!*@*"]
        texts = [e.text for e in anna_sees.all(MessageReceived)]
        assert texts == ["раз", "два"]


@pytest.mark.parametrize("server", [inspircd, ngircd])
def test_an_account_where_there_are_none(qtbot: QtBot, tmp_path: Path, server: object) -> None:
    """The login fails in a word, nobody who calls himself NickServ hears the password, and we are
    connected all the same."""
    options = session("anna", account="anna", account_password="top secret")
    with (
        server(tmp_path) as port,  # type: ignore[operator]
        connection(qtbot, port, session=session("NickServ"[:8])) as (_, thief_sees),
    ):
        thief_sees.wait(Registered)
        with connection(qtbot, port, session=options) as (anna, anna_sees):
            assert anna_sees.wait(LoginFailed) == LoginFailed("anna", "no_accounts")
            assert anna.registered
            assert anna.account == ""
            anna.say("NickServ", "hello")
            thief_sees.wait(MessageReceived)
            assert [e.text for e in thief_sees.all(MessageReceived)] == ["hello"]
            assert all("top secret" not in line for _, _, line in anna.recent_lines())


def test_what_inspircd_kept_of_a_channel(qtbot: QtBot, tmp_path: Path) -> None:
    """It plays back by itself who comes into a channel with +H; nothing is shown twice."""
    with (
        inspircd(tmp_path) as port,
        connection(qtbot, port, session=session("boss", CHANNEL)) as (boss, boss_sees),
    ):
        together(boss, boss_sees, qtbot, CHANNEL, 1)
        boss.mode(CHANNEL, "+H 20:1h")
        boss.say(CHANNEL, "раз")
        stored(boss_sees, "раз")
        with connection(qtbot, port, session=session("anna", CHANNEL)) as (anna, anna_sees):
            first = anna_sees.wait(MessageReceived, where=lambda e: e.text == "раз")
            assert (first.nick, first.history, first.highlight) == ("boss", True, False)
            boss.say(CHANNEL, "два")
            anna_sees.wait(MessageReceived, where=lambda e: e.text == "два")
            anna.raw(f"PART {CHANNEL}")
            qtbot.waitUntil(lambda: CHANNEL not in anna.buffers, timeout=30_000)
            boss.say(CHANNEL, "три")
            stored(boss_sees, "три")
            anna.join(CHANNEL)
            anna_sees.wait(MessageReceived, where=lambda e: e.text == "три")
            boss.say(CHANNEL, "четыре")
            anna_sees.wait(MessageReceived, where=lambda e: e.text == "четыре")
            said = [e.text for e in anna_sees.all(MessageReceived) if e.nick == "boss"]
            assert said == ["раз", "два", "три", "четыре"]


def test_what_our_own_server_offers(qtbot: QtBot, tmp_path: Path) -> None:
    serve = besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data"), "--no-discovery")
    with (
        serve as port,
        connection(qtbot, port, session=session("anna", CHANNEL)) as (anna, anna_sees),
        connection(qtbot, port, session=session("boris", CHANNEL)) as (boris, boris_sees),
    ):
        together(anna, anna_sees, qtbot, CHANNEL, 2)
        together(boris, boris_sees, qtbot, CHANNEL, 2)
        offered = anna.features
        assert offered.history
        assert offered.search
        assert offered.monitor
        assert offered.metadata
        assert offered.accounts
        assert offered.channel_rename
        assert offered.multiline
        assert offered.redaction
        assert set(offered.sasl) >= {"PLAIN", "SCRAM-SHA-256"}
        anna.say(CHANNEL, "раз\nдва")
        whole = boris_sees.wait(MessageReceived)
        assert whole.text == "раз\nдва"
        came = [e for e in boris_sees.all(News) if e.kind is NewsKind.JOINED]
        assert came
