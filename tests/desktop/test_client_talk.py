"""Talking: two client windows through a real server."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.client.events import Delivery, MessageReceived
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    server,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server"]


def pair(open_client: OpenClient, server: Server) -> tuple[Client, Client]:
    anna = open_client(server.port, "anna")
    anna.until(lambda: anna.members("#lab"))
    boris = open_client(server.port, "борис")
    boris.until(lambda: "anna" in boris.members("#lab"))
    anna.until(lambda: "борис" in anna.members("#lab"))
    return anna, boris


@pytest.mark.feature("Shows whether a message arrived")
def test_two_windows_talk_in_cyrillic_and_emoji(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("Привет, борис! 👋🏽 Ёжик и щука")
    boris.until(lambda: boris.sees("anna: Привет, борис! 👋🏽 Ёжик и щука"))
    boris.write("И тебе 🎉")
    anna.until(lambda: anna.sees("борис: И тебе 🎉"))
    assert sum("Привет, борис" in line for line in anna.lines()) == 1
    row = next(
        anna.window.conversations.shown.transcript.row(n)
        for n in range(
            anna.window.conversations.shown.transcript.first,
            anna.window.conversations.shown.transcript.end,
        )
        if isinstance(anna.window.conversations.shown.transcript.row(n), MessageReceived)
    )
    assert isinstance(row, MessageReceived)
    assert row.own
    assert row.delivery is Delivery.STORED  # its echo came back


def test_the_channel_of_the_address_is_shown_when_one_is_in(
    server: Server, open_client: OpenClient
) -> None:
    anna = open_client(server.port, "anna", ("#lab",))
    anna.until(lambda: anna.window.conversations.active == "#lab")
    assert anna.page.header.title.text() == "# lab"
    assert anna.window.windowTitle() == "#lab – Room 214"
    assert anna.page.sidebar.server.texts[0] == "Room 214"
    assert anna.sees("Welcome to the lab", "")
    assert not anna.page.notices.nowhere.isVisible()


def test_in_no_channel_the_window_says_what_to_do(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, "anna", ())
    anna.until(anna.page.notices.nowhere.isVisible)
    anna.write("hello?")
    assert anna.sees("Nobody reads here")
    anna.write("/join лаба")
    anna.until(lambda: anna.window.conversations.active == "#лаба")
    assert not anna.page.notices.nowhere.isVisible()


def test_private_conversation_opens_counts_and_is_shown(
    server: Server, open_client: OpenClient
) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/query борис")
    anna.until(lambda: anna.window.conversations.active == "борис")
    anna.write("только тебе 🤫")
    boris.until(lambda: "anna" in boris.window.conversations)
    query = boris.window.conversations["anna"]
    boris.until(lambda: query.unread == 1)
    assert query.mentions == 1
    assert boris.window.conversations.active == "#lab"  # it does not steal the view
    assert boris.window.windowTitle().startswith("(1) ")
    boris.activate()
    press_key(boris.input, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    boris.window.show_conversation("anna")
    boris.until(lambda: query.unread == 0)
    assert boris.sees("anna: только тебе 🤫")
    assert not boris.sees("только тебе", "#lab")


@pytest.mark.feature("Unread and mentions counted")
def test_unread_and_mention_counts(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/join #other")
    anna.until(lambda: anna.window.conversations.active == "#other")
    boris.write("one")
    boris.write("two, anna!")
    lab = anna.window.conversations["#lab"]
    anna.until(lambda: lab.unread == 2)
    assert lab.mentions == 1
    anna.activate()
    anna.window.show_conversation("#lab")
    assert (lab.unread, lab.mentions) == (0, 0)
    assert lab.transcript.marker is not None  # the "New" line shows where to read on
    boris.write("three")
    anna.until(lambda: anna.sees("three"))
    assert lab.unread == 0


def test_drafts_stay_with_their_conversation(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, "anna", ("#lab", "#two"))
    anna.until(lambda: len(anna.window.conversations.channels) == 2)
    anna.window.show_conversation("#lab")
    type_text(anna.input, "половина мысли")
    anna.window.show_conversation("#two")
    assert anna.page.composer.text() == ""
    assert anna.window.conversations["#lab"].draft == "половина мысли"
    anna.window.show_conversation("#lab")
    assert anna.page.composer.text() == "половина мысли"


def test_nick_change_is_seen_by_both(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/nick Аня")
    anna.until(lambda: anna.page.sidebar.own.texts[0] == "Аня")
    boris.until(lambda: "Аня" in boris.members("#lab"))
    boris.until(lambda: boris.sees("anna is called Аня now"))
    assert anna.window.context.settings.nick == "Аня"


def test_topic_by_the_header(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    topic = anna.page.header.topic
    topic.button.click()
    assert topic.editing
    type_text(topic.edit, "Урок 9: сокеты")
    press_key(topic.edit, Qt.Key.Key_Return)
    assert not topic.editing
    boris.until(lambda: boris.page.header.topic.topic == "Урок 9: сокеты")
    anna.until(lambda: anna.page.header.topic.button.text() == "Урок 9: сокеты")
    boris.until(lambda: boris.sees("Урок 9: сокеты"))


def test_a_topic_that_one_may_not_set_is_explained(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/mode #lab +t")
    topic = boris.page.header.topic
    topic.begin()
    topic.edit.setText("mine")
    press_key(topic.edit, Qt.Key.Key_Return)
    boris.until(lambda: boris.sees("Only those who lead #lab may do that."))
    assert topic.topic == ""


def test_kick_with_a_reason(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/kick борис шумит")
    anna.until(lambda: "борис" not in anna.members("#lab"))
    boris.until(lambda: boris.sees("anna removed you from the channel: шумит", "#lab"))


def test_ranks_and_away_sort_people_into_sections(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    rows = anna.page.members.model
    spoken = Qt.ItemDataRole.AccessibleTextRole

    def texts() -> list[str]:
        return [str(rows.data(rows.index(n))) for n in range(rows.rowCount())]

    assert texts() == ["Leads", "anna", "Online", "борис"]
    boris.write("/away обед")
    anna.until(lambda: texts() == ["Leads", "anna", "Away", "борис"])
    anna.write("/voice борис")
    # Who helps stays where he is, with a star.
    anna.until(lambda: "helps in the channel" in str(rows.data(rows.index(3), spoken)))
    assert texts() == ["Leads", "anna", "Away", "борис"]
    assert boris.page.sidebar.own.texts[1] == "away"
    boris.write("/back")
    boris.until(lambda: boris.page.sidebar.own.texts[1] == "online")
    anna.until(lambda: texts() == ["Leads", "anna", "Online", "борис"])


def test_an_own_message_is_delivered_once_to_each(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    for number in range(30):
        anna.window.submit(f"line {number}")
    boris.until(lambda: boris.sees("line 29"))
    for client in (anna, boris):
        said = [line for line in client.lines() if line.startswith("anna: line")]
        assert said == [f"anna: line {number}" for number in range(30)]


def test_two_slashes_say_one(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("//join is a command")
    boris.until(lambda: boris.sees("anna: /join is a command"))


def test_commands_that_are_wrong_are_explained(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    for typed, sentence in (
        ("/nonsense", "There is no command /nonsense"),
        ("/kick", "/kick needs more: nick"),
        ("/nick a b", "A nickname"),
        ("/join #a b c\x01", ""),
        ("/whois nobody", "There is nobody called nobody here."),
        ("/raw FOO", "The server does not know the command FOO."),
        ("/kick nobody", "nobody"),
        ("/msg nobody hi", ""),
    ):
        anna.window.submit(typed)
        if sentence:
            anna.until(lambda wanted=sentence: anna.sees(wanted))  # type: ignore[misc]
    assert anna.online()


def test_help_lists_every_command(server: Server, open_client: OpenClient) -> None:
    from core.client.commands import SLASH_COMMANDS
    from desktop.client.command_texts import missing_commands

    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    anna.write("/help")
    missing = missing_commands(anna.window)
    assert "cs" in missing  # our own server has no ChanServ
    for command in SLASH_COMMANDS:
        if command.name in missing:
            assert not anna.sees(f"/{command.name} ")
            continue
        line = next(
            line for line in anna.lines() if line.split(":")[0].split()[0] == "/" + command.name
        )
        assert line.split(": ", 1)[1].strip(), command.name
    anna.write("/clear")
    assert anna.lines() == []
    anna.write("/help nothing")
    assert anna.sees("There is no command /nothing.")


def test_leaving_and_closing(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.activate()
    press_key(anna.input, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    anna.window.acts.leave(anna.window.conversations.active)
    anna.until(lambda: "#lab" not in anna.window.conversations)
    boris.until(lambda: "anna" not in boris.members("#lab"))
    assert anna.window.conversations.active == ""
    assert anna.page.notices.nowhere.isVisible()


def test_whois_is_a_card(server: Server, open_client: OpenClient) -> None:
    from desktop.client.whois_card import WhoisCard

    anna, boris = pair(open_client, server)
    anna.window.acts.whois("борис")
    anna.until(lambda: anna.window.findChildren(WhoisCard))
    card = anna.window.findChildren(WhoisCard)[0]
    facts = dict(card.facts())
    assert "#lab" in facts["Is in"]
    assert "127.0.0.1" in facts["Comes from"]
    card.write.click()
    anna.until(lambda: anna.window.conversations.active == "борис")
    assert boris.online()


def test_the_server_is_remembered(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    settings = anna.window.context.settings
    anna.until(lambda: settings.recent and settings.recent[0].channels == ("#lab",))
    recent = settings.recent[0]
    assert (recent.host, recent.port, recent.name) == ("127.0.0.1", server.port, "Room 214")


def test_one_who_was_removed_can_join_again(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/kick борис шумит")
    banner = boris.page.notices.left
    boris.until(banner.isVisible)
    assert "You are in #lab no longer." in banner.text()
    banner.act.click()
    boris.until(lambda: "борис" in boris.members("#lab"))
    boris.until(lambda: not banner.isVisible())
    anna.until(lambda: "борис" in anna.members("#lab"))


def test_an_invitation_can_be_taken(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, "anna", ("#lab", "#тайный клуб".replace(" ", "-")))
    anna.until(lambda: len(anna.window.conversations.channels) == 2)
    boris = open_client(server.port, "борис", ("#lab",))
    boris.until(lambda: "anna" in boris.members("#lab"))
    anna.window.submit("/invite борис #тайный-клуб")
    banner = boris.page.notices.invited
    boris.until(banner.isVisible)
    assert banner.text() == "anna invites you to #тайный-клуб."
    banner.act.click()
    boris.until(lambda: boris.window.conversations.active == "#тайный-клуб")
    assert not banner.isVisible()


def test_a_message_to_all_is_seen_where_one_reads(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    server.engine.announce("Звонок через 5 минут")
    for client in (anna, boris):
        client.until(lambda c=client: c.sees("Звонок через 5 минут", "#lab"))  # type: ignore[misc]
        assert client.sees("Звонок через 5 минут", "")
    assert boris.window.conversations.server.mentions + anna.window.conversations.server.mentions
