"""The names of a lesson's programs, in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.lab.lesson import load_lesson
from core.net.trace import ActorInfo, Part, Side
from desktop.i18n import Translator
from desktop.sockets.program_words import program_word
from desktop.sockets.sequence_words import lane_title

LESSONS = Path(__file__).resolve().parents[3] / "resources" / "lessons"
PEOPLE = {"anna", "boris", "vera"}
AS_WRITTEN = {"relay"}
"""The lesson's text speaks of it by the name of its file."""


@pytest.fixture
def russian(qapp: QApplication) -> Translator:
    translator = Translator(qapp)
    translator.set_language("ru")
    return translator


def test_names_are_words(russian: Translator) -> None:
    try:
        assert program_word("server") == "сервер"
        assert program_word("server2") == "сервер 2"
        assert program_word("server.3") == "сервер.3"
        assert program_word("tls_client") == "TLS-клиент"
        assert program_word("anna") == "anna"
        assert program_word("") == ""
        info = ActorInfo(1, Side.PROGRAM, "server", Part.READER)
        assert lane_title(info, "anna") == "сервер · для anna"
    finally:
        russian.set_language("en")


def test_no_lesson_shows_an_english_word_in_a_russian_window(russian: Translator) -> None:
    try:
        for folder in sorted(LESSONS.iterdir()):
            if (folder / "lesson.toml").exists():
                for actor in load_lesson(folder).actors:
                    known = actor.name in PEOPLE | AS_WRITTEN
                    assert known or program_word(actor.name) != actor.name, actor.name
    finally:
        russian.set_language("en")
