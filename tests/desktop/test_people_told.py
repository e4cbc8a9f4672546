"""The name that somebody wants to be shown by: beside the nickname, never in its place."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest

from core.client.events import News, NewsKind
from core.client.feature_events import MetadataChanged
from desktop.client.people_told import LONGEST_NAME, shown_name
from desktop.client.whois_card import WhoisCard
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    keeping_server,
    open_client,
    server,
)
from tests.desktop.test_search_follow import follow
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "keeping_server", "open_client", "server"]

PINK = QColor("#E040FB")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Борис Иванов", "Борис Иванов"),
        ("  two \n lines ", "two lines"),
        ("", ""),
        ("BORIS", ""),
        ("\u200b\u2060", ""),
        ("\u202eanna", "\ufffdanna"),
        ("...", ""),
        ("אבג", "\u2068אבג\u2069"),
        ("x" * 500, "x" * (LONGEST_NAME - 1) + "…"),
        ("<b>anna</b>", "<b>anna</b>"),
    ],
)
def test_a_name_is_made_harmless(told: str, shown: str) -> None:
    assert shown_name(told, "boris") == shown


def test_combining_marks_do_not_pile_up() -> None:
    assert len(shown_name("a" + "\u0301" * 400, "boris")) < 10


def tip(client: Client, nick: str) -> str:
    model = client.page.members.model
    row = model.row_of(nick)
    return str(model.data(model.index(row), Qt.ItemDataRole.ToolTipRole)) if row >= 0 else ""


def _are_two(client: Client) -> bool:
    return len(client.members("#lab")) == 2


def test_told_on_a_real_server_and_seen_beside_the_nickname(
    keeping_server: Server, open_client: OpenClient
) -> None:
    boris = open_client(keeping_server.port, "boris")
    anna = open_client(keeping_server.port, "anna")
    for each in (anna, boris):
        each.until(partial(_are_two, each))
    told = boris.window.chat.connection.set_metadata
    for key, value in (
        ("display-name", "Борис Иванов"),
        ("pronouns", "он"),
        ("status", "на уроке"),
        ("homepage", "https://example.org"),
    ):
        assert told("*", key, value).error_code is None
    people = anna.window.people_told
    anna.until(lambda: people.name("BORIS") == "Борис Иванов")
    anna.until(lambda: people.value("boris", "homepage"))
    assert "boris, Борис Иванов" in tip(anna, "boris")
    anna.activate()
    # Completion: the nickname, and the name beside it; the nickname is what is put in.
    type_text(anna.input, "@bo")
    completion = anna.page.composer._completion
    anna.until(lambda: completion.offered() is not None)
    popup = completion._popup
    assert popup is not None
    assert popup.accessibleName() == "boris, Борис Иванов"
    press_key(anna.input, Qt.Key.Key_Return)
    assert anna.page.composer.text() == "boris: "
    anna.page.composer.set_text("")
    # The switcher finds the person by that name too.
    QTest.keyClick(anna.input, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    switcher = anna.window.finding.switcher
    assert switcher is not None
    type_text(switcher.input, "иванов")
    entry = switcher.current()
    assert entry is not None and entry.person == "boris"
    switcher.end()
    # The card says it all.
    anna.window.acts.whois("boris")
    anna.until(lambda: anna.window.findChildren(WhoisCard))
    card = anna.window.findChildren(WhoisCard)[0]
    assert card.facts()[:4] == [
        ("Goes by", "Борис Иванов"),
        ("Pronouns", "он"),
        ("Status", "на уроке"),
        ("Home page", "https://example.org"),
    ]
    assert card.windowTitle() != "Борис Иванов"
    card.close()
    # It goes with the person, and does not stay with the nickname.
    boris.window.chat.connection.set_nick("borya")
    anna.until(lambda: people.name("borya") == "Борис Иванов")
    assert people.name("boris") == ""
    boris.window.close()
    anna.until(lambda: people.name("borya") == "")


def test_whoever_takes_the_nickname_has_no_name(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    people = anna.window.people_told
    follow(anna, MetadataChanged("boris", "display-name", "Борис"))
    assert people.name("boris") == "Борис"
    follow(anna, News("#lab", NewsKind.JOINED, "boris", 1.0))
    assert people.name("boris") == ""
    follow(anna, MetadataChanged("boris", "unknown", "x"))


class Pink:
    """Everybody's picture."""

    def picture(self, nick: str, size: int, ratio: float) -> QPixmap | None:
        made = QPixmap(size, size)
        made.fill(PINK)
        return made


def test_pictures_in_the_switcher_and_in_completion(
    server: Server, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    boris = open_client(server.port, "boris")
    anna = open_client(server.port, "anna")
    anna.until(lambda: len(anna.members("#lab")) == 2)
    boris.until(lambda: len(boris.members("#lab")) == 2)
    monkeypatch.setattr(anna.window.avatars, "picture", Pink().picture)
    anna.activate()
    type_text(anna.input, "@bo")
    completion = anna.page.composer._completion
    anna.until(lambda: completion.offered() is not None)
    popup = completion._popup
    assert popup is not None
    assert pink(popup.grab())
    anna.page.composer.set_text("")
    QTest.keyClick(anna.input, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    switcher = anna.window.finding.switcher
    assert switcher is not None
    type_text(switcher.input, "@boris")
    assert pink(switcher.list.grab())
    switcher.end()


def pink(shown: QPixmap) -> bool:
    image = shown.toImage()
    return any(
        image.pixelColor(x, y) == PINK
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
