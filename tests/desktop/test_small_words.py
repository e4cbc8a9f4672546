"""Sizes, days and moments as they are told in a line."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.client.security import CertificateFault, Secured, ServerCertificate, Trust
from core.identities import SavedServer
from desktop.client.connecting_dialog import ConnectingDialog
from desktop.client.data_size import size_text
from desktop.client.message_words import moment_text
from desktop.client.security_dialogs import SecurityDialog
from desktop.client.security_texts import day
from desktop.context import AppContext
from tests.desktop.client_fixtures import context

__all__ = ["context"]

NOON = time.mktime((2020, 11, 20, 12, 5, 0, 0, 0, -1))


@pytest.fixture(params=["en", "ru"])
def language(context: AppContext, request: pytest.FixtureRequest) -> Iterator[str]:
    context.set_language(request.param)
    yield request.param
    context.set_language("en")


def test_few_bytes_have_a_short_unit_too(language: str) -> None:
    units = {"en": ("B", "KB", "MB"), "ru": ("Б", "КБ", "МБ")}[language]
    texts = [size_text(number) for number in (0, 5, 1023, 2048, 5 * 2**20)]
    assert [text.split()[-1] for text in texts] == [units[at] for at in (0, 0, 0, 1, 2)]
    assert texts[1].split()[0] == "5"


def test_a_day_within_a_sentence_has_no_weekday(language: str) -> None:
    assert day(0) == ""
    wanted = {"en": "November 20, 2020", "ru": "20 ноября 2020"}[language]
    assert day(NOON).startswith(wanted)


def test_a_moment_is_told_as_short_as_it_is_clear(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    month = {"en": "November", "ru": "ноября"}[language]
    assert month in moment_text(NOON)
    assert "," in moment_text(NOON)
    monkeypatch.setattr(time, "time", lambda: NOON + 60)
    assert month not in moment_text(NOON)
    assert "05" in moment_text(NOON)


@pytest.mark.parametrize("trust", [Trust.NEW, Trust.KNOWN])
def test_that_a_key_is_home_made_is_said_once(language: str, trust: Trust, qtbot: QtBot) -> None:
    key = ServerCertificate("a1" * 32, "Besedka", faults=(CertificateFault.SELF_SIGNED,))
    window = QWidget()
    qtbot.addWidget(window)
    dialog = SecurityDialog(Secured("TLSv1.3", "AES", key, trust), "192.0.2.1", window)
    words = {"en": "made it", "ru": "сделал"}[language]
    said = dialog.about.text().replace("made its key itself", "made it")
    assert said.count(words) == 1


def test_an_empty_field_says_none_as_other_choices_are_written(language: str, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ConnectingDialog(SavedServer("lab", "192.0.2.1", 6667), window)
    assert dialog.password.edit.placeholderText() == {"en": "None", "ru": "Нет"}[language]
