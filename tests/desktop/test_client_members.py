"""The people of a channel: their sections, raised hands, and finding somebody by a few letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.client.events import Event, HandChanged, Member, MembersChanged
from core.client.feature_events import TypingChanged, TypingState
from desktop.client.members_model import Heading
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

OTHERS = ["chloe", "dmitry", "evgeny", "farida", "george", "igor", "kostya", "лена"]


@pytest.fixture
def anna(server: Server, open_client: OpenClient) -> Client:
    client = open_client(server.port, "anna", ("#lab",))
    client.until(lambda: client.members("#lab"))
    client.activate()
    people = (
        Member("учитель", "o"),
        Member("anna"),
        Member("boris", "v"),
        *(Member(nick) for nick in OTHERS),
        Member("mira", away=True),
    )
    hear(client, MembersChanged("#lab", people))
    return client


def hear(client: Client, *events: Event) -> None:
    """As if the session had told that."""
    client.window.chat.changed.emit(client.window.chat.follow(list(events)))


def shown(client: Client) -> list[str]:
    rows = client.page.members.model.rows
    return [f"{r.section} {r.count}" if isinstance(r, Heading) else r.nick for r in rows]


def test_sections_are_those_of_the_picture(anna: Client) -> None:
    rows = shown(anna)
    assert rows[:4] == ["leads 1", "учитель", "here 10", "anna"] and "boris" in rows
    assert rows[-2:] == ["away 1", "mira"]


def test_raised_hands_are_a_section_of_their_own(anna: Client) -> None:
    hear(anna, HandChanged("evgeny", True), HandChanged("Mira", True))
    assert shown(anna)[2:5] == ["hand 2", "evgeny", "mira"]
    model = anna.page.members.model
    spoken = model.index(model.row_of("evgeny")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "evgeny, hand raised"
    hear(anna, HandChanged("evgeny", False), HandChanged("mira", False), HandChanged("Mira", False))
    assert not [row for row in shown(anna) if row.startswith("hand")]


def test_letters_find_somebody_in_any_script(anna: Client) -> None:
    panel = anna.page.members
    assert panel.filter.isVisible()  # there are many
    panel.list.setFocus()
    press_key(panel.list, Qt.Key.Key_Home)
    type_text(panel.list, "f")
    assert panel.filter.hasFocus() and panel.filter.text() == "f"
    assert shown(anna) == ["here 1", "farida"]
    panel.filter.clear()
    type_text(panel.filter, "lena")
    assert shown(anna) == ["here 1", "лена"]
    panel.filter.clear()
    type_text(panel.filter, "zzz")
    assert shown(anna) == [] and panel.nobody.isVisible()
    press_key(panel.filter, Qt.Key.Key_Escape)
    assert panel.filter.text() == "" and len(shown(anna)) == 15 and not panel.nobody.isVisible()
    press_key(panel.filter, Qt.Key.Key_Escape)
    assert not panel.has_keyboard


def test_enter_writes_to_whom_was_found(anna: Client) -> None:
    panel = anna.page.members
    panel.begin_filter()
    type_text(panel.filter, "cmg")
    press_key(panel.filter, Qt.Key.Key_Return)
    assert anna.window.conversations.active == "#lab"  # nobody is called so
    panel.filter.clear()
    type_text(panel.filter, "chl")
    press_key(panel.filter, Qt.Key.Key_Down)
    assert panel.list.hasFocus() and panel.list.current_nick() == "chloe"
    panel.begin_filter()
    press_key(panel.filter, Qt.Key.Key_Return)
    anna.until(lambda: anna.window.conversations.active == "chloe")
    assert panel.filter.text() == ""


def test_a_few_people_need_no_filter(anna: Client) -> None:
    hear(anna, MembersChanged("#lab", (Member("anna"), Member("boris"))))
    assert not anna.page.members.filter.isVisible()
    anna.page.members.list.setFocus()
    type_text(anna.page.members.list, "b")
    assert anna.page.members.filter.isVisible() and shown(anna) == ["here 1", "boris"]


def test_the_sidebar_marks_where_somebody_is_writing(anna: Client) -> None:
    hear_all = anna.window.chat.followed.emit
    model = anna.page.sidebar.model
    hear_all([TypingChanged("#lab", "boris", TypingState.ACTIVE)])
    spoken = model.index_of("#lab").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "#lab" in model.typing and spoken.endswith("typing…")
    hear_all([TypingChanged("#lab", "boris", TypingState.DONE)])
    assert not model.typing
