"""Pictures of the client's main states from the real program, the same on every run.

    python -m tests.screenshots.client_pictures FOLDER [--only STATE …] [--looks ru-light …]
    python -m tests.screenshots.client_pictures --expect

``--expect`` renews what ``test_client_pictures`` compares with. Real windows are fed with a
session's own events (``client_talk``): nothing is connected, the clock stands still, nothing
moves. Each picture is ``STATE-LANGUAGE-THEME.png`` in FOLDER.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget

from core.client.events import Event
from tests.screenshots import client_talk as talk
from tests.screenshots.comparing import small
from tests.screenshots.patience import until

if TYPE_CHECKING:
    from desktop.app import App
    from desktop.client.client_window import ClientWindow

EXPECTED = Path(__file__).with_name("expected")
COMPARED = (
    "launcher-empty-ru-light",
    "joined-en-dark",
    "busy-ru-light",
    "long-russian-ru-light",
    "code-en-dark",
    "pictures-en-light",
    "life-ru-light",
    "search-ru-light",
    "switcher-ru-dark",
    "settings-ru-dark",
    "scale-200-en-light",
    "narrow-480-ru-light",
    "compact-en-light",
    "projector-ru-light",
)
"""The pictures that are compared: each state once, each look several times."""
LOOKS = ("ru-light", "ru-dark", "en-light", "en-dark")
_SAME = 6  # pictures in a row that must be alike
_TRIES = 400
_PAUSE_S = 0.05
_SECONDS = 243.6  # that a file has been on its way: a speed that some seconds more do not change


def sketch() -> QImage:
    """A drawing from the board: a router, a switch, six computers."""
    image = QImage(416, 204, QImage.Format.Format_RGB32)
    image.fill(QColor("#E9E6DA"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(14, 10, 388, 184), QColor("#FFFFFF"))
    blue, red = QColor("#2F6FB0"), QColor("#B3402E")
    for number in range(6):
        left = 44 + number * 60
        painter.setPen(QPen(blue.lighter(140), 2))
        painter.drawLine(208, 98, left + 16, 136)
        painter.setPen(QPen(blue, 2.5))
        painter.drawRect(QRectF(left, 136, 33, 24))
        painter.drawLine(left + 7, 167, left + 27, 167)
    painter.setBrush(QColor("#E3EDF7"))
    painter.drawRoundedRect(QRectF(156, 74, 104, 24), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(red, 2.5))
    painter.drawEllipse(QRectF(192, 26, 32, 32))
    painter.drawLine(208, 58, 208, 74)
    painter.drawLine(196, 42, 220, 42)
    painter.drawLine(208, 30, 208, 54)
    painter.drawEllipse(QRectF(328, 114, 56, 66))
    painter.setPen(QColor("#2A2A26"))
    font = QFont("Inter")
    font.setPixelSize(16)
    painter.setFont(font)
    painter.drawText(236, 48, "192.168.1.1")
    painter.drawText(270, 92, "switch 24")
    painter.end()
    return image


class Stage:
    """Opens windows of the program without a connection, and photographs them."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.context = app.context
        self._open: list[QWidget] = []

    # --- the program --------------------------------------------------------------------------

    def client(
        self, *batches: Sequence[Event], size: tuple[int, int] = (1240, 800)
    ) -> ClientWindow:
        """A client window that those batches of events came to, one after the other."""
        from core.client.session import SessionOptions
        from core.threads.client_link import ClientOptions
        from desktop.client.client_shell import ClientShell

        session = SessionOptions(talk.OWN)
        shell = ClientShell(self.context, ClientOptions(talk.HOST, talk.PORT, session))
        self.show(shell, size)
        window = shell.page
        for batch in batches:
            self.tell(window, batch)
        return window

    def show(self, widget: QWidget, size: tuple[int, int]) -> QWidget:
        """Show a window in a size, as the one that the person is at."""
        self._open.append(widget)
        widget.resize(*size)
        widget.show()
        widget.activateWindow()
        until(widget.isActiveWindow)
        widget.resize(*size)
        return widget

    def tell(self, window: ClientWindow, batch: Sequence[Event]) -> None:
        """Events come in."""
        window.chat.connection.feed.push(batch)
        window.chat.drain()
        self.app.processEvents()

    def go(self, window: ClientWindow, name: str) -> None:
        """Show a conversation."""
        window.show_conversation(name)
        self.app.processEvents()

    def leave(self, window: ClientWindow) -> None:
        """Look elsewhere for what comes next: it is new then."""
        window.conversations.set_attended(False)

    # --- pictures -----------------------------------------------------------------------------

    def photograph(self, widget: QWidget) -> QImage:
        """The window, once nothing changes any longer. Raises TimeoutError where it does."""
        last, alike = QImage(), 0
        for _ in range(_TRIES):
            self.app.processEvents()
            time.sleep(_PAUSE_S)
            picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
            alike = alike + 1 if picture == last else 0
            if alike >= _SAME:
                return picture
            last = picture
        raise TimeoutError("the window does not come to rest")

    def clear(self) -> None:
        """Close everything, and choose as at a first start."""
        from core.preferences import PREFERENCES

        for widget in self._open:
            widget.close()
            widget.deleteLater()
        self._open.clear()
        self.app.processEvents()
        self.context.settings.recent = ()
        for each in PREFERENCES:
            if each.key not in _CHOSEN:
                self.context.set_preference(each.key, each.default)
        self.app.processEvents()


