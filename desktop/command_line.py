"""Reading the command line, without Qt and without argparse: every start pays for it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

if TYPE_CHECKING:
    from core.net.addresses import ServerAddress

Action = Literal[
    "launcher", "server", "client", "demo", "lab", "lessons", "serve", "self-test",
    "add-to-menu", "remove-from-menu", "version", "help", "link",
]  # fmt: skip
# Words that stand alone, and what they ask for.
_ALONE = {
    "--help": "help",
    "-h": "help",
    "--version": "version",
    "-V": "version",
    "--add-to-menu": "add-to-menu",
    "--remove-from-menu": "remove-from-menu",
}

# Windows that open without arguments.
_WINDOWS = ("server", "lab", "demo")


class Command(NamedTuple):
    """What to do. ``rest`` are the arguments that the action reads itself (serve, self-test,
    lessons, link)."""

    action: Action
    address: ServerAddress | None = None
    nick: str = ""
    rest: tuple[str, ...] = ()


class UsageError(ValueError):
    """The command line cannot be understood; the message says why, in the person's language."""


_HELP = {
    "en": """Besedka: chat on the local network.

  besedka                           the launcher
  besedka server                    the server window
  besedka client [ADDRESS]          a client window; without an address the launcher asks for one
  besedka ADDRESS                   the same
  besedka demo                      show how it works: a message on its way, in slow motion
  besedka lab                       the socket lab: sockets made by hand
  besedka lessons [NUMBER]          the lessons on sockets; with a number this one is opened
  besedka serve [OPTIONS]           a server without windows (besedka serve --help)
  besedka --self-test               try the program out: a server, two clients, messages both ways
  besedka --add-to-menu             put the program into the menu of a Linux desktop
  besedka --remove-from-menu        and take it out again
  besedka --version | --help

ADDRESS is 192.168.1.5:6667, lab.local, [fe80::1]:6667 or irc://lab.local:6667/#class.

  --nick NAME                       the nickname to join with
  --link ADDRESS                    ask before anything is joined: for links in pages and letters
  --portable …                      first of all: keep everything beside the program (besedka-data)
""",
    "ru": """Беседка: разговор в локальной сети.

  besedka                           стартовое окно
  besedka server                    окно сервера
  besedka client [АДРЕС]            окно клиента; без адреса его спросит стартовое окно
  besedka АДРЕС                     то же самое
  besedka demo                      показать, как это устроено: путь сообщения, не спеша
  besedka lab                       лаборатория: сокеты, сделанные руками
  besedka lessons [НОМЕР]           уроки о сокетах; с номером сразу открыт этот урок
  besedka serve [ПАРАМЕТРЫ]         сервер без окон (besedka serve --help)
  besedka --self-test               самопроверка: сервер, два клиента, сообщения в обе стороны
  besedka --add-to-menu             добавить программу в меню рабочего стола Linux
  besedka --remove-from-menu        и убрать её оттуда
  besedka --version | --help

АДРЕС: 192.168.1.5:6667, lab.local, [fe80::1]:6667 или irc://lab.local:6667/#class.

  --nick ИМЯ                        ник, под которым войти
  --link АДРЕС                      сначала спросить: для ссылок на страницах и в письмах
  --portable …                      первым: хранить всё рядом с программой (besedka-data)
""",
}

_FAULTS = {
    "en": {
        "command": "besedka: there is no command “%1”. See: besedka --help",
        "option": "besedka: there is no option “%1” here. See: besedka --help",
        "extra": "besedka: “%1” is one argument too many. See: besedka --help",
        "lesson": "besedka: “%1” is no number of a lesson. See them all: besedka lessons",
        "nick_missing": "besedka: --nick needs a nickname after it.",
        "nick": "besedka: “%1” is no nickname (letters, digits, - and _, up to 30).",
        "address": "besedka: “%1” is no address. Write 192.168.1.5:6667 or irc://host:port/#channel",
        "port": "besedka: the port in “%1” is not a number from 1 to 65535.",
        "channel": "besedka: the channel in “%1” has a space or a comma in its name.",
    },
    "ru": {
        "command": "besedka: нет команды «%1». Помощь: besedka --help",
        "option": "besedka: здесь нет параметра «%1». Помощь: besedka --help",
        "extra": "besedka: «%1» — лишнее. Помощь: besedka --help",
        "lesson": "besedka: «%1» — не номер урока. Все уроки: besedka lessons",
        "nick_missing": "besedka: после --nick нужен ник.",
        "nick": "besedka: «%1» не годится в ник (буквы, цифры, - и _, до 30).",
        "address": "besedka: «%1» — не адрес. Напишите 192.168.1.5:6667 или irc://host:port/#channel",
        "port": "besedka: порт в «%1» — не число от 1 до 65535.",
        "channel": "besedka: в названии канала в «%1» пробел или запятая.",
    },
}
_MENU = {
    "en": {
        "added": "besedka: it is in the menu now (%1).",
        "removed": "besedka: it is out of the menu.",
        "absent": "besedka: it was not in the menu.",
        "elsewhere": "besedka: the menu entry is for Linux desktops. Make a shortcut instead.",
        "fault": "besedka: the menu entry could not be written: %1",
    },
    "ru": {
        "added": "besedka: программа теперь в меню (%1).",
        "removed": "besedka: программы больше нет в меню.",
        "absent": "besedka: в меню программы и не было.",
        "elsewhere": "besedka: меню бывает на рабочих столах Linux. Здесь сделайте ярлык.",
        "fault": "besedka: не удалось записать пункт меню: %1",
    },
}
_ADDRESS_FAULTS = {"bad_port": "port", "bad_channel": "channel"}


