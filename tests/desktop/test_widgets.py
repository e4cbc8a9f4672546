"""The parts: what they say, what they emit, what the keyboard does with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import widgets
from desktop.theme import theme
from desktop.widgets import (
    Avatar,
    Badge,
    Banner,
    Button,
    CopyField,
    Dialog,
    ElidedLabel,
    EmptyState,
    Field,
    IconButton,
    Popup,
    QrCode,
    SearchField,
    Segment,
    StatusDot,
    Switch,
    initial,
    label,
)
from tests.desktop.typing import press_key, type_text


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme().set_mode("light")
    yield
    theme().set_mode("light")


def picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def test_every_part_can_be_imported_and_no_other() -> None:
    assert all(getattr(widgets, name) for name in widgets.__all__)
    with pytest.raises(AttributeError):
        _ = widgets.NoSuchPart


MAKERS: list[Callable[[], QWidget]] = [
    lambda: Button("server", "primary"),
    lambda: IconButton("copy", "Copy"),
    lambda: _avatar("anna"),
    lambda: _badge(3),
    Switch,
    lambda: Segment([("a", "A"), ("b", "B")]),
    lambda: Banner("warn"),
    lambda: EmptyState("users"),
    lambda: CopyField(large=True),
    lambda: SearchField("Search"),
    lambda: Field("Name"),
    lambda: StatusDot(halo=True),
    lambda: Dialog("info"),
]


def _avatar(name: str) -> Avatar:
    avatar = Avatar(32)
    avatar.set_person(name, "on")
    return avatar


def _badge(count: int) -> Badge:
    badge = Badge()
    badge.set_count(count, "mention")
    return badge


@pytest.mark.parametrize("make", MAKERS)
def test_every_part_repaints_itself_in_the_other_scheme(
    make: Callable[[], QWidget], qtbot: QtBot
) -> None:
    QApplication.setCursorFlashTime(0)  # a cursor that blinks makes another picture
    part = make()
    qtbot.addWidget(part)
    part.resize(max(part.sizeHint().width(), 40), max(part.sizeHint().height(), 20))
    part.show()
    light = picture(part)
    theme().set_mode("dark")
    dark = picture(part)
    assert light != dark
    theme().set_mode("light")
    assert picture(part) == light


def test_a_button_never_elides_and_leaves_the_keyboard_alone(qtbot: QtBot) -> None:
    button = Button("server", "secondary")
    qtbot.addWidget(button)
    button.setText("Запустить сервер здесь")
    wide = button.minimumSizeHint().width()
    assert wide > button.fontMetrics().horizontalAdvance(button.text()) + 16
    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
    button.show()
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_an_icon_button_has_a_name_for_those_who_do_not_see_it(qtbot: QtBot) -> None:
    button = IconButton("copy", "Copy the address")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Copy the address"


def test_a_field_says_what_is_wrong_below_itself(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    field = Field("Name")
    column.addWidget(field)
    column.addStretch()
    box.resize(200, 300)
    box.show()
    QApplication.processEvents()
    plain = field.height()
    field.set_error("This sentence is long enough that it has to be wrapped into several lines.")
    QApplication.processEvents()
    assert field.error.startswith("This sentence")
    assert field.height() > plain + 30
    assert field.edit.height() == plain
    assert field.edit.accessibleDescription() == field.error
    assert field.edit.property("fault") is True
    field.set_error("")
    assert field.height() == plain
    assert field.edit.property("fault") is False


def test_a_field_takes_any_script(qtbot: QtBot) -> None:
    field = Field("Name")
    qtbot.addWidget(field)
    with qtbot.waitSignals([field.changed] * 3):
        type_text(field.edit, "ёж🦔")
    assert field.text() == "ёж🦔"
    with qtbot.waitSignal(field.submitted):
        press_key(field.edit, Qt.Key.Key_Return)


def test_copying_shows_that_it_was_done(qtbot: QtBot) -> None:
    field = CopyField()
    qtbot.addWidget(field)
    field.set_value("192.168.1.34")
    assert field.button.accessibleName() == "Copy"
    with qtbot.waitSignal(field.copied) as told:
        field.button.click()
    assert told.args == ["192.168.1.34"]
    assert QGuiApplication.clipboard().text() == "192.168.1.34"
    assert field.button.accessibleName() == "Copied"
    qtbot.waitUntil(lambda: field.button.accessibleName() == "Copy", timeout=10000)


def test_a_segment_is_chosen_by_the_arrows_and_tells_once(qtbot: QtBot) -> None:
    segment = Segment([("ru", "RU"), ("en", "EN")], "Language")
    qtbot.addWidget(segment)
    segment.set_current("ru")
    told: list[str] = []
    segment.changed.connect(told.append)
    segment.show()
    segment.activateWindow()
    qtbot.waitUntil(segment.isActiveWindow, timeout=10000)
    cells = [w for w in segment.children() if isinstance(w, QWidget)]
    cells[0].setFocus()
    QTest.keyClick(cells[0], Qt.Key.Key_Right)
    assert (segment.current, told) == ("en", ["en"])
    QTest.mouseClick(cells[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(cells[0], Qt.MouseButton.LeftButton)
    assert (segment.current, told) == ("ru", ["en", "ru"])
    segment.set_current("en")
    assert told == ["en", "ru"]


@pytest.mark.parametrize("reduced", [True, False])
def test_a_switch_arrives_with_and_without_motion(
    reduced: bool, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme(), "reduced_motion", reduced)
    switch, still = Switch(), Switch()
    still.setChecked(True)
    for part in (switch, still):
        qtbot.addWidget(part)
        part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        part.show()
    wanted = picture(still)
    before = picture(switch)
    switch.click()
    if reduced:
        assert picture(switch) == wanted
    qtbot.waitUntil(lambda: picture(switch) == wanted, timeout=10000)
    assert before != wanted


@pytest.mark.parametrize(
    ("count", "visible"), [(0, False), (-1, False), (1, True), (999, True), (5000, True)]
)
def test_a_badge_hides_at_nothing(count: int, visible: bool, qtbot: QtBot) -> None:
    badge = Badge()
    qtbot.addWidget(badge)
    badge.set_count(count)
    assert badge.isHidden() is not visible


def test_an_elided_label_keeps_the_whole_in_the_tooltip(qtbot: QtBot) -> None:
    text = ElidedLabel()
    qtbot.addWidget(text)
    text.setText("a long name that does not fit")
    text.resize(60, 20)
    text.show()
    picture(text)
    assert text.toolTip() == "a long name that does not fit"
    text.resize(600, 20)
    picture(text)
    assert text.toolTip() == ""


def test_a_banner_grows_with_its_sentence(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    banner = Banner("danger")
    column.addWidget(banner)
    column.addStretch()
    banner.set_text("Short.")
    banner.add_action().setText("Try again")
    banner.set_dismissable("Close")
    box.resize(400, 300)
    box.show()
    QApplication.processEvents()
    assert banner.height() == 44
    banner.set_text("A sentence which says what happened and then what to do. " * 4)
    QApplication.processEvents()
    assert banner.height() > 60
    cross = next(b for b in banner.findChildren(IconButton))
    assert cross.accessibleName() == "Close"
    with qtbot.waitSignal(banner.dismissed):
        cross.click()


def test_others_markup_is_shown_not_obeyed(qtbot: QtBot) -> None:
    banner = Banner("info")
    qtbot.addWidget(banner)
    banner.set_text("<b>bold</b><img src=x>")
    assert banner._text.textFormat() == Qt.TextFormat.PlainText
    assert label().textFormat() == Qt.TextFormat.PlainText
    assert ElidedLabel().textFormat() == Qt.TextFormat.PlainText


def test_what_an_empty_field_says_can_be_read(qtbot: QtBot) -> None:
    field = Field()
    field.set_placeholder("MMMMMMMMMMMM")
    qtbot.addWidget(field)
    field.resize(200, 36)
    for mode in ("light", "dark"):
        theme().set_mode(mode)
        image = picture(field)
        colors = {
            image.pixelColor(x, y).name()
            for x in range(10, image.width() - 10)
            for y in range(6, image.height() - 6)
        }
        assert theme().color("muted").name() in colors


def test_a_search_is_emptied_by_its_cross(qtbot: QtBot) -> None:
    search = SearchField("Find a person")
    qtbot.addWidget(search)
    assert search.accessibleName() == search.placeholderText() == "Find a person"
    (cross,) = search.actions()
    assert not cross.isVisible()
    type_text(search, "борис")
    assert cross.isVisible()
    press_key(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    type_text(search, "x")
    cross.trigger()
    assert search.text() == ""


def test_a_popup_lies_where_it_is_placed_without_its_shadow(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    box.resize(400, 300)
    popup = Popup(box)
    popup.place(QRect(100, 80, 200, 100))
    box.show()
    popup.show()
    at = popup.panel_rect().translated(popup.pos())
    assert at == QRect(100, 80, 200, 100)
    image = picture(box)
    ground = image.pixelColor(5, 5)
    assert image.pixelColor(200, 130) == theme().color("surface")
    assert image.pixelColor(200, 183) != ground  # the shadow below
    assert image.pixelColor(200, 60).lightness() >= image.pixelColor(200, 183).lightness()


def test_a_qr_code_has_whole_modules_and_a_quiet_zone(qtbot: QtBot) -> None:
    code = QrCode("irc://192.168.1.20:6667", module=4, quiet=2)
    qtbot.addWidget(code)
    side = code.width()
    assert code.height() == side
    assert side % 4 == 0
    modules = side // 4 - 4
    assert (modules - 17) % 4 == 0  # ISO/IEC 18004: 17 + 4 × version
    image = picture(code)
    assert image.pixelColor(8, 8).lightness() < 60  # the finder's corner
    assert image.pixelColor(side // 2, 3).lightness() > 240
    code.set_text("")
    assert code.text() == ""


def test_a_dialog_closes_on_esc_and_answers_enter(qtbot: QtBot) -> None:
    dialog = Dialog("info")
    qtbot.addWidget(dialog)
    dialog.set_title("Really?")
    answer = dialog.add_button("primary", default=True)
    answer.setText("Yes")
    answer.clicked.connect(dialog.accept)
    dialog.open()
    assert dialog.windowTitle() == "Really?"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == Dialog.DialogCode.Accepted
    dialog.open()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == Dialog.DialogCode.Rejected


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("anna", "A"),
        ("учитель", "У"),
        ("_[bot]", "B"),
        ("42", "4"),
        ("ß", "S"),
        ("🦊 Лиса", "Л"),
        ("--", "-"),
        ("", ""),
    ],
)
def test_the_letter_that_stands_for_a_name(name: str, letter: str) -> None:
    assert initial(name) == letter


def test_parts_switch_their_language_live(qtbot: QtBot) -> None:
    field = CopyField()
    qtbot.addWidget(field)
    field.button.set_name("old")
    QApplication.sendEvent(field, QEvent(QEvent.Type.LanguageChange))
    assert field.button.accessibleName() == "Copy"


def test_a_banner_grows_when_its_button_takes_the_room(qtbot: QtBot) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    column = QVBoxLayout(frame)
    banner = Banner("warn")
    button = banner.add_action()
    column.addWidget(banner)
    column.addStretch()
    frame.resize(420, 400)
    banner.set_text("The history was damaged. It was set aside, and a new one was begun.")
    frame.show()
    low = banner.height()
    button.setText("Open the folder with everything")
    qtbot.waitUntil(lambda: banner.height() > low)


def test_a_dialog_is_as_high_as_its_words_need(qtbot: QtBot) -> None:
    dialog = Dialog("info")
    qtbot.addWidget(dialog)
    dialog.setMinimumWidth(520)
    text = label("body", wrap=True)
    text.setText("Several sentences that take a few lines. " * 8)
    dialog.body.addWidget(text)
    aside = dialog.add_button("secondary", aside=True)
    aside.setText("Remove")
    answer = dialog.add_button("primary", default=True)
    answer.setText("Close")
    dialog.show()
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() == layout.totalHeightForWidth(dialog.width())
    assert aside.x() < 40 and answer.geometry().right() > dialog.width() - 40
    chosen = Dialog("info")
    qtbot.addWidget(chosen)
    chosen.resize(520, 400)  # whoever asks for a size gets it
    chosen.show()
    assert chosen.height() == 400