_CHOSEN: dict[str, object] = {
    "history.keep": False,
    "notify.sound": False,
    "notify.private": False,
    "notify.mention": False,
    "program.tray": False,
    "view.clock": "24",
    "view.contrast": "normal",
    "view.motion": "reduced",
}

# --- the states -------------------------------------------------------------------------------


def launcher_empty(stage: Stage) -> QWidget:
    """The very first start."""
    from desktop.launcher.launcher_window import LauncherWindow

    stage.context.settings.nick = ""
    window = LauncherWindow(stage.context)
    stage.show(window, (880, 600))
    window.footer.show_addresses(("192.168.1.34",))
    return window


def joined(stage: Stage) -> QWidget:
    """In a channel where nothing was said."""
    return stage.client(talk.arrive(talk.ROOM)).window()


def lesson(stage: Stage, size: tuple[int, int] = (1240, 800)) -> ClientWindow:
    """A busy channel, as on the design's picture of the client window."""
    window = stage.client(talk.arrive(*talk.CHANNELS), size=size)
    window.pictures.put(talk.SKETCH, sketch())
    stage.leave(window)
    stage.tell(window, talk.elsewhere())
    stage.go(window, talk.ROOM)
    read, new = talk.lesson()
    stage.tell(window, read)
    stage.leave(window)
    stage.tell(window, new)
    stage.tell(window, talk.busy())
    for name in (talk.CHANNELS[4], "chloe"):
        window.conversations[name].draft = "…"
    window.conversations[talk.CHANNELS[6]].muted = True
    window.page.sidebar.rebuild()
    window.page.view.jump_to_bottom()
    return window


def busy(stage: Stage) -> QWidget:
    """A lesson: unread lines elsewhere, a reply begun, a file on its way, two people writing."""
    from desktop.client.transfer_card import TransferCard

    window = lesson(stage)
    card = TransferCard("рукопожатие-214.pcapng", 412_000_000)
    card._began = time.monotonic() - _SECONDS
    window.page.transfers.add(card)
    card.set_progress(286_000_000)
    model = window.conversations.shown.transcript
    number = model.find("task")
    assert number is not None
    row = model.row(number)
    window.page.composer.begin_reply(row)  # type: ignore[arg-type]
    window.page.composer.input.insertPlainText("recv(1024) вернул сразу две строки, это нормально?")
    return window.window()


def _one(
    events: Callable[[], list[Event]], size: tuple[int, int] = (1240, 800)
) -> Callable[[Stage], QWidget]:
    def make(stage: Stage) -> QWidget:
        window = stage.client(talk.arrive(talk.ROOM), events(), size=size)
        if events is talk.pictures:
            window.pictures.put(talk.SKETCH, sketch())
        window.page.view.jump_to_bottom()
        return window.window()

    return make


def search(stage: Stage) -> QWidget:
    """What was found in all conversations."""
    window = lesson(stage)
    window.finding.search_everywhere("порт")
    everywhere = window.finding.everywhere
    assert everywhere is not None
    until(lambda: everywhere.panel._state == "done")
    return window.window()


def switcher(stage: Stage) -> QWidget:
    """Ctrl+K, a few letters."""
    window = lesson(stage)
    window.finding.open_switcher()
    found = window.finding.switcher
    assert found is not None
    found.input.setText("бор")
    return window.window()


