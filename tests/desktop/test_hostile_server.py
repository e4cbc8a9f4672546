"""A whole client window at a server that means no good: everything comes in, nothing does harm.

A fault in a slot, a line of Qt's log or a thread that is left fails a test by itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.client.events import News, NewsKind, WhoisReceived
from core.threads.file_transfers import FileTransfers
from desktop.client.channel_settings import ChannelSettings
from desktop.client.conversation import Changes
from desktop.client.join_dialog import JoinDialog
from desktop.client.menus import Menu
from desktop.client.watched_people import came_sentence, gone_sentence, watched_sentence
from desktop.client.whois_card import WhoisCard
from desktop.switcher.client_entries import conversation_entries, people_entries
from desktop.tray import without_markup
from desktop.widgets.tips import plain_tip
from tests.desktop.client_fixtures import Client, OpenClient, context, open_client
from tests.desktop.hostile_server import HostileServer

__all__ = ["context", "open_client"]

SAID = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)
MALLORY = ":mallory!m@h"
MARKED = ":<b>mal</b>!<i>u</i>@<u>h</u>"


@pytest.fixture
def evil() -> Iterator[HostileServer]:
    server = HostileServer()
    yield server
    server.close()


@pytest.fixture
def anna(evil: HostileServer, open_client: OpenClient) -> Client:
    client = open_client(evil.port, "anna")
    client.until(lambda: client.members("#lab"))
    return client


def hear(anna: Client, evil: HostileServer, *lines: str, channel: str = "#lab") -> None:
    """Let the server say that, and the window take all of it."""
    hear.count = getattr(hear, "count", 0) + 1  # type: ignore[attr-defined]
    end = f"that was number {hear.count}"  # type: ignore[attr-defined]
    evil.say(*lines, f"{MALLORY} PRIVMSG {channel} :{end}")
    anna.until(lambda: anna.sees(end, channel))


def test_every_numeric_with_any_number_of_words(anna: Client, evil: HostileServer) -> None:
    chance = random.Random(5)
    words = [
        "anna",
        "#lab",
        "mallory",
        "",
        "<b>x</b>",
        "@",
        "-1",
        "9" * 40,
        "=",
        "*",
        "+o",
        "\u202e",
    ]
    lines = []
    for number in range(1000):
        found = [chance.choice(words) for _ in range(number % 16)]
        middle = [word or "*" for word in found[:-1]]
        last = [f":{found[-1]}"] if found else []
        lines.append(" ".join([":evil", f"{number:03}", *middle, *last]))
    # 001 would give us another name, 43x ask for one; both are tested elsewhere.
    hear(anna, evil, *(line for line in lines if not line.startswith((":evil 001", ":evil 43"))))
    assert anna.online()


def test_what_is_never_closed_or_contradicts_itself(anna: Client, evil: HostileServer) -> None:
    stamp = "time=9999-12-31T23:59:59.999Z"
    hear(
        anna,
        evil,
        *(f"BATCH +m{n} draft/multiline #lab" for n in range(100)),
        *(f"@batch=m{n} {MALLORY} PRIVMSG #lab :{'z' * 400}" for n in range(100)),
        *(f"BATCH +c{n} chathistory #lab" for n in range(100)),
        *(f"@batch=c{n};msgid=h1;{stamp} {MALLORY} PRIVMSG #lab :again" for n in range(100)),
        "BATCH -unknown",
        *(f"{MALLORY} REDACT #lab unknown{n} :<b>why</b>" for n in range(100)),
        *(
            f"@msgid=r{n};+draft/reply=r{(n + 1) % 10} {MALLORY} PRIVMSG #lab :round {n}"
            for n in range(10)
        ),
        ":evil MARKREAD #lab timestamp=9999-12-31T23:59:59.999Z",
        ":evil MARKREAD #nowhere timestamp=0000-00-00T00:00:00.000Z",
        *(f"CAP anna NEW :draft/multiline sasl=PLAIN v{n}" for n in range(100)),
        *("CAP anna DEL :draft/multiline draft/chathistory" for _ in range(100)),
        *(f":evil {word} <b> CODE <i> :<u>" for word in ("FAIL", "WARN", "NOTE")),
        "FAIL",
    )
    assert anna.online()


def test_edits_of_others_words_change_nothing(anna: Client, evil: HostileServer) -> None:
    hear(
        anna,
        evil,
        f"@msgid=m1 {MALLORY} PRIVMSG #lab :what was said",
        "@msgid=m2;+besedka.app/edit=m1 :eve!e@h PRIVMSG #lab :what was not said",
        ":eve!e@h REDACT #lab m9 :nothing",
    )
    assert "mallory: what was said" in anna.lines("#lab")


def test_reactions_without_end(anna: Client, evil: HostileServer) -> None:
    hear(
        anna,
        evil,
        f"@msgid=m1 {MALLORY} PRIVMSG #lab :react to this",
        *(f"@+draft/reply=m1;+draft/react=👍 :n{n}!m@h TAGMSG #lab" for n in range(2000)),
        *(f"@+draft/reply=m1;+draft/react=x{n} :n{n}!m@h TAGMSG #lab" for n in range(1000)),
        *(f"@+typing=active :t{n}!m@h TAGMSG #lab" for n in range(1000)),
    )
    model = anna.window.conversations["#lab"].transcript
    number = model.find("m1")
    assert number is not None
    reactions = getattr(model.row(number), "reactions")  # noqa: B009 - rows are of many kinds
    assert 0 < len(reactions) < 100


def test_nothing_that_others_wrote_is_read_as_markup(
    anna: Client, evil: HostileServer, qtbot: QtBot
) -> None:
    hear(
        anna,
        evil,
        f"{MARKED} JOIN #lab <acc> :<b>real</b>",
        f"{MARKED} TOPIC #lab :<img src=file:///etc/passwd> <b>topic</b>",
        f"{MARKED} INVITE anna #<b>inv</b>",
        f"{MARKED} PRIVMSG anna :<b>hi</b>",
        ":anna!a@h JOIN #<b>chan</b>",
        f"{MARKED} TOPIC #<b>chan</b> :&lt;b&gt;",
        ":<b>evil</b> NOTICE anna :<b>news</b>",
        ":evil 473 anna #<b>shut</b> :<b>no</b>",
    )
    names = [conversation.name for conversation in anna.window.conversations.order]
    assert {"#<b>chan</b>", "<b>mal</b>"} <= set(names)
    for name in names:
        anna.window.show_conversation(name)
        assert marked_up(anna.window) == []


def marked_up(window: QWidget) -> list[str]:
    """Tool tips and labels of a window that Qt would draw with tags of others as markup."""
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        found.append(widget.toolTip())
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            found.append(widget.text())
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            tips = (
                model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
                for row in range(model.rowCount())
            )
            found += [tip for tip in tips if isinstance(tip, str)]
    tags = ("<b>mal", "<b>chan", "<b>Evil", "<b>inv", "<b>topic", "<img", "<b>shut", "<b>news")
    return [
        text for text in found if GuiQt.mightBeRichText(text) and any(tag in text for tag in tags)
    ]


def test_nothing_is_fetched_unasked_from_where_the_server_points(
    anna: Client, evil: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server may call any computer its file host, such as one of the person's own network."""
    asked: list[str] = []
    monkeypatch.setattr(FileTransfers, "fetch", lambda _self, url, *_, **__: asked.append(url))
    anna.window.context.set_preference("pictures.load", "server")
    base = "http://192.168.77.1/files"
    hear(
        anna,
        evil,
        f":evil 005 anna soju.im/FILEHOST={base} :are supported",
        f":evil METADATA mallory avatar * :{base}/a.png",
        f"{MALLORY} PRIVMSG #lab :{base}/b.png",
    )
    assert anna.window.chat.connection.features.files == base
    anna.window.grab()
    assert anna.window.avatars.picture("mallory", 32, 1.0) is None
    assert not anna.window.pictures.state(f"{base}/b.png").loading
    assert asked == []


