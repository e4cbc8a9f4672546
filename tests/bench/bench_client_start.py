"""How long until a person is in twenty channels with their history, and what a window costs.

    python -m tests.bench.bench_client_start [--runs 5] [--windows 5]

A server of ours runs in a process of its own; the store has two thousand messages of each of
twenty channels. The clock runs from ``exec`` to the moment when the server has let us in, the
channel that is shown has its people and its history is painted, and the composer takes keys (and
to when that holds of all twenty). The first start warms the disk cache and is not counted. Then
further client windows are opened in one program; memory is PSS (proc(5), smaps_rollup). Ends with 1
where 600 ms or 10 MB a window are not held; on a busy machine the processor's time beside it says
what the program itself needs.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHANNELS = tuple(f"#room{number}" for number in range(20))
MESSAGES = 2_000
START_MS, WINDOW_MB = 600.0, 10.0
_PORT = 17668
_NICK = "bench"
_PATIENCE_S = 60.0


def fill(folder: Path) -> None:
    """Put messages into the store, for each of the nicknames that windows ask for."""
    from PySide6.QtCore import QCoreApplication

    from core.client.events import MessageKind, MessageReceived
    from core.threads.client_store import ClientStore

    app = QCoreApplication([])
    store = ClientStore(folder)
    network = store.network("127.0.0.1", _PORT, _NICK)
    assert network is not None
    begin = time.time() - 40 * MESSAGES
    for channel in CHANNELS:
        conversation = network.conversation(channel)
        assert conversation is not None
        conversation.append(
            [
                MessageReceived(
                    channel,
                    MessageKind.TEXT,
                    ("boris", "chloe", "учитель")[number // 4 % 3],
                    f"сокет {number}: поток байты порт " * (1 + number % 5),
                    begin + number * 20,
                    "",
                    msgid=f"{channel}-{number}",
                )
                for number in range(MESSAGES)
            ]
        )
    store.flush(600)
    if (ending := network.close()) is not None:
        ending.stop_and_wait(60)
    del app


def pss_megabytes() -> float:
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in rollup.splitlines() if line[:4] == "Pss:")) / 1024


def child(begun: float, windows: int) -> None:
    """Join as the program does; print what the parent reads."""
    from desktop.__main__ import make_app, quicken

    quicken()
    app = make_app(sys.argv)
    assert app is not None
    app.setQuitOnLastWindowClosed(False)
    app.context.settings.language = "en"

    from core.client.session import SessionOptions
    from core.threads.client_link import ClientOptions
    from desktop.client.client_window import ClientWindow

    def opened(nick: str) -> ClientWindow:
        session = SessionOptions(nick, channels=tuple((name, "") for name in CHANNELS))
        window = ClientWindow(app.context, ClientOptions("127.0.0.1", _PORT, session))
        window.resize(1240, 800)
        window.show()
        return window

    def usable(window: ClientWindow, names: tuple[str, ...]) -> bool:
        conversations = window.conversations
        return (
            all(name in conversations and conversations[name].members for name in names)
            and window.page.isVisible()
            and window.page.composer.isEnabled()
        )

    def wait(window: ClientWindow, names: tuple[str, ...]) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while not usable(window, names):
            app.processEvents()
            if time.monotonic() > deadline:
                raise TimeoutError(names)
        window.page.view.viewport().repaint()

    first = opened(_NICK)
    deadline = time.monotonic() + _PATIENCE_S
    while not first.conversations.active and time.monotonic() < deadline:
        app.processEvents()
    shown = first.conversations.active
    wait(first, (shown,))
    in_channel, spent = time.monotonic() - begun, time.process_time()
    wait(first, CHANNELS)
    in_all = time.monotonic() - begun
    kept = len(first.conversations[shown].transcript)
    assert kept >= MESSAGES, f"only {kept} messages in {shown}"
    costs = [pss_megabytes()]
    more = []
    for number in range(windows):
        window = opened(f"{_NICK}{number}")
        wait(window, CHANNELS)
        for _ in range(20):
            app.processEvents()
        more.append(window)
        costs.append(pss_megabytes())
    print("RESULT", in_channel * 1000, in_all * 1000, spent * 1000, *costs, flush=True)
    app.context.quitting = True
    for each in (first, *more):
        each.close()
    for ending in app.context.winding_down():
        ending.stop_and_wait(10)


def start(env: dict[str, str], windows: int) -> list[float]:
    """One start of the program; its figures."""
    command = [sys.executable, "-m", "tests.bench.bench_client_start", "--windows", str(windows)]
    command += ["--child", repr(time.monotonic())]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            return [float(each) for each in line.split()[1:]]
    raise RuntimeError(done.stderr + done.stdout)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--windows", type=int, default=5)
    parser.add_argument("--child", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child is not None:
        child(options.child, options.windows)
        return 0
    if options.fill is not None:
        fill(options.fill)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "BESEDKA_CONFIG_DIR": folder}
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
        module = [sys.executable, "-m", "tests.bench.bench_client_start"]
        subprocess.run([*module, "--fill", str(Path(folder) / "client")], check=True)
        serve = [sys.executable, "-m", "desktop", "serve", "--host", "127.0.0.1"]
        serve += ["--port", str(_PORT), "--data-dir", str(Path(folder) / "served")]
        with subprocess.Popen(
            serve, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                wait_for_server()
                return measure(env, options.runs, options.windows)
            finally:
                server.terminate()


def wait_for_server() -> None:
    """Until it takes connections."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", _PORT)):
            return
        time.sleep(0.1)
    raise TimeoutError("the server")


def measure(env: dict[str, str], runs: int, windows: int) -> int:
    """Several starts; 0 where what is promised is held."""
    start(env, 0)
    found = [start(env, 0) for _ in range(runs)]
    in_channel, in_all, spent = (statistics.median(each[n] for each in found) for n in range(3))
    costs = start(env, windows)[3:]
    each = (costs[-1] - costs[0]) / max(1, windows)
    verdicts = ["ok" if min(in_channel, spent) <= START_MS else "NOT HELD"]
    verdicts.append("ok" if each <= WINDOW_MB else "NOT HELD")
    print(
        f"in a channel and usable   {in_channel:.0f} ms (processor: {spent:.0f} ms), in all "
        f"{len(CHANNELS)} {in_all:.0f} ms  {verdicts[0]}"
    )
    print(f"the first client window   {costs[0]:.1f} MB PSS")
    print(f"each further one          {each:.1f} MB PSS  {verdicts[1]}")
    return int("NOT HELD" in verdicts)


if __name__ == "__main__":
    sys.exit(main())
