"""What a peer may do to the server with bytes: always an answer, never a fault of ours."""

from __future__ import annotations

import contextlib
import random
import socket

import pytest

from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from tests.core.threads.server_helpers import Client, TestServer, serving, wait_until


def still_works(server: TestServer) -> None:
    with Client(server.port, "prober") as prober:
        prober.join("#probe")


def test_half_a_line_then_disconnect() -> None:
    with serving() as server, Client(server.port, "anna") as anna:
        anna.join("#a")
        with Client(server.port, "boris") as boris:
            boris.join("#a")
            anna.until("JOIN")
            boris.sock.sendall(b"PRIVMSG #a :this is not fin")
        assert "QUIT" in anna.until("boris")
        still_works(server)


def test_reset_in_the_middle_of_a_line() -> None:
    with serving() as server, Client(server.port, "anna") as anna:
        anna.join("#a")
        boris = Client(server.port, "boris")
        boris.join("#a")
        anna.until("JOIN")
        boris.sock.sendall(b"PRIVMSG #a :this is not fin")
        boris.reset()
        assert "reset" in anna.until("QUIT").lower()
        still_works(server)


def test_a_line_that_is_much_too_long() -> None:
    with serving() as server, Client(server.port, "anna") as anna:
        anna.sock.sendall(b"PRIVMSG #a :" + b"x" * 15_000)
        anna.until(" 417 ")
        anna.sock.sendall(b"\r\n")
        anna.send("PING :done")
        assert "PONG" in anna.line()  # told once, and the rest of the line is gone


def test_a_megabyte_without_a_line_ending() -> None:
    with serving() as server, Client(server.port, "anna") as anna:
        with contextlib.suppress(OSError):
            anna.sock.sendall(b"PRIVMSG #a :" + b"x" * 1_000_000)
        anna.until(" 417 ")
        server.wait_for_log(LogKind.DROPPED, "recvq")
        still_works(server)


def test_byte_by_byte() -> None:
    with serving() as server, Client(server.port) as anna:
        for byte in "NICK анна\r\nUSER a 0 * :a\r\nJOIN #школа\r\n".encode():
            anna.sock.sendall(bytes([byte]))
        assert "анна" in anna.until(" 001 ")
        anna.until(" 366 ")


def test_nul_and_invalid_utf8_are_answered_and_never_delivered() -> None:
    with serving() as server, Client(server.port, "anna") as anna:
        anna.join("#a")
        with Client(server.port, "boris") as boris:
            boris.join("#a")
            boris.sock.sendall(b"PRIVMSG #a :nul\0nul\r\n")
            assert boris.line()
            boris.sock.sendall(b"PRIVMSG #a :\xff\xfe\r\n")
            assert "INVALID_UTF8" in boris.until("FAIL")
            boris.send("PRIVMSG #a :clean")
            anna.until("JOIN")
            assert anna.line().endswith("PRIVMSG #a :clean")


def test_flood_before_registration() -> None:
    with serving() as server:
        with Client(server.port) as flooder:
            try:
                for _ in range(200):
                    flooder.sock.sendall(b"X" * 500 + b"\r\n")
            except OSError:
                pass  # cut off while it was still sending
            server.wait_for_log(LogKind.DROPPED, "flood")
        still_works(server)


def test_flooder_reads_why_it_was_dropped() -> None:
    with serving() as server, Client(server.port) as flooder:
        flooder.send(*["NOOP"] * 150)
        assert any(line.startswith("ERROR") for line in flooder.rest())


def test_silent_client_is_greeted_and_then_dropped() -> None:
    limits = Limits(greeting_delay=0.05, registration_timeout=0.3)
    with serving(ServerConfig(limits=limits)) as server, Client(server.port) as silent:
        assert silent.rest()[0] == "Спасибо за подключение"
        assert server.logged(LogKind.CONNECTED)
        assert server.logged(LogKind.GREETED)
        server.wait_for_log(LogKind.DROPPED, "registration_timeout")


def test_registered_client_that_falls_silent_is_dropped() -> None:
    limits = Limits(ping_interval=0.1, ping_timeout=0.1)
    with serving(ServerConfig(limits=limits)) as server, Client(server.port, "anna") as anna:
        lines = anna.rest()
        assert any(line.startswith("PING") for line in lines)
        assert lines[-1].startswith("ERROR")
        server.wait_for_log(LogKind.DROPPED, "ping_timeout")


@pytest.mark.parametrize("seed", range(5))
def test_noise(seed: int) -> None:
    noise = random.Random(seed)
    with serving() as server:
        with (
            Client(server.port, "anna") as anna,
            socket.create_connection(("127.0.0.1", server.port), timeout=30) as raw,
        ):
            for _ in range(50):
                raw.sendall(noise.randbytes(noise.randrange(1, 3000)))
                anna.sock.sendall(noise.randbytes(noise.randrange(1, 400)).replace(b"\n", b""))
                anna.sock.sendall(b"\n")
            anna.send("PING :end")
            assert anna.until("PONG").endswith("end")
        still_works(server)


def test_half_closed_client_gets_its_answers() -> None:
    with serving() as server, Client(server.port) as piped:  # printf … | nc -N host port
        piped.send("NICK piped", "USER p 0 * :p", "LUSERS")
        piped.sock.shutdown(socket.SHUT_WR)
        lines = piped.rest()
        assert any(" 001 piped" in line for line in lines)
        assert any(" 251 piped" in line for line in lines)
        wait_until(lambda: not server.engine.snapshot().people)  # type: ignore[union-attr]