_PORTABLE = {
    "en": "besedka: the folder for --portable could not be made: %1",
    "ru": "besedka: не удалось создать папку для --portable: %1",
}


def portable_words(detail: str) -> str:
    """Why ``--portable`` is not possible."""
    return _PORTABLE[terminal_language()].replace("%1", detail)


def terminal_language() -> str:
    """The language of the terminal: "ru" or "en", from the locale of the environment."""
    names = (os.environ.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((name for name in names if name), "")
    return "ru" if name.lower().startswith(("ru", "be", "uk", "kk")) else "en"


def help_text() -> str:
    """What ``--help`` prints."""
    return _HELP[terminal_language()]


def menu_words(code: str, what: str = "") -> str:
    """The answer to ``--add-to-menu`` and ``--remove-from-menu``."""
    return _MENU[terminal_language()][code].replace("%1", what)


def _fault(code: str, what: str = "") -> UsageError:
    return UsageError(_FAULTS[terminal_language()][code].replace("%1", what))


def parse(argv: Sequence[str]) -> Command:
    """Read the arguments (without the program's name). Raises UsageError with a sentence."""
    if not argv:
        return Command("launcher")
    first, rest = argv[0], list(argv[1:])
    if first == "serve":
        return Command("serve", rest=tuple(rest))
    if first == "--self-test":
        return Command("self-test", rest=tuple(rest))
    if first in _ALONE:
        return Command(cast("Action", _ALONE[first]))
    if first == "--link":
        # What a page or a letter has as a link is all there is: none of its words is an option.
        link = " ".join(rest).strip()
        return Command("link", rest=(link,)) if link else Command("launcher")
    if first in _WINDOWS:
        if rest:
            raise _fault("option" if rest[0].startswith("-") else "extra", rest[0])
        return Command(cast("Action", first))
    if first == "client":
        return _client(rest)
    if first == "lessons":
        return _lessons(rest)
    if first == "--nick" or _like_address(first):
        return _client(list(argv))
    raise _fault("option" if first.startswith("-") else "command", first)


def _lessons(arguments: list[str]) -> Command:
    if len(arguments) > 1:
        raise _fault("extra", arguments[1])
    for number in arguments:
        if number.startswith("-"):
            raise _fault("option", number)
        # Not more digits than Python reads (sys.set_int_max_str_digits).
        digits = number.isascii() and number.isdecimal() and len(number) < 9
        if not digits or not 0 < int(number) < 1000:
            raise _fault("lesson", number[:40])
    return Command("lessons", rest=tuple(arguments))


def _like_address(text: str) -> bool:
    return not text.startswith("-") and ("://" in text or ":" in text or "." in text)


def _client(arguments: list[str]) -> Command:
    from core.irc.names import nickname_fault

    address: ServerAddress | None = None
    nick = ""
    while arguments:
        argument = arguments.pop(0)
        if argument in ("--help", "-h"):
            return Command("help")
        if argument == "--nick" or argument.startswith("--nick="):
            if "=" not in argument and not arguments:
                raise _fault("nick_missing")
            nick = argument.partition("=")[2] if "=" in argument else arguments.pop(0)
            if nickname_fault(nick):
                raise _fault("nick", nick)
        elif argument.startswith("-"):
            raise _fault("option", argument)
        elif address is not None:
            raise _fault("extra", argument)
        else:
            address = _address(argument)
    return Command("client", address, nick)


def _address(text: str) -> ServerAddress:
    from core.net.addresses import parse_address

    try:
        return parse_address(text)
    except ValueError as error:
        raise _fault(_ADDRESS_FAULTS.get(str(error), "address"), text) from None
