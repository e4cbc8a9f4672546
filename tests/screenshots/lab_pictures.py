"""Pictures of the socket lab with a blocked ``accept``, in both languages and both themes.

    python -m tests.screenshots.lab_pictures FOLDER

Everything shown is real: sockets on loopback, calls in their threads.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZES = {"wide": (1280, 800, False), "small": (1024, 640, False), "projector": (1280, 800, True)}
_PATIENCE_S = 20.0


def make(folder: Path) -> list[Path]:
    """Take every picture; their files."""
    from PySide6.QtWidgets import QApplication

    from desktop.context import AppContext
    from desktop.lab.lab_window import LabWindow

    app = QApplication.instance() or QApplication([])
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as scratch:
        for language in ("ru", "en"):
            context = AppContext.for_tests(Path(scratch), language)
            context.theme.reduced_motion = True
            for mode in ("light", "dark"):
                context.set_theme(mode)
                for name, (width, height, projector) in SIZES.items():
                    window = LabWindow(context)
                    window.scale.set_projector(projector)
                    window.resize(width, height)
                    window.show()
                    app.processEvents()
                    act(window, app.processEvents)
                    window.resize(width, height)
                    app.processEvents()
                    file = folder / f"lab-{name}-{mode}-{language}.png"
                    window.grab().save(str(file))
                    made.append(file)
                    window.close()
                    window.deleteLater()
                    app.processEvents()
            context.save()
    return made


def act(window: Any, spin: Callable[[], object]) -> None:
    """The first server and client, a refused connection before, a second accept that waits."""
    from desktop.lab.recipes import free_port
    from desktop.lab.wanted import Wanted

    desk, lab = window.desk, window.lab

    def until(true: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not true():
            spin()
            if time.monotonic() > end:
                raise TimeoutError

    def call(number: int, name: str, waits: bool = False, **arguments: Any) -> None:
        made = desk.call(number, name, arguments)
        state = "in_kernel" if waits else None
        until(lambda: lab.calls()[made - 1].state == state if waits else lab.calls()[made - 1].over)

    port = free_port(12345)
    server = desk.create(Wanted("AF_INET", "SOCK_STREAM", 0, "", str(port), "")).number
    client = desk.create(Wanted("AF_INET", "SOCK_STREAM", 0, "", str(port), "")).number
    call(server, "bind", host="", port=port)
    call(client, "connect", host="127.0.0.1", port=port)
    call(server, "listen", backlog=5)
    call(client, "connect", host="127.0.0.1", port=port)
    call(server, "accept")
    guest = next(sock.number for sock in lab.sockets() if sock.role == "accepted")
    call(guest, "sendall", data="Спасибо за подключение".encode())
    call(client, "recv", size=1024)
    call(server, "accept", waits=True)
    window.body.show_tab("bench")
    window.body.cards.area_of(server).press("recv")
    began = time.monotonic()
    until(lambda: time.monotonic() - began > 1.5)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for file in make(folder):
        print(file)


if __name__ == "__main__":
    main()
