"""A connection and its two threads: it ends when told to, says why it ended, and comes back."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.client.events import (
    BufferOpened,
    Connected,
    Connecting,
    Delivery,
    Disconnected,
    IsupportChanged,
    MessageReceived,
    MessageUpdated,
    NickRejected,
    ReconnectIn,
    Registered,
    ServerText,
)
from core.client.session import ClientSession, SessionOptions
from core.net.connector import Connector
from core.threads import client_link
from core.threads.client_threads import ClientConnection
from tests.core.net.test_connector import silent_address
from tests.core.threads.client_helpers import (
    PATIENCE_MS,
    PATIENCE_S,
    Peer,
    Watch,
    connection,
    options,
    scripted,
)
from tests.ports import free_port

LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="how a full queue behaves")


def wait_for_the_end(qtbot: QtBot, client: ClientConnection) -> None:
    qtbot.waitUntil(lambda: not client.is_running, timeout=PATIENCE_MS)


def test_a_conversation_from_the_first_to_the_last_line(qtbot: QtBot) -> None:
    heard: list[str] = []

    def script(peer: Peer, _number: int) -> None:
        peer.welcome()
        peer.expect("JOIN #класс")
        peer.send(":anna!a@h JOIN #класс", ":irc.test 366 anna #класс :End")
        peer.send(":boris!b@h PRIVMSG #класс :Привет 👋")
        heard.append(peer.expect("PRIVMSG #класс"))
        heard.append(peer.expect("QUIT"))
        peer.send("ERROR :Bye")

    session = SessionOptions(nick="anna", channels=(("#класс", ""),))
    with (
        scripted(script) as server,
        connection(qtbot, server.port, session=session) as (client, watch),
    ):
        registered = watch.wait(Registered)
        assert (registered.nick, registered.resumed) == ("anna", False)
        assert watch.wait(IsupportChanged).network == client.network == "Test"
        assert watch.wait(Connected).peer == "127.0.0.1"
        message = watch.wait(MessageReceived)
        assert (message.nick, message.text) == ("boris", "Привет 👋")
        client.say("#класс", "и тебе")
        assert watch.wait(MessageReceived, 2).own
        with qtbot.waitSignal(client.finished, timeout=PATIENCE_MS):
            client.close("пока")
        end = watch.wait(Disconnected)
        assert (end.reason, end.final) == ("quit", True)
        assert not client.is_running
        assert client.bytes_in > 100
        assert client.bytes_out > 50
        assert [type(event) for event in watch.events[:2]] == [Connecting, Connected]
        assert ("in", ":boris!b@h PRIVMSG #класс :Привет 👋") in [
            (way, line) for _, way, line in client.recent_lines()
        ]
    assert heard == ["PRIVMSG #класс :и тебе", "QUIT пока"]


def test_a_clock_that_is_set_back_stops_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deadlines are in the session's time: set back by a day, they would come a day later."""
    day = 86_400.0
    real = time.time
    set_back = threading.Event()
    monkeypatch.setattr(time, "time", lambda: real() - day if set_back.is_set() else real())

    def script(peer: Peer, _number: int) -> None:
        peer.welcome()
        peer.send(":boris!b@h PRIVMSG anna :before")
        assert set_back.wait(PATIENCE_S)
        peer.send(":boris!b@h PRIVMSG anna :after")
        peer.expect("QUIT")

    with scripted(script) as server, connection(qtbot, server.port) as (client, watch):
        before = watch.wait(MessageReceived)
        set_back.set()
        after = watch.wait(MessageReceived, 2)
        assert before.time <= after.time < before.time + day / 2
        client.close()
        wait_for_the_end(qtbot, client)


def test_refused_then_told_when_the_next_attempt_comes_then_in(qtbot: QtBot) -> None:
    port = free_port()
    with connection(qtbot, port) as (client, watch):
        waiting = watch.wait(ReconnectIn)
        assert waiting.cause.reason == "refused"
        assert not waiting.cause.final
        assert waiting.attempt == 2
        assert waiting.seconds > 0
        with scripted(lambda peer, _: peer.welcome(), port):
            client.retry_now()
            watch.wait(Registered)


