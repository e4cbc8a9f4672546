"""``besedka --self-test``: the program tries itself out, through its real windows and real sockets.

A server window starts a server on a free loopback port; two client windows join it, talk both ways
in a channel and in private, with Cyrillic and emoji; a beginner's socket is greeted; the server is
stopped and started again and the clients come back; language and theme are switched. The show of
the sockets is opened, and every lesson is run with what it expects. Everything that was checked is
printed. The person's own settings are not touched.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.lab.lesson import Lesson
    from core.lab.runner_values import StepReport
    from desktop.app import App
    from desktop.client.client_window import ClientWindow
    from desktop.server.server_window import ServerWindow

_PATIENCE_S = 30.0
CHANNEL = "#самопроверка"
GREETING = "Спасибо за подключение"
LESSONS = 16


class CheckError(Exception):
    """Something that should have happened did not, in time."""


def main(argv: Sequence[str] = ()) -> int:
    """Run the checks; 0 if all held, 1 if one did not, 2 for arguments it does not know."""
    if argv:
        _print(f"besedka: --self-test takes nothing after it, and was given: {' '.join(argv)}")
        return 2
    stopped: list[int] = []  # a signal makes the next check fail, and everything is cleared away
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: stopped.append(number))
    with tempfile.TemporaryDirectory(prefix="besedka-self-test-") as folder:
        os.environ["BESEDKA_CONFIG_DIR"] = folder
        from desktop.__main__ import make_app

        app = make_app(sys.argv[:1])
        if app is None:
            return 1
        test = SelfTest(app, stopped=stopped)
        try:
            test.run()
        except CheckError as failure:
            _print(f"FAILED  {failure}")
            status = 1
        else:
            _print(f"passed  {test.passed} checks")
            status = 0
        test.end()
        return status


def _print(text: str) -> None:
    """To the terminal, where there is one, in UTF-8 whatever its charset."""
    if sys.stdout is None:
        return
    sys.stdout.buffer.write((text + "\n").encode())
    sys.stdout.flush()


class SelfTest:
    """The scenario, step by step."""

    def __init__(self, app: App, channel: str = CHANNEL, stopped: Sequence[int] = ()) -> None:
        self.app = app
        self.channel = channel
        self.stopped = stopped
        self.port = _free_port()
        self.passed = 0

    def run(self) -> None:
        """All the checks. Raises CheckError at the first that does not hold."""
        self._faults_count()
        self.app.windows.open_launcher()
        self._until("the launcher opens", lambda: bool(self._windows("LauncherWindow")))
        server = self._start_server()
        port = server.controller.started.port if server.controller.started else 0
        self._beginner(port)
        anna, boris = self._join("anna", port), self._join("boris", port)
        self._until("the server window lists both", lambda: _people(server) >= {"anna", "boris"})
        self._talk(anna, boris)
        self._in_private(anna, boris)
        self._restart(server, (anna, boris))
        self._talk(boris, anna)
        self._appearance(anna)
        self._show()
        self._lessons()

    def end(self) -> None:
        """Close every window, and leave when the threads have ended."""
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, self.app.end)
        self.app.exec()

    # --- steps --------------------------------------------------------------------------------

    def _start_server(self) -> ServerWindow:
        from desktop.server.controller import RunState
        from desktop.server.server_window import ServerWindow

        self.app.windows.open_server_window()
        window = self._windows("ServerWindow")[0]
        assert isinstance(window, ServerWindow)
        form = window.start_page.form
        form.port.edit.setText(str(self.port))
        form.greeting.edit.setText(GREETING)
        window.start_page.start.click()
        self._until(
            "the server window starts a server",
            lambda: window.controller.state is RunState.RUNNING,
        )
        return window

    def _beginner(self, port: int) -> None:
        received = b""
        with socket.socket() as beginner:
            beginner.connect(("127.0.0.1", port))
            beginner.setblocking(False)

            def greeted() -> bool:
                nonlocal received
                try:
                    received += beginner.recv(1024)
                except BlockingIOError:
                    return False
                return GREETING in received.decode("utf-8", "replace")

            self._until("connect() and recv(1024) alone receive the greeting", greeted)

    def _join(self, nick: str, port: int) -> ClientWindow:
        from core.net.addresses import ServerAddress
        from desktop.client.client_window import ClientWindow

        known = set(self._windows("ClientWindow"))
        self.app.windows.open_client_window(
            ServerAddress("127.0.0.1", port, channel=self.channel), nick
        )
        (window,) = set(self._windows("ClientWindow")) - known
        assert isinstance(window, ClientWindow)
        self._until(f"{nick} joins {self.channel}", lambda: _is_in(window, self.channel))
        return window

    def _talk(self, one: ClientWindow, other: ClientWindow) -> None:
        for speaker, hearer, text in (
            (one, other, "Привет! Как слышно? 👋"),
            (other, one, "Слышно хорошо, and in English too ✨"),
        ):
            speaker.show_conversation(self.channel)
            name = speaker.conversations.nick
            said = f"{text} {self.passed}"
            _say(speaker, said)
            self._until(
                f"what {name} writes into {self.channel} is shown to {hearer.conversations.nick}",
                partial(_shows, hearer, self.channel, said),
            )
            self._until(
                f"and {name} sees that the server has it",
                partial(_stored, speaker, self.channel, said),
            )

    def _in_private(self, anna: ClientWindow, boris: ClientWindow) -> None:
        _say(anna, "/msg boris между нами 🤫")
        self._until(
            "a private message arrives in a conversation of its own",
            lambda: _shows(boris, "anna", "между нами 🤫"),
        )

    def _restart(self, server: ServerWindow, clients: Sequence[ClientWindow]) -> None:
        from desktop.client.link import Phase
        from desktop.server.controller import RunState

        server.header.stop_wanted.emit()
        self._until("the server stops", lambda: server.controller.state is RunState.STOPPED)
        self._until(
            "both clients notice and count down to the next attempt",
            lambda: all(c.conversations.link.phase is not Phase.ONLINE for c in clients),
        )
        server.start_page.start.click()
        self._until(
            "both clients come back by themselves, into their channel",
            lambda: all(_is_in(client, self.channel) for client in clients),
        )

    def _appearance(self, window: ClientWindow) -> None:
        context = self.app.context
        kinds = ("LauncherWindow", "ServerWindow", "ClientWindow")
        words: dict[str, list[set[str]]] = {}
        for language in ("en", "ru"):
            context.set_language(language)
            self.app.processEvents()
            words[language] = [_words(self._windows(kind)[0]) for kind in kinds]
        differ = all(en - ru and ru - en for en, ru in zip(words["en"], words["ru"], strict=True))
        self._check("every window switches between Russian and English, no restart", differ)
        grounds = set()
        for mode in ("light", "dark"):
            context.set_theme(mode)
            self.app.processEvents()
            grounds.add(window.grab().toImage().pixelColor(600, 400).name())
        self._check("so are the light and the dark theme", len(grounds) == 2)

    def _show(self) -> None:
        from desktop.demo.demo_window import DemoWindow

        self.app.context.open_demo()
        window = self._windows("DemoWindow")[0]
        assert isinstance(window, DemoWindow)
        bubbles = [pane.bubbles for pane in window.chats.values()]
        self._until(
            "the show of the sockets follows a message from send to recv",
            lambda: all(any(each.number for each in of.values()) for of in bubbles),
        )
        window.close()

    def _lessons(self) -> None:
        from core.lab.lesson import find_lessons

        lessons = find_lessons()
        self._check("the sixteen lessons are there, without a fault", _good(lessons))
        for lesson in lessons:
            if lesson.runs_here:
                try:
                    self._lesson(lesson)
                except CheckError as fault:
                    # Real sockets on a machine that is busy with something else: once more.
                    _print(f"again   {fault}")
                    self._lesson(lesson)

    def _lesson(self, lesson: Lesson) -> None:
        from core.threads.lesson_thread import LessonRunner

        runner = LessonRunner(lesson)
        reports: list[StepReport] = []
        troubles: list[object] = []
        runner.stepped.connect(reports.append)
        runner.trouble.connect(troubles.append)
        runner.start()
        runner.go_to(len(lesson.steps))
        try:
            self._until(
                f"lesson {lesson.number} goes as it says",
                lambda: (
                    bool(troubles)
                    or any(not report.ok for report in reports)
                    or len(reports) == len(lesson.steps)
                ),
            )
            for report in reports:
                if not report.ok:
                    wrong = [f"{c.source}: {c.seen}" for c in report.checks if not c.ok]
                    raise CheckError(
                        f"lesson {lesson.number}, {report.id}: {wrong} {report.problems}"
                    )
            if troubles:
                raise CheckError(f"lesson {lesson.number}: {troubles[0]}")
        finally:
            runner.stop()

    # --- tools --------------------------------------------------------------------------------

    def _faults_count(self) -> None:
        """A fault in a slot is a failed check, besides its window."""
        report = sys.excepthook

        def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:
            self.fault = f"{kind.__name__}: {error}"
            report(kind, error, trace)  # type: ignore[arg-type]

        self.fault = ""
        sys.excepthook = hook

    def _windows(self, name: str) -> list[QWidget]:
        found = [w for w in self.app.allWidgets() if type(w).__name__ == name]
        return [w for w in found if w.isVisible()]

    def _until(self, what: str, holds: Callable[[], bool]) -> None:
        from PySide6.QtCore import QEventLoop

        deadline = time.monotonic() + _PATIENCE_S
        while not holds():
            if self.fault or self.stopped or time.monotonic() > deadline:
                self._check(what, False)
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            time.sleep(0.005)
        self._check(what, True)

    def _check(self, what: str, holds: bool) -> None:
        if self.stopped:
            raise CheckError(f"{what}: stopped by a signal")
        if not holds or self.fault:
            raise CheckError(f"{what} {self.fault}".rstrip())
        self.passed += 1
        _print(f"ok      {what}")


def _good(lessons: Sequence[Lesson]) -> bool:
    return len(lessons) >= LESSONS and not any(lesson.faults for lesson in lessons)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _people(server: ServerWindow) -> set[str]:
    model = server.controller.people
    return {model.person_at(row).nick for row in range(model.rowCount())}


def _is_in(window: ClientWindow, channel: str) -> bool:
    conversation = window.conversations.find(channel)
    return (
        window.conversations.link.online and conversation is not None and bool(conversation.members)
    )


def _say(window: ClientWindow, text: str) -> None:
    """Type and press Enter, as a person does."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    target = window.page.composer.focusProxy()
    assert target is not None
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, event)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        QApplication.sendEvent(target, event)


def _words(window: QWidget) -> set[str]:
    """What is written on the buttons and labels of a window."""
    from PySide6.QtWidgets import QAbstractButton, QLabel

    written = [b.text() or b.accessibleName() for b in window.findChildren(QAbstractButton)]
    return {*written, *(found.text() for found in window.findChildren(QLabel))}


def _rows(window: ClientWindow, name: str) -> Iterator[object]:
    conversation = window.conversations.find(name)
    if conversation is not None:
        model = conversation.transcript
        yield from (model.row(number) for number in range(model.first, model.end))


def _shows(window: ClientWindow, name: str, text: str) -> bool:
    return any(getattr(row, "text", None) == text for row in _rows(window, name))


def _stored(window: ClientWindow, name: str, text: str) -> bool:
    from core.client.events import Delivery

    return any(
        getattr(row, "text", None) == text and getattr(row, "delivery", None) is Delivery.STORED
        for row in _rows(window, name)
    )
