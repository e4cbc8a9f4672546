"""Every string has its Russian, the compiled files are those of the sources, switching is live."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QFileInfo, QLocale
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.paths import resources_dir
from desktop import i18n
from desktop.i18n import AREAS, LANGUAGES, Translator, sources, system_language, unfinished_entries

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[Translator]:
    made = Translator()
    yield made
    made.set_language("en")


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_translated(area: str, language: str) -> None:
    file = resources_dir() / "translations" / f"{area}_{language}.ts"
    assert unfinished_entries(file) == []
    assert file.with_suffix(".qm").stat().st_size > 0


def test_files_are_those_of_the_sources() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop.i18n", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_qts_own_dialog_for_files_is_in_russian_whole(
    translator: Translator, qtbot: QtBot, tmp_path: Path
) -> None:
    translator.set_language("ru")
    (tmp_path / "inside").mkdir()
    dialog = QFileDialog(None, "", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    texts.append(QFileIconProvider().type(QFileInfo(str(tmp_path))))
    assert [
        text for text in texts if any(letter.isascii() for letter in text if letter.isalpha())
    ] == []


def test_every_window_file_is_in_an_area() -> None:
    covered = {name for area in AREAS for name in sources(area)}
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "desktop").rglob("*.py")}
    assert here - covered == set()


@pytest.mark.parametrize(
    "entry",
    [
        '<translation type="unfinished"></translation>',
        '<translation type="vanished">Вход</translation>',
        "<translation></translation>",
        "<translation><numerusform>один</numerusform><numerusform></numerusform></translation>",
    ],
)
def test_a_gap_is_found(entry: str, tmp_path: Path) -> None:
    file = tmp_path / "area_ru.ts"
    file.write_text(
        f'<TS version="2.1" language="ru"><context><name>C</name><message><source>Join</source>'
        f"{entry}</message></context></TS>",
        encoding="utf-8",
    )
    assert [(e.context, e.source) for e in unfinished_entries(file)] == [("C", "Join")]


def test_a_new_string_fails_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check can fail: a string that is in no file yet is reported."""
    shutil.copytree(resources_dir() / "translations", tmp_path / "resources/translations")
    package = tmp_path / "desktop"
    package.mkdir()
    (package / "new.py").write_text(
        "from PySide6.QtCore import QCoreApplication\n"
        'QCoreApplication.translate("Errors", "Never seen before")\n'
    )
    monkeypatch.setattr(i18n, "AREAS", {"common": ("desktop/*.py",)})
    monkeypatch.setattr(i18n, "resources_dir", lambda: tmp_path / "resources")
    assert "common_ru.ts: not translated: Errors: 'Never seen before'" in i18n.check_translations()


def test_switching_reaches_every_window_at_once(
    qapp: QApplication, translator: Translator, qtbot: object
) -> None:
    class Window(QWidget):
        seen = 0

        def changeEvent(self, event: QEvent) -> None:
            if event.type() == QEvent.Type.LanguageChange:
                self.seen += 1

    window = Window()
    translator.set_language("ru")
    qapp.processEvents()
    assert QCoreApplication.translate("Widgets", "Copy") == "Копировать"
    assert QLocale().language() == QLocale.Language.Russian
    assert window.seen == 1
    translator.set_language("en")
    qapp.processEvents()
    assert QCoreApplication.translate("Widgets", "Copy") == "Copy"
    assert window.seen == 2
    translator.set_language("en")
    qapp.processEvents()
    assert window.seen == 2


def test_qt_s_own_menus_speak_russian(qapp: QApplication, translator: Translator) -> None:
    translator.set_language("ru")
    edit = QLineEdit()
    menu = edit.createStandardContextMenu()
    assert any("Вставить" in action.text().replace("&", "") for action in menu.actions())


def test_unknown_languages_are_refused(translator: Translator) -> None:
    with pytest.raises(ValueError, match="fr"):
        translator.set_language("fr")


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["ru-RU"], "ru"),
        (["uk-UA", "en-US"], "ru"),
        (["kk_KZ"], "ru"),
        (["en-US", "ru-RU"], "en"),
        (["de-DE"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_system_language(
    names: list[str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class System:
        @staticmethod
        def system() -> System:
            return System()

        def uiLanguages(self) -> list[str]:
            return names

    monkeypatch.setattr(i18n, "QLocale", System)
    assert system_language() == wanted