def test_without_reconnect_the_first_fault_is_final(qtbot: QtBot) -> None:
    with connection(qtbot, free_port(), reconnect=False) as (client, watch):
        end = watch.wait(Disconnected)
        assert (end.reason, end.final) == ("refused", True)
        wait_for_the_end(qtbot, client)
        assert not watch.all(ReconnectIn)


def test_an_address_that_can_be_none_is_not_tried_again(qtbot: QtBot) -> None:
    with connection(qtbot, 6667, host="") as (_, watch):
        end = watch.wait(Disconnected)
        assert (end.reason, end.final) == ("bad_address", True)


def test_it_can_be_opened_again_after_the_end(qtbot: QtBot) -> None:
    port = free_port()
    with connection(qtbot, port, reconnect=False) as (client, watch):
        watch.wait(Disconnected)
        wait_for_the_end(qtbot, client)
        with scripted(lambda peer, _: peer.welcome(), port):
            client.open()
            watch.wait(Registered)


def test_the_connection_is_lost_and_comes_back_into_its_channels(qtbot: QtBot) -> None:
    def script(peer: Peer, number: int) -> None:
        peer.welcome()
        peer.expect("JOIN #a")
        peer.send(":anna!a@h JOIN #a", ":irc.test 366 anna #a :End")
        if number == 1:
            peer.reset()
        elif number == 2:
            peer.close()
        else:
            peer.send(":boris!b@h PRIVMSG #a :again")
            peer.expect("QUIT")

    session = SessionOptions(nick="anna", channels=(("#a", ""),))
    with (
        scripted(script) as server,
        connection(qtbot, server.port, session=session) as (client, watch),
    ):
        assert watch.wait(ReconnectIn).cause.reason in {"reset", "closed"}
        client.retry_now()
        assert watch.wait(ReconnectIn, 2).cause.reason in {"reset", "closed"}
        client.retry_now()
        assert watch.wait(MessageReceived).text == "again"
        assert [event.resumed for event in watch.all(Registered)] == [False, True, True]
        client.close()
        wait_for_the_end(qtbot, client)


def test_what_is_said_without_a_connection_goes_out_with_the_next(qtbot: QtBot) -> None:
    heard: list[str] = []
    port = free_port()

    def script(peer: Peer, _number: int) -> None:
        peer.welcome()
        peer.expect("JOIN #a")
        peer.send(":anna!a@h JOIN #a", ":irc.test 366 anna #a :End")
        heard.append(peer.expect("PRIVMSG"))
        peer.expect("QUIT")

    session = SessionOptions(nick="anna", channels=(("#a", ""),))
    with connection(qtbot, port, session=session) as (client, watch):
        watch.wait(ReconnectIn)
        client.say("#a", "later")
        assert watch.wait(MessageReceived).delivery is Delivery.WAITING
        with scripted(script, port):
            client.retry_now()
            watch.wait(MessageUpdated, where=lambda event: event.delivery is Delivery.SENT)
            client.close()
            wait_for_the_end(qtbot, client)
    assert heard == ["PRIVMSG #a later"]


@pytest.mark.parametrize("ending", ["\r\n", "\n", ""])
def test_a_server_that_says_one_sentence_and_closes_is_no_chat_server(
    qtbot: QtBot, ending: str
) -> None:
    def script(peer: Peer, _number: int) -> None:
        peer.sock.sendall(("Спасибо за подключение" + ending).encode())
        peer.sock.shutdown(socket.SHUT_WR)
        while peer.readline():
            pass

    with scripted(script) as server, connection(qtbot, server.port) as (client, watch):
        end = watch.wait(Disconnected)
        assert (end.reason, end.final, end.text) == ("not_irc", True, "Спасибо за подключение")
        assert "Спасибо за подключение" in [e.text for e in watch.all(ServerText)]
        wait_for_the_end(qtbot, client)
        assert not watch.all(ReconnectIn)


