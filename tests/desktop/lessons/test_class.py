"""A class on a real server: a teacher and pupils in their client windows, all in one process."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.client.classroom import CLASS_TAG, Phase
from desktop.context import AppContext
from desktop.lessons.class_chooser import ClassChooser
from desktop.lessons.class_pupil import PupilWindow
from desktop.lessons.class_window import ClassWindow
from tests.desktop.client_fixtures import Client, OpenClient, Server
from tests.desktop.lessons.lesson_fixtures import RECV, Learner
from tests.desktop.typing import press_key

CHANNEL = "#lab"
Until = Callable[[Callable[[], object]], None]


class Room:
    """The server's channel with a teacher and pupils in it."""

    def __init__(self, server: Server, open_client: OpenClient, qtbot: QtBot) -> None:
        self.server = server
        self._open = open_client
        self._qtbot = qtbot
        self.teacher = self.client("teacher")

    def client(self, nick: str) -> Client:
        client = self._open(self.server.port, nick, (CHANNEL,))
        client.until(lambda: nick in client.members(CHANNEL))
        return client

    def until(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=60_000)

    def menu_entry(self, client: Client, words: str) -> bool:
        """Choose an entry of the channel's menu; False where there is none."""
        client.window.menus.show_conversation_menu(CHANNEL, QPoint(10, 10))
        menu = client.window.findChildren(QMenu)[-1]
        actions = [action for action in menu.actions() if action.text() == words]
        menu.deleteLater()
        for action in actions:
            action.trigger()
        return bool(actions)

    @property
    def board(self) -> ClassWindow:
        window = self.teacher.window.classroom.class_window
        assert window is not None
        return window

    def begin(self, *pupils: Client) -> None:
        """Open lesson 3 for the class; the pupils join."""
        assert self.menu_entry(self.teacher, "Class…")
        board = self.board
        self.until(board.list.cards)
        next(card for card in board.list.cards() if card.lesson.id == RECV).click()
        for pupil in pupils:
            self.join(pupil)
        self.until(lambda: len(self.taught.pupils) == len(pupils))
        self.until(self.quiet)

    def join(self, pupil: Client) -> PupilWindow:
        banner = pupil.page.notices.classroom
        self.until(banner.isVisible)
        banner.join.click()
        found = self.window_of(pupil)
        self.until(lambda: found.page.feed is not None and not found.page.busy)
        return found

    @staticmethod
    def window_of(pupil: Client) -> PupilWindow:
        window = pupil.window.classroom.pupil_window
        assert window is not None
        return window

    @property
    def taught(self):  # type: ignore[no-untyped-def]
        teacher = self.board.teacher
        assert teacher is not None
        return teacher

    def quiet(self) -> bool:
        page = self.board.page
        return page is not None and page.feed is not None and not page.busy

    def go_on(self) -> None:
        """Press the big button, and wait until the teacher's own run has come so far."""
        self.until(self.quiet)
        self.board.foot.forward_button.click()
        self.until(self.quiet)

    def go_to(self, step: int) -> None:
        """To a step (from 1), everything before it run."""
        while self.taught.step < step:
            self.go_on()


