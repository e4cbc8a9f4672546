"""The quick switcher: what fits a few letters, and going there by the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.server.config import ServerConfig
from desktop.client.conversation_window import ConversationWindow
from desktop.context import AppContext
from desktop.switcher import matching
from desktop.switcher.entries import Choice, Entry, Section, choose
from desktop.switcher.matching import Match, match
from desktop.switcher.scripts import other_layout, skeleton
from desktop.switcher.switcher import Switcher
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    run_server,
    server,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server"]

CONTROL = Qt.KeyboardModifier.ControlModifier


# --- fitting ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "text", "letters"),
    [
        ("бор", "сборная-олимпиада", "бор"),
        ("бор", "boris", "bor"),
        ("boris", "Борис", "Борис"),
        ("юра", "yura", "yura"),
        ("yura", "Юра", "Юра"),
        ("хор", "khor", "khor"),
        ("щука", "schuka", "schuka"),
        ("елка", "Ёлка", "Ёлка"),
        ("ищкшы", "boris", "boris"),  # typed with the Russian keys
        ("ghbdtn", "привет", "привет"),  # and with the Latin ones
        (",jhbc", "борис", "борис"),
        ("lab cl", "class of the lab", "cllab"),
        ("БОР", "сборная", "бор"),
    ],
)
def test_letters_fit_in_any_script_and_by_any_keys(query: str, text: str, letters: str) -> None:
    found = match(query, text)
    assert found is not None
    assert "".join(text[at] for at in found.letters) == letters


@pytest.mark.parametrize(("query", "text"), [("z", "anna"), ("boriss", "boris"), ("бор", "лес")])
def test_what_does_not_fit(query: str, text: str) -> None:
    assert match(query, text) is None


def test_scattered_letters_fit_where_they_may() -> None:
    assert match("бор", "биология-7-растения") is not None
    assert match("бор", "биология-7-растения", scattered=False) is None


def test_the_nearer_fit_is_better() -> None:
    order = ["бор", "борис", "зал борьбы", "сбор", "boris", "биология-растения"]
    scores = [found.score for text in order if (found := match("бор", text)) is not None]
    assert len(scores) == len(order)
    assert scores == sorted(scores)


def test_hostile_names_are_compared_at_all() -> None:
    for text in ("", "\u200b", "İ" * 500, "ﬀ", "\ud800", "a" * 100_000):
        match("fi", text)
        match(text[:50], "anna")
    assert skeleton("ß")[0] == "ss"
    assert other_layout("123") == ""


def test_what_nobody_types_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    match_word = matching._match_word

    def counting(query: str, text: str, scattered: bool) -> Match | None:
        nonlocal looked
        looked += len(query)
        return match_word(query, text, scattered)

    monkeypatch.setattr(matching, "_match_word", counting)
    assert match("a b c " * 100_000, "anna") is None
    assert match("x" * 1_000_000, "anna") is None
    assert looked <= 4 * matching.LONGEST


def entry(section: Section, title: str, **more: object) -> Entry:
    return Entry(section, title, lambda: None, **more)  # type: ignore[arg-type]


def titles(choice: Choice) -> list[str]:
    return [found.entry.title for found in choice.rows]


def test_eight_rows_in_sections_and_a_row_for_the_messages() -> None:
    entries = [entry(Section.CHANNELS, f"сбор-{n}") for n in range(20)]
    entries += [entry(Section.PEOPLE, "boris"), entry(Section.COMMANDS, "Открыть лабораторию")]
    entries += [entry(Section.MESSAGES, "Искать «бор»")]
    choice = choose("бор", entries)
    assert len(choice.rows) == 8
    assert choice.total == 23
    sections = [found.entry.section for found in choice.rows]
    assert sections == sorted(sections)
    assert titles(choice)[5:] == ["boris", "Открыть лабораторию", "Искать «бор»"]
    assert titles(choose("@бор", entries)) == ["boris"]
    assert titles(choose(">лаб", entries)) == ["Открыть лабораторию"]
    assert len(titles(choose("#", entries))) == 8
    assert titles(choose("№19", entries)) == ["сбор-19"]


def test_topics_are_found_and_what_calls_comes_first_without_letters() -> None:
    entries = [
        entry(Section.CHANNELS, "домашка", detail="Разбор задач", finds=True, rank=2),
        entry(Section.CHANNELS, "лаба", detail="бор", rank=0),
        entry(Section.CHANNELS, "класс", current=True, rank=0),
    ]
    found = choose("бор", entries).rows
    assert [row.entry.title for row in found] == ["домашка"]
    assert found[0].detail == (3, 4, 5)
    assert titles(choose("", entries)) == ["лаба", "домашка"]


# --- in the window ----------------------------------------------------------------------------


def opened(client: Client) -> Switcher:
    client.activate()
    client.input.setFocus()
    QTest.keyClick(client.window, Qt.Key.Key_K, CONTROL)
    found = client.window.finding.switcher
    assert found is not None
    return found


def shown(switcher: Switcher) -> list[str]:
    return titles(switcher.choice)


def in_channels(client: Client, *names: str) -> None:
    for name in names:
        client.until(lambda name=name: client.members(name))  # type: ignore[misc]


@pytest.mark.feature("Quick switcher (Ctrl+K)")
def test_going_to_a_channel_by_three_letters(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, "anna", ("#lab", "#сборная", "#домашка"))
    in_channels(anna, "#lab", "#сборная", "#домашка")
    switcher = opened(anna)
    assert switcher.input.hasFocus()
    type_text(switcher.input, "бор")
    assert shown(switcher)[0] == "сборная"
    assert "сборная" in switcher.input.accessibleDescription()
    press_key(switcher.input, Qt.Key.Key_Return)
    anna.until(lambda: anna.window.conversations.active == "#сборная")
    anna.until(lambda: anna.window.finding.switcher is None)
    # The other keys, and a prefix.
    switcher = opened(anna)
    type_text(switcher.input, "#ljvf")
    assert shown(switcher) == ["домашка"]
    press_key(switcher.input, Qt.Key.Key_Return)
    assert anna.window.conversations.active == "#домашка"


def test_where_one_was_last_comes_first(server: Server, open_client: OpenClient) -> None:
    names = ("#a", "#b", "#c", "#d")
    client = open_client(server.port, "anna", names)
    in_channels(client, *names)
    for name in ("#d", "#a", "#c", "#b"):
        client.window.show_conversation(name)
    switcher = opened(client)
    assert shown(switcher)[:3] == ["c", "a", "d"]
    press_key(switcher.input, Qt.Key.Key_Return)
    assert client.window.conversations.active == "#c"
    assert shown(opened(client))[:3] == ["b", "a", "d"]


def test_escape_gives_the_keyboard_back(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port)
    in_channels(anna, "#lab")
    before = anna.input
    switcher = opened(anna)
    press_key(switcher.input, Qt.Key.Key_Escape)
    anna.until(lambda: anna.window.finding.switcher is None)
    assert before.hasFocus()


def test_writing_to_somebody(server: Server, open_client: OpenClient) -> None:
    boris = open_client(server.port, "boris")
    anna = open_client(server.port, "anna")
    in_channels(boris, "#lab")
    anna.until(lambda: "boris" in anna.members("#lab"))
    switcher = opened(anna)
    type_text(switcher.input, "борис")
    assert shown(switcher)[0] == "boris"
    press_key(switcher.input, Qt.Key.Key_Return)
    anna.until(lambda: anna.window.conversations.active == "boris")


def test_a_channel_that_one_is_not_in(server: Server, open_client: OpenClient) -> None:
    boris = open_client(server.port, "boris", ("#физика",))
    in_channels(boris, "#физика")
    anna = open_client(server.port, "anna")
    in_channels(anna, "#lab")
    switcher = opened(anna)
    type_text(switcher.input, "fizi")
    anna.until(lambda: "физика" in shown(switcher))
    press_key(switcher.input, Qt.Key.Key_Return)
    anna.until(lambda: anna.window.conversations.active == "#физика")


def test_commands_with_their_keys(
    server: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna = open_client(server.port)
    in_channels(anna, "#lab")
    switcher = opened(anna)
    type_text(switcher.input, ">join")
    first = switcher.current()
    assert first is not None
    assert first.title == "Join a channel…"
    assert first.keys == ("Ctrl+J",)
    press_key(switcher.input, Qt.Key.Key_Down)
    second = switcher.current()
    assert second is not None
    assert second is not first
    press_key(switcher.input, Qt.Key.Key_Up)
    press_key(switcher.input, Qt.Key.Key_Return)
    anna.until(lambda: anna.window.acts.join_dialog is not None)
    assert anna.window.acts.join_dialog is not None
    anna.window.acts.join_dialog.reject()
    switcher = opened(anna)
    type_text(switcher.input, ">dark")
    press_key(switcher.input, Qt.Key.Key_Return)
    assert context.settings.theme == "dark"
    switcher = opened(anna)
    type_text(switcher.input, ">/whois")
    press_key(switcher.input, Qt.Key.Key_Return)
    assert anna.page.composer.text() == "/whois "


def test_every_action_of_the_window_is_offered(server: Server, open_client: OpenClient) -> None:
    from desktop.shortcuts import ACTIONS, Binding

    anna = open_client(server.port)
    in_channels(anna, "#lab")
    bound = {binding.action for binding in anna.window.findChildren(Binding)}
    switcher = opened(anna)
    keys: set[str] = set()
    for action in ACTIONS:
        if action.id in bound - {"switcher"}:
            switcher.input.setText(f">{action.name}")
            offered = [found.entry for found in switcher.choice.rows]
            named = {each.title.rstrip("…") for each in offered}
            keys.update(key for each in offered for key in each.keys)
            own = anna.window.context.shortcuts.keys(action.id)
            assert action.name in named or keys & set(own), action.id
    press_key(switcher.input, Qt.Key.Key_Escape)


def test_a_window_of_its_own(server: Server, open_client: OpenClient, context: AppContext) -> None:
    anna = open_client(server.port, "anna", ("#lab", "#other"))
    in_channels(anna, "#lab", "#other")
    wanted: list[object] = []
    context.client_wanted.connect(lambda target, _nick: wanted.append(target))
    shown = anna.window.conversations.active
    other = "#other" if shown == "#lab" else "#lab"
    switcher = opened(anna)
    type_text(switcher.input, other[1:])
    press_key(switcher.input, Qt.Key.Key_Return, CONTROL)
    # It is another window of the same connection: nobody called anna_ comes in.
    assert not wanted and anna.window.conversations.active == shown
    (window,) = anna.window.findChildren(ConversationWindow)
    assert window.name == other and window.isVisible()
    window.close()
    anna.activate()
    switcher = opened(anna)
    type_text(switcher.input, ">join")
    press_key(switcher.input, Qt.Key.Key_Return, CONTROL)  # a command has no other window
    assert anna.window.finding.switcher is switcher
    press_key(switcher.input, Qt.Key.Key_Escape)


def test_conversations_of_another_server(
    server: Server, open_client: OpenClient, qtbot: QtBot
) -> None:
    lifetime = run_server(qtbot, ServerConfig(network="Room 215"))
    other = next(lifetime)
    there = open_client(other.port, "anna", ("#chess",))
    in_channels(there, "#chess")
    anna = open_client(server.port)
    in_channels(anna, "#lab")
    switcher = opened(anna)
    type_text(switcher.input, "chess")
    first = switcher.current()
    assert first is not None
    assert "Room 215" in first.detail
    there.window.show_conversation("")
    press_key(switcher.input, Qt.Key.Key_Return)
    there.until(lambda: there.window.conversations.active == "#chess")
    there.window.close()
    with pytest.raises(StopIteration):
        next(lifetime)


def test_in_russian_and_with_nothing_that_fits(
    server: Server, open_client: OpenClient, context: AppContext
) -> None:
    context.translator.set_language("ru")
    anna = open_client(server.port)
    in_channels(anna, "#lab")
    switcher = opened(anna)
    assert switcher.input.placeholderText() == "Перейти…"
    type_text(switcher.input, ">лаб")
    assert "Открыть лабораторию сокетов" in shown(switcher)
    switcher.input.setText("#ъъъъ")
    assert shown(switcher) == []
    assert switcher.current() is None
    press_key(switcher.input, Qt.Key.Key_Return)
    press_key(switcher.input, Qt.Key.Key_Down)
    assert not switcher.grab().isNull()
    press_key(switcher.input, Qt.Key.Key_Escape)
