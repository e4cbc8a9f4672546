"""The settings window: every choice has its row, is found, explained, and in force at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from core.preferences import PREFERENCES
from desktop.context import AppContext
from desktop.settings import usable
from desktop.settings.controls import PreferenceRow
from desktop.settings.explanations import EXPLANATIONS, PAGES, Page, words
from desktop.settings.key_rows import KeyButton, needs_modifier
from desktop.settings.rows import Row
from desktop.settings.settings_window import SettingsWindow
from desktop.shortcuts import ACTIONS
from desktop.theme import theme
from desktop.widgets import Switch
from tests.desktop.accessible import named
from tests.desktop.client_fixtures import delete_now

ROOT = Path(__file__).resolve().parents[3]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppContext]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = AppContext.for_tests(tmp_path)
    made.set_theme("light")
    yield made
    for key in ("view.contrast", "view.density", "view.motion", "view.font_size"):
        made.set_preference(key, next(p.default for p in PREFERENCES if p.key == key))
    made.save()
    delete_now(made)


@pytest.fixture
def window(context: AppContext, qtbot: QtBot) -> Iterator[SettingsWindow]:
    made = SettingsWindow(context)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=30_000)
    yield made
    made.close()
    delete_now(made)


def control(window: SettingsWindow, name: str) -> QWidget:
    found = window.findChild(QWidget, f"setting:{name}")
    assert isinstance(found, QWidget)
    return found


def visible_rows(window: SettingsWindow) -> list[str]:
    return [row.title.text() for row in window.findChildren(Row) if row.isVisible()]


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    none = Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, none, text))


def test_each_preference_has_exactly_one_row() -> None:
    count = Counter(each.key for each in EXPLANATIONS)
    assert count == Counter({each.key: 1 for each in PREFERENCES})


def test_each_row_is_explained_and_names_every_choice() -> None:
    for each in EXPLANATIONS:
        row = next(p for p in PREFERENCES if p.key == each.key)
        assert each.title
        assert each.help.endswith((".", ":smi"))
        assert tuple(each.choices) == row.choices
        assert bool(each.none) == (isinstance(row.default, int) and row.high > 0 == row.low)


def fill(window: SettingsWindow) -> None:
    for page in Page:
        window.fill(page)


def test_each_shown_row_is_in_the_window_once(window: SettingsWindow) -> None:
    fill(window)
    rows = Counter(row.key for row in window.findChildren(PreferenceRow))
    assert rows == Counter({p.key: 1 for p in PREFERENCES if usable.shown(p.key)})


def test_every_control_has_a_name_and_an_explanation(window: SettingsWindow) -> None:
    fill(window)
    for row in window.findChildren(Row):
        if row.control is None:
            continue
        control = row.control.focusProxy() or row.control
        assert named(control) or control.accessibleName(), row.title.text()
        assert row.title.text()


def test_a_click_takes_effect_at_once(window: SettingsWindow, context: AppContext) -> None:
    told: list[str] = []
    context.preference_changed.connect(told.append)
    window.open_page(Page.NOTIFICATIONS)
    switch = control(window, "notify.everything")
    assert isinstance(switch, Switch)
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert context.preferences.flag("notify.everything")
    assert told == ["notify.everything"]
    back = window.rows["notify.everything"].back
    assert back is not None
    assert back.isVisible()
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert not context.preferences.flag("notify.everything")
    assert not switch.isChecked()
    assert not back.isVisible()


def test_a_whole_page_is_as_usual_again(window: SettingsWindow, context: AppContext) -> None:
    window.open_page(Page.NOTIFICATIONS)
    reset = window.findChild(QWidget, "settings:reset")
    assert isinstance(reset, QPushButton)
    assert not reset.isVisible()
    context.set_preference("notify.sound", False)
    context.set_preference("notify.quiet_from", "22:00")
    context.set_preference("view.motion", "reduced")
    assert reset.isVisible()
    reset.click()
    assert context.preferences.as_json() == {"view.motion": "reduced"}
    assert not reset.isVisible()
    window.open_page(Page.LOOK)
    assert reset.isVisible()


def test_a_choice_by_keyboard(window: SettingsWindow, context: AppContext) -> None:
    window.open_page(Page.LOOK)
    box = control(window, "view.density")
    assert isinstance(box, QComboBox)
    box.setFocus()
    heights = [theme().dense(30)]
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert context.preferences.text("view.density") == "dense"
    heights.append(theme().dense(30))
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert context.preferences.text("view.density") == "comfortable"
    heights.append(theme().dense(30))
    assert heights == [30, 24, 36]


@pytest.mark.feature("High contrast")
def test_contrast_and_motion_follow(window: SettingsWindow, context: AppContext) -> None:
    context.set_preference("view.contrast", "high")
    assert theme().high_contrast
    assert theme().color("edge") == theme().color("muted")
    context.set_preference("view.contrast", "normal")
    assert not theme().high_contrast
    context.set_preference("view.motion", "reduced")
    assert theme().reduced_motion
    context.set_preference("view.motion", "full")
    assert not theme().reduced_motion


def test_words_are_kept_when_the_field_is_left(window: SettingsWindow, context: AppContext) -> None:
    window.open_page(Page.NOTIFICATIONS)
    edit = control(window, "notify.words").findChild(QLineEdit)
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.setText(" урок,  большой  перерыв,урок,, ")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert context.preferences.texts("notify.words") == ("урок", "большой перерыв")
    assert edit.text() == "урок, большой перерыв"


def test_a_time_that_is_none_is_said(window: SettingsWindow, context: AppContext) -> None:
    window.open_page(Page.NOTIFICATIONS)
    field = control(window, "notify.quiet_from")
    edit = field.findChild(QLineEdit)
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    for wrong in ("25:00", "later", "10:7"):
        edit.setText(wrong)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        assert context.preferences.text("notify.quiet_from") == ""
        assert "22:00" in edit.accessibleDescription()
    edit.setText("7.05")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert context.preferences.text("notify.quiet_from") == "07:05"
    assert edit.text() == "07:05"


def test_no_limit_is_written_in_words(window: SettingsWindow, context: AppContext) -> None:
    window.open_page(Page.HISTORY)
    field = control(window, "history.days")
    assert isinstance(field, QSpinBox)
    assert field.text() == "For ever"
    field.setFocus()
    field.setValue(30)
    assert context.preferences.number("history.days") == 30


# --- search -----------------------------------------------------------------------------------


@pytest.mark.feature("Settings with a search")
def test_search_finds_over_all_pages(window: SettingsWindow) -> None:
    window.search.setFocus()
    QTest.keyClicks(window.search, "tray")
    found = visible_rows(window)
    assert "Icon in the tray" in found
    assert "Closing keeps you connected" in found
    assert "Density" not in found
    assert not any(item.isChecked() for item in window.items.values())
    QTest.keyClicks(window.search, " closed")
    assert visible_rows(window) == ["Closing keeps you connected"]
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert window.sections[Page.GENERAL].isVisible()
    assert not window.sections[Page.LOOK].isVisible()


def test_enter_in_the_search_goes_to_the_row(window: SettingsWindow) -> None:
    window.search.setFocus()
    QTest.keyClicks(window.search, "mentions")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.focusWidget() is control(window, "notify.mention")


def test_a_search_that_finds_nothing_says_so(window: SettingsWindow) -> None:
    window.search.setText("zzz")
    assert visible_rows(window) == []
    assert window._nothing.isVisible()
    window.open_page(Page.WRITING)
    assert not window._nothing.isVisible()
    assert window.search.text() == ""


def test_it_is_found_in_russian(window: SettingsWindow, context: AppContext, qtbot: QtBot) -> None:
    context.translator.set_language("ru")
    qtbot.waitUntil(lambda: window.windowTitle() == "Настройки", timeout=30_000)
    for page, (_icon, title, _about) in PAGES.items():
        assert window.items[page].text() == words(title) != title
    window.search.setText("сглаз")
    assert visible_rows(window) == []
    window.search.setText("контраст")
    assert "Контраст" in visible_rows(window)
    context.translator.set_language("en")


# --- pages ------------------------------------------------------------------------------------


def test_pages_by_keyboard(window: SettingsWindow) -> None:
    item = window.items[Page.GENERAL]
    item.setFocus()
    QTest.keyClick(item, Qt.Key.Key_Down)
    assert window.items[Page.LOOK].isChecked()
    assert window.sections[Page.LOOK].isVisible()
    QTest.keyClick(window.items[Page.LOOK], Qt.Key.Key_Up)
    QTest.keyClick(window.items[Page.GENERAL], Qt.Key.Key_Up)
    assert window.sections[Page.ABOUT].isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_narrow_window_has_icons_and_the_search_over_the_page(window: SettingsWindow) -> None:
    window.resize(480, 640)
    QApplication.processEvents()
    assert window.items[Page.LOOK].toolTip() == "Look"
    assert window.search.isVisible()
    assert window.pages.isAncestorOf(window.search)
    window.open_page(Page.LOOK)
    QApplication.processEvents()
    box = control(window, "view.density")
    right = box.mapTo(window, box.rect().topRight()).x()
    assert right < window.width()
    window.resize(960, 680)
    QApplication.processEvents()
    assert not window.pages.isAncestorOf(window.search)


# --- keys -------------------------------------------------------------------------------------


def key_button(window: SettingsWindow, action: str) -> KeyButton:
    window.open_page(Page.KEYS)
    found = window.findChild(KeyButton, f"keys:{action}")
    assert isinstance(found, KeyButton)
    return found


def test_every_action_is_shown_with_its_keys(window: SettingsWindow) -> None:
    for action in ACTIONS:
        button = key_button(window, action.id)
        assert button.accessibleName() == action.name
        assert button.text()


@pytest.mark.feature("Shortcuts shown and changed")
def test_keys_are_changed_by_pressing_them(window: SettingsWindow, context: AppContext) -> None:
    button = key_button(window, "topic")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert button.waiting
    QTest.keyClick(button, Qt.Key.Key_T, CONTROL | Qt.KeyboardModifier.AltModifier)
    assert context.shortcuts.keys("topic") == ("Ctrl+Alt+T",)
    assert not button.waiting
    assert "T" in button.text()
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(button, Qt.Key.Key_Escape)
    assert context.shortcuts.keys("topic") == ("Ctrl+Alt+T",)
    assert window.isVisible()
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(button, Qt.Key.Key_Backspace)
    assert context.shortcuts.keys("topic") == ()
    row = button.parentWidget()
    assert isinstance(row, Row)
    assert row.back is not None
    row.back.click()
    assert context.shortcuts.keys("topic") == ("F2",)


def test_a_conflict_is_told_and_the_second_press_takes_it(
    window: SettingsWindow, context: AppContext
) -> None:
    button = key_button(window, "topic")
    row = button.parentWidget()
    assert isinstance(row, Row)
    button.setFocus()
    button.click()
    QTest.keyClick(button, Qt.Key.Key_J, CONTROL)
    assert "Join a channel" in row.help.text()
    assert context.shortcuts.keys("topic") == ("F2",)
    assert button.waiting
    QTest.keyClick(button, Qt.Key.Key_J, CONTROL)
    assert context.shortcuts.keys("topic") == ("Ctrl+J",)
    assert context.shortcuts.keys("join") == ()
    assert not row.help.isVisible()


def test_a_letter_alone_is_for_writing(window: SettingsWindow, context: AppContext) -> None:
    button = key_button(window, "topic")
    row = button.parentWidget()
    assert isinstance(row, Row)
    button.click()
    press(button, Qt.Key.Key_A, "a")
    assert "Ctrl or Alt" in row.help.text()
    assert context.shortcuts.keys("topic") == ("F2",)
    press(button, Qt.Key.Key_Escape)
    assert not row.help.isVisible()


@pytest.mark.parametrize(
    ("keys", "needs"),
    [("A", True), ("Shift+A", True), ("F6", False), ("Ctrl++", False), ("Alt+Left", False)],
)
def test_which_keys_need_a_modifier(keys: str, needs: bool) -> None:
    assert needs_modifier(keys) is needs


# --- where the windows are --------------------------------------------------------------------


def test_what_the_system_keeps_is_looked_up(context: AppContext, qtbot: QtBot) -> None:
    from desktop import autostart

    autostart.switch(True)
    made = SettingsWindow(context)
    qtbot.addWidget(made)
    assert context.preferences.flag("program.autostart")
    autostart.switch(False)


def test_a_refusal_of_the_system_is_said(window: SettingsWindow, context: AppContext) -> None:
    window.open_page(Page.GENERAL)
    context.refused.emit("program.autostart")
    assert "did not allow" in window.rows["program.autostart"].help.text()
    QTest.mouseClick(control(window, "program.autostart"), Qt.MouseButton.LeftButton)
    assert "did not allow" not in window.rows["program.autostart"].help.text()
