"""The list of lessons: cards, what is done, the person's own, and those with faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from core.lab.lesson import own_lessons_dir
from core.lab.lesson_faults import FaultCode, LessonFault
from desktop.context import AppContext
from desktop.lessons import fault_words
from desktop.lessons.progress import Progress
from tests.desktop.lessons.lesson_fixtures import RECV, Learner, copy_lesson


def titles(window: Learner) -> list[str]:
    return [card.title.plain() for card in window.window.list.cards()]


def test_every_lesson_is_there_in_order(window: Learner) -> None:
    cards = window.window.list.ours.cards
    numbers = [card.lesson.number for card in cards]
    assert numbers == sorted(numbers) and 3 in numbers
    for card in cards:
        assert card.title.plain() and "min" in card.facts.text()
    assert "What is wrong" not in window.window.list.broken_title.text()


def test_a_lesson_is_opened_by_keyboard_and_left(window: Learner) -> None:
    cards = window.window.list.cards()
    window.until(cards[0].hasFocus)
    window.key(Qt.Key.Key_Right)
    assert cards[1].hasFocus()
    window.key(Qt.Key.Key_Left)
    window.key(Qt.Key.Key_Return)
    window.until(lambda: window.window.page is not None)
    assert window.page.lesson is cards[0].lesson
    window.ready()
    window.key(Qt.Key.Key_Escape)
    assert window.window.page is None
    assert window.window.stack.currentWidget() is window.window.list


def test_what_is_done_is_marked_and_kept(window: Learner) -> None:
    window.open(3)
    window.skip_to(1)
    window.window.show_list()
    card = next(c for c in window.window.list.cards() if c.lesson.id == RECV)
    assert "1 of 7 steps" in card.facts.text()
    window.window.progress.note(RECV, 7, done=True)
    window.window.list.show_progress()
    assert "done" in card.facts.text()
    assert Progress().is_done(RECV)


def test_progress_survives_a_damaged_file(own_settings_folder: Path) -> None:
    own_settings_folder.mkdir()
    file = own_settings_folder / "lessons.json"
    for text in ("{", "[]", '{"steps": 3, "done": []}', '{"steps": {"a": "x"}, "done": []}', ""):
        file.write_text(text)
        progress = Progress()
        assert progress.steps("a") == 0 and not progress.is_done("a")
        progress.note("a", 2, done=False)
        assert Progress().steps("a") == 2
        assert (own_settings_folder / "lessons.json.damaged").read_text() == text


def test_a_broken_lesson_is_shown_with_file_and_line(
    own_folder: Path, window: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    folder = copy_lesson(own_folder)
    toml = folder / "lesson.toml"
    good = toml.read_text(encoding="utf-8")
    toml.write_text(good.replace("server calls 1", "server jumps 1", 1), encoding="utf-8")
    window.until(lambda: window.window.list.broken)
    row = window.window.list.broken[0]
    line = next(n for n, text in enumerate(good.splitlines(), 1) if "server calls 1" in text)
    assert (f"lesson.toml, line {line}") in [where for where, _ in row.texts()]
    assert any("“server jumps 1”" in words for _, words in row.texts())
    assert not window.window.open_number(99)
    window.window.context.set_language("ru")
    window.until(lambda: row.texts()[0][0] == f"lesson.toml, строка {line}")
    row.folder.click()
    assert opened == [str(folder)]
    # As soon as it is mended, it is a lesson like the others.
    window.window.context.set_language("en")
    toml.write_text(good.replace("number = 3", "number = 77"), encoding="utf-8")
    window.until(lambda: not window.window.list.broken and window.window.list.own.cards)
    assert window.window.list.own.cards[0].lesson.number == 77
    window.open(77)
    window.run()
    assert window.page.column.after.plain()


def test_the_own_folder_is_made_and_opened(
    window: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert "None yet" in window.window.list.own_text.text()
    window.window.list.own_folder.click()
    assert own_lessons_dir().is_dir()
    assert opened == [str(own_lessons_dir())]
    copy_lesson(own_lessons_dir())
    window.until(lambda: window.window.list.own.cards)
    assert not window.window.list.own_text.isVisible()


def test_how_to_write_one(window: Learner) -> None:
    window.window.list.guide.click()
    guide = window.window.guide
    assert guide is not None
    assert "lesson.toml" in guide.text.toPlainText()
    assert "[[step]]" in guide.text.toPlainText()
    window.window.context.set_language("ru")
    window.until(lambda: "урок" in guide.text.toPlainText())
    guide.back.click()
    assert window.window.stack.currentWidget() is window.window.list


def test_without_lessons_it_says_so(
    context: AppContext, window: Learner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("core.lab.lesson.lessons_dir", lambda: tmp_path / "nowhere")
    window.window.reload()
    assert titles(window) == []
    assert window.window.list.empty.isVisible()
    assert window.window.list.empty.texts()[0] == "The lessons are missing"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_fault_has_words(context: AppContext, language: str) -> None:
    context.set_language(language)
    seen = set()
    for code in FaultCode:
        words = fault_words.sentence(LessonFault("lesson.toml", 3, code, "DETAIL"))
        assert len(words) > 15 and words != "DETAIL", code
        assert words not in seen
        seen.add(words)
    assert QApplication.instance() is not None


def test_every_fault_has_russian_words(context: AppContext) -> None:
    def all_words() -> list[str]:
        return [fault_words.sentence(LessonFault("f", 3, code, "x")) for code in FaultCode]

    english = all_words()
    context.set_language("ru")
    assert not set(english) & set(all_words())
