"""How one comes to the lessons, and that the program ends in order while one runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.lessons.lesson_window import LessonsWindow
from tests.desktop.lessons.lesson_fixtures import Learner, copy_lesson
from tests.desktop.test_windows import lines, script


def test_there_is_one_lessons_window_and_it_ends_with_the_program(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        """
        context.open_lessons()
        context.open_lessons(3)
        page = lambda: app.windows._lessons.page
        def running():
            return page() is not None and page().feed is not None and not page().busy
        def close():
            print(windows(), page().lesson.number, flush=True)
            app.end()
        when(running, close)
        """,
    )
    assert lines(done) == ["['LessonsWindow'] 3"]


def test_closing_the_window_in_the_middle_of_a_step_ends_everything(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        """
        context.open_lessons(3)
        def running():
            page = app.windows._lessons.page
            return page is not None and page.feed is not None and not page.busy
        def close():
            app.windows._lessons.page.go_on()
            app.windows._lessons.close()
            print("closed", flush=True)
        when(running, close)
        """,
    )
    assert lines(done) == ["closed"]


def test_a_lesson_that_is_not_there(window: Learner) -> None:
    assert not window.window.open_number(99)
    assert window.window.list.banner.text() == "There is no lesson 99."
    window.open(3)
    window.page.column.followed.emit("lesson:98")
    assert window.page.column.hint.text() == "There is no lesson 98."
    window.window.show_list()
    assert not window.window.list.banner.isVisible()


def test_a_lesson_with_faults_does_not_open(own_folder: Path, window: Learner) -> None:
    folder = copy_lesson(own_folder)
    text = (folder / "lesson.toml").read_text(encoding="utf-8")
    (folder / "lesson.toml").write_text(text.replace("number = 3", "number = 88\nnow"), "utf-8")
    window.until(lambda: window.window.list.broken)
    number = window.window.list.broken[0].lesson.number
    assert not window.window.open_number(number)
    assert window.window.page is None


@pytest.mark.parametrize("size", [(1024, 640), (1920, 1080)])
@pytest.mark.parametrize("projector", [False, True])
def test_nothing_of_a_step_is_squeezed(
    window: Learner, size: tuple[int, int], projector: bool
) -> None:
    made: LessonsWindow = window.window
    made.resize(*size)
    made.scale.set_projector(projector)
    window.open(3)
    window.skip_to(4)
    column = window.page.column
    column.prediction.choose(1)
    window.run()

    def whole() -> bool:
        rows = [*column.prediction.rows, column.title, column.after, column.after_title]
        return all(w.height() >= w.heightForWidth(w.width()) for w in rows)

    window.until(whole)
    bar = window.page.bar
    buttons = (bar.back_button, bar.again_button, bar.sockets_button, bar.forward_button)
    for button in buttons:
        assert button.width() >= button.sizeHint().width(), button.text()
        assert bar.rect().contains(button.geometry())