def test_a_server_that_says_nothing_times_out(qtbot: QtBot) -> None:
    done = threading.Event()
    with (
        scripted(lambda *_: (done.wait(PATIENCE_S), None)[1]) as server,
        connection(qtbot, server.port, registration_timeout=0.3) as (client, watch),
    ):
        cause = watch.wait(ReconnectIn).cause
        assert (cause.reason, cause.final) == ("timed_out", False)
        client.cancel()
        done.set()


def test_a_server_that_takes_none_of_our_names(qtbot: QtBot) -> None:
    def script(peer: Peer, _number: int) -> None:
        while line := peer.readline():
            if line.startswith("NICK "):
                peer.send(f":irc.test 433 * {line[5:]} :Nickname is in use")

    with scripted(script) as server, connection(qtbot, server.port) as (_, watch):
        end = watch.wait(Disconnected)
        assert (end.reason, end.final) == ("name_rejected", True)
        offered = [event.offered for event in watch.all(NickRejected)]
        assert offered[-1] == ""
        assert all(offered[:-1])


def test_quit_typed_by_a_person_ends_it(qtbot: QtBot) -> None:
    said: list[str] = []

    def script(peer: Peer, _number: int) -> None:
        peer.welcome()
        while line := peer.readline():
            said.append(line)

    with scripted(script) as server, connection(qtbot, server.port) as (client, watch):
        watch.wait(Registered)
        assert client.run("/quit до завтра", "").action == "quit"
        end = watch.wait(Disconnected)
        assert (end.reason, end.final) == ("quit", True)
        wait_for_the_end(qtbot, client)
        assert not watch.all(ReconnectIn)
    assert said[-1] == "QUIT :до завтра"
    assert sum(line.startswith("QUIT") for line in said) == 1


def test_quit_typed_while_there_is_no_connection(qtbot: QtBot) -> None:
    with connection(qtbot, free_port()) as (client, watch):
        watch.wait(ReconnectIn)
        client.run("/quit", "")
        assert watch.wait(Disconnected, where=lambda event: event.final).reason == "cancelled"


def test_cancel_while_waiting_for_the_next_attempt(qtbot: QtBot) -> None:
    with connection(qtbot, free_port()) as (client, watch):
        watch.wait(ReconnectIn, 2)
        with qtbot.waitSignal(client.finished, timeout=PATIENCE_MS):
            client.cancel()
        end = watch.wait(Disconnected, where=lambda event: event.final)
        assert end.reason == "cancelled"


@LINUX_ONLY
def test_cancel_while_the_address_does_not_answer(qtbot: QtBot) -> None:
    with (
        silent_address() as (host, port),
        connection(qtbot, port, host=host, connect_timeout=600) as (client, watch),
    ):
        watch.wait(Connecting)
        with qtbot.waitSignal(client.finished, timeout=PATIENCE_MS):
            client.cancel()
        assert watch.wait(Disconnected).reason == "cancelled"


