"""How fast the message view is: ``python -m tests.bench.bench_message_view [--xcb]``.

A million rows from a generated source: opening, wheel, dragging the bar, resizing; then appends at
20,000 a second for five seconds in the view at its bottom, with a 16 ms timer beside them. Prints
milliseconds a frame (layout, paint and the copy to the window's own image included) as median and
99th percentile, and the median of the CPU time. Not a test: figures of a busy machine mean little.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

if "--xcb" not in sys.argv:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from core.client.events import Delivery, MessageKind, MessageReceived
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import Row
from desktop.client.message_view import MessageView

ROWS = 1_000_000
TEXT = (
    "сокет сервер клиент порт адрес recv send accept `listen` поток байты 👍 https://example.org "
    "а и но если почему молчит отвечает connection refused буфер строка кадр пакет"
)
WORDS = TEXT.split() * 50
NICKS = ("anna", "boris", "chloe", "учитель", "farida", "george")


def generated(number: int) -> MessageReceived:
    """The row of that number, always the same."""
    # Cheaper than a random generator: the source must not be what is measured.
    start, length = number * 7919 % 1009, (2, 4, 8, 8, 16, 40)[number * 31 % 6]
    text = " ".join(WORDS[start : start + length])
    nick = NICKS[number // 3 % len(NICKS)]
    own = nick == "anna"
    return MessageReceived(
        "#room",
        MessageKind.TEXT,
        nick,
        text,
        1_700_000_000 + number * 20,
        str(number),
        own=own,
        delivery=Delivery.STORED if own else None,
    )


class GeneratedSource:
    """A store of a million rows that costs no disk."""

    def first(self) -> int:
        return 0

    def end(self) -> int:
        return ROWS

    def read(self, number: int, limit: int) -> Sequence[Row]:
        return [generated(place) for place in range(number, number + limit)]

    def append(self, rows: Sequence[Row]) -> None:
        """Forget them: nothing of this bench looks back that far."""

    def prepend(self, rows: Sequence[Row]) -> None:
        """Forget them."""

    def put(self, number: int, row: Row) -> None:
        """Forget it."""

    def gaps(self) -> list[int]:
        return []

    def can_fill(self, number: int) -> bool:
        return False

    def fill(self, number: int, rows: Sequence[Row], *, upwards: bool) -> None:
        raise NotImplementedError

    def close_gap(self, number: int) -> None:
        raise NotImplementedError

    def number(self, place: int) -> int:
        return place

    def place(self, number: int) -> int:
        return number

    def find(self, msgid: str) -> int | None:
        return None


def report(name: str, times: list[float]) -> None:
    times, cpu = sorted(times[::2]), statistics.median(times[1::2])
    share = sum(t <= 16.7 for t in times) / len(times)
    print(
        f"{name:28} median {statistics.median(times):6.2f} ms  p99 "
        f"{times[int(len(times) * 0.99) - 1]:6.2f}  worst {times[-1]:6.2f}  in 16.7 ms {share:6.1%}"
        f"  CPU median {cpu:.2f}"
    )


def frames(
    app: QApplication, view: MessageView, count: int, do: Callable[[int], None]
) -> list[float]:
    times = []
    for number in range(count):
        begin, spent = time.perf_counter(), time.process_time()
        do(number)
        app.processEvents()
        times.append((time.perf_counter() - begin) * 1000)
        times.append((time.process_time() - spent) * 1000)
    return times


def main() -> None:
    app = QApplication(sys.argv)
    view = MessageView()
    view.resize(760, 640)
    view.show()
    warm = ConversationModel()
    warm.append_batch([generated(number) for number in range(40)])
    view.set_model(warm)
    app.processEvents()

    begin = time.perf_counter()
    model = ConversationModel(GeneratedSource())
    view.set_model(model)
    app.processEvents()
    print(f"opening {len(model):,} rows: {(time.perf_counter() - begin) * 1000:.1f} ms")

    bar = view.verticalScrollBar()
    dice = random.Random(1)

    def wheel(number: int) -> None:
        up = 120 if number % 400 < 300 else -120
        place = QPointF(300, 300)
        event = QWheelEvent(
            place,
            QPointF(view.mapToGlobal(QPoint(300, 300))),
            QPoint(),
            QPoint(0, up),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)

    def jump(_number: int) -> None:
        bar.setValue(dice.randrange(bar.maximum()))

    def resize(number: int) -> None:
        view.resize(480 + 7 * (number % 100), 640)

    report("wheel", frames(app, view, 1200, wheel))
    report("jump to a random place", frames(app, view, 400, jump))
    report("resize", frames(app, view, 200, resize))
    view.set_layout("compact")
    report("resize, compact", frames(app, view, 200, resize))
    view.set_layout("bubbles")
    view.resize(760, 640)
    view.jump_to_bottom()

    appends(app, view, model)
    view.scroll_pixels(-4000)
    print("the same, scrolled up:")
    appends(app, view, model)
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    pss = next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))
    print(f"memory: {pss} kB PSS with {len(model):,} rows in memory")


def appends(app: QApplication, view: MessageView, model: ConversationModel) -> None:
    """20,000 rows a second for five seconds, in slices from a 16 ms timer as the window does it."""
    late: list[float] = []
    made = [generated(number) for number in range(2000)]
    start = last = time.perf_counter()
    done = 0
    feed, watch = QTimer(), QTimer()
    for timer in (feed, watch):
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(16)

    def pour() -> None:
        nonlocal done
        due = min(100_000, int((time.perf_counter() - start) * 20_000))
        while done < due:
            step = min(200, due - done)
            at = done % 1800
            model.append_batch(made[at : at + step])
            done += step
        if done >= 100_000:
            app.quit()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(max(0.0, (now - last) * 1000 - 16))
        last = now

    feed.timeout.connect(pour)
    watch.timeout.connect(beat)
    feed.start()
    watch.start()
    app.exec()
    feed.stop()
    watch.stop()
    late.sort()
    p99 = late[int(len(late) * 0.99) - 1]
    print(
        f"{done:,} appends in {time.perf_counter() - start:.2f} s; 16 ms timer late: median "
        f"{statistics.median(late):.1f} ms, p99 {p99:.1f}, worst {late[-1]:.1f}"
    )


if __name__ == "__main__":
    main()
