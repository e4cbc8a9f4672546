"""The composer: writing, sending, history, drafts, many lines, completion; all by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.client.completion import Completion
from desktop.client.completion_popup import CompletionPopup
from desktop.client.composer import CommandArgument, CommandInfo, Composer, Submission
from desktop.client.composer_input import MAX_LENGTH
from tests.desktop.typing import compose_text, press_key, type_text

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NICK = CommandArgument("nick", kind="nick")
COMMANDS = (
    CommandInfo("join", (CommandArgument("channel", kind="channel"),), "Join a channel"),
    CommandInfo("msg", (NICK, CommandArgument("message")), "Write to one person"),
    CommandInfo("me", (CommandArgument("action"),), "Say what you are doing"),
    CommandInfo("mode", (CommandArgument("target"), CommandArgument("modes", True)), "Modes"),
    CommandInfo("away", (), "Be away", operator=True),
)
NICKS = ("anna", "boris", "boss", "учитель")
CHANNELS = ("#class", "#класс-7б")


class Window(QWidget):
    """A window with a composer at its foot, and what the composer sent."""

    def __init__(self) -> None:
        super().__init__()
        self.composer = Composer()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addStretch(1)
        box.addWidget(self.composer)
        self.sent: list[str] = []
        self.submissions: list[Submission] = []
        self.heights: list[int] = []
        self.composer.submitted.connect(self._submitted)
        self.composer.popup_height_changed.connect(self.heights.append)
        self.composer.set_providers(lambda: COMMANDS, lambda: NICKS, lambda: CHANNELS)
        self.resize(700, 600)

    def _submitted(self, submission: Submission) -> None:
        self.submissions.append(submission)
        self.sent.append(submission.text)

    @property
    def text(self) -> QWidget:
        return self.composer.input

    def popup(self) -> CompletionPopup | None:
        found = self.findChild(CompletionPopup)
        return found if found is not None and found.isVisible() else None

    def offered(self) -> list[str]:
        popup = self.popup()
        completion: Completion | None = popup.completion() if popup else None
        return [candidate.shown for candidate in completion.candidates] if completion else []


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.composer.focus_input()
    qtbot.waitUntil(made.text.hasFocus, timeout=30_000)
    return made


def paste(window: Window, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    press_key(window.text, Qt.Key.Key_V, CONTROL)


# --- writing and sending --------------------------------------------------------------------------


def test_enter_sends_and_clears(window: Window) -> None:
    type_text(window.text, "Привет, мир 😀\n")
    assert window.sent == ["Привет, мир 😀"]
    assert window.composer.text() == ""


def test_an_input_method_writes(window: Window) -> None:
    compose_text(window.text, "日本語")
    press_key(window.text, Qt.Key.Key_Enter)
    assert window.sent == ["日本語"]


def test_nothing_is_not_sent(window: Window) -> None:
    type_text(window.text, "   \n")
    press_key(window.text, Qt.Key.Key_Return)
    assert window.sent == []
    assert not window.composer.send.isEnabled()


def test_the_button_sends(window: Window, qtbot: QtBot) -> None:
    type_text(window.text, "hello")
    QTest.mouseClick(window.composer.send, Qt.MouseButton.LeftButton)
    assert window.sent == ["hello"]


@pytest.mark.parametrize("keys", [SHIFT, CONTROL])
def test_a_new_line_by_shift_enter(window: Window, keys: Qt.KeyboardModifier) -> None:
    type_text(window.text, "one")
    press_key(window.text, Qt.Key.Key_Return, keys)
    type_text(window.text, "two")
    assert window.composer.text() == "one\ntwo"
    press_key(window.text, Qt.Key.Key_Return)
    assert window.sent == ["one\ntwo"]


def test_many_lines_are_asked_about(window: Window) -> None:
    paste(window, "\n".join(f"line {n}" for n in range(20)))
    press_key(window.text, Qt.Key.Key_Return)
    assert window.sent == []
    assert "20" in window.composer.bar.notice()
    assert window.composer.bar.isVisible()
    press_key(window.text, Qt.Key.Key_Return)
    assert window.sent == ["\n".join(f"line {n}" for n in range(20))]
    assert not window.composer.bar.isVisible()


def test_the_question_is_withdrawn(window: Window) -> None:
    paste(window, "\n".join("abcdefgh"))
    press_key(window.text, Qt.Key.Key_Return)
    press_key(window.text, Qt.Key.Key_Escape)
    assert not window.composer.bar.isVisible()
    press_key(window.text, Qt.Key.Key_Return)
    type_text(window.text, "!")  # another text: asked anew
    press_key(window.text, Qt.Key.Key_Return)
    assert window.sent == []


def test_it_grows_to_eight_lines(window: Window) -> None:
    QApplication.processEvents()
    low = window.composer.height()
    assert low - 16 == 44
    heights = [low]
    for _ in range(10):
        press_key(window.text, Qt.Key.Key_Return, SHIFT)
        heights.append(window.composer.height())
    assert heights[1] > heights[0]
    assert heights == sorted(heights)
    assert heights[7] == heights[10] > heights[6]
    window.composer.set_text("")
    assert window.composer.height() == low


def test_a_long_line_wraps_and_grows(window: Window) -> None:
    low = window.composer.height()
    type_text(window.text, "words and words " * 20)
    QApplication.processEvents()
    assert window.composer.height() > low


def test_too_much_is_cut_and_said(window: Window) -> None:
    paste(window, "x" * (MAX_LENGTH + 5000))
    assert len(window.composer.text()) == MAX_LENGTH
    assert str(MAX_LENGTH) in window.composer.bar.notice()
    type_text(window.text, "y")
    assert len(window.composer.text()) == MAX_LENGTH


def test_closed(window: Window) -> None:
    type_text(window.text, "draft")
    window.composer.set_enabled_hint("You are not in this channel")
    window.composer.submit()
    assert window.sent == []
    assert not window.text.isEnabled()
    assert not window.composer.send.isEnabled()
    assert window.text.accessibleDescription() == "You are not in this channel"
    window.composer.set_enabled_hint("")
    assert window.composer.text() == "draft"
    assert window.composer.send.isEnabled()


def test_typing_is_told_but_not_for_commands(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.composer.typing):
        type_text(window.text, "h")
    with qtbot.assertNotEmitted(window.composer.typing):
        type_text(window.text, "ello")  # not again within three seconds
        window.composer.set_text("")
        type_text(window.text, "/me x")
        window.composer.set_text("a draft that is put in")


def test_paging_goes_to_the_messages(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.composer.page_requested) as signal:
        press_key(window.text, Qt.Key.Key_PageUp)
    assert signal.args == [-1]


# --- history and drafts ---------------------------------------------------------------------------


def test_history(window: Window) -> None:
    for text in ("first\n", "second\n", "second\n"):
        type_text(window.text, text)
    type_text(window.text, "draft")
    seen = []
    for _ in range(3):
        press_key(window.text, Qt.Key.Key_Up)
        seen.append(window.composer.text())
    assert seen == ["second", "first", "first"]
    press_key(window.text, Qt.Key.Key_Down)
    press_key(window.text, Qt.Key.Key_Down)
    assert window.composer.text() == "draft"
    press_key(window.text, Qt.Key.Key_Down)
    assert window.composer.text() == "draft"


def test_up_moves_between_lines_first(window: Window) -> None:
    type_text(window.text, "old\n")
    window.composer.set_text("one\ntwo")
    press_key(window.text, Qt.Key.Key_Up)
    assert window.composer.text() == "one\ntwo"
    press_key(window.text, Qt.Key.Key_Up)
    assert window.composer.text() == "old"
    press_key(window.text, Qt.Key.Key_Down)
    assert window.composer.text() == "one\ntwo"


def test_a_mention_is_put_in(window: Window) -> None:
    window.composer.insert_mention("boris")
    assert window.composer.text() == "boris: "
    type_text(window.text, "look😀")
    window.composer.insert_mention("anna")
    assert window.composer.text() == "boris: look😀 anna "


# --- completion -----------------------------------------------------------------------------------


def test_commands_are_offered(window: Window) -> None:
    type_text(window.text, "/m")
    assert window.offered() == ["/msg", "/me", "/mode"]
    assert window.heights[-1] > 100
    type_text(window.text, "o")
    assert window.offered() == ["/mode"]
    type_text(window.text, "x")
    assert window.popup() is None
    assert window.heights[-1] == 0


def test_choosing_a_command(window: Window) -> None:
    type_text(window.text, "/m")
    press_key(window.text, Qt.Key.Key_Down)
    press_key(window.text, Qt.Key.Key_Return)
    assert window.composer.text() == "/me "
    assert window.sent == []
    popup = window.popup()  # the command's arguments stay in sight
    assert popup is not None
    type_text(window.text, "waves\n")
    assert window.sent == ["/me waves"]
    assert window.popup() is None


def test_a_command_written_out_is_sent(window: Window) -> None:
    type_text(window.text, "/me")
    assert window.offered()[0] == "/me"
    press_key(window.text, Qt.Key.Key_Return)
    assert window.sent == ["/me"]


def test_tab_takes_the_chosen_command(window: Window) -> None:
    type_text(window.text, "/m")
    press_key(window.text, Qt.Key.Key_Up)
    press_key(window.text, Qt.Key.Key_Tab)
    assert window.composer.text() == "/mode "


def test_the_current_argument_is_shown(window: Window) -> None:
    for text, number in (("/msg ", 0), ("bo", 0), ("ris ", 1), ("hi there", 1)):
        type_text(window.text, text)
        popup = window.popup()
        completion = popup.completion() if popup else None
        assert completion is not None
        assert completion.argument == number


def test_two_slashes_and_slashes_inside_are_text(window: Window) -> None:
    for text in ("//m", "/ m", "a /m"):
        window.composer.set_text("")
        type_text(window.text, text)
        assert window.popup() is None


def test_escape_closes_until_the_word_ends(window: Window) -> None:
    type_text(window.text, "@b")
    assert window.offered() == ["boris", "boss"]
    press_key(window.text, Qt.Key.Key_Escape)
    type_text(window.text, "o")
    assert window.popup() is None
    type_text(window.text, " @")
    assert window.offered() == list(NICKS)


def test_people_after_at(window: Window) -> None:
    type_text(window.text, "@bo")
    press_key(window.text, Qt.Key.Key_Down)
    press_key(window.text, Qt.Key.Key_Return)
    assert window.composer.text() == "boss: "
    type_text(window.text, "and @уч")
    press_key(window.text, Qt.Key.Key_Tab)
    assert window.composer.text() == "boss: and @учитель "
    assert window.popup() is None


def test_channels_after_a_hash(window: Window) -> None:
    type_text(window.text, "see #к")
    assert window.offered() == ["#класс-7б"]
    press_key(window.text, Qt.Key.Key_Tab)
    assert window.composer.text() == "see #класс-7б "
    type_text(window.text, "#class")
    assert window.popup() is None  # it is written out


def test_enter_sends_what_is_written_out(window: Window) -> None:
    window.composer.set_providers(lambda: COMMANDS, lambda: ("anna2", "anna"), lambda: ("#a-2",))
    type_text(window.text, "hi @anna")
    assert window.offered() == ["anna", "anna2"]
    press_key(window.text, Qt.Key.Key_Return)
    assert window.sent == ["hi @anna"]
    type_text(window.text, "/join #a")  # a new channel whose name another one begins with
    assert window.offered() == ["#a-2"]
    press_key(window.text, Qt.Key.Key_Return)
    assert window.sent[1:] == ["/join #a"]
    type_text(window.text, "/join #a")
    press_key(window.text, Qt.Key.Key_Down)
    press_key(window.text, Qt.Key.Key_Return)
    assert window.composer.text() == "/join #a-2 "


def test_tab_goes_through_names(window: Window) -> None:
    type_text(window.text, "bo")
    seen = []
    for _ in range(3):
        press_key(window.text, Qt.Key.Key_Tab)
        seen.append(window.composer.text())
    assert seen == ["boris: ", "boss: ", "boris: "]
    press_key(window.text, Qt.Key.Key_Backtab, SHIFT)
    assert window.composer.text() == "boss: "
    type_text(window.text, "hi an")
    press_key(window.text, Qt.Key.Key_Tab)
    assert window.composer.text() == "boss: hi anna "


def test_tab_completes_the_arguments_of_a_command(window: Window) -> None:
    type_text(window.text, "/msg bo")
    press_key(window.text, Qt.Key.Key_Tab)
    assert window.composer.text() == "/msg boris "
    window.composer.set_text("")
    type_text(window.text, "/join ")
    press_key(window.text, Qt.Key.Key_Tab)
    assert window.composer.text() == "/join #class "


def test_tab_with_nothing_to_complete_leaves(window: Window) -> None:
    type_text(window.text, "hello ")
    press_key(window.text, Qt.Key.Key_Tab)
    assert window.composer.text() == "hello "
    assert not window.text.hasFocus()


def test_completing_in_the_middle(window: Window) -> None:
    window.composer.set_text("😀  end")
    for _ in range(4):
        press_key(window.text, Qt.Key.Key_Left)
    type_text(window.text, "@an")
    press_key(window.text, Qt.Key.Key_Tab)
    assert window.composer.text() == "😀 @anna end"


def test_a_click_chooses(window: Window, qtbot: QtBot) -> None:
    type_text(window.text, "@")
    popup = window.popup()
    assert popup is not None
    panel = popup.panel_rect()
    QTest.mouseClick(
        popup, Qt.MouseButton.LeftButton, pos=QPoint(panel.center().x(), panel.top() + 6 + 36 + 18)
    )
    assert window.composer.text() == "boris: "
    assert window.text.hasFocus()


def test_the_popup_stands_over_the_composer_and_closes_with_it(window: Window) -> None:
    type_text(window.text, "/")
    popup = window.popup()
    assert popup is not None
    frame_top = window.composer.y() + window.composer.frame().top()
    assert popup.y() + popup.panel_rect().bottom() + 1 == frame_top - 6
    window.resize(500, 500)
    QApplication.processEvents()
    frame_top = window.composer.y() + window.composer.frame().top()
    assert popup.y() + popup.panel_rect().bottom() + 1 == frame_top - 6
    assert popup.panel_rect().width() == window.composer.frame().width()
    window.composer.hide()
    assert window.popup() is None


def test_a_long_list_scrolls(window: Window) -> None:
    names = tuple(f"user{n:03}" for n in range(100))
    window.composer.set_providers(lambda: COMMANDS, lambda: names, lambda: CHANNELS)
    type_text(window.text, "@u")
    assert len(window.offered()) == 100
    for _ in range(30):
        press_key(window.text, Qt.Key.Key_Down)
    window.grab()
    press_key(window.text, Qt.Key.Key_Return)
    assert window.composer.text() == "user030: "
