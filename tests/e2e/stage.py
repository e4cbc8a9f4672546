"""The real program, with a hand that a test moves: JSON lines come in, JSON lines go out.

    python -m tests.e2e.stage server
    python -m tests.e2e.stage client irc://10.77.0.1:6667/#channel --nick anna

Each line is ``{"do": name, "with": [arguments]}`` and is answered by ``{"answer": value}`` or
``{"fault": text}``. The end of the input ends the program as SIGTERM would.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import traceback

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop.__main__ import main
from desktop.app import App
from desktop.client.client_shell import ClientShell
from desktop.client.client_window import ClientWindow
from desktop.server.server_window import ServerWindow
from tests.interop.hands import ClientHands, ServerHands


class Stage(QObject):
    """Does in the program's own thread what the test asks for."""

    asked = Signal(str)
    over = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self.asked.connect(self._answer)
        self.over.connect(app.end)

    def _answer(self, line: str) -> None:
        request = json.loads(line)
        try:
            answer = {"answer": getattr(self, "do_" + request["do"])(*request["with"])}
        except Exception:
            answer = {"fault": traceback.format_exc()}
        print(json.dumps(answer), flush=True)

    def _window(self, kind: type[QWidget]) -> QWidget:
        return next(w for w in QApplication.allWidgets() if isinstance(w, kind))

    @property
    def _client(self) -> ClientHands:
        window = self._window(ClientWindow)
        assert isinstance(window, ClientWindow)
        return ClientHands(window)

    @property
    def _server(self) -> ServerHands:
        window = self._window(ServerWindow)
        assert isinstance(window, ServerWindow)
        return ServerHands(window)

    # --- a client window ----------------------------------------------------------------------

    def do_type(self, conversation: str, text: str) -> None:
        self._client.type(text, conversation)

    def do_messages(self, conversation: str) -> list[tuple[str, str]]:
        return self._client.messages(conversation)

    def do_unsettled(self, conversation: str) -> list[str]:
        return self._client.unsettled(conversation)

    def do_members(self, channel: str) -> list[str]:
        client = self._client
        return sorted(client.members(channel)) if client.online else []

    def do_show(self, conversation: str) -> None:
        self._client.show(conversation)

    def do_banner(self) -> str:
        """What the window says about the connection, "" while there is nothing to say."""
        banner = self._client.window.page.notices.link
        return banner.text() if banner.isVisible() else ""

    # --- the server window --------------------------------------------------------------------

    def do_start(self, port: int) -> None:
        self._server.start(port, "Спасибо за подключение")

    def do_stop(self) -> None:
        self._server.stop()

    def do_port(self) -> int:
        """Where it runs; 0 while it does not."""
        address = self._server.address
        return address.port if address is not None else 0

    def do_log(self) -> list[str]:
        return self._server.log_lines()

    def do_faults(self) -> list[str]:
        return self._server.faults()

    # --- any window ---------------------------------------------------------------------------

    def do_ready(self) -> bool:
        return any(w.isVisible() for w in QApplication.topLevelWidgets())

    def do_place(self, x: int, y: int, width: int, height: int) -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, (ClientShell, ServerWindow)):
                window.setGeometry(QRect(x, y, width, height))

    def do_picture(self, path: str) -> bool:
        """A picture of the whole screen."""
        return QGuiApplication.primaryScreen().grabWindow(0).save(path)


def listen() -> None:
    """Bring the lines of the input into the program, once it is there."""
    while not isinstance(app := QApplication.instance(), App) or not hasattr(app, "windows"):
        time.sleep(0.02)
    stage = Stage(app)
    stage.moveToThread(app.thread())
    for line in sys.stdin:
        stage.asked.emit(line)
    stage.over.emit()


if __name__ == "__main__":
    threading.Thread(target=listen, daemon=True).start()
    sys.exit(main(sys.argv[1:]))
