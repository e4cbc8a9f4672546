"""The menu of one message."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from core.client.events import MessageReceived
from desktop.client.message_deeds import DEEDS
from desktop.client.message_layout import Hit, RowLayout
from desktop.client.message_model import ConversationModel
from desktop.client.message_selection import line_text
from desktop.client.message_text import Link, isolated
from desktop.client.message_tips import reaction_names
from desktop.theme import theme
from desktop.widgets.menu import PopupMenu

if TYPE_CHECKING:
    from desktop.client.message_control import MessageControl

translate = QCoreApplication.translate

# Reactions of others that the menu offers to join.
_REACTIONS = 5
# Of those who gave one, so many are named.
_NAMES = 3


def make_message_menu(
    view: MessageControl, model: ConversationModel, row: RowLayout, target: Hit | Link | None
) -> QMenu:
    """The menu of ``row``; ``target`` is what lies under the mouse."""
    menu = PopupMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    number, message = row.number, row.row

    def add(icon: str, text: str, do: Callable[[], object], keys: str = "") -> None:
        action = menu.addAction(theme().icon(icon), text)
        action.triggered.connect(lambda _checked: do())
        if keys:
            action.setShortcut(QKeySequence(keys))

    def add_deeds(*names: str) -> None:
        for deed in DEEDS:
            if deed.id in names and view.can(deed.id, number):
                keys = next(iter(view.keys.get(deed.id, ())), "")
                add(deed.icon, deed.name, partial(view.do, deed.id, number), keys)

    def copy(text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    if isinstance(target, Link):
        url = target.url
        add(
            "external-link",
            translate("MessageMenu", "Open the address"),
            lambda: view.link_activated.emit(url),
        )
        add("link", translate("MessageMenu", "Copy the address"), lambda: copy(url))
        menu.addSeparator()
    add_deeds("message_reply", "message_react")
    if isinstance(message, MessageReceived) and view.can("message_react", number):
        _add_reactions(menu, view, message)
    add_deeds("message_edit", "message_origin")
    menu.addSeparator()
    if view.has_selection():
        words = translate("MessageMenu", "Copy the selection")
        add("copy", words, view.copy_selection, "Ctrl+C")
    if isinstance(message, MessageReceived):
        add_deeds("message_copy", "message_code", "message_save")
    else:
        words = translate("MessageMenu", "Copy the text")
        add("copy", words, lambda: view.copy_row(number))
    add(
        "clipboard-paste",
        translate("MessageMenu", "Copy with name and time"),
        lambda: copy(line_text(message, row.body)),
    )
    add("list", translate("MessageMenu", "Select all"), view.select_all, "Ctrl+A")
    menu.addSeparator()
    if isinstance(message, MessageReceived) and not message.own:
        nick = message.nick
        add(
            "at-sign",
            translate("MessageMenu", "Mention %1").replace("%1", isolated(nick).replace("&", "&&")),
            lambda: view.mention_requested.emit(nick),
        )
    add_deeds("message_wire")
    key = next((hit.value for hit in row.hits if hit.kind == "resend"), None)
    if key is not None:
        add(
            "refresh-cw",
            translate("MessageMenu", "Send again"),
            lambda: view.resend_requested.emit(key),
        )
    if view.can("message_delete", number):
        menu.addSeparator()
        add_deeds("message_delete")
    return menu


def _add_reactions(menu: QMenu, view: MessageControl, message: MessageReceived) -> None:
    """The reactions that the message has, to be given, too, or taken back."""
    # What one gave oneself can always be taken back.
    offered = [r for at, r in enumerate(message.reactions) if at < _REACTIONS or r.own]
    for reaction in offered:
        if reaction.own:
            words = translate("MessageMenu", "Take back %1")
        else:
            words = translate("MessageMenu", "React with %1")
        shown = isolated(reaction.text)
        if any(letter.isalpha() for letter in reaction.text):  # a word among the menu's words
            shown = translate("MessageMenu", "“%1”").replace("%1", shown)
        if names := reaction_names(reaction, _NAMES):
            shown += f" ({names})"
        shown = shown.replace("&", "&&")
        action = menu.addAction(theme().icon("smile"), words.replace("%1", shown))
        action.triggered.connect(
            lambda _checked, text=reaction.text: view.reaction_toggled.emit(message, text)
        )


def show_message_menu(
    view: MessageControl,
    model: ConversationModel,
    row: RowLayout,
    target: Hit | Link | None,
    place: QPoint,
) -> None:
    """Show the menu at a place on the screen."""
    make_message_menu(view, model, row, target).popup(place)
