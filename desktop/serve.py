"""``besedka serve``: the server without a window, on a machine without a display.

Logs to standard error in plain English, stops within a second on SIGTERM or SIGINT. No event loop
of Qt runs here: the main thread waits on a socket that signals and the log write to.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Sequence
from types import FrameType

from PySide6.QtCore import Qt

from core.net.addresses import display_address
from core.net.errors import NetError, NetErrorCode
from core.server.events import LogEntry, LogKind, LogLevel
from core.server.log_text import log_text
from core.storage.errors import StorageError, sentence
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerEngine, ServerStarted
from desktop.serve_options import ServeOptions, read_motd, read_options

EXIT_FAILED = 1
_BATCH = 1000
_LEVELS = {"debug": 0, "info": 0, "warning": 1, "error": 2}
_RANK = {LogLevel.INFO: 0, LogLevel.WARNING: 1, LogLevel.ERROR: 2}


def main(argv: Sequence[str]) -> int:
    """Serve until a signal comes. ``argv`` are the words after ``serve``.

    Made for a process of its own: the signals stay ignored after it.
    Returns 0 after a clean stop, 1 where the server could not start; options that make no sense
    raise SystemExit(2) after a sentence on standard error.
    """
    options = read_options(argv)
    bell = _Bell()
    feed: EventFeed[LogEntry] = EventFeed(notify=bell.ring)
    log = _Log(feed, options.log_level)
    engine = ServerEngine(log=feed)
    engine.requested.connect(bell.ask, Qt.ConnectionType.DirectConnection)
    bell.listen_for_signals()
    try:
        while True:
            if fault := _serve(engine, options, bell, log):
                sys.stderr.write(f"besedka serve: {fault}\n")
                return EXIT_FAILED
            if bell.stop_asked:
                return 0
            options = _again(argv, options)
    finally:
        bell.close()
        log.end()


def _serve(engine: ServerEngine, options: ServeOptions, bell: _Bell, log: _Log) -> str:
    """One run of the server; "" after a clean end, else why it could not begin."""
    try:
        started = engine.start_and_wait(options.config, options.listen, options.data_dir)
    except NetError as error:
        return _sentence(error, options.listen)
    except StorageError as error:
        return f"{sentence(error)}."
    log.say(_listening(started))
    while not bell.stop_asked:
        bell.wait()
        log.drain()
        request = bell.request()
        if request == "rehash":
            _reread(engine, options)
        elif request == "die":
            bell.stop_asked = True
        elif request == "restart":
            break
    log.say("Stopping.")
    engine.stop_and_wait(timeout_s=10.0)
    log.drain()
    return ""


def _reread(engine: ServerEngine, options: ServeOptions) -> None:
    """What an operator's REHASH reads anew: the files that the options name."""
    engine.renew_certificate()
    if options.motd_file is not None:
        with contextlib.suppress(OSError, ValueError):
            engine.set_motd(read_motd(options.motd_file))


def _again(argv: Sequence[str], before: ServeOptions) -> ServeOptions:
    """The options for a restart: those of before where a file cannot be used any more."""
    try:
        return read_options(argv)
    except SystemExit:
        return before


class _Bell:
    """What the main thread waits for: a signal, or something in the log.

    A signal that comes just before a thread blocks on a lock does not wake it, and Python's handler
    would wait for ever. So the main thread reads from a socket, to which the interpreter writes
    whatever moment the signal comes at (signal.set_wakeup_fd).
    """

    def __init__(self) -> None:
        self.stop_asked = False
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        self._numbers: list[int] = []
        self._requests: deque[str] = deque()

    def listen_for_signals(self) -> None:
        """From now on SIGTERM, SIGINT and their like mean: stop."""
        names = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
        self._numbers = [int(getattr(signal, name)) for name in names if hasattr(signal, name)]
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        for number in self._numbers:
            signal.signal(number, self._stop)

    def ring(self) -> None:
        """Wake the main thread, from any thread."""
        with contextlib.suppress(OSError):  # full: it has been woken already
            self._theirs.send(b"\0")

    def ask(self, request: str) -> None:
        """Tell the main thread, from any thread, what an operator asks for."""
        self._requests.append(request)
        self.ring()

    def request(self) -> str:
        """What an operator has asked for; "" for nothing."""
        return self._requests.popleft() if self._requests else ""

    def wait(self) -> None:
        """Wait for a signal or a ring; several may count as one."""
        self._ours.recv(4096)

    def close(self) -> None:
        """The end is near and clean: a second signal must not turn it into a killed process."""
        for number in self._numbers:
            signal.signal(number, signal.SIG_IGN)
        signal.set_wakeup_fd(-1)
        self._ours.close()
        self._theirs.close()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stop_asked = True


class _Log:
    """Lines on standard error, each with the time; never an exception when that is gone."""

    def __init__(self, feed: EventFeed[LogEntry], level: str) -> None:
        self._feed = feed
        self._rank = _LEVELS[level]
        self._messages = level == "debug"
        self._dropped = 0

    def say(self, text: str) -> None:
        """A sentence of our own, whatever the level."""
        self._write(f"{_stamp(time.time())} {text}\n")

    def drain(self) -> None:
        """Write everything that waits."""
        while entries := self._feed.take(_BATCH):
            lines = [
                f"{_stamp(entry.time)} {log_text(entry)}\n"
                for entry in entries
                if _RANK[entry.level] >= self._rank
                and entry.kind is not LogKind.STARTED  # said already, with all addresses
                and (self._messages or entry.kind is not LogKind.MESSAGE)
            ]
            if self._messages and self._feed.dropped > self._dropped:
                missing = self._feed.dropped - self._dropped
                self._dropped += missing
                lines.insert(0, f"{_stamp(time.time())} … {missing} lines were left out\n")
            self._write("".join(lines))

    def end(self) -> None:
        """What could not be written is given up, or Python would fail on it at its exit."""
        if sys.stderr is None:
            return
        try:
            sys.stderr.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(text)
            sys.stderr.flush()


def _stamp(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment))


def _listening(started: ServerStarted) -> str:
    places = [display_address(address, started.port) for address in started.addresses]
    taken = (
        f"Port {started.wanted_port} is taken, so this is port {started.port}. "
        if started.port != started.wanted_port
        else ""
    )
    others = f" (also {', '.join(places[1:])})" if len(places) > 1 else ""
    return f"{taken}Listening: others connect to {places[0]}{others}."


def _sentence(error: NetError, listen: ListenOptions) -> str:
    """Why the server could not start."""
    port, host = error.port or listen.port, listen.host
    if listen.websocket is not None and error.port == listen.websocket[1]:
        place = display_address(*listen.websocket)
        return f"could not listen on {place} for --websocket: {error.detail}."
    match error.code:
        case NetErrorCode.PORT_IN_USE if not listen.search_free_port:
            return f"port {port} is taken by another program; choose another one with --port."
        case NetErrorCode.PORT_IN_USE:
            return f"port {port} and the 20 after it are taken; choose another one with --port."
        case NetErrorCode.PORT_FORBIDDEN:
            return f"port {port} may not be used without special rights; choose one above 1023."
        case NetErrorCode.ADDRESS_NOT_LOCAL | NetErrorCode.NAME_NOT_FOUND:
            return f"{host} is no address of this machine; leave --host out to listen on all."
        case NetErrorCode.BAD_ADDRESS:
            return f"{host or port} is no address to listen on."
    return f"could not listen on {display_address(host or '*', port)}: {error.detail}."
