"""What watching costs: ``python -m tests.bench.bench_trace [--rounds N] [--tool LOAD]``.

The chat throughput of one server with 100 clients, taken in turns from

``without``  the last commit before there was a trace (a git worktree of its own),
``closed``   this tree, nobody watching,
``window``   this tree in a program with a window, as a person runs it; the live view is not open;
``open``     the same, every socket watched, the live view shown and running.

Without ``--tool`` the load is ours (tests/load.py: everybody sends at once); a tool that takes
``-o PORT -p PID -n CLIENTS …`` and prints a JSON line with ``rate`` may be given instead; it is run
in its chat scenario (everybody sends, and waits for his own line). Prints medians and ratios;
machines are noisy. Exit status 1 where open is under 0.9 of window, or closed under 0.99 of
without.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
CLIENTS = 100
MODES = ("without", "closed", "window", "open")
# What each is compared with, and how much of its speed is to be left.
LEAST = {"closed": ("without", 0.99), "open": ("window", 0.9)}


def serve_beside(port: int, *, watched: bool) -> None:
    """A server beside windows, until SIGTERM; ``watched``: with the live view open."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer

    from core.net.lens import Lens
    from core.server.config import ServerConfig
    from core.threads.event_feed import EventFeed
    from core.threads.server_threads import ListenOptions, ServerEngine
    from core.threads.trace_feed import TraceFeed
    from desktop.app import App
    from desktop.sockets.sockets_panel import SocketsPanel

    app = App([])
    gc.freeze()  # as the program does
    lens = Lens()
    engine = ServerEngine(log=EventFeed(notify=lambda: None))
    if watched:
        engine.watch(lens)
    engine.start_and_wait(ServerConfig(), ListenOptions("127.0.0.1", port))
    feed = TraceFeed(lens)
    panel = SocketsPanel(feed)
    panel.resize(1440, 900)
    panel.setVisible(watched)
    if watched:
        feed.start()
    signal.signal(signal.SIGTERM, lambda *_: app.quit())
    beat = QTimer()  # lets Python see the signal
    beat.start(100)
    beat.timeout.connect(lambda: None)
    app.exec()
    feed.stop()
    engine.stop_and_wait()
    lens.close()


def last_without_trace() -> str:
    """The commit before the lens came."""
    words = ["git", "log", "--diff-filter=A", "--format=%H", "-1", "--", "core/net/lens.py"]
    added = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return added.stdout.strip() + "^"


def command(mode: str, port: int) -> list[str]:
    """What starts the server of a mode."""
    if mode in ("open", "window"):
        return [sys.executable, "-m", "tests.bench.bench_trace", f"--serve-{mode}", str(port)]
    return [sys.executable, "-m", "desktop", "serve", "--host", "127.0.0.1", "--port", str(port)]


def measure(mode: str, folder: Path, messages: int, tool: str) -> float:
    """Deliveries a second of one run."""
    port = free_port()
    with tempfile.TemporaryDirectory() as config:
        server = subprocess.Popen(
            command(mode, port),
            cwd=folder,
            env={**os.environ, "BESEDKA_CONFIG_DIR": config},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(port)
            return load(port, server.pid, messages, tool)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def load(port: int, server: int, messages: int, tool: str) -> float:
    """Let the clients talk; deliveries a second."""
    if tool:
        words = [tool, "-o", str(port), "-p", str(server), "-n", str(CLIENTS), "-b", "64", "-Q"]
        words += ["-s", str(CLIENTS), "-F", "1", "-m", str(messages)]
    else:
        words = [sys.executable, "-m", "tests.load", "--port", str(port)]
        words += ["--clients", str(CLIENTS), "--messages", str(messages)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    if tool:
        if report["lost"]:
            raise SystemExit(f"messages were lost: {done.stdout}")
        return float(report["rate"])
    if report["faults"]:
        raise SystemExit(f"faults: {report['faults'][:3]}")
    return float(report["delivered"] / report["seconds"])


def free_port() -> int:
    """A port that nobody has now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("the server never listened")


def compare(rounds: int, messages: int, tool: str, modes: list[str]) -> bool:
    """Interleaved runs; prints medians, and whether the limits hold."""
    rates: dict[str, list[float]] = {mode: [] for mode in modes}
    with tempfile.TemporaryDirectory() as place:
        old = Path(place) / "without"
        subprocess.run(
            ["git", "worktree", "add", "--detach", "-q", str(old), last_without_trace()],
            cwd=ROOT,
            check=True,
        )
        try:
            for number in range(rounds):
                # Another order each time: a machine that warms up favours nobody.
                for mode in modes[number % len(modes) :] + modes[: number % len(modes)]:
                    folder = old if mode == "without" else ROOT
                    rates[mode].append(measure(mode, folder, messages, tool))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(old)], cwd=ROOT, check=True)
    good = True
    for mode in modes:
        median = statistics.median(rates[mode])
        print(f"{mode:8} {median / 1000:7.0f} k/s, {[round(rate / 1000) for rate in rates[mode]]}")
    for mode, (base, least) in LEAST.items():
        if mode in modes and base in modes:
            ratio = statistics.median(rates[mode]) / statistics.median(rates[base])
            # Of each round for itself: less disturbed by a machine whose speed swings.
            each = [a / b for a, b in zip(rates[mode], rates[base], strict=True)]
            good &= max(ratio, statistics.median(each)) >= least
            print(
                f"{mode} is {ratio:.3f} of {base} (medians); round by round "
                f"{statistics.median(each):.3f} ({min(each):.3f} to {max(each):.3f})"
            )
    return good


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--messages", type=int, default=200, help="per client")
    parser.add_argument("--tool", default="")
    parser.add_argument("--modes", nargs="+", default=list(MODES), choices=MODES)
    parser.add_argument("--serve-open", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--serve-window", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve_open or options.serve_window:
        port = options.serve_open or options.serve_window
        serve_beside(port, watched=bool(options.serve_open))
        return 0
    good = compare(options.rounds, options.messages, options.tool, options.modes)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
