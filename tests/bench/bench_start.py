"""How long until the launcher is on the screen, and how much memory a client in a channel takes.

    python -m tests.bench.bench_start [--runs 5] [--program dist/besedka/besedka] [--others]

Each program is started on a virtual display of its own that openbox manages; the clock runs from
``exec`` to the moment when openbox lists the window. The first run warms the disk cache and is not
counted. Memory is PSS (proc(5), smaps_rollup), of the program and its children, with one client
window in a channel of a server that runs elsewhere. Needs Xvfb, openbox and xprop (Debian:
xvfb openbox x11-utils); ``--others`` measures HexChat and Quassel beside it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A managed virtual display; yields the environment that points to it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            display = ":" + answer.readline().strip()
        env = {**os.environ, "DISPLAY": display}
        env.pop("QT_QPA_PLATFORM", None)
        with subprocess.Popen(["openbox"], env=env, stderr=subprocess.DEVNULL) as manager:
            wait_for_manager(env)
            yield env
            manager.terminate()
        server.terminate()


def wait_for_manager(env: dict[str, str]) -> None:
    """Until openbox answers."""
    for _ in range(200):
        asked = subprocess.run(
            ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"],
            env=env,
            capture_output=True,
            check=False,
        )
        if b"window id" in asked.stdout:
            return
        time.sleep(0.05)
    raise RuntimeError("openbox did not start")


def start_until_mapped(command: Sequence[str], env: dict[str, str]) -> tuple[float, int]:
    """Start a program; the seconds until its window is managed, and its process id."""
    watch = subprocess.Popen(
        ["xprop", "-root", "-spy", "_NET_CLIENT_LIST"], env=env, stdout=subprocess.PIPE, text=True
    )
    assert watch.stdout is not None
    watch.stdout.readline()  # the list as it is before
    begin = time.perf_counter()
    child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while "0x" not in watch.stdout.readline():
        if child.poll() is not None:
            raise RuntimeError(f"{command[0]} ended with {child.returncode}")
    seconds = time.perf_counter() - begin
    watch.terminate()
    watch.wait()
    watch.stdout.close()
    return seconds, child.pid


def pss_megabytes(pid: int) -> float:
    """Proportional set size of a process and its children, in MB."""
    total = 0
    for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
        for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def stop(pid: int) -> None:
    """End a program and wait for it."""
    os.kill(pid, signal.SIGTERM)
    try:
        psutil.Process(pid).wait(timeout=5)
    except psutil.TimeoutExpired:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except psutil.NoSuchProcess:
        pass


def median_start(command: Sequence[str], runs: int, home: Path) -> str:
    """The median of ``runs`` warm starts, as text."""
    times = []
    with screen() as env:
        env |= {"HOME": str(home), "BESEDKA_CONFIG_DIR": str(home / "besedka")}
        for _ in range(runs + 1):
            seconds, pid = start_until_mapped(command, env)
            time.sleep(0.5)
            stop(pid)
            times.append(seconds * 1000)
    warm = sorted(times[1:])
    return f"{statistics.median(warm):.0f} ms  (of {', '.join(f'{t:.0f}' for t in warm)})"


def as_person(name: str, home: Path) -> list[str]:
    """The command for a foreign program, which as root would only open a warning about that."""
    if os.geteuid() != 0:
        return [name]
    os.chown(home, 65534, 65534)
    home.chmod(0o777)
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", name]


def memory(command: Sequence[str], home: Path) -> str:
    """PSS some seconds after the window came, the median of five starts, as text."""
    samples = []
    with screen() as env:
        env |= {"HOME": str(home), "BESEDKA_CONFIG_DIR": str(home / "besedka")}
        for _ in range(5):
            _, pid = start_until_mapped(command, env)
            time.sleep(4)
            samples.append(pss_megabytes(pid))
            stop(pid)
    return f"{statistics.median(samples):.1f} MB PSS"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--program", default="", help="the packaged executable")
    parser.add_argument("--others", action="store_true")
    options = parser.parse_args()
    commands = {"from source": [sys.executable, "-m", "desktop"]}
    if options.program:
        commands["packaged"] = [options.program]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name, command in commands.items():
            print(f"{name:12} launcher {median_start(command, options.runs, home)}")
        serve = [sys.executable, "-m", "desktop", "serve", "--host", "127.0.0.1", "--port", "17667"]
        with subprocess.Popen(
            [*serve, "--data-dir", folder], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        ) as server:
            time.sleep(1.5)
            for name, command in commands.items():
                url = "irc://127.0.0.1:17667/#bench"
                joined = [*command, "client", url, "--nick", "bench"]
                print(f"{name:12} in a channel {memory(joined, home)}")
            server.terminate()
        for name in ("hexchat", "quassel") if options.others else ():
            if shutil.which(name):
                foreign = as_person(name, home)
                print(f"{name:12} window {median_start(foreign, options.runs, home)}")
                print(f"{name:12} first window {memory(foreign, home)}")


if __name__ == "__main__":
    main()
