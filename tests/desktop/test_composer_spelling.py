"""Spelling in the composer with small dictionaries: what is marked, what is offered."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.client import composer_spelling
from desktop.client.composer_spelling import Dictionary, Spelling, misspelt, spell_in
from tests.desktop.composer_fixtures import ComposerWindow, show_composer
from tests.desktop.typing import type_text

WAVE = QTextCharFormat.UnderlineStyle.SpellCheckUnderline


class SmallDictionary:
    """Knows a few words."""

    def __init__(self, *words: str) -> None:
        self.words = set(words)
        self.may_suggest = threading.Event()
        self.may_suggest.set()
        self.suggested_in: list[int] = []

    def check(self, word: str, /) -> bool:
        return word.casefold() in self.words

    def suggest(self, word: str, /) -> list[str]:
        self.suggested_in.append(threading.get_ident())
        self.may_suggest.wait(30)
        return sorted(each for each in self.words if each[:2] == word.casefold()[:2])

    def add(self, word: str, /) -> None:
        self.words.add(word.casefold())


def dictionaries() -> dict[str, Dictionary]:
    return {"ru": SmallDictionary("привет", "всем"), "en": SmallDictionary("hello", "it's")}


@pytest.fixture
def russian() -> SmallDictionary:
    return SmallDictionary("привет", "всем")


@pytest.fixture
def spelling(qtbot: QtBot, russian: SmallDictionary) -> Iterator[Spelling]:
    parent = QObject()
    made = Spelling(lambda: {**dictionaries(), "ru": russian}, parent)
    qtbot.waitUntil(lambda: bool(made.dictionaries), timeout=30_000)
    yield made
    made.stop()


@pytest.fixture
def window(qtbot: QtBot, spelling: Spelling) -> ComposerWindow:
    made = show_composer(qtbot)
    spell_in(made.composer.input, on=True, using=spelling)
    return made


def waves(window: ComposerWindow) -> list[str]:
    """What has a wave under it."""
    block = window.composer.input.document().firstBlock()
    found = []
    while block.isValid():
        data = block.text().encode("utf-16-le")
        for each in block.layout().formats():
            if each.format.underlineStyle() is WAVE:
                piece = data[2 * each.start : 2 * (each.start + each.length)]
                found.append(piece.decode("utf-16-le"))
        block = block.next()
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Привет всем", []),
        ("Превет всем", ["Превет"]),
        ("helo hello it’s", ["helo"]),
        ("`helo` https://helo.test/helo @helo #helo helo@a.test :helo /etc/helo v2helo", []),
        ("приvет日本 Ж", []),
    ],
)
def test_what_is_misspelt(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in misspelt(text, dictionaries())] == expected


def test_a_language_without_a_dictionary_is_left_alone() -> None:
    assert misspelt("helo превет", {"en": SmallDictionary("hello")}) == [(0, 4)]


def test_waves_come_when_the_word_is_done(window: ComposerWindow) -> None:
    type_text(window.text, "😀 превет")
    assert waves(window) == []
    type_text(window.text, " всем")
    assert waves(window) == ["превет"]
    window.composer.set_text("/helo helo all")
    assert waves(window) == []


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_menu_mends_a_word(qtbot: QtBot, window: ComposerWindow) -> None:
    type_text(window.text, "😀 превет всем")
    menu = QMenu(window)
    menu.addAction("Copy")
    cursor = QTextCursor(window.composer.input.document())
    cursor.setPosition(5)
    window.composer.input.menu_filter(menu, cursor)
    expected = ["привет", "Add to the dictionary", "Copy"]
    qtbot.waitUntil(lambda: texts(menu) == expected, timeout=30_000)
    menu.actions()[0].trigger()
    assert window.composer.text() == "😀 привет всем"


def test_suggestions_keep_nobody_waiting(
    qtbot: QtBot, window: ComposerWindow, russian: SmallDictionary
) -> None:
    type_text(window.text, "превет всем")
    russian.may_suggest.clear()
    menu = QMenu(window)
    window.composer.input.menu_filter(menu, QTextCursor(window.composer.input.document()))
    assert texts(menu) == ["Looking for suggestions…", "Add to the dictionary"]
    qtbot.waitUntil(lambda: bool(russian.suggested_in), timeout=30_000)
    assert russian.suggested_in != [threading.get_ident()]
    cursor = window.composer.input.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    type_text(window.text, " новае слово")
    assert waves(window) == ["превет"], "what is new is looked at when the dictionary is free"
    russian.may_suggest.set()
    qtbot.waitUntil(lambda: texts(menu)[0] == "привет", timeout=30_000)
    assert waves(window) == ["превет", "новае"]


def test_a_word_that_is_like_no_other_and_a_menu_that_was_closed(
    qtbot: QtBot, window: ComposerWindow, russian: SmallDictionary
) -> None:
    type_text(window.text, "ъъъ всем")
    russian.may_suggest.clear()
    start = QTextCursor(window.composer.input.document())
    closed, menu = QMenu(), QMenu(window)
    window.composer.input.menu_filter(closed, start)
    closed.deleteLater()
    window.composer.input.menu_filter(menu, start)
    with qtbot.waitSignal(closed.destroyed, timeout=30_000):
        pass
    russian.may_suggest.set()
    expected = ["No suggestions", "Add to the dictionary"]
    qtbot.waitUntil(lambda: texts(menu) == expected, timeout=30_000)


def test_a_word_can_be_added(window: ComposerWindow) -> None:
    type_text(window.text, "превет всем")
    menu = QMenu(window)
    cursor = QTextCursor(window.composer.input.document())
    window.composer.input.menu_filter(menu, cursor)
    next(a for a in menu.actions() if a.text() == "Add to the dictionary").trigger()
    assert waves(window) == []


def test_switching_it_off_takes_the_waves_away(window: ComposerWindow) -> None:
    type_text(window.text, "превет всем")
    assert waves(window) == ["превет"]
    spell_in(window.composer.input, on=False)
    assert waves(window) == []
    menu = QMenu(window)
    window.composer.input.menu_filter(menu, window.composer.input.textCursor())
    assert menu.actions() == []


def test_waves_are_no_typing(window: ComposerWindow, spelling: Spelling) -> None:
    window.composer.set_text("превет всем")
    spelling.ready.emit()
    assert waves(window) == ["превет"]
    assert window.states == []


def test_a_system_without_the_package_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composer_spelling, "find_spec", lambda _name: None)
    nothing: Mapping[str, Dictionary] = composer_spelling.find_dictionaries()
    assert nothing == {}
    assert not composer_spelling.available()