def settings(stage: Stage) -> QWidget:
    """How the program looks: the settings' second page."""
    from desktop.settings.explanations import Page
    from desktop.settings.settings_window import SettingsWindow

    window = SettingsWindow(stage.context)
    window.open_page(Page.LOOK)
    return stage.show(window, (960, 680))


def large(stage: Stage) -> QWidget:
    """Everything twice as large."""
    stage.context.set_preference("view.font_size", 28)
    return lesson(stage, (620, 480)).window()


def narrow(stage: Stage) -> QWidget:
    """As narrow as a phone."""
    return lesson(stage, (480, 760)).window()


def compact(stage: Stage) -> QWidget:
    """One line for each message."""
    stage.context.set_preference("view.layout", "compact")
    return lesson(stage).window()


def projector(stage: Stage) -> QWidget:
    """On the wall of a class: 1024 × 768 with large text."""
    stage.context.set_preference("view.font_size", 20)
    return lesson(stage, (1024 * 14 // 20, 768 * 14 // 20)).window()


STATES: dict[str, Callable[[Stage], QWidget]] = {
    "launcher-empty": launcher_empty,
    "joined": joined,
    "busy": busy,
    "long-russian": _one(talk.long_russian, (820, 640)),
    "code": _one(talk.code),
    "pictures": _one(talk.pictures),
    "life": _one(talk.life),
    "search": search,
    "switcher": switcher,
    "settings": settings,
    "scale-200": large,
    "narrow-480": narrow,
    "compact": compact,
    "projector": projector,
}


@contextmanager
def stand_still() -> Iterator[None]:
    """The clock stands, and no window connects."""
    from core.threads.client_messages import MessageActionsOfConnection
    from desktop.client.chat import Chat
    from desktop.launcher.footer import OwnAddresses

    with ExitStack() as stack:
        for change in (
            patch("time.time", lambda: talk.NOW),
            patch.object(Chat, "open"),
            patch.object(OwnAddresses, "look"),
            patch.object(MessageActionsOfConnection, "features", talk.FEATURES),
        ):
            stack.enter_context(change)
        yield


def take(folder: Path, names: Sequence[str]) -> list[Path]:
    """Make pictures by their names ("busy-ru-light"); the files."""
    from desktop.__main__ import make_app
    from desktop.theme import fonts

    folder.mkdir(parents=True, exist_ok=True)
    app = make_app(["besedka"])
    assert app is not None
    QApplication.setCursorFlashTime(0)
    QCursor.setPos(9000, 9000)  # over no window
    with patch.object(fonts, "_SYSTEM_EMOJI", ()):
        fonts.load_emoji()  # the bundled one, also where the system has its own
    stage = Stage(app)
    made = []
    for key, value in _CHOSEN.items():
        stage.context.set_preference(key, value)
    with stand_still():
        for name in names:
            state, language, theme = name.rsplit("-", 2)
            stage.context.set_language(language)
            stage.context.set_theme("dark" if theme == "dark" else "light")
            picture = stage.photograph(STATES[state](stage))
            made.append(folder / f"{name}.png")
            picture.save(str(made[-1]))
            stage.clear()
    return made


def expect(folder: Path) -> None:
    """Store the pictures of now, small, as those that are expected."""
    EXPECTED.mkdir(exist_ok=True)
    for old in EXPECTED.glob("*.png"):
        old.unlink()
    for path in take(folder, COMPARED):
        small(QImage(str(path))).save(str(EXPECTED / path.name))


def prepare() -> None:
    """Say to Qt and to the program, before they start, how things are on the pictures."""
    os.environ.update(
        QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", TZ="UTC", LC_ALL="C.UTF-8", LANGUAGE="C"
    )
    if hasattr(time, "tzset"):
        time.tzset()


def main() -> None:
    """See the module's text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", nargs="?")
    parser.add_argument("--expect", action="store_true")
    parser.add_argument("--compared", action="store_true")
    parser.add_argument("--only", nargs="*", choices=STATES, default=list(STATES))
    parser.add_argument("--looks", nargs="*", choices=LOOKS, default=list(LOOKS))
    options = parser.parse_args()
    prepare()
    with tempfile.TemporaryDirectory() as settings_folder:
        os.environ["BESEDKA_CONFIG_DIR"] = settings_folder
        if options.expect:
            expect(Path(settings_folder) / "pictures")
            return
        if options.folder is None:
            parser.error("where to?")
        names = [f"{state}-{look}" for look in options.looks for state in options.only]
        for path in take(options.folder, COMPARED if options.compared else names):
            print(path)


if __name__ == "__main__":
    main()
