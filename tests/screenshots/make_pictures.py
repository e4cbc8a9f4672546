"""Pictures of the real program: the README's, and the main states of every window to look at.

    python -m tests.screenshots.make_pictures [--all FOLDER]

Without arguments it makes ``resources/pictures/besedka.png``. With ``--all`` it makes every window
in both languages and both themes, wide and narrow, into FOLDER. Everything shown is real: a server
runs in the server window on a loopback port, the clients are joined to it and talk.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from desktop.self_test import SelfTest

ROOT = Path(__file__).resolve().parents[2]
CONVERSATION = [
    ("учитель", "Создайте `socket_1.py`. Сервер здоровается сам, поэтому сначала только слушаем."),
    ("учитель", "Кто увидел «Спасибо за подключение», пишет сюда 👍"),
    ("anna", "У меня ConnectionRefusedError, хотя адрес тот же"),
    ("boris", "А порт какой? У сервера 6667, см. https://docs.python.org/3/howto/sockets.html"),
    ("anna", "Точно, порт был 6668. Всё, поздоровался! 🎉"),
    ("chloe", "recv(1024) вернул сразу две строки, это нормально?"),
    ("учитель", "Нормально: TCP несёт поток байтов, а строки собираете вы"),
    ("boris", "То есть recv не знает про строки совсем?"),
]


class Stage(SelfTest):
    """A server window and clients with a conversation, ready to be photographed."""

    def run(self) -> None:
        self._faults_count()
        self.app.context.settings.server.name = "Кабинет 214"
        self.server = self._start_server()
        started = self.server.controller.started
        assert started is not None
        people = ("учитель", "anna", "boris", "chloe", "mira", "igor")
        self.clients = {nick: self._join(nick, started.port) for nick in people}
        topic = "Сети, урок 9: первый сокет. Отчёт до пятницы, 18:00"
        self.clients["учитель"].acts.set_topic(self.channel, topic)
        for nick, text in CONVERSATION:
            window = self.clients[nick]
            window.show_conversation(self.channel)
            self._say_and_wait(window, text)
        self._say_and_wait(self.clients["mira"], "/away на перемене")
        self._say_and_wait(self.clients["boris"], "/msg anna Пойдём после урока в лабораторию?")
        anna = self.clients["anna"]
        anna.show_conversation(self.channel)
        self._until("the answer in private is there", lambda: anna.conversations.unread >= 1)

    def _say_and_wait(self, window: QWidget, text: str) -> None:
        from desktop.self_test import _say

        _say(window, text)  # type: ignore[arg-type]
        self._pause(0.15)

    def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.005)

    def photograph(self, window: QWidget, width: int, height: int) -> QImage:
        """The window at a size, after it has settled."""
        window.resize(width, height)
        self._pause(0.4)
        return window.grab().toImage()


def poster(stage: Stage) -> QImage:
    """The README's picture: the server and two clients on one ground."""
    context = stage.app.context
    scale = 2
    canvas = QImage(1760 * scale, 1100 * scale, QImage.Format.Format_RGB32)
    canvas.setDevicePixelRatio(scale)
    canvas.fill(QColor("#DCD8CC"))
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    context.set_language("ru")
    context.set_theme("light")
    place(painter, stage.photograph(stage.server, 1120, 740), QPoint(40, 40))
    place(painter, stage.photograph(stage.clients["anna"], 1020, 640), QPoint(700, 420))
    context.set_theme("dark")
    context.set_language("en")
    place(painter, stage.photograph(stage.clients["boris"], 430, 600), QPoint(240, 460))
    painter.end()
    return canvas.scaled(
        1760,
        1100,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def place(painter: QPainter, picture: QImage, at: QPoint) -> None:
    """Draw a window with round corners and a soft edge."""
    size = picture.deviceIndependentSize().toSize()
    frame = QRect(at, size)
    for width in range(12, 0, -2):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(40, 36, 24, 7))
        painter.drawRoundedRect(frame.adjusted(-width, -width + 4, width, width + 6), 14, 14)
    path = QPainterPath()
    path.addRoundedRect(frame, 10, 10)
    painter.save()
    painter.setClipPath(path)
    painter.drawImage(frame, picture)
    painter.restore()


def everything(stage: Stage, folder: Path) -> None:
    """Every window and page, in both languages and themes, wide and narrow."""
    context = stage.app.context
    folder.mkdir(parents=True, exist_ok=True)
    stage.app.windows.open_launcher()
    launcher = stage._windows("LauncherWindow")[0]
    shots: list[tuple[str, QWidget, tuple[tuple[int, int], ...], Callable[[], object] | None]] = [
        ("launcher", launcher, ((880, 600), (430, 700)), None),
        ("client", stage.clients["anna"], ((1240, 800), (820, 640), (480, 760)), None),
    ]
    server = stage.server
    for page, item in server.navigation.items.items():
        wide_to_narrow = ((1120, 760), (820, 640), (480, 760))
        shots.append((f"server-{page.value}", server, wide_to_narrow, item.click))
    for language in ("ru", "en"):
        context.set_language(language)
        for mode in ("light", "dark"):
            context.set_theme(mode)
            for name, window, sizes, prepare in shots:
                if prepare is not None:
                    prepare()
                for width, height in sizes:
                    picture = stage.photograph(window, width, height)
                    picture.save(str(folder / f"{name}-{width}-{mode}-{language}.png"))


def main() -> None:
    """See the module's text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_SCALE_FACTOR", "1" if options.all else "2")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BESEDKA_CONFIG_DIR"] = folder
        from desktop.__main__ import make_app

        app = make_app(["besedka"])
        assert app is not None
        stage = Stage(app, channel="#класс-7б")
        stage.port = 6667  # the usual one; if it is taken, the window says so in the picture
        stage.run()
        if options.all:
            everything(stage, options.all)
        else:
            poster(stage).save(str(ROOT / "resources" / "pictures" / "besedka.png"))
        stage.end()


if __name__ == "__main__":
    main()
