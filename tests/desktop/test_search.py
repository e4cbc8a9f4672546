"""The search: in a conversation, and over everything; filters, and the way to what was found."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.client.events import Delivery, MessageKind, MessageReceived
from desktop.client.message_model import ConversationModel
from desktop.client.search_panel import SearchPanel
from desktop.client.search_query import (
    Kind,
    Period,
    Query,
    fits,
    holds,
    marked,
    parse_day,
    parse_query,
    start_of,
)
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    keeping_server,
    open_client,
    server,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "keeping_server", "open_client", "server"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def said(text: str, nick: str = "boris", time: float = 1000.0, **more: object) -> MessageReceived:
    return MessageReceived(
        "#lab",
        MessageKind.TEXT,
        nick,
        text,
        time,
        f"{nick}{time}{text}",
        **more,  # type: ignore[arg-type]
    )


# --- what fits --------------------------------------------------------------------------------


def test_what_is_typed_names_words_a_person_and_days() -> None:
    query = parse_query("Сокет from:boris после:2026-11-01 before:02.12.2026 порт:80")
    assert query.words == ("сокет", "порт:80")
    assert query.nick == "boris"
    assert query.after == parse_day("1.11.2026")
    assert query.before == parse_day("2026-12-02")
    assert parse_query("after:never") == Query(words=("after:never",))
    assert not parse_query("  ").anything
    assert parse_query("от:anna").nick == "anna"


def test_filters() -> None:
    row = said("Сокет на порту 80", time=5000.0)
    assert fits(row, Query(("сокет", "80")))
    assert not fits(row, Query(("сокет", "81")))
    assert fits(row, Query(nick="BORIS"))
    assert not fits(row, Query(nick="anna"))
    assert fits(row, Query(after=5000.0))
    assert not fits(row, Query(after=5001.0))
    assert not fits(row, Query(before=5000.0))
    assert fits(said("\x02Со\x02кет"), Query(("сокет",)))
    assert not fits(said("", redacted="boris"), Query(nick="boris"))
    assert not fits("no message", Query(("no",)))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ежик", "Ёжик в тумане"),
        ("ЁЖИК", "ежик в тумане"),
        ("чаи\u0306", "пьём ЧАЙ"),
        ("чай", "пьём ЧАИ\u0306"),
        ('"сокет  в порту"', "Сокет в порту"),
        ("«в порту» сокет", "сокет в порту"),
        ('"сокет', "сокет"),
        ("socket.recv", "s = socket.recv(5)"),
        ("192.168.1.10", "to 192.168.1.10:80"),
        ("C++", "c++ or C"),
        ("#tag", "a #Tag"),
        ("👍", "yes 👍🏽"),
    ],
)
def test_what_is_found_and_marked(typed: str, text: str) -> None:
    query = parse_query(typed)
    assert fits(said(text), query)
    assert marked(text, query.words)


def test_what_is_not_found() -> None:
    assert not fits(said("порт, а в нём сокет"), parse_query('"сокет порт"'))
    assert not fits(said("C and D"), parse_query("C++"))
    assert not fits(said("10.1.168.192"), parse_query("192.168.1.10"))
    assert not parse_query('"').anything
    assert marked("ЧАИ\u0306 ёж", parse_query("чай еж").words) == [(0, 4), (5, 2)]


def test_the_store_and_the_server_know_words_and_we_know_signs(
    keeping_server: Server, open_client: OpenClient
) -> None:
    """What they give for a phrase, or a word with signs in it, is looked at again."""
    anna = open_client(keeping_server.port)
    anna.until(lambda: anna.members("#lab"))
    anna.activate()
    for text in ("Ёж пишет на C++", "ёж пишет на C", "на C++ пишет ёж", "готово 👍"):
        anna.write(text)
        anna.until(partial(anna.sees, text, "#lab"))
    panel = opened(anna)
    type_text(panel.field, '"еж пишет" c++')
    anna.until(lambda: found(panel) == ["Ёж пишет на C++"])
    panel.field.selectAll()
    type_text(panel.field, "👍")
    anna.until(lambda: found(panel) == ["готово 👍"])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("see https://example.org/page.html", {Kind.LINK}),
        ("https://example.org/a.PNG?x=1", {Kind.LINK, Kind.PICTURE}),
        ("(https://example.org/отчёт.pdf)", {Kind.LINK, Kind.FILE}),
        ("run `ls -l` now", {Kind.CODE}),
        ("```\nprint(1)\n```", {Kind.CODE}),
        ("https://example.org", {Kind.LINK}),
        ("nothing of that", set()),
    ],
)
def test_kinds(text: str, kinds: set[Kind]) -> None:
    every = (Kind.LINK, Kind.PICTURE, Kind.FILE, Kind.CODE)
    assert {kind for kind in every if holds(said(text), kind)} == kinds


def test_hostile_messages_are_searched_in_no_time() -> None:
    for text in (
        "a" * 1_000_000,
        "http://" * 100_000,
        "`" * 100_000,
        "\u0301" * 10_000,
        "ßİ" * 999,
    ):
        for kind in Kind:
            holds(said(text), kind)
        fits(said(text), Query(("ss", "i")))
        marked(text[:5000], ("i", "ss"))


def test_marks_do_not_overlap() -> None:
    assert marked("Сокеты и сокет", ("сокет", "сокеты")) == [(0, 5), (9, 5)]
    assert marked("", ("a",)) == []
    assert start_of(Period.ANY, 1e9) == 0.0
    assert start_of(Period.WEEK, 1e9) < start_of(Period.TODAY, 1e9) <= 1e9


# --- in a conversation ------------------------------------------------------------------------


@pytest.fixture
def anna(server: Server, open_client: OpenClient) -> Client:
    client = open_client(server.port, "anna", ("#lab", "#other"))
    client.until(lambda: client.members("#lab") and client.members("#other"))
    client.window.show_conversation("#lab")
    client.activate()
    return client


def tell(client: Client, buffer: str, *rows: MessageReceived) -> None:
    """Messages as the session would tell them."""
    from dataclasses import replace

    batch = [replace(row, buffer=buffer) for row in rows]
    client.window.follow(client.window.chat.follow(list(batch)))


def test_counted_and_gone_through_by_f3(anna: Client) -> None:
    tell(
        anna, "#lab", *(said(f"{'сокет' if n % 5 == 0 else 'лес'} {n}", time=n) for n in range(70))
    )
    QTest.keyClick(anna.input, Qt.Key.Key_F, CONTROL)
    bar = anna.page.search
    type_text(bar.field, "сокет")
    anna.until(lambda: bar.count.text() == "1 of 14")
    view = anna.page.view
    newest = view.current() or 0
    press_key(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 14"
    assert (view.current() or 0) < newest
    anna.input.setFocus()
    QTest.keyClick(anna.input, Qt.Key.Key_F3)
    assert bar.count.text() == "3 of 14"
    QTest.keyClick(anna.input, Qt.Key.Key_F3, SHIFT)
    assert bar.count.text() == "2 of 14"
    assert bar.field.accessibleDescription() == "2 of 14"
    bar.end()
    QTest.keyClick(anna.input, Qt.Key.Key_F3)
    assert bar.isVisible()


def test_rows_that_only_the_store_has(anna: Client) -> None:
    tell(anna, "#lab", *(said(f"сокет {n}", time=n) for n in range(30)))
    bar = anna.page.search
    model = anna.window.conversations.shown.transcript
    asked: list[str] = []

    def stored(shown: object, text: str, done: object) -> bool:
        asked.append(text)
        assert shown is model
        assert callable(done)
        done([model.first, model.first + 1, 99_999])
        return True

    bar.search_stored = stored
    bar.begin()
    bar.field.setText("nowhere")
    anna.until(lambda: bar.found)
    assert asked[-1] == "nowhere"
    assert list(bar.found) == [model.first + 1, model.first]
    assert bar.count.text() == "1 of 2"


# --- over everything --------------------------------------------------------------------------


def opened(client: Client) -> SearchPanel:
    QTest.keyClick(client.input, Qt.Key.Key_F, CONTROL | SHIFT)
    everywhere = client.window.finding.everywhere
    assert everywhere is not None
    assert everywhere.is_open
    return everywhere.panel


def found(panel: SearchPanel) -> list[str]:
    return [hit.row.text for hit in panel.results.hits]


def test_found_in_all_conversations_newest_first(anna: Client) -> None:
    tell(anna, "#lab", said("Сокет один", time=10.0), said("лес", time=11.0))
    tell(anna, "#other", said("сокет два", "chloe", time=20.0), said("ответ", time=21.0))
    panel = opened(anna)
    assert panel.field.hasFocus()
    type_text(panel.field, "сокет")
    anna.until(lambda: found(panel) == ["сокет два", "Сокет один"])
    anna.until(lambda: panel.count.text() == "2 messages in 2 conversations")
    hit = panel.results.hits[0]
    assert hit.after is not None
    assert getattr(hit.after, "text", "") == "ответ"
    press_key(panel.field, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    press_key(panel.list, Qt.Key.Key_Return)
    assert anna.window.conversations.active == "#other"
    row = anna.window.conversations.shown.transcript.row(anna.page.view.current() or 0)
    assert getattr(row, "text", "") == "сокет два"
    panel.list.setFocus()
    press_key(panel.list, Qt.Key.Key_Down)
    press_key(panel.list, Qt.Key.Key_Return)
    assert anna.window.conversations.active == "#lab"
    assert not panel.list.grab().isNull()
    press_key(panel.field, Qt.Key.Key_Escape)
    press_key(panel.field, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_enter_goes_to_the_newest_where_nothing_is_chosen_any_more(anna: Client) -> None:
    tell(anna, "#lab", said("сокет один", time=10.0))
    tell(anna, "#other", said("сокет два", "chloe", time=20.0))
    panel = opened(anna)
    type_text(panel.field, "сокет")
    anna.until(lambda: found(panel) == ["сокет два", "сокет один"])
    press_key(panel.field, Qt.Key.Key_Down)
    panel.list.selectionModel().clear()
    press_key(panel.list, Qt.Key.Key_Return)
    assert anna.window.conversations.active == "#other"


@pytest.mark.feature("Search in all of them, by person, date and kind")
@pytest.mark.feature("All links, pictures and mentions in one list")
def test_filters_in_the_panel(anna: Client) -> None:
    tell(
        anna,
        "#lab",
        said("https://example.org/a.png", time=1e9),
        said("https://example.org/b", "chloe", time=1e9 + 1),
        said("`код`", time=1e9 + 2),
        said("anna: привет", time=1e9 + 3, highlight=True),
    )
    panel = opened(anna)
    panel.choose(kind=Kind.PICTURE)
    anna.until(lambda: found(panel) == ["https://example.org/a.png"])
    panel.choose(kind=Kind.LINK)
    anna.until(lambda: len(found(panel)) == 2)
    panel.person.set_text("chloe")
    panel.choose(kind=Kind.LINK)
    anna.until(lambda: found(panel) == ["https://example.org/b"])
    panel.person.set_text("")
    panel.choose(kind=Kind.CODE)
    anna.until(lambda: found(panel) == ["`код`"])
    panel.choose(kind=Kind.MENTION)
    anna.until(lambda: found(panel) == ["anna: привет"])
    panel.choose(kind=Kind.MENTION, period=Period.TODAY)
    anna.until(lambda: panel.empty.isVisible() and panel.empty.texts()[0] == "Nothing found")


def _stored(model: ConversationModel) -> int:
    rows = [row for _number, row in model.in_memory() if isinstance(row, MessageReceived)]
    return sum(row.delivery is Delivery.STORED for row in rows)


def test_a_message_of_another_day_is_said_to_the_server(
    server: Server, open_client: OpenClient
) -> None:
    """What was said before we came: only the server knows it."""
    boris = open_client(server.port, "boris", ("#lab",))
    boris.until(lambda: boris.members("#lab"))
    for number in range(5):
        boris.window.chat.connection.say("#lab", f"рукопожатие {number}")
    own = boris.window.conversations["#lab"].transcript
    boris.until(lambda: _stored(own) == 5)
    client = open_client(server.port, "anna", ("#lab",))
    client.until(lambda: client.members("#lab"))
    client.activate()
    features = getattr(client.window.chat.connection, "features", None)
    if features is None or not features.search:
        pytest.skip("this server searches nothing")
    model = client.window.conversations["#lab"].transcript
    model.clear()
    panel = opened(client)
    type_text(panel.field, "рукопожатие")
    client.until(lambda: len(found(panel)) == 5)


def test_where_nothing_was_typed_and_in_russian(anna: Client, context: AppContext) -> None:
    context.translator.set_language("ru")
    panel = opened(anna)
    assert panel.empty.texts()[0] == "Что было сказано?"
    type_text(panel.field, "нигде")
    anna.until(lambda: panel.empty.texts()[0] == "Ничего не найдено")
    anna.window.resize(480, 700)
    anna.until(lambda: panel.width() < 480)
    assert not anna.window.grab().isNull()
    tell(anna, "#other", said("сокет", time=10.0))
    panel.begin("сокет")
    anna.until(lambda: found(panel) == ["сокет"])
    press_key(panel.field, Qt.Key.Key_Down)
    press_key(panel.list, Qt.Key.Key_Return)
    assert panel.isHidden()  # it covered the conversation
    assert anna.window.conversations.active == "#other"


def test_the_switcher_hands_its_words_over(anna: Client) -> None:
    tell(anna, "#other", said("сокет", time=10.0))
    QTest.keyClick(anna.input, Qt.Key.Key_K, CONTROL)
    switcher = anna.window.finding.switcher
    assert switcher is not None
    type_text(switcher.input, "сокет")
    press_key(switcher.input, Qt.Key.Key_Up)  # the last one
    press_key(switcher.input, Qt.Key.Key_Return)
    everywhere = anna.window.finding.everywhere
    assert everywhere is not None
    anna.until(lambda: found(everywhere.panel) == ["сокет"])
