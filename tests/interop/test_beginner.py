"""The twenty lines of a textbook against ours, both ways; and a person with ``nc``."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from pytestqt.qtbot import QtBot

from core.client.events import Disconnected, ServerText
from core.client.session import SessionOptions
from core.server.events import LogKind
from core.threads.client_threads import ClientConnection, ClientOptions
from tests.interop.hands import client_window, server_window, until
from tests.interop.programs import besedka_serve, need, process

HERE = Path(__file__).parent
UTF8 = {**os.environ, "PYTHONIOENCODING": "utf-8"}
THANKS = "Спасибо за подключение"
CHANNEL = "#беседа"

# Where this machine's name leads nowhere, which is no matter of ours.
_WITH_A_NAME = "import runpy, socket, sys; del sys.argv[0]; \
socket.gethostname = lambda: 'localhost'; runpy.run_path(sys.argv[0])"


def own_host() -> str:
    """What the beginner's programs call this machine."""
    try:
        socket.gethostbyname(socket.gethostname())
    except OSError:
        return "localhost"
    return socket.gethostname()


def textbook(program: str, port: int) -> list[str]:
    """The command line that runs a beginner's program."""
    how = ["-c", _WITH_A_NAME] if own_host() == "localhost" else []
    return [sys.executable, *how, str(HERE / program), str(port)]


def other_port() -> int:
    with socket.create_server(("", 0)) as sock:
        return int(sock.getsockname()[1])


def port_for_a_lesson() -> int:
    """12345 as in the textbook, or another where that is taken (or was, a minute ago)."""
    with socket.socket() as probe:
        try:
            probe.bind(("", 12345))
        except OSError:
            return other_port()
    return 12345


@contextlib.contextmanager
def beginner_server() -> Iterator[int]:
    """The textbook's server, running; its port."""
    for port in (port_for_a_lesson(), other_port(), other_port()):
        command = textbook("beginner_server.py", port)
        with process(*command, stdout=subprocess.PIPE, env=UTF8) as server:
            assert server.stdout is not None
            if not server.stdout.readline().decode().startswith("Сервер запущен"):
                continue  # somebody was quicker with this port
            yield port
            return
    raise AssertionError("the beginner's server does not start")


class Running:
    """A program and what it has printed so far; nothing here blocks the windows."""

    def __init__(self, command: list[str], **options: object) -> None:
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            env=UTF8,
            **options,  # type: ignore[call-overload]
        )
        self.output = b""
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        while data := self._process.stdout.read1():
            self.output += data

    def type(self, line: str) -> None:
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    @property
    def text(self) -> str:
        return self.output.decode("utf-8", "replace")

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None and not self._thread.is_alive()

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.terminate()
        self._process.wait(20)
        self._thread.join(20)
        self._process.stdout.close()


def test_the_beginners_client_and_our_server_window(qtbot: QtBot, tmp_path: Path) -> None:
    with server_window(qtbot, tmp_path) as server:
        server.start(port_for_a_lesson(), THANKS)
        until(qtbot, lambda: server.address, server.log_lines)
        assert server.address is not None
        with Running(textbook("beginner_client.py", server.address.port)) as client:
            until(qtbot, lambda: client.ended, lambda: client.text)
            assert client.text.strip() == THANKS
        until(
            qtbot,
            lambda: (
                {LogKind.CONNECTED, LogKind.GREETED, LogKind.DISCONNECTED}
                <= {entry.kind for entry in server.log()}
            ),
            server.log_lines,
        )
        address = socket.gethostbyname(own_host())
        came = next(entry for entry in server.log() if entry.kind is LogKind.CONNECTED)
        assert came.args[0] == address
        assert any(address in line for line in server.log_lines())


def test_the_beginners_client_and_besedka_serve(tmp_path: Path) -> None:
    with besedka_serve(tmp_path, "--host", "", "--greeting", THANKS) as port:
        run = subprocess.run(
            textbook("beginner_client.py", port),
            capture_output=True,
            timeout=60,
            check=True,
            env=UTF8,
        )
    assert run.stdout.decode().strip() == THANKS


def test_our_window_and_the_beginners_server(qtbot: QtBot, tmp_path: Path) -> None:
    with (
        beginner_server() as port,
        client_window(qtbot, tmp_path, port, "анна", CHANNEL, host=own_host()) as anna,
    ):
        page = anna.window.link_page
        until(
            qtbot,
            lambda: page.received.isVisible() and page.received.text() == THANKS,
            lambda: (page.title.text(), page.text.text(), page.received.text()),
        )
        assert "said goodbye" in page.title.text()
        assert "no chat server" in page.title.text()
        assert not page.countdown.isVisible()  # it would say the same the next time


def test_the_goodbye_is_understood_however_it_comes(qtbot: QtBot) -> None:
    """The beginner closes without reading what we said: mostly that is a reset, not an end."""
    with beginner_server() as port:
        for _ in range(25):
            client = ClientConnection(ClientOptions(own_host(), port, SessionOptions("anna")))
            with qtbot.waitSignal(client.finished, timeout=40_000):
                client.open()
            events = client.feed.take()
            end = events[-1]
            assert isinstance(end, Disconnected)
            assert (end.reason, end.text, end.final) == ("not_irc", THANKS, True)
            assert THANKS in [event.text for event in events if isinstance(event, ServerText)]


def test_a_person_with_nc(qtbot: QtBot, tmp_path: Path) -> None:
    nc = need("nc")
    with server_window(qtbot, tmp_path) as server:
        server.start(port_for_a_lesson(), THANKS)
        until(qtbot, lambda: server.address, server.log_lines)
        assert server.address is not None
        port = server.address.port
        with (
            client_window(qtbot, tmp_path, port, "анна", CHANNEL) as anna,
            Running([nc, "127.0.0.1", str(port)], stdin=subprocess.PIPE) as hand,
        ):
            until(qtbot, lambda: anna.members(CHANNEL), server.log_lines)
            until(qtbot, lambda: THANKS in hand.text, lambda: hand.text)  # he was silent at first
            for line in ("nick boris", "user boris 0 * :Борис", f"join {CHANNEL}"):
                hand.type(line)
            until(qtbot, lambda: "boris" in anna.members(CHANNEL), lambda: hand.text)
            until(qtbot, lambda: f" 366 boris {CHANNEL}" in hand.text, lambda: hand.text)
            assert " 001 boris " in hand.text
            hand.type(f"privmsg {CHANNEL} :набрано руками")
            until(
                qtbot,
                lambda: ("boris", "набрано руками") in anna.messages(CHANNEL),
                lambda: hand.text,
            )
            anna.type("я тебя вижу", CHANNEL)
            until(
                qtbot, lambda: f"PRIVMSG {CHANNEL} :я тебя вижу\r\n" in hand.text, lambda: hand.text
            )
            hand.type("ping 7")
            until(qtbot, lambda: "PONG" in hand.text, lambda: hand.text)
            hand.type("quit :пока")
            until(qtbot, lambda: "ERROR :Closing link" in hand.text, lambda: hand.text)
            until(qtbot, lambda: "boris" not in anna.members(CHANNEL), server.log_lines)
