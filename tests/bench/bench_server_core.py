"""How fast the pure server is: ``python -m tests.bench.bench_server_core``. No sockets.

Prints microseconds of CPU per message for handling (``receive``) and for merging (``take`` and
``merged``), as the median of several rounds. Not a test: figures of a busy machine mean little.
"""

from __future__ import annotations

import itertools
import statistics
import time

from core.server.config import ServerConfig
from core.server.server import Server

PAYLOAD = b"x" * 64
ROUNDS = 15
PLAIN = b""
OURS = (
    b"message-tags server-time echo-message batch labeled-response multi-prefix besedka.app/nonce"
)


def make_server() -> Server:
    numbers = itertools.count()
    return Server(ServerConfig(), time.time, lambda: f"m{next(numbers)}")


def fill(server: Server, clients: int, caps: bytes, rooms: int = 1) -> None:
    """Register ``clients`` people, spread over ``rooms`` channels."""
    for conn in range(1, clients + 1):
        server.connect(conn, "127.0.0.1", conn)
        lines = [b"CAP REQ :" + caps, b"CAP END"] if caps else []
        lines += [b"NICK n%d" % conn, b"USER u 0 * :r", b"JOIN #room%d" % (conn % rooms)]
        server.receive(conn, lines)
    list(server.outbox.take().merged())
    server.take_log()


def flood(clients: int, caps: bytes, tag: bytes, senders: int = 10, burst: int = 64) -> None:
    """``senders`` people write ``burst`` messages each into one channel, again and again."""
    server = make_server()
    fill(server, clients, caps)
    line = tag + b"PRIVMSG #room0 :" + PAYLOAD
    report(f"flood {clients}", server, [(s, [line] * burst) for s in range(1, senders + 1)])


def rooms(clients: int, caps: bytes) -> None:
    """Everybody writes one message into a room of four."""
    server = make_server()
    fill(server, clients, caps, clients // 4)
    batches = [
        (conn, [b"PRIVMSG #room%d :" % (conn % (clients // 4)) + PAYLOAD])
        for conn in range(1, clients + 1)
    ]
    report(f"rooms {clients}", server, batches)


def report(name: str, server: Server, batches: list[tuple[int, list[bytes]]]) -> None:
    handling, merging, logging = [], [], []
    deliveries = 0
    for _ in range(ROUNDS):
        count = sum(len(lines) for _, lines in batches)
        start = time.thread_time()
        for conn, lines in batches:
            server.receive(conn, lines)
        handled = time.thread_time()
        delivered = list(server.outbox.take().merged())
        merged = time.thread_time()
        server.take_log()
        logged = time.thread_time()
        deliveries = len(delivered)
        handling.append((handled - start) / count * 1e6)
        merging.append((merged - handled) / count * 1e6)
        logging.append((logged - merged) / count * 1e6)
    print(
        f"{name:24} handling {statistics.median(handling):6.2f} µs  "
        f"merging {statistics.median(merging):6.2f} µs  "
        f"log {statistics.median(logging):5.2f} µs  a message; {deliveries} sends a cycle"
    )


def storm(clients: int) -> None:
    """Everybody registers and joins one channel; then everybody quits."""
    server = make_server()
    start = time.thread_time()
    fill(server, clients, PLAIN)
    joined = time.thread_time()
    for conn in range(1, clients + 1):
        server.receive(conn, [b"QUIT"])
    list(server.outbox.take().merged())
    left = time.thread_time()
    print(
        f"storm {clients}: in {(joined - start) * 1e3:.0f} ms, out {(left - joined) * 1e3:.0f} ms"
    )


def main() -> None:
    for name, caps, tag in (
        ("plain clients", PLAIN, b""),
        ("clients with capabilities", OURS, b""),
        ("and with label and nonce-less tags", OURS, b"@label=a1;+typing=done "),
    ):
        print(name)
        for clients in (100, 500):
            flood(clients, caps, tag)
        rooms(500, caps)
    storm(500)


if __name__ == "__main__":
    main()
