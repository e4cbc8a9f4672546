"""The real lessons' window on a settings folder of its own, and a person who goes through it."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.lab.lesson import lessons_dir
from desktop.context import AppContext
from desktop.lessons.lesson_page import LessonPage
from desktop.lessons.lesson_window import LessonsWindow
from tests.desktop.typing import press_key

TIMEOUT = 30_000  # ms; nothing waits this long unless it fails
RECV = "03-recv-is-not-a-message"


class Learner:
    """A person at the lessons' window: what they press, and what they see."""

    def __init__(self, window: LessonsWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    @property
    def page(self) -> LessonPage:
        assert self.window.page is not None
        return self.window.page

    def until(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=TIMEOUT)

    def key(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        press_key(QApplication.focusWidget() or self.page, key)

    def open(self, number: int) -> None:
        assert self.window.open_number(number)
        self.ready()

    def ready(self) -> None:
        """Until nothing is being carried out."""
        self.until(lambda: self.page.feed is not None and not self.page.busy)

    def run(self) -> None:
        """Press Space and wait until the step has run."""
        self.key(Qt.Key.Key_Space)
        self.ran()

    def ran(self) -> None:
        self.until(lambda: self.page.is_done and not self.page.busy)

    def skip_to(self, step: int) -> None:
        """Go to a step (from 0) without predicting anything."""
        while self.page.step < step:
            if not self.page.is_done:
                if self.page.bar.skip_button.isVisible():
                    self.page.bar.skip_button.click()
                else:
                    self.key(Qt.Key.Key_Space)
                self.ran()
            self.key(Qt.Key.Key_Space)


@pytest.fixture
def own_folder(own_settings_folder: Path) -> Path:
    """The folder of the person's own lessons."""
    folder = own_settings_folder / "lessons"
    folder.mkdir(parents=True)
    return folder


def copy_lesson(folder: Path, name: str = RECV, to: str = "mine") -> Path:
    """A lesson of ours among the person's own, to be changed."""
    target = folder / to
    shutil.copytree(lessons_dir() / name, target)
    return target


@pytest.fixture
def window(qtbot: QtBot, context: AppContext) -> Iterator[Learner]:
    made = LessonsWindow(context)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield Learner(made, qtbot)
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
