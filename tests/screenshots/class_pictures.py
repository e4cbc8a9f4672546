"""Pictures of a class that predicts what lesson 3 does, in both languages and both themes.

    python -m tests.screenshots.class_pictures FOLDER

Everything shown is real: a server on loopback, a teacher and seven pupils in their client windows.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.screenshots.patience import until

PUPILS = ("Mia", "Tom", "Lena", "Oleg", "Dana", "Ivan", "Olga")
CHANNEL = "#networks-10b"
_RECV, _DECISIVE = 3, 4


def make(folder: Path) -> list[Path]:
    """Take every picture; their files."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from desktop.context import AppContext

    app = QApplication.instance() or QApplication([])
    made: list[Path] = []

    def take(window: Any, name: str) -> None:
        QTest.qWait(300)
        file = folder / f"{name}.png"
        window.grab().save(str(file))
        made.append(file)

    with tempfile.TemporaryDirectory() as scratch:
        os.environ["BESEDKA_CONFIG_DIR"] = scratch
        for language in ("ru", "en"):
            context = AppContext.for_tests(Path(scratch), language)
            for mode in ("light", "dark"):
                context.set_theme(mode)
                classroom(context, take, f"{mode}-{language}")
            context.save()
    app.processEvents()
    return made


def classroom(context: Any, take: Callable[[Any, str], None], ending: str) -> None:
    """A teacher and pupils: the predictions come in, are closed, and the run decides."""
    from core.client.session import SessionOptions
    from core.server.config import ServerConfig
    from core.threads.client_threads import ClientOptions
    from core.threads.server_threads import ListenOptions, ServerEngine
    from desktop.client.client_window import ClientWindow

    engine = ServerEngine()
    started: list[Any] = []
    engine.started.connect(started.append)
    engine.start(ServerConfig(network="Room 214"), ListenOptions("127.0.0.1", 0))
    until(lambda: started)

    def client(nick: str) -> Any:
        session = SessionOptions(nick, channels=((CHANNEL, ""),))
        window = ClientWindow(context, ClientOptions("127.0.0.1", started[0].port, session))
        window.show()
        until(lambda: CHANNEL in window.conversations)
        until(lambda: window.conversations[CHANNEL].member(nick) is not None)
        return window

    teacher = client("teacher")
    pupils = [client(nick) for nick in PUPILS]
    teacher.classroom.open_class(CHANNEL)
    board = teacher.classroom.class_window
    board.open_lesson(next(x for x in board.list.lessons if x.number == _RECV))
    for pupil in pupils:
        until(pupil.page.notices.classroom.isVisible)
    take(pupils[0], f"class-banner-{ending}")
    for pupil in pupils:
        pupil.page.notices.classroom.join.click()
    until(lambda: len(board.teacher.pupils) == len(pupils))

    def quiet() -> bool:
        return board.page.feed is not None and not board.page.busy

    def arrived(page: Any) -> bool:
        return bool(page.step == _DECISIVE and not page.busy)

    while board.teacher.step <= _DECISIVE:
        until(quiet)
        board.go_on()
    windows = [pupil.classroom.pupil_window for pupil in pupils]
    for window in windows:
        until(partial(arrived, window.page))
    for window, answer in zip(windows, (1, 1, 3, 1, 2), strict=False):
        window.page.column.prediction.choose(answer)
    for window in windows[:3]:
        window.hand.click()
    until(lambda: len(board.teacher.answers) == 5 and len(board.teacher.hands) == 3)
    take(board, f"class-open-{ending}")
    board.toggle_answers()
    take(board, f"class-closed-{ending}")
    board.head.bars.click()
    board.go_on()
    until(lambda: board.teacher.phase == "done" and quiet())
    take(board, f"class-done-{ending}")
    take(windows[0], f"class-pupil-{ending}")
    board.close()
    for window in (*pupils, teacher):
        window.close()
    for connection in context.winding_down():
        connection.stop_and_wait(3.0)
    engine.stop_and_wait(3.0)


def main() -> None:
    """The command line: the folder for the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for file in make(folder):
        print(file)


if __name__ == "__main__":
    main()
