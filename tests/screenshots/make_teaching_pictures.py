"""Pictures of what teaches: the show, the lab, a lesson, the map of TCP's states.

    python -m tests.screenshots.make_teaching_pictures [--all FOLDER]

Without arguments it makes those of the README, ``resources/pictures/{demo,lab,lesson}.png``. With
``--all`` each is made in both languages, both themes, as usual and for a projector, into FOLDER.
Everything shown is real: real sockets on loopback, real windows.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import App
    from desktop.demo.demo_window import DemoWindow
    from desktop.lab.lab_window import LabWindow
    from desktop.lessons.lesson_window import LessonsWindow

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "resources" / "pictures"
PATIENCE_S = 60.0
DECISIVE_STEP = 4
"""Of lesson 3: recv(1024) takes what three sends wrote."""


class Photographer:
    """Makes windows come into a state, and takes their pictures."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.context = app.context

    def waitUntil(self, condition: Callable[[], object], timeout: float = 0) -> None:
        """As pytest-qt's: the helpers of the lab's tests want it."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise SystemExit("a picture's state was not reached")
            self.pause(0.01)

    def pause(self, seconds: float) -> None:
        """Let the windows live."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.003)

    @property
    def bot(self) -> QtBot:
        """Itself, as far as the tests' helpers need one."""
        return cast("QtBot", self)

    def take(self, window: QWidget, file: Path, width: int, height: int) -> None:
        """A picture of a window at a size."""
        window.resize(width, height)
        self.pause(0.6)
        file.parent.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(file))

    # --- what is shown ------------------------------------------------------------------------

    @contextmanager
    def demo(self) -> Iterator[DemoWindow]:
        """The show, paused while the server has sent to the one and not yet to the other."""
        from desktop.demo.demo_window import DemoWindow

        window = DemoWindow(self.context)
        window.resize(1440, 900)
        window.show()
        chats = window.chats
        self.waitUntil(lambda: len(chats["boris"].bubbles) >= 3)
        self.waitUntil(lambda: all(b.number for b in chats["boris"].bubbles.values()))
        window.panel.pace.pause()
        self.pause(0.5)
        bubble = list(chats["boris"].bubbles.values())[-1]
        bubble.click()
        self.pause(0.3)
        try:
            yield window
        finally:
            window.close()
            window.chat.stop_and_wait()

    @contextmanager
    def lab(self) -> Iterator[LabWindow]:
        """A listener whose second accept is in the kernel, a client that was greeted."""
        from desktop.lab.lab_window import LabWindow
        from tests.desktop.lab import lab_fixtures as hands

        window = LabWindow(self.context)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        s1, port = hands.listener(self.bot, window)
        s2 = hands.create(window)
        hands.make(self.bot, window, s2.number, "connect", host="127.0.0.1", port=str(port))
        hands.make(self.bot, window, s1.number, "accept")
        hands.press(window, s1.number, "accept")
        hands.in_kernel(self.bot, window, hands.last(window).number)
        self.pause(1.3)
        try:
            yield window
        finally:
            hands.close(window)

    @contextmanager
    def lesson(self, number: int = 3, step: int = DECISIVE_STEP) -> Iterator[LessonsWindow]:
        """A lesson after one of its steps, with a wrong prediction."""
        from desktop.lessons.lesson_window import LessonsWindow
        from tests.desktop.lessons.lesson_fixtures import Learner

        window = LessonsWindow(self.context)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        learner = Learner(window, self.bot)
        learner.open(number)
        learner.skip_to(step)
        learner.key(Qt.Key.Key_1)
        learner.key(Qt.Key.Key_Space)
        learner.ran()
        try:
            yield window
        finally:
            window.close()


def all_of_it(photographer: Photographer, folder: Path) -> None:
    """Each state in both languages, themes and sizes."""
    context = photographer.context
    for language in ("ru", "en"):
        context.set_language(language)
        photographer.pause(0.1)
        for mode in ("light", "dark"):
            context.set_theme(mode)
            name = f"{mode}-{language}"
            with photographer.demo() as demo:
                photographer.take(demo, folder / f"demo-{name}.png", 1440, 900)
                photographer.take(demo, folder / f"demo-small-{name}.png", 1024, 640)
                demo.toggle_projector()
                demo.showNormal()
                photographer.take(demo, folder / f"demo-projector-{name}.png", 1280, 800)
            with photographer.lab() as lab:
                photographer.take(lab, folder / f"lab-{name}.png", 1280, 800)
                photographer.take(lab, folder / f"lab-small-{name}.png", 1024, 640)
                lab.toggle_projector()
                lab.showNormal()
                photographer.take(lab, folder / f"lab-projector-{name}.png", 1280, 800)
            for kind, number, step in (("lesson", 3, DECISIVE_STEP), ("states", 12, 3)):
                with photographer.lesson(number, step) as lesson:
                    photographer.take(lesson, folder / f"{kind}-{name}.png", 1280, 800)
                    photographer.take(lesson, folder / f"{kind}-small-{name}.png", 1024, 640)
                    lesson.toggle_projector()
                    lesson.showNormal()
                    photographer.take(lesson, folder / f"{kind}-projector-{name}.png", 1280, 800)


def for_the_readme(photographer: Photographer) -> None:
    """The three pictures of the README, in Russian and English, light."""
    context = photographer.context
    context.set_theme("light")
    context.set_language("en")
    with photographer.demo() as demo:
        photographer.take(demo, PICTURES / "demo.png", 1440, 900)
    with photographer.lab() as lab:
        photographer.take(lab, PICTURES / "lab.png", 1280, 800)
    context.set_language("ru")
    with photographer.lesson() as lesson:
        photographer.take(lesson, PICTURES / "lesson.png", 1280, 800)


def main() -> None:
    """See the module's text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BESEDKA_CONFIG_DIR"] = folder
        from desktop.__main__ import make_app
        from desktop.theme.fonts import load_emoji

        app = make_app(["besedka"])
        assert app is not None
        load_emoji()
        photographer = Photographer(app)
        if options.all:
            all_of_it(photographer, options.all)
        else:
            for_the_readme(photographer)


if __name__ == "__main__":
    main()
