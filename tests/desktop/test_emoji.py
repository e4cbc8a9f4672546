"""Emoji by their names and out of the picker, by real keys; all of them have names."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.client import emoji_recent
from desktop.client.completion_popup import CompletionPopup
from desktop.client.emoji_data import (
    FIRST,
    GROUPS,
    MAX_RECENT,
    all_emoji,
    emoji_of,
    find,
    in_group,
    name_before,
)
from desktop.client.emoji_picker import SHOWN, EmojiPicker
from desktop.i18n import Translator
from tests.desktop.composer_fixtures import ComposerWindow, show_composer
from tests.desktop.typing import press_key, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> ComposerWindow:
    return show_composer(qtbot)


# --- the table ------------------------------------------------------------------------------------


def test_every_emoji_has_its_group_and_names() -> None:
    found = all_emoji()
    assert len(found) > 1800
    assert len({each.text for each in found}) == len(found)
    assert {each.group for each in found} == {group for group, _ in GROUPS}
    for each in found:
        assert each.short, each.text
        assert each.english, each.text
        assert each.russian, each.text
    assert all(in_group(group) for group, _ in GROUPS)
    assert all(emoji_of(text) for text in FIRST)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("огонь", "🔥"),
        ("fire", "🔥"),
        ("ёлка", "🎄"),
        ("елка", "🎄"),
        ("thumbs up", "👍"),
        ("+1", "👍"),
        ("росси", "🇷🇺"),
        ("СМЕХ", "😀"),
        ("party", "🎉"),
    ],
)
def test_emoji_are_found_in_both_languages(query: str, expected: str) -> None:
    assert expected in [each.text for each in find(query)]


def test_the_very_name_is_first_and_nonsense_finds_nothing() -> None:
    assert find("smile")[0].text == "😄"
    assert find("qwzx") == []
    assert find("  ") == []
    assert find("heart", recent=("💙",))[0].short[0] == "heart"


@pytest.mark.parametrize(
    ("text", "colon"),
    [
        (":smi", 0),
        ("a :улыб", 2),
        ("(:smi", 1),
        (":D", None),
        (":/", None),
        ("10:30", None),
        ("http://ab", None),
        ("re:foo", None),
        ("smi", None),
    ],
)
def test_where_a_name_begins(text: str, colon: int | None) -> None:
    assert name_before(text, len(text)) == colon


# --- recently used --------------------------------------------------------------------------------


def test_what_was_used_is_kept(own_settings_folder: Path) -> None:
    assert emoji_recent.recent() == FIRST
    for text in ("🔥", "😀", "🔥"):
        emoji_recent.use(text)
    assert emoji_recent.recent() == ("🔥", "😀")
    emoji_recent._read.clear()  # another start
    assert emoji_recent.recent() == ("🔥", "😀")
    for each in all_emoji()[:50]:
        emoji_recent.use(each.text)
    assert len(emoji_recent.recent()) == MAX_RECENT


def test_a_broken_file_of_recent_ones_is_none(own_settings_folder: Path) -> None:
    own_settings_folder.mkdir(parents=True, exist_ok=True)
    (own_settings_folder / "recent-emoji.txt").write_bytes(b"\xff\x00<b>\n" + "🔥".encode())
    emoji_recent._read.clear()
    assert "🔥" in emoji_recent.recent()


# --- names in the text ----------------------------------------------------------------------------


def popup(window: ComposerWindow) -> CompletionPopup | None:
    found = window.findChild(CompletionPopup)
    return found if found is not None and found.isVisible() else None


def test_a_name_offers_emoji(window: ComposerWindow) -> None:
    type_text(window.text, "да :огон")
    offered = popup(window)
    assert offered is not None
    completion = offered.completion()
    assert completion is not None
    assert completion.candidates[0].insert == "🔥"
    assert "fire" in offered.accessibleName()
    window.grab()
    press_key(window.text, Qt.Key.Key_Return)
    assert window.composer.text() == "да 🔥"
    assert window.sent == []
    assert popup(window) is None
    assert emoji_recent.recent()[0] == "🔥"


def test_a_closed_name_becomes_its_emoji(window: ComposerWindow) -> None:
    type_text(window.text, "hi :smile: :nosuchname: 12:30:")
    assert window.composer.text() == "hi 😄 :nosuchname: 12:30:"
    window.composer.set_text("")
    window.composer.input.insert_text("pasted :smile:")
    assert window.composer.text() == "pasted :smile:"


def test_names_are_left_alone_where_one_likes_it_so(window: ComposerWindow) -> None:
    window.composer.set_emoji_names(False)
    type_text(window.text, ":smile: :smi")
    assert window.composer.text() == ":smile: :smi"
    assert popup(window) is None


def test_esc_leaves_the_name_as_it_is(window: ComposerWindow) -> None:
    type_text(window.text, ":smi")
    press_key(window.text, Qt.Key.Key_Escape)
    press_key(window.text, Qt.Key.Key_Return)
    assert [each.text for each in window.sent] == [":smi"]


# --- the picker -----------------------------------------------------------------------------------


def open_picker(window: ComposerWindow, qtbot: QtBot) -> EmojiPicker:
    window.composer.emoji.click()
    picker = next(each for each in window.findChildren(EmojiPicker) if each.isVisible())
    qtbot.waitUntil(picker.search.hasFocus, timeout=30_000)
    return picker


def test_the_picker_finds_and_puts_in(window: ComposerWindow, qtbot: QtBot) -> None:
    type_text(window.text, "да ")
    picker = open_picker(window, qtbot)
    type_text(picker.search, "огонь")
    assert picker.grid.emoji()[0].text == "🔥"
    window.grab()
    press_key(picker.search, Qt.Key.Key_Return)
    assert window.composer.text() == "да 🔥"
    assert not picker.isVisible()
    assert window.text.hasFocus()


def test_the_picker_by_keyboard_alone(window: ComposerWindow, qtbot: QtBot) -> None:
    emoji_recent.use("🔥")
    picker = open_picker(window, qtbot)
    shown = [each.text for each in picker.grid.emoji()]
    assert shown[:3] == ["🔥", "👍", "❤️"]  # what was used, then what many use
    assert len(shown) == SHOWN == len(set(shown))
    QTest.keyClick(picker.search, Qt.Key.Key_Tab)
    tab = QApplication.focusWidget()
    assert tab is not None
    assert tab.accessibleName() == "Recent and popular"
    press_key(tab, Qt.Key.Key_Right)
    tab = QApplication.focusWidget()
    assert tab is not None
    assert tab.accessibleName() == "Smileys"
    QTest.keyClick(tab, Qt.Key.Key_Tab)
    assert picker.grid.hasFocus()
    press_key(picker.grid, Qt.Key.Key_Right)
    assert picker.name.accessibleName() == all_emoji()[1].english
    press_key(picker.grid, Qt.Key.Key_Return)
    assert window.composer.text() == all_emoji()[1].text
    assert window.text.hasFocus()


def test_a_letter_in_the_grid_searches_and_esc_closes(window: ComposerWindow, qtbot: QtBot) -> None:
    picker = open_picker(window, qtbot)
    press_key(picker.search, Qt.Key.Key_Down)
    assert picker.grid.hasFocus()
    type_text(picker.grid, "f")
    assert picker.search.hasFocus()
    type_text(picker.search, "qqq")
    assert picker.nothing.isVisible()
    assert picker.nothing.texts()[0] == "Nothing is called that"
    assert not picker.grid.isVisible()
    press_key(picker.search, Qt.Key.Key_Return)  # there is nothing to take
    assert window.composer.text() == ""
    press_key(picker.search, Qt.Key.Key_Escape)
    assert picker.isVisible()  # it emptied the search
    press_key(picker.search, Qt.Key.Key_Escape)
    assert not picker.isVisible()
    assert window.text.hasFocus()


def test_a_click_beside_closes(window: ComposerWindow, qtbot: QtBot) -> None:
    picker = open_picker(window, qtbot)
    QTest.mouseClick(window.composer.send, Qt.MouseButton.LeftButton)
    assert not picker.isVisible()


def test_everything_of_the_picker_has_a_name(window: ComposerWindow, qtbot: QtBot) -> None:
    translator = Translator(window)
    for language in ("en", "ru"):
        translator.set_language(language)
        picker = open_picker(window, qtbot)
        parts: list[QWidget] = [picker, picker.search, picker.grid, *picker._tabs.values()]
        assert all(part.accessibleName() for part in parts)
        names = {part.accessibleName() for part in parts}
        assert ("Recent and popular" in names) is (language == "en")
        model = picker.grid.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        assert model.data(model.index(0, 0), role)
        picker.leave()
    translator.set_language("en")


@pytest.mark.parametrize("size", [(1240, 800), (400, 480)])
def test_the_picker_stays_in_its_window(
    window: ComposerWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    picker = open_picker(window, qtbot)
    panel = picker.panel_rect().translated(picker.pos())
    assert window.rect().contains(panel)
