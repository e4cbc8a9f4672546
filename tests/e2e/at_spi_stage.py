"""The real program, with a hand that opens its windows: JSON lines come in, JSON lines go out.

    python -m tests.e2e.at_spi_stage

Each line is ``{"do": name, "with": [arguments]}`` and is answered by ``{"answer": value}`` or
``{"fault": text}``. The end of the input ends the program.
"""

from __future__ import annotations

import json
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import ExitStack

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QWidget

from core.client.events import Event, MessageKind, MessageReceived
from core.client.security import Distrusted, Secured, ServerCertificate, Trust
from core.identities import SavedServer
from desktop.app import App
from desktop.client.client_window import ClientWindow
from desktop.client.message_view import MessageView
from desktop.widgets import IconButton, Segment
from tests.desktop.typing import press_key, type_text
from tests.screenshots import client_talk as talk
from tests.screenshots.client_stage import CHOSEN, Stage, stand_still
from tests.screenshots.client_states import STATES, lesson


def _client(act: Callable[[ClientWindow], object]) -> Callable[[Stage], None]:
    """A client window where people talk, and what is opened over it or beside it."""
    return lambda stage: _open_over(stage, act)


def _open_over(stage: Stage, act: Callable[[ClientWindow], object]) -> None:
    window = lesson(stage)
    stage.tell(window, [SECURED])
    act(window)
    stage.app.processEvents()


def _own_window(window: ClientWindow) -> None:
    window.finding.own_window(talk.ROOM)


def _saved(stage: Stage) -> None:
    """The servers that are kept."""
    from desktop.launcher.saved import SavedDialog

    settings = stage.context.settings
    settings.saved = (SavedServer("Room 214", "192.0.2.1"), SavedServer("Room 215", "192.0.2.2"))
    stage.show(SavedDialog(stage.context), (560, 520))


def _settings(stage: Stage, page: str) -> None:
    from desktop.settings.explanations import Page
    from desktop.settings.settings_window import SettingsWindow

    window = SettingsWindow(stage.context)
    window.open_page(Page(page))
    stage.show(window, (960, 680))


CERTIFICATE = ServerCertificate("ab" * 32, "CN=room-214", "CN=room-214", ("room-214",), 1e9, 2e9)
SECURED = Secured("TLSv1.3", "TLS_AES_256_GCM_SHA384", CERTIFICATE, Trust.KNOWN)
DISTRUSTED = Distrusted(talk.HOST, talk.PORT, CERTIFICATE, Trust.CHANGED, "cd" * 32, 1e9)

MORE: dict[str, Callable[[Stage], object]] = {
    "saved": _saved,
    "server": lambda stage: stage.context.open_server_window(),
    "lessons": lambda stage: stage.context.open_lessons(),
    "lesson": lambda stage: stage.context.open_lessons(2),
    "lab": lambda stage: stage.context.open_lab(),
    "demo": lambda stage: stage.context.open_demo(),
    "sockets": lambda stage: stage.context.open_sockets_window(),
    "join": _client(lambda window: window.acts.ask_join()),
    "lines": _client(lambda window: window.finding.open_lines()),
    "own-window": _client(_own_window),
    "several": _client(lambda window: window.several.ask()),
    "whenever": _client(lambda window: window.on_connecting.ask()),
    "encryption": _client(lambda window: window.security.show_details()),
    "another-key": _client(lambda window: window.security._ask(DISTRUSTED)),
}