def test_cancel_while_the_name_is_looked_up(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slow(*_args: object, **extra: object) -> list[object]:
        if extra.get("flags"):
            raise socket.gaierror(socket.EAI_NONAME, "no number")
        asked.set()
        answer.wait(PATIENCE_S)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    with connection(qtbot, 6667, host="somewhere", connect_timeout=600) as (client, watch):
        qtbot.waitUntil(asked.is_set, timeout=PATIENCE_MS)
        with qtbot.waitSignal(client.finished, timeout=PATIENCE_MS):
            client.cancel()
        assert not answer.is_set()
        assert watch.wait(Disconnected).reason == "cancelled"
    answer.set()


@pytest.mark.parametrize("how", ["cancel", "close"])
def test_it_ends_at_once_while_registering(qtbot: QtBot, how: str) -> None:
    def script(peer: Peer, _number: int) -> None:
        while peer.readline():
            pass

    with scripted(script) as server, connection(qtbot, server.port) as (client, watch):
        watch.wait(Connected)
        with qtbot.waitSignal(client.finished, timeout=PATIENCE_MS):
            getattr(client, how)()
        end = watch.wait(Disconnected)
        assert (end.reason, end.final) == ("cancelled", True)


def test_close_ends_even_if_the_server_reads_nothing(qtbot: QtBot) -> None:
    done = threading.Event()

    def script(peer: Peer, _number: int) -> None:
        peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer.welcome()
        done.wait(PATIENCE_S)

    with scripted(script) as server, connection(qtbot, server.port) as (client, watch):
        watch.wait(Registered)
        piece = "x" * 400
        for _ in range(40):
            client._link.use(lambda s: [s.raw(f"PRIVMSG #a :{piece}") for _ in range(1000)])
        qtbot.waitUntil(lambda: len(client._link._output) > 1_000_000, timeout=PATIENCE_MS)
        with qtbot.waitSignal(client.finished, timeout=PATIENCE_MS):
            client.close()
        assert not done.is_set()
        assert watch.wait(Disconnected).reason == "quit"
        done.set()


def test_close_before_open_and_twice(qtbot: QtBot) -> None:
    client = ClientConnection(options(free_port()))
    with qtbot.waitSignal(client.finished, timeout=PATIENCE_MS):
        client.close()
    client.cancel()
    client.retry_now()
    assert client.stop_and_wait(PATIENCE_S)


def test_stop_and_wait_needs_no_event_loop() -> None:
    said: list[str] = []

    def script(peer: Peer, _number: int) -> None:
        peer.welcome()
        said.append(peer.expect("QUIT"))

    with scripted(script) as server:
        client = ClientConnection(options(server.port))
        client.open()
        for _ in range(3000):
            if client.registered:
                break
            threading.Event().wait(0.01)
        assert client.stop_and_wait(PATIENCE_S, "bye")
        assert not client.is_running
    assert said == ["QUIT bye"]


def test_a_server_that_sends_much_and_reads_nothing_is_not_kept_in_memory(qtbot: QtBot) -> None:
    done = threading.Event()

    def script(peer: Peer, _number: int) -> None:
        peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer.welcome()
        peer.sock.settimeout(1.0)
        pings = b"".join(b"PING :%0400d\r\n" % number for number in range(1000))
        try:
            while not done.is_set():
                peer.sock.sendall(pings)
        except OSError:
            pass
        done.wait(PATIENCE_S)

    with scripted(script) as server, connection(qtbot, server.port) as (client, watch):
        watch.wait(Registered)
        qtbot.waitUntil(
            lambda: len(client._link._output) >= client_link.MAX_UNSENT, timeout=PATIENCE_MS
        )
        bytes_in = -1
        while bytes_in != client.bytes_in:  # until the reader has stopped
            bytes_in = client.bytes_in
            qtbot.wait(300)
        assert len(client._link._output) < 2 * client_link.MAX_UNSENT
        client.cancel()
        wait_for_the_end(qtbot, client)
        done.set()


def test_a_flood_arrives_whole_and_in_order(qtbot: QtBot) -> None:
    count = 30_000

    def script(peer: Peer, _number: int) -> None:
        peer.welcome()
        peer.expect("JOIN #a")
        peer.send(":anna!a@h JOIN #a", ":irc.test 366 anna #a :End")
        peer.send(*(f":boris!b@h PRIVMSG #a :{number}" for number in range(count)))
        peer.expect("QUIT")

    session = SessionOptions(nick="anna", channels=(("#a", ""),))
    with (
        scripted(script) as server,
        connection(qtbot, server.port, session=session) as (client, watch),
    ):
        watch.wait(MessageReceived, count)
        assert [int(event.text) for event in watch.all(MessageReceived)] == list(range(count))
        client.close()
        wait_for_the_end(qtbot, client)


@pytest.mark.expected_log("out of order")
@pytest.mark.parametrize("method", ["receive", "next_deadline"])
def test_a_fault_of_ours_is_told_and_ends_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("out of order")

    def script(peer: Peer, _number: int) -> None:
        peer.send("PING :1")
        while peer.readline():
            pass

    monkeypatch.setattr(ClientSession, method, broken)
    with scripted(script) as server, connection(qtbot, server.port) as (client, watch):
        end = watch.wait(Disconnected)
        assert (end.reason, end.final) == ("internal", True)
        assert "out of order" in end.text
        wait_for_the_end(qtbot, client)


@pytest.mark.expected_log("no more threads")
def test_no_thread_to_be_had(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_link.ClientLink, "write_until_over", lambda _: None)
    monkeypatch.setattr("core.threads.worker.Worker.launch", lambda _: False)
    client = ClientConnection(options(free_port()))
    watch = Watch(client, qtbot)
    client.open()
    assert watch.wait(Disconnected).reason == "internal"
    assert client.stop_and_wait(PATIENCE_S)


def test_a_connection_that_is_reset_while_it_is_made(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(self: Connector) -> socket.socket:
        return socket.socket()  # its peer is gone: getpeername fails

    monkeypatch.setattr(Connector, "connect", connect)
    with connection(qtbot, 1, reconnect=False) as (_, watch):
        assert watch.wait(Disconnected).final


def test_the_password_is_not_in_the_recent_lines(qtbot: QtBot) -> None:
    passwords: list[str] = []

    def script(peer: Peer, _number: int) -> None:
        passwords.append(peer.expect("PASS "))
        peer.welcome()
        peer.expect("QUIT")

    session = SessionOptions(nick="anna", password="geheim")
    with (
        scripted(script) as server,
        connection(qtbot, server.port, session=session) as (client, watch),
    ):
        watch.wait(Registered)
        lines = [line for _, way, line in client.recent_lines() if way == "out"]
        assert "PASS ***" in lines
        assert not any("geheim" in line for line in lines)
        client.close()
        wait_for_the_end(qtbot, client)
    assert passwords == ["PASS geheim"]


def test_joining_opens_a_conversation(qtbot: QtBot) -> None:
    def script(peer: Peer, _number: int) -> None:
        peer.welcome()
        peer.expect("JOIN #b")
        peer.send(
            ":anna!a@h JOIN #b",
            ":irc.test 332 anna #b :Thema",
            ":irc.test 353 anna = #b :@boris anna",
            ":irc.test 366 anna #b :End",
        )
        peer.expect("QUIT")

    with scripted(script) as server, connection(qtbot, server.port) as (client, watch):
        watch.wait(Registered)
        client.join("#b")
        assert watch.wait(BufferOpened, where=lambda e: e.buffer == "#b")
        qtbot.waitUntil(lambda: len(client.members("#b")) == 2, timeout=PATIENCE_MS)
        assert client.members("#b")[0].nick == "boris"
        assert client.topic("#b") == "Thema"
        client.close()
        wait_for_the_end(qtbot, client)


def test_a_server_that_says_half_a_line_and_waits_is_no_chat_server(qtbot: QtBot) -> None:
    def script(peer: Peer, _number: int) -> None:
        peer.sock.sendall("Кто ты?".encode())
        while peer.readline():
            pass

    with (
        scripted(script) as server,
        connection(qtbot, server.port, registration_timeout=0.3) as (_, watch),
    ):
        end = watch.wait(Disconnected)
        assert (end.reason, end.final, end.text) == ("not_irc", True, "Кто ты?")


def test_a_program_that_fails_with_an_open_connection_does_not_abort() -> None:
    def script(peer: Peer, _number: int) -> None:
        peer.welcome()
        while peer.readline():
            pass

    program = """
import sys, time
from core.threads.client_threads import ClientConnection, ClientOptions
client = ClientConnection(ClientOptions("127.0.0.1", int(sys.argv[1])))
client.open()
while not client.registered:
    time.sleep(0.01)
raise SystemExit("a fault")
"""
    with scripted(script) as server:
        run = subprocess.run(
            [sys.executable, "-c", program, str(server.port)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=Path(__file__).parents[3],
        )
    assert (run.returncode, run.stderr) == (1, "a fault\n")