@pytest.fixture
def room(
    server: Server, open_client: OpenClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Room]:
    # The offscreen platform has no popups; the menu is made all the same.
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _at: None)
    made = Room(server, open_client, qtbot)
    yield made
    for client in [made.teacher]:
        client.window.classroom.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def test_a_class_from_its_opening_to_its_end(room: Room) -> None:
    mia, tom = room.client("mia"), room.client("tom")
    assert not room.menu_entry(mia, "Class…")  # only who leads the channel
    room.begin(mia, tom)
    board = room.board
    assert "recv(1024) is not one message" in mia.page.notices.classroom.text()
    room.until(lambda: mia.sees("Class: lesson “recv(1024) is not one message”"))
    first, second = room.window_of(mia), room.window_of(tom)
    assert board.stack.currentWidget() is board.page  # it asks nothing yet

    # Every step runs on every computer.
    room.go_to(3)
    room.until(lambda: first.page.step == 2 and not first.page.busy)
    room.until(lambda: second.page.step == 2 and not second.page.busy)
    assert first.page.report(1) is not None and first.page.report(1).ok  # type: ignore[union-attr]
    assert board.stack.currentWidget() is board.board
    assert board.board.question.plain().startswith("How many calls of recv")

    # Predictions; the bars are hidden until answers are closed.
    press_key(first.page, Qt.Key.Key_1)
    room.until(lambda: len(room.taught.answers) == 1)
    assert board.board.count.text() == "1 of 2 answered"
    assert board.board.thinking.text() == "tom"
    assert [count for _, count in board.board.bars.bars] == [None, None]
    press_key(second.page, Qt.Key.Key_2)
    room.until(lambda: len(room.taught.answers) == 2)
    board.foot.answers_button.click()
    assert [count for _, count in board.board.bars.bars] == [1, 1]
    room.until(lambda: first.page.column.prediction.is_locked)
    press_key(first.page, Qt.Key.Key_2)  # too late
    assert first.page.column.prediction.answer() == "1"
    assert first.status.text() == "Answers are closed. The teacher lets it run next."

    # The run decides, for everybody.
    room.go_on()
    assert room.taught.phase is Phase.DONE
    room.until(lambda: first.page.is_done and second.page.is_done)
    assert [row.is_real for row in first.page.column.prediction.rows] == [False, True]
    assert first.page.answer(2) == "1"

    # Hands up, and down again.
    first.hand.click()
    room.until(lambda: [hand.nick for hand in room.taught.hands] == ["mia"])
    board.board.hands.buttons["mia"].click()
    room.until(lambda: not first.hand.isChecked())
    assert room.taught.hands == ()

    # The bars may be shown to the class.
    board.head.bars.click()
    room.until(lambda: first.bars.isVisible() and second.bars.isVisible())
    assert dict(first.bars.bars) == {"one: the server has to receive first": 1, "none": 1}

    # The end.
    board.head.end.click()
    room.until(lambda: "over" in first.status.text())
    room.until(lambda: mia.sees("The class is over"))
    assert first.page.bar.isVisible()  # now alone
    assert room.teacher.window.classroom.teacher is None


def test_who_comes_late_and_who_comes_back(room: Room, qtbot: QtBot) -> None:
    mia = room.client("mia")
    room.begin(mia)
    room.go_to(3)
    first = room.window_of(mia)
    room.until(lambda: first.page.step == 2 and not first.page.busy)
    press_key(first.page, Qt.Key.Key_2)
    room.until(lambda: len(room.taught.answers) == 1)
    # Somebody new gets the present step.
    tom = room.client("tom")
    second = room.join(tom)
    room.until(lambda: second.page.step == 2 and not second.page.busy)
    assert second.page.report(0) is not None and second.page.report(1) is not None
    assert not second.page.is_done
    room.until(lambda: room.taught.thinking == ("tom",))
    # The server goes down and comes back: everybody is where they were.
    room.server.stop()
    room.until(lambda: "lost" in first.status.text())
    room.server.start()
    for client in (room.teacher, mia, tom):
        client.window.chat.connection.retry_now()
    room.until(lambda: all(c.online() for c in (room.teacher, mia, tom)))
    if not room.teacher.window.classroom.leads(CHANNEL):
        # Who came back first leads the channel now, and gives the lead back.
        room.until(lambda: "do not lead" in room.board.note.text())
        leader = mia if mia.window.classroom.leads(CHANNEL) else tom
        leader.window.chat.connection.mode(CHANNEL, "+o teacher")
        room.until(lambda: room.teacher.window.classroom.leads(CHANNEL))
        room.taught.tell_again()
        room.teacher.window.classroom.tell()
    room.until(lambda: sorted(room.taught.pupils) == ["mia", "tom"])
    room.until(lambda: room.taught.answers == (("mia", "2"),))
    room.go_on()
    room.until(lambda: first.page.is_done and second.page.is_done)


