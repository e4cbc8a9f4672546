"""Where the program starts: ``besedka``, ``python -m desktop``, a double-click."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop import late_signatures, quick_dataclasses, quick_enums
from desktop.command_line import Command, UsageError, help_text, parse

if TYPE_CHECKING:
    from desktop.app import App

_AFTER_FIRST_PICTURE_MS = 100
_SETTLE_MS = 400
SWITCH_S = 0.0004
"""So long a thread that computes keeps Python's lock where the windows' thread waits for it: with
Python's own 5 ms each picture may come late, which takes and lets go of it many times. Keys in a
flood of messages are drawn a fifth sooner than with 1 ms (tests/bench/bench_other_clients)."""


def console() -> int:
    """The entry point ``besedka``."""
    _quiet_interrupt()
    return main(sys.argv[1:])


def gui() -> int:
    """The entry point ``besedka-gui``, which has no console on Windows."""
    _quiet_interrupt()
    return main(sys.argv[1:])


def _quiet_interrupt() -> None:
    """Until somebody listens, Ctrl+C ends the process as SIGTERM does, without a traceback."""
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def main(argv: Sequence[str]) -> int:
    """Do what the command line says; the exit status (0 well, 1 impossible, 2 misunderstood)."""
    quicken()
    if argv[:1] == ["--portable"]:
        from core.paths import make_portable
        from desktop.command_line import portable_words

        try:
            make_portable()
        except OSError as error:
            _say(portable_words(str(error)), error=True)
            return 1
        argv = argv[1:]
    try:
        command = parse(argv)
    except UsageError as error:
        _say(str(error), error=True)
        return 2
    if command.action == "help":
        _say(help_text())
        return 0
    if command.action == "version":
        from core import __version__

        _say(f"Besedka {__version__}")
        return 0
    if command.action == "serve":
        from desktop.serve import main as serve

        return serve(list(command.rest))
    if command.action == "self-test":
        from desktop.self_test import main as self_test

        return int(self_test(list(command.rest)))
    if command.action in ("add-to-menu", "remove-from-menu"):
        return _menu(add=command.action == "add-to-menu")
    is_address = command.address is not None and any("://" in word for word in argv)
    if is_address or command.action == "link":
        from desktop.running import hand_over

        if hand_over(list(argv)):  # the link opens in the program that runs
            return 0
    return _windows(command)


def quicken() -> None:
    """What makes the start short; to be called before PySide and ``core`` are imported."""
    late_signatures.install()
    quick_enums.install()
    quick_dataclasses.install()


def _menu(*, add: bool) -> int:
    from desktop.command_line import menu_words
    from desktop.menu_entry import add_to_menu, remove_from_menu

    if not sys.platform.startswith("linux"):
        _say(menu_words("elsewhere"), error=True)
        return 1
    try:
        if add:
            _say(menu_words("added", str(add_to_menu())))
        else:
            _say(menu_words("removed" if remove_from_menu() else "absent"))
    except OSError as error:
        _say(menu_words("fault", str(error)), error=True)
        return 1
    return 0


def _windows(command: Command) -> int:
    import gc

    from PySide6.QtCore import QTimer

    app = make_app(sys.argv)
    if app is None:
        return 1
    gc.freeze()  # what is there by now stays to the end: the collector need not walk it each time
    sys.setswitchinterval(SWITCH_S)
    context = app.context
    if command.nick:
        context.settings.nick = command.nick
    if command.action == "server":
        context.open_server_window()
    elif command.action == "demo":
        context.open_demo()
    elif command.action == "lab":
        context.open_lab()
    elif command.action == "lessons":
        context.open_lessons(int(command.rest[0]) if command.rest else 0)
    elif command.action == "link":
        app.windows.begin()
        app.windows.ask_link(command.rest[0])
    elif command.address is not None:
        context.open_client_window(command.address, command.nick)
    elif command.action == "client":
        app.windows.open_launcher(join=True)
    else:
        app.windows.begin()
    signals = _Signals(app)
    QTimer.singleShot(_AFTER_FIRST_PICTURE_MS, signals.listen)
    QTimer.singleShot(_SETTLE_MS, app.windows, app.windows.settle)
    status = app.exec()
    signals.ignore()
    return status


def make_app(argv: Sequence[str]) -> App | None:
    """The application; None where there is no screen or a library is missing (it has been said)."""
    import gc

    from desktop.display import display_fault, failure_words

    gc.disable()  # it would walk Qt's thousands of fresh enums; desktop.garbage takes over
    fault = display_fault()
    if fault:
        _say(fault, error=True)
        return None
    try:
        from desktop.app import App
    except ImportError as error:
        if not sys.platform.startswith("linux") or ".so" not in str(error):
            raise
        _say(failure_words(str(error)), error=True)
        return None
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    words: list[str] = []

    def hear(kind: QtMsgType, _context: object, text: str) -> None:
        words.append(text)
        if kind == QtMsgType.QtFatalMsg:  # Qt would call abort() next
            _say(failure_words("\n".join(words)), error=True)
            os._exit(1)

    before = qInstallMessageHandler(hear)
    app = App(argv)
    qInstallMessageHandler(before)
    for text in words:
        _say(text, error=True)
    return app


class _Signals:
    """SIGTERM and SIGINT close the windows and end the program in order.

    Python runs its handlers only between bytecodes, and Qt's loop has none: a byte through a socket
    wakes it. Until ``listen`` they end the process at once, which then has nothing to lose.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._close: Callable[[], None] | None = None

    def listen(self) -> None:
        """Take the signals over."""
        import signal
        import socket

        from PySide6.QtCore import QSocketNotifier

        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        theirs.setblocking(False)
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        wanted = (signal.SIGINT, signal.SIGTERM)
        for number in wanted:
            signal.signal(number, lambda *_: None)
        notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)

        def woken() -> None:
            if any(number in wanted for number in ours.recv(64)):
                self._app.end()

        def close() -> None:
            notifier.setEnabled(False)
            signal.set_wakeup_fd(-1)
            ours.close()
            theirs.close()

        notifier.activated.connect(woken)
        self._close = close

    def ignore(self) -> None:
        """The end is near and clean: a second signal must not turn it into a killed process."""
        import signal

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        if self._close is not None:
            self._close()


def _say(text: str, *, error: bool = False) -> None:
    stream = sys.stderr if error else sys.stdout
    if stream is None:  # a Windows program without a console
        return
    line = text.rstrip("\n") + "\n"
    try:
        try:
            stream.write(line)
        except UnicodeEncodeError:  # a terminal in a charset without Cyrillic
            stream.buffer.write(line.encode("utf-8", "backslashreplace"))
        stream.flush()
    except OSError:  # nobody reads: a closed pipe, a full disk; and Python is not to try again
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    sys.exit(console())
