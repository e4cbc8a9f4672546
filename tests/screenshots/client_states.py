"""The main states of the client's windows, each set up from a session's own events."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from unittest.mock import patch

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from core.client.events import Event
from tests.screenshots import client_talk as talk
from tests.screenshots.client_stage import Stage
from tests.screenshots.patience import until

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

_SECONDS = 24.3  # that a file has been on its way
_SILENCE = 9  # seconds since the server was heard


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


def launcher_empty(stage: Stage) -> QWidget:
    """The very first start."""
    from desktop.launcher.launcher_window import LauncherWindow

    stage.context.settings.nick = ""
    window = LauncherWindow(stage.context)
    stage.show(window, (880, 600))
    window.footer.show_addresses(("192.168.1.34",))
    return window


def one_server(stage: Stage) -> QWidget:
    """Somebody who was on one server."""
    from core.settings import RecentServer
    from desktop.launcher.launcher_window import LauncherWindow

    stage.context.settings.nick = talk.OWN
    stage.context.settings.recent = (
        RecentServer("Кабинет 214", talk.HOST, talk.PORT, talk.at("09:00"), (talk.ROOM,)),
    )
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
    window.page.transfers.add(card)
    with patch("time.monotonic", lambda: card._began + _SECONDS):
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


def reconnecting(stage: Stage) -> QWidget:
    """The server is gone; what one writes meanwhile waits."""
    window = lesson(stage)
    stage.tell(window, talk.lost())
    for _ in range(_SILENCE):
        window.page.status.sample(talk.TRAFFIC[-1], 0, 1.0)
    window.page.view.jump_to_bottom()
    return window.window()


def commands(stage: Stage) -> QWidget:
    """A command begun: what fits, and what it takes."""
    window = lesson(stage)
    window.page.composer.input.insertPlainText("/m")
    return window.window()


def emoji(stage: Stage) -> QWidget:
    """Choosing an emoji."""
    window = lesson(stage)
    window.page.composer.emoji.click()
    return window.window()


def card(stage: Stage) -> QWidget:
    """Who somebody is."""
    from desktop.client.user_card_acts import make_card

    window = lesson(stage)
    card = make_card(window, talk.whois())
    card.open()
    return card


def channel(stage: Stage) -> QWidget:
    """The settings of a channel, for one who leads it."""
    from desktop.client.channel_settings import ChannelSettings

    window = stage.client(talk.arrive(talk.ROOM), talk.leads(), talk.life())
    window.page.view.jump_to_bottom()
    dialog = ChannelSettings(window, talk.ROOM)
    dialog.open()
    stage.tell(window, talk.modes())
    return dialog


def menu(stage: Stage) -> QWidget:
    """What can be done with a message: the buttons over it, and its menu."""
    from desktop.client.message_menu import show_message_menu

    window = stage.client(talk.arrive(talk.ROOM), talk.life())
    view = window.page.view
    view.jump_to_bottom()
    stage.app.processEvents()
    model = window.conversations.shown.transcript
    number = model.find("a")
    assert number is not None
    view.setFocus()
    view.set_current(number)
    row = next(row for _, row in view._scroller.placed if row.number == number)
    show_message_menu(view, model, row, None, view.viewport().mapToGlobal(QPoint(120, 340)))
    return window.window()


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


def wide(stage: Stage) -> QWidget:
    """On a large screen."""
    return lesson(stage, (1920, 1080)).window()


def contrast(stage: Stage) -> QWidget:
    """High contrast, with the people over the messages."""
    stage.context.set_preference("view.contrast", "high")
    window = stage.client(talk.arrive(*talk.CHANNELS), size=(880, 640))
    stage.go(window, talk.ROOM)
    stage.tell(window, talk.life())
    window.page.header.members.click()
    return window.window()


STATES: dict[str, Callable[[Stage], QWidget]] = {
    "launcher-empty": launcher_empty,
    "one-server": one_server,
    "joined": joined,
    "busy": busy,
    "long-russian": _one(talk.long_russian, (820, 640)),
    "code": _one(talk.code),
    "pictures": _one(talk.pictures),
    "life": _one(talk.life),
    "reconnecting": reconnecting,
    "commands": commands,
    "emoji": emoji,
    "menu": menu,
    "card": card,
    "channel": channel,
    "search": search,
    "switcher": switcher,
    "settings": settings,
    "scale-200": large,
    "narrow-480": narrow,
    "compact": compact,
    "projector": projector,
    "wide": wide,
    "contrast": contrast,
}
