"""An IRC server for one client that sends messages as fast as it is told to.

    python -m tests.bench.flood_server

Listens on loopback and prints its port. Takes lines on its standard input: ``COUNT RATE`` sends
that many messages to the channel, RATE of them a second (0: as fast as they are taken) and prints
``START`` when it begins, then ``COUNT SECONDS`` when the last one was taken by the kernel. The
client's commands are answered just enough to be let in (Modern IRC). All programs get the same
bytes; no capabilities are offered, as not all of them know the same ones.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import time

ROOM = "#room"
MEMBERS = tuple(f"user{number}" for number in range(200))
#: In the middle one of each hundred thousand, for searches.
NEEDLE = "xyzzy"
_SLICE_S = 0.005
_WORDS = [
    "сокет",
    "сервер",
    "клиент",
    "порт",
    "адрес",
    "recv",
    "send",
    "accept",
    "listen",
    "поток",
    "байты",
    "👍",
    "https://example.org",
    "а",
    "и",
    "но",
    "если",
    "почему",
    "молчит",
    "отвечает",
    "connection",
    "refused",
    "буфер",
    "строка",
    "кадр",
    "пакет",
] * 3


def message(number: int) -> bytes:
    """The line of that number, always the same."""
    nick = MEMBERS[number // 3 % len(MEMBERS)]
    start, length = number * 7919 % 24, (2, 4, 8, 8, 16, 40)[number * 31 % 6]
    text = " ".join(_WORDS[start : start + length])
    if number % 100_000 == 50_000:
        text = f"{NEEDLE} {text}"
    return f":{nick}!u@host PRIVMSG {ROOM} :{number} {text}\r\n".encode()


class Client:
    """The one connection: answers on a thread of its own, floods from the main one."""

    def __init__(self, connection: socket.socket) -> None:
        self.joined = threading.Event()
        self._connection = connection
        self._lock = threading.Lock()
        self._sent = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _say(self, *lines: str) -> None:
        with self._lock:
            self._connection.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def _read(self) -> None:
        with contextlib.suppress(ConnectionError):
            self._answer()

    def _answer(self) -> None:
        nick = "me"
        for raw in self._connection.makefile(encoding="utf-8", errors="replace"):
            command, *parameters = raw.split() or [""]
            first = parameters[0].removeprefix(":") if parameters else ""
            match command.upper():
                case "CAP" if first == "LS":
                    self._say(":server CAP * LS :")
                case "NICK":
                    nick = first
                case "USER":
                    self._say(f":server 001 {nick} :hello", f":server 002 {nick} :host")
                    self._say(f":server 004 {nick} server 1 io imnst")
                    tokens = "CHANTYPES=# PREFIX=(ov)@+ :are supported by this server"
                    self._say(f":server 005 {nick} {tokens}")
                    self._say(f":server 422 {nick} :no message of the day")
                case "PING":
                    self._say(f":server PONG server :{first}")
                case "JOIN":
                    for channel in first.split(","):
                        self._join(nick, channel)
                case "WHO" | "MODE":
                    number = "315" if command.upper() == "WHO" else "324"
                    self._say(f":server {number} {nick} {first} :")

    def _join(self, nick: str, channel: str) -> None:
        self._say(f":{nick}!u@host JOIN {channel}")
        names = (nick, *MEMBERS)
        for start in range(0, len(names), 25):
            some = " ".join(names[start : start + 25])
            self._say(f":server 353 {nick} = {channel} :{some}")
        self._say(f":server 366 {nick} {channel} :end")
        if channel == ROOM:
            self.joined.set()

    def flood(self, count: int, rate: int) -> float:
        """Send so many; the seconds that it took."""
        lines = [message(self._sent + number) for number in range(count)]
        self._sent += count
        print("START", flush=True)
        begin = time.perf_counter()
        done = 0
        while done < count:
            passed = time.perf_counter() - begin
            due = min(count, int(passed * rate) if rate else done + 200)
            if due > done:
                with self._lock:
                    self._connection.sendall(b"".join(lines[done:due]))
                done = due
            if rate:
                time.sleep(_SLICE_S)
        return time.perf_counter() - begin


def main() -> None:
    """Serve one client until the input ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(listener.getsockname()[1], flush=True)
        connection, _ = listener.accept()
        with connection:
            client = Client(connection)
            client.joined.wait()
            print("JOINED", flush=True)
            for line in sys.stdin:
                count, rate = (int(each) for each in line.split())
                print(count, f"{client.flood(count, rate):.3f}", flush=True)


if __name__ == "__main__":
    main()
