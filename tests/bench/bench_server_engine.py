"""Times of the server's engine: ``python -m tests.bench.bench_server_engine [flood|stop|peers]``.

``flood``  100 clients in one channel send 200 messages each at once (tests/load.py, a process of
           its own) while a window of this process shows the log: seconds, deliveries a second, and
           how late a 16 ms timer of the window is; with ``--history`` on the disk. Fails where
           that is over 50 ms at p99.
``stop``   how long stopping takes with 100 clients, three of which never read.
``peers``  the same load on us and on ngircd, taken in turns, with a load generator given by
           ``--tool`` that prints a JSON line with ``rate`` and ``cpu_per_M``. Medians and ratios:
           machines are noisy.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QProcess, Qt, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from core.server.config import ServerConfig
from core.server.log_text import log_text
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerEngine

LATE_LIMIT_MS = 50.0
_LOOPBACK = ListenOptions("127.0.0.1", 0)
_NGIRCD = """[Global]
Name = irc.bench.test
Info = bench
Listen = 127.0.0.1
Ports = {port}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
"""
_SCENARIOS: dict[str, Callable[[int], list[str]]] = {
    "chat": lambda n: ["-s", str(min(100, n)), "-F", "1", "-m", str(30_000 // n)],
    "flood": lambda n: ["-s", str(min(10, n)), "-m", str(200_000 // max(n, 20))],
    "rooms": lambda n: ["-s", str(n), "-F", "1", "-G", str(n // 4), "-m", str(30_000 // n)],
}


def flood(clients: int, messages: int, folder: Path | None = None) -> bool:
    """Serve a flood beside a window; True where the window stayed responsive.

    All that is said is stored in ``folder``; None: what is said is kept in memory.
    """
    app = QApplication([])
    view = QPlainTextEdit()
    view.setMaximumBlockCount(500)
    view.resize(900, 600)
    view.show()
    engine = ServerEngine()
    engine.log.ready.connect(
        lambda: view.appendPlainText(
            "\n".join(log_text(entry) for entry in engine.log.take()[-100:])
        )
    )
    started = engine.start_and_wait(ServerConfig(), _LOOPBACK, folder)
    late: list[float] = []
    due = time.perf_counter() + 0.016

    def tick() -> None:
        nonlocal due
        now = time.perf_counter()
        late.append(max(0.0, now - due) * 1000)
        due = now + 0.016

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    overview = QTimer()
    overview.timeout.connect(engine.snapshot)
    process = QProcess()
    process.setWorkingDirectory(str(Path(__file__).parents[2]))
    process.finished.connect(app.quit)
    process.start(
        sys.executable,
        ["-m", "tests.load", "--port", str(started.port), "--clients", str(clients),
         "--messages", str(messages)],
    )  # fmt: skip
    timer.start(16)
    overview.start(500)
    app.exec()
    timer.stop()
    overview.stop()
    report = json.loads(bytes(process.readAllStandardOutput().data()))
    stopped = engine.stop_and_wait()
    late.sort()
    p99 = late[int(len(late) * 0.99)]
    print(
        f"{report['delivered']} of {report['expected']} deliveries in {report['seconds']:.2f} s: "
        f"{report['delivered'] / report['seconds'] / 1000:.0f} k/s, faults {report['faults']}\n"
        f"timer of 16 ms late by {statistics.median(late):.1f} ms (median), {p99:.1f} (p99), "
        f"{late[-1]:.1f} (most) in {len(late)} ticks; log lines not shown {engine.log.dropped}"
    )
    return not report["faults"] and stopped and p99 <= LATE_LIMIT_MS


def stop(clients: int) -> bool:
    """Stop with many clients, some of which have much waiting that they never read."""
    engine = ServerEngine(log=EventFeed(notify=lambda: None))
    port = engine.start_and_wait(ServerConfig(), _LOOPBACK).port
    socks = []
    for number in range(clients):
        sock = socket.create_connection(("127.0.0.1", port))
        sock.sendall(b"NICK u%d\r\nUSER u 0 * :u\r\nJOIN #a\r\n" % number)
        socks.append(sock)
    deadline = time.monotonic() + 30
    while (
        (seen := engine.snapshot()) is None
        or not seen.channels
        or (len(seen.channels[0].members) < clients and time.monotonic() < deadline)
    ):
        time.sleep(0.01)
    socks[0].sendall((b"PRIVMSG #a :" + b"x" * 400 + b"\r\n") * 20_000)
    time.sleep(2)
    snapshot = engine.snapshot()
    behind = sum(person.waiting > 0 for person in snapshot.people) if snapshot else 0
    begin = time.perf_counter()
    done = engine.stop_and_wait()
    seconds = time.perf_counter() - begin
    for sock in socks:
        sock.close()
    print(f"stopped with {clients} clients, {behind} of them behind, in {seconds:.3f} s")
    return done and seconds < 1.0


def peers(tool: str, sizes: list[int], rounds: int) -> bool:
    """Print medians of us and ngircd for each scenario and number of clients."""
    rates: dict[tuple[int, str, str], list[float]] = {}
    for _ in range(rounds):
        for size in sizes:
            for scenario, options in _SCENARIOS.items():
                for who in ("ours", "ngircd"):
                    words = [*options(size), *(["-C", "8"] if who == "ngircd" else [])]
                    result = _measure(tool, who, size, words)
                    rates.setdefault((size, scenario, who), []).append(result)
    for (size, scenario, who), values in sorted(rates.items()):
        median = statistics.median(values)
        ratio = median / statistics.median(rates[size, scenario, "ngircd"])
        print(f"{size:4} {scenario:6} {who:7} {median / 1000:8.0f} k/s  {ratio:5.2f} of ngircd")
    return True


def _measure(tool: str, who: str, size: int, options: list[str]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        if who == "ngircd":
            config = Path(folder) / "ngircd.conf"
            config.write_text(_NGIRCD.format(port=port))
            command = ["/usr/sbin/ngircd", "-n", "-f", str(config)]
        else:
            command = [sys.executable, "-m", "desktop", "serve", "--host", "127.0.0.1",
                       "--port", str(port)]  # fmt: skip
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for(port)
            done = subprocess.run(
                [tool, "-o", str(port), "-p", str(server.pid), "-n", str(size), "-b", "64", "-Q",
                 *options],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(10)
    result = json.loads(done.stdout)
    if result["lost"]:
        raise SystemExit(f"{who} lost {result['lost']} messages: {done.stdout}")
    return float(result["rate"])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("the server never listened")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("flood", "stop", "peers"), nargs="?", default="flood")
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--history", action="store_true", help="flood: store all that is said")
    parser.add_argument("--tool", help="load generator for peers")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 500])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.what == "flood":
        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder) if options.history else None
            good = flood(options.clients, options.messages, store)
    elif options.what == "stop":
        good = stop(options.clients)
    else:
        if not options.tool:
            parser.error("peers needs --tool")
        good = peers(options.tool, options.sizes, options.rounds)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
