"""A lesson in its window, on real sockets: by keyboard, with right and wrong predictions."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from desktop.lessons.option_row import OptionRow
from desktop.lessons.program_pane import ProgramPane
from desktop.sockets.letters import LettersPane
from desktop.sockets.tcp_diagram import TcpPane
from tests.desktop.lessons.lesson_fixtures import RECV, Learner
from tests.desktop.typing import type_text


def pane(window: Learner, actor: str) -> ProgramPane:
    return next(p for p in window.page.stage.programs.panes if p.actor == actor)


def mark_texts(window: Learner, actor: str) -> dict[int, str]:
    return {mark.line: mark.text for mark in pane(window, actor).lines.marks()}


@pytest.mark.feature("Lessons")
def test_a_lesson_by_keyboard_with_a_wrong_prediction(window: Learner) -> None:
    window.open(3)
    page = window.page
    assert page.header.title.text() == f"Lesson 3 of {len(window.window._ours())}"
    assert page.column.title.plain() == "recv(1024) is not one message"
    window.until(lambda: pane(window, "server").pill.word() == "parked")
    window.run()  # the server listens
    assert "accept" in page.column.after.plain()
    window.key(Qt.Key.Key_Space)
    window.run()  # the client connects
    assert page.step == 1
    window.key(Qt.Key.Key_Return)
    # The first question: Space asks for an answer first.
    window.key(Qt.Key.Key_Space)
    assert "Skip" in page.column.hint.text()
    assert not page.is_done
    window.key(Qt.Key.Key_2)
    assert page.column.prediction.answer() == "2"
    window.run()
    rows = page.column.prediction.rows
    assert [row.is_real for row in rows] == [False, True]
    assert rows[1].accessibleName() == "none, your answer, so it happened"
    # The second one is a number.
    window.key(Qt.Key.Key_Space)
    edit = page.column.prediction.field.edit
    edit.setFocus()
    type_text(edit, "seven")
    window.key(Qt.Key.Key_Return)
    assert "no number" in page.column.prediction.field.error
    edit.clear()
    type_text(edit, "7")
    window.key(Qt.Key.Key_Return)
    page.setFocus()
    window.run()
    texts = [(row.text(), row.is_real) for row in page.column.prediction.rows]
    assert texts == [("7", False), ("11", True)]
    # The third: a wrong choice stays marked, and is not red.
    window.key(Qt.Key.Key_Space)
    window.key(Qt.Key.Key_1)
    window.run()
    rows = page.column.prediction.rows
    assert [row.is_real for row in rows] == [False, False, True]
    assert rows[0].accessibleName() == "b'one', your answer"
    assert isinstance(page.stage.look.view, LettersPane)
    marks = mark_texts(window, "server")
    assert marks[7] == "returned 11 B"
    assert marks[8] == "b'onetwothree'"
    assert marks[9] == "next call"
    sends = {m.line: (m.text, m.send) for m in pane(window, "client").lines.marks() if m.send}
    assert sends == {5: ("→ 3", 1), 6: ("→ 3", 2), 7: ("→ 5", 3)}
    assert page.column.otherwise.text() == ""
    # 300 runs with nobody stopped.
    window.key(Qt.Key.Key_Space)
    window.run()
    tally = page.stage.runs.tally
    assert tally is not None and tally.done == 300
    assert sum(count for _, count in tally.rows) + tally.no_value == 300
    assert page.stage.runs.subtitle.text() == "300 free runs"
    # The end, and what is remembered.
    window.key(Qt.Key.Key_Space)
    window.run()
    assert pane(window, "server").pill.word() == "finished"
    assert window.window.progress.is_done(RECV)
    window.key(Qt.Key.Key_Space)
    window.until(lambda: window.page.lesson.number == 4)


def test_the_learner_lets_the_other_one_go_first(window: Learner) -> None:
    """Out of turn: the server's recv takes what has arrived by then, and waits for it."""
    window.open(3)
    window.skip_to(2)
    page = window.page
    pane(window, "server").step.click()  # recv, before anything was sent
    window.until(lambda: pane(window, "server").pill.word() == "in kernel")
    window.ready()
    page.bar.skip_button.click()
    window.ran()
    window.until(lambda: mark_texts(window, "server").get(7, "").endswith("3 B"))
    assert "otherwise" in page.column.otherwise.text()


