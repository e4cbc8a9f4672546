"""The menu of one message."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from core.client.events import MessageReceived
from desktop.client.message_layout import Hit, RowLayout
from desktop.client.message_model import ConversationModel
from desktop.client.message_selection import line_text, plain_text
from desktop.client.message_text import Link, isolated
from desktop.sockets import chat_words
from desktop.theme import theme

if TYPE_CHECKING:
    from desktop.client.message_control import MessageControl

translate = QCoreApplication.translate


def make_message_menu(
    view: MessageControl, model: ConversationModel, row: RowLayout, target: Hit | Link | None
) -> QMenu:
    """The menu of ``row``; ``target`` is what lies under the mouse."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(icon: str, text: str, do: Callable[[], object]) -> None:
        menu.addAction(theme().icon(icon), text).triggered.connect(lambda _checked: do())

    def copy(text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    message = row.row
    if isinstance(target, Link):
        url = target.url
        add(
            "external-link",
            translate("MessageMenu", "Open the address"),
            lambda: view.link_activated.emit(url),
        )
        add("link", translate("MessageMenu", "Copy the address"), lambda: copy(url))
        menu.addSeparator()
    if view.has_selection():
        add("copy", translate("MessageMenu", "Copy the selection"), view.copy_selection)
    own = model.own_nick
    add("copy", translate("MessageMenu", "Copy the text"), lambda: copy(plain_text(message, own)))
    add(
        "clipboard-paste",
        translate("MessageMenu", "Copy with name and time"),
        lambda: copy(line_text(message, own)),
    )
    if isinstance(message, MessageReceived) and not message.own:
        nick = message.nick
        menu.addSeparator()
        add(
            "at-sign",
            translate("MessageMenu", "Mention %1").replace("%1", isolated(nick).replace("&", "&&")),
            lambda: view.mention_requested.emit(nick),
        )
    if isinstance(message, MessageReceived):
        number = row.number
        menu.addSeparator()
        add(
            "ethernet-port",
            chat_words.show_in_sockets(),
            lambda: view.sockets_requested.emit(number),
        )
        menu.actions()[-1].setShortcut(QKeySequence("Ctrl+Return"))
    key = next((hit.value for hit in row.hits if hit.kind == "resend"), None)
    if key is not None:
        menu.addSeparator()
        add(
            "refresh-cw",
            translate("MessageMenu", "Send again"),
            lambda: view.resend_requested.emit(key),
        )
    menu.addSeparator()
    add("list", translate("MessageMenu", "Select all"), view.select_all)
    return menu


def show_message_menu(
    view: MessageControl,
    model: ConversationModel,
    row: RowLayout,
    target: Hit | Link | None,
    place: QPoint,
) -> None:
    """Show the menu at a place on the screen."""
    make_message_menu(view, model, row, target).popup(place)
