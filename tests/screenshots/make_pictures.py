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
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QCursor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from core.client.events import MessageReceived
from desktop.self_test import SelfTest

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

ROOT = Path(__file__).resolve().parents[2]
ROOM = "#класс-7б"
_HOUR = 10
CODE = (
    "Создайте `socket_1.py`. Сервер здоровается сам, поэтому сначала только **слушаем**:\n"
    "```python\nimport socket\n"
    's = socket.create_connection(("192.168.1.10", 6667))\n'
    "print(s.recv(1024).decode())\n```"
)
CONVERSATION = [  # who, what, the number of the line that it answers
    ("учитель", CODE, None),
    ("anna", "У меня `ConnectionRefusedError`, хотя адрес тот же", None),
    ("anna", "А, порт был 6668. Всё, поздоровался!", None),
    ("chloe", "Отказ приходит сразу: на том порту никто не слушает. Хуже, когда тишина", 1),
    ("chloe", "recv(1024) вернул сразу две строки, это нормально?", None),
    ("учитель", "Нормально: TCP несёт поток байтов, а строки собираете вы", 4),
]
REACTIONS = [("anna", 0, "👍"), ("boris", 0, "👍"), ("mira", 0, "👍"), ("chloe", 0, "👀")]
REACTIONS += [("chloe", 2, "🎉"), ("boris", 2, "🎉"), ("boris", 5, "👍")]


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
        for nick, text, answered in CONVERSATION:
            self._speak(nick, text, answered)
        for nick, number, reaction in REACTIONS:
            msgid = self._message(nick, CONVERSATION[number][1]).msgid
            self.clients[nick].chat.connection.react(self.channel, msgid, reaction)
        self._say_and_wait(self.clients["mira"], "/away на перемене")
        self._say_and_wait(self.clients["boris"], "/msg anna Пойдём после урока в лабораторию?")
        anna = self.clients["anna"]
        anna.show_conversation(self.channel)
        self._until("the answer in private is there", lambda: anna.conversations.unread >= 1)

    def _message(self, nick: str, text: str) -> MessageReceived:
        """What was said, as the window of ``nick`` has it."""
        model = self.clients[nick].conversations[self.channel].transcript
        rows = (model.row(number) for number in range(model.first, model.end))
        return next(r for r in rows if isinstance(r, MessageReceived) and r.text == text)

    def _speak(self, nick: str, text: str, answered: int | None) -> None:
        window = self.clients[nick]
        window.show_conversation(self.channel)
        msgid = ""
        if answered is not None:
            msgid = self._message(nick, CONVERSATION[answered][1]).msgid
        window.chat.connection.say(self.channel, text, reply_to=msgid)
        for each in self.clients.values():
            self._until(f"{text!r} is there", partial(self._arrived, each, text))

    def _arrived(self, window: ClientWindow, text: str) -> bool:
        """Whether a message has come back from the server."""
        model = window.conversations[self.channel].transcript
        rows = (model.row(number) for number in range(model.first, model.end))
        return any(isinstance(r, MessageReceived) and r.text == text and r.msgid for r in rows)

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
        window = window.window()  # a client is a page of its window
        window.resize(width, height)
        self._pause(1.5)  # older messages are asked for, and come
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
    stage.clients["anna"].come_forward()  # what she sees is read
    place(painter, stage.photograph(stage.clients["anna"], 1020, 726), QPoint(700, 334))
    context.set_theme("dark")
    context.set_language("en")
    stage.clients["boris"].come_forward()
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
    # Whenever it is made, the lesson on it is in the morning.
    os.environ["TZ"] = f"LESSON{time.gmtime().tm_hour - _HOUR:+d}"
    if hasattr(time, "tzset"):
        time.tzset()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BESEDKA_CONFIG_DIR"] = folder
        from desktop.__main__ import make_app

        app = make_app(["besedka"])
        assert app is not None
        stage = Stage(app, channel=ROOM)
        stage.port = 6667  # the usual one; if it is taken, the window says so in the picture
        app.context.set_language("ru")
        QCursor.setPos(9000, 9000)  # over no window
        stage.run()
        if options.all:
            everything(stage, options.all)
        else:
            poster(stage).save(str(ROOT / "resources" / "pictures" / "besedka.png"))
        stage.end()


if __name__ == "__main__":
    main()
