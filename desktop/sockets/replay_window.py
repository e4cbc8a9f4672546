"""Again from here: the calls of a tape made once more, in a window in which one steps on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent

from core.lab.runner_values import RunErrorCode
from core.net.tape import Tape
from core.threads.replay_thread import ReplayBegun, ReplayPaused, ReplayRunner, ReplayTrouble
from core.threads.trace_feed import TraceFeed
from desktop.sockets import replay_words
from desktop.sockets.sockets_window import SocketsWindow, keep_window


class ReplayWindow(SocketsWindow):
    """Shows a replay that has begun, and ends its threads and sockets when it is closed."""

    def __init__(self, runner: ReplayRunner, begun: ReplayBegun, until: int) -> None:
        self._runner = runner
        self._is_ready = False
        super().__init__(TraceFeed(begun.lens), replay_words.replay_title(until), owns_feed=True)
        self.feed.start()

    def tell_progress(self, done: int, count: int) -> None:
        """So many of the calls are made."""
        if not self._is_ready:
            self.panel.say(replay_words.making(done, count))

    def tell_ready(self, paused: ReplayPaused) -> None:
        """All are made, and everybody is held."""
        self._is_ready = True
        self.panel.say(replay_words.ready(paused.notes))

    def tell_trouble(self, trouble: ReplayTrouble) -> None:
        """It cannot go on."""
        self.panel.say(replay_words.trouble_sentence(trouble), error=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End it."""
        self.feed.stop()
        self._runner.stop()
        super().closeEvent(event)


class _Replaying(QObject):
    """A replay from its beginning to its end; it has a window from its first call on."""

    def __init__(self, tape: Tape, until: int, say: Callable[[str, bool], None]) -> None:
        super().__init__()
        self._until = until
        self._say = say
        self._window: ReplayWindow | None = None
        self._runner = ReplayRunner(tape, until, self)
        # All from the start: the worker does not wait for the window.
        self._runner.begun.connect(self._begun)
        self._runner.progress.connect(self._told)
        self._runner.paused.connect(self._paused)
        self._runner.trouble.connect(self._trouble)
        self._runner.ended.connect(self._ended)

    def start(self) -> None:
        """Make the calls."""
        _alive.add(self)
        if not self._runner.start():
            self._trouble(ReplayTrouble(RunErrorCode.NO_THREAD, ""))
            self._let_go()

    def _begun(self, begun: ReplayBegun) -> None:
        self._window = ReplayWindow(self._runner, begun, self._until)
        self._window.closed.connect(self._let_go)
        keep_window(self._window)

    def _told(self, done: int, count: int) -> None:
        if self._window is not None:
            self._window.tell_progress(done, count)

    def _paused(self, paused: ReplayPaused) -> None:
        if self._window is not None:
            self._window.tell_ready(paused)

    def _trouble(self, trouble: ReplayTrouble) -> None:
        if self._window is not None:
            self._window.tell_trouble(trouble)
        else:
            self._say(replay_words.trouble_sentence(trouble), True)

    def _ended(self) -> None:
        if self._window is None:
            self._runner.stop()
            self._let_go()

    def _let_go(self) -> None:
        self._window = None
        _alive.discard(self)


_alive: set[_Replaying] = set()


def open_replay(tape: Tape, until: int, say: Callable[[str, bool], None]) -> None:
    """Make the calls of a tape up to call ``until`` again, in a window that is kept until it is
    closed. ``say(sentence, is_error)`` tells where that is not possible."""
    _Replaying(tape, until, say).start()
