"""Our client window beside HexChat and Quassel, under the same flood of messages.

    python -m tests.bench.bench_other_clients [--messages 1000000] [--runs 3] [--flood-only]

Each program runs as a person runs it, in a window of 1240 × 800 on a virtual screen (Xvfb,
openbox), in a channel of a server that sends the same bytes to all (tests/bench/flood_server.py).
Needs the extra ``bench``; and ``hexchat`` and ``quassel`` (the one with its core inside): what is
not installed is left out. HexChat's limits of lines and of a server's silence are lifted (it is so
late that it does not see the answers), all else is as it comes. Measured, in turns:

* 20,000 messages a second for ten seconds: how long the window takes to answer (``_NET_WM_PING``
  each 10 to 30 ms), how long after a key its letter is seen, how far behind the sender the
  window is in the end, how much the processor worked, memory (PSS);
* then the channel is filled up to ``--messages``, as fast as the program takes them (at most
  ``--patience`` seconds), and again: Page Up, a new width, a search for a rare word, to another
  conversation and back, each until something is drawn, while the window is pinged.

Times are medians and 99th percentiles in ms, of all runs together; other values the median of the
runs. Pixels are looked at about each ms. On a busy machine all of them are longer, in turns alike.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.bench.chat_programs import HEIGHT, PROGRAMS, WIDTH, Program
from tests.bench.flood_server import NEEDLE
from tests.bench.x_screen import Pinger, Window, screen

RATE, SECONDS = 20_000, 10
_STILL_S = 3.0  # nothing was drawn for so long: all is shown
_TICKS = os.sysconf("SC_CLK_TCK")

Values = dict[str, list[float]]


class Flood:
    """The server's process."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.bench.flood_server"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.port = int(self._told())
        self.over = threading.Event()
        self.began = 0.0

    def _told(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def joined(self) -> None:
        """Wait until the program is in the channel."""
        assert self._told() == "JOINED\n"

    def start(self, count: int, rate: int) -> None:
        """Send so many; ``over`` is set when the last one is taken."""
        assert self._process.stdin is not None
        self.over.clear()
        print(count, rate, file=self._process.stdin, flush=True)
        assert self._told() == "START\n"
        self.began = time.perf_counter()
        threading.Thread(target=self._finish, daemon=True).start()

    def _finish(self) -> None:
        self._told()
        self.over.set()

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()


def megabytes(process: int) -> float:
    """PSS of a process (proc(5), smaps_rollup)."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in rollup.splitlines() if line[:4] == "Pss:")) / 1024


def processor_s(process: int) -> float:
    """What it worked until now (proc(5), stat)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


class Run:
    """One program on one screen."""

    def __init__(
        self, program: Program, name: str, process: int, flood: Flood, values: Values
    ) -> None:
        self._program = program
        self._process = process
        self._flood = flood
        self._values = values
        self._screen = name
        self.window = Window(name, program.title)
        self.window.resize(WIDTH, HEIGHT)
        flood.joined()
        time.sleep(_STILL_S)
        if program.shows_room:
            self.window.click(program.shows_room)
            time.sleep(1)
        self.window.click(program.field)
        self.window.until_still(program.messages, 1, 20)

    def _note(self, name: str, *values: float | None) -> None:
        self._values[name] += [each for each in values if each is not None]

    @contextlib.contextmanager
    def _pinged(self, name: str) -> Iterator[None]:
        pinger = Pinger(self._screen, self.window.window.id)
        try:
            with pinger:
                yield
        finally:
            self._note(name, *pinger.waits)

    def flood(self) -> None:
        """Messages come, somebody types."""
        self._note("memory before", megabytes(self._process))
        worked = processor_s(self._process)
        with self._pinged("flood: answer"):
            self._flood.start(RATE * SECONDS, RATE)
            letter = 0
            while not self._flood.over.is_set():
                letter += 1
                key = "w" if letter % 2 else "BackSpace"
                self._note("flood: key", self._until_drawn(self._program.field, key))
                time.sleep(random.uniform(0.02, 0.06))
            if letter % 2:
                self.window.press("BackSpace")
            last = self.window.until_still(self._program.messages, _STILL_S, 300)
        self._note("flood: behind", last - self._flood.began - SECONDS)
        self._note("flood: processor", processor_s(self._process) - worked)
        self._note("memory, 200,000", megabytes(self._process))

    def fill(self, count: int, patience: float) -> None:
        """So many more, as fast as it takes them."""
        self._flood.start(count, 0)
        self._flood.over.wait(patience)
        last = self.window.until_still(self._program.messages, _STILL_S, 300)
        self._note("filled, messages a second", count / (last - self._flood.began))
        self._note("memory, filled", megabytes(self._process))

    def _until_drawn(self, part: tuple[int, int, int, int], *keys: str) -> float | None:
        return self.window.until_changed(part, lambda: self.window.press(*keys), 30)

    def _act(self, name: str, count: int, act: Callable[[int], object]) -> None:
        shown = self._program.messages
        with self._pinged(f"{name}: answer"):
            for number in range(count):
                drawn = self.window.until_changed(shown, partial(act, number), 20)
                self._note(name, drawn)
                if drawn is None:
                    break  # it does not do that, or for so long that nobody waits
                self.window.until_still(shown, 0.15, 60)

    def browse(self) -> None:
        """What one does in a long conversation."""
        press, resize = self.window.press, self.window.resize
        above, back = self._program.switch
        self._act("switch", 6, lambda number: press(*(back if number % 2 else above)))
        self._act("page up", 40, lambda _: press("Prior"))
        for _ in range(40):
            press("Next")
        self.window.until_still(self._program.messages, 1, 60)
        self._act("resize", 10, lambda number: resize(WIDTH - 100 * (number % 2 + 1), HEIGHT))
        resize(WIDTH, HEIGHT)
        self.window.until_still(self._program.messages, 1, 60)
        self._act("search", 1, self._search)

    def _search(self, _number: int) -> None:
        self.window.press("Control_L", "f")
        time.sleep(0.5)
        for letter in NEEDLE:
            self.window.press(letter)
        self.window.press("Return")


def run(program: Program, values: Values, options: argparse.Namespace) -> None:
    """Measure one once."""
    with tempfile.TemporaryDirectory() as scratch, screen() as name:
        flood = Flood()
        env = {**os.environ, "DISPLAY": name, "HOME": scratch, "BESEDKA_CONFIG_DIR": scratch}
        env.pop("QT_QPA_PLATFORM", None)
        silent = subprocess.DEVNULL
        command = program.prepare(Path(scratch), flood.port)
        process = subprocess.Popen(command, env=env, stdout=silent, stderr=silent)

        def picture(of: str) -> None:
            if options.pictures:
                path = options.pictures / f"{program.name}-{of}.png"
                subprocess.run(["import", "-display", name, "-window", "root", path], check=True)

        try:
            measured = Run(program, name, process.pid, flood, values)
            picture("before")
            measured.flood()
            picture("flooded")
            if (more := options.messages - RATE * SECONDS) > 0 and not options.flood_only:
                measured.fill(more, options.patience)
                picture("filled")
            if not options.flood_only:
                measured.browse()
                picture("browsed")
        finally:
            process.kill()
            process.wait()
            flood.stop()


def table(found: dict[str, Values]) -> None:
    """Print it; programs are columns."""
    print(f"{'':28}" + "".join(f"{name:>40}" for name in found))
    for row in dict.fromkeys(row for values in found.values() for row in values):
        cells = []
        for values in found.values():
            numbers = sorted(values.get(row, []))
            if not numbers:
                cells.append("–")
            elif len(numbers) <= 12:
                cells.append(f"{statistics.median(numbers):,.1f}")
            else:
                p99 = numbers[max(0, int(len(numbers) * 0.99) - 1)]
                cells.append(f"{statistics.median(numbers):,.1f} / {p99:,.1f} / {numbers[-1]:,.1f}")
        print(f"{row:28}" + "".join(f"{cell:>40}" for cell in cells), flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--patience", type=float, default=900.0)
    parser.add_argument("--only", nargs="*", default=[program.name for program in PROGRAMS])
    parser.add_argument("--flood-only", action="store_true", help="only the ten seconds")
    parser.add_argument("--pictures", type=Path, help="a folder for pictures of the screens")
    options = parser.parse_args()
    programs = [each for each in PROGRAMS if each.name in options.only]
    programs = [p for p in programs if p.name == "Besedka" or shutil.which(p.name.lower())]
    found: dict[str, Values] = {program.name: defaultdict(list) for program in programs}
    try:
        for number in range(options.runs):
            for program in programs:
                run(program, found[program.name], options)
                load = os.getloadavg()[0]
                print(f"run {number + 1} of {program.name}, load {load:.1f}", flush=True)
    finally:  # also of what was measured until Ctrl+C
        print("ms, median / 99th percentile / worst; seconds; MB")
        table(found)


if __name__ == "__main__":
    main()
