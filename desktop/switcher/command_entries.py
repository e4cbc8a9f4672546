"""What the switcher offers to do: every action with keys, the menus' entries, the other windows of
the program, its look and language, and the slash commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from desktop.client.command_texts import command_infos, missing_commands
from desktop.context import AppContext
from desktop.shortcuts import ACTIONS, Binding
from desktop.switcher.entries import Entry, Section

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.menus import Menu

translate = QCoreApplication.translate

_NEAR, _PROGRAM, _TYPED = range(3)
# An action that opens the switcher itself is not offered in it.
_LEFT_OUT = frozenset({"switcher"})
_ICONS = {
    "next_conversation": "chevron-down",
    "previous_conversation": "chevron-up",
    "next_unread": "bell",
    "leave": "log-out",
    "join": "hash",
    "write": "message-circle",
    "find": "search",
    "find_everywhere": "text-search",
    "hand": "hand",
    "topic": "pencil",
    "sockets": "ethernet-port",
    "settings": "settings",
}


def _command(
    title: str,
    act: Callable[[], object],
    icon: str = "",
    *,
    keys: tuple[str, ...] = (),
    detail: str = "",
    words: tuple[str, ...] = (),
    rank: int = _NEAR,
) -> Entry:
    return Entry(
        Section.COMMANDS,
        title,
        act,
        icon=icon or "command",
        keys=keys,
        detail=detail,
        finds=bool(detail),
        words=words,
        rank=rank,
    )


def command_entries(window: ClientWindow, menus: list[Menu]) -> Iterator[Entry]:
    """Everything that can be done now in ``window``, each thing once; ``menus`` are its menus of
    the server, of oneself and of the conversation in sight."""
    seen: set[str] = set()
    offered = (
        *(entry for menu in menus for entry in _menu(menu)),
        *_actions(window),
        *_program(window),
        *_typed(window),
    )
    for entry in offered:
        name = entry.title.rstrip("….").casefold()
        if name not in seen:
            seen.add(name)
            yield entry


def search_entry(words: str, act: Callable[[], object], keys: tuple[str, ...]) -> Entry:
    """Looking for the words in what was said."""
    title = translate("Switcher", "Search for “%1” in the messages").replace("%1", words)
    native = tuple(_native(each) for each in keys)
    return Entry(Section.MESSAGES, title, act, icon="message-square", keys=native)


def _actions(window: ClientWindow) -> Iterator[Entry]:
    """The actions of ``desktop.shortcuts`` that this window does."""
    top = window.window()
    bound = {b.action: b.act for b in top.findChildren(Binding) if b.parent() is top}
    bound |= {b.action: b.act for b in window.findChildren(Binding)}
    if window.page.header.hand.isHidden():
        bound.pop("hand", None)
    shortcuts = window.context.shortcuts
    for action in ACTIONS:
        act = bound.get(action.id)
        if act is not None and action.id not in _LEFT_OUT:
            keys = tuple(_native(keys) for keys in shortcuts.keys(action.id))
            yield _command(action.name, act, _ICONS.get(action.id, ""), keys=keys)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _menu(menu: Menu) -> Iterator[Entry]:
    for action in menu.actions():
        if action.menu() is not None or action.isSeparator() or not action.isEnabled():
            continue
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        icon = str(action.property("iconName") or "")
        yield _command(
            action.text(), action.trigger, icon, keys=(keys,) if keys else (), rank=_NEAR
        )


def _program(window: ClientWindow) -> Iterator[Entry]:
    """The program's other windows, its look and its language."""
    context = window.context
    windows = (
        ("house", translate("Switcher", "Find or choose a server"), context.open_launcher),
        (
            "server",
            translate("Switcher", "Open the window of the own server"),
            context.open_server_window,
        ),
        ("flask-conical", translate("Switcher", "Open the socket lab"), context.open_lab),
        ("graduation-cap", translate("Switcher", "Open the lessons"), context.open_lessons),
        ("play", translate("Switcher", "Show how a message travels"), context.open_demo),
    )
    act: Callable[[], object]
    for icon, title, act in windows:
        yield _command(title, act, icon, rank=_PROGRAM)
    looks = (
        ("sun", translate("Switcher", "Choose the look: light"), "light"),
        ("moon", translate("Switcher", "Choose the look: dark"), "dark"),
        ("sun-moon", translate("Switcher", "Choose the look: as the system"), "system"),
    )
    for icon, title, mode in looks:
        if context.settings.theme != mode:
            yield _command(title, partial(_look, context, mode), icon, rank=_PROGRAM)
    for language, title in (("ru", "Язык: русский"), ("en", "Language: English")):
        if context.translator.language != language:
            act = partial(context.set_language, language)
            words = ("language", "язык")
            yield _command(title, act, "languages", words=words, rank=_PROGRAM)


def _look(context: AppContext, mode: str) -> None:
    match mode:
        case "light":
            context.set_theme("light")
        case "dark":
            context.set_theme("dark")
        case _:
            context.set_theme("system")


def _typed(window: ClientWindow) -> Iterator[Entry]:
    """The slash commands: chosen, one stands in the composer, ready for its arguments."""
    for info in command_infos(missing_commands(window)):
        yield _command(
            f"/{info.name}",
            partial(window.finding.type_command, info.name),
            "terminal",
            detail=info.description,
            rank=_TYPED,
        )