class Hand(QObject):
    """Does in the program's own thread what the test asks for."""

    asked = Signal(str)
    over = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self.stage = Stage(app)
        self._still = ExitStack()
        self._rounds = 0
        self._brief: list[QWidget] = []
        self._still.enter_context(stand_still())  # no window of this program may connect
        self.asked.connect(self._answer)
        self.over.connect(self._end)
        for key, value in CHOSEN.items():
            app.context.set_preference(key, value)

    def _end(self) -> None:
        self.do_clear()
        self._still.close()
        self.app.end()

    def _answer(self, line: str) -> None:
        request = json.loads(line)
        try:
            answer = {"answer": getattr(self, "do_" + request["do"])(*request["with"])}
        except Exception:
            answer = {"fault": traceback.format_exc()}
        print(json.dumps(answer), flush=True)

    def do_language(self, language: str) -> None:
        self.app.context.set_language(language)

    def do_open(self, state: str) -> list[str]:
        """Bring the program into a state; the titles of its windows."""
        if state in MORE:
            MORE[state](self.stage)
        elif state.startswith("settings-"):
            _settings(self.stage, state.removeprefix("settings-"))
        else:
            STATES[state](self.stage)
        shown = (window for window in QApplication.topLevelWidgets() if window.isVisible())
        return [window.windowTitle() for window in shown if window.windowTitle()]

    def do_clear(self) -> None:
        """Close everything."""
        self.stage.clear()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QMenu):
                window.close()
            elif window.isVisible() and window.parentWidget() is None:
                window.close()
                window.deleteLater()

    # --- the client window --------------------------------------------------------------------

    @property
    def client(self) -> ClientWindow:
        return next(w for w in QApplication.allWidgets() if isinstance(w, ClientWindow))

    def do_read(self) -> None:
        """Give the focus to the messages."""
        self.client.page.view.setFocus()

    def do_key(self, name: str, control: bool = False) -> None:
        """Press a key where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        modifiers = Qt.KeyboardModifier.ControlModifier if control else None
        press_key(focus, Qt.Key[f"Key_{name}"], modifiers or Qt.KeyboardModifier.NoModifier)

    def do_menu(self) -> list[str]:
        """The entries of the menu that is open."""
        menu = QApplication.activePopupWidget()
        return [each.text() for each in menu.actions()] if isinstance(menu, QMenu) else []

    def do_key_in_menu(self, name: str) -> None:
        """Press a key where a menu is open."""
        menu = QApplication.activePopupWidget()
        assert menu is not None
        press_key(menu, Qt.Key[f"Key_{name}"])

    # --- what comes and goes ------------------------------------------------------------------

    def do_churn(self, rounds: int) -> None:
        """Make and take away windows, dialogs and messages from now on, so many times."""
        self._rounds = rounds
        QTimer.singleShot(0, self, self._churn)

    def do_churning(self) -> int:
        """How many times more."""
        return self._rounds

    def _churn(self) -> None:
        window, number = self.client, self._rounds
        for widget in self._brief:
            widget.deleteLater()
        parent = QWidget(window.window())
        row = QHBoxLayout(parent)
        for name in range(12):
            row.addWidget(IconButton("search"))
            row.addWidget(Segment([("a", f"{name}"), ("b", "b")]))
        parent.show()
        view = MessageView(parent)
        view.set_model(window.conversations.shown.transcript)
        view.resize(300, 300)
        view.show()
        self._brief = [parent]
        self.do_say("boris", f"round {number}")
        if number % 8 == 0:
            self.stage.context.open_settings("")
        elif number % 8 == 4:
            for each in QApplication.topLevelWidgets():
                if type(each).__name__ == "SettingsWindow":
                    each.close()
        elif number % 4 == 1:
            self.stage.go(window, talk.CHANNELS[0])
            self.stage.go(window, talk.ROOM)
        self._rounds -= 1
        if self._rounds:
            QTimer.singleShot(20, self, self._churn)

    def do_type(self, text: str) -> None:
        """Type where one writes."""
        self.client.page.composer.focus_input()
        type_text(self.client.page.composer.input, text)

    def do_say(self, nick: str, *texts: str) -> None:
        """Somebody says something in the channel that is shown."""
        name = self.client.conversations.active
        now, kind = talk.NOW, MessageKind.TEXT
        said: list[Event] = [
            MessageReceived(name, kind, nick, text, now, f"{text}-id") for text in texts
        ]
        self.stage.tell(self.client, said)


def main() -> int:
    """See the module's text."""
    from desktop.__main__ import make_app

    app = make_app(["besedka"])
    assert app is not None
    # The program goes on when a state is cleared away.
    app.lastWindowClosed.disconnect(app.windows._last_closed)
    hand = Hand(app)

    def listen() -> None:
        for line in sys.stdin:
            hand.asked.emit(line)
        hand.over.emit()

    threading.Thread(target=listen, daemon=True).start()
    app.exec()
    return 0


if __name__ == "__main__":
    sys.exit(main())
