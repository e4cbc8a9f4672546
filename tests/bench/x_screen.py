"""A virtual screen, and how long a program's window on it takes to answer.

All toolkits are asked in the same way, from outside: ``_NET_WM_PING`` (EWMH) is answered by the
loop that also handles keys and draws; a key is pressed by the XTEST extension and its time runs
until other pixels are seen.
"""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from Xlib import XK, X, display, error
from Xlib.ext import xtest
from Xlib.protocol import event

#: A part of the window: x, y, width and height, in pixels.
Part = tuple[int, int, int, int]
_BLINK = 4  # columns; what changes in fewer is the cursor
PATIENCE_S = 60.0


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A screen with a window manager; its name for DISPLAY."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            name = f":{told.readline().strip()}"
        env = {**os.environ, "DISPLAY": name}
        with subprocess.Popen(["openbox"], env=env, stderr=subprocess.DEVNULL) as manager:
            try:
                yield name
            finally:
                manager.terminate()
                server.terminate()


class Window:
    """The main window of a program."""

    def __init__(self, screen_name: str, title: str) -> None:
        """Wait for it. Raises TimeoutError where none comes."""
        self.display = display.Display(screen_name)
        self._root = self.display.screen().root
        deadline = time.monotonic() + PATIENCE_S
        while (found := self._find(title)) is None:
            if time.monotonic() > deadline:
                raise TimeoutError(title)
            time.sleep(0.5)
        self.window = found

    def _find(self, title: str) -> Any:
        listed = self._root.get_full_property(
            self.display.intern_atom("_NET_CLIENT_LIST"), X.AnyPropertyType
        )
        for number in listed.value if listed else ():
            window = self.display.create_resource_object("window", number)
            with contextlib.suppress(error.BadWindow):
                if title in self._title(window):
                    return window
                self.press("Return")  # a dialog that is in the way, which has the focus
        return None

    def _title(self, window: Any) -> str:
        text = window.get_full_text_property(self.display.intern_atom("_NET_WM_NAME"))
        return str(text or window.get_wm_name() or "")

    def resize(self, width: int, height: int) -> None:
        """As if somebody drew at its corner."""
        self.window.configure(x=0, y=0, width=width, height=height)
        self.display.sync()

    def click(self, part: Part) -> None:
        """The left button, in the middle of that part."""
        x, y, width, height = part
        place = self._root.translate_coords(self.window, x + width // 2, y + height // 2)
        xtest.fake_input(self.display, X.MotionNotify, x=place.x, y=place.y)
        for kind in (X.ButtonPress, X.ButtonRelease):
            xtest.fake_input(self.display, kind, 1)
        self.display.sync()

    def press(self, *keys: str) -> None:
        """Keys by their names in X, the last with the others held."""
        codes = [self.display.keysym_to_keycode(XK.string_to_keysym(key)) for key in keys]
        for code in codes:
            xtest.fake_input(self.display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self.display, X.KeyRelease, code)
        self.display.sync()

    def pixels(self, part: Part) -> bytes:
        """What is to be seen there."""
        image = self.window.get_image(*part, X.ZPixmap, 0xFFFFFFFF)
        return bytes(image.data)

    def until_changed(self, part: Part, do: Callable[[], object], patience: float) -> float | None:
        """Milliseconds from the deed until something is drawn there; None: nothing was."""
        before = self.pixels(part)
        begin = time.perf_counter()
        do()
        while time.perf_counter() - begin < patience:
            if _differ(before, self.pixels(part), part[2]):
                return (time.perf_counter() - begin) * 1000
            time.sleep(0.001)
        return None

    def until_still(self, part: Part, still_s: float, patience: float) -> float:
        """Wait until nothing changes there any more; when it last did, as of perf_counter()."""
        last, before = time.perf_counter(), self.pixels(part)
        deadline = last + patience
        while (now := time.perf_counter()) - last < still_s and now < deadline:
            time.sleep(0.01)
            seen = self.pixels(part)
            if _differ(before, seen, part[2]):
                last, before = time.perf_counter(), seen
        return last


def _differ(before: bytes, after: bytes, width: int) -> bool:
    if before == after:
        return False
    row = width * 4
    first, last = width, -1
    for start in range(0, len(before), row):
        old, new = before[start : start + row], after[start : start + row]
        for column in range(width) if old != new else ():
            if old[column * 4 : column * 4 + 3] != new[column * 4 : column * 4 + 3]:
                first, last = min(first, column), max(last, column)
                if last - first >= _BLINK:
                    return True
    return False


@dataclass
class Pinger:
    """Asks a window at random moments whether it is there, whether or not it has answered yet."""

    screen_name: str
    window_id: int
    pause_s: tuple[float, float] = (0.01, 0.03)
    waits: list[float] = field(default_factory=list)  # ms
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Pinger:
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        connection = display.Display(self.screen_name)
        root = connection.screen().root
        # The first is what EWMH says, the other what Qt sends the answer with.
        mask = X.SubstructureNotifyMask | X.StructureNotifyMask
        root.change_attributes(event_mask=mask)
        window = connection.create_resource_object("window", self.window_id)
        protocols = connection.intern_atom("WM_PROTOCOLS")
        ping = connection.intern_atom("_NET_WM_PING")
        asked: dict[int, float] = {}
        number, due = 1, 0.0
        ending = 0.0
        while True:
            now = time.perf_counter()
            if self._over.is_set():
                ending = ending or now
                if not asked or now > ending + PATIENCE_S:
                    break
            elif now >= due:
                number += 1
                data = (32, [ping, number, self.window_id, 0, 0])
                asked[number] = now
                asking = event.ClientMessage(window=window, client_type=protocols, data=data)
                window.send_event(asking, event_mask=0)
                connection.flush()
                due = now + random.uniform(*self.pause_s)
            while connection.pending_events():
                told = connection.next_event()
                if told.type == X.ClientMessage and told.data[1][0] == ping:
                    begun = asked.pop(told.data[1][1], None)
                    if begun is not None:
                        self.waits.append((time.perf_counter() - begun) * 1000)
            time.sleep(0.0005)
        self.waits += [(time.perf_counter() - begun) * 1000 for begun in asked.values()]
        connection.close()
