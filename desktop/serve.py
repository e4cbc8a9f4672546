"""``besedka serve``: the server without a window, on a machine without a display.

Logs to standard error in plain English, stops within a second on SIGTERM or SIGINT. No event loop
of Qt runs here: the main thread waits on a socket that signals and the log write to.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from core import __version__
from core.irc.names import is_hostname
from core.net.addresses import DEFAULT_PORT, display_address
from core.net.errors import NetError, NetErrorCode
from core.server.config import ServerConfig
from core.server.events import LogEntry, LogKind, LogLevel
from core.server.log_text import log_text
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerEngine, ServerStarted

EXIT_FAILED = 1
EXIT_USAGE = 2
_BATCH = 1000
_MOTD_LINES = 500
_MOTD_WIDTH = 400
_MOTD_BYTES = 1 << 20
_LEVELS = {"debug": 0, "info": 0, "warning": 1, "error": 2}
_RANK = {LogLevel.INFO: 0, LogLevel.WARNING: 1, LogLevel.ERROR: 2}


class _Parser(argparse.ArgumentParser):
    """Errors in one sentence instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_USAGE, f"besedka serve: {message} (see besedka serve --help)\n")


def main(argv: Sequence[str]) -> int:
    """Serve until a signal comes. ``argv`` are the words after ``serve``.

    Made for a process of its own: the signals stay ignored after it.
    Returns 0 after a clean stop, 1 where the server could not start; options that make no sense
    raise SystemExit(2) after a sentence on standard error.
    """
    parser = _parser()
    options = parser.parse_args(argv)
    config = _config(parser, options)
    listen = ListenOptions(
        options.host,
        DEFAULT_PORT if options.port is None else options.port,
        search_free_port=options.port is None,
    )
    bell = _Bell()
    feed: EventFeed[LogEntry] = EventFeed(notify=bell.ring)
    log = _Log(feed, options.log_level)
    engine = ServerEngine(log=feed)
    bell.listen_for_signals()
    try:
        try:
            started = engine.start_and_wait(config, listen)
        except NetError as error:
            sys.stderr.write(f"besedka serve: {_sentence(error, listen)}\n")
            return EXIT_FAILED
        log.say(_listening(started))
        if options.history:
            log.say("History is not kept by this version: --history has no effect.")
        while not bell.stop_asked:
            bell.wait()
            log.drain()
        log.say("Stopping.")
        engine.stop_and_wait(timeout_s=10.0)
        log.drain()
    finally:
        bell.close()
        log.end()
    return 0


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


def _parser() -> _Parser:
    parser = _Parser(
        prog="besedka serve",
        description="Run a chat server without a window, until SIGTERM or Ctrl+C.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--host", type=_host, default="", help="listen on this address only (default: on all)")
    add(
        "--port",
        type=_port,
        help=f"port (default: {DEFAULT_PORT}, or the next free one; 0: any free one)",
    )
    add("--name", type=_server_name, help="name of the server, such as chat.school.example")
    add("--network", type=_network, help="name of the network that clients show")
    add("--password", type=_text, default="", help="password that clients need to connect")
    add(
        "--oper",
        type=_oper,
        action="append",
        default=[],
        metavar="NAME:PASSWORD",
        help="somebody who may use OPER (may be given several times)",
    )
    add("--greeting", type=_text, help="what a client that stays silent for a second is sent")
    add("--motd", type=Path, metavar="FILE", help="message of the day, a text file in UTF-8")
    add("--data-dir", type=Path, metavar="DIR", help="folder of the server; made if missing")
    add("--history", type=_count, default=0, metavar="N", help="messages kept per channel (only 0)")
    add("--no-discovery", action="store_true", help="do not announce the server on the network")
    add("--no-flood-control", action="store_true", help="no limits for clients that send much")
    add("--log-level", choices=tuple(_LEVELS), default="info", help="debug also tells of messages")
    add("--version", action="version", version=f"besedka {__version__}")
    return parser


def _config(parser: _Parser, options: argparse.Namespace) -> ServerConfig:
    if options.data_dir is not None:
        _check_folder(parser, options.data_dir)
    defaults = ServerConfig()
    return ServerConfig(
        name=options.name or defaults.name,
        network=options.network or defaults.network,
        password=options.password,
        greeting=defaults.greeting if options.greeting is None else options.greeting,
        motd=_motd(parser, options.motd) if options.motd else (),
        opers=dict(options.oper),
        flood_control=not options.no_flood_control,
        log_messages=options.log_level == "debug",  # at other levels nobody would see them
    )


def _check_folder(parser: _Parser, folder: Path) -> None:
    import tempfile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        parser.error(f"cannot write in --data-dir {folder}: {error.strerror or error}")


def _motd(parser: _Parser, path: Path) -> tuple[str, ...]:
    try:
        with path.open("rb") as file:
            data = file.read(_MOTD_BYTES + 1)
    except OSError as error:
        parser.error(f"cannot read --motd {path}: {error.strerror or error}")
    if len(data) > _MOTD_BYTES:
        parser.error(f"cannot read --motd {path}: it is longer than a megabyte")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        parser.error(f"cannot read --motd {path}: it is not UTF-8 text")
    lines = [line.expandtabs().replace("\0", "")[:_MOTD_WIDTH] for line in text.splitlines()]
    return tuple(lines[:_MOTD_LINES])


def _host(text: str) -> str:
    host = text.strip()
    return host[1:-1] if host.startswith("[") and host.endswith("]") else host  # [::1]


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: ports are 0 to 65535")


def _count(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of messages")


def _server_name(text: str) -> str:
    if len(text) <= 63 and is_hostname(text):
        return text
    raise argparse.ArgumentTypeError(
        f"{text!r} is no server name: one like chat.school.example, of Latin letters, digits and"
        " hyphens with a dot between, at most 63"
    )


def _text(text: str) -> str:
    if all(letter.isprintable() for letter in text):
        return text
    raise argparse.ArgumentTypeError("control characters are not allowed")


def _network(text: str) -> str:
    if len(text) <= 64 and _text(text).strip():
        return text.strip()
    raise argparse.ArgumentTypeError(f"{text!r} is no name: one to 64 letters, spaces allowed")


def _oper(text: str) -> tuple[str, str]:
    name, _, password = text.partition(":")
    if name and password and text.isprintable() and " " not in text:
        return name, password
    raise argparse.ArgumentTypeError("an operator is NAME:PASSWORD, both without spaces")
