"""What a hostile person or server can send: it is shown safely, in both layouts, and stays small
whatever its size."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.client.events import Delivery, MessageKind, MessageReceived, News, NewsKind, Reaction
from desktop.client.message_dialogs import DeleteDialog, LinkDialog
from desktop.client.message_layout import Hit, RowLayout
from desktop.client.message_model import ConversationModel
from desktop.client.message_pictures import is_picture, picture_name
from desktop.client.message_text import MAX_LINES, MAX_MARKS, MAX_SHOWN, REPLACEMENT, make_body
from desktop.client.message_tips import hit_words
from desktop.client.message_view import MessageView
from desktop.client.typing_line import typing_words
from desktop.widgets.tips import plain_tip

NOON = datetime(2026, 11, 20, 12, 0).timestamp()
MEGABYTE = 1_000_000


def message(text: str, nick: str = "mallory", **more: object) -> MessageReceived:
    row = MessageReceived("#room", MessageKind.TEXT, nick, text, NOON, f"{nick}{text[:20]}")
    for name, value in more.items():
        object.__setattr__(row, name, value)
    return row


@pytest.fixture
def view(qtbot: QtBot) -> MessageView:
    model = ConversationModel()
    model.set_own_nick("anna")
    made = MessageView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.set_model(model)
    made.show()
    return made


def show(view: MessageView, *rows: MessageReceived | News) -> list[RowLayout]:
    """Show rows in both layouts, painted, chosen and copied; the lay-outs of the latter."""
    model = view.model()
    assert model is not None
    start = model.end
    model.append_batch(list(rows))
    for layout in ("compact", "bubbles"):
        view.set_layout("compact" if layout == "compact" else "bubbles")
        QApplication.processEvents()
        view.grab()
    view.jump_to_row(model.end - 1)
    view.grab()
    view.select_all()
    assert view.selected_text()
    return [view._scroller.layout(number) for number in range(start, model.end)]


HUGE = {
    "one word": "x" * MEGABYTE,
    "spaces": " " * MEGABYTE,
    "lines": "\n" * MEGABYTE,
    "emoji": "👩‍👩‍👧" * (MEGABYTE // 8),
    "stars": "*a " * (MEGABYTE // 3),
    "double stars": "**a " * (MEGABYTE // 4),
    "ticks": "`" * MEGABYTE,
    "ticks apart": "` " * (MEGABYTE // 2),
    "fences": "```\n" * (MEGABYTE // 4),
    "code": "```py\n" + "(" * MEGABYTE,
    "quotes": "> " * (MEGABYTE // 2),
    "quoted lines": "> a\n" * (MEGABYTE // 4),
    "items": "- a\n" * (MEGABYTE // 4),
    "links": "http://a.b " * (MEGABYTE // 11),
    "one link": "http://a.b/" + "(" * MEGABYTE,
    "pictures": "http://a.b/c.png " * (MEGABYTE // 17),
    "colours": "\x0304,07a" * (MEGABYTE // 8),
    "our name": "anna " * (MEGABYTE // 5),
    "right to left": "שלום " * (MEGABYTE // 5),
    "ligatures": "\ufdfa" * MEGABYTE,
    "tabs": "```\n" + "\t" * MEGABYTE,
}


@pytest.mark.parametrize("name", HUGE)
def test_a_megabyte(view: MessageView, name: str) -> None:
    row = show(view, message(HUGE[name]))[0]
    assert len(row.body.text) <= MAX_SHOWN + 1
    assert row.text.lineCount() <= 3 * MAX_LINES + MAX_SHOWN // 20
    assert row.body.truncated
    assert len(row.cards) <= 4


def test_a_message_that_is_shown_in_part_is_copied_whole(view: MessageView) -> None:
    text = "word " * 5_000
    show(view, message(text))
    view.set_current(0)
    view.copy_row(0)
    assert len(QApplication.clipboard().text()) == len(text)


def test_ten_thousand_combining_marks(view: MessageView) -> None:
    row = show(view, message("a" + "\u0301" * 10_000 + "b"))[0]
    assert row.body.text == "a" + "\u0301" * MAX_MARKS + "…"
    assert row.height < 200


@pytest.mark.parametrize("override", ["\u202e", "\u202d"])
def test_overrides_are_seen_instead_of_followed(view: MessageView, override: str) -> None:
    row = show(view, message(f"see {override}gpj.exe", nick=f"{override}annob"))[0]
    assert override not in row.body.text
    assert REPLACEMENT in row.body.text
    assert all(override not in label.text.text() for label in row.labels)


def test_isolates_end_with_the_name_that_began_them(view: MessageView) -> None:
    row = show(view, message("\u2067\u2067abc", nick="\u2068\u2068x"))[0]
    text = row.body.text
    assert text.count("\u2067") == text.count("\u2069")


@pytest.mark.parametrize("nick", ["\u200b\u200b", "\u2060", "\u00ad", "\ufeff", " \u200d ", ""])
def test_a_name_of_nothing_is_seen(view: MessageView, nick: str) -> None:
    row = show(view, message("hello", nick=nick))[0]
    names = [label.text.text() for label in row.labels]
    assert all(name.strip("\u200b\u2060\u00ad\ufeff\u200d") for name in names)
    if nick.strip():
        assert any(REPLACEMENT in name for name in names)


@pytest.mark.parametrize(
    "markup",
    [
        "<b>bold</b>",
        "<img src='http://thief.example/x.png'>",
        "<script>alert(1)</script>",
        "<a href='javascript:alert(1)'>click</a>",
        "&lt;b&gt; &amp; &#x27;",
        "<!--",
        "<table><tr><td>" * 100,
    ],
)
def test_markup_of_the_web_stays_text(view: MessageView, qtbot: QtBot, markup: str) -> None:
    row = show(view, message(markup, nick=markup[:30]))[0]
    assert row.body.plain == markup[:MAX_SHOWN]
    dialog = DeleteDialog(message(markup))
    qtbot.addWidget(dialog)
    assert "<" not in markup or dialog.quote.textFormat().name == "PlainText"
    reaction = Reaction(markup[:40], (markup[:30],))
    tip = hit_words(
        Hit(row.hits[0].rect, "chip", reaction.text), message("", reactions=(reaction,))
    )
    label = QLabel(plain_tip(tip))
    qtbot.addWidget(label)
    assert "<" not in tip or "&lt;" in label.text()


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,<script>",
        "vbscript:x",
        "http://good.example@thief.example/",
        "http:\u200b//thief.example",
        "smb://server/share",
        "C:\\Windows\\System32",
    ],
)
def test_what_is_no_link(view: MessageView, text: str) -> None:
    row = show(view, message(f"click {text} now"))[0]
    assert row.body.links == ()
    assert row.cards == []


def test_a_link_with_invisible_letters_ends_there() -> None:
    body = make_body("http://good.example\u200b.thief.example/")
    assert [link.url for link in body.links] == ["http://good.example"]


def test_the_question_shows_where_it_leads(qtbot: QtBot) -> None:
    dialog = LinkDialog("https://аррӏе.com/<b>login</b>")
    qtbot.addWidget(dialog)
    assert dialog.host.text() == "xn--80ak6aa92e.com"
    assert dialog.no.isDefault()


def test_control_characters_are_seen(view: MessageView) -> None:
    row = show(view, message("bell\x07 escape\x1b[31m null\x00 del\x7f c1\x9b"))[0]
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in row.body.text)
    assert "\u2407" in row.body.text
    assert len(row.body.marks) >= 4


def test_halves_of_letters(view: MessageView) -> None:
    row = show(view, message("a\ud83d b\udc4d \ud800\ud800", nick="\ud83d"))[0]
    row.body.text.encode("utf-8")


def test_reactions_without_end(view: MessageView) -> None:
    reactions = (
        *(Reaction(f"r{n}", tuple(f"nick{i}" for i in range(500))) for n in range(39)),
        Reaction("\u202e" + "x" * 64, ("\u200b",) * 500, own=True),
    )
    row = show(view, message("hi", reactions=reactions))[0]
    assert len(row.chips) == 20
    assert all(chip.rect.right() <= 700 for chip in row.chips)
    words = hit_words(Hit(row.hits[0].rect, "chip", "r0"), message("", reactions=reactions))
    assert len(words) < 400


def test_answers_in_a_circle(view: MessageView) -> None:
    rows = show(
        view,
        message("to myself", msgid="a", reply_to="a"),
        message("first", msgid="b", reply_to="c"),
        message("second", msgid="c", reply_to="b"),
        message("to nobody", msgid="d", reply_to="x" * 100_000),
        message("`" * 5000, msgid="e"),
        message("to that", msgid="f", reply_to="e"),
    )
    assert all(row.quote_bar is not None for row in (*rows[:4], rows[5]))
    assert view.do("message_origin", 1)
    assert view.current() == 2
    assert view.do("message_origin", 2)
    assert view.current() == 1


def test_a_deletion_with_hostile_words(view: MessageView) -> None:
    row = show(
        view,
        message("", redacted="\u202e<b>", redaction="<b>\u0301" * 10_000, msgid="m", reply_to="m"),
    )[0]
    assert "\u202e" not in row.body.text
    assert len(row.body.text) < 500
    assert row.quote_bar is None


@pytest.mark.parametrize("when", [float("nan"), float("inf"), -1e300, 1e300, -5.0])
def test_times_that_cannot_be(view: MessageView, when: float) -> None:
    row = show(view, message("when?", time=when, edited=when), message("then", time=NOON))[0]
    assert row.height > 0


@pytest.mark.parametrize("kind", NewsKind)
@pytest.mark.parametrize("own", [False, True])
def test_news_of_every_kind_are_drawn(view: MessageView, kind: NewsKind, own: bool) -> None:
    news = News("#room", kind, "anna", NOON, other="boris", text="why", own=own)
    row = show(view, news)[0]
    assert row.body.text
    assert row.height > 0


def test_news_with_hostile_names(view: MessageView) -> None:
    row = show(
        view,
        *(
            News("#room", NewsKind.QUIT, f"\u202e{n}<b>", NOON, text="\x07" * 900)
            for n in range(200)
        ),
    )[0]
    assert "\u202e" not in row.body.text


def test_who_is_typing_is_no_place_for_tricks() -> None:
    words = typing_words(["\u202eanna", "%1", "x" * 5000])
    assert "\u202e" not in words
    assert len(words) < 1000
    assert typing_words(["%2", "boris"]).startswith("%2 ")


def test_names_of_pictures() -> None:
    url = "http://a.b/%E2%80%AEgnp.exe.png"
    assert is_picture(url)
    assert "\u202e" not in picture_name(url)
    assert "\u202e" not in make_body(url).text
    assert not is_picture("http://a.b/?x=.png")
    assert not is_picture("irc://a.b/c.png")


def test_own_messages_may_be_huge_too(view: MessageView) -> None:
    row = show(view, message("x" * MEGABYTE, nick="anna", own=True, delivery=Delivery.STORED))[0]
    assert row.bubble is not None
    assert row.bubble.right() <= 700
    place = view._scroller.placed[0]
    row.position_at(QPointF(QPoint(200, round(place[0]) + 100)))