def test_many_conversations_are_brought_up_to_date_at_once(
    anna: Client, evil: HostileServer
) -> None:
    hear(anna, evil, *(f":n{n}!m@h PRIVMSG anna :hi" for n in range(300)))
    sidebar = anna.page.sidebar
    told: list[object] = []
    sidebar.model.dataChanged.connect(lambda *_: told.append(1))
    sidebar.touch({f"n{n}" for n in range(300)})
    assert len(told) == 1  # each time all rows would be laid out


@pytest.mark.parametrize(
    ("nick", "seen"),
    [("\u200b", "\ufffd"), ("\u202egpj", "\ufffdgpj"), ("Z" + "\u0335" * 90, "Z" + "\u0335" * 4)],
)
def test_names_are_harmless_wherever_they_stand(
    anna: Client, evil: HostileServer, nick: str, seen: str
) -> None:
    hear(
        anna,
        evil,
        f":{nick}!m@h JOIN #lab",
        f":{nick}!m@h PRIVMSG anna :hi",
        f":anna!a@h JOIN #{nick}",
        f":{nick}!m@h TOPIC #{nick} :{nick}",
        f":evil 005 anna NETWORK={nick} :are supported",
    )
    window, page = anna.window, anna.page
    window.show_conversation(f"#{nick}")
    model, members = page.sidebar.model, page.members.model
    said = [window.windowTitle(), page.header.title.text(), page.sidebar.server.texts[0]]
    for row in range(model.rowCount()):
        said += [str(model.index(row).data(role)) for role in SAID]
    window.show_conversation("#lab")
    for row in range(members.rowCount()):
        said += [str(members.index(row).data(role)) for role in SAID[1:]]
    assert not any(nick in words.replace("#\u200b", "") for words in said)
    assert sum(seen in words for words in said) >= 6
    window.grab()