def test_back_and_again(window: Learner) -> None:
    window.open(3)
    window.skip_to(4)
    page = window.page
    window.key(Qt.Key.Key_Backspace)
    window.key(Qt.Key.Key_Backspace)
    assert page.step == 2 and page.is_done
    assert page.feed is not None and page.feed.position is not None
    assert mark_texts(window, "client")[5] == "→ 3"
    assert 6 not in mark_texts(window, "client")  # it was not yet sent then
    lens = page.feed.lens
    window.key(Qt.Key.Key_F9)
    window.until(lambda: page.feed is not None and page.feed.lens is not lens and not page.busy)
    assert page.step == 2 and not page.is_done
    assert mark_texts(window, "client")[5] == "next call"
    window.key(Qt.Key.Key_1)
    window.run()
    assert [row.is_real for row in page.column.prediction.rows] == [False, True]


def test_the_language_changes_with_everything(window: Learner) -> None:
    window.open(3)
    window.skip_to(4)
    window.key(Qt.Key.Key_1)
    window.run()
    window.window.context.set_language("ru")
    page = window.page
    window.until(lambda: page.column.title.plain() == "recv(1024) — это не одно сообщение")
    assert page.header.title.text().startswith("Урок 3 из ")
    rows = page.column.prediction.rows
    assert [row.is_real for row in rows] == [False, False, True]
    assert rows[0].accessibleName() == "b'one', ваш ответ"
    assert "TCP передаёт байты" in page.column.after.plain()
    window.until(lambda: mark_texts(window, "server")[9] == "следующий вызов")
    window.window.context.set_language("en")
    question = page.column.prediction.question
    window.until(lambda: question.plain() == "What will recv(1024) return?")


def test_the_projector(window: Learner) -> None:
    window.open(3)
    page = window.page
    before = page.column.title.font().pixelSize()
    window.key(Qt.Key.Key_F11)
    assert page.column.title.font().pixelSize() > before
    for label in page.findChildren(type(page.header.title)):
        assert label.font().pixelSize() >= 17
    assert page.header.projector.isChecked()
    window.key(Qt.Key.Key_F11)
    assert page.column.title.font().pixelSize() == before


def test_the_whole_live_view_is_one_key_away(window: Learner) -> None:
    from desktop.sockets.sockets_panel import SocketsPanel

    window.open(3)
    window.skip_to(2)
    window.key(Qt.Key.Key_F6)
    panels = window.page.findChildren(SocketsPanel)
    assert len(panels) == 1 and panels[0].isVisible()
    assert not window.page.stage.isVisible()
    window.key(Qt.Key.Key_F11)  # not taken twice
    assert window.window.scale.projector
    window.key(Qt.Key.Key_F6)
    assert window.page.stage.isVisible()


def test_links(window: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    window.open(3)
    window.page.column.followed.emit("https://example.org/")
    window.page.column.followed.emit("file:///etc/passwd")
    assert opened == ["https://example.org/"]
    window.page.column.followed.emit("lesson:4")
    window.until(lambda: window.page.lesson.number == 4)


def test_leaving_a_lesson_ends_its_threads(window: Learner) -> None:
    before = threading.active_count()
    window.open(3)
    window.skip_to(2)
    window.window.show_list()
    assert window.window.page is None
    window.until(lambda: threading.active_count() <= before)


def test_the_program_that_the_step_is_about_stands_in_front(window: Learner) -> None:
    window.open(7)
    window.window.resize(1100, 700)
    window.skip_to(3)  # recv of boris, who runs the same program as anna
    programs = window.page.stage.programs
    assert [pane.actor for pane in programs.panes if pane.isVisible()] == ["boris"]


def test_the_map_of_states_is_whole_in_a_low_window(window: Learner) -> None:
    window.open(12)
    window.window.resize(1024, 640)
    window.skip_to(3)
    look = window.page.stage.look
    window.until(lambda: look.current == "states" and isinstance(look.view, TcpPane))
    pane = look.view
    assert isinstance(pane, TcpPane)
    window.until(lambda: pane.diagram.visibleRegion().boundingRect().size() == pane.diagram.size())
    assert window.page.stage.front.isVisible()


def test_a_projector_does_not_tell_the_answer_before_the_run(window: Learner) -> None:
    window.open(3)
    window.skip_to(4)
    column = window.page.column
    assert column.after.plain() and not column.after.isVisible()
    window.window.toggle_projector()
    window.window.showNormal()
    assert not column.after.isVisible() and not column.after_title.isVisible()
    window.key(Qt.Key.Key_1)
    window.key(Qt.Key.Key_Space)
    window.ran()
    assert column.after.isVisible()
    rows = column.prediction.findChildren(OptionRow)
    marks = [mark for row in rows for mark in (row._own, row._so) if mark.isVisible()]
    assert len(marks) >= 2
    window.until(lambda: all(mark.width() >= mark.sizeHint().width() for mark in marks))
    window.window.toggle_projector()
    assert column.after.isVisible()