def test_the_teacher_leaves(room: Room) -> None:
    mia = room.client("mia")
    room.begin(mia)
    window = room.window_of(mia)
    room.teacher.window.chat.connection.part(CHANNEL)
    room.until(lambda: "teacher has left" in window.status.text())
    room.until(lambda: "do not lead" in room.board.note.text())
    window.leave.click()
    room.until(lambda: mia.window.classroom.pupil_window is None)
    assert not mia.window.classroom.pupil.joined


def test_somebody_without_the_lead_is_not_obeyed(room: Room) -> None:
    mia, eve = room.client("mia"), room.client("eve")
    room.begin(mia)
    state = room.taught.state()
    from core.client.classroom import End, format_message

    value = format_message(End(state.channel, state.session))
    eve.window.chat.connection.tag(CHANNEL, {CLASS_TAG: value})
    eve.write("after that")
    room.until(lambda: mia.sees("eve: after that"))
    assert mia.window.classroom.pupil.joined
    eve.window.chat.connection.tag("mia", {CLASS_TAG: "not a class at all"})


def test_a_newer_teacher_is_told_in_words(room: Room) -> None:
    mia = room.client("mia")
    room.teacher.window.chat.connection.tag(CHANNEL, {CLASS_TAG: "2,state,c=x"})
    banner = mia.page.notices.classroom
    room.until(banner.isVisible)
    assert "newer Besedka" in banner.text()
    assert not banner.join.isVisible()


def test_a_lesson_that_this_computer_does_not_have(room: Room) -> None:
    mia = room.client("mia")
    link = room.teacher.window.classroom
    teacher = link.begin(CHANNEL, "own-lesson", "My own", "")
    teacher.show_step(1, asks=False)
    link.tell()
    banner = mia.page.notices.classroom
    room.until(banner.isVisible)
    banner.join.click()
    assert "does not have" in banner.text() and "My own" in banner.text()
    assert mia.window.classroom.pupil_window is None
    link.end_class()


def test_a_server_that_passes_no_tags_on(room: Room) -> None:
    assert room.menu_entry(room.teacher, "Class…")
    link = room.teacher.window.classroom
    connection = room.teacher.window.chat.connection
    connection._link.session._context.isupport.tokens["CLIENTTAGDENY"] = "*"
    room.board.list.cards()[0].click()
    room.until(lambda: "no client tags" in room.board.note.text())
    assert link.teacher is not None


def test_the_class_window_speaks_russian(room: Room, context: AppContext) -> None:
    mia = room.client("mia")
    room.begin(mia)
    room.go_to(3)
    context.set_language("ru")
    board = room.board
    room.until(lambda: board.foot.answers_button.text() == "Закрыть ответы")
    assert board.board.question.plain().startswith("Сколько вызовов recv")
    window = room.window_of(mia)
    room.until(lambda: window.hand.text() == "Поднять руку")
    assert window.page.column.title.plain() == "recv(1024) — это не одно сообщение"
    assert QApplication.instance() is not None


def test_a_lesson_is_opened_for_a_class_from_its_window(
    room: Room, context: AppContext, window: Learner
) -> None:
    window.open(3)
    window.page.header.for_class.click()
    dialog = window.window.findChild(ClassChooser)
    assert dialog is not None
    assert [button.text() for button in dialog.buttons] == [f"{CHANNEL}  ·  Room 214"]
    dialog.buttons[0].click()
    room.until(room.quiet)
    assert room.taught.channel == CHANNEL
    assert room.board.page is not None and room.board.page.lesson.id == RECV


def test_without_a_channel_it_says_how_to_get_one(context: AppContext, window: Learner) -> None:
    wanted: list[bool] = []
    context.server_wanted.connect(lambda: wanted.append(True))
    window.open(3)
    window.page.header.for_class.click()
    dialog = window.window.findChild(ClassChooser)
    assert dialog is not None and not dialog.buttons
    assert dialog.server_button.isVisible()
    dialog.server_button.click()
    assert wanted == [True]