def test_names_are_harmless_in_windows_and_cards_beside(anna: Client, evil: HostileServer) -> None:
    nick = "\u202egpj"
    hear(anna, evil, f":{nick}!m@h JOIN #lab", f":anna!a@h JOIN #{nick}")
    hear(anna, evil, f":{nick}!m@h TOPIC #{nick} :{nick}", f":{nick}!m@h INVITE anna #x{nick}")
    window = anna.window
    window.finding.own_window(f"#{nick}")
    own = window.finding._own_windows[0]
    card = WhoisCard(
        WhoisReceived(nick, nick, nick, nick, nick, (f"#{nick}",), away=nick, account=nick),
        window,
        fill_menu=lambda _menu: None,
        raw=[],
    )
    words = [label.text() for root in (own, card, window) for label in root.findChildren(QLabel)]
    words += [own.windowTitle(), card.windowTitle(), own.composer.input.accessibleName()]
    for entries in (conversation_entries, people_entries):
        words += [f"{entry.title} {entry.detail}" for entry in entries(window, window)]
    words += [plain_tip(nick)]
    assert not any("\u202e" in each for each in words)
    assert sum("\ufffdgpj" in each for each in words) >= 12
    card.close()
    own.close()


def test_what_comes_together_is_said_and_kept_once(
    anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []
    kept: list[object] = []
    banner = anna.page.notices.invited
    monkeypatch.setattr(banner, "offer", lambda channel, _who: offered.append(channel))
    context = anna.window.context
    monkeypatch.setattr(context, "remember_server", lambda *_, **__: kept.append(1))
    invites = [
        News("", NewsKind.INVITED, "anna", 0.0, own=True, text=f"#c{n}", other="mallory")
        for n in range(200)
    ]
    joined = [News(f"#c{n}", NewsKind.JOINED, "anna", 0.0, own=True) for n in range(200)]
    anna.window.follow_up.take(Changes(other=[*invites, *joined]))
    assert offered == ["#c199"]
    assert len(kept) == 1


def test_cards_come_only_when_asked_for(anna: Client, evil: HostileServer) -> None:
    hear(
        anna,
        evil,
        *(f":evil 311 anna n{n} u h * :<b>Real</b>" for n in range(20)),
        *(f":evil 318 anna n{n} :End" for n in range(20)),
    )
    assert anna.window.findChildren(WhoisCard) == []


@pytest.mark.parametrize("after", [0, 1, 5])
def test_dropped_and_back(anna: Client, evil: HostileServer, after: int) -> None:
    for _ in range(after):
        hear(anna, evil, "BATCH +x chathistory #lab", f"{MALLORY} PRIVMSG anna :x")
    evil.drop()
    anna.until(lambda: anna.sees("Connection lost at", "#lab"))
    anna.window.acts.retry()
    anna.until(lambda: anna.sees("Connected again", "#lab"))
    anna.until(lambda: "mallory" in anna.members("#lab"))


def test_tips() -> None:
    assert plain_tip("a & b") == "a & b"
    assert "<b>" not in plain_tip("<b>x</b>")
    assert plain_tip("&lt;b&gt;") != "&lt;b&gt;"
    assert len(plain_tip("x" * 1_000_000)) == 2000


def test_notifications_have_no_markup() -> None:
    assert not set("<>&") & set(without_markup("<b>x</b> & <img src='http://h/'>"))


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("\u202egpj", "\ufffdgpj"),
        ("\u200b", "\ufffd"),
        ("a\x07b", "a\u2407b"),
        ("x" * 2000, "x" * 199),
        ("אבג", "\u2068אבג\u2069"),
    ],
)
def test_names_are_harmless_in_dialogs_and_sentences(
    anna: Client, evil: HostileServer, name: str, seen: str
) -> None:
    window = anna.window
    hear(anna, evil, f":anna!a@h JOIN #{name}", f":{name}!m@h JOIN #{name}")
    settings = ChannelSettings(window, f"#{name}")
    settings.lists.show_entries("b", ((name, name, 0.0),), "")
    settings.people.list.grab()
    people, masks = settings.people.list.rows_model, settings.lists.list.rows_model
    dialog = JoinDialog(None, window)
    dialog.set_channels(((f"#{name}", 3, name),))
    dialog.list.grab()
    said = [settings.windowTitle()]
    for model in (people, masks, dialog._channels):
        for row in range(model.rowCount()):
            said += [str(model.index(row).data(role)) for role in SAID[:2]]
    dialog.set_channels((), name)
    banner = window.page.notices.login
    banner.show_failed(name, name)
    window.display.own(name)
    said += [
        dialog.heading.text(),
        banner.sentence(),
        came_sentence(name),
        gone_sentence(name),
        watched_sentence(((name, True), (name, False))),
        " ".join(window.page.sidebar.own.texts),
    ]
    window.accounts.account = name
    menu = Menu(window)
    window.accounts.add_entries(menu)
    said += [action.text() for action in menu.actions()]
    raw = name if name != "אבג" else "\0"
    assert not any(raw in words.replace(f"#{name}", "#") for words in said if raw)
    assert sum(seen in words for words in said) >= 11
    for part in (menu, dialog, settings):
        part.close()


def test_an_own_name_of_the_servers_making_is_harmless(anna: Client, evil: HostileServer) -> None:
    hear(anna, evil, ":anna!a@h NICK \u202egpj")
    anna.until(lambda: anna.page.sidebar.own.texts[0] == "\ufffdgpj")
